"""People who answered twice: the two waves of a table, who is in both, and what they said in each.

The waves are the first and the last of those the table is about: the plan's `wave`, else all that are chosen. Who is in
both is told by the code that people made of their own answers (`survey/waves/linking.py`); `where` must be true of a
person in either wave. A question is compared where both waves asked it as one variable; else a note names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.crosstabs import pair
from analysis.kinds import Request
from analysis.over_waves import Asked, Waves, said
from analysis.table import Note, NoteKind, RespondentUnit, Term, Text, Universe
from analysis.tally import Counts, tally_pairs
from analysis.trend_notes import Care, careful, cares, listed, marked
from survey.codebook import Codebook, Label, Variable
from survey.plan import TablePlan
from survey.survey import Survey
from survey.waves.linking import linked


@dataclass(frozen=True)
class Twice:
    """Two waves of a request, and the people who are in both."""

    request: Request

    @cached_property
    def waves(self) -> Waves:
        """Return the two waves; those between them are left out."""
        names = [wave.name for wave in self.request.study.waves]
        ends = (names[0], names[-1])
        survey, study = self.request.survey, self.request.study
        return Waves(replace(self.request, survey=survey.of_waves(ends), study=study.of_waves(ends)))

    @property
    def earlier(self) -> str:
        """Return the name of the first wave."""
        return self.waves.names[0]

    @property
    def later(self) -> str:
        """Return the name of the last wave."""
        return self.waves.names[-1]

    @cached_property
    def surveys(self) -> tuple[Survey, Survey]:
        """Return the people of either wave, with the questions and categories that it had."""
        earlier, later = (self.request.survey.of_waves((wave,)) for wave in (self.earlier, self.later))
        return earlier, later

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the study ids of everyone who is in both."""
        return linked(self.request.survey, self.earlier, self.later)

    @cached_property
    def compared(self) -> dict[str, tuple[Variable, Asked]]:
        """Return the questions that both waves asked as one variable."""
        found = {variable.name: (variable, self.waves.asked(variable)) for variable in self.request.variables}
        return {name: each for name, each in found.items() if len(each[1]) == len(self.waves.names)}

    @cached_property
    def cares(self) -> tuple[Care, ...]:
        """Return what is to be compared with care, each with its mark."""
        return cares(self.compared)

    def label(self, variable: Variable) -> Text:
        """Return a question with its marks of care."""
        marks = " ".join(care.mark for care in self.cares if care.variable == variable)
        return marked(variable.label, marks)

    def difference(self) -> Text:
        """Return the head of the differences; where no question has a row, their marks of care stand here."""
        alone = len(self.request.variables) == 1
        return marked(Term("trend.column.difference"), " ".join(care.mark for care in self.cares) if alone else "")

    def counts(self, variable: Variable) -> Counts:
        """Return what the same people said in both waves, as pairs; who misses one, by the reason of the first."""
        return tally_pairs(*self.surveys, self.pairs, variable.name).classify(pair)

    def term(self, key: str, **values: object) -> Term:
        """Return a term that may speak of the two waves."""
        return Term(key, {"earlier": said(self.earlier), "later": said(self.later), **values})

    def universe(self, n: int, people: Term) -> Universe:
        """Return these people as the universe of a table, with the plan's own selection of them."""
        plan = self.request.plan
        selected = plan.label("universe") or (Label({"": plan.where}) if plan.where else None)
        label = Term("panel.selected", {"people": people, "where": selected}) if selected else people
        return Universe(RespondentUnit.RESPONDENTS, n, plan.where, label)

    def notes(self) -> Iterator[Note]:
        """Yield what is compared with care, and what is not compared at all."""
        yield from careful(self.cares, several=len(self.request.variables) > 1)
        for variable in self.request.variables:
            if variable.name not in self.compared:
                yield self._uncompared(variable)

    def _uncompared(self, variable: Variable) -> Note:
        """Return why a question is not compared: it stands apart in one of the waves, or was not asked there."""
        values: Mapping[str, object] = {"question": variable.label}
        apart = next((bridge for bridge, _ in self.waves.apart(variable)), None)
        if apart is not None:
            key = "undecided" if apart.undecided else "apart"
            return Note(NoteKind.DOUBT, Term(f"panel.{key}", {**values, "wave": said(apart.wave), "why": apart.why}))
        asked = self.waves.asked(variable)
        away = listed([said(name) for name in self.waves.names if name not in asked])
        return Note(NoteKind.RULE, Term("panel.not_asked", {**values, "waves": away}))


def ungrouped(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why a table of people in two waves cannot have groups beside each other, or nothing."""
    return "it is about people in two waves and takes no 'by'; choose people with 'where'" if plan.by else ""
