"""SurveyMonkey: two rows of headings, on a whole export and on small ones, made from the layout it writes."""

from pathlib import Path

import openpyxl
import pytest

from survey.read import read_export
from survey.read.export import Export, State
from tests.survey.surveymonkey_files import HOW, LIKED, OTHER, RANK, WALKED, WALKS, write_csv, write_xlsx

KEYS = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
KEYS += ["Last Name", "Custom Data 1"]


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Export:
    return read_export(write_csv(tmp_path_factory.mktemp("walks") / "walks.csv"))


def boxes(export: Export, question: str) -> list[str]:
    return [column for column in map(str, export.cells) if column.startswith(f"{question}/")]


LIKED_NAME = LIKED.replace("/", "-")


def test_a_whole_export(walks: Export) -> None:
    assert (walks.format, walks.spelling) == ("surveymonkey", "cp1252, ,")
    assert walks.cells.shape == (42, 17)
    assert walks.platform == walks.identifiers == ("RespondentID",)
    assert walks.response is not None
    assert walks.response.is_unique
    assert walks.cells[WALKED].value_counts().to_dict() == {"Yes": 36, "No": 6}


def test_the_sets_of_a_whole_export(walks: Export) -> None:
    routes = boxes(walks, WALKS)
    assert len(routes) == len(walks.ticks) == 6
    ticked = [walks.column(route).isin(walks.ticks[route]) for route in routes]
    # of 1 to 42, without those that 7 divides, those that 2, 3, 4, 5, 6 and 7 divide
    assert [int(box.sum()) for box in ticked] == [18, 12, 9, 7, 6, 0]
    assert sum(map(any, zip(*ticked, strict=True))) == 26
    assert walks.questions[WALKS] == WALKS
    assert [walks.labels[route] for route in routes[:3]] == ["Walk 1: Harbour", "Walk 2: Café’s", "Walk 3: Œuvre d’art"]


def test_rankings_and_matrices_are_no_sets(walks: Export) -> None:
    assert (len(boxes(walks, RANK)), len(boxes(walks, LIKED_NAME))) == (3, 2)
    assert walks.questions[LIKED_NAME] == LIKED
    assert walks.labels[f"{LIKED_NAME}/Guide B"] == "Guide B"
    assert walks.labels[f"{RANK}/Tower - lift"] == "Tower / lift"
    assert set(walks.ticks).isdisjoint(boxes(walks, RANK) + boxes(walks, LIKED_NAME))


def test_what_people_wrote_behind_other_is_a_question(walks: Export) -> None:
    wrote = walks.cells[f"{HOW} - {OTHER}"]
    assert wrote[walks.cells[HOW] == OTHER].value_counts().to_dict()["la gare"] == 12
    assert set(wrote[walks.cells[HOW] != OTHER]) == {""}
    assert {"Een affiche in het café, in ’t park", "€ 5 bon"} <= set(wrote)


def test_a_workbook_reads_as_its_twin_in_text(walks: Export, tmp_path: Path) -> None:
    twin = read_export(write_xlsx(tmp_path / "walks.xlsx"))
    assert (twin.format, list(twin.cells)) == ("surveymonkey", list(walks.cells))
    assert twin.cells.astype(str).to_numpy().tolist() == walks.cells.astype(str).to_numpy().tolist()
    assert (twin.ticks, twin.labels, twin.questions) == (walks.ticks, walks.labels, walks.questions)


def test_a_blank_tells_nothing(walks: Export) -> None:
    assert (walks.finished, walks.not_shown, walks.signs.none) == (None, None, False)
    assert walks.alike.several == set(State)


def monkey(path: Path, questions: list[tuple[str, str]], *rows: list[str], encoding: str = "utf-8") -> Export:
    """Write the two rows of headings and the answers as SurveyMonkey does, and read them."""
    keys = ["1001", "55", "01/02/2024", "01/02/2024", "192.0.2.1", "", "", "", ""]
    lines = [[*KEYS, *(text for text, _ in questions)], [*[""] * len(KEYS), *(option for _, option in questions)]]
    lines += [[str(1001 + n), *keys[1:], *row] for n, row in enumerate(rows)]
    text = "\r\n".join(",".join(f'"{cell}"' if cell else "" for cell in line) for line in lines)
    (path / "x.csv").write_bytes(text.encode(encoding))
    return read_export(path / "x.csv")


def own(export: Export) -> list[str]:
    return [column for column in export.cells if column not in export.platform]


