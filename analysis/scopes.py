"""Which waves a wanted table is about.

- `wave` of the plan names waves: one = that wave, several = those compared.
- `by = wave` compares all chosen waves that asked what the table is of.
- Tables about interviews are about the wave whose people were interviewed, "published against computed" about the
  first wave, which the figures are of.
- Any other table is about the newest chosen wave that asked enough of it. Where that wave's own question is not
  comparable and so has another name, the table is of that: nothing is compared in it.

A table that no chosen wave can give is left out. In a study of one wave every table is about that wave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.kinds import Kind, corpus_of
from analysis.plans import WAVE, variables_of
from survey.codebook import Codebook
from survey.plan import TablePlan
from survey.rules import parse_rule
from survey.waves.bridges import apart_in
from survey.waves.harmonise import NO_WAVE

if TYPE_CHECKING:
    from survey.study import Study

INTERVIEWED = "interviewed"


@dataclass(frozen=True)
class Scope:
    """The waves a table is about, and whether they stand side by side in it."""

    waves: tuple[str, ...]
    compared: bool = False


def scope_of(plan: TablePlan, kind: Kind, study: Study) -> Scope | None:
    """Return the waves that a table is about, or nothing when no chosen wave can give it."""
    chosen = tuple(wave.name for wave in study.waves)
    if len(study.settings.wave) == 1:
        return None if kind.of_waves or _is_of_nothing(plan, study) else Scope(chosen)
    pinned = tuple(wave for wave in chosen if not plan.waves or wave in plan.waves)
    if kind.of_waves:
        return Scope(pinned) if len(pinned) > 1 else None
    if plan.waves or is_by_wave(plan, study):
        return _side_by_side(plan, kind, study, pinned)
    own = wave_of_its_own(plan, kind, study)
    if own:
        return Scope((own,)) if own in chosen else None
    newest = (wave for wave in reversed(chosen) if _gives(as_in(plan, kind, study, wave), kind, study, wave))
    return next((Scope((wave,)) for wave in newest), None)


def as_in(plan: TablePlan, kind: Kind, study: Study, wave: str) -> TablePlan:
    """Return a plan with a wave's own questions in the place of those that it asked in a way of its own."""
    own = {bridge.against: bridge.variable for bridge in apart_in(study.cleaning.bridges, wave)}
    whole = study.cleaning.codebook
    suited = {name: apart for name, apart in own.items() if not kind.types or whole[apart].type in kind.types}
    questions = [variable.name for variable in variables_of(plan, whole)]
    if not any(name in suited and not whole[name].is_in(wave) for name in questions):
        return plan
    return replace(plan, of=tuple(name if whole[name].is_in(wave) else suited.get(name, name) for name in questions))


def wave_of_its_own(plan: TablePlan, kind: Kind, study: Study) -> str:
    """Return the wave that a table is about whatever is chosen; nothing for most tables."""
    if kind.of_codes or plan.kind == INTERVIEWED:
        corpus = corpus_of(plan, study.corpora)
        said = next((part.wave for part in study.settings.interviews if part.name == corpus.name), "")
        named = Counter(interview.wave for interview in corpus.interviews if interview.wave)
        return said or next((wave for wave, _ in named.most_common(1)), study.settings.wave[0].name)
    return study.settings.wave[0].name if kind.of_tables else ""


def compares(plan: TablePlan, study: Study) -> bool:
    """Return whether a plan sets waves side by side."""
    return len(plan.waves) > 1 or is_by_wave(plan, study)


def is_by_wave(plan: TablePlan, study: Study) -> bool:
    """Return whether the groups of a plan are the waves; a question may itself be called `wave`."""
    return plan.by == WAVE and WAVE not in study.cleaning.codebook.variables


def _side_by_side(plan: TablePlan, kind: Kind, study: Study, waves: Sequence[str]) -> Scope | None:
    if len(waves) == 1:
        plan = as_in(plan, kind, study, waves[0])
    there = tuple(wave for wave in waves if _gives(plan, kind, study, wave))
    return Scope(there, compared=len(there) > 1) if there else None


def _gives(plan: TablePlan, kind: Kind, study: Study, wave: str) -> bool:
    """Return whether a wave asked enough for a table: what it is of, its groups and what chooses its people."""
    whole = study.cleaning.codebook
    if not all(whole[name].is_in(wave) for name in conditions(plan, whole)):
        return False
    codebook, questions = whole.of_waves((wave,)), variables_of(plan, whole)
    if not questions:
        return not kind.refuse(plan, (), codebook)
    there = [question for question in questions if question.is_in(wave)]
    return len(there) >= max(kind.least, 1) and not kind.refuse(plan, there, codebook)


def _is_of_nothing(plan: TablePlan, study: Study) -> bool:
    """Return whether a table is of questions that only several waves together can give."""
    return any(question.waves == (NO_WAVE,) for question in variables_of(plan, study.codebook))


def conditions(plan: TablePlan, codebook: Codebook) -> list[str]:
    """Return the questions that a table cannot do without: those of `by`, of `where` and of the kind's own options."""
    by = [plan.by] if plan.by in codebook.variables else []
    where = parse_rule(plan.where, plan.place).variables if plan.where else ()
    options = [word for key, text in plan.options.items() if "::" not in key for word in text.split()]
    return [*by, *where, *(word for word in options if word in codebook.variables)]
