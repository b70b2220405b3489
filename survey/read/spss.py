"""SPSS data files (.sav, .zsav): codes as text, with what the file itself says of its codes and sets.

What SPSS calls system-missing is blank: it has no reason. User-missing codes stay, each with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from survey.read.export import Alike, Export, Hints, Signs, State
from survey.read.file import File, Kind
from survey.read.identifiers import identifying
from survey.read.mrsets import Box, boxes_of
from survey.read.sav import Column, Dictionary, read_cells, read_dictionary

if TYPE_CHECKING:
    import pandas as pd

    from survey.missing import Reason

RESPONSE = frozenset({"id", "responseid", "respondentid", "recordid", "caseid", "respid", "respondent"})
"""What a response's own number is called, without case and `_`."""

QUALTRICS = frozenset(
    "StartDate EndDate Status IPAddress Progress Duration__in_seconds_ Finished RecordedDate ResponseId"
    " RecipientLastName RecipientFirstName RecipientEmail ExternalReference LocationLatitude LocationLongitude"
    " DistributionChannel UserLanguage".split()
)
"""What Qualtrics adds to a .sav; it renames its columns there."""
QUALTRICS_TELLS = frozenset({"StartDate", "EndDate", "Finished", "RecordedDate"})
MOMENTS = frozenset({"StartDate", "EndDate", "RecordedDate"})
TICKED, UNTICKED = frozenset({"1"}), frozenset({"0"})
"""Of a box in a set that the file does not define."""
NOBODY = {"1": "preview", "2": "test"}
"""What `Status` says of responses that nobody gave."""


def recognise(file: File) -> bool:
    """Return whether the first bytes are those of an SPSS file."""
    return file.kind is Kind.SPSS


def read(file: File, hints: Hints) -> Export:
    """Return the export; every variable of a multiple response set becomes a column `set/box`.

    A variable in two sets is a box of both. In a set of counted values, all boxes written unticked are a real "none".
    A variable of 0 and 1 that is in no set may be a box all the same, once the study renames it `set/box`.
    """
    dictionary = read_dictionary(file)
    columns = read_cells(file, dictionary)
    sets = {found.name: boxes_of(found, columns, dictionary) for found in dictionary.sets}
    boxes = {column: box for found in sets.values() for column, box in found.items()}
    frame, left_out = _without_tests(_frame(columns, sets, dictionary))
    alone = {name: columns[name] for name in frame.columns if name not in boxes}
    platform = tuple(name for name in alone if name in QUALTRICS) if _by_qualtrics(frame) else ()
    response = _response(frame, alone)
    loose = _loose_boxes(alone, dictionary)
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="spss",
        exact=True,
        cells=frame,
        signs=Signs(frozenset(), UNTICKED.union(*(box.unticked for box in boxes.values())), none=True),
        spelling=dictionary.spelling,
        response=response,
        finished=frame["Finished"] == "1" if platform else None,
        identifiers=_identifiers(alone, dictionary, platform, response),
        platform=platform,
        labels=_labels(alone, dictionary, boxes),
        questions={found.name: found.label for found in dictionary.sets if found.label},
        ticks={**loose, **{column: frozenset({box.tick}) for column, box in boxes.items()}},
        missing=_missing(alone, dictionary, boxes),
        alike=_alike(dictionary, sets),
        left_out=left_out,
    )


def _loose_boxes(alone: Mapping[str, Column], dictionary: Dictionary) -> dict[str, frozenset[str]]:
    """Return how variables are ticked that hold 0 and 1 alone: many files have boxes without defining their set."""
    return {
        name: TICKED
        for name, column in alone.items()
        if {*column.cells.categories} <= {"", *TICKED, *UNTICKED, *dictionary.missing(name, column.values)}
    }


def _frame(
    columns: Mapping[str, Column], sets: Mapping[str, Mapping[str, Box]], dictionary: Dictionary
) -> pd.DataFrame:
    """Return the columns in the order of the file, the boxes of a set where its first variable stood."""
    import pandas as pd

    inside = {name for found in dictionary.sets for name in found.members}
    cells: dict[str, pd.Categorical] = {}
    for name, column in columns.items():
        for found in dictionary.sets:
            if name == found.members[0]:
                cells |= {box: made.cells for box, made in sets[found.name].items()}
        if name not in inside:
            cells[name] = column.cells
    return pd.DataFrame(cells)


def _by_qualtrics(frame: pd.DataFrame) -> bool:
    return set(frame.columns) >= QUALTRICS_TELLS


def _without_tests(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the rows without those of Qualtrics that nobody gave, and how many these were."""
    if not _by_qualtrics(frame) or "Status" not in frame:
        return frame, {}
    counts = {what: int((frame["Status"] == status).sum()) for status, what in NOBODY.items()}
    kept = frame[~frame["Status"].isin(list(NOBODY))].reset_index(drop=True)
    return kept, {what: count for what, count in counts.items() if count}


def _response(frame: pd.DataFrame, alone: Mapping[str, Column]) -> pd.Series | None:
    """Return the column that numbers the responses, if one does: filled everywhere, never the same twice."""
    for name in alone:
        cells = frame[name]
        named = name.casefold().replace("_", "") in RESPONSE
        if named and not (cells == "").any() and not cells.duplicated().any():
            return cells
    return None


def _identifiers(
    alone: Mapping[str, Column], dictionary: Dictionary, platform: tuple[str, ...], response: pd.Series | None
) -> tuple[str, ...]:
    """Return what points at a person; a variable whose codes have labels is a question about it."""
    found = {name for name in alone if name not in dictionary.values and identifying(name, dictionary.labels[name])}
    found |= MOMENTS.intersection(platform)
    return tuple(name for name in alone if name in found or (response is not None and name == response.name))


def _labels(alone: Mapping[str, Column], dictionary: Dictionary, boxes: Mapping[str, Box]) -> dict[str, str]:
    labels = {name: dictionary.labels[name] for name in alone} | {column: box.label for column, box in boxes.items()}
    return {column: label for column, label in labels.items() if label}


def _missing(
    alone: Mapping[str, Column], dictionary: Dictionary, boxes: Mapping[str, Box]
) -> dict[str, Mapping[str, Reason]]:
    found: dict[str, Mapping[str, Reason]] = {
        name: dictionary.missing(name, column.values) for name, column in alone.items()
    }
    found |= {column: box.missing for column, box in boxes.items()}
    return {column: codes for column, codes in found.items() if codes}


def _alike(dictionary: Dictionary, sets: Mapping[str, Mapping[str, Box]]) -> Alike:
    """Return what this file writes alike: counted values with a code for "not ticked" tell a "none".

    In a set of categories there is none to tell: whoever names no category left it open.
    """
    counted = [sets[found.name].values() for found in dictionary.sets if found.counted is not None]
    told = counted and all(box.unticked for boxes in counted for box in boxes)
    return Alike(several=frozenset({State.NOT_SHOWN, State.LEFT_OPEN}) if told else frozenset(State))
