"""From wave to wave: what changed, what the crosswalk says of it, and rows that settle what it does not say."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.errors import StudyError
from survey.waves.bridges import Bridge
from survey.waves.changes import CategoryKind, ChangeKind
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status
from survey.waves.harmonise import harmonise
from survey.waves.transitions import Question, Transition, transitions

WHY = Label({"nl": "Daarom."})


def question(name: str, text: str = "", *choices: str, **parts: object) -> Variable:
    """Return a question; its categories are written `name=text`."""
    pairs = (choice.partition("=") for choice in choices)
    listed = tuple(Choice(code, Label({"nl": says})) for code, _, says in pairs)
    type_ = VariableType.SELECT_ONE if choices else VariableType.INTEGER
    return replace(Variable(name, type_, Label({"nl": text or f"Vraag {name}"}), listed), **parts)


def asked(*questions: Variable) -> Codebook:
    return Codebook({each.name: each for each in questions})


def row(variable: str, rule: Crossing = Crossing.SAME, wave: str = "2021", **parts: object) -> CrosswalkRow:
    made = CrosswalkRow(wave, variable, "", variable, "", rule, Status.WITH_CARE, WHY, "row")
    return replace(made, **parts)


def held(*waves: Codebook, rows: Sequence[CrosswalkRow] = ()) -> tuple[Transition, ...]:
    """Return what became of the questions of 2019, 2021, … under a crosswalk."""
    books = {str(year): book for year, book in zip(range(2019, 2030, 2), waves, strict=False)}
    return transitions(books, harmonise(waves[0], books, rows).bridges, rows)


def one(transition: Transition, name: str) -> Question:
    return next(each for each in transition.questions if each.change.variable == name)


AGE, BUYS = question("age"), question("buys", "Koopt u?", "y=Ja", "n=Nee")
FIRST = asked(AGE, BUYS)


def test_what_did_not_change_is_only_counted() -> None:
    (found,) = held(FIRST, FIRST)
    assert (found.before, found.after, found.changed, found.same) == ("2019", "2021", (), 2)


def test_a_change_without_a_row_is_undecided_and_gets_one_to_copy() -> None:
    (found,) = held(FIRST, asked(AGE, replace(BUYS, label=Label({"nl": "Koopt u drugs?"}))))
    (changed,) = found.changed
    assert changed.undecided
    (ready,) = changed.proposed
    assert (ready.wave, ready.variable, ready.rule, ready.status) == ("2021", "buys", "same", "with_care")
    assert not ready.why


def test_a_change_with_a_row_is_told_with_what_the_row_says() -> None:
    after = asked(AGE, replace(BUYS, label=Label({"nl": "Koopt u drugs?"})))
    (found,) = held(FIRST, after, rows=[row("buys")])
    (changed,) = found.changed
    assert not changed.open
    assert [(bridge.status, bridge.why) for bridge in changed.bridges] == [(Status.WITH_CARE, WHY)]


def test_what_a_row_says_of_an_unchanged_question_is_told_too() -> None:
    (found,) = held(FIRST, FIRST, rows=[row("age")])
    assert [each.change.variable for each in found.changed] == ["age"]


def test_a_renamed_question_and_its_renumbered_categories_are_followed() -> None:
    after = asked(AGE, question("koopt", "Koopt u?", "1=Ja", "2=Nee"))
    rows = [row("koopt", Crossing.RENAMED, harmonised="buys", status=Status.COMPARABLE)]
    rows += [replace(rows[0], category=code, harmonised_category=name) for code, name in (("1", "y"), ("2", "n"))]
    (found,) = held(FIRST, after, rows=rows)
    (changed,) = found.changed
    assert changed.change.kinds == (ChangeKind.RENAMED, ChangeKind.CATEGORIES)
    assert {each.kind for each in changed.change.categories} == {CategoryKind.RENUMBERED}
    assert [each.before.name for each in changed.change.categories if each.before] == ["y", "n"]


def test_a_likely_renamed_question_is_suggested_until_a_person_decides() -> None:
    after = asked(AGE, replace(BUYS, name="koopt"))
    (found,) = held(FIRST, after)
    suggested = one(found, "koopt")
    assert suggested.suggestion is not None
    assert (suggested.suggestion.before, suggested.open, suggested.undecided) == ("buys", True, False)
    (ready,) = suggested.proposed
    assert (ready.harmonised, ready.rule, ready.status) == ("buys", Crossing.RENAMED, Status.COMPARABLE)
    assert not held(FIRST, after, rows=[ready])[0].open
    another = row("koopt", status=Status.COMPARABLE)
    assert not held(FIRST, after, rows=[another])[0].open


def test_a_question_that_became_two_is_the_origin_of_both() -> None:
    halves = [replace(AGE, name="years"), replace(AGE, name="months", label=Label({"nl": "Maanden"}))]
    rows = [row(each.name, Crossing.RENAMED, harmonised="age") for each in halves]
    books = {"2019": asked(AGE), "2021": asked(*halves)}
    (found,) = transitions(books, None, rows[:1])
    assert [(each.change.variable, each.change.kinds[0]) for each in found.questions] == [
        ("years", ChangeKind.RENAMED),
        ("months", ChangeKind.NEW),
    ]
    (found,) = transitions(books, None, rows)
    assert [each.change.before for each in found.questions] == [AGE, AGE]


def test_what_was_decided_holds_while_the_question_stays_the_same() -> None:
    changed = asked(AGE, replace(BUYS, label=Label({"nl": "Koopt u drugs?"})))
    first, second = held(FIRST, changed, changed, rows=[row("buys")])
    assert not first.open
    assert not second.open


def test_what_stands_apart_for_its_gate_only_says_so_and_waits_for_it() -> None:
    gated = question("often", relevant="${buys} = 'y'")
    changed = replace(BUYS, label=Label({"nl": "Kocht u ooit?"}))
    (found,) = held(asked(BUYS, gated), asked(changed, gated))
    assert [(each.change.variable, each.gates, len(each.proposed)) for each in found.open] == [
        ("buys", (), 1),
        ("often", ("buys",), 0),
    ]
    apart = row("buys", Crossing.IMPOSSIBLE, status=Status.NOT_COMPARABLE)
    (left,) = held(asked(BUYS, gated), asked(changed, gated), rows=[apart])[0].open
    assert (left.change.variable, left.gates, len(left.proposed)) == ("often", ("buys",), 1)


def test_a_crosswalk_that_cannot_be_applied_yet_leaves_what_it_says() -> None:
    before, after = (question("c", "Wat?", *codes) for codes in (("1=A", "2=B", "3=C"), ("1=B", "2=A", "3=D")))
    books = {
        "2019": asked(AGE, BUYS, before),
        "2021": asked(AGE, replace(BUYS, label=Label({"nl": "Kocht u?"})), after),
    }
    with pytest.raises(StudyError, match="means something else"):
        harmonise(books["2019"], books, [])
    (found,) = transitions(books, None, [])
    assert [each.change.variable for each in found.open] == ["buys", "c"]
    ready = one(found, "c").proposed
    assert [(each.category, each.harmonised_category, each.rule) for each in ready] == [
        ("1", "2", Crossing.RENAMED),
        ("2", "1", Crossing.RENAMED),
        ("3", "3", Crossing.SAME),
    ]
    assert [each.status for each in ready] == [Status.COMPARABLE, Status.COMPARABLE, Status.WITH_CARE]
    settled = [replace(each, why=WHY) for each in (*ready, row("buys"))]
    assert not transitions(books, None, settled)[0].open
    assert not held(*books.values(), rows=settled)[0].open


def test_a_row_about_one_category_leaves_the_others_open() -> None:
    before, after = (question("c", "Wat?", *codes) for codes in (("1=A", "2=B"), ("1=C", "2=D")))
    books = {"2019": asked(before), "2021": asked(after)}
    lost = row("c", Crossing.IMPOSSIBLE, category="1", harmonised_category="1", status=Status.NOT_COMPARABLE)
    assert transitions(books, None, [lost])[0].open
    assert not transitions(books, None, [lost, row("c", category="2", harmonised_category="2")])[0].open


@given(st.data())
def test_what_is_proposed_settles_whatever_changed(data: st.DataObject) -> None:
    """With reasons filled in, the proposed rows leave nothing undecided, and the sheet is accepted."""
    texts = data.draw(st.lists(st.sampled_from("ABCDEF"), min_size=2, max_size=5, unique=True))
    turned = data.draw(st.lists(st.sampled_from("ABCDEFGH"), min_size=2, max_size=5, unique=True))
    before = question("c", "Wat koopt u?", *(f"{code}={text}" for code, text in enumerate(texts)))
    after = question("c", "Wat koopt u?", *(f"{code}={text}" for code, text in enumerate(turned)))
    if data.draw(st.booleans()):
        after = replace(after, label=Label({"nl": "Wat kocht u?"}))
    if data.draw(st.booleans()):
        after = replace(after, relevant="${age} > 17")
    books = {"2019": asked(AGE, before), "2021": asked(AGE, after)}
    (found,) = transitions(books, None, [])
    rows = [replace(each, why=WHY) for open_ in found.open for each in open_.proposed]
    (settled,) = held(*books.values(), rows=rows)
    assert not settled.open
    bridges: Sequence[Bridge] = one(settled, "c").bridges
    assert all(bridge.variable == "c" for bridge in bridges)
