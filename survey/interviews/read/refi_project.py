"""Projects of programs for qualitative analysis in the REFI-QDA standard (.qdpx)."""

from __future__ import annotations

from pathlib import Path

from survey.interviews.incoming import Incoming
from survey.interviews.refi.project import read_project
from survey.read.archive import holds

ENDINGS = (".qdpx",)


def recognise(path: Path) -> bool:
    """Return whether this is a project: by its name, or by what its archive holds."""
    return path.suffix.lower() == ".qdpx" or (path.suffix.lower() == ".zip" and holds(path, ".qde"))


def read(path: Path) -> Incoming:
    """Return its texts, codes and codings; raise `StudyError` when it is broken or unsafe to read."""
    return read_project(path)
