"""Columns that fit their page: no number broken, nothing wider than the paper."""

from dataclasses import replace

import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

from analysis.table import Level
from reports.layout import Head, Layout, Line, Span, lay_out
from reports.paper import FORMATS, LANDSCAPE, PORTRAIT
from reports.widths import NARROWEST, Measure, column_widths, format_for

words = st.text("abcdefghijklmnop ", min_size=1, max_size=40)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    count = draw(st.integers(1, 15))
    heads = draw(
        st.lists(st.builds(Head, words, st.sampled_from(["", "%"]), st.booleans()), min_size=count, max_size=count)
    )
    cells = st.lists(st.sampled_from(["", "x", "12", "1 885", "30 (45)", "een tekst"]), min_size=count, max_size=count)
    lines = draw(st.lists(st.builds(Line, words, words, st.just(Level.ROW), cells.map(tuple)), max_size=30))
    spans = draw(st.sampled_from([(), (Span("vrouwen (n = 20)", count),)]))
    return Layout("t", "titel", "", tuple(heads), tuple(lines), spans)


@given(layouts(), st.sampled_from(FORMATS))
def test_a_table_is_never_wider_than_its_page(layout, form) -> None:
    widths = column_widths(Measure(layout, form))
    assert len(widths) == 1 + len(layout.heads)
    assert sum(widths) <= form.paper.text_width
    assert min(widths) > 0


@given(layouts())
def test_what_fits_keeps_every_number_whole(layout) -> None:
    measure = Measure(layout, format_for(layout))
    if measure.fits:
        assert all(width >= least for width, least in zip(column_widths(measure)[1:], measure.barest, strict=True))


@pytest.mark.parametrize(
    ("table", "paper"),
    [
        (samples.information_source(), PORTRAIT),
        (samples.battery(), PORTRAIT),
        (samples.crosstab(), PORTRAIT),
        (samples.missingness(), LANDSCAPE),
    ],
)
def test_only_a_table_too_wide_for_it_leaves_the_upright_page(table, paper) -> None:
    assert format_for(lay_out(table, "nl")).paper is paper


def test_a_longer_word_needs_a_wider_column() -> None:
    def least(head: str) -> int:
        layout = Layout("t", "titel", "", (Head(head),), (Line("a", "a", Level.ROW, ("1",)),))
        return Measure(layout, FORMATS[0]).least[0]

    assert least("n") == NARROWEST
    assert NARROWEST < least("itemnonrespons") < least("itemnonresponspercentage")
    assert least("één twee drie") == NARROWEST


def table(labels: list[str], heads: list[Head], cells: list[str], spans: tuple[Span, ...] = ()) -> Layout:
    lines = tuple(Line(label, label, Level.ROW, tuple(cells)) for label in labels)
    return Layout("t", "titel", "", tuple(heads), lines, spans)


LONG = "Autres NPS (nouvelles substances psychoactives)"
FREQUENCIES = ["1 ou 2 fois", "Moins d’une fois par mois", "Chaque mois", "Chaque semaine", "(Presque) chaque jour"]


def test_a_word_in_a_head_is_whole_wherever_there_is_room() -> None:
    heads = [Head(text, "%") for text in [*FREQUENCIES, "au moins chaque semaine"]]
    layout = table([LONG, "LSD"], [*heads, Head("n")], ["44"] * 7)
    measure = Measure(layout, FORMATS[0])
    assert measure.fits
    stub, *widths = column_widths(measure)
    for head, width in zip(layout.heads, widths, strict=True):
        assert width >= measure.width(head.text.split(" "), bold=True)
    assert stub > measure.width([LONG]) / 2


def test_a_shared_heading_is_never_higher_than_three_lines() -> None:
    span = Span("vaker dan een keer per week gebruikt sinds de eerste aankoop op een cryptomarkt", 2)
    layout = table(["a"], [Head("%"), Head("n")], ["1", "2"], (span,))
    measure = Measure(layout, FORMATS[0])
    assert sum(column_widths(measure)[1:]) >= measure.width([span.text], bold=True) // 3


def test_a_column_with_much_text_takes_the_room_that_others_leave() -> None:
    heads = [Head("verdict", is_text=True), Head("short", is_text=True)]
    layout = table(["A label of some length"] * 3, heads, ["many words " * 20, "no"])
    measure = Measure(layout, FORMATS[0])
    stub, long, short = column_widths(measure)
    assert stub + long + short > PORTRAIT.text_width - 100
    assert long > 2 * stub > 2 * short


@pytest.mark.parametrize("alike", [1, 200])
def test_one_long_text_takes_room_from_few_labels_and_not_from_many(alike: int) -> None:
    layout = table(["A label that would rather stand on one line"] * alike, [Head("v", is_text=True)], ["agrees"])
    odd = Line("odd", "odd", Level.ROW, ("differs, because the figure cannot be the median of these answers " * 4,))
    layout = replace(layout, lines=(*layout.lines, odd))
    stub, _ = column_widths(measure := Measure(layout, FORMATS[0]))
    assert (stub >= measure.width([layout.lines[0].label])) == (alike == 200)


@pytest.mark.parametrize("words", [1, 60])
def test_short_texts_are_broken_where_long_ones_beside_them_need_the_room(words: int) -> None:
    heads = [Head(text, is_text=True) for text in ("survey", "code", "quotation", "both")]
    short, long = "rather hard to find offline", "many words that say much " * words
    layout = table(["Why do they start?"] * 5, heads, [short, short, short, long])
    measure = Measure(layout, FORMATS[5])
    _, *texts = column_widths(measure)
    assert (min(texts) < measure.width([short])) == (words == 60)


@given(layouts(), st.sampled_from(FORMATS))
def test_sharing_moves_no_column_below_its_least(layout, form) -> None:
    measure = Measure(layout, form)
    if measure.fits:
        widths, least = column_widths(measure), [measure.stub_least, *measure.barest]
        assert all(width >= need for width, need in zip(widths, least, strict=True))
