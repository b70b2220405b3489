"""From exports to a survey: read, corrected, typed, every absence explained, derived, excluded, identified.

Every step that changes something leaves a line of history: what, by which rule, how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from survey.absence import Draft
from survey.codebook import Codebook, Label
from survey.decisions import EXCLUSIONS, Correction, Exclusion, check_present, correct, person
from survey.headings import columns_of
from survey.keystore import KeyStore, responses
from survey.missing import Reason
from survey.open_answers import OpenAnswers, reassign, tie_answers
from survey.questions import Conventions, WaveExport, asked, read_questions, written_alike
from survey.recode import Recode, derivations, inherited
from survey.repeats import find_same_people, leave_out_repeats
from survey.rules import Rule
from survey.survey import INDEX, Action, Source, Step, Survey, join, join_waves
from survey.waves.bridges import Bridge, bridges_of
from survey.waves.harmonise import worded

if TYPE_CHECKING:
    import pandas as pd

    from survey.read.export import Export, State


@dataclass(frozen=True)
class Exclude:
    """One ordered rule that puts people outside the study."""

    name: str
    rule: Rule
    label: Label


@dataclass(frozen=True)
class Cleaning:
    """Everything the workbook and the settings say about cleaning."""

    codebook: Codebook
    conventions: Conventions
    recodes: tuple[Recode, ...] = ()
    excludes: tuple[Exclude, ...] = ()
    corrections: tuple[Correction, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    opened: OpenAnswers = field(default_factory=OpenAnswers)
    """Open answers that were given categories; `codebook` has the new ones."""
    questionnaires: Mapping[str, Codebook] = field(default_factory=dict)
    """What each wave asked; a wave that is not here asked what the codebook holds."""
    bridges: tuple[Bridge, ...] = ()
    """How the questions of the waves become those of the codebook; none where there is one wave."""

    def asked(self, wave: str) -> Codebook:
        """Return what a wave asked, without the categories that only coders of open answers gave."""
        return self.questionnaires.get(wave) or self.codebook.as_asked()

    def of_wave(self, wave: str) -> Codebook:
        """Return the codebook as one wave put its questions."""
        return worded(self.codebook, bridges_of(self.bridges, wave)) if self.bridges else self.codebook


def clean(plan: Cleaning, parts: Sequence[WaveExport], keys: KeyStore) -> tuple[Survey, KeyStore]:
    """Return the survey of everyone included, and the key store with the ids of everyone who started.

    `parts` stand in the order of the waves. Each wave is cleaned by itself, as it would be if it were the only one.
    """
    waves = {wave: leave_out_repeats(list(files)) for wave, files in groupby(parts, key=lambda part: part.wave)}
    named: dict[str, list[list[str]]] = {wave: [] for wave in waves}
    for part in (part for files, _ in waves.values() for part in files):
        names = responses(part.export, keys, part.file)
        keys = keys.enrol(part.wave, names).put(part.wave, names, _identifiers(plan, part))
        named[part.wave].append(names)
    plan = replace(plan, opened=tie_answers(plan.opened, keys))
    started = [_wave(plan, files, named[wave], repeated, keys) for wave, (files, repeated) in waves.items()]
    check_present((*plan.corrections, *plan.exclusions), started, keys)
    included = [include(survey, plan, keys) for survey in started]
    return included[0] if len(included) == 1 else join_waves(included, plan.codebook), keys


def _wave(
    plan: Cleaning,
    parts: Sequence[WaveExport],
    named: Sequence[Sequence[str]],
    repeated: Sequence[Step],
    keys: KeyStore,
) -> Survey:
    """Return the survey of everyone who started in one wave; `named` are the responses in each of its files."""
    people = [[keys.ids[part.wave, name] for name in names] for part, names in zip(parts, named, strict=True)]
    surveys = [_started(plan, part, ids, keys) for part, ids in zip(parts, people, strict=True)]
    same = find_same_people(parts, [[(p.wave, name) for name in ids] for p, ids in zip(parts, people, strict=True)])
    together = surveys[0] if len(surveys) == 1 else join(surveys, surveys[0].codebook)
    return replace(together, history=(*repeated, *together.history), same_people=same)


def include(survey: Survey, plan: Cleaning, keys: KeyStore) -> Survey:
    """Return the survey of those whom neither a rule nor a decision by hand puts outside: rules first, in order."""
    import pandas as pd

    inside = pd.Series(True, index=survey.index)
    steps: list[Step] = []
    wave = next(iter(survey.waves), "")
    for rule in plan.excludes:
        if not _is_about(rule.rule, plan.codebook, wave):
            continue
        outside = rule.rule.evaluate(survey)
        steps += _counted(rule, outside[inside])
        inside &= ~outside.fillna(False).astype(bool)
    for decisions in _alike([found for found in plan.exclusions if person(found, keys)[0] == wave]):
        people = [person(decision, keys) for decision in decisions]
        outside = pd.Series(survey.index.isin(people), index=survey.index) & inside
        first, count = decisions[0], int(outside.sum())
        steps.append(Step(Action.EXCLUDED, EXCLUSIONS, count, first.by, why=first.why))
        inside &= ~outside
    kept = survey.keep(inside)
    held = kept.narrowed([wave]) if plan.bridges else kept
    return replace(kept, history=(*survey.history, *steps, *_explain(held)))


def _is_about(rule: Rule, codebook: Codebook, wave: str) -> bool:
    """Return whether a wave asked what a rule asks about: to a wave that did not, the rule says nothing."""
    return all(codebook[name].is_in(wave) for name in rule.variables)


def _alike(decisions: Sequence[Exclusion]) -> list[list[Exclusion]]:
    """Return the decisions in groups that were made for one reason, by the same people, on the same day."""
    groups: dict[tuple[str, ...], list[Exclusion]] = {}
    for decision in decisions:
        groups.setdefault((decision.by, *decision.why.texts.values()), []).append(decision)
    return list(groups.values())


def _counted(rule: Exclude, outside: pd.Series) -> list[Step]:
    """Return how many a rule excludes among those still inside, and for how many it cannot tell.

    Where it meets a missing value the rule excludes nobody: those people are kept, unless a later rule finds them.
    """
    steps = [Step(Action.EXCLUDED, rule.name, int(outside.sum()), rule.rule.text, rule.label)]
    if unsure := int(outside.isna().sum()):
        steps.append(Step(Action.CANNOT_TELL, rule.name, unsure, rule.rule.text, rule.label))
    return steps


def _started(plan: Cleaning, part: WaveExport, ids: Sequence[str], keys: KeyStore) -> Survey:
    """Return one export as a survey of everyone who started."""
    rows = {(part.wave, name): row for row, name in enumerate(ids)}
    asked_so = plan.asked(part.wave)
    export, corrected = correct(part.export, rows, asked_so, plan.corrections, keys)
    draft, found = read_questions(asked_so, replace(part, export=export), plan.conventions)
    draft, lost = _crossed(plan, draft, part.wave)
    reassigned, moved = reassign(draft, rows, plan.codebook, plan.opened)
    derived = _derive(plan, draft)
    read = Step(Action.READ, _file(export.path), len(ids), f"{export.format} ({export.spelling})")
    values, reasons = draft.frames(_index(part.wave, ids))
    return Survey(
        values=values,
        reasons=reasons,
        codebook=plan.of_wave(part.wave),
        history=(read, *_left_out(export), *corrected, *_apart(plan, part), *found, *lost, *reassigned, *derived),
        sources=(Source(_file(export.path), export.sha256, export.format, len(ids), part.wave),),
        started=len(ids),
        tells_finished=part.finished is not None or export.finished is not None,
        alike=_named(written_alike(asked_so, part, plan.conventions.codes), plan.bridges, part.wave),
        letters=() if export.letters else (_file(export.path),),
        reassigned=moved,
    )


def _crossed(plan: Cleaning, draft: Draft, wave: str) -> tuple[Draft, list[Step]]:
    """Return the answers of a wave under the codebook of all waves."""
    from survey.waves.crossing import cross

    if not plan.bridges:
        return draft, []
    return cross(draft, plan.asked(wave), bridges_of(plan.bridges, wave), plan.codebook.as_asked())


def _named(
    alike: Mapping[str, frozenset[State]], bridges: Sequence[Bridge], wave: str
) -> Mapping[str, frozenset[State]]:
    """Return what is written alike by the names that a wave's questions have in the survey."""
    if not bridges:
        return alike
    named = {bridge.variable: alike.get(bridge.asked) for bridge in bridges if bridge.wave == wave}
    return {name: states for name, states in named.items() if states}


