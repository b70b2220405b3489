"""A figure in a Word file: lines with dots beside them, found again by its name, told to who cannot see it."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import samples
from lxml import etree
from test_figures import SECRET, WAYS, hidden, toy

from analysis.table import Table
from reports.document import report
from reports.figures import pictures
from reports.front import Front
from survey.codebook import Label

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
URI = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def opened(tables: tuple[Table, ...], folder: Path) -> tuple[etree._Element, dict[str, str], dict[str, bytes]]:
    """Return the text of a report, where its relationships lead, and all its parts."""
    path = folder / "report.docx"
    path.write_bytes(report(replace(samples.release(), tables=tables), Front(Label({"nl": "Titel"}), "nl", n=99)))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    leads = {each.get("Id"): f"word/{each.get('Target')}" for each in relations}
    return etree.fromstring(parts["word/document.xml"]), leads, parts


def test_each_picture_has_lines_and_dots(tmp_path: Path) -> None:
    text, leads, parts = opened((toy("multiresponse", "dots", 4), toy("battery", "likert", 4)), tmp_path)
    blips = list(text.iter("{*}blip"))
    assert len(blips) == 2
    for blip in blips:
        extension = blip.find("{*}extLst/{*}ext")
        assert extension is not None
        assert extension.get("uri") == URI
        lines = extension.find(f"{SVG}svgBlip")
        assert lines is not None
        assert parts[leads[blip.get(f"{R}embed")]].startswith(b"\x89PNG")
        root = etree.fromstring(parts[leads[lines.get(f"{R}embed")]])
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
    types = parts["[Content_Types].xml"].decode()
    assert types.count("image/svg+xml") == 2
    assert 'Extension="png"' in types


@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_a_picture_in_lines_needs_no_letter_no_date_and_nothing_from_elsewhere(kind: str, figure: str) -> None:
    first, second = (pictures(toy(kind, figure, 3), "nl")[0].svg for _ in range(2))
    assert first == second
    assert not re.search(rb"<!DOCTYPE|<!--|<metadata|<style|<text|font-family|<script|<image|20\d\d-\d\d", first)
    assert set(re.findall(rb'href="([^"])', first)) <= {b"#"}
    assert len(first) < 250_000


def test_an_svg_is_as_large_as_its_dots() -> None:
    picture = pictures(toy("battery", "likert", 4), "nl")[0]
    root = etree.fromstring(picture.svg)
    sizes = [float(str(root.get(side)).removesuffix("pt")) for side in ("width", "height")]
    assert sizes == pytest.approx([picture.width, picture.height], abs=0.01)


@pytest.mark.parametrize(("kind", "figure"), WAYS)
def test_what_is_hidden_changes_nothing_in_the_lines(kind: str, figure: str) -> None:
    table = toy(kind, figure, 3)
    other = toy(kind, figure, 3)
    cells = {key: replace(cell, value=SECRET, count=SECRET) for key, cell in other.rows[0].cells.items()}  # type: ignore[arg-type]
    other = replace(other, rows=(replace(other.rows[0], cells=cells), *other.rows[1:]))
    drawn = [pictures(hidden(each, lambda at, key: at == 0), "nl")[0].svg for each in (table, other)]
    assert drawn[0] == drawn[1]


def test_a_figure_is_found_again_by_its_name_and_its_parts_are_numbered(tmp_path: Path) -> None:
    text, _, _ = opened((toy("missingness", "map", 120), toy("battery", "likert", 4)), tmp_path)
    found = [(element.get("name"), element.get("descr")) for element in text.iter("{*}docPr")]
    names = [name for name, _ in found]
    assert names[0] == "figure:missingness"
    assert names[1] == "figure:missingness:2"
    assert names[-1] == "figure:battery"
    assert len(set(names)) == len(names)
    assert str(found[1][1]).endswith(f"Deel 2 van {len(names) - 1}.")
    assert len({descr for _, descr in found}) == len(found)
    for drawing in text.iter("{*}drawing"):
        alone = next(each for each in drawing.iterancestors("{*}p"))
        assert "".join(alone.itertext()).strip() == ""
