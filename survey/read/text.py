"""Delimited text: encoding and delimiter decided from the content, cells kept exactly as they are."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from survey.errors import problem

TAB = "\t"
DELIMITERS = (";", ",", TAB, "|")
BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
LARGEST_FIELD = 10_000_000


@dataclass(frozen=True)
class Delimited:
    """A delimited file: its rows as text, and how it was read."""

    path: Path
    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    encoding: str
    sha256: str

    @property
    def spelling(self) -> str:
        """Return encoding and delimiter, for the history."""
        return f"{self.encoding}, {'tab' if self.delimiter == TAB else self.delimiter}"

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the first row."""
        return self.rows[0]


def read_delimited(path: Path) -> Delimited:
    """Return the rows of a CSV file; raise `StudyError` when it is missing, empty, binary or ragged.

    Encoding: a byte order mark, else strict UTF-8, else strict cp1252. Delimiter: the one of `; , tab |` that
    gives every row the same number of cells, more than one. A first line `sep=;` is obeyed and left out, as are
    blank lines.
    """
    data = _bytes(path)
    text, encoding = _decode(data, path)
    delimiter, text = _delimiter(text, path)
    rows = tuple(tuple(row) for row in _parse(text, delimiter, path) if row)
    _check_lengths(rows, path)
    return Delimited(path, rows, delimiter, encoding, hashlib.sha256(data).hexdigest())


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise problem("this is a folder, not an export file", str(path), "Name the file in it.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise problem("there is no such file", str(path), "Check 'export' in study.toml.") from None
    except OSError as error:
        raise problem(f"this file cannot be read: {error.strerror}", str(path)) from None
    if not data.strip():
        raise problem("this file is empty", str(path), "Export the data again.")
    return data


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    for encoding, mark in BOMS:
        if data.startswith(mark):
            return _strict(data, encoding, path), encoding
    if b"\0" in data:
        raise problem("this is no text file", str(path), "Export the data as CSV.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strict(data, "cp1252", path), "cp1252"


def _strict(data: bytes, encoding: str, path: Path) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise problem("the letters of this file cannot be told", str(path), "Save it as 'CSV UTF-8'.") from None
    if "\0" in text:
        raise problem("this is no text file", str(path), "Export the data as CSV.")
    return text


def _delimiter(text: str, path: Path) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    first = first.removesuffix("\r")
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], rest
    widths = {delimiter: _widths(text, delimiter) for delimiter in DELIMITERS}
    even = [delimiter for delimiter, found in widths.items() if len(found) == 1 and max(found) > 1]
    if len(even) == 1:
        return even[0], text
    if len(even) > 1:
        raise problem("this file can be split in more than one way", str(path), "Put a first line sep=; in it.")
    likely = max(DELIMITERS, key=lambda delimiter: max(widths[delimiter], key=widths[delimiter].__getitem__, default=0))
    return likely, text


def _widths(text: str, delimiter: str) -> Counter[int]:
    """Return how many rows have how many cells; nothing when the text cannot be split this way."""
    csv.field_size_limit(LARGEST_FIELD)
    try:
        return Counter(
            len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if row
        )
    except csv.Error:
        return Counter()


def _parse(text: str, delimiter: str, path: Path) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        where = f"{path}, line {reader.line_num}"
        raise problem(f"this file is no well-formed CSV: {error}", where, "Export the data again.") from None


def _check_lengths(rows: tuple[tuple[str, ...], ...], path: Path) -> None:
    if not rows:
        raise problem("this file is empty", str(path), "Export the data again.")
    width = len(rows[0])
    if width < 2:
        raise problem("this file has one column only", str(path), "Is the delimiter one of ; , tab | ?")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != width:
            what = f"this row has {len(row)} cells where the first has {width}"
            raise problem(what, f"{path}, row {number}", "A quote or delimiter in a text may be unprotected.")
