"""Which reasons each denominator leaves out."""

import pytest

from survey.missing import Denominator, Reason

NOT_ASKED = {Reason.NOT_APPLICABLE, Reason.NOT_SHOWN, Reason.NOT_IN_WAVE}


@pytest.mark.parametrize(
    ("denominator", "absent"),
    [
        (Denominator.ALL, set()),
        (Denominator.ASKED, NOT_ASKED),
        (Denominator.REACHED, {*NOT_ASKED, Reason.BREAK_OFF}),
        (Denominator.VALID, set(Reason)),
    ],
)
def test_denominators(denominator: Denominator, absent: set[Reason]) -> None:
    assert denominator.absent == absent
