"""Rows of one person brought side by side: REDCap writes one for each event and each repetition of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

EVENT, INSTRUMENT, INSTANCE = "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"
COORDINATES = frozenset({EVENT, INSTRUMENT, INSTANCE})
"""Columns that tell of which event and repetition a row is."""
ARM = "redcap_arm"
"""The column that keeps the arm a person was in, which REDCap writes into the names of events."""
IN_ARM = r"_arm_(\d+)$"


@dataclass(frozen=True)
class Layout:
    """Where each record has its row of each occasion (an event, or a repetition); -1 for none."""

    first: np.ndarray
    """The place of each record's first row."""
    rows: Mapping[int, np.ndarray]
    labels: Mapping[int, str]
    occasion: np.ndarray
    """The occasion of each row."""


def side_by_side(cells: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return one row per record, and which cells were not shown because the record has no row of their occasion.

    The first column is the record. The arms of a study share the names of their events, unless somebody is in
    two; the arm is kept in `redcap_arm`. A field of one occasion only, or of none, keeps its name.
    """
    import pandas as pd

    record = str(cells.columns[0])
    if COORDINATES.isdisjoint(cells.columns) and not cells[record].duplicated().any():
        return cells, None
    layout = _layout(cells, record)
    made = {record: _taken(cells[record], layout.first)}
    if (arms := _arms(cells)) is not None:
        made[ARM] = _taken(arms, layout.first)
    hidden: dict[str, np.ndarray] = {}
    for boxes in _questions(cells, record):
        for label, rows in _places(cells[boxes], layout):
            for box in boxes:
                name = _named(box, label)
                made[name], hidden[name] = _taken(cells[box], rows), rows < 0
    return pd.DataFrame(made), pd.DataFrame(hidden)


def _layout(cells: pd.DataFrame, record: str) -> Layout:
    import numpy as np
    import pandas as pd

    people, names = pd.factorize(cells[record].astype("string"))
    keys = _occasions(cells, people)
    occasion, found = pd.factorize(keys)
    first = np.full(len(names), -1)
    first[people[::-1]] = np.arange(len(cells))[::-1]
    rows = {}
    for place in range(len(found)):
        here = np.flatnonzero(occasion == place)
        rows[place] = np.full(len(names), -1)
        rows[place][people[here]] = here
    return Layout(first, rows, _labels(list(found)), occasion)


def _occasions(cells: pd.DataFrame, people: np.ndarray) -> pd.Series:
    """Return event, form and number of repetition of each row; the arm too, where a person is in several."""
    import pandas as pd

    event, form, number = (_text(cells, name) for name in (EVENT, INSTRUMENT, INSTANCE))
    person = pd.Series(people, index=cells.index).astype("string")
    bare = event.str.replace(IN_ARM, "", regex=True)
    place = form + "\n" + number
    if (person + "\n" + bare + "\n" + place).duplicated().any():
        bare = event
    times = (person + "\n" + bare + "\n" + place).groupby(person + "\n" + bare + "\n" + place).cumcount() + 1
    # rows of one person that nothing tells apart are numbered
    return bare + "\n" + form + "\n" + number.mask(times > 1, times.astype("string"))


def _text(cells: pd.DataFrame, name: str) -> pd.Series:
    import pandas as pd

    return cells[name].astype("string").str.strip() if name in cells else pd.Series("", cells.index, dtype="string")


def _labels(keys: list[str]) -> dict[int, str]:
    """Return how each occasion is called: `event`, `event.2`, `2`. Two forms can share one, their fields do not."""
    parts = [key.split("\n") for key in keys]
    return {place: ".".join(part for part in (event, number) if part) for place, (event, _, number) in enumerate(parts)}


def _arms(cells: pd.DataFrame) -> pd.Series | None:
    """Return the arm of each row, where there are several."""
    arms = _text(cells, EVENT).str.extract(IN_ARM)[0].fillna("")
    return arms.astype("category") if arms[arms != ""].nunique() > 1 else None


def _questions(cells: pd.DataFrame, record: str) -> list[list[str]]:
    """Return the columns by field: the boxes of a set together."""
    fields: dict[str, list[str]] = {}
    for column in map(str, cells.columns):
        if column != record and column not in COORDINATES:
            fields.setdefault(column.partition("/")[0], []).append(column)
    return list(fields.values())


def _places(boxes: pd.DataFrame, layout: Layout) -> list[tuple[str, np.ndarray]]:
    """Return on which occasions a field was filled in, as label and rows; a single one needs no label."""
    filled = (boxes != "").any(axis=1).to_numpy(dtype=bool)
    found = dict.fromkeys(layout.occasion[filled].tolist())
    if len(found) == 1:
        return [("", layout.rows[next(iter(found))])]
    return [(layout.labels[place], layout.rows[place]) for place in sorted(found)] or [("", layout.first)]


def _named(column: str, label: str) -> str:
    """Return the heading of a column on one occasion: `field@event`, of a box `field@event/code`."""
    field, slash, code = column.partition("/")
    return f"{field}@{label}{slash}{code}" if label else column


def _taken(cells: pd.Series, rows: np.ndarray) -> pd.Categorical:
    """Return the cells of these rows, blank where there is no row."""
    import numpy as np
    import pandas as pd

    texts = list(cells.cat.categories)
    blank = texts.index("") if "" in texts else len(texts)
    codes = np.where(rows < 0, blank, cells.cat.codes.to_numpy().astype(np.int32)[rows])
    return pd.Categorical.from_codes(codes, pd.Index(dict.fromkeys([*texts, ""]), dtype="string"))
