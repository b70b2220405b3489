"""Word documents (.docx): the text of an interview, and the comments by which people code it.

A comment stands on what is between its `commentRangeStart` and `commentRangeEnd`, which need not be in one paragraph;
where one of them is missing the place of its reference is taken. Replies are told by `commentsExtended.xml`, which
not every program writes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import StudyError, problem
from survey.interviews.incoming import Incoming, IncomingText, Loss, LossKind
from survey.interviews.read.layout import Laid, Mark, lay
from survey.interviews.read.remarks import Remark, asked_in, coded
from survey.interviews.read.word_text import PICTURES, Walk, attribute, child, looks, name_of
from survey.interviews.word_comments import CHECKSUM, INTERVIEW, suggested_places
from survey.read.archive import Archive, open_archive
from survey.read.markup import parse_markup

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ENDINGS = (".docx",)
LARGEST_PART = 64 << 20
MAIN = re.compile(r"word/document\d*\.xml")
TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?")
MAKER = "cryptodrug"
NESTED = "this document is nested more deeply than any that a program writes"


def recognise(path: Path) -> bool:
    """Return whether this is an archive with the main part of a Word document."""
    try:
        with open_archive(path) as archive:
            return any(MAIN.fullmatch(name) for name in archive.names)
    except StudyError:
        return False


def read(path: Path, replies_code: bool = False) -> Incoming:
    """Return the text of a document and what its comments code; replies to comments only when `replies_code`."""
    document = _open(path)
    laid, remarks = document.laid, document.remarks
    text = IncomingText(path.stem, laid.text, interview=document.properties.get(INTERVIEW, ""))
    text = replace(text, written_as=document.properties.get(CHECKSUM, ""))
    asked = asked_in(path.stem, suggested_places(document.properties))
    bare = Incoming(path.name, "word", losses=document.losses, coded=document.coded, asked=asked)
    return coded(text, remarks, bare, replies_code)


def remarks_of(path: Path) -> tuple[Laid, tuple[Remark, ...]]:
    """Return the text of a document and every comment in it, replies too."""
    document = _open(path)
    return document.laid, document.remarks


@dataclass(frozen=True)
class _Document:
    laid: Laid
    remarks: tuple[Remark, ...]
    properties: Mapping[str, str]
    """Of the document itself; in one that we wrote they say the interview's id."""
    coded: bool
    losses: tuple[Loss, ...]


def _open(path: Path) -> _Document:
    """Return what a document says; raise `StudyError` when it is broken, unsafe, or empty."""
    try:
        with open_archive(path) as archive:
            document = _document(_Parts(archive))
    except RecursionError:
        raise problem(NESTED, str(path), "Copy its text into a new document.") from None
    if not document.laid.text.strip():
        raise problem("this document holds no text", str(path), "Is it the right file?")
    return document


class _Parts:
    """The parts of a document, found through their relations, as their names differ between programs."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        fallback = next((name for name in archive.names if MAIN.fullmatch(name)), "word/document.xml")
        self.main = self._related("").get("officeDocument", fallback)
        self.others = self._related(self.main)

    def part(self, kind: str) -> Element | None:
        """Return a part of the main one by the last word of its kind, or nothing."""
        return self.read(self.others.get(kind, ""))

    def read(self, name: str) -> Element | None:
        """Return the root of a part, or nothing when it is not there."""
        if name not in self.archive.names:
            return None
        content = self.archive.read(name)
        place = f"{self.archive.path}, {name}"
        if len(content) > LARGEST_PART:
            raise problem(f"this part is larger than {LARGEST_PART >> 20} MB", place, "Is it the right file?")
        return parse_markup(content, place)

    def _related(self, name: str) -> Mapping[str, str]:
        """Return the parts that a part (or the archive as a whole) is related to, by the last word of the kind."""
        folder, _, base = name.rpartition("/")
        relations = self.read(posixpath.join(folder, "_rels", f"{base}.rels"))
        targets = {attribute(each, "Type").rpartition("/")[2]: attribute(each, "Target") for each in relations or ()}
        return {kind: posixpath.normpath(posixpath.join("/", folder, target))[1:] for kind, target in targets.items()}


def _document(parts: _Parts) -> _Document:
    main = parts.read(parts.main)
    body = child(main, "body")
    if body is None:
        raise problem("this is no Word document", str(parts.archive.path), "Save it as .docx again.")
    properties = _properties(parts.read("docProps/custom.xml"))
    ours = bool(properties.get(INTERVIEW))
    if not ours:
        _refuse_a_report(parts)
    walk = Walk(looks(parts.part("styles")))
    laid = lay(walk.blocks(body), as_is=ours)
    comments = parts.part("comments")
    remarks = tuple(_remarks(comments, parts.part("commentsExtended"), laid)) if comments is not None else ()
    losses = tuple(Loss(_kind(what), count, what) for what, count in walk.left.items() if count)
    return _Document(laid, remarks, properties, comments is not None or ours, losses)


def _kind(what: str) -> LossKind:
    return LossKind.NOT_TEXT if what == PICTURES else LossKind.OTHER


def _refuse_a_report(parts: _Parts) -> None:
    """Raise `StudyError` for a report or list of ours, which keeps saying so when somebody saves it in Word."""
    core = parts.read("docProps/core.xml")
    said = {name_of(each): (each.text or "").strip() for each in (core if core is not None else ())}
    if said.get("creator") == MAKER and said.get("subject"):
        advice = "Mend the codings in the coded files themselves, and import those."
        raise problem(
            "cryptodrug wrote this as a report or a list; it is no transcript", str(parts.archive.path), advice
        )


def _properties(found: Element | None) -> dict[str, str]:
    """Return a document's own properties, among which we put the interview's id."""
    return {attribute(each, "name"): "".join(each.itertext()).strip() for each in reversed(found or ())}


def _remarks(comments: Element, extended: Element | None, laid: Laid) -> Iterator[Remark]:
    threads = {attribute(each, "paraId"): each for each in extended or ()}
    found = [each for each in comments if name_of(each) == "comment"]
    names = {identity: attribute(comment, "id") for comment in found if (identity := _identity(comment))}
    for comment in found:
        thread = threads.get(_identity(comment))
        time = attribute(comment, "date").strip()
        yield Remark(
            name=attribute(comment, "id"),
            words=_words(comment),
            author=attribute(comment, "author"),
            time=time if TIME.fullmatch(time) else "",
            span=_span(attribute(comment, "id"), laid),
            replies_to=names.get(attribute(thread, "paraIdParent"), ""),
            resolved=attribute(thread, "done") in {"1", "true"},
        )


def _identity(comment: Element) -> str:
    """Return what other parts call a comment: the `paraId` of its last paragraph."""
    paragraphs = [each for each in comment.iter() if name_of(each) == "p"]
    return attribute(paragraphs[-1], "paraId") if paragraphs else ""


def _words(comment: Element) -> str:
    return lay(Walk().blocks(comment), as_is=True).text


def _span(name: str, laid: Laid) -> tuple[int, int] | None:
    """Return the words between a comment's marks, nothing when it has none in the text."""
    start, end, reference = (Mark(kind, name) for kind in ("start", "end", "reference"))
    first = start if start in laid.marks else reference
    last = end if end in laid.marks else reference
    return laid.span(first, last) if first in laid.marks and last in laid.marks else None
