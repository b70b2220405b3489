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
    options = {"replies_code": True} if replies_code and name in REPLIES else {}
    incoming: Incoming = FORMATS[name].read(path, **options)
    return incoming


def _unknown(path: Path) -> StudyError:
    """Return why a file cannot be read."""
    advice = f"These can be read: {', '.join(_endings())}."
    if not path.exists():
        return problem("there is no such file", str(path), "Check its name.")
    if path.is_dir():
        return problem("this is a folder, not a file of interviews", str(path), advice)
    try:
        with path.open("rb") as file:
            content = file.read(1 << 20)
        if content.startswith(ARCHIVE):
            with open_archive(path):
                pass
    except StudyError as error:
        return error
    except OSError:
        return problem("this file cannot be opened", str(path), "Is it open in another program?")
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        return problem("this file is empty", str(path), "Export it again.")
    if content.startswith(OLD_OFFICE):
        return _old_office(path, content)
    return problem("this is no kind of interview file that is known here", str(path), advice)


def _old_office(path: Path, content: bytes) -> StudyError:
    if LOCKED in content:
        return problem("this document is locked with a password", str(path), "Take the password off and save it again.")
    return problem("this document is in the format of Word 97", str(path), "Save it as .docx.")


def _endings() -> tuple[str, ...]:
    return tuple(dict.fromkeys(ending for module in FORMATS.values() for ending in getattr(module, "ENDINGS", ())))
