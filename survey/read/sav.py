"""What stands in the dictionary of an SPSS file, and its cells as text, column by column.

Dates are turned into text here and not by pyreadstat, which stops at the year 9999: one odd date would cost the file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from survey.errors import StudyError, problem
from survey.missing import Reason
from survey.read.file import File

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Code: TypeAlias = "float | str"

CELLS = 10_000_000
"""How many cells are read at a time."""
EPOCH = "1582-10-14"
"""SPSS counts the seconds from here."""
FIRST_YEAR, LAST_YEAR = -49_916_217_600, 265_621_680_000
"""The seconds from there to the beginning of year 1 (backwards) and to the end of the year 9999."""
DATES = re.compile(r"A?DATE\d|[EJS]DATE|QYR|MOYR|WKYR")
MOMENTS = re.compile(r"DATETIME|YMDHMS")
TIMES = re.compile(r"M?TIME|DTIME")


@dataclass(frozen=True)
class SavSet:
    """A multiple response set: k variables with one counted value each, or k variables that share their categories."""

    name: str
    label: str
    members: tuple[str, ...]
    counted: str | None
    """What a tick is; None when the variables hold categories."""


@dataclass(frozen=True)
class Dictionary:
    """What an SPSS file says of its variables; every code is text already."""

    encoding: str
    """Named only where the file itself names none, or a wrong one."""
    spelling: str
    """The encoding of its texts."""
    labels: Mapping[str, str]
    """The wording of each variable, in the order of the file."""
    texts: frozenset[str]
    """The variables that hold text."""
    formats: Mapping[str, str]
    measures: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    """The labels of each variable's codes."""
    labelled: Mapping[str, Mapping[str, Code]]
    """The values that those codes were written from."""
    ranges: Mapping[str, tuple[tuple[Code, Code], ...]]
    """What is declared missing: from the first value to the second."""
    sets: tuple[SavSet, ...]

    def write(self, name: str) -> Callable[[np.ndarray], list[str]]:
        """Return what turns values of a variable into text, by its format."""
        form = self.formats.get(name, "") if name not in self.texts else ""
        if DATES.match(form):
            return _days
        if MOMENTS.match(form):
            return _moments
        return _times if TIMES.match(form) else _plain

    def is_text(self, name: str) -> bool:
        """Return whether a variable holds text."""
        return name in self.texts

    def missing(self, name: str, values: Mapping[str, Code] | None = None) -> dict[str, Reason]:
        """Return the codes that the file declares missing, with the reason that their label names, else `unknown`.

        Of a range, these are the codes with a label and those among `values`.
        """
        from survey.structure.absences import reason_of_missing  # describing files builds on reading them

        singles = [low for low, high in self.ranges.get(name, ()) if low == high]
        labels = self.values.get(name, {})
        codes = {**dict(zip(self.write(name)(_array(singles)), singles, strict=True)), **self.labelled.get(name, {})}
        found = [code for code, value in {**codes, **(values or {})}.items() if code and self._declared(name, value)]
        return {code: reason_of_missing(labels.get(code, "")) or Reason.UNKNOWN for code in found}

    def _declared(self, name: str, value: Code) -> bool:
        pairs = self.ranges.get(name, ())
        return any(value == low or _between(low, value, high) for low, high in pairs)


@dataclass(frozen=True)
class Column:
    """The cells of one variable, and the value that each of its texts was written from."""

    cells: pd.Categorical
    values: Mapping[str, Code]


