"""What a report says outside its tables is renewed too: cover, guide, headings, appendix, and its two tables."""

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from analysis.disclosure import Audience, Policy, Release
from analysis.table import Table
from reports.anchors import Anchor, bookmark
from reports.document import excerpt, report
from reports.front import Front
from reports.house import open_house
from reports.passages import STORIES, Passage
from reports.refresh import Draft, Finding, Kind, Refreshed, open_package
from reports.refresh.account import account
from reports.refresh.pen import Pen
from reports.refresh.phrases import rewrite
from reports.vocabulary import word
from survey.missing import Reason
from survey.survey import Action, Source, Step
from tests.reports import samples
from tests.reports.ooxml import faults
from tests.reports.refresh.authors import (
    WHEN,
    W,
    body,
    change,
    front,
    marked,
    parsed,
    parts,
    renewed_by,
    rows,
    says,
    store,
)
from tests.reports.refresh.test_torture import by_office
from tests.reports.templates import dutch

OFFICE = shutil.which("soffice")
TABLES = (samples.information_source(),)
GUIDE, COVER, METHOD = "text.guide", "text.cover", "text.method"
OLD, NEW = "ab" * 32, "cd" * 32


def about(language: str = "nl", **more: object) -> Front:
    facts = {"sources": samples.EXPORTS, "versions": {"pandas": "3.0"}, "synthetic": True, **more}
    return replace(front(language), **facts)  # type: ignore[arg-type]


def release(
    threshold: int = 3, tables: tuple[Table, ...] = TABLES, history: tuple[Step, ...] = samples.HISTORY
) -> Release:
    return Release(tables, history, Policy(Audience.PUBLIC, threshold))


LATER = about(
    waves=("2019", "2021"),
    n=140,
    fieldwork=(date(2019, 6, 1), date(2021, 12, 31)),
    sources=(Source("2019.csv", NEW, "limesurvey", 119, "2019"), Source("2021.csv", OLD, "limesurvey", 60, "2021")),
    versions={"pandas": "3.1"},
)


def counted(subject: str, count: int | None) -> tuple[Step, ...]:
    """Return the history with another count of exclusions."""
    return tuple(
        replace(step, count=count) if step.action is Action.EXCLUDED and step.subject == subject else step
        for step in samples.HISTORY
    )


def written(folder: Path, language: str = "nl") -> Path:
    path = folder / "thesis.docx"
    path.write_bytes(report(release(), about(language)))
    return path


def said(path: Path) -> list[str]:
    """Return the paragraphs of a document, lists of tables left out: Word makes these anew."""
    found = (p for p in body(path).iter(f"{W}p") if next(p.iter(f"{W}hyperlink"), None) is None)
    return [says(p).replace("\u2007", "").replace("\u00a0", " ").strip() for p in found]


def paragraph(root: etree._Element, key: str) -> etree._Element:
    return next(marked(root, Anchor.TEXT, key).iterancestors(f"{W}p"))


def kinds(done: Refreshed, story: str) -> list[Kind]:
    return [finding.kind for finding in done.findings if finding.table == story]


def told(done: Refreshed, kind: Kind) -> list[Finding]:
    return [finding for finding in done.findings if finding.kind is kind]


def drop(element: etree._Element) -> None:
    element.getparent().remove(element)


def retype(root: etree._Element, key: str, text: str) -> None:
    """Let an author write another text in the place of a paragraph's whole content: its bookmark goes with it."""
    place = paragraph(root, key)
    for child in [child for child in place if child.tag != f"{W}pPr"]:
        place.remove(child)
    etree.SubElement(etree.SubElement(place, f"{W}r"), f"{W}t").text = text


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_refreshed_report_says_what_a_fresh_one_does(tmp_path: Path, language: str) -> None:
    path = written(tmp_path, language)
    later = replace(LATER, language=language)
    news = release(10, history=counted("minderjarig", None)[1:])
    done = renewed_by(path, news, later)
    fresh = tmp_path / "fresh.docx"
    fresh.write_bytes(report(news, later))
    assert said(path) == said(fresh)
    assert {kind for story in STORIES for kind in kinds(done, story)} == {Kind.CHANGED}
    assert not done.needs_look
    assert faults(path) == []
    assert not any("{" in line for line in account(done, language, in_full=True) if "${" not in line)
    again = path.read_bytes()
    assert renewed_by(path, news, later).content is None
    assert path.read_bytes() == again


