"""Qualtrics response exports in CSV or TSV: three heading rows, or the two of legacy files; numbers or texts.

A blank cell says neither whether a question was shown nor whether a box was left: exports with a code for "seen but
unanswered" do, and that code is the study's to declare. Previews and generated tests are left out and counted; any
other `Status` stays in its column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from survey.read.export import Export, Hints, Signs
from survey.read.file import File
from survey.read.qualtrics_heads import DEVICE, ID, Head, Names, name_columns, read_heads

if TYPE_CHECKING:
    import pandas as pd

SIGNS = Signs(ticked=frozenset({"1"}), unticked=frozenset({"0"}))

LEGACY = tuple(f"V{number}" for number in range(1, 11))
SHARED = frozenset({"Progress", "Finished", "ResponseId", "RecordedDate"})
"""Tags of every present export: enough to know a file from which somebody took row 2 or 3."""

ROLES: Mapping[str, str] = {
    "startDate endDate recordedDate ipAddress locationLatitude locationLongitude": "person",
    "Location-LocationLatitude Location-LocationLongitude Location-LocationAccuracy": "person",
    "recipientLastName recipientFirstName recipientEmail externalDataReference": "person",
    "panel-RecipientLastName panel-RecipientFirstName panel-RecipientEmail panel-ExternalDataReference": "person",
    "Q_URL": "person",
    "_recordId responseId": "response",
    "status": "status",
    "finished": "finished",
    "progress": "progress",
    "duration responseSetId distributionChannel userLanguage": "platform",
}
"""What the platform's own columns are for, by their ids."""

TAGS: Mapping[str, str] = {
    "StartDate EndDate RecordedDate IPAddress LocationLatitude LocationLongitude LocationAccuracy": "person",
    "RecipientLastName RecipientFirstName RecipientEmail ExternalReference ExternalDataReference": "person",
    "ResponseId ResponseID": "response",
    "Status": "status",
    "Finished": "finished",
    "Progress": "progress",
    "Duration_(in_seconds) ResponseSet DistributionChannel UserLanguage": "platform",
}
"""The same by their tags, for files without ids; in legacy files row 2 has these names."""
LEGACY_ONLY: Mapping[str, str] = {"Name EmailAddress": "person"}

IDENTIFYING = frozenset({"person", "response"})
FILES = re.compile(r"_FILE_(?:ID|NAME|SIZE|TYPE)$")

PREVIEW = frozenset({"1", "9", "17", "Survey Preview", "Survey Preview Spam", "Offline Survey Preview"})
TEST = frozenset({"2", "Survey Test"})
YES = frozenset({"1", "True", "TRUE", "Waar", "Vrai", "Wahr"})
NO = frozenset({"0", "False", "FALSE", "Onwaar", "Faux", "Falsch"})


def recognise(file: File) -> bool:
    """Return whether the file has the platform's ids in row 3, the heads of a legacy file, or those of every export."""
    return heading_rows(file.top) > 0


def heading_rows(top: Sequence[Sequence[str]]) -> int:
    """Return how many rows of headings there are, and 0 when these are not from Qualtrics."""
    if len(top) > 2 and any(ID.match(cell.strip()) for cell in top[2]):
        return 3
    heads = [cell.strip() for cell in top[0]] if top else []
    if tuple(heads[: len(LEGACY)]) == LEGACY:
        return 2 if len(top) > 1 and "ResponseID" in top[1] else 0
    if not set(heads) >= SHARED:
        return 0
    data = len(top) > 1 and top[1][heads.index("Finished")].strip() in YES | NO
    return 1 if data or len(top) == 1 else 2


def read(file: File, hints: Hints) -> Export:
    """Return the export; unfinished are responses with `Finished` no, or with `Progress` below 100."""
    rows = heading_rows(file.top) or 1
    heads = read_heads(file.top[:rows])
    names = name_columns(heads)
    roles = {name: role_of(head) for name, head in zip(names.columns, heads, strict=True) if name}
    cells, left_out = _without_tests(file.grid.frame(names.columns, skip=rows), roles)
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="qualtrics",
        cells=cells,
        signs=SIGNS,
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        response=next((cells[name] for name, role in roles.items() if role == "response"), None),
        finished=_finished(cells, roles),
        identifiers=_identifiers(names, heads, roles),
        platform=tuple(name for name, role in roles.items() if role),
        labels=names.labels,
        questions=names.questions,
        ticks=names.marks,
        joined=",",
        left_out=left_out,
    )


def role_of(head: Head) -> str:
    """Return what a column of the platform's own is for; nothing for a question or for embedded data."""
    if head.added:
        return "platform"
    if head.id:
        return _BY_ID.get(head.id, "platform" if head.id.startswith("Q_") else "")
    if head.tag in LEGACY:
        return _BY_LEGACY_TEXT.get(head.text, "")
    return _BY_TAG.get(head.tag.replace(" ", "_"), "")


def _each(*lists: Mapping[str, str]) -> dict[str, str]:
    return {name: role for roles in lists for names, role in roles.items() for name in names.split()}


_BY_ID, _BY_TAG, _BY_LEGACY_TEXT = _each(ROLES), _each(TAGS), _each(TAGS, LEGACY_ONLY)


def _identifiers(names: Names, heads: Sequence[Head], roles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns that can point at a person; questions that do are for the study to say."""
    found = zip(names.columns, heads, strict=True)
    return tuple(
        name
        for name, head in found
        if name and (roles[name] in IDENTIFYING or DEVICE.search(head.id) or FILES.search(head.id))
    )


def _column(cells: pd.DataFrame, roles: Mapping[str, str], role: str) -> pd.Series | None:
    name = next((name for name, has in roles.items() if has == role), "")
    return cells[name].astype("string").str.strip() if name else None


def _without_tests(cells: pd.DataFrame, roles: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the cells of real responses, and how many others there were."""
    status = _column(cells, roles, "status")
    if status is None:
        return cells, {}
    counts = {name: int(status.isin(signs).sum()) for name, signs in (("preview", PREVIEW), ("test", TEST))}
    if not any(counts.values()):
        return cells, {}
    kept = cells[~status.isin(PREVIEW | TEST)].reset_index(drop=True)
    kept = kept.apply(lambda column: column.cat.remove_unused_categories())
    return kept, {name: count for name, count in counts.items() if count}


def _finished(cells: pd.DataFrame, roles: Mapping[str, str]) -> pd.Series | None:
    import pandas as pd

    said, progress = _column(cells, roles, "finished"), _column(cells, roles, "progress")
    if said is None and progress is None:
        return None
    finished = pd.Series(pd.NA, index=cells.index, dtype="boolean")
    if progress is not None:
        done = pd.to_numeric(progress, errors="coerce").astype("Float64") >= 100
        finished = done.mask(done, pd.NA) if said is not None else done
    if said is not None:
        finished = finished.fillna(said.isin(YES).astype("boolean").mask(~said.isin(YES | NO)))
    return finished
