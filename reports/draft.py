"""What a person has to confirm in a drafted study, as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from analysis.thresholds import Loss
from reports.vocabulary import word
from survey.draft import Draft


def draft_page(draft: Draft, losses: Sequence[Loss], language: str) -> str:
    """Return the page: what was read, what must be confirmed, and what each disclosure threshold would hide."""
    parts = [
        f"# {word('draft.title', language, title=draft.title.text(language))}",
        word("draft.intro", language),
        *_chapter("read", _read(draft, language), language),
        *_chapter("thresholds", _thresholds(losses, language), language),
        *_chapter("codes", _codes(draft.suspects.codes), language),
        *_chapter("words", _codes(draft.suspects.words), language),
        *_chapter("partial", _listed(draft.fitted.partial), language),
        *_chapter("reasons", _reasons(draft), language),
        *_chapter("identifiers", _listed(draft.identifiers), language),
        *_chapter("untranslated", _routing(draft), language),
        *_chapter("guessed", _listed(draft.fitted.guessed), language),
        *_chapter("absent", _listed(draft.fitted.absent), language),
    ]
    return "\n\n".join(parts) + "\n"


def _chapter(key: str, lines: Iterable[str], language: str) -> list[str]:
    """Return heading, advice and lines; nothing when there is nothing to say."""
    found = list(lines)
    if not found:
        return []
    head = f"## {word(f'draft.{key}', language)}"
    return [head, word(f"draft.{key}_advice", language), "\n".join(found)]


def _read(draft: Draft, language: str) -> Iterator[str]:
    for export in draft.exports:
        facts = {"n": len(export.cells), "columns": len(export.cells.columns), "format": export.format}
        name = PurePath(export.path.replace("\\", "/")).name
        yield f"- `{name}`: {word('draft.file', language, spelling=export.spelling or '–', **facts)}"


def _thresholds(losses: Sequence[Loss], language: str) -> Iterator[str]:
    yield f"| {' | '.join(word(f'draft.column.{key}', language) for key in ('threshold', 'cells', 'of', 'tables'))} |"
    yield "|--:|--:|--:|--:|"
    for loss in losses:
        yield f"| {loss.threshold} | {loss.cells} | {loss.of} | {loss.tables} |"


def _codes(found: dict[str, tuple[str, ...]]) -> Iterator[str]:
    by_code: dict[str, list[str]] = {}
    for variable, codes in found.items():
        for code in codes:
            by_code.setdefault(code, []).append(variable)
    for code, variables in by_code.items():
        yield f"- `{code}`: {_names(variables)}"


def _listed(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield _names(names)


def _routing(draft: Draft) -> Iterator[str]:
    for name in draft.untranslated:
        yield f"- `{name}`: `{' '.join(draft.codebook[name].routing.split())}`"


def _reasons(draft: Draft) -> Iterator[str]:
    """Yield each category and code that is read as an absence, with its reason."""
    for variable in draft.codebook:
        suspected = draft.suspects.codes.get(variable.name, ())
        found = {choice.written[0]: choice.reason for choice in variable.choices if choice.reason is not None}
        found |= {code: reason for code, reason in variable.missing.items() if code not in suspected}
        if found and not variable.identifier:
            codes = ", ".join(f"`{code}` → `{reason}`" for code, reason in found.items())
            yield f"- `{variable.name}`: {codes}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