def test_a_report_that_says_the_same_is_not_touched(tmp_path: Path) -> None:
    path = written(tmp_path)
    before = path.read_bytes()
    done = renewed_by(path, release(), about())
    assert done.content is None
    assert done.findings == ()
    assert path.read_bytes() == before


def test_a_label_keeps_its_form_and_the_text_behind_it_is_renewed(tmp_path: Path) -> None:
    path = written(tmp_path)
    renewed_by(path, release(), LATER)
    waves = paragraph(body(path), f"{COVER}.wave")
    runs = [(r.findtext(f"{W}t"), r.find(f"{W}rPr/{W}rStyle"), r.find(f"{W}tab")) for r in waves.iter(f"{W}r")]
    assert [text for text, _, _ in runs] == ["Meetronden", None, "2019, 2021"]
    assert runs[0][1] is not None
    assert runs[1][2] is not None
    assert runs[2][1] is None


def test_the_tables_of_the_appendix_are_tables_like_others(tmp_path: Path) -> None:
    path = written(tmp_path)
    renewed_by(path, release(), LATER)
    lines = rows(body(path), "method.data")
    assert [line[0] for line in lines] == ["Bestand", "2019.csv", "2021.csv"]
    assert [line[-1] for line in lines[1:]] == [NEW, OLD]
    assert OLD not in str(lines[1])
    assert [line[1] for line in rows(body(path), "method.absences")[1:]] == ["11", "1\u00a0037"]


def test_what_an_author_wrote_stays_and_is_told(tmp_path: Path) -> None:
    path = written(tmp_path)

    def edit(root: etree._Element) -> None:
        next(paragraph(root, f"{GUIDE}.base").iter(f"{W}t")).text = "Zo leest u dit."
        next(paragraph(root, f"{COVER}.report").iter(f"{W}t")).text = "Proefschrift"
        list(paragraph(root, f"{COVER}.n").iter(f"{W}t"))[-1].text = "ongeveer honderd"

    change(path, edit)
    done = renewed_by(path, release(), LATER)
    kept = {finding.mine for finding in told(done, Kind.KEPT)}
    assert kept == {"Zo leest u dit.", "Proefschrift"}
    (conflict,) = told(done, Kind.CONFLICT)
    assert conflict.mine == "Aantal respondenten ongeveer honderd"
    assert done.needs_look
    assert {"Zo leest u dit.", "Proefschrift"} <= set(said(path))
    once = path.read_bytes()
    again = renewed_by(path, release(), LATER)
    assert told(again, Kind.CONFLICT) == [conflict]
    assert path.read_bytes() == once
    renewed_by(path, release(), LATER, take_new=True)
    assert "Aantal respondenten140 mensen" in said(path)


def test_a_paragraph_written_anew_is_its_authors(tmp_path: Path) -> None:
    path = written(tmp_path)
    change(path, lambda root: retype(root, f"{GUIDE}.percent", "Procenten zijn afgerond."))
    done = renewed_by(path, release(), about())
    assert [finding.mine for finding in told(done, Kind.KEPT)] == ["Procenten zijn afgerond."]
    assert "Procenten zijn afgerond." in said(path)
    once = path.read_bytes()
    assert told(renewed_by(path, release(), about()), Kind.KEPT) == told(done, Kind.KEPT)
    assert path.read_bytes() == once


def test_what_an_author_deleted_stays_away_and_is_counted(tmp_path: Path) -> None:
    path = written(tmp_path)

    def delete(root: etree._Element) -> None:
        for element in [e for e in root.iter(f"{W}p") if e.find(f"{W}bookmarkStart") is not None]:
            if str(element.find(f"{W}bookmarkStart").get(f"{W}name")) in guide:
                drop(element)
        drop(paragraph(root, f"{COVER}.policy"))

    keys = [key for key in Draft(open_package(path)).base.texts if key.startswith(GUIDE)]  # type: ignore[union-attr]
    guide = {bookmark(Anchor.TEXT, key) for key in keys}
    change(path, delete)
    before = said(path)
    done = renewed_by(path, release(10), about())
    assert [(f.table, f.column, f.why) for f in told(done, Kind.ABSENT)] == [
        (COVER, "1", "texts_gone"),
        (GUIDE, str(len(keys)), "texts_gone"),
    ]
    assert not done.needs_look
    assert len(said(path)) == len(before)
    assert "Leeswijzer" not in said(path)


