"""From exports to a survey: read, corrected, typed, every absence explained, derived, excluded, identified.

Every step that changes something leaves a line of history: what, by which rule, how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
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
from survey.survey import INDEX, Action, Person, Source, Step, Survey

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


def clean(plan: Cleaning, parts: Sequence[WaveExport], keys: KeyStore) -> tuple[Survey, KeyStore]:
    """Return the survey of everyone included, and the key store with the ids of everyone who started."""
    parts, repeated = leave_out_repeats(parts)
    named = []
    for part in parts:
        names = responses(part.export, keys, part.file)
        keys = keys.enrol(part.wave, names).put(part.wave, names, _identifiers(plan, part.export))
        named.append(names)
    plan = replace(plan, opened=tie_answers(plan.opened, keys))
    people = [[keys.ids[part.wave, name] for name in names] for part, names in zip(parts, named, strict=True)]
    surveys = [_started(plan, part, ids, keys) for part, ids in zip(parts, people, strict=True)]
    same = find_same_people(parts, [[(p.wave, name) for name in ids] for p, ids in zip(parts, people, strict=True)])
    together = _together(surveys)
    survey = replace(together, history=(*repeated, *together.history), same_people=same)
    check_present((*plan.corrections, *plan.exclusions), survey, keys)
    return include(survey, plan, keys), keys


def include(survey: Survey, plan: Cleaning, keys: KeyStore) -> Survey:
    """Return the survey of those whom neither a rule nor a decision by hand puts outside: rules first, in order."""
    import pandas as pd

    inside = pd.Series(True, index=survey.index)
    steps: list[Step] = []
    for rule in plan.excludes:
        outside = rule.rule.evaluate(survey)
        steps += _counted(rule, outside[inside])
        inside &= ~outside.fillna(False).astype(bool)
    for decisions in _alike(plan.exclusions):
        people = [person(decision, keys) for decision in decisions]
        outside = pd.Series(survey.index.isin(people), index=survey.index) & inside
        first, count = decisions[0], int(outside.sum())
        steps.append(Step(Action.EXCLUDED, EXCLUSIONS, count, first.by, why=first.why))
        inside &= ~outside
    kept = survey.keep(inside)
    return replace(kept, history=(*survey.history, *steps, *_explain(kept)))


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
    asked_so = plan.codebook.as_asked()
    export, corrected = correct(part.export, rows, asked_so, plan.corrections, keys)
    draft, found = read_questions(asked_so, replace(part, export=export), plan.conventions)
    reassigned, moved = reassign(draft, rows, plan.codebook, plan.opened)
    derived = _derive(plan, draft)
    read = Step(Action.READ, _file(export.path), len(ids), f"{export.format} ({export.spelling})")
    values, reasons = draft.frames(_index(part.wave, ids))
    return Survey(
        values=values,
        reasons=reasons,
        codebook=plan.codebook,
        history=(read, *_left_out(export), *corrected, *_apart(plan, export), *found, *reassigned, *derived),
        sources=(Source(_file(export.path), export.sha256, export.format, len(ids), part.wave),),
        started=len(ids),
        tells_finished=part.finished is not None or export.finished is not None,
        alike=written_alike(asked_so, part, plan.conventions.codes),
        letters=() if export.letters else (_file(export.path),),
        reassigned=moved,
    )


def _left_out(export: Export) -> list[Step]:
    return [Step(Action.LEFT_OUT, kind, count) for kind, count in export.left_out.items() if count]


def _together(surveys: Sequence[Survey]) -> Survey:
    import pandas as pd

    if len(surveys) == 1:
        return surveys[0]
    return Survey(
        values=pd.concat([survey.values for survey in surveys]),
        reasons=pd.concat([survey.reasons for survey in surveys]),
        codebook=surveys[0].codebook,
        history=tuple(step for survey in surveys for step in survey.history),
        sources=tuple(source for survey in surveys for source in survey.sources),
        started=sum(survey.started for survey in surveys),
        tells_finished=all(survey.tells_finished for survey in surveys),
        alike=_all_alike(surveys),
        letters=tuple(file for survey in surveys for file in survey.letters),
        reassigned=_all_moved(surveys),
    )


def _all_moved(surveys: Sequence[Survey]) -> dict[str, tuple[Person, ...]]:
    names = dict.fromkeys(name for survey in surveys for name in survey.reassigned)
    return {name: tuple(person for survey in surveys for person in survey.reassigned.get(name, ())) for name in names}


def _all_alike(surveys: Sequence[Survey]) -> dict[str, frozenset[State]]:
    names = dict.fromkeys(name for survey in surveys for name in survey.alike)
    return {name: frozenset().union(*(survey.alike.get(name, ()) for survey in surveys)) for name in names}


def _identifiers(plan: Cleaning, export: Export) -> list[dict[str, str]]:
    columns = _identifying(plan, export)
    cells = [export.column(column).tolist() for column in columns]
    if not cells:
        return [{} for _ in range(len(export.cells))]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _identifying(plan: Cleaning, export: Export) -> list[str]:
    """Return the columns for the key file: the platform's, unless the workbook asks for them, and the workbook's."""
    wanted = {column for variable in asked(plan.codebook) for column in columns_of(variable, export.cells)}
    named = [c for variable in plan.codebook if variable.identifier for c in columns_of(variable, export.cells)]
    both = [*(column for column in export.identifiers if column not in wanted), *named]
    return [column for column in dict.fromkeys(both) if column in export.cells]


def _apart(plan: Cleaning, export: Export) -> list[Step]:
    """Return history lines for the columns set apart, and for those that the workbook does not name."""
    apart = _identifying(plan, export)
    used = {column for variable in plan.codebook for column in columns_of(variable, export.cells)}
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
