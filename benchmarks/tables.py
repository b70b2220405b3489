"""What tables cost: 100 questions of 100,000 people as frequencies, sets, numbers and crosstabs, held against the
bare counts that pandas needs for the same questions (answers, absences by reason, quartiles). Both run in this process,
in turns, so that a busy machine slows both. The median ratio counts. Ends with 1 when the bound is not kept.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

import analysis
from survey.codebook import Choice, Codebook, Label, Scale, Variable, VariableType
from survey.missing import Reason
from survey.plan import TablePlan
from survey.survey import INDEX, Survey

SLOWER = 2.0
SINGLES, SETS, BOXES, AMOUNTS = 70, 5, 4, 10
CATEGORIES = tuple("abcdef")
ABSENT = (Reason.NO_ANSWER, Reason.NOT_APPLICABLE, Reason.BREAK_OFF)
SHARE_ABSENT = 0.2


def label(text: str) -> Label:
    return Label({"en": text})


def variables() -> list[Variable]:
    """Return 100 columns of questions: singles, sets and amounts."""
    choices = tuple(Choice(name, label(name)) for name in CATEGORIES)
    singles = [
        Variable(f"q{n}", VariableType.SELECT_ONE, label(f"q{n}"), choices, scale=Scale.ORDINAL) for n in range(SINGLES)
    ]
    sets = [Variable(f"s{n}", VariableType.SELECT_MULTIPLE, label(f"s{n}"), choices[:BOXES]) for n in range(SETS)]
    return [*singles, *sets, *(Variable(f"n{n}", VariableType.INTEGER, label(f"n{n}")) for n in range(AMOUNTS))]


def make_survey(asked: Sequence[Variable], people: int) -> Survey:
    """Return random answers and reasons, always the same for the same number of people."""
    draw = np.random.default_rng(1)
    index = pd.MultiIndex.from_arrays([["1"] * people, [f"r{n}" for n in range(people)]], names=list(INDEX))
    values, reasons = {}, {}
    for variable in asked:
        away = draw.random(people) < SHARE_ABSENT
        why = pd.Series(draw.choice([reason.value for reason in ABSENT], people), index, dtype="string").where(away)
        for column in variable.columns:
            values[column] = _answers(variable, draw, index).mask(away)
            reasons[column] = why
    codebook = Codebook({variable.name: variable for variable in asked})
    return Survey(pd.DataFrame(values), pd.DataFrame(reasons), codebook)


def _answers(variable: Variable, draw: Any, index: pd.MultiIndex) -> pd.Series:
    people = len(index)
    if variable.type is VariableType.SELECT_MULTIPLE:
        return pd.Series(draw.random(people) < 0.5, index, dtype="boolean")
    if variable.type is VariableType.INTEGER:
        return pd.Series(draw.integers(15, 70, people), index, dtype="Int64")
    codes = pd.Categorical.from_codes(draw.integers(0, len(CATEGORIES), people), list(CATEGORIES), ordered=True)
    return pd.Series(codes, index)


def plans(asked: Sequence[Variable]) -> list[TablePlan]:
    """Return a table for each question, and a crosstab for each pair of neighbours among twenty singles."""
    kinds = {
        VariableType.SELECT_ONE: "frequency",
        VariableType.SELECT_MULTIPLE: "multiresponse",
        VariableType.INTEGER: "number",
    }
    alone = [TablePlan(variable.name, kinds[variable.type], (variable.name,)) for variable in asked]
    return [*alone, *(TablePlan(f"c{n}", "crosstab", (f"q{n}", f"q{n + 1}")) for n in range(0, 20, 2))]


def count(survey: Survey, wanted: Sequence[TablePlan]) -> list[object]:
    """Return what pandas counts for the same questions."""
    found: list[object] = []
    for plan in wanted:
        columns = [column for name in plan.of for column in survey.codebook[name].columns]
        if plan.kind == "crosstab":
            found.append(pd.crosstab(survey.values[columns[0]], survey.values[columns[1]]))
        elif plan.kind == "number":
            found.append(survey.values[columns[0]].quantile([0.25, 0.5, 0.75]))
        elif plan.kind == "multiresponse":
            found.append(survey.values[columns].sum())
        else:
            found.append(survey.values[columns[0]].value_counts())
        found += [survey.reasons[column].value_counts() for column in dict.fromkeys(columns)]
    return found


def seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    """Measure in pairs, and say whether the bound is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=5)
    wanted = parser.parse_args()
    asked = variables()
    survey = make_survey(asked, wanted.people)
    study: Any = SimpleNamespace(
        codebook=survey.codebook, plans=tuple(plans(asked)), findings=(), contradictions=(), synthetic=True, method={}
    )
    pairs = []
    for _ in range(wanted.pairs):
        theirs = seconds(lambda: count(survey, study.plans))
        ours = seconds(lambda: analysis.tables(study, survey))
        pairs.append((theirs, ours))
        print(f"pandas {theirs:6.2f} s   ours {ours:6.2f} s   ratio {ours / theirs:5.2f}")
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    print(f"{len(study.plans)} tables of {wanted.people:,} people; bound {SLOWER}: median {ratio:.2f}")
    sys.exit(ratio > SLOWER)


if __name__ == "__main__":
    main()
