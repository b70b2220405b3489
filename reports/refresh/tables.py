"""All tables of a study in one document: found, renewed or set anew, or left with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.disclosure import Release
from analysis.table import Table
from reports.anchors import Anchor, bookmark
from reports.layout import aligned, lay_out
from reports.manifest import PrintedTable, printed_table, squeezed
from reports.mentions import names_numbers
from reports.notes import note_lines, remarks
from reports.refresh.draft import Draft
from reports.refresh.finding import Finding, Kind
from reports.refresh.pen import Pen
from reports.refresh.place import Place, Wanted, find_tables
from reports.refresh.rebuild import put_back, rebuild
from reports.refresh.renewal import Refusal, columns_of, renew
from reports.refresh.work import Fresh, Work
from reports.word import Exhibit, describe
from survey.errors import did_you_mean, problem

COPY = "`cryptodrug tables STUDY {key} --out FILE.docx` writes it: copy it from there to where you want it."


class Tables:
    """The tables of a study in a document."""

    def __init__(
        self,
        draft: Draft,
        release: Release,
        language: str,
        pen: Pen,
        take_new: bool,
        exhibits: Sequence[Exhibit] = (),
    ) -> None:
        """Take the tables of a release, and `exhibits`: those that no plan asks for, in the appendix of a report."""
        self.draft, self.pen, self.take_new = draft, pen, take_new
        self.base = dict(draft.base.tables) if draft.base else {}
        made: dict[str, Table | Exhibit] = {table.id: table for table in release.tables}
        self.made = frozenset(made)
        made |= {exhibit.layout.key: exhibit for exhibit in exhibits}
        self.known = list(self.base) + [key for key in made if key not in self.base and self._is_here(key)]
        self.fresh = {key: _fresh(made[key], release, language) for key in self.known if key in made}
        self.after = dict(self.base)
        self.findings: list[Finding] = []
        self.titles = {key: squeezed(fresh.layout.title) for key, fresh in self.fresh.items()}
        self.titles |= {key: table.title for key, table in self.base.items() if key not in self.titles}

    def _is_here(self, key: str) -> bool:
        """Tell whether a table of which nothing was printed here may be here all the same: pasted in, or unrecorded."""
        marks = self.draft.body.marks
        return self.draft.base is None or bool(self.draft.body.tagged(key)) or bookmark(Anchor.TABLE, key) in marks

    def renew(self, anew: Sequence[str] = ()) -> None:
        """Renew every table in the order of the document's last printing; set anew those that are named so."""
        self._check_names(anew)
        places = find_tables(self.draft.body, list(self._wanted()))
        if self.draft.base is None:
            self._without_base(places)
        for key, place in places.items():
            self._one(key, place, anew=key in anew)

    def _check_names(self, anew: Sequence[str]) -> None:
        for key in anew:
            if key in self.made and key not in self.fresh:
                raise problem(f"this document does not hold the table '{key}'", "--rebuild", COPY.format(key=key))
            if key not in self.fresh:
                what = f"this document has no table '{key}' of this study"
                raise problem(what, "--rebuild", did_you_mean(key, self.fresh))

    def _without_base(self, places: dict[str, Place]) -> None:
        """Leave out what a document without a manifest has no trace of; refuse one without any table or number."""
        for key in [key for key, place in places.items() if place.why == "gone"]:
            del places[key]
        if not places and not any(map(names_numbers, self.draft.stories.values())):
            what = "no table or number in this document is known to be of this study"
            advice = (
                "Begin with a report, `cryptodrug report STUDY --out FILE.docx`, and write in that file; copy a table "
                "with its caption out of it; or type {{ table.row.column }} where a number is to stand."
            )
            raise problem(what, str(self.draft.package.path), advice)

    def _wanted(self) -> Iterator[Wanted]:
        """Yield what is known of each table, as it was last printed and as it is now."""
        for key in self.known:
            printed = [*self._printed(key)]
            titles = frozenset(table.title for table in printed)
            rows = dict.fromkeys(row for table in printed for row in table.rows)
            yield Wanted(key, titles, tuple(printed[0].heads), tuple(rows))

    def _printed(self, key: str) -> Iterator[PrintedTable]:
        if key in self.base:
            yield self.base[key]
        if key in self.fresh:
            yield printed_table(self.fresh[key].layout, ())

    def _one(self, key: str, place: Place, *, anew: bool) -> None:
        fresh = self.fresh.get(key)
        if anew and fresh is not None and place.why in ("gone", "no_table"):
            place = Place(put_back(self.draft.body, key))
        if place.table is None:
            self.findings.append(_absent(key, place, anew=anew))
            return
        if fresh is None:
            self.findings.append(Finding(Kind.REFUSED, key, why="not_made"))
            return
        work = Work(
            self.draft.body, place.table, key, fresh, self.base.get(key), self.pen, self.take_new, self.draft.styles
        )
        after = rebuild(work, columns_of(work)) if anew else renew(work)
        self._keep(key, after, work)

    def _keep(self, key: str, after: PrintedTable | Refusal | None, work: Work) -> None:
        """Keep what a table printed, and what was found in it."""
        self.findings += work.findings
        if isinstance(after, Refusal):
            self.findings.append(Finding(Kind.REFUSED, key, column=after.about, why=after.why))
        elif after is not None:
            self.after[key] = after


def _absent(key: str, place: Place, *, anew: bool) -> Finding:
    """Return why a table is not here, and how to get it back where that was asked for."""
    if anew and not place.why:
        return Finding(Kind.REFUSED, key, column=key, why="not_here")
    return Finding(Kind.ABSENT if place.why == "gone" else Kind.LOST, key, column=key, why=place.why)


def _fresh(table: Table | Exhibit, release: Release, language: str) -> Fresh:
    if isinstance(table, Exhibit):
        return Fresh(table.layout, table.notes, describe(table.layout, language), language)
    layout = aligned(lay_out(table, language), language)
    return Fresh(layout, note_lines(remarks(table, release.policy, language)), describe(layout, language), language)
