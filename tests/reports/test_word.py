"""Tables in Word: heads that repeat, rows that hold together, alt text, nothing but named styles."""

import re
import zipfile
from dataclasses import replace

import pytest
import samples
from lxml import etree

from analysis.table import Level, Note, NoteKind
from reports.fields import Caption, caption_paragraph, list_of_tables
from reports.layout import Head, Layout, Line, aligned, lay_out
from reports.make_template import TEMPLATE
from reports.markup import NAMESPACES
from reports.rows import SHORT, TOGETHER, Rows
from reports.tongues import tongues
from reports.widths import format_for
from reports.word import Exhibit, Setting, describe, set_table
from survey.codebook import Label

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = etree.fromstring(zipfile.ZipFile(TEMPLATE).read("word/styles.xml"))


def setting(table, notes=("Basis: iedereen.",), language="nl") -> Setting:
    layout = aligned(lay_out(table, language), language)
    return Setting(Exhibit(layout, notes), Caption(table.id, 7, layout.title, language), format_for(layout))


def parsed(xml: str):
    return etree.fromstring(f"<w:body {NAMESPACES}>{xml}</w:body>")


def rows(table, **more):
    return list(parsed(set_table(setting(table, **more))).iter(f"{W}tr"))


def texts(element) -> list[str]:
    return ["".join(t.text for t in cell.iter(f"{W}t")) for cell in element.iter(f"{W}tc")]


def test_all_head_rows_repeat_and_only_those() -> None:
    found = rows(samples.crosstab())
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found] == [True, True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in found)
    assert texts(found[0]) == ["", "totaal", "man (n\u00a0=\u00a050)", "vrouw (n\u00a0=\u00a020)"]


def test_a_short_table_stays_together_with_its_notes_and_a_long_one_may_break() -> None:
    short = rows(samples.information_source())
    assert all(row.find(f".//{W}keepNext") is not None for row in short)
    assert rows(samples.information_source(), notes=())[-1].find(f".//{W}keepNext") is None
    long = [row for row in rows(samples.missingness()) if row.find(f"{W}trPr/{W}tblHeader") is None]
    assert len(long) > SHORT
    kept = [row.find(f".//{W}keepNext") is not None for row in long]
    assert kept == [True] * (TOGETHER - 1) + [False] * (len(long) - 2 * TOGETHER + 1) + [True] * TOGETHER


def test_summaries_cover_the_printed_columns() -> None:
    last = rows(samples.spending())[-1]
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in last.iter(f"{W}tc")]
    assert [None if span is None else span.get(f"{W}val") for span in spans] == [None, "3"]
    assert texts(last) == ["Gemiddelde, minstens", "€\u00a0892"]


def test_a_thin_rule_sets_totals_and_summaries_apart() -> None:
    def ruled(table) -> list[str]:
        return [texts(row)[0] for row in rows(table) if row.find(f".//{W}tcBorders/{W}top") is not None]

    assert ruled(samples.information_source()) == ["Totaal"]
    assert ruled(samples.spending()) == ["Meest gekozen klasse"]


def spacing(style: str) -> tuple[str, str]:
    """Return the white above and below a paragraph of a style, which it may have from the one it is based on."""
    found = STYLES.xpath(f"//w:style[@w:styleId='{style}']", namespaces={"w": W[1:-1]})[0]
    white = found.find(f"{W}pPr/{W}spacing")
    if white is None:
        return spacing(found.find(f"{W}basedOn").get(f"{W}val"))
    return white.get(f"{W}before"), white.get(f"{W}after")


@pytest.mark.parametrize("suffix", ["", "Dense"])
@pytest.mark.parametrize("level", list(Level))
def test_label_numbers_and_texts_of_a_row_stand_on_one_line(level: Level, suffix: str) -> None:
    heads = (Head("n", "", False, "n"), Head("wie", "", True, "who"))
    layout = Layout("t", "Titel", "Code", heads, (Line("a", "Motieven", level, ("10", "Bram")),))
    row = parsed(Rows(layout, (2000, 1000, 2000), suffix, keep_last=False).xml())[-1]
    styles = [style.get(f"{W}val") for style in row.iter(f"{W}pStyle")]
    assert len(styles) == 3
    assert len({spacing(style) for style in styles}) == 1


