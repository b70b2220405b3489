"""One Qualtrics survey in three layouts, in numbers and in texts, drafted with its survey file: one study."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from survey import Study
from survey.draft import draft_study
from survey.draft.folder import write_draft
from survey.survey import Survey
from tests.survey import qualtrics_survey
from tests.survey.qualtrics_files import write_2016, write_legacy, write_present


def drafted(folder: Path, export: Path) -> Survey:
    write_draft(draft_study([export], folder / "fair.qsf", ("nl", "fr")), folder / "study", lambda _: {})
    return Study.load(folder / "study").survey(keep_keys=False)


@pytest.mark.parametrize("texts", [False, True])
@pytest.mark.parametrize("write", [write_present, write_2016, write_legacy])
def test_every_layout_is_one_study(write: Callable[..., Path], texts: bool, tmp_path: Path) -> None:
    qualtrics_survey.write(tmp_path / "fair.qsf")
    survey = drafted(tmp_path, write(tmp_path / "fair.csv", texts))
    fruit = survey.values[[f"fruit/{code}" for code in (10, 11, 12, 13)]].astype(object)
    assert [[None if pd.isna(cell) else cell for cell in row] for row in fruit.to_numpy()] == [
        [True, True, False, False],
        [None] * 4,  # was not there, and skipped
        [True, False, True, False],
        [False, False, False, True],
        [True, True, False, False],
        [True, True, False, False],
    ]
    assert survey.values["ticket"].astype("string").fillna("").tolist() == ["1", "", "", "", "1", "2"]
    assert survey.values["ticket_2"].astype("string").fillna("").tolist() == ["2", "", "", "", "1", ""]
    assert survey.values["way"].tolist() == ["1", "4", "2", "3", "1", "1"]
