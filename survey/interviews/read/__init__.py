"""Files of interviews: one module for each format, which says what the file says and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

FORMATS: Mapping[str, ModuleType] = {}
"""Every format by name: a module with `recognise(path) -> bool` and `read(path) -> Incoming`."""