def test_heads_are_turned_where_they_would_take_too_much_room() -> None:
    turned = rows(samples.missingness())[0]
    assert [e.get(f"{W}val") for e in turned.iter(f"{W}textDirection")] == ["btLr"] * 12
    assert int(turned.find(f"{W}trPr/{W}trHeight").get(f"{W}val")) > 1000
    assert not [row for row in rows(samples.battery()) if row.find(f".//{W}textDirection") is not None]


def test_alt_text_names_rows_and_columns_and_no_number() -> None:
    text = describe(setting(samples.information_source()).layout, "nl")
    assert text == (
        "Eerste informatiebron over cryptomarkten. Tabel met 6 rijen en 2 kolommen. Rijen: forums op het gewone web, "
        "massamedia, forums op het dark web, sociale media, vrienden buiten het internet, Totaal. Kolommen: %, n."
    )
    assert "…, Vraag 45" in describe(setting(samples.missingness()).layout, "nl")
    properties = parsed(set_table(setting(samples.information_source()))).find(f".//{W}tblPr")
    assert properties.find(f"{W}tblDescription").get(f"{W}val") == text
    assert properties.find(f"{W}tblCaption").get(f"{W}val") == "Tabel 7. Eerste informatiebron over cryptomarkten"


@pytest.mark.parametrize("table", samples.TABLES, ids=lambda table: table.id)
def test_code_names_styles_and_sets_no_fonts(table) -> None:
    xml = set_table(setting(table))
    assert re.findall(r"<w:(rFonts|sz|szCs|b|i|color|jc w:val=\"(?:center|right)\")\b", xml) == []


def test_hostile_text_stays_text() -> None:
    nasty = replace(samples.information_source(), title=samples.label('</w:t> & "x"\x00\x0b\ud800 ]]>'))
    root = parsed(set_table(setting(nasty)))
    assert '</w:t> & "x" ]]>' in "".join(t.text for t in root.iter(f"{W}t"))


def test_a_caption_counts_itself_and_is_bookmarked() -> None:
    caption = Caption("info_bron", 3, "Informatiebron", "nl")
    assert caption.text == "Tabel 3. Informatiebron"
    assert re.fullmatch(r"_Ref\d{9}", caption.bookmark)
    root = parsed(caption_paragraph(caption))
    assert "".join(t.text for t in root.iter(f"{W}t")) == caption.text
    assert [i.text for i in root.iter(f"{W}instrText")] == [" SEQ Tabel \\* ARABIC "]
    marked = etree.tostring(root).decode().partition("bookmarkStart")[2].partition("bookmarkEnd")[0]
    assert "Tabel " in marked
    assert "Informatiebron" not in marked


def test_words_of_a_note_in_another_language_say_which() -> None:
    table = replace(samples.profile(), notes=(Note(NoteKind.REMARK, Label({"de": "Nur Männer."})),))
    lines = ("Basis: iedereen.", "Nur Männer.", "Zo ook Nur Männer. Nurse.")
    exhibit = replace(setting(table, lines).exhibit, tongues=tongues(table, "nl"))
    xml = set_table(replace(setting(table, lines), exhibit=exhibit))
    assert re.findall(r'<w:lang w:val="(\w+)"/></w:rPr><w:t[^>]*>([^<]*)<', xml) == [("de", "Nur Männer.")] * 2
    assert set_table(setting(table, lines)).count("<w:lang") == 0


def test_bookmarks_follow_the_key_and_not_the_number_or_language() -> None:
    first, second = Caption("a", 1, "x", "nl"), Caption("a", 9, "y", "fr")
    assert first.bookmark == second.bookmark != Caption("b", 1, "x", "nl").bookmark


def test_the_list_of_tables_gives_pages_only_where_they_are_known() -> None:
    captions = [Caption("a", 1, "Eén", "nl"), Caption("b", 2, "Twee", "nl")]
    bare, paged = list_of_tables(captions), list_of_tables(captions, {"a": 4, "b": 12})
    assert "PAGEREF" not in bare
    assert "<w:tab/>" not in bare
    assert 'TOC \\h \\z \\c "Tabel"' in bare
    shown = ["".join(t.text for t in p.iter(f"{W}t")) for p in parsed(paged).iter(f"{W}p")]
    assert shown == ["Tabel 1. Eén4", "Tabel 2. Twee12", ""]
    assert list_of_tables(captions, {"a": 4}).count("PAGEREF") == 1
    assert list_of_tables([]) == ""
