"""Typed numbers are flagged when the number changed, the sentence is about its table, and a word of it is there."""

from dataclasses import replace
from fractions import Fraction

import pytest
from lxml import etree

from analysis.disclosure import Release
from analysis.drawing import CHART
from analysis.table import Cell, Row, Table
from reports.fields import Caption, field
from reports.languages import LANGUAGES
from reports.manifest import Printed
from reports.mentions import Place, Stale, bind_numbers, heading_styles, stale_line, stale_numbers, table_places
from reports.openxml import W
from tests.reports import samples
from tests.reports.mentions.manuscripts import (
    NS,
    RELEASE,
    count,
    element,
    later,
    manuscript,
    opened,
    paragraph,
    printed,
    run,
    taken,
    with_cells,
)

THIN = "\u202f"


def share(n: int) -> Cell:
    return Cell(Fraction(100 * n, 66), n)


NEWS = later(RELEASE, media__n=count(24), media__percent=share(24), web__percent=share(17), web__n=count(17))
"""Mass media 11 (17 %) became 24 (36 %); forums on the ordinary web 30 (45 %) became 17 (26 %)."""


def with_text(root, text: str, table: str = "info_bron") -> None:
    """Put a paragraph before the caption of a table."""
    control = next(e for e in root.iter(f"{W}sdt") if e.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == f"table:{table}")
    control.getprevious().addprevious(element(paragraph(text)))


def flags(text: str, news: Release = NEWS, language: str = "nl", table: str = "info_bron") -> list[tuple[str, str]]:
    """Return what is flagged of a paragraph beside a table."""
    return [(each.old, each.new) for each in stale(text, news, language, table)]


def stale(text: str, news: Release = NEWS, language: str = "nl", table: str = "info_bron") -> list[Stale]:
    parts = manuscript(RELEASE, language)
    root = opened(parts)
    with_text(root, text, table)
    before = etree.tostring(root)
    found = stale_numbers(root, printed(parts), news, language)
    assert etree.tostring(root) == before
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Via de massamedia kwam 17 %.", [("17", "36")]),
        ("Via de massamedia kwamen 11 personen (17%).", [("11", "24"), ("17", "36")]),
        ("Wie de massamedia noemt: 17,0 procent.", [("17", "36")]),
        ("Op het gewone web las 45 %, in de massamedia 17 %.", [("45", "26"), ("17", "36")]),
        ("Via de massamedia kwam 18 %.", []),
        ("Van de Nederlanders rookt 17 %.", []),
        ("Via de massamedia kwam 36 %.", []),
        ("In de massamedia stonden 1.117 en 117 en 17a en 3/17 en 17/3 berichten.", []),
        ("Zie tabel 17 voor de massamedia.", []),
    ],
)
def test_a_number_beside_its_table(text: str, found: list[tuple[str, str]]) -> None:
    assert flags(text) == found


@pytest.mark.parametrize("place", ["Tabel 4", "tabel 4", "Tab. 4", "Table 4", "tabellen 2 en 4", "Tabel\u00a04"])
def test_a_reference_by_number_from_another_chapter(place: str) -> None:
    assert flags(f"Via de massamedia kwam 17 % (zie {place}).", table="bestedingen") == [("17", "36")]
    other = place.replace("4", "5")
    assert flags(f"Via de massamedia kwam 17 % (zie {other}).", table="bestedingen") == []


def test_a_reference_by_field_or_link_from_another_chapter() -> None:
    caption = Caption("info_bron", 4, "", "nl")
    tail = run(" kwam 17 % van de massamedia.")
    for link in (
        field(f"REF {caption.bookmark} \\h", "die tabel"),
        f'<w:hyperlink w:anchor="{caption.bookmark}">{run("die tabel")}</w:hyperlink>',
        f'<w:fldSimple w:instr=" REF {caption.bookmark} \\h ">{run("17")}</w:fldSimple>',
    ):
        assert flags(run("Volgens ") + link + tail, table="bestedingen") == [("17", "36")]
        assert flags(run("Volgens ") + link + run(". Dan") + tail, table="bestedingen") == []


def test_another_chapter_without_a_reference_is_not_flagged() -> None:
    assert flags("Via de massamedia kwam 17 %.", table="bestedingen") == []