def test_the_key_store(tmp_path: Path) -> None:
    export = monkey(tmp_path, [("Age?", "Response")], ["31"])
    assert list(export.platform) == list(export.identifiers) == KEYS
    assert export.response is not None
    assert export.response.tolist() == ["1001"]


def test_an_open_question_and_a_single_choice_with_other(tmp_path: Path) -> None:
    questions = [("Why/how?", "Open-Ended Response"), ("Where?", "Response"), ("", "Other (please specify)")]
    export = monkey(tmp_path, questions, ["So", "Gent", ""], ["", "Other (please specify)", "Mars"])
    assert own(export) == ["Why-how?", "Where?", "Where? - Other (please specify)"]
    assert export.labels["Why-how?"] == "Why/how?"
    assert export.labels["Where? - Other (please specify)"] == "Where? – Other (please specify)"
    assert (export.ticks, export.questions) == ({}, {})


def test_a_set_with_other(tmp_path: Path) -> None:
    questions = [("Which?", "XTC"), ("", "LSD / acid"), ("", "None"), ("", "Other (please specify)")]
    export = monkey(tmp_path, questions, ["XTC", "LSD / acid", "", ""], ["", "", "", "2C-B"], encoding="utf-8-sig")
    other = "Which?/Other (please specify)"
    text = "Which? - Other (please specify)"
    assert own(export) == ["Which?/XTC", "Which?/LSD - acid", "Which?/None", other, text]
    assert export.ticks["Which?/LSD - acid"] == {"LSD / acid"}
    assert export.ticks["Which?/None"] == {"None"}
    assert export.labels["Which?/LSD - acid"] == "LSD / acid"
    assert export.cells[text].tolist() == ["", "2C-B"]
    assert (export.cells[other].tolist(), export.ticks[other]) == (
        ["", "Other (please specify)"],
        {"Other (please specify)"},
    )
    assert (export.labels[other], export.labels[text]) == ("Other (please specify)", "Which? – Other (please specify)")


def test_one_text_for_two_questions(tmp_path: Path) -> None:
    questions = [("Which?", "A"), ("", "B"), ("Age?", "Response"), ("Which?", "A"), ("", "B")]
    export = monkey(tmp_path, questions, ["A", "", "3", "", "B"])
    assert own(export) == ["Which?/A", "Which?/B", "Age?", "Which?#2/A", "Which?#2/B"]
    assert set(export.questions) == {"Which?", "Which?#2"}


def test_a_question_text_over_each_of_its_columns(tmp_path: Path) -> None:
    export = monkey(tmp_path, [("Which?", "A"), ("Which?", "B"), ("Why?", "Response")], ["A", "", "x"])
    assert own(export) == ["Which?/A", "Which?/B", "Why?"]


def test_the_question_for_an_address_points_at_a_person(tmp_path: Path) -> None:
    export = monkey(tmp_path, [("Win a prize", "Name"), ("", "Email Address"), ("Age?", "Response")], ["A", "b", "31"])
    assert set(export.identifiers) - set(KEYS) == {"Win a prize/Name", "Win a prize/Email Address"}


def test_windows_letters(tmp_path: Path) -> None:
    export = monkey(tmp_path, [("Où ?", "Response")], ["Liège"], encoding="cp1252")
    assert (export.spelling, export.cells["Où ?"].tolist()) == ("cp1252, ,", ["Liège"])


def test_condensed_columns_and_codes_are_read_as_they_stand(tmp_path: Path) -> None:
    export = monkey(tmp_path, [("How satisfied?", ""), ("Which?", "")], ["4", "A, B"])
    assert own(export) == ["How satisfied?", "Which?"]
    (tmp_path / "y.csv").write_text("Respondent ID,Collector ID,How satisfied?\n1001,55,4\n1002,55,3\n")
    assert read_export(tmp_path / "y.csv").cells["How satisfied?"].tolist() == ["4", "3"]


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Respondent ID", "Collector ID", "Which?", None, "Age?"])
    book.active.append([None, None, "A", "B", "Response"])
    book.active.append([118052219061, 446111201, None, "B", 31])
    book.active.merge_cells("C1:D1")
    book.save(tmp_path / "x.xlsx")
    export = read_export(tmp_path / "x.xlsx")
    assert export.format == "surveymonkey"
    assert export.cells.astype(object).to_dict("records")[0] == {
        "Respondent ID": "118052219061",
        "Collector ID": "446111201",
        "Which?/A": "",
        "Which?/B": "B",
        "Age?": "31",
    }


def test_another_table_that_begins_with_a_number_of_respondents(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Respondent ID,age\n1,31\n2,32\n")
    assert read_export(tmp_path / "x.csv").format == "spreadsheet"
