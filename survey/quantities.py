"""Numbers and dates as people and spreadsheets write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

NUMBER = r"[+-]?(?:\d{1,15}(?:[.,]\d{1,15})?|[.,]\d{1,15})"
"""A number with up to 15 digits, which a float holds exactly, and a decimal comma or point, which may come first."""
SPACES = "[ \u00a0\u202f]"
GROUPED = (
    rf"[+-]?\d{{1,3}}(?:(?:{SPACES}\d{{3}})+(?:[.,]\d{{1,15}})?"
    r"|(?:\.\d{3})+,\d{1,15}|(?:\.\d{3}){2,4}|(?:,\d{3})+\.\d{1,15}|(?:,\d{3}){2,4})"
)
"""A number with thousands set apart in a way that can be read only so: `1 234`, `1.234,5`, `1.234.567`."""
PERHAPS_THOUSANDS = r"[+-]?[1-9]\d{0,2}[.,]\d{3}"
ISO_DATE = r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?.*)?"
DAY_FIRST = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?"


def numbers(cells: pd.Series, *, whole: bool) -> pd.Series:
    """Return the cells as numbers, missing where they are none; a fraction is no answer to a `whole` number.

    Numbers have up to 15 digits, a decimal comma or point, and thousands set apart only where no other reading is
    possible. `1.234` alone is read as decimal, and is no whole number: nobody can tell whether it is one or a
    thousand.
    """
    import pandas as pd

    plain = _plain(cells)
    if whole:
        plain = plain.mask(plain.str.fullmatch(PERHAPS_THOUSANDS).fillna(False))
    found = pd.to_numeric(plain.str.replace(",", "."), errors="coerce").astype("Float64")
    return found.mask((found % 1) != 0).astype("Int64") if whole else found


def count_ambiguous(cells: pd.Series) -> int:
    """Return how many cells are written like `1.234`, whose mark may be one of thousands."""
    return int(cells.str.fullmatch(PERHAPS_THOUSANDS).fillna(False).sum())


def dates(cells: pd.Series) -> pd.Series:
    """Return the cells as days, missing where they are none: `2019-06-03`, or the day first; a time is left out."""
    import pandas as pd

    iso = cells.where(cells.str.fullmatch(ISO_DATE).fillna(False)).str.slice(0, 10)
    parts = cells.where(cells.str.fullmatch(DAY_FIRST).fillna(False)).str.extract(DAY_FIRST)
    turned = parts[2] + "-" + parts[1].str.zfill(2) + "-" + parts[0].str.zfill(2)
    return pd.to_datetime(iso.fillna(turned), format="%Y-%m-%d", errors="coerce")


def _plain(cells: pd.Series) -> pd.Series:
    """Return numbers without marks of thousands, still text; missing where a cell is no number."""
    grouped = cells.str.fullmatch(GROUPED).fillna(False)
    if not grouped.any():
        return cells.where(cells.str.fullmatch(NUMBER).fillna(False))
    bare = cells.str.replace(SPACES, "", regex=True)
    point, comma = bare.str.rfind("."), bare.str.rfind(",")
    for mark, thousands in ((".", point < comma), (",", comma < point)):
        times = bare.str.count(re.escape(mark))
        apart = grouped & ((times > 1) | ((times > 0) & thousands))
        bare = bare.mask(apart, bare.str.replace(mark, ""))
    return bare.where(grouped | cells.str.fullmatch(NUMBER).fillna(False))
