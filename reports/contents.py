"""The contents of a document as Word's own field: it points at the headings and can be updated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.fields import field_begin, field_end
from reports.markup import paragraph, run

LISTED = 2
"""Headings of so many levels stand in the contents."""

FIRST_MARK = 10_000
"""Bookmarks of headings are numbered from here; those of captions from 1."""


@dataclass(frozen=True)
class Opening:
    """A heading and its place among all headings."""

    text: str
    level: int
    under: str = ""
    """A paragraph that must stay with the heading, wherever the paper turns."""
    number: int = 0

    @property
    def bookmark(self) -> str:
        """Return the bookmark's name, as Word makes them for its own contents."""
        return f"_Toc{100_000_000 + self.number}"

    @property
    def xml(self) -> str:
        """Return the heading; one of the first level opens a page."""
        breaks = "<w:pageBreakBefore/>" if self.level == 1 else ""
        mark = FIRST_MARK + self.number
        inside = (
            f'<w:bookmarkStart w:id="{mark}" w:name="{self.bookmark}"/>{run(self.text)}<w:bookmarkEnd w:id="{mark}"/>'
        )
        return f'<w:p><w:pPr><w:pStyle w:val="Heading{self.level}"/>{breaks}</w:pPr>{inside}</w:p>{self.under}'


def contents(openings: Sequence[Opening]) -> str:
    """Return the list of headings as one field; Word adds pages when it is updated."""
    listed = [opening for opening in openings if opening.level <= LISTED]
    if not listed:
        return ""
    begin = field_begin(f'TOC \\o "1-{LISTED}" \\h \\z \\u')
    first, *rest = listed
    entries = [_entry(first, begin), *(_entry(opening) for opening in rest)]
    return "".join(entries) + paragraph(field_end(), "SectionEnd")


def _entry(opening: Opening, before: str = "") -> str:
    link = f'<w:hyperlink w:anchor="{opening.bookmark}" w:history="1">{run(opening.text)}</w:hyperlink>'
    return paragraph(before + link, f"TOC{opening.level}")
