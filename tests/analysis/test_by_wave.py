"""`by = wave`: the same table in several waves, side by side, and nothing that is not comparable."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.table import Table, Term
from survey import Study
from survey.waves.crosswalk import Status
from tests.toy import cell
from tests.two_waves import FIRST, WriteWaves, write_waves

HEAD = "wave,variable,category,harmonised,harmonised_category,rule,status,why::nl\n"
PLANS = "id,kind,of,by,wave,title::nl\n"


def made(folder: Path, *waves: str) -> dict[str, Table]:
    study = Study.load(folder).of_waves(waves)
    return {table.id: table for table in tables(study, study.survey(keep_keys=False))}


def keys(table: Table) -> list[str]:
    return [note.text.key for note in table.notes if isinstance(note.text, Term)]


def test_each_wave_has_columns_and_a_base_of_its_own(waves: WriteWaves) -> None:
    export = FIRST.replace("1,never", "1,often")
    table = made(waves(tables=PLANS + "f,frequency,freq,wave,,\n", export=export))["f"]
    assert [column.key for column in table.columns] == ["2019.percent", "2019.n", "2021.percent", "2021.n"]
    assert cell(table, "often", "2019.n") == (2, 2)
    assert cell(table, "often", "2021.percent") == (75, 3)
    assert [(base.key, base.n, base.outside) for base in table.bases] == [("2019.freq", 4, 4), ("2021.freq", 4, 4)]
    assert table.wave == "2019 2021"
    assert table.universe.n == 8


def test_one_wave_alone_has_no_heads_of_waves(waves: WriteWaves) -> None:
    folder = waves(tables=PLANS + "f,frequency,freq,wave,,\n")
    alone = made(folder, "2019")["f"]
    assert [column.key for column in alone.columns] == ["percent", "n"]
    assert alone.universe.n == 4


def test_what_is_not_comparable_stands_in_a_table_of_its_own(waves: WriteWaves) -> None:
    folder = waves(
        survey="type,name,label::nl\n,age,Sinds welk jaar gebruikt u?\n", tables=PLANS + "a,number,age,wave,,\n"
    )
    found = made(folder)
    assert list(found)[:2] == ["a", "a_2021"]
    assert found["a"].wave == "2019"
    assert found["a_2021"].wave == "2021"
    assert "note.wave_not_comparable" in keys(found["a"])
    assert cell(found["a_2021"], "age_2021", "n") == (4, 4)


def test_with_care_is_footnoted_with_its_reason(waves: WriteWaves) -> None:
    rows = HEAD + "2021,freq,,,,same,with_care,Andere woorden\n"
    folder = waves(
        survey="type,name,label::nl\n,freq,Hoe dikwijls?\n", crosswalk=rows, tables=PLANS + "f,frequency,freq,wave,,\n"
    )
    table = made(folder)["f"]
    [note] = [
        note.text for note in table.notes if isinstance(note.text, Term) and note.text.key.startswith("note.wave")
    ]
    assert note.key == "note.wave_with_care"
    assert str(note.values["why"].text("nl")) == "Andere woorden"  # type: ignore[attr-defined]


def test_a_category_not_offered_is_empty_not_zero(waves: WriteWaves) -> None:
    rows = HEAD + "2021,why,,,,same,with_care,Een antwoord meer\n"
    choices = "list_name,name,label::nl\nwhy,price,Prijs\nwhy,fun,Plezier\nwhy,safe,Veilig\n"
    export = "id,freq,age,why/price,why/fun,why/safe,say\n1,often,20,1,0,1,\n2,often,30,1,0,0,\n"
    folder = waves(choices=choices, crosswalk=rows, export=export, tables=PLANS + "w,multiresponse,why,wave,,\n")
    row = made(folder)["w"].row("safe")
    assert row is not None
    assert set(row.cells) == {"2021.percent", "2021.n"}


def test_a_battery_keeps_the_questions_that_a_wave_asked(waves: WriteWaves) -> None:
    main = "type,name,label::nl\nselect_one freq,a,A?\nselect_one freq,b,B?\nselect_one freq,c,C?\n"
    first = "id,a,b,c\n1,never,some,often\n2,never,some,some\n"
    folder = waves(
        main=main,
        first=first,
        survey="type,name,label::nl\ngone,c,\n",
        export="id,a,b\n1,never,some\n",
        tables=PLANS + "q,battery,a b c,wave,,\n",
    )
    table = made(folder)["q"]
    row = table.row("c")
    assert row is not None
    assert all(key.startswith("2019.") for key in row.cells)
    assert "note.wave_not_asked" in keys(table)


CARE = [None, Status.COMPARABLE, Status.WITH_CARE, Status.NOT_COMPARABLE]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(CARE), min_size=3, max_size=3), st.lists(st.booleans(), min_size=3, max_size=3))
def test_nothing_stands_beside_what_is_not_comparable(
    tmp_path_factory: pytest.TempPathFactory, decided: list[Status | None], reworded: list[bool]
) -> None:
    """Whatever the crosswalk decides of questions that changed or not: side by side only where they may be."""
    names = ["a", "b", "c"]
    main = "type,name,label::nl\n" + "".join(f"select_one freq,{name},Vraag {name}?\n" for name in names)
    survey = "type,name,label::nl\n" + "".join(
        f",{name},Heel iets anders {name}?\n" for name, new in zip(names, reworded, strict=True) if new
    )
    rows = HEAD + "".join(
        f"2021,{name},,,,same,{status},Reden\n" for name, status in zip(names, decided, strict=True) if status
    )
    answers = "id,a,b,c\n1,never,some,often\n2,often,some,never\n"
    plans = PLANS + "".join(f"t_{name},frequency,{name},wave,,\n" for name in names)
    folder = write_waves(
        tmp_path_factory.mktemp("waves"),
        main=main,
        survey=survey,
        crosswalk=rows,
        first=answers,
        export=answers,
        tables=plans,
    )
    found = made(folder)
    for name, status, new in zip(names, decided, reworded, strict=True):
        table = found[f"t_{name}"]
        comparable = status in {Status.COMPARABLE, Status.WITH_CARE} or (status is None and not new)
        assert (table.wave == "2019 2021") is comparable
        assert ({column.key.split(".")[0] for column in table.columns} == {"2019", "2021"}) is comparable
        assert (f"t_{name}_2021" in found) is not comparable
        assert ("note.wave_with_care" in keys(table)) is (status is Status.WITH_CARE)


def test_what_is_derived_from_a_question_with_care_is_footnoted_with_it(waves: WriteWaves) -> None:
    recode = (
        "variable,label::nl,source,low,high,category,category_label::nl\nold,Oud?,age,,30,no,Nee\nold,,age,30,,yes,Ja\n"
    )
    care = made(
        waves(
            survey="type,name,label::nl\n,age,Uw leeftijd?\n",
            crosswalk=HEAD + "2021,age,,,,same,with_care,Andere woorden\n",
            recode=recode,
            tables=PLANS + "f,frequency,old,wave,,\n",
        )
    )
    assert "note.wave_with_care" in keys(care["f"])


def test_answers_that_were_put_together_are_said_to_be_elsewhere(waves: WriteWaves) -> None:
    main = "type,name,label::nl\nselect_one freq,freq,Hoe vaak?\nharmonise two,two,Ooit?\n"
    rows = [f"{wave},freq,{name},two,yes,collapsed,with_care,Samen" for wave in ("2019",) for name in ("some", "often")]
    rows += ["2019,freq,never,two,no,renamed,comparable,", "2021,freq,never,two,no,renamed,comparable,"]
    rows += ["2021,freq,ever,two,yes,renamed,comparable,"]
    lists = "list_name,name,label::nl\nfreq,never,Nooit\nfreq,some,Soms\nfreq,often,Vaak\ntwo,no,Nee\ntwo,yes,Ja\n"
    table = made(
        waves(
            main=main,
            lists=lists,
            choices="list_name,name,label::nl\nfreq,never,Nooit\nfreq,ever,Ooit\n",
            crosswalk=HEAD + "\n".join(rows) + "\n",
            export="id,freq\n1,never\n2,ever\n",
            tables=PLANS + "f,frequency,freq,wave,,\n",
        )
    )["f"]
    assert "note.wave_elsewhere" in keys(table)
    assert "note.wave_not_asked" not in keys(table)


def test_a_wave_that_lacks_what_chooses_the_people_is_told_to_be_left_out(waves: WriteWaves) -> None:
    plans = "id,kind,of,by,where\nf,frequency,freq,wave,${age} > 25\n"
    table = made(waves(survey="type,name,label::nl\n,age,Sinds welk jaar gebruikt u?\n", tables=plans))["f"]
    assert table.wave == "2019"
    assert "note.wave_not_comparable" in keys(table)


def test_questions_found_by_role_are_footnoted_too(waves: WriteWaves) -> None:
    main = "type,name,label::nl,item,role\n" + "".join(
        f"select_one freq,{item}_12m,{item}?,{item},recency\n" for item in ("hash", "lsd")
    )
    lists = "list_name,name,label::nl\nfreq,never,Nooit\nfreq,often,Vaak\nitem,hash,Hasj\nitem,lsd,LSD\n"
    answers = "id,hash_12m,lsd_12m\n1,never,often\n2,often,often\n"
    rows = HEAD + "2021,lsd_12m,,,,same,with_care,Andere woorden\n"
    folder = waves(
        main=main,
        lists=lists,
        first=answers,
        export=answers,
        crosswalk=rows,
        survey="type,name,label::nl\n,lsd_12m,Nam u LSD?\n,hash_12m,Nam u hasj?\n",
        tables="id,kind,by,role,title::nl\ng,grid,wave,recency,\n",
    )
    assert [key for key in keys(made(folder)["g"]) if key.startswith("note.wave")] == [
        "note.wave_not_comparable",
        "note.wave_with_care",
    ]
