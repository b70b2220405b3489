import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.errors import StudyError
from survey.interviews.incoming import Incoming, Loss, LossKind
from survey.interviews.read import word
from survey.interviews.transcript import Transcript, canonical
from tests.survey.interviews.read.documents import archive, bold, comment, docx, end, p, r, reference, row, start

DATA = Path("tests/data/word-comments")

OFFICER = {
    "0": " a single comment.",
    "1": "contains",
    "2": "comments",
    "3": "empty",
    "4": "",
    "5": "a comment …\n\n… which spans multiple paragraphs.",
    "6": "spanning multiple runs.",
    "7": "a comment with replies.",
    "8": "a comment with replies.",
    "9": "a comment with replies.",
    "10": "contains ",
    "11": "contains ",
    "12": "comments with replies.",
    "13": "comments with replies.",
    "14": "This paragraph contains two nested comments.",
    "15": "contains two ",
}
"""What each comment stands on, as Word's own XML and LibreOffice show it."""


def text_of(path: Path) -> str:
    return word.read(path).texts[0].text


def quotes(incoming: Incoming) -> list[tuple[str, str]]:
    text = incoming.texts[0].text
    return [("/".join(coding.code), text[coding.start : coding.end]) for coding in incoming.codings]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "K05.docx"


def test_every_comment_of_word_lands_on_its_words() -> None:
    laid, remarks = word.remarks_of(DATA / "officer_docx_comments.docx")
    assert {remark.name: laid.text[slice(*(remark.span or (0, 0)))] for remark in remarks} == OFFICER
    places = {remark.name: remark.span for remark in remarks}
    inner, outer = places["15"] or (0, 0), places["14"] or (0, 0)
    assert outer[0] < inner[0] < inner[1] < outer[1]
    assert laid.text[(places["4"] or (0, 0))[0] - 24 :].startswith("an empty commented text.\n\nThis")


def test_replies_are_told_by_the_threads_of_word() -> None:
    _, remarks = word.remarks_of(DATA / "officer_docx_comments.docx")
    replies = {remark.name: remark.replies_to for remark in remarks if remark.replies_to}
    assert replies == {"8": "7", "9": "7", "11": "10", "13": "12"}


def test_nothing_of_a_real_file_is_dropped_in_silence() -> None:
    incoming = word.read(DATA / "officer_docx_comments.docx")
    assert incoming.losses == (
        Loss(LossKind.NO_CODE, 1, "comment 3, line 5"),
        Loss(LossKind.SPAN_OUTSIDE, 1, "comment 4, line 7"),
        Loss(LossKind.REPLY, 4),
    )
    places = {coding.place.removeprefix("comment ") for coding in incoming.codings}
    assert places | {"3", "4", "8", "9", "11", "13"} == set(OFFICER)
    assert [coding.code for coding in incoming.codings[:2]] == [("Comment multiple words.",), ("Second line.",)]
    assert incoming.coded


def test_replies_can_code() -> None:
    incoming = word.read(DATA / "officer_docx_comments.docx", replies_code=True)
    assert [loss.kind for loss in incoming.losses] == [LossKind.NO_CODE, LossKind.SPAN_OUTSIDE]
    assert ("Reply to Comment 2.", "comments with replies.") in quotes(incoming)


def test_gaps_in_numbers_and_an_empty_author() -> None:
    laid, remarks = word.remarks_of(DATA / "python-docx_comments_rich_para.docx")
    assert [(remark.name, remark.author, laid.text[slice(*(remark.span or (0, 0)))]) for remark in remarks] == [
        ("0", "Example Author", "Some text worthy of note."),
        ("1", "", "Other text worthy of note."),
        ("2", "", "Paragraph 5"),
        ("4", "", "Paragraph 6"),
    ]
    incoming = word.read(DATA / "python-docx_comments_rich_para.docx")
    assert [coding.coder for coding in incoming.codings] == ["Example Author", "", "", ""]
    assert incoming.codings[0].code == ("Text with hyperlink https://google.com embedded.",)
    assert incoming.codings[0].time == "2025-06-07T11:20:00Z"