def test_a_bound_number_and_the_result_of_a_field_are_not_typed() -> None:
    parts = manuscript(RELEASE)
    root = opened(parts)
    with_text(root, "Via de massamedia kwam {{ info_bron.media.percent }} %.")
    with_text(root, run("Op bladzijde ") + field("PAGEREF x", "17") + run(" staan de massamedia."))
    bind_numbers(root, RELEASE, "nl", taken(parts))
    assert stale_numbers(root, printed(parts), NEWS, "nl") == []


def test_deleted_words_are_not_read() -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>17 </w:delText></w:r></w:del>'
    assert flags(run("Via de massamedia ") + gone + run("kwam iedereen.")) == []


def test_numbers_in_an_authors_own_tables_and_in_captions_are_not_running_text() -> None:
    parts = manuscript(RELEASE)
    root = opened(parts)
    with_text(root, "x")
    own = next(each for each in root.iter(f"{W}p") if "".join(t.text or "" for t in each.iter(f"{W}t")) == "x")
    own.addnext(element(f"<w:tbl><w:tr><w:tc>{paragraph('massamedia 17')}</w:tc></w:tr></w:tbl>"))
    assert stale_numbers(root, printed(parts), NEWS, "nl") == []


def test_the_place_is_told() -> None:
    (found,) = stale("Eerst iets anders. Via de massamedia kwam 17 %. En verder.")
    assert (found.table, found.number, found.heading) == ("info_bron", "4", "Informatie")
    assert found.sentence == "Via de massamedia kwam 17 %."
    for language in LANGUAGES:
        line = stale_line(found, language)
        assert all(text in line for text in ("17", "36", "Informatie", "massamedia"))


def test_a_base_in_a_note_or_head() -> None:
    table = samples.information_source()
    (on,) = table.bases
    fewer = replace(
        on, n=on.n - 2, missing={reason: n + (reason.value == "no_answer") * 2 for reason, n in on.missing.items()}
    )
    news = replace(RELEASE, tables=tuple(replace(t, bases=(fewer,)) if t.id == table.id else t for t in RELEASE.tables))
    assert flags("Hierop antwoordden 66 respondenten.", news) == [("66", "64")]
    assert flags("Hierop antwoordden 66 dieren.", news) == []


def test_a_number_that_is_hidden_now_or_no_longer_there() -> None:
    assert flags("In de massamedia: 17 %.", later(RELEASE, media__percent=Cell(hidden=True))) == [("17", "x")]
    table = samples.information_source()
    less = replace(table, rows=tuple(row for row in table.rows if row.key != "media"))
    news = replace(RELEASE, tables=tuple(less if t.id == table.id else t for t in RELEASE.tables))
    (found,) = stale("In de massamedia: 17 %.", news)
    assert (found.old, found.new) == ("17", "")
    assert "niet meer" in stale_line(found, "nl")


def ages(mean: Fraction, n: int) -> Table:
    """Return a table with decimals and thousands."""
    table = samples.numbers()
    cells = {**table.rows[0].cells, "mean": Cell(mean, 98, digits=2), "n": count(n)}
    return replace(table, rows=(replace(table.rows[0], cells=cells), *table.rows[1:]))


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("nl", "De gemiddelde leeftijd is 24,86 jaar.", [("24,86", "25,10")]),
        ("nl", "Gemiddeld zijn ze 24.86.", [("24,86", "25,10")]),
        ("nl", "Hun leeftijd is bekend van 1\u00a0234 mensen, 1 234 van wie hier.", [("1 234", "1 300")] * 2),
        ("nl", "Hun leeftijd is bekend van 1.234 mensen.", [("1 234", "1 300")]),
        ("fr", "L’âge moyen est de 24,86 ans.", [("24,86", "25,10")]),
        ("fr", f"L’âge est connu de 1{THIN}234 personnes.", [("1 234", "1 300")]),
        ("fr", "Au tableau 3, 24,86 ans en moyenne.", [("24,86", "25,10")]),
        ("en", "The mean is 24.86 (1,234 respondents).", [("24.86", "25.10"), ("1,234", "1,300")]),
        ("en", "Elsewhere it was 24.86.", []),
    ],
)
def test_decimals_and_thousands_as_they_are_typed(language: str, text: str, found: list[tuple[str, str]]) -> None:
    old, new = (
        replace(RELEASE, tables=(ages(Fraction(mean), n), samples.spending()))
        for mean, n in (("24.86", 1234), ("25.10", 1300))
    )
    parts = manuscript(old, language)
    root = opened(parts)
    with_text(root, text, "leeftijd")
    said = stale_numbers(root, printed(parts), new, language)
    assert [(each.old, each.new) for each in said] == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unchanged_report_has_no_flags(language: str) -> None:
    parts = manuscript(RELEASE, language)
    root = opened(parts)
    for table in printed(parts).tables:
        for row in printed(parts).tables[table].rows.values():
            with_text(root, f"{row.label}: {'; '.join(row.cells)} (n = 66).".replace("&", "").replace("<", ""), table)
    assert stale_numbers(root, printed(parts), RELEASE, language) == []


