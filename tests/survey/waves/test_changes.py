"""Two questionnaires held against each other: each kind of change is told, and nothing that is none."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.waves.changes import CategoryKind, Change, ChangeKind, compare, same_choice, same_wording

ONE, INTEGER = VariableType.SELECT_ONE, VariableType.INTEGER


def words(**texts: str) -> Label:
    return Label(texts)


def listed(**labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, words(nl=text)) for name, text in labels.items())


def question(name: str, text: str = "", **parts: object) -> Variable:
    return replace(Variable(name, INTEGER, words(nl=text or f"Vraag {name}?")), **parts)


def asked(*questions: Variable) -> Codebook:
    return Codebook({each.name: each for each in questions})


def only(before: Variable, after: Variable, **renamed: str) -> Change:
    (change,) = compare(asked(before), asked(after), renamed)
    return change


YN = listed(y="Ja", n="Nee")
SMOKES = question("smokes", "Rookt u?", type=ONE, choices=YN)


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (SMOKES, ChangeKind.SAME),
        (replace(SMOKES, label=words(nl="ROOKT\u00a0 u")), ChangeKind.SAME),
        (replace(SMOKES, label=words(nl="Rookt u?", fr="Fumez-vous ?")), ChangeKind.SAME),
        (replace(SMOKES, choices=YN[::-1]), ChangeKind.ORDER),
        (replace(SMOKES, column="Q7", blank="no_answer"), ChangeKind.SAME),
        (replace(SMOKES, label=words(nl="Rookt u soms?")), ChangeKind.REWORDED),
        (replace(SMOKES, choices=YN[:1]), ChangeKind.CATEGORIES),
        (replace(SMOKES, relevant="${age} > 17"), ChangeKind.ROUTING),
        (replace(SMOKES, routing="Toon als ouder"), ChangeKind.ROUTING),
        (replace(SMOKES, type=VariableType.SELECT_MULTIPLE), ChangeKind.TYPE),
        (replace(SMOKES, rank_places=2), ChangeKind.TYPE),
    ],
)
def test_one_change_and_no_other_is_told(after: Variable, kind: ChangeKind) -> None:
    change = only(SMOKES, after)
    assert change.kinds == (kind,)
    assert change.same is (kind in {ChangeKind.SAME, ChangeKind.ORDER})


def test_several_changes_of_one_question_are_all_told() -> None:
    after = replace(SMOKES, label=words(nl="Drinkt u?"), choices=YN[:1], relevant="${age} > 17")
    assert set(only(SMOKES, after).kinds) == {ChangeKind.REWORDED, ChangeKind.CATEGORIES, ChangeKind.ROUTING}


def test_a_new_question_and_a_gone_one_stand_where_they_stood() -> None:
    a, b, c, d = map(question, "abcd")
    changes = compare(asked(a, b, c), asked(a, d, c), {})
    assert [(change.variable, *change.kinds) for change in changes] == [
        ("a", ChangeKind.SAME), ("b", ChangeKind.GONE), ("d", ChangeKind.NEW), ("c", ChangeKind.SAME),
    ]  # fmt: skip
    assert [change.variable for change in compare(asked(b, a), asked(a), {})] == ["b", "a"]


def test_a_renamed_question_is_one_question() -> None:
    old, new = question("old", "Hoe oud?"), question("new", "Hoe oud?")
    (change,) = compare(asked(old), asked(new), {"new": "old"})
    assert (change.kinds, change.before, change.after) == ((ChangeKind.RENAMED,), old, new)
    unsaid = compare(asked(old), asked(new), {})
    assert {change.kinds for change in unsaid} == {(ChangeKind.NEW,), (ChangeKind.GONE,)}


def test_names_that_changed_places_are_followed() -> None:
    a, b = question("a", "Hoe oud?"), question("b", "Hoe vaak?")
    swapped = asked(replace(b, name="a"), replace(a, name="b"))
    changes = compare(asked(a, b), swapped, {"a": "b", "b": "a"})
    assert [(each.variable, each.before.name if each.before else "") for each in changes] == [("a", "b"), ("b", "a")]
    assert {each.kinds[0] for each in changes} == {ChangeKind.RENAMED}


def test_a_new_question_under_the_name_of_a_renamed_one_is_new() -> None:
    old = question("a", "Hoe oud?")
    changes = compare(asked(old), asked(question("a", "Iets anders?"), replace(old, name="b")), {"b": "a"})
    assert [(each.variable, each.kinds) for each in changes] == [
        ("a", (ChangeKind.NEW,)),
        ("b", (ChangeKind.RENAMED,)),
    ]


def test_routing_is_the_same_when_its_gate_was_only_renamed() -> None:
    gate, other = replace(SMOKES, name="gate"), question("often", relevant="${gate} = 'y'")
    after = asked(replace(gate, name="door"), replace(other, relevant="${ door } =  'y'"))
    assert compare(asked(gate, other), after, {"door": "gate"})[1].same
    assert compare(asked(gate, other), after, {})[-1].kinds == (ChangeKind.ROUTING,)


def test_routing_is_the_same_when_the_category_of_its_gate_was_only_renumbered() -> None:
    gate, other = replace(SMOKES, name="gate"), question("often", relevant="selected(${gate}, 'y')")
    after = asked(replace(gate, choices=listed(j="Ja", n="Nee")), replace(other, relevant="selected(${gate}, 'j')"))
    assert compare(asked(gate, other), after, {}, {"gate": {"j": "y"}})[1].same
    assert not compare(asked(gate, other), after, {})[1].same


def test_what_is_calculated_nobody_was_asked() -> None:
    made = replace(question("made"), derived=True, calculation="${a} + 1")
    assert [change.variable for change in compare(asked(question("a")), asked(question("a"), made), {})] == ["a"]


@given(st.permutations(list("abcdef")))
def test_the_fewest_questions_that_can_have_moved_are_told(order: list[str]) -> None:
    before = {name: question(name) for name in "abcdef"}
    changes = compare(Codebook(before), asked(*(before[name] for name in order)), {})
    stayed = [change.variable for change in changes if change.kinds == (ChangeKind.SAME,)]
    assert all(change.kinds in {(ChangeKind.SAME,), (ChangeKind.MOVED,)} for change in changes)
    assert stayed == sorted(stayed)
    longest = max(len(run) for length in range(1, 7) for run in _ascending(order, length))
    assert len(stayed) == longest


def _ascending(order: list[str], length: int) -> list[list[str]]:
    return [list(run) for run in combinations(order, length) if list(run) == sorted(run)]


def kinds(before: tuple[Choice, ...], after: tuple[Choice, ...], **known: str) -> dict[str, CategoryKind]:
    first, then = (replace(SMOKES, choices=choices) for choices in (before, after))
    (change,) = compare(asked(first), asked(then), {}, {"smokes": known})
    return {(each.after or each.before).name: each.kind for each in change.categories}  # type: ignore[union-attr]


def test_each_kind_of_change_of_a_category() -> None:
    before = listed(a="Appel", b="Peer", c="Druif", e="Kers")
    after = listed(a="Appel", x="Peer", c="Kweepeer", d="Pruim", e="KERS.")
    assert kinds(before, after) == {
        "a": CategoryKind.SAME,
        "x": CategoryKind.RENUMBERED,
        "c": CategoryKind.MEANING,
        "d": CategoryKind.NEW,
        "e": CategoryKind.SAME,
    }
    assert kinds(before, after[:1])["b"] is CategoryKind.GONE


def test_only_the_crosswalk_makes_another_text_the_same_category() -> None:
    before, after = listed(a="Wekelijks"), listed(a="Elke week")
    assert kinds(before, after) == {"a": CategoryKind.MEANING}
    assert kinds(before, after, a="a") == {"a": CategoryKind.REWORDED}


@settings(max_examples=200)
@given(st.data())
def test_a_renumbering_is_told_as_a_changed_meaning_for_every_code_that_changed_it(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 8))
    texts = [f"Categorie {number}" for number in range(size)]
    turned = data.draw(st.permutations(texts).filter(lambda order: order != texts))
    before, after = (listed(**{f"c{at}": text for at, text in enumerate(order)}) for order in (texts, turned))
    first, then = (replace(SMOKES, choices=choices) for choices in (before, after))
    change = only(first, then)
    assert change.kinds == (ChangeKind.CATEGORIES, ChangeKind.ORDER)
    for category, was, text in zip(change.categories, texts, turned, strict=True):
        assert category.kind is (CategoryKind.SAME if was == text else CategoryKind.MEANING)
        assert not category.was or before[int(category.was[1:])].label == category.after.label  # type: ignore[union-attr]


def test_what_makes_no_difference_to_a_wording() -> None:
    assert same_wording(words(nl="Drinkt u  Alcohol ?"), words(nl="drinkt u alcohol"))
    assert not same_wording(words(nl="Drinkt u?"), words(nl="Drinkt u alcohol?"))
    assert not same_wording(words(nl="Drinkt u?", fr="Buvez-vous ?"), words(nl="Drinkt u?", fr="Fumez-vous ?"))
    assert not same_wording(words(nl="Ja"), words(fr="Oui"))
    assert not same_wording(words(), words(fr="Oui"))
    assert same_wording(words(), words())
    assert not same_wording(words(nl="?"), words(nl="!"))


def test_the_same_category_has_the_same_name_and_text() -> None:
    (yes,) = listed(y="Ja")
    assert same_choice(yes, replace(yes, label=words(nl="ja."), codes=("1",)))
    assert not same_choice(yes, replace(yes, name="j"))
    assert not same_choice(yes, replace(yes, label=words(nl="Jazeker")))


def test_two_codes_that_changed_places_are_told_with_where_their_texts_stood() -> None:
    change = only(replace(SMOKES, choices=listed(a="Ja", b="Nee")), replace(SMOKES, choices=listed(a="Nee", b="Ja")))
    assert [each.was for each in change.categories] == ["b", "a"]