def test_what_stands_in_the_text(path: Path) -> None:
    body = (
        p(
            r("a"),
            "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>",
            f"<w:ins>{r('c')}</w:ins>",
            f"<w:moveFrom>{r('d')}</w:moveFrom><w:moveTo>{r('e')}</w:moveTo>",
            "<w:r><w:tab/><w:t>f</w:t><w:br/><w:t>g</w:t><w:noBreakHyphen/><w:t>h</w:t></w:r>",
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> DATE </w:instrText></w:r>',
            f"<w:fldSimple w:instr=' DATE '>{r('i')}</w:fldSimple>",
            f"<w:hyperlink>{r('j')}</w:hyperlink><w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent>{r('k')}</w:sdtContent></w:sdt>",
            "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:drawing><w:t>no</w:t></w:drawing></w:r>",
        )
        + "<w:p/>"
        + f"<w:sdt><w:sdtContent>{p(r('l'))}</w:sdtContent></w:sdt>"
    )
    incoming = word.read(docx(path, body))
    assert incoming.texts[0].text == "ace\tf\ng-hijk\n\nl"
    assert incoming.texts[0].name == "K05"
    assert {(loss.kind, loss.count) for loss in incoming.losses} == {(LossKind.OTHER, 1), (LossKind.NOT_TEXT, 1)}
    assert not incoming.coded


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next(path: Path) -> None:
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("een ") + "</w:p>"
    assert text_of(docx(path, p(r("nul")) + gone + p(r("twee")))) == "nul\neen twee"
    assert text_of(docx(path, p(r("nul")) + gone)) == "nuleen "


def test_text_boxes_are_read_once_or_not_at_all(path: Path) -> None:
    box = f"<w:pict><w:txbxContent>{p(start(1), r('kader'), end(1))}</w:txbxContent></w:pict>"
    either = f"<x:Choice><w:drawing/></x:Choice><x:Fallback>{box}</x:Fallback>"
    both = f'<x:AlternateContent xmlns:x="urn:x">{either}</x:AlternateContent>'
    incoming = word.read(docx(path, p(r("ja"), f"<w:r>{both}</w:r>"), comment(1, "price")))
    assert incoming.texts[0].text == "ja"
    assert [(loss.kind, loss.subject) for loss in incoming.losses] == [
        (LossKind.NOT_TEXT, "pictures and text boxes"),
        (LossKind.SPAN_OUTSIDE, "comment 1, outside the text"),
    ]


def test_comments_may_begin_and_end_anywhere(path: Path) -> None:
    body = (
        start(1)
        + p(r("I: Waar"), start(2), r("om?"))
        + p(r("R: Daarom."), end(2))
        + f"<w:p>{end(1)}</w:p>"
        + "<w:tbl>"
        + start(3)
        + row(p(r("x")), p(r("y"), r("y")))
        + f'<w:commentRangeEnd w:id="3"/></w:tbl>{p(reference(3), r("z"))}'
    )
    incoming = word.read(docx(path, body, comment(1, "a") + comment(2, "b") + comment(3, "c")))
    assert quotes(incoming) == [
        ("a", "I: Waarom?\nR: Daarom."),
        ("b", "om?\nR: Daarom."),
        ("c", "x\nyy"),
    ]


def test_a_comment_without_a_range_stands_on_nothing_and_is_told(path: Path) -> None:
    body = p(r("ja"), reference(1), start(2), r(" nee"), reference(2), end(3), start(3), r("!"))
    incoming = word.read(docx(path, body, comment(1, "a") + comment(2, "b") + comment(3, "c") + comment(4, "d")))
    assert quotes(incoming) == [("b", " nee")]
    assert [loss.subject for loss in incoming.losses] == [
        "comment 1, line 1",
        "comment 3, line 1",
        "comment 4, outside the text",
    ]


def test_deleted_words_leave_their_comment_empty(path: Path) -> None:
    body = p(r("ja "), f"<w:del>{start(1)}<w:r><w:delText>weg</w:delText></w:r>{end(1)}</w:del>", r("nee"))
    incoming = word.read(docx(path, body, comment(1, "a")))
    assert [loss.subject for loss in incoming.losses] == ["comment 1, line 1"]


def test_several_codes_notes_and_coders(path: Path) -> None:
    body = p(start(1), start(2), r("duur"), end(1), end(2))
    comments = comment(1, "price; Motives &gt; Quality :: twice", "#risk #police") + comment(
        2, "price", author=" An  C. "
    )
    found = word.read(docx(path, body, comments)).codings
    assert [(coding.code, coding.coder, coding.memo) for coding in found] == [
        (("price",), "Sanne", "twice"),
        (("Motives", "Quality"), "Sanne", "twice"),
        (("risk",), "Sanne", ""),
        (("police",), "Sanne", ""),
        (("price",), "An C.", ""),
    ]


