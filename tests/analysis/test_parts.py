"""What parts of a sum give away, against every threshold."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis import parts
from analysis.table import Cell

sizes = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 15))


@given(sizes, st.integers(3, 10))
def test_a_hidden_part_never_follows_from_the_sum(found: dict[str, int], k: int) -> None:
    reveals = parts.revealing(found)
    hidden = [n for key, n in found.items() if 0 < n < k or 0 < (reveals[key] or 0) < k]
    everything = [n for n in found.values() if n]
    assert not hidden or (len(hidden) > 1 and sum(hidden) >= k) or hidden == everything


@given(sizes)
def test_nothing_small_hides_nothing(found: dict[str, int]) -> None:
    least = min((n for n in found.values() if n), default=0)
    assert all((told or least) >= least for told in parts.revealing(found).values())
    by_size = [parts.revealing(found)[key] or 0 for key in sorted(found, key=lambda key: found[key])]
    assert all(earlier <= later for earlier, later in pairwise(by_size))


def test_a_cell_keeps_the_smaller_of_two() -> None:
    assert parts.told(None, 3) is None
    assert parts.told(Cell(reveals=5), 3) == Cell(reveals=3)
    assert parts.told(Cell(), None) == Cell()
