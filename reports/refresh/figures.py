"""All figures of a study in one document: pictures and charts renewed where they stand, with their texts.

A picture is ours as long as it is the one that was last printed; any other is its author's and stays. Pictures are
drawn only where something they show has changed, for drawing takes longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.disclosure import Release
from analysis.table import Table
from reports.fields import Caption, bookmark_of
from reports.figures import is_drawn
from reports.layout import lay_out
from reports.manifest import PrintedFigure, PrintedTable, squeezed
from reports.notes import remarks
from reports.openxml import W
from reports.plate import Hung, plate
from reports.refresh.draft import Draft
from reports.refresh.drawings import Drawing, find_drawings, under_caption
from reports.refresh.finding import Finding, Kind
from reports.refresh.grid import nearest
from reports.refresh.pen import Pen
from reports.refresh.plates import Plates
from reports.refresh.shelf import Shelf
from reports.refresh.text import read
from reports.refresh.work import Fresh, Work


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
            self._one(key, found, anew=key in anew)

    def _one(self, key: str, found: Sequence[Drawing], *, anew: bool) -> None:
        table, name = self.made.get(key), f"figure.{key}"
        title = self.base[key].title if key in self.base else ""
        self.titles[name] = title or (squeezed(lay_out(table, self.language).title) if table else key)
        if not found:
            self.findings.append(Finding(Kind.ABSENT, name, why="picture_gone"))
        elif table is None or not is_drawn(table):
            self.findings.append(Finding(Kind.REFUSED, name, why="not_drawn"))
        else:
            self._renew(key, table, found, anew=anew)

    def _renew(self, key: str, table: Table, found: Sequence[Drawing], *, anew: bool) -> None:
        base = self.base.get(key)
        drawn = plate(table, remarks(table, self.release.policy, self.language), self.language)
        source = self._table_name(key) or (base.source if base else "")
        hung = Hung(drawn, Caption(drawn.key, 0, "", self.language, is_figure=True), source or self.titles[drawn.key])
        work = self._work(hung, found, base, anew=anew)
        after = Plates(work, hung, found, base, self.shelf).renew()
        self.findings += work.findings
        if work.is_known:
            self.after[key] = after

    def _work(self, hung: Hung, found: Sequence[Drawing], base: PrintedFigure | None, *, anew: bool) -> Work:
        """Return the figure as a table of which only title and note are printed: these are renewed like a table's."""
        body, drawn = self.draft.body, hung.plate
        last = nearest(found[-1].frame, "p")
        layout = lay_out(drawn.table, self.language)
        fresh = Fresh(layout, (drawn.note(hung.source),), "", self.language)
        printed = PrintedTable(title=base.title, columns=[], heads=[], rows={}, notes=[base.note]) if base else None
        place = found[-1].frame if last is None else last
        take_new = self.take_new or anew
        return Work(body, place, drawn.key, fresh, printed, self.pen, take_new, self.draft.styles)

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
