"""Under which headings an export holds a variable."""

from dataclasses import replace

from survey.headings import columns_of, is_joined
from tests.toy import one, ranked, several


def test_a_question_has_one_column_called_as_the_workbook_says() -> None:
    assert columns_of(one("age")) == ("age",)
    assert columns_of(replace(one("age"), column="Q1/2")) == ("Q1/2",)


def test_a_set_has_a_column_for_each_box_by_whichever_code_is_there() -> None:
    drugs = several("drugs", "xtc lsd")
    named = replace(drugs, choices=tuple(replace(choice, codes=("9", choice.name)) for choice in drugs.choices))
    assert columns_of(drugs) == ("drugs/xtc", "drugs/lsd")
    assert columns_of(named, {"drugs/xtc", "drugs/9"}) == ("drugs/9", "drugs/9")
    assert columns_of(named, {"drugs/xtc", "drugs/lsd"}) == ("drugs/xtc", "drugs/lsd")


def test_a_set_may_stand_in_one_column() -> None:
    drugs = several("drugs", "xtc lsd")
    assert is_joined(drugs, {"drugs", "age"})
    assert columns_of(drugs, {"drugs"}) == ("drugs",)
    assert not is_joined(drugs, {"drugs", "drugs/xtc"})
    assert not is_joined(one("drugs"), {"drugs"})


def test_ranks_are_numbered() -> None:
    assert columns_of(ranked("why", "a b c", places=2)) == ("why/1", "why/2")
