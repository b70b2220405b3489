"""Which tables are made, and of which waves: pinned, compared, the newest, those of the findings."""

from pathlib import Path

import pytest

from analysis import TABLES, check_plans, tables
from analysis.disclosure import Audience, Policy, protect
from analysis.plans import OVER_WAVES
from analysis.table import Term
from analysis.wanted import wanted_tables
from survey import Study
from survey.errors import StudyError
from tests.toy import cell
from tests.two_waves import FIRST, SETTINGS, WriteWaves

PLANS = "id,kind,of,by,wave,where,title::nl\n"
OTHER = FIRST.replace("1,never", "1,often")
FINDINGS = "number,table,row,column,figure,comparator,label::nl\n1,f,often,percent,50,=,De helft vaak\n"


def waves_of(folder: Path, *waves: str) -> dict[str, tuple[str, ...]]:
    found = wanted_tables(Study.load(folder).of_waves(waves), TABLES)
    return {wanted.plan.id: wanted.scope.waves for wanted in found if not wanted.aside}


def test_the_newest_wave_that_asked_it(waves: WriteWaves) -> None:
    folder = waves(
        survey="type,name,label::nl\ngone,say,\n",
        tables=PLANS + "f,frequency,freq,,,,\nm,missingness,say age,,,,\ns,missingness,say,,,,\n",
    )
    assert waves_of(folder) == {"f": ("2021",), "m": ("2021",), "s": ("2019",)}
    assert waves_of(folder, "2021") == {"f": ("2021",), "m": ("2021",)}


def test_a_table_about_one_wave_is_of_its_own_question(waves: WriteWaves) -> None:
    folder = waves(
        survey="type,name,label::nl\n,age,Sinds welk jaar gebruikt u?\n",
        tables=PLANS + "a,number,age,,,,\nb,number,age,wave,,,\n",
    )
    found = wanted_tables(Study.load(folder), TABLES)
    assert [(each.plan.id, each.plan.of, each.scope.waves) for each in found] == [
        ("a", ("age_2021",), ("2021",)),
        ("b", ("age",), ("2019",)),
        ("b_2021", ("age_2021",), ("2021",)),
    ]
    alone = wanted_tables(Study.load(folder).of_waves(["2021"]), TABLES)
    assert [(each.plan.id, each.plan.of) for each in alone] == [("a", ("age_2021",)), ("b", ("age_2021",))]


def test_where_and_by_must_have_been_asked_too(waves: WriteWaves) -> None:
    folder = waves(
        survey="type,name,label::nl\n,freq,Iets heel anders?\n",
        tables=PLANS + "a,number,age,,,${freq} = 'often',\nb,number,age,freq,,,\n",
    )
    assert waves_of(folder) == {"a": ("2019",), "b": ("2019",)}


def test_a_table_may_name_its_waves(waves: WriteWaves) -> None:
    plans = PLANS + "a,frequency,freq,,2019,,\nb,frequency,freq,,2019 2021,,\nc,frequency,freq,wave,,,\n"
    folder = waves(tables=plans)
    assert waves_of(folder) == {"a": ("2019",), "b": ("2019", "2021"), "c": ("2019", "2021")}
    assert waves_of(folder, "2021") == {"b": ("2021",), "c": ("2021",)}


def test_an_unknown_wave_is_named(waves: WriteWaves) -> None:
    folder = waves(tables=PLANS + "a,frequency,freq,,2020,,\n")
    study = Study.load(folder)
    with pytest.raises(StudyError, match="there is no wave '2020'"):
        tables(study, study.survey(keep_keys=False))
    with pytest.raises(StudyError, match="there is no wave '2023'"):
        study.of_waves(["2023"])


def test_a_table_that_the_chosen_wave_cannot_give_says_so(waves: WriteWaves) -> None:
    folder = waves(tables=PLANS + "a,frequency,freq,,2019,,\n")
    with pytest.raises(StudyError, match="'a' is no table about 2021"):
        wanted_tables(Study.load(folder).of_waves(["2021"]), TABLES, ["a"])


def test_findings_are_held_against_the_first_wave(waves: WriteWaves) -> None:
    plans = PLANS + "f,frequency,freq,,,,\np,published,,,,,\n"
    study = Study.load(waves(tables=plans, findings=FINDINGS, export=OTHER))
    made = tables(study, study.survey(keep_keys=False))
    by_id = {table.id: table for table in made}
    assert cell(by_id["f"], "often", "percent") == (75, 3)
    assert cell(by_id["p"], "1", "computed") == (50, 2)
    assert [table.id for table in made if table.aside] == ["f_as_in_2019"]
    released = protect(made, (), Policy(Audience.INTERNAL))
    assert [table.id for table in released.tables if not table.id.startswith("waves_")] == ["f", "p"]
    public = protect(made, (), Policy(Audience.PUBLIC))
    hidden = next(table for table in public.tables if table.id == "p").row("1")
    assert hidden is not None
    assert hidden.cells["computed"].hidden


def test_a_title_names_the_wave_where_there_are_several(waves: WriteWaves) -> None:
    study = Study.load(waves(tables=PLANS + "f,frequency,freq,,,,Hoe vaak\n"))
    survey = study.survey(keep_keys=False)
    [table, *_] = tables(study, survey, ["f"])
    assert isinstance(table.title, Term)
    assert table.title.key == "title.of_wave"
    alone = study.of_waves(["2021"])
    [table] = tables(alone, survey.of_waves(["2021"]), ["f"])
    assert not isinstance(table.title, Term)


def test_the_first_wave_is_as_it_was_before_there_was_a_second(waves: WriteWaves) -> None:
    plans = (
        PLANS + "f,frequency,freq,wave,,,\na,number,age,,,,\nw,multiresponse,why,,,,\nl,flow,,,,,\nm,missingness,,,,,\n"
    )
    folder = waves(
        tables=plans,
        export=OTHER.replace("say", "new"),
        survey="type,name,label::nl\n,age,Iets anders?\ngone,say,\ntext,new,Nieuw?\n",
        exclude="name,rule,label::nl\nyoung,${age} < 25,Te jong\n",
    )
    both = Study.load(folder).of_waves(["2019"])
    after = tables(both, both.survey(keep_keys=False))
    (folder / "study.toml").write_text(SETTINGS.partition('[[wave]]\nname = "2021"')[0], encoding="utf-8")
    alone = Study.load(folder)
    assert after == tables(alone, alone.survey(keep_keys=False))


def test_a_figure_of_one_wave_is_in_no_table_over_waves(waves: WriteWaves) -> None:
    plans = PLANS + "f,trend,freq,,,,\np,published,,,,,\n"
    with pytest.raises(StudyError, match="points at 'f', which is no table of numbers here"):
        check_plans(Study.load(waves(tables=plans, findings=FINDINGS)))


def test_tables_over_waves_are_those_that_no_finding_points_at() -> None:
    assert set(OVER_WAVES) == {name for name, kind in TABLES.items() if kind.of_waves}


def test_the_chapter_on_what_changed_has_no_table_without_rows(waves: WriteWaves) -> None:
    study = Study.load(waves(tables=PLANS + "f,frequency,freq,,,,\n"))
    made = tables(study, study.survey(keep_keys=False))
    assert [table.id for table in made] == ["f", "waves_changes"]
