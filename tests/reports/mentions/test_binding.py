"""A key in braces becomes the number it names, however Word has cut it up."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reports.languages import LANGUAGES
from reports.mentions import Fate, Trouble, bind_numbers, bound_line, numbers_after, problem_line, renew_numbers
from reports.openxml import W
from tests.reports.mentions.manuscripts import (
    BODY,
    OFFICE,
    RELEASE,
    body,
    controls,
    count,
    element,
    later,
    manuscript,
    marks,
    opened,
    paragraph,
    printed,
    run,
    said,
    saved,
    taken,
    through_office,
)
from tests.reports.ooxml import faults

NBSP, THIN, FIGURE = "\u00a0", "\u202f", "\u2007"


def test_a_key_becomes_a_number_in_a_control_between_the_ends_of_a_bookmark() -> None:
    root = body("Via de media: {{ info_bron.media.percent }} %.")
    bound, problems = bind_numbers(root, RELEASE, "nl")
    assert [(each.key, each.text) for each in bound] == [("info_bron.media.percent", "17")]
    assert problems == []
    assert said(root) == ["Via de media: 17 %."]
    control = next(root.iter(f"{W}sdt"))
    assert [child.tag.removeprefix(W) for child in control.find(f"{W}sdtPr")] == ["alias", "tag", "id"]
    before, after = control.getprevious(), control.getnext()
    assert (before.tag, after.tag) == (f"{W}bookmarkStart", f"{W}bookmarkEnd")
    assert before.get(f"{W}id") == after.get(f"{W}id")
    assert before.get(f"{W}name").startswith("_ws_")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{info_bron.media.percent}}", "17"),
        ("{{info_bron.media.percent|n}}", "11"),
        ("{{ info_bron.media.percent | 1 }}", "16,7"),
        ("{{ profiel.geslacht.man.percent }}", "80 (88)"),
        ("{{ profiel.geslacht.man.percent | n }}", "80"),
        ("{{ profiel.geslacht.man.percent | 0 }}", "88"),
        ("{{ info_bron.n }}", "66"),
        ("{{ profiel.n }}", "99"),
        ("{{ profiel.base.werk }}", "82"),
        ("{{ leeftijd.leeftijd.median }}", "23,5"),
        ("{{ bestedingen.median.value }}", "€\u00a0313"),
        (f"{{{{{NBSP}info_bron.{THIN}media.percent{FIGURE}}}}}", "17"),
        ("\uff5b\uff5b info_bron.media.percent \uff5d\uff5d", "17"),
        ("{{ “info_bron.media.percent” }}", "17"),
        ("{{ ‘info_bron.media.percent’ }}", "17"),
        ("{{ « info_bron.media.percent » }}", "17"),
        ("{{ Info_bron.Media.percent }}", "17"),
        ("{{ info_\u00adbron.\u200bmedia.percent }}", "17"),
        ("{{{info_bron.media.percent}}}", "{17}"),
    ],
)
def test_how_keys_are_written_and_printed(text: str, shown: str) -> None:
    root = body(text)
    bound, problems = bind_numbers(root, RELEASE, "nl")
    assert (len(bound), problems) == (1, [])
    assert said(root) == [shown]


def test_numbers_are_printed_in_the_language_of_the_document_and_not_padded() -> None:
    for language, shown in (("nl", "24,86"), ("fr", "24,86"), ("en", "24.86")):
        root = body("{{leeftijd.leeftijd.mean}}")
        bind_numbers(root, RELEASE, language)
        assert said(root) == [shown]


def test_a_hidden_number_prints_the_mark_and_says_so() -> None:
    root = body("{{ info_bron.social.percent }} {{ info_bron.social.n | 1 }}")
    bound, _ = bind_numbers(root, RELEASE, "nl")
    assert said(root) == ["x x"]
    assert all(each.hidden for each in bound)
    assert "verborgen" in bound_line(bound[0], "nl")


@pytest.mark.parametrize(
    ("text", "trouble", "nearest"),
    [
        ("{{ info_bron.mdia.percent }}", Trouble.UNKNOWN, "info_bron.media.percent"),
        ("{{ inf_bron.media.percent }}", Trouble.UNKNOWN, "info_bron.media.percent"),
        ("{{ zqxw }}", Trouble.UNKNOWN, ""),
        ("{{ info_bron.mdeia.percnet }}", Trouble.UNKNOWN, "info_bron.media.percent"),
        ("{{ info_bron.radio.percent }}", Trouble.UNKNOWN, ""),
        ("{{ bestedingen.b9.percent }}", Trouble.UNKNOWN, ""),
        ("{{ info_bron.media.percent | 7 }}", Trouble.FORM, ""),
        ("{{ bestedingen.mode.value | 1 }}", Trouble.FORM, ""),
        ("a {{ info_bron.media.percent }", Trouble.BROKEN, ""),
        ("a {{ info_bron.media.percent", Trouble.BROKEN, ""),
    ],
)
def test_what_cannot_be_bound_stays_as_written_and_is_listed(text: str, trouble: Trouble, nearest: str) -> None:
    root = body(text)
    bound, problems = bind_numbers(root, RELEASE, "nl")
    assert bound == []
    assert [(each.trouble, each.nearest) for each in problems] == [(trouble, nearest)]
    assert said(root) == [text]
    assert next(root.iter(f"{W}sdt"), None) is None
    for language in LANGUAGES:
        assert nearest in problem_line(problems[0], language)


def test_a_number_that_the_study_has_no_more_is_said_to_be_so() -> None:
    last, root = printed(manuscript(RELEASE)), body("{{ info_bron.media.percent }} {{ Info_bron.mdeia.n }}")
    table = next(table for table in RELEASE.tables if table.id == "info_bron")
    less = replace(table, rows=tuple(row for row in table.rows if row.key != "media"))
    _, problems = bind_numbers(root, replace(RELEASE, tables=(less,)), "nl", base=last)
    assert [(each.trouble, each.nearest) for each in problems] == [(Trouble.GONE, ""), (Trouble.UNKNOWN, "")]
    assert "niet meer in de studie" in problem_line(problems[0], "nl")


def test_a_number_used_in_several_places_has_a_bookmark_in_each() -> None:
    key = "{{info_bron.media.percent}}"
    root = body(f"{key} {key}", key)
    assert len(bind_numbers(root, RELEASE, "nl")[0]) == 3
    assert len(set(marks(root))) == 3
    ids = [each.get(f"{W}val") for each in root.iterfind(f".//{W}sdtPr/{W}id")]
    assert len(set(ids)) == 3


def test_what_stands_between_the_runs_stays() -> None:
    inside = (
        run("{{info_")
        + '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="7" w:name="mine"/>'
        + run("bron.media", "<w:b/>")
        + '<w:commentRangeStart w:id="3"/><w:bookmarkEnd w:id="7"/>'
        + run(".percent}} %", "<w:i/>")
    )
    root = body(inside)
    bind_numbers(root, RELEASE, "nl")
    assert said(root) == ["17 %"]
    for tag in ("proofErr", "bookmarkStart[@{w}name='mine']", "bookmarkEnd", "commentRangeStart"):
        assert root.find(f".//{W}{tag.replace('{w}', W)}") is not None, tag
    assert next(root.iter(f"{W}sdt")).find(f".//{W}b") is None


def test_a_footnote_or_picture_within_is_no_part_of_a_key() -> None:
    root = body(run("{{info_bron.") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("media.percent}}"))
    bound, problems = bind_numbers(root, RELEASE, "nl")
    assert (bound, [each.trouble for each in problems]) == ([], [Trouble.BROKEN])
    assert root.find(f".//{W}footnoteReference") is not None


def test_keys_across_tracked_changes_wait() -> None:
    inserted = '<w:ins w:id="1" w:author="a">{}</w:ins>'
    across = body(run("{{info_bron.") + inserted.format(run("media.percent}}")))
    around = body(run("{{info_bron.") + f'<w:del w:id="1" w:author="a">{run("x")}</w:del>' + run("media.percent}}"))
    for root in (across, around):
        bound, problems = bind_numbers(root, RELEASE, "nl")
        assert (bound, [each.trouble for each in problems]) == ([], [Trouble.REVISED])
    within = body(inserted.format(run("{{info_bron.media.percent}}")))
    assert len(bind_numbers(within, RELEASE, "nl")[0]) == 1
    assert within.find(f".//{W}ins/{W}sdt") is not None


def test_deleted_text_is_not_read() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>{{ zqxw }}</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2" w:author="a">{run("{{ zqxw }}")}</w:moveFrom>'
    assert bind_numbers(body(deleted + moved), RELEASE, "nl") == ([], [])


def test_a_plain_text_control_of_the_author_holds_no_number() -> None:
    held = (
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('{{info_bron.media.percent}}')}</w:sdtContent></w:sdt>"
    )
    bound, problems = bind_numbers(body(held), RELEASE, "nl")
    assert (bound, [each.trouble for each in problems]) == ([], [Trouble.ELSEWHERE])


def test_a_new_key_within_a_bound_number_takes_its_place() -> None:
    root = body("{{info_bron.media.percent}}")
    bind_numbers(root, RELEASE, "nl")
    next(root.iter(f"{W}t")).text = "{{info_bron.media.n}}"
    bind_numbers(root, RELEASE, "nl")
    assert controls(root) == {"stat:info_bron.media.n": "11"}
    assert len(marks(root)) == 1


def test_text_boxes_tables_and_hyperlinks() -> None:
    key = "{{info_bron.media.percent}}"
    inside = f"<w:txbxContent>{paragraph(key)}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{inside}</mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    root = body(run(f"a {key} ") + box + run("b"))
    root[0].append(element(f"<w:tbl><w:tr><w:tc>{paragraph(key)}</w:tc></w:tr></w:tbl>"))
    root[0].append(element(paragraph(f'<w:hyperlink w:anchor="x">{run(key)}</w:hyperlink>')))
    bound, _ = bind_numbers(root, RELEASE, "nl")
    assert len(bound) == 4
    assert len(marks(root)) == len(set(marks(root))) == 5
    assert "{" not in "".join(said(root))


def test_a_key_too_long_for_a_tag_is_found_by_its_digest() -> None:
    table = next(each for each in RELEASE.tables if each.id == "info_bron")
    long = replace(table, id="een_heel_lange_naam_voor_een_tabel_" * 3)
    release = replace(RELEASE, tables=(long,))
    root = body(f"{{{{{long.id}.media.percent}}}}")
    bind_numbers(root, release, "nl")
    assert all(len(tag) <= 64 for tag in controls(root))


def test_binding_twice_changes_nothing() -> None:
    root = body("{{info_bron.media.percent}} en {{ zqxw }}")
    bind_numbers(root, RELEASE, "nl")
    once = etree.tostring(root)
    bind_numbers(root, later(RELEASE), "nl")
    assert etree.tostring(root) == once


PROPERTIES = ("", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>')
BETWEEN = ("", '<w:proofErr w:type="gramStart"/>', "<w:r/>", "<w:r><w:lastRenderedPageBreak/></w:r>")
TEXT = st.text(alphabet="ab é.{}ÿ漢 ", max_size=6)


@given(
    before=TEXT.filter(lambda text: "{" not in text),
    after=TEXT.filter(lambda text: "}" not in text and "{" not in text),
    cuts=st.lists(st.tuples(st.integers(0, 50), st.sampled_from(PROPERTIES), st.sampled_from(BETWEEN)), max_size=12),
)
def test_runs_cut_anywhere_give_the_same_text_and_keep_their_formatting(
    before: str, after: str, cuts: list[tuple[int, str, str]]
) -> None:
    key = "{{ info_bron.media.percent }}"
    text = before + key + after
    places = sorted({(place, kind, between) for place, kind, between in cuts if place < len(text)})
    bounds = [0, *(place for place, _, _ in places), len(text)]
    kinds = ["", *(kind for _, kind, _ in places)]
    betweens = ["", *(between for _, _, between in places)]
    xml, formats = "", []
    for start, end, kind, between in zip(bounds, bounds[1:], kinds, betweens, strict=False):
        xml += between + (run(text[start:end], kind) if end > start else "")
        formats += [kind] * (end - start)
    root = body(xml)
    bound, problems = bind_numbers(root, RELEASE, "nl")
    assert (len(bound), problems) == (1, [])
    opens = len(before)
    wanted = [*formats[:opens], *[formats[opens]] * 2, *formats[opens + len(key) :]]
    assert said(root) == [f"{before}17{after}"]
    assert formatting(root) == wanted
    assert len(controls(root)) == 1


def formatting(root) -> list[str]:
    found = []
    for each in root.iter(f"{W}r"):
        properties = each.find(f"{W}rPr")
        kind = "" if properties is None else properties[0].tag.removeprefix(W)
        written = next((p for p in PROPERTIES if kind and p.startswith(f"<w:{kind}")), "")
        found += [written] * sum(len(t.text or "") for t in each.iter(f"{W}t"))
    return found


def test_a_document_with_numbers_in_every_story_is_sound(tmp_path: Path) -> None:
    parts = manuscript(RELEASE)
    margin = next(name for name in sorted(parts) if name.startswith("word/header"))
    roots, used = {name: opened(parts, name) for name in (BODY, margin)}, taken(parts)
    roots[BODY][0].insert(0, element(paragraph("{{info_bron.media.percent}}{{info_bron.n}} {{profiel.base.werk}}")))
    roots[margin].append(element(paragraph("{{info_bron.media.percent}}")))
    for root in roots.values():
        assert bind_numbers(root, RELEASE, "nl", used)[1] == []
    assert faults(saved(parts, roots, tmp_path / "stuk.docx")) == []


@pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed here")
def test_bookmarks_survive_libreoffice(tmp_path: Path) -> None:
    parts = manuscript(RELEASE)
    root = opened(parts)
    key = "{{info_bron.media.n}}"
    root[0].insert(0, element(paragraph(run(f"Van {key} en ") + run(f"{key}{{{{info_bron.social.n}}}}.", "<w:b/>"))))
    bound, _ = bind_numbers(root, RELEASE, "nl", taken(parts))
    back = through_office(saved(parts, {BODY: root}, tmp_path / "stuk.docx"), tmp_path)
    base = replaced(printed(parts), numbers_after({}, bound, []))
    again, news = opened(back), later(RELEASE, media__n=count(24))
    renewed = renew_numbers(again, news, base, "nl", taken(back))
    assert sorted(each.fate for each in renewed) == [Fate.SAME, Fate.WRITTEN, Fate.WRITTEN]
    assert said(again)[0] == "Van 24 en 24x."
    assert sum(each.anchored for each in renewed) >= 1
    after = renew_numbers(again, news, replaced(base, numbers_after({}, [], renewed)), "nl")
    assert {each.fate for each in after} == {Fate.SAME}
    assert not any(each.anchored for each in after)


def replaced(base, numbers: dict[str, str]):
    return base.model_copy(update={"numbers": numbers})
