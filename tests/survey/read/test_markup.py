"""XML by others: no document type, no entities, and a message for what is broken."""

import pytest

from survey.errors import StudyError
from survey.read.markup import parse_markup, text_of

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>
<a>&c;</a>"""
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'


def test_text_is_found_by_path() -> None:
    root = parse_markup("<a><b><c> é\n</c></b><d/></a>".encode(), "x.xml")
    assert (text_of(root, "b/c"), text_of(root, "d"), text_of(root, "e")) == ("é", "", "")


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, b"<!DOCTYPE a><a/>", b'<!DOCTYPE a SYSTEM "x.dtd"><a/>'])
def test_a_document_type_is_refused(content: bytes) -> None:
    with pytest.raises(StudyError, match="declares a document type"):
        parse_markup(content, "x.xml")


@pytest.mark.parametrize(
    "content",
    [b"", b"<a>", b"<a></b>", b"<a>\xff</a>", b"<a>&undeclared;</a>", b'<?xml version="1.0" encoding="x"?><a/>'],
)
def test_broken_markup_is_said_with_its_place(content: bytes) -> None:
    with pytest.raises(StudyError, match="no well-formed XML") as caught:
        parse_markup(content, "x.xml")
    assert "x.xml" in caught.value.problems[0].where


def test_the_message_never_repeats_the_text() -> None:
    with pytest.raises(StudyError) as caught:
        parse_markup(b"<a>secret<b></a>", "x.xml")
    assert "secret" not in str(caught.value)
