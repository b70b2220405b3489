"""SPSS syntax, run by PSPP: the same counts, cells, n, means and medians as our own tables."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from analysis import tables
from analysis.plans import variables_of
from analysis.table import Row, Table
from reports.syntax import COMMANDS, syntax_path, syntax_text, write_syntax
from survey.codebook import Choice, Label, Variable
from survey.missing import Reason
from survey.plan import TablePlan
from survey.studies.cryptodrug.questionnaire import FOLDER
from survey.study import Study
from survey.survey import Survey
from survey.write import is_ours
from survey.write.coding import CODES, category_codes
from survey.write.spss import write_sav
from survey.write.spss_layout import Layout, layout
from tests import toy
from tests.reports.pspp import Output, run

EXAMPLE = Path(__file__).parents[2] / "examples" / "uci-drugs"
needs_pspp = pytest.mark.skipif(shutil.which("pspp") is None, reason="needs PSPP")


@dataclass
class Proof:
    """Walks through PSPP's output in the order of our tables and compares each number."""

    study: Any
    plan: Layout
    output: Iterator[Output]
    compared: int = 0

    def next(self, title: str) -> Output:
        found = next(self.output)
        assert found.title == title
        return found

    def same(self, where: str, theirs: object, ours: object) -> None:
        assert theirs == ours, where
        self.compared += 1

    def table(self, plan: TablePlan, table: Table) -> None:
        by = self.study.codebook[plan.by].answers if plan.by else ()
        for group in ("", *(f"{choice.name}." for choice in by)):
            if not people(table, group):
                continue
            getattr(self, f"check_{table.kind}")(plan, table, group)

    def names(self, variable: Variable) -> list[str]:
        return [column.name for column in self.plan.answers(variable)]

    def variables(self, plan: TablePlan) -> tuple[Variable, ...]:
        return variables_of(plan, self.study.codebook)

    def check_frequency(self, plan: TablePlan, table: Table, group: str) -> None:
        variables = self.variables(plan)
        statistics = self.next("Statistics")
        for variable, n in zip(variables, statistics.statistic("N", "Valid"), strict=True):
            where = f"{table.id}, {group}{variable.name}"
            self.same(where, int(n), base(table, f"{group}{variable.name}"))
            found = self.next(self.names(variable)[0]).frequencies() if int(n) else self.empty(variable)
            counts = {**category_codes(variable.answers), **{f"reason.{r}": code for r, code in CODES.items()}}
            for key, code in counts.items():
                row = row_of(table, variable, key)
                if row is not None:
                    self.same(f"{where} {key}", found.pop(float(code), 0), count(row, group, "n", "percent"))
            assert not found, where

    check_bands = check_frequency

    def empty(self, variable: Variable) -> dict[float, int]:
        assert self.next(self.names(variable)[0]).frequencies() == {}
        return {}

    def check_battery(self, plan: TablePlan, table: Table, group: str) -> None:
        statistics = self.next("Statistics")
        for variable, n in zip(self.variables(plan), statistics.statistic("N", "Valid"), strict=True):
            printed = self.next(self.names(variable)[0])
            found, row = printed.frequencies(), table.row(variable.name)
            assert row is not None
            self.same(f"{table.id}, {variable.name}", int(n), base(table, f"{group}{variable.name}"))
            for name, code in category_codes(variable.answers).items():
                self.same(f"{table.id}, {name}", found.pop(code, 0), count(row, group, name, f"choice.{name}"))
            if f"{group}dont_know" in row.cells:
                unknown = printed.missing().get(CODES[Reason.DONT_KNOW], 0)
                self.same(f"{table.id}, don't know", unknown, count(row, group, "dont_know"))
            assert not found

    def check_multiresponse(self, plan: TablePlan, table: Table, group: str) -> None:
        statistics = self.next("Statistics")
        valid = iter(statistics.statistic("N", "Valid"))
        for variable in self.variables(plan):
            for name, choice in zip(self.names(variable), variable.answers, strict=True):
                where = f"{table.id}, {group}{name}"
                self.same(where, int(next(valid)), base(table, f"{group}{variable.name}"))
                row = row_of(table, variable, choice.name)
                assert row is not None
                found = self.next(name).frequencies()
                self.same(where, found.get(1.0, 0), count(row, group, "n", "percent"))

    def check_ranking(self, plan: TablePlan, table: Table, group: str) -> None:
        (variable,) = self.variables(plan)
        statistics = self.next("Statistics")
        n = [
            int(v) + int(m) for v, m in zip(*(statistics.statistic("N", w) for w in ("Valid", "Missing")), strict=True)
        ]
        self.same(table.id, set(n), {base(table, f"{group}{variable.name}")})
        places = [self.next(name).frequencies() for name in self.names(variable)]
        for name, code in category_codes(variable.answers).items():
            row = table.row(name)
            assert row is not None
            self.same(f"{table.id}, {name}", places[0].get(code, 0), count(row, group, "first"))
            self.same(f"{table.id}, {name}", sum(p.get(code, 0) for p in places), count(row, group, "ranked"))

    def check_number(self, plan: TablePlan, table: Table, group: str) -> None:
        statistics = self.next("Statistics")
        for place, variable in enumerate(self.variables(plan)):
            row = table.row(variable.name)
            assert row is not None
            n = int(statistics.statistic("N", "Valid")[place])
            self.same(f"{table.id}, {variable.name}", n, base(table, f"{group}{variable.name}"))
            for key, name in (("mean", "Mean"), ("median", "Median"), ("min", "Minimum"), ("max", "Maximum")):
                cell = row.cells.get(f"{group}{key}")
                if cell is not None and cell.value is not None:
                    printed = statistics.statistic(name)[place]
                    self.same(f"{table.id}, {variable.name} {key}", near(printed, cell.value), True)

    def check_crosstab(self, plan: TablePlan, table: Table, group: str) -> None:
        row, column = self.variables(plan)
        self.next("Summary")
        heads = {str(code): name for name, code in category_codes(column.answers).items()}
        for found, names in self.crossings(row, self.names(column)[0]):
            for (code, head), n in found.items():
                key = names.get(code)
                if key is not None:
                    made = table.row(key) or table.row(f"choice.{key}")
                    assert made is not None
                    name = heads.get(head, "total")
                    self.same(f"{table.id}, {key} x {name}", n, count(made, group, name, f"choice.{name}"))
            self.same(f"{table.id}, n", found["Total", "Total"], base(table, f"{group}pairs"))
            seen = {heads[head] for _, head in found if head in heads}
            self.unseen(table, names, seen | {"total"}, group)

    def crossings(self, row: Variable, column: str) -> Iterator[tuple[dict[tuple[str, str], int], dict[str, str]]]:
        """Yield each crosstab, and which of its rows are rows of ours: all, or the one of people who ticked."""
        names = {str(code): name for name, code in category_codes(row.answers).items()}
        for place, name in enumerate(self.names(row)):
            alone = len(self.names(row)) == 1 and "/" not in row.columns[0]
            printed = self.next(f"{name} × {column}")
            ours = names if alone else {"1": row.answers[place].name}
            yield printed.crosstab(), {**ours, "Total": "total"}

    def unseen(self, table: Table, names: dict[str, str], seen: set[str], group: str) -> None:
        """Compare what PSPP leaves out: a column that nobody is in."""
        for key in names.values():
            made = table.row(key)
            cells = made.cells if made else {}
            left = {
                name: cell for name, cell in cells.items() if name.startswith(group) and not cell_of(name, group, seen)
            }
            assert all(cell.count == 0 for cell in left.values()), (table.id, key, left)


