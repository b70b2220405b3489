"""The merge of one text, whatever its base, its author's version and the release's are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.manifest import same
from reports.refresh.merge import Verdict, judge, next_base

TEXTS = st.sampled_from(["", "45", "45\u00a0", "46", "1\u00a0234", "1 234", "x", "45 (30)"])
BASES = st.none() | TEXTS


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "verdict"),
    [
        ("45", "46", "46", Verdict.SAME),
        ("45", "45", "46", Verdict.WRITE),
        ("45", "44", "45", Verdict.KEEP),
        ("45", "44", "46", Verdict.CONFLICT),
        ("45", "", "46", Verdict.CONFLICT),
        (None, "46", "46", Verdict.SAME),
        (None, "", "46", Verdict.WRITE),
        (None, "45", "46", Verdict.UNKNOWN),
        ("1\u00a0234", "1\u202f234 ", "1 234", Verdict.SAME),
        ("45\u2007", "45\u2007", "45", Verdict.ALIGN),
        ("45", "45", "45\u00a0\u2007", Verdict.ALIGN),
        ("45\u2007", "45", "45\u2007\u2007", Verdict.SAME),
        ("a b", "a b", "a  b", Verdict.SAME),
    ],
)
def test_the_table_of_verdicts(base: str | None, mine: str, theirs: str, verdict: Verdict) -> None:
    assert judge(base, mine, theirs) is verdict


@given(BASES, TEXTS, TEXTS)
def test_only_what_nobody_changed_is_written_over(base: str | None, mine: str, theirs: str) -> None:
    written = judge(base, mine, theirs) is Verdict.WRITE
    assert not written or not mine.strip() or (base is not None and same(base, mine))
    assert not written or not same(mine, theirs)


@given(BASES, TEXTS, TEXTS)
def test_a_second_run_changes_nothing_and_finds_no_new_conflict(base: str | None, mine: str, theirs: str) -> None:
    verdict = judge(base, mine, theirs)
    if verdict is Verdict.UNKNOWN:
        return
    after = theirs if verdict in {Verdict.WRITE, Verdict.ALIGN} else mine
    assert judge(next_base(base, theirs), after, theirs) in {Verdict.SAME, Verdict.KEEP}


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_a_hand_edit_survives_every_later_release(base: str, mine: str, theirs: str, later: str) -> None:
    if judge(base, mine, theirs) in {Verdict.KEEP, Verdict.CONFLICT}:
        assert judge(next_base(base, theirs), mine, later) is not Verdict.WRITE


@given(TEXTS, TEXTS)
def test_a_text_under_revision_keeps_its_base(base: str, theirs: str) -> None:
    assert next_base(base, theirs, pending=True) == base
    assert next_base(None, theirs, pending=True) == theirs
