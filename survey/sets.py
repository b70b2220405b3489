"""Sets of tick boxes: k cells, or one that joins them, become k Booleans that share one reason.

A set is answered when a box is ticked, or when the platform proves that a person saw it and ticked none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.codebook import Variable
from survey.headings import columns_of, is_joined
from survey.joined import TICKED, UNTICKED, split_cells
from survey.missing import Reason
from survey.read.export import Export

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Boxes:
    """The boxes of a set, one column for each category: the cells, and which of them are ticked or say they are not."""

    cells: pd.DataFrame
    ticked: pd.DataFrame
    unticked: pd.DataFrame


def read_boxes(variable: Variable, export: Export) -> Boxes:
    """Return the boxes of a set as its export writes them; what cannot be split stands in each of them."""
    import pandas as pd

    names = [choice.name for choice in variable.choices]
    if is_joined(variable, export.cells):
        cells = _split(variable, export)[names]
        return Boxes(cells, cells == TICKED, cells == UNTICKED)
    columns = columns_of(variable, export.cells)
    cells = pd.concat([export.column(column) for column in columns], axis=1, keys=names)
    own = [frozenset(choice.written) - export.signs.unticked for choice in variable.choices]
    marks = [export.signs.ticked | export.ticks.get(c, frozenset()) | o for c, o in zip(columns, own, strict=True)]
    ticked = pd.concat([cells[name].isin(mark) for name, mark in zip(names, marks, strict=True)], axis=1)
    return Boxes(cells, ticked, cells.isin(export.signs.unticked) & ~ticked)


def said_of_set(variable: Variable, boxes: Boxes, reasons: Mapping[str, Reason]) -> pd.Series:
    """Return the reason of a set: a ticked "don't know", else the first code among its cells."""
    whys = boxes.cells.apply(lambda cells: cells.map(dict(reasons)).astype(object))
    said: pd.Series = whys.bfill(axis=1).iloc[:, 0]
    for choice in variable.choices:
        if choice.reason is not None:
            said = said.mask(boxes.ticked[choice.name] & said.isna(), choice.reason.value)
    return said


def _split(variable: Variable, export: Export) -> pd.DataFrame:
    texts = {code: choice.name for choice in variable.choices for code in choice.written}
    return split_cells(export.column(variable.column or variable.name), texts, export.joined or ",")
