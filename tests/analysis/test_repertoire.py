"""Kept, new, stopped, never: by hand, and how many drugs at all by filling in what is open."""

from collections import Counter
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import Audience, Policy, protect
from survey.missing import Reason
from tests import drugs, toy

Person = dict[str, object]
VARIABLES = drugs.variables("xyz")
FATES = ("kept", "new", "stopped", "never", "undetermined")


def uses(person: Person, item: str) -> tuple[set[bool], set[bool]]:
    """Return whether somebody may have used a drug before and since, every way that is open."""
    gate, before = person.get(f"{item}_12m", toy.OPEN), person.get(f"{item}_before", toy.OPEN)
    since = {True, False} if isinstance(gate, Reason) else {gate == "year"}
    if gate == "never" and before is Reason.NOT_APPLICABLE:
        return {False}, since
    return ({True, False} if isinstance(before, Reason) else {before == "yes"}), since


def fate(person: Person, item: str) -> str:
    before, since = uses(person, item)
    if len(before) + len(since) > 2:
        return "undetermined"
    return {(True, True): "kept", (False, True): "new", (True, False): "stopped"}.get(
        (before.pop(), since.pop()), "never"
    )


def place(person: Person, side: int) -> str:
    totals = {sum(filled) >= 2 for filled in product(*(uses(person, item)[side] for item in "xyz"))}
    return "open" if len(totals) > 1 else "at_least" if totals.pop() else "below"


@settings(max_examples=60, deadline=None)
@given(st.lists(drugs.person("xyz"), max_size=10))
def test_by_hand(people: list[Person]) -> None:
    made = toy.table("repertoire", "", VARIABLES, people)
    for item in "xyz":
        found = {word: cell.count or 0 for word, cell in toy.row_of(made, item).cells.items()}
        expected = Counter(fate(person, item) for person in people)
        assert {word: found.get(word, 0) for word in FATES} == {word: expected[word] for word in FATES}
        assert found["n"] + found["undetermined"] == len(people)
    for side, name in enumerate(("before", "since")):
        expected = Counter(place(person, side) for person in people)
        found = {word: toy.column(made, "value").get(f"{name}_{word}") or 0 for word in ("at_least", "below", "open")}
        assert found == {word: expected[word] for word in found}


def test_percentages_are_of_those_of_whom_both_are_known() -> None:
    people: list[Person] = [
        {"x_12m": "year", "x_before": "yes"},
        {"x_12m": "year", "x_before": "no"},
        {"x_12m": "ever", "x_before": "yes"},
        {"x_12m": "ever", "x_before": Reason.DONT_KNOW},
        drugs.gate("x", "never"),
    ]
    made = toy.table("repertoire", "", drugs.variables("x"), people)
    assert toy.cell(made, "x", "kept") == (Fraction(25), 1)
    assert {base.key: (base.n, dict(base.missing)) for base in made.bases} == {
        "x": (4, {Reason.DONT_KNOW: 1}),
        "everyone": (5, {}),
    }


def test_at_least() -> None:
    people: list[Person] = [{"x_12m": "year", "x_before": "no"}, {"x_12m": toy.OPEN}]
    made = toy.table("repertoire", "", drugs.variables("x"), people, {"at_least": "1"})
    found = {key: n for key, n in toy.column(made, "value").items() if n}
    assert found == {"before_below": 1, "before_open": 1, "since_at_least": 1, "since_open": 1}


def test_groups() -> None:
    people: list[Person] = [{**drugs.gate("x", "never"), "sex": sex} for sex in "mmv"]
    made = toy.table("repertoire", "", drugs.variables("x"), people, by="sex")
    assert (toy.cell(made, "x", "m.never")[1], toy.cell(made, "x", "v.never")[1]) == (2, 1)


def test_a_small_fate_does_not_follow_from_the_others() -> None:
    kept: Person = {"x_12m": "year", "x_before": "yes"}
    new, stopped = {**kept, "x_before": "no"}, {**kept, "x_12m": "ever"}
    people = [kept] * 20 + [new] * 10 + [stopped] * 2 + [drugs.gate("x", "never")] * 15
    made = toy.table("repertoire", "", drugs.variables("x"), people)
    shown = protect([made], (), Policy(Audience.PUBLIC, 5)).tables[0]
    hidden = {key for key, cell in toy.row_of(shown, "x").cells.items() if cell.hidden}
    assert hidden == {"stopped", "new"}
