"""Codes of a project or a codebook: a tree of names, each with its GUID."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.interviews.incoming import Incoming, IncomingCode, LossKind
from survey.interviews.refi.archive import ADVICE, PROJECT_BYTES, parse_limited
from survey.interviews.refi.losses import Account
from survey.interviews.refi.names import child, children, color, guid, label, language_of, local, within
from survey.interviews.refi.write_codebook import told_apart
from survey.interviews.transcript import canonical

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

CODEBOOK_FORMAT = "refi_codebook"
CodePath = tuple[str, ...]


@dataclass(frozen=True)
class CodeTree:
    """The codes, parents first, and the path of each GUID."""

    codes: tuple[IncomingCode, ...] = ()
    paths: Mapping[str, CodePath] = field(default_factory=dict)


def read_codebook(path: Path) -> Incoming:
    """Return the codes of a `.qdc` file; raise `StudyError` when it is none, broken or unsafe to read."""
    root = parse_limited(_content(path), str(path))
    if local(root) != "CodeBook":
        raise problem("this XML is no codebook of the REFI-QDA standard", str(path), ADVICE)
    account = Account(root)
    tree = read_codes(root, account)
    for each in within(root, "Sets", "Set"):
        account.lose_all(each, LossKind.SET)
    return Incoming(path.name, CODEBOOK_FORMAT, codes=tree.codes, losses=account.losses())


def read_codes(codebook: Element, account: Account) -> CodeTree:
    """Return the codes of a `CodeBook` element; names stay as written, also where a program put `::` in them."""
    codes: dict[CodePath, IncomingCode] = {}
    paths: dict[str, CodePath] = {}
    language = language_of(account.root.get("origin"))
    for path, element in _walk(codebook, ()):
        paths.setdefault(guid(element.get("guid")), path)
        if path in codes:
            account.lose(element, LossKind.OTHER, "the same name twice under one parent")
        else:
            codes[path] = _code(path, element, account, language)
    return CodeTree(tuple(codes.values()), paths)


def _walk(above: Element, path: CodePath) -> Iterator[tuple[CodePath, Element]]:
    """Yield the codes below an element, parents first, each with its path."""
    for element in (each for holder in (*children(above, "Codes"), above) for each in children(holder, "Code")):
        own = (*path, label(canonical(element.get("name") or "")) or guid(element.get("guid")))
        yield own, element
        yield from _walk(element, own)


def _code(path: CodePath, element: Element, account: Account, language: str) -> IncomingCode:
    account.take(element)
    described, written = child(element, "Description"), element.get("color")
    if described is not None:
        account.take(described)
    if written and not color(written):
        account.lose_attribute(LossKind.COLOR, "Code/@color")
    if (element.get("isCodable") or "").strip().lower() in {"false", "0"}:
        account.lose_attribute(LossKind.OTHER, "Code/@isCodable")
    text = canonical(described.text or "").strip() if described is not None else ""
    if language:
        label_, definition, include, exclude = told_apart(text, language)
        return IncomingCode(path, definition, color(written), language, label_, include, exclude)
    return IncomingCode(path, text, color(written))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(PROJECT_BYTES + 1)
    except OSError:
        raise problem("this file cannot be read", str(path), "Check where it is, and that it is closed.") from None


__all__ = ["CODEBOOK_FORMAT", "CodeTree", "read_codebook", "read_codes"]
