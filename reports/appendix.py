"""How the numbers were made, in words: written from the cleaning history, so that it cannot say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import TypeAlias

from analysis.disclosure import Audience, Policy, Release
from analysis.table import Level, Unit
from reports.binding import Piece
from reports.front import Front
from reports.layout import Head, Layout, Line
from reports.numbers import head, whole
from reports.passages import METHOD, Passage, passages, set_passages
from reports.prose import Heading, Paragraph, Point, Points, Prose
from reports.vocabulary import capital, knows, say, word
from reports.word import Exhibit
from survey.decisions import EXCLUSIONS
from survey.missing import Reason
from survey.survey import Action, Step

Part: TypeAlias = Prose | Exhibit


def appendix(release: Release, front: Front) -> list[Piece]:
    """Return the methods appendix as Word has it."""
    parts = told(release, front)
    texts = iter(set_passages(METHOD, [part for part in parts if isinstance(part, Passage)]))
    return [next(texts) if isinstance(part, Passage) else part for part in parts]


def told(release: Release, front: Front) -> list[Passage | Exhibit]:
    """Return the methods appendix paragraph by paragraph, its tables between them."""
    parts = methods(release, front)
    texts = iter(passages(METHOD, [part for part in parts if not isinstance(part, Exhibit)]))
    lengths = [len(part.points) if isinstance(part, Points) else 1 for part in parts]
    return [
        each
        for part, length in zip(parts, lengths, strict=True)
        for each in ([part] if isinstance(part, Exhibit) else islice(texts, length))
    ]


def methods(release: Release, front: Front) -> list[Part]:
    """Return the methods appendix."""
    decided = (_data, _included, _absences, _doubtful, _derived, _corrections, _linked)
    parts = (*decided, _identifiers, _protection, _computing)
    return [
        Heading(word("method.title", front.language), new_page=True, key="title"),
        *(piece for part in parts for piece in part(release, front)),
    ]


def _data(release: Release, front: Front) -> Iterator[Part]:
    language = front.language
    yield _chapter("data", language)
    if front.citation:
        colon = word("document.colon", language)
        yield Paragraph(word("method.source", language) + colon + say(front.citation, language), "source")
    if front.licence or front.url:
        yield Paragraph(" · ".join(part for part in (front.licence, front.url) if part), "licence")
    if front.sources:
        yield Paragraph(word("method.data_text", language), "data_text")
        yield Exhibit(_sources(front), kept=True)


def _sources(front: Front) -> Layout:
    """Return the table of files: wave, format, rows and checksum of each."""
    language = front.language
    heads = (
        Head(word("method.file_wave", language), is_text=True, key="wave"),
        Head(word("method.file_format", language), is_text=True, key="format"),
        Head(word("method.file_rows", language), key="rows"),
        Head(word("method.file_sum", language), is_text=True, key="sum"),
    )
    names = [source.name for source in front.sources]
    lines = tuple(
        Line(
            f"{source.wave}.{names[:place].count(source.name)}.{source.name}",
            source.name,
            Level.ROW,
            (source.wave, source.format, whole(source.rows, language), source.sha256),
        )
        for place, source in enumerate(front.sources)
    )
    title, stub = word("method.data_table", language), word("method.file", language)
    return Layout("method.data", title, stub, heads, lines)


def _included(release: Release, front: Front) -> Iterator[Part]:
    language = front.language
    steps = _of(release, Action.EXCLUDED, Action.CANNOT_TELL)
    yield _chapter("included", language)
    if not steps:
        yield Paragraph(word("method.included_none", language), "included_none")
        return
    yield Paragraph(word("method.included_text", language), "included_text")
    yield _bullets([(_key(step), _excluded(step, front)) for step in steps])


def _excluded(step: Step, front: Front) -> str:
    if step.subject == EXCLUSIONS:
        return word("history.by_hand", front.language, n=step.count) + _because("reason", step, front)
    return _sentence(step, front) + _because("rule", step, front)


def _absences(release: Release, front: Front) -> Iterator[Part]:
    language = front.language
    yield _chapter("absences", language)
    yield Paragraph(word("method.absences_text", language), "absences_text")
    decided = [step for step in release.history if step.action is Action.DECIDED and step.reason is not None]
    if decided:
        yield Exhibit(_reasons(decided, language), kept=True)


def _reasons(decided: Sequence[Step], language: str) -> Layout:
    """Return the table of reasons: how many answers each explains; a hidden part hides the sum."""
    counts = {reason: [step.count for step in decided if step.reason is reason] for reason in Reason}
    lines = tuple(
        Line(reason.value, capital(word(f"reason.{reason.value}", language)), Level.ROW, (_sum(some, language),))
        for reason, some in counts.items()
        if some
    )
    heads = (Head(word("method.cells", language), head(Unit.COUNT, language), key="cells"),)
    title = word("method.absences_table", language)
    return Layout("method.absences", title, word("method.reason", language), heads, lines)


def _sum(counts: Iterable[int | None], language: str) -> str:
    known = list(counts)
    numbers = [n for n in known if n is not None]
    return whole(sum(numbers), language) if len(numbers) == len(known) else word("number.hidden", language)


def _doubtful(release: Release, front: Front) -> Iterator[Part]:
    steps = _of(release, Action.INVALID, Action.OFF_ROUTE, Action.HARMONISED)
    lines = [(_key(step), _sentence(step, front) + _impossible(step, front)) for step in steps]
    yield from _listed("doubtful", lines, front)


def _impossible(step: Step, front: Front) -> str:
    """Return in words why answers cannot be right: what the type asks, where they come from, or the rule they break."""
    if step.action is not Action.INVALID:
        return ""
    key = f"history.because.{step.rule}"
    if knows(key, front.language):
        return f" ({word(key, front.language)})"
    derived = set(step.rule.split(", ")) <= set(front.labels)
    return _because("sources" if derived else "rule", step, front)


def _derived(release: Release, front: Front) -> Iterator[Part]:
    steps = _of(release, Action.REASSIGNED, Action.RECODED, Action.CALCULATED)
    lines = [(_key(step), _sentence(step, front) + _because("sources", step, front)) for step in steps]
    yield from _listed("derived", lines, front)


def _corrections(release: Release, front: Front) -> Iterator[Part]:
    steps = _of(release, Action.CORRECTED)
    lines = [(_key(step), _sentence(step, front) + _because("reason", step, front)) for step in steps]
    yield from _listed("corrections", lines, front)


def _linked(release: Release, front: Front) -> Iterator[Part]:
    """Return how many people were found again in another wave; nothing where nobody was looked for."""
    steps = _of(release, Action.LINKED, Action.UNCLEAR_CODE, Action.INCOMPLETE_CODE)
    if steps:
        yield _chapter("linked", front.language)
        yield Paragraph(word("method.linked_text", front.language), "linked_text")
        yield _bullets([(_key(step), _sentence(step, front)) for step in steps])


def _identifiers(release: Release, front: Front) -> Iterator[Part]:
    language = front.language
    apart = _of(release, Action.SET_APART)
    columns = [step.subject for step in apart if not step.rule]
    contacts = [
        (_key(step), word("history.contact", language, label=_name(step, front), n=step.count))
        for step in apart
        if step.rule
    ]
    yield _chapter("identifiers", language)
    yield Paragraph(word("method.identifiers_text" if columns else "method.identifiers_none", language), "apart")
    yield _bullets([*([("columns", ", ".join(columns))] if columns else []), *contacts])
    unnamed = [step.subject for step in _of(release, Action.UNNAMED)]
    if unnamed:
        yield _chapter("unnamed", language)
        yield Paragraph(word("method.unnamed_text", language), "unnamed_text")
        yield _bullets([("unnamed_columns", ", ".join(unnamed))])


def _protection(release: Release, front: Front) -> Iterator[Part]:
    yield _chapter("disclosure", front.language)
    yield Paragraph(_policy(release.policy, front.language), "policy")


def _policy(policy: Policy, language: str) -> str:
    if policy.audience is Audience.INTERNAL:
        return word("method.disclosure_internal", language)
    return word("method.disclosure_public", language, threshold=policy.threshold)


def _computing(release: Release, front: Front) -> Iterator[Part]:
    language = front.language
    yield _chapter("computing", language)
    yield Paragraph(word("method.rounding_text", language), "rounding_text")
    if front.versions:
        software = ", ".join(f"{name}\u00a0{version}" for name, version in front.versions.items())
        yield Paragraph(word("method.versions_text", language, software=software), "versions_text")


def _chapter(key: str, language: str) -> Heading:
    return Heading(word(f"method.{key}", language), 2, key=key)


def _bullets(texts: Iterable[tuple[str, str]]) -> Points:
    """Return a list of texts, each with what it is known by."""
    return Points(tuple(Point(text, key=key) for key, text in texts))


def _key(step: Step) -> str:
    return f"{step.action.value}.{step.subject}"


def _listed(key: str, lines: Sequence[tuple[str, str]], front: Front) -> Iterator[Part]:
    yield _chapter(key, front.language)
    yield _bullets(lines) if lines else Paragraph(word(f"method.{key}_none", front.language), f"{key}_none")


def _of(release: Release, *actions: Action) -> list[Step]:
    """Return the steps with these actions; those that differ only in their count are added up."""
    steps = [step for step in release.history if step.action in actions]
    alike = groupby(sorted(steps, key=_kind), key=_kind)
    added = {kind: _added(list(group)) for kind, group in alike}
    return [added[kind] for kind in dict.fromkeys(map(_kind, steps))]


def _kind(step: Step) -> tuple[str, str, str]:
    return step.action.value, step.subject, explain(step, "")


def _added(steps: Sequence[Step]) -> Step:
    counts = [step.count for step in steps]
    numbers = [n for n in counts if n is not None]
    return replace(steps[0], count=sum(numbers) if len(numbers) == len(counts) else None)


def _sentence(step: Step, front: Front) -> str:
    return word(f"history.{step.action.value}", front.language, label=_name(step, front), n=step.count)


def _because(key: str, step: Step, front: Front) -> str:
    """Return " (regel: …)" behind a sentence, where the step gives one."""
    text = explain(step, front.language)
    return word(f"history.{key}", front.language, rule=text) if text else ""


def explain(step: Step, language: str) -> str:
    """Return a step's rule; for what a person decided the reason, and who decided when."""
    why = say(step.why, language)
    return ", ".join(part for part in (why, step.rule) if part) if why else step.rule


def _name(step: Step, front: Front) -> str:
    """Return what the step is about: its own label, else the variable's, else its name."""
    label = step.label or front.labels.get(step.subject)
    return say(label, front.language) if label else step.subject
