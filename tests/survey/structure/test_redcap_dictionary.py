"""REDCap's data dictionary: fields, choices, what identifies people, routing."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.answers import read_answers
from survey.codebook import Variable, VariableType
from survey.missing import Reason
from survey.read import read_export
from survey.read.file import open_file
from survey.structure import read_structure
from survey.structure.redcap_dictionary import marked, recognise, split_choices

DATA = Path(__file__).parents[2] / "data" / "redcap"
HEAD = (
    '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
    '"Choices, Calculations, OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number",'
    '"Text Validation Min","Text Validation Max",Identifier?,"Branching Logic (Show field only if...)",'
    '"Required Field?","Custom Alignment","Question Number (surveys only)","Matrix Group Name","Matrix Ranking?",'
    '"Field Annotation"\n'
)


def variables(project: str) -> dict[str, Variable]:
    return {v.name: v for v in read_structure(DATA / f"{project}__dictionary.csv").variables}


def written(tmp_path: Path, *rows: str) -> dict[str, Variable]:
    """Return the variables of a dictionary with these rows: name, type, label, choices, validation, annotation."""
    lines = []
    for row in rows:
        name, kind, label, choices, validation, annotation = (row.split(";") + [""] * 6)[:6]
        lines.append(f'{name},form_1,,{kind},"{label}","{choices}",,{validation},,,,,,,,,,"{annotation}"\n')
    (tmp_path / "d.csv").write_text(HEAD + "record_id,form_1,,text,Id,,,,,,,,,,,,,\n" + "".join(lines))
    return {v.name: v for v in read_structure(tmp_path / "d.csv").variables}


@pytest.mark.parametrize("path", sorted(DATA.glob("*__dictionary.csv")), ids=lambda path: path.name)
def test_dictionaries_are_recognised_and_data_are_not(path: Path) -> None:
    assert recognise(open_file(path))
    assert not recognise(open_file(path.with_name(path.name.replace("dictionary", "data"))))


def test_marked_fields_and_files_identify() -> None:
    found = marked(open_file(DATA / "simple__dictionary.csv"))
    assert found == {"name_first", "name_last", "address", "telephone", "email", "dob", "mugshot"}
    identifying = {name for name, variable in variables("simple").items() if variable.identifier}
    assert identifying == found | {"record_id"}


def test_next_of_kin_and_emergency_contacts_are_found_although_not_marked() -> None:
    found = variables("longitudinal")
    contacts = [name for name in found if name.startswith("next_of_kin") or name == "ec_phone"]
    assert len(contacts) == 5
    assert all(found[name].identifier for name in contacts)
    assert not found["ec_confirmed"].identifier


def test_types() -> None:
    found = {name: variable.type for name, variable in variables("longitudinal").items()}
    with (DATA / "longitudinal__dictionary.csv").open(encoding="utf-8", newline="") as file:
        assert list(found) == [row["Variable / Field Name"] for row in csv.DictReader(file)]
    assert found["date_enrolled"] is VariableType.DATE
    assert found["num_children"] is VariableType.INTEGER
    assert found["height"] is VariableType.DECIMAL
    assert found["bmi"] is VariableType.DECIMAL
    assert found["specify_mood"] is VariableType.INTEGER
    assert found["gym"] is VariableType.SELECT_MULTIPLE
    assert found["race"] is VariableType.SELECT_ONE
    assert found["comments"] is VariableType.TEXT


def test_routing_pages_and_the_header_of_a_matrix() -> None:
    found = variables("longitudinal")
    assert found["given_birth"].relevant == "${sex} = '0'"
    assert found["num_children"].relevant == "${sex} = '0' and ${given_birth} = '1'"
    assert found["gym"].label.text("en").endswith("for the activities below. – Gym (Weight Training)")
    assert found["vob1"].label.text("en") == "Was the patient... – nervous?"
    assert found["vob8"].label.text("en") == "Were you... – nervous?"
    assert found["vob14"].label.text("en") == "Were you... – other"
    assert found["pmq1"].group == "patient_morale_questionnaire"
    groups = read_structure(DATA / "longitudinal__dictionary.csv").groups
    assert groups["contact_info"].text("nl") == "Contact info"


def test_decimal_commas_and_points_in_one_row_are_read_by_the_dictionary() -> None:
    export = read_export(DATA / "decimal-comma-and-dot__data.csv")
    found = variables("decimal-comma-and-dot")
    first = {
        name: read_answers(variable, export, {}).values.iloc[0, 0]
        for name, variable in found.items()
        if not variable.identifier
    }
    assert first == {
        "height_dot": 1.54,
        "height_comma": 1.54,
        "weight_dot": 52.3,
        "weight_comma": 52.3,
        "bmi": 22.1,
        "bmi_comma": 22.1,
    }


def test_zeros_and_ones_that_a_statistics_program_wrote_as_truths() -> None:
    export = read_export(DATA / "simple__data.csv")
    assert export.cells["sex"].tolist() == ["FALSE", "TRUE", "TRUE", "FALSE", "TRUE"]
    values = read_answers(variables("simple")["sex"], export, {}).values["sex"]
    assert values.tolist() == ["0", "1", "1", "0", "1"]


def test_fixed_lists_descriptions_and_refused_choices(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        "yes;yesno;Did you?",
        "true;truefalse;Is it?",
        "info;descriptive;<b>Read</b> this",
        "q;radio;<b>How</b><br>many?;1, one | 2, two, or more | 99, Don't know",
        "mail;text;Where to;;email",
        "upload;file;Picture",
        "when;text;When;;datetime_dmy",
        "size;text;Size;;number_2dp_comma_decimal",
    )
    assert [choice.label.text("") for choice in found["yes"].choices] == ["Yes", "No"]
    assert [choice.written for choice in found["true"].choices] == [("1", "TRUE"), ("0", "FALSE")]
    assert "info" not in found
    assert found["q"].label.text("") == "How many?"
    assert [choice.label.text("") for choice in found["q"].choices] == ["one", "two, or more", "Don't know"]
    assert [choice.reason for choice in found["q"].choices] == [None, None, Reason.DONT_KNOW]
    assert {name for name, v in found.items() if v.identifier} == {"record_id", "mail", "upload"}
    assert (found["when"].type, found["size"].type) == (VariableType.DATE, VariableType.DECIMAL)


def test_boxes_are_headed_in_small_letters_and_none_of_the_above_stands_alone(tmp_path: Path) -> None:
    found = written(tmp_path, "c;checkbox;Which;A, Apple | -1, None | b, Pear;;@NONEOFTHEABOVE='-1'")["c"]
    assert [(choice.name, choice.written[0]) for choice in found.choices] == [("A", "a"), ("-1", "-1"), ("b", "b")]
    assert [choice.exclusive for choice in found.choices] == [False, True, False]


def test_the_heads_of_the_api(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(
        "field_name,form_name,section_header,field_type,field_label,select_choices_or_calculations,field_note,"
        "text_validation_type_or_show_slider_number,text_validation_min,text_validation_max,identifier,"
        "branching_logic,required_field,custom_alignment,question_number,matrix_group_name,matrix_ranking,"
        'field_annotation\nrecord_id,f,,text,Id,,,,,,,,,,,,,\na,f,,radio,A,"1, x | 2, y",,,,,,,,,,,,\n'
        "b,f,,text,B,,,integer,,,,[a] <> '' and [other_event][a] = '1',,,,,,\n"
    )
    found = {v.name: v for v in read_structure(tmp_path / "d.csv").variables}
    assert found["b"].type is VariableType.INTEGER
    assert (found["b"].relevant, found["b"].routing) == ("", "[a] <> '' and [other_event][a] = '1'")


CODES = st.text(alphabet="abc019-_", min_size=1, max_size=3)
WORDS = st.text(alphabet="abc ,é.()", max_size=8).map(lambda text: " ".join(text.split()))


@given(st.dictionaries(CODES, WORDS, max_size=6), st.sampled_from([" | ", "|", " |"]), st.sampled_from([", ", ","]))
def test_choices_are_split_at_the_first_comma(labels: dict[str, str], between: str, comma: str) -> None:
    assert split_choices(between.join(f"{code}{comma}{label}" for code, label in labels.items())) == labels


def test_choices_without_a_label() -> None:
    assert split_choices("1|2, |") == {"1": "1", "2": ""}
