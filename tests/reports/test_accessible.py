"""The built-in report for who listens to it: heads, words for pictures, heads in order, languages, no colour code."""

import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
import released
from lxml import etree
from ooxml import WP, W
from test_document import needs_office

from analysis.table import Level
from reports.figures import is_drawn
from reports.figures.canvas import contrast
from reports.languages import LANGUAGES
from reports.pages import convert
from reports.vocabulary import locale, say, tongue

BUILT_IN = released.STUDIES[0]
VAL = f"{W}val"
READABLE = 4.5
"""The contrast that WCAG 2 asks of text (AA)."""

every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def parts(language: str) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(released.document(BUILT_IN, language))) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def body(language: str) -> etree._Element:
    return etree.fromstring(parts(language)["word/document.xml"])


def said(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


@every_language
def test_heads_of_tables_are_marked_and_only_they(language: str) -> None:
    tables = list(body(language).iter(f"{W}tbl"))
    assert len(tables) > 40
    for table in tables:
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iterfind(f"{W}tr")]
        heads = sum(marked)
        assert heads in {1, 2}
        assert marked == [True] * heads + [False] * (len(marked) - heads)
        assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"  # type: ignore[union-attr]


@every_language
def test_every_table_and_figure_is_described_in_words(language: str) -> None:
    described = [each.get(VAL, "") for each in body(language).iter(f"{W}tblDescription")]
    assert len(described) == len(list(body(language).iter(f"{W}tbl")))
    pictures = [each.get("descr", "") for each in body(language).iter(f"{WP}docPr")]
    assert len(pictures) >= sum(is_drawn(table) for table in released.release(BUILT_IN).tables) > 0
    assert min(len(text.split()) for text in (*described, *pictures)) >= 5


@every_language
def test_headings_go_down_one_level_at_a_time(language: str) -> None:
    named = (style.get(VAL, "") for style in body(language).iter(f"{W}pStyle"))
    levels = [int(name.removeprefix("Heading")) for name in named if name.startswith("Heading")]
    assert levels[0] == 1
    assert len(levels) > 10
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_language
def test_the_language_is_said_once_and_another_one_where_it_is_spoken(language: str) -> None:
    styles = etree.fromstring(parts(language)["word/styles.xml"])
    assert {each.get(VAL) for each in styles.iter(f"{W}lang")} == {locale(language)}
    assert f"<dc:language>{locale(language)}</dc:language>" in parts(language)["docProps/core.xml"].decode()
    spoken = {
        (said(run), run.find(f"{W}rPr/{W}lang").get(VAL))  # type: ignore[union-attr]
        for run in body(language).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}lang") is not None
    }
    quotes = next(table for table in released.release(BUILT_IN).tables if table.kind == "quotes")
    texts = [row.cells["quote"].text for row in quotes.rows if row.level is Level.ROW and "quote" in row.cells]
    foreign = {
        (re.sub(r"[ \t\r\n]+", " ", say(text, language)), locale(tongue(text, language)))
        for text in texts
        if text is not None and tongue(text, language)
    }
    assert foreign
    assert foreign <= spoken
    assert locale(language) not in {found for _, found in spoken}


@every_language
def test_a_quotation_within_a_cell_is_marked_without_the_words_around_it(language: str) -> None:
    joint = next(table for table in released.release(BUILT_IN).tables if table.kind == "joint")
    quoted = [row.cells["quote"].text for row in joint.rows if "quote" in row.cells]
    texts = [text.values["quote"] for text in quoted if text is not None and hasattr(text, "values")]
    strange = [text for text in texts if tongue(text, language)]  # type: ignore[arg-type]
    runs = {said(run): run.find(f"{W}rPr/{W}lang") for run in body(language).iter(f"{W}r")}
    assert texts
    for text in strange:
        lang = runs[say(text, language)]  # type: ignore[arg-type]
        assert lang is not None
        assert lang.get(VAL) == locale(tongue(text, language))  # type: ignore[arg-type]
    assert strange or language == "nl"


@every_language
def test_nothing_is_told_by_colour(language: str) -> None:
    """No cell is filled, no text highlighted or coloured by hand; the colours of styles are readable on paper."""
    for tag in ("shd", "highlight", "color"):
        assert list(body(language).iter(f"{W}{tag}")) == []
    styles = etree.fromstring(parts(language)["word/styles.xml"])
    colours = {f"#{each.get(VAL)}" for each in styles.iter(f"{W}color") if each.get(VAL) != "auto"}
    assert colours
    assert {colour for colour in colours if contrast(colour, "#FFFFFF") < READABLE} == set()


@cache
def tagged(language: str, folder: Path) -> Path:
    draft = folder / "report.docx"
    draft.write_bytes(released.document(BUILT_IN, language))
    return convert(draft, folder, accessible=True)


def told(pdf: Path, *options: str) -> str:
    done = subprocess.run(["pdfinfo", *options, str(pdf)], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def objects(pdf: Path) -> Iterator[bytes]:
    """Yield what a PDF says outside its pages, packed or not."""
    content = pdf.read_bytes()
    yield content
    for found in re.finditer(rb"/ObjStm.*?stream\r?\n(.*?)endstream", content, re.DOTALL):
        yield zlib.decompress(found[1])


@needs_office
def test_the_pdf_that_libreoffice_makes_is_tagged(tmp_path: Path) -> None:
    language = "fr"
    pdf = tagged(language, tmp_path)
    about = told(pdf)
    assert re.search(r"Tagged: +yes", about)
    assert re.search(r"Title: +Acheteurs belges", about)
    kinds = re.findall(r"^ *(\w+)(?: \(\w+\))?:?$", told(pdf, "-struct"), re.MULTILINE)
    tables = list(body(language).iter(f"{W}tbl"))
    assert kinds.count("Table") == len(tables)
    heads = sum(
        len(list(row.iterfind(f"{W}tc")))
        for table in tables
        for row in table.iterfind(f"{W}tr")
        if row.find(f"{W}trPr/{W}tblHeader") is not None
    )
    assert kinds.count("TH") == heads > 0
    assert {"H1", "H2", "TR", "TD", "L", "TOC"} <= set(kinds)
    inside = b"".join(objects(pdf))
    assert b"/Lang(fr-BE)" in inside
    assert b"/Lang(nl-BE)" in inside
    pictures = len(list(body(language).iter(f"{WP}docPr")))
    assert len(re.findall(rb"/Alt ?[<(]", inside)) >= pictures
