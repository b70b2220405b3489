"""LimeSurvey's R syntax file, cut into tokens and looked at; it is never run.

It names columns, words them and lists their categories by position. Everything else in it is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from survey.errors import problem

TOKEN = re.compile(
    r"""(?P<space>[^\S\n]+)
      | (?P<comment>\#[^\n]*)
      | (?P<text>"[^"\\]*(?:\\.[^"\\]*)*" | '[^'\\]*(?:\\.[^'\\]*)*')
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<name>[^\W\d][\w.]*)
      | (?P<line>\n)
      | (?P<sign><-|.)""",
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|[uU]\{?([0-9A-Fa-f]{1,6})\}?|(.))", re.DOTALL)
PLAIN = {"n": "\n", "t": "\t", "r": "\r", "0": "", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
FIELD_TYPE = re.compile(r"#\s*LimeSurvey Field type:\s*(\w+)")
MOST_COLUMNS = 100_000
OPEN, CLOSE = frozenset("([{"), frozenset(")]}")

Token: TypeAlias = tuple[str, str]
"""Its kind, and what it says; of a text, without quotes and escapes."""


@dataclass(frozen=True)
class Column:
    """What the file says of one column; places are counted from 1."""

    place: int
    name: str = ""
    label: str = ""
    levels: tuple[tuple[str, str], ...] = ()
    """Codes with their wordings, in order."""
    type: str = ""
    """LimeSurvey's field type: `F` number, `A` text, `DATETIME…`."""

    @property
    def is_box(self) -> bool:
        """Return whether this is a tick box: 1 or 0."""
        return {code for code, _ in self.levels} == {"0", "1"}


def read_syntax(text: str, place: str) -> tuple[Column, ...]:
    """Return the columns that the file names, in order; raise `StudyError` when it is not what LimeSurvey writes."""
    columns: dict[int, Column] = {}
    type_ = ""
    for kind, tokens in _statements(text, place):
        if kind == "comment":
            type_ = tokens[0][1]
        elif said := _said(tokens):
            column = columns.get(said.place, Column(said.place))
            columns[said.place] = replace(
                column,
                name=said.name or column.name,
                label=said.label or column.label,
                levels=said.levels or column.levels,
                type=type_ or column.type,
            )
            type_ = ""
    if not any(column.name for column in columns.values()):
        raise problem("this file names no columns", place, "Export 'R (syntax file)' again from LimeSurvey.")
    return tuple(columns[at] for at in sorted(columns))


def tokens_of(text: str, place: str) -> Iterator[Token]:
    """Yield the tokens, without blanks; raise `StudyError` for a text that does not end."""
    at = 0
    while match := TOKEN.match(text, at):
        at = match.end()
        kind, said = str(match.lastgroup), match.group()
        if kind == "sign" and said in {'"', "'"}:
            line = text.count("\n", 0, match.start()) + 1
            raise problem("a text in this file does not end", f"{place}, line {line}", "Export it again.")
        if kind != "space":
            yield kind, unquoted(said) if kind == "text" else said


def unquoted(text: str) -> str:
    """Return what a text of R says."""
    return ESCAPE.sub(_unescaped, text[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    byte, letter, sign = match.groups()
    if sign is not None:
        return PLAIN.get(sign, sign)
    number = int(byte or letter, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _statements(text: str, place: str) -> Iterator[tuple[str, list[Token]]]:
    """Yield comments that give a field type, and what stands on a line, or on several within brackets."""
    statement: list[Token] = []
    depth = 0
    for kind, said in tokens_of(text, place):
        if kind == "comment":
            if found := FIELD_TYPE.match(said):
                yield "comment", [("comment", found[1])]
        elif kind == "line":
            if statement and depth <= 0:
                yield "statement", statement
                statement, depth = [], 0
        else:
            statement.append((kind, said))
            depth += (said in OPEN) - (said in CLOSE) if kind == "sign" else 0
    if statement:
        yield "statement", statement


def _said(tokens: Sequence[Token]) -> Column | None:
    """Return what a statement says of one column, or None."""
    words = [said if kind != "text" else '"' for kind, said in tokens]
    match words:
        case ["names", "(", "data", ")", "[", at, "]", "<-", '"'] if _is_place(at):
            return Column(int(at), name=tokens[-1][1].strip())
        case ["attributes", "(", "data", ")", "$", "variable.labels", "[", at, "]", "<-", '"'] if _is_place(at):
            return Column(int(at), label=" ".join(tokens[-1][1].split()))
        case ["data", "[", ",", at, "]", "<-", *_] if _is_place(at):
            codes, labels = _vector(tokens, "levels"), _vector(tokens, "labels")
            return Column(int(at), levels=tuple(zip(codes, labels, strict=True)) if len(codes) == len(labels) else ())
    return None


def _is_place(text: str) -> bool:
    return text.isdecimal() and 0 < int(text) <= MOST_COLUMNS


def _vector(tokens: Sequence[Token], name: str) -> list[str]:
    """Return the items of `name=c(…)`, texts or numbers."""
    start = [("name", name), ("sign", "="), ("name", "c"), ("sign", "(")]
    for at in range(len(tokens) - len(start)):
        if list(tokens[at : at + len(start)]) == start:
            rest = tokens[at + len(start) :]
            end = next((place for place, token in enumerate(rest) if token == ("sign", ")")), len(rest))
            return [said for kind, said in rest[:end] if kind in {"text", "number"}]
    return []
