"""The container of a project: a ZIP with `project.qde` and a flat folder of sources, read by member under limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from survey.errors import problem
from survey.interviews.refi.names import PROJECT_FILE
from survey.read.archive import Archive, open_archive
from survey.read.markup import parse_markup

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PROJECT_BYTES = 64 << 20
TEXT_BYTES = 16 << 20
"""Far more than the longest interview: ten million letters are a hundred novels."""
TAGS = 600_000
"""Ends of elements counted too: enough for a hundred thousand codings."""
DEPTH = 100
"""How deep elements may stand in each other: codes nest, but nobody's codebook has a hundred levels."""
ADVICE = "Export it again from the program it comes from; do not open a file from somebody you do not know."
SCHEME = re.compile(r"^(internal|relative|absolute|file)://+", re.IGNORECASE)


@dataclass(frozen=True)
class Container:
    """An open project: its XML, and its sources by name."""

    archive: Archive
    root: Element
    members: Mapping[str, str]
    """Names in the archive by their last part in small letters; `project.qde` and folders left out."""

    def source(self, path: str | None) -> str:
        """Return the member that a path of the project means, or nothing; no path is ever followed outside."""
        return self.members.get(file_name(path).casefold(), "") if path else ""

    def read(self, member: str) -> bytes:
        """Return the bytes of a text source; raise `StudyError` when they are too many."""
        return self.archive.read(member, TEXT_BYTES)


@contextmanager
def open_project(path: Path) -> Iterator[Container]:
    """Open a project; raise `StudyError` when it is none, broken, or unsafe to read."""
    with open_archive(path) as archive:
        name = _project_name(archive)
        root = parse_limited(archive.read(name, PROJECT_BYTES), f"{path}, {name}")
        yield Container(archive, root, _members(archive, name))


def parse_limited(content: bytes, place: str) -> Element:
    """Return the root element of XML by others; raise `StudyError` when it is broken, too large or too deep."""
    if len(content) > PROJECT_BYTES or content.count(b"<") > TAGS:
        raise problem("this XML is far larger than that of a project", place, ADVICE)
    root = parse_markup(content, place)
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEPTH:
            raise problem(f"this XML has elements more than {DEPTH} deep in each other", place, ADVICE)
        level = [below for above in level for below in above]
    return root


def file_name(path: str | None) -> str:
    """Return the last part of `internal://`, `relative:///`, an absolute path of any system, or a bare name."""
    bare = SCHEME.sub("", (path or "").strip()).replace("\\", "/")
    return unquote(bare.rpartition("/")[2])


def is_personal(path: str | None) -> bool:
    """Return whether a path tells folders of somebody's computer."""
    text = (path or "").strip()
    rest = SCHEME.sub("", text)
    return bool(text) and not text.lower().startswith(("internal:", "relative:")) and ("/" in rest or "\\" in rest)


def _project_name(archive: Archive) -> str:
    found = [name for name in archive.names if name.lower().endswith(".qde")]
    usual = [name for name in found if PurePosixPath(name).name.lower() == PROJECT_FILE]
    top = [name for name in found if "/" not in name]
    for names in (usual, top, found):
        if len(names) == 1:
            return names[0]
    what = f"this archive holds {len(found)} projects" if found else f"this archive holds no {PROJECT_FILE}"
    raise problem(what, str(archive.path), ADVICE)


def _members(archive: Archive, project: str) -> dict[str, str]:
    """Return every other member by its last part; a name that is there in two folders means the one in `sources`."""
    names = [name for name in archive.names if name != project]
    in_sources = [name for name in names if PurePosixPath(name).parent.name.lower() == "sources"]
    return {PurePosixPath(name).name.casefold(): name for name in (*names, *in_sources)}
