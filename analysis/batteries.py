"""How were several things rated on one scale?

**Base** of each item: everyone who gave a rating. "Don't know" stands beside it as a count and is not in the
base. **Top** is the share of the categories marked `top` in the codebook ("fairly to very positive"), from
the sum of their counts. No mean of codes. Each item has its own n.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analysis import shares
from analysis.bounds import COLUMNS, HIGHEST, LOWEST, NOTE, bounds
from analysis.kinds import Body, Request
from analysis.shares import PERCENT
from analysis.table import Cell, Column, Note, NoteKind, Row, Term, Text, Unit
from analysis.tally import Counts
from survey.codebook import Choice, Codebook, Label, Variable
from survey.missing import Reason
from survey.plan import Order, TablePlan

DASH = " – "
"""Stands between a question and one row of it."""
TAKEN = ("top", "dont_know", "n", LOWEST, HIGHEST)
"""Columns of the table itself, whatever the categories are called."""


def battery(request: Request) -> Body:
    """Return one row for each item: the distribution over the scale, the top share, don't know and n."""
    counts = {variable.name: request.tally([variable.name]).counts(variable.name) for variable in request.variables}
    bases = [counts[variable.name].base(variable.name, variable.label) for variable in request.variables]
    scale = merge_choices(request.variables)
    unknown = any(Reason.DONT_KNOW in found.missing for found in counts.values())
    labels = item_labels(request.variables)
    rows = [_row(request, v, labels[v.name], counts[v.name], scale, unknown) for v in request.variables]
    limits = [found for v in request.variables if (found := bounds(request, v, counts[v.name])) is not None]
    extra = [Column("dont_know", Term("column.dont_know"), Unit.COUNT)] if unknown else []
    rule = [Note(NoteKind.RULE, Term("note.battery"))] if unknown else []
    return Body(
        bases=(*bases, *(each.base for each in limits)),
        columns=(
            *scale_columns(request, scale),
            *(COLUMNS if limits else ()),
            *extra,
            Column("n", Term("column.n"), Unit.COUNT),
        ),
        rows=tuple(in_order(request, rows, scale)),
        notes=(*rule, *([NOTE] if limits else [])),
    )


def has_top(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check the option `bounds`: of a battery, they are those of the top share."""
    if value not in {"yes", "no"}:
        return f"'{value}' is not allowed. Write yes or no."
    lacks = value == "yes" and not _has_top_share(merge_choices(variables))
    return "there is no top share to bound: mark two categories or more 'top' in the sheet choices" if lacks else ""


def unlike(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return which variable has other categories than the first, or nothing."""
    first, *others = [(v.name, tuple(choice.name for choice in v.answers)) for v in variables]
    odd = next((name for name, choices in others if choices != first[1]), "")
    return f"'{odd}' has other categories than '{first[0]}'; they cannot share columns" if odd else ""


def merge_choices(variables: Sequence[Variable]) -> tuple[Choice, ...]:
    """Return the categories of several variables, each once, in the order of the codebook."""
    return tuple({choice.name: choice for variable in variables for choice in variable.answers}.values())


def top_label(request: Request) -> Text:
    """Return what the plan calls the top categories, or the product's own word."""
    return request.plan.label("top") or Term("column.top")


def token(request: Request) -> str:
    """Return how the cells of the categories are shown: there is one column for each, so one way."""
    return request.show(PERCENT)[0]


def scale_columns(request: Request, scale: Sequence[Choice]) -> tuple[Column, ...]:
    """Return a column for each category, and one for the top share where the codebook marks two or more."""
    way = token(request)
    columns = [shares.category_column(choice.name, choice.label, way, TAKEN) for choice in scale]
    top = [Column("top", top_label(request), shares.UNITS[way])] if _has_top_share(scale) else []
    return (*columns, *top)


def scale_cells(request: Request, scale: Sequence[Choice], counts: Counts) -> dict[str, Cell]:
    """Return the cells of one item: each category, the top share, and n."""
    way, n = token(request), counts.n
    made = {shares.row_key(c.name, TAKEN): shares.share(counts[c.name], n, way) for c in scale}
    if _has_top_share(scale):
        made["top"] = shares.share(sum(counts[choice.name] for choice in scale if choice.top), n, way)
    return shares.present({**made, "n": Cell(Fraction(n), n)})


def in_order(request: Request, rows: Sequence[Row], scale: Sequence[Choice]) -> list[Row]:
    """Return rows as asked, or from large to small by their top share (the first category without one)."""
    if request.plan.order is Order.ASKED or not scale:
        return list(rows)
    leading = next((choice for choice in scale if choice.top), scale[0])
    key = "top" if _has_top_share(scale) else shares.row_key(leading.name, TAKEN)
    return sorted(rows, key=lambda row: -_rank_value(row.cells.get(key)))


def _has_top_share(scale: Sequence[Choice]) -> bool:
    """Tell whether several categories count as top: the share of a single one is that category's own."""
    return sum(choice.top for choice in scale) > 1


def _rank_value(cell: Cell | None) -> Fraction:
    return Fraction(-1) if cell is None or cell.value is None else cell.value


def item_labels(variables: Sequence[Variable]) -> dict[str, Label]:
    """Return the items' own wordings, without a question that stands before all of them ("Who helps? – Friends")."""
    languages = dict.fromkeys(language for variable in variables for language in variable.label.texts)
    heads = {language: _shared_head([v.label.texts.get(language, "") for v in variables]) for language in languages}
    return {
        v.name: Label({language: text.removeprefix(heads[language]) for language, text in v.label.texts.items()})
        for v in variables
    }


def _shared_head(texts: Sequence[str]) -> str:
    """Return the question and dash that all texts begin with, or nothing."""
    heads = {head + dash for head, dash, _ in (text.rpartition(DASH) for text in texts)}
    return heads.pop() if len(heads) == 1 and len(texts) > 1 else ""


def _row(
    request: Request, variable: Variable, label: Label, counts: Counts, scale: Sequence[Choice], unknown: bool
) -> Row:
    cells = scale_cells(request, scale, counts)
    if unknown:
        k = counts.missing.get(Reason.DONT_KNOW, 0)
        cells["dont_know"] = Cell(Fraction(k), k)
    limits = bounds(request, variable, counts)
    k = sum(counts[choice.name] for choice in scale if choice.top)
    return Row(variable.name, label, variable.name, {**cells, **(limits.cells(k) if limits else {})})
