"""What a refreshed document knows of itself from now on, and what of it everybody may know.

A public document must not keep what was last printed where that is hidden by now, though its author's text stands
there: the manifest would tell it. Where such a number may still stand in the text, it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.disclosure import Audience, Release
from reports.figures import DRAWINGS, way_of
from reports.manifest import PrintedFigure, printed_table
from reports.passages import Passage
from reports.refresh.copies import Secret, own_copies, renew_lists, secrets
from reports.refresh.draft import Draft
from reports.refresh.figures import Figures
from reports.refresh.finding import Finding, Kind
from reports.refresh.hiding import DiscreetPen, Hiding, unsaid_figure, unsaid_numbers
from reports.refresh.numbers import Numbers
from reports.refresh.pen import Pen, RevisionPen
from reports.refresh.tables import Tables
from reports.refresh.texts import Texts
from reports.vocabulary import word

DOCUMENT = "document"


def pen_for(draft: Draft, release: Release, language: str, revised: str) -> Pen:
    """Return how changes are written: at once, or as revisions of a moment, in public without what is hidden by now."""
    first = draft.body.next_revision
    if not revised:
        return Pen()
    if release.policy.audience is Audience.INTERNAL:
        return RevisionPen(first, revised)
    return DiscreetPen(first, revised, _hiding(draft, release, language))


def _hiding(draft: Draft, release: Release, language: str) -> Hiding:
    threshold = release.policy.threshold
    return Hiding(language, threshold, raised=draft.base is not None and threshold > draft.base.threshold)


class Discretion:
    """Everything that was renewed in a document, and what of the last printing may be kept."""

    def __init__(
        self, draft: Draft, release: Release, language: str, tables: Tables, texts: Texts, figures: Figures,
        numbers: Numbers,
    ) -> None:  # fmt: skip
        self.draft, self.tables, self.texts, self.figures, self.numbers = draft, tables, texts, figures, numbers
        self.is_public = release.policy.audience is Audience.PUBLIC
        self.language, self.hiding = language, _hiding(draft, release, language)
        self.secrets = list(self._secrets()) if self.is_public else []

    def renew_lists(self) -> None:
        """Renew the titles in lists of tables and figures."""
        pairs: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = [
            ("", self.tables.base, self.tables.after),
            ("figure.", self.figures.base, self.figures.after),
        ]
        titles = {
            f"{kind}{key}": (old[key].title, new[key].title) for kind, old, new in pairs for key in new if key in old
        }
        renew_lists(self.draft.body, titles)

    def after(self) -> dict[str, Any]:
        """Return what the document last printed, from now on."""
        after = {
            "tables": self.tables.after,
            "figures": self.figures.after,
            "texts": self.texts.after,
            **self.numbers.after,
        }
        return after | self._discreet(after) if self.is_public else after

    def findings(self, pen: Pen) -> list[Finding]:
        """Return what of hidden numbers may still stand in the document, and what could not be written as revisions."""
        found = own_copies(self.draft.body, self.secrets)
        untracked = pen.untracked if isinstance(pen, DiscreetPen) else 0
        if untracked:
            found.append(Finding(Kind.UNTRACKED, DOCUMENT, column=str(untracked), why="untracked"))
        return found

    @property
    def titles(self) -> dict[str, str]:
        """Return what the document as a whole is called."""
        return {DOCUMENT: word("refresh.document", self.language)}

    def _secrets(self) -> Iterator[Secret]:
        """Yield the cells that were printed and are hidden by now."""
        for key, fresh in self.tables.fresh.items():
            cells = (cell for line in fresh.layout.lines for cell in line.cells)
            if key in self.tables.base and any(self.hiding.marks(cell) for cell in cells):
                now = printed_table(fresh.layout, ())
                yield from secrets(key, self.tables.base[key], now, self.hiding.hides)

    def _discreet(self, after: Mapping[str, Any]) -> dict[str, Any]:
        """Return what may be kept of the last printing."""
        gone = {finding.table for finding in self.tables.findings if finding.kind is Kind.ABSENT}
        fresh, now = self.tables.fresh, self._texts_now()
        hidden = [each for each in self.numbers.renewed if each.hidden]
        return {
            "tables": {
                key: self.hiding.table(table, fresh[key]) if key in fresh else table
                for key, table in after["tables"].items()
                if key in fresh or key not in gone
            },
            "figures": {key: self._figure(key, figure) for key, figure in after["figures"].items()},
            "texts": {key: self.hiding.text(text, now.get(key, text.text)) for key, text in after["texts"].items()},
            "numbers": unsaid_numbers(after["numbers"], {each.key: each.theirs for each in hidden}),
            "waiting": unsaid_numbers(after["waiting"], {each.mark: each.theirs for each in hidden}),
        }

    def _texts_now(self) -> dict[str, str]:
        parts = (part for story in self.texts.stories.values() for part in story)
        return {part.key: part.whole for part in parts if isinstance(part, Passage)}

    def _figure(self, key: str, figure: PrintedFigure) -> PrintedFigure:
        """Return a figure as last printed; of one that was not renewed without what its table hides by now."""
        is_renewed = figure is not self.figures.base.get(key) and not figure.now
        if is_renewed and all(secret.table != key for secret in self.secrets):
            return figure
        table = self.figures.made.get(key)
        if table is None or way_of(table) not in DRAWINGS:
            return unsaid_figure(figure)
        hung = self.figures.hung(key, table)
        note = self.hiding.without(figure.note, hung.plate.note(hung.source))
        pictures = [
            picture.model_copy(update={"alt": self.hiding.without(picture.alt, hung.plate.said)})
            for picture in figure.pictures
        ]
        return figure.model_copy(update={"note": note, "pictures": pictures})
