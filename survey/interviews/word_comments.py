"""A transcript as a Word document in which every coding is a comment on its words.

Each line of the text is a paragraph, blank ones too, so that the text can be read back to the letter; numbers of
turns are Word's own and no text. A comment's author is the coder. It says the code as `Parent > Child`, several with
`; ` between them, a suggestion with ` ?` behind it, a memo behind ` :: `; codes with different memos stand on lines of
their own.

The comments are written as XML and not through python-docx, which anchors them to whole runs only and puts the date
of today on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from xml.sax.saxutils import quoteattr

from survey.interviews.codes import Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Interview
from survey.interviews.naming import Found, namings, resolve
from survey.interviews.turns import Speaker, Turn
from survey.interviews.versions import SUGGESTER
from survey.interviews.word_page import NUMBERED, Page, legal, package, paragraph, run

INTERVIEW, CHECKSUM, SUGGESTED = "cryptodrug.interview", "cryptodrug.sha256", "cryptodrug.suggested"
"""Properties of the document that say whose transcript it is, of which text, and what is suggested in it.

What is suggested (`12-40 motives/price`) may need several, `cryptodrug.suggested.1` and so on.
"""
LONGEST_PROPERTY = 255
"""Word shows no more signs of a property than these."""
BETWEEN = "; "
PLACE = re.compile(r"(?P<start>\d{1,9})-(?P<end>\d{1,9}) (?P<code>\S+)", re.ASCII)
WRITTEN = frozenset({Status.CODED, Status.SUGGESTED})
TIME = re.compile(r"\[[^\]\n]*\]")
MARK = " ?"
MEMO = " :: "
LONGEST_INITIALS = 3


@dataclass(frozen=True)
class Comment:
    """What one person says, by codes, about one stretch of the text."""

    start: int
    end: int
    author: str
    date: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Style:
    """How a stretch of the text looks."""

    start: int
    end: int
    name: str


def coding_document(interview: Interview, codes: Codes, codings: Sequence[Coding], language: str, page: Page) -> bytes:
    """Return the transcript as a .docx with these codings of it as comments, code names in `language`.

    Codings that are refused, or whose words are gone, are left out.
    """
    comments = comments_of(interview, codes, codings, language)
    known = {INTERVIEW: interview.id, CHECKSUM: interview.transcript.sha256, **_suggested(interview, codings)}
    noted = "".join(_comment(number, comment) for number, comment in enumerate(comments))
    return package("".join(_Body(interview, comments).paragraphs()), noted, page, known)


def comments_of(interview: Interview, codes: Codes, codings: Sequence[Coding], language: str) -> tuple[Comment, ...]:
    """Return the comments in order of place: one for each stretch, person and time."""
    order = {code.path: place for place, code in enumerate(codes)}
    mine = [each for each in codings if each.interview == interview.id and each.status in WRITTEN]
    mine.sort(key=lambda each: (each.start, -each.end, each.coder, each.time, order.get(each.code, 0)))
    text = interview.transcript.text
    return tuple(
        Comment(*_trimmed(text, start, end), coder, _date(time), _lines(list(group), codes, language))
        for (start, end, coder, time), group in groupby(mine, lambda c: (c.start, c.end, c.coder, c.time))
    )


def suggested_places(properties: Mapping[str, str]) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and code of the suggestions that a document was written with, by what its properties say."""
    said = [value for name, value in properties.items() if name.rpartition(".")[0] == SUGGESTED]
    found = [PLACE.fullmatch(place.strip()) for value in said for place in value.split(BETWEEN.strip())]
    return tuple((int(each["start"]), int(each["end"]), each["code"]) for each in found if each)


def written_name(path: str, codes: Codes, language: str, *, suggested: bool = False) -> str:
    """Return how a comment names a code: by its labels where these lead back to it, else by its path."""
    mark = MARK if suggested else ""
    trail = codes.trail(path, language)
    return (trail if _leads_back(trail, mark, path, codes) else path) + mark


def _suggested(interview: Interview, codings: Sequence[Coding]) -> dict[str, str]:
    """Return the properties that say which suggestions by patterns stand in the document."""
    mine = (c for c in codings if (c.interview, c.coder, c.status) == (interview.id, SUGGESTER, Status.SUGGESTED))
    values = [""]
    for coding in sorted(mine):
        place = f"{coding.start}-{coding.end} {coding.code}"
        joined = BETWEEN.join(filter(None, (values[-1], place)))
        if len(joined) <= LONGEST_PROPERTY:
            values[-1] = joined
        else:
            values.append(place)
    return {f"{SUGGESTED}.{number}": value for number, value in enumerate(values, 1) if value}


