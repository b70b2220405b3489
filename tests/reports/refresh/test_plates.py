"""Figures renewed where they stand: ours follow the numbers, an author's own stay, nothing old is left in the file."""

import io
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from analysis.drawing import CHART
from analysis.table import Base, Cell, Column, Row, Table, Term, Unit
from reports.anchors import Anchor, bookmark
from reports.document import report
from reports.manifest import Printed, read_manifest
from reports.refresh import Draft, Kind, Refreshed, open_package
from reports.refresh.account import account
from tests.reports import samples
from tests.reports.ooxml import faults
from tests.reports.refresh.authors import BODY, WHEN, body, change, front, parsed, parts, renewed, says, store
from tests.reports.refresh.test_torture import by_office

OFFICE = shutil.which("soffice")
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
SECRET, SHOWN = 61, "62"
"""A count that becomes hidden, and the percentage it prints."""
COLUMNS = {
    "battery": "a b c d e",
    "multiresponse": "percent",
    "missingness": "asked answered break_off no_answer",
}


def toy(kind: str, figure: str, rows: int) -> Table:
    """Return a table of a kind, as it asks for a figure."""
    unit = Unit.COUNT if kind == "missingness" else Unit.PERCENT
    columns = tuple(Column(key, samples.label(f"kolom {key}"), unit) for key in COLUMNS[kind].split())
    made = tuple(
        Row(f"r{at}", samples.label(f"rij {at}"), "b", {c.key: share(7 + at % 5 + n) for n, c in enumerate(columns)})
        for at in range(rows)
    )
    base = Base("b", Term("base.valid"), 99, {})
    title = samples.label(f"Tabel van {kind}")
    return Table(kind, kind, title, samples.EVERYONE, (base,), columns, made, (samples.SYNTHETIC,), figure=figure)


def share(count: int) -> Cell:
    return Cell(Fraction(100 * count, 99), count)


def hidden(table: Table, at: int) -> Table:
    """Return the table with a row hidden as disclosure control hides it."""
    row = table.rows[at]
    blank = replace(row, cells={key: Cell(hidden=True) for key in row.cells})
    return replace(table, rows=(*table.rows[:at], blank, *table.rows[at + 1 :]))


PICTURE = toy("battery", "likert", 3)
BARS = toy("multiresponse", CHART, 3)
OWN = b"\x89PNG a picture of somebody's own"


def with_number(table: Table, number: int, column: str, place: int = 0) -> Table:
    """Return a table with another number in one cell."""
    row = table.rows[place]
    cells = {**row.cells, column: replace(row.cells[column], value=Fraction(100 * number, 99), count=number)}
    return replace(table, rows=(*table.rows[:place], replace(row, cells=cells), *table.rows[place + 1 :]))


OTHER_PICTURE, OTHER_BARS = with_number(PICTURE, 88, "b"), with_number(BARS, 88, "percent")


def written(folder: Path, *tables: Table) -> Path:
    path = folder / "thesis.docx"
    path.write_bytes(report(samples.release(tables=tables), front()))
    return path


def drawings(path: Path) -> list[etree._Element]:
    return list(body(path).iter("{*}docPr"))


def leads(path: Path) -> dict[str, str]:
    return {str(e.get("Id")): f"word/{e.get('Target')}" for e in etree.fromstring(parts(path)[RELATIONS])}


def shown(path: Path, tag: str, key: str = "embed") -> list[bytes]:
    """Return the content of every part that elements of this name point at."""
    held, to = parts(path), leads(path)
    return [held[to[str(e.get(f"{R}{key}"))]] for e in body(path).iter(tag)]


def kinds(done: Refreshed, key: str) -> list[tuple[Kind, str]]:
    return [(f.kind, f.why) for f in done.findings if f.table == f"figure.{key}"]


def files(path: Path) -> set[str]:
    return {name for name in parts(path) if name.startswith(("word/media", "word/charts", "word/embeddings"))}


def alone(path: Path, *tables: Table) -> None:
    """Check that a document shows the figures of a fresh report and holds no file beside them, and no fault."""
    fresh = written(path.parent / "fresh", *tables)
    assert {parts(path)[name] for name in files(path)} == {parts(fresh)[name] for name in files(fresh)}
    assert faults(path) == []


