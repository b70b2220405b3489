"""A document in which its author did everything survives: only what the release changed is another afterwards."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from lxml import etree

from reports.anchors import Anchor
from reports.refresh import Kind
from tests.reports import samples
from tests.reports.ooxml import faults
from tests.reports.refresh.authors import (
    BODY,
    WHEN,
    W,
    body,
    cell,
    change,
    marked,
    parts,
    renewed,
    row,
    rows,
    says,
    sources,
    table,
    torture,
    with_table,
    write,
    written,
)

OFFICE = shutil.which("soffice")
NEWS = {"web": 25, "dark": 10, "friends": 16, "total": 70}


def tortured(folder: Path) -> Path:
    path = written(folder)
    torture(path)
    assert faults(path) == []
    return path


def lines(path: Path) -> list[str]:
    """Return the body with an element to a line."""
    root = body(path)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode").splitlines()


def differences(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield "".join(map(str.strip, before[a:b])), "".join(map(str.strip, after[c:d]))


def text(number: int) -> str:
    return f'<w:t xml:space="preserve">{number}</w:t>'


def test_only_the_intended_cells_differ(tmp_path: Path) -> None:
    path = tortured(tmp_path)
    before, untouched = lines(path), parts(path)
    done = renewed(path, sources(**NEWS))
    assert list(differences(before, lines(path))) == [
        (text(21), text(24)),
        (text(45), text(38)),
        (text(30), text(25)),
        (text(12), text(15)),
        (text(100), text(106)),
        (text(66), text(70)),
    ]
    assert faults(path) == []
    changed = {name for name, data in parts(path).items() if untouched[name] != data}
    assert changed == {BODY, "customXml/item1.xml"}
    assert list(parts(path)) == list(untouched)
    kinds = [(finding.kind, finding.row, finding.column) for finding in done.findings]
    assert (Kind.CONFLICT, "vrienden buiten het internet", "n") in kinds
    assert (Kind.PENDING, "forums op het dark web", "n") in kinds
    assert [finding.table for finding in done.findings if finding.why == "gone"] == ["verantwoording"]


def test_what_the_author_made_stays(tmp_path: Path) -> None:
    path = tortured(tmp_path)
    renewed(path, sources(without="media", added=True, **NEWS))
    root = body(path)
    found = rows(root, "info_bron")
    assert [line[0] for line in found] == [
        "Informatiebron",
        "vrienden buiten het internet",
        "forums op het gewone web",
        "Samen forums",
        "massamedia",
        "forums op het dark web",
        "blogs",
        "sociale media",
        "Totaal",
    ]
    assert [line[1] for line in found[1:4]] == ["opmerking 5", "opmerking 1", "–"]
    assert found[1][2:] == ["24", "13"]
    dark = cell(root, "info_bron", "dark", 2)
    assert says(dark) == "15"
    assert len(list(dark.iter(f"{W}commentReference", f"{W}footnoteReference"))) == 2
    assert cell(root, "info_bron", "web", 2).find(f".//{W}b") is not None
    own = next(root.iter(f"{W}tbl"))
    assert [says(tc) for tc in own.iter(f"{W}tc")][-2:] == ["massamedia", "17"]


def test_a_row_with_a_remark_is_not_taken_out_and_is_told(tmp_path: Path) -> None:
    path = tortured(tmp_path)
    for _ in range(2):
        done = renewed(path, sources(without="media"))
        assert [finding.row for finding in done.findings if finding.kind is Kind.STAYS] == ["massamedia"]
        assert done.needs_look


def test_a_new_row_has_no_highlight_nor_bold(tmp_path: Path) -> None:
    path = tortured(tmp_path)
    renewed(path, sources(added=True))
    new = row(body(path), "info_bron", "blog")
    assert [says(tc) for tc in new.iter(f"{W}tc")] == ["blogs", "", "9", "6"]
    assert next(new.iter(f"{W}shd", f"{W}b"), None) is None
    assert faults(path) == []


@pytest.mark.parametrize("revised", ["", WHEN])
def test_a_second_run_leaves_the_file_alone(tmp_path: Path, revised: str) -> None:
    path = tortured(tmp_path)
    news = sources(without="media", added=True, **NEWS)
    assert renewed(path, news, revised=revised).content is not None
    once = path.read_bytes()
    assert renewed(path, news, revised=revised).content is None
    assert path.read_bytes() == once


def test_nothing_new_is_no_change_at_all(tmp_path: Path) -> None:
    path = tortured(tmp_path)
    before = path.read_bytes()
    assert renewed(path, samples.TABLES).content is None
    assert path.read_bytes() == before


def test_revisions_can_be_accepted_or_rejected(tmp_path: Path) -> None:
    path = tortured(tmp_path)
    before = says(body(path))
    renewed(path, sources(without="media", added=True, **NEWS), revised=WHEN)
    assert faults(path) == []
    root = body(path)
    ours = [mark for mark in root.iter(f"{W}ins", f"{W}del") if mark.get(f"{W}author") == "cryptodrug"]
    assert {mark.get(f"{W}date") for mark in ours} == {WHEN}
    for mark in ours:
        _reject(mark)
    assert says(root) == before


def _reject(mark: etree._Element) -> None:
    """Undo a revision of text, or of a whole row that was put in."""
    parent = mark.getparent()
    if parent is None:
        return
    if parent.tag == f"{W}trPr":
        tr = parent.getparent()
        if mark.tag == f"{W}ins":
            tr.getparent().remove(tr)
    elif mark.tag == f"{W}del":
        for old in mark.iter(f"{W}delText"):
            old.tag = f"{W}t"
    else:
        parent.remove(mark)


@pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed here")
def test_the_same_after_libreoffice(tmp_path: Path) -> None:
    path = by_office(tortured(tmp_path), tmp_path / "office")
    flawed = len(faults(path))
    before = [line for key in ("profiel", "bestedingen", "kruis") for line in rows(body(path), key)]
    done = renewed(path, sources(**NEWS))
    root = body(path)
    assert [line[2:] for line in rows(root, "info_bron")] == [
        ["%", "n"], ["24", "13"], ["38", "25"], ["57", "38"], ["17", "11"], ["15", "9"], ["x", "x"], ["106", "70"],
    ]  # fmt: skip
    assert [line for key in ("profiel", "bestedingen", "kruis") for line in rows(root, key)] == before
    assert {finding.kind for finding in done.findings} >= {Kind.ANCHORED, Kind.CHANGED, Kind.CONFLICT}
    assert Kind.LOST not in {finding.kind for finding in done.findings}
    assert len(faults(path)) < flawed
    for key in ("info_bron", "leeftijd", "kruis"):
        assert marked(root, Anchor.TABLE, key) is not None
        held = table(root, key).getparent().getparent()
        assert held.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == f"table:{key}"
        assert table(root, key).find(f"{W}tblPr/{W}tblDescription") is not None
    once = path.read_bytes()
    assert renewed(path, sources(**NEWS)).content is None
    assert path.read_bytes() == once


def by_office(path: Path, folder: Path) -> Path:
    """Return the document as LibreOffice saves it."""
    profile = (folder / "profile").as_uri()
    command = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir", str(folder)]
    subprocess.run([str(OFFICE), *command, str(path)], check=True, capture_output=True, timeout=180)
    return folder / path.name


def test_a_description_that_its_author_wrote_is_a_conflict_until_it_is_ended(tmp_path: Path) -> None:
    path = written(tmp_path)

    def describe(root: etree._Element) -> None:
        next(table(root, "info_bron").iter(f"{W}tblDescription")).set(f"{W}val", "Mijn beschrijving")

    change(path, describe)
    found = renewed(path, samples.TABLES).findings
    assert [each.kind for each in found if each.table == "info_bron"] == [Kind.KEPT]
    news = with_table(replace(samples.information_source(), title=samples.label("Andere titel")))
    told = [renewed(path, news).findings for _ in range(2)]
    once = path.read_bytes()
    told.append(renewed(path, news).findings)
    assert path.read_bytes() == once
    assert [[(f.kind, f.column, f.mine) for f in each if f.kind is Kind.CONFLICT] for each in told] == [
        [(Kind.CONFLICT, "beschrijving", "Mijn beschrijving")]
    ] * 3
    renewed(path, news, take_new=True)
    assert "Andere titel" in str(next(table(body(path), "info_bron").iter(f"{W}tblDescription")).get(f"{W}val"))


def test_a_conflict_is_told_until_its_author_ends_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    change(path, lambda root: write(cell(root, "info_bron", "friends", 2), "13"))
    news = sources(**NEWS)
    first = [each for each in renewed(path, news).findings if each.kind is Kind.CONFLICT]
    before = path.read_bytes()
    again = renewed(path, news)
    assert first
    assert [each for each in again.findings if each.kind is Kind.CONFLICT] == first
    assert again.content is None
    assert path.read_bytes() == before
    taken = renewed(path, news, take_new=True)
    assert all(each.kind is not Kind.CONFLICT for each in taken.findings)
    assert says(cell(body(path), "info_bron", "friends", 2)) == "16"
    assert renewed(path, news).findings == ()
