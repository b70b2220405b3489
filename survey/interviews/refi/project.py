"""A project of another program as a whole: texts, codes, codings, and everything that is left behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.interviews.incoming import Incoming, IncomingCoding, IncomingText, LossKind
from survey.interviews.refi.archive import ADVICE, Container, is_personal, open_project
from survey.interviews.refi.cases import Attributes
from survey.interviews.refi.choice import Choice, choose
from survey.interviews.refi.codebook import CodeTree, read_codes
from survey.interviews.refi.dialects import is_ours
from survey.interviews.refi.evidence import Span, agrees, excerpt
from survey.interviews.refi.losses import Account
from survey.interviews.refi.memos import Memos, joined
from survey.interviews.refi.names import NO_TIME, child, children, guid, label, local, target, time, within
from survey.interviews.refi.texts import Text, read_texts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PROJECT_FORMAT = "refi_project"
SWEPT: Mapping[tuple[str, str], LossKind] = {
    ("Sets", "Set"): LossKind.SET,
    ("Links", "Link"): LossKind.LINK,
    ("Graphs", "Graph"): LossKind.GRAPH,
    ("Notes", "Note"): LossKind.MEMO,
}
PATHS = ("basePath", "path", "currentPath", "plainTextPath", "richTextPath")
SAID = {
    "creationDateTime": LossKind.DATE,
    "modifiedDateTime": LossKind.DATE,
    "creatingUser": LossKind.OTHER,
    "modifyingUser": LossKind.OTHER,
}
"""Attributes that are taken of codings only, or not at all."""
TAKEN = ("creationDateTime", "creatingUser")


def read_project(path: Path) -> Incoming:
    """Return what a `.qdpx` brings; raise `StudyError` when it is none, broken, or unsafe to read."""
    with open_project(path) as container:
        if local(container.root) != "Project":
            raise problem("this XML is no project of the REFI-QDA standard", str(path), ADVICE)
        return Project(container).incoming(path.name)


@dataclass
class Project:
    """A project while it is read: what became of each of its elements is kept in `account`."""

    container: Container
    account: Account = field(init=False)
    _codings: list[IncomingCoding] = field(default_factory=list)
    _taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Open the account, and look up what codings refer to."""
        self.account = Account(self.container.root)
        self.users = {guid(each.get("guid")): each for each in within(self.container.root, "Users", "User")}
        self.memos = Memos(self.container, self.account)
        self.codes = CodeTree()

    def incoming(self, source: str) -> Incoming:
        """Return everything the project brings, under the name of its file."""
        root, origin = self.container.root, self.container.root.get("origin") or ""
        codebook = child(root, "CodeBook")
        self.codes = read_codes(codebook, self.account) if codebook is not None else CodeTree()
        texts = read_texts(self.container, self.account)
        choices = {each.name: each for each in choose([text.counted for text in texts], origin)}
        for text in texts:
            self._read_codings(text, choices.get(text.name))
        attributes = Attributes(root, self.account)
        attributes.gather({text.key: text.name for text in texts})
        if is_ours(origin):
            self._take_what_we_wrote()
        self._lose_the_rest()
        return Incoming(
            source,
            PROJECT_FORMAT,
            tuple(self._text(text, attributes.by_text.get(text.name, {})) for text in texts),
            self.codes.codes,
            tuple(self._codings),
            self.account.losses(),
            () if is_ours(origin) else tuple(str(choice) for choice in choices.values()),
            coded=True,
        )

    def _text(self, text: Text, attributes: Mapping[str, str]) -> IncomingText:
        ours = is_ours(self.container.root.get("origin") or "")
        return IncomingText(text.name, text.raw.canonical, "", text.name if ours else "", attributes)

    def _read_codings(self, text: Text, choice: Choice | None) -> None:
        whole = (0, len(text.raw.canonical))
        for coding in children(text.element, "Coding"):
            self._code(coding, text, whole, [], "the whole text")
        spans = choice.spans if choice else (None,) * len(text.selections)
        for number, ((element, _), span) in enumerate(zip(text.selections, spans, strict=True), start=1):
            if child(element, "Coding") is None:
                self.account.lose_all(element, LossKind.MEMO, text.name)
            elif choice is not None and not choice.told:
                self.account.lose_all(element, LossKind.DIALECT, text.name)
            elif span is None or span[0] == span[1]:
                self.account.lose_all(element, LossKind.SPAN_OUTSIDE, text.name)
            else:
                self._select(element, text, span, f"selection {number}")

    def _select(self, element: Element, text: Text, span: Span, place: str) -> None:
        found = excerpt(text.raw.canonical, *span)
        known = [each for each in children(element, "Coding") if target(each, "CodeRef") in self.codes.paths]
        if not known:
            self.account.lose_all(element, LossKind.NO_CODE, text.name)
            return
        self.account.take(element)
        memos = self.memos.of_selection(element, found)
        for coding in children(element, "Coding"):
            self._code(coding, text, span, memos, place)
        if any(all(coding.get(name) == element.get(name) for name in TAKEN) for coding in known):
            self._taken.add(id(element))  # who and when is told twice
        name = label(element.get("name"))
        if name and name != label(found) and not agrees(found, name):
            self.account.lose_attribute(LossKind.OTHER, "PlainTextSelection/@name")

    def _code(self, coding: Element, text: Text, span: Span, memos: list[str], place: str) -> None:
        code = self.codes.paths.get(target(coding, "CodeRef"))
        if code is None or span[0] == span[1]:
            kind = LossKind.NO_CODE if code is None else LossKind.SPAN_OUTSIDE
            self.account.lose_all(coding, kind, text.name)
            return
        self.account.take(coding)
        self._taken.add(id(coding))
        memo = joined([*memos, *self.memos.of_coding(coding)])
        made = time(coding.get("creationDateTime"))
        self._codings.append(IncomingCoding(text.name, *span, code, self._coder(coding), made, memo, place))

    def _coder(self, coding: Element) -> str:
        """Return who made a coding: a user's name, else what the project knows of them, else nothing."""
        key = guid(coding.get("creatingUser"))
        user = self.users.get(key)
        if user is None:
            return key
        self.account.take(user)
        return label(user.get("name")) or label(user.get("id")) or key

    def _take_what_we_wrote(self) -> None:
        """Take what a project of ours says of itself and of its variables: nothing that the study does not know."""
        root = self.container.root
        for holder in (root, *within(root, "Variables", "Variable")):
            self.account.take(holder)
            for each in children(holder, "Description"):
                self.account.take(each)

    def _lose_the_rest(self) -> None:
        """Put everything that was not taken under its kind."""
        root = self.container.root
        for source in within(root, "Sources"):
            for other in (each for each in source if local(each) != "TextSource"):
                self.account.lose_all(other, LossKind.NOT_TEXT)
        for path, kind in SWEPT.items():
            for each in within(root, *path):
                self.account.lose_all(each, kind)
        for each in root.iter():
            if local(each) in {"Description", "NoteRef"}:
                self.account.lose(each, LossKind.MEMO)
        for kind, subject in self._attributes():
            self.account.lose_attribute(kind, subject)

    def _attributes(self) -> Iterator[tuple[LossKind, str]]:
        """Yield what attributes say that is not taken."""
        for each in self.container.root.iter():
            taken = TAKEN if id(each) in self._taken else ()
            for name, value in each.attrib.items():
                if name in SAID and value not in {"", NO_TIME} and name not in taken:
                    yield SAID[name], f"@{name}"
                if name in PATHS and is_personal(value):
                    yield LossKind.PERSONAL_PATH, f"@{name}"