@pytest.fixture(autouse=True)
def _fresh_folder(tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()


def edit_part(path: Path, name: str, edit: Callable[[bytes], bytes]) -> None:
    held = parts(path)
    store(path, {**held, name: edit(held[name])})


def test_pictures_and_charts_follow_the_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE, BARS)
    before, said = parts(path), [e.get("descr") for e in drawings(path)]
    done = renewed(path, (OTHER_PICTURE, OTHER_BARS))
    assert kinds(done, "battery") == [(Kind.REDRAWN, ""), (Kind.CHANGED, "")]
    assert kinds(done, "multiresponse") == [(Kind.REDRAWN, ""), (Kind.CHANGED, "")]
    assert not done.needs_look
    alone(path, OTHER_PICTURE, OTHER_BARS)
    fresh = tmp_path / "fresh" / "thesis.docx"
    told = [e.get("descr") for e in drawings(path)]
    assert told == [e.get("descr") for e in drawings(fresh)]
    assert not set(told) & set(said)
    for tag, key in (("{*}blip", "embed"), (f"{SVG}svgBlip", "embed"), (f"{C}chart", "id")):
        assert shown(path, tag, key) == shown(fresh, tag, key) != []
    sizes = [dict(e.attrib) for e in body(path).iter("{*}extent", "{*}ext") if e.get("cx")]
    assert sizes == [dict(e.attrib) for e in body(fresh).iter("{*}extent", "{*}ext") if e.get("cx")]
    touched = {name for name, data in parts(path).items() if before.get(name, data) != data}
    assert touched == {BODY, RELATIONS, TYPES, "customXml/item1.xml"}
    once = path.read_bytes()
    assert renewed(path, (OTHER_PICTURE, OTHER_BARS)).content is None
    assert path.read_bytes() == once


def test_the_workbook_of_a_chart_is_renewed_with_it(tmp_path: Path) -> None:
    path = written(tmp_path, BARS)
    renewed(path, (OTHER_BARS,))
    (book,) = (data for name, data in parts(path).items() if name.endswith(".xlsx"))
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    assert 89 in [row[1] for row in sheet.iter_rows(values_only=True)]


def test_what_did_not_change_is_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, PICTURE, BARS)
    before = path.read_bytes()
    monkeypatch.setattr("reports.plate.pictures", lambda *_: pytest.fail("drawn"))
    assert renewed(path, (PICTURE, OTHER_BARS)).content is not None
    path.write_bytes(before)
    assert renewed(path, (PICTURE, BARS)).content is None
    assert path.read_bytes() == before


def own_picture(path: Path) -> None:
    """Let an author put a picture of his own where ours is."""
    held, to = parts(path), leads(path)
    root = etree.fromstring(held[BODY])
    blip = next(root.iter("{*}blip"))
    name = to[str(blip.get(f"{R}embed"))]
    for child in list(blip):
        blip.remove(child)
    store(path, {**held, name: OWN, BODY: etree.tostring(root)})


def test_an_authors_own_picture_stays_until_the_new_one_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, PICTURE)
    own_picture(path)
    said = drawings(path)[0].get("descr")
    assert kinds(renewed(path, (PICTURE,)), "battery") == [(Kind.KEPT, "picture_kept")]
    done = renewed(path, (OTHER_PICTURE,))
    assert kinds(done, "battery") == [(Kind.CONFLICT, "picture_conflict")]
    assert done.needs_look
    assert shown(path, "{*}blip") == [OWN]
    assert drawings(path)[0].get("descr") == said
    once = path.read_bytes()
    with monkeypatch.context() as undrawn:
        undrawn.setattr("reports.plate.pictures", lambda *_: pytest.fail("drawn"))
        assert kinds(renewed(path, (OTHER_PICTURE,)), "battery") == [(Kind.CONFLICT, "picture_conflict")]
    assert path.read_bytes() == once
    newest = with_number(PICTURE, 77, "b")
    renewed(path, (newest,), take_new=True)
    assert shown(path, "{*}blip") == shown(written(tmp_path / "fresh", newest), "{*}blip")


