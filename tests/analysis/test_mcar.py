"""Little's test as a table: who went in, and the result in cells."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.table import Table, Term
from survey.codebook import VariableType
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy
from tests.reference.missing import AIRQUALITY, LITTLE

NAMES = ("Ozone", "Solar.R", "Wind", "Temp")
VARIABLES = [toy.number(name, VariableType.DECIMAL) for name in NAMES]


def days() -> list[toy.Person]:
    columns = [AIRQUALITY[name].split() for name in NAMES]
    return [
        {name: Reason.NO_ANSWER if word == "NA" else float(word) for name, word in zip(NAMES, row, strict=True)}
        for row in zip(*columns, strict=True)
    ]


def values(made: Table) -> dict[str, Fraction | None]:
    return {row.key: row.cells["value"].value for row in made.rows}


def test_air_quality() -> None:
    statistic, df, p, n, patterns = LITTLE["airquality[1:4]"]
    found = values(toy.table("mcar", " ".join(NAMES), VARIABLES, days()))
    assert [found[key] for key in ("used", "patterns", "df")] == [n, patterns, df]
    assert float(found["statistic"] or 0) == pytest.approx(statistic)
    assert float(found["p"] or 0) == pytest.approx(p)


def test_who_was_left_out_is_in_the_base() -> None:
    more: list[toy.Person] = [dict.fromkeys(NAMES, Reason.NOT_SHOWN), {"Wind": 3.0, "Ozone": Reason.NOT_APPLICABLE}, {}]
    made = toy.table("mcar", " ".join(NAMES), VARIABLES, [*days(), *more])
    base = made.bases[0]
    assert (base.n, dict(base.missing)) == (
        153,
        {Reason.NOT_SHOWN: 1, Reason.NOT_APPLICABLE: 1, Reason.NO_ANSWER: 1},
    )
    assert values(made)["used"] == 153


def test_nothing_to_test() -> None:
    made = toy.table("mcar", "Wind Temp", VARIABLES, [{"Wind": 1.0, "Temp": 2.0}])
    assert toy.row_of(made, "statistic").cells["value"].text == Term("mcar.complete")
    assert [row.key for row in made.rows] == ["used", "patterns", "statistic"]


def test_categories_count_by_their_score_and_not_without() -> None:
    q = toy.one("q", "low high")
    with pytest.raises(StudyError, match="'low' of 'q' has no score"):
        toy.table("mcar", "q Wind", [q, *VARIABLES], [])
    scored = replace(q, choices=tuple(replace(c, score=Fraction(at)) for at, c in enumerate(q.choices)))
    people: list[toy.Person] = [{"q": "high" if at % 3 else "low", "Wind": float(at)} for at in range(9)]
    made = toy.table("mcar", "q Wind", [scored, *VARIABLES], [*people, {"Wind": 2.0}, {"Wind": 3.0}])
    assert values(made)["df"] == 1
