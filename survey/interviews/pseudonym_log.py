"""Which pseudonym stands for what: the log beside the study folder, for its owner only, which no export holds.

It also keeps replacements the same from one run to the next.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path

from survey.errors import problem
from survey.files import keep_file
from survey.interviews.names import keep_to_owner
from survey.keystore import OWNER_ONLY

NUMBER = re.compile(r" (\d+)\]$")


@dataclass(frozen=True, order=True)
class Entry:
    """One way in which something was written in one interview, and what stands there now."""

    set: str
    interview: str
    kind: str
    name: str
    """What was meant: a name of the list, or an identifier without blanks and signs."""
    original: str
    replacement: str

    @property
    def number(self) -> int:
        """Return the number in the replacement."""
        return number_of(self.replacement)


HEADS = (*(part.name for part in fields(Entry)), "count")


@dataclass(frozen=True)
class Log:
    """Every replacement so far, with how often it was made."""

    counts: Mapping[Entry, int] = field(default_factory=dict)

    def add(self, made: Mapping[Entry, int]) -> Log:
        """Return the log with more replacements."""
        return Log(Counter(self.counts) + Counter(made))


def number_of(pseudonym: str) -> int:
    """Return the number in a pseudonym, 1 where it has none."""
    found = NUMBER.search(pseudonym)
    return int(found[1]) if found else 1


def log_file(study: Path) -> Path:
    """Return where the log of a study stands: beside its folder, not in it."""
    folder = study.resolve()
    return folder.with_name(f"{folder.name}.pseudonyms.csv")


def read_log(path: Path) -> Log:
    """Return the log, empty when there is none yet; raise `StudyError` when it is broken."""
    if not path.exists():
        return Log()
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        if not rows or tuple(rows[0]) != HEADS:
            raise ValueError
        return Log({Entry(*row[:-1]): int(row[-1]) for row in rows[1:]})
    except (OSError, csv.Error, ValueError, TypeError):
        advice = "Restore it from a backup; without it the same people would get other pseudonyms."
        raise problem("the log of pseudonyms cannot be read", str(path), advice) from None


def write_log(log: Log, path: Path) -> None:
    """Write the log so that only its owner can read it."""
    text = io.StringIO()
    rows = [[*astuple(entry), count] for entry, count in sorted(log.counts.items())]
    csv.writer(text, lineterminator="\n").writerows([HEADS, *rows])
    if log.counts or path.exists():
        keep_file(path, text.getvalue().encode(), OWNER_ONLY)
        keep_to_owner(path)
