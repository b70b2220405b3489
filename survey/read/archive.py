"""ZIP archives by others: read by member, under limits that are held while the bytes come in."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from survey.errors import StudyError, problem

ENTRIES = 2_000
BYTES_EACH = 512 << 20
BYTES_IN_ALL = 1 << 30
RATIO = 200
"""How much larger than its packed form a member may become, …"""
RATIO_FROM = 10 << 20
"""… once it is this large: a short text of blanks packs very well."""
CHUNK = 1 << 16
BROKEN = (zipfile.BadZipFile, OSError, NotImplementedError)
"""How Python says that an archive is damaged, or packed in a way that it does not know."""
ENCRYPTED = 0x1
NESTED = (".zip", ".lsa", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")
ADVICE = "Export it again from the platform; do not open an archive from somebody you do not know."


@dataclass
class Archive:
    """An open archive whose entries have been looked at; nothing is ever written to disk."""

    path: Path
    source: zipfile.ZipFile
    left: int = BYTES_IN_ALL
    """How many bytes may still be read, whichever member they come from."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the files in the archive, folders left out."""
        return tuple(entry.filename for entry in self.source.infolist() if not entry.is_dir())

    def ending(self, end: str) -> str:
        """Return the one name with this ending, or nothing; raise `StudyError` when there are several."""
        found = [name for name in self.names if name.lower().endswith(end)]
        if len(found) > 1:
            raise problem(f"this archive holds {len(found)} files that end in {end}", str(self.path), ADVICE)
        return found[0] if found else ""

    def read(self, name: str, limit: int | None = None) -> bytes:
        """Return one member; raise `StudyError` when it is not there, broken, or grows beyond the limits or `limit`."""
        if name not in self.names:
            raise problem(f"this archive holds no {name}", str(self.path), "Export it again from the platform.")
        return b"".join(self._chunks(name, limit))

    def unpack(self) -> None:
        """Unpack every member, and keep nothing; raise `StudyError` when one is broken, or grows beyond the limits."""
        for name in self.names:
            for _ in self._chunks(name):
                pass

    def _chunks(self, name: str, limit: int | None = None) -> Iterator[bytes]:
        """Yield the bytes of a member; raise `StudyError` when it is broken, or grows beyond the limits."""
        try:
            yield from self._counted(self.source.getinfo(name), limit or BYTES_EACH)
        except (*BROKEN, zlib.error, EOFError):
            raise problem(f"{name} in this archive is broken", str(self.path), "Copy or export it again.") from None

    def _counted(self, entry: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
        """Yield the bytes of a member; what the archive announces about its size is not believed."""
        size = 0
        with self.source.open(entry) as member:
            while chunk := member.read(CHUNK):
                size += len(chunk)
                self.left -= len(chunk)
                bomb = size > RATIO_FROM and size > RATIO * max(entry.compress_size, 1)
                if bomb or size > limit or self.left < 0:
                    what = f"{entry.filename} in this archive unpacks to far more than it should"
                    raise problem(what, str(self.path), ADVICE)
                yield chunk


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a ZIP to read members by name.

    Raises `StudyError` when it is no ZIP, or has too many entries, or one that is absolute, leads out of the
    archive, is named twice, encrypted, a link, or an archive itself.
    """
    try:
        source = zipfile.ZipFile(path)
    except (*BROKEN, ValueError):
        raise problem("this archive cannot be opened", str(path), "Copy or export it again.") from None
    with source:
        _check(source, path)
        yield Archive(path, source)


def holds(path: Path, *ends: str) -> bool:
    """Return whether a ZIP has an entry with each of these endings; it never raises."""
    try:
        with open_archive(path) as archive:
            return all(any(name.lower().endswith(end) for name in archive.names) for end in ends)
    except StudyError:
        return False


def _check(source: zipfile.ZipFile, path: Path) -> None:
    entries = source.infolist()
    if len(entries) > ENTRIES:
        raise problem(f"this archive has {len(entries)} entries, more than {ENTRIES}", str(path), ADVICE)
    seen: set[str] = set()
    for entry in entries:
        wrong = _wrong(entry, seen)
        if wrong:
            raise problem(f"this archive has an entry that {wrong}", str(path), ADVICE)
        seen.add(entry.filename.casefold())


def _wrong(entry: zipfile.ZipInfo, seen: set[str]) -> str:
    """Return what is wrong with an entry, or nothing."""
    written = entry.orig_filename
    name = PureWindowsPath(written)
    mode = entry.external_attr >> 16
    faults = {
        "has a backslash in its name": "\\" in written,
        "has a control character in its name": any(ord(sign) < 32 for sign in written),
        "has an absolute name": bool(name.drive or name.root),
        "leads out of the archive": ".." in name.parts,
        "is there twice": entry.filename.casefold() in seen,
        "is encrypted": bool(entry.flag_bits & ENCRYPTED),
        "is a link": stat.S_ISLNK(mode),
        "is an archive itself": written.lower().endswith(NESTED),
    }
    return next((fault for fault, found in faults.items() if found), "")