def test_replies_resolved_and_notes(path: Path) -> None:
    body = p(start(1), r("duur"), end(1), reference(2))
    comments = comment(1, "price", identity="A1") + comment(2, "quality", author="Bob", identity="A2")
    threads = '<w15:commentEx w15:paraId="A1" w15:done="1"/>'
    threads += '<w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="0"/>'
    file = docx(path, body, comments, threads)
    incoming = word.read(file)
    assert (quotes(incoming), [loss.kind for loss in incoming.losses]) == ([("price", "duur")], [LossKind.REPLY])
    assert incoming.choices == ("1 of 1 comments are marked as resolved; they code like the others",)
    both = word.read(file, replies_code=True)
    assert [(coding.code, coding.coder, coding.start) for coding in both.codings] == [
        (("price",), "Sanne", 0),
        (("quality",), "Bob", 0),
    ]


def test_a_note_without_a_code_is_a_memo_left_behind(path: Path) -> None:
    incoming = word.read(docx(path, p(start(1), r("duur"), end(1)), comment(1, ":: ask again")))
    assert [(loss.kind, loss.subject) for loss in incoming.losses] == [(LossKind.MEMO, "comment 1, line 1")]


def test_names_in_bold_and_headings_become_labels(path: Path) -> None:
    styles = (
        '<w:style w:styleId="K1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="K2"><w:basedOn w:val="K1"/></w:style>'
        '<w:style w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = (
        p(r("Interview 3"), style="K1")
        + p(r("Sanne"), style="K2")
        + p(start(1), r("Hoe begon het?"), end(1))
        + p(r("Bob"), style="B")
        + "<w:p/>"
        + p(r("Op kot."))
        + p(r("Sanne"), style="K2")
        + p(r("En toen?"))
        + p(bold("Bob"))
        + p(r("Niets "), bold("meer"))
        + p(bold("Slot:"))
        + p(r("Ja."))
        + p(bold("Einde"))
    )
    incoming = word.read(docx(path, body, comment(1, "start"), styles=styles))
    assert incoming.texts[0].text == (
        "Interview 3\nSanne: Hoe begon het?\nBob: Op kot.\nSanne: En toen?\nBob: Niets meer\nSlot: Ja.\nEinde"
    )
    assert quotes(incoming) == [("start", "Hoe begon het?")]


@pytest.mark.parametrize("colon", ["", ":"])
def test_tables_of_speaker_and_text(path: Path, colon: str) -> None:
    rows = row(p(r("Sanne" + colon)), p(start(1), r("Hoe?"), end(1)) + p(r("Zeg.")))
    rows += (
        row(p(r("Bob" + colon)), p(r("Zo."))) + row("<w:p/>", p(r("En zo."))) + row(p(r("Sanne" + colon)), p(r("Ja.")))
    )
    incoming = word.read(docx(path, f"<w:tbl>{rows}</w:tbl>", comment(1, "a")))
    assert incoming.texts[0].text == "Sanne: Hoe?\nZeg.\nBob: Zo.\nEn zo.\nSanne: Ja."
    assert quotes(incoming) == [("a", "Hoe?")]


def test_tables_with_times(path: Path) -> None:
    rows = row(p(r("0:01")), p(r("Sanne")), p(r("Hoe?"))) + row(p(r("[00:00:05]")), p(r("Bob")), p(r("Zo.")))
    rows += row(p(r("0:09")), p(r("Sanne")), p(r("Ja.")))
    text = text_of(docx(path, f"<w:tbl>{rows}</w:tbl>"))
    assert text == "Sanne: [0:01] Hoe?\nBob: [00:00:05] Zo.\nSanne: [0:09] Ja."
    assert [turn.start_ms for turn in Transcript(text).turns] == [1_000, 5_000, 9_000]


def test_other_tables_are_paragraphs(path: Path) -> None:
    table = f"<w:tbl>{row(p(r('leeftijd')), p(r('24')))}{row(p(r('stad')), p(r('Gent')))}</w:tbl>"
    assert text_of(docx(path, table)) == "leeftijd\n24\nstad\nGent"


def test_times_of_f4_move_and_comments_with_them(path: Path) -> None:
    body = p(r("I: "), start(1), r("Hoe?"), end(1), r(" #00:00:04-5#")) + p(
        r("R: Zo "), start(2), r("dus. #00:00:09-1#"), end(2)
    )
    body += p(r("I: Ja. #00:00:10-0#")) + p(r("R: Nee. #00:00:11-0#"))
    incoming = word.read(docx(path, body, comment(1, "a") + comment(2, "b")))
    assert incoming.texts[0].text.splitlines()[:2] == [
        "I: [00:00:00 – 00:00:04.5] Hoe?",
        "R: [00:00:04.5 – 00:00:09.1] Zo dus.",
    ]
    assert quotes(incoming) == [("a", "Hoe?"), ("b", "dus.")]


