"""What `check` prints has words in every language."""

import pytest

from reports.languages import LANGUAGES
from reports.vocabulary import knows
from survey.checks import Concern
from survey.survey import Action


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_and_concern_has_words(language: str) -> None:
    keys = [f"check.action.{action.value}" for action in Action]
    keys += [f"check.concern.{concern.value}" for concern in Concern]
    assert [key for key in keys if not knows(key, language)] == []
