"""Those interviewed beside all respondents: shares, means, and where they stand."""

from fractions import Fraction

from analysis import tables
from analysis.table import Table, Term
from survey.codebook import Scale
from survey.missing import Reason
from tests import corpora, toy

SEX, USE, AGE = toy.one("sex", "m v", Scale.NOMINAL), toy.one("use", "low high"), toy.number("age")
PEOPLE = [{"sex": "m", "use": "high", "age": 20 + n} for n in range(4)]
PEOPLE += [{"sex": "v", "use": "low", "age": 30}, {"sex": Reason.REFUSED, "use": "low"}]
HELD = [corpora.interview("a", person=3), corpora.interview("b", person=5), corpora.interview("c")]


def made(of: str = "sex use age") -> Table:
    corpus = corpora.corpus(corpora.codes("x"), HELD, {})
    study = toy.study([SEX, USE, AGE], [toy.plan("interviewed", of)], corpora=(corpus,))
    return tables(study, toy.survey([SEX, USE, AGE], PEOPLE, corpora=(corpus,)))[0]


def test_shares_of_both_on_bases_that_add_up() -> None:
    table = made()
    assert toy.cell(table, "sex.m", "interviewed") == (Fraction(100), 1)
    assert toy.cell(table, "sex.m", "all") == (Fraction(80), 4)
    bases = {base.key: (base.n, dict(base.missing), base.outside) for base in table.bases}
    assert bases["sex.interviewed"] == (1, {Reason.REFUSED: 1}, 4)
    assert bases["sex.all"] == (5, {Reason.REFUSED: 1}, 0)
    assert table.universe.n == 6


def test_means_of_both() -> None:
    table = made()
    assert toy.cell(table, "age.mean", "interviewed") == (Fraction(23), 1)
    assert toy.cell(table, "age.mean", "all") == (Fraction(116, 5), 5)


def test_standing_among_all() -> None:
    table = made()
    assert toy.cell(table, "age", "standing") == (Fraction(70), 1)
    use = toy.row_of(table, "use").cells["standing"]
    assert (use.value, use.count, use.reveals) == ((Fraction(200, 3) + Fraction(100, 6)) / 2, 2, 1)
    assert "standing" not in toy.row_of(table, "sex").cells


def test_ordinary_rules_hide_it() -> None:
    cells = [cell for row in corpora.public(made()).rows for key, cell in row.cells.items() if key != "all"]
    assert all(cell.hidden or not cell.count for cell in cells)


def test_heads_are_short_under_whom_they_are_about() -> None:
    sides = [Term("coded.column.interviewed")] * 2 + [Term("coded.column.all")] * 2
    assert [column.spanner for column in made().columns] == [*sides, None]
    heads = {of: [column.label for column in made(of).columns[:2]] for of in ("sex use", "age", "sex age")}
    assert heads == {
        "sex use": [Term("column.n"), Term("coded.column.share")],
        "age": [Term("column.n"), Term("column.mean")],
        "sex age": [Term("column.n"), Term("coded.column.share_or_mean")],
    }
