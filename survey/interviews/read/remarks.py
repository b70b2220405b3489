"""Comments of a word processor as codings: the comment's text names the codes, its author is the coder.

A reply is discussion, unless the caller says that replies code too, or it answers a suggestion. A resolved comment
codes like any other: resolving closes a discussion, deleting the comment takes the code away. Nothing is dropped in
silence: a comment on no words, in a footnote or a header, or without a name in it is a loss that says where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey.interviews.incoming import Incoming, IncomingCoding, IncomingText, Loss, LossKind
from survey.interviews.naming import namings
from survey.interviews.transcript import canonical
from survey.interviews.versions import SUGGESTER


@dataclass(frozen=True)
class Remark:
    """One comment: what it says, and on which stretch of the text; no stretch when it is not in the text."""

    name: str
    words: str
    author: str = ""
    time: str = ""
    span: tuple[int, int] | None = None
    replies_to: str = ""
    """The name of the comment it answers."""
    resolved: bool = False

    @property
    def place(self) -> str:
        """Return where it stands, for messages."""
        return f"comment {self.name}"


def coded(text: IncomingText, remarks: Sequence[Remark], incoming: Incoming, replies_code: bool) -> Incoming:
    """Return `incoming` with a text, what the comments on it code, and a loss for each that codes nothing."""
    first = {remark.name: remark for remark in reversed(remarks)}
    kept = [each for each in remarks if replies_code or not each.replies_to or _answers_a_suggestion(each, first)]
    placed = sorted(
        ((_span(remark, first), remark) for remark in kept), key=lambda pair: pair[0] or (len(text.text), 0)
    )
    codings: list[IncomingCoding] = []
    losses: list[Loss] = []
    for span, remark in placed:
        found = list(_codings(remark, span, text))
        codings += found
        losses += [] if found else [_loss(remark, span, text)]
    replies = len(remarks) - len(kept)
    losses += [Loss(LossKind.REPLY, replies)] if replies else []
    return Incoming(
        incoming.source,
        incoming.format,
        (text,),
        codings=tuple(codings),
        losses=(*incoming.losses, *losses),
        choices=(*incoming.choices, *_resolved(kept)),
        coded=incoming.coded,
        asked=incoming.asked,
    )


def asked_in(text: str, places: Sequence[tuple[int, int, str]]) -> tuple[IncomingCoding, ...]:
    """Return the suggestions that a document was written with."""
    return tuple(IncomingCoding(text, start, end, (code,), SUGGESTER) for start, end, code in places)


def _span(remark: Remark, others: dict[str, Remark]) -> tuple[int, int] | None:
    """Return the words a comment is about; a reply is about those of the comment it answers."""
    seen = {remark.name}
    while remark.replies_to in others and remark.replies_to not in seen and _blank(remark.span):
        remark = others[remark.replies_to]
        seen.add(remark.name)
    return remark.span


def _answers_a_suggestion(remark: Remark, others: dict[str, Remark]) -> bool:
    return remark.replies_to in others and others[remark.replies_to].author == SUGGESTER


def _blank(span: tuple[int, int] | None) -> bool:
    return span is None or span[0] >= span[1]


def _codings(remark: Remark, span: tuple[int, int] | None, text: IncomingText) -> Iterator[IncomingCoding]:
    if span is None or _blank(span):
        return
    coder = " ".join(canonical(remark.author).split())
    for naming in namings(canonical(remark.words)):
        if naming.names:
            yield IncomingCoding(text.name, *span, naming.names, coder, remark.time, naming.memo, remark.place)


def _loss(remark: Remark, span: tuple[int, int] | None, text: IncomingText) -> Loss:
    if span is None:
        return Loss(LossKind.SPAN_OUTSIDE, 1, f"{remark.place}, outside the text")
    place = f"{remark.place}, line {text.text.count(chr(10), 0, span[0]) + 1}"
    if _blank(span):
        return Loss(LossKind.SPAN_OUTSIDE, 1, place)
    return Loss(LossKind.MEMO if namings(remark.words) else LossKind.NO_CODE, 1, place)


def _resolved(remarks: Sequence[Remark]) -> tuple[str, ...]:
    resolved = sum(remark.resolved for remark in remarks)
    return (
        (f"{resolved} of {len(remarks)} comments are marked as resolved; they code like the others",)
        if resolved
        else ()
    )
