"""Qualtrics exports: heading rows in three forms, what belongs together, whom a column can point at, no cell lost."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.read import qualtrics, recognise
from survey.read.export import Export, Hints, State
from survey.read.file import open_file
from survey.read.qualtrics_heads import name_columns, read_heads, read_id
from tests.survey.qualtrics_files import PEOPLE, UNFINISHED, write_2016, write_legacy, write_present

Write = Callable[..., Path]
FORMS = [(write_present, 3), (write_2016, 3), (write_legacy, 2)]
METADATA = {
    "StartDate": "startDate",
    "Status": "status",
    "IPAddress": "ipAddress",
    "Progress": "progress",
    "Finished": "finished",
    "ResponseId": "_recordId",
    "RecipientEmail": "recipientEmail",
    "ExternalReference": "externalDataReference",
    "UserLanguage": "userLanguage",
}
PERSON = ("2024-05-01 10:00:00", "0", "192.0.2.1", "100", "1", "R_1", "", "", "NL")

Column = tuple[str, str, str | dict[str, str]]


def read(path: Path) -> Export:
    return qualtrics.read(open_file(path), Hints())


def table(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def export(folder: Path, columns: Sequence[Column], *answers: Sequence[str], people: Sequence[str] = PERSON) -> Path:
    """Write a present export: the platform's columns, then these (tag, text, id)."""
    ids = [id_ if isinstance(id_, dict) else {"ImportId": id_} for _, _, id_ in columns]
    rows = [
        [*METADATA, *(tag for tag, _, _ in columns)],
        [*METADATA, *(text for _, text, _ in columns)],
        [json.dumps(id_) for id_ in [*({"ImportId": id_} for id_ in METADATA.values()), *ids]],
        *([*people, *cells] for cells in answers),
    ]
    return table(folder / "export.csv", rows)


def fair(write: Write, folder: Path, texts: bool = False) -> Export:
    return read(write(folder / f"{write.__name__}.csv", texts))


def boxes(export: Export, question: str) -> list[str]:
    return [column for column in map(str, export.cells) if column.startswith(f"{question}/")]