def read_dictionary(file: File) -> Dictionary:
    """Return what the file says of its variables; raise `StudyError` when it is broken.

    One row is read along: without any, pyreadstat tells nothing of what is declared missing.
    """
    _, meta, encoding = _read(file, row_limit=1)
    formats = {name: str(form or "") for name, form in meta.original_variable_types.items()}
    if not all(meta.column_names):
        raise _broken(file, ValueError("a variable has no name"))
    texts = frozenset(name for name, kind in meta.readstat_variable_types.items() if kind == "string")
    bare = Dictionary(encoding, "", {}, texts, formats, {}, {}, {}, {}, ())
    codes = {name: _codes(bare, name, values) for name, values in meta.variable_value_labels.items()}
    return Dictionary(
        encoding=encoding,
        spelling=(encoding or meta.file_encoding or "").lower(),
        labels={name: " ".join((meta.column_names_to_labels.get(name) or "").split()) for name in meta.column_names},
        texts=texts,
        formats=formats,
        measures=dict(meta.variable_measure),
        values={name: {code: label for code, _, label in found} for name, found in codes.items()},
        labelled={name: {code: value for code, value, _ in found} for name, found in codes.items()},
        ranges={name: tuple((each["lo"], each["hi"]) for each in found) for name, found in meta.missing_ranges.items()},
        sets=tuple(made for name, told in meta.mr_sets.items() if (made := _set(file, name, told, meta.column_names))),
    )


def read_cells(file: File, dictionary: Dictionary) -> dict[str, Column]:
    """Return all columns as text; a system-missing value is blank."""
    makers = {name: _Maker(dictionary.write(name), letters=dictionary.is_text(name)) for name in dictionary.labels}
    for block in _blocks(file, dictionary):
        for name, values in block.items():
            makers[str(name)].add(values)
    return {name: maker.made() for name, maker in makers.items()}


def write_number(value: float) -> str:
    """Return a number as text, without an exponent: up to 15 digits, which is what a float holds exactly."""
    if not math.isfinite(value):
        return ""
    if value == int(value) and abs(value) < 1e18:
        return str(int(value))
    text = f"{value:.15g}"
    if "e" not in text and len(text.partition(".")[2]) <= 15:
        return text
    fixed = f"{value:.15f}".rstrip("0").rstrip(".")
    return text if fixed in {"0", "-0"} or abs(value) >= 1e15 else fixed


class _Maker:
    """A column in the making: each text once, and for every row which of them it is."""

    def __init__(self, write: Callable[[np.ndarray], list[str]], *, letters: bool) -> None:
        self.write, self.letters = write, letters
        self.texts: dict[str, int] = {"": 0}
        self.values: dict[str, Code] = {}
        self.blocks: list[np.ndarray] = []

    def add(self, values: pd.Series) -> None:
        import numpy as np
        import pandas as pd

        codes, found = pd.factorize(values.to_numpy(dtype=object if self.letters else float))
        texts = self.write(found)
        self.values |= dict(zip(texts, found.tolist(), strict=True))
        for text in texts:
            self.texts.setdefault(text, len(self.texts))
        places = np.array([*(self.texts[text] for text in texts), 0], dtype=np.int32)  # the last is for no value: -1
        self.blocks.append(places.astype(np.min_scalar_type(-len(self.texts)))[codes])

    def made(self) -> Column:
        import numpy as np
        import pandas as pd

        codes = np.concatenate(self.blocks) if self.blocks else np.array([], dtype=np.int8)
        return Column(pd.Categorical.from_codes(codes, pd.Index(list(self.texts), dtype="string")), self.values)


