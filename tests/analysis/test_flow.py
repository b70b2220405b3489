"""The respondent flow adds up, or it is an error."""

import pytest

from analysis import tables
from analysis.table import RespondentUnit, Table
from survey.errors import StudyError
from survey.survey import Action, Step
from tests import toy

Q = toy.one("q")
HISTORY = (
    Step(Action.READ, "export", 10),
    Step(Action.EXCLUDED, "consent", 3, label=toy.label("geen toestemming")),
    Step(Action.EXCLUDED, "age", 0),
    Step(Action.CANNOT_TELL, "age", 1),
    Step(Action.EXCLUDED, "exclusions", 1),
    Step(Action.EXCLUDED, "exclusions", 1),
)


def flow(started: int, included: int) -> Table:
    survey = toy.survey([Q], [{"q": "yes"}] * included, history=HISTORY, started=started)
    return tables(toy.study([Q], [toy.plan("flow")]), survey)[0]


def test_rows_follow_the_history() -> None:
    made = flow(10, 5)
    assert toy.column(made, "left") == {"started": 10, "consent": 7, "age": 7, "exclusions": 5, "included": 5}
    assert toy.column(made, "out") == {"consent": 3, "age": 0, "exclusions": 2}
    assert toy.column(made, "cannot_tell") == {"age": 1}


def test_universe_is_everything_started() -> None:
    made = flow(10, 5)
    assert (made.universe.unit, made.universe.n) == (RespondentUnit.STARTED, 10)
    assert made.bases[0].n == 10


def test_a_history_that_does_not_add_up_is_an_error() -> None:
    with pytest.raises(ValueError, match="leaves 6 respondents, the survey holds 5"):
        flow(11, 5)


def test_takes_no_selection() -> None:
    with pytest.raises(StudyError, match="not about respondents"):
        toy.table("flow", "", [Q], [], where="${q} = 'yes'")