def raw(path: Path, headings: int) -> tuple[list[list[str]], list[list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return rows[:headings], rows[headings:]


@pytest.mark.parametrize("texts", [False, True])
@pytest.mark.parametrize(("write", "headings"), FORMS)
def test_an_export_loses_no_cell(write: Write, headings: int, texts: bool, tmp_path: Path) -> None:
    path = write(tmp_path / "fair.csv", texts)
    file = open_file(path)
    assert recognise(file) == "qualtrics"
    assert qualtrics.heading_rows(file.top) == headings
    made = read(path)
    heads, rows = raw(path, headings)
    status = next(place for row in heads for place, head in enumerate(row) if head == "Status")
    answered = [row for row in rows if row[status] in {"0", "IP Address"}]
    filled = [place for place, head in enumerate(heads[0]) if head]
    assert made.cells.astype(str).to_numpy().tolist() == [[row[place] for place in filled] for row in answered]
    assert len(answered) == PEOPLE - 2
    assert made.left_out == {"preview": 1, "test": 1}


@pytest.mark.parametrize(("write", "_"), FORMS)
@pytest.mark.parametrize("texts", [False, True])
def test_who_finished(write: Write, _: int, texts: bool, tmp_path: Path) -> None:
    made = fair(write, tmp_path, texts)
    assert made.finished is not None
    assert made.finished.tolist() == [True, True, False, True, True, True]
    assert made.response is not None
    assert made.response[~made.finished].tolist() == [f"R_fair{UNFINISHED}"]


@pytest.mark.parametrize("write", [write_present, write_2016])
def test_row_three_in_json_or_as_python_wrote_it_tells_sets_and_rows(write: Write, tmp_path: Path) -> None:
    made = fair(write, tmp_path)
    columns = list(map(str, made.cells))
    assert boxes(made, "fruit") == [f"fruit/{n}" for n in (10, 11, 12, 13)]
    assert {"ride/2", "rank/1", "stall#1/2", "cost_2/1", "stall#2_1/-1", "stall#2_2/0", "where/x4"} <= set(columns)
    assert {"morning", "evening", "seen_2/1", "seen_2_TEXT"} <= set(columns)
    assert made.questions["fruit"] == "Welk fruit kocht u op de kermis? Meer dan één antwoord mag."
    assert made.labels["fruit/13"] == "Geen van deze"
    assert made.labels["way"] == "Hoe kwam u?"
    assert made.ticks["stall#2_1/-1"] == {"-1", "Koffie"}


def test_one_survey_has_the_same_columns_in_json_and_python(tmp_path: Path) -> None:
    now, before = fair(write_present, tmp_path), fair(write_2016, tmp_path)
    assert list(now.cells) == list(before.cells)
    assert (now.platform, now.identifiers, now.ticks) == (before.platform, before.identifiers, before.ticks)


def test_suffixes_are_recode_values_now_and_choice_ids_in_legacy_files(tmp_path: Path) -> None:
    now, before = fair(write_present, tmp_path), fair(write_legacy, tmp_path)
    assert boxes(now, "fruit") == [f"fruit/{n}" for n in (10, 11, 12, 13)]
    assert boxes(before, "fruit") == [f"fruit/{n}" for n in (1, 2, 3, 4)]
    for new, old in {
        "fruit/10": "fruit/1",
        "fruit/11": "fruit/4",
        "fruit/12": "fruit/2",
        "fruit/13": "fruit/3",
    }.items():
        assert now.labels[new] == before.labels[old]
        assert now.cells[new].astype(str).tolist() == before.cells[old].astype(str).tolist()
    assert now.questions["fruit"] == before.questions["fruit"]


@pytest.mark.parametrize(("write", "_"), FORMS)
def test_a_text_field_is_no_box_of_its_set(write: Write, _: int, tmp_path: Path) -> None:
    made = fair(write, tmp_path)
    assert "snack_2_TEXT" in made.cells
    assert "snack_2_TEXT" not in made.ticks
    assert {f"snack/{code}" for code in (1, 2, 3)} <= set(made.ticks)
    assert made.questions["snack"] == "Welke snack at u?"


def test_legacy_metadata_are_known_from_row_two_only(tmp_path: Path) -> None:
    made = fair(write_legacy, tmp_path)
    assert made.response is not None
    assert made.response.name == "V1"
    assert set(made.identifiers) == {"V1", "V3", "V4", "V5", "V6", "V8", "V9", "LocationLatitude"}
    assert set(made.platform) == {*(f"V{number}" for number in range(1, 11)), "DO-Q-fruit", "LocationLatitude"}


def test_localised_row_two_does_not_hide_the_metadata(tmp_path: Path) -> None:
    made = fair(write_present, tmp_path)
    assert made.labels["StartDate"] == "Begindatum"
    assert {"why - Topics", "fruit_DO"} <= set(made.platform)
    assert {"StartDate", "EndDate", "RecordedDate", "IPAddress", "ResponseId", "LocationLatitude"} <= set(
        made.identifiers
    )
    assert {"RecipientLastName", "RecipientEmail", "ExternalReference"} <= set(made.identifiers)
    assert not {"Status", "Progress", "Finished", "UserLanguage", "way", "why"} & set(made.identifiers)
    assert not {"way", "why", "ticket", "ticket#2", "1_stop", "source"} & set(made.platform)


def test_codes_for_seen_but_unanswered_stay_as_they_are(tmp_path: Path) -> None:
    path = write_present(tmp_path / "fair.csv")
    made, (_, rows) = read(path), raw(path, 3)
    count = sum(row.count("-99") for row in rows)
    assert sum((made.cells[column] == "-99").sum() for column in made.cells) == count > 0
    assert "-99" not in frozenset().union(*made.ticks.values())


def test_what_the_platform_adds_to_questions_is_apart(tmp_path: Path) -> None:
    made = fair(write_present, tmp_path)
    assert {"again_NPS_GROUP", "timer_Page Submit", "meta_Browser"} <= set(made.platform)
    assert {"meta_Browser", "meta_Resolution"} <= set(made.identifiers)
    assert not {"again_NPS_GROUP", "timer_Page Submit"} & set(made.identifiers)


def test_columns_with_one_question_and_a_choice_each_belong_together(tmp_path: Path) -> None:
    columns: list[Column] = [
        ("Q13_1", "Wat kocht u? - Selected Choice - Cannabis", {"ImportId": "QID20", "choiceId": "7"}),
        ("Q13_2", "Wat kocht u? - Selected Choice - Iets anders", {"ImportId": "QID20", "choiceId": "9"}),
        ("Q13_2_TEXT", "Wat kocht u? - Iets anders - Text", "QID20_9_TEXT"),
        ("Q14", "Leeftijd", "QID21_TEXT"),
    ]
    made = read(export(tmp_path, columns, ["Cannabis", "", "", "31"]))
    assert list(made.cells)[-4:] == ["Q13/1", "Q13/2", "Q13_2_TEXT", "Q14"]
    assert made.questions == {"Q13": "Wat kocht u?"}
    assert made.labels["Q13/2"] == "Iets anders"
    assert made.ticks == {"Q13/1": {"1", "Cannabis"}, "Q13/2": {"2", "Iets anders"}}
    assert made.joined == ","


def test_rows_with_tags_of_their_own_keep_them(tmp_path: Path) -> None:
    columns: list[Column] = [("canna", "How often? - Cannabis", "QID5_1"), ("xtc", "How often? - MDMA", "QID5_2")]
    assert list(read(export(tmp_path, columns, ["1", "2"])).cells)[-2:] == ["canna", "xtc"]


def test_tags_used_twice_are_made_unique(tmp_path: Path) -> None:
    columns: list[Column] = [
        ("Q1", "First", "QID1"),
        ("Q1", "Second", "QID2"),
        ("Q2_1", "A - x", "QID3_1"),
        ("Q2_2", "A - y", "QID3_2"),
        ("Q2_1", "B - x", "QID4_1"),
        ("Q2_2", "B - y", "QID4_2"),
        ("StartDate", "My own", "QID5"),
    ]
    made = read(export(tmp_path, columns, list("1234567")))
    assert list(made.cells)[-7:] == ["Q1", "Q1#2", "Q2/1", "Q2/2", "Q2#2/1", "Q2#2/2", "StartDate#2"]
    assert made.questions == {"Q2": "A", "Q2#2": "B"}
    assert "StartDate#2" not in made.identifiers


@pytest.mark.parametrize(
    ("tag", "id_"),
    [
        ("Q5_DO", "QID5_DO"),
        ("Q5_DO_1", "QID5_DO_1"),
        ("FL_12_DO", "FL_12_DO"),
        ("Q2 - Topics", "QID2_TEXT_eae5a8d0e7fd4bd183e983e5Topics"),
        ("Q2 - Sentiment", "QID2_TEXT_eae5a8d0e7fd4bd183e983e5Sentiment"),
        ("Q_RecaptchaScore", "Q_RecaptchaScore"),
        ("Q7_Page Submit", "QID7_PAGE_SUBMIT"),
    ],
)
def test_what_the_platform_adds_is_no_question(tmp_path: Path, tag: str, id_: str) -> None:
    made = read(export(tmp_path, [("Q1", "First", "QID1"), (tag, "…", id_)], ["1", "3|1|2"]))
    assert tag in made.platform
    assert tag not in made.ticks


def test_files_and_addresses_can_point_at_a_person(tmp_path: Path) -> None:
    columns: list[Column] = [
        ("Q3_Name", "Upload - Name", "QID3_FILE_NAME"),
        ("Q_URL", "Q_URL", "Q_URL"),
        ("source", "source", "source"),
    ]
    made = read(export(tmp_path, columns, ["a.jpg", "https://example.org/?u=1", "flyer"]))
    assert {"Q3_Name", "Q_URL"} <= set(made.identifiers)
    assert "source" not in (*made.identifiers, *made.platform)


@pytest.mark.parametrize(
    ("status", "kind"),
    [("1", "preview"), ("Survey Preview", "preview"), ("17", "preview"), ("2", "test"), ("Survey Test", "test")],
)
def test_previews_and_tests_are_nobodys_answers(tmp_path: Path, status: str, kind: str) -> None:
    path = export(tmp_path, [("Q1", "First", "QID1")], ["5"], ["6"])
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[-1] = lines[-1].replace(",0,192.0.2.1", f",{status},192.0.2.1")
    path.write_text("\n".join(lines), encoding="utf-8")
    made = read(path)
    assert (made.cells["Q1"].tolist(), made.left_out) == (["5"], {kind: 1})
    assert made.response is not None
    assert list(made.response.index) == list(made.cells.index) == [0]


def test_any_other_status_is_kept(tmp_path: Path) -> None:
    people = (*PERSON[:1], "8", *PERSON[2:])
    made = read(export(tmp_path, [("Q1", "First", "QID1")], ["5"], people=people))
    assert (made.cells["Status"].tolist(), made.left_out) == (["8"], {})


@pytest.mark.parametrize(
    ("progress", "finished", "expected"),
    [
        ("100", "1", True),
        ("100", "True", True),
        ("100", "Waar", True),
        ("100", "0", False),
        ("57", "False", False),
        ("57", "1", False),
    ],
)
def test_unfinished_is_what_says_so_or_did_not_come_to_the_end(
    tmp_path: Path, progress: str, finished: str, expected: bool
) -> None:
    people = (*PERSON[:3], progress, finished, *PERSON[5:])
    made = read(export(tmp_path, [("Q1", "First", "QID1")], ["5"], people=people))
    assert made.finished is not None
    assert made.finished.tolist() == [expected]


def test_without_finished_and_progress_nothing_is_said(tmp_path: Path) -> None:
    rows = [["Q1", "Q2"], ["First", "Second"], ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}'], ["1", "2"]]
    made = read(table(tmp_path / "two.csv", rows))
    assert made.finished is None
    assert made.response is None
    assert made.identifiers == ()


def test_all_states_of_a_blank_are_written_alike(tmp_path: Path) -> None:
    alike = read(export(tmp_path, [("Q1", "First", "QID1")], ["5"])).alike
    assert alike.several == set(State)
    assert alike.single == {State.NOT_SHOWN, State.LEFT_OPEN}


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [("\t", "utf-8"), ("\t", "utf-16"), (",", "utf-8-sig"), (";", "utf-8")]
)
def test_tabs_and_marks_of_byte_order(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["Q1", "Q2_1", "Q2_2"], ["Âge", "Quoi – même\n«ça» - a", "Quoi – même\n«ça» - b"]]
    rows += [[json.dumps({"ImportId": id_}) for id_ in ("QID1_TEXT", "QID2_1", "QID2_2")], ["31", "1", ""]]
    path = table(tmp_path / "export.tsv", rows, delimiter, encoding)
    assert recognise(open_file(path)) == "qualtrics"
    made = read(path)
    assert made.cells.astype(str).to_numpy().tolist() == [["31", "1", ""]]
    assert made.questions == {"Q2": "Quoi – même «ça»"}


@pytest.mark.parametrize("rows", [1, 2])
def test_heading_rows_that_somebody_took_away_are_not_missed(tmp_path: Path, rows: int) -> None:
    path = export(tmp_path, [("Q1", "First", "QID1"), ("RecordedDate", "", "recordedDate")], ["5", ""])
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:rows] + lines[3:]), encoding="utf-8")
    file = open_file(path)
    assert recognise(file) == "qualtrics"
    made = read(path)
    assert made.cells["Q1"].tolist() == ["5"]
    assert {"IPAddress", "RecordedDate", "ResponseId"} <= set(made.identifiers)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('{"ImportId":"QID5","choiceId":"1"}', ("QID5", "1")),
        ('{"ImportId":"startDate","timeZone":"Europe/Brussels"}', ("startDate", "")),
        ("{'ImportId': 'QID2-1'}", ("QID2-1", "")),
        ("{'ImportId': __import__('os').getcwd()}", ("", "")),
        ("{'ImportId': " + "(" * 500 + "}", ("", "")),
        ("{'ImportId': '" + "x" * 3000 + "'}", ("", "")),
        ("['ImportId']", ("", "")),
        ("", ("", "")),
    ],
)
def test_ids_are_read_as_data_and_never_run(cell: str, expected: tuple[str, str]) -> None:
    assert read_id(cell) == expected


