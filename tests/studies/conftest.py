"""The built-in study and its survey, read once for all tests of it."""

import pytest

from survey.studies import add_follow_up, copy_study
from survey.studies.cryptodrug.questionnaire import FOLDER
from survey.study import Study
from survey.survey import Survey


@pytest.fixture(scope="session")
def study() -> Study:
    return Study.load(FOLDER)


@pytest.fixture(scope="session")
def survey(study: Study) -> Survey:
    return study.survey(keep_keys=False)


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("followed") / "study"
    copy_study("cryptodrug", folder)
    add_follow_up("cryptodrug", folder)
    return Study.load(folder)


@pytest.fixture(scope="session")
def both(followed: Study) -> Survey:
    """The survey of both waves."""
    return followed.survey(keep_keys=False)
