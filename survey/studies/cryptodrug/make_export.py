"""Makes the export of the built-in study: invented people whose answers give the published figures.

`python -m survey.studies.cryptodrug.make_export [FILE]` writes the same bytes every time. Nobody in it exists.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from survey.studies.cryptodrug import answers, mess
from survey.studies.cryptodrug.careers import careers
from survey.studies.cryptodrug.people import Person, included
from survey.studies.cryptodrug.questionnaire import FOLDER, Question, questions

SEED = 2056
META = ("id", "submitdate", "lastpage", "startlanguage", "startdate", "datestamp", "ipaddr")
EXPORT = FOLDER / "data" / "2019.csv"


def respondents(rng: Random) -> list[Person]:
    """Return the 99 people of the study with all their answers."""
    people = included(rng)
    late = careers(rng, people)
    answers.screening(rng, people)
    answers.profile(rng, people)
    answers.first_use(rng, people)
    answers.change(rng, people, late)
    for page in (answers.purchases, answers.evaluation, answers.motives, answers.vendors):
        page(rng, people)
    for page in (answers.risks, answers.forums, answers.shocks, mess.stumble):
        page(rng, people)
    mess.show_hidden(people)
    mess.stop(people)
    return people


def started(seed: int = SEED) -> list[Person]:
    """Return every questionnaire that was started, in the order of the export."""
    rng = Random(seed)  # noqa: S311 - invented data, made the same way each time
    people = respondents(rng)
    everyone = people + mess.strangers(rng)
    mess.stamp(rng, everyone)
    return mess.number(rng, everyone + mess.copies(rng, people))


def heads(asked: Sequence[Question]) -> list[str]:
    """Return the headings of the export."""
    return [*META, *(column for question in asked for column in question.columns)]


def cells(person: Person, asked: Sequence[Question]) -> list[str]:
    """Return one line of the export."""
    line = [person.meta[name] for name in META]
    for question in asked:
        answer = person.answers.get(question.name)
        line += [""] * len(question.columns) if answer is None else question.cells(answer)
    return line


def export(people: Sequence[Person], asked: Sequence[Question] | None = None) -> bytes:
    """Return the export of a wave as the platform writes it: BOM, semicolons, every cell quoted, CRLF."""
    asked = asked or questions()
    lines = [heads(asked), *(cells(person, asked) for person in people)]
    return ("\ufeff" + "".join(quoted(line) for line in lines)).encode()


def quoted(line: Iterable[str]) -> str:
    """Return one line of CSV with every cell in quotation marks."""
    return ";".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\r\n"


def main(arguments: Sequence[str]) -> None:
    """Write the export to the file named, or to the study's own data folder."""
    target = Path(arguments[0]) if arguments else EXPORT
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(export(started()))


if __name__ == "__main__":
    main(sys.argv[1:])
