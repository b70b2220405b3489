"""REDCap exports: checkboxes that prove nothing, one row per person, what points at people."""

import csv
from pathlib import Path

import pytest

from survey.absence import Draft, Reach, decide
from survey.answers import read_answers
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.missing import Reason
from survey.read import read_export
from survey.read.export import Export, Hints, State
from survey.read.redcap import code

DATA = Path(__file__).parents[2] / "data" / "redcap"


def read(project: str) -> Export:
    return read_export(DATA / f"{project}__data.csv")


def export_of(tmp_path: Path, text: str) -> Export:
    (tmp_path / "x.csv").write_text(text)
    return read_export(tmp_path / "x.csv")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("race___1", "race/1"),
        ("race____1", "race/-1"),
        ("a_b___c_d", "a_b/c_d"),
        ("a_b", "a_b"),
        ("form_complete", "form_complete"),
    ],
)
def test_headings(head: str, expected: str) -> None:
    assert code(head) == expected


@pytest.mark.parametrize("path", sorted(DATA.glob("*__data.csv")), ids=lambda path: path.name)
def test_real_files_are_recognised(path: Path) -> None:
    assert read_export(path).format == "redcap"


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "treatment_complete,age\nyes,3\n",
        "Record ID,Complete?\n1,2\n",
        "a___1,b\nx,3\n",
    ],
)
def test_others_are_not(tmp_path: Path, text: str) -> None:
    assert export_of(tmp_path, text).format == "spreadsheet"


def test_newlines_in_cells_one_set_and_identifiers() -> None:
    export = read("simple")
    assert export.cells.shape == (5, 24)
    assert export.cells["address"][0] == "14 Rose Cottage St.\nKenning UK, 323232"
    assert [column for column in export.cells if "/" in column] == [f"race/{code}" for code in range(1, 7)]
    assert {"name_first", "name_last", "address", "telephone", "email", "dob"} < set(export.identifiers)
    assert export.response is not None
    assert export.response.tolist() == ["1", "2", "3", "4", "5"]
    assert "health_complete" in export.platform


def test_the_dictionary_names_further_identifiers() -> None:
    hints = Hints(structure=DATA / "simple__dictionary.csv")
    assert "mugshot" in read_export(DATA / "simple__data.csv", hints=hints).identifiers
    assert "mugshot" not in read("simple").identifiers


@pytest.mark.parametrize("exclusive", [False, True])
def test_zeros_only_are_unknown_and_not_none(*, exclusive: bool) -> None:
    export = read("checkboxes-1")
    told: dict[str, list[str]] = {}
    for name, codes in {"check_one": "1234", "check_two": "abcde"}.items():
        choices = tuple(Choice(each, Label(), exclusive=exclusive and each == codes[0]) for each in codes)
        variable = Variable(name, VariableType.SELECT_MULTIPLE, Label(), choices)
        draft = Draft(Codebook({name: variable}), export.cells.index)
        answers = read_answers(variable, export, {})
        reach = Reach(answers.answered | True, None, answers.answered * 1)
        values, reasons = decide(variable, 0, answers, draft, reach, Reason.UNKNOWN)
        ticked = values.fillna(False).apply(lambda row: "".join(str(int(box)) for box in row), axis=1)
        told[name] = [str(why) if isinstance(why, str) else mark for mark, why in zip(ticked, reasons, strict=True)]
    assert told == {
        "check_one": ["1000", "unknown", "1111", "unknown"],
        "check_two": ["10100", "01010", "unknown", "unknown"],
    }
    assert export.alike.several == frozenset(State)


def test_a_missing_code_that_is_ticked_keeps_the_zeros_beside_it(tmp_path: Path) -> None:
    export = export_of(tmp_path, "record_id,a___1,a____99,f_complete\n1,0,1,2\n2,0,0,0\n")
    assert export.cells["a/1"].tolist() == ["0", ""]
    assert export.cells["a/-99"].tolist() == ["1", ""]


