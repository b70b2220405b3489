"""LimeSurvey response exports in CSV: headings by code, by code and text, codes or full answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.read.export import Alike, Export, Hints, Signs, State
from survey.read.file import File

if TYPE_CHECKING:
    import pandas as pd

SIGNS = Signs(
    ticked=frozenset({"Y", "Yes", "Ja", "Oui", "1"}),
    unticked=frozenset({"N", "No", "Nee", "Non", "0"}),
    not_shown=frozenset({"N/A", "{question_not_shown}"}),
)

HEAD = re.compile(r"^(?P<code>\w+)(?:\[(?P<item>\w+)\])?(?:\. .*)?$", re.DOTALL)
"""`Q1`, `Q1[SQ001]`, and either with `. text` behind it."""

METADATA = frozenset({"submitdate", "lastpage", "startlanguage"})
PLATFORM = METADATA | {"id"}
IDENTIFIERS = frozenset(
    {"token", "ipaddr", "refurl", "firstname", "lastname", "email", "seed", "startdate", "datestamp"}
)


def recognise(file: File) -> bool:
    """Return whether the headings are LimeSurvey's: its metadata, or `code[item]. text`."""
    codes = {code(head) for head in file.heads}
    return codes >= METADATA or any(re.match(r"^\w+\[\w+\]\. ", head) for head in file.heads)


def code(head: str) -> str:
    """Return a heading without its question text, an item behind a slash: `Q1[SQ001]. Who …` → `Q1/SQ001`."""
    match = HEAD.match(head.strip())
    if not match:
        return head
    return f"{match['code']}/{match['item']}" if match["item"] else match["code"]


def read(file: File, hints: Hints) -> Export:
    """Return the export; an empty `submitdate` is an unfinished response, `lastpage` says how far it came."""
    cells = file.grid.frame([code(head) for head in hints.names or file.heads], skip=0 if hints.names else 1)
    submitted = cells["submitdate"].astype("string").str.strip() != "" if "submitdate" in cells else None
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="limesurvey",
        cells=cells,
        signs=SIGNS,
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        response=cells.get("id"),
        finished=submitted,
        last_page=_pages(cells),
        identifiers=tuple(column for column in cells.columns if column in IDENTIFIERS),
        platform=tuple(column for column in cells.columns if column in PLATFORM),
        alike=Alike(several=frozenset({State.LEFT_OPEN, State.NOT_TICKED})),
    )


def _pages(cells: pd.DataFrame) -> pd.Series | None:
    import pandas as pd

    if "lastpage" not in cells:
        return None
    return pd.to_numeric(cells["lastpage"].astype("string"), errors="coerce").fillna(0).astype("Int64")
