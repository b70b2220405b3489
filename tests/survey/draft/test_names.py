"""Names for what a platform calls by its wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.draft.names import alike, choice_name, natural, variable_name
from survey.xlsform import NAME


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("age", "age"),
        ("Q1/SQ001", "Q1_SQ001"),
        ("Where do you live?", "where_do_you_live"),
        ("2019", "q_2019"),
        ("Élève", "Eleve"),
        ("???", "q"),
        ("", "q"),
    ],
)
def test_a_heading_becomes_a_name(heading: str, name: str) -> None:
    assert variable_name(heading) == name


@given(st.text(max_size=80), st.sets(st.text(max_size=5)))
def test_every_name_is_legal_and_free(heading: str, taken: set[str]) -> None:
    name = variable_name(heading, taken)
    assert NAME.match(name)
    assert name not in taken


def test_categories_of_one_list_have_names_of_their_own() -> None:
    taken: set[str] = set()
    names = [choice_name(text, taken) for text in ("-9", "9", "Eens!", "eens?", "Eens", "-0.5", "0.5", "…", "!")]
    assert names == ["minus_9", "9", "Eens", "eens", "Eens_2", "minus_0_5", "0_5", "blank", "blank_2"]


def test_numbers_are_sorted_as_numbers() -> None:
    texts = ["10", "2", "-1", "CL10", "CL2", "5 - mostly others", "0 - mostly me", "yes"]
    expected = ["-1", "0 - mostly me", "2", "5 - mostly others", "10", "CL2", "CL10", "yes"]
    assert sorted(texts, key=natural) == expected


def test_two_spellings_of_one_wording_are_alike() -> None:
    assert alike("How old are you?/Under 18") == alike("How old are you? – under 18")
