"""What the workbook asks for: the wanted tables, and published figures to hold them against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from survey.codebook import Label


class Order(StrEnum):
    """In which order the rows of a table stand."""

    ASKED = "asked"
    SIZE = "size"


@dataclass(frozen=True)
class TablePlan:
    """One row of the sheet `tables`: a table somebody wants."""

    id: str
    kind: str
    of: tuple[str, ...] = ()
    by: str = ""
    where: str = ""
    waves: tuple[str, ...] = ()
    """The waves it is about; none = the newest, or with `by = wave` all of them."""
    title: Label = field(default_factory=Label)
    section: Label = field(default_factory=Label)
    """The report heading this table opens; empty = goes on under the one before."""
    remark: Label = field(default_factory=Label)
    show: tuple[str, ...] = ()
    order: Order = Order.ASKED
    options: Mapping[str, str] = field(default_factory=dict)
    """Columns that belong to the kind, as written; labels as `key::language`."""
    place: str = ""

    def label(self, option: str) -> Label:
        """Return a kind's own text option (`top::nl`, `top::fr` …) as one label."""
        prefix = f"{option}::"
        texts = {key.removeprefix(prefix): text for key, text in self.options.items() if key.startswith(prefix)}
        return Label(texts)


class Comparator(StrEnum):
    """How a published figure is to be held against the computed one."""

    EQUAL = "="
    MORE = ">"
    MODE = "mode"
    RANK = "rank"
    NEARLY_ALL = "nearly all"
    NEARLY_NONE = "nearly none"


@dataclass(frozen=True)
class Finding:
    """One row of the sheet `findings`: a published figure and the cell that should give it."""

    number: str
    label: Label
    table: str
    row: str
    column: str
    figure: str
    """As published: a number (`45`, `2.65`), or a row or category name for `=` on a text cell."""
    comparator: Comparator
    source: str = ""
    study: Label = field(default_factory=Label)
    """The other study it is from, where it is not this study's own: it is then compared with, never judged."""
    why: Label = field(default_factory=Label)
    """Why it cannot agree, where that is known; printed with the verdict."""
    place: str = ""


class Convergence(StrEnum):
    """How survey and interviews meet on a research question: declared by the researchers, never computed."""

    CONVERGENT = "convergent"
    """The interviews confirm the figure."""
    COMPLEMENTARY = "complementary"
    """They expand on it."""
    DIVERGENT = "divergent"
    """They are discordant with it."""


@dataclass(frozen=True)
class Junction:
    """One row of the sheet `joint`: a research question, with the cell and the codes that speak to it."""

    id: str
    label: Label
    table: str = ""
    row: str = ""
    column: str = ""
    codes: tuple[str, ...] = ()
    verdict: Convergence | None = None
    why: Label = field(default_factory=Label)
    quote: str = ""
    """`interview:start` of a coding, an interview, `none`; empty = chosen by rule."""
    place: str = ""