def people(table: Table, group: str) -> int:
    """Return how many people a group of a table has, by the largest of its bases; rankings count who ranked."""
    names = [base for base in table.bases if base.key.startswith(group) and base.key not in {"by", "groups"}]
    whole = [(base.n or 0) + (0 if table.kind == "ranking" else sum(base.missing.values())) for base in names]
    return max(whole)


def cell_of(name: str, group: str, seen: set[str]) -> bool:
    """Tell whether a column of ours was among those printed, or belongs to another group."""
    own = name.removeprefix(group)
    return own.removeprefix("choice.") in seen or "." in own.removeprefix("choice.")


def near(printed: str, exact: Fraction) -> bool:
    """Tell whether a printed number is the exact one, rounded to as many decimals."""
    decimals = len(printed.partition(".")[2])
    return abs(Fraction(printed) - exact) <= Fraction(1, 2 * 10**decimals)


def base(table: Table, key: str) -> int | None:
    return next(base.n for base in table.bases if base.key == key)


def row_of(table: Table, variable: Variable, key: str) -> Row | None:
    for name in (f"{variable.name}.{key}", f"{variable.name}.choice.{key}", key, f"choice.{key}"):
        found = table.row(name)
        if found is not None:
            return found
    return None


def count(row: Row, group: str, *keys: str) -> int | None:
    cells = [row.cells[f"{group}{key}"] for key in keys if f"{group}{key}" in row.cells]
    return cells[0].count if cells else 0