def _blocks(file: File, dictionary: Dictionary) -> Iterator[pd.DataFrame]:
    rows = max(CELLS // max(len(dictionary.labels), 1), 1)
    offset = 0
    while True:
        block, _, _ = _read(file, dictionary.encoding, row_limit=rows, row_offset=offset)
        if len(block) or not offset:
            yield block
        offset += rows
        if len(block) < rows:
            return


def _read(file: File, encoding: str = "", **limits: int) -> tuple[pd.DataFrame, Any, str]:
    """Return what pyreadstat reads, and the encoding that had to be named for it, if any.

    A file that names no encoding, or not its own, is read once more as Windows writes text.
    """
    import pyreadstat

    options: dict[str, Any] = {
        "user_missing": True,
        "disable_datetime_conversion": True,
        **limits,
    }
    try:
        return *pyreadstat.read_sav(str(file.path), encoding=encoding or None, **options), encoding
    except Exception as error:
        if "encoding" in str(error).lower() and not encoding:
            return _read(file, "WINDOWS-1252", **limits)
        raise _broken(file, error) from None


def _broken(file: File, error: Exception) -> StudyError:
    said = str(error).strip().rstrip(".")
    what = f"this SPSS file cannot be read: {said}" if said else "this SPSS file cannot be read"
    return problem(what, str(file.path), "Open it in SPSS or PSPP and save it again.")


def _codes(bare: Dictionary, name: str, labels: Mapping[Code, str]) -> list[tuple[str, Code, str]]:
    """Return the labelled codes of a variable: as text, as they are, and their labels."""
    texts = bare.write(name)(_array(list(labels)))
    return [
        (text.strip(), value, " ".join(str(label).split()))
        for text, (value, label) in zip(texts, labels.items(), strict=True)
    ]


def _array(values: list[Code]) -> np.ndarray:
    import numpy as np

    return np.array(values, dtype=object if any(isinstance(value, str) for value in values) else float)


def _between(low: Code, value: Code, high: Code) -> bool:
    if isinstance(low, str) or isinstance(value, str) or isinstance(high, str):
        return False
    return low <= value <= high


def _set(file: File, name: str, told: Mapping[str, Any], known: list[str]) -> SavSet | None:
    """Return a set, or None when it names a variable that is not there, or when nobody knows what it counts."""
    names = {each.casefold(): each for each in known}
    members = [names.get(each.casefold(), "") for each in told["variable_list"]]
    counted = _counted(file, name, told) if told["is_dichotomy"] else None
    if not members or not all(members) or counted == "":
        return None
    return SavSet(
        name.removeprefix("$"), " ".join((told["label"] or "").split()), tuple(dict.fromkeys(members)), counted
    )


def _counted(file: File, name: str, told: Mapping[str, Any]) -> str:
    """Return the counted value as text; a text that pyreadstat leaves out is looked up in the file (`$set=D1 Y …`)."""
    value = told["counted_value"]
    if isinstance(value, str):
        return value.strip()
    if value is not None:
        return write_number(float(value))
    record = re.search(rb"(?:^|[\n\0])\$?" + re.escape(name.encode()) + rb"=(?:D|E 1 |E 11 )(\d{1,3}) ", file.start)
    if not record:
        return ""
    told_value = file.start[record.end() : record.end() + int(record[1])]
    return told_value.decode("ascii", "ignore").strip()


def _plain(values: np.ndarray) -> list[str]:
    return [value if isinstance(value, str) else write_number(value) for value in values.tolist()]


def _days(values: np.ndarray) -> list[str]:
    return [text[:10] if "T" in text else text for text in _moments(values)]


def _moments(values: np.ndarray) -> list[str]:
    """Return ISO text; what is no moment of the years 1 to 9999 stays the number it is."""
    import numpy as np

    possible = (values >= FIRST_YEAR) & (values < LAST_YEAR)
    milliseconds = np.round(np.where(possible, values, 0) * 1000).astype("timedelta64[ms]")
    texts = np.datetime_as_string(np.datetime64(EPOCH, "ms") + milliseconds)
    told = zip(texts.tolist(), values.tolist(), possible.tolist(), strict=True)
    return [text.removesuffix(".000") if fits else write_number(value) for text, value, fits in told]


def _times(values: np.ndarray) -> list[str]:
    return [_time(value) for value in values.tolist()]


def _time(seconds: float) -> str:
    """Return hours, minutes and seconds; a duration can have more than 24 hours."""
    if not math.isfinite(seconds):
        return ""
    whole, thousandths = divmod(round(abs(seconds) * 1000), 1000)
    text = f"{'-' if seconds < 0 else ''}{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{text}.{thousandths:03d}".rstrip("0") if thousandths else text
