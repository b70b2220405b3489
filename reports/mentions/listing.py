"""Every key that an author can use, with the number it prints today: what `tables --keys` writes."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.disclosure import Release
from reports.mentions.keys import Keys


def key_lines(release: Release, language: str) -> Iterator[str]:
    """Yield a line for each number: what to type, how it is printed, and which number it is; then a blank line."""
    by_table: dict[str, list[tuple[str, str, str]]] = {}
    for key, number in Keys(release, language).numbers.items():
        value = number.shown("", language)
        if value is not None:
            by_table.setdefault(number.table.id, []).append((f"{{{{ {key} }}}}", value.text, number.label(language)))
    for lines in by_table.values():
        width = max(len(typed) for typed, _, _ in lines)
        longest = max(len(text) for _, text, _ in lines if len(text) <= width)
        yield from (f"{typed:<{width}}  {text:>{longest}}  {label}".rstrip() for typed, text, label in lines)
        yield ""
