"""A wave's own workbook over the questionnaire of the wave before: what a row can say, and what it cannot."""

from pathlib import Path
from textwrap import dedent

import pytest
from openpyxl import Workbook

from survey.codebook import Codebook
from survey.errors import StudyError
from survey.settings import read_settings
from survey.waves.questionnaires import read_questionnaires
from survey.workbook import read_workbook

SETTINGS = """
[study]
title = { nl = "Proef" }
languages = ["nl"]

[[wave]]
name = "2019"
export = "data/2019.csv"
"""

SURVEY = """\
type,name,label::nl,label::fr,relevant,calculation,waves
begin_group,p1,Blad 1,,,,
integer,age,Leeftijd?,Âge ?,,,
select_one yn,smokes,Rookt u?,Fumez-vous ?,,,
calculate,double,Dubbel,,,${age} * 2,
end_group,,,,,,
begin_group,p2,Blad 2,,${smokes} = 'y',,
select_one how,often,Hoe vaak?,,${age} > 17,,
select_one yn,once,Eenmalig gevraagd?,,,,2019 2022
select_one yn,later,Later gevraagd?,,,,2021
end_group,,,,,,
"""

CHOICES = """\
list_name,name,label::nl
yn,y,Ja
yn,n,Nee
how,1,Dagelijks
how,2,Zelden
"""

FIRST = ["age", "smokes", "double", "often", "once"]
NEXT = ["age", "smokes", "double", "often"]


def sheets(folder: Path, survey: str = "", choices: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("survey", survey), ("choices", choices)):
        if text:
            (folder / f"{name}.csv").write_text(dedent(text).lstrip(), encoding="utf-8")


def read(folder: Path, waves: int = 2, *, whole: bool = False, survey: str = SURVEY) -> dict[str, Codebook]:
    """Return the questionnaires of 2019, 2020, …; those with a folder of their own are laid over the one before."""
    blocks = SETTINGS
    for year in range(2020, 2019 + waves):
        blocks += f'[[wave]]\nname = "{year}"\nexport = "data/{year}.csv"\n'
        if (folder / str(year)).exists():
            blocks += f'codebook = "{year}"\nwhole = {str(whole).lower()}\n'
    (folder / "study.toml").write_text(blocks, encoding="utf-8")
    sheets(folder / "codebook", survey, CHOICES)
    return read_questionnaires(folder, read_settings(folder), read_workbook(folder))


def wave(folder: Path, survey: str = "", choices: str = "", *, whole: bool = False) -> Codebook:
    """Return the questionnaire of a second wave with these sheets."""
    sheets(folder / "2020", survey, choices)
    return read(folder, whole=whole)["2020"]


def test_a_study_of_one_wave_has_its_workbook(tmp_path: Path) -> None:
    (only,) = read(tmp_path, waves=1).values()
    assert list(only.variables) == [*FIRST, "later"]
    assert only["once"].waves == ("2019", "2022")


def test_a_wave_without_a_workbook_asked_what_the_one_before_asked(tmp_path: Path) -> None:
    waves = read(tmp_path, waves=4)
    assert {name: list(book.variables) for name, book in waves.items()} == {
        "2019": FIRST,
        "2020": NEXT,
        "2021": [*NEXT, "later"],
        "2022": FIRST,
    }
    assert {variable.waves for book in waves.values() for variable in book} == {()}


def test_a_question_that_is_only_harmonised_nobody_was_asked(tmp_path: Path) -> None:
    waves = read(tmp_path, survey=SURVEY + "harmonise yn,any,Ooit,,,,\n")
    assert "any" not in waves["2019"].variables


def test_filled_cells_replace_and_empty_ones_inherit(tmp_path: Path) -> None:
    asked = wave(tmp_path, "type,name,label::nl,relevant\n,smokes,Rookt u nog?,\n,often,,-\n")
    assert asked["smokes"].label.texts == {"nl": "Rookt u nog?", "fr": "Fumez-vous ?"}
    assert (asked["smokes"].type, asked["smokes"].list_name) == ("select_one", "yn")
    assert asked["often"].relevant == "${smokes} = 'y'"
    assert asked["often"].label.texts == {"nl": "Hoe vaak?"}
    assert list(asked.variables) == NEXT


def test_a_dash_empties_one_language(tmp_path: Path) -> None:
    assert wave(tmp_path, "name,label::fr\nsmokes,-\n")["smokes"].label.texts == {"nl": "Rookt u?"}


