"""Word files by somebody else, opened: what they are is looked at first, then every part is read under limits."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from survey.errors import StudyError, problem
from survey.read.archive import open_archive

START = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
"""How files of Word before 2007 begin, and files behind a password."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
BEGINNING = 1 << 16
"""So many bytes mostly tell whether a file is locked."""

Refusal: TypeAlias = tuple[str, str]
"""What is wrong with a file, and what to do."""


@dataclass(frozen=True)
class Refusals:
    """What is said of files that cannot be opened, in the words of what they were wanted for."""

    missing: Refusal
    unreadable: Refusal
    """With a place for the reason."""
    old: Refusal
    locked: Refusal
    other: Refusal
    damaged: Refusal
    """With a place for what is wrong with its archive."""
    noun: str = "this archive"
    """What the archive is called there."""


@dataclass(frozen=True)
class Opened:
    """The parts of a file by name, and their entries in its order."""

    entries: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]


def open_word(path: Path, said: Refusals, largest: int | None = None) -> Opened:
    """Open a Word file whose parts have at most so many bytes; raise `StudyError` with advice when it is none."""
    _check_kind(path, said)
    try:
        with open_archive(path) as archive:
            entries = tuple(entry for entry in archive.source.infolist() if not entry.is_dir())
            return Opened(entries, {entry.filename: archive.read(entry.filename, largest) for entry in entries})
    except StudyError as error:
        what, advice = said.damaged
        wrong = error.problems[0].what.replace("this archive", said.noun)
        raise problem(what.format(wrong), str(path), advice) from None


def _check_kind(path: Path, said: Refusals) -> None:
    if not path.is_file():
        raise _refused(said.missing, path)
    start = _start(path, said)
    if start.startswith(OLD):
        raise _refused(said.locked if LOCKED in start or LOCKED in path.read_bytes() else said.old, path)
    if not start.startswith(START):
        raise _refused(said.other, path)


def _start(path: Path, said: Refusals) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(BEGINNING)
    except OSError as error:
        what, advice = said.unreadable
        raise problem(what.format(error.strerror), str(path), advice) from None


def _refused(refusal: Refusal, path: Path) -> StudyError:
    what, advice = refusal
    return problem(what, str(path), advice)
