"""Words in another language within a text: the longest first, whole words only, wherever they stand."""

import pytest

from reports.tongues import by_tongue


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Basis: Männer; Frauen.", [("Basis: ", ""), ("Männer", "de"), ("; ", ""), ("Frauen", "lb"), (".", "")]),
        ("Frauen und Männer", [("Frauen", "lb"), (" ", ""), ("und Männer", "de")]),
        ("Männerchor", [("Männerchor", "")]),
        ("Männer", [("Männer", "de")]),
        ("", []),
    ],
)
def test_a_text_is_taken_apart_by_language(said: str, parts: list[tuple[str, str]]) -> None:
    spoken = [("Männer", "de"), ("und Männer", "de"), ("Frauen", "lb"), ("", "fr")]
    assert list(by_tongue(said, spoken)) == parts
    assert list(by_tongue(said, [])) == ([(said, "")] if said else [])
