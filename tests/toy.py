"""Small surveys made in memory: a codebook in a line, people as dictionaries, and one table of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pandas as pd

from analysis import tables
from analysis.table import Row, Table
from survey.codebook import Choice, Codebook, Label, Role, Scale, Variable, VariableType
from survey.missing import Reason
from survey.plan import Finding, TablePlan
from survey.survey import INDEX, Survey

Person = Mapping[str, object]
OPEN = Reason.NO_ANSWER


def label(text: str) -> Label:
    return Label({"nl": text})


def choices(
    names: str, *, top: str = "", exclusive: str = "", implies: Mapping[str, str] | None = None
) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            name,
            label(name),
            top=name in top.split(),
            exclusive=name in exclusive.split(),
            implies=(implies or {}).get(name, ""),
        )
        for name in names.split()
    )


def one(
    name: str,
    names: str = "yes no",
    scale: Scale = Scale.ORDINAL,
    role: Role | None = None,
    item: str = "",
    group: str = "",
    **marks: Any,
) -> Variable:
    made = choices(names, **marks)
    return Variable(name, VariableType.SELECT_ONE, label(name), made, scale=scale, role=role, item=item, group=group)


def banded(name: str, limits: Sequence[int], *, open_end: bool = True) -> Variable:
    """Return a question with bands b0, b1, … between the limits, and an open one above them."""
    ends: list[int | None] = [*limits[1:], *([None] if open_end else [])]
    bands = tuple(
        Choice(f"b{at}", label(f"b{at}"), low=Fraction(low), high=None if high is None else Fraction(high))
        for at, (low, high) in enumerate(zip(limits, ends, strict=False))
    )
    return Variable(name, VariableType.SELECT_ONE, label(name), bands, scale=Scale.BANDS)


def several(name: str, names: str, *, exclusive: str = "") -> Variable:
    return Variable(name, VariableType.SELECT_MULTIPLE, label(name), choices(names, exclusive=exclusive))


def ranked(name: str, names: str, places: int = 3) -> Variable:
    return Variable(name, VariableType.RANK, label(name), choices(names), rank_places=places)


def number(name: str, type_: VariableType = VariableType.INTEGER) -> Variable:
    return Variable(name, type_, label(name))


def codebook(*variables: Variable) -> Codebook:
    return Codebook(
        {variable.name: variable for variable in variables},
        groups={v.group: label(v.group) for v in variables if v.group},
    )


def survey(variables: Sequence[Variable], people: Sequence[Person], **extra: Any) -> Survey:
    """Return the survey of these people: an answer or a `Reason` for each variable, left out = not answered."""
    index = pd.MultiIndex.from_tuples([("2019", f"r{place}") for place in range(len(people))], names=INDEX)
    entries = {
        column: [_entry(variable, person.get(variable.name, OPEN), place) for person in people]
        for variable in variables
        for place, column in enumerate(variable.columns)
    }
    types = {column: _dtype(variable) for variable in variables for column in variable.columns}
    values = {column: [None if isinstance(e, Reason) else e for e in found] for column, found in entries.items()}
    reasons = {column: [str(e) if isinstance(e, Reason) else None for e in found] for column, found in entries.items()}
    return Survey(
        pd.DataFrame({c: pd.Series(found, index, dtype=types[c]) for c, found in values.items()}, index=index),
        pd.DataFrame(reasons, index=index, dtype="string"),
        codebook(*variables),
        **extra,
    )


class ToyStudy(SimpleNamespace):
    """What analysis looks at in a study of one wave."""

    def of_waves(self, names: Sequence[str]) -> "ToyStudy":
        assert set(names) <= {"2019"}
        return self


def study(
    variables: Sequence[Variable], plans: Sequence[TablePlan], findings: Sequence[Finding] = (), **facts: Any
) -> Any:
    """Return what analysis looks at in a study, without a folder behind it."""
    wave = SimpleNamespace(name="2019", fieldwork=[date(2019, 6, 3), date(2019, 11, 30)])
    made: dict[str, Any] = {
        "contradictions": (),
        "corpora": (),
        "joint": (),
        "synthetic": False,
        "languages": ("nl",),
        "method": {},
        "waves": (wave,),
        "settings": SimpleNamespace(wave=(wave,), interviews=()),
        "cleaning": SimpleNamespace(codebook=codebook(*variables), bridges=(), recodes=()),
        "bridges": (),
        **facts,
    }
    return ToyStudy(codebook=codebook(*variables), plans=tuple(plans), findings=tuple(findings), **made)


def plan(kind: str, of: str = "", options: Mapping[str, str] | None = None, **fields: Any) -> TablePlan:
    return TablePlan(
        **{
            "id": "t",
            "kind": kind,
            "of": tuple(of.split()),
            "options": options or {},
            "place": "tables.csv, row 2",
            **fields,
        }
    )


def table(
    kind: str,
    of: str,
    variables: Sequence[Variable],
    people: Sequence[Person],
    options: Mapping[str, str] | None = None,
    **fields: Any,
) -> Table:
    """Return one table of these people."""
    wanted = plan(kind, of, options, **fields)
    return tables(study(variables, [wanted]), survey(variables, people))[0]


def cell(made: Table, row: str, column: str) -> tuple[Fraction | None, int | None]:
    """Return a cell's value and count."""
    found = row_of(made, row).cells[column]
    return found.value, found.count


def column(made: Table, key: str) -> dict[str, int | None]:
    """Return the counts in one column by row."""
    return {row.key: row.cells[key].count for row in made.rows if key in row.cells}


def row_of(made: Table, key: str) -> Row:
    found = made.row(key)
    assert found is not None, f"{key} is not among {[row.key for row in made.rows]}"
    return found


def spread(name: str, **counts: int) -> list[dict[str, object]]:
    """Return people by answer to one question: `spread("q", yes=3, no=2)`; reasons go by their own names."""
    reasons = {reason.value: reason for reason in Reason}
    return [{name: reasons.get(answer, answer)} for answer, count in counts.items() for _ in range(count)]


def _entry(variable: Variable, answer: object, place: int) -> object:
    if isinstance(answer, Reason):
        return answer
    if variable.type is VariableType.SELECT_MULTIPLE:
        return variable.answers[place].name in str(answer).split()
    if variable.type is VariableType.RANK:
        items = str(answer).split()
        return items[place] if place < len(items) and items[place] != "-" else OPEN
    return answer


def _dtype(variable: Variable) -> Any:
    match variable.type:
        case VariableType.SELECT_MULTIPLE:
            return "boolean"
        case VariableType.INTEGER:
            return "Int64"
        case VariableType.DECIMAL:
            return "Float64"
        case VariableType.SELECT_ONE | VariableType.RANK:
            names = [choice.name for choice in variable.answers]
            return pd.CategoricalDtype(names, ordered=variable.scale is not Scale.NOMINAL)
        case VariableType.DATE:
            return "datetime64[ns]"
        case VariableType.TEXT:
            return "string"
