"""What more waves cost: 1, 2, 5 and 10 waves of 100,000 people who were asked twenty questions, some of them changed in
each wave, brought under one codebook by the crosswalk and set side by side as trend tables. Time must grow with the
number of rows and no faster: ends with 1 when a row of ten waves takes more than 1.5 times as long as a row of two
(one wave needs no crosswalk).
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import TABLES
from analysis.kinds import Request
from survey.absence import Draft
from survey.cleaning import Cleaning
from survey.codebook import Choice, Codebook, Label, Scale, Variable, VariableType
from survey.missing import Reason
from survey.plan import TablePlan
from survey.questions import Conventions
from survey.settings import Settings
from survey.study import Study
from survey.survey import INDEX, Source, Survey, join_waves
from survey.waves.bridges import bridges_of
from survey.waves.crossing import cross
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status
from survey.waves.harmonise import harmonise

BOUND = 1.5
SIZES = (1, 2, 5, 10)
CATEGORIES = tuple("abcdef")
SINGLES, SETS, AMOUNTS = 13, 4, 3
ABSENT = [reason.value for reason in (Reason.NO_ANSWER, Reason.NOT_APPLICABLE, Reason.BREAK_OFF)]
SHARE_ABSENT = 0.2


def label(text: str) -> Label:
    return Label({"en": text})


def questionnaire() -> list[Variable]:
    """Return twenty questions: singles, sets and amounts."""
    choices = tuple(Choice(name, label(name)) for name in CATEGORIES)
    one, several, number = VariableType.SELECT_ONE, VariableType.SELECT_MULTIPLE, VariableType.INTEGER
    singles = [Variable(f"q{n}", one, label(f"q{n}"), choices, scale=Scale.ORDINAL) for n in range(SINGLES)]
    sets = [Variable(f"s{n}", several, label(f"s{n}"), choices[:4]) for n in range(SETS)]
    return [*singles, *sets, *(Variable(f"n{n}", number, label(f"n{n}")) for n in range(AMOUNTS))]


def changed(asked: Sequence[Variable], wave: str, *, second: bool) -> tuple[list[Variable], list[CrosswalkRow]]:
    """Return what a later wave asked, and what the crosswalk says of it.

    In every wave a question is reworded and comparable with care, and a set has a new box. In the second one more is
    not comparable, and one not decided: what stands apart has columns of its own, and these must not grow with waves.
    """
    reworded = ("q1", "q2", "q3") if second else ("q1",)
    found = [replace(v, label=label(f"{v.name} of {wave}")) if v.name in reworded else v for v in asked]
    boxes = (Choice("new", label("new")),)
    found = [replace(v, choices=(*v.choices, *boxes)) if v.name == "s1" else v for v in found]
    impossible = [row(wave, "q2", Status.NOT_COMPARABLE, Crossing.IMPOSSIBLE)] if second else []
    return found, [row(wave, "s1", Status.WITH_CARE), row(wave, "q1", Status.WITH_CARE), *impossible]


def row(wave: str, name: str, status: Status, rule: Crossing = Crossing.SAME) -> CrosswalkRow:
    return CrosswalkRow(wave, name, "", name, "", rule, status, label("why"), "crosswalk")


def answers(asked: Sequence[Variable], people: int, seed: int) -> tuple[Mapping[str, pd.DataFrame], pd.Series]:
    """Return random answers by question, and who has none and why, the same each time."""
    draw = np.random.default_rng(seed)
    away = draw.random(people) < SHARE_ABSENT
    why = pd.Series(draw.choice(ABSENT, people), dtype=object).where(away)
    return {v.name: pd.DataFrame({c: _drawn(v, draw, people).mask(away) for c in v.columns}) for v in asked}, why


def _drawn(variable: Variable, draw: np.random.Generator, people: int) -> pd.Series:
    if variable.type is VariableType.SELECT_MULTIPLE:
        return pd.Series(draw.random(people) < 0.5, dtype="boolean")
    if variable.type is VariableType.INTEGER:
        return pd.Series(draw.integers(15, 70, people), dtype="Int64")
    names = pd.Index([choice.name for choice in variable.answers])
    return pd.Series(pd.Categorical.from_codes(draw.integers(0, len(names), people), names, ordered=True))


def study_of(waves: int) -> Study:
    """Return a study of so many waves, without a folder."""
    names = [str(2001 + 2 * wave) for wave in range(waves)]
    first, rows = questionnaire(), []
    asked = {names[0]: first}
    for name in names[1:]:
        asked[name], own = changed(first, name, second=name == names[1])
        rows += own
    questionnaires = {name: Codebook({v.name: v for v in variables}) for name, variables in asked.items()}
    made = harmonise(questionnaires[names[0]], questionnaires, rows)
    parts = {
        "study": {"title": {"en": "waves"}, "languages": ["en"]},
        "wave": [{"name": name, "export": [f"{name}.csv"]} for name in names],
    }
    conventions = Conventions({}, Reason.UNKNOWN)
    cleaning = Cleaning(made.codebook, conventions, questionnaires=questionnaires, bridges=made.bridges)
    return Study(Path("waves"), Settings.model_validate(parts), cleaning, (), ())


def crossed(study: Study, wave: str, held: Mapping[str, pd.DataFrame], why: pd.Series) -> Survey:
    """Return one wave under the codebook of all."""
    asked, codebook = study.questionnaires[wave], study.cleaning.codebook
    draft = Draft(asked, why.index)
    for variable in asked:
        draft.add(variable, held[variable.name], why)
    index = pd.MultiIndex.from_arrays([[wave] * len(why), [f"r{n}" for n in range(len(why))]], names=list(INDEX))
    source = Source(f"{wave}.csv", "", "csv", len(why), wave)
    if not study.bridges:
        return Survey(*draft.frames(index), codebook, sources=(source,))
    done, _ = cross(draft, asked, bridges_of(study.bridges, wave), codebook)
    return Survey(*done.frames(index), study.cleaning.of_wave(wave), sources=(source,))


def trends(study: Study, survey: Survey) -> None:
    """Make a trend table of each question of the first wave."""
    for variable in next(iter(study.questionnaires.values())):
        plan = TablePlan(variable.name, "trend", (variable.name,))
        TABLES["trend"].make(Request(plan, survey, (survey.codebook[variable.name],), study))


def run(waves: int, people: int) -> float:
    """Return how many seconds harmonising and tables take, given the answers."""
    study = study_of(waves)
    drawn = [answers(list(asked), people, seed) for seed, asked in enumerate(study.questionnaires.values())]

    def work() -> None:
        parts = [crossed(study, name, *held) for name, held in zip(study.questionnaires, drawn, strict=True)]
        trends(study, parts[0] if len(parts) == 1 else join_waves(parts, study.cleaning.codebook))

    return clocked(work)


def clocked(work: Callable[[], None]) -> float:
    """Return the seconds that a processor was busy with it: others on the machine make no difference."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Time each number of waves, in turns, and print what a row costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="in each wave")
    parser.add_argument("--rounds", type=int, default=1)
    wanted = parser.parse_args()
    run(2, 100)  # what is loaded once
    taken: dict[int, list[float]] = {waves: [] for waves in SIZES}
    for _ in range(wanted.rounds):
        for waves, found in taken.items():
            found.append(run(waves, wanted.people))
    costs = {waves: statistics.median(found) for waves, found in taken.items()}
    each = {waves: cost / (waves * wanted.people) for waves, cost in costs.items()}
    for waves, cost in costs.items():
        ratio = each[waves] / each[2]
        print(
            f"{waves:>2} waves, {waves * wanted.people:>9,} rows: {cost:6.2f} s, a row {ratio:.2f} of one of two waves"
        )
    return int(each[SIZES[-1]] > BOUND * each[2])


if __name__ == "__main__":
    sys.exit(main())
