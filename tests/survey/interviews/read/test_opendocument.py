from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.interviews.incoming import LossKind
from survey.interviews.read import opendocument
from tests.survey.interviews.read.documents import ODT, archive, odt

BOLD = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'


def para(*content: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{"".join(content)}</text:p>'


def note(name: str, words: str, parent: str = "", resolved: str = "false") -> str:
    reply = f' loext:parent-name="{parent}"' if parent else ""
    return (
        f'<office:annotation office:name="{name}" loext:resolved="{resolved}"{reply}><dc:creator>Sanne</dc:creator>'
        f"<dc:date>2026-03-01T10:00:00</dc:date>{para(words)}</office:annotation>"
    )


def over(name: str) -> str:
    return f'<office:annotation-end office:name="{name}"/>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "K06.odt"


def test_what_stands_in_the_text(path: Path) -> None:
    deleted = f"<text:changed-region><text:deletion>{para('weg')}</text:deletion></text:changed-region>"
    tracked = f"<text:tracked-changes>{deleted}</text:tracked-changes>"
    body = (
        tracked
        + '<text:h text:outline-level="1">Gesprek</text:h>'
        + para("\n  I:", '<text:s text:c="3"/>', "Hoe <text:span>zo</text:span>\n ?", "<text:tab/>x<text:line-break/>y")
        + f"<text:list><text:list-item>{para('punt')}</text:list-item></text:list>"
        + f"<table:table><table:table-header-rows><table:table-row><table:table-cell>{para('a')}</table:table-cell>"
        + f"<table:table-cell>{para('b')}</table:table-cell></table:table-row></table:table-header-rows></table:table>"
        + para('z<text:note><text:note-body>voet</text:note-body></text:note><text:change text:change-id="c"/>')
    )
    incoming = opendocument.read(odt(path, body))
    assert incoming.texts[0].text == "Gesprek\nI:   Hoe zo ?\tx\ny\npunt\na\nb\nz"
    assert [(loss.kind, loss.count) for loss in incoming.losses] == [(LossKind.OTHER, 1)]
    assert not incoming.coded


def test_names_in_bold_become_labels(path: Path) -> None:
    name = '<text:span text:style-name="T1">{}</text:span>'
    body = "".join(
        para(name.format(who)) + para(said)
        for who, said in [("An", "Hoe?"), ("Bob", "Zo."), ("An", "Ja."), ("Bob", "Nee.")]
    )
    assert opendocument.read(odt(path, body, BOLD)).texts[0].text == "An: Hoe?\nBob: Zo.\nAn: Ja.\nBob: Nee."


def test_comments_code(path: Path) -> None:
    body = para("R: ", note("n1", "price"), "Te ", note("n2", "a &gt; b; c"), "duur", over("n2"), ".") + para(
        "Ja.", over("n1")
    )
    incoming = opendocument.read(odt(path, body + para(note("n3", "d"), "x")))
    text = incoming.texts[0].text
    assert [(c.code, text[c.start : c.end], c.coder, c.time) for c in incoming.codings] == [
        (("price",), "Te duur.\nJa.", "Sanne", "2026-03-01T10:00:00"),
        (("a", "b"), "duur", "Sanne", "2026-03-01T10:00:00"),
        (("c",), "duur", "Sanne", "2026-03-01T10:00:00"),
    ]
    assert [(loss.kind, loss.subject) for loss in incoming.losses] == [(LossKind.SPAN_OUTSIDE, "comment 3, line 3")]
    assert incoming.coded


def test_replies(path: Path) -> None:
    file = odt(
        path,
        para(note("n1", "price", resolved="true"), note("n2", "risk", parent="n1"), "duur", over("n2"), over("n1")),
    )
    assert [loss.kind for loss in opendocument.read(file).losses] == [LossKind.REPLY]
    assert opendocument.read(file).choices
    assert [coding.code for coding in opendocument.read(file, replies_code=True).codings] == [("price",), ("risk",)]


def test_a_document_of_ours_is_taken_to_the_letter(path: Path) -> None:
    known = '<meta:user-defined meta:name="cryptodrug.interview">K07</meta:user-defined>'
    meta = f'<m xmlns:meta="urn:m"><meta>{known}</meta></m>'
    text = opendocument.read(odt(path, para("ja #00:00:01-0#"), **{"meta.xml": meta})).texts[0]
    assert (text.interview, text.text) == ("K07", "ja #00:00:01-0#")


def test_a_blank_that_is_said_to_repeat_without_end_does_not(path: Path) -> None:
    incoming = opendocument.read(
        odt(path, para("a", '<text:s text:c="99999999999"/>', '<text:s text:c="99999999"/>', "b"))
    )
    assert len(incoming.texts[0].text) < 20_000


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"content.xml": "<x/>"}, "no text"),
        ({"content.xml": "<x>"}, "well-formed"),
        ({}, "holds no content.xml"),
        ({"content.xml": "rubbish", "META-INF/manifest.xml": "<m:encryption-data/>"}, "locked with a password"),
    ],
)
def test_broken_documents(path: Path, files: dict[str, str], what: str) -> None:
    archive(path, {"mimetype": ODT, **files})
    assert opendocument.recognise(path)
    with pytest.raises(StudyError, match=what):
        opendocument.read(path)


def test_spreadsheets_are_not_taken(path: Path) -> None:
    assert not opendocument.recognise(archive(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}))
