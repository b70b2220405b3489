"""What a figure says first: true, of shown numbers only, in every language."""

from dataclasses import replace
from fractions import Fraction

import pytest
from test_figures import hidden, toy

from analysis.table import Cell, Level, Row, Table, Unit
from reports.figures import describe
from reports.figures.findings import FINDINGS, extremes
from reports.languages import LANGUAGES
from tests.toy import label

NAMES = ("a", "b", "c")


def table(kind: str, figure: str, **columns: tuple[float | None, ...]) -> Table:
    """Return a toy table with these numbers in its columns, nothing else; None is hidden."""
    made = toy(kind, figure, 3)
    rows = tuple(
        Row(name, label(name), "b", {key: _cell(numbers[at]) for key, numbers in columns.items()})
        for at, name in enumerate(NAMES)
    )
    return replace(made, rows=rows)


def _cell(number: float | None) -> Cell:
    return Cell(hidden=True) if number is None else Cell(Fraction(number), round(number))


def finding(made: Table, language: str = "nl") -> str:
    return FINDINGS[made.figure](made, language).replace("\u00a0", " ")


def test_dots_tell_the_largest_and_the_smallest_and_their_difference() -> None:
    said = finding(table("frequency", "dots", percent=(40, 12, 25)))
    assert said == "Hoogst: a (40 %). Laagst: b (12 %). Verschil: 28 procentpunten."
    assert finding(table("frequency", "dots", percent=(40, 40, 39))).startswith("Hoogst: a, b (40 %). Laagst: c")
    assert "1 procentpunt." in finding(table("frequency", "dots", percent=(40, 40, 39)))
    assert finding(table("frequency", "dots", percent=(9, 9, 9))) == "a, b, c (9 %)."


def test_a_difference_is_of_unrounded_numbers() -> None:
    assert "Verschil: 1 procentpunt." in finding(table("frequency", "dots", percent=(40.4, 39.6, 40)))


def test_a_hidden_number_is_neither_largest_nor_smallest_and_that_is_said() -> None:
    said = finding(table("frequency", "dots", percent=(40, None, 25)))
    assert said == (
        "Hoogst: a (40 %). Laagst: c (25 %). Verschil: 15 procentpunten. Verborgen cijfers tellen hierin niet mee."
    )
    assert finding(table("frequency", "dots", percent=(None, None, None))) == ""


def test_several_questions_are_told_one_by_one() -> None:
    made = table("frequency", "dots", percent=(40, 12, 25))
    one, two = (Row(f"h{at}", label(f"Vraag {at}"), "b", level=Level.HEAD) for at in (1, 2))
    made = replace(made, rows=(one, *made.rows[:2], two, *made.rows[2:]))
    assert finding(made) == "Per vraag het hoogst: Vraag 1: a (40 %); Vraag 2: c (25 %)."


def test_bars_tell_the_top_of_the_scale_or_the_answer_that_differs_most() -> None:
    said = finding(table("battery", "likert", a=(10, 90, 10), e=(5, 5, 5), top=(30, 20, 10)))
    assert said == "Hoogst voor ‘kolom top’: a (30 %). Laagst: c (10 %). Verschil: 20 procentpunten."
    said = finding(table("grid", "stacked", a=(10, 90, 10), b=(5, 6, 7)))
    assert said.startswith("Hoogst voor ‘kolom a’: b (90 %)")


def test_turnover_tells_the_most_of_each_fate() -> None:
    said = finding(table("repertoire", "turnover", kept=(10, 50, 0), new=(0, 0, 0), stopped=(1, 2, 3)))
    assert said == "Hoogst voor ‘kolom stopped’: c (3 %). Hoogst voor ‘kolom kept’: b (50 %)."


def test_medians_are_compared_in_their_unit_and_only_in_one() -> None:
    made = table("number", "intervals", median=(20, 25, 17))
    assert finding(made) == "Hoogst voor ‘kolom median’: b (25 jaar). Laagst: c (17 jaar). Verschil: 8 jaar."
    other = replace(made.rows[0], cells={"median": Cell(Fraction(300), unit=Unit.EURO)})
    assert finding(replace(made, rows=(other, *made.rows[1:]))) == ""


def test_change_and_trend_tell_the_largest_rise_and_fall() -> None:
    said = finding(table("change", "pairs", before=(10, 30, 20), after=(25, 12, 20)))
    assert said == "Grootste stijging: a, van 10 % naar 25 %. Grootste daling: b, van 30 % naar 12 %."
    assert finding(table("change", "pairs", before=(10, 30, 20), after=(10, 30, 20))) == "Niets steeg of daalde."
    waves: dict[str, tuple[float | None, ...]] = {
        "w1.percent": (10, 30, 20),
        "w2.percent": (99, 0, 20),
        "w3.percent": (25, 12, None),
    }
    assert finding(table("frequency", "trend", **waves)).startswith("Grootste stijging: a, van 10 % naar 25 %.")
    assert finding(table("frequency", "trend", **waves)).endswith("Verborgen cijfers tellen hierin niet mee.")


def test_saturation_tells_how_many_codes_and_which_interview_brought_the_last() -> None:
    said = finding(table("saturation", "steps", codes=(4, 5, 2), new=(4, 3, 0), cumulative=(4, 7, 7)))
    assert said == "Verschillende codes: 7, interviews: 3. De laatste nieuwe code kwam uit b."


def test_a_map_tells_the_question_left_open_most() -> None:
    said = finding(table("missingness", "map", answered=(40, 12, 25)))
    assert said == "Hoogst voor ‘kolom answered’: a (40). Laagst: b (12). Verschil: 28."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind_and_figure", [("multiresponse", "dots"), ("onset", "curves"), ("change", "pairs")])
def test_the_alt_text_has_the_finding_right_behind_the_title(kind_and_figure: tuple[str, str], language: str) -> None:
    made = toy(*kind_and_figure, 3)
    said = describe(made, language)
    assert said.startswith(f"Tabel van {made.kind}. {FINDINGS[made.figure](made, language)} ")
    bare = describe(hidden(made, lambda at, key: True), language)
    assert "  " not in bare


def test_a_share_behind_its_count_is_told_as_a_share() -> None:
    made = table("frequency", "dots", percent=(40, 12, 25))
    column = replace(made.columns[0], unit=Unit.COUNT_PERCENT)
    assert "a (40 %)" in extremes(made.rows, column, "nl").replace("\u00a0", " ")