def _left_out(export: Export) -> list[Step]:
    return [Step(Action.LEFT_OUT, kind, count) for kind, count in export.left_out.items() if count]


def _identifiers(plan: Cleaning, part: WaveExport) -> list[dict[str, str]]:
    columns = _identifying(plan, part)
    cells = [part.export.column(column).tolist() for column in columns]
    if not cells:
        return [{} for _ in range(len(part.export.cells))]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _identifying(plan: Cleaning, part: WaveExport) -> list[str]:
    """Return the columns for the key file: the platform's, unless the workbook asks for them, and the workbook's."""
    export, codebook = part.export, plan.asked(part.wave)
    wanted = {column for variable in asked(codebook) for column in columns_of(variable, export.cells)}
    named = [c for variable in codebook if variable.identifier for c in columns_of(variable, export.cells)]
    both = [*(column for column in export.identifiers if column not in wanted), *named]
    return [column for column in dict.fromkeys(both) if column in export.cells]


def _apart(plan: Cleaning, part: WaveExport) -> list[Step]:
    """Return history lines for the columns set apart, and for those that the workbook does not name."""
    apart, export = _identifying(plan, part), part.export
    used = {column for variable in plan.asked(part.wave) for column in columns_of(variable, export.cells)}
    named = {*apart, *export.platform, *used}
    unnamed = [str(column) for column in export.cells if column not in named]
    lines = ((Action.SET_APART, apart), (Action.UNNAMED, unnamed))
    return [Step(action, ", ".join(columns), len(columns)) for action, columns in lines if columns]


