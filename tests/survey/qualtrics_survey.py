"""The survey file (.qsf) of the invented fair in `qualtrics_files`, made by us in the layout that Qualtrics writes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Payload = dict[str, Any]


def choices(*wordings: str, **more: Payload) -> Payload:
    """Return choices by their ids; `more` is what a choice has besides its wording, by `_` and its id."""
    found = {str(place): {"Display": text} for place, text in enumerate(wordings, start=1)}
    return {key: {**choice, **more.get(f"_{key}", {})} for key, choice in found.items()}


def question(number: int, tag: str, text: str, kind: str, selector: str, **more: Any) -> Payload:
    qid = f"QID{number}"
    first = {"QuestionID": qid, "DataExportTag": tag, "QuestionText": text, "QuestionType": kind, "Selector": selector}
    return {
        **first,
        "ChoiceDataExportTags": False,
        "Validation": {"Settings": {"Type": "None"}},
        "Language": [],
        **more,
    }


def matrix(number: int, tag: str, text: str, rows: Any, answers: Any, **more: Any) -> Payload:
    more = {"SubSelector": "SingleAnswer", **more}
    selector = more.pop("selector", "Likert")
    order = {"ChoiceOrder": list(rows), "AnswerOrder": list(answers)}
    return question(number, tag, text, "Matrix", selector, Choices=rows, Answers=answers, **{**order, **more})


def asks(locator: str, operator: str = "Selected", join: str = "", **more: Any) -> Payload:
    about = locator.removeprefix("q://")
    words = f'<span class="ConjDesc">{join or "If"}</span> {about} Is {operator}'
    first = {"LogicType": "Question", "LeftOperand": locator, "Operator": operator, "QuestionIsInLoop": "no"}
    return {**first, "Description": words, **({"Conjuction": join} if join else {}), **more}


def logic(*sets: Mapping[str, Any]) -> Payload:
    return {**{str(place): one for place, one in enumerate(sets)}, "Type": "BooleanExpression", "inPage": False}


def together(type_: str, *conditions: Payload) -> Payload:
    return {**{str(place): one for place, one in enumerate(conditions)}, "Type": type_}


BY_TRAIN, BY_BUS, CHERRY = "q://QID1/SelectableChoice/1", "q://QID1/SelectableChoice/2", "q://QID2/SelectableChoice/4"
ADULT = asks("q://QID10/ChoiceTextEntryValue", "GreaterThan", RightOperand="17")
NUMBER = {"Type": "ContentType", "ContentType": "ValidNumber", "ValidNumber": {"Min": 10, "Max": 110, "NumDecimals": 0}}
FRENCH = {"QuestionText": "Comment &ecirc;tes-vous venu&nbsp;?", "Choices": {"1": {"Display": "En train"}}}
ROWS, YES_NO = choices("Molen", "Botsauto"), choices("Ja", "Nee")
DRINKS = {"Answers": choices("Koffie", "Thee"), "RecodeValues": {"1": "-1", "2": 0}}
BESIDE = (
    question(7, "stall#1", "Bezocht", "Matrix", "Likert", SubSelector="SingleAnswer", Answers=YES_NO),
    question(7, "stall#2", "Gedronken", "Matrix", "Likert", SubSelector="MultipleAnswer", **DRINKS),
)

QUESTIONS = (
    question(
        *(1, "way", "<p>Hoe kwam u?</p>", "MC", "SAVR"),
        Choices=choices("Trein", "Bus", "Te voet", "Ik was er niet"),
        ChoiceOrder=[1, 2, "3", 4],
        VariableNaming={"1": "rail"},
        Language={"FR": FRENCH},
    ),
    question(
        *(2, "fruit", "Welk fruit kocht u op de kermis?<br>Meer dan &eacute;&eacute;n antwoord mag.", "MC", "MAVR"),
        Choices=choices("Appel", "Peer", "Geen van deze", "Kers, zoet - of zuur", _3={"ExclusiveAnswer": True}),
        ChoiceOrder=["1", 4, 2, "3"],
        RecodeValues={"1": 10, "4": "11", "2": "12", "3": 13},
    ),
    question(
        *(3, "snack", "Welke snack at u?", "MC", "MAHR"),
        Choices=choices("Wafel", "Iets anders", "Friet", _2={"TextEntry": "true"}),
        ChoiceOrder=[1, 2, 3],
        RecodeValues=[],
    ),
    matrix(4, "ride", "Hoe vond u deze attracties?", ROWS, choices("Leuk", "Saai")),
    matrix(
        *(5, "cost", "Wat kostte het?", ROWS, choices("Kind", "Gezin")),
        selector="TE",
        SubSelector="Short",
        ChoiceDataExportTags={"1": "cost_1", "2": "cost_2"},
    ),
    matrix(
        *(6, "crowd", "Hoe druk was het?", choices("Ochtend", "Avond"), choices("Rustig", "Druk")),
        ChoiceDataExportTags={"1": "morning", "2": "evening"},
    ),
    question(
        *(7, "stall", "Kramen", "SBS", "SBSMatrix"),
        Choices=choices("Links", "Rechts"),
        ChoiceOrder=["1", "2"],
        AdditionalQuestions={"1": BESIDE[0], "2": BESIDE[1]},
    ),
    matrix(
        *(23, "seen", "Wat zag u, en wanneer?", choices("Muziek", "Iets anders", _2={"TextEntry": "on"})),
        choices("Zaterdag", "Zondag"),
        SubSelector="MultipleAnswer",
    ),
    question(8, "rank", "Zet in volgorde", "RO", "DND", Choices=ROWS, ChoiceOrder=[1, 2]),
    question(
        *(9, "score", "Hoeveel punten?", "Slider", "HSLIDER"),
        Choices=choices("Muziek", "Eten"),
        ChoiceOrder=[1, 2],
        Configuration={"NumDecimals": "0"},
    ),
    question(10, "age", "Hoe oud bent u?", "TE", "SL", Validation={"Settings": NUMBER}),
    question(11, "why", "Waarom kwam u?", "TE", "ML"),
    question(12, "again", "Komt u terug?", "MC", "NPS", Choices=[{"Display": str(n)} for n in range(11)]),
    question(13, "timer", "Timer", "Timing", "PageTimer"),
    question(14, "meta", "Browser", "Meta", "Browser"),
    question(15, "thanks", "<b>Bijna klaar.</b>", "DB", "TB"),
    question(16, "ticket", "Had u een kaartje?", "MC", "SAVR", Choices=YES_NO, ChoiceOrder=[1, 2]),
    question(
        *(17, "ticket", "Waar kocht u het?", "MC", "DL"),
        Choices=choices("Loket", "Online"),
        ChoiceOrder=[1, 2],
        DisplayLogic=logic(together("If", asks("q://QID16/SelectableChoice/2", "NotSelected"))),
    ),
    question(
        *(18, "where", "Wat van dit fruit kocht u bij een kraam?", "MC", "MACOL"),
        Choices=[],
        ChoiceOrder=[],
        DynamicChoices={"Locator": "q://QID2/ChoiceGroup/SelectedChoices", "DynamicType": "ChoiceGroup"},
    ),
    question(
        *(19, "tip", "Uw tip voor de ${q://QID1/ChoiceGroup/SelectedChoices}?", "TE", "SL"),
        DisplayLogic=logic(together("If", asks(BY_TRAIN), asks(CHERRY, join="Or")), together("AndIf", ADULT)),
    ),
    question(
        *(20, "screen", "Leest dit scherm goed?", "MC", "SAHR"),
        Choices=YES_NO,
        DisplayLogic=logic(together("If", asks("Mobile", "Used", LogicType="DeviceType"))),
    ),
    question(21, "stop", "Hoe lang bleef u?", "MC", "SACOL", Choices=choices("Kort", "Lang"), ChoiceOrder=["1", "2"]),
    question(90, "thrown_away", "Oude vraag", "TE", "SL"),
    question(91, "unused", "Vraag die in geen stroom staat", "TE", "SL"),
)
SKIP = {"Locator": "q://QID1/SelectableChoice/4", "Condition": "Selected", "SkipToDestination": "ENDOFBLOCK"}
BREAK = {"Type": "Page Break"}


def _block(id_: str, name: str, *parts: int | Payload, kind: str = "Standard", **more: Any) -> Payload:
    elements = [{"Type": "Question", "QuestionID": f"QID{part}"} if isinstance(part, int) else part for part in parts]
    return {"ID": id_, "Type": kind, "Description": name, "BlockElements": elements, **more}


BLOCKS = {
    "0": _block(
        *("BL_1", "Op de kermis", {"Type": "Question", "QuestionID": "QID1", "SkipLogic": [SKIP]}),
        *(2, 3, BREAK, 4, 5, 6, 7, 23),
        kind="Default",
    ),
    "1": _block("BL_9", "Trash / Unused Questions", 90, kind="Trash"),
    "2": _block("BL_2", "Oordeel", 8, 9, 10, BREAK, 11, 12, 13, 14, 15),
    "4": _block("BL_3", "Vervoer", 16, 17),
    "5": _block("BL_4", "Tot slot", 18, 19, 20),
    "6": _block("BL_5", "Per attractie", 21, Options={"Looping": "Static", "LoopingOptions": {"Static": {"1": {}}}}),
    "7": _block("BL_6", "Nergens", 91),
}
TRAVELLED = logic(together("If", asks(BY_TRAIN), asks(BY_BUS, join="Or")))
FLOW = [
    {"Type": "EmbeddedData", "FlowID": "FL_1", "EmbeddedData": [{"Field": "source", "Type": "Recipient"}]},
    {"Type": "Block", "ID": "BL_1", "FlowID": "FL_2"},
    {"Type": "Standard", "ID": "BL_2", "FlowID": "FL_3"},
    {"Type": "Branch", "FlowID": "FL_4", "BranchLogic": TRAVELLED, "Flow": [{"Type": "Standard", "ID": "BL_3"}]},
    {"Type": "Group", "FlowID": "FL_5", "Flow": [{"Type": "Standard", "ID": "BL_4"}]},
    {"Type": "Standard", "ID": "BL_5", "FlowID": "FL_6"},
]


def write(path: Path) -> Path:
    """Write the survey file."""
    elements: list[Payload] = [
        {"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": BLOCKS},
        {
            "Element": "FL",
            "PrimaryAttribute": "Survey Flow",
            "Payload": {"Type": "Root", "FlowID": "FL_0", "Flow": FLOW},
        },
        {"Element": "QC", "PrimaryAttribute": "Survey Question Count", "Payload": None},
        *({"Element": "SQ", "PrimaryAttribute": one["QuestionID"], "Payload": one} for one in QUESTIONS),
    ]
    entry = {"SurveyID": "SV_1", "SurveyName": "Kermis", "SurveyLanguage": "NL", "SurveyOwnerID": "UR_0"}
    path.write_text(json.dumps({"SurveyEntry": entry, "SurveyElements": elements}), encoding="utf-8")
    return path
