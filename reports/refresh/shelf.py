"""The files beside a text by others: put in once with type and relationship, taken out when nothing points at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath, relpath
from typing import TYPE_CHECKING

from reports.attachments import OFFICE, Attachment
from reports.manifest import BARE
from reports.openxml import parse, relations_of, serialise
from reports.refresh.package import OVERRIDE, RELATION
from survey.package import CONTENT_TYPES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DEFAULT = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
R = f"{{{OFFICE}}}"
BY_ENDING = frozenset({"image/png", "image/svg+xml"})
"""What has one content type for all files of its ending; other files have one each."""


class Shelf:
    """The parts of a package as the text in one of them sees them; every change goes straight into the parts."""

    def __init__(self, parts: dict[str, bytes], main: str, root: Element) -> None:
        self.parts, self.main, self.root = parts, main, root

    def name(self, key: str) -> str:
        """Return the name of the part that a relationship of the text leads to; nothing where it leads elsewhere."""
        return dict(_targets(self.parts, self.main)).get(key, "")

    def within(self, part: str) -> list[str]:
        """Return the names of the parts that a part points at."""
        return [name for _, name in _targets(self.parts, part)]

    def put(self, file: Attachment, owner: str = "") -> str:
        """Put a file in, with what it points at itself; return the id of the relationship that leads to it."""
        owner = owner or self.main
        name = self._add(file)
        known = {target: key for key, target in _targets(self.parts, owner)}
        return known[name] if name in known else self._relate(owner, name, file.relation)

    def drop(self, key: str, owner: str = "") -> None:
        """Take a relationship away if the text uses it no more, and its part if nothing else points at that."""
        if not owner and any(e.get(k) == key for e in self.root.iter() for k in map(str, e.keys()) if k.startswith(R)):
            return
        owner = owner or self.main
        name = dict(_targets(self.parts, owner)).get(key, "")
        place = relations_of(owner)
        relations = parse(self.parts.get(place, BARE), place)
        for relation in [each for each in relations.iter(RELATION) if each.get("Id") == key]:
            relations.remove(relation)
            self.parts[place] = serialise(relations)
        self._prune(name)

    def change(self, part: str, content: bytes, book: Attachment) -> None:
        """Give a chart other content and another workbook, whatever else it points at."""
        old = [(key, name) for key, name in _targets(self.parts, part) if name.endswith(f".{_ending(book.path)}")]
        self.parts[part] = content
        new = self.put(book, part)
        root = parse(content, part)
        for pointer in root.iter("{*}externalData"):
            pointer.set(f"{R}id", new)
        self.parts[part] = serialise(root)
        for key, _ in old:
            if key != new:
                self.drop(key, part)

    def _add(self, file: Attachment) -> str:
        """Add a file under its path, or beside another file that has that name; return the name it has."""
        path, number = PurePosixPath(file.path), 2
        name = file.path
        while self.parts.get(name, file.content) != file.content:
            name = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
            number += 1
        if name not in self.parts:
            self.parts[name] = file.content
            self._type(name, file.content_type)
            for inner in file.within:
                self._relate(name, self._add(inner), inner.relation)
        return name

    def _relate(self, owner: str, name: str, kind: str) -> str:
        from lxml import etree

        place = relations_of(owner)
        relations = parse(self.parts.get(place, BARE), place)
        taken = {relation.get("Id") for relation in relations.iter(RELATION)}
        key = next(key for key in (f"rId{n}" for n in range(1, len(taken) + 2)) if key not in taken)
        target = relpath(f"/{name}", f"/{owner.rpartition('/')[0]}")
        etree.SubElement(relations, RELATION, {"Id": key, "Type": kind, "Target": target})
        self.parts[place] = serialise(relations)
        return key

    def _type(self, name: str, kind: str) -> None:
        from lxml import etree

        types = parse(self.parts[CONTENT_TYPES], CONTENT_TYPES)
        usual = {str(e.get("Extension")).lower(): str(e.get("ContentType")) for e in types.iter(DEFAULT)}
        ending = _ending(name)
        if usual.get(ending) == kind:
            return
        if kind in BY_ENDING and ending not in usual:
            types.insert(0, etree.Element(DEFAULT, {"Extension": ending, "ContentType": kind}))
        else:
            etree.SubElement(types, OVERRIDE, {"PartName": f"/{name}", "ContentType": kind})
        self.parts[CONTENT_TYPES] = serialise(types)

    def _prune(self, name: str) -> None:
        """Take a part out, with what it alone points at, when nothing points at it any more."""
        owners = {place.replace("_rels/", "").removesuffix(".rels") for place in self.parts if place.endswith(".rels")}
        if name not in self.parts or any(name in self.within(owner) for owner in owners - {name}):
            return
        inner = self.within(name)
        del self.parts[name]
        self.parts.pop(relations_of(name), None)
        types = parse(self.parts[CONTENT_TYPES], CONTENT_TYPES)
        for override in [each for each in types.iter(OVERRIDE) if each.get("PartName") == f"/{name}"]:
            types.remove(override)
            self.parts[CONTENT_TYPES] = serialise(types)
        for each in inner:
            self._prune(each)


def _targets(parts: dict[str, bytes], owner: str) -> Iterator[tuple[str, str]]:
    """Yield the relationships of a part within the package, by id, with the names of the parts they lead to."""
    place = relations_of(owner)
    if place not in parts:
        return
    for relation in parse(parts[place], place).iter(RELATION):
        if relation.get("TargetMode") != "External":
            target = str(relation.get("Target"))
            name = normpath(f"/{target}" if target.startswith("/") else f"/{owner.rpartition('/')[0]}/{target}")
            yield str(relation.get("Id")), name.lstrip("/")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