def test_the_export_of_teams_has_names_and_times_above_the_words(path: Path) -> None:
    def said(name: str, time: str, text: str) -> str:
        return p(bold(name), r(f"   {time}"), "<w:r><w:br/></w:r>", r(text))

    text = text_of(
        docx(
            path,
            said("Sanne Maes", "0:03", "Welkom.") + said("Bob", "0:09", "Dag.") + said("Sanne Maes", "1:02:03", "Zo."),
        )
    )
    assert text == "Sanne Maes: [00:00:03] Welkom.\nBob: [00:00:09] Dag.\nSanne Maes: [01:02:03] Zo."


def test_a_document_of_ours_says_which_interview_it_is_and_is_taken_to_the_letter(path: Path) -> None:
    known = '<Properties><property name="cryptodrug.interview"><v>K07</v></property></Properties>'
    body = p(bold("Bob")) + p(r("ja #00:00:01-0#")) + p(bold("Bob")) + p(r("nee"))
    text = word.read(docx(path, body, **{"docProps__custom.xml": known})).texts[0]
    assert (text.name, text.interview, text.text) == ("K05", "K07", "Bob\nja #00:00:01-0#\nBob\nnee")


PIECES = st.sampled_from(["ja ", "cafe\u0301", "nee\u00a0", "\U0001f600", "e\u0302\u0323 ", "x", "ﬁ", "a\x9fb", "Å"])


@given(st.lists(st.lists(st.tuples(PIECES, st.sampled_from(["", "start", "end"])), max_size=5), min_size=1, max_size=6))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_comments_keep_their_words_whatever_the_letters(path: Path, paragraphs: list[list[tuple[str, str]]]) -> None:
    body, raw, open_, comments, wanted = "", "", [], "", {}
    for number, paragraph in enumerate(paragraphs):
        runs = ""
        for text, mark in paragraph:
            if mark == "start":
                runs += start(len(comments))
                open_.append((len(comments), len(raw)))
                comments += comment(len(comments), f"c{len(comments)}")
            runs += r(text)
            raw += text
            if mark == "end" and open_:
                name, begun = open_.pop()
                runs += end(name)
                wanted[f"c{name}"] = canonical(raw[begun:]).rstrip("\n")
        body += p(runs)
        raw += "\n" if number < len(paragraphs) - 1 else ""
    if not raw.strip():
        return
    incoming = word.read(docx(path, body, comments))
    assert incoming.texts[0].text == canonical(raw)
    assert dict(quotes(incoming)) == {name: quote for name, quote in wanted.items() if quote}
    assert len(incoming.losses) == comments.count("<w:comment ") - len(incoming.codings)


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"word/document.xml": "<w:document>"}, "well-formed"),
        ({"word/document.xml": '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'}, "document type"),
        ({"word/document.xml": "<x/>"}, "no Word document"),
        ({"word/document.xml": "<x><body><p><r><t> </t></r></p></body></x>"}, "no text"),
        (
            {"word/document.xml": "<x><body>" + "<tbl><tr><tc>" * 3000 + "</tc></tr></tbl>" * 3000 + "</body></x>"},
            "nested",
        ),
    ],
)
def test_broken_documents(path: Path, files: dict[str, str], what: str) -> None:
    archive(path, files)
    assert word.recognise(path)
    with pytest.raises(StudyError, match=what):
        word.read(path)


def test_documents_are_known_by_what_they_hold(path: Path, tmp_path: Path) -> None:
    docx(path, p(r("ja")))
    shutil.copy(path, tmp_path / "named_otherwise.bin")
    assert word.recognise(tmp_path / "named_otherwise.bin")
    assert not word.recognise(archive(tmp_path / "a.docx", {"x.xml": "<x/>"}))
    assert not word.recognise(tmp_path / "absent.docx")
    assert not word.recognise(tmp_path)


def test_parts_are_found_by_their_relations(path: Path) -> None:
    docx(path, p(start(1), r("duur"), end(1)), comment(1, "price"))
    main = '<x:document xmlns:x="urn:strict"><x:body><x:p><x:r><x:t>nog</x:t></x:r></x:p></x:body></x:document>'
    moved = archive(
        path.with_name("b.docx"),
        {
            "_rels/.rels": '<R><Relationship Type="urn/officeDocument" Target="/word/document2.xml"/></R>',
            "word/document.xml": "<x/>",
            "word/document2.xml": main,
        },
    )
    assert text_of(moved) == "nog"
