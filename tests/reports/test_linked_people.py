"""The methods appendix tells how many people answered twice, as numbers and in every language."""

from dataclasses import replace

import pytest
import samples

from analysis.disclosure import Audience, Policy, protect
from reports.appendix import methods
from reports.front import Front
from reports.languages import LANGUAGES
from reports.prose import Points
from survey.survey import Action, Step

STEPS = (
    Step(Action.LINKED, "2019, 2021", 31),
    Step(Action.UNCLEAR_CODE, "2019, 2021", 12),
    Step(Action.INCOMPLETE_CODE, "2019, 2021", 2),
)


def points(audience: Audience, language: str, steps: tuple[Step, ...] = STEPS) -> list[str]:
    release = replace(samples.release(), history=protect((), steps, Policy(audience, 3)).history)
    front = Front(title=samples.label("a"), language=language, waves=("2019", "2021"), n=200)
    return [point.text for part in methods(release, front) if isinstance(part, Points) for point in part.points]


@pytest.mark.parametrize("language", LANGUAGES)
def test_linked_people_are_counted(language: str) -> None:
    told = points(Audience.INTERNAL, language)
    assert [number in text.split() for number, text in zip(("31", "12", "2"), told, strict=True)] == [True] * 3


def test_few_people_are_not_told_in_public() -> None:
    linked, unclear, incomplete = points(Audience.PUBLIC, "en")
    assert ("31 people" in linked, "12 respondents" in unclear, " 2 " in incomplete) == (True, True, False)


def test_nothing_is_said_where_nobody_was_looked_for() -> None:
    assert points(Audience.INTERNAL, "nl", ()) == []
