"""Documents by an author, to bind, renew and flag numbers in."""

import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from lxml import etree

from analysis.disclosure import Release
from analysis.table import Cell, Table
from reports.document import report
from reports.front import Front
from reports.manifest import Printed, read_manifest
from reports.mentions import Taken
from reports.openxml import W, parse, serialise
from survey.codebook import Label
from survey.package import unzipped, zipped
from tests.reports import samples

OFFICE = shutil.which("soffice")
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
BODY = "word/document.xml"


def run(text: str, properties: str = "") -> str:
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{held}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, style: str = "") -> str:
    content = content if content.startswith("<") else run(content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>' if style else f"<w:p>{content}</w:p>"


def body(*contents: str):
    return etree.fromstring(f"<w:document {NS}><w:body>{''.join(map(paragraph, contents))}</w:body></w:document>")


def element(xml: str):
    return etree.fromstring(f"<w:x {NS}>{xml}</w:x>")[0]


def said(root) -> list[str]:
    """Return the text of each paragraph."""
    return ["".join(t.text or "" for t in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]


def controls(root) -> dict[str, str]:
    """Return the text of each control by its tag."""
    return {
        control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): "".join(t.text or "" for t in control.iter(f"{W}t"))
        for control in root.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}tag") is not None
    }


def marks(root) -> list[str]:
    names = [start.get(f"{W}name") for start in root.iter(f"{W}bookmarkStart")]
    return [name for name in names if name.startswith("_ws_")]


def with_cells(table: Table, **cells: Cell) -> Table:
    """Return a table with other cells, named `row__column`."""
    wanted = {tuple(name.split("__")): cell for name, cell in cells.items()}
    rows = [
        replace(row, cells={key: wanted.get((row.key.replace(".", "_"), key), cell) for key, cell in row.cells.items()})
        for row in table.rows
    ]
    return replace(table, rows=tuple(rows))


def later(release: Release, **cells: Cell) -> Release:
    """Return a release in which the table of sources says something else."""
    tables = [with_cells(table, **cells) if table.id == "info_bron" else table for table in release.tables]
    return replace(release, tables=tuple(tables))


def count(n: int) -> Cell:
    return Cell(Fraction(n), n)


def manuscript(release: Release, language: str = "nl") -> dict[str, bytes]:
    return unzipped(report(release, Front(Label({"nl": "Titel"}), language, name="studie")))


def printed(parts: dict[str, bytes]) -> Printed:
    found = read_manifest(parts)
    assert found is not None
    return found


def opened(parts: dict[str, bytes], name: str = BODY):
    return parse(parts[name], name)


def taken(parts: dict[str, bytes]) -> Taken:
    stories = [name for name in parts if name.startswith("word/") and name.endswith(".xml")]
    return Taken.of(opened(parts, name) for name in stories)


def saved(parts: dict[str, bytes], roots: dict[str, etree._Element], path: Path) -> Path:
    path.write_bytes(zipped({**parts, **{name: serialise(root) for name, root in roots.items()}}))
    return path


def through_office(path: Path, folder: Path) -> dict[str, bytes]:
    """Return the parts of a document as LibreOffice saves it."""
    assert OFFICE
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return unzipped((folder / "out" / path.name).read_bytes())


RELEASE = samples.release()
