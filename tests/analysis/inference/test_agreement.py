"""Agreement between coders against what others printed, and what must hold of any ratings."""

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inference import agreement
from analysis.inference.agreement import (
    Coefficient,
    Metric,
    Pattern,
    Rating,
    Ratings,
    Undefined,
    brennan_prediger,
    cohen,
    conger,
    fleiss,
    gwet_ac1,
    krippendorff,
    light,
    percent,
    ratings_of,
    square,
)
from tests.reference.agreement import (
    COHEN_ERRORS,
    CONGER_AS_PRINTED,
    FLEISS_1971,
    FLEISS_1971_BY_CATEGORY,
    FLEISS_1971_FOUND,
    FLEISS_1971_TOTALS,
    FLEISS_WIKIPEDIA,
    FLEISS_WIKIPEDIA_FOUND,
    FOUR_RATERS,
    FOUR_RATERS_FOUND,
    HAYES_KRIPPENDORFF,
    HAYES_KRIPPENDORFF_ALPHA,
    KRIPPENDORFF,
    SQUARES,
)

ALL: tuple[Callable[[Ratings], Coefficient], ...] = (
    percent,
    cohen,
    conger,
    light,
    fleiss,
    gwet_ac1,
    brennan_prediger,
    krippendorff,
)
SEVERAL = (percent, conger, fleiss, gwet_ac1, brennan_prediger, krippendorff)
CORRECTED = (cohen, conger, light, fleiss, gwet_ac1, brennan_prediger, krippendorff)


def coders(*rows: str) -> Counter[Pattern]:
    """Return the ratings of coders written one sign for each unit."""
    return ratings_of(*([None if sign == "." else sign for sign in row] for row in rows))


def units(text: str) -> Counter[Pattern]:
    """Return the ratings of units written one sign for each coder."""
    return Counter(tuple(None if sign == "." else sign for sign in word) for word in text.split())


def shared_out(text: str) -> Counter[Pattern]:
    """Return ratings from how many coders gave each category: whichever of them that were."""
    return Counter(
        tuple(place for place, sign in enumerate(word) for _ in range(int(sign, 16))) for word in text.split()
    )


def value(found: Coefficient) -> float:
    assert found.value is not None
    return float(found.value)


def printed(number: float) -> float:
    """Return half of the last digit that a paper prints."""
    return 0.5000001 * 10.0 ** -len(str(number).partition(".")[2])


@pytest.mark.parametrize(("rows", "wanted"), KRIPPENDORFF)
def test_krippendorff(rows: Sequence[str], wanted: dict[str, float]) -> None:
    for metric, alpha in wanted.items():
        assert value(krippendorff(coders(*rows), Metric(metric))) == pytest.approx(alpha, abs=5e-5)


def test_hayes_and_krippendorff_2007() -> None:
    ratings = units(HAYES_KRIPPENDORFF)
    assert (sum(ratings.values()), {len(pattern) for pattern in ratings}) == (40, {5})
    for metric, alpha in HAYES_KRIPPENDORFF_ALPHA.items():
        assert value(krippendorff(ratings, Metric(metric))) == pytest.approx(alpha, abs=5e-5)


@pytest.mark.parametrize("name", FOUR_RATERS_FOUND)
def test_four_raters_with_gaps(name: str) -> None:
    wanted, error = FOUR_RATERS_FOUND[name]
    found = getattr(agreement, name)(coders(*FOUR_RATERS))
    assert value(found) == pytest.approx(wanted, abs=printed(wanted))
    assert error is None or found.error == pytest.approx(error, abs=printed(error))


def test_conger_of_the_data_as_printed() -> None:
    assert value(conger(coders(*KRIPPENDORFF[2][0]))) == pytest.approx(CONGER_AS_PRINTED, abs=5e-6)


@pytest.mark.parametrize(("table", "wanted"), SQUARES)
def test_square_tables(table: Sequence[Sequence[int]], wanted: dict[str, float]) -> None:
    for name, number in wanted.items():
        assert value(getattr(agreement, name)(square(table))) == pytest.approx(number, abs=max(printed(number), 5e-5))


@pytest.mark.parametrize(("table", "kappa", "error"), COHEN_ERRORS)
def test_standard_error_of_cohen(table: Sequence[Sequence[int]], kappa: float, error: float) -> None:
    found = cohen(square(table))
    assert value(found) == pytest.approx(kappa, rel=1e-8)
    assert found.error == pytest.approx(error, rel=1e-8)


def test_fleiss_1971() -> None:
    words = FLEISS_1971.split()
    assert [sum(int(word[place]) for word in words) for place in range(5)] == list(FLEISS_1971_TOTALS)
    assert (len(words), {sum(map(int, word)) for word in words}) == (30, {6})
    for name, wanted in FLEISS_1971_FOUND.items():
        assert value(getattr(agreement, name)(shared_out(FLEISS_1971))) == pytest.approx(wanted, abs=printed(wanted))


