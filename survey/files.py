"""Files written beside and then put in place, so that a failure leaves what was there."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from survey.errors import problem

OPEN = 0o666
"""The mode of a file that nobody is kept from but by the system's own settings."""


def write_file(path: Path, fill: Callable[[BinaryIO], object], mode: int = OPEN) -> None:
    """Write a file through `fill`, readable as `mode` allows; raise `StudyError` when the place cannot be written.

    A file that is replaced keeps its permissions, narrowed to `mode` where that is given; a read-only one is refused.
    """
    check_place(path)
    kept = _permissions(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            fill(file)
        if kept is not None:
            beside.chmod(kept if mode == OPEN else kept & mode)
        beside.replace(path)
    except OSError as error:
        advice = "Close it in other programs, or choose another place."
        raise problem(f"this file cannot be written: {error.strerror}", str(path), advice) from None
    finally:
        with contextlib.suppress(OSError):  # a read-only place has its message already
            beside.unlink(missing_ok=True)


def _permissions(path: Path) -> int | None:
    """Return the permissions of a file that stands here, if one does; raise `StudyError` for a read-only one."""
    try:
        bits = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None
    if not bits & stat.S_IWUSR:
        advice = "Make it writable, or choose another place."
        raise problem("this file cannot be written: it is read-only", str(path), advice)
    return bits


def keep_file(path: Path, data: bytes, mode: int = OPEN) -> bool:
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
