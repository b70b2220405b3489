"""Project folders of QualCoder, made here in its layout: texts, codes under categories, codings, and what is lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.interviews.incoming import Incoming, LossKind
from survey.interviews.read import qualcoder, sqlite

LAYOUT = {
    "project": "databaseversion text, date text, memo text, about text, codername text",
    "source": "id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text",
    "code_cat": "catid integer primary key, name text, owner text, date text, memo text, supercatid integer",
    "code_name": "cid integer primary key, name text, memo text, catid integer, owner text, date text, color text",
    "code_text": "ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,"
    " owner text, date text, memo text, avid integer, important integer",
    "code_image": "imid integer primary key, id integer, cid integer, memo text",
    "code_av": "avid integer primary key, id integer, cid integer, memo text",
    "annotation": "anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text",
    "journal": "jid integer primary key, name text, jentry text",
    "cases": "caseid integer primary key, name text, memo text",
    "attribute_type": "name text primary key, memo text, caseOrFile text, valuetype text",
    "attribute": "attrid integer primary key, name text, attr_type text, value text, id integer",
}
TEXT = "I: hoe?\r\n\r\nR: 🙂 te duur, e\u0301cht"
WHEN = "2026-03-01 10:00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "kopers.qda"
    (made / "documents").mkdir(parents=True)
    with closing(sqlite3.connect(made / "data.qda")) as base, base:
        for table, columns in LAYOUT.items():
            base.execute(f"CREATE TABLE {table} ({columns})")
        put(base, "project", "v8", WHEN, "over het project", "QualCoder", "An")
        put(base, "source", 1, "K01.docx", TEXT, "/docs/K01.docx", "", "An", WHEN)
        put(base, "source", 2, "foto.png", None, "/images/foto.png", "een memo", "An", WHEN)
        put(base, "source", 3, "weg", None, None, "", "An", WHEN)
        put(base, "code_cat", 1, "Motief", "An", WHEN, "waarom", None)
        put(base, "code_cat", 2, "Kost", "An", WHEN, "", 1)
        put(base, "code_name", 1, "prijs", "te duur vinden", 2, "An", WHEN, "#F44336")
        put(base, "code_name", 2, "los", None, None, "An", WHEN, "rood")
    return made


def put(base: sqlite3.Connection, table: str, *values: object) -> None:
    base.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "data.qda")) as base, base:
        for statement in statements:
            base.execute(statement)


def code(folder: Path, words: str, start: int, end: int, cid: int = 1, fid: int = 1, **facts: object) -> None:
    with closing(sqlite3.connect(folder / "data.qda")) as base, base:
        said = {"owner": "An", "date": WHEN, "memo": "", "important": None, **facts}
        row = (None, cid, fid, words, start, end, said["owner"], said["date"], said["memo"], None, said["important"])
        put(base, "code_text", *row)


def losses(incoming: Incoming) -> dict[tuple[LossKind, str], int]:
    return {(loss.kind, loss.subject): loss.count for loss in incoming.losses}


def test_texts_codes_and_codings_are_read(folder: Path) -> None:
    start = TEXT.index("te duur")
    code(folder, "te duur", start, start + 7, memo="zegt ze\nzelf")
    incoming = qualcoder.read(folder)
    (text,) = incoming.texts
    assert (incoming.source, incoming.format, incoming.coded) == ("kopers.qda", "qualcoder", True)
    assert (text.name, text.text) == ("K01", "I: hoe?\n\nR: 🙂 te duur, écht")
    assert [each.path for each in incoming.codes] == [
        ("Motief",),
        ("los",),
        ("Motief", "Kost"),
        ("Motief", "Kost", "prijs"),
    ]
    assert (incoming.codes[-1].description, incoming.codes[-1].color) == ("te duur vinden", "#F44336")
    (made,) = incoming.codings
    assert text.text[made.start : made.end] == "te duur"
    assert (made.code, made.coder, made.memo) == (("Motief", "Kost", "prijs"), "An", "zegt ze\nzelf")
    assert made.time == "2026-03-01T10:00:00"


def test_places_behind_an_emoji_that_count_it_twice_are_found_by_their_words(folder: Path) -> None:
    start = TEXT.index("te duur") + 1
    code(folder, "te duur", start, start + 7)
    incoming = qualcoder.read(folder)
    (made,) = incoming.codings
    assert incoming.texts[0].text[made.start : made.end] == "te duur"


def test_a_letter_and_its_accent_are_one_afterwards(folder: Path) -> None:
    start = TEXT.index("e\u0301")
    code(folder, "e\u0301cht", start, len(TEXT))
    incoming = qualcoder.read(folder)
    (made,) = incoming.codings
    assert incoming.texts[0].text[made.start : made.end] == "écht"


@pytest.mark.parametrize(("start", "end"), [(0, 7), (5, 5), (7, 3), (-3, 4), (0, 10_000)])
def test_a_coding_that_is_not_on_its_words_is_lost(start: int, end: int, folder: Path) -> None:
    code(folder, "te duur", start, end)
    incoming = qualcoder.read(folder)
    assert incoming.codings == ()
    assert losses(incoming)[LossKind.SPAN_OUTSIDE, "K01"] == 1


def test_what_names_no_text_code_or_time_is_counted(folder: Path) -> None:
    code(folder, "hoe", 3, 6, cid=9)
    code(folder, "hoe", 3, 6, fid=2)
    code(folder, "hoe", 3, 6, date="ooit", important=1)
    found = losses(qualcoder.read(folder))
    assert found[LossKind.NO_CODE, "code_text"] == 1
    assert found[LossKind.TEXT_MISSING, "code_text"] == 1
    assert found[LossKind.DATE, "code_text"] == 1
    assert found[LossKind.OTHER, "code_text, important"] == 1


def test_everything_else_is_counted(folder: Path) -> None:
    change(
        folder,
        "INSERT INTO code_image VALUES (1, 2, 1, '')",
        "INSERT INTO code_av VALUES (1, 2, 1, '')",
        "INSERT INTO annotation VALUES (1, 1, 0, 3, 'kijk')",
        "INSERT INTO journal VALUES (1, 'dagboek', 'vandaag'), (2, 'meer', '')",
        "INSERT INTO cases VALUES (1, 'An', '')",
        "INSERT INTO attribute VALUES (1, 'stad', 'case', 'Gent', 1), (2, 'taal', 'file', 'nl', 1)",
        "INSERT INTO attribute VALUES (3, 'leeg', 'file', '', 1)",
    )
    incoming = qualcoder.read(folder)
    assert incoming.texts[0].attributes == {"taal": "nl"}
    assert losses(incoming) == {
        (LossKind.NOT_TEXT, "foto.png"): 1,
        (LossKind.NOT_TEXT, "code_image"): 1,
        (LossKind.NOT_TEXT, "code_av"): 1,
        (LossKind.TEXT_MISSING, "weg"): 1,
        (LossKind.MEMO, "annotation"): 1,
        (LossKind.MEMO, "journal"): 2,
        (LossKind.MEMO, "source"): 1,
        (LossKind.MEMO, "project"): 1,
        (LossKind.CASE, "cases"): 1,
        (LossKind.VARIABLE, "attribute, case"): 1,
        (LossKind.COLOR, "code_name"): 1,
    }


def test_a_ring_of_categories_ends(folder: Path) -> None:
    change(folder, "UPDATE code_cat SET supercatid = 2 WHERE catid = 1")
    assert ("Motief", "Kost", "prijs") in {each.path for each in qualcoder.read(folder).codes}


def test_an_older_project_without_tables_that_are_not_needed_is_read(folder: Path) -> None:
    change(folder, "DROP TABLE journal", "DROP TABLE attribute", "ALTER TABLE code_text DROP COLUMN important")
    code_text = "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner) VALUES (2, 1, 'hoe', 3, 6, 'Bo')"
    change(folder, code_text)
    assert [each.code for each in qualcoder.read(folder).codings] == [("los",)]


def test_folder_and_file_are_recognised_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert qualcoder.recognise(folder)
    assert qualcoder.recognise(folder / "data.qda")
    assert qualcoder.read(folder) == qualcoder.read(folder / "data.qda")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    (tmp_path / "leeg.qda").mkdir()
    (tmp_path / "tekst.qda").write_text("SQLite", encoding="utf-8")
    for other in ("leeg.qda", "tekst.qda", "weg.qda"):
        assert not qualcoder.recognise(tmp_path / other)


def cut(folder: Path) -> None:
    file = folder / "data.qda"
    file.write_bytes(file.read_bytes()[:5000])


def scrambled(folder: Path) -> None:
    file = folder / "data.qda"
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * 20_000)


def a_view(folder: Path) -> None:
    change(folder, "DROP TABLE code_text", "CREATE VIEW code_text AS SELECT * FROM source")


def a_computed_column(folder: Path) -> None:
    change(folder, "ALTER TABLE code_name ADD COLUMN bomb AS (hex(zeroblob(100000000)))")


def another_layout(folder: Path) -> None:
    change(folder, "ALTER TABLE code_text DROP COLUMN pos0")


def not_closed(folder: Path) -> None:
    (folder / "data.qda-wal").write_bytes(b"x")


def a_huge_cell(folder: Path) -> None:
    change(folder, f"UPDATE source SET fulltext = hex(zeroblob({sqlite.CELL_BYTES})) WHERE id = 1")  # noqa: S608


def letters_of_no_code(folder: Path) -> None:
    change(folder, "UPDATE source SET fulltext = CAST(x'ff61' AS TEXT) WHERE id = 1")


@pytest.mark.parametrize(
    "spoil",
    [cut, scrambled, a_view, a_computed_column, another_layout, not_closed, a_huge_cell, letters_of_no_code],
)
def test_a_file_that_is_broken_or_unsafe_is_refused(spoil: Callable[[Path], None], folder: Path) -> None:
    spoil(folder)
    with pytest.raises(StudyError):
        qualcoder.read(folder)


def test_views_and_triggers_elsewhere_do_nothing(folder: Path) -> None:
    change(
        folder,
        "CREATE VIEW shown AS SELECT * FROM code_text",
        "CREATE TRIGGER once AFTER INSERT ON journal BEGIN DELETE FROM source; END",
    )
    assert len(qualcoder.read(folder).texts) == 1


def test_a_file_that_makes_us_work_without_end_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "STEPS", 20_000)
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    change(folder, f"INSERT INTO journal (name) {many} SELECT i FROM n")  # noqa: S608
    with pytest.raises(StudyError, match="broken, or unsafe"):
        qualcoder.read(folder)


def test_a_file_that_is_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BYTES", 1000)
    with pytest.raises(StudyError, match="far larger"):
        qualcoder.read(folder)


def test_a_table_with_too_many_rows_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "ROWS", 2)
    with pytest.raises(StudyError, match="more than 2 rows"):
        qualcoder.read(folder)


def test_no_message_repeats_what_somebody_said(folder: Path) -> None:
    change(folder, "UPDATE source SET fulltext = CAST(x'6765686569 6dff' AS TEXT)".replace(" 6d", "6d"))
    with pytest.raises(StudyError) as caught:
        qualcoder.read(folder)
    assert "geheim" not in str(caught.value)