@pytest.mark.parametrize("place", range(5))
def test_fleiss_1971_category_by_category(place: int) -> None:
    against: Counter[Pattern] = Counter()
    for pattern, count in shared_out(FLEISS_1971).items():
        against[tuple(rating == place for rating in pattern)] += count
    assert value(fleiss(against)) == pytest.approx(FLEISS_1971_BY_CATEGORY[place], abs=5e-4)


def test_fleiss_on_wikipedia() -> None:
    for name, wanted in FLEISS_WIKIPEDIA_FOUND.items():
        found = getattr(agreement, name)(shared_out(FLEISS_WIKIPEDIA))
        assert value(found) == pytest.approx(wanted, abs=5e-5)


@pytest.mark.parametrize("coefficient", CORRECTED)
def test_one_category_only_is_no_perfect_agreement(coefficient: Callable[[Ratings], Coefficient]) -> None:
    found = coefficient({("no", "no"): 20})
    assert (found.value, found.why) == (None, Undefined.NO_VARIATION)


def test_a_category_nobody_gave_leaves_nothing_to_agree_about() -> None:
    ratings: Ratings = {(False, False): 20}
    assert gwet_ac1(ratings, (False, True)).why is Undefined.NO_VARIATION
    assert fleiss(ratings, (False, True)).why is Undefined.NO_VARIATION
    assert brennan_prediger(ratings, (False, True)).why is Undefined.NO_VARIATION


@pytest.mark.parametrize("coefficient", ALL)
@pytest.mark.parametrize("ratings", [{}, {("yes", None): 3, (None, "no"): 2, (None, None): 1}, {("yes",): 4}])
def test_nothing_rated_twice_is_said_as_such(
    coefficient: Callable[[Ratings], Coefficient], ratings: dict[Pattern, int]
) -> None:
    found = coefficient(ratings)
    assert (found.value, found.why, found.n) == (None, Undefined.NO_PAIRS, 0)


def test_percent_of_one_category_is_all() -> None:
    assert percent({("no", "no"): 20}).value == 1


def test_a_coder_who_never_says_yes_agrees_by_chance_only() -> None:
    assert cohen({("no", "no"): 8, ("no", "yes"): 2}).value == 0


def test_a_unit_rated_once_counts_in_the_shares_of_gwet_and_fleiss_alone() -> None:
    both: dict[Pattern, int] = {("yes", "yes"): 4, ("no", "no"): 3, ("yes", "no"): 2}
    more = {**both, ("yes", None): 5}
    assert [f(more).n for f in (percent, fleiss, gwet_ac1, krippendorff, cohen)] == [9] * 5
    assert (percent(more).value, krippendorff(more).value) == (percent(both).value, krippendorff(both).value)
    assert cohen(more).value == cohen(both).value
    assert fleiss(more).value != fleiss(both).value
    assert gwet_ac1(more).value != gwet_ac1(both).value


def test_named_categories_change_what_chance_is_of() -> None:
    ratings: Ratings = {("a", "a"): 5, ("b", "b"): 4, ("a", "b"): 1}
    assert brennan_prediger(ratings).expected == Fraction(1, 2)
    assert brennan_prediger(ratings, ("a", "b", "c", "d")).expected == Fraction(1, 4)


SIGNS = st.sampled_from(["a", "b", "c", None])
TWO_OR_THREE = st.integers(2, 3).flatmap(
    lambda many: st.dictionaries(st.tuples(*[SIGNS] * many), st.integers(1, 6), min_size=1, max_size=8)
)
NAMES: dict[Rating | None, Rating | None] = {"a": 3, "b": "new", "c": "a", None: None}


@settings(max_examples=40, deadline=None)
@given(TWO_OR_THREE)
def test_names_of_categories_and_the_order_of_coders_do_not_matter(ratings: dict[Pattern, int]) -> None:
    renamed = {tuple(NAMES[rating] for rating in pattern): count for pattern, count in ratings.items()}
    turned = {pattern[::-1]: count for pattern, count in ratings.items()}
    for coefficient in SEVERAL:
        found = coefficient(ratings)
        for other in (coefficient(renamed), coefficient(turned)):
            assert (found.value, found.why, found.n) == (other.value, other.why, other.n)


@settings(max_examples=40, deadline=None)
@given(TWO_OR_THREE)
def test_no_coefficient_is_above_one_and_one_is_full_agreement(ratings: dict[Pattern, int]) -> None:
    full = percent(ratings).value == 1
    for coefficient in SEVERAL:
        found = coefficient(ratings)
        assert (found.value is None) == (found.why is not None)
        assert found.value is None or found.value <= 1
        assert found.value is None or (found.value == 1) == full


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), st.integers(1, 9), min_size=1))
def test_of_two_coders_and_no_gaps_the_general_forms_are_the_special_ones(ratings: dict[Pattern, int]) -> None:
    assert cohen(ratings).value == conger(ratings).value == light(ratings).value
    n = sum(ratings.values())
    scott, alpha = fleiss(ratings).value, krippendorff(ratings).value
    if scott is not None and alpha is not None:
        assert 1 - alpha == (1 - scott) * Fraction(2 * n - 1, 2 * n)  # Krippendorff 2011, of small samples
