"""What all of LimeSurvey's exports have in common: its own columns, who finished, and what may point at a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from survey.missing import Reason
from survey.read.export import Alike, Export, Signs, State
from survey.read.limesurvey_heads import SIGNATURE, TIMES, WORDINGS

if TYPE_CHECKING:
    import pandas as pd

NOT_SHOWN = "{question_not_shown}"
"""How vvexport writes what the database has no value for; an archive leaves it out."""
DECIMALS = re.compile(r"(-?)(\d*)\.(\d*?)0*")
STORED = re.compile(r"-?\d*\.\d{10}")
PLATFORM = SIGNATURE | {"id", "seed", "startdate", "datestamp", TIMES}
IDENTIFIERS = frozenset(WORDINGS) - SIGNATURE - {TIMES}
ATTRIBUTE = re.compile(r"attribute_\d+", re.IGNORECASE)
UPLOADED = re.compile(r"(.+)/filecount")


def export(cells: pd.DataFrame, **facts: Any) -> Export:
    """Return the export of these cells; an empty `submitdate` is an unfinished response, `lastpage` how far it came.

    A survey without dates submits in 1980: that is a date like any other here.
    """
    import pandas as pd

    names = [str(column) for column in cells]
    return Export(
        cells=cells,
        response=pd.Series(cells["id"].astype("string").str.strip()) if "id" in cells else None,
        finished=cells["submitdate"].astype("string").str.strip().fillna("") != "" if "submitdate" in cells else None,
        last_page=_pages(cells),
        identifiers=tuple(name for name in names if is_identifier(name, names)),
        platform=_platform(names),
        **facts,
    )


def told_export(cells: pd.DataFrame, told: set[str], **facts: Any) -> Export:
    """Return the export of cells in which `NOT_SHOWN` stands for what the database has no value for.

    In the columns that are `told` this means that the question was not shown. In others it may also have been left
    open, and the reason of these cells is `unknown`. Numbers lose the decimals that the database adds.
    """
    import pandas as pd

    names = [str(column) for column in cells]
    own = {*_platform(names), *(name for name in names if is_identifier(name, names))}
    signs = {name: cells[name].astype("string").str.strip() == NOT_SHOWN for name in names if name in told - own}
    blank = [name for name in names if name in told | own]
    kept = [name for name in names if name not in {*blank}]
    cells = cells.assign(
        **change_texts(cells[blank], lambda text: "" if text.strip() == NOT_SHOWN else text),
        **change_texts(cells[kept], _number),
    )
    return export(
        cells,
        signs=Signs(ticked=frozenset({"Y"})),
        not_shown=pd.DataFrame(signs, index=cells.index).astype(bool),
        missing={name: {NOT_SHOWN: Reason.UNKNOWN} for name in kept},
        alike=Alike(single=frozenset(), several=frozenset({State.LEFT_OPEN, State.NOT_TICKED})),
        **facts,
    )


def _number(text: str) -> str:
    """Return a stored number as people write it: `.5000000000` is 0.5."""
    match = DECIMALS.fullmatch(text) if STORED.fullmatch(text) else None
    if match is None:
        return text
    sign, whole, decimals = match.groups()
    return f"{sign}{whole or 0}{'.' if decimals else ''}{decimals}"


def is_identifier(name: str, names: Sequence[str]) -> bool:
    """Return whether a column can point at a person: also participant attributes, and names of uploaded files."""
    return name in IDENTIFIERS or ATTRIBUTE.fullmatch(name) is not None or f"{name}/filecount" in names


def change_texts(cells: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """Return the cells with every text changed, each text looked at once."""
    return cells.apply(lambda column: _changed(column, change))


def _changed(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    import numpy as np
    import pandas as pd

    old = [str(text) for text in column.cat.categories]
    new = [change(text) for text in old]
    if new == old:
        return column
    kept = list(dict.fromkeys(new))
    places = {text: place for place, text in enumerate(kept)}
    codes = np.array([*(places[text] for text in new), -1])[column.cat.codes.to_numpy()]
    made = pd.Categorical.from_codes(codes, pd.Index(kept, dtype="string"))
    return pd.Series(made, index=column.index, name=column.name)


def texts_of(column: pd.Series) -> set[str]:
    """Return the texts that occur in a column, without blanks around them."""
    return {str(text).strip() for text in column.cat.categories}


def questions_of(names: Sequence[str]) -> Mapping[str, list[str]]:
    """Return the columns of each question that has several."""
    found: dict[str, list[str]] = {}
    for name in names:
        question, slash, _ = name.partition("/")
        if slash:
            found.setdefault(question, []).append(name)
    return found


def _platform(names: Sequence[str]) -> tuple[str, ...]:
    """Return LimeSurvey's own columns; from the total time on, only time stamps follow."""
    times = names[names.index(TIMES) :] if TIMES in names else []
    return tuple(name for name in names if name in PLATFORM or name in times)


def _pages(cells: pd.DataFrame) -> pd.Series | None:
    import pandas as pd

    if "lastpage" not in cells:
        return None
    return pd.to_numeric(cells["lastpage"].astype("string"), errors="coerce").fillna(0).astype("Int64")
