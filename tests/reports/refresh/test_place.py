"""A table is found by what is left of its anchors, and left alone where two places could be it."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reports.anchors import Anchor
from reports.document import excerpt
from reports.manifest import NAMESPACE
from reports.refresh import Kind
from reports.refresh.account import account
from survey.errors import StudyError
from tests.reports import samples
from tests.reports.ooxml import faults
from tests.reports.refresh.authors import (
    OWN_TABLE,
    W,
    body,
    change,
    control,
    delete,
    front,
    marked,
    parsed,
    parts,
    renewed,
    row,
    rows,
    says,
    sources,
    store,
    table,
    with_table,
    write,
    written,
)

KEY = "info_bron"


def refused(path: Path) -> list[str]:
    """Return why tables were left, after a release that changes one; none of it may have been written."""
    before = rows(body(path), KEY) if _named(path) else []
    found = renewed(path, sources(web=25)).findings
    assert not before or rows(body(path), KEY) == before
    return [finding.why for finding in found if finding.why]


def _named(path: Path) -> list[etree._Element]:
    from reports.anchors import bookmark

    return [e for e in body(path).iter(f"{W}bookmarkStart") if e.get(f"{W}name") == bookmark(Anchor.TABLE, KEY)]


def untag(root: etree._Element) -> None:
    """Take the tags away, as LibreOffice 7 does; with them the controls of one table."""
    for named in list(root.iter(f"{W}tag")):
        named.getparent().remove(named)
    around = table(root, KEY).getparent()
    for child in list(around):
        around.getparent().addprevious(child)
    around.getparent().getparent().remove(around.getparent())


def unmark(root: etree._Element, letters: str = "tcrnp") -> None:
    for start in list(root.iter(f"{W}bookmarkStart")):
        if str(start.get(f"{W}name"))[:3] in {f"_w{letter}" for letter in letters}:
            end = next(e for e in root.iter(f"{W}bookmarkEnd") if e.get(f"{W}id") == start.get(f"{W}id"))
            start.getparent().remove(start)
            end.getparent().remove(end)


def uncaption(root: etree._Element) -> None:
    for start in list(root.iter(f"{W}bookmarkStart")):
        if str(start.get(f"{W}name")).startswith("_Ref"):
            start.set(f"{W}name", "elsewhere" + str(start.get(f"{W}id")))
    for link in list(root.iter(f"{W}hyperlink")):
        link.getparent().remove(link)


def copy_tag(root: etree._Element) -> None:
    root[0].insert(0, etree.fromstring(etree.tostring(control(root, KEY))))
    unmark(root[0][0])
    next(root[0][0].iter(f"{W}id")).set(f"{W}val", "5")


def move_rows(root: etree._Element) -> None:
    own = parsed(OWN_TABLE)[0]
    root[0].insert(0, own)
    own.append(row(root, KEY, "web"))


def swap_tables(root: etree._Element) -> None:
    """Put another table of ours into the control of this one."""
    other = table(root, "leeftijd")
    table(root, KEY).getparent().replace(table(root, KEY), other)


def delete_table(root: etree._Element) -> None:
    root[0].remove(control(root, KEY))


@pytest.mark.parametrize("edits", [(untag,), (unmark,), (untag, unmark), (untag, unmark, uncaption)])
def test_lost_anchors_are_put_back(tmp_path: Path, edits: tuple[object, ...]) -> None:
    path = written(tmp_path)
    for edit in edits:
        change(path, edit)  # type: ignore[arg-type]
    done = renewed(path, sources(web=25))
    assert rows(body(path), KEY)[1] == ["forums op het gewone web", "38", "25"]
    assert {finding.kind for finding in done.findings if finding.table == KEY} == {Kind.ANCHORED, Kind.CHANGED}
    assert {finding.why for finding in done.findings if finding.table != KEY} <= {"", "column"}
    assert control(body(path), KEY) is not None
    assert marked(body(path), Anchor.ROW, KEY, "web") is not None
    assert faults(path) == [] or uncaption in edits
    assert renewed(path, sources(web=25)).content is None


@pytest.mark.parametrize(
    ("edit", "why"),
    [(copy_tag, "two_tables"), (move_rows, "split"), (swap_tables, "two_keys"), (delete_table, "no_table")],
)
def test_what_could_be_wrong_is_not_written(tmp_path: Path, edit: object, why: str) -> None:
    path = written(tmp_path)
    change(path, edit)  # type: ignore[arg-type]
    assert why in refused(path)


def test_a_caption_over_another_table_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = written(tmp_path)

    def edit(root: etree._Element) -> None:
        root[0].replace(control(root, KEY), parsed(OWN_TABLE)[0])

    change(path, edit)
    before = list(body(path).iter(f"{W}tbl"))
    done = renewed(path, sources(web=25))
    assert [finding.why for finding in done.findings] == ["other_heads"]
    assert done.content is None
    assert len(before) == len(list(body(path).iter(f"{W}tbl")))


def test_a_column_that_cannot_be_told_is_not_guessed(tmp_path: Path) -> None:
    path = written(tmp_path)

    def edit(root: etree._Element) -> None:
        unmark(table(root, KEY), "c")
        write(table(root, KEY).find(f"{W}tr").findall(f"{W}tc")[1], "aandeel")

    change(path, edit)
    assert refused(path) == ["column"]


def test_other_columns_are_refused_or_set_anew(tmp_path: Path) -> None:
    path = written(tmp_path)
    old = samples.information_source()
    more = replace(old, columns=(*old.columns, replace(old.columns[1], key="again")))
    assert [finding.why for finding in renewed(path, with_table(more)).findings] == ["other_columns"]
    done = renewed(path, with_table(more), rebuild=(KEY,))
    assert [finding.kind for finding in done.findings] == [Kind.REBUILT]
    assert [len(line) for line in rows(body(path), KEY)] == [4] * 7
    assert faults(path) == []
    assert renewed(path, with_table(more)).content is None
    with pytest.raises(StudyError, match="no table 'info_bro'"):
        renewed(path, with_table(more), rebuild=("info_bro",))


def test_a_deleted_table_is_set_anew_under_the_caption_that_is_left(tmp_path: Path) -> None:
    path = written(tmp_path)
    change(path, delete_table)
    assert renewed(path, sources(web=25)).content is None
    done = renewed(path, sources(web=25), rebuild=(KEY,))
    assert [finding.kind for finding in done.findings if finding.table == KEY] == [Kind.REBUILT]
    assert rows(body(path), KEY)[1] == ["forums op het gewone web", "38", "25"]
    assert says(control(body(path), KEY).getprevious()).startswith("Tabel 4. ")
    assert faults(path) == []
    assert renewed(path, sources(web=25)).content is None


def test_a_table_deleted_with_its_caption_is_got_back_by_copying_it(tmp_path: Path) -> None:
    path, alone = written(tmp_path), tmp_path / "alone.docx"
    change(path, lambda root: delete(root, KEY))
    done = renewed(path, samples.TABLES, rebuild=(KEY,))
    assert [(finding.kind, finding.why) for finding in done.findings] == [(Kind.REFUSED, "not_here")]
    assert done.needs_look
    assert any(f"cryptodrug tables STUDY {KEY} --out" in line for line in account(done, "en"))
    alone.write_bytes(excerpt(samples.release(tables=(samples.information_source(),)), front()))
    held = control(body(alone), KEY)
    change(path, lambda root: root[0].insert(0, held))
    done = renewed(path, sources(web=25))
    assert {finding.kind for finding in done.findings if finding.table == KEY} == {Kind.CHANGED}
    assert rows(body(path), KEY)[1] == ["forums op het gewone web", "38", "25"]


def test_a_table_that_the_document_never_had_is_not_rebuilt(tmp_path: Path) -> None:
    path = written(tmp_path, tables=(samples.numbers(),))
    with pytest.raises(StudyError, match=f"(?s)does not hold the table '{KEY}'.*tables STUDY {KEY} --out"):
        renewed(path, (samples.numbers(), samples.information_source()), rebuild=(KEY,))


def without_manifest(path: Path) -> None:
    held = parts(path)
    store(path, {name: data.replace(NAMESPACE.encode(), b"urn:gone") for name, data in held.items()})


def test_without_a_manifest_only_empty_cells_are_filled(tmp_path: Path) -> None:
    path = written(tmp_path)
    without_manifest(path)
    change(path, lambda root: write(row(root, KEY, "web").findall(f"{W}tc")[2], ""))
    for _ in range(2):
        done = renewed(path, sources(web=25))
        assert rows(body(path), KEY)[1] == ["forums op het gewone web", "45", "25"]
        assert [(f.kind, f.column) for f in done.findings if f.kind is Kind.UNKNOWN] == [(Kind.UNKNOWN, "%")]
    assert done.content is None
    renewed(path, sources(web=25), take_new=True)
    assert rows(body(path), KEY)[1] == ["forums op het gewone web", "38", "25"]


def test_a_document_of_nobody_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    without_manifest(path)

    def edit(root: etree._Element) -> None:
        for element in list(root[0])[:-1]:
            root[0].remove(element)

    change(path, edit)
    with pytest.raises(StudyError, match="no table or number in this document"):
        renewed(path, samples.TABLES)


def test_a_document_with_nothing_but_a_key_can_be_refreshed(tmp_path: Path) -> None:
    path = written(tmp_path, tables=(samples.information_source(),))
    without_manifest(path)

    def edit(root: etree._Element) -> None:
        for element in list(root[0])[:-1]:
            root[0].remove(element)
        root[0].insert(0, parsed("<w:p><w:r><w:t>Wel {{ info_bron.web.n }}.</w:t></w:r></w:p>")[0])

    change(path, edit)
    done = renewed(path, sources(web=25))
    assert (says(body(path)), done.findings) == ("Wel 25.", ())
    assert renewed(path, sources(web=26)).numbers == ("info_bron.web.n: 25 werd 26 (‘Wel 25.’).",)
    assert renewed(path, sources(web=26)).content is None
