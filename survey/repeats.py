"""Responses that stand in two files of one wave: the same response exported twice, or perhaps one person twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from survey.origin import ORIGIN
from survey.questions import WaveExport
from survey.survey import Action, Person, Step

if TYPE_CHECKING:
    import pandas as pd

    from survey.survey import Survey

FEWEST = 5
"""So many answers two people must have given alike to be taken for one."""
PERSONAL = ("token", "email", "recipientemail", "emailaddress")
"""Columns of one value for each person, whatever the file, as letters only."""


def leave_out_repeats(parts: Sequence[WaveExport]) -> tuple[list[WaveExport], list[Step]]:
    """Return the files without responses that an earlier file of the wave holds, number and every cell alike."""
    seen: dict[str, pd.DataFrame] = {}
    kept, steps = [], []
    for part in parts:
        rows = _rows(part)
        known = seen.get(part.wave)
        again = _among(rows, rows.iloc[:0] if known is None else known)
        if again.any():
            steps.append(Step(Action.REPEATED, part.file, int(again.sum())))
        kept.append(_without(part, again))
        seen[part.wave] = rows if known is None else _joined(known, rows)
    return kept, steps


def find_same_people(parts: Sequence[WaveExport], people: Sequence[Sequence[Person]]) -> tuple[Person, ...]:
    """Return the people of whom a token or e-mail address stands in two files of one wave."""
    import pandas as pd

    found = [_personal(part, who) for part, who in zip(parts, people, strict=True)]
    together = pd.concat(found) if found else pd.DataFrame()
    if together.empty:
        return ()
    files = together.groupby(["wave", "kind", "value"])["file"].transform("nunique")
    return tuple(dict.fromkeys(together.loc[files > 1, "person"]))


def find_same_answers(survey: Survey) -> tuple[Person, ...]:
    """Return the people whose answers stand in another file of their wave too, all of them, five or more."""
    if ORIGIN not in survey.values or survey.values[ORIGIN].nunique() < 2:
        return ()
    asked = [c for v in survey.codebook if not v.derived and v.name != ORIGIN for c in v.columns if c in survey.values]
    values = survey.values[asked]
    full = values.loc[survey.values[asked].notna().sum(axis=1) >= FEWEST].astype("string").fillna("")
    keys = [full.index.get_level_values("wave"), *(full[column] for column in full)]
    files = survey.values.loc[full.index, ORIGIN].astype("string").groupby(keys, observed=True).transform("nunique")
    return tuple(files.index[files > 1])


def _rows(part: WaveExport) -> pd.DataFrame:
    """Return every cell as text, the response number first, of the responses that can be recognised again.

    Those have a number, and answered five questions or more: two empty questionnaires are alike whoever left them.
    """
    export = part.export
    rows = export.cells[[column for column in export.cells if column != ORIGIN]].astype("string")
    if export.response is None:
        return rows.iloc[:0]
    filled = (rows.drop(columns=list(export.platform), errors="ignore") != "").sum(axis=1)
    rows.insert(0, "", export.response.astype("string"))
    return rows[filled >= FEWEST]


def _among(rows: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
    import pandas as pd

    if set(rows) != set(known) or rows.empty:
        return pd.Series(False, index=rows.index)
    both = rows.merge(known.drop_duplicates(), how="left", on=list(rows), indicator=True)
    return pd.Series((both["_merge"] == "both").to_numpy(), index=rows.index)


def _joined(known: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([known, rows]) if set(rows) == set(known) else known


def _without(part: WaveExport, again: pd.Series) -> WaveExport:
    if not again.any():
        return part
    export = part.export
    keep = ~again.reindex(export.cells.index, fill_value=False)
    frames = {
        name: None if frame is None else frame[keep].reset_index(drop=True)
        for name in ("cells", "response", "finished", "last_page", "not_shown")
        for frame in (getattr(export, name),)
    }
    return replace(part, export=replace(export, **frames))  # type: ignore[arg-type]


def _personal(part: WaveExport, people: Sequence[Person]) -> pd.DataFrame:
    import pandas as pd

    kinds = {column: "".join(filter(str.isalpha, column.lower())) for column in part.export.identifiers}
    rows = [
        pd.DataFrame({"value": part.export.column(column).str.lower(), "person": list(people), "kind": kind})
        for column, kind in kinds.items()
        if kind in PERSONAL
    ]
    together = pd.concat(rows) if rows else pd.DataFrame({"value": [], "person": [], "kind": []}, dtype="string")
    return together[together["value"] != ""].assign(wave=part.wave, file=part.file)
