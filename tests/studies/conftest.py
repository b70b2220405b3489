"""The built-in study and its survey, read once for all tests of it."""

import pytest

from survey.studies.cryptodrug.questionnaire import FOLDER
from survey.study import Study
from survey.survey import Survey


@pytest.fixture(scope="session")
def study() -> Study:
    return Study.load(FOLDER)


@pytest.fixture(scope="session")
def survey(study: Study) -> Survey:
    return study.survey(keep_keys=False)
