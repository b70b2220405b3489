"""Settings of a template that a report must not have, and its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.house.order import RUN, put, within
from reports.house.package import Package
from reports.openxml import W

if TYPE_CHECKING:
    from lxml import etree

VAL = f"{W}val"
LEFT = (
    "attachedTemplate linkStyles updateFields documentProtection writeProtection mailMerge saveThroughXslt"
    " documentType formsDesign attachedSchema"
).split()
"""What ties a document to other files, asks something when it is opened, or keeps its author from writing in it."""


def clean_settings(package: Package) -> None:
    """Take out of the settings what a report must not have."""
    name = package.part("settings")
    if not name:
        return
    root = package.root(name)
    for each in [each for each in root if each.tag in {f"{W}{left}" for left in LEFT}]:
        root.remove(each)
    for zoom in root.iter(f"{W}zoom"):
        if zoom.get(f"{W}percent") is None:
            zoom.set(f"{W}percent", "100")
    package.put(name, root)


def locale_of(styles: etree._Element) -> str:
    """Return the language of a template's text, or nothing."""
    found = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return "" if found is None else found.get(VAL, "")


def set_locale(styles: etree._Element, locale: str) -> None:
    """Make this the language of all styles."""
    from lxml import etree

    defaults = styles.find(f"{W}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{W}docDefaults")
        styles.insert(0, defaults)
    run = within(within(defaults, "rPrDefault", ["rPrDefault", "pPrDefault"]), "rPr", ["rPr"])
    if run.find(f"{W}lang") is None:
        put(run, etree.Element(f"{W}lang"), RUN)
    for each in styles.iter(f"{W}lang"):
        each.set(VAL, locale)