def test_what_is_last_printed_nowhere_is_only_told(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)
    manifest = read_manifest(parts(path))
    assert manifest is not None
    edit_part(path, "customXml/item1.xml", lambda data: data.replace(b'"figures":', b'"figures":{},"x":'))
    edit_part(path, "customXml/item1.xml", lambda data: _without(data, "x"))
    before = shown(path, "{*}blip")
    assert (Kind.UNKNOWN, "picture_unknown") in kinds(renewed(path, (OTHER_PICTURE,)), "battery")
    assert shown(path, "{*}blip") == before
    assert kinds(renewed(path, (PICTURE,)), "battery") == []


def _without(data: bytes, key: str) -> bytes:
    import json

    root = etree.fromstring(data)
    held = json.loads(str(root.text))
    held.pop(key)
    root.text = json.dumps(held)
    return etree.tostring(root)


def test_a_deleted_picture_is_not_put_back(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)

    def delete(root: etree._Element) -> None:
        gone = next(next(root.iter("{*}drawing")).iterancestors("{*}p"))
        gone.getparent().remove(gone)

    change(path, delete)
    done = renewed(path, (OTHER_PICTURE,))
    assert kinds(done, "battery") == [(Kind.ABSENT, "picture_gone")]
    assert drawings(path) == []


