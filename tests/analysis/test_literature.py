"""Other studies' figures beside ours: a column of their own, no verdict, never hidden."""

from fractions import Fraction

import pytest

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import NoteKind, Table, Term, Unit
from reports.vocabulary import say
from survey.codebook import Label
from survey.errors import StudyError
from survey.plan import Comparator, Finding, TablePlan
from tests import toy

Q, DRUGS = toy.one("q"), [toy.one(name, "no yes", top="yes") for name in "ab"]
PEOPLE = [*[{"q": "yes", "a": "yes", "b": "no"}] * 9, *[{"q": "no", "a": "no", "b": "no"}] * 3]
GDS = Label({"nl": "Andere studie 2016"})


def finding(number: str, row: str, figure: str, table: str = "t", study: Label = GDS, **more: object) -> Finding:
    marks = {"column": "percent", "comparator": Comparator.EQUAL, **more}
    return Finding(number, toy.label("iets"), table, row, figure=figure, study=study, **marks)  # type: ignore[arg-type]


def made(*findings: Finding, kind: str = "frequency", of: str = "q", by: str = "") -> list[Table]:
    plans: list[TablePlan] = [toy.plan(kind, of, by=by), toy.plan("published", id="p")]
    variables = [Q, *DRUGS]
    return list(tables(toy.study(variables, plans, findings), toy.survey(variables, PEOPLE)))


def test_the_figure_stands_in_its_row_as_published() -> None:
    table = made(finding("L1", "yes", "32"))[0]
    assert (table.columns[-1].key, table.columns[-1].unit) == ("literature", Unit.TEXT)
    cell = toy.row_of(table, "yes").cells["literature"]
    assert (cell.value, cell.count, cell.text) == (None, None, Term("published.percent", {"figure": Fraction(32)}))
    assert "literature" not in toy.row_of(table, "no").cells
    note = next(note for note in table.notes if note.kind is NoteKind.LITERATURE)
    assert "Andere studie 2016" in say(note.text, "nl")
    assert "32 %" in say(note.text, "nl").replace("\u00a0", " ")


def test_two_studies_on_one_figure_stand_beside_each_other() -> None:
    table = made(finding("L1", "yes", "32"), finding("L2", "yes", "50", comparator=Comparator.MORE))[0]
    text = toy.row_of(table, "yes").cells["literature"].text
    assert text is not None
    assert say(text, "en") == "32%, more than 50%"


def test_a_table_no_other_study_speaks_of_stays_as_it_is() -> None:
    own = finding("1", "yes", "75", study=Label())
    assert made(own)[0] == made()[0]
    assert [column.key for column in made(own)[1].columns] == ["published", "computed", "n", "verdict"]


def test_a_mean_has_its_note_alone() -> None:
    table = made(finding("L1", "mean_all", "2", column="value"), kind="counts", of="a b")[0]
    assert "literature" not in [column.key for column in table.columns]
    assert [note.kind for note in table.notes].count(NoteKind.LITERATURE) == 1


def test_groups_have_it_once() -> None:
    table = made(finding("L1", "yes", "32"), by="a")[0]
    assert [column.key for column in table.columns].count("literature") == 1


def test_no_verdict_on_another_study() -> None:
    compared = made(finding("L1", "yes", "32", source="Iemand 2017"), finding("1", "yes", "75", study=Label()))[1]
    row = toy.row_of(compared, "L1")
    assert row.cells.keys() == {"literature", "computed", "n"}
    assert toy.cell(compared, "L1", "computed") == (Fraction(75), 9)
    text = row.cells["literature"].text
    assert text is not None
    assert say(text, "nl").replace("\u00a0", " ") == "32 % (Andere studie 2016)"
    assert toy.row_of(compared, "1").cells["verdict"].text == Term("verdict.agrees")
    assert "literature" not in toy.row_of(compared, "1").cells
    assert Term("note.other_study") in [note.text for note in compared.notes]


def test_a_finding_without_a_table_is_listed_all_the_same() -> None:
    compared = made(finding("L1", "", "32", table=""))[1]
    assert toy.row_of(compared, "L1").cells.keys() == {"literature"}


def test_what_is_published_elsewhere_is_shown_beside_what_is_hidden() -> None:
    public = protect(made(finding("L1", "yes", "32")), [], Policy(Audience.PUBLIC, 10)).tables
    cells = toy.row_of(public[0], "yes").cells
    assert cells["percent"].hidden
    assert cells["literature"].text is not None
    assert toy.row_of(public[1], "L1").cells["computed"].hidden
    assert not toy.row_of(public[1], "L1").cells["literature"].hidden


def test_other_kinds_of_table_take_no_literature() -> None:
    wrong = finding("L1", "q", "32", column="yes")
    with pytest.raises(StudyError, match="finding L1 is of another study"):
        made(wrong, kind="battery", of="a b")
