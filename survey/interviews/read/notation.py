"""Times as other programs write them into a text, turned into ours: `Name: [00:00:12] text`.

f4 puts `#00:00:12-5#` at the end of each turn (then it closes that turn and opens the next) or at its beginning. Teams
and others write a line `Name   0:12` above what was said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey.interviews.edits import Edit, Edits
from survey.interviews.turns import NO_LABELS, clock, milliseconds

F4 = re.compile(r"#(?P<time>\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?)#")
HEAD = re.compile(
    rf"(?P<first>[ \t]*{F4.pattern.replace('<time>', '<time1>')}[ \t]*)?"
    r"(?P<label>[^\n:\[\]#]{1,63}?[ \t\u00a0\u202f]*:(?!//)[ \t]*)?"
    rf"(?P<second>{F4.pattern.replace('<time>', '<time2>')}[ \t]*)?"
)
TAIL = re.compile(rf"(?<![ \t])[ \t]*{F4.pattern}[ \t]*$")
ABOVE = re.compile(
    r"^(?P<name>[^\s:\[\]][^\n:\[\]]{0,62}?)(?P<gap>[ \t\u00a0]{1,40})"
    r"(?P<time>\d{1,2}(?::\d{2}){1,2})[ \t]*\n+(?=[^\n])",
    re.MULTILINE,
)


def notation(text: str) -> Edits:
    """Return the edits that write the times of f4, or names and times on lines of their own, our way."""
    return Edits(_of_f4(text) if F4.search(text) else _above(text))


@dataclass(frozen=True)
class _Line:
    """A line with times of f4: where its words begin, the times that open and close it, and those between."""

    start: int
    said: int
    opened: int
    """Where the time that opens it ends, else `said`."""
    opening: str
    closing: re.Match[str] | None
    between: tuple[re.Match[str], ...]
    first: int
    """Where a time before the label ends, else `start`."""


def _of_f4(text: str) -> Iterator[Edit]:
    """Yield the edits of each line; in a text whose times close its lines a line begins where the one before ended."""
    heads = [(line, match) for line in re.finditer(r"[^\n]+", text) if (match := HEAD.match(line[0]))]
    counts = Counter(_name(head) for _, head in heads)
    lines = [_line(line, head, counts[_name(head)] > 1) for line, head in heads]
    closes = sum(line.closing is not None for line in lines) > sum(bool(line.opening) for line in lines)
    before = "00:00:00"
    for line in lines:
        yield from _edits(line, before, closes)
        if closes and line.closing:
            before = _clock(line.closing["time"])


def _name(head: re.Match[str]) -> str:
    """Return the label of a line, or nothing where it has none that could be a speaker's."""
    name = (head["label"] or "").strip().removesuffix(":").strip().casefold()
    return "" if name in NO_LABELS or name.isdigit() else name


def _line(line: re.Match[str], head: re.Match[str], speaks: bool) -> _Line:
    start = line.start()
    first = start + head.end("first") if head["first"] else start
    labelled = speaks and bool(_name(head))
    said = start + head.end("label") if labelled else first
    second = head["second"] if labelled or not head["label"] else None
    opened = start + head.end("second") if second else said
    tail = TAIL.search(line[0], opened - start)
    closing = tail if tail and line[0][opened - start : tail.start()].strip() else None
    over = closing.start() if closing else len(line[0])
    between = tuple(F4.finditer(line[0], opened - start, over))
    opening = head["time1"] or (head["time2"] if second else "") or ""
    return _Line(start, said, opened, opening, closing, between, first)


def _edits(line: _Line, before: str, closes: bool) -> Iterator[Edit]:
    if line.said > line.first > line.start:
        yield Edit(line.start, line.first, "")
    begin = _clock(line.opening) if line.opening else before if closes and line.closing else ""
    end = f" – {_clock(line.closing['time'])}" if closes and line.closing else ""
    if begin:
        start = line.said if line.said > line.first else line.start
        yield Edit(start, line.opened, f"[{begin}{end}] ")
    for time in line.between:
        yield Edit(line.start + time.start(), line.start + time.end(), f"[{_clock(time['time'])}]")
    if line.closing:
        left = "" if closes else f" [{_clock(line.closing['time'])}]"
        yield Edit(line.start + line.closing.start(), line.start + line.closing.end(), left)


def _clock(time: str) -> str:
    """Return a time of f4, `0:00:12-5`, as `00:00:12.5`."""
    whole, *fraction = re.split(r"[-.,]", time)
    return ".".join([clock(milliseconds(whole)), *fraction])


def _above(text: str) -> Iterator[Edit]:
    """Yield the edits that bring a speaker and time from the line above to what was said."""
    found: Sequence[re.Match[str]] = list(ABOVE.finditer(text))
    counts = Counter(match["name"].casefold() for match in found)
    for match in found if len(found) > 1 else ():
        if counts[match["name"].casefold()] > 1 or len(match["gap"]) > 1:
            yield Edit(match.start("gap"), match.end(), f": [{clock(milliseconds(match['time']))}] ")
