"""What a table kind is, what it is asked, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.table import Base, Column, Note, Row, Table, Text, Universe
from analysis.tally import Tally, tally
from survey.codebook import Codebook, Variable, VariableType
from survey.errors import did_you_mean, problem
from survey.interviews.codes import Code
from survey.interviews.corpus import Corpus
from survey.missing import Denominator
from survey.plan import TablePlan
from survey.survey import Survey

if TYPE_CHECKING:
    from survey.study import Study

MANY = 10_000


@dataclass(frozen=True)
class Request:
    """A wanted table: its plan, the people it is about and the variables it is of."""

    plan: TablePlan
    survey: Survey
    variables: tuple[Variable, ...]
    study: Study
    done: Mapping[str, Table] = field(default_factory=dict)
    """The tables made so far, for a kind that looks at other tables."""
    whole: Survey | None = None
    """Everyone, when the request is about one group of them: rows found in the data must be the same for both."""

    @property
    def codebook(self) -> Codebook:
        """Return the codebook of the survey."""
        return self.survey.codebook

    def option(self, name: str, default: str = "") -> str:
        """Return what the plan says about one of the kind's own options."""
        return self.plan.options.get(name, "").strip() or default

    def says(self, name: str, default: bool = False) -> bool:
        """Return a yes/no option as a truth value."""
        return self.option(name, "yes" if default else "no") == "yes"

    @property
    def denominator(self) -> Denominator:
        """Return whom the percentages are of."""
        return Denominator(self.option("base", "valid"))

    @property
    def corpus(self) -> Corpus:
        """Return the set of interviews the table is about: the one its option `interviews` names, else the first."""
        return corpus_of(self.plan, self.survey.corpora)

    @property
    def codes(self) -> tuple[Code, ...]:
        """Return the codes the table is of: those named with all below them, else all codes of the set."""
        codes = self.corpus.codes
        paths = dict.fromkeys(path for name in self.plan.of for path in codes.below(name))
        return tuple(codes[path] for path in paths) if self.plan.of else tuple(codes)

    def show(self, *default: str) -> tuple[str, ...]:
        """Return the numbers to show, as the plan says, else as the kind does by itself."""
        return self.plan.show or default

    def tally(self, names: Sequence[str]) -> Tally:
        """Return the answer patterns over some variables."""
        return tally(self.survey, names)


@dataclass(frozen=True)
class Body:
    """What a kind gives back: everything of a table that is not the same for all kinds."""

    bases: tuple[Base, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    universe: Universe | None = None
    """Where the table is not about the respondents."""
    stub: Text | None = None
    title: Text | None = None


Check = Callable[[str, Sequence[Variable], Codebook], str]
"""Looks at an option's value and returns what is wrong with it, or nothing."""

Refusal = Callable[[TablePlan, Sequence[Variable], Codebook], str]


@dataclass(frozen=True)
class Kind:
    """One kind of table: its function, the variables it takes and its own columns in the workbook."""

    make: Callable[[Request], Body]
    types: tuple[VariableType, ...] = ()
    """Variable types it can be `of`; none = it is of no variables."""
    least: int = 1
    most: int = MANY
    show: tuple[str, ...] = ()
    options: Mapping[str, Check] = field(default_factory=dict)
    why: str = ""
    """What to do instead when a variable is of another type."""
    refuse: Refusal = lambda plan, variables, codebook: ""
    """Looks at the plan as a whole and returns why the kind does not suit it, or nothing."""
    of_tables: bool = False
    """Whether `of` names tables: the kind looks at tables made before."""
    of_codes: bool = False
    """Whether it is about interviews: `of` names codes, and the option `interviews` the set."""
    of_waves: bool = False
    """Whether it looks at several waves itself: its survey then holds all those chosen."""
    of_links: bool = False
    """Whether it is about people who answered in two waves, so that there must be a code to find them by."""
    people: bool = True
    """Whether it is about respondents, so that `where` and `by` make sense."""
    tests: Callable[[Request], tuple[Note, ...]] | None = None
    """What the option `test` adds as notes, where the kind does not do so itself."""
    tests_groups: bool = False
    """Whether `test` compares the groups of `by`, and so needs one."""


def corpus_of(plan: TablePlan, corpora: Sequence[Corpus]) -> Corpus:
    """Return the set of interviews a plan is about; raise `StudyError` when there is none."""
    name = plan.options.get("interviews", "").strip()
    found = next((corpus for corpus in corpora if name in {"", corpus.name}), None)
    if found is None and name:
        advice = did_you_mean(name, [corpus.name for corpus in corpora])
        raise problem(f"there is no set of interviews '{name}'", plan.place, advice)
    if found is None:
        raise problem("this study has no interviews", plan.place, "Add a block [[interviews]] to study.toml.")
    return found
