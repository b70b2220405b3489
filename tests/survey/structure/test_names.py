"""Names that a workbook accepts."""

from hypothesis import given
from hypothesis import strategies as st

from survey.structure.names import legal_code, legal_name
from survey.xlsform import NAME


@given(st.lists(st.text(max_size=6), max_size=6))
def test_every_text_becomes_a_name_of_its_own(texts: list[str]) -> None:
    names: list[str] = []
    for text in texts:
        names.append(legal_name(text, names))
    assert len(set(names)) == len(texts)
    assert all(NAME.match(name) for name in names)


def test_codes_of_platforms_stay_as_they_are() -> None:
    assert [legal_code(code) for code in ("1", "-1", "2.5", "a b", "")] == ["1", "-1", "2.5", "a_b", "_"]
    assert legal_code("a/b", {"a_b"}) == "a_b_2"
