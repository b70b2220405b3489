"""Qualtrics survey files: which columns a question has, and whether the rules say what the logic says."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.read import read_export
from survey.read.file import open_file
from survey.rules import parse_rule
from survey.structure import qsf, read_structure
from survey.structure.sketch import Sketch
from tests.survey import qualtrics_survey
from tests.survey.qualtrics_files import write_2016, write_legacy, write_present


def mc(qid: str, selector: str = "SAVR", **more: Any) -> dict[str, Any]:
    choices = {"1": {"Display": "One"}, "2": {"Display": "Two"}, "3": {"Display": "Three"}}
    kind = {"QuestionType": "MC", "Selector": selector, "Choices": choices, "ChoiceOrder": ["1", "2", "3"]}
    return {**kind, **question(qid), **more}


def question(qid: str, **more: Any) -> dict[str, Any]:
    return {"QuestionID": qid, "DataExportTag": qid.replace("QID", "Q"), "QuestionText": f"Text of {qid}", **more}


def selected(locator: str, operator: str = "Selected", **more: Any) -> dict[str, Any]:
    words = f"<span>If</span> <b>{locator[4:]}</b> Is {operator}"
    return {"LogicType": "Question", "LeftOperand": locator, "Operator": operator, "Description": words, **more}


def logic(*conditions: dict[str, Any], **more: Any) -> dict[str, Any]:
    first = {str(place): condition for place, condition in enumerate(conditions)}
    return {"0": {**first, "Type": "If"}, "Type": "BooleanExpression", **more}


def make(folder: Path, *questions: dict[str, Any], blocks: Any = None, flow: Any = None) -> Sketch:
    """Write a survey file with these questions, in one block unless said otherwise, and return its sketch."""
    asked = [{"Type": "Question", "QuestionID": one["QuestionID"]} for one in questions]
    blocks = blocks or [{"ID": "BL_1", "Type": "Default", "Description": "Start", "BlockElements": asked}]
    flow = flow or [{"Type": "Block", "ID": block["ID"]} for block in blocks if block["Type"] != "Trash"]
    content = {
        "SurveyEntry": {"SurveyName": "Buyers", "SurveyLanguage": "NL"},
        "SurveyElements": [
            {"Element": "BL", "Payload": blocks},
            {"Element": "FL", "Payload": {"Type": "Root", "Flow": flow}},
            *({"Element": "SQ", "PrimaryAttribute": one["QuestionID"], "Payload": one} for one in questions),
        ],
    }
    path = folder / "survey.qsf"
    path.write_text(json.dumps(content), encoding="utf-8")
    return qsf.sketch(open_file(path))


def named(sketch: Sketch) -> dict[str, Variable]:
    return {variable.name: variable for variable in sketch.variables}


def relevant(sketch: Sketch) -> dict[str, str]:
    return {variable.name: variable.relevant for variable in sketch.variables}


# A whole survey


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Sketch:
    return read_structure(qualtrics_survey.write(tmp_path_factory.mktemp("fair") / "fair.qsf"))


def told_columns(sketch: Sketch) -> list[str]:
    """Return the columns that a present export has of the questions, those of a set apart."""
    return [
        f"{variable.column}/{choice.codes[0]}" if variable.type is VariableType.SELECT_MULTIPLE else variable.column
        for variable in sketch.variables
        for choice in (variable.choices if variable.type is VariableType.SELECT_MULTIPLE else [Choice("", Label())])
    ]


def test_every_rule_of_a_survey_can_be_asked_where_it_stands(fair: Sketch) -> None:
    book = Codebook(named(fair))
    assert len(book.variables) == len(fair.variables)
    before: list[str] = []
    for variable in fair.variables:
        assert not (variable.relevant and variable.routing)
        assert variable.group in fair.groups
        if variable.relevant:
            parse_rule(variable.relevant, variable.name).check(book, variable.name, before)
        before.append(variable.name)


@pytest.mark.parametrize("write", [write_present, write_2016])
def test_columns_of_a_survey_are_those_of_its_export(fair: Sketch, write: Any, tmp_path: Path) -> None:
    export = read_export(write(tmp_path / "fair.csv"))
    questions = [column for column in export.cells if column not in {*export.platform, "source"}]
    loop, once = ["1_stop", "2_stop"], ["stop"]  # a question of a loop is sketched once
    told = told_columns(fair)
    assert (questions[-2:], told[-1:]) == (loop, once)
    assert questions[:-2] == told[:-1]


def test_boxes_of_a_legacy_export_are_codes_of_its_survey(fair: Sketch, tmp_path: Path) -> None:
    export = read_export(write_legacy(tmp_path / "fair.csv"))
    (fruit,) = (variable for variable in fair.variables if variable.name == "fruit")
    for choice in fruit.choices:
        (column,) = (f"fruit/{code}" for code in choice.codes if f"fruit/{code}" in export.cells)
        assert export.labels[column] == choice.label.text("nl")


@pytest.mark.parametrize("write", [write_present, write_2016, write_legacy])
def test_cells_of_an_export_are_codes_of_its_survey(fair: Sketch, write: Any, tmp_path: Path) -> None:
    for texts in (False, True):
        export = read_export(write(tmp_path / "fair.csv", texts))
        single = [v for v in fair.variables if v.type is VariableType.SELECT_ONE and v.column in export.cells]
        strange = {
            (variable.name, cell)
            for variable in single
            for cell in export.cells[variable.column].astype(str)
            if cell not in {"", "-99", *(code for choice in variable.choices for code in choice.codes)}
        }
        assert (len(single), strange) == (11, set())


def test_kinds_of_a_survey(fair: Sketch) -> None:
    integer = [variable.name for variable in fair.variables if variable.type is VariableType.INTEGER]
    assert integer == ["rank_1", "rank_2", "score_1", "score_2", "age"]
    assert named(fair)["age"].constraint == ". >= 10 and . <= 110"
    names = set(named(fair))
    assert not {"thrown_away", "unused", "timer", "meta", "thanks"} & names
    assert {"snack_2_TEXT", "seen_2_TEXT", "stall_2_2", "ticket_2"} <= names
    assert [choice.name for choice in named(fair)["again"].choices] == [str(number) for number in range(11)]
    assert [choice.name for choice in named(fair)["stall_2_1"].choices] == ["-1", "0"]


def test_a_skip_hides_the_rest_of_its_block(fair: Sketch, tmp_path: Path) -> None:
    rules = relevant(fair)
    assert rules["way"] == rules["rank_1"] == ""
    assert rules["fruit"] == rules["seen_1"] == "(${way} = '' or ${way} != '4')"
    export = read_export(write_present(tmp_path / "fair.csv"))
    skipped = export.cells[export.cells["way"] == "4"]
    hidden = [name for name in told_columns(fair) if name.startswith(("fruit", "snack", "ride", "cost", "stall"))]
    assert (len(skipped), len(hidden)) == (1, 20)
    assert (skipped[hidden] == "").all(axis=None)


def test_branch_display_logic_and_what_no_rule_says(fair: Sketch) -> None:
    rules = relevant(fair)
    assert rules["ticket"] == "${way} = '1' or ${way} = '2'"
    assert rules["ticket_2"] == "(${way} = '1' or ${way} = '2') and (${ticket} = '' or ${ticket} != '2')"
    assert rules["tip"] == "(${way} = '1' or selected(${fruit}, '11')) and ${age} > 17"
    assert rules["snack_2_TEXT"] == "(${way} = '' or ${way} != '4') and selected(${snack}, '2')"
    routing = {variable.name: variable.routing for variable in fair.variables if variable.routing}
    assert routing == {"screen": "If Mobile Is Used"}


def test_pages_languages_and_wording_of_a_survey(fair: Sketch) -> None:
    assert (fair.languages, fair.title.texts) == (("nl", "fr"), {"nl": "Kermis"})
    assert [named(fair)[name].page for name in ("way", "snack", "ride_1", "rank_1", "why", "tip")] == [1, 1, 2, 3, 4, 6]
    assert named(fair)["way"].label.texts == {"nl": "Hoe kwam u?", "fr": "Comment êtes-vous venu ?"}
    assert named(fair)["way"].choices[0].codes == ("1", "Trein", "En train", "rail")
    assert named(fair)["tip"].label.text("nl") == "Uw tip voor de …?"


def test_a_choice_of_none_excludes_the_others_and_is_carried_along(fair: Sketch) -> None:
    for name in ("fruit", "where"):
        choices = named(fair)[name].choices
        assert [choice.exclusive for choice in choices] == [False, False, False, True]
    assert [choice.name for choice in named(fair)["where"].choices] == ["x1", "x4", "x2", "x3"]


# Questions


def test_choices_have_value_wording_and_variable_name(tmp_path: Path) -> None:
    recoded = mc("QID1", RecodeValues={"1": 10, "2": "-1", "3": "3"}, VariableNaming={"1": "first"})
    recoded["ChoiceOrder"] = [3, 1, 2]
    (variable,) = make(tmp_path, recoded).variables
    assert [(choice.name, choice.codes) for choice in variable.choices] == [
        ("3", ("3", "Three")),
        ("10", ("10", "One", "first")),
        ("-1", ("-1", "Two")),
    ]


def test_a_wording_that_is_another_choices_value_is_no_code(tmp_path: Path) -> None:
    choices = {"1": {"Display": "0"}, "2": {"Display": "1"}, "3": {"Display": "Many"}}
    (variable,) = make(tmp_path, mc("QID1", Choices=choices)).variables
    assert [choice.codes for choice in variable.choices] == [("1", "0"), ("2",), ("3", "Many")]


def test_choices_with_one_value_are_one_category(tmp_path: Path) -> None:
    (variable, follow) = make(
        tmp_path,
        mc("QID1", RecodeValues={"1": "1", "2": "1", "3": "2"}),
        mc("QID2", DisplayLogic=logic(selected("q://QID1/SelectableChoice/1"))),
    ).variables
    assert [(choice.name, choice.label.text("nl")) for choice in variable.choices] == [
        ("1", "One / Two"),
        ("2", "Three"),
    ]
    assert (follow.relevant, follow.routing) == ("", "If QID1/SelectableChoice/1 Is Selected")


@pytest.mark.parametrize("selector", ["MAVR", "MAHR", "MACOL", "MSB"])
def test_boxes_are_known_by_value_and_by_id(tmp_path: Path, selector: str) -> None:
    (variable,) = make(tmp_path, mc("QID4", selector, RecodeValues={"1": "10", "2": "11", "3": "12"})).variables
    assert (variable.type, variable.column) == (VariableType.SELECT_MULTIPLE, "Q4")
    assert [choice.codes for choice in variable.choices] == [
        ("10", "One", "1"),
        ("11", "Two", "2"),
        ("12", "Three", "3"),
    ]


@pytest.mark.parametrize("selector", ["SAVR", "SAHR", "SACOL", "DL", "SB", "NPS"])
def test_single_selectors(tmp_path: Path, selector: str) -> None:
    assert make(tmp_path, mc("QID4", selector)).variables[0].type is VariableType.SELECT_ONE


def test_other_has_a_text_of_its_own_for_those_who_chose_it(tmp_path: Path) -> None:
    choices = {"1": {"Display": "A"}, "7": {"Display": "Other", "TextEntry": "true"}}
    variables = named(make(tmp_path, mc("QID4", "MAVR", Choices=choices, RecodeValues={"1": "1", "7": "97"})))
    text = variables["Q4_97_TEXT"]
    assert (text.type, text.column, text.sensitive, text.identifier) == (VariableType.TEXT, "Q4_97_TEXT", True, False)
    assert text.relevant == "selected(${Q4}, '97')"
    assert text.label.text("nl") == "Text of QID4 – Other"


def test_absences_and_exclusive_choices_are_marked(tmp_path: Path) -> None:
    choices = {
        "1": {"Display": "Geen van deze", "ExclusiveAnswer": True},
        "2": {"Display": "Weet&nbsp;niet", "ExclusiveAnswer": True},
        "3": {"Display": "Weet niet wie dat is"},
    }
    (variable,) = make(tmp_path, mc("QID4", "MAVR", Choices=choices)).variables
    assert [choice.reason for choice in variable.choices] == [None, Reason.DONT_KNOW, None]
    assert [choice.exclusive for choice in variable.choices] == [True, True, False]


def matrix(selector: str = "Likert", sub: str = "SingleAnswer", **more: Any) -> dict[str, Any]:
    answers = {"1": {"Display": "Yes"}, "2": {"Display": "No"}}
    rows = {"1": {"Display": "Cannabis"}, "2": {"Display": "MDMA"}}
    kind = {"QuestionType": "Matrix", "Selector": selector, "SubSelector": sub, "Choices": rows, "Answers": answers}
    return {**question("QID5"), **kind, "ChoiceOrder": [2, 1], "AnswerOrder": ["1", "2"], **more}


def test_a_matrix_with_single_answers_is_a_question_for_each_row(tmp_path: Path) -> None:
    variables = make(tmp_path, matrix(RecodeValues={"1": "1", "2": "0"})).variables
    assert [(one.name, one.column, one.type.value) for one in variables] == [
        ("Q5_2", "Q5/2", "select_one"),
        ("Q5_1", "Q5/1", "select_one"),
    ]
    assert variables[1].label.text("nl") == "Text of QID5 – Cannabis"
    assert [choice.name for choice in variables[0].choices] == ["1", "0"]


def test_a_matrix_with_several_answers_is_a_set_for_each_row(tmp_path: Path) -> None:
    variables = make(tmp_path, matrix(sub="MultipleAnswer")).variables
    assert [(one.column, one.type.value) for one in variables] == [
        ("Q5_2", "select_multiple"),
        ("Q5_1", "select_multiple"),
    ]


def test_rows_with_tags_of_their_own(tmp_path: Path) -> None:
    variables = make(tmp_path, matrix(ChoiceDataExportTags={"1": "canna", "2": "xtc"})).variables
    assert [one.column for one in variables] == ["xtc", "canna"]
    variables = make(tmp_path, matrix(ChoiceDataExportTags={"1": "Q5_1", "2": "Q5_2"})).variables
    assert [one.column for one in variables] == ["Q5/2", "Q5/1"]


@pytest.mark.parametrize(("selector", "type_"), [("TE", "text"), ("CS", "decimal"), ("RO", "integer")])
def test_a_matrix_of_fields_is_a_question_for_each_cell(tmp_path: Path, selector: str, type_: str) -> None:
    variables = make(tmp_path, matrix(selector, "Short")).variables
    assert [(one.column, one.type.value) for one in variables] == [
        (column, type_) for column in ("Q5_2/1", "Q5_2/2", "Q5_1/1", "Q5_1/2")
    ]


@pytest.mark.parametrize(
    ("settings_", "type_", "constraint", "identifier"),
    [
        ({"Type": "None"}, "text", "", False),
        ({"Type": "ContentType", "ContentType": "ValidNumber"}, "decimal", "", False),
        (
            {
                "Type": "ContentType",
                "ContentType": "ValidNumber",
                "ValidNumber": {"Min": "18", "Max": "99", "NumDecimals": "0"},
            },
            "integer",
            ". >= 18 and . <= 99",
            False,
        ),
        ({"Type": "ContentType", "ContentType": "ValidEmail"}, "text", "", True),
    ],
)
def test_text_entry_by_its_validation(
    tmp_path: Path, settings_: dict[str, Any], type_: str, constraint: str, identifier: bool
) -> None:
    entry = question("QID7", QuestionType="TE", Selector="SL", Validation={"Settings": settings_})
    (variable,) = make(tmp_path, entry).variables
    assert (variable.type.value, variable.constraint, variable.identifier) == (type_, constraint, identifier)


@pytest.mark.parametrize(
    ("kind", "selector", "type_"),
    [("TE", "FORM", "text"), ("Slider", "HSLIDER", "decimal"), ("RO", "DND", "integer"), ("CS", "VRTL", "decimal")],
)
def test_questions_with_several_fields(tmp_path: Path, kind: str, selector: str, type_: str) -> None:
    choices = {"1": {"Display": "A"}, "4": {"Display": "B"}}
    variables = make(tmp_path, question("QID8", QuestionType=kind, Selector=selector, Choices=choices)).variables
    assert [(one.column, one.type.value) for one in variables] == [("Q8/1", type_), ("Q8/4", type_)]


@pytest.mark.parametrize("kind", ["DB", "Timing", "Meta", "PGR", "Captcha", ""])
def test_what_holds_no_answers_is_left_out(tmp_path: Path, kind: str) -> None:
    sketch = make(tmp_path, question("QID1", QuestionType=kind, Selector="TB"), mc("QID2"))
    assert [variable.name for variable in sketch.variables] == ["Q2"]


def test_columns_side_by_side_are_questions_of_their_own(tmp_path: Path) -> None:
    part = {"QuestionType": "Matrix", "Selector": "Likert", "Answers": {"1": {"Display": "Yes"}}}
    parts = {
        "1": {**part, "SubSelector": "SingleAnswer", "DataExportTag": "Q9#1", "QuestionText": "Ever"},
        "2": {**part, "SubSelector": "MultipleAnswer", "DataExportTag": "Q9#2", "QuestionText": "Where"},
    }
    rows = {"1": {"Display": "Kiwi"}, "2": {"Display": "Fig"}}
    table = question("QID9", QuestionType="SBS", Selector="SBSMatrix", Choices=rows, AdditionalQuestions=parts)
    variables = make(tmp_path, table).variables
    assert [(one.column, one.type.value) for one in variables] == [
        ("Q9#1/1", "select_one"),
        ("Q9#1/2", "select_one"),
        ("Q9#2_1", "select_multiple"),
        ("Q9#2_2", "select_multiple"),
    ]
    assert variables[0].label.text("nl") == "Text of QID9 – Ever – Kiwi"


def test_carried_choices_come_from_the_other_question(tmp_path: Path) -> None:
    own = {"4": {"Display": "Four"}}
    dynamic = {"Locator": "q://QID1/ChoiceGroup/SelectedChoices", "DynamicType": "ChoiceGroup"}
    second = mc("QID2", Choices=own, ChoiceOrder=["4"], DynamicChoices=dynamic)
    _, variable = make(tmp_path, mc("QID1", "MAVR"), second).variables
    assert [choice.name for choice in variable.choices] == ["x1", "x2", "x3", "4"]


def test_names_are_legal_and_unique_and_columns_are_those_of_the_reader(tmp_path: Path) -> None:
    tags = ["1 drug?", "1_drug_", "Q2", "Q2"]
    asked = [{**mc(f"QID{number}"), "DataExportTag": tag} for number, tag in enumerate(tags)]
    variables = make(tmp_path, *asked).variables
    assert [one.name for one in variables] == ["_1_drug_", "_1_drug__2", "Q2", "Q2_2"]
    assert [one.column for one in variables] == ["1 drug?", "1_drug_", "Q2", "Q2#2"]


def test_a_tag_given_to_two_sets_is_numbered_before_the_slash(tmp_path: Path) -> None:
    first = matrix(ChoiceDataExportTags=False)
    second, third = ({**first, "QuestionID": qid} for qid in ("QID6", "QID7"))
    assert [one.column for one in make(tmp_path, first, second, third).variables] == [
        *("Q5/2", "Q5/1", "Q5#2/2", "Q5#2/1", "Q5#3/2", "Q5#3/1")
    ]


@pytest.mark.parametrize("as_list", [False, True])
def test_containers_are_dicts_or_lists(tmp_path: Path, as_list: bool) -> None:
    displays = [{"Display": "Zero"}, {"Display": "One"}]
    choices = displays if as_list else dict(enumerate(displays))
    (variable,) = make(tmp_path, mc("QID1", Choices=choices, ChoiceOrder=[1, 0], RecodeValues=[])).variables
    assert [(choice.name, choice.label.text("nl")) for choice in variable.choices] == [("1", "One"), ("0", "Zero")]


def test_wording_is_plain_and_in_each_language(tmp_path: Path) -> None:
    french = {"QuestionText": "<p>Quel &acirc;ge&nbsp;?</p>", "Choices": {"1": {"Display": "Un"}}}
    markup = "<style>p {}</style><div>Hoe oud<br>was ${q://QID1/ChoiceGroup/SelectedChoices}?</div>"
    sketch = make(tmp_path, mc("QID1", QuestionText=markup, Language={"FR": french, "EN-GB": {"QuestionText": "Age?"}}))
    (variable,) = sketch.variables
    assert variable.label.texts == {"nl": "Hoe oud was …?", "fr": "Quel âge ?", "en": "Age?"}
    assert variable.choices[0].label.texts == {"nl": "One", "fr": "Un"}
    assert "Un" in variable.choices[0].codes
    assert (sketch.languages, sketch.title.texts) == (("nl", "fr", "en"), {"nl": "Buyers"})


# Flow


def block(id_: str, *elements: Any, kind: str = "Standard") -> dict[str, Any]:
    made = [{"Type": "Question", "QuestionID": one} if isinstance(one, str) else one for one in elements]
    return {"ID": id_, "Type": kind, "Description": f"Block {id_}", "BlockElements": made}


def branch(*steps: Any, when: Any) -> dict[str, Any]:
    return {"Type": "Branch", "BranchLogic": when, "Flow": list(steps)}


TO_B, TO_A = ({"Type": "Standard", "ID": "BL_B"}, {"Type": "Block", "ID": "BL_A"})


def test_pages_follow_the_flow_and_its_page_breaks(tmp_path: Path) -> None:
    blocks = [
        block("BL_B", "QID3"),
        block("BL_A", "QID1", {"Type": "Page Break"}, "QID2", kind="Default"),
        block("BL_T", "QID4", kind="Trash"),
        block("BL_unused", "QID5"),
    ]
    sketch = make(tmp_path, *(mc(f"QID{n}") for n in range(1, 6)), blocks=blocks, flow=[TO_A, TO_B])
    assert [(one.name, one.page, one.group) for one in sketch.variables] == [
        ("Q1", 1, "page_1"),
        ("Q2", 2, "page_2"),
        ("Q3", 3, "page_3"),
    ]
    assert [label.text("nl") for label in sketch.groups.values()] == ["Block BL_A", "Block BL_A", "Block BL_B"]


def test_blocks_may_be_a_dict_and_the_flow_may_be_missing(tmp_path: Path) -> None:
    blocks = {"1": block("BL_A", "QID1"), "2": block("BL_B", "QID2")}
    path = tmp_path / "survey.qsf"
    elements = [{"Element": "BL", "Payload": blocks}, *({"Element": "SQ", "Payload": mc(f"QID{n}")} for n in (1, 2))]
    path.write_text(json.dumps({"SurveyEntry": {}, "SurveyElements": elements}), encoding="utf-8")
    assert [one.name for one in qsf.sketch(open_file(path)).variables] == ["Q1", "Q2"]


def test_a_branch_and_display_logic_are_anded(tmp_path: Path) -> None:
    blocks = [block("BL_A", "QID1", kind="Default"), block("BL_B", "QID2", "QID3")]
    flow = [TO_A, branch(TO_B, when=logic(selected("q://QID1/SelectableChoice/2")))]
    display = logic(selected("q://QID2/SelectableChoice/1"), selected("q://QID2/SelectableChoice/3", Conjuction="Or"))
    sketch = make(tmp_path, mc("QID1"), mc("QID2"), mc("QID3", DisplayLogic=display), blocks=blocks, flow=flow)
    assert relevant(sketch) == {
        "Q1": "",
        "Q2": "${Q1} = '2'",
        "Q3": "${Q1} = '2' and (${Q2} = '1' or ${Q2} = '3')",
    }


def test_a_branch_that_ends_the_survey_hides_what_comes_after(tmp_path: Path) -> None:
    blocks = [block("BL_A", "QID1", kind="Default"), block("BL_B", "QID2")]
    flow = [TO_A, branch({"Type": "EndSurvey"}, when=logic(selected("q://QID1/SelectableChoice/2"))), TO_B]
    assert relevant(make(tmp_path, mc("QID1"), mc("QID2"), blocks=blocks, flow=flow)) == {
        "Q1": "",
        "Q2": "(${Q1} = '' or ${Q1} != '2')",
    }


def test_skips_lead_to_a_question_the_end_of_the_block_or_of_the_survey(tmp_path: Path) -> None:
    def skip(choice: str, to: str) -> dict[str, Any]:
        return {"Locator": f"q://QID1/SelectableChoice/{choice}", "Condition": "Selected", "SkipToDestination": to}

    first: dict[str, Any] = {"Type": "Question", "QuestionID": "QID1"}
    first["SkipLogic"] = [skip("1", "QID3"), skip("2", "ENDOFBLOCK"), skip("3", "ENDOFSURVEY")]
    blocks = [block("BL_A", first, "QID2", "QID3", kind="Default"), block("BL_B", "QID4")]
    rules = relevant(make(tmp_path, *(mc(f"QID{n}") for n in range(1, 5)), blocks=blocks, flow=[TO_A, TO_B]))
    not_1, not_2, not_3 = (f"(${{Q1}} = '' or ${{Q1}} != '{choice}')" for choice in "123")
    assert rules == {"Q1": "", "Q2": f"{not_3} and {not_1} and {not_2}", "Q3": f"{not_3} and {not_2}", "Q4": not_3}


def test_a_randomizer_that_leaves_out_says_so(tmp_path: Path) -> None:
    blocks = [block("BL_A", "QID1", kind="Default"), block("BL_B", "QID2")]
    some = {"Type": "BlockRandomizer", "SubSet": 1, "Flow": [TO_A, TO_B]}
    assert {one.routing for one in make(tmp_path, mc("QID1"), mc("QID2"), blocks=blocks, flow=[some]).variables} == {
        "shown to some, at random"
    }
    every = {**some, "SubSet": 2}
    assert {one.routing for one in make(tmp_path, mc("QID1"), mc("QID2"), blocks=blocks, flow=[every]).variables} == {
        ""
    }


def test_a_block_that_stands_twice_is_shown_for_either_reason(tmp_path: Path) -> None:
    blocks = [block("BL_A", "QID1", kind="Default"), block("BL_B", "QID2")]
    ways = [branch(TO_B, when=logic(selected(f"q://QID1/SelectableChoice/{choice}"))) for choice in "12"]
    sketch = make(tmp_path, mc("QID1"), mc("QID2"), blocks=blocks, flow=[TO_A, *ways])
    assert relevant(sketch) == {"Q1": "", "Q2": "${Q1} = '1' or ${Q1} = '2'"}


# Logic


def asked_when(folder: Path, *conditions: dict[str, Any], **more: Any) -> Variable:
    """Return a question with this display logic, after one of each kind."""
    number = {"Settings": {"Type": "ContentType", "ContentType": "ValidNumber"}}
    gates = [
        mc("QID1"),
        mc("QID2", "MAVR"),
        matrix(),
        question("QID6", QuestionType="TE", Selector="SL", Validation=number),
        question("QID7", QuestionType="TE", Selector="ML"),
        mc("QID8", Choices={"1": {"Display": "Yes"}, "2": {"Display": "Don't know"}}),
        mc("QID9", DisplayLogic=logic(selected("q://QID1/SelectableChoice/1"))),
    ]
    return make(folder, *gates, mc("QID20", DisplayLogic=logic(*conditions, **more))).variables[-1]


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        (selected("q://QID1/SelectableChoice/2"), "${Q1} = '2'"),
        (selected("q://QID1/SelectableChoice/2", "NotSelected"), "(${Q1} = '' or ${Q1} != '2')"),
        (selected("q://QID2/SelectableChoice/2"), "selected(${Q2}, '2')"),
        (selected("q://QID2/SelectableChoice/2", "NotSelected"), "(${Q2} = '' or not(selected(${Q2}, '2')))"),
        (selected("q://QID5/SelectableChoice/1/2"), "${Q5_1} = '2'"),
        (selected("q://QID5/SelectableAnswer/2"), "${Q5_2} = '2' or ${Q5_1} = '2'"),
        (selected("q://QID6/ChoiceTextEntryValue", "GreaterThan", RightOperand="17"), "${Q6} > 17"),
        (selected("q://QID6/ChoiceTextEntryValue", "LessThanOrEqual", RightOperand="2.5"), "${Q6} <= 2.5"),
        (selected("q://QID7/ChoiceTextEntryValue", "Empty"), "${Q7} = ''"),
        (selected("q://QID7/ChoiceTextEntryValue", "NotEmpty"), "${Q7} != ''"),
        (
            selected("q://QID2/SelectedChoicesCount", "GreaterThanOrEqual", RightOperand="2"),
            "count-selected(${Q2}) >= 2",
        ),
        (
            selected("q://QID2/SelectedChoicesCount", "LessThan", RightOperand="2"),
            "(${Q2} = '' or count-selected(${Q2}) < 2)",
        ),
        (selected("q://QID9/ChoiceDisplayed/1", "Displayed"), "${Q1} = '1'"),
        (selected("q://QID9/ChoiceDisplayed/1", "NotDisplayed"), "(${Q1} = '' or ${Q1} != '1')"),
        (selected("q://QID1/ChoiceDisplayed/1", "Displayed"), ""),
    ],
)
def test_conditions_as_rules(tmp_path: Path, condition: dict[str, Any], rule: str) -> None:
    variable = asked_when(tmp_path, condition)
    assert (variable.relevant, variable.routing) == (rule, "")


@pytest.mark.parametrize(
    "condition",
    [
        selected("q://QID8/SelectableChoice/2"),
        selected("q://QID7/ChoiceTextEntryValue", "EqualTo", RightOperand="x"),
        selected("q://QID7/ChoiceTextEntryValue", "Contains", RightOperand="x"),
        selected("q://QID6/ChoiceTextEntryValue", "GreaterThan", RightOperand="${e://Field/limit}"),
        selected("q://QID1/SelectableChoice/2", QuestionIsInLoop="yes"),
        selected("q://QID99/SelectableChoice/2"),
        selected("q://QID1/SelectableChoice/99"),
        selected("group", LogicType="EmbeddedField"),
        selected("mobile", "Is", LogicType="DeviceType"),
    ],
)
def test_what_cannot_be_said_keeps_the_platforms_words(tmp_path: Path, condition: dict[str, Any]) -> None:
    variable = asked_when(tmp_path, condition, selected("q://QID1/SelectableChoice/1", Conjuction="And"))
    assert variable.relevant == ""
    assert variable.routing.startswith("If ")
    assert variable.routing.endswith("If QID1/SelectableChoice/1 Is Selected")
    assert "<" not in variable.routing


def test_and_mixed_with_or_in_one_set_is_not_guessed(tmp_path: Path) -> None:
    conditions = [selected(f"q://QID1/SelectableChoice/{choice}") for choice in "123"]
    variable = asked_when(
        tmp_path, conditions[0], {**conditions[1], "Conjuction": "And"}, {**conditions[2], "Conjuction": "Or"}
    )
    assert variable.relevant == ""
    assert variable.routing.count("If ") == 3


def test_sets_of_conditions_are_bracketed(tmp_path: Path) -> None:
    first = [selected("q://QID1/SelectableChoice/1"), selected("q://QID2/SelectableChoice/1", Conjuction="Or")]
    second = {"0": selected("q://QID2/SelectableChoice/3"), "Type": "AndIf"}
    rule = asked_when(tmp_path, *first, **{"1": second}).relevant
    assert rule == "(${Q1} = '1' or selected(${Q2}, '1')) and selected(${Q2}, '3')"


@dataclass(frozen=True)
class People:
    """Answers of people to a single question `Q1` and a set `Q2`."""

    codebook: Codebook
    frame: pd.DataFrame

    @property
    def index(self) -> pd.Index:
        return self.frame.index

    def column(self, name: str) -> pd.Series:
        return self.frame[name]


SOMEBODY = st.tuples(st.sampled_from([None, "1", "2", "3"]), st.none() | st.sets(st.sampled_from("123"), min_size=1))
LEAF = st.tuples(
    st.sampled_from(["QID1", "QID2"]), st.sampled_from("123"), st.sampled_from(["Selected", "NotSelected"])
)
SETS = st.lists(
    st.tuples(st.sampled_from(["And", "Or"]), st.lists(LEAF, min_size=1, max_size=3)), min_size=1, max_size=3
)


@settings(max_examples=150, deadline=None)
@given(sets=SETS, between=st.sampled_from(["AndIf", "OrIf"]), people=st.lists(SOMEBODY, min_size=1, max_size=6))
def test_a_rule_holds_for_exactly_those_to_whom_the_platform_shows_the_question(
    tmp_path_factory: pytest.TempPathFactory, sets: Any, between: str, people: Any
) -> None:
    """Independent count: the platform's two-valued logic, in which an unanswered question has nothing selected."""

    def holds(leaf: tuple[str, str, str], person: Any) -> bool:
        single, several = person
        chosen = (single,) if leaf[0] == "QID1" else several or ()
        return (leaf[1] in chosen) is (leaf[2] == "Selected")

    def expected(person: Any) -> bool:
        parts = [(any if word == "Or" else all)(holds(leaf, person) for leaf in leaves) for word, leaves in sets]
        return (any if between == "OrIf" else all)(parts)

    def written(word: str, leaves: Any) -> dict[str, Any]:
        found = [selected(f"q://{qid}/SelectableChoice/{choice}", operator) for qid, choice, operator in leaves]
        return {str(place): {**one, "Conjuction": word} for place, one in enumerate(found)}

    display = {str(n): {**written(*one), "Type": between if n else "If"} for n, one in enumerate(sets)}
    folder = tmp_path_factory.mktemp("qsf")
    sketch = make(
        folder, mc("QID1"), mc("QID2", "MAVR"), mc("QID3", DisplayLogic={**display, "Type": "BooleanExpression"})
    )
    frame = pd.DataFrame(
        {
            "Q1": pd.Series([single for single, _ in people], dtype="string"),
            **{
                f"Q2/{box}": pd.Series([None if several is None else box in several for _, several in people]).astype(
                    "boolean"
                )
                for box in "123"
            },
        }
    )
    answers = People(Codebook(named(sketch)), frame)
    rule = parse_rule(sketch.variables[-1].relevant, "Q3")
    rule.check(answers.codebook, "Q3", ["Q1", "Q2"])
    assert rule.evaluate(answers).fillna(False).tolist() == [expected(person) for person in people]


# Files


@pytest.mark.parametrize(
    "text", ['{"SurveyEntry": {', '{"SurveyEntry": {}}', '{"SurveyEntry": {}, "SurveyElements": []}']
)
def test_damaged_files_are_refused_in_plain_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "survey.qsf"
    path.write_text(text, encoding="utf-8")
    file = open_file(path)
    assert qsf.recognise(file)
    with pytest.raises(StudyError, match="survey file"):
        qsf.sketch(file)


@pytest.mark.parametrize("text", ['{"a": 1}', "StartDate,EndDate\n1,2\n", "<?xml version='1.0'?><a/>"])
def test_other_files_are_not_recognised(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other"
    path.write_text(text, encoding="utf-8")
    assert not qsf.recognise(open_file(path))
