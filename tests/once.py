"""Dear work that gives the same whenever it is given the same: done once in each process that runs tests.

Many tests take a command through the whole built-in study and look at one thing that it leaves behind. Its export is
read, its tables are counted and its figures are drawn the first time; later tests get a fresh copy of that, never the
same object, as long as every byte and setting that goes in is the same. A test that changes a file or a setting gets
its own work, and so does one that holds one run against another, within `nothing_kept()`.
"""

import hashlib
import io
import pickle
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

LEAST = 0.1
"""Work of fewer seconds is not kept."""
MANY = 500
"""An export of fewer cells is read in less time than it takes to see whether it was read before."""

_kept: dict[Hashable, bytes] = {}
_quick: set[Hashable] = set()
_off: list[bool] = []


class _Writer(pickle.Pickler):
    """Writes what lies in a folder without the folder, so that a copy of a study is the same study."""

    def __init__(self, file: io.BytesIO, folder: Path) -> None:
        super().__init__(file, protocol=5)
        self.folder = str(folder)

    def persistent_id(self, found: object) -> tuple[str, str] | None:
        if isinstance(found, str) and self.folder in found:
            return "text", found.replace(self.folder, "\0")
        if isinstance(found, Path) and str(found).startswith(self.folder):
            return "path", str(found).replace(self.folder, "\0")
        return None


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, folder: Path) -> None:
        super().__init__(file)
        self.folder = str(folder)

    def persistent_load(self, found: tuple[str, str]) -> object:
        text = found[1].replace("\0", self.folder)
        return Path(text) if found[0] == "path" else text


class _Teller(_Writer):
    """Writes what an object holds, and not what it has worked out already or shares with another."""

    def reducer_override(self, found: Any) -> Any:
        if is_dataclass(found) and not isinstance(found, type):
            return type(found), tuple(getattr(found, each.name) for each in fields(found))
        return NotImplemented


def _bytes(content: object, folder: Path) -> bytes:
    out = io.BytesIO()
    _Writer(out, folder).dump(content)
    return out.getvalue()


def _digest(content: object, folder: Path) -> bytes | None:
    """Return what is the same for the same content; nothing for what is too deep to tell."""
    out = io.BytesIO()
    teller = _Teller(out, folder)
    teller.fast = True
    try:
        teller.dump(content)
    except (pickle.PicklingError, KeyError, RecursionError, TypeError, ValueError):
        return None
    return hashlib.sha256(out.getvalue()).digest()


def _once(name: str, given: object, folder: Path, work: Callable[[], Any]) -> Any:
    """Return a copy of what work makes, also the first time: whoever asks later gets the very same."""
    digest = _digest(given, folder)
    if digest is None:
        return work()
    key = name, digest
    if key not in _kept:
        start = time.process_time()
        made = work()
        if key in _quick or time.process_time() - start < LEAST:
            _quick.add(key)
            return made
        _kept[key] = _bytes(made, folder)
    return _Reader(io.BytesIO(_kept[key]), folder).load()


def _study_of(path: Path) -> Path:
    """Return the folder of the study that a file belongs to, else the file's own."""
    return next((folder for folder in path.parents if (folder / "study.toml").exists()), path.parent)


def _beside(path: Path) -> dict[str, bytes]:
    """Return what the files beside a file hold: some formats stand in several."""
    return {each.name: hashlib.sha256(each.read_bytes()).digest() for each in path.parent.iterdir() if each.is_file()}


def _reading(read: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(read)
    def once(path: Path, format_: str = "", hints: Any = None) -> Any:
        if _off or not path.is_file() or path.stat().st_size < MANY:
            return read(path, format_, hints)
        structure = hints.structure if hints else None
        beside = [_beside(each) for each in (path, structure) if each is not None and each.is_file()]
        return _once("read", (path, format_, hints, beside), _study_of(path), lambda: read(path, format_, hints))

    return once


def _answering(read: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(read)
    def once(codebook: Any, part: Any, conventions: Any) -> Any:
        if _off or part.export.cells.size < MANY:
            return read(codebook, part, conventions)
        folder = _study_of(Path(part.export.path))
        return _once("answers", (codebook, part, conventions), folder, lambda: read(codebook, part, conventions))

    return once


def _counting(count: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(count)
    def once(study: Any, survey: Any, only: Any = ()) -> Any:
        if _off:
            return count(study, survey, only)
        return _once("tables", (study, survey, tuple(only)), study.path, lambda: count(study, survey, only))

    return once


def _drawing(draw: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(draw)
    def once(table: Any, language: str) -> Any:
        if _off:
            return draw(table, language)
        return _once("drawn", (table, language), Path("/nowhere"), lambda: draw(table, language))

    return once


def _parsing(build: Callable[..., Any]) -> Callable[..., Any]:
    """The command line is built from the commands' signatures, which do not change."""
    built = cache(build)

    @wraps(build)
    def once(app: Any) -> Any:
        return build(app) if _off else built(app)

    return once


SEAMS: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {
    "survey.study.read_export": _reading,
    "survey.cleaning.read_questions": _answering,
    "analysis.tables": _counting,
    "reports.plate.pictures": _drawing,
    "typer.main.get_command": _parsing,
}
"""Where the work is asked for: tests of the functions themselves call them elsewhere, and get them as they are."""


@contextmanager
def kept() -> Iterator[None]:
    """Keep dear work for as long as this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        for place, keeping in SEAMS.items():
            module, _, name = place.rpartition(".")
            patch.setattr(place, keeping(getattr(import_module(module), name)))
        yield


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Do all work anew for as long as this lasts."""
    _off.append(True)
    try:
        yield
    finally:
        _off.pop()