def prove(study: Any, survey: Survey, folder: Path) -> Proof:
    """Export, run the syntax, and compare every table it reproduces with ours."""
    made = tables(study, survey)
    write_sav(study, survey, folder / "a.sav")
    assert write_syntax(study, survey, made, folder / "a.sav") == folder / "a.sps"
    output = (each for each in run(folder) if each.title != "Multiple Response Sets")
    proof = Proof(study, layout(study, survey), output)
    plans = {plan.id: plan for plan in study.plans}
    for table in made:
        if table.kind in COMMANDS:
            proof.table(plans[table.id], table)
    assert list(output) == []
    return proof


@needs_pspp
def test_pspp_counts_what_we_count_in_the_built_in_study(tmp_path: Path) -> None:
    study = Study.load(FOLDER)
    assert prove(study, study.survey(keep_keys=False), tmp_path).compared > 300


@needs_pspp
def test_pspp_counts_what_we_count_in_real_data(tmp_path: Path) -> None:
    study = Study.load(EXAMPLE)
    assert prove(study, study.survey(keep_keys=False), tmp_path).compared > 50


ANSWERS = ("yes", "no", "maybe", Reason.NOT_APPLICABLE, Reason.BREAK_OFF, Reason.REFUSED, Reason.UNKNOWN, "yes")
PEOPLE = [
    {
        "q": ANSWERS[place % 8],
        "r": ANSWERS[(place * 3) % 8],
        "g": ("a", "b", Reason.NO_ANSWER)[place % 3],
        "s": ("x", "x y", "", Reason.NOT_SHOWN, "z")[place % 5],
        "k": ("a b", "b", "a a", "- c", Reason.NO_ANSWER)[place % 5],
        "age": Reason.REFUSED if place % 7 == 0 else place * place % 31,
        "euro": (-95.25, 0.5, 3.25, Reason.INVALID)[place % 4],
        "band": ("b0", "b1", "b2", Reason.DONT_KNOW)[place % 4],
    }
    for place in range(60)
]
VARIABLES = [
    toy.one("q", "yes no maybe"),
    toy.one("r", "yes no maybe", top="yes no"),
    toy.one("g", "a b empty"),
    toy.several("s", "x y z", exclusive="z"),
    toy.ranked("k", "a b c", places=2),
    toy.number("age"),
    toy.number("euro", toy.VariableType.DECIMAL),
    toy.banded("band", [0, 10, 20]),
]
PLANS = [
    toy.plan("frequency", "q r", id="plain"),
    *(toy.plan("frequency", "q", {"base": base}, id=base) for base in ("reached", "asked", "all")),
    toy.plan("frequency", "q", {"base": "reached"}, id="both", where="${age} >= 10", by="g"),
    toy.plan("multiresponse", "s", id="ticks", by="g"),
    toy.plan("multiresponse", "s", {"base": "all"}, id="ticks_all"),
    toy.plan("crosstab", "q r", {"percent": "total"}, id="cross", where="${g} != 'b'"),
    toy.plan("crosstab", "s g", id="cross_set"),
    toy.plan("battery", "q r", id="rated"),
    toy.plan("ranking", "k", id="order", where="${g} = 'a'"),
    toy.plan("number", "age euro", id="size", show=("n", "mean", "median", "min", "max"), by="g"),
    toy.plan("bands", "band", id="banded"),
    toy.plan("frequency", "q", id="nobody", where="${age} > 1000"),
    toy.plan("ranking", "k", id="nobody_ranked", where="${g} = 'b' and ${age} < 0"),
    toy.plan("crosstab", "q r", id="groups", by="g"),
    toy.plan("missingness", "q", id="left_out"),
]


