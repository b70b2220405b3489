"""The numbers in an author's own text: bound where they are asked for, renewed, and told where typed ones are old."""

from __future__ import annotations

from analysis.disclosure import Release
from reports.manifest import Printed
from reports.mentions import (
    Bound,
    Fate,
    Problem,
    Renewal,
    Stale,
    Taken,
    bind_numbers,
    bound_line,
    heading_styles,
    numbers_after,
    problem_line,
    renew_numbers,
    renewal_line,
    stale_line,
    stale_numbers,
    table_places,
    waiting_after,
)
from reports.refresh.draft import Draft
from reports.refresh.pen import Pen

LOOK = frozenset({Fate.CONFLICT, Fate.GONE, Fate.REVISED})


class Numbers:
    """The numbers in the running text of a document, in every part of it."""

    def __init__(self, draft: Draft, release: Release, base: Printed, pen: Pen, take_new: bool) -> None:
        self.draft, self.release, self.base, self.pen, self.take_new = draft, release, base, pen, take_new
        self.renewed: list[Renewal] = []
        self.bound: list[Bound] = []
        self.problems: list[Problem] = []
        self.stale: list[Stale] = []

    def renew(self) -> None:
        """Renew bound numbers, bind new ones, find typed ones that are out of date."""
        language, roots = self.base.language, self.draft.stories.values()
        taken = Taken.of(roots)
        sheet = self.draft.style_sheet
        headings = frozenset() if sheet is None else heading_styles(sheet)
        places = table_places(self.draft.root, self.base.tables, headings)
        for root in roots:
            self.renewed += renew_numbers(
                root, self.release, self.base, language, taken, self.pen.replace, take_new=self.take_new
            )
            bound, problems = bind_numbers(root, self.release, language, taken, self.base)
            self.bound += bound
            self.problems += problems
            self.stale += stale_numbers(root, self.base, self.release, language, headings, places)

    @property
    def after(self) -> dict[str, dict[str, str]]:
        """Return what each number was last printed as from now on, and where that waits for its author."""
        numbers = numbers_after(self.base.numbers, self.bound, self.renewed)
        return {"numbers": numbers, "waiting": waiting_after(numbers, self.renewed)}

    @property
    def said(self) -> list[str]:
        """Return what became of the numbers, one line each."""
        language = self.base.language
        lines = [renewal_line(each, language) for each in self.renewed]
        lines += [bound_line(each, language) for each in self.bound]
        lines += [problem_line(each, language) for each in self.problems]
        return [line for line in (*lines, *(stale_line(each, language) for each in self.stale)) if line]

    @property
    def doubtful(self) -> bool:
        """Tell whether a person must look at one of them."""
        return bool(self.problems or self.stale) or any(each.fate in LOOK for each in self.renewed)
