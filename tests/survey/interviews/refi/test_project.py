"""What becomes of each part of a project: taken, or told to be lost."""

from __future__ import annotations

import zipfile
from pathlib import Path

from survey.interviews.incoming import Incoming, IncomingCode, LossKind
from survey.interviews.refi.project import read_project
from tests.survey.interviews.refi.writing import (
    CODER,
    MAXQDA,
    Layout,
    Marked,
    Parts,
    Written,
    code_key,
    identity,
    write,
)

TEXT = "I: En de prijs?\nSam: Die was veel te hoog voor mij.\n"
HIGH = TEXT.index("veel te hoog")
PRICE = Marked(HIGH, HIGH + 12, "price")
NOTE, LINKED = identity(90, 1), identity(90, 2)


def _read(tmp_path: Path, texts: list[Written], parts: Parts | None = None, layout: Layout = MAXQDA) -> Incoming:
    return read_project(write(tmp_path / "p.qdpx", layout, texts, parts))


def _losses(incoming: Incoming) -> dict[tuple[LossKind, str], int]:
    return {(loss.kind, loss.subject): loss.count for loss in incoming.losses if not loss.subject.startswith("@")}


def _selection(start: object, end: object, inside: str = "", name: str = "", key: str = "") -> str:
    key = key or identity(80, 1)
    return (
        f'<PlainTextSelection guid="{key}" name="{name}" startPosition="{start}" endPosition="{end}">'
        f"{inside}</PlainTextSelection>"
    )


def _coding(code: str = "price", user: str = f' creatingUser="{CODER}"', inside: str = "") -> str:
    return f'<Coding guid="{identity(81, 1)}"{user}><CodeRef targetGUID="{{{code_key(code)}}}"/>{inside}</Coding>'


def test_a_coding_has_its_coder_time_and_place(tmp_path: Path) -> None:
    incoming = _read(tmp_path, [Written("sam", TEXT, (PRICE,))])
    (coding,) = incoming.codings
    assert (coding.text, TEXT[coding.start : coding.end], coding.code) == ("sam", "veel te hoog", ("price",))
    assert (coding.coder, coding.time, coding.place) == ("Coder One", "2026-03-01T10:00:00Z", "selection 1")
    assert incoming.texts[0].text == TEXT
    assert incoming.texts[0].interview == ""
    assert incoming.losses == ()


def test_codes_nest_and_double_colons_stay(tmp_path: Path) -> None:
    nested = (
        '<Code guid="a" name="motives" isCodable="false" color="#abc"><Description> why </Description>'
        '<Code guid="b" name="price::high" isCodable="true" color="red"/><Code guid="c" name="fun" isCodable="true"/>'
        '<Code guid="d" name="fun" isCodable="true"/></Code>'
    )
    extra = _selection(HIGH, HIGH + 12, '<Coding guid="x"><CodeRef targetGUID="d"/></Coding>')
    incoming = _read(tmp_path, [Written("sam", TEXT, (), extra)], Parts(codes=nested))
    assert incoming.codes == (
        IncomingCode(("motives",), "why", "#aabbcc"),
        IncomingCode(("motives", "price::high")),
        IncomingCode(("motives", "fun")),
    )
    assert [each.code for each in incoming.codings] == [("motives", "fun")]
    assert _losses(incoming) == {
        (LossKind.COLOR, "Code/@color"): 1,
        (LossKind.OTHER, "Code/@isCodable"): 1,
        (LossKind.OTHER, "Code: the same name twice under one parent"): 1,
        (LossKind.OTHER, "User"): 1,
    }


def test_several_codes_on_one_stretch_in_one_selection_or_in_equal_ones(tmp_path: Path) -> None:
    both = Written("sam", TEXT, (PRICE, Marked(PRICE.start, PRICE.end, "fun")))
    one = _selection(HIGH, HIGH + 12, _coding() + _coding("fun"))
    again = Written("sam 2", TEXT, (), one)
    incoming = _read(tmp_path, [both, again])
    assert [(each.text, each.code[0]) for each in incoming.codings] == [
        ("sam", "price"),
        ("sam", "fun"),
        ("sam 2", "price"),
        ("sam 2", "fun"),
    ]


def test_what_lies_outside_or_names_no_code_is_lost(tmp_path: Path) -> None:
    extra = "".join(
        (
            _selection(4, 4, _coding()),
            _selection(4, 9_999, _coding()),
            _selection("x", 9, _coding()),
            _selection("9" * 5_000, 9, _coding()),
            _selection(-3, 9, _coding()),
            _selection(HIGH, HIGH + 12, _coding("unknown")),
            _selection(HIGH, HIGH + 12, '<Coding guid="c"/>'),
        )
    )
    marks = tuple(Marked(PRICE.start, PRICE.end - n, "price") for n in (0, 5))
    more = tuple(Marked(TEXT.index(word), TEXT.index(word) + len(word), "price") for word in ("prijs", "Die", "mij"))
    incoming = _read(tmp_path, [Written("sam", TEXT, marks + more, extra)])
    assert len(incoming.codings) == 5
    assert _losses(incoming) == {
        (LossKind.SPAN_OUTSIDE, "PlainTextSelection: sam"): 5,
        (LossKind.SPAN_OUTSIDE, "Coding: sam"): 5,
        (LossKind.NO_CODE, "PlainTextSelection: sam"): 2,
        (LossKind.NO_CODE, "Coding: sam"): 2,
    }


