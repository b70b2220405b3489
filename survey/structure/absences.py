"""Choices that say why there is no answer ("don't know", "geen antwoord"), told by their wording."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from survey.missing import Reason

PHRASES: Mapping[Reason, tuple[str, ...]] = {
    Reason.DONT_KNOW: (
        *("weet niet", "weet ik niet", "ik weet het niet", "weet het niet", "dat weet ik niet", "geen idee"),
        *("weet ik niet meer", "ik weet het niet meer", "weet niet meer"),
        *("ne sait pas", "ne sais pas", "je ne sais pas", "je ne sais plus", "je l ignore"),
        *("don t know", "dont know", "do not know", "i don t know", "i dont know", "i do not know"),
        *("weiss nicht", "weiss ich nicht", "ich weiss nicht", "ich weiss es nicht", "keine ahnung"),
    ),
    Reason.REFUSED: (
        *("wil niet antwoorden", "ik wil niet antwoorden", "wil ik niet beantwoorden", "weigert te antwoorden"),
        *("wil niet zeggen", "wil ik niet zeggen", "dat wil ik niet zeggen", "wil ik liever niet zeggen"),
        *("zeg ik liever niet", "dat zeg ik liever niet", "liever niet zeggen", "ik zeg het liever niet"),
        *("liever niet antwoorden", "ik antwoord liever niet", "antwoord ik liever niet"),
        *("refus de repondre", "refuse de repondre", "je refuse de repondre"),
        *("prefere ne pas repondre", "je prefere ne pas repondre"),
        *("prefere ne pas le dire", "je prefere ne pas le dire"),
        *("je ne souhaite pas repondre", "ne souhaite pas repondre", "je ne veux pas repondre", "ne veut pas repondre"),
        *("prefer not to say", "i prefer not to say", "i d prefer not to say", "i would prefer not to say"),
        *("prefer not to answer", "i prefer not to answer", "i d prefer not to answer"),
        *("i would prefer not to answer", "rather not say", "i d rather not say", "i would rather not say"),
        *("refused to answer", "refuse to answer", "decline to answer", "declined to answer"),
        *("do not wish to answer", "i do not wish to answer", "don t want to answer", "i don t want to answer"),
        *("antwort verweigert", "mochte ich nicht sagen", "das mochte ich nicht sagen", "will ich nicht sagen"),
        *("mochte ich nicht beantworten", "mochte nicht antworten", "ich mochte nicht antworten"),
    ),
    Reason.NO_ANSWER: ("geen antwoord", "pas de reponse", "sans reponse", "no answer", "keine antwort", "keine angabe"),
    Reason.NOT_APPLICABLE: (
        *("niet van toepassing", "nvt", "n v t", "sans objet", "non applicable", "pas applicable"),
        *("ne s applique pas", "pas d application", "not applicable", "does not apply", "doesn t apply", "n a"),
        *("nicht zutreffend", "nicht anwendbar"),
    ),
}
"""Whole wordings of a choice, as `plain` writes them. What can be an answer too is not among them: "no opinion",
"not sure", "refused" (a parcel can be), "trifft nicht zu"."""

SHORT: Mapping[Reason, tuple[str, ...]] = {
    Reason.DONT_KNOW: ("dk", "wn", "nsp"),
    Reason.REFUSED: ("refused", "refusal", "geweigerd", "weigert", "weigering", "refus", "verweigert", "verweigerung"),
    Reason.NO_ANSWER: (
        *("na", "ga", "ka", "no response", "not answered", "unanswered", "not ascertained", "seen but unanswered"),
        *("niet beantwoord", "niet ingevuld", "non reponse", "aucune reponse", "nicht beantwortet"),
    ),
    Reason.NOT_APPLICABLE: ("iap", "inap", "inapplicable", "entfallt", "trifft nicht zu"),
}
"""Wordings that are plain only where the file itself declares the code missing."""


NONE = frozenset(
    {
        *("geen van deze", "geen van de bovenstaande", "geen van bovenstaande", "geen enkele", "geen van allen"),
        *(
            "geen van deze redenen",
            "geen van deze drugs",
            "aucun de ceux ci",
            "aucune de ces reponses",
            "aucune de celles ci",
        ),
        *("aucun", "aucune", "aucune de ces raisons", "none of these", "none of the above", "none of them", "none"),
        *("keine davon", "keine der genannten", "nichts davon", "keines davon"),
    }
)
"""Whole wordings of a box that is ticked alone."""


def reason_of(text: str) -> Reason | None:
    """Return the absence that the wording of a choice names unmistakably, or None.

    Only a whole phrase counts, whatever its case, accents and punctuation: "Don't know" is one, "I don't know
    anybody who does" is an answer. Parts behind a slash or in brackets must name the same absence: "weet niet /
    geen antwoord" is two, and so is none.
    """
    return _named(text, _REASONS)


def reason_of_missing(text: str) -> Reason | None:
    """Return the absence that the label of a code names, where the file itself declares that code missing."""
    return _named(text, _REASONS_OF_MISSING)


def says_none(text: str) -> bool:
    """Return whether the wording of a box is "none of these", which excludes all others."""
    return plain(text) in NONE


def plain(text: str) -> str:
    """Return the words of a text in lower case, without accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", bare))


def _named(text: str, reasons: Mapping[str, Reason]) -> Reason | None:
    if whole := reasons.get(plain(text)):
        return whole
    parts = [part for part in map(plain, re.split(r"[/(]", text)) if part]
    named = {reasons.get(part) for part in parts}
    return named.pop() if len(named) == 1 else None


def _by_phrase(*lists: Mapping[Reason, tuple[str, ...]]) -> dict[str, Reason]:
    return {phrase: reason for phrases in lists for reason, several in phrases.items() for phrase in several}


_REASONS = _by_phrase(PHRASES)
_REASONS_OF_MISSING = _by_phrase(PHRASES, SHORT)
