"""Files written beside and then put in place, so that a failure leaves what was there."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from survey.errors import problem


def write_file(path: Path, fill: Callable[[BinaryIO], object], mode: int = 0o666) -> None:
    """Write a file through `fill`, readable as `mode` allows; raise `StudyError` when the place cannot be written."""
    check_place(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            fill(file)
        beside.replace(path)
    except OSError as error:
        advice = "Close it in other programs, or choose another place."
        raise problem(f"this file cannot be written: {error.strerror}", str(path), advice) from None
    finally:
        with contextlib.suppress(OSError):  # a read-only place has its message already
            beside.unlink(missing_ok=True)


def keep_file(path: Path, data: bytes, mode: int = 0o666) -> bool:
    """Write a file unless it holds these bytes already; return whether it was written."""
    if path.is_file() and path.read_bytes() == data:
        return False
    write_file(path, lambda file: file.write(data), mode)
    return True


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a sheet as UTF-8 CSV with line feeds."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heads, *rows])
    return text.getvalue().encode()


def make_folder(folder: Path, advice: str = "Choose another place.") -> None:
    """Make a folder and those it stands in, unless it is there; raise `StudyError` when it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise problem(f"this folder cannot be made: {error.strerror}", str(folder), advice) from None


def check_place(path: Path) -> None:
    """Raise `StudyError` for a place where no file can stand."""
    if path.is_dir():
        raise problem("this is a folder, not a file", str(path), "Name a file to write.")
    if not path.absolute().parent.is_dir():
        raise problem("there is no such folder", str(path.parent), "Make it first, or choose another place.")
