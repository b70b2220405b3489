"""Figures: every kind that can be drawn, from tables of every shape; what is hidden is nowhere in them."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
import samples
from lxml import etree
from matplotlib.lines import Line2D
from ooxml import faults

from analysis import TABLES, check_plans
from analysis.disclosure import Release
from analysis.drawing import CHART, FIGURES
from analysis.table import Base, Cell, Column, Level, Row, Table, Term, Unit
from reports.document import captions, report
from reports.figures import DRAWINGS, canvases, describe, drawn_columns, height, is_drawn, narrow, pictures, way_of
from reports.figures.canvas import ACCENT, Canvas
from reports.figures.findings import FINDINGS
from reports.figures.names import BETWEEN, Name, fit, spread
from reports.figures.sheets import PHONE, TALLEST, WIDTH, evenly
from reports.front import Front
from reports.languages import LANGUAGES
from reports.numbers import shown
from survey.codebook import Label, Scale
from survey.errors import StudyError
from tests.toy import label, number, one, plan, several, study
from tests.toy import table as computed

LONG = "Een antwoord dat veel langer is dan de breedte van de kolom waarin het moet staan, met Supercalifragilistisch"
SECRET = 77
"""A count that must not come out: no other number of the toy tables looks like it or like its percentage."""
SIZES = (1, 3, 25)
"""How many rows the toy tables have."""


def percents(keys: str, unit: Unit = Unit.PERCENT) -> tuple[Column, ...]:
    return tuple(Column(key, label(f"kolom {key}"), unit) for key in keys.split())


def counts(keys: str) -> tuple[Column, ...]:
    return percents(keys, Unit.COUNT)


COLUMNS = {
    "missingness": counts("asked answered break_off no_answer"),
    "frequency": (*percents("percent"), *counts("n")),
    "multiresponse": (*percents("percent"), *counts("n")),
    "bands": (*percents("percent at_least"), *counts("n")),
    "number": (*counts("n"), *percents("median q1 q3 mean", Unit.YEARS)),
    "battery": (*percents("a b c d e top"), *counts("dont_know n")),
    "grid": (*percents("a b c d"), *counts("n")),
    "change": (*percents("before"), *counts("before_n"), *percents("after"), *counts("after_n")),
    "motives": (*percents("before after"), *counts("kept dropped gained")),
    "onset": (*counts("users n"), *percents("by_16 by_18 by_21 by_25")),
    "repertoire": (*percents("kept new stopped never"), *counts("undetermined n")),
    "shifts": (*percents("before"), *counts("before_n"), *percents("after"), *counts("after_n")),
    "trend": percents("w1.percent w2.percent w3.percent"),
    "saturation": percents("codes new cumulative", Unit.NUMBER),
}
TREND_COLUMNS = (*percents("percent w1.percent w2.percent w3.percent"), *counts("n"))
"""Of a table with groups beside each other."""
BY_PLACE = ("steps",)
"""Drawings that name their rows by their place."""


def toy(kind: str, figure: str, rows: int, text: str = "rij") -> Table:
    """Return a table of a kind, filled with numbers that are the same each time."""
    seeded, columns = random.Random(f"{kind} {rows}"), TREND_COLUMNS if figure == "trend" else COLUMNS[kind]  # noqa: S311
    base = Base("b", Term("base.valid"), 99, {})
    made = tuple(
        Row(f"r{at}", label(f"{text} {at}"), "b", {c.key: cell(seeded, c) for c in columns}) for at in range(rows)
    )
    title = label(f"Tabel van {kind}")
    return Table(kind, kind, title, samples.EVERYONE, (base,), columns, made, (samples.SYNTHETIC,), figure=figure)


def cell(seeded: random.Random, column: Column) -> Cell:
    k = seeded.choice([n for n in range(20) if n % 3])
    return Cell(Fraction(k), k) if column.unit in (Unit.COUNT, Unit.NUMBER) else Cell(Fraction(100 * k, 99), k)


def hidden(table: Table, choose: Callable[[int, str], bool]) -> Table:
    """Return the table with some cells hidden as disclosure control hides them."""
    return replace(
        table,
        rows=tuple(
            replace(row, cells={key: Cell(hidden=True) if choose(at, key) else c for key, c in row.cells.items()})
            for at, row in enumerate(table.rows)
        ),
    )


def texts(table: Table, language: str = "nl") -> list[str]:
    return texts_of(canvases(table, language))


def texts_of(drawn: Iterable[Canvas]) -> list[str]:
    from matplotlib.text import Text

    found = [text.get_text() for canvas in drawn for text in canvas.figure.findobj(Text)]
    return [text for text in found if text]


def lines(table: Table) -> list[Line2D]:
    return [line for canvas in canvases(table, "nl") for line in canvas.figure.findobj(Line2D)]  # type: ignore[misc]


def squeezed(words: list[str]) -> str:
    return "".join(words).replace(" ", "")


WAYS = [(kind, figure) for kind, ways in FIGURES.items() for figure in ways]


def test_every_way_to_draw_has_a_drawing_and_every_kind_is_one() -> None:
    assert {figure for _, figure in WAYS} == {*DRAWINGS, CHART}
    assert set(FINDINGS) == set(DRAWINGS)
    assert set(FIGURES) <= set(TABLES)
    assert set(FIGURES) == set(COLUMNS)


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_every_kind_is_drawn_with_all_its_rows_and_the_numbers_of_the_table(kind: str, figure: str, rows: int) -> None:
    table = toy(kind, figure, rows)
    assert is_drawn(table)
    said, columns = texts(table), {column.key: column for column in table.columns}
    names = [str(at) if figure in BY_PLACE else f"rij{at - 1}" for at in range(1, rows + 1)]
    assert [name for name in names if name not in squeezed(said)] == []
    drawn = way_of(table)
    numbers = {shown(row.cells[key], columns[key], "nl") for row in table.rows for key in drawn_columns(table)}
    wide = {text for text in numbers if drawn not in ("likert", "stacked", "turnover") or len(text) == 1}
    small = {"0", "1", "2"} if drawn in ("likert", "stacked", "turnover") else set()
    assert wide - small <= set(said)


@pytest.mark.parametrize("text", ["rij", LONG, "5 $ of $ 6"])
@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_nothing_is_cut_off_and_no_label_lies_over_another(kind: str, figure: str, text: str) -> None:
    for canvas in canvases(toy(kind, figure, 25, text), "nl"):
        assert canvas.width == WIDTH
        assert canvas.height <= TALLEST + 40
        check_room(canvas)


def check_room(canvas: Canvas) -> None:
    from matplotlib.text import Text

    canvas.figure.set_dpi(72)
    canvas.figure.draw_without_rendering()
    boxes = [found.get_window_extent() for found in canvas.figure.findobj(Text) if found.get_text()]
    assert [box for box in boxes if box.x0 < -1 or box.x1 > canvas.width + 1] == []
    assert [box for box in boxes if box.y0 < -1 or box.y1 > canvas.height + 1] == []
    first = sorted((box for box in boxes if box.x0 < 1), key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 + 2.5 for low, high in pairwise(first))


@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_a_figure_for_a_phone_has_the_same_rows_and_nothing_is_cut_off(kind: str, figure: str) -> None:
    table = toy(kind, figure, 5, "een rij met een lang opschrift")
    slim = narrow(table, "nl")
    assert [canvas.width for canvas in slim] == [PHONE] * len(canvases(table, "nl"))
    for canvas in slim:
        check_room(canvas)
    rows = [str(at) if figure in BY_PLACE else f"opschrift{at - 1}" for at in range(1, 6)]
    assert [row for row in rows if row not in squeezed(texts_of(slim))] == []


def test_names_of_parts_are_a_key_where_words_would_be_broken() -> None:
    table = toy("battery", "likert", 2)
    named = [replace(column, label=label(f"onvoorstelbaar {column.key}")) for column in table.columns]
    slim = texts_of(narrow(replace(table, columns=tuple(named)), "nl"))
    assert {f"onvoorstelbaar {key}" for key in "abcde"} <= set(slim)
    names = [Name("zeer klein", 10), Name("groot", 90)]
    assert [fit(names, 0, right) for right in (40, 100)] == [False, True]


def test_rows_are_spread_evenly_over_pictures() -> None:
    assert [evenly(12, 1), evenly(7, 2), evenly(3, 3)] == [[12], [3, 4], [1, 1, 1]]


@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_a_hidden_number_is_nowhere_in_the_figure_nor_in_its_words(kind: str, figure: str) -> None:
    table = toy(kind, figure, 3)
    key = drawn_columns(table)[0]
    secret = Cell(Fraction(SECRET), SECRET)
    told = replace(table, rows=tuple(replace(row, cells={**row.cells, key: secret}) for row in table.rows[:1]))
    assert str(SECRET) in squeezed(texts(told)) + describe(told, "nl")
    kept = hidden(told, lambda at, column: column == key)
    kept = replace(kept, rows=(*kept.rows, *table.rows[1:]))
    assert str(SECRET) not in squeezed(texts(kept)) + describe(kept, "nl")
    assert "x" in texts(kept)
    other = replace(told, rows=(replace(told.rows[0], cells={**told.rows[0].cells, key: Cell(Fraction(3), 3)}),))
    other = hidden(other, lambda at, column: column == key)
    assert [p.png for p in pictures(replace(kept, rows=kept.rows[:1]), "nl")] == [p.png for p in pictures(other, "nl")]


@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_tables_with_holes_are_drawn_and_empty_ones_are_not(kind: str, figure: str) -> None:
    table = toy(kind, figure, 5)
    assert not is_drawn(replace(table, rows=()))
    assert not is_drawn(hidden(table, lambda at, key: True))
    assert texts(hidden(table, lambda at, key: at % 2 == 0))
    assert texts(hidden(table, lambda at, key: key != drawn_columns(table)[0]))
    bare = replace(table, rows=(*table.rows, Row("bare", label("leeg"), "b", {})))
    assert ("6" if figure in BY_PLACE else "leeg") in texts(bare)
    zero = {column.key: Cell(Fraction(0), 0) for column in table.columns}
    assert texts(replace(table, rows=tuple(replace(row, cells=zero) for row in table.rows)))


def test_heads_totals_and_summaries_are_no_marks() -> None:
    table = toy("frequency", "dots", 3)
    rows = (Row("kop", label("Een vraag"), "b", level=Level.HEAD), *table.rows)
    total = Row("total", label("totaal"), "b", {"percent": Cell(Fraction(100), 99)}, Level.TOTAL)
    said = texts(replace(table, rows=(*rows, total)))
    assert "Een vraag" in said
    assert "totaal" not in said


def test_boxes_of_a_set_stand_from_large_to_small_and_hidden_ones_last() -> None:
    base = toy("multiresponse", "dots", 1)
    sizes = {"klein": 10, "groot": 90, "weg": None, "midden": 50, "none": 70}
    rows = tuple(
        Row(key, label(key), "b", {"percent": Cell(hidden=True) if n is None else Cell(Fraction(n), n)})
        for key, n in sizes.items()
    )
    said = [text for text in texts(replace(base, rows=rows)) if text in sizes]
    assert said == ["groot", "midden", "klein", "weg", "none"]
    assert [text for text in texts(replace(base, kind="frequency", rows=rows)) if text in sizes] == list(sizes)


def test_parts_of_a_bar_carry_their_numbers_and_narrow_ones_do_not() -> None:
    table = toy("battery", "likert", 1)
    cells = {key: Cell(Fraction(n), n) for key, n in zip("abcde", (40, 30, 20, 9, 1), strict=True)}
    said = texts(replace(table, rows=(replace(table.rows[0], cells={**cells, "n": Cell(Fraction(99), 99)}),)))
    assert {"40", "30", "20", "9", "99"} <= set(said)
    assert "1" not in said


def test_names_stand_in_order_without_touching_and_within_the_edges() -> None:
    widths, places = [40.0, 60.0, 20.0, 50.0], [10.0, 12.0, 14.0, 290.0]
    middles = spread(places, widths, 0, 300)
    edges = [(middle - width / 2, middle + width / 2) for middle, width in zip(middles, widths, strict=True)]
    assert edges[0][0] >= -1e-9
    assert edges[-1][1] <= 300 + 1e-9
    assert all(after[0] - before[1] >= BETWEEN - 1e-9 for before, after in pairwise(edges))
    assert spread([50.0, 200.0], [20.0, 20.0], 0, 300) == [50.0, 200.0]


def test_a_curve_is_a_step_from_one_year_to_the_next_and_dotted_over_more() -> None:
    keys = "by_16 by_17 by_21"
    table = replace(toy("onset", "curves", 0), columns=percents(keys))
    shares = dict(zip(keys.split(), (10, 20, 60), strict=True))
    row = Row("r0", label("rij 0"), "b", {key: Cell(Fraction(n), n) for key, n in shares.items()})
    curves = [line for line in lines(replace(table, rows=(row,))) if line.get_color() == ACCENT]
    step, dotted = sorted(curves, key=lambda line: len(line.get_xdata()), reverse=True)
    assert len(step.get_xdata()) == 3
    assert step.get_ydata()[0] == step.get_ydata()[1] != step.get_ydata()[2]
    assert step.get_xdata()[1] == step.get_xdata()[2]
    assert step.get_linestyle() == "-"
    assert dotted.get_linestyle() != "-"
    gap = replace(row, cells={**row.cells, "by_17": Cell(hidden=True)})
    assert [line for line in lines(replace(table, rows=(gap,))) if line.get_color() == ACCENT] == []


def test_a_saturation_curve_is_level_within_an_interview_and_broken_at_a_hidden_one() -> None:
    table = toy("saturation", "steps", 4)
    sizes = zip((5, 3, 0, 2), (5, 8, 8, 10), strict=True)
    rows = tuple(
        Row(f"r{at}", label(f"rij {at}"), "", {"new": Cell(Fraction(new)), "cumulative": Cell(Fraction(so_far))})
        for at, (new, so_far) in enumerate(sizes)
    )
    drawn = [line for line in lines(replace(table, rows=rows)) if line.get_color() == ACCENT]
    assert len([line for line in drawn if len(set(line.get_ydata())) == 1]) == 4
    assert len([line for line in drawn if len(set(line.get_xdata())) == 1]) == 2
    kept = hidden(replace(table, rows=rows), lambda at, key: at == 1)
    drawn = [line for line in lines(kept) if line.get_color() == ACCENT]
    assert len([line for line in drawn if len(set(line.get_xdata())) == 1]) == 1


def test_numbers_of_many_interviews_do_not_touch() -> None:
    from matplotlib.text import Text

    canvas = canvases(toy("saturation", "steps", 90), "nl")[0]
    canvas.figure.set_dpi(72)
    canvas.figure.draw_without_rendering()
    boxes = [
        found.get_window_extent() for found in canvas.figure.findobj(Text) if found.get_text() in map(str, range(1, 91))
    ]
    axis = sorted((box for box in boxes if box.y0 < 24), key=lambda box: box.x0)
    assert 10 < len(axis) < 90
    assert all(before.x1 < after.x0 for before, after in pairwise(axis))


@pytest.mark.parametrize(
    "names", ["2019 2023", "zestien tot en met achttien jaar|ouder dan achttien jaar en jonger dan 30|ouder"]
)
def test_a_trend_has_the_groups_below_each_panel_without_touching(names: str) -> None:
    from matplotlib.text import Text

    groups = names.split("|") if "|" in names else names.split()
    table = toy("frequency", "trend", 7)
    columns = tuple(
        Column(f"w{at}.percent", label("%"), Unit.PERCENT, Term("column.group", {"group": label(name), "n": 1234}))
        for at, name in enumerate(groups)
    )
    cells = {column.key: Cell(Fraction(at * 10 + 5), 9) for at, column in enumerate(columns)}
    table = replace(table, columns=columns, rows=tuple(replace(row, cells=cells) for row in table.rows))
    assert all(squeezed([name]) in squeezed(texts(table)) for name in groups)
    assert "1234" not in squeezed(texts(table)).replace("\u00a0", "")
    assert all(f"{name} " in describe(table, "nl") for name in groups)
    for canvas in canvases(table, "nl"):
        canvas.figure.set_dpi(72)
        canvas.figure.draw_without_rendering()
        found = [
            text
            for text in canvas.figure.findobj(Text)
            if text.get_text() and squeezed([text.get_text()]) in squeezed(groups)
        ]
        assert len(found) >= len(groups)
        boxes = [text.get_window_extent() for text in found]
        assert not any(a.overlaps(b) for at, a in enumerate(boxes) for b in boxes[at + 1 :])


def test_a_trend_is_drawn_of_the_groups_that_a_plan_asks_for() -> None:
    people = [
        *({"year": "y2019", "use": answer} for answer in ["yes"] * 8 + ["no"] * 12),
        *({"year": "y2023", "use": answer} for answer in ["yes"] * 15 + ["no"] * 5),
    ]
    made = computed(
        "frequency", "use", [one("use"), one("year", "y2019 y2023")], people, {"figure": "trend"}, by="year"
    )
    assert drawn_columns(made) == ("y2019.percent", "y2023.percent")
    assert {"40", "75", "60", "25"} <= set(texts(made))
    assert "yes, van 40 % naar 75 %" in describe(made, "nl").replace("\u00a0", " ")


def test_a_long_figure_takes_several_pictures() -> None:
    table = toy("missingness", "map", 120)
    assert len(canvases(table, "nl")) > 1
    assert height(table, "nl") > TALLEST
    assert squeezed(texts(table)).count("rij") == 120


@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_the_same_table_gives_the_same_bytes(kind: str, figure: str) -> None:
    table = toy(kind, figure, 3, "rij 🙂")
    first, second = pictures(table, "nl"), pictures(table, "nl")
    assert [picture.png for picture in first] == [picture.png for picture in second]
    assert first[0].png.startswith(b"\x89PNG")
    assert b"Software" not in first[0].png


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_a_figure_is_told_in_words(kind: str, figure: str, language: str) -> None:
    said = describe(toy(kind, figure, 3), language)
    assert f"Tabel van {kind}" in said
    assert all(f"rij {at}" in said for at in range(3))


def drawn_release() -> Release:
    kinds = {"multiresponse": "dots", "battery": "likert", "missingness": "map"}
    made = tuple(toy(kind, figure, 4) for kind, figure in kinds.items())
    return replace(samples.release(), tables=made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_with_figures_is_sound_and_lists_them(language: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    release, front = drawn_release(), Front(Label({"nl": "Titel"}), language, n=99, synthetic=True)
    content = report(release, front)
    assert content == report(release, front)
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    assert faults(path) == []
    names = {
        "nl": ("Figuur", "Lijst van figuren"),
        "fr": ("Figure", "Liste des figures"),
        "en": ("Figure", "List of figures"),
    }
    figure, heading = names[language]
    said = paragraphs(path)
    assert heading in said
    for number_, kind in enumerate(("multiresponse", "battery", "missingness"), 1):
        assert said.count(f"{figure} {number_}. Tabel van {kind}") == 2
        assert captions(release, front)[f"figure.{kind}"] == f"{figure} {number_}. Tabel van {kind}"
    assert heading not in paragraphs_of(report(samples.release(), front), tmp_path)


def test_a_figure_stands_under_its_table_with_base_source_and_warnings(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "report.docx"
    path.write_bytes(report(drawn_release(), Front(Label({"nl": "Titel"}), "nl", n=99)))
    said = paragraphs(path)
    place = max(at for at, text in enumerate(said) if text == "Figuur 1. Tabel van multiresponse")
    assert any(text.startswith("Tabel 1.") for text in said[:place])
    assert said[place + 2] == (
        "Noot. Basis: alle 99 respondenten. Synthetische gegevens: verzonnen antwoorden, geen echte personen. "
        "Cijfers: Tabel 1."
    )
    assert said.index("Tabel 2. Tabel van battery") < place


def test_the_alt_text_of_a_picture_holds_the_main_numbers(tmp_path) -> None:  # type: ignore[no-untyped-def]
    root = body(report(drawn_release(), Front(Label({"nl": "Titel"}), "nl", n=99)), tmp_path)
    found = [element.get("descr") for element in root.iter("{*}docPr")]
    assert len(found) == 3
    assert re.search(r"rij \d \d+\u00a0?%|rij \d \d+ %", found[0])


def body(content: bytes, folder) -> etree._Element:  # type: ignore[no-untyped-def]
    import zipfile

    path = folder / "some.docx"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("word/document.xml"))


def paragraphs_of(content: bytes, folder) -> list[str]:  # type: ignore[no-untyped-def]
    return ["".join(t.text or "" for t in p.iter("{*}t")) for p in body(content, folder).iter("{*}p")]


def paragraphs(path) -> list[str]:  # type: ignore[no-untyped-def]
    return paragraphs_of(path.read_bytes(), path.parent)


def refused(kind: str, of: str, figure: str, **more: object) -> str:
    """Return what is wrong with a plan, or nothing."""
    asked = [one("sexe", "m v"), one("likes", "a b c"), one("hates", "a b c"), several("why", "x y z"), number("age")]
    asked.append(one("town", "a b", Scale.NOMINAL))
    try:
        check_plans(study(asked, [plan(kind, of, {"figure": figure}, **more)]))
    except StudyError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("kind", "of", "more", "message"),
    [
        ("crosstab", "sexe likes", {}, "a table of kind 'crosstab' has no figure"),
        ("flow", "", {}, "a table of kind 'flow' has no figure"),
        ("frequency", "sexe", {"figure": "pie"}, "cannot be drawn as 'pie'"),
        ("frequency", "sexe", {"figure": "likert"}, "cannot be drawn as 'likert'"),
        ("multiresponse", "why", {"by": "sexe"}, "a figure shows everyone"),
        ("multiresponse", "why", {"show": ("n",)}, "the figure shows percentages"),
        ("number", "age", {"show": ("n", "mean")}, "the figure shows medians"),
        ("frequency", "sexe", {"figure": "yes"}, ""),
        ("crosstab", "sexe likes", {"figure": "no"}, ""),
        ("battery", "likes hates", {"figure": "stacked", "show": ("n (%)",)}, ""),
        ("multiresponse", "why", {"figure": "trend"}, "there is no 'by'"),
        ("multiresponse", "why", {"figure": "trend", "by": "town"}, "'town' has none"),
        ("frequency", "sexe likes", {"figure": "trend", "by": "hates"}, "a trend is of one question"),
        ("multiresponse", "why", {"figure": "trend", "by": "hates", "show": ("n",)}, "the figure shows percentages"),
        ("multiresponse", "why", {"figure": "trend", "by": "hates"}, ""),
        ("multiresponse", "why", {"figure": "chart"}, ""),
        ("number", "age", {"figure": "chart"}, "cannot be drawn as 'chart'"),
    ],
)
def test_a_plan_is_told_which_figure_cannot_be(kind: str, of: str, more: dict[str, object], message: str) -> None:
    found = refused(kind, of, **{"figure": "yes", **more})  # type: ignore[arg-type]
    assert message in found
    assert bool(message) == bool(found)
