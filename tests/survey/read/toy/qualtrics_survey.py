"""The questionnaire of the toy study as Qualtrics keeps it (`.qsf`): a question each, blocks, flow, display logic."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.survey.read.toy.qualtrics import NUMBERED, TEXTUAL, items
from tests.survey.read.toy.questionnaire import PAGES, QUESTIONS, RANK, SEVERAL, Question

Payload = dict[str, Any]
SAID_YES = "q://QID1/SelectableChoice/1"


def choices(texts: Iterable[str]) -> dict[str, Payload]:
    return {str(place): {"Display": text} for place, text in enumerate(texts, start=1)}


def shape(question: Question) -> Payload:
    """Return what kind of question it is, and what can be chosen; a ranking is asked place by place."""
    offered = choices(question.choices.values())
    if question.array:
        rows = [other.row for other in QUESTIONS if other.array == question.array]
        return {**_matrix(rows), "Answers": offered, "AnswerOrder": list(offered)}
    if question.type == RANK:
        return {**_matrix(text for _, text in items(question)), "Answers": offered, "AnswerOrder": list(offered)}
    if question.type in TEXTUAL:
        return {"QuestionType": "TE", "Selector": "SL"}
    if question.exclusive:
        offered[str(question.position(question.exclusive))]["ExclusiveAnswer"] = True
    selector = "MAVR" if question.type == SEVERAL else "SAVR"
    return {
        "QuestionType": "MC",
        "Selector": selector,
        "SubSelector": "TX",
        "Choices": offered,
        "ChoiceOrder": list(offered),
    }


def _matrix(rows: Iterable[str]) -> Payload:
    found = choices(rows)
    kind = {"QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "SingleAnswer"}
    return {**kind, "Choices": found, "ChoiceOrder": list(found)}


def logic() -> Payload:
    """Return the logic that shows a question to those who said yes to the gate."""
    condition = {
        "LogicType": "Question",
        "QuestionID": "QID1",
        "QuestionIsInLoop": "no",
        "ChoiceLocator": SAID_YES,
        "Operator": "Selected",
        "QuestionIDFromLocator": "QID1",
        "LeftOperand": SAID_YES,
        "Type": "Expression",
        "Description": "If Did you buy last year? Yes Is Selected",
    }
    return {"0": {"0": condition, "Type": "If"}, "Type": "BooleanExpression", "inPage": False}


def element(question: Question) -> Payload:
    number = NUMBERED[question.name]
    payload = {
        "QuestionID": f"QID{number}",
        "DataExportTag": f"Q{number}",
        "QuestionText": f"<div>{question.text}</div>",
        "QuestionDescription": question.text,
        "ChoiceDataExportTags": False,
        "Language": [],
        **shape(question),
        **({"DisplayLogic": logic()} if question.relevant else {}),
    }
    return {"SurveyID": "SV_toy", "Element": "SQ", "PrimaryAttribute": f"QID{number}", "Payload": payload}


def write(path: Path) -> None:
    """Write the survey file."""
    asked = {NUMBERED[question.name]: question for question in reversed(QUESTIONS)}
    blocks = [
        {
            "Type": "Default" if page == 1 else "Standard",
            "ID": f"BL_{page}",
            "Description": f"Page {page}",
            "BlockElements": [
                {"Type": "Question", "QuestionID": f"QID{number}"}
                for number in sorted(asked)
                if asked[number].page == page
            ],
        }
        for page in range(1, PAGES + 1)
    ]
    flow = [{"Type": "Standard", "ID": block["ID"], "FlowID": f"FL_{at}"} for at, block in enumerate(blocks, start=2)]
    elements = [
        {"SurveyID": "SV_toy", "Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": blocks},
        {
            "SurveyID": "SV_toy",
            "Element": "FL",
            "PrimaryAttribute": "Survey Flow",
            "Payload": {"Type": "Root", "FlowID": "FL_1", "Flow": flow},
        },
        *(element(asked[number]) for number in sorted(asked)),
    ]
    entry = {"SurveyID": "SV_toy", "SurveyName": "Toy", "SurveyLanguage": "EN"}
    path.write_text(json.dumps({"SurveyEntry": entry, "SurveyElements": elements}), encoding="utf-8")
