"""Makes the export of the second wave of the built-in study: more invented people, two years on.

`python -m survey.studies.cryptodrug.make_follow_up [FILE]` writes the same bytes every time. Nobody in it exists, and
none of its figures was published: they are declared in `follow_up_answers.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random

from survey.studies.cryptodrug import follow_up_answers as answers
from survey.studies.cryptodrug import follow_up_form as form
from survey.studies.cryptodrug import make_export, mess
from survey.studies.cryptodrug.follow_up_careers import careers
from survey.studies.cryptodrug.follow_up_people import Follower, followers
from survey.studies.cryptodrug.people import Person
from survey.studies.cryptodrug.questionnaire import OPEN

SEED = 2121
FIRST_DAY = datetime(2021, 6, 7)
EXPORT = form.PLACE / f"{form.SECOND}.csv"


def respondents(rng: Random) -> list[Follower]:
    """Return the people of the second wave with all their answers."""
    people = followers(rng)
    careers(rng, people)
    pages = (answers.screening, answers.profile, answers.first_use, answers.change, answers.purchases)
    for page in (*pages, answers.evaluation, answers.other_pages):
        page(rng, people)
    answers.specify(people)
    mess.show_hidden(people)
    mess.stop(people, form.questions())
    return people


def strangers(rng: Random) -> list[Person]:
    """Return the questionnaires that were started but do not count: as in the first wave, in other numbers."""
    turned_away = [{"toestemming": "nee"}] * 2
    turned_away += [{"toestemming": "ja", "leeftijd": age, "koper_12m": "ja"} for age in ("16", "17")]
    turned_away += [{"toestemming": "ja", "leeftijd": age, "koper_12m": "nee"} for age in ("20", "27", "31", "44")]
    gone = [Person(20, page, finished=False, answers={"status": "respondent"}) for page in (1, 1, 0)]
    empty = {question.name: OPEN for question in form.questions() if question.kind == "select_one"}
    test = {"status": "proef", "toestemming": "ja", "leeftijd": str(rng.choice((30, 99))), "koper_12m": "ja"}
    previews = [Person(30, form.last_page(), answers={**empty, **test, "opmerking": "test"}) for _ in range(2)]
    return [mess.screened(0, dict(said)) for said in turned_away] + gone + previews


def started(seed: int = SEED) -> list[Person]:
    """Return every questionnaire that was started, in the order of the export."""
    rng = Random(seed)  # noqa: S311 - invented data, made the same way each time
    everyone = [*respondents(rng), *strangers(rng)]
    mess.stamp(rng, everyone, FIRST_DAY)
    return mess.number(rng, everyone)


def main(arguments: Sequence[str]) -> None:
    """Write the export to the file named, or to the study's own folder."""
    target = Path(arguments[0]) if arguments else EXPORT
    target.write_bytes(make_export.export(started(), form.questions()))


if __name__ == "__main__":
    main(sys.argv[1:])
