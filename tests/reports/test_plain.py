"""Tables in the terminal."""

import io
import re
from dataclasses import replace

import pytest
import samples
from rich.console import Console

from analysis.table import Table
from reports.layout import lay_out
from reports.plain import show
from survey.codebook import Label


def printed(*tables: Table, width: int = 100, language: str = "nl") -> str:
    out = io.StringIO()
    show(samples.release(tables=tables), language, Console(file=out, width=width))
    return out.getvalue()


def test_a_table_with_heads_numbers_and_notes() -> None:
    text = printed(samples.information_source())
    assert text.splitlines()[0].startswith("info_bron  Eerste informatiebron over cryptomarkten")
    assert re.search(r"forums op het gewone web +45 +30", text)
    assert "Basis: 66 van 99 respondenten; niet beantwoord 18, afgehaakt 11, weet niet 4." in " ".join(text.split())
    assert "x = verborgen" in text


def test_columns_are_flush_right() -> None:
    lines = printed(samples.information_source()).splitlines()
    ends = {len(line.rstrip()) for line in lines if line.startswith(("forums", "massa", "sociale", "Totaal"))}
    assert len(ends) == 1


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_a_wide_table_is_continued_and_loses_no_word(width: int) -> None:
    table = samples.missingness()
    text = printed(table, width=width)
    assert all(len(line) <= width for line in text.splitlines())
    squeezed = re.sub(r"\s", "", text)
    for head in lay_out(table, "nl").heads:
        assert all(word in squeezed for word in head.text.split())
    parts = text.count("Vraag 7 over")
    assert parts == text.count("Vraag 45 over") >= 1
    assert (parts == 1) == (width == 200)


def test_summaries_stand_behind_their_label() -> None:
    assert "Mediaan, geïnterpoleerd: €\u00a0313" in printed(samples.spending())


def test_markup_in_a_label_is_text() -> None:
    table = replace(samples.spending(), title=Label({"nl": "[bold]Titel[/bold]"}))
    assert "[bold]Titel[/bold]" in printed(table)


def test_a_shared_heading_is_printed_once_over_its_columns() -> None:
    text = printed(samples.crosstab())
    assert [text.count(word) for word in ("totaal", "man (n", "vrouw (n")] == [1, 1, 1]
    lines = text.splitlines()
    ruled = next(number for number, line in enumerate(lines) if re.fullmatch(" +(─+ *){3}", line))
    ends = {match.end() for match in re.finditer("─+", lines[ruled])}
    assert ends < {match.end() for match in re.finditer(r"\S", lines[ruled + 1])}


def test_no_line_ends_at_a_no_break_space() -> None:
    table = replace(samples.spending(), title=Label({"nl": "een bedrag van €\u00a0250 " * 8}))
    for width in range(60, 80):
        lines = printed(table, width=width).splitlines()
        assert not [line for line in lines if line.rstrip(" ").endswith("€") or line.startswith("250")]