def test_old_text_that_was_moved_into_another_paragraph_is_told(tmp_path: Path) -> None:
    path = written(tmp_path)

    def join(root: etree._Element) -> None:
        policy, before = (paragraph(root, f"{METHOD}.{key}") for key in ("policy", "disclosure"))
        etree.SubElement(etree.SubElement(before, f"{W}r"), f"{W}t").text = " Kortom: " + says(policy)
        drop(policy)

    change(path, join)
    for _ in range(2):
        done = renewed_by(path, release(10), about())
        assert [finding.why for finding in told(done, Kind.LOST)] == ["text_elsewhere"]
        assert done.needs_look


def test_two_of_ours_made_one_are_not_written(tmp_path: Path) -> None:
    path = written(tmp_path)

    def join(root: etree._Element) -> None:
        first, second = (paragraph(root, f"{METHOD}.{key}") for key in ("disclosure", "policy"))
        for child in [child for child in second if child.tag != f"{W}pPr"]:
            first.append(child)
        drop(second)

    change(path, join)
    before = said(path)
    done = renewed_by(path, release(10), about())
    assert [finding.table for finding in told(done, Kind.CONFLICT)] == [METHOD]
    assert [text for text in said(path) if text.startswith("Bescherming van")] == [
        text for text in before if text.startswith("Bescherming van")
    ]


def test_a_paragraph_comes_and_goes_in_its_place(tmp_path: Path) -> None:
    path = written(tmp_path)
    plain, whole = release(history=()), release()
    done = renewed_by(path, plain, about())
    assert "Niemand is uitgesloten." in said(path)
    assert "Ongebruikte kolommen" not in said(path)
    assert [finding.why for finding in done.findings if finding.table == "method.absences"] == ["not_made"]
    renewed_by(path, whole, about())
    fresh = tmp_path / "fresh.docx"
    fresh.write_bytes(report(whole, about()))
    assert [text for text in said(path) if text in said(fresh)] == said(fresh)
    styles = {says(p): p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in body(path).iter(f"{W}p") if says(p)}
    expected = {says(p): p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in body(fresh).iter(f"{W}p") if says(p)}
    assert styles == expected
    assert faults(path) == []


def test_a_reason_that_is_new_comes_in_its_order_with_its_lead(tmp_path: Path) -> None:
    path = written(tmp_path)
    refused = (*samples.HISTORY, Step(Action.DECIDED, "x", 12, "", samples.label("X"), Reason.REFUSED))
    renewed_by(path, release(history=refused), about())
    leads = [word(f"reason.{reason}", "nl") for reason in ("break_off", "no_answer", "dont_know", "refused")]
    found = [p for p in body(path).iter(f"{W}p") if says(p).partition(":")[0] in leads]
    assert [says(p).partition(":")[0] for p in found] == leads
    assert len({next(p.iter(f"{W}rStyle")).get(f"{W}val") for p in found}) == 1
    assert faults(path) == []


def test_a_list_line_that_its_author_worked_on_is_not_taken_out(tmp_path: Path) -> None:
    path = written(tmp_path)
    key = f"{METHOD}.corrected.eerste_leeftijd"
    change(path, lambda root: _say(root, key, "Zelf nagekeken."))
    for _ in range(2):
        done = renewed_by(path, release(history=samples.HISTORY[:2]), about())
        assert "Zelf nagekeken." in said(path)
        assert any(finding.mine == "Zelf nagekeken." for finding in told(done, Kind.STAYS))


def _say(root: etree._Element, key: str, text: str) -> None:
    next(paragraph(root, key).iter(f"{W}t")).text = text


