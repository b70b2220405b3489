"""SPSS files: codes and what is declared missing, sets, dates; pyreadstat's own reading is the reference."""

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from survey.answers import read_answers
from survey.codebook import Choice, Label, Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.read import read_export
from survey.read.export import Export, State

DATA = Path(__file__).parents[2] / "data" / "spss"
FILES = sorted(path.name for path in DATA.glob("*.*") if path.suffix in {".sav", ".zsav"})


def read(name: str) -> Export:
    return read_export(DATA / name)


def cells(name: str, column: str) -> list[str]:
    return [str(cell) for cell in read(name).cells[column]]


@pytest.mark.parametrize("name", FILES)
def test_every_number_and_text_is_what_pyreadstat_reads(name: str) -> None:
    expected, meta = pyreadstat.read_sav(str(DATA / name), user_missing=True, disable_datetime_conversion=True)
    export = read(name)
    assert export.format == "spss"
    assert len(export.cells) == len(expected)
    plain = [
        column
        for column, form in meta.original_variable_types.items()
        if column in export.cells and (form.startswith("F") or form[1:].isdigit())
    ]
    assert plain or "datetime" in name
    for column in plain:
        found = export.cells[column].astype("string")
        if pd.api.types.is_numeric_dtype(expected[column]):
            numbers = pd.to_numeric(found.mask(found == "")).astype(float)
            pd.testing.assert_series_equal(numbers, expected[column], check_names=False, rtol=1e-14)
        else:
            assert found.tolist() == expected[column].tolist()


@pytest.mark.parametrize("name", FILES)
def test_a_compressed_twin_reads_the_same(name: str) -> None:
    twin = DATA / name.replace(".sav", ".zsav")
    if twin.exists():
        pd.testing.assert_frame_equal(read(name).cells, read_export(twin).cells)


def test_there_are_twins() -> None:
    assert {"sample.zsav", "sets.zsav"} <= set(FILES)


def test_the_published_reading_of_the_file_is_met() -> None:
    expected = pd.read_csv(DATA / "sample_missing_user.csv", dtype=str, keep_default_na=False)
    found = read("sample_missing.sav").cells
    assert list(found) == list(expected)
    for column in expected:
        same = [_plain(a) == _plain(b) for a, b in zip(found[column], expected[column], strict=True)]
        assert all(same), column


def _plain(cell: str) -> object:
    """Return a cell as both ways of writing mean it: 1.10 = 1.1, 0:00:00.000000 = 00:00:00."""
    text = cell.replace("#NULL!", "").removesuffix(".000000")
    try:
        return Fraction(text)
    except ValueError:
        return text.zfill(8) if ":" in text and "-" not in text else text


def test_missing_codes_have_the_reason_of_their_label_or_none_that_is_known() -> None:
    assert read("sample_missing.sav").missing == {
        "mynum": {"-1": Reason.UNKNOWN, "2500": Reason.UNKNOWN},
        "mylabl": {"-1": Reason.UNKNOWN},
        "myord": {"-1": Reason.UNKNOWN, "-2": Reason.UNKNOWN, "-3": Reason.UNKNOWN},
    }
    assert read("missing_test.sav").missing == {"var1": {"1": Reason.UNKNOWN}}
    assert read("missing_char.sav").missing == {"mychar": {"Z": Reason.UNKNOWN}}
    assert read("haven_labelled-num-na.sav").missing == {"VAR00002": {"9": Reason.UNKNOWN}}
    sets = read("sets.sav").missing
    assert sets["where/rsn_alone"] == {"9": Reason.REFUSED}
    assert sets["countries/1"] == {"99": Reason.DONT_KNOW}
    assert sets["score"] == {"-7": Reason.UNKNOWN}


def test_a_range_is_missing_with_all_that_lies_in_it_and_skipped_is_no_reason() -> None:
    missing = read("simple_alltypes.sav").missing
    assert missing == {
        "x": dict.fromkeys(["7", "8", "99"], Reason.UNKNOWN),
        "z": dict.fromkeys(["999", "-9"], Reason.UNKNOWN),
    }


def test_na_is_a_text_and_an_empty_text_stays_empty() -> None:
    assert cells("simple_alltypes.sav", "str") == ["red", "green", "reg-green-blue-whatever", "NA", "", "MORE JUNK"]


def test_umlauts() -> None:
    export = read("haven_umlauts.sav")
    assert export.labels == {"var1": "This is an ä-umlaut"}


def test_dates_before_1900_times_and_blanks() -> None:
    assert cells("sample.sav", "mydate") == ["2018-05-06", "1880-05-06", "1960-01-01", "1583-01-01", ""]
    assert cells("sample.sav", "dtime")[0] == "2018-05-06T10:10:10"
    assert cells("sample.sav", "mytime") == ["10:10:10", "23:10:10", "00:00:00", "16:10:10", ""]


def test_a_date_beyond_the_calendar_does_not_cost_the_file() -> None:
    with pytest.raises(OverflowError):
        pyreadstat.read_sav(str(DATA / "haven_datetime.sav"))
    assert cells("haven_datetime.sav", "date") == ["2014-09-22", "2014-09-23"]
    assert cells("haven_datetime.sav", "date.posix") == ["6306150067200", "2014-09-23T15:59:20"]
    assert cells("haven_datetime.sav", "time") == ["12:11:10.09", "15:59:20.01"]


