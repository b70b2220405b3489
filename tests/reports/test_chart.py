"""Charts that Word can edit: what the table prints is in them and in their workbook, and what is hidden is nowhere."""

import io
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import samples
from lxml import etree
from ooxml import faults
from openpyxl import load_workbook
from test_figures import SECRET, WAYS, hidden, toy

from analysis.drawing import CHART
from analysis.table import Cell, Table
from reports.chart import Chart, chart_of
from reports.document import report
from reports.front import Front
from reports.languages import LANGUAGES
from survey.codebook import Label
from tests.toy import label

KINDS = [kind for kind, way in WAYS if way == CHART]
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def made(table: Table, language: str = "nl") -> Chart:
    chart = chart_of(table, language)
    assert chart is not None
    return chart


def root_of(chart: Chart) -> etree._Element:
    return etree.fromstring(chart.attachment.content)


def points(root: etree._Element, part: str) -> list[list[str]]:
    """Return the values of each series, or their labels."""
    return [[point.findtext(f"{C}v") or "" for point in found.iter(f"{C}pt")] for found in root.iter(f"{C}{part}")]


def cells(chart: Chart) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(chart.attachment.within[0].content)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def document(tables: tuple[Table, ...], folder: Path, language: str = "nl") -> Path:
    release = replace(samples.release(), tables=tables)
    path = folder / "report.docx"
    path.write_bytes(report(release, Front(Label({"nl": "Titel"}), language, n=99)))
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_and_its_workbook_hold_the_numbers_of_the_table_as_printed(kind: str) -> None:
    chart = made(toy(kind, CHART, 4))
    root, sheet = root_of(chart), cells(chart)
    assert points(root, "val") == [
        [str(number) for number in column[1:]] for column in list(zip(*sheet, strict=True))[1:]
    ]
    assert points(root, "cat")[0] == [row[0] for row in sheet[1:]]
    assert [point for column in points(root, "tx") for point in column] == sheet[0][1:]
    for row, printed in zip(chart.rows, sheet[1:], strict=True):
        assert [Fraction(str(number)) for number in printed[1:]] == [
            Fraction(round(float(row.cells[column.key].value or 0))) for column in chart.columns
        ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_begins_at_zero_and_points_at_its_workbook(kind: str) -> None:
    chart = made(toy(kind, CHART, 4))
    root = root_of(chart)
    assert [element.get("val") for element in root.iter(f"{C}min")] == ["0"]
    assert root.find(f"{C}externalData") is not None
    assert len(chart.attachment.within) == 1
    assert chart.attachment == made(toy(kind, CHART, 4)).attachment


@pytest.mark.parametrize("kind", ["frequency", "multiresponse", "bands", "change", "motives"])
def test_a_hidden_number_is_nowhere_in_a_chart(kind: str) -> None:
    table = toy(kind, CHART, 3)
    key = made(table).columns[0].key
    secret = Cell(Fraction(SECRET), SECRET)
    told = replace(table, rows=(replace(table.rows[0], cells={**table.rows[0].cells, key: secret}), *table.rows[1:]))
    assert any(str(SECRET) in column for column in points(root_of(made(told)), "val"))
    kept = made(hidden(told, lambda at, column: at == 0 and column == key))
    assert str(SECRET) not in "".join(etree.tostring(root_of(kept), encoding="unicode"))
    sheet = cells(kept)
    place = next(at for at, row in enumerate(sheet) if str(row[0]).startswith("rij 0"))
    assert sheet[place][0] == "rij 0 (x)"
    assert sheet[place][1] is None
    first = next(iter(root_of(kept).iter(f"{C}val")))
    assert str(place - 1) not in [point.get("idx") for point in first.iter(f"{C}pt")]


@pytest.mark.parametrize("kind", ["battery", "grid"])
def test_parts_of_one_bar_never_close_up_over_a_hidden_one(kind: str) -> None:
    table = toy(kind, CHART, 3)
    assert chart_of(hidden(table, lambda at, key: (at, key) == (0, "a")), "nl") is None


def test_only_a_table_that_asks_for_a_chart_has_one() -> None:
    assert chart_of(toy("frequency", "dots", 3), "nl") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_with_charts_is_sound(language: str, tmp_path: Path) -> None:
    kept = hidden(toy("multiresponse", CHART, 4, '5 < 6 & "7" \' é'), lambda at, key: at == 1)
    path = document(
        (*(replace(toy(kind, CHART, 4), id=kind) for kind in KINDS if kind != "multiresponse"), kept), tmp_path
    )
    assert faults(path) == []
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml").decode()
        text = etree.fromstring(package.read("word/document.xml"))
    charts = [name for name in names if name.startswith("word/charts/chart-")]
    books = [name for name in names if name.startswith("word/embeddings/")]
    assert len(charts) == len(books) == len(KINDS)
    assert all(f'PartName="/{name}"' in types for name in charts)
    assert 'Extension="xlsx"' in types
    drawings = [element.get("name") for element in text.iter("{*}docPr")]
    assert sorted(drawings) == sorted(f"figure:{kind}" for kind in KINDS)
    assert (
        path.read_bytes()
        == document(
            (*(replace(toy(kind, CHART, 4), id=kind) for kind in KINDS if kind != "multiresponse"), kept), tmp_path
        ).read_bytes()
    )


def test_labels_of_a_chart_are_texts(tmp_path: Path) -> None:
    table = toy("frequency", CHART, 2)
    table = replace(table, rows=(replace(table.rows[0], label=label("=HYPERLINK(1) & <b>")), *table.rows[1:]))
    chart = made(table)
    assert points(root_of(chart), "cat")[0][0] == "=HYPERLINK(1) & <b>"
    sheet = load_workbook(io.BytesIO(chart.attachment.within[0].content)).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
