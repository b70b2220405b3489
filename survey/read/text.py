"""Delimited text: encoding and delimiter decided from the content, cells kept exactly as they are."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from survey.errors import problem
from survey.read.grid import TOP, Grid

TAB = "\t"
DELIMITERS = (";", ",", TAB, "|")
BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
LARGEST_FIELD = 10_000_000
SAMPLE = 1 << 20
"""How much text decides the delimiter."""
CHUNK = 1 << 20
SAYS_SO = re.compile(r"""(?P<quote>"?)sep=(?P<delimiter>[^\r\n"])(?P=quote)(?:\r\n|\r|\n|\Z)""", re.IGNORECASE)
"""A first line by which Excel names the delimiter."""
STRANGE = re.compile(r"[A-Za-z][‚Šˆ‰‡‹Ž‘]")
"""What é è ê ë ç ï become when text of an old Macintosh or DOS computer is read as Windows text."""


@dataclass(frozen=True)
class Spelling:
    """How a text file is written."""

    encoding: str
    delimiter: str = ","
    says_so: bool = False
    """Whether a first line `sep=;` names the delimiter; it is no data."""

    def __str__(self) -> str:
        return f"{self.encoding}, {'tab' if self.delimiter == TAB else self.delimiter}"


def open_text(path: Path) -> Grid:
    """Return the rows of a CSV file; raise `StudyError` when it is binary, cannot be split, or has one column.

    Encoding: a byte order mark, else strict UTF-8, else strict cp1252. Delimiter: the one of `; , tab |` that
    gives every row the same number of cells, more than one. A first line `sep=;` is obeyed and left out, as are
    blank lines.
    """
    encoding, letters = _encoding(path)
    spelling = _spelling(path, encoding)
    lines = partial(_rows, path, spelling)
    top = tuple(tuple(row) for row in islice(lines(), TOP))
    if not top:
        raise problem("this file is empty", str(path), "Export the data again.")
    if len(top[0]) < 2:
        raise problem("this file has one column only", str(path), "Is the delimiter one of ; , tab | ?")
    return Grid(str(path), str(spelling), top, lines, letters)


def _encoding(path: Path) -> tuple[str, bool]:
    """Return the encoding, and whether its letters look right."""
    with path.open("rb") as file:
        start = file.read(CHUNK)
    marked = next((encoding for encoding, mark in BOMS if start.startswith(mark)), "")
    if not marked and b"\0" in start:
        raise problem("this is no text file", str(path), "Export the data as CSV.")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return encoding, _letters(path, encoding)
        except UnicodeDecodeError:
            continue
    raise problem("the letters of this file cannot be told", str(path), "Save it as 'CSV UTF-8'.")


def _letters(path: Path, encoding: str) -> bool:
    """Return whether the whole text looks right in this encoding; raise `UnicodeDecodeError` when it is another."""
    right = True
    with path.open("rb") as file:
        for text in codecs.iterdecode(iter(partial(file.read, CHUNK), b""), encoding, errors="strict"):
            if "\0" in text:
                raise problem("this is no text file", str(path), "Export the data as CSV.")
            right &= not (encoding == "cp1252" and STRANGE.search(text))
    return right


def _spelling(path: Path, encoding: str) -> Spelling:
    with path.open(encoding=encoding, newline="") as file:
        text = file.read(SAMPLE)
        cut = bool(file.read(1))
    said = SAYS_SO.match(text)
    if said:
        return Spelling(encoding, said["delimiter"], says_so=True)
    widths = {delimiter: _widths(text, delimiter, cut) for delimiter in DELIMITERS}
    even = [delimiter for delimiter, found in widths.items() if len(found) == 1 and max(found) > 1]
    if len(even) > 1:
        raise problem("this file can be split in more than one way", str(path), "Put a first line sep=; in it.")
    likely = max(DELIMITERS, key=lambda delimiter: max(widths[delimiter], key=widths[delimiter].__getitem__, default=0))
    return Spelling(encoding, even[0] if even else likely)


def _widths(text: str, delimiter: str, cut: bool) -> Counter[int]:
    """Return how many rows have how many cells, and one with none where the text cannot be split this way.

    Of a text that was cut the last row is left out.
    """
    csv.field_size_limit(LARGEST_FIELD)
    widths: list[int] = []
    try:
        widths.extend(len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if not (cut and "unexpected end" in str(error)):
            return Counter([*filter(None, widths), 0])
    else:
        widths = widths[:-1] if cut else widths
    return Counter(filter(None, widths))


def _rows(path: Path, spelling: Spelling) -> Iterator[list[str]]:
    csv.field_size_limit(LARGEST_FIELD)
    with path.open(encoding=spelling.encoding, newline="") as file:
        if spelling.says_so:
            file.readline()
        reader = csv.reader(file, delimiter=spelling.delimiter, strict=True)
        try:
            yield from filter(None, reader)
        except csv.Error as error:
            where = f"{path}, line {reader.line_num}"
            raise problem(f"this file is no well-formed CSV: {error}", where, "Export the data again.") from None