def test_descriptions_notes_and_linked_notes_become_memos(tmp_path: Path) -> None:
    key = identity(80, 7)
    inside = "<Description>Lijkt boos.</Description>" + _coding(inside=f'<NoteRef targetGUID="{NOTE}"/>')
    extra = _selection(HIGH, HIGH + 12, inside, "veel te…", key)
    extra += _selection(0, 1, "<Description>Alleen een memo.</Description>")
    notes = (
        f'<Notes><Note guid="{NOTE}" name="n"><PlainTextContent>Nalezen.</PlainTextContent></Note>'
        f'<Note guid="{LINKED}" name="n"><Description>Aantekening.</Description></Note>'
        '<Note guid="z" name="dagboek"><PlainTextContent>Iets anders.</PlainTextContent></Note></Notes>'
        f'<Links><Link guid="l" originGUID="{LINKED}" targetGUID="{key.lower()}"/><Link guid="m"/></Links>'
    )
    incoming = _read(tmp_path, [Written("sam", TEXT, (PRICE,), extra)], Parts(after=notes))
    assert [each.memo for each in incoming.codings] == ["", "Lijkt boos.\nAantekening.\nNalezen."]
    assert _losses(incoming) == {
        (LossKind.MEMO, "PlainTextSelection: sam"): 1,
        (LossKind.MEMO, "Description: sam"): 1,
        (LossKind.MEMO, "Note"): 1,
        (LossKind.LINK, "Link"): 1,
    }


def test_a_description_that_repeats_the_words_is_no_memo(tmp_path: Path) -> None:
    inside = "<Description>veel te hoog</Description>" + _coding()
    incoming = _read(tmp_path, [Written("sam", TEXT, (PRICE,), _selection(HIGH, HIGH + 12, inside, "prijsklacht"))])
    assert [each.memo for each in incoming.codings] == ["", ""]
    assert _losses(incoming) == {(LossKind.OTHER, "PlainTextSelection/@name"): 1}


def test_a_code_on_the_whole_text_and_coders_that_are_not_listed(tmp_path: Path) -> None:
    extra = _coding(user="") + _coding(user=' creatingUser="{ABCDEF00-0000-0000-0000-000000000000}"')
    incoming = _read(tmp_path, [Written("sam", TEXT, (PRICE,), extra)])
    whole = [each for each in incoming.codings if each.place == "the whole text"]
    assert [(each.start, each.end) for each in whole] == [(0, len(TEXT))] * 2
    assert [each.coder for each in whole] == ["", "abcdef00-0000-0000-0000-000000000000"]


def test_texts_with_one_name_are_told_apart(tmp_path: Path) -> None:
    incoming = _read(tmp_path, [Written(name, TEXT, (PRICE,)) for name in ("sam", "Sam", "sam (2)", "")])
    assert [each.name for each in incoming.texts] == ["sam", "Sam (2)", "sam (2) (2)", "text 4"]
    assert [each.text for each in incoming.codings] == ["sam", "Sam (2)", "sam (2) (2)", "text 4"]


def test_a_file_of_ours_says_which_interview_it_is(tmp_path: Path) -> None:
    ours = Layout("ours", "cryptodrug", MAXQDA.dialect)
    incoming = _read(tmp_path, [Written("i1", "onderhandelen", (Marked(3, 6),))], layout=ours)
    assert [(each.name, each.interview) for each in incoming.texts] == [("i1", "i1")]
    assert [(each.start, each.end) for each in incoming.codings] == [(3, 6)]
    assert incoming.choices == ()
    other = _read(tmp_path, [Written("i1", TEXT)], layout=Layout("x", "cryptodruggist", MAXQDA.dialect))
    assert other.texts[0].interview == ""


def test_formatted_paths_may_be_plain_text_and_others_are_not_read(tmp_path: Path) -> None:
    sources = (
        '<TextSource guid="a" name="plain" richTextPath="internal://a.txt"/>'
        '<TextSource guid="b" name="word" richTextPath="internal://b.docx"/>'
        '<PDFSource guid="c" name="pdf"><Representation guid="d"><PlainTextContent>x</PlainTextContent>'
        '<PlainTextSelection guid="e" startPosition="0" endPosition="1"><Coding guid="f"/></PlainTextSelection>'
        "</Representation></PDFSource><Unknown/>"
    )
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("project.qde", f'<q:Project xmlns:q="urn:x:0:4"><q:Sources>{sources}</q:Sources></q:Project>')
        made.writestr("sources/a.txt", TEXT)
        made.writestr("sources/b.docx", b"x")
    incoming = read_project(path)
    assert [(each.name, each.text) for each in incoming.texts] == [("plain", TEXT)]
    assert _losses(incoming) == {
        (LossKind.TEXT_MISSING, "TextSource: word"): 1,
        (LossKind.NOT_TEXT, "PDFSource"): 1,
        (LossKind.NOT_TEXT, "Representation"): 1,
        (LossKind.NOT_TEXT, "PlainTextSelection"): 1,
        (LossKind.NOT_TEXT, "Coding"): 1,
        (LossKind.NOT_TEXT, "Unknown"): 1,
        (LossKind.FORMATTING, "TextSource/@richTextPath"): 1,
    }


def test_elements_that_no_standard_knows_are_counted(tmp_path: Path) -> None:
    after = "<Invention><Coding guid='x'/></Invention><Description>over dit project</Description>"
    incoming = _read(tmp_path, [Written("sam", TEXT, (PRICE,))], Parts(after=after))
    assert _losses(incoming) == {
        (LossKind.OTHER, "Invention"): 1,
        (LossKind.OTHER, "Coding"): 1,
        (LossKind.MEMO, "Description"): 1,
    }
