"""Project folders of QualCoder: `name.qda/`, with its SQLite file `data.qda` and the documents themselves.

The file is opened as it stands, for reading only; from the documents nothing is read, since their text is in it. Places
are code points of that text, half-open. Each coding repeats its words: where they are not at its place, but at that
place counted in UTF-16 units (behind an emoji), that is what is meant; else it is lost. Categories become parents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePath

from survey.interviews.edits import Edits, recoding
from survey.interviews.incoming import Incoming, IncomingCode, IncomingCoding, IncomingText, Loss, LossKind
from survey.interviews.read.sqlite import Database, Row, is_database, open_database
from survey.interviews.transcript import canonical

FORMAT = "qualcoder"
FILE = "data.qda"
ENDINGS = (".qda",)
TABLES = {
    "source": ("id", "name", "fulltext"),
    "code_name": ("cid", "name", "catid"),
    "code_cat": ("catid", "name", "supercatid"),
    "code_text": ("cid", "fid", "seltext", "pos0", "pos1", "owner"),
}
"""What every version of its projects has, and nothing can be read without."""
DOCUMENTS = frozenset({".txt", ".docx", ".odt", ".pdf", ".md", ".rtf", ".html", ".htm", ".epub"})
MEDIA = re.compile(r"^/?(images|audio|video)[/:]")
COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
LEFT = {
    "code_image": (LossKind.NOT_TEXT, "code_image"),
    "code_av": (LossKind.NOT_TEXT, "code_av"),
    "journal": (LossKind.MEMO, "journal"),
    "annotation": (LossKind.MEMO, "annotation"),
    "cases": (LossKind.CASE, "cases"),
    "graph": (LossKind.GRAPH, "graph"),
}
"""Tables of which nothing is taken: each row is one loss."""


def recognise(path: Path) -> bool:
    """Return whether this is a project folder, or the file in it."""
    return is_database(_file(path))


def read(path: Path) -> Incoming:
    """Return its texts, codes and codings; raise `StudyError` when it is none, broken, or unsafe to read."""
    file = _file(path)
    with open_database(file, TABLES) as database:
        return _Project(database).incoming(_name(path))


@dataclass(frozen=True)
class _Text:
    """A source whose text is in the file: as it is there, and as everything else counts in it."""

    name: str
    raw: str
    text: str
    edits: Edits


@dataclass
class _Project:
    """A project while it is read."""

    database: Database
    lost: Counter[tuple[LossKind, str]] = field(default_factory=Counter)

    def incoming(self, source: str) -> Incoming:
        """Return everything the project brings."""
        texts = dict(self._texts())
        codes, paths = self._codes()
        codings = tuple(self._codings(texts, paths))
        attributes = self._attributes(texts)
        for table, loss in LEFT.items():
            self.lost[loss] += self.database.count(table)
        self._lose_memos()
        return Incoming(
            source,
            FORMAT,
            tuple(
                IncomingText(text.name, text.text, attributes=attributes.get(key, {})) for key, text in texts.items()
            ),
            codes,
            codings,
            tuple(Loss(kind, n, subject) for (kind, subject), n in sorted(self.lost.items(), key=_order) if n),
            coded=True,
        )

    def _texts(self) -> Iterator[tuple[int, _Text]]:
        """Yield the sources with a text, each under a name of its own."""
        used: set[str] = set()
        for row in self.database.rows("source"):
            name = _unused(_line(row, "name") or f"source {row.get('id')}", used)
            raw, media = row.get("fulltext"), _text(row, "mediapath")
            if isinstance(raw, str) and raw.strip() and isinstance(row["id"], int):
                text = canonical(raw)
                yield row["id"], _Text(name, raw, text, recoding(raw, text))
            else:
                self.lost[LossKind.NOT_TEXT if MEDIA.match(media) else LossKind.TEXT_MISSING, name] += 1

    def _codes(self) -> tuple[tuple[IncomingCode, ...], dict[int, tuple[str, ...]]]:
        """Return categories and codes, parents first, and the path of each code by number."""
        categories = {row["catid"]: row for row in self.database.rows("code_cat")}
        above = {key: self._trail(key, categories) for key in categories}
        made = {path: _code(path, categories[key]) for key, path in above.items()}
        paths: dict[int, tuple[str, ...]] = {}
        for row in self.database.rows("code_name"):
            path = (*above.get(row["catid"], ()), _line(row, "name"))
            if not path[-1] or not isinstance(row["cid"], int):
                self.lost[LossKind.OTHER, "code_name"] += 1
                continue
            paths[row["cid"]] = path
            made[path] = _code(path, row)  # a category of the same name and place is this code
            if _text(row, "color") and not made[path].color:
                self.lost[LossKind.COLOR, "code_name"] += 1
        return tuple(sorted(made.values(), key=lambda code: len(code.path))), paths

    def _trail(self, key: object, categories: Mapping[object, Row]) -> tuple[str, ...]:
        """Return the names from the root down to a category; a ring of categories ends where it closes."""
        names: list[str] = []
        seen: set[object] = set()
        while key in categories and key not in seen:
            seen.add(key)
            names.append(_line(categories[key], "name") or f"category {key}")
            key = categories[key]["supercatid"]
        return tuple(reversed(names))

    def _codings(self, texts: Mapping[int, _Text], paths: Mapping[int, tuple[str, ...]]) -> Iterator[IncomingCoding]:
        for number, row in enumerate(self.database.rows("code_text"), start=1):
            text, path = texts.get(_key(row, "fid")), paths.get(_key(row, "cid"))
            if text is None or path is None:
                self.lost[LossKind.NO_CODE if path is None else LossKind.TEXT_MISSING, "code_text"] += 1
                continue
            span = self._span(row, text)
            if span is None:
                self.lost[LossKind.SPAN_OUTSIDE, text.name] += 1
                continue
            memo = canonical(_text(row, "memo")).strip()
            if row.get("important"):
                self.lost[LossKind.OTHER, "code_text, important"] += 1
            time = self._time(row)
            yield IncomingCoding(text.name, *span, path, _line(row, "owner"), time, memo, f"coding {number}")

    def _span(self, row: Row, text: _Text) -> tuple[int, int] | None:
        """Return where the words of a coding stand in the canonical text; nothing where they do not."""
        start, end = row["pos0"], row["pos1"]
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            return None
        words = _plain(_text(row, "seltext"))
        fitting = (each for each in ((start, end), _from_units(text.raw, start, end)) if _fits(each, text.raw, words))
        found = next(fitting, None)
        moved = text.edits.move(*found) if found else None
        return (moved.start, moved.end) if moved and moved.start < moved.end else None

    def _time(self, row: Row) -> str:
        written = _line(row, "date")
        try:
            return datetime.fromisoformat(written).isoformat() if written else ""
        except ValueError:
            self.lost[LossKind.DATE, "code_text"] += 1
            return ""

    def _attributes(self, texts: Mapping[int, _Text]) -> dict[int, dict[str, str]]:
        """Return what is known of each text; what is known of cases is lost with them."""
        found: dict[int, dict[str, str]] = {}
        for row in self.database.rows("attribute"):
            key, name, value = _key(row, "id"), _line(row, "name"), _line(row, "value")
            if not value:
                continue
            if row.get("attr_type") == "file" and key in texts and name:
                found.setdefault(key, {})[name] = value
            else:
                self.lost[LossKind.VARIABLE, f"attribute, {_line(row, 'attr_type') or '?'}"] += 1
        return found

    def _lose_memos(self) -> None:
        for table in ("source", "project", "cases", "attribute_type"):
            written = sum(bool(_text(row, "memo").strip()) for row in self.database.rows(table))
            self.lost[LossKind.MEMO, table] += written


def _file(path: Path) -> Path:
    return path / FILE if path.suffix.lower() == ".qda" and path.is_dir() else path


def _name(path: Path) -> str:
    """Return the name of the project, also where its file was named."""
    folder = path.absolute().parent
    return folder.name if path.name == FILE and folder.suffix.lower() == ".qda" else path.name


def _code(path: tuple[str, ...], row: Row) -> IncomingCode:
    color = _text(row, "color").strip()
    return IncomingCode(path, canonical(_text(row, "memo")).strip(), color if COLOR.fullmatch(color) else "")


def _unused(name: str, used: set[str]) -> str:
    """Return a name without the ending of a document, unless another source has it."""
    bare = PurePath(name).stem if PurePath(name).suffix.lower() in DOCUMENTS else name
    names = (bare, name, *(f"{name} ({number})" for number in range(2, len(used) + 3)))
    free = next(each for each in names if each.casefold() not in used)
    used.add(free.casefold())
    return free


def _text(row: Row, column: str) -> str:
    """Return a cell as text; a number is one too, and nothing is nothing."""
    value = row.get(column)
    return "" if value is None or isinstance(value, bytes) else str(value)


def _line(row: Row, column: str) -> str:
    return " ".join(canonical(_text(row, column)).split())


def _key(row: Row, column: str) -> int:
    value = row.get(column)
    return value if isinstance(value, int) else -1


def _fits(span: tuple[int, int] | None, text: str, words: str) -> bool:
    """Return whether a span lies in the text, on the words that it should be on, where they are known."""
    return span is not None and span[1] <= len(text) and (not words or _plain(text[slice(*span)]) == words)


def _from_units(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the code points of places counted in UTF-16 units, as the program's own text fields do."""
    units = text.encode("utf-16-le")
    try:
        before, found = units[: 2 * start].decode("utf-16-le"), units[2 * start : 2 * end].decode("utf-16-le")
    except UnicodeDecodeError:
        return None
    return len(before), len(before) + len(found)


def _plain(words: str) -> str:
    """Return words without blanks: how a program shows a line end in a selection differs from system to system."""
    return "".join(canonical(words).split())


def _order(item: tuple[tuple[LossKind, str], int]) -> tuple[int, str]:
    return list(LossKind).index(item[0][0]), item[0][1]
