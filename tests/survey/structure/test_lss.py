"""Questionnaires of LimeSurvey: types, categories, wordings and routing, in both layouts and from an archive."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from survey.codebook import Codebook, Scale, Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.read.file import open_file
from survey.rules import parse_rule
from survey.structure import describes_itself, lss, read_structure
from survey.structure.sketch import Sketch
from tests.survey.limesurvey_files import GID, SID, Row, answer, lsa, lsr, part, question
from tests.survey.limesurvey_files import lss as questionnaire

DATA = Path(__file__).parent.parent.parent / "data" / "limesurvey"


@pytest.fixture(scope="module")
def census() -> Sketch:
    return read_structure(DATA / "ls2_group_relevance.lss")


def sketch(folder: Path, *questions: Row, tables: Mapping[str, Sequence[Row]] | None = None, **more: object) -> Sketch:
    path = folder / "x.lss"
    path.write_bytes(questionnaire(questions, tables, **more))  # type: ignore[arg-type]
    return read_structure(path)


def variables(folder: Path, *questions: Row, **tables: Sequence[Row]) -> dict[str, Variable]:
    return {variable.name: variable for variable in sketch(folder, *questions, tables=tables).variables}


def told(variable: Variable) -> tuple[str, str, list[str]]:
    return str(variable.type), variable.column, [choice.name for choice in variable.choices]


TWO = [part(11, 1, "r1"), part(12, 1, "r2")]
FOUR = [*TWO, part(21, 1, "c1", 1), part(22, 1, "c2", 1)]
ANSWERS = [answer(1, "a", "A"), answer(1, "b", "B", order=1), answer(1, "x", "X", 1)]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("L", {"q": ("select_one", "q", ["a", "b", "other"]), "q_other": ("text", "q/other", [])}),
        ("!", {"q": ("select_one", "q", ["a", "b", "other"]), "q_other": ("text", "q/other", [])}),
        ("M", {"q": ("select_multiple", "q", ["r1", "r2"]), "q_other": ("text", "q/other", [])}),
        ("5", {"q": ("select_one", "q", ["1", "2", "3", "4", "5"])}),
        ("Y", {"q": ("select_one", "q", ["Y", "N"])}),
        ("G", {"q": ("select_one", "q", ["F", "M"])}),
        ("I", {"q": ("select_one", "q", ["en"])}),
        ("F", {f"q_r{row}": ("select_one", f"q/r{row}", ["a", "b"]) for row in (1, 2)}),
        ("H", {f"q_r{row}": ("select_one", f"q/r{row}", ["a", "b"]) for row in (1, 2)}),
        ("A", {f"q_r{row}": ("select_one", f"q/r{row}", list("12345")) for row in (1, 2)}),
        ("B", {f"q_r{row}": ("select_one", f"q/r{row}", [str(at) for at in range(1, 11)]) for row in (1, 2)}),
        ("C", {f"q_r{row}": ("select_one", f"q/r{row}", ["Y", "U", "N"]) for row in (1, 2)}),
        ("E", {f"q_r{row}": ("select_one", f"q/r{row}", ["I", "S", "D"]) for row in (1, 2)}),
        ("K", {f"q_r{row}": ("decimal", f"q/r{row}", []) for row in (1, 2)}),
        ("Q", {f"q_r{row}": ("text", f"q/r{row}", []) for row in (1, 2)}),
        ("R", {"q": ("rank", "q", ["a", "b"])}),
        ("N", {"q": ("decimal", "q", [])}),
        ("D", {"q": ("date", "q", [])}),
        *((text, {"q": ("text", "q", [])}) for text in "STU*"),
        ("|", {"q": ("text", "q", []), "q_filecount": ("integer", "q/filecount", [])}),
    ],
)
def test_types(tmp_path: Path, type_: str, expected: dict[str, tuple[str, str, list[str]]]) -> None:
    asked = question(1, type_, "q", other="Y", question="What?", language="en")
    made = variables(tmp_path, asked, subquestions=TWO, answers=ANSWERS)
    assert {name: told(variable) for name, variable in made.items()} == expected


def test_a_text_is_no_question(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="describes no question"):
        variables(tmp_path, question(1, "X", "q"))


def test_comments(tmp_path: Path) -> None:
    with_list = variables(tmp_path, question(1, "O", "q"), answers=ANSWERS)
    assert told(with_list["q_comment"]) == ("text", "q/comment", [])
    boxes = variables(tmp_path, question(1, "P", "q"), subquestions=TWO)
    assert [told(variable) for variable in boxes.values()] == [
        ("select_multiple", "q", ["r1", "r2"]),
        ("text", "q/r1comment", []),
        ("text", "q/r2comment", []),
    ]


def test_a_dual_scale_has_two_lists(tmp_path: Path) -> None:
    made = variables(tmp_path, question(1, "1", "q"), subquestions=TWO, answers=ANSWERS)
    assert told(made["q_r1_1"]) == ("select_one", "q/r1_1", ["a", "b"])
    assert told(made["q_r1_2"]) == ("select_one", "q/r1_2", ["x"])


@pytest.mark.parametrize(
    ("type_", "settings", "expected"),
    [
        (";", {}, {f"q_r{r}_c{c}": ("text", f"q/r{r}_c{c}", []) for r in (1, 2) for c in (1, 2)}),
        (":", {}, {f"q_r{r}_c{c}": ("decimal", f"q/r{r}_c{c}", []) for r in (1, 2) for c in (1, 2)}),
        (
            ":",
            {"multiflexible_checkbox": "1"},
            {f"q_r{row}": ("select_multiple", "q", [f"r{row}_c1", f"r{row}_c2"]) for row in (1, 2)},
        ),
    ],
)
def test_arrays_of_texts_numbers_and_boxes(
    tmp_path: Path, type_: str, settings: dict[str, str], expected: dict[str, object]
) -> None:
    attributes = [{"qid": 1, "attribute": name, "value": value} for name, value in settings.items()]
    made = variables(tmp_path, question(1, type_, "q"), subquestions=FOUR, question_attributes=attributes)
    assert {name: told(variable) for name, variable in made.items()} == expected


def test_settings_that_matter(tmp_path: Path) -> None:
    attributes = [
        {"qid": 1, "attribute": "num_value_int_only", "value": "1"},
        {"qid": 2, "attribute": "numbers_only", "value": "1"},
        {"qid": 3, "attribute": "max_answers", "value": "1"},
        {"qid": 4, "attribute": "exclude_all_others", "value": "none"},
    ]
    made = variables(
        tmp_path,
        *(question(1, "N", "n"), question(2, "*", "e"), question(3, "R", "r"), question(4, "M", "m")),
        question_attributes=attributes,
        answers=[answer(3, "a", "A"), answer(3, "b", "B")],
        subquestions=[part(41, 4, "one"), part(42, 4, "none")],
    )
    assert (made["n"].type, made["e"].type) == (VariableType.INTEGER, VariableType.DECIMAL)
    assert (made["r"].rank_places, made["r"].columns) == (1, ("r/1",))
    assert [choice.exclusive for choice in made["m"].choices] == [False, True]


def test_wordings_of_rows_columns_and_categories(tmp_path: Path) -> None:
    rows = [
        *(part(11, 1, "r", question="Beer", language="en"), part(11, 1, "r", question="Bier", language="nl-informal")),
        part(12, 1, "c", 1, question="Price", language="en"),
    ]
    asked = [
        question(1, ";", "q", question="How <b>much</b>?", language="en"),
        question(1, ";", "q", question="Hoeveel?", language="nl-informal"),
        question(2, "C", "y", question="Sure?", language="en"),
    ]
    tables = {"subquestions": [*rows, part(21, 2, "a", question="A", language="en")]}
    made = sketch(tmp_path, *asked, tables=tables, languages=("en", "nl-informal"))
    assert made.languages == ("en", "nl")
    assert made.variables[0].label.texts == {"en": "How much? – Beer – Price", "nl": "Hoeveel? – Bier"}
    assert made.variables[1].label.texts == {"en": "Sure? – A"}
    assert made.variables[1].choices[1].label.texts == {"en": "Uncertain", "nl": "Onzeker"}
    assert made.title.texts == {"en": "Survey en", "nl": "Survey nl-informal"}


def test_codes_that_are_no_names_are_kept_beside_one(tmp_path: Path) -> None:
    texts = [answer(1, "a b", "A"), answer(1, "a_b", "B", order=1), answer(1, "dk", "Don't know", order=2)]
    made = variables(tmp_path, question(1, "L", "q", other="Y"), answers=texts)["q"]
    assert [(choice.name, choice.codes) for choice in made.choices] == [
        *(("a_b", ("a b",)), ("a_b_2", ("a_b",)), ("dk", ()), ("other", ("-oth-",)))
    ]
    assert [choice.reason for choice in made.choices] == [None, None, Reason.DONT_KNOW, None]


def test_names_are_given_once(tmp_path: Path) -> None:
    made = variables(tmp_path, question(1, "Q", "q"), question(2, "S", "q_r1"), subquestions=TWO)
    assert list(made) == ["q_r1", "q_r2", "q_r1_2"]
    assert made["q_r1_2"].column == "q_r1"


def test_points_are_ordered(tmp_path: Path) -> None:
    made = variables(tmp_path, question(1, "A", "q"), question(2, "C", "c"), subquestions=[*TWO, part(31, 2, "a")])
    assert (made["q_r1"].scale, made["c_a"].scale) == (Scale.ORDINAL, Scale.NOMINAL)


def test_what_identifies_people(tmp_path: Path) -> None:
    made = variables(
        tmp_path,
        question(1, "S", "mail", question="Your e-mail address", language="en"),
        question(2, "|", "photo"),
        question(3, "L", "source", other="Y", question="E-mail address", language="en"),
        question(4, "M", "reach", question="How?", language="en"),
        subquestions=[part(41, 4, "m", question="E-mail", language="en")],
    )
    assert [name for name, variable in made.items() if variable.identifier] == ["mail", "photo"]


PAGES = [
    {"gid": GID, "group_name": "Second", "group_order": 2, "grelevance": 'first == "Y"', "language": "en"},
    {"gid": "8", "group_name": "First", "group_order": 1, "grelevance": "", "language": "en"},
]


@pytest.mark.parametrize(("paging", "pages"), [("G", [1, 2]), ("S", [1, 3]), ("A", [0, 0]), ("I", [1, 2])])
def test_groups_are_pages(tmp_path: Path, paging: str, pages: list[int]) -> None:
    asked = [question(1, "Y", "second"), question(2, "Y", "first", gid="8"), question(3, "X", "text", gid="8")]
    made = sketch(tmp_path, *asked, groups=PAGES, survey={"format": paging})
    assert [(variable.name, variable.group) for variable in made.variables] == [
        *(("first", "group_1"), ("second", "group_2"))
    ]
    assert [variable.page for variable in made.variables] == pages
    assert [label.texts for label in made.groups.values()] == [{"en": "First"}, {"en": "Second"}]


def test_routing_of_the_page_and_of_the_question(tmp_path: Path) -> None:
    asked = [question(1, "Y", "second", relevance="n > 1"), question(2, "Y", "first", gid="8")]
    asked.append(question(3, "N", "n", gid="8"))
    made = sketch(tmp_path, *asked, groups=PAGES).variables[-1]
    assert (made.relevant, made.routing) == ("${first} = 'Y' and ${n} > 1", "")


def test_what_cannot_be_translated_is_kept_in_the_platform_s_words(tmp_path: Path) -> None:
    asked = [question(1, "Y", "second", relevance='regexMatch("/a/", n)'), question(2, "Y", "first", gid="8")]
    made = sketch(tmp_path, *asked, groups=PAGES).variables[-1]
    assert (made.relevant, made.routing) == ("", '(first == "Y") && (regexMatch("/a/", n))')


def test_columns_have_names_and_numbers(tmp_path: Path) -> None:
    number = f"{SID}X{GID}X1"
    made = variables(
        tmp_path,
        *(question(1, "M", "q", other="Y"), question(2, "1", "d")),
        question(3, "Y", "a", relevance=f'{number}r1.NAOK == "Y" && q_other.NAOK != ""'),
        question(4, "Y", "b", relevance='d_s_0 == "a" && d_s_1 == "x"'),
        subquestions=[*TWO, part(31, 2, "s")],
        answers=[answer(2, "a", "A"), answer(2, "x", "X", 1)],
    )
    assert made["a"].relevant == "selected(${q}, 'r1') and ${q_other} != ''"
    assert made["b"].relevant == "${d_s_1} != '' and ${d_s_2} != ''"


@pytest.mark.parametrize("assessed", ["Y", "N"])
def test_points_of_an_assessment_are_no_codes(tmp_path: Path, assessed: str) -> None:
    asked = [question(1, "L", "q"), question(2, "Y", "a", relevance="q.value == 'a'")]
    made = sketch(tmp_path, *asked, tables={"answers": ANSWERS}, survey={"assessments": assessed}).variables[-1]
    assert made.relevant == ("" if assessed == "Y" else "${q} = 'a'")
    assert bool(made.routing) is (assessed == "Y")


@pytest.mark.parametrize(
    ("setting", "row", "set_"),
    [
        ("array_filter", "selected(${q}, 'r2')", "selected(${q}, 'r1') or selected(${q}, 'r2')"),
        (
            "array_filter_exclude",
            "not(selected(${q}, 'r2')) or ${q} = ''",
            "not(selected(${q}, 'r1')) or ${q} = '' or not(selected(${q}, 'r2'))",
        ),
    ],
)
def test_filters_of_rows_are_routing(tmp_path: Path, setting: str, row: str, set_: str) -> None:
    parts = [part(qid * 10 + at, qid, f"r{at}") for qid in (1, 2, 3) for at in (1, 2)]
    made = variables(
        tmp_path,
        *(question(1, "M", "q"), question(2, "K", "k"), question(3, "M", "m")),
        subquestions=parts,
        question_attributes=[{"qid": qid, "attribute": setting, "value": "q"} for qid in (2, 3)],
    )
    assert made["k_r2"].relevant == row
    assert set(made["m"].relevant.split(" or ")) == set(set_.split(" or "))


def test_a_filter_without_its_rows_is_kept_as_text(tmp_path: Path) -> None:
    filters = [{"qid": 1, "attribute": "array_filter", "value": "gone"}]
    made = variables(tmp_path, question(1, "K", "k"), subquestions=TWO, question_attributes=filters)
    assert {variable.routing for variable in made.values()} == {"array_filter: gone"}


def test_a_place_in_a_ranking_is_no_row(tmp_path: Path) -> None:
    """The columns of a ranking are named like rows called 1 and 2, but are its first and second place."""
    rows = [part(qid * 10 + at, qid, str(at)) for qid in (1, 2, 3) for at in (1, 2)]
    filters = [{"qid": qid, "attribute": "array_filter", "value": source} for qid, source in ((2, "r"), (4, "m"))]
    made = variables(
        tmp_path,
        *(question(1, "R", "r"), question(2, "K", "k"), question(3, "M", "m"), question(4, "R", "s")),
        subquestions=[*rows, part(41, 4, "1"), part(42, 4, "2")],
        question_attributes=filters,
    )
    assert {made[name].routing for name in ("k_1", "k_2")} == {"array_filter: r"}
    assert made["s"].relevant == "selected(${m}, '1') or selected(${m}, '2')"


def test_a_row_has_its_own_routing(tmp_path: Path) -> None:
    rows = [part(21, 2, "r1", relevance='q == "Y"'), part(22, 2, "r2")]
    made = variables(tmp_path, question(1, "Y", "q"), question(2, "K", "k"), subquestions=rows)
    assert (made["k_r1"].relevant, made["k_r2"].relevant) == ("${q} = 'Y'", "")


def test_conditions_of_old_questionnaires_are_kept_as_text(tmp_path: Path) -> None:
    lines = [{"qid": 2, "cfieldname": "1X2X3", "method": "==", "value": value} for value in ("Y", "N")]
    made = variables(tmp_path, question(1, "Y", "q"), question(2, "Y", "a", relevance=""), conditions=lines)
    assert (made["a"].relevant, made["a"].routing) == ("", "1X2X3 == Y; 1X2X3 == N")


def test_a_real_census(census: Sketch) -> None:
    assert (census.languages, census.title.texts, len(census.groups)) == (("en",), {"en": "Sample Census"}, 7)
    made = {variable.name: variable for variable in census.variables}
    assert len(made) == 30 - 9 + 4
    assert told(made["p1_rel_other"]) == ("text", "p1_rel/other", [])
    assert made["name"].identifier
    assert (made["cohabs"].type, made["age"].type) == (VariableType.INTEGER, VariableType.DECIMAL)


def test_routing_of_a_real_census(census: Sketch) -> None:
    made = {variable.name: variable for variable in census.variables}
    assert made["gender"].relevant == "${name} != ''"
    assert made["p1_age"].relevant == "${cohabs} > 0 and ${p1_name} != ''"
    assert made["p2_sex"].relevant == "${cohabs} > 1 and ${p1_rel} != ''"
    assert made["comment"].relevant.startswith("${cohabs} != '' and if(${p1_rel} != '', 1, 0) + if(")
    assert made["comment"].relevant.endswith(" = ${cohabs}")
    assert not any(variable.routing for variable in census.variables)


def test_rules_of_a_real_census_fit_its_questions(census: Sketch) -> None:
    codebook = Codebook({variable.name: variable for variable in census.variables}, census.groups)
    before: set[str] = set()
    for variable in codebook:
        if variable.relevant:
            parse_rule(variable.relevant, variable.name).check(codebook, variable.name, before)
        before.add(variable.name)
    assert sum(bool(variable.relevant) for variable in codebook) == 24


def test_a_real_file_in_two_languages() -> None:
    found = read_structure(DATA / "survey-one-question-two-languages.lss")
    assert (found.languages, [told(variable) for variable in found.variables]) == (("en", "et"), [("text", "Q1", [])])
    assert found.title.texts == {"en": "test-survey-1"}


def test_an_archive_describes_itself(tmp_path: Path) -> None:
    content = questionnaire([question(1, "Y", "q", question="Is it?", language="en")])
    path = lsa(tmp_path / "x.lsa", content, lsr([], ["id"]))
    assert describes_itself(open_file(path))
    assert [told(variable) for variable in read_structure(path).variables] == [("select_one", "q", ["Y", "N"])]
    assert not lss.recognise(open_file(path))
