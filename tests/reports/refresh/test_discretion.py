"""A number that is hidden by now is nowhere in a public document after a refresh, or it is told where it may be."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from analysis.table import Cell, Table
from reports.anchors import Anchor
from reports.document import report
from reports.refresh import Kind, Refreshed
from reports.refresh.account import account
from reports.refresh.hiding import Hiding
from tests.reports import samples
from tests.reports.ooxml import faults
from tests.reports.refresh.authors import (
    WHEN,
    W,
    body,
    cell,
    change,
    control,
    marked,
    parsed,
    parts,
    renewed_by,
    says,
    table,
    write,
)
from tests.reports.refresh.test_plates import files, hidden
from tests.reports.refresh.test_texts import about, counted, release

SECRET, SHARE = 8741, "8741"
"""A count that stands nowhere else."""
KEY, ROW = "info_bron", "friends"


def secret(*, shown: bool) -> Table:
    """Return the table of sources with a row that tells too much, or hides it."""
    old = samples.information_source()
    at = next(place for place, row in enumerate(old.rows) if row.key == ROW)
    if not shown:
        return hidden(old, at)
    row = replace(old.rows[at], cells={key: Cell(samples.Fraction(SECRET), SECRET) for key in old.rows[at].cells})
    return replace(old, rows=(*old.rows[:at], row, *old.rows[at + 1 :]))


BEFORE, AFTER = release(tables=(secret(shown=True),)), release(10, tables=(secret(shown=False),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "thesis.docx"
    made.write_bytes(report(BEFORE, about()))
    return made


def holding(path: Path) -> list[str]:
    """Return the parts of a file in which the number stands."""
    return [name for name, data in parts(path).items() if SHARE.encode() in data or b"8.741" in data or spaced(data)]


def spaced(data: bytes) -> bool:
    return any(sign in data for sign in ("8\u00a0741".encode(), b"8 741", "8\u202f741".encode(), b"8\\u00a0741"))


def whys(done: Refreshed) -> list[str]:
    return [finding.why for finding in done.findings if finding.why]


def test_the_number_is_there_and_then_it_is_not(path: Path) -> None:
    assert holding(path) == ["word/document.xml", "customXml/item1.xml"] or len(holding(path)) == 2
    done = renewed_by(path, AFTER, about())
    assert holding(path) == []
    assert not done.needs_look
    once = path.read_bytes()
    assert renewed_by(path, AFTER, about()).content is None
    assert path.read_bytes() == once


def test_tracked_changes_do_not_keep_it(path: Path) -> None:
    done = renewed_by(path, AFTER, about(n=101), revised=WHEN)
    assert holding(path) == []
    assert whys(done) == ["untracked"]
    assert [line for line in account(done, "nl") if "meteen geschreven" in line]
    marks = [says(mark) for mark in body(path).iter(f"{W}ins")]
    assert "101 mensen" in marks
    assert faults(path) == []
    assert renewed_by(path, AFTER, about(n=101), revised=WHEN).content is None


def test_a_deleted_table_leaves_nothing_behind(path: Path) -> None:
    def delete(root: etree._Element) -> None:
        gone = control(root, KEY)
        for element in (gone.getprevious(), gone):
            element.getparent().remove(element)
        for link in list(root.iter(f"{W}hyperlink")):
            link.getparent().remove(link)

    change(path, delete)
    assert holding(path) == ["customXml/item1.xml"]
    done = renewed_by(path, AFTER, about())
    assert whys(done) == ["gone"]
    assert holding(path) == []
    renewed_by(path, release(10, tables=()), about())
    assert KEY not in manifest(path)["tables"]


def manifest(path: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(str(etree.fromstring(parts(path)["customXml/item1.xml"]).text))
    return found


def test_a_correction_stays_its_authors_and_is_told_every_time(path: Path) -> None:
    change(path, lambda root: write(cell(root, KEY, ROW, 2), "ongeveer 8741"))
    for _ in range(2):
        done = renewed_by(path, AFTER, about())
        assert [f.mine for f in done.findings if f.kind is Kind.CONFLICT] == ["ongeveer 8741"]
        assert done.needs_look
        assert holding(path) == ["word/document.xml"]
    renewed_by(path, AFTER, about(), take_new=True)
    assert holding(path) == []


def test_a_table_of_the_authors_own_is_told(path: Path) -> None:
    label = samples.SOURCES[ROW].text("nl")
    copy = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in (label, "8741 mensen"))
    change(path, lambda root: root[0].insert(0, parsed(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{copy}</w:tr></w:tbl>")[0]))
    done = renewed_by(path, AFTER, about())
    assert [(finding.kind, finding.column) for finding in done.findings if finding.why == "own_copy"] == [
        (Kind.LOST, label)
    ]
    assert done.needs_look


def test_a_bound_number_that_waits_is_not_kept_in_the_manifest(path: Path) -> None:
    change(path, lambda root: root[0].insert(0, parsed(f"<w:p><w:r><w:t>{{{{ {KEY}.{ROW}.n }}}}</w:t></w:r></w:p>")[0]))
    renewed_by(path, BEFORE, about())
    bound = next(e for e in body(path).iter(f"{W}tag") if str(e.get(f"{W}val")).startswith("stat:"))
    assert "741" in says(next(bound.iterancestors(f"{W}sdt")))

    def correct(root: etree._Element) -> None:
        held = next(e for e in root.iter(f"{W}tag") if str(e.get(f"{W}val")).startswith("stat:"))
        write(next(held.iterancestors(f"{W}sdt")), "velen")

    change(path, correct)
    for _ in range(2):
        done = renewed_by(path, AFTER, about())
        assert done.doubtful
        assert holding(path) == []


def test_a_text_outside_the_tables_hides_too(path: Path) -> None:
    many = release(history=counted("toestemming", SECRET))
    path.write_bytes(report(many, about()))
    assert holding(path)
    change(path, lambda root: _delete(root, "text.method.excluded.toestemming"))
    assert holding(path) == ["customXml/item1.xml"]
    few = release(10, history=counted("toestemming", None))
    renewed_by(path, few, about())
    assert holding(path) == []


def _delete(root: etree._Element, key: str) -> None:
    place = next(marked(root, Anchor.TEXT, key).iterancestors(f"{W}p"))
    place.getparent().remove(place)


def test_a_deleted_figure_leaves_no_words_behind(path: Path) -> None:
    drawn = replace(secret(shown=True), figure="dots")
    path.write_bytes(report(release(tables=(drawn,)), about()))

    def delete(root: etree._Element) -> None:
        picture = next(root.iter("{*}drawing"))
        picture.getparent().remove(picture)
        note = next(p for p in root.iter(f"{W}p") if says(p).endswith("Cijfers: Tabel 1."))
        note.getparent().remove(note)

    change(path, delete)
    renewed_by(path, release(10, tables=(replace(secret(shown=False), figure="dots"),)), about())
    held = json.dumps(manifest(path), ensure_ascii=False)
    assert SHARE not in held.replace("\u00a0", "").replace(" ", "")


def test_lists_of_tables_follow_the_titles(path: Path) -> None:
    renamed = replace(secret(shown=True), title=samples.label("Waar men het eerst van hoorde"))
    for revised in ("", WHEN):
        path.write_bytes(report(BEFORE, about()))
        renewed_by(path, release(tables=(renamed,)), about(), revised=revised)
        listed = [says(link) for link in body(path).iter(f"{W}hyperlink")]
        assert listed[0] == "Tabel 1. Waar men het eerst van hoorde"
        assert len(listed) == 3
        assert faults(path) == []


def test_the_title_in_the_heads_of_pages_follows(path: Path) -> None:
    title = samples.label("Kopers in België")
    done = renewed_by(path, BEFORE, about(title=title))
    heads = [data.decode() for name, data in parts(path).items() if name.startswith("word/header")]
    assert any("Kopers in België" in head for head in heads)
    assert not any("Belgische kopers" in head for head in heads)
    assert "Kopers in België" in parts(path)["docProps/core.xml"].decode()
    assert ("bovenaan de bladzijden", "Kopers in België") in [(f.row, f.new) for f in done.findings]
    assert renewed_by(path, BEFORE, about(title=title)).content is None


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_pages_say_of_invented_data_is_told(tmp_path: Path, language: str) -> None:
    path = tmp_path / "thesis.docx"
    path.write_bytes(report(BEFORE, about(language)))
    done = renewed_by(path, BEFORE, about(language, synthetic=False))
    assert whys(done) == ["not_invented"]
    assert done.needs_look
    assert whys(renewed_by(path, BEFORE, about(language))) == ["invented"]
    assert not [line for line in account(done, language) if "{" in line]


@pytest.mark.parametrize(
    ("old", "new", "hides", "careful"),
    [
        ("45", "x", True, True),
        ("x", "x", False, False),
        ("●", "x", True, True),
        ("stemt overeen", "verborgen", True, True),
        ("getoond", "niet verborgen", False, False),
        ("(n = 12)", "(n = x)", True, True),
        ("12", "< 10", True, True),
        ("12", "13", False, False),
        ("extra 1", "excuus 2", False, False),
        ("80 (88)", "x (x)", True, True),
        ("6 tot 64 of x", "24 tot 64 of x", True, True),
        ("6 tot 64", "24 tot 64", False, True),
        ("6 tot 64", "6 tot 64 personen", False, False),
    ],
)
def test_which_texts_hide(old: str, new: str, hides: bool, careful: bool) -> None:
    assert Hiding("nl", 10, raised=False).hides(old, new) is hides
    assert Hiding("nl", 10, raised=True).hides(old, new) is careful


def test_our_own_tables_are_not_taken_for_somebody_elses(path: Path) -> None:
    assert table(body(path), KEY) is not None
    assert "own_copy" not in whys(renewed_by(path, AFTER, about()))
    assert files(path) == set()
