"""The web page: sound, complete, alone in the world, and with the numbers of the JSON."""

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import released
import samples
from lxml import etree

from analysis.disclosure import Audience, Release
from analysis.table import Cell, Level, Note, NoteKind, Table
from reports.chapters import chapters
from reports.front import Front
from reports.html import excerpt, fragment, page
from reports.languages import LANGUAGES
from reports.notes import note_lines, remarks
from reports.vocabulary import word
from survey.codebook import Label
from survey.survey import Action, Step
from survey.write.seals import is_ours

SECRET = 7_777_777
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
HARMFUL = "<script>alert('x')</script> & \"quoted\" ]]> \x07"
each_study = pytest.mark.parametrize("folder", released.STUDIES, ids=lambda folder: folder.name)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def front(language: str = "nl", **more: Any) -> Front:
    title = samples.label("Belgische kopers", "Acheteurs belges", "Belgian buyers")
    return Front(**{"title": title, "language": language, "n": samples.N, "sources": samples.EXPORTS, **more})


def parsed(html: bytes) -> Any:
    """Return the page as XML: any fault in its nesting or escaping is an error."""
    assert html.startswith(b"<!DOCTYPE html>\n")
    return etree.fromstring(html.removeprefix(b"<!DOCTYPE html>\n"), PARSER)


@cache
def whole(folder: Path, language: str) -> bytes:
    """Return the page of a study, made once."""
    return page(released.release(folder), released.front(folder, language))


def said(element: Any) -> str:
    """Return the text of an element, without what only lines digits up."""
    return "".join(element.itertext()).replace("\u2007", "").strip().rstrip("\u00a0")


