"""How wide the letters of an institute's tables are, beside those our columns are measured by (Arial)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.house.styles import VAL, Sheet
from reports.openxml import W

if TYPE_CHECKING:
    from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CELLS = "Table Text"
BREADTHS = {
    "bookman old style": 1.12,
    "century gothic": 1.12,
    "courier new": 1.25,
    "dejavu sans": 1.2,
    "georgia": 1.05,
    "lucida sans": 1.12,
    "lucida sans unicode": 1.12,
    "montserrat": 1.2,
    "open sans": 1.08,
    "poppins": 1.2,
    "segoe ui": 1.04,
    "verdana": 1.2,
}
"""Of fonts wider than Arial, by how much; a narrower one leaves some white."""


def letter(sheet: Sheet, theme: etree._Element | None, usual: int, suffix: str) -> int:
    """Return the size by which columns are measured, in twentieths of a point: as large as the letters look."""
    key = sheet.named("paragraph", f"{CELLS} {suffix}".strip())
    size = sheet.property(key, f"{W}rPr/{W}sz")
    twentieths = usual if size is None else int(float(size.get(VAL, str(usual // 10)))) * 10
    return round(twentieths * BREADTHS.get(family(sheet, theme, key).lower(), 1.0))


def family(sheet: Sheet, theme: etree._Element | None, key: str = "") -> str:
    """Return the font of a style, or of running text, or nothing where it cannot be told."""
    named = sheet.property(key or sheet.default("paragraph"), f"{W}rPr/{W}rFonts")
    if named is None:
        named = sheet.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    if named is None:
        return ""
    role = named.get(f"{W}asciiTheme", "")
    if role and theme is not None:
        face = theme.find(f".//{A}{'major' if role.startswith('major') else 'minor'}Font/{A}latin")
        return "" if face is None else face.get("typeface", "")
    return named.get(f"{W}ascii", "")
