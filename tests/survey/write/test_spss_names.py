"""Names that SPSS accepts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from survey.write.spss_names import RESERVED, legal, spss_names


def test_names_stay_as_they_are_where_they_can() -> None:
    assert spss_names(["age", "q/item", "été", "a.b"]) == ["age", "q_item", "été", "a.b"]


def test_what_spss_refuses_is_changed() -> None:
    assert [legal(name) for name in ("_x", "1a", "to", "a-b", "q.", "")] == ["v_x", "v1a", "vto", "a_b", "q", "v"]


def test_names_differ_in_more_than_case() -> None:
    assert spss_names(["Age", "age", "AGE", "age_2"]) == ["Age", "age_2", "AGE_3", "age_2_2"]


@given(st.lists(st.text(max_size=90), max_size=12))
def test_every_name_is_legal_and_there_once(wanted: list[str]) -> None:
    names = spss_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert len(name.encode()) <= 64
        assert name[0].isalpha()
        assert not name.endswith((".", "_"))
        assert name.casefold() not in RESERVED
        assert not re.search(r"[\s/$#@'\"-]", name)
