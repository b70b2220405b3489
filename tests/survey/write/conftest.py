"""Studies to export: one with every type of question and every reason, and the built-in one."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from survey.codebook import Choice, Label, Scale, Variable, VariableType
from survey.missing import Reason
from survey.studies.cryptodrug.questionnaire import FOLDER
from survey.study import Study
from survey.survey import Survey
from survey.write.fields import fields
from tests import toy

YES_NO = (
    Choice("yes", Label({"nl": "Ja", "fr": "Oui"}), codes=("1",)),
    Choice("no", Label({"nl": "Nee", "fr": "Non"}), codes=("2",)),
    Choice("unsure", Label({"nl": "Weet niet", "fr": "Ne sait pas"}), codes=("3",), reason=Reason.DONT_KNOW),
)
VARIABLES = (
    Variable("gate", VariableType.SELECT_ONE, Label({"nl": "Poort?", "fr": "Porte ?"}), YES_NO),
    Variable("Gate", VariableType.TEXT, toy.label("Waarom?"), relevant="${gate} = 'yes'"),
    Variable("odd", VariableType.SELECT_ONE, toy.label("Vreemd"), toy.choices("-oth- =1 'x absent:x plain")),
    toy.one("rate", "low mid high", scale=Scale.LIKERT),
    toy.several("use", "alone friends none"),
    toy.ranked("best", "a b c", places=2),
    toy.number("age"),
    toy.number("balance"),
    toy.number("price", VariableType.DECIMAL),
    Variable("day", VariableType.DATE, toy.label("Dag")),
    Variable("mail", VariableType.TEXT, toy.label("E-mail"), identifier=True),
)
TEXTS = (
    "=1+1",
    "+32",
    "-5",
    "@home",
    "'s avonds",
    "absent:no_answer",
    'a "b"; c,\nd',
    "  é € 😀",
    "NA",
    "x" * 400,
    "'absent:x",
)
DATES = (date(2019, 6, 3), date(1900, 1, 1), date(2031, 12, 31))


def person(place: int) -> dict[str, object]:
    """Return somebody whose answers and reasons depend on the place in the row."""
    reason = list(Reason)[place % len(Reason)]
    answers: dict[str, object] = {
        "gate": ("yes", "no")[place % 2],
        "Gate": TEXTS[place % len(TEXTS)],
        "odd": ("-oth-", "=1", "'x", "absent:x", "plain")[place % 5],
        "rate": ("low", "mid", "high")[place % 3],
        "use": ("", "alone", "alone friends", "none")[place % 4],
        "best": ("a b", "b", "c a", "b c")[place % 4],
        "age": place + 18,
        "balance": -95 + place,
        "price": (0.1, 12.5, -3.25, 1e-7)[place % 4],
        "day": DATES[place % len(DATES)],
    }
    absent = list(answers)[place % len(answers)]
    also = list(answers)[(place * 3 + 1) % len(answers)]
    return {**answers, absent: reason, also: reason}


@pytest.fixture
def survey() -> Survey:
    known = [variable for variable in VARIABLES if not variable.identifier]
    made = toy.survey(known, [person(place) for place in range(90)])
    return Survey(made.values, made.reasons, toy.codebook(*VARIABLES), started=90)


@pytest.fixture
def study() -> Any:
    wave = SimpleNamespace(name="2019", fieldwork=[date(2019, 6, 3), date(2019, 11, 30)])
    return SimpleNamespace(
        name="Proef één",
        title=Label({"nl": "Proef", "fr": "Essai"}),
        languages=("nl", "fr"),
        synthetic=False,
        waves=(wave,),
        citation=Label(),
        plans=(toy.plan("frequency", "rate", where="${gate} = 'yes'"),),
        codebook=toy.codebook(*VARIABLES),
    )


@pytest.fixture(scope="session")
def built_in() -> tuple[Study, Survey]:
    study = Study.load(FOLDER)
    return study, study.survey(keep_keys=False)


def plain(value: object) -> object:
    """Return a cell as pandas holds it as something to compare: `None` where it is missing."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124
        return None
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, float | int | np.number | np.bool_):
        return float(value)
    return str(value)


def contents(survey: Survey) -> dict[str, list[tuple[object, str | None]]]:
    """Return every cell that leaves, column by column: answer and reason."""
    return {
        field.name: [
            (plain(answer), None if pd.isna(reason) else str(reason))
            for answer, reason in zip(survey.values[field.name], survey.reasons[field.name], strict=True)
        ]
        for field in fields(survey)
    }