def check(root: Any) -> None:
    """Hold a page against what HTML and its readers need."""
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    links = [element.get("href") for element in root.iter("a")]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(root.find(f".//*[@id='{element.get('aria-labelledby')}']") is not None for element in root.iter("nav"))
    levels = [int(element.tag[1]) for element in root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(following - level <= 1 for level, following in pairwise(levels))
    assert list(root.iter("script", "link", "iframe", "object")) == []
    assert all(image.get("src").startswith("data:image/svg+xml;base64,") for image in root.iter("img"))
    assert all(image.get("alt").strip() for image in root.iter("img"))
    assert [name for element in root.iter() for name in element.attrib if name.startswith("on")] == []
    styles = "".join(style.text for style in root.iter("style"))
    assert re.search(r"url\(|@import|</", styles) is None


def check_tables(root: Any) -> None:
    for table in root.iter("table"):
        assert said(table.find("caption"))
        assert {head.get("scope") for head in table.iter("th")} <= {"col", "row", "colgroup", "rowgroup"}
        columns = sum(int(cell.get("colspan", 1)) for cell in table.find("thead")[-1])
        for row in [*table.find("thead"), *(row for body in table.iter("tbody") for row in body)]:
            assert sum(int(cell.get("colspan", 1)) for cell in row) == columns
        for body in table.iter("tbody"):
            assert all(row[0].tag == "th" for row in body)


@each_language
@pytest.mark.parametrize("audience", Audience)
def test_a_page_is_sound_and_the_same_twice(language: str, audience: Audience) -> None:
    html = page(samples.release(audience), front(language, synthetic=True))
    root = parsed(html)
    check(root)
    check_tables(root)
    assert root.get("lang") == word("document.locale", language)
    assert html == page(samples.release(audience), front(language, synthetic=True))


@each_language
@each_study
def test_a_page_has_the_numbers_of_the_records(folder: Path, language: str) -> None:
    root = parsed(whole(folder, language))
    check(root)
    check_tables(root)
    for key, table in released.tables(folder, language).items():
        rows = [row for body in root.findall(f".//div[@id='table-{key}']//tbody") for row in body]
        columns = released.printed(folder, key)
        assert len(rows) == len(table["rows"])
        for row, record in zip(rows, table["rows"], strict=True):
            shown = {name: cell["shown"].strip() for name, cell in record["cells"].items()}
            if row.get("class") in ("summary", "head") and len(row) < len(columns) + 1:
                assert all(text in said(row) for text in shown.values())
            else:
                assert [said(cell) for cell in row[1:]] == [shown.get(name, "") for name in columns]


@each_study
def test_a_page_has_every_caption_note_and_chapter(folder: Path) -> None:
    release = released.release(folder)
    root = parsed(whole(folder, "nl"))
    text = " ".join(" ".join(root.itertext()).split())
    for table in release.tables:
        for note in note_lines(remarks(table, release.policy, "nl")):
            assert " ".join(note.split()) in text
    figures = sum(1 for part in chapters(release, "nl") if type(part).__name__ == "Plate")
    assert len(list(root.iter("figure"))) == figures
    assert len(list(root.iter("figcaption"))) == figures
    assert len(root.findall(".//nav//li")) == len(list(root.iter("table"))) + figures


def hiding() -> Release:
    """Return a release in which hidden cells hold a number still: no renderer may look at it."""
    made = samples.information_source()
    secret = {key: Cell(Fraction(SECRET), SECRET, hidden=True) for key in ("percent", "n")}
    rows = tuple(replace(row, cells=secret) if row.key == "social" else row for row in made.rows)
    return samples.release(tables=(replace(made, rows=rows, figure="dots"),))


def test_what_is_hidden_is_nowhere_in_the_file() -> None:
    html = page(hiding(), front())
    assert str(SECRET).encode() not in html
    assert list(parsed(html).iter("img"))
    assert str(SECRET) not in fragment(hiding(), "nl")


def test_whatever_a_study_says_comes_out_as_text() -> None:
    harmful = Label({"nl": HARMFUL})
    made = samples.spending()
    rows = tuple(replace(row, label=harmful) for row in made.rows)
    table = replace(made, title=harmful, section=harmful, stub=harmful, rows=rows)
    root = parsed(page(samples.release(tables=(table,)), front(title=harmful)))
    check(root)
    shown = HARMFUL.replace(" \x07", "")
    assert said(root.find(".//h1")) == shown
    assert said(root.find("head/title")).endswith(shown)
    assert len([head for head in root.iter("th") if said(head) == shown]) == len(made.rows) + 1


def test_warnings_stand_at_the_top_in_the_title_and_on_paper() -> None:
    root = parsed(page(samples.release(Audience.INTERNAL), front(synthetic=True)))
    title, bar = said(root.find("head/title")), said(root.find(".//div[@class='bar']"))
    for mark in ("Intern – vertrouwelijk", "Synthetische gegevens"):
        assert mark in title
        assert mark in bar
    assert "intern – vertrouwelijk" in root.find("head/style").text
    public = parsed(page(samples.release(), front()))
    assert said(public.find("head/title")) == "Belgische kopers"
    assert "@top-right" not in public.find("head/style").text


def test_words_in_another_language_say_which() -> None:
    made = samples.spending()
    rows = tuple(replace(row, label=Label({"de": "Ausgaben"})) for row in made.rows)
    table = replace(made, title=Label({"de": "Ausgaben"}), section=Label({"de": "Kaufen"}), rows=rows)
    root = parsed(page(samples.release(tables=(table,)), front("fr")))
    ordinary = sum(row.level is not Level.HEAD for row in made.rows)
    assert Counter(element.tag for element in root.iter() if element.get("lang") == "de") == {
        "th": ordinary, "span": 2, "h2": 1, "p": 1,
    }  # fmt: skip


def test_remarks_bases_and_steps_in_another_language_say_which() -> None:
    made = samples.crosstab()
    remark, chosen = Label({"de": "Nur eine Welle (Männer)."}), Label({"de": "Männer"})
    table = replace(
        made,
        universe=replace(made.universe, label=chosen),
        notes=(*made.notes, Note(NoteKind.REMARK, remark), Note(NoteKind.REMARK, Label({"fr": "Men"}))),
    )
    steps = (Step(Action.CORRECTED, "alter", 1, "", Label({"de": "Alter"})),)
    root = parsed(page(replace(samples.release(tables=(table,)), history=steps), front("en")))
    spoken = [(element.tag, said(element)) for element in root.iter() if element.get("lang") == "de"]
    assert spoken == [("span", "Männer"), ("span", "Nur eine Welle (Männer)."), ("span", "Alter")]
    assert [said(element) for element in root.iter() if element.get("lang") == "fr"] == ["Men"]


def test_long_lists_are_folded_and_a_link_into_one_opens_it() -> None:
    root = parsed(page(samples.release(tables=(*samples.TABLES, drawn("dots"))), front()))
    folded = {nav.find("details/div").get("id"): nav.find("details") for nav in root.iter("nav")}
    assert {place: details.get("open") for place, details in folded.items()} == {
        "list-of-tables": None, "list-of-figures": "",
    }  # fmt: skip
    assert [said(details.find("summary/h2")) for details in folded.values()] == [
        "Lijst van tabellen (12)",
        "Lijst van figuren (1)",
    ]
    assert root.find(".//div[@class='bar']/a").get("href") == "#list-of-tables"
    chapters_ = [said(title) for title in folded["list-of-tables"].iter("p")]
    assert chapters_ == [
        "Wie deed mee", "Informatie", "Kopen", "Verantwoording", "Informatie", "Bijlage: hoe deze cijfers zijn gemaakt",
    ]  # fmt: skip


def drawn(figure: str, people: int = 11) -> Table:
    """Return a table with a figure; a map is too full for a phone where thousands of people are in it."""
    if figure == "dots":
        return replace(samples.information_source(), id="getekend", figure=figure)
    made = samples.missingness()
    rows = tuple(
        replace(row, cells={key: Cell(Fraction(people), people) for key in row.cells}) for row in made.rows[:3]
    )
    return replace(made, id="getekend", figure=figure, rows=rows)


def test_a_figure_is_drawn_for_a_phone_too_or_scrolls_and_says_so() -> None:
    fits, full = (excerpt(samples.release(tables=(drawn("map", people),)), front()) for people in (11, 11_111))
    figure = parsed(fits).find(".//figure")
    wide, slim = figure.find("picture/img"), figure.find("picture/source")
    assert slim.get("media") == "screen and (max-width: 40rem)"
    assert slim.get("media") in fits.decode().split("@media ", 1)[1]
    assert int(slim.get("width")) < 360 < int(wide.get("width"))
    assert slim.get("srcset").startswith("data:image/svg+xml;base64,")
    assert figure.find("div[@class='box']") is None
    figure = parsed(full).find(".//figure")
    assert figure.find("div[@class='box']/img") is not None
    assert figure.find("picture") is None
    assert said(figure.find("p[@class='hint']")) == "Deze figuur is breder dan het scherm: schuif ze opzij."


def test_an_excerpt_has_tables_notes_and_figures_alone() -> None:
    html = excerpt(samples.release(tables=(samples.information_source(),)), front(synthetic=True))
    root = parsed(html)
    check(root)
    assert len(list(root.iter("table"))) == 1
    assert list(root.iter("nav", "dl", "h2")) == []
    assert "Basis: 66 van 99" in said(root.find(".//main"))
    assert "Synthetische gegevens" in said(root.find(".//header"))


def test_a_fragment_has_no_ids_and_styles_nothing_around_it() -> None:
    root = etree.fromstring(fragment(samples.release(), "en").encode(), PARSER)
    assert [element for element in root.iter() if element.get("id")] == []
    rules = re.sub(r"@media[^{]+\{|\}\s*\}", "", root.find("style").text)
    selectors = [one for found in re.findall(r"([^{}]+)\{", rules) for one in found.split(",")]
    assert len(selectors) > 20
    assert [one for one in selectors if not one.strip().startswith(".cryptodrug")] == []


def test_a_page_is_ours_until_somebody_changes_it(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(page(samples.release(), front()))
    assert is_ours(file)
    file.write_bytes(file.read_bytes().replace(b"Belgische", b"Vlaamse", 1))
    assert not is_ours(file)