def _leads_back(trail: str, mark: str, path: str, codes: Codes) -> bool:
    found = namings(trail + mark)
    if len(found) != 1 or found[0].memo or not found[0].names:
        return False
    names = found[0].names
    if mark and isinstance(resolve(names, codes), Found):
        return False  # another code is called like this one with a question mark
    *parents, last = names
    return resolve((*parents, last.removesuffix(mark)), codes) == Found(path)


def _lines(codings: Sequence[Coding], codes: Codes, language: str) -> tuple[str, ...]:
    """Return what the comment says: a line for each memo."""
    by_memo: dict[str, list[str]] = {}
    for coding in codings:
        name = written_name(coding.code, codes, language, suggested=coding.status is Status.SUGGESTED)
        by_memo.setdefault(" ".join(coding.memo.split()), []).append(name)
    return tuple("; ".join(dict.fromkeys(names)) + (MEMO + memo if memo else "") for memo, names in by_memo.items())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without line ends at its ends, which a comment cannot begin or end with."""
    words = text[start:end]
    start += len(words) - len(words.lstrip("\n"))
    return start, max(start, end - (len(words) - len(words.rstrip("\n"))))


def _date(time: str) -> str:
    """Return a moment as Word writes it, or nothing for what is none."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return ""
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _initials(author: str) -> str:
    if author.isupper() and len(author) <= LONGEST_INITIALS:
        return author
    return "".join(word[0] for word in re.findall(r"\w+", author))[:LONGEST_INITIALS].upper()


def _comment(number: int, comment: Comment) -> str:
    date = f' w:date="{comment.date}"' if comment.date else ""
    author, initials = quoteattr(legal(comment.author)), quoteattr(legal(_initials(comment.author)))
    lines = "".join(paragraph(run(line), "CommentText") for line in comment.lines)
    return f'<w:comment w:id="{number}" w:author={author}{date} w:initials={initials}>{lines}</w:comment>'


class _Body:
    """The paragraphs of one transcript: looks and comments cut each line into runs."""

    def __init__(self, interview: Interview, comments: Sequence[Comment]) -> None:
        """Lay out what stands at which position."""
        self.text = interview.transcript.text
        self.turns = interview.transcript.turns
        self.openings = {turn.label_start: turn for turn in self.turns}
        self.styles = [style for turn in self.turns for style in _label_styles(self.text, turn)]
        self.marks = _marks(comments)

    def paragraphs(self) -> Iterator[str]:
        """Yield a paragraph for every line."""
        start, style = 0, "Said"
        for line in self.text.split("\n"):
            end = start + len(line)
            turn = self.openings.get(start)
            if turn:
                style = "Asked" if turn.speaker is Speaker.INTERVIEWER else "Said"
            numbered = NUMBERED if turn else ""
            yield paragraph("".join(self._line(start, end)), style if line.strip() else "Between", numbered)
            start = end + 1

    def _line(self, start: int, end: int) -> Iterator[str]:
        styles = [style for style in self.styles if start <= style.start < end]
        edges = {min(edge, end) for style in styles for edge in (style.start, style.end)}
        marked = {place for place in self.marks if start <= place <= end}
        cuts = sorted({start, end, *edges, *marked})
        for cut, following in zip(cuts, [*cuts[1:], end], strict=True):
            yield self.marks.get(cut, "")
            style = next((style.name for style in styles if style.start <= cut < style.end), "")
            yield run(self.text[cut:following], style)


def _label_styles(text: str, turn: Turn) -> Iterator[_Style]:
    """Yield the looks of a turn's label and times."""
    place = turn.label_start
    for time in TIME.finditer(text, turn.label_start, turn.start):
        if time.start() > place:
            yield _Style(place, time.start(), "Speaker")
        yield _Style(time.start(), time.end(), "Time")
        place = time.end()
    if text[place : turn.start].strip():
        yield _Style(place, turn.start, "Speaker")


def _marks(comments: Sequence[Comment]) -> dict[int, str]:
    """Return what stands at each position: comments that end there, the inner first, then those that begin."""
    marks: dict[int, str] = {}
    numbered = list(enumerate(comments))
    for number, comment in sorted(numbered, key=lambda item: (-item[1].start, item[0])):
        if comment.end > comment.start:
            marks[comment.end] = marks.get(comment.end, "") + _end(number)
    for number, comment in numbered:
        closed = _end(number) if comment.end == comment.start else ""
        opened = f'<w:commentRangeStart w:id="{number}"/>{closed}'
        marks[comment.start] = marks.get(comment.start, "") + opened
    return marks


def _end(number: int) -> str:
    look = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
    return f'<w:commentRangeEnd w:id="{number}"/><w:r>{look}<w:commentReference w:id="{number}"/></w:r>'


__all__ = ["CHECKSUM", "INTERVIEW", "Comment", "coding_document", "comments_of", "suggested_places", "written_name"]
