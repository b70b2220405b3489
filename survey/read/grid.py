"""Rows of text cells, from a delimited file or a sheet: kept exactly as they are, column by column."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING

from survey.errors import problem

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TOP = 5
"""How many rows readers look at to recognise a format."""
BLOCK = 10_000
"""How many rows are turned into columns at a time."""


@dataclass(frozen=True)
class Grid:
    """A table of text as it lies there, headings included; blank lines are left out."""

    place: str
    spelling: str
    """How the file was read, where that had to be decided: its encoding and delimiter, or its sheet."""
    top: tuple[tuple[str, ...], ...]
    lines: Callable[[], Iterable[Sequence[str]]]
    """Gives every row again, from the first."""
    letters: bool = True
    """False when the letters look as if they were written on another kind of computer (`caf‚` for `café`)."""

    @property
    def width(self) -> int:
        """Return how many cells the first row has."""
        return len(self.top[0])

    def frame(self, heads: Sequence[str], skip: int = 1) -> pd.DataFrame:
        """Return the cells under these headings as categories of text, `skip` rows of headings left out.

        Headings used twice are numbered (`age`, `age#2`), a column without one is called by its place
        (`column 3`), or left out when all its cells are blank too. A row without any cell filled is left out.
        Raises `StudyError` for a row that is shorter or longer than the first, unless the difference is blank cells
        at its end, or columns at the end of the first row that are blank there.
        """
        import pandas as pd

        names = name_heads(heads)
        columns = [_Column() for _ in names]
        for block in self._blocks(skip):
            for column, cells in zip(columns, zip(*block, strict=True), strict=True):
                column.add(cells)
        frame = pd.DataFrame({name: column.made() for name, column in zip(names, columns, strict=True)})
        nameless = [name for name, head, column in zip(names, heads, columns, strict=True) if column.idle(head)]
        return frame.drop(columns=nameless)

    def _blocks(self, skip: int) -> Iterator[list[Sequence[str]]]:
        rows = islice(self._checked(), skip, None)
        while block := list(islice(rows, BLOCK)):
            filled = [row for row in block if any(map(str.strip, row))]
            if filled:
                yield filled

    def _checked(self) -> Iterator[Sequence[str]]:
        width = self.width
        for number, row in enumerate(self.lines(), start=1):
            yield row if len(row) == width else self._fitted(row, number)

    def _fitted(self, row: Sequence[str], number: int) -> Sequence[str]:
        """Return a row of another length than the first as one of its length, where that loses and adds nothing.

        Some programs end every row of data with a delimiter, or leave out those of a column without a heading.
        """
        width, first = self.width, self.top[0]
        if not any(map(str.strip, (*row[width:], *first[len(row) :]))):
            return [*row[:width], *[""] * (width - len(row))]
        what = f"this row has {len(row)} cells where the first has {width}"
        raise problem(what, f"{self.place}, row {number}", "A quote or delimiter in a text may be unprotected.")


class _Column:
    """A column in the making: each text once, and for every row which of them it is."""

    def __init__(self) -> None:
        self.texts: defaultdict[str, int] = defaultdict(count().__next__)  # a new text gets the next number
        self.blocks: list[np.ndarray] = []

    def add(self, cells: Sequence[str]) -> None:
        import numpy as np

        codes = np.fromiter(map(self.texts.__getitem__, cells), dtype=np.int32, count=len(cells))
        self.blocks.append(codes.astype(np.min_scalar_type(-len(self.texts))))

    def made(self) -> pd.Categorical:
        import numpy as np
        import pandas as pd

        codes = np.concatenate(self.blocks) if self.blocks else np.array([], dtype=np.int8)
        return pd.Categorical.from_codes(codes, pd.Index(list(self.texts), dtype="string"))

    def idle(self, head: str) -> bool:
        """Return whether neither the heading nor any cell says anything."""
        return not head.strip() and not any(map(str.strip, self.texts))


def name_heads(heads: Sequence[str]) -> list[str]:
    """Return a name for every column: its heading, numbered when it was there before, else its place."""
    names: dict[str, None] = {}
    times: Counter[str] = Counter()
    for place, head in enumerate(heads, start=1):
        name = numbered = head.strip() or f"column {place}"
        while numbered in names:
            times[name] += 1
            numbered = f"{name}#{times[name] + 1}"
        names[numbered] = None
    return list(names)
