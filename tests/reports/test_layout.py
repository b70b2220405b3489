"""Layouts: heads with units, spanners, summaries that run over, digits under digits."""

import samples

from analysis.table import Level
from reports.layout import FIGURE_SPACE, Span, aligned, lay_out


def test_units_stand_in_the_head_unless_the_head_is_the_unit() -> None:
    heads = lay_out(samples.battery(), "nl").heads
    assert [(head.text, head.unit) for head in heads[-3:]] == [
        ("groot of zeer groot", "%"),
        ("weet niet", "n"),
        ("n", ""),
    ]
    assert [head.unit for head in lay_out(samples.information_source(), "nl").heads] == ["", ""]


def test_neighbours_share_their_spanner() -> None:
    spans = lay_out(samples.crosstab(), "nl").spans
    assert spans == (Span("totaal", 2), Span("man (n\u00a0=\u00a050)", 2), Span("vrouw (n\u00a0=\u00a020)", 2))


def test_summaries_run_over_and_their_column_is_not_printed() -> None:
    layout = lay_out(samples.spending(), "nl")
    assert [head.text for head in layout.heads] == ["%", "n", "deze klasse of hoger"]
    summaries = {line.label: line.cells for line in layout.lines if line.runs_over}
    assert summaries == {
        "Meest gekozen klasse": ("€ 100–250",),
        "Mediaan, geïnterpoleerd": ("€\u00a0313",),
        "Gemiddelde, minstens": ("€\u00a0892",),
    }


def test_heads_over_rows_give_their_n() -> None:
    layout = lay_out(samples.profile(), "nl")
    heads = [line.label for line in layout.lines if line.level is Level.HEAD]
    assert heads == [
        "Geslacht (n\u00a0=\u00a091)",
        "Werk (n\u00a0=\u00a082)",
        "Woonplaats (n\u00a0=\u00a070)",
        "Diploma (n\u00a0=\u00a088)",
    ]


def test_a_cell_that_is_not_there_is_printed_empty() -> None:
    layout = lay_out(samples.published(), "nl")
    assert layout.lines[4].cells == ("", "", "", "niet uit de vragenlijst")


def test_digits_stand_under_digits() -> None:
    layout = aligned(lay_out(samples.numbers(), "nl"), "nl")
    assert [line.cells[1] for line in layout.lines] == ["23,5", f"17\u00a0{FIGURE_SPACE}"]
    layout = aligned(lay_out(samples.profile(), "nl"), "nl")
    cells = [line.cells[0] for line in layout.lines if line.cells]
    assert cells[:3] == ["80 (88)", "9 (10)", f"2 ({FIGURE_SPACE}2)".replace(f"({FIGURE_SPACE}", f"{FIGURE_SPACE}(")]


def test_alignment_changes_no_text() -> None:
    for table in samples.TABLES:
        plain = lay_out(table, "nl")
        padded = aligned(plain, "nl")
        for line, other in zip(plain.lines, padded.lines, strict=True):
            assert [c.replace(FIGURE_SPACE, "").rstrip("\u00a0") for c in other.cells] == list(line.cells)