def a_set(name: str, *boxes: str) -> Variable:
    choices = tuple(Choice(f"b{place}", Label(), codes=(box,)) for place, box in enumerate(boxes))
    return Variable("s", VariableType.SELECT_MULTIPLE, Label(), choices, column=name)


def answers(file: str, name: str, *boxes: str) -> list[object]:
    """Return what each person ticked, as digits of the boxes; the reason a cell names; or None."""
    read_ = read_answers(a_set(name, *boxes), read(file), {})
    ticked = read_.values.fillna(False).apply(lambda row: "".join(str(int(box)) for box in row), axis=1)
    return [
        why if isinstance(why, str) else mark if known else None
        for mark, known, why in zip(ticked, read_.answered, read_.said, strict=True)
    ]


def test_nothing_ticked_is_a_none_and_one_system_missing_item_leaves_the_ticks() -> None:
    assert answers("simple_alltypes.sav", "mymrset", "bool1", "bool2", "bool3") == [
        *("110", "100", "010"),
        "000",
        "010",
        "110",
    ]


def test_a_set_of_categories_becomes_a_box_for_each() -> None:
    assert answers("simple_alltypes.sav", "categorical_array", *"abcd") == [
        *("1100", "1110", "0111", "0100", "1101", "0111"),
    ]
    assert answers("sets.sav", "countries", "1", "2", "3") == ["101", None, None, "010", "dont_know", None]


def test_a_box_that_the_workbook_leaves_out_makes_no_none() -> None:
    assert answers("sets.sav", "countries", "1", "2")[5] is None
    assert answers("sets.sav", "countries", "1", "2", "4")[5] == "001"


def test_counted_values_other_than_one_and_variables_in_two_sets() -> None:
    boxes = ("rsn_friends", "rsn_festival", "rsn_alone")
    assert answers("sets.sav", "where", *boxes) == ["100", "000", None, "100", "refused", None]
    assert answers("sets.sav", "outside", *boxes[:2]) == ["10", "00", None, "10", "refused", None]


def test_a_counted_text_that_pyreadstat_leaves_out_is_found_in_the_file() -> None:
    assert answers("sets.sav", "ever", "ever_used_ab", "ever_used_cd") == ["10", "00", None, "10", "01", "11"]


def test_the_wording_of_a_set_and_its_boxes() -> None:
    export = read("sets.sav")
    assert export.questions["where"] == "Where?"
    assert export.labels["where/rsn_friends"] == "With friends"
    assert export.labels["countries/1"] == "België"


def test_only_counted_values_with_a_code_for_not_ticked_tell_a_none() -> None:
    assert read("simple_alltypes.sav").alike.several == {State.NOT_SHOWN, State.LEFT_OPEN}
    assert read("sets.sav").alike.several == {State.NOT_SHOWN, State.LEFT_OPEN}
    assert read("sample.sav").alike.several == frozenset(State)
    assert read("sample.sav").alike.single == {State.NOT_SHOWN, State.LEFT_OPEN}


def test_how_its_texts_are_written() -> None:
    assert (read("sample.sav").spelling, read("haven_umlauts.sav").spelling) == ("windows-1252", "utf-8")


def test_identifiers_by_name_or_label_but_no_question_about_them(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": [1, 2], "q1": ["a", "b"], "phone": [1, 2], "naam": ["x", "y"]})
    pyreadstat.write_sav(
        frame,
        str(tmp_path / "x.sav"),
        column_labels={"q1": "Wat is uw e-mailadres?", "phone": "Has a phone"},
        variable_value_labels={"phone": {1: "yes", 2: "no"}},
    )
    export = read_export(tmp_path / "x.sav")
    assert export.identifiers == ("id", "q1", "naam")
    assert export.response is not None
    assert export.response.tolist() == ["1", "2"]


def test_what_qualtrics_writes_into_a_sav(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            **{name: ["2024-01-01 10:00:00"] * 3 for name in ("StartDate", "EndDate", "RecordedDate")},
            "Status": [0, 1, 0],
            "Finished": [1, 1, 0],
            "ResponseId": ["R_1", "R_2", "R_3"],
            "Q1": [1, 2, 3],
        }
    )
    pyreadstat.write_sav(frame, str(tmp_path / "x.sav"))
    export = read_export(tmp_path / "x.sav")
    assert export.left_out == {"preview": 1}
    assert export.finished is not None
    assert (export.cells["Q1"].tolist(), export.finished.tolist()) == (["1", "3"], [True, False])
    assert set(export.platform) == {"StartDate", "EndDate", "RecordedDate", "Status", "Finished", "ResponseId"}
    assert set(export.identifiers) == {"StartDate", "EndDate", "RecordedDate", "ResponseId"}


@pytest.mark.parametrize("name", ["sets.sav", "sets.zsav", "sample.sav"])
@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.95])
def test_a_file_cut_short_is_one_clear_message(name: str, part: float, tmp_path: Path) -> None:
    data = (DATA / name).read_bytes()
    (tmp_path / "x.sav").write_bytes(data[: int(len(data) * part)])
    with pytest.raises(StudyError, match="this SPSS file cannot be read") as error:
        read_export(tmp_path / "x.sav")
    assert len(error.value.problems) == 1


def test_a_file_without_rows(tmp_path: Path) -> None:
    pyreadstat.write_sav(pd.DataFrame({"a": pd.Series([], dtype=float)}), str(tmp_path / "x.sav"))
    assert read_export(tmp_path / "x.sav").cells.shape == (0, 1)
