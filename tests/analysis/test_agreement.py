"""The tables that compare coders, on two small interviews worked out by hand."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

import analysis
from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Level, RespondentUnit, Table, Term
from survey.errors import StudyError
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus
from tests.corpora import codes, coding, interview
from tests.toy import one, plan, row_of, study, survey

TEXT = "I: wat deed ge?\n\nR: lopen en zwemmen\n\nI: en nog?\n\nR: fietsen\n\nI: en dan?\n\nR: slapen"
ONE, TWO, THREE = (interview(name, TEXT) for name in ("k1", "k2", "k3"))
TREE = codes("sport", "sport/water", "rust", "niets")
TWO_CODERS = (
    coding(ONE, "lopen en zwemmen", "sport/water", "An"),
    coding(ONE, "zwemmen", "sport/water", "Bo"),
    coding(ONE, "fietsen", "sport", "An"),
    coding(ONE, "slapen", "rust", "An"),
    coding(ONE, "slapen", "rust", "Bo"),
    coding(TWO, "fietsen", "sport", "An"),
    coding(TWO, "fietsen", "sport", "Bo"),
    coding(THREE, "slapen", "rust", "An"),
)
THIRD = (coding(TWO, "lopen", "sport", "Cas"), coding(TWO, "slapen", "niets", "Cas"))


def made(
    kind: str, codings: tuple[Coding, ...] = TWO_CODERS, of: str = "", options: Mapping[str, str] | None = None
) -> Table:
    corpus = Corpus("set", (ONE, TWO, THREE), TREE, codings)
    variables = [one("q")]
    people = survey(variables, [{"q": "yes"}] * 12, corpora=(corpus,))
    return tables(study(variables, [plan(kind, of, options)], corpora=(corpus,)), people)[0]


def values(table: Table, row: str) -> dict[str, object]:
    """Return the numbers of a row, and the word where there is none."""
    return {key: cell.key or cell.value for key, cell in row_of(table, row).cells.items()}


def notes(table: Table) -> dict[str, Mapping[str, object]]:
    return {note.text.key.rpartition(".")[2]: note.text.values for note in table.notes if isinstance(note.text, Term)}


def test_turns_are_counted_code_by_code() -> None:
    table = made("agreement")
    assert (table.universe.unit, table.universe.n) == (RespondentUnit.TURNS, 6)
    assert [row.key for row in table.rows] == ["sport", "sport/water", "rust", "all_codes"]
    found = values(table, "sport")
    assert [found[key] for key in ("both", "one", "none")] == [2, 1, 3]
    assert found["percent"] == Fraction(500, 6)
    assert found["kappa"] == Fraction(2, 3)
    assert found["alpha"] == 1 - Fraction(11) * 2 / (2 * 5 * 7)
    assert values(table, "rust")["kappa"] == values(table, "rust")["ac1"] == 1


def test_all_codes_are_pooled_without_what_is_under_them() -> None:
    found = values(made("agreement"), "all_codes")
    assert [found[key] for key in ("both", "one", "none")] == [3, 1, 14]
    assert row_of(made("agreement"), "all_codes").level is Level.TOTAL


def test_a_code_nobody_used_is_left_out_unless_it_is_named() -> None:
    assert notes(made("agreement"))["idle"] == {"n": 1}
    named = made("agreement", of="niets")
    assert values(named, "niets") == {
        "both": 0,
        "one": 0,
        "none": 6,
        "percent": 100,
        "kappa": "no_variation",
        "alpha": "no_variation",
        "ac1": "no_variation",
    }
    assert "idle" not in notes(named)
    assert "no_variation" in notes(named)
    assert "no_variation" not in notes(made("agreement"))


@pytest.mark.parametrize("kind", ["agreement", "matching", "boundaries"])
def test_naming_a_parent_does_not_name_what_nobody_used_under_it(kind: str) -> None:
    tree = codes("sport", "sport/water", "sport/klimmen", "rust")
    corpus = Corpus("set", (ONE, TWO, THREE), tree, TWO_CODERS)
    variables = [one("q")]
    people = survey(variables, [{"q": "yes"}] * 12, corpora=(corpus,))
    table = tables(study(variables, [plan(kind, "sport")], corpora=(corpus,)), people)[0]
    assert [row.key for row in table.rows] == ["sport", "sport/water", "all_codes"]
    assert notes(table)["idle"] == {"n": 1}


def test_three_coders_get_fleiss_and_missing_ratings() -> None:
    table = made("agreement", (*TWO_CODERS, *THIRD))
    assert notes(table)["coders"] == {"coders": "AN, BO, CAS", "n": 2}
    found = values(table, "sport")
    assert [found[key] for key in ("both", "one", "none")] == [1, 3, 2]
    labels = [column.label.key for column in table.columns if isinstance(column.label, Term)]
    assert "agreement.column.several.kappa" in labels


def test_intervals_are_there_when_asked_for() -> None:
    plain, drawn = made("agreement"), made("agreement", options={"interval": "yes"})
    assert row_of(plain, "sport").cells["alpha"].low is None
    cell = row_of(drawn, "all_codes").cells["alpha"]
    assert cell.low is not None
    assert cell.high is not None
    assert cell.low <= (cell.value or 0) <= cell.high
    assert notes(drawn)["interval"] == {"draws": 1000, "n": 2}
    assert "interval" not in notes(plain)


def test_segments_are_matched() -> None:
    table = made("matching")
    assert (table.universe.unit, table.universe.n) == (RespondentUnit.SEGMENTS, 7)
    found = values(table, "sport")
    assert [found[key] for key in ("segments_1", "segments_2", "pairs")] == [3, 2, 1]
    assert found["f1"] == Fraction(2, 5)
    assert found["characters"] == 100 * (1 - Fraction(16, 2 * len(TEXT)))
    loose = values(made("matching", options={"overlap": "0.4"}), "sport")
    assert loose["pairs"] == 2
    assert notes(made("matching", options={"overlap": "0.4"}))["overlap"] == {"percent": 40}


def test_the_whole_is_the_sum_of_the_codes() -> None:
    found = values(made("matching"), "all_codes")
    assert [found[key] for key in ("segments_1", "segments_2", "pairs")] == [4, 3, 2]


def test_nothing_marked_has_no_f1() -> None:
    found = values(made("matching", of="niets"), "niets")
    assert (found["f1"], found["alpha_u"]) == ("nothing", "no_variation")


def test_alpha_for_unitizing_needs_interviews_that_all_coded() -> None:
    apart = (coding(ONE, "slapen", "rust", "An"), coding(ONE, "slapen", "rust", "Bo"))
    third = (coding(TWO, "slapen", "rust", "An"), coding(TWO, "slapen", "rust", "Cas"))
    assert values(made("matching", (*apart, *third)), "rust")["alpha_u"] == "no_pairs"
    assert values(made("matching", apart), "rust")["alpha_u"] == 1


def test_boundaries_are_told_coder_by_coder() -> None:
    found = values(made("boundaries"), "sport")
    assert [found[f"{key}_1"] for key in ("segments", "exact", "overlap", "missed")] == [3, 1, 1, 0]
    assert [found[f"{key}_2"] for key in ("segments", "exact", "overlap", "missed")] == [2, 1, 1, 1]


@pytest.mark.parametrize("kind", ["agreement", "matching", "boundaries"])
def test_nothing_is_hidden_from_anybody(kind: str) -> None:
    table = made(kind)
    assert protect([table], (), Policy(Audience.PUBLIC)).tables == (table,)


@pytest.mark.parametrize("kind", ["agreement", "matching", "boundaries"])
def test_one_coder_is_nobody_to_compare_with(kind: str) -> None:
    table = made(kind, TWO_CODERS[:1])
    assert (table.universe.n, table.rows) == (0, ())
    assert notes(table) == {"nobody": {}}


@pytest.mark.parametrize("value", ["0", "1.2", "half", "-0.5", "1/0"])
def test_an_overlap_that_is_none_is_refused(value: str) -> None:
    wanted = plan("matching", options={"overlap": value})
    with pytest.raises(StudyError, match="above 0 and at most 1"):
        analysis.check_plans(study([one("q")], [wanted], corpora=(Corpus("set", (ONE,), TREE),)))
