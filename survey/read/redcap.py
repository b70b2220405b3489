"""REDCap data exports (raw): checkboxes as boxes of a set, events and repeated forms side by side.

An export has one row per person, event and repetition; here each person has one row. A field that was filled in
one event only keeps its name, one of several events becomes `field@event`, a repetition `field@2` or
`field@event.2`. A 0 in a checkbox proves nothing: REDCap writes it for forms that nobody opened. A set of zeros is
therefore as blank here as any other field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from survey.read.export import Alike, Export, Hints, Signs, State
from survey.read.file import File, Kind
from survey.read.identifiers import identifying
from survey.read.redcap_events import COORDINATES, side_by_side

if TYPE_CHECKING:
    import pandas as pd

SIGNS = Signs(ticked=frozenset({"1", "Checked"}), unticked=frozenset({"0", "Unchecked"}))

FIELD = re.compile(r"[a-z][a-z0-9_]*")
CHECKBOX = re.compile(r"(?P<field>[a-z][a-z0-9_]*?)___(?P<code>_?[a-z0-9][a-z0-9_.]*)")
"""`race___1`; a code below zero has one `_` more: `race____1`."""
COMPLETE = re.compile(r"[a-z][a-z0-9_]*_complete")
STATUS = frozenset({"", "0", "1", "2"})
"""What `<form>_complete` can be: nothing, incomplete, unverified, complete."""
PLATFORM = frozenset({"redcap_data_access_group", "redcap_survey_identifier", "redcap_arm", *COORDINATES})
IDENTIFIERS = frozenset({"redcap_survey_identifier"})


def recognise(file: File) -> bool:
    """Return whether the headings are REDCap's: its own columns, `field___code` or `<form>_complete`."""
    heads = [head.strip() for head in file.heads]
    if file.kind is not Kind.TEXT or len(heads) < 2 or not all(map(_is_heading, heads)):
        return False
    if not COORDINATES.isdisjoint(heads):
        return True
    return any(_holds_only(file, heads, place) for place, head in enumerate(heads) if _sign(head))


def code(head: str) -> str:
    """Return the heading of a checkbox as `field/code`: `race___1` → `race/1`, `race____1` → `race/-1`."""
    match = CHECKBOX.fullmatch(head.strip())
    return f"{match['field']}/{re.sub('^_', '-', match['code'])}" if match else head


def read(file: File, hints: Hints) -> Export:
    """Return the export, one row per record; whoever has no row of an event was not shown its fields."""
    raw = file.grid.frame([code(head) for head in file.heads])
    cells, not_shown = side_by_side(_without_idle_zeros(raw))
    record = str(cells.columns[0])
    platform = tuple(column for column in cells.columns if _is_platform(column, record))
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="redcap",
        cells=cells,
        signs=SIGNS,
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        response=cells[record],
        not_shown=not_shown,
        identifiers=_identifiers(map(str, cells.columns), record, _marked(hints)),
        platform=platform,
        alike=Alike(several=frozenset(State)),
    )


def field_of(column: str) -> str:
    """Return the field that a column belongs to: `gym/0` and `gym@visit_1/0` → `gym`."""
    return column.partition("@")[0].partition("/")[0]


def _is_heading(head: str) -> bool:
    return FIELD.fullmatch(head) is not None or CHECKBOX.fullmatch(head) is not None


def _sign(head: str) -> bool:
    return COMPLETE.fullmatch(head) is not None or CHECKBOX.fullmatch(head) is not None


def _holds_only(file: File, heads: list[str], place: int) -> bool:
    """Return whether the first rows have under this heading what REDCap writes there."""
    known = STATUS if COMPLETE.fullmatch(heads[place]) else SIGNS.ticked | SIGNS.unticked | {""}
    return all(row[place].strip() in known for row in file.top[1:] if len(row) == len(heads))


def _is_platform(column: str, record: str) -> bool:
    field = field_of(column)
    return field in PLATFORM or field.endswith(("_complete", "_timestamp")) or column == record


def _identifiers(columns: Iterable[str], record: str, marked: frozenset[str]) -> tuple[str, ...]:
    return tuple(column for column in columns if column == record or _points_at_a_person(column, marked))


def _points_at_a_person(column: str, marked: frozenset[str]) -> bool:
    field = field_of(column)
    if field in marked or field in IDENTIFIERS or field.endswith("_timestamp"):
        return True
    return "/" not in column and identifying(field)


def _marked(hints: Hints) -> frozenset[str]:
    """Return the fields that the dictionary marks as identifiers, where the study names one."""
    if hints.structure is None:
        return frozenset()
    from survey.read.file import open_file
    from survey.structure import redcap_dictionary  # describing files builds on reading them

    file = open_file(hints.structure)
    return redcap_dictionary.marked(file) if redcap_dictionary.recognise(file) else frozenset()


def _without_idle_zeros(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells, blank in every set that is zeros only: that can be a form that nobody opened."""
    sets: dict[str, list[str]] = {}
    for column in map(str, cells.columns):
        if "/" in column:
            sets.setdefault(field_of(column), []).append(column)
    made = {str(column): cells[column] for column in cells.columns}
    for boxes in sets.values():
        idle = cells[boxes].isin([*SIGNS.unticked, ""]).all(axis=1)
        made |= {box: _blank(cells[box], idle) for box in boxes}
    return cells.assign(**made)


def _blank(cells: pd.Series, where: pd.Series) -> pd.Series:
    return cells.cat.add_categories([""] if "" not in cells.cat.categories else []).mask(where, "")
