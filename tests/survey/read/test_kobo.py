"""KoboToolbox and ODK: what headings with slashes mean, and what points at a person.

No real export was found that may be published, so the files here are made from the layout that the platforms' own
programs write (KoboToolbox's formpack and kpi, ODK Central's backend).
"""

from pathlib import Path

import openpyxl
import pytest

from survey.errors import StudyError
from survey.read import read_export
from survey.read.export import Export, State

KOBO = (
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "_tags",
    "_index",
)


def kobo(path: Path, heads: list[str], *rows: list[str], tags: list[str] | None = None) -> Export:
    """Write what KoboToolbox writes, all quoted with semicolons, and read it."""
    added = [[str(60 + n), f"uuid-{n}", "2017-10-23T09:41:19", "", "", "web", "", "", str(n)] for n in range(1, 99)]
    lines = [[*heads, *KOBO], *([[*tags, *[""] * len(KOBO)]] if tags else [])]
    lines += [[*row, *more] for row, more in zip(rows, added, strict=False)]
    text = "".join(";".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)
    (path / "kobo.csv").write_text(text, encoding="utf-8")
    return read_export(path / "kobo.csv")


def own(export: Export) -> list[str]:
    """Return the columns that are not the platform's."""
    return [column for column in export.cells if column not in export.platform]


def test_what_the_platform_tells(tmp_path: Path) -> None:
    export = kobo(tmp_path, ["age"], ["31"], ["32"])
    assert export.format == "kobo"
    assert export.response is not None
    assert export.finished is not None
    assert export.response.tolist() == ["uuid-1", "uuid-2"]
    assert export.finished.tolist() == [True, True]
    assert set(export.platform) == set(KOBO)
    assert set(export.identifiers) == {"_id", "_uuid", "_submission_time", "_submitted_by", "_notes", "_tags"}


def test_a_set_by_names_stands_in_one_column_and_in_boxes(tmp_path: Path) -> None:
    heads = ["demo/age", "use/which", "use/which/xtc", "use/which/lsd", "use/which/other", "use/which_other"]
    export = kobo(tmp_path, heads, ["31", "xtc other", "1", "0", "1", "2C-B"], ["32", "", "", "", "", ""])
    assert own(export) == ["age", "which/xtc", "which/lsd", "which/other", "which_other"]
    assert "which" in export.platform
    assert export.cells["which"].tolist() == ["xtc other", ""]
    assert export.cells["which/xtc"].tolist() == ["1", ""]
    assert (export.labels, export.questions) == ({}, {})


def test_boxes_prove_that_a_set_was_seen(tmp_path: Path) -> None:
    export = kobo(tmp_path, ["q", "q/a", "q/b"], ["", "0", "0"], ["", "", ""])
    assert (export.signs.none, export.joined) == (True, " ")
    assert (export.signs.ticked, export.signs.unticked) >= ({"1"}, {"0"})
    assert export.alike.several == {State.NOT_SHOWN, State.LEFT_OPEN} == export.alike.single


def test_boxes_without_the_joined_column(tmp_path: Path) -> None:
    heads = ["use/which/xtc", "use/which/lsd", "use/often"]
    export = kobo(tmp_path, heads, ["1", "0", "3"], ["", "", "2"])
    assert own(export) == ["which/xtc", "which/lsd", "often"]


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "0"], ["", "1"]],  # not blank together: each was answered on its own
        [["1", "2"], ["0", "1"]],  # no ticks
        [["1", "1"], ["1", "1"]],  # nothing says "not ticked"
        [["yes", "no"], ["no", "no"]],
    ],
)
def test_a_group_of_questions_is_no_set(tmp_path: Path, rows: list[list[str]]) -> None:
    assert own(kobo(tmp_path, ["health/smokes", "health/drinks"], *rows)) == ["smokes", "drinks"]


def test_a_group_stays_where_the_rest_would_be_there_twice(tmp_path: Path) -> None:
    export = kobo(tmp_path, ["xtc/age", "lsd/age", "lsd/often"], ["20", "21", "3"])
    assert own(export) == ["xtc/age", "lsd/age", "often"]


def test_a_set_in_one_column_alone_stays_joined(tmp_path: Path) -> None:
    export = kobo(tmp_path, ["g/which"], ["xtc lsd"], ["xtc"])
    assert own(export) == ["which"]
    assert export.joined == " "


def test_labels_as_headings_carry_the_wording(tmp_path: Path) -> None:
    heads = ["Which ones?", "Which ones?/XTC / MDMA", "Which ones?/LSD", "Alcohol and/or tobacco?", "Two\nlines"]
    export = kobo(tmp_path, heads, ["LSD", "0", "1", "3", "x"], ["", "", "", "2", "y"])
    assert own(export) == ["Which ones?/XTC - MDMA", "Which ones?/LSD", "Alcohol and-or tobacco?", "Two lines"]
    assert export.labels["Which ones?/XTC - MDMA"] == "XTC / MDMA"
    assert export.labels["Alcohol and-or tobacco?"] == "Alcohol and/or tobacco?"
    assert export.questions == {"Which ones?": "Which ones?"}


