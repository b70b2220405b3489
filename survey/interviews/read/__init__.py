"""Files of interviews: one module for each format, which says what the file says and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from survey.errors import StudyError, problem
from survey.interviews.incoming import Incoming
from survey.interviews.read import (
    noscribe,
    opendocument,
    otranscribe,
    plain,
    qualcoder,
    refi_codebook,
    refi_project,
    subtitles,
    whisper,
    word,
)
from survey.read.archive import open_archive

FORMATS: Mapping[str, ModuleType] = {
    "word": word,
    "opendocument": opendocument,
    "refi_project": refi_project,
    "refi_codebook": refi_codebook,
    "qualcoder": qualcoder,
    "subtitles": subtitles,
    "otranscribe": otranscribe,
    "whisper": whisper,
    "noscribe": noscribe,
    "text": plain,
}
"""Every format by name, in the order they are asked: a module with `recognise(path) -> bool`,
`read(path) -> Incoming`, and where its files have one ending `ENDINGS`. Plain text comes last: it takes any text."""
REPLIES = frozenset({"word", "opendocument"})
"""Formats whose comments have replies, which `read` can take for codings."""
ARCHIVE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_interview_file(path: Path, *, replies_code: bool = False) -> Incoming:
    """Return what a file brings, whatever program wrote it; the format is told by the content.

    `replies_code`: a reply to a comment is a second coder's coding, and not discussion. Raises `StudyError` when the
    file is of no known kind, empty, broken, locked with a password, or too large.
    """
    name = next((name for name, module in FORMATS.items() if module.recognise(path)), "")
    if not name:
        raise _unknown(path)
    if FORMATS[name] is plain and path.suffix.lower() in _endings(but=plain):
        what = f"this is broken, or no {path.suffix.lower()} file"
        advice = "Export it again from the program it comes from. If it is plain text, let its name end in .txt."
        raise problem(what, str(path), advice)
    options = {"replies_code": True} if replies_code and name in REPLIES else {}
    incoming: Incoming = FORMATS[name].read(path, **options)
    return incoming


def _unknown(path: Path) -> StudyError:
    """Return why a file cannot be read."""
    advice = f"These can be read: {', '.join(_endings())}."
    if path.is_dir():
        return problem("this is no folder of a program that is known here", str(path), advice)
    try:
        with path.open("rb") as file:
            content = file.read(1 << 20)
    except FileNotFoundError:
        return problem("there is no such file", str(path), "Check its name.")
    except OSError:
        return problem("this file cannot be opened", str(path), "Is it open in another program?")
    what, mend = _trouble(content) or _broken(path, content) or ("this is no file of interviews known here", advice)
    return problem(what, str(path), mend)


def _trouble(content: bytes) -> tuple[str, str] | None:
    """Return what is wrong with a file that can be told by its bytes, and what to do about it."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        return "this file is empty", "Export it again."
    if content.startswith(OLD_OFFICE) and LOCKED in content:
        return "this document is locked with a password", "Take the password off and save it again."
    if content.startswith(OLD_OFFICE):
        return "this document is in the format of Word 97", "Save it as .docx."
    return None


def _broken(path: Path, content: bytes) -> tuple[str, str] | None:
    """Return what is wrong with an archive."""
    if not content.startswith(ARCHIVE):
        return None
    try:
        with open_archive(path):
            return None
    except StudyError as error:
        return error.problems[0].what, error.problems[0].advice


def _endings(*, but: ModuleType | None = None) -> tuple[str, ...]:
    known = (module for module in FORMATS.values() if module is not but)
    return tuple(dict.fromkeys(ending for module in known for ending in getattr(module, "ENDINGS", ())))
