"""Text sources of a project: which have their text in the file, and what is selected in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.interviews.incoming import LossKind
from survey.interviews.refi.archive import Container, file_name
from survey.interviews.refi.choice import Counted
from survey.interviews.refi.evidence import Selected
from survey.interviews.refi.losses import Account
from survey.interviews.refi.names import child, children, guid, label, within, words
from survey.interviews.refi.positions import BOM, Raw
from survey.interviews.transcript import canonical

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NUMBER = re.compile(r"\s*[+-]?[0-9]{1,15}\s*")


@dataclass(frozen=True)
class Text:
    """One text source whose text is in the file, and its selections with usable numbers."""

    element: Element
    name: str
    raw: Raw
    selections: tuple[tuple[Element, Selected], ...]

    @property
    def key(self) -> str:
        """Return its GUID."""
        return guid(self.element.get("guid"))

    @property
    def counted(self) -> Counted:
        """Return what a dialect is chosen from."""
        return Counted(self.name, self.raw, tuple(selected for _, selected in self.selections))


def read_texts(container: Container, account: Account) -> tuple[Text, ...]:
    """Return the texts that are in the file; the others are lost with everything coded on them."""
    found: list[Text] = []
    sources = list(within(container.root, "Sources", "TextSource"))
    for element, name in zip(sources, _names(sources), strict=True):
        raw = read_text(container, element)
        if raw is None:
            account.lose_all(element, LossKind.TEXT_MISSING, name)
            continue
        account.take(element)
        found.append(Text(element, name, raw, tuple(_selections(element, name, account))))
    _count_formatting(sources, account)
    return tuple(found)


def read_text(container: Container, element: Element) -> Raw | None:
    """Return the text of a source or note: written in the project, or a file of the archive; else nothing."""
    inline = child(element, "PlainTextContent")
    if inline is not None:
        text = inline.text or ""
        return Raw(text.removeprefix(BOM), bom=text.startswith(BOM), inline=True)
    member = container.source(element.get("plainTextPath")) or container.source(_text_path(element))
    return Raw.of(container.read(member)) if member else None


def _text_path(element: Element) -> str:
    """Return the path of the formatted text where that is plain text all the same."""
    path = element.get("richTextPath") or ""
    return path if file_name(path).lower().endswith(".txt") else ""


def _names(sources: Sequence[Element]) -> Iterator[str]:
    """Yield a name for each source; one that is there twice gets a number."""
    used: set[str] = set()
    for number, element in enumerate(sources, start=1):
        plain = label(canonical(element.get("name") or "")) or f"text {number}"
        name, count = plain, 1
        while name.casefold() in used:
            count += 1
            name = f"{plain} ({count})"
        used.add(name.casefold())
        yield name


def _selections(source: Element, name: str, account: Account) -> Iterator[tuple[Element, Selected]]:
    for element in children(source, "PlainTextSelection"):
        start, end = element.get("startPosition") or "", element.get("endPosition") or ""
        if NUMBER.fullmatch(start) and NUMBER.fullmatch(end):
            snippets = tuple(each for each in (element.get("name") or "", words(element, "Description")) if each)
            yield element, Selected(int(start), int(end), snippets)
        else:
            account.lose_all(element, LossKind.SPAN_OUTSIDE, name)


def _count_formatting(sources: Sequence[Element], account: Account) -> None:
    formatted = [each for each in sources if each.get("richTextPath") and not _text_path(each)]
    account.lose_attribute(LossKind.FORMATTING, "TextSource/@richTextPath", len(formatted))
