"""The tables to be made: those of the plan, each with its waves, and those that protection must see beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from analysis.apart import tables_apart
from analysis.kinds import Kind
from analysis.scopes import Scope, as_in, compares, is_by_wave, scope_of
from survey.errors import did_you_mean, problem
from survey.plan import TablePlan
from survey.waves.harmonise import apart_name

if TYPE_CHECKING:
    from survey.study import Study


@dataclass(frozen=True)
class Wanted:
    """One table to be made, and the waves it is about."""

    plan: TablePlan
    scope: Scope
    instead_of: str = ""
    """The table of the workbook that it is in another wave: made because a third one repeats numbers of it, not
    printed, but protection must see it."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """By name in the workbook, the tables whose cells it repeats as they are called here."""

    @property
    def aside(self) -> bool:
        """Return whether it is not printed."""
        return bool(self.instead_of)


def wanted_tables(
    study: Study, kinds: Mapping[str, Kind], only: Sequence[str] = (), standing: Sequence[TablePlan] = ()
) -> tuple[Wanted, ...]:
    """Return the tables to be made, in the order of the plan: all, or those called `only` and what they repeat.

    `standing` are tables that nobody planned, behind the others. Raises `StudyError` for a name that is not there.
    """
    known = {wanted.plan.id: wanted for wanted in _planned(study, kinds, (*study.plans, *standing))}
    for name in only:
        _check_known(name, known, study)
    chosen = [wanted for name, wanted in known.items() if not only or name in only]
    comparing = [wanted for wanted in chosen if kinds[wanted.plan.kind].of_tables]
    beside = {found.plan.id: found for wanted in comparing for found in _repeated(wanted, known, study, kinds)}
    everything = {**{wanted.plan.id: wanted for wanted in chosen}, **beside}
    places = {name: place for place, name in enumerate(known)}
    ordered = sorted(everything.values(), key=lambda wanted: places.get(wanted.plan.id, 0))
    return tuple(_with_sources(wanted, everything, kinds) for wanted in ordered)


def _planned(study: Study, kinds: Mapping[str, Kind], plans: Iterable[TablePlan]) -> Iterator[Wanted]:
    for plan in plans:
        scope = scope_of(plan, kinds[plan.kind], study)
        if scope is not None:
            yield Wanted(_own(plan, kinds[plan.kind], study, scope), scope)
        yield from (Wanted(apart, own) for apart, own in tables_apart(plan, kinds[plan.kind], study))


def _own(plan: TablePlan, kind: Kind, study: Study, scope: Scope) -> TablePlan:
    """Return the plan of a table about one wave with that wave's own questions."""
    if len(scope.waves) != 1:
        return plan
    others = {wave.name for wave in study.waves}.difference(scope.waves)
    return plan if others and compares(plan, study) else as_in(plan, kind, study, scope.waves[0])


def _check_known(name: str, known: Mapping[str, Wanted], study: Study) -> None:
    if name in known:
        return
    plan = next((plan for plan in study.plans if plan.id == name), None)
    if plan is None:
        raise problem(f"there is no table '{name}'", "the sheet tables", did_you_mean(name, known))
    waves = ", ".join(wave.name for wave in study.waves)
    raise problem(f"'{name}' is no table about {waves}", plan.place, "Choose another wave, or none.")


def _repeated(wanted: Wanted, known: Mapping[str, Wanted], study: Study, kinds: Mapping[str, Kind]) -> Iterator[Wanted]:
    """Yield the tables whose cells a table of findings, or a joint display, repeats, as its own wave gives them."""
    names = dict.fromkeys((*wanted.plan.of, *(f.table for f in study.findings), *(row.table for row in study.joint)))
    plans = {plan.id: plan for plan in study.plans}
    for name in names:
        if name in known and known[name].scope == wanted.scope:
            yield known[name]
        elif name in plans:
            plan = plans[name]
            own = replace(plan, waves=wanted.scope.waves, by="" if is_by_wave(plan, study) else plan.by)
            scope = scope_of(own, kinds[own.kind], study)
            if scope is not None:
                made = apart_name(f"{name}_as_in", "_".join(scope.waves))
                yield Wanted(replace(own, id=made), scope, instead_of=name)


def _with_sources(wanted: Wanted, everything: Mapping[str, Wanted], kinds: Mapping[str, Kind]) -> Wanted:
    if not kinds[wanted.plan.kind].of_tables:
        return wanted
    alike = [other for other in everything.values() if other.scope == wanted.scope]
    ordered = sorted(alike, key=lambda other: other.aside)  # the last of a name holds
    return replace(wanted, sources={other.instead_of or other.plan.id: other.plan.id for other in ordered})