def test_our_own_pages_have_no_flags_when_everything_changed() -> None:
    """Lists of tables, captions, notes and the guide say nothing that an author typed."""
    parts = manuscript(RELEASE)
    changed = tuple(
        replace(t, rows=tuple(map(other, t.rows))) for t in RELEASE.tables if t.id not in {"verantwoording"}
    )
    assert stale_numbers(opened(parts), printed(parts), replace(RELEASE, tables=changed), "nl") == []


def test_captions_and_headings_that_we_wrote_are_never_flagged() -> None:
    """Also of a figure, and of a table that its author deleted; an author's own heading is."""
    said = samples.label("Massamedia: 17 %, 11 van 66 personen")
    old = replace(samples.information_source(), title=said, section=said, kind="multiresponse", figure=CHART)
    parts = manuscript(replace(RELEASE, tables=(old, samples.spending())))
    root = opened(parts)
    news = replace(RELEASE, tables=(with_cells(old, media__percent=share(24), media__n=count(24)), samples.spending()))
    assert len(list(root.iter("{*}docPr"))) == 1
    assert stale_numbers(root, printed(parts), news, "nl") == []
    for control in list(root.iter(f"{W}sdt")):
        if control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "table:info_bron":
            control.addnext(element(paragraph("Massamedia: 17 % (tabel 1)", "Heading1")))
    assert [each.old for each in stale_numbers(root, printed(parts), news, "nl")] == ["17"]
    for control in list(root.iter(f"{W}sdt")):
        control.getparent().remove(control)
    left = stale_numbers(root, printed(parts), news, "nl", places={"info_bron": Place("1", frozenset())})
    assert {each.sentence for each in left} == {"Massamedia: 17 % (tabel 1)"}


def other(row: Row) -> Row:
    cells = {
        key: replace(cell, value=cell.value + 3) if cell.value is not None else cell for key, cell in row.cells.items()
    }
    return replace(row, cells=cells)


def test_a_footnote_refers_by_number() -> None:
    parts = manuscript(RELEASE)
    places = table_places(opened(parts), printed(parts).tables)
    notes = etree.fromstring(
        f"<w:footnotes {NS}><w:footnote w:id='2'>{paragraph('Massamedia: 17 % (tabel 4).')}</w:footnote>"
        f"<w:footnote w:id='3'>{paragraph('Massamedia: 17 %.')}</w:footnote></w:footnotes>"
    )
    found = stale_numbers(notes, printed(parts), NEWS, "nl", places=places)
    assert [(each.number, each.sentence) for each in found] == [("4", "Massamedia: 17 % (tabel 4).")]


def test_headings_in_a_style_of_the_institute() -> None:
    styles = etree.fromstring(
        f"<w:styles {NS}>"
        '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Hoofdstuk"><w:name w:val="Hoofdstuk"/><w:basedOn w:val="Kop1"/></w:style>'
        '<w:style w:styleId="Titel7"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="Tekst"><w:name w:val="y"/><w:basedOn w:val="Hoofdstuk"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        "</w:styles>"
    )
    headings = heading_styles(styles)
    assert headings == {"Kop1", "Hoofdstuk", "Titel7"}
    parts = manuscript(RELEASE)
    root = opened(parts)
    with_text(root, "Via de massamedia kwam 17 %.")
    table = next(e for e in root.iter(f"{W}sdt") if e.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "table:info_bron")
    table.getprevious().addprevious(element(paragraph("Nieuw hoofdstuk", "Hoofdstuk")))
    assert stale_numbers(root, printed(parts), NEWS, "nl", headings) == []
    assert len(stale_numbers(root, printed(parts), NEWS, "nl")) == 1


def test_a_document_that_prints_nothing_of_ours_has_no_flags() -> None:
    base = Printed(study="s", language="nl", internal=False, threshold=3)
    assert stale_numbers(opened(manuscript(RELEASE)), base, NEWS, "nl") == []
