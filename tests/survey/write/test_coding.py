"""Numbers for answers and absences."""

from survey.codebook import Choice, Label
from survey.missing import Denominator, Reason
from survey.write.coding import CODES, HIGHEST, LOWEST, absent_range, category_codes, coded, holds_codes
from survey.write.fields import fields
from tests import toy


def named(**codes: str) -> list[Choice]:
    return [Choice(name, Label(), codes=(code,) if code else ()) for name, code in codes.items()]


def test_categories_keep_the_whole_numbers_of_the_export() -> None:
    assert category_codes(named(never="0", often="7")) == {"never": 0, "often": 7}
    assert category_codes(toy.choices("3 1 2")) == {"3": 3, "1": 1, "2": 2}


def test_other_codes_are_numbered_in_the_order_asked() -> None:
    for codes in ({"a": "A1", "b": "2"}, {"a": "01", "b": "1"}, {"a": "1", "b": "-95"}, {"a": "1.5", "b": "2"}):
        assert category_codes(named(**codes)) == {"a": 1, "b": 2}
    assert category_codes(named(a="1" * 12, b="2")) == {"a": 1, "b": 2}


def test_every_reason_has_a_code_of_its_own() -> None:
    assert set(CODES) == set(Reason)
    assert len(set(CODES.values())) == len(Reason)
    assert (LOWEST, HIGHEST) == (-99, -91)


def test_one_range_makes_each_denominator() -> None:
    for denominator in Denominator:
        found = absent_range(denominator)
        outside = {reason for reason, code in CODES.items() if found and found[0] <= code <= found[1]}
        assert outside == denominator.absent


def test_numbers_like_the_codes_leave_no_room_for_them() -> None:
    free, full = toy.number("free"), toy.number("full")
    made = toy.survey([free, full], [{"free": -90, "full": -95}, {"free": -100}])
    room = {field.name: holds_codes(made, field) for field in fields(made)}
    assert room == {"free": True, "full": False}


def test_a_column_holds_answers_and_absences() -> None:
    made = toy.survey([toy.one("q"), toy.several("s", "a b")], [{"q": "no", "s": "b"}, {"q": Reason.REFUSED, "s": ""}])
    cells = {field.name: coded(made, field).to_list() for field in fields(made)}
    assert cells == {"q": [2.0, -93.0], "s/a": [0.0, 0.0], "s/b": [1.0, 0.0]}