def test_the_width_and_format_that_an_author_chose_stay(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE, BARS)

    def edit(root: etree._Element) -> None:
        for extent in root.iter("{*}extent"):
            extent.set("cx", str(int(extent.get("cx")) // 2))
            extent.set("cy", str(int(extent.get("cy")) // 2))
        next(root.iter("{*}blipFill")).find("{*}blip").addnext(
            parsed('<a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" l="10000" t="20000"/>')[
                0
            ]
        )

    change(path, edit)
    wide = [e.get("cx") for e in body(path).iter("{*}extent")]
    longer = replace(PICTURE, rows=(*PICTURE.rows, replace(PICTURE.rows[0], key="extra")))
    more = replace(BARS, rows=(*BARS.rows, replace(BARS.rows[0], key="extra")))
    renewed(path, (longer, more))
    assert [e.get("cx") for e in body(path).iter("{*}extent")] == wide
    high = [int(e.get("cy")) for e in body(path).iter("{*}extent")]
    fresh = written(tmp_path / "fresh", longer, more)
    extents = [(int(e.get("cx")), int(e.get("cy"))) for e in body(fresh).iter("{*}extent")]
    x, y = extents[0]
    assert high[0] == pytest.approx(int(str(wide[0])) * (y * 0.8) / (x * 0.9), abs=2)
    assert high[1] == pytest.approx(extents[1][1] / 2, abs=2)
    assert next(body(path).iter("{*}srcRect")).get("l") == "10000"
    assert faults(path) == []


def test_an_edited_chart_keeps_its_form_and_gets_the_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, BARS)
    (name,) = (name for name in parts(path) if name.startswith("word/charts/chart"))
    edit_part(path, name, lambda data: data.replace(b"1F4E79", b"C00000"))
    done = renewed(path, (OTHER_BARS,))
    assert kinds(done, "multiresponse")[0] == (Kind.REDRAWN, "")
    (chart,) = shown(path, f"{C}chart", "id")
    assert b"C00000" in chart
    assert "89" in [e.text for e in etree.fromstring(chart).iterfind(f".//{C}val//{C}v")]
    assert len([each for each in parts(path) if each.endswith(".xlsx")]) == 1
    assert faults(path) == []
    once = path.read_bytes()
    assert renewed(path, (OTHER_BARS,)).content is None
    assert path.read_bytes() == once


def test_numbers_that_an_author_typed_into_a_chart_stay(tmp_path: Path) -> None:
    path = written(tmp_path, BARS)
    (name,) = (name for name in parts(path) if name.startswith("word/charts/chart"))
    root = etree.fromstring(parts(path)[name])
    next(root.iterfind(f".//{C}val//{C}v")).text = "50"
    edit_part(path, name, lambda data: etree.tostring(root))
    assert kinds(renewed(path, (OTHER_BARS,)), "multiresponse") == [(Kind.CONFLICT, "picture_conflict")]
    assert shown(path, f"{C}chart", "id") == [etree.tostring(root)]


def test_a_chart_that_hides_becomes_a_picture(tmp_path: Path) -> None:
    stacked = toy("battery", CHART, 3)
    path = written(tmp_path, stacked)
    secret = hidden(stacked, 1)
    renewed(path, (secret,))
    alone(path, secret)
    assert next(body(path).iter(f"{C}chart"), None) is None
    renewed(path, (stacked,))
    alone(path, stacked)


def test_an_authors_text_for_who_cannot_see_stays(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)
    change(path, lambda root: next(root.iter("{*}docPr")).set("descr", "Mijn beschrijving"))
    done = renewed(path, (OTHER_PICTURE,))
    assert kinds(done, "battery") == [(Kind.REDRAWN, ""), (Kind.CONFLICT, "")]
    assert drawings(path)[0].get("descr") == "Mijn beschrijving"
    once = path.read_bytes()
    assert kinds(renewed(path, (OTHER_PICTURE,)), "battery") == [(Kind.CONFLICT, "")]
    assert path.read_bytes() == once
    change(path, lambda root: next(root.iter("{*}docPr")).attrib.pop("descr"))
    renewed(path, (OTHER_PICTURE,))
    assert "89" in str(drawings(path)[0].get("descr"))


def test_the_note_and_the_caption_are_merged(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)
    other = replace(OTHER_PICTURE, bases=(replace(PICTURE.bases[0], n=98, outside=1),), title=samples.label("Nieuw"))
    renewed(path, (other,))
    root = body(path)
    start = next(e for e in root.iter("{*}bookmarkStart") if str(e.get(f"{W}name")) == NOTE)
    fresh = body(written(tmp_path / "fresh", other))
    note = next(start.iterancestors("{*}p"))
    same = next(e for e in fresh.iter("{*}bookmarkStart") if str(e.get(f"{W}name")) == NOTE)
    assert says(note) == says(next(same.iterancestors("{*}p")))
    assert "98" in says(note)
    assert any(says(p) == "Figuur 1. Nieuw" for p in root.iter("{*}p"))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTE = bookmark(Anchor.NOTE, "figure.battery", "0")


def test_a_note_says_where_its_table_stands_by_now(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)

    def renumber(root: etree._Element) -> None:
        for text in root.iter(f"{W}t"):
            if text.text == "1" and "Tabel" in says(text.getparent().getparent()):
                text.text = "7"

    change(path, renumber)
    renewed(path, (PICTURE,))
    note = next(e for e in body(path).iter("{*}bookmarkStart") if str(e.get(f"{W}name")) == NOTE)
    assert says(next(note.iterancestors("{*}p"))).endswith("Tabel 7.")


def test_a_figure_of_other_parts_is_renewed_as_far_as_it_goes(tmp_path: Path) -> None:
    long, longer = toy("missingness", "map", 40), toy("missingness", "map", 120)
    path = written(tmp_path, longer)
    several = len(drawings(path))
    assert several > 1
    done = renewed(path, (long,))
    fresh = shown(written(tmp_path / "fresh", long), "{*}blip")
    assert shown(path, "{*}blip")[: len(fresh)] == fresh
    assert kinds(done, "missingness").count((Kind.REDRAWN, "picture_fewer")) == several - len(fresh)
    assert len(drawings(path)) == len(fresh)
    alone(path, long)
    assert renewed(path, (long,)).content is None
    path = written(tmp_path, long)
    done = renewed(path, (longer,))
    assert kinds(done, "missingness").count((Kind.REFUSED, "picture_more")) == several - len(fresh)
    again = renewed(path, (longer,))
    assert again.content is None
    assert kinds(again, "missingness").count((Kind.REFUSED, "picture_more")) == several - len(fresh)


def test_what_is_hidden_by_now_is_nowhere_in_the_file(tmp_path: Path) -> None:
    told = [with_number(PICTURE, SECRET, "b", 1), with_number(BARS, SECRET, "percent", 1)]
    path = written(tmp_path, *told)
    assert any(SHOWN in text for text in texts(path))
    secret = [hidden(table, 1) for table in told]
    renewed(path, tuple(secret))
    assert [text for text in texts(path) if SHOWN in text] == []
    alone(path, *secret)


def texts(path: Path) -> list[str]:
    """Return everything in a file that can be read: texts, attributes, what was printed, numbers in workbooks."""
    found = []
    for name, data in parts(path).items():
        if name.endswith(".xlsx"):
            sheet = load_workbook(io.BytesIO(data)).active
            found += [str(value) for row in (sheet.iter_rows(values_only=True) if sheet else ()) for value in row]
        elif name.startswith(("word/document", "word/charts", "customXml")):
            root = etree.fromstring(data)
            said = (str(value) for e in root.iter() for key, value in e.attrib.items() if key in ("descr", "title"))
            found += [*(text for text in root.itertext() if not text.startswith("{")), *said]
            found += [str(value) for text in root.itertext() if text.startswith("{") for value in printed(text)]
    return found


def printed(text: str) -> list[str]:
    """Return what a manifest says in words: titles, cells, notes, texts of pictures; digests are none."""
    held = Printed.model_validate_json(text)
    said = [cell for table in held.tables.values() for row in table.rows.values() for cell in row.cells]
    said += [note for table in held.tables.values() for note in (*table.notes, table.alt)]
    return said + [each.alt for figure in held.figures.values() for each in figure.pictures]


def test_tracked_changes_do_not_hold_pictures_and_it_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)
    done = renewed(path, (OTHER_PICTURE,), revised=WHEN)
    assert (Kind.REDRAWN, "redrawn") in kinds(done, "battery")
    assert any("Word kan dat niet" in line for line in account(done, "nl"))
    alone(path, OTHER_PICTURE)
    assert renewed(path, (OTHER_PICTURE,), revised=WHEN).content is None


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_reason_has_its_words(tmp_path: Path, language: str) -> None:
    path = written(tmp_path, PICTURE, BARS)
    own_picture(path)
    done = renewed(path, (OTHER_PICTURE,))
    assert all("{" not in line for line in account(done, language))
    assert {why for _, why in kinds(done, "battery") + kinds(done, "multiresponse")} == {
        "picture_conflict",
        "withdrawn_dropped",
        "",
    }


@pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed here")
def test_the_same_after_libreoffice(tmp_path: Path) -> None:
    path = by_office(written(tmp_path, PICTURE, BARS), tmp_path / "office")
    done = renewed(path, (PICTURE, BARS))
    assert (Kind.ANCHORED, "") in kinds(done, "multiresponse")
    assert [e.get("name") for e in drawings(path)] == ["figure:battery", "figure:multiresponse"]
    assert all(e.get("descr") for e in drawings(path))
    fresh = written(tmp_path / "fresh", PICTURE, BARS)
    assert shown(path, f"{SVG}svgBlip") == shown(fresh, f"{SVG}svgBlip") != []
    once = path.read_bytes()
    assert renewed(path, (PICTURE, BARS)).content is None
    assert path.read_bytes() == once
    renewed(path, (OTHER_PICTURE, OTHER_BARS))
    fresh = written(tmp_path / "fresh", OTHER_PICTURE, OTHER_BARS)
    assert shown(path, "{*}blip") == shown(fresh, "{*}blip")
    (chart,) = shown(path, f"{C}chart", "id")
    values = [e.text for e in etree.fromstring(chart).iterfind(f".//{C}val//{C}v")]
    (wanted,) = shown(fresh, f"{C}chart", "id")
    assert values == [e.text for e in etree.fromstring(wanted).iterfind(f".//{C}val//{C}v")]
    assert len([name for name in files(path) if "media" in name]) == 2
    assert len([name for name in files(path) if name.endswith(".xlsx")]) == 1
    assert not [fault for fault in faults(path) if "relation" in fault]
    manifest = Draft(open_package(path)).base
    assert manifest is not None
    assert set(manifest.figures) == {"battery", "multiresponse"}
