"""What changed in the questionnaire between the last two waves, in words."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.disclosure import Audience, Policy, protect
from analysis.table import NoteKind, RespondentUnit, Table, Term
from reports.vocabulary import say
from survey.codebook import Choice, Variable
from survey.waves.crosswalk import CrosswalkRow
from tests import rounds, toy
from tests.rounds import row
from tests.toy import label, one, plan

Q = one("q", "yes no")


def changes(before: Sequence[Variable], after: Sequence[Variable], *rows: CrosswalkRow) -> Table:
    asked = {"2019": list(before), "2021": list(after)}
    return rounds.table(asked, {"2019": [{}], "2021": [{}]}, plan("changes"), rows)


def said(table: Table, key: str) -> dict[str, str]:
    cells = toy.row_of(table, key).cells
    return {column: say(cell.text, "en") for column, cell in cells.items() if cell.text is not None}


def reworded(variable: Variable, text: str = "in other words") -> Variable:
    return replace(variable, label=label(text))


def relabelled(**labels: str) -> Variable:
    return replace(Q, choices=tuple(Choice(name, label(text)) for name, text in labels.items()))


def test_only_questions_that_changed_have_a_row() -> None:
    table = changes([Q, one("p"), one("gone")], [reworded(Q), one("p"), one("new")], row("2021", "q", "with_care"))
    assert [each.key for each in table.rows] == ["q", "gone", "new"]
    assert said(table, "q") == {
        "what": "reworded; before: ‘q’",
        "comparable": "with care",
        "why": "because",
    }
    assert said(table, "new") == {"what": "new"}
    assert said(table, "gone") == {"what": "no longer asked"}
    assert (table.universe.unit, table.universe.n) == (RespondentUnit.QUESTIONS, 4)
    assert Term("changes.rule", {"count": 1}) in [note.text for note in table.notes]


def test_what_nobody_decided_is_not_comparable_and_says_so() -> None:
    table = changes([Q], [reworded(Q)])
    assert said(table, "q")["comparable"] == "not decided yet, so no"
    assert toy.row_of(table, "q").cells["comparable"].key == "undecided"
    apart = changes([Q], [reworded(Q)], row("2021", "q", "not_comparable", rule="impossible", why="other"))
    assert said(apart, "q") == {"what": "reworded; before: ‘q’", "comparable": "no", "why": "other"}


def test_two_questions_that_swapped_names_are_renamed() -> None:
    p = replace(one("p", "yes no"), label=label("another"))
    swapped = [replace(p, name="q"), replace(Q, name="p")]
    rows = [
        row("2021", name, harmonised=goal, rule="renamed", status="comparable", why="") for name, goal in ("pq", "qp")
    ]
    table = changes([Q, p], swapped, *rows)
    assert {said(table, name)["comparable"] for name in "pq"} == {"yes"}
    assert not any("reworded" in said(table, name)["what"] for name in "pq")


def test_a_renamed_question_is_one_question() -> None:
    table = changes([Q], [replace(Q, name="p")], row("2021", "p", harmonised="q", rule="renamed", why=""))
    assert [each.key for each in table.rows] == ["p"]
    assert said(table, "p") == {"what": "another name in the data file", "comparable": "yes"}


def test_answers_that_are_new_gone_or_in_other_words_are_named() -> None:
    more = changes([Q], [one("q", "yes no perhaps")], row("2021", "q"))
    assert said(more, "q")["what"] == "answers added: ‘perhaps’"
    less = changes([one("q", "yes no perhaps")], [Q], row("2021", "q"))
    assert said(less, "q")["what"] == "answers dropped: ‘perhaps’"
    other = changes(
        [relabelled(yes="yes", no="no")], [relabelled(yes="certainly", no="no")], row("2021", "q", category="yes")
    )
    assert said(other, "q")["what"] == "answer changed: ‘yes’ → ‘certainly’"


def test_answers_brought_together_or_taken_apart_are_told_in_one_go() -> None:
    table = changes(
        [relabelled(net="Social media", off="Offline")],
        [relabelled(sites="Networks", apps="Apps", off="Offline")],
        row("2021", "q", category="sites", harmonised_category="net", rule="split"),
        row("2021", "q", category="apps", harmonised_category="net", rule="split"),
    )
    assert said(table, "q")["what"] == "answer changed: ‘Social media’ → ‘Networks’, ‘Apps’"


def test_of_three_waves_the_last_two_are_compared() -> None:
    asked = {"2019": [Q], "2021": [reworded(Q)], "2023": [reworded(Q)]}
    rows = [row(wave, "q", "with_care") for wave in ("2021", "2023")]
    table = rounds.table(asked, {wave: [{}] for wave in asked}, plan("changes"), rows)
    assert table.rows == ()
    assert table.wave == "2019 2021 2023"


def test_a_few_questions_are_no_few_people() -> None:
    [table] = protect([changes([Q], [reworded(Q)])], (), Policy(Audience.PUBLIC)).tables
    assert table.universe.n == 1
    assert NoteKind.HIDDEN not in {note.kind for note in table.notes}


def test_a_question_that_is_gone_and_one_that_took_its_name_have_rows_of_their_own() -> None:
    taken = row("2021", "p", "not_comparable", rule="impossible", harmonised="q", why="other")
    table = changes([one("p"), Q], [one("p")], taken)
    assert [each.key for each in table.rows] == ["gone.p", "p"]
