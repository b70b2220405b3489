"""What a file of another program brings: texts, codes, codings, and a list of everything that is left behind.

Readers only say what their file says. What of it becomes part of a set of interviews is decided in `merge.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from survey.codebook import Label


@dataclass(frozen=True)
class IncomingText:
    """One transcript, in canonical form."""

    name: str
    """Its name in the file, or the file's own name without its ending; unique in the file."""
    text: str
    language: str = ""
    interview: str = ""
    """The id of the interview, where the file is one of ours and says so."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Variables of the document or its case, as text."""
    written_as: str = ""
    """The checksum of the text that we wrote, where the file is one of ours; people may have changed words since."""


@dataclass(frozen=True)
class IncomingCode:
    """One code of the file's codebook."""

    path: tuple[str, ...]
    """Names from the root down, as written there."""
    description: str = ""
    color: str = ""
    language: str = ""
    """That of the description, in a file of ours; only there are the label and the examples told apart from it."""
    label: Label = field(default_factory=Label)
    include: Label = field(default_factory=Label)
    exclude: Label = field(default_factory=Label)


@dataclass(frozen=True)
class IncomingCoding:
    """One code on a stretch of one text: half-open code points of the canonical text."""

    text: str
    start: int
    end: int
    code: tuple[str, ...]
    """As written: the names from the root down where the file tells them, else one name."""
    coder: str = ""
    time: str = ""
    memo: str = ""
    place: str = ""
    """Where it stands in the file, for messages: `comment 12`."""


class LossKind(StrEnum):
    """Sorts of things that a file can hold and a set of interviews cannot; each has words in the language files."""

    TEXT_MISSING = "text_missing"
    """A source whose text is not in the file."""
    NOT_TEXT = "not_text"
    """A picture, PDF, sound or film, with whatever is coded on it."""
    SPAN_OUTSIDE = "span_outside"
    """A coding that lies outside its text, or is empty."""
    DIALECT = "dialect"
    """Codings of a text whose counting of positions could not be told; none of them is taken."""
    NO_CODE = "no_code"
    """A coding, or a comment, that names no code."""
    REPLY = "reply"
    """An answer to a comment: discussion, not coding."""
    MEMO = "memo"
    VARIABLE = "variable"
    CASE = "case"
    SET = "set"
    LINK = "link"
    GRAPH = "graph"
    COLOR = "color"
    DATE = "date"
    FORMATTING = "formatting"
    PERSONAL_PATH = "personal_path"
    """A folder name of somebody's computer."""
    OTHER = "other"


@dataclass(frozen=True)
class Loss:
    """Something the file holds that was not taken: what, how many, and of what."""

    kind: LossKind
    count: int
    subject: str = ""


@dataclass(frozen=True)
class Incoming:
    """Everything a file brings."""

    source: str
    """The file's name, without folders."""
    format: str
    texts: tuple[IncomingText, ...] = ()
    codes: tuple[IncomingCode, ...] = ()
    codings: tuple[IncomingCoding, ...] = ()
    losses: tuple[Loss, ...] = ()
    choices: tuple[str, ...] = ()
    """What the reader had to choose, with its score: `interview 1: UTF-16 units, CRLF as two, 0.98 (next 0.31)`."""
    coded: bool = False
    """Whether the file is one in which people code, so that what is not in it any more was taken away."""
    asked: tuple[IncomingCoding, ...] = ()
    """Suggestions that stood in the file when we wrote it: one that is gone was refused, under whatever name the file
    was saved since. Their code is a path, and their place one of the text that we wrote."""
