"""What a person must confirm in a drafted study: codes that look like absences, columns that may identify."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from survey.codebook import Codebook, Variable, VariableType
from survey.draft.infer import SPECIAL
from survey.headings import columns_of
from survey.missing import Reason
from survey.quantities import numbers
from survey.read.export import Export

if TYPE_CHECKING:
    import pandas as pd

AMOUNTS = {VariableType.INTEGER, VariableType.DECIMAL}
WORDS = frozenset({"na", "n/a", "n.v.t.", "nvt", "nsp", "missing", "null", "none", "#n/a", ".", "-"})
"""Texts that may be an absence, or an answer."""
FAR = 2
"""A positive code is suspected only when it is more than so many times the largest other number."""


OFTEN = 3
"""A negative code suspected in so many questions is declared once, for the whole study."""


@dataclass(frozen=True)
class Suspects:
    """Codes by question: read as absent for an unknown reason, or left as an answer, until somebody says."""

    codes: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]

    @property
    def common(self) -> tuple[str, ...]:
        """Return the codes that are declared for the whole study."""
        counts = Counter(code for codes in self.codes.values() for code in codes)
        return tuple(sorted(code for code, n in counts.items() if n >= OFTEN and code.startswith("-")))


def suspect(codebook: Codebook, exports: Sequence[Export]) -> tuple[Codebook, Suspects]:
    """Return the codebook with codes that look like absences declared as `unknown`, and all that is suspected.

    A number such as -99 would spoil every mean, so it is no answer until somebody says so; a word such as NA can
    be one, and stays.
    """
    codes = {v.name: found for v in codebook if (found := _codes(v, exports))}
    words = {v.name: found for v in codebook if (found := _words(v))}
    suspects = Suspects(codes, words)
    marked = {v.name: _marked(v, codes.get(v.name, ()), suspects.common) for v in codebook}
    lists = {v.list_name: v.choices for v in marked.values() if v.choices}
    return replace(codebook, variables=marked, lists={**codebook.lists, **lists}), suspects


def _codes(variable: Variable, exports: Sequence[Export]) -> tuple[str, ...]:
    """Return the suspected codes of one question: special numbers that lie far from its other answers."""
    if variable.identifier or variable.type not in {*AMOUNTS, VariableType.SELECT_ONE, VariableType.SELECT_MULTIPLE}:
        return ()
    columns = [(e, c) for e in exports for c in columns_of(variable, e.cells) if c in e.cells]
    found = {str(text) for export, column in columns for text in export.column(column).unique()}
    special = {text for text in found & SPECIAL if text not in variable.missing and not _worded(variable, text)}
    if variable.type is VariableType.SELECT_MULTIPLE:
        return tuple(sorted(special))
    if not special or not found - special - {""}:
        return ()
    others = _amounts(found - special)
    low, high = (0.0, 0.0) if others.empty else (float(others.min()), float(others.max()))
    return tuple(sorted(text for text in special if _far(float(text), low, high)))


def _worded(variable: Variable, code: str) -> bool:
    """Return whether the code has a wording of its own: then the wording says what it is."""
    return any(code in choice.written and set(choice.label.texts.values()) - {code} for choice in variable.choices)


def _amounts(texts: set[str]) -> pd.Series:
    import pandas as pd

    return numbers(pd.Series(sorted(texts), dtype="string"), whole=False).dropna()


def _far(code: float, low: float, high: float) -> bool:
    return code < min(low, 0) if code < 0 else code > FAR * max(high, 1)


def _words(variable: Variable) -> tuple[str, ...]:
    return tuple(code for choice in variable.choices for code in choice.written if code.casefold() in WORDS)


def _marked(variable: Variable, codes: Sequence[str], common: Sequence[str]) -> Variable:
    choices = tuple(choice for choice in variable.choices if not set(choice.written) & set(codes))
    own = [code for code in codes if code not in common]
    return replace(variable, choices=choices, missing={**dict.fromkeys(own, Reason.UNKNOWN), **variable.missing})
