"""Codes that look like absences: absent for an unknown reason until a person says what they mean."""

from dataclasses import replace

from survey.codebook import Choice, Codebook, Label
from survey.draft.infer import infer
from survey.draft.suspects import Suspects, suspect
from survey.missing import Reason
from tests.survey.draft.toy import export
from tests.toy import codebook, one


def found(**columns: list[str]) -> tuple[Codebook, Suspects]:
    made = export(columns)
    return suspect(codebook(*infer(made, list(columns))), [made])


def test_a_special_number_far_from_the_others_is_suspected() -> None:
    book, suspects = found(
        age=["18", "25", "31", "44", "52", "61", "-99", "999"], left=["-3", "-2", "-1", "2", "3", "1"]
    )
    assert suspects.codes == {"age": ("-99", "999")}
    assert book["age"].missing == {"-99": Reason.UNKNOWN, "999": Reason.UNKNOWN}


def test_a_number_among_the_others_is_an_answer() -> None:
    assert found(percent=["99", "80", "60", "70", "88", "97", "98"])[1].codes == {}


def test_a_code_among_words_is_suspected_and_no_category_any_more() -> None:
    book, suspects = found(buyer=["Y", "N", "Y", "N", "-99", "-99"])
    assert suspects.codes == {"buyer": ("-99",)}
    assert [choice.name for choice in book["buyer"].choices] == ["N", "Y"]
    assert book.lists["buyer"] == book["buyer"].choices


def test_a_code_in_many_questions_is_declared_once() -> None:
    book, suspects = found(
        **{name: ["1", "2", "1", "2", "-9", "-9"] for name in "abc"}, d=["1", "2", "1", "2", "-8", "-8"]
    )
    assert suspects.common == ("-9",)
    assert [book[name].missing for name in "ad"] == [{}, {"-8": Reason.UNKNOWN}]


def test_a_code_with_a_wording_is_what_it_says() -> None:
    choices = (Choice("1", Label({"": "yes"})), Choice("-9", Label({"": "never heard of it"})))
    made = replace(one("q"), choices=choices, column="q")
    assert suspect(codebook(made), [export({"q": ["1", "-9"]})])[1].codes == {}


def test_a_word_that_may_be_an_absence_stays_an_answer() -> None:
    book, suspects = found(q=["NA", "NA", "yes", "yes"])
    assert suspects.words == {"q": ("NA",)}
    assert [choice.written for choice in book["q"].choices] == [("NA",), ("yes",)]


def test_a_code_in_the_boxes_of_a_set_is_suspected() -> None:
    book, suspects = found(**{"q/a": ["1", "", "-99"], "q/b": ["", "1", "-99"]})
    assert suspects.codes == {"q": ("-99",)}
    assert book["q"].missing == {"-99": Reason.UNKNOWN}
