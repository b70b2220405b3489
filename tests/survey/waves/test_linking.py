"""Who answered twice: one error links, two never do, and whose code fits several people is linked to nobody."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from survey import Study
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.errors import StudyError
from survey.keystore import KeyStore
from survey.missing import Reason
from survey.survey import Action, Linked, Survey
from survey.waves.linking import FEWEST, Element, check_link, elements, link, linked
from tests import toy

EARLIER, LATER = "2019", "2021"
FEW = settings(max_examples=25)
Code = Sequence[str]


def store(waves: Mapping[str, Sequence[Code]]) -> KeyStore:
    """Return a key file in which person `2019-0` made the first code of 2019, and so on."""
    ids = {(wave, str(row)): f"{wave}-{row}" for wave, codes in waves.items() for row in range(len(codes))}
    rows = {
        (wave, str(row)): {f"c{place}": part for place, part in enumerate(code)}
        for wave, codes in waves.items()
        for row, code in enumerate(codes)
    }
    return KeyStore(ids, rows, "secret")


def find(earlier: Sequence[Code], later: Sequence[Code], length: int = 0) -> Linked:
    waves = {EARLIER: earlier, LATER: later}
    parts = [Element(f"c{place}") for place in range(length or len((*earlier, *later, ())[0]))]
    people = {wave: [f"{wave}-{row}" for row in range(len(codes))] for wave, codes in waves.items()}
    return link(store(waves), people, dict.fromkeys(waves, parts))[EARLIER, LATER]


def rows(found: Linked) -> set[tuple[int, int]]:
    return {(int(a.partition("-")[2]), int(b.partition("-")[2])) for a, b in found.pairs}


CODE = st.lists(st.sampled_from(["a", "b", "c", ""]), min_size=5, max_size=5)
CODES = st.lists(CODE, max_size=8)
WORDS = st.lists(st.text("ab", max_size=6).map(lambda word: [word]), max_size=8)
SHORT = st.lists(st.lists(st.sampled_from(["a", "b", ""]), min_size=3, max_size=3), max_size=6)


def errors(one: Code, other: Code) -> int:
    """Return in how many places two codes are not alike, as the rule says it."""
    if len(one) == 1:
        return Levenshtein.distance(one[0], other[0])
    return sum(x != y or not x for x, y in zip(one, other, strict=True))


def tolerated(one: Code, other: Code) -> int:
    lengths = [len(one)] if len(one) > 1 else [len(one[0]), len(other[0])]
    return int(min(lengths) >= FEWEST)


def fits(one: Code, other: Code) -> bool:
    return min(len(one[0] + other[0]), 1) <= len(one) and errors(one, other) <= tolerated(one, other)


def is_incomplete(code: Code) -> bool:
    return list(code).count("") > int(len(code) >= FEWEST)


def expected(earlier: Sequence[Code], later: Sequence[Code]) -> Linked:
    """Return the same, slowly: everybody is held against everybody."""
    sides = {EARLIER: list(earlier), LATER: list(later)}
    told = {wave: [row for row, code in enumerate(codes) if not is_incomplete(code)] for wave, codes in sides.items()}
    pairs = [(a, b) for a in told[EARLIER] for b in told[LATER] if fits(earlier[a], later[b])]
    double = {(w, r) for w, codes in sides.items() for r in told[w] if codes.count(codes[r]) > 1}
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    sure = [
        (a, b) for a, b in pairs if first.count(a) == second.count(b) == 1 and not {(EARLIER, a), (LATER, b)} & double
    ]
    held = {(EARLIER, a) for a in first} | {(LATER, b) for b in second} | double
    held -= {(EARLIER, a) for a, _ in sure} | {(LATER, b) for _, b in sure}
    lacking = [(w, r) for w, codes in sides.items() for r, code in enumerate(codes) if is_incomplete(code)]
    names = [(f"{EARLIER}-{a}", f"{LATER}-{b}") for a, b in sorted(sure)]
    return Linked(tuple(names), *(tuple((w, f"{w}-{r}") for w, r in sorted(people)) for people in (held, lacking)))


@pytest.mark.parametrize("codes", [CODES, SHORT, WORDS], ids=["five elements", "three elements", "one word"])
def test_the_same_people_are_found_as_by_holding_everybody_against_everybody(
    codes: st.SearchStrategy[list[Code]],
) -> None:
    @FEW
    @given(codes, codes)
    def check(earlier: list[Code], later: list[Code]) -> None:
        length = len((*earlier, *later, [""])[0])
        assert find(earlier, later, length) == expected(earlier, later)

    check()


def changed(code: Code, places: Sequence[int]) -> list[str]:
    return [part if place not in places else "z" + part for place, part in enumerate(code)]


WHOLE = st.lists(st.sampled_from("abc"), min_size=4, max_size=6)


@FEW
@given(WHOLE, st.data())
def test_one_error_links_and_two_never_do(code: Code, data: st.DataObject) -> None:
    wrong = data.draw(st.sampled_from(list(combinations(range(len(code)), 2))))
    assert rows(find([code], [code])) == {(0, 0)}
    assert rows(find([code], [changed(code, wrong[:1])])) == {(0, 0)}
    lost = [part if place != wrong[0] else "" for place, part in enumerate(code)]
    assert rows(find([lost], [code])) == {(0, 0)}
    for other in (changed(code, wrong), changed(lost, wrong[1:])):
        assert find([code], [other]) == Linked()
        assert find([other], [code]) == Linked()


@FEW
@given(st.text("abcd", min_size=5, max_size=9), st.data())
def test_one_letter_links_and_two_never_do(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    for other in (
        word[:place] + word[place + 1 :],
        word[:place] + "z" + word[place:],
        word[:place] + "z" + word[place + 1 :],
    ):
        assert rows(find([[word]], [[other]])) == {(0, 0)}
    assert find([[word]], [["zz" + word]]) == Linked()


@FEW
@given(CODES, CODES, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_of_waves_matters(earlier: list[Code], later: list[Code], order: object) -> None:
    found = rows(find(earlier, later, 5))
    places = list(range(len(earlier)))
    order.shuffle(places)  # type: ignore[attr-defined]
    assert {(places[a], b) for a, b in rows(find([earlier[row] for row in places], later, 5))} == found
    assert {(b, a) for a, b in rows(find(later, earlier, 5))} == found


@FEW
@given(CODES, CODES)
def test_doubles_are_never_linked(earlier: list[Code], later: list[Code]) -> None:
    twice = find([*earlier, *earlier], later, 5)
    assert twice.pairs == ()
    assert find(later, [*earlier, *earlier], 5).pairs == ()


def test_who_has_a_second_candidate_is_ambiguous() -> None:
    found = find(["abcd"], ["abcx", "abyd"])
    assert (found.pairs, found.ambiguous) == ((), ((EARLIER, "2019-0"), (LATER, "2021-0"), (LATER, "2021-1")))


def test_codes_in_common_are_not_spelt_out_pair_by_pair() -> None:
    crowd = [["same"]] * 20_000
    found = find([*crowd, ["alone"]], [*crowd, ["alone"]])
    assert (len(found.pairs), len(found.ambiguous)) == (1, 40_000)


@pytest.mark.parametrize(
    ("one", "other"),
    [(" José ", "jose"), ("ÉLISE", "élise"), ("07", "7"), ("7.0", "7"), ("1984", "1984.0"), ("Straße", "STRASSE")],
)
def test_spelling_does_not_matter(one: str, other: str) -> None:
    rest = ["1", "2", "3"]
    assert rows(find([[one, *rest, "4"]], [[other, *rest, "5"]])) == {(0, 0)}
    assert rows(find([[one]], [[other]])) == ({(0, 0)} if len(one.strip()) >= FEWEST and one[0] != "1" else set())


def test_a_code_of_three_must_agree_wholly() -> None:
    assert rows(find(["abc"], ["abc"])) == {(0, 0)}
    assert find(["abc"], ["abx"]) == Linked()
    assert find([["a", "b", ""]], [["a", "b", ""]]).incomplete == ((EARLIER, "2019-0"), (LATER, "2021-0"))
    assert find([["abc"]], [["abcd"]]) == Linked()


MOTHER = Variable(
    "mother",
    VariableType.SELECT_ONE,
    toy.label("mother"),
    (
        Choice("anna", toy.label("A"), codes=("1", "A")),
        Choice("maria", toy.label("M"), codes=("2",)),
        Choice("dk", toy.label("?"), codes=("9",), reason=Reason.DONT_KNOW),
    ),
    identifier=True,
)
DAY = Variable(
    "day", VariableType.INTEGER, toy.label("day"), column="Q7", missing={"-8": Reason.REFUSED}, identifier=True
)


def test_where_the_elements_stand_is_said_wave_by_wave() -> None:
    found = elements(["mother", "day"], {"a": toy.codebook(MOTHER, DAY), "b": toy.codebook(MOTHER)}, ["-99"])
    assert found["a"][0] == Element("mother", frozenset({"-99", "9"}), {"1": "anna", "A": "anna", "2": "maria"})
    assert found["a"][1] == Element("Q7", frozenset({"-99", "-8"}))
    assert found["b"][1] == Element("day", frozenset({"-99"}))


def test_a_category_is_the_same_however_a_wave_writes_it() -> None:
    waves = {EARLIER: [["1", "x", "y", "z", "-99"]], LATER: [["anna", "x", "y", "z", "-99"]]}
    first, second = ([Element(f"c{place}", frozenset({"-99"})) for place in range(5)] for _ in waves)
    first[0] = Element("c0", names={"1": "anna"})
    people = {wave: [f"{wave}-0"] for wave in waves}
    assert len(link(store(waves), people, {EARLIER: first, LATER: second})[EARLIER, LATER].pairs) == 1
    assert not link(store(waves), people, {EARLIER: second, LATER: second})[EARLIER, LATER].pairs


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mothr", r"no variable.*mother"),
        ("open", "no identifier.*identifier = yes"),
        ("set", "several answers"),
    ],
)
def test_the_code_is_made_of_identifiers_with_one_answer(name: str, message: str) -> None:
    several = Variable("set", VariableType.SELECT_MULTIPLE, Label(), identifier=True)
    book = Codebook({v.name: v for v in (MOTHER, DAY, several, toy.one("open"))})
    check_link(["mother", "day"], book, "study.toml, link.of")
    with pytest.raises(StudyError) as caught:
        check_link([name], book, "study.toml, link.of")
    said = caught.value.problems[0]
    assert re.search(message, str(said), flags=re.DOTALL)


SETTINGS = """
[study]
title = { nl = "Proef" }
languages = ["nl"]

