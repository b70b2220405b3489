"""What stands under a table over waves: what is compared with care or not at all, and what has no number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.over_waves import Asked, Waves, said
from analysis.table import Note, NoteKind, Term, Text
from survey.codebook import Variable

MARKS = "†‡§¶"
"""What stands at a wave or question that is compared with care; after the last they are doubled."""


@dataclass(frozen=True)
class Care:
    """Some waves of a question that are compared with care, for the same reasons."""

    mark: str
    variable: Variable
    waves: tuple[str, ...]
    reasons: tuple[Text, ...]


def cares(questions: Mapping[str, tuple[Variable, Asked]]) -> tuple[Care, ...]:
    """Return what is compared with care among some questions, each reason with a mark of its own."""
    found = [(variable, *each) for variable, asked in questions.values() for each in _by_reason(asked)]
    return tuple(Care(_mark(at), variable, waves, reasons) for at, (variable, reasons, waves) in enumerate(found))


def marked(text: Text, marks: str) -> Text:
    """Return a text with its marks behind it, if any."""
    return Term("trend.marked", {"text": text, "marks": marks}) if marks else text


def compared(*, previous: bool, points: bool, interval: bool) -> Iterator[Note]:
    """Yield what the differences are of."""
    yield _rule(f"trend.note.{'previous' if previous else 'first'}")
    if points:
        yield _rule("trend.note.points")
    if interval:
        yield _rule("trend.note.interval")


def careful(found: Sequence[Care], *, several: bool) -> Iterator[Note]:
    """Yield the reasons for care, each behind its mark."""
    for care in found:
        values = {"mark": care.mark, "waves": listed([said(wave) for wave in care.waves]), "why": _joined(care.reasons)}
        key = "care_of" if several else "care"
        yield _doubt(f"trend.note.{key}", **values, question=care.variable.label)


def apart(waves: Waves, variables: Sequence[Variable]) -> Iterator[Note]:
    """Yield why the answers of some waves stand apart."""
    for variable in variables:
        for bridge, _ in waves.apart(variable):
            key = "undecided" if bridge.undecided else "apart"
            label = bridge.label or variable.label
            yield _doubt(f"trend.note.{key}", question=label, wave=said(bridge.wave), why=bridge.why)


def lacking(waves: Waves, questions: Mapping[str, tuple[Variable, Asked]]) -> Iterator[Note]:
    """Yield which waves did not ask a question, and which did not offer a category."""
    several = len(questions) > 1
    for variable, asked in questions.values():
        instead = {bridge.wave for bridge, _ in waves.apart(variable)}
        away = [said(name) for name in waves.names if name not in asked and name not in instead]
        if away:
            key = "not_asked_of" if several else "not_asked"
            yield _rule(f"trend.note.{key}", question=variable.label, waves=listed(away))
        for wave, each in asked.items():
            names = [choice.label for choice in variable.answers if not each.offers(choice.name)]
            if names:
                key = "not_offered_of" if several else "not_offered"
                values = {"question": variable.label, "wave": said(wave), "categories": listed(names)}
                yield _rule(f"trend.note.{key}", **values)


def returning(waves: Waves) -> Iterator[Note]:
    """Yield how many answers are of people who were in an earlier wave too: they break the independence of waves."""
    survey, names = waves.request.survey, waves.names
    found = {pair: linked for pair, linked in survey.links.items() if set(pair) <= set(names) and linked.pairs}
    if not found:
        return
    here = set(survey.index)
    again = {
        (later, second)
        for (earlier, later), linked in found.items()
        for first, second in linked.pairs
        if (earlier, first) in here and (later, second) in here
    }
    if again:
        yield _doubt("trend.note.returning", n=len(again))


def listed(texts: Sequence[Text]) -> Text:
    """Return some texts with commas between them."""
    first, *others = texts
    for other in others:
        first = Term("row.comma", {"first": first, "last": other})
    return first


def _by_reason(asked: Asked) -> Iterator[tuple[tuple[Text, ...], tuple[str, ...]]]:
    """Yield each set of reasons with the waves it holds for."""
    found: list[tuple[tuple[Text, ...], list[str]]] = []
    for wave, each in asked.items():
        same = next((waves for reasons, waves in found if reasons == each.reasons), None)
        if same is not None:
            same.append(wave)
        elif each.reasons:
            found.append((each.reasons, [wave]))
    yield from ((reasons, tuple(waves)) for reasons, waves in found)


def _mark(place: int) -> str:
    return MARKS[place % len(MARKS)] * (place // len(MARKS) + 1)


def _joined(reasons: Sequence[Text]) -> Text:
    first, *others = reasons
    for other in others:
        first = Term("trend.and_why", {"first": first, "last": other})
    return first


def _rule(key: str, **values: object) -> Note:
    return Note(NoteKind.RULE, Term(key, values))


def _doubt(key: str, **values: object) -> Note:
    return Note(NoteKind.DOUBT, Term(key, values))
