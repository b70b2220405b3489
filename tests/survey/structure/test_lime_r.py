"""LimeSurvey's R syntax file as a questionnaire."""

from pathlib import Path

import pytest

from survey.codebook import Variable
from survey.missing import Reason
from survey.read import read_export
from survey.read.file import open_file
from survey.structure import lime_r, read_structure
from survey.structure.sketch import Sketch

DATA = Path(__file__).parent.parent.parent / "data" / "limesurvey"


@pytest.fixture(scope="module")
def prevention() -> Sketch:
    return read_structure(DATA / "survey_100001_R_syntax_file.R")


def told(variable: Variable) -> tuple[str, str, str, int]:
    return variable.name, str(variable.type), variable.column, len(variable.choices)


def test_names_types_and_categories(prevention: Sketch) -> None:
    assert [told(variable) for variable in prevention.variables[:7]] == [
        ("country", "select_one", "country", 322),
        ("age", "select_one", "age", 7),
        ("gender", "select_one", "gender", 5),
        ("gender_other", "text", "gender/other", 0),
        ("visitTime", "select_one", "visitTime", 7),
        ("visitPlans", "select_multiple", "visitPlans", 14),
        ("visitPlans_other", "text", "visitPlans/other", 0),
    ]
    assert not {"id", "seed", "startdate"} & {variable.name for variable in prevention.variables}


def test_wordings(prevention: Sketch) -> None:
    made = {variable.name: variable for variable in prevention.variables}
    assert made["country"].label.texts == {"": "Where do you live?"}
    assert made["visitPlans"].label.text("")[:12] == "In your next"
    assert made["visitPlans"].choices[0].label.texts == {"": "Bar"}


def test_other_and_refusals(prevention: Sketch) -> None:
    choices = {choice.name: choice for choice in prevention.variables[2].choices}
    assert choices["other"].codes == ("-oth-",)
    assert choices["unknw"].reason is Reason.REFUSED


def test_every_question_is_in_the_data_file(prevention: Sketch) -> None:
    from survey.headings import columns_of

    present = {str(column) for column in read_export(DATA / "survey_100001_R_data_file.csv").cells}
    wanted = {column for variable in prevention.variables for column in columns_of(variable, present)}
    assert wanted <= present
    assert len(wanted) == 310 - 7


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("x.R", "# LimeSurvey Field type: F\nnames(data)[1] <- 'a'\n", True),
        ("x.R", "x <- 1\ny <- 2\n", False),
        ("x.txt", "# LimeSurvey Field type: F\n", False),
    ],
)
def test_only_what_limesurvey_wrote_is_recognised(tmp_path: Path, name: str, content: str, found: bool) -> None:
    (tmp_path / name).write_text(content)
    assert lime_r.recognise(open_file(tmp_path / name)) is found


@pytest.mark.parametrize(("field_type", "type_"), [("F", "decimal"), ("A255", "text"), ("DATETIME23.2", "date")])
def test_open_questions_have_the_type_of_their_field(tmp_path: Path, field_type: str, type_: str) -> None:
    path = tmp_path / "x.R"
    path.write_text(f"# LimeSurvey Field type: {field_type}\ndata[, 1] <- as.x(data[, 1])\nnames(data)[1] <- 'a_b'\n")
    assert [told(variable) for variable in read_structure(path).variables] == [("a_b", type_, "a/b", 0)]