def test_one_label_for_two_sets(tmp_path: Path) -> None:
    heads = ["Which ones?", "Which ones?/A", "Which ones?/B", "Which ones?", "Which ones?/A", "Which ones?/B"]
    export = kobo(tmp_path, heads, ["A", "1", "0", "B", "0", "1"])
    assert own(export) == ["Which ones?/A", "Which ones?/B", "Which ones?#2/A", "Which ones?#2/B"]
    assert export.cells["Which ones?#2/B"].tolist() == ["1"]
    assert export.labels["Which ones?#2/B"] == "B"
    assert export.questions["Which ones?#2"] == "Which ones?"


def test_a_label_with_a_number_sign(tmp_path: Path) -> None:
    export = kobo(tmp_path, ["# of pills?", "# of pills, last time?"], ["1", "2"])
    assert export.labels == {"# of pills?": "# of pills?", "# of pills, last time?": "# of pills, last time?"}


def test_a_row_of_tags_is_no_response(tmp_path: Path) -> None:
    export = kobo(tmp_path, ["age", "sex"], ["31", "m"], tags=["#age", ""])
    assert export.cells["age"].tolist() == ["31"]


def test_a_response_that_begins_with_a_number_sign_is_one(tmp_path: Path) -> None:
    export = kobo(tmp_path, ["age", "tag"], ["31", "#1"])
    assert export.cells["tag"].tolist() == ["#1"]


def test_what_points_at_a_person(tmp_path: Path) -> None:
    heads = ["start", "end", "g/deviceid", "home", "_home_latitude", "_home_longitude", "_home_altitude", "age"]
    heads += ["_home_precision", "photo", "photo_URL", "voice", "meta/instanceID", "meta/rootUuid"]
    row = [
        "2017",
        "2017",
        "d1",
        "50.8 4.3 0 0",
        "50.8",
        "4.3",
        "0",
        "31",
        "0",
        "a.jpg",
        "https://x/a.jpg",
        "b 1.m4a",
        "u",
        "u",
    ]
    export = kobo(tmp_path, heads, row)
    assert own(export) == ["start", "end", "deviceid", *heads[3:12]]
    assert set(own(export)) - set(export.identifiers) == {"age"}
    assert {"meta/instanceID", "meta/rootUuid"} <= set(export.identifiers) & set(export.platform)


def test_a_geopoint_in_a_group(tmp_path: Path) -> None:
    export = kobo(tmp_path, ["g/home", "g/_home_latitude", "g/_home_longitude", "g/age"], ["50 4", "50", "4", "31"])
    assert {"home", "_home_latitude", "_home_longitude"} < set(export.identifiers)
    assert "age" not in export.identifiers


def test_a_workbook_has_repeats_in_other_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "My form"
    book.active.append(["which", "which/xtc", "which/lsd", "_id", "_uuid", "_submission_time", "_index"])
    book.active.append(["xtc", 1, 0, 61, "uuid-1", "2017-10-23T09:41:19", 1])
    book.create_sheet("episodes").append(["dose", "_index", "_parent_index"])
    book.save(tmp_path / "x.xlsx")
    export = read_export(tmp_path / "x.xlsx")
    assert (export.format, export.spelling) == ("kobo", "sheet My form; 1 other sheet not read")
    assert export.cells["which/xtc"].tolist() == ["1"]


def odk(path: Path, heads: list[str], *rows: list[str]) -> Export:
    last = ["meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "Status", "ReviewState"]
    lines = [["SubmissionDate", *heads, *last]]
    lines += [
        ["2024-01-02T03:04:05.678Z", *row, f"uuid:{n}", f"uuid:{n}", "7", "phone", "", ""] for n, row in enumerate(rows)
    ]
    (path / "odk.csv").write_text("".join(",".join(line) + "\n" for line in lines))
    return read_export(path / "odk.csv")


def test_odk_central(tmp_path: Path) -> None:
    heads = [
        "use-which",
        "use-which/xtc",
        "use-which/lsd",
        "use-often",
        "home-Latitude",
        "home-Longitude",
        "first-time",
    ]
    export = odk(tmp_path, heads, ["xtc", "1", "0", "3", "50.8", "4.3", "2019"], ["", "", "", "1", "", "", "2020"])
    assert own(export) == ["which/xtc", "which/lsd", "often", "home-Latitude", "home-Longitude", "first-time"]
    assert export.response is not None
    assert export.response.tolist() == ["uuid:0", "uuid:1"]
    assert {"home-Latitude", "home-Longitude", "SubmissionDate", "KEY"} < set(export.identifiers)
    assert {"SubmissionDate", "KEY", "Status", "which"} < set(export.platform)
    assert export.signs.none


def test_a_question_called_as_a_column_of_the_other_platform(tmp_path: Path) -> None:
    assert own(kobo(tmp_path, ["Status", "Edits"], ["single", "2"])) == ["Status", "Edits"]


def test_a_row_that_lost_a_cell(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('"a";"_uuid";"_index"\n"1";"u"\n"secret"\n')
    with pytest.raises(StudyError, match="cells where the first has 3") as caught:
        read_export(tmp_path / "x.csv")
    assert "secret" not in str(caught.value)
