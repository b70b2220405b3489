"""Variables of a project: what is known of a text, said at the text itself or at the one case it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.interviews.incoming import LossKind
from survey.interviews.refi.losses import Account
from survey.interviews.refi.names import VALUES, children, guid, label, target, within
from survey.interviews.transcript import canonical

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

CASE = "case"
"""The attribute that holds the name of a text's case, unless a variable is called so."""


@dataclass
class Attributes:
    """Variables of texts, gathered by the name of the text."""

    root: Element
    account: Account
    by_text: dict[str, dict[str, str]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Look up what the variables are called."""
        self.variables = {guid(each.get("guid")): each for each in within(self.root, "Variables", "Variable")}

    def gather(self, texts: Mapping[str, str]) -> None:
        """Take the variables of texts, by GUID, and of cases that have one text; all else is lost."""
        for source in within(self.root, "Sources", "TextSource"):
            if (name := texts.get(guid(source.get("guid")))) is not None:
                self._take_values(source, name)
        for case in within(self.root, "Cases", "Case"):
            self._case(case, texts)
        for key, variable in self.variables.items():
            if key in self._used:
                self.account.take(variable)
        for variable in within(self.root, "Variables", "Variable"):
            self.account.lose(variable, LossKind.VARIABLE)

    def _case(self, case: Element, texts: Mapping[str, str]) -> None:
        sources = {guid(each.get("targetGUID")) for each in children(case, "SourceRef")}
        name = texts.get(next(iter(sources))) if len(sources) == 1 else None
        if name is None:
            self.account.lose(case, LossKind.CASE)
            for value in children(case, "VariableValue"):
                self.account.lose(value, LossKind.VARIABLE)
            return
        self.account.take(case)
        self._take_values(case, name)
        if called := label(canonical(case.get("name") or "")):
            self.by_text.setdefault(name, {}).setdefault(CASE, called)
        for part in ("SelectionRef", "CodeRef"):
            if count := len(list(children(case, part))):
                self.account.lose_attribute(LossKind.CASE, f"Case/{part}", count)

    def _take_values(self, owner: Element, text: str) -> None:
        known = self.by_text.setdefault(text, {})
        for element, variable, value in self._values(owner):
            name = label(canonical(variable.get("name") or ""))
            if value and known.setdefault(name, value) != value:
                self.account.lose(element, LossKind.VARIABLE, text)
            else:
                self.account.take(element)
                self._used.add(guid(variable.get("guid")))

    def _values(self, owner: Element) -> Iterator[tuple[Element, Element, str]]:
        """Yield the values an element has for variables of the project; no value means that it is missing."""
        for element in children(owner, "VariableValue"):
            variable = self.variables.get(target(element, "VariableRef"))
            if variable is None or not label(variable.get("name")):
                self.account.lose(element, LossKind.VARIABLE)
                continue
            typed = next(children(element, *VALUES), None)
            yield element, variable, canonical(typed.text or "").strip() if typed is not None else ""
