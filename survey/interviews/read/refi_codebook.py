"""Codebooks in the REFI-QDA standard (.qdc)."""

from __future__ import annotations

from pathlib import Path

from survey.interviews.incoming import Incoming
from survey.interviews.refi.codebook import read_codebook

ENDINGS = (".qdc",)


def recognise(path: Path) -> bool:
    """Return whether this is a codebook, by its name."""
    return path.suffix.lower() == ".qdc"


def read(path: Path) -> Incoming:
    """Return its codes; raise `StudyError` when it is broken or unsafe to read."""
    return read_codebook(path)
