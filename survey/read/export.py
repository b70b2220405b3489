"""What a reader hands on: cells that are still text, and what the platform knew about each response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Signs:
    """How a format writes tick boxes and questions that were not displayed."""

    ticked: frozenset[str]
    unticked: frozenset[str] = frozenset()
    not_shown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Export:
    """One export file.

    `cells` is text, one row per response; columns of a set are named `question/item`. The other frames and
    columns share its index. A column is None where the format does not tell.
    """

    path: str
    sha256: str
    format: str
    cells: pd.DataFrame
    signs: Signs
    spelling: str = ""
    """How the file was read, where that had to be decided: its encoding and delimiter."""
    response: pd.Series | None = None
    """The platform's own number of each response."""
    finished: pd.Series | None = None
    """Whether the response was submitted."""
    last_page: pd.Series | None = None
    """The number of the last page reached; missing where the platform wrote none."""
    identifiers: tuple[str, ...] = ()
    """Columns that can point at a person; they go to the key file."""
    platform: tuple[str, ...] = ()
    """Columns that the platform adds to every export; nobody needs to name them."""
