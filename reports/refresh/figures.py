"""All figures of a study in one document: pictures and charts renewed where they stand, with their texts.

A picture is ours as long as it is the one that was last printed; any other is its author's and stays. Pictures are
drawn only where something they show has changed, for drawing takes longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.disclosure import Audience, Release
from analysis.table import Table
from reports.fields import Caption, bookmark_of
from reports.figures import DRAWINGS, is_drawn, way_of
from reports.layout import Layout, lay_out
from reports.likeness import is_same
from reports.manifest import PrintedFigure, PrintedTable, squeezed
from reports.notes import remarks
from reports.openxml import W
from reports.plate import Hung, plate
from reports.refresh.draft import Draft
from reports.refresh.drawings import Drawing, find_drawings, likeness, under_caption
from reports.refresh.finding import Finding, Kind
from reports.refresh.foot import Foot, mark_notes
from reports.refresh.grid import nearest
from reports.refresh.heads import renew_caption
from reports.refresh.pen import Pen
from reports.refresh.plates import Plates
from reports.refresh.shelf import Shelf
from reports.refresh.text import read
from reports.refresh.withdrawal import empty_place, hang_back, withdraw
from reports.refresh.work import Fresh, Work
from reports.vocabulary import word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Figures:
    """The figures of a study in a document."""

    def __init__(self, draft: Draft, release: Release, language: str, pen: Pen, take_new: bool) -> None:
        self.draft, self.release, self.language, self.pen, self.take_new = draft, release, language, pen, take_new
        self.base = dict(draft.base.figures) if draft.base else {}
        self.made = {table.id: table for table in release.tables}
        self.shelf = Shelf(draft.parts, draft.package.main, draft.root)
        self.after = dict(self.base)
        self.findings: list[Finding] = []
        self.titles: dict[str, str] = {}

    def renew(self, anew: Sequence[str] = ()) -> None:
        """Renew every figure; those of tables that are named so are set anew, whatever their author made of them."""
        named = find_drawings(self.draft.body)
        here = [key for key in named if key not in self.base and key in self.made]
        for key in (*self.base, *here):
            found = named.get(key) or under_caption(self.draft.body, key)
            self._one(key, found or self._hung_back(key), anew=key in anew)

    def _one(self, key: str, found: Sequence[Drawing], *, anew: bool) -> None:
        table, name = self.made.get(key), f"figure.{key}"
        title = self.base[key].title if key in self.base else ""
        self.titles[name] = title or (squeezed(lay_out(table, self.language).title) if table else key)
        place = empty_place(self.draft.body, key)
        if table is None or not is_drawn(table):
            self._not_drawn(key, table, found)
        elif not found and place is None:
            self.findings.append(Finding(Kind.ABSENT, name, why="picture_gone"))
        else:
            self._renew(key, table, found, anew=anew)

    def _hung_back(self, key: str) -> list[Drawing]:
        """Return the pictures of a figure that was not drawn and is by now, hung where it says that they are not."""
        table, place = self.made.get(key), empty_place(self.draft.body, key)
        if place is None or table is None or not is_drawn(table):
            return []
        self.findings.append(Finding(Kind.REDRAWN, f"figure.{key}", why="hung_back"))
        return hang_back(self.draft.body, place, self.hung(key, table), self.shelf)

    def _not_drawn(self, key: str, table: Table | None, found: Sequence[Drawing]) -> None:
        """Take the pictures of ours out where everybody may see them, and renew what stands around them."""
        name, base = f"figure.{key}", self.base.get(key)
        why = "hidden" if table is not None and way_of(table) in DRAWINGS else "dropped"
        if found and (self.release.policy.audience is Audience.INTERNAL or not self._are_ours(found, base)):
            self.findings.append(Finding(Kind.REFUSED, name, why="not_drawn"))
            return
        place = empty_place(self.draft.body, key)
        if found:
            said = word(f"figure.not_shown.{why}", self.language)
            place = withdraw(self.draft.body, key, found, said, self.shelf)
            self.findings.append(Finding(Kind.WITHDRAWN, name, why=f"withdrawn_{why}"))
        if place is None or base is None:
            self.findings.append(Finding(Kind.ABSENT, name, why="picture_gone"))
            return
        self.after[key] = self._around(key, table if why == "hidden" else None, place, base)

    def _are_ours(self, found: Sequence[Drawing], base: PrintedFigure | None) -> bool:
        """Tell whether all these pictures are as they were last printed."""
        last = base.pictures if base else []
        return all(each.place < len(last) and is_same(likeness(each, self.shelf), last[each.place]) for each in found)

    def _around(self, key: str, table: Table | None, place: Element, base: PrintedFigure) -> PrintedFigure:
        """Renew caption and note of a figure without pictures; return it as printed. Without a table the note goes."""
        hung = None if table is None else self.hung(key, table)
        layout = Layout(f"figure.{key}", base.title, "", (), ()) if table is None else lay_out(table, self.language)
        notes = () if hung is None else (hung.plate.note(hung.source),)
        work = self._work(f"figure.{key}", Fresh(layout, notes, "", self.language), place, base)
        foot = Foot(work)
        told, title = foot.renew(), renew_caption(work)
        mark_notes(work, foot.found)
        self.findings += work.findings
        return base.model_copy(
            update={"title": squeezed(title), "note": "".join(told[:1]), "shows": "", "pictures": [], "now": []}
        )

    def _renew(self, key: str, table: Table, found: Sequence[Drawing], *, anew: bool) -> None:
        base, hung = self.base.get(key), self.hung(key, table)
        last = nearest(found[-1].frame, "p")
        fresh = Fresh(lay_out(table, self.language), (hung.plate.note(hung.source),), "", self.language)
        work = self._work(hung.plate.key, fresh, found[-1].frame if last is None else last, base, anew=anew)
        after = Plates(work, hung, found, base, self.shelf).renew()
        self.findings += work.findings
        if work.is_known:
            self.after[key] = after

    def hung(self, key: str, table: Table) -> Hung:
        """Return a figure as the release has it, with the name of its table in this document."""
        base = self.base.get(key)
        drawn = plate(table, remarks(table, self.release.policy, self.language), self.language)
        source = self._table_name(key) or (base.source if base else "") or squeezed(lay_out(table, self.language).title)
        return Hung(drawn, Caption(drawn.key, 0, "", self.language, is_figure=True), source)

    def _work(self, key: str, fresh: Fresh, place: Element, base: PrintedFigure | None, *, anew: bool = False) -> Work:
        """Return the figure as a table of which only title and note are printed: these are renewed like a table's."""
        notes = [base.note] if base and base.note else []
        printed = PrintedTable(title=base.title, columns=[], heads=[], rows={}, notes=notes) if base else None
        take_new = self.take_new or anew
        return Work(self.draft.body, place, key, fresh, printed, self.pen, take_new, self.draft.styles)

    def _table_name(self, key: str) -> str:
        """Return what the caption of a table calls it in this document ("Tabel 7"); nothing without a caption."""
        start = self.draft.body.mark(bookmark_of(key))
        paragraph = None if start is None else nearest(start, "p")
        if start is None or paragraph is None:
            return ""
        ends = (e for e in paragraph.iter(f"{W}bookmarkEnd") if e.get(f"{W}id") == start.get(f"{W}id"))
        end = next(ends, None)
        if end is None:
            return ""
        behind = read(paragraph, after=end).text
        return squeezed(read(paragraph, after=start).text.removesuffix(behind))
