"""One figure renewed where it stands: its pictures or chart, their text for who cannot see them, caption and note."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from reports.likeness import is_same, printed_pictures, shows
from reports.manifest import PrintedFigure, PrintedPicture, squeezed
from reports.markup import NAMESPACES, clean
from reports.plate import Hung, attachments, drawings
from reports.refresh.drawings import Drawing, fit, hang_anew, likeness, show_chart, show_picture
from reports.refresh.finding import Finding, Kind
from reports.refresh.foot import Foot, mark_notes
from reports.refresh.heads import renew_caption
from reports.refresh.pen import RevisionPen
from reports.refresh.shelf import Shelf
from reports.refresh.withdrawal import take_out
from reports.refresh.work import Where, Work
from reports.vocabulary import word


class Plates:
    """The pictures of one figure under refresh."""

    def __init__(
        self, work: Work, hung: Hung, found: Sequence[Drawing], base: PrintedFigure | None, shelf: Shelf
    ) -> None:
        self.work, self.hung, self.found, self.base, self.shelf = work, hung, found, base, shelf
        self.shows = shows(hung.plate)
        self.last = base.pictures if base else []
        self.mine = [likeness(drawing, shelf) for drawing in found]
        self.stuck: set[int] = set()
        """The places that could not be renewed, or must not: what was last printed there stays known."""
        self.extra: list[Drawing] = []
        """The pictures of ours that the figure takes no longer."""
        self.alts: dict[int, str] = {}
        """What each picture that was found last said to who cannot see it, from now on."""

    @cached_property
    def theirs(self) -> list[PrintedPicture]:
        """Return the pictures of the release; drawn only where something in them changed or one must be made whole."""
        last = self.base
        whole = all(self._is_whole(at) for at in range(len(self.found)))
        if last and last.shows == self.shows and whole:
            return last.now or last.pictures
        return printed_pictures(self.hung.plate)

    def _is_whole(self, at: int) -> bool:
        """Tell whether a drawing still has its lines, as far as it is ours."""
        mine, last = self.mine[at], self._base(self.found[at])
        return last is None or bool(mine.lines) or not last.lines or not is_same(mine, last)

    def renew(self) -> PrintedFigure:
        """Renew everything of the figure; return what it was last printed as from now on."""
        for drawing, mine in zip(self.found, self.mine, strict=True):
            self._picture(drawing, mine)
        self._missing()
        foot = Foot(self.work)
        notes = foot.renew()
        title = renew_caption(self.work)
        mark_notes(self.work, foot.found)
        for drawing in self.extra:
            take_out(self.work.body, drawing, self.shelf)
        pictures = self._after()
        return PrintedFigure(
            title=squeezed(title),
            source=self.hung.source,
            note=notes[0],
            shows=self.shows,
            pictures=pictures,
            now=[] if pictures == self.theirs else self.theirs,
        )

    def _base(self, drawing: Drawing) -> PrintedPicture | None:
        return self.last[drawing.place] if drawing.place < len(self.last) else None

    def _picture(self, drawing: Drawing, mine: PrintedPicture) -> None:
        """Judge a drawing by what was last printed there, and renew it where it is ours."""
        base = self._base(drawing)
        ours = base is not None and is_same(mine, base)
        if drawing.place >= len(self.theirs):
            self._extra(drawing, ours=ours)
            return
        theirs = self.theirs[drawing.place]
        same = is_same(mine, theirs)
        keeps = base is not None and is_same(base, theirs)
        if not same and not ours and (keeps or not self.work.take_new):
            kind = Kind.UNKNOWN if base is None else Kind.KEPT if keeps else Kind.CONFLICT
            self._note(kind, f"picture_{kind.value}", drawing)
            if kind is Kind.CONFLICT:
                self.stuck.add(drawing.place)
            return
        if not same or (theirs.lines and not mine.lines):
            self._draw(drawing, base, same=same)
        self._tell(drawing, base, theirs)

    def _extra(self, drawing: Drawing, *, ours: bool) -> None:
        """Note a picture that the figure takes no longer; one of ours is to be taken out."""
        if not ours:
            self._note(Kind.STAYS, "picture_extra", drawing)
            return
        self.extra.append(drawing)
        self._note(Kind.REDRAWN, "picture_fewer", drawing)

    def _draw(self, drawing: Drawing, base: PrintedPicture | None, *, same: bool) -> None:
        """Let a drawing show what the release says; of the `same` picture only the lines are put back."""
        chart = self.hung.plate.chart
        if (chart is None) != (drawing.chart is None):
            self._anew(drawing)
        elif chart is None:
            new = self.hung.plate.pictures[drawing.place]
            show_picture(drawing, new, self.shelf)
            if not same:
                fit(drawing, new)
        elif not show_chart(drawing, chart, self.shelf, chart.height / base.height if base and base.height else 1.0):
            if not self.work.take_new:
                self.stuck.add(drawing.place)
                self._note(Kind.REFUSED, "chart_series", drawing)
                return
            self._anew(drawing)
        self._note(Kind.REDRAWN, "redrawn" if isinstance(self.work.pen, RevisionPen) else "", drawing)

    def _anew(self, drawing: Drawing) -> None:
        fresh = list(drawings(self.hung))[drawing.place]
        hang_anew(drawing, f"<w:p {NAMESPACES}>{fresh}</w:p>", attachments([self.hung]), self.shelf)

    def _tell(self, drawing: Drawing, base: PrintedPicture | None, theirs: PrintedPicture) -> None:
        """Renew the text for who cannot see it, unless its author wrote another, and give the name back."""
        if drawing.place in self.stuck:
            return
        about, name = drawing.about, self.hung.plate.name(drawing.place)
        if about.get("name") != name:
            about.set("name", name)
            self.work.note(Kind.ANCHORED, Where())
        said = Where(column=word("refresh.alt", self.work.fresh.language))
        mine = about.get("descr")
        last = base.alt if base and mine is not None else None
        write, after = self.work.merge(about, str(mine or ""), last, theirs.alt, said)
        self.alts[drawing.place] = clean(after)
        if write:
            about.set("descr", clean(theirs.alt))
            for inner in drawing.frame.iter("{*}cNvPr"):
                if inner.get("descr") is not None:
                    inner.set("descr", clean(theirs.alt))

    def _missing(self) -> None:
        """Tell of pictures that are not in the document: its author deleted them, or there is one more by now."""
        places = {drawing.place for drawing in self.found}
        for place in sorted(set(range(len(self.theirs))) - places):
            if place < len(self.last):
                self._note(Kind.ABSENT, "picture_gone")
            else:
                self.stuck.add(place)
                self._note(Kind.REFUSED, "picture_more")

    def _after(self) -> list[PrintedPicture]:
        """Return what each picture was last printed as from now on; one that could not be renewed keeps its base."""
        found, gone = [], {drawing.place for drawing in self.extra}
        for place in (place for place in range(max(len(self.theirs), len(self.last))) if place not in gone):
            new = self.theirs[place] if place < len(self.theirs) and place not in self.stuck else None
            old = self.last[place] if place < len(self.last) else None
            found.append(new.model_copy(update={"alt": self.alts.get(place, new.alt)}) if new else old)
        return [each for each in found if each is not None]

    def _note(self, kind: Kind, why: str, drawing: Drawing | None = None) -> None:
        part = str(drawing.place + 1) if drawing and len(self.found) > 1 else ""
        self.work.findings.append(Finding(kind, self.work.key, column=part, why=why))
