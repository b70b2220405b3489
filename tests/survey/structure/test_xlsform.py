"""XLSForms: real ones of pyxform, and forms made by us for what those do not hold."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from survey.codebook import Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.read.file import open_file
from survey.rules import parse_rule
from survey.structure import read_structure
from survey.structure.sketch import Sketch
from survey.structure.xlsform import recognise

DATA = Path(__file__).parents[2] / "data" / "xlsform"
Rows = Sequence[Sequence[object]]


@pytest.fixture(scope="module")
def spec() -> dict[str, Variable]:
    return {variable.name: variable for variable in read_structure(DATA / "xlsform_spec_test.xlsx").variables}


def test_a_real_form_stops_at_its_last_row(spec: dict[str, Variable]) -> None:
    assert len(spec) == 34  # 56 rows without 10 of groups and repeats, and 12 notes
    assert list(spec)[:2] == ["skip_to_end", "my_name"]
    assert list(spec)[-1] == "launch"


def test_the_languages_of_a_real_form(spec: dict[str, Variable]) -> None:
    assert read_structure(DATA / "xlsform_spec_test.xlsx").languages == ("en", "zh")
    assert spec["address"].label.texts == {"en": "Enter an address", "zh": "您好"}
    assert spec["skip_to_end"].choices[0].label.texts == {"": "Yes", "zh": "是"}


def test_the_rules_of_a_real_form(spec: dict[str, Variable]) -> None:
    assert spec["my_name"].relevant == "not(selected(${skip_to_end}, 'yes'))"
    assert spec["launch"].relevant == ""
    assert spec["a_decimal"].constraint == ". <= ${a_integer}"
    assert spec["select_multiple_test"].constraint == "not(selected(., 'yes') and selected (., 'no'))"
    rules = [rule for variable in spec.values() for rule in (variable.relevant, variable.constraint) if rule]
    assert [parse_rule(rule, "here").text for rule in rules] == rules


def test_what_points_at_a_person_in_a_real_form(spec: dict[str, Variable]) -> None:
    assert [name for name, variable in spec.items() if variable.identifier] == [
        *("geopoint_test", "barcode_test", "image_test", "audio_test", "video_test"),
        *("start", "end", "deviceid", "uri_deviceid", "phonenumber"),
    ]


def test_what_goes_to_the_key_file_needs_no_routing(spec: dict[str, Variable]) -> None:
    assert {variable.relevant + variable.routing for variable in spec.values() if variable.identifier} == {""}


def test_types_groups_and_odd_names_of_a_real_form(spec: dict[str, Variable]) -> None:
    types = {"a_integer": "integer", "a_decimal": "decimal", "date_test": "date", "time_test": "text"}
    types |= {"acknowledge_test": "select_one", "calculate_test": "decimal", "select_multiple_test": "select_multiple"}
    assert {name: spec[name].type.value for name in types} == types
    assert (spec["required_text"].group, spec["required_text"].page) == ("group_test", 1)
    assert spec["FALSE"].label.texts == {"en": "boolean name test"}  # the cell holds =FALSE()
    assert spec["label-test"].choices == spec["skip_to_end"].choices


def test_choices_with_one_name_become_one() -> None:
    form = read_structure(DATA / "choice_filter_test.xlsx")
    county = next(variable for variable in form.variables if variable.name == "county")
    assert [choice.name for choice in county.choices] == ["king", "pierce", "cameron"]
    assert (form.title.texts, form.languages) == ({"": "cascading selects"}, ())


def test_a_form_in_capitals_with_choices_in_another_sheet() -> None:
    form = read_structure(DATA / "capitals.xls")
    assert [(variable.name, variable.type.value, variable.relevant) for variable in form.variables] == [
        *(("vehicle", "select_one", ""), ("line", "text", "${vehicle} = '2'"), ("remark", "text", ""))
    ]
    assert [choice.name for choice in form.variables[0].choices] == ["1", "2"]
    assert (form.title.texts, form.languages) == ({"en": "To work"}, ("en",))


def test_an_old_form_with_other() -> None:
    form = read_structure(DATA / "old_style.xls")
    fruit, other, garden, trees = form.variables
    assert [choice.name for choice in fruit.choices] == ["apple", "2", "other"]
    assert (other.name, other.type, other.relevant) == ("fruit_other", VariableType.TEXT, "selected(${fruit}, 'other')")
    assert (garden.type, [choice.name for choice in garden.choices]) == (VariableType.SELECT_MULTIPLE, ["apple", "2"])
    assert (trees.label.texts, form.languages) == ({"en": "How many trees?", "fr": "Combien d’arbres ?"}, ("en", "fr"))


CHOICES: Rows = (
    ("list_name", "name", "label::Nederlands (nl)", "label::Français (fr)"),
    ("yn", 1, "Ja", "Oui"),
    ("yn", 2, "Nee", "Non"),
    ("yn", 9, "Weet niet", "Ne sait pas"),
)


def write(path: Path, survey: Rows, choices: Rows = CHOICES, settings: Rows = ()) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in survey:
        book.active.append(list(row))
    for name, rows in (("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path / "form.xlsx")
    return path / "form.xlsx"


def form(path: Path, *rows: Sequence[object], heads: Sequence[str] = ("type", "name", "relevant")) -> Sketch:
    return read_structure(write(path, [heads, *rows]))


def test_labels_lose_markup_and_what_other_questions_fill_in(tmp_path: Path) -> None:
    heads = ("type", "name", "label::Nederlands (nl)", "label::fr")
    sketch = form(tmp_path, ("text", "a", "<b>Dag</b> ${name},\nalles &amp; **goed**?", "Ça va, 1 < 2 ?"), heads=heads)
    assert sketch.variables[0].label.texts == {"nl": "Dag …, alles & goed?", "fr": "Ça va, 1 < 2 ?"}
    assert sketch.languages == ("nl", "fr")


def test_the_default_language_comes_first_and_owns_bare_labels(tmp_path: Path) -> None:
    survey = [("type", "name", "label", "label::Nederlands (nl)"), ("select_one yn", "a", "Vraiment ?", "Echt?")]
    settings = [("form_title", "default_language"), ("Enquête", "Français (fr)")]
    sketch = read_structure(write(tmp_path, survey, settings=settings))
    assert sketch.languages == ("fr", "nl")
    assert sketch.variables[0].label.texts == {"fr": "Vraiment ?", "nl": "Echt?"}
    assert sketch.title.texts == {"fr": "Enquête"}


def test_a_choice_that_is_an_absence(tmp_path: Path) -> None:
    choices = form(tmp_path, ("select_one yn", "a")).variables[0].choices
    assert [(choice.name, choice.reason) for choice in choices] == [("1", None), ("2", None), ("9", Reason.DONT_KNOW)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("select_one yn", VariableType.SELECT_ONE),
        ("Select one from yn", VariableType.SELECT_ONE),
        ("select_multiple yn", VariableType.SELECT_MULTIPLE),
        ("select all that apply from yn", VariableType.SELECT_MULTIPLE),
        ("rank yn", VariableType.RANK),
        ("select_one nowhere", VariableType.TEXT),
        ("select_one ${people}", VariableType.TEXT),
        ("select_one_from_file towns.csv", VariableType.TEXT),
        ("dateTime", VariableType.TEXT),
        ("int", VariableType.INTEGER),
        ("today", VariableType.DATE),
    ],
)
def test_types(tmp_path: Path, written: str, expected: VariableType) -> None:
    variable = form(tmp_path, (written, "a")).variables[0]
    assert (variable.type, variable.identifier) == (expected, False)


@pytest.mark.parametrize("written", ["note", "xml-external", "begin_something", "csv-external", ""])
def test_rows_that_collect_nothing(tmp_path: Path, written: str) -> None:
    assert [variable.name for variable in form(tmp_path, (written, "a"), ("text", "b")).variables] == ["b"]


@pytest.mark.parametrize(
    ("calculation", "expected"),
    [
        ("${a} * 7", VariableType.DECIMAL),
        ("round(${a} div 2, 1)", VariableType.DECIMAL),
        ("count-selected(${a})", VariableType.DECIMAL),
        ("concat(${a}, '-', ${b})", VariableType.TEXT),
        ("${a}", VariableType.TEXT),
        ("'fixed'", VariableType.TEXT),
        ("if(${a} > 1, 'x', 'y')", VariableType.TEXT),
    ],
)
def test_calculations_are_filled_by_the_platform(tmp_path: Path, calculation: str, expected: VariableType) -> None:
    heads = ("type", "name", "calculation")
    variable = form(tmp_path, ("calculate", "total", calculation), heads=heads).variables[0]
    assert (variable.type, variable.calculation, variable.derived) == (expected, "", False)
    assert variable.label.texts == {"": "total"}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [("start=0 end=10 step=1", "integer"), ("start=0 end=1 step=0.1", "decimal"), ("", "integer")],
)
def test_ranges(tmp_path: Path, parameters: str, expected: str) -> None:
    heads = ("type", "name", "parameters")
    assert form(tmp_path, ("range", "a", parameters), heads=heads).variables[0].type.value == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("selected(${ a }, '1')", "selected(${a}, '1')"),
        ("${a} = 1", "${a} = '1'"),
        ("${a}!=2 and ${n}  > 3", "${a}!='2' and ${n} > 3"),
        ("${n} = 1", "${n} = 1"),
        ("${a} = 1.5", "${a} = 1.5"),
        ("string-length(${t}) > 0", "${t} != ''"),
        ("not(${a} = '')", "not(${a} = '')"),
    ],
)
def test_routing_that_our_rules_can_say(tmp_path: Path, written: str, expected: str) -> None:
    rows = [("select_one yn", "a"), ("integer", "n"), ("text", "t"), ("text", "last", written)]
    last = form(tmp_path, *rows).variables[-1]
    assert (last.relevant, last.routing) == (expected, "")


@pytest.mark.parametrize(
    "written", ["regex(${t}, '^x')", "${a} = 1 and today() > ${d}", "/data/a = 1", "position(..) = 1", "${a} = “x”"]
)
def test_routing_that_they_cannot_is_kept_in_the_forms_words(tmp_path: Path, written: str) -> None:
    last = form(tmp_path, ("select_one yn", "a"), ("text", "last", written)).variables[-1]
    assert (last.relevant, last.routing) == ("", written)


def test_routing_of_groups_holds_for_every_question_in_them(tmp_path: Path) -> None:
    rows = [
        ("select_one yn", "a"),
        ("begin_group", "outer", "${a} = 1"),
        ("text", "b"),
        ("begin repeat", "inner", "${b} != ''"),
        ("text", "c", "${a} = 2"),
        ("end repeat",),
        ("end_group",),
        ("text", "d"),
        ("begin group", "later", "regex(${b}, 'x')"),
        ("text", "e", "${a} = 1"),
    ]
    sketch = form(tmp_path, *rows)
    found = {
        variable.name: (variable.relevant, variable.routing, variable.group, variable.page)
        for variable in sketch.variables
    }
    assert found == {
        "a": ("", "", "", 0),
        "b": ("${a} = '1'", "", "outer", 1),
        "c": ("(${a} = '1') and (${b} != '') and (${a} = '2')", "", "inner", 1),
        "d": ("", "", "", 1),
        "e": ("", "(regex(${b}, 'x')) and (${a} = 1)", "later", 2),
    }
    assert list(sketch.groups) == ["outer", "inner", "later"]


def test_names_that_are_none_keep_their_heading(tmp_path: Path) -> None:
    rows = [("text", "1 st"), ("text", "a b"), ("text", "a_b"), ("text", "last", "${a b} != ''")]
    sketch = form(tmp_path, *rows)
    assert [(variable.name, variable.column) for variable in sketch.variables] == [
        *(("_1_st", "1 st"), ("a_b", "a b"), ("a_b_2", "a_b"), ("last", ""))
    ]
    assert sketch.variables[-1].relevant == "${a_b} != ''"


def test_a_name_in_two_groups_has_its_path_as_heading(tmp_path: Path) -> None:
    rows = [("begin group", "x"), ("text", "age"), ("end group",), ("begin group", "y"), ("text", "age")]
    sketch = form(tmp_path, *rows)
    assert [(variable.name, variable.column) for variable in sketch.variables] == [("age", "x/age"), ("age_2", "y/age")]


def test_other_has_a_list_of_its_own(tmp_path: Path) -> None:
    a, a_other, b = form(tmp_path, ("select_multiple yn or_other", "a"), ("select_multiple yn", "b")).variables
    assert a.list_name != b.list_name
    assert a.choices[-1].label.texts == {"nl": "Andere", "fr": "Autre"}
    assert (a_other.relevant, a_other.identifier) == ("selected(${a}, 'other')", False)


def test_the_rows_of_a_matrix_share_its_list(tmp_path: Path) -> None:
    heads = ("type", "name", "kobo--score-choices")
    rows = [("begin_score", "m", "yn"), ("score__row", "m_1"), ("score__row", "m_2"), ("end_score", "")]
    assert [(v.name, v.type.value, len(v.choices)) for v in form(tmp_path, *rows, heads=heads).variables] == [
        *(("m_1", "select_one", 3), ("m_2", "select_one", 3))
    ]


def test_a_form_without_questions(tmp_path: Path) -> None:
    path = write(tmp_path, [("type", "name")])
    assert not recognise(open_file(path))
    with pytest.raises(StudyError, match="describes no questionnaire"):
        read_structure(path)


@pytest.mark.parametrize("text", ["type,name\ntext,a\n", "", "PK\x03\x04"])
def test_what_is_no_workbook_is_no_form(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.xlsx").write_text(text or " ,\n1,2\n")
    assert not recognise(open_file(tmp_path / "x.xlsx"))


def test_an_export_in_a_workbook_is_no_form(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "x.xlsx")
    assert not recognise(open_file(tmp_path / "x.xlsx"))