def test_legacy_columns_belong_together_when_tag_and_text_say_so() -> None:
    tags = ["Q2_1", "Q2_2", "Q2_2_TEXT", "Q2_3", "wave_1", "wave_2", "Q5_1_1", "Q5_1_2", "DO-Q-Q2"]
    texts = ["What-a", "What-b", "What-b-TEXT", "What-c", "Age", "Sex", "When-x-old", "When-x-new", "Display Order: Q2"]
    names = name_columns(read_heads([tags, texts]))
    assert names.columns == ("Q2/1", "Q2/2", "Q2_2_TEXT", "Q2/3", "wave_1", "wave_2", "Q5_1/1", "Q5_1/2", "DO-Q-Q2")
    assert names.questions == {"Q2": "What", "Q5_1": "When-x"}


@pytest.mark.parametrize(
    "rows",
    [
        [["id", "age"], ["1", "31"]],
        [["V1", "V2", "V3"], ["1", "2", "3"]],
        [[f"V{number}" for number in range(1, 12)], [str(number) for number in range(1, 12)]],
        [["Progress", "Finished"], ["100", "1"]],
    ],
)
def test_other_tables_are_not_taken_for_qualtrics(tmp_path: Path, rows: list[list[str]]) -> None:
    assert not qualtrics.recognise(open_file(table(tmp_path / "other.csv", rows)))


