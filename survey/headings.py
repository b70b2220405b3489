"""Under which headings an export holds a variable."""

from __future__ import annotations

from collections.abc import Container

from survey.codebook import Choice, Variable, VariableType


def columns_of(variable: Variable, present: Container[str] = ()) -> tuple[str, ...]:
    """Return the headings under which an export holds this variable.

    A set has one for each box, by whichever of the box's codes is `present`; or one alone, when the export joins
    several answers in one cell.
    """
    heading = variable.column or variable.name
    if variable.type is VariableType.RANK:
        return tuple(f"{heading}/{place}" for place in range(1, variable.places + 1))
    if variable.type is not VariableType.SELECT_MULTIPLE:
        return (heading,)
    boxes = tuple(_box(heading, choice, present) for choice in variable.choices)
    return (heading,) if is_joined(variable, present) else boxes


def is_joined(variable: Variable, present: Container[str]) -> bool:
    """Return whether an export holds a set in one column: there is one of its name, and none for a box."""
    heading = variable.column or variable.name
    if variable.type is not VariableType.SELECT_MULTIPLE or heading not in present:
        return False
    return not any(_box(heading, choice, present) in present for choice in variable.choices)


def _box(heading: str, choice: Choice, present: Container[str]) -> str:
    names = [f"{heading}/{code}" for code in choice.written]
    return next((name for name in names if name in present), names[0])