def _index(wave: str, names: Sequence[str]) -> pd.MultiIndex:
    import pandas as pd

    return pd.MultiIndex.from_arrays([[wave] * len(names), list(names)], names=list(INDEX))


def _derive(plan: Cleaning, draft: Draft) -> list[Step]:
    """Add the derived variables; an absence comes from the first absent source, else the value is invalid."""
    steps = []
    for made in derivations(plan.codebook, plan.recodes):
        name = made.variable.name
        column = made.derive(draft)
        whys = inherited(draft, made.sources)
        impossible = int((column.isna() & whys.isna()).sum())
        reason = whys.fillna(Reason.INVALID.value).where(column.isna())
        draft.add(made.variable, column.to_frame(name), reason)
        action = Action.RECODED if isinstance(made, Recode) else Action.CALCULATED
        steps.append(Step(action, name, int(column.notna().sum()), ", ".join(made.sources)))
        if impossible:
            steps.append(Step(Action.INVALID, name, impossible, ", ".join(made.sources)))
    return steps


def _explain(survey: Survey) -> list[Step]:
    """Return one history line for each reason: how many cells of those included it explains."""
    import pandas as pd

    counts = pd.Series(survey.reasons.to_numpy().ravel()).value_counts()
    return [
        Step(Action.DECIDED, reason.value, int(counts[reason.value]), reason=reason)
        for reason in Reason
        if reason.value in counts.index
    ]


def _file(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
