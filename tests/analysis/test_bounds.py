"""Worst-case bounds: every way of filling in the open answers stays within them, and reaches them."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import Audience, Policy, protect
from survey.errors import StudyError
from survey.missing import NOT_ASKED, Reason
from tests import toy

Q = toy.one("q", "yes no maybe", top="yes no")
SET = toy.several("s", "a b none", exclusive="none")
BOUNDS = {"bounds": "yes"}
ASKED = [reason for reason in Reason if reason not in NOT_ASKED]


def test_the_example_of_the_literature() -> None:
    people = toy.spread("q", yes=30, no=20, no_answer=18, break_off=12, not_applicable=19)
    made = toy.table("frequency", "q", [Q], people, BOUNDS)
    assert toy.cell(made, "yes", "percent") == (Fraction(60), 30)
    assert toy.cell(made, "yes", "lowest") == (Fraction("37.5"), 30)
    assert toy.cell(made, "yes", "highest") == (Fraction(75), 60)
    assert {base.key: base.n for base in made.bases} == {"q": 50, "q.asked": 80}


@settings(deadline=None)
@given(st.lists(st.sampled_from(["yes", "no", "maybe", *Reason]), min_size=1, max_size=6))
def test_every_completion_is_within_the_bounds_and_both_are_reached(answers: list[str]) -> None:
    made = toy.table("frequency", "q", [Q], [{"q": answer} for answer in answers], BOUNDS)
    asked = [answer for answer in answers if answer not in NOT_ASKED]
    gaps = [place for place, answer in enumerate(asked) if isinstance(answer, Reason)]
    for name in ("yes", "no", "maybe"):
        cells = toy.row_of(made, name).cells
        if not asked:
            assert set(cells) == {"n"}
            continue
        shares = []
        for filling in product(["yes", "no", "maybe"], repeat=len(gaps)):
            filled = list(asked)
            for place, answer in zip(gaps, filling, strict=True):
                filled[place] = answer
            shares.append(Fraction(100 * filled.count(name), len(asked)))
        assert (cells["lowest"].value, cells["highest"].value) == (min(shares), max(shares))


@given(st.lists(st.one_of(st.sampled_from(["", "a", "b", "a b", "none"]), st.sampled_from(ASKED)), min_size=1))
def test_a_tick_box_is_bounded_like_an_answer(answers: list[str]) -> None:
    made = toy.table("multiresponse", "s", [SET], [{"s": answer} for answer in answers], BOUNDS)
    known = [answer.split() for answer in answers if not isinstance(answer, Reason)]
    for box in ("a", "b", "none"):
        k = sum(box in ticked for ticked in known)
        cells = toy.row_of(made, box).cells
        assert cells["lowest"].value == Fraction(100 * k, len(answers))
        assert cells["highest"].value == Fraction(100 * (k + len(answers) - len(known)), len(answers))


def test_of_a_battery_the_top_share_is_bounded() -> None:
    people = [*[{"q": "yes", "r": "no"}] * 3, {"q": "maybe", "r": "maybe"}, {"q": Reason.DONT_KNOW, "r": "yes"}]
    scale = [Q, toy.one("r", "yes no maybe", top="yes no")]
    made = toy.table("battery", "q r", scale, people, BOUNDS)
    assert toy.cell(made, "q", "top") == (Fraction(75), 3)
    assert (toy.cell(made, "q", "lowest"), toy.cell(made, "q", "highest")) == ((Fraction(60), 3), (Fraction(80), 4))
    plain = [toy.one(name, "yes no", top="yes") for name in "qr"]
    with pytest.raises(StudyError, match="no top share to bound"):
        toy.table("battery", "q r", plain, [], BOUNDS)


def test_each_group_has_its_own_bounds() -> None:
    sex = toy.one("sex", "m v")
    people = [{"q": "yes", "sex": "m"}, {"sex": "m"}, {"q": "no", "sex": "v"}, {"sex": "v"}, {"sex": "v"}]
    made = toy.table("frequency", "q", [Q, sex], people, BOUNDS, by="sex")
    assert toy.cell(made, "yes", "m.highest") == (Fraction(100), 2)
    assert toy.cell(made, "no", "v.lowest") == (Fraction(100, 3), 1)


COUNTS = st.fixed_dictionaries(
    {
        name: st.integers(0, 14)
        for name in ("yes", "no", "maybe", "no_answer", "break_off", "not_applicable", "not_shown")
    }
)


@settings(deadline=None)
@given(COUNTS, st.sampled_from([3, 5, 10]))
def test_bounds_give_no_small_count_away(counts: dict[str, int], k: int) -> None:
    made = toy.table("frequency", "q", [Q], toy.spread("q", **counts), BOUNDS)
    shown = protect([made], (), Policy(Audience.PUBLIC, k)).tables[0]
    left_open = counts["no_answer"] + counts["break_off"]
    apart = counts["not_applicable"] + counts["not_shown"]
    valid, asked = (base.n for base in shown.bases)
    if 0 < left_open < k:
        assert asked is None or valid is None
    for name in ("yes", "no", "maybe"):
        cells = toy.row_of(shown, name).cells
        small = any(0 < n < k for n in (counts[name], left_open, apart))
        if small and "highest" in cells:
            assert cells["highest"].hidden
            assert cells["lowest"].hidden or not counts[name]
