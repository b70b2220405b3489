"""What an import changed, in lines: counts, codes and places, and never a word of a transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reports.interviews.lost import lost, place
from reports.vocabulary import word
from survey.interviews.codings import Status
from survey.interviews.matching import Fit
from survey.interviews.naming import Why
from survey.interviews.placing import Fate
from survey.interviews.versions import Kind

if TYPE_CHECKING:
    from survey.interviews.codings import Coding
    from survey.interviews.merge import Merged
    from survey.interviews.new_codes import UnknownCode
    from survey.interviews.versions import Change

COMING = (Kind.ADDED, Kind.ACCEPTED)
GOING = (Kind.REMOVED, Kind.REJECTED)
LONGEST = 40
"""So many signs of a name that is no code are shown."""


def account(merged: Merged, language: str) -> Iterator[str]:
    """Yield what a file brought and changed."""
    yield f"{merged.incoming.source} ({merged.incoming.format})"
    yield from _indented(_texts(merged, language))
    yield from _indented(_changes(merged.changes, language))
    yield from _indented(_counts(merged, language))
    for fate in Fate:
        yield from _indented(_traces(merged, fate, language))
    yield from _indented(_codes(merged, language))
    yield from _indented(_losses(merged, language))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _said(key: str, language: str, **values: object) -> str:
    return word(f"interviews.import.{key}", language, **values)


def _texts(merged: Merged, language: str) -> Iterator[str]:
    coded = {coding.text for coding in merged.incoming.codings}
    for text in merged.texts:
        key = "other_text" if text.fit is Fit.DIFFERS and text.text.name not in coded else text.fit.value
        yield _said(key, language, interview=text.interview.id, n=text.interview.transcript.words)
    if merged.blank:
        yield _said("blank", language, n=merged.blank)
    if not merged.incoming.texts:
        yield _said("no_texts", language)


def _changes(changes: Iterable[Change], language: str) -> Iterator[str]:
    """Yield for each interview and coder the counts, and beneath them the codes that came, went or were renamed."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.coding.interview, change.coding.coder), []).append(change)
    for (interview, coder), group in groups.items():
        kinds = Counter(change.kind for change in group)
        counts = [_said(f"kind.{kind.value}", language, n=kinds[kind]) for kind in Kind if kinds[kind]]
        said = _said("and", language).join(counts)
        yield _said("counts", language, interview=interview, coder=_coder(coder, language), counts=said)
        yield from _indented(_named("+", (change.coding for change in group if change.kind in COMING)))
        yield from _indented(_named("−", (change.coding for change in group if change.kind in GOING)))
        renamed = Counter((c.before.code, c.coding.code) for c in group if c.kind is Kind.RENAMED and c.before)
        yield from _indented(f"{old} → {new}{_times(n)}" for (old, new), n in renamed.items())
        if set(kinds) == {Kind.REMOVED}:
            values = {"coder": _coder(coder, language), "interview": interview}
            yield _said("gone", language, n=len(group), **values)


def _named(sign: str, codings: Iterable[Coding]) -> Iterator[str]:
    counts = Counter(coding.code for coding in codings)
    if counts:
        yield f"{sign} {', '.join(f'{code}{_times(n)}' for code, n in sorted(counts.items()))}"


def _times(n: int) -> str:
    return f" ×{n}" if n > 1 else ""


def _coder(coder: str, language: str) -> str:
    return coder or _said("nobody", language)


def _counts(merged: Merged, language: str) -> Iterator[str]:
    if merged.moved:
        yield _said("moved", language, n=merged.moved)
    if merged.duplicates:
        yield _said("duplicates", language, n=merged.duplicates)
    for shared in merged.elsewhere:
        yield _said("elsewhere", language, n=shared.here, source=shared.source)
        if shared.absent:
            yield _said("absent", language, n=shared.absent, source=shared.source)
        if shared.added:
            yield _said("returned", language, n=shared.added, source=shared.source)
    for interview, n in merged.kept:
        yield _said("kept", language, n=n, interview=interview)
    unnamed = sum(
        not change.coding.coder and change.coding.status is not Status.LOST and change.kind is not Kind.REMOVED
        for change in merged.changes
    )
    if unnamed:
        yield _said("unnamed", language, n=unnamed)


def _traces(merged: Merged, fate: Fate, language: str) -> Iterator[str]:
    traces = [trace for trace in merged.traces if trace.fate is fate]
    if traces:
        yield _said(f"fate.{fate.value}", language, n=len(traces))
    for trace in traces:
        yield "  " + ", ".join(filter(None, (trace.interview, trace.code, trace.coder, place(trace.place, language))))


def _codes(merged: Merged, language: str) -> Iterator[str]:
    added = [code for code in merged.unknown if code.added]
    left = [code for code in merged.unknown if not code.added]
    if added:
        yield _said("added", language)
        yield from _indented(_added(code, language) for code in added)
    if left:
        yield _said("unknown", language)
        yield from _indented(_left(code, language) for code in left)
        yield _said("advice" if len(merged.corpus.codes) else "advice_first", language)


def _added(code: UnknownCode, language: str) -> str:
    said = _said("added_code", language, path=code.added, written=_short(code.written), n=code.count)
    return _said("added_near", language, name=said, nearest=", ".join(code.nearest)) if code.nearest else said


def _left(code: UnknownCode, language: str) -> str:
    said = _said("unknown_code", language, written=_short(code.written), n=code.count)
    if not code.nearest:
        return said
    key = "ambiguous" if code.why is Why.AMBIGUOUS else "near"
    return _said(key, language, name=said, nearest=", ".join(code.nearest))


def _short(written: str) -> str:
    """Return a name, cut off where somebody wrote a whole remark that may hold a person's words."""
    return written if len(written) <= LONGEST else f"{written[:LONGEST].rstrip()}…"


def _losses(merged: Merged, language: str) -> Iterator[str]:
    others = [text for text in merged.incoming.texts if not text.interview]  # what a file of ours says is known here
    attributes = sum(len(text.attributes) for text in others)
    if merged.incoming.losses or attributes:
        yield _said("losses", language)
    yield from _indented(lost(merged.incoming.losses, language))
    if attributes:
        yield "  " + _said("loss", language, what=_said("attributes", language), n=attributes)
    if merged.incoming.choices:
        yield _said("choices", language)
        yield from _indented(merged.incoming.choices)