def test_a_question_that_is_gone(tmp_path: Path) -> None:
    assert list(wave(tmp_path, "type,name\ngone,often\n").variables) == ["age", "smokes", "double"]


def test_a_gate_that_is_gone_is_named_with_the_wave(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"in 2020: the rule .* asks for 'smokes', which is no variable"):
        wave(tmp_path, "type,name\ngone,smokes\n")


def test_new_questions_stand_behind_the_row_above_them(tmp_path: Path) -> None:
    survey = "type,name,label::nl\ninteger,zero,Nul\n,age,\ninteger,one,Een\ninteger,two,Twee\n"
    asked = wave(tmp_path, survey)
    assert list(asked.variables) == ["age", "one", "two", "smokes", "double", "often", "zero"]
    assert (asked["one"].group, asked["one"].page) == ("p1", 1)


def test_a_new_question_stands_where_the_gone_one_above_it_stood(tmp_path: Path) -> None:
    asked = wave(tmp_path, "type,name,label::nl\ngone,double,\ninteger,new,Nieuw\n")
    assert list(asked.variables) == ["age", "smokes", "new", "often"]


def test_after_places_new_questions_and_moves_known_ones(tmp_path: Path) -> None:
    survey = "type,name,label::nl,after\ninteger,new,Nieuw,age\n,age,,smokes\ninteger,last,Laatste,\n"
    asked = wave(tmp_path, survey)
    assert list(asked.variables) == ["new", "smokes", "age", "last", "double", "often"]
    assert asked["last"].group == "p1"


def test_a_list_is_replaced_as_a_whole(tmp_path: Path) -> None:
    asked = wave(tmp_path, choices="list_name,name,label::nl\nhow,1,Elke dag\n")
    assert [(choice.name, choice.label.text("nl")) for choice in asked["often"].choices] == [("1", "Elke dag")]
    assert [choice.name for choice in asked["smokes"].choices] == ["y", "n"]


def test_a_new_list_for_a_known_question(tmp_path: Path) -> None:
    asked = wave(tmp_path, "type,name\nselect_one new,often\n", "list_name,name,label::nl\nnew,a,Altijd\n")
    assert [choice.name for choice in asked["often"].choices] == ["a"]


def test_each_wave_starts_from_the_one_before(tmp_path: Path) -> None:
    sheets(tmp_path / "2020", "type,name,label::nl\n,smokes,Rookt u nog?\ngone,often,\n")
    sheets(tmp_path / "2022", "type,name,label::nl\n,once,Toch nog eens?\n")
    waves = read(tmp_path, waves=4)
    assert [list(book.variables) for book in waves.values()] == [
        FIRST, ["age", "smokes", "double"], ["age", "smokes", "double", "later"], ["age", "smokes", "double", "once"],
    ]  # fmt: skip
    assert {book["smokes"].label.text("nl") for book in waves.values()} == {"Rookt u?", "Rookt u nog?"}
    assert waves["2022"]["once"].label.text("nl") == "Toch nog eens?"


def test_a_whole_questionnaire_in_its_own_order_and_groups(tmp_path: Path) -> None:
    survey = """\
        type,name,label::nl
        ,smokes,Rookt u nog?
        begin_group,p2,
        integer,new,Nieuw
        end_group,,
        ,age,
    """
    asked = wave(tmp_path, survey, whole=True)
    assert list(asked.variables) == ["smokes", "double", "new", "age"]
    assert asked["smokes"].label.texts == {"nl": "Rookt u nog?", "fr": "Fumez-vous ?"}
    assert [asked[name].group for name in ("smokes", "new", "age")] == ["", "p2", ""]
    assert asked["new"].relevant == "${smokes} = 'y'"
    assert asked.groups["p2"].text("nl") == "Blad 2"


def test_a_whole_questionnaire_keeps_what_only_later_waves_ask(tmp_path: Path) -> None:
    sheets(tmp_path / "2020", "type,name\n,age\n,smokes\n")
    waves = read(tmp_path, waves=3, whole=True)
    assert list(waves["2020"].variables) == ["age", "smokes", "double"]
    assert list(waves["2021"].variables) == ["age", "smokes", "double", "later"]


