"""Renamed questions are proposed by wording and categories, one to one, and nothing else is."""

from dataclasses import replace

import pytest

from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.waves.suggestions import LIKELY, likeness, suggest

RISKS = ("Politie", "Oplichting", "Verslaving", "Slechte kwaliteit")


def question(name: str, text: str, *choices: str, **parts: object) -> Variable:
    type_ = VariableType.SELECT_ONE if choices else VariableType.TEXT
    listed = tuple(Choice(f"{name}{at}", Label({"nl": choice})) for at, choice in enumerate(choices))
    return replace(Variable(name, type_, Label({"nl": text}), listed), **parts)


def asked(*questions: Variable) -> Codebook:
    return Codebook({each.name: each for each in questions})


OLD = question("risk", "Wat is het voornaamste risico?", *RISKS)
NEW = question("danger", "Wat is het voornaamste gevaar?", *RISKS)
OTHER = question("coin", "Met welke munt betaalde u?", "Bitcoin", "Monero")


def test_a_renamed_question_is_proposed_and_others_are_not() -> None:
    (found,) = suggest(asked(OLD, question("gone", "Hoe vaak rookt u?")), asked(OTHER, NEW))
    assert (found.before, found.after) == ("risk", "danger")
    assert LIKELY <= found.likeness < 1


@pytest.mark.parametrize(
    "after",
    [
        replace(NEW, type=VariableType.SELECT_MULTIPLE),
        replace(NEW, item="cocaine"),
        replace(NEW, identifier=True),
        replace(NEW, derived=True),
        replace(NEW, label=Label({"fr": "Quel est le principal risque ?"})),
    ],
)
def test_what_cannot_be_the_same_question_is_not_proposed(after: Variable) -> None:
    assert suggest(asked(OLD), asked(after)) == ()


def test_a_question_that_stayed_is_not_proposed() -> None:
    assert suggest(asked(OLD), asked(OLD, NEW)) == ()


def test_what_the_crosswalk_decided_is_not_proposed_again() -> None:
    assert suggest(asked(OLD), asked(NEW), {"danger": "danger"}) == ()
    assert suggest(asked(OLD), asked(NEW, replace(NEW, name="peril")), {"peril": "risk"}) == ()


def test_each_question_is_proposed_once_the_likeliest_first() -> None:
    exact, near = replace(OLD, name="exact"), replace(NEW, name="near")
    spare = question("spare", "Wat is het voornaamste gevaar hier?", *RISKS)
    found = suggest(asked(OLD, spare), asked(near, exact))
    assert [(each.before, each.after) for each in found] == [("risk", "exact"), ("spare", "near")]
    assert found[0].likeness == 1


def test_categories_count_beside_the_wording() -> None:
    half = question("half", "Wat is het voornaamste risico?", *RISKS[:2], "Prijs", "Levering")
    assert likeness(OLD, OLD) == 1
    assert likeness(OLD, half) == pytest.approx(0.6 + 0.4 * 0.5)
    assert likeness(OLD, question("open", "Wat is het voornaamste risico?")) == 1


def test_what_identifies_people_is_no_question_to_compare() -> None:
    codes = (Variable(name, VariableType.TEXT, Label({"nl": "Uw code?"}), identifier=True) for name in ("c4", "k4"))
    before, after = (Codebook({code.name: code}) for code in codes)
    assert suggest(before, after) == ()
