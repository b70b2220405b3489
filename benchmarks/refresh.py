"""What it costs to write tables and to refresh them.

First a document with 40 tables, all of whose numbers changed: the whole refresh (computing, protecting, renewing,
writing) held against computing the tables alone; beside it, without a bound, the same with every figure drawn anew.
Then a table of 10,000 rows and 8 columns: ours with all its properties held against bare lxml, and against
python-docx's `table.cell(i, j)`, whose cost per row grows with the rows, extrapolated from small tables. Each pair runs
in this process, in turns, so that a busy machine slows both; medians count. Ends with 1 when a bound is not kept.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from lxml import etree

from analysis.disclosure import Audience, Policy, Release, protect
from analysis.table import Base, Cell, Column, RespondentUnit, Row, Table, Unit, Universe
from reports.document import report
from reports.fields import Caption
from reports.front import front_of
from reports.layout import aligned, lay_out
from reports.markup import NAMESPACES
from reports.openxml import W
from reports.refresh import Draft, Wishes, open_package, refresh
from reports.widths import format_for
from reports.word import Exhibit, Setting, set_table
from survey import Study
from survey.codebook import Label
from survey.studies import copy_study

TABLES, TURNS = 40, 5
ROWS, COLUMNS = 10_000, 8
SMALL = (60, 120)
AT_MOST, SLOWER, FASTER = 2.0, 1.5, 500.0


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(one: Callable[[], object], other: Callable[[], object], turns: int = TURNS) -> tuple[float, float]:
    """Return the median seconds of two works, done in turns."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(turns)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def measure_refresh(folder: Path, *, drawn: bool) -> tuple[float, float, int, int]:
    """Return seconds for computing tables and for a whole refresh, the number of tables and of changed texts.

    Without `drawn` no table has a figure: how long a picture takes is the drawing package's matter.
    """
    import analysis

    if not folder.joinpath("study").exists():
        copy_study("cryptodrug", folder / "study")
    study = Study.load(folder / "study")
    survey = study.survey(keep_keys=False)
    wanted = tuple(table.id for table in analysis.tables(study, survey))[:TABLES]
    policy = Policy(Audience.PUBLIC, study.threshold)

    def compute() -> Release:
        made = analysis.tables(study, survey, wanted)
        kept = made if drawn else tuple(replace(table, figure="") for table in made)
        return protect(kept, survey.history, policy)

    release = compute()
    path = folder / "report.docx"
    path.write_bytes(
        report(replace(release, tables=tuple(map(other_numbers, release.tables))), front_of(study, survey, "nl"))
    )

    def whole() -> int:
        done = refresh(Draft(open_package(path)), compute(), front_of(study, survey, "nl"), Wishes())
        return 0 if done.content is None else len(done.findings)

    computing, refreshing = in_turns(compute, whole)
    return computing, refreshing, len(release.tables), whole()


def other_numbers(table: Table) -> Table:
    """Return a table with every number one higher, as an earlier report printed it."""
    rows = (replace(row, cells={key: _other(cell) for key, cell in row.cells.items()}) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _other(cell: Cell) -> Cell:
    return replace(cell, value=None if cell.value is None else cell.value + 1, low=None, high=None)


def large(rows: int) -> Table:
    """Return a table of numbers."""
    columns = tuple(Column(f"c{n}", Label({"nl": f"kolom {n}"}), Unit.COUNT) for n in range(COLUMNS))
    lines = tuple(
        Row(
            f"r{n}",
            Label({"nl": f"rij {n}"}),
            "all",
            {c.key: Cell(Fraction(n * at), n * at) for at, c in enumerate(columns)},
        )
        for n in range(rows)
    )
    universe = Universe(RespondentUnit.RESPONDENTS, rows)
    return Table("groot", "frequency", Label({"nl": "Groot"}), universe, (Base("all", Label(), rows),), columns, lines)


def setting_of(table: Table) -> Setting:
    """Return a table ready to be set, its numbers already text."""
    layout = aligned(lay_out(table, "nl"), "nl")
    return Setting(Exhibit(layout, kept=True), Caption(table.id, 1, layout.title, "nl"), format_for(layout))


def ours(setting: Setting) -> etree._Element:
    """Return a table as a report sets it, parsed."""
    return etree.fromstring(f"<w:body {NAMESPACES}>{set_table(setting)}</w:body>", etree.XMLParser(huge_tree=True))


def bare(setting: Setting) -> etree._Element:
    """Return the same cells with the same properties, element by element, and nothing else."""
    table = etree.Element(f"{W}tbl", nsmap={"w": W[1:-1]})
    for line in setting.layout.lines:
        row = etree.SubElement(table, f"{W}tr")
        etree.SubElement(etree.SubElement(row, f"{W}trPr"), f"{W}cantSplit")
        for text in (line.label, *line.cells):
            cell = etree.SubElement(row, f"{W}tc")
            width = etree.SubElement(etree.SubElement(cell, f"{W}tcPr"), f"{W}tcW")
            width.set(f"{W}w", "900")
            width.set(f"{W}type", "dxa")
            paragraph = etree.SubElement(cell, f"{W}p")
            properties = etree.SubElement(paragraph, f"{W}pPr")
            etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", "TableNumber")
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text
    return table


def by_cell(rows: int) -> float:
    """Return the seconds that python-docx takes to fill a table cell by cell."""
    import docx

    table = docx.Document().add_table(rows, COLUMNS + 1)

    def fill() -> None:
        for row in range(rows):
            for column in range(COLUMNS + 1):
                table.cell(row, column).text = "1"

    return seconds(fill)


def extrapolated() -> float:
    """Return the seconds for all rows: the cost grows with the square of their number."""
    times = {rows: by_cell(rows) for rows in SMALL}
    print("table.cell(i, j): " + ", ".join(f"{rows} rows {taken:.2f} s" for rows, taken in times.items()))
    return times[SMALL[-1]] * (ROWS / SMALL[-1]) ** 2


def main() -> None:
    """Measure and judge."""
    with tempfile.TemporaryDirectory() as folder:
        computing, refreshing, tables, found = measure_refresh(Path(folder), drawn=False)
        _, drawing, _, _ = measure_refresh(Path(folder), drawn=True)
    print(f"with all their figures drawn anew, beside it: {drawing:.3f} s")
    kept = [judge(f"{tables} tables computed {computing:.3f} s, refreshed {refreshing:.3f} s ({found} findings)",
                  refreshing / computing, AT_MOST)]  # fmt: skip
    setting = setting_of(large(ROWS))
    written, plain = in_turns(lambda: ours(setting), lambda: bare(setting), 3)
    kept.append(judge(f"{ROWS} x {COLUMNS}: ours {written:.2f} s, bare lxml {plain:.2f} s", written / plain, SLOWER))
    times = extrapolated() / written
    print(f"ours is {times:,.0f} times faster; bound {FASTER:.0f}: {'pass' if times >= FASTER else 'fail'}")
    sys.exit(0 if all(kept) and times >= FASTER else 1)


def judge(said: str, ratio: float, bound: float) -> bool:
    """Print a ratio and whether its bound is kept."""
    print(f"{said}: ratio {ratio:.2f}; bound {bound}: {'pass' if ratio <= bound else 'fail'}")
    return ratio <= bound


if __name__ == "__main__":
    main()