def test_a_workbook_of_excel_says_the_same(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (["type", "name", "label::nl"], [None, "smokes", "Rookt u nog?"], ["gone", "often", None]):
        sheet.append(row)
    book.save(tmp_path / "2020.xlsx")
    settings = f'{SETTINGS}[[wave]]\nname = "2020"\nexport = "b.csv"\ncodebook = "2020.xlsx"\n'
    (tmp_path / "study.toml").write_text(settings)
    sheets(tmp_path / "codebook", SURVEY, CHOICES)
    asked = read_questionnaires(tmp_path, read_settings(tmp_path), read_workbook(tmp_path))["2020"]
    assert list(asked.variables) == ["age", "smokes", "double"]
    assert asked["smokes"].label.text("nl") == "Rookt u nog?"


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        ("type,name\ngone,oftn\n", "cannot be gone.*row 2.*Did you mean 'often'"),
        ("type,name\ngone,once\n", "says already which waves asked 'once'"),
        ("name,label::nl\nonce,Toch?\n", "says already which waves asked 'once'"),
        ("type,name,label::nl\n,oftn,Hoe vaak?\n", "the new question 'oftn' has no type.*Did you mean 'often'"),
        ("type,name\n-,often\n", "the question 'often' has no type"),
        ("type,name\ninteger,new\n", "the new question 'new' has no label"),
        ("type,name,label::nl\nintger,new,Nieuw\n", "'intger' is no type of question.*Did you mean 'integer'"),
        ("type,name,label::nl\nselect_one ny,new,Nieuw\n", "there is no list 'ny'"),
        ("type,name,label::nl,after\ninteger,new,Nieuw,smoks\n", "there is no such question.*'smokes'"),
        ("name,after\nage,age\n", "'age' cannot stand after 'age'"),
        ("name,label::nl\nage,A\nage,B\n", "the question 'age' is there twice"),
        ("type,name\n,\ninteger,\n", "this row names no question.*row 3"),
        ("name,waves\nage,2020\n", "only the study's own workbook has the column waves"),
        ("type,name\nbegin_group,p1\nend_group,\n", "only a workbook that lists the whole questionnaire has groups"),
        ("type,name\ngone,smokes\n", "smokes"),
        ("name,labl::nl\nage,A\n", "'labl::nl' is no column of this sheet.*'label'"),
        ("type,label::nl\ninteger,A\n", "the column 'name' is missing"),
    ],
)
def test_rows_that_cannot_be_used(tmp_path: Path, survey: str, says: str) -> None:
    with pytest.raises(StudyError, match=f"(?s){says}"):
        wave(tmp_path, survey)


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        ("name,after\nage,smokes\nsmokes,\n", "the column after says nothing here"),
        ("name\nage\nsmokes\nonce\n", "says already which waves asked 'once'"),
    ],
)
def test_rows_that_no_whole_questionnaire_can_have(tmp_path: Path, survey: str, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        wave(tmp_path, survey, whole=True)


def test_a_whole_questionnaire_that_leaves_out_what_the_workbook_says_it_asked(tmp_path: Path) -> None:
    sheets(tmp_path / "2021", "name\nage\nsmokes\n")
    with pytest.raises(StudyError, match=r"the column waves says that wave 2021 asked 'later'"):
        read(tmp_path, waves=3, whole=True)


def test_categories_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"(?s)no question of wave 2020 uses the list 'hwo'.*Did you mean 'how'"):
        wave(tmp_path, choices="list_name,name,label::nl\nhwo,1,Elke dag\n")
    with pytest.raises(StudyError, match="'1' in the list 'how' has no label"):
        wave(tmp_path, choices="list_name,name,label::fr\nhow,1,Souvent\n")


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(StudyError) as caught:
        wave(tmp_path, "type,name\ngone,a\ngone,b\n", "list_name,name,label::nl\nc,1,Een\n")
    assert len(caught.value.problems) == 3


def test_a_workbook_that_is_not_there_or_holds_other_sheets(tmp_path: Path) -> None:
    (tmp_path / "2020").mkdir()
    with pytest.raises(StudyError, match="has no sheets"):
        read(tmp_path)
    (tmp_path / "2020" / "tables.csv").write_text("id,kind\n")
    with pytest.raises(StudyError, match="'tables' is no sheet of a wave's workbook"):
        read(tmp_path)
    settings = f'{SETTINGS}[[wave]]\nname = "2020"\nexport = "b.csv"\ncodebook = "elders"\n'
    (tmp_path / "study.toml").write_text(settings)
    with pytest.raises(StudyError, match=r"(?s)no such workbook of a wave.*elders"):
        read_questionnaires(tmp_path, read_settings(tmp_path), read_workbook(tmp_path))
