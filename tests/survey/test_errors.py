"""Messages with what, where and what to do; problems gathered and raised at once."""

import pytest

from survey.errors import Problem, StudyError, did_you_mean, gather, problem


def test_a_message_has_three_parts() -> None:
    assert str(problem("it is broken", "row 3", "Mend it.")) == "it is broken\nin row 3\nMend it."


def test_an_empty_part_leaves_no_line() -> None:
    assert str(Problem("it is broken", "")) == "it is broken"


def test_the_nearest_word_is_named_else_all() -> None:
    assert did_you_mean("agee", ["age", "buyer"]) == "Did you mean 'age'?"
    assert did_you_mean("xyz", ["b", "a"]) == "Known here: a, b."
    assert not did_you_mean("xyz", [])


def test_gather_raises_every_problem_at_once() -> None:
    def odd(number: int) -> int:
        if number % 2:
            raise problem(f"{number} is odd", "")
        return number

    assert gather(odd, [2, 4]) == [2, 4]
    with pytest.raises(StudyError) as caught:
        gather(odd, [1, 2, 3])
    assert str(caught.value) == "1 is odd\n\n3 is odd"