def test_changes_can_be_tracked(tmp_path: Path) -> None:
    path = written(tmp_path)
    before = said(path)
    news = release(history=samples.HISTORY[1:])
    renewed_by(path, news, LATER, revised=WHEN)
    assert faults(path) == []
    marks = [mark for mark in body(path).iter(f"{W}ins", f"{W}del") if mark.get(f"{W}author") == "cryptodrug"]
    assert marks
    assert any("140" in says(mark) for mark in marks)
    once = path.read_bytes()
    assert renewed_by(path, news, LATER, revised=WHEN).content is None
    assert path.read_bytes() == once
    assert len(before) <= len(said(path))


def test_headings_of_chapters_follow_the_plan(tmp_path: Path) -> None:
    path = written(tmp_path)
    table = replace(TABLES[0], section=samples.label("Bronnen van informatie"))
    renewed_by(path, release(tables=(table,)), about())
    assert "Bronnen van informatie" in said(path)
    assert "Informatie" not in said(path)


def test_without_a_manifest_only_what_is_the_same_is_known(tmp_path: Path) -> None:
    path = written(tmp_path)
    store(path, {name: data for name, data in parts(path).items() if not name.startswith("customXml/item1")})
    before = said(path)
    done = renewed_by(path, release(), LATER)
    assert {kind for story in (COVER, METHOD) for kind in kinds(done, story)} == {Kind.UNKNOWN}
    assert done.needs_look
    assert said(path) == before
    again = renewed_by(path, release(), LATER)
    assert told(again, Kind.UNKNOWN) == told(done, Kind.UNKNOWN)


def test_tables_without_a_report_around_them_get_none(tmp_path: Path) -> None:
    path = tmp_path / "tables.docx"
    path.write_bytes(excerpt(release(), about()))
    before = said(path)
    done = renewed_by(path, release(10), LATER)
    assert {finding.table for finding in done.findings} == {"info_bron"}
    assert len(said(path)) == len(before)


@pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed here")
def test_the_same_after_libreoffice(tmp_path: Path) -> None:
    path = by_office(written(tmp_path), tmp_path / "office")
    news = release(10, history=counted("minderjarig", None))
    done = renewed_by(path, news, LATER)
    fresh = tmp_path / "fresh.docx"
    fresh.write_bytes(report(news, LATER))
    assert said(path) == said(fresh)
    assert Kind.LOST not in {finding.kind for finding in done.findings}
    once = path.read_bytes()
    assert renewed_by(path, news, LATER).content is None
    assert path.read_bytes() == once


def test_in_a_template_new_paragraphs_are_set_in_its_styles(tmp_path: Path) -> None:
    house, path, fresh = open_house(dutch(tmp_path)), tmp_path / "thesis.docx", tmp_path / "fresh.docx"
    path.write_bytes(report(release(history=samples.HISTORY[:2]), about(), house=house))
    fresh.write_bytes(report(release(), LATER, house=house))
    done = renewed_by(path, release(), LATER)
    assert {kind for story in STORIES for kind in kinds(done, story)} == {Kind.CHANGED}
    assert styled(path) == styled(fresh)
    assert any(style == "Lijstopsomteken" for _, style in styled(path))
    assert faults(path) == []


def styled(path: Path) -> list[tuple[str, str]]:
    """Return the paragraphs outside tables that are set in a style, each with it."""
    places = [p for p in body(path).iter(f"{W}p") if next(p.iterancestors(f"{W}tc"), None) is None]
    named = [(says(p).replace("\u00a0", " "), p.find(f"{W}pPr/{W}pStyle")) for p in places]
    found = [(text, str(style.get(f"{W}val"))) for text, style in named if text and style is not None]
    return [(text, style) for text, style in found if not text.startswith("Tabel ")]


def test_a_renewed_paragraph_keeps_the_fixed_spaces_of_its_language() -> None:
    (paragraph,) = parsed("<w:p><w:r><w:t>Exclus\u00a0: 4 personnes</w:t></w:r></w:p>")
    rewrite(Pen(), paragraph, "", Passage("method.one", "Exclus\u00a0: x personnes"))
    assert says(paragraph) == "Exclus\u00a0: x personnes"
