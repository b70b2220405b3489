"""Studies of several waves made in memory: each wave's questions and people, and what a crosswalk says of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import tables
from analysis.table import Table
from survey.absence import Draft
from survey.cleaning import Cleaning
from survey.codebook import Label, Variable
from survey.plan import TablePlan
from survey.questions import Conventions
from survey.settings import Settings
from survey.study import Study
from survey.survey import INDEX, Source, Survey, join_waves
from survey.waves.bridges import bridges_of
from survey.waves.crossing import cross
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status
from survey.waves.harmonise import harmonise
from tests import toy

BECAUSE = toy.label("because")
Asked = Mapping[str, Sequence[Variable]]
People = Mapping[str, Sequence[toy.Person]]


def row(wave: str, variable: str, status: str = "comparable", **more: str) -> CrosswalkRow:
    """Return a row of the sheet `crosswalk`; what is left out is the same."""
    return CrosswalkRow(
        wave=wave,
        variable=variable,
        category=more.get("category", ""),
        harmonised=more.get("harmonised", variable),
        harmonised_category=more.get("harmonised_category", more.get("category", "")),
        rule=Crossing(more.get("rule", "same")),
        status=Status(status),
        why=toy.label(more["why"]) if more.get("why") else Label() if "why" in more else BECAUSE,
        place="crosswalk.csv",
    )


def study(asked: Asked, plans: Sequence[TablePlan], rows: Sequence[CrosswalkRow] = (), **settings: Any) -> Study:
    """Return the study of some waves."""
    questionnaires = {wave: toy.codebook(*variables) for wave, variables in asked.items()}
    made = harmonise(next(iter(questionnaires.values())), questionnaires, rows)
    waves = [{"name": wave, "export": [f"{wave}.csv"]} for wave in asked]
    parts = {"study": {"title": {"nl": "toy"}, "languages": ["nl"]}, "wave": waves, **settings}
    cleaning = Cleaning(
        codebook=made.codebook,
        conventions=Conventions({}, "unknown"),  # type: ignore[arg-type]
        questionnaires=questionnaires,
        bridges=made.bridges,
    )
    return Study(Path("toy"), Settings.model_validate(parts), cleaning, tuple(plans), ())


def survey(made: Study, people: People) -> Survey:
    """Return the survey of everyone in all waves."""
    return join_waves([_wave(made, wave, people[wave]) for wave in made.questionnaires], made.codebook)


def table(asked: Asked, people: People, plan: TablePlan, rows: Sequence[CrosswalkRow] = (), **settings: Any) -> Table:
    """Return one table of some waves."""
    made = study(asked, [plan], rows, **settings)
    return tables(made, survey(made, people), [plan.id])[0]


def _wave(made: Study, wave: str, people: Sequence[toy.Person]) -> Survey:
    asked = made.questionnaires[wave]
    own = toy.survey(list(asked), people)
    draft = Draft(asked, pd.RangeIndex(len(people)))
    for variable in asked:
        columns = list(variable.columns)
        values = own.values[columns].set_axis(draft.index)
        draft.add(variable, values, own.reasons[columns[0]].astype(object).set_axis(draft.index))
    crossed, _ = cross(draft, asked, bridges_of(made.bridges, wave), made.codebook)
    index = pd.MultiIndex.from_tuples([(wave, f"r{place}") for place in range(len(people))], names=INDEX)
    values, reasons = crossed.frames(index)
    source = Source(f"{wave}.csv", "", "csv", len(people), wave)
    return Survey(values, reasons, made.cleaning.of_wave(wave), sources=(source,))
