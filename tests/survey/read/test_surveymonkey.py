"""SurveyMonkey: two rows of headings, on a real export and on files made from the layout it has."""

from pathlib import Path

import openpyxl
import pytest

from survey.read import read_export
from survey.read.export import Export, State

STAR_WARS = Path(__file__).parents[2] / "data" / "surveymonkey" / "star_wars.csv"
KEYS = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
KEYS += ["Last Name", "Custom Data 1"]


@pytest.fixture(scope="module")
def star_wars() -> Export:
    return read_export(STAR_WARS)


def boxes(export: Export, question: str) -> list[str]:
    return [column for column in export.cells if column.startswith(f"{question}/")]


SEEN = "Which of the following Star Wars films have you seen? Please select all that apply."
FAVOUR = (
    "Please state whether you view the following characters favorably, unfavorably, or are unfamiliar with him-her."
)
RANK = (
    "Please rank the Star Wars films in order of preference with 1 being your favorite film in the franchise"
    " and 6 being your least favorite film."
)


def test_a_real_export(star_wars: Export) -> None:
    assert (star_wars.format, star_wars.spelling) == ("surveymonkey", "cp1252, ,")
    assert star_wars.cells.shape == (1186, 38)
    assert star_wars.platform == star_wars.identifiers == ("RespondentID",)
    assert star_wars.response is not None
    assert star_wars.response.is_unique
    seen_any = star_wars.cells["Have you seen any of the 6 films in the Star Wars franchise?"]
    assert seen_any.value_counts().to_dict() == {"Yes": 936, "No": 250}


def test_the_sets_of_a_real_export(star_wars: Export) -> None:
    films = boxes(star_wars, SEEN)
    assert len(films) == len(star_wars.ticks) == 6
    ticked = [star_wars.column(film).isin(star_wars.ticks[film]) for film in films]
    assert [int(box.sum()) for box in ticked] == [673, 571, 550, 607, 758, 738]  # as published with the story
    assert sum(map(any, zip(*ticked, strict=True))) == 835
    assert star_wars.questions[SEEN] == SEEN
    assert star_wars.labels[films[4]] == "Star Wars: Episode V The Empire Strikes Back"


def test_rankings_and_matrices_are_no_sets(star_wars: Export) -> None:
    assert (len(boxes(star_wars, RANK)), len(boxes(star_wars, FAVOUR))) == (6, 14)
    assert star_wars.questions[FAVOUR].endswith("unfamiliar with him/her.")
    assert star_wars.labels[f"{FAVOUR}/Yoda"] == "Yoda"
    assert set(star_wars.ticks).isdisjoint(boxes(star_wars, RANK) + boxes(star_wars, FAVOUR))


def test_a_blank_tells_nothing(star_wars: Export) -> None:
    assert (star_wars.finished, star_wars.not_shown, star_wars.signs.none) == (None, None, False)
    assert star_wars.alike.several == set(State)


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
