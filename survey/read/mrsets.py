"""Multiple response sets of SPSS as tick boxes: one column `set/box` for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.read.sav import Column, Dictionary, SavSet

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from survey.missing import Reason

TICKED = "1"
"""How a ticked box is written that was made of a category. One that is not ticked is blank: whoever has another
category did not say "none", also when nobody names a box for it."""


@dataclass(frozen=True)
class Box:
    """One box of a set: what its cells can say."""

    cells: pd.Categorical
    label: str
    tick: str
    missing: Mapping[str, Reason]

    @property
    def unticked(self) -> frozenset[str]:
        """Return the codes that are an answer without being a tick."""
        return frozenset(self.cells.categories) - {self.tick, "", *self.missing}


def boxes_of(found: SavSet, columns: Mapping[str, Column], dictionary: Dictionary) -> dict[str, Box]:
    """Return the boxes of a set by column: its own variables, or one for each category that its variables share."""
    if found.counted is None:
        return _of_categories(found, columns, dictionary)
    return {
        f"{found.name}/{name}": Box(
            columns[name].cells,
            dictionary.labels[name],
            found.counted,
            dictionary.missing(name, columns[name].values),
        )
        for name in found.members
    }


def codes_of(found: SavSet, dictionary: Dictionary, columns: Mapping[str, Column] | None = None) -> dict[str, str]:
    """Return the codes that the variables of a set share, with their labels; then those that occur without one."""
    labels = {code: label for name in found.members for code, label in dictionary.values.get(name, {}).items()}
    seen = [code for name in found.members if columns for code in columns[name].values]
    missing = _missing(found, dictionary, columns)
    codes = dict.fromkeys([*labels, *sorted(seen, key=_in_order)])
    return {code: labels.get(code, "") for code in codes if code and code not in missing}


def _missing(found: SavSet, dictionary: Dictionary, columns: Mapping[str, Column] | None = None) -> dict[str, Reason]:
    every: dict[str, Reason] = {}
    for name in found.members:
        every |= dictionary.missing(name, columns[name].values if columns else None)
    return every


def _in_order(code: str) -> tuple[float, str]:
    try:
        return float(code), code
    except ValueError:
        return float("inf"), code


def _of_categories(found: SavSet, columns: Mapping[str, Column], dictionary: Dictionary) -> dict[str, Box]:
    """Return a box for each category; it holds a missing code for whoever has that and no category at all."""
    import pandas as pd

    missing = {code: reason for code, reason in _missing(found, dictionary, columns).items() if code != TICKED}
    cells = [columns[name].cells for name in found.members]
    codes = codes_of(found, dictionary, columns)
    base = _unticked(cells, list(codes), list(missing))
    signs = pd.Index(["", TICKED, *missing], dtype="string")
    boxes: dict[str, Box] = {}
    for code, label in codes.items():
        state = base.copy()
        state[_holds(cells, [code])] = 1
        boxes[f"{found.name}/{code}"] = Box(pd.Categorical.from_codes(state, signs), label, TICKED, missing)
    return boxes


def _unticked(cells: list[pd.Categorical], codes: list[str], missing: list[str]) -> np.ndarray:
    """Return the place of what a box says when it is not ticked: blank, or a missing code."""
    import numpy as np

    state = np.zeros(len(cells[0]), dtype=np.int16)
    for place, code in enumerate(missing, start=2):
        state[_holds(cells, [code])] = place
    state[_holds(cells, codes)] = 0
    return state


def _holds(cells: list[pd.Categorical], codes: list[str]) -> np.ndarray:
    """Return who has one of these codes in any of the variables."""
    import numpy as np
    import pandas as pd

    found = np.zeros(len(cells[0]), dtype=bool)
    for each in cells:
        found |= np.isin(each.codes, each.categories.get_indexer(pd.Index(codes)))
    return found
