"""Columns that fit their page: no number broken, nothing wider than the paper."""

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
    if measure.fits and not layout.spans:
        assert all(width >= least for width, least in zip(column_widths(measure)[1:], measure.least, strict=True))


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
