"""Headers of an institute, with what must be said on every page: that data are invented, or confidential."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reports.house.body import SECTION
from reports.house.package import MAIN, OFFICE, WORD_TYPE, Package, R
from reports.markup import NAMESPACES, paragraph, run
from reports.openxml import W, parse

if TYPE_CHECKING:
    from lxml import etree

REFERENCE = f"{W}headerReference"
HEADER_TYPE = f"{WORD_TYPE}.header+xml"
Dress = Callable[["etree._Element"], None]


def say_marks(package: Package, document: etree._Element, marks: Sequence[str], dress: Dress) -> None:
    """Add to every header of the document a line with the marks it does not have; make headers where there are none."""
    sections = list(document.iter(SECTION))
    if not marks:
        return
    _complete(package, sections[0])
    known = package.links[MAIN]
    names = {known[str(each.get(f"{R}id"))].target for section in sections for each in section.iter(REFERENCE)}
    for name in sorted(names):
        root = package.root(name)
        said = "".join(text.text or "" for text in root.iter(f"{W}t")).casefold()
        missing = [mark for mark in marks if mark.casefold() not in said]
        if missing:
            root.append(line(missing, dress))
            package.put(name, root)


def line(marks: Sequence[str], dress: Dress) -> etree._Element:
    """Return the paragraph that says the marks."""
    said = run("  ·  ").join(run(mark, "Warning") for mark in marks)
    made = parse(f"<w:hdr {NAMESPACES}>{paragraph(said, 'Header')}</w:hdr>".encode(), "header")[0]
    dress(made)
    return made


def _complete(package: Package, first: etree._Element) -> None:
    """Give the first section a header for each kind of page; later ones without take over those before them."""
    from lxml import etree

    kinds = ["default", "first", *(["even"] if _has_even(package) else [])]
    there = {each.get(f"{W}type") for each in first.iter(REFERENCE)}
    for kind in kinds:
        if kind not in there:
            empty = f"<w:hdr {NAMESPACES}></w:hdr>".encode()
            name = package.add(f"word/header-{kind}.xml", empty, HEADER_TYPE)
            relation = package.relate(MAIN, f"{OFFICE}/header", name)
            first.insert(0, etree.Element(REFERENCE, {f"{W}type": kind, f"{R}id": relation}))


def _has_even(package: Package) -> bool:
    settings = package.part("settings")
    each = package.root(settings).find(f"{W}evenAndOddHeaders") if settings else None
    return each is not None and each.get(f"{W}val") not in {"0", "false", "off"}
