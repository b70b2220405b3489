"""Intervals by interview: drawn whole, the same every time, and none where nothing can be said."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from analysis.inference.agreement import Coefficient, Pattern, Ratings, krippendorff, percent
from analysis.inference.resampling import DRAWS, Interval, by_interview

YES, NO, MIXED = (True, True), (False, False), (True, False)


def drawn(*interviews: Mapping[Pattern, int]) -> dict[str, Interval | None]:
    return by_interview([Counter(each) for each in interviews], {"percent": percent, "alpha": krippendorff})


def test_two_interviews_are_drawn_as_the_binomial_has_it() -> None:
    """Of full agreement and none, half and half: both, one of each, or the other twice: 1/4, 1/2, 1/4."""
    found = by_interview([{YES: 1}, {MIXED: 1}], {"percent": percent})["percent"]
    assert found == Interval(Fraction(0), Fraction(1), DRAWS, DRAWS)


def test_the_same_every_time_and_around_the_value() -> None:
    interviews: list[dict[Pattern, int]] = [{YES: 3 + n, NO: 20, MIXED: 1 + n % 3} for n in range(8)]
    found = drawn(*interviews)["alpha"]
    assert found is not None
    assert found == drawn(*interviews)["alpha"]
    whole: Counter[Pattern] = Counter()
    for each in interviews:
        whole.update(each)
    value = krippendorff(whole).value
    assert value is not None
    assert found.low < value < found.high < 1


def test_the_order_of_interviews_hardly_matters_and_their_size_does() -> None:
    small = drawn({YES: 2, NO: 8, MIXED: 1}, {YES: 2, NO: 7, MIXED: 2}, {YES: 3, NO: 9, MIXED: 1})["alpha"]
    many: list[dict[Pattern, int]] = [{YES: 20, NO: 80, MIXED: 10 + n} for n in (0, 1, 2)]
    large = drawn(*many)["alpha"]
    assert small is not None
    assert large is not None
    assert large.high - large.low < small.high - small.low


def test_one_interview_has_no_interval() -> None:
    assert drawn({YES: 3, NO: 3, MIXED: 1}) == {"percent": None, "alpha": None}
    assert by_interview([], {"percent": percent}) == {"percent": None}


def test_full_agreement_everywhere_has_none() -> None:
    assert drawn({YES: 3, NO: 3}, {YES: 1, NO: 9}) == {"percent": None, "alpha": None}


def test_a_code_that_many_draws_do_not_hold_has_none() -> None:
    rare = drawn({NO: 9}, {NO: 9}, {YES: 1, MIXED: 1, NO: 9})
    assert rare["alpha"] is None
    assert rare["percent"] is not None


def test_every_set_of_interviews_is_computed_once() -> None:
    seen: list[int] = []

    def count(ratings: Ratings) -> Coefficient:
        seen.append(1)
        return percent(ratings)

    by_interview([{YES: 1}, {MIXED: 1}, {NO: 2, MIXED: 1}], {"percent": count})
    assert len(seen) == 10