[[wave]]
name = "2019"
export = "data/2019.csv"

[[wave]]
name = "2021"
export = "data/2021.csv"

[link]
of = ["street", "pet", "month", "letter"]
"""
SURVEY = "type,name,label::nl,identifier\nselect_one yn,used,Gebruikt,\n" + "".join(
    f"text,{name},{name},yes\n" for name in ("street", "pet", "month", "letter")
)
HEADS = "used,street,pet,month,letter\n"
FIRST = HEADS + "yes,Kerkstraat,Rex,5,q\nno,Dorp,Minou,7,w\nyes,,,3,x\nno,Laan,Bo,9,p\nno,Laan,Bo,9,p\n"
SECOND = HEADS + "yes,KERKSTRAAT,rex,05,z\nno,Dorp,Felix,8,w\nno,Laan,Bo,9,p\n"


@pytest.fixture
def folder(write: Callable[..., Path]) -> Path:
    made = write(settings=SETTINGS, survey=SURVEY)
    for name, text in {"2019": FIRST, "2021": SECOND}.items():
        (made / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    return made


def counts(survey: Survey) -> list[tuple[str, str, int | None]]:
    told = (Action.LINKED, Action.UNCLEAR_CODE, Action.INCOMPLETE_CODE)
    return [(step.action.value, step.subject, step.count) for step in survey.history if step.action in told]


def test_a_study_finds_the_people_of_two_waves(folder: Path) -> None:
    survey = Study.load(folder).survey(keep_keys=False)
    [(first, second)] = linked(survey, "2019", "2021")
    assert [survey.values["used"][person] for person in (("2019", first), ("2021", second))] == ["yes", "yes"]
    waves = "2019, 2021"
    assert counts(survey) == [("linked", waves, 1), ("unclear_code", waves, 3), ("incomplete_code", waves, 1)]


def test_who_was_not_kept_is_not_linked(folder: Path) -> None:
    survey = Study.load(folder).survey(keep_keys=False)
    gone = survey.keep([wave == "2019" for wave, _ in survey.index])
    assert len(survey.links["2019", "2021"].pairs) == 1
    assert linked(gone, "2019", "2021") == linked(survey, "2021", "2019") == ()


def test_one_wave_has_nobody_to_link(folder: Path) -> None:
    survey = Study.load(folder).of_waves(["2021"]).survey(keep_keys=False)
    assert counts(survey) == []
    assert linked(survey, "2019", "2021") == ()


def test_no_part_of_a_code_leaves_the_key_file(folder: Path) -> None:
    survey = Study.load(folder).survey(keep_keys=False)
    told = f"{survey.values.to_csv()} {survey.reasons.to_csv()} {survey.history} {survey.links}".casefold()
    assert [word for word in ("kerkstraat", "rex", "minou", "dorp") if word in told] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('of = ["used"]', "'used', which is no identifier"),
        ('of = ["strat"]', "'strat', which is no variable"),
        ('of = ["pet", "pet"]', "there twice"),
        ("of = []", "a list of at least one"),
        ('off = ["pet"]', "'off' is no setting"),
    ],
)
def test_settings_of_the_code_are_checked(write: Callable[..., Path], line: str, message: str) -> None:
    settings = SETTINGS.replace('of = ["street", "pet", "month", "letter"]', line)
    with pytest.raises(StudyError, match=re.escape(message)):
        Study.load(write(settings=settings, survey=SURVEY))
