"""What the dictionary of an SPSS file tells of a questionnaire."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from survey.codebook import Label, Scale, Variable, VariableType
from survey.missing import Reason
from survey.structure import read_structure
from survey.xlsform import NAME

DATA = Path(__file__).parents[2] / "data" / "spss"


def variables(path: Path) -> dict[str, Variable]:
    return {variable.name: variable for variable in read_structure(path).variables}


def labels(variable: Variable) -> dict[str, str]:
    return {choice.written[0]: choice.label.text("nl") for choice in variable.choices}


def test_types_come_from_formats_labels_and_whether_numbers_are_whole() -> None:
    found = {name: variable.type for name, variable in variables(DATA / "sample.sav").items()}
    assert found == {
        "mychar": VariableType.TEXT,
        "mynum": VariableType.DECIMAL,
        "mydate": VariableType.DATE,
        "dtime": VariableType.DATE,
        "mylabl": VariableType.SELECT_ONE,
        "myord": VariableType.SELECT_ONE,
        "mytime": VariableType.TEXT,
    }


def test_sets_stand_where_their_first_variable_stood() -> None:
    found = variables(DATA / "simple_alltypes.sav")
    assert list(found) == ["x", "y", "z", "str", "mymrset", "categorical_array", "date", "quarter"]
    assert found["mymrset"].type is VariableType.SELECT_MULTIPLE
    assert found["mymrset"].label == Label({"": "My multiple response set"})
    assert labels(found["mymrset"]) == {f"bool{n}": f"Response #{n}" for n in (1, 2, 3)}
    assert labels(found["categorical_array"]) == {code: code for code in "abcd"}


def test_the_missing_codes_of_a_set_are_those_of_its_variables() -> None:
    found = variables(DATA / "sets.sav")
    assert {name: found[name].missing for name in ("where", "countries", "ever")} == {
        "where": {"9": Reason.REFUSED},
        "countries": {"99": Reason.DONT_KNOW},
        "ever": {},
    }


def test_codes_that_occur_without_a_label_are_categories_too() -> None:
    assert labels(variables(DATA / "simple_alltypes.sav")["x"]) == {
        "1": "red",
        "2": "green",
        "3": "blue",
        "4": "4",
        "9": "9",
    }


def test_what_is_declared_missing() -> None:
    found = variables(DATA / "simple_alltypes.sav")
    assert found["x"].missing == dict.fromkeys(["7", "8", "99"], Reason.UNKNOWN)
    assert (found["z"].type, found["z"].missing) == (
        VariableType.DECIMAL,
        dict.fromkeys(["999", "-9"], Reason.UNKNOWN),
    )
    myord = variables(DATA / "sample_missing.sav")["myord"]
    assert {choice.written[0]: choice.reason for choice in myord.choices} == {
        "-1": Reason.UNKNOWN,
        "1": None,
        "2": None,
        "3": None,
    }
    assert myord.missing == {"-2": Reason.UNKNOWN, "-3": Reason.UNKNOWN}


def test_a_reason_that_the_label_of_a_missing_code_names(tmp_path: Path) -> None:
    pyreadstat.write_sav(
        pd.DataFrame({"q": [1.0, 8.0, 9.0]}),
        str(tmp_path / "x.sav"),
        variable_value_labels={"q": {1: "Ja", 8: "Weet niet", 9: "Refus"}},
        missing_ranges={"q": [8, 9]},
        variable_measure={"q": "ordinal"},
    )
    asked = variables(tmp_path / "x.sav")["q"]
    assert [choice.reason for choice in asked.choices] == [None, Reason.DONT_KNOW, Reason.REFUSED]
    assert (asked.scale, asked.missing) == (Scale.ORDINAL, {})


@pytest.mark.parametrize(
    ("values", "labels_", "expected"),
    [
        ([1, 2, 3, 4, 5], {1: "never", 5: "always"}, VariableType.SELECT_ONE),
        (list(range(18, 60)), {18: "18 or younger"}, VariableType.INTEGER),
        ([1.5, 2, 3], {1: "low"}, VariableType.DECIMAL),
        ([1, 2, 2], {99: "unknown"}, VariableType.SELECT_ONE),
    ],
)
def test_labels_for_some_of_the_codes(
    values: list[float], labels_: dict[int, str], expected: VariableType, tmp_path: Path
) -> None:
    pyreadstat.write_sav(
        pd.DataFrame({"q": [float(v) for v in values]}), str(tmp_path / "x.sav"), variable_value_labels={"q": labels_}
    )
    assert variables(tmp_path / "x.sav")["q"].type is expected


def test_a_text_that_somebody_typed_becomes_no_category(tmp_path: Path) -> None:
    pyreadstat.write_sav(
        pd.DataFrame({"q": ["a", "my own words"]}),
        str(tmp_path / "x.sav"),
        variable_value_labels={"q": {"a": "Apple"}},
    )
    assert variables(tmp_path / "x.sav")["q"].choices == ()


def test_the_platform_s_columns_are_nobody_s_questions_and_identifiers_are_marked(tmp_path: Path) -> None:
    metadata = ("StartDate", "EndDate", "RecordedDate", "Finished")
    frame = pd.DataFrame({**{name: ["1"] for name in metadata}, "mail": ["x"], "voornaam": ["x"], "Q1": [2.0]})
    pyreadstat.write_sav(frame, str(tmp_path / "x.sav"))
    found = variables(tmp_path / "x.sav")
    assert {name: variable.identifier for name, variable in found.items()} == {
        "mail": False,
        "voornaam": True,
        "Q1": False,
    }


@pytest.mark.parametrize("path", sorted(DATA.glob("*.sav")), ids=lambda path: path.name)
def test_every_file_gives_names_that_a_workbook_accepts(path: Path) -> None:
    sketch = read_structure(path)
    assert all(NAME.match(variable.name) and variable.label.text("fr") for variable in sketch.variables)
    assert sketch.languages == ()
