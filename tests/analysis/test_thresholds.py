"""What several thresholds would hide of the same tables."""

from analysis.thresholds import losses
from tests.toy import one, spread, table


def test_a_higher_threshold_hides_more() -> None:
    made = table("frequency", "q", [one("q", "a b c d")], spread("q", a=2, b=4, c=8, d=50))
    found = losses([made], [])
    hidden = {loss.threshold: loss.cells for loss in found}
    assert [loss.threshold for loss in found] == [3, 5, 10]
    assert hidden[3] == 2  # n and percentage of category a
    assert hidden[5] == 4
    assert hidden[10] == 6
    assert all(loss.of == 8 and loss.tables == 1 for loss in found)


def test_nothing_small_nothing_hidden() -> None:
    made = table("frequency", "q", [one("q", "a b")], spread("q", a=20, b=30))
    assert [loss.cells + loss.tables for loss in losses([made], [])] == [0, 0, 0]
