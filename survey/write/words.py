"""The few words that exported files need beside the study's own, in the languages of the product.

The names of the reasons are those of `reports/languages/`; a test compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.codebook import Label
from survey.missing import Reason

if TYPE_CHECKING:
    from survey.study import Study


def _label(en: str, nl: str, fr: str) -> Label:
    """Return a word whose English form serves any other language."""
    return Label({"en": en, "nl": nl, "fr": fr})


REASONS = {
    Reason.NOT_APPLICABLE: _label("not applicable", "niet van toepassing", "sans objet"),
    Reason.NOT_SHOWN: _label("not shown", "niet getoond", "non affichée"),
    Reason.NOT_IN_WAVE: _label("not in this wave", "niet in deze meetronde", "absente de cette vague"),
    Reason.BREAK_OFF: _label("broke off", "afgehaakt", "abandon"),
    Reason.NO_ANSWER: _label("not answered", "niet beantwoord", "sans réponse"),
    Reason.DONT_KNOW: _label("don't know", "weet niet", "ne sait pas"),
    Reason.REFUSED: _label("refused", "wil niet zeggen", "ne souhaite pas répondre"),
    Reason.INVALID: _label("invalid answer", "ongeldig antwoord", "réponse non valable"),
    Reason.UNKNOWN: _label("reason unknown", "reden onbekend", "raison inconnue"),
}

SYNTHETIC = _label("synthetic data", "synthetische gegevens", "données synthétiques")
WAVE = _label("Wave", "Meetronde", "Vague")
RESPONDENT = _label("Respondent", "Respondent", "Répondant")
TICKED = _label("ticked", "aangevinkt", "coché")
NOT_TICKED = _label("not ticked", "niet aangevinkt", "non coché")
PLACE = _label("place", "plaats", "place")
ANSWERED = _label("answered", "beantwoord", "avec réponse")
WHY = _label("why absent", "reden van afwezigheid", "raison de l’absence")
RANKED = _label("ranking usable", "rangorde bruikbaar", "classement exploitable")
SELECTED = _label("people of table", "personen van tabel", "personnes du tableau")
YES = _label("yes", "ja", "oui")
NO = _label("no", "nee", "non")
NOT_REPRODUCED = _label(
    "Tables that SPSS cannot give with the same numbers",
    "Tabellen die SPSS niet met dezelfde cijfers kan maken",
    "Tableaux que SPSS ne peut donner avec les mêmes chiffres",
)
OPEN_ANSWER = _label(
    "open answer, contact details taken out",
    "open antwoord, contactgegevens verwijderd",
    "réponse ouverte, coordonnées retirées",
)


def joined(first: Label, second: Label, between: str = ": ") -> Label:
    """Return two labels as one, in every language of the first."""
    languages = first.texts or second.texts
    return Label({language: f"{first.text(language)}{between}{second.text(language)}" for language in languages})


def reason_label(reason: Reason) -> Label:
    """Return the name of a reason with its label: `no_answer: not answered`."""
    return Label({language: f"{reason}: {text}" for language, text in REASONS[reason].texts.items()})


def synthetic(study: Study) -> str:
    """Return the warning that a study's people are invented, in every language; nothing where they are real."""
    return " / ".join(SYNTHETIC.texts.values()) if study.synthetic else ""
