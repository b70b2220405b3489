"""Bullets of our lists among the numbering of an institute."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from reports.house.package import MAIN, OFFICE, WORD_TYPE, Package
from reports.openxml import W

if TYPE_CHECKING:
    from lxml import etree

EMPTY = b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
LAST = (f"{W}num", f"{W}numIdMacAtCleanup")


def free_number(package: Package) -> str:
    """Return a number that no list of the template has."""
    name = package.part("numbering")
    return str(_most(package.root(name), "num", "numId") + 1) if name else "1"


def add_bullets(package: Package, ours: etree._Element, number: str) -> None:
    """Add our bullets under this number; the template gets a numbering where it has none."""
    from lxml import etree

    name = package.part("numbering")
    if not name:
        name = package.add("word/numbering.xml", EMPTY, f"{WORD_TYPE}.numbering+xml")
        package.relate(MAIN, f"{OFFICE}/numbering", name)
    root, kind = package.root(name), ours.find(f"{W}abstractNum")
    if kind is None:
        return
    abstract = str(_most(root, "abstractNum", "abstractNumId") + 1)
    made = copy.deepcopy(kind)
    made.set(f"{W}abstractNumId", abstract)
    later = next((each for each in root if each.tag in LAST), None)
    if later is None:
        root.append(made)
    else:
        later.addprevious(made)
    listed = etree.Element(f"{W}num", {f"{W}numId": number})
    etree.SubElement(listed, f"{W}abstractNumId", {f"{W}val": abstract})
    cleanup = root.find(LAST[1])
    if cleanup is None:
        root.append(listed)
    else:
        cleanup.addprevious(listed)
    package.put(name, root)


def _most(root: etree._Element, tag: str, key: str) -> int:
    return max((int(each.get(f"{W}{key}", "0")) for each in root.iter(f"{W}{tag}")), default=0)
