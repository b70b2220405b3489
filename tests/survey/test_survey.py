"""A survey in which a cell holds both or neither cannot be made."""

from dataclasses import replace

import pandas as pd
import pytest

from survey.codebook import Codebook
from survey.missing import Reason
from survey.survey import INDEX, Survey


def survey(values: list[int | None], reasons: list[str | None]) -> Survey:
    index = pd.MultiIndex.from_tuples([("2019", f"r{row}") for row in range(len(values))], names=INDEX)
    answers = pd.DataFrame({"a": pd.array(values, dtype="Int64")}, index=index)
    return Survey(answers, pd.DataFrame({"a": pd.array(reasons, dtype="string")}, index=index), Codebook({}))


@pytest.mark.parametrize(("value", "reason"), [(1, "refused"), (None, None)])
def test_both_or_neither_is_refused(value: int | None, reason: str | None) -> None:
    with pytest.raises(ValueError, match="both an answer and a reason, or neither"):
        survey([1, value], [None, reason])


def test_frames_of_different_shape_are_refused() -> None:
    good = survey([1, None], [None, "refused"])
    with pytest.raises(ValueError, match="differ in shape"):
        replace(good, reasons=good.reasons.iloc[:1])


def test_a_respondent_twice_is_refused() -> None:
    good = survey([1, 2], [None, None])
    twice = good.index[[0, 0]]
    with pytest.raises(ValueError, match="each pair once"):
        replace(good, values=good.values.set_axis(twice), reasons=good.reasons.set_axis(twice))


def test_keep_and_count() -> None:
    good = survey([1, None, None], [None, "refused", "break_off"])
    assert good.count_reasons("a") == {Reason.BREAK_OFF: 1, Reason.REFUSED: 1}
    assert len(good.keep(good.values["a"].isna())) == 2