def toy_study(plans: Sequence[TablePlan] = PLANS, **facts: Any) -> Any:
    return toy.study(VARIABLES, plans, **{"title": Label({"nl": "Proef"}), **facts})


@needs_pspp
def test_bases_groups_and_rules_of_every_kind(tmp_path: Path) -> None:
    assert prove(toy_study(), toy.survey(VARIABLES, PEOPLE), tmp_path).compared > 100


def text_of(study: Any, survey: Survey, file: str = "a.sav") -> str:
    return syntax_text(study, tables(study, survey), layout(study, survey), file)


def test_it_opens_the_file_beside_it_by_its_bare_name(tmp_path: Path) -> None:
    survey, study = toy.survey(VARIABLES, PEOPLE), toy_study()
    path = write_syntax(study, survey, tables(study, survey), tmp_path / "mijn 'data'.sav")
    assert path == syntax_path(tmp_path / "mijn 'data'.sav")
    assert path.read_text(encoding="utf-8-sig").splitlines()[0] == "GET FILE='mijn ''data''.sav'."
    assert is_ours(path)


def test_tables_that_spss_cannot_reproduce_are_named() -> None:
    text = text_of(toy_study(), toy.survey(VARIABLES, PEOPLE))
    assert "Tabellen die SPSS niet met dezelfde cijfers kan maken: left_out (missingness)." in text


def test_a_base_with_absences_needs_their_codes_in_the_variable() -> None:
    text = text_of(toy_study(), toy.survey(VARIABLES, PEOPLE))
    assert text.count("MISSING VALUES q (-99 THRU -96).") == 4  # once, and for everyone and two groups
    assert "MISSING VALUES q (-99 THRU -97)." in text
    assert "MISSING VALUES q ()." in text
    assert text.count("MISSING VALUES q (-99 THRU -91).") == 6


def test_comments_end_where_they_should_and_open_no_string() -> None:
    title = Label({"nl": 'Wat?\n"Zo\'n" vraag e.d. ' + "Een zin. " * 30})
    text = text_of(toy_study([toy.plan("frequency", "q", title=title)]), toy.survey(VARIABLES, PEOPLE))
    comments = [part for part in re.split(r"\.\n", text) if part.lstrip("\n").startswith("*")]
    assert all("\n\n" not in part.strip("\n") and "'" not in part and '"' not in part for part in comments)
    assert max(map(len, text.splitlines())) <= 130


def test_each_table_has_its_title_and_our_n() -> None:
    study = toy_study([toy.plan("frequency", "q", title=Label({"nl": "Vraag"}))])
    survey = toy.survey(VARIABLES, PEOPLE)
    n = sum(str(person["q"]) in {"yes", "no", "maybe"} for person in PEOPLE)
    assert f"* t: Vraag.\n* n: q {n}.\nFREQUENCIES /VARIABLES = q.\n" in text_of(study, survey)


def test_synthetic_data_say_so() -> None:
    survey = toy.survey(VARIABLES, PEOPLE)
    assert "synthetische gegevens" in text_of(toy_study(synthetic=True), survey)
    assert "synthetische gegevens" not in text_of(toy_study(), survey)


def test_a_set_is_defined_under_a_name_spss_accepts() -> None:
    odd = Variable("s-t/u", toy.VariableType.SELECT_MULTIPLE, Label({"nl": "D'accord"}), toy.choices("x y"))
    single = Variable("one", toy.VariableType.SELECT_MULTIPLE, Label({"nl": "a"}), (Choice("x", Label()),))
    survey = toy.survey([odd, single], [{}])
    text = text_of(toy.study([odd, single], [], title=Label({"nl": "Proef"})), survey)
    assert "MRSETS /MDGROUP NAME = $s_t_u LABEL = 'D''accord' VALUE = 1\n    VARIABLES = s_t_u_x s_t_u_y." in text
    assert text.count("MRSETS") == 1
