"""Files of interviews: one module for each format, which says what the file says and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from survey.interviews.read import refi_codebook, refi_project

FORMATS: Mapping[str, ModuleType] = {
    "refi_project": refi_project,
    "refi_codebook": refi_codebook,
}
"""Every format by name: a module with `recognise(path) -> bool` and `read(path) -> Incoming`."""