def test_what_is_no_table_is_not_recognised(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"ImportId": 1}', encoding="utf-8")
    assert not qualtrics.recognise(open_file(path))


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cc", "Cs")), max_size=12)
CELL = TEXT | st.sampled_from(["NA", "001", "1,2,3", 'say "hi"', "two\nlines", "-99", "a;b\tc", " x "])
TAG = st.sampled_from(
    ["Q1", "Q1_1", "Q1_2", "Q2_1", "Q2_-1", "Q2_1_TEXT", "Q3_1_2", "canna", "Q1#1_1", "Q 1", "Status"]
)
ID = st.builds(
    "{}{}".format,
    st.sampled_from(["QID1", "QID2", "QID10#1", "1_QID3"]),
    st.sampled_from(["", "_1", "_2", "-1", "_1_2", "_x1", "_TEXT", "_1_TEXT", "_DO"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    columns=st.lists(st.tuples(TAG, TEXT, ID), min_size=1, max_size=7),
    people=st.integers(1, 4),
    data=st.data(),
    python=st.booleans(),
    delimiter=st.sampled_from([",", "\t"]),
)
def test_no_cell_of_a_generated_export_is_lost(
    tmp_path: Path, columns: list[tuple[str, str, str]], people: int, data: st.DataObject, python: bool, delimiter: str
) -> None:
    answers = [data.draw(st.lists(CELL, min_size=len(columns), max_size=len(columns))) for _ in range(people)]
    ids = [{"ImportId": id_} for id_ in ("_recordId", *(id_ for _, _, id_ in columns))]
    rows = [
        ["ResponseId", *(tag for tag, _, _ in columns)],
        ["Response ID", *(text for _, text, _ in columns)],
        [str(id_) if python else json.dumps(id_) for id_ in ids],
        *([f"R_{number}", *cells] for number, cells in enumerate(answers)),
    ]
    path = table(tmp_path / "generated.csv", rows, delimiter)
    made = qualtrics.read(open_file(path), Hints())
    assert made.cells.astype(str).to_numpy().tolist() == [list(row) for row in rows[3:]]
    assert made.cells.columns.is_unique
    assert set(made.ticks) <= set(made.cells)
    assert set(made.platform) <= set(made.cells)