def test_a_longitudinal_study_has_one_row_per_person() -> None:
    export = read("longitudinal")
    assert export.response is not None
    assert export.response.tolist() == ["100", "220", "304"]
    assert export.cells["redcap_arm"].tolist() == ["1", "1", "2"]
    assert export.cells["date_enrolled"].tolist() == ["2015-04-02", "2015-04-02", "2015-04-02"]
    assert not {"redcap_event_name"} & set(export.cells)


def test_a_field_of_several_events_has_a_column_for_each_and_other_events_are_not_left_open() -> None:
    export = read("longitudinal")
    assert export.not_shown is not None
    assert export.cells["vld1@visit_1"].tolist() == ["5.6", export.cells["vld1@visit_1"][1], ""]
    assert export.not_shown["vld1@visit_1"].tolist() == [False, False, True]
    assert export.not_shown["pmq1@first_dose"].tolist() == [True, True, False]
    assert not export.not_shown["height"].any()
    numbers = Variable("v", VariableType.DECIMAL, Label(), column="vld1@visit_1")
    assert read_answers(numbers, export, {}).said.tolist()[2] == Reason.NOT_SHOWN


def test_every_cell_of_a_longitudinal_file_is_kept_once() -> None:
    with (DATA / "longitudinal__data.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fields = [name for name in rows[0] if name not in {"study_id", "redcap_event_name"} and "___" not in name]
    cells = read("longitudinal").cells
    for field in fields:
        found = [
            str(cell).strip()
            for column in cells
            if column.partition("@")[0] == field
            for cell in cells[column]
            if str(cell).strip()
        ]
        assert sorted(found) == sorted(row[field].strip() for row in rows if row[field].strip()), field


def test_contacts_are_found_although_nobody_marked_them() -> None:
    found = set(read("longitudinal").identifiers)
    assert {"study_id", "ec_phone", "next_of_kin_contact_name", "next_of_kin_contact_address"} < found
    assert {"next_of_kin_contact_phone", "next_of_kin_confirmed"} < found


def test_repetitions_and_sets_of_several_events(tmp_path: Path) -> None:
    export = export_of(
        tmp_path,
        "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,a,c___1,c___2,m,f_complete\n"
        "1,start_arm_1,,,5,1,0,,2\n"
        "1,end_arm_1,,,6,0,1,,2\n"
        "1,end_arm_1,meds,1,,,,x,2\n"
        "1,end_arm_1,meds,2,,,,y,2\n"
        "2,start_arm_1,,,7,0,1,,2\n",
    )
    columns = [column for column in export.cells if not column.startswith("f_")]
    assert " ".join(columns) == "record_id a@start a@end c@start/1 c@start/2 c@end/1 c@end/2 m@end.1 m@end.2"
    assert export.cells["c@end/2"].tolist() == ["1", ""]
    assert export.cells["m@end.2"].tolist() == ["y", ""]
    assert export.not_shown is not None
    assert export.not_shown["c@end/2"].tolist() == [False, True]


def test_somebody_in_two_arms_keeps_the_arms_apart(tmp_path: Path) -> None:
    export = export_of(
        tmp_path, "id,redcap_event_name,a,f_complete\n1,start_arm_1,5,2\n1,start_arm_2,6,2\n2,start_arm_1,7,2\n"
    )
    assert export.cells["a@start_arm_1"].tolist() == ["5", "7"]
    assert export.cells["a@start_arm_2"].tolist() == ["6", ""]


def test_rows_of_one_person_that_nothing_tells_apart_are_numbered(tmp_path: Path) -> None:
    export = export_of(tmp_path, "id,a,f_complete\n1,5,2\n1,6,2\n2,7,2\n")
    assert export.cells["a"].tolist() == ["5", "7"]
    assert export.cells["a@2"].tolist() == ["6", ""]


def test_times_of_surveys_are_platform_and_identify(tmp_path: Path) -> None:
    export = export_of(
        tmp_path, "record_id,redcap_survey_identifier,f_timestamp,a,f_complete\n1,,[not completed],2,0\n"
    )
    assert export.identifiers == ("record_id", "redcap_survey_identifier", "f_timestamp")
    assert set(export.platform) == {"record_id", "redcap_survey_identifier", "f_timestamp", "f_complete"}
