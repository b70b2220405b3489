"""The letters of a text file: which encoding they are written in, decided from the bytes."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from pathlib import Path

from survey.errors import StudyError, problem

LARGEST = 32 << 20
"""Ten hours of talk are less than one megabyte."""
START = 1 << 16
BOMS = (("utf-8-sig", codecs.BOM_UTF8), ("utf-16", codecs.BOM_UTF16_LE), ("utf-16", codecs.BOM_UTF16_BE))
SAVE = "Save it as text in UTF-8."


@dataclass(frozen=True)
class Letters:
    """A decoded file, and what had to be chosen to decode it."""

    text: str
    choices: tuple[str, ...] = ()


def open_letters(path: Path) -> Letters:
    """Return the text of a file: a byte order mark decides, else UTF-8, else Windows-1252, which is told.

    Raises `StudyError` when it is too large, empty, or no text.
    """
    content = _content(path)
    marked = next((name for name, mark in BOMS if content.startswith(mark)), "")
    if not marked and b"\0" in content:
        raise problem("this is no text file", str(path), SAVE)
    for name in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if not text.strip("\ufeff \t\r\n"):
            raise problem("this file is empty", str(path), "Export it again.")
        return Letters(text, ("letters: Windows-1252, as it is no UTF-8",) if name == "cp1252" else ())
    raise problem("the letters of this file cannot be told", str(path), SAVE)


def start_of(path: Path) -> str:
    """Return the first letters of a file, or nothing when it is no text. It never raises."""
    try:
        with path.open("rb") as file:
            content = file.read(START)
    except OSError:
        return ""
    marked = next((name for name, mark in BOMS if content.startswith(mark)), "")
    if not marked and b"\0" in content:
        return ""
    return content.decode(marked or "utf-8", errors="replace").lstrip("\ufeff")


def json_of(path: Path) -> object:
    """Return what a JSON file says, or None when it is no JSON. It never raises."""
    if not start_of(path).lstrip().startswith("{"):
        return None
    try:
        return json.loads(_content(path).decode("utf-8-sig"))
    except (ValueError, RecursionError, StudyError):
        return None


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            what = f"this file is larger than {LARGEST >> 20} MB, which no transcript is"
            raise problem(what, str(path), "Is it the right file?")
        return path.read_bytes()
    except OSError:
        raise problem("this file cannot be opened", str(path), "Is it open in another program?") from None
