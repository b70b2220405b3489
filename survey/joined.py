"""Several answers in one cell, as some platforms write a set: `1,2,3`, or texts with commas in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TICKED, UNTICKED = "1", "0"


def split_cells(cells: pd.Series, texts: Mapping[str, str], separator: str) -> pd.DataFrame:
    """Return one column for each box: ticked, unticked, or the cell itself where it cannot be split into boxes.

    `texts` says which box a text stands for. Of two readings the one with the longer texts is taken, so that a
    box's own comma does not end it. A blank cell is blank in every column.
    """
    import pandas as pd

    found = {text: _boxes(text, texts, separator) for text in map(str, cells.unique())}
    columns = {}
    for box in dict.fromkeys(texts.values()):
        written = {text: _written(text, boxes, box) for text, boxes in found.items()}
        columns[box] = cells.map(written).astype("string")
    return pd.DataFrame(columns, index=cells.index)


def _written(text: str, boxes: frozenset[str] | None, box: str) -> str:
    if boxes is None:
        return text
    return TICKED if box in boxes else UNTICKED


def _boxes(text: str, texts: Mapping[str, str], separator: str) -> frozenset[str] | None:
    """Return the boxes a cell names; nothing when it is blank, or names something else."""
    known = sorted(filter(None, texts), key=len, reverse=True)
    if not text or not known:
        return None
    one, between = "|".join(map(re.escape, known)), rf"{re.escape(separator.strip() or separator)}\s*"
    whole = re.compile(rf"(?:{one})(?:{between}(?:{one}))*")
    boxes, rest = set(), text
    while rest:
        if not whole.fullmatch(rest):
            return None
        name = next(name for name in known if _fits(name, rest, between, whole))
        boxes.add(texts[name])
        rest = re.sub(rf"\A{re.escape(name)}(?:{between})?", "", rest, count=1)
    return frozenset(boxes)


def _fits(name: str, rest: str, between: str, whole: re.Pattern[str]) -> bool:
    """Return whether a cell can begin with this text and go on with others, or end."""
    begin = re.match(rf"{re.escape(name)}(?:{between}|\Z)", rest)
    return begin is not None and (begin.end() == len(rest) or whole.fullmatch(rest, begin.end()) is not None)
