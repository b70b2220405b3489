"""Who speaks where: speaker labels and times found in canonical text.

A label stands at the start of a line: at most 63 characters, then a colon. It is taken when the study declares it, when
it is there twice, or when a time in brackets follows it; an address, a clock time, or a word such as `Note:` never is.
What looked like a label and was not taken is returned, to be listed. A time stands before the label, or behind it:
`[00:01:12]`, `[01:12]`, `[00:01:12.500]`, `[00:01:12 – 00:01:15]`. A line that holds only a time opens no turn; it says
when the next began. Lines without a label go on with the turn before, as does what another says through it
(`//S02: ja//`). A text without any label (some programs tell no speakers) has a turn for each paragraph, by nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

CLOCK = r"(?:(?:\d{1,2}):)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"


def _time(name: str) -> str:
    return rf"\[(?P<from{name}>{CLOCK})(?:\s*(?:-|–|-->)\s*(?P<to{name}>{CLOCK}))?\]"


LINE = re.compile(
    rf"^(?:{_time('1')}[ \t]*)?(?![ \t]*//)"
    r"(?P<label>[^\n:\[\]]{1,63}?)[ \t\u00a0\u202f]*:(?!//)(?:[ \t]+|$)"
    rf"(?:{_time('2')}[ \t]*)?",
    re.MULTILINE,
)
ALONE = re.compile(rf"^{_time('1')}[ \t]*$", re.MULTILINE)
PARAGRAPH = re.compile(rf"(?:{_time('1')}[ \t]*\n*)?(?P<said>[^\n]+(?:\n[^\n]+)*)")
NO_LABELS = frozenset(
    "opmerking note remarque nb p.s. ps http https bron source datum date titel titre title onderwerp sujet".split()
)
INTERVIEWERS = frozenset("i v q int interviewer interviewster onderzoeker enquêteur enquêtrice chercheur".split())
"""Labels of who asks, where the study declares none: I, V(raag), Q(uestion) and the words written out."""


class Speaker(StrEnum):
    """What somebody does in an interview."""

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    UNKNOWN = "unknown"
    """The transcript names no speakers."""


@dataclass(frozen=True)
class Turn:
    """What one person says at a stretch: `text[start:end]`, without label and time."""

    number: int
    label: str
    speaker: Speaker
    label_start: int
    start: int
    end: int
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True)
class Refusal:
    """Something before a colon that was not taken for a speaker: its first line (from 1), and how often it occurs."""

    label: str
    line: int
    count: int


def find_turns(
    text: str, interviewers: Sequence[str] = (), participants: Sequence[str] = ()
) -> tuple[tuple[Turn, ...], tuple[Refusal, ...]]:
    """Return the turns of a canonical text, and the labels that were not taken."""
    lines = list(LINE.finditer(text))
    counts = Counter(plain_label(match["label"]) for match in lines)
    declared = {plain_label(label) for label in (*interviewers, *participants)}
    taken = [match for match in lines if _is_label(match, counts, declared)]
    starts = {match.start() for match in taken}
    refused = [m for m in lines if m.start() not in starts and plain_label(m["label"]) not in NO_LABELS]
    if not taken:
        return tuple(_paragraphs(text)), _refusals(text, refused, counts)
    asking = {plain_label(label) for label in interviewers} or INTERVIEWERS
    return tuple(_spoken(text, taken, asking)), _refusals(text, refused, counts)


def milliseconds(clock: str) -> int:
    """Return a time of day (`01:12`, `00:01:12.5`) as milliseconds."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = 60 * seconds + int(part)
    return 1000 * seconds + int(f"{fraction:0<3}"[:3])


def clock(ms: int) -> str:
    """Return milliseconds as `hh:mm:ss`, cut off to whole seconds."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def plain_label(label: str) -> str:
    """Return a label as speakers are told apart by it."""
    return label.strip().strip("*_").casefold()


def _is_label(match: re.Match[str], counts: Counter[str], declared: set[str]) -> bool:
    plain = plain_label(match["label"])
    if plain in declared:
        return True
    if plain in NO_LABELS or not plain or plain.replace(".", "").isdigit():
        return False
    return counts[plain] > 1 or bool(match["from2"])


def _spoken(text: str, taken: Sequence[re.Match[str]], asking: set[str] | frozenset[str]) -> Iterator[Turn]:
    ends = [*(match.start() for match in taken[1:]), len(text)]
    for number, (match, end) in enumerate(zip(taken, ends, strict=True), start=1):
        speaker = Speaker.INTERVIEWER if plain_label(match["label"]) in asking else Speaker.PARTICIPANT
        begun, over = _times(match) or _time_before(text, match.start())
        said = _without_loose_times(text[match.end() : end])
        start = match.end() + len(said) - len(said.lstrip())
        said = said.lstrip()
        yield Turn(number, match["label"].strip(), speaker, match.start(), start, start + len(said), begun, over)


def _without_loose_times(said: str) -> str:
    """Return what is said without blank ends, and without a time on a line of its own that belongs to the next turn."""
    stripped = said.rstrip()
    before, _, last = stripped.rpartition("\n")
    return before.rstrip() if ALONE.fullmatch(last) else stripped


def _times(match: re.Match[str]) -> tuple[int | None, int | None] | None:
    begun, over = match["from2"] or match["from1"], match["to2"] or match["to1"]
    return (milliseconds(begun), milliseconds(over) if over else None) if begun else None


def _time_before(text: str, start: int) -> tuple[int | None, int | None]:
    """Return the time on a line of its own just before a label."""
    line = text[:start].rstrip().rpartition("\n")[2]
    found = ALONE.fullmatch(line)
    if found is None:
        return None, None
    return milliseconds(found["from1"]), milliseconds(found["to1"]) if found["to1"] else None


def _paragraphs(text: str) -> Iterator[Turn]:
    found = [match for match in PARAGRAPH.finditer(text) if not ALONE.fullmatch(match["said"].strip() or "[0:00]")]
    for number, match in enumerate(found, start=1):
        begun, over = match["from1"], match["to1"]
        yield Turn(
            number,
            "",
            Speaker.UNKNOWN,
            match.start(),
            match.start("said"),
            match.end("said"),
            milliseconds(begun) if begun else None,
            milliseconds(over) if over else None,
        )


def _refusals(text: str, refused: Sequence[re.Match[str]], counts: Counter[str]) -> tuple[Refusal, ...]:
    first = {plain_label(match["label"]): match for match in reversed(refused)}
    return tuple(
        Refusal(match["label"].strip(), text.count("\n", 0, match.start()) + 1, counts[plain])
        for plain, match in sorted(first.items(), key=lambda item: item[1].start())
    )
