"""Which interviews can be compared, who rated them, and which turns hold a code."""

import pytest

from analysis.presence import (
    coders,
    compared,
    initials,
    part,
    pooled,
    presence,
    rated_turns,
    raters,
    together,
    touches,
    unheard,
)
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus
from survey.interviews.turns import Speaker
from tests.corpora import codes, coding, interview, suggested

TEXT = "I: wat deed ge?\n\nR: lopen en zwemmen\n\nI: en nog?\n\nR: fietsen\n\nR: slapen"
ONE, TWO, THREE = (interview(name, TEXT) for name in ("k1", "k2", "k3"))
TREE = codes("sport", "sport/water", "rust")


def corpus(*codings: Coding) -> Corpus:
    return Corpus("set", (ONE, TWO, THREE), TREE, codings)


SET = corpus(
    coding(ONE, "zwemmen", "sport/water", "An"),
    coding(ONE, "lopen en zwemmen\n\nI: en nog?\n\nR: fietsen", "sport", "Bo"),
    coding(ONE, "slapen", "rust", "An"),
    coding(TWO, "lopen", "sport", "An"),
    coding(TWO, "slapen", "rust", "Cas"),
    coding(THREE, "slapen", "rust", "An"),
)


def test_only_what_two_coders_coded_can_be_compared() -> None:
    twice = compared(SET)
    assert [each.id for each in twice] == ["k1", "k2"]
    assert (raters(twice, "k1"), raters(twice, "k2")) == (("An", "Bo"), ("An", "Cas"))
    assert coders(twice) == ("An", "Bo", "Cas")
    assert compared(part(SET, ["k3"])).interviews == ()


def test_a_suggestion_makes_nobody_a_coder() -> None:
    waiting = suggested(coding(THREE, "lopen", "sport", "Bo"))
    assert [each.id for each in compared(corpus(*SET.codings, waiting))] == ["k1", "k2"]


def test_units_are_the_turns_of_who_is_interviewed() -> None:
    assert [TEXT[turn.start : turn.end] for turn in rated_turns(SET, "k1")] == ["lopen en zwemmen", "fietsen", "slapen"]


def test_turns_of_nobody_known_are_units_too() -> None:
    plain = interview("k4", "eerst dit\n\ndan dat")
    found = rated_turns(Corpus("set", (plain,), TREE), "k4")
    assert [turn.speaker for turn in found] == [Speaker.UNKNOWN] * 2


def test_a_parent_is_present_where_a_code_under_it_is() -> None:
    twice = compared(SET)
    assert presence(twice, "sport")["k1"] == {(True, True, None): 1, (False, True, None): 1, (False, False, None): 1}
    assert presence(twice, "sport/water")["k1"] == {(True, False, None): 1, (False, False, None): 2}


def test_who_did_not_code_an_interview_has_no_ratings_there() -> None:
    assert presence(compared(SET), "rust")["k2"] == {(False, None, True): 1, (False, None, False): 2}


def test_pooled_codes_are_held_against_every_turn_one_by_one() -> None:
    twice = compared(SET)
    found = together(pooled(twice, ["sport", "sport/water", "rust"]))
    assert sum(found.values()) == 3 * 6
    assert found[(False, True, None)] == 2
    assert found[(True, False, None)] == 2


def test_what_stands_only_in_the_interviewers_words_is_counted_apart() -> None:
    asked = coding(ONE, "wat deed ge", "rust", "Bo")
    assert unheard(compared(SET)) == 0
    assert unheard(compared(corpus(*SET.codings, asked))) == 1


@pytest.mark.parametrize(
    ("words", "held"), [("en nog?\n\nR: f", [True, False]), ("I: en nog?", [False, False]), ("s", [False, True])]
)
def test_a_coding_is_in_every_turn_it_has_a_character_of(words: str, held: list[bool]) -> None:
    start = TEXT.rindex(words)
    made = Coding("k1", start, start + len(words), "rust")
    assert [touches(made, turn) for turn in rated_turns(SET, "k1")[1:]] == held


def test_a_coding_without_characters_is_in_the_turn_it_stands_in() -> None:
    turn = rated_turns(SET, "k1")[0]
    assert touches(Coding("k1", turn.start, turn.start, "rust"), turn)
    assert not touches(Coding("k1", turn.end + 1, turn.end + 1, "rust"), turn)


def test_initials_are_short_and_tell_coders_apart() -> None:
    assert initials(["An De Wit", "LV", "J. Peeters", ""]) == {
        "An De Wit": "ADW",
        "LV": "LV",
        "J. Peeters": "JP",
        "": "?",
    }
    assert initials(["Jan Peeters", "Joke Pauwels", "An"]) == {"Jan Peeters": "JP1", "Joke Pauwels": "JP2", "An": "AN"}
