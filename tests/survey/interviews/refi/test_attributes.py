"""Answers that go along with interviews: typed, by label, of those interviewed only; nothing that could name them."""

from dataclasses import replace
from datetime import date

import pytest

from survey.codebook import Choice, Label, Variable, VariableType
from survey.errors import StudyError
from survey.interviews.codes import Codes
from survey.interviews.corpus import Corpus
from survey.interviews.refi.attributes import Attribute, Kind, attributes, check_variables
from survey.missing import Reason
from tests import corpora, toy

VARIABLES = (
    Variable(
        "regio",
        VariableType.SELECT_ONE,
        Label({"nl": "Regio?", "fr": "Région ?"}),
        (Choice("n", Label({"nl": "Noord", "fr": "Nord"})), Choice("z", Label({"nl": "Zuid"}))),
    ),
    toy.several("doel", "alleen samen"),
    toy.ranked("best", "a b c", places=2),
    toy.number("age"),
    toy.number("price", VariableType.DECIMAL),
    Variable("day", VariableType.DATE, toy.label("Dag")),
    toy.number("woorden", VariableType.TEXT),
)
MAIL = Variable("mail", VariableType.TEXT, toy.label("E-mail"), identifier=True)
FULL = {
    "regio": "n",
    "doel": "samen",
    "best": "b a",
    "age": 31,
    "price": 1e-7,
    "day": date(1900, 1, 31),
    "woorden": "geheim",
}
SURVEY = toy.survey(VARIABLES, [FULL, dict.fromkeys(FULL, Reason.NO_ANSWER), FULL])
BOOK = toy.codebook(*VARIABLES, MAIL)


def corpus() -> Corpus:
    people = {"i0": SURVEY.index[0], "i1": SURVEY.index[1], "elders": None}
    held = [replace(corpora.interview(name), person=person) for name, person in people.items()]
    return Corpus("buyers", tuple(held), Codes())


def by_name(language: str = "nl") -> dict[str, Attribute]:
    asked = [variable for variable in VARIABLES if variable.type is not VariableType.TEXT]
    return {each.name: each for each in attributes(corpus(), SURVEY, asked, language)}


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("regio", Kind.TEXT, "Noord"),
        ("doel/alleen", Kind.BOOLEAN, "false"),
        ("doel/samen", Kind.BOOLEAN, "true"),
        ("best/1", Kind.TEXT, "b"),
        ("age", Kind.INTEGER, "31"),
        ("price", Kind.FLOAT, "0.0000001"),
        ("day", Kind.DATE, "1900-01-31"),
    ],
)
def test_each_type_has_its_own_and_who_gave_no_answer_has_none(name: str, kind: Kind, value: str) -> None:
    found = by_name()[name]
    assert (found.kind, found.values) == (kind, {"i0": value})


def test_labels_are_in_the_language_asked_for() -> None:
    assert (by_name("fr")["regio"].label, by_name("fr")["regio"].values) == ("Région ?", {"i0": "Nord"})


def test_somebody_outside_the_survey_has_no_answers() -> None:
    outside = Corpus("buyers", (corpora.interview("elders", person=99),), Codes())
    assert all(not each.values for each in attributes(outside, SURVEY, VARIABLES[:1], "nl"))


@pytest.mark.parametrize(
    ("name", "said"), [("mail", "identifies people"), ("woorden", "open answer"), ("regoi", "'regio'")]
)
def test_what_could_name_somebody_is_refused(name: str, said: str) -> None:
    with pytest.raises(StudyError, match=said):
        check_variables(["regio", name], BOOK, "--variables")


def test_a_name_twice_is_one_variable() -> None:
    assert [each.name for each in check_variables(["age", "regio", "age"], BOOK, "--variables")] == ["age", "regio"]
