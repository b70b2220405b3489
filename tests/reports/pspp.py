"""PSPP, run on a syntax file, and what it printed as numbers."""

import csv
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SHOWN = "SET TNUMBERS=VALUES TVARS=NAMES.\nINSERT FILE='a.sps'.\n"
"""Values and names instead of labels; the syntax itself is run as it is."""


@dataclass(frozen=True)
class Output:
    """One table that PSPP printed: its title and its lines of cells."""

    title: str
    lines: tuple[tuple[str, ...], ...]

    def frequencies(self) -> dict[float, int]:
        """Return how often each value occurs, those declared missing left out."""
        return {float(line[1]): int(line[2]) for line in _under("Valid", self.lines)}

    def missing(self) -> dict[float, int]:
        return {float(line[1]): int(line[2]) for line in _under("Missing", self.lines)}

    def statistic(self, name: str, second: str = "") -> list[str]:
        """Return a line of the table `Statistics`: one entry for each variable."""
        place = next(at for at, line in enumerate(self.lines) if line[0] == name)
        if second:
            place = next(at for at, line in enumerate(self.lines) if at >= place and line[1] == second)
        return list(self.lines[place][2:])

    def crosstab(self) -> dict[tuple[str, str], int]:
        """Return the counts of a crosstab by row and column; `Total` where they are summed."""
        heads = [*self.lines[1][3:-1], "Total"]
        row, found = "", {}
        for line in self.lines[2:]:
            row = "Total" if line[0] == "Total" else line[1] or row
            if line[2] == "Count":
                found.update({(row, head): int(count) for head, count in zip(heads, line[3:], strict=True)})
        return found


def _under(head: str, lines: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the lines from the one that opens with `head` to the next with an opening of its own."""
    inside = False
    for line in lines:
        inside = line[0] == head or (inside and not line[0])
        if inside:
            yield line


def run(folder: Path) -> Iterator[Output]:
    """Run the syntax `a.sps` in a folder and yield what it printed."""
    (folder / "run.sps").write_text(SHOWN, encoding="utf-8")
    command = ["pspp", "-O", "format=csv", "-o", "out.csv", "run.sps"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    printed = (folder / "out.csv").read_text(encoding="utf-8")
    assert done.returncode == 0, printed[:2000] + done.stderr
    assert not re.search(r"\b(warning|error):", printed), printed
    for block in printed.strip().split("\n\n"):
        title, *lines = list(csv.reader(block.splitlines()))
        assert title[0].startswith("Table: "), block
        yield Output(title[0].removeprefix("Table: "), tuple(tuple(line) for line in lines))
