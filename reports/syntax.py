"""SPSS syntax beside an SPSS file: each table that SPSS can reproduce, with our n, so that anybody can verify us.

**Which tables.** frequency, bands, battery: FREQUENCIES. multiresponse: FREQUENCIES of each tick box, whose valid n
is our base (SPSS's own MULT RESPONSE takes someone who ticked nothing for a missing answer, so it is not used; the
sets are defined all the same). crosstab: CROSSTABS. ranking: FREQUENCIES of each place among the usable rankings:
valid and missing together are our base. number: mean and median; quartiles are left out, because SPSS interpolates
them otherwise. Every other table is named at the end.

**Whom.** A table's own rule is no rule here but a variable of the file, 1 for its people. A base of `reached`,
`asked` or `all` redefines for one command which absences are missing. Groups (`by`) and waves are one command each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from analysis.by_wave import OWN as WAVE_OWN
from analysis.crosstabs import PAIRS
from analysis.groups import OWN
from analysis.plans import variables_of
from analysis.shares import row_key
from analysis.table import Table
from reports.vocabulary import say, word
from survey.codebook import Choice, Codebook, Variable, VariableType
from survey.files import write_file
from survey.missing import Denominator
from survey.plan import TablePlan
from survey.survey import INDEX, Survey
from survey.write.coding import HIGHEST, LOWEST, absent_range, category_codes
from survey.write.seals import BLANK, sealed
from survey.write.spss_layout import Column, Content, Layout, layout
from survey.write.spss_names import spss_names
from survey.write.words import NOT_REPRODUCED

if TYPE_CHECKING:
    from survey.study import Study

WIDTH = 100
LONGEST_LABEL, LONGEST_SET = 100, 30


@dataclass(frozen=True)
class Wanted:
    """One table as SPSS is asked for it."""

    plan: TablePlan
    table: Table
    variables: tuple[Variable, ...]
    layout: Layout
    codebook: Codebook
    waves: tuple[str, ...] = ()
    """The waves that the table is about, in a file that holds several."""

    def columns(self, variable: Variable) -> tuple[Column, ...]:
        """Return the variables of the file that hold the answers to a question."""
        return self.layout.answers(variable)

    @property
    def everything(self) -> list[Column]:
        """Return the variables of the file that the table is of."""
        return [column for variable in self.variables for column in self.columns(variable)]

    @property
    def denominator(self) -> Denominator:
        """Return whom the percentages are of."""
        return Denominator(self.plan.options.get("base", "").strip() or Denominator.VALID)


def write_syntax(study: Study, survey: Survey, tables: Sequence[Table], path: Path) -> Path:
    """Write the syntax that reproduces `tables` (not protected: the team's own) from the SPSS file at `path`.

    It stands beside that file under the same name, ending in `.sps`; return it.
    """
    file = syntax_path(path)
    text = syntax_text(study, tables, layout(study, survey), path.name)
    data = sealed(text.encode("utf-8-sig"))
    write_file(file, lambda open_file: open_file.write(data), mode=0o600)
    return file


def syntax_path(path: Path) -> Path:
    """Return where the syntax for an SPSS file is written."""
    return path.with_suffix(".sps")


def syntax_text(study: Study, tables: Sequence[Table], plan: Layout, file: str) -> str:
    """Return the syntax for a file called `file`, with labels in the study's first language."""
    language = study.languages[0]
    plans = {each.id: each for each in study.plans}
    several = len(study.waves) > 1
    wanted = [
        Wanted(own, table, variables_of(own, study.codebook), plan, study.codebook, table.waves if several else ())
        for table in tables
        for own in [plans.get(table.id)]
        if own is not None
    ]
    reproduced = [each for each in wanted if _reproducible(each)]
    left = [f"{each.table.id} ({each.table.kind})" for each in wanted if not _reproducible(each)]
    title = " - ".join(
        [say(study.title, language), *([word("document.synthetic", language)] if study.synthetic else [])]
    )
    blocks = [
        [f"GET FILE='{_quoted(file)}'.", *_comment(BLANK), *_comment(title)],
        *_sets(study.codebook, plan, language),
        *(_block(each, language) for each in reproduced),
        _comment(f"{NOT_REPRODUCED.text(language)}: {', '.join(left)}") if left else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _reproducible(wanted: Wanted) -> bool:
    """Tell whether SPSS can give the same numbers; other bases need the absences within the variable."""
    if wanted.table.kind not in COMMANDS or not wanted.everything:
        return False
    return wanted.denominator is Denominator.VALID or all(column.absences for column in wanted.everything)


def _block(wanted: Wanted, language: str) -> list[str]:
    """Return the comments and commands of one table: everyone's, then each group's."""
    table = wanted.table
    bases = "; ".join(f"{base.key} {base.n}" for base in table.bases)
    lines = [*_comment(f"{table.id}: {say(table.title, language)}"), *_comment(f"n: {bases}")]
    if len(wanted.waves) > 1:
        return [*lines, *(line for wave in wanted.waves for line in _one_of_several(wanted, wave))]
    lines += _run(wanted, []) if _anyone(wanted, "") else []
    if wanted.plan.by in wanted.codebook.variables:
        by = wanted.codebook[wanted.plan.by]
        for choice in by.answers:
            lines += _comment(f"{table.id}, {by.name} = {choice.name}: {choice.label.text(language)}")
            lines += (
                _run(wanted, [_group(wanted, by, choice)]) if _anyone(wanted, f"{row_key(choice.name, OWN)}.") else []
            )
    return lines


def _one_of_several(wanted: Wanted, wave: str) -> Iterator[str]:
    """Yield the command for one of the waves that a table sets side by side."""
    if _anyone(wanted, f"{row_key(wave, WAVE_OWN)}."):
        yield from (*_comment(f"{wanted.table.id}: {wave}"), *_run(replace(wanted, waves=(wave,)), []))


def _anyone(wanted: Wanted, group: str) -> bool:
    """Tell whether a command would have anybody to count; without people SPSS prints nothing, or an error."""
    names = {f"{group}{variable.name}" for variable in wanted.variables} | {f"{group}{PAIRS}"}
    bases = [base for base in wanted.table.bases if base.key in names]
    ranked = wanted.table.kind == "ranking"
    return any(base.n or (base.missing and not ranked) for base in bases)


def _run(wanted: Wanted, conditions: Sequence[str]) -> list[str]:
    """Return the command of a table for the people who meet its conditions, absences redefined around it."""
    conditions = [*_people(wanted), *conditions]
    select = ["TEMPORARY.", f"SELECT IF ({' AND '.join(conditions)})."] if conditions else []
    lines = [*select, *COMMANDS[wanted.table.kind](wanted)]
    if wanted.denominator is Denominator.VALID:
        return lines
    names = [column.name for column in wanted.everything]
    outside = absent_range(wanted.denominator)
    return [*_missing(names, outside), *lines, *_missing(names, (LOWEST, HIGHEST))]


def _people(wanted: Wanted) -> Iterator[str]:
    """Yield the conditions for being one of a table's people."""
    if len(wanted.waves) == 1 and (wave := wanted.layout.find(Content.INDEX, INDEX[0])) is not None:
        yield f"{wave.name} = '{_quoted(wanted.waves[0])}'"
    own = wanted.layout.find(Content.FILTER, wanted.plan.id)
    usable = [wanted.layout.find(Content.RANKED, v.name) for v in wanted.variables if v.type is VariableType.RANK]
    yield from (f"{column.name} = 1" for column in [own, *usable] if column is not None)


def _group(wanted: Wanted, by: Variable, choice: Choice) -> str:
    return f"{wanted.columns(by)[0].name} = {category_codes(by.answers)[choice.name]}"


def _missing(names: Sequence[str], outside: tuple[int, int] | None) -> list[str]:
    return _command("MISSING VALUES", names, f" ({outside[0]} THRU {outside[1]})" if outside else " ()")


def _frequencies(wanted: Wanted) -> list[str]:
    return _command("FREQUENCIES /VARIABLES =", [column.name for column in wanted.everything])


def _statistics(wanted: Wanted) -> list[str]:
    extremes = " MINIMUM MAXIMUM" if {"min", "max"} & set(wanted.plan.show) else ""
    names = [column.name for column in wanted.everything]
    return _command("FREQUENCIES /VARIABLES =", names, f" /FORMAT = NOTABLE /STATISTICS = MEAN MEDIAN{extremes}")


def _crosstab(wanted: Wanted) -> list[str]:
    rows, (column, *_) = (wanted.columns(variable) for variable in wanted.variables)
    percent = wanted.plan.options.get("percent", "").strip() or "column"
    end = f" BY {column.name} /CELLS = COUNT {percent.upper()}"
    return _command("CROSSTABS /TABLES =", [row.name for row in rows], end)


COMMANDS: dict[str, Callable[[Wanted], list[str]]] = {
    "frequency": _frequencies,
    "bands": _frequencies,
    "battery": _frequencies,
    "multiresponse": _frequencies,
    "ranking": _frequencies,
    "number": _statistics,
    "crosstab": _crosstab,
}
"""What SPSS is asked for each kind of table that it can reproduce."""


def _sets(codebook: Codebook, plan: Layout, language: str) -> Iterator[list[str]]:
    """Yield the definition of each multi-response set; SPSS wants two tick boxes at least."""
    several = [variable for variable in codebook if variable.type is VariableType.SELECT_MULTIPLE]
    sets = [variable for variable in several if len(plan.answers(variable)) > 1]
    for variable, name in zip(sets, spss_names(variable.name[:LONGEST_SET] for variable in sets), strict=True):
        label = _quoted(variable.label.text(language)[:LONGEST_LABEL])
        yield [
            f"MRSETS /MDGROUP NAME = ${name} LABEL = '{label}' VALUE = 1",
            *_command("    VARIABLES =", [column.name for column in plan.answers(variable)]),
        ]


def _command(head: str, names: Sequence[str], end: str = "") -> list[str]:
    """Return a command over many variables on lines that SPSS can read, the later ones indented."""
    text = f"{head} {' '.join(names)}{end}."
    return wrap(text, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _comment(text: str) -> list[str]:
    """Return a text as a comment; a quote in it could open a string, a full stop at the end of a line ends it."""
    plain = " ".join(text.replace("'", "’").replace('"', "”").split())
    *lines, last = wrap(f"* {plain}", WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    return [*(line.rstrip(".") for line in lines), f"{last.rstrip('.')}."]


def _quoted(text: str) -> str:
    """Return a text as it stands within single quotes, on one line."""
    return " ".join(text.split()).replace("'", "''")
