"""Questions guessed from what stands in their columns."""

import pytest

from survey.codebook import Scale, Variable, VariableType
from survey.draft.infer import infer
from survey.missing import Reason
from tests.survey.draft.toy import export


def guess(cells: list[str], name: str = "q") -> Variable:
    return infer(export({name: cells, "other": ["x"] * len(cells)}), [name])[0]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2", "2", "1", "3", "3"], VariableType.SELECT_ONE),
        (["18", "23", "31", "45", "52", "60", "23", "24"], VariableType.INTEGER),
        (["1.5", "22,1", "3", "4,25"], VariableType.DECIMAL),
        (["2019-06-03", "4/6/2019", ""], VariableType.DATE),
        (["yes", "no", "no", "yes", ""], VariableType.SELECT_ONE),
        (["because", "it depends", "no idea why", "none"], VariableType.TEXT),
        (["01000", "01000", "02000", "02000"], VariableType.SELECT_ONE),
        (["01000", "02000", "03000", "04000"], VariableType.TEXT),
        (["", "", ""], VariableType.TEXT),
        (["N/A", "N/A"], VariableType.TEXT),
    ],
)
def test_types(cells: list[str], kind: VariableType) -> None:
    assert guess(cells).type is kind


def test_what_one_person_wrote_becomes_no_category() -> None:
    assert guess(["yes", "no", "yes", "no", "my brother Jan told me", "I just do", "why not"]).choices == ()


def test_categories_keep_their_order_and_their_codes() -> None:
    found = guess(["10", "2", "2", "10", "-9", "-9"])
    assert [(choice.name, choice.written) for choice in found.choices] == [
        ("minus_9", ("-9",)),
        ("2", ("2",)),
        ("10", ("10",)),
    ]
    assert found.scale is Scale.ORDINAL


def test_a_category_that_says_it_is_an_absence_is_one() -> None:
    reasons = {choice.written[0]: choice.reason for choice in guess(["Ja", "Nee", "Weet niet"] * 3).choices}
    assert reasons == {"Ja": None, "Nee": None, "Weet niet": Reason.DONT_KNOW}


def test_boxes_are_one_set_and_rows_share_a_list() -> None:
    found = infer(
        export(
            {
                "Q4/a": ["Yes", "No", ""],
                "Q4/b": ["No", "No", ""],
                "Q5/x": ["often", "never", "often", "never"][:3],
                "Q5/y": ["never", "never", "often"],
            }
        ),
        ["Q4/a", "Q4/b", "Q5/x", "Q5/y"],
    )
    assert [variable.type for variable in found] == [VariableType.SELECT_MULTIPLE] + [VariableType.SELECT_ONE] * 2
    assert [variable.column for variable in found] == ["Q4", "Q5/x", "Q5/y"]
    assert found[1].list_name == found[2].list_name
    assert found[1].choices == found[2].choices


def test_identifying_columns_and_row_numbers_are_marked() -> None:
    found = infer(
        export({"email": ["a", "b", "c", "d", "e"], "": ["1", "2", "4", "7", "9"], "age": ["1", "2", "1", "2", "1"]}),
        ["email", "", "age"],
    )
    assert [variable.identifier for variable in found] == [True, True, False]


def test_a_column_of_addresses_is_marked_whatever_its_heading() -> None:
    addresses = [f"person{number}@example.org" for number in range(5)]
    found = infer(export({"a": [*addresses, "none"], "b": [*"uvwxy", "write to me@example.org"]}), ["a", "b"])
    assert [variable.identifier for variable in found] == [True, False]


def test_names_in_use_are_left_alone() -> None:
    assert [v.name for v in infer(export({"a b": ["1"], "a_b": ["1"]}), ["a b", "a_b"], ["a_b"])] == ["a_b_2", "a_b_3"]


def test_wording_of_headings_is_the_label() -> None:
    made = export(
        {"Q5/x": ["a", "b"], "Q5/y": ["a", "b"], "Q6": ["1", "2"]},
        labels={"Q5/x": "At home", "Q6": "How many?"},
        questions={"Q5": "Where?"},
    )
    assert [v.label.text("") for v in infer(made, ["Q5/x", "Q5/y", "Q6"])] == [
        "Where? – At home",
        "Where?",
        "How many?",
    ]


@pytest.mark.parametrize(
    "cells",
    [
        [*["ok"] * 20, *["fine"] * 15, "I was arrested in Leuven"],
        [*["ok"] * 20, *["fine"] * 15, "ask 0478123456"],
        [*["ok"] * 20, *["fine"] * 15, *["mail a@example.org"] * 3],
    ],
)
def test_somebody_s_own_words_and_contacts_become_no_category(cells: list[str]) -> None:
    assert guess(cells).choices == ()


def test_an_identifying_column_lists_nobody_s_answers() -> None:
    found = guess(["An", "Bert", "An", "Bert"], "voornaam")
    assert (found.identifier, found.type, found.choices) == (True, VariableType.TEXT, ())


@pytest.mark.parametrize("name", ["Q4_7_TEXT", "Other (please specify)", "Anders, namelijk"])
def test_other_specify_is_kept_apart(name: str) -> None:
    assert guess(["weed", "weed", "hash", "hash"], name).identifier


def test_numbers_that_tell_rows_apart_are_kept_apart() -> None:
    numbers = [str(10007 + 7919 * n % 90000) for n in range(12)]
    assert guess(numbers).identifier
    assert not guess([str(20 + n) for n in (3, 1, 4, 15, 9, 2, 6, 5, 35, 8, 7, 11)]).identifier


def test_an_absence_in_own_words_is_only_what_it_surely_is() -> None:
    reasons = {c.written[0]: c.reason for c in guess([*["n/a"] * 3, *["weet niet"] * 3, *["ja"] * 3]).choices}
    assert reasons == {"ja": None, "n/a": None, "weet niet": Reason.DONT_KNOW}
