"""Lines over waves: where there is a line, where there is none, and what is written below."""

from datetime import date

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from analysis.table import Table
from reports.figures import canvases, describe
from reports.figures.canvas import ACCENT
from tests import rounds
from tests.rounds import row
from tests.toy import label, one, plan, spread

Q = one("q", "yes no")
OTHER = one("q", "yes no")
WAVES = ("2011", "2013", "2021")


def trend(other: str, *rows: object, **options: str) -> Table:
    """Return a question over three waves, put in other words in one of them."""
    from dataclasses import replace

    asked = {wave: [replace(Q, label=label("else")) if wave == other else Q] for wave in WAVES}
    people = {wave: spread("q", yes=30 + at, no=20) for at, wave in enumerate(WAVES)}
    return rounds.table(asked, people, plan("trend", "q", {"figure": "yes", **options}), rows)  # type: ignore[arg-type]


def drawn(table: Table) -> list[Line2D]:
    """Return the lines between waves of the panels themselves."""
    found = [line for canvas in canvases(table, "en") for line in canvas.figure.findobj(Line2D)]
    return [line for line in found if isinstance(line, Line2D) and line.get_color() == ACCENT]


def texts(table: Table) -> list[str]:
    found = [text for canvas in canvases(table, "en") for text in canvas.figure.findobj(Text)]
    return [text.get_text() for text in found if isinstance(text, Text)]


def test_waves_lie_as_far_apart_as_their_years() -> None:
    near, far = (np.diff(np.asarray(line.get_xdata(), dtype=float))[0] for line in drawn(trend(""))[:2])
    years = [date(int(wave), 1, 1).toordinal() for wave in WAVES]
    assert abs(far / near - (years[2] - years[1]) / (years[1] - years[0])) < 0.01


def test_no_line_goes_across_a_wave_that_is_not_comparable() -> None:
    assert len(drawn(trend(""))) == 4
    assert drawn(trend("2013")) == []
    assert len(drawn(trend("2021"))) == 2
    assert "–" in texts(trend("2013"))


def test_what_is_with_care_has_a_broken_line_and_says_so_in_words() -> None:
    table = trend("2021", row("2021", "q", "with_care"))
    styles = [line.get_linestyle() for line in drawn(table)]
    assert styles.count("--") == 3  # one in each panel, and the legend
    assert "to be compared with care" in texts(table)
    assert "2021 62% (with care)" in describe(table, "en")
    assert "to be compared with care" not in texts(trend(""))


def test_n_stands_under_each_wave_and_intervals_behind_the_numbers() -> None:
    assert {"n = 50", "n = 51", "n = 52"} <= set(texts(trend("")))
    table = trend("", interval="all")
    assert "95% interval" in texts(table)
    assert "60" in texts(table)


def test_the_alt_text_begins_with_what_rose_and_fell_most() -> None:
    found = describe(trend(""), "en")
    assert "Largest rise: yes, from 60% to 62%. Largest fall: no, from 40% to 38%." in found
