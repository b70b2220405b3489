"""A report that went through .odt and back in LibreOffice: what was last printed is lost, its anchors are not."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from reports.refresh import Kind, Refreshed
from tests.reports import samples
from tests.reports.refresh.authors import (
    body,
    cell,
    change,
    control,
    parsed,
    parts,
    renewed,
    rows,
    says,
    sources,
    write,
    written,
)

OFFICE = shutil.which("soffice")
KEY = "info_bron"
TABLES = (samples.information_source(), samples.numbers())
NEWS = tuple(table for table in sources(web=25) if table.id in {KEY, "leeftijd"})
PROSE = "<w:p><w:r><w:t>Wel {{ info_bron.web.n }} keer.</w:t></w:r></w:p>"


def by_odt(path: Path, folder: Path) -> Path:
    """Return the document as LibreOffice writes it from the .odt that it made of it."""
    for ending in ("odt", "docx"):
        profile = (folder / "profile").as_uri()
        command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending]
        subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
        path = folder / f"{path.stem}.{ending}"
    return path


def found(done: Refreshed) -> list[tuple[Kind, str, str]]:
    return [(each.kind, each.mine, each.new) for each in done.findings if each.kind is not Kind.ANCHORED]


@pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed here")
def test_nothing_is_lost_and_nothing_written_for_another(tmp_path: Path) -> None:
    path = written(tmp_path, tables=TABLES)
    change(path, lambda root: root[0].insert(0, parsed(PROSE)[0]))
    renewed(path, TABLES)
    change(path, lambda root: write(cell(root, KEY, "friends", 2), "13"))
    path = by_odt(path, tmp_path / "office")
    assert not any(name.startswith("customXml") for name in parts(path))
    before = rows(body(path), KEY)
    unknown = [(Kind.UNKNOWN, "45", "38"), (Kind.UNKNOWN, "30", "25"), (Kind.UNKNOWN, "13", "14")]
    first = renewed(path, NEWS)
    assert found(first) == unknown
    assert (rows(body(path), KEY), control(body(path), KEY) is not None) == (before, True)
    assert ["niet bekend" in line for line in first.numbers] == [True]
    once = path.read_bytes()
    assert found(renewed(path, NEWS)) == unknown
    assert path.read_bytes() == once
    taken = renewed(path, NEWS, take_new=True)
    assert [(kind, new) for kind, _, new in found(taken)] == [(Kind.CHANGED, new) for _, _, new in unknown]
    assert rows(body(path), KEY)[1] == ["forums op het gewone web", "38", "25"]
    assert says(body(path)[0][0]) == "Wel 25 keer."
    again = renewed(path, NEWS)
    assert (again.content, again.findings, again.numbers) == (None, (), ())
