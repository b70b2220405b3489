"""What a document must not go on holding: numbers that were printed in it and that the release hides by now.

A revision would keep them in the file as deleted text, and what was last printed would keep them in its manifest: both
are written without them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reports.manifest import PrintedFigure, PrintedRow, PrintedTable, PrintedText, printed_table, squeezed
from reports.refresh.pen import Pen, RevisionPen
from reports.refresh.text import said
from reports.refresh.work import Fresh
from reports.vocabulary import word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

UNSAID = "…"
"""Stands in the manifest for a text whose number is hidden by now: nothing in a document is the same as it."""


DIGITS = re.compile(r"\d+")


class Hiding:
    """Tells which texts hide a number that another one shows; careful where the threshold was `raised`."""

    def __init__(self, language: str, threshold: int, *, raised: bool) -> None:
        self.raised = raised
        fewer = word("unit.fewer", language, threshold=threshold)
        signs = (squeezed(text) for text in (word("number.hidden", language), fewer))
        verdict = rf"^{re.escape(squeezed(word('verdict.hidden', language)))}$"
        self.sign = re.compile("|".join([*(rf"(?<!\w){re.escape(sign)}(?!\w)" for sign in signs), verdict]))

    def marks(self, text: str) -> bool:
        """Tell whether a text has the mark of a hidden number."""
        return self.sign.search(squeezed(text)) is not None

    def hides(self, old: str, new: str) -> bool:
        """Tell whether what goes from a text may go because it is hidden: where the new one has more marks, or has any
        and lost a number.

        After a higher threshold a text of several numbers, a range of bases for one, may lose them without a mark.
        """
        was, now = (len(self.sign.findall(squeezed(text))) for text in (old, new))
        before = DIGITS.findall(old)
        lost = set(before) - set(DIGITS.findall(new))
        return now > was or bool(lost and (now or (self.raised and len(before) > 1)))

    def table(self, printed: PrintedTable, fresh: Fresh) -> PrintedTable:
        """Return a table as last printed without what the release hides by now."""
        now = printed_table(fresh.layout, fresh.notes, fresh.alt)
        if printed == now:
            return printed
        heads = dict(zip(now.columns, now.heads, strict=True))
        rows = {
            key: self._row(row, printed.columns, now.rows.get(key), now.columns) for key, row in printed.rows.items()
        }
        return printed.model_copy(
            update={
                "title": self.without(printed.title, now.title),
                "alt": self.without(printed.alt, now.alt),
                "heads": [
                    self.without(h, heads.get(c, h)) for c, h in zip(printed.columns, printed.heads, strict=True)
                ],
                "spans": {key: self.without(text, now.spans.get(key, text)) for key, text in printed.spans.items()},
                "notes": self._each(printed.notes, now.notes),
                "rows": rows,
            }
        )

    def text(self, printed: PrintedText, now: str) -> PrintedText:
        """Return a paragraph as last printed without what the release hides by now: it has a mark then."""
        return printed.model_copy(update={"text": self.without(printed.text, now)}) if self.marks(now) else printed

    def without(self, old: str, new: str) -> str:
        """Return an old text, or the sign of one that must not be said any more."""
        return UNSAID if self.hides(old, new) else old

    def _row(
        self, printed: PrintedRow, columns: Sequence[str], now: PrintedRow | None, fresh: Sequence[str]
    ) -> PrintedRow:
        if now is None:
            return printed
        cells = self._each(printed.cells, now.cells)
        if len(printed.cells) == len(columns) and len(now.cells) == len(fresh):
            by_column = dict(zip(fresh, now.cells, strict=True))
            pairs = zip(columns, printed.cells, strict=True)
            cells = [self.without(text, by_column.get(column, text)) for column, text in pairs]
        return PrintedRow(label=self.without(printed.label, now.label), cells=cells)

    def _each(self, old: Sequence[str], new: Sequence[str]) -> list[str]:
        return [self.without(text, new[place] if place < len(new) else text) for place, text in enumerate(old)]


def unsaid_figure(figure: PrintedFigure) -> PrintedFigure:
    """Return a figure as last printed without any number: of one that was not renewed while its table hides more."""
    pictures = [picture.model_copy(update={"alt": UNSAID}) for picture in figure.pictures]
    return figure.model_copy(update={"note": UNSAID, "shows": "", "pictures": pictures, "now": []})


def unsaid_numbers(texts: Mapping[str, str], hidden: Mapping[str, str]) -> dict[str, str]:
    """Return numbers as last printed, by key or by place, without those that are hidden by now and print this."""
    return {key: UNSAID if hidden.get(key, text) != text else text for key, text in texts.items()}


class DiscreetPen(RevisionPen):
    """Writes as revisions, but for what would keep a hidden number in the file as deleted text."""

    def __init__(self, first_id: int, when: str, hiding: Hiding) -> None:
        """Begin revisions with this id, at this moment."""
        super().__init__(first_id, when)
        self.hiding = hiding
        self.untracked = 0
        """How many texts were written at once."""

    def replace(self, pieces: Sequence[Element], text: str) -> None:
        """Write a text that hides a number at once, any other as a revision."""
        if not self.hiding.hides("".join(map(said, pieces)), text):
            super().replace(pieces, text)
            return
        self.untracked += 1
        Pen.replace(self, pieces, text)

    def remove_row(self, row: Element) -> None:
        """Take a row out, at once where it may be gone because it is hidden."""
        self.untracked += self.hiding.raised
        (Pen if self.hiding.raised else RevisionPen).remove_row(self, row)

    def remove_paragraph(self, paragraph: Element) -> None:
        """Take a paragraph out, at once where it may be gone because it is hidden."""
        self.untracked += self.hiding.raised
        (Pen if self.hiding.raised else RevisionPen).remove_paragraph(self, paragraph)
