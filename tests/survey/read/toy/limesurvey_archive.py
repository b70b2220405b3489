"""What LimeSurvey would put into an archive of the survey (`.lsa`): its questionnaire, the responses, the tokens."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.survey.read.toy.limesurvey import OWN, STORED, box, code, column, no_email, own_cells
from tests.survey.read.toy.people import Person
from tests.survey.read.toy.questionnaire import PAGES, PLACES, QUESTIONS, RANK, SEVERAL, Question
from tests.survey.read.toy.spelling import Toy

SID = "424242"
NULL = "{question_not_shown}"
"""What stands in vvexport for a cell that the database has not; here its element is absent."""
LETTERS = {"gate": "Y", "count": "N", "grams": "N", "day": "D", "words": "T", "why": "M", "where": "M", "best": "R"}
LETTERS |= {"police": "F", "vendor": "F"}

Row = Mapping[str, str]


def asked() -> list[Question]:
    """Return one of the rows of each array: LimeSurvey has the array as its question."""
    return [q for q in QUESTIONS if not q.array or q.name == "police"]


def codename(question: Question) -> str:
    return question.array or question.name


def qid(question: Question) -> str:
    return str([codename(q) for q in asked()].index(codename(question)) + 1)


def parts(question: Question) -> dict[str, str]:
    """Return subquestions by code."""
    if question.array:
        return {q.name: q.row for q in QUESTIONS if q.array == question.array}
    return dict(question.choices) if question.type == SEVERAL else {}


def answers(question: Question) -> dict[str, str]:
    if question.type == SEVERAL or question.name == "gate":
        return {}
    return {code(question, choice): text for choice, text in question.choices.items()}


def questions() -> Iterator[Row]:
    for order, question in enumerate(asked(), start=1):
        yield {
            "qid": qid(question),
            "parent_qid": "0",
            "sid": SID,
            "gid": str(question.page),
            "type": LETTERS.get(question.name, "L"),
            "title": codename(question),
            "other": "N",
            "mandatory": "N",
            "question_order": str(order),
            "scale_id": "0",
            "relevance": 'gate.NAOK == "Y"' if question.relevant else "1",
        }


def subquestions() -> Iterator[Row]:
    for question in asked():
        for order, name in enumerate(parts(question), start=1):
            yield {
                "qid": f"{qid(question)}0{order}",
                "parent_qid": qid(question),
                "sid": SID,
                "gid": str(question.page),
                "type": "T",
                "title": name,
                "question_order": str(order),
                "scale_id": "0",
                "relevance": "1",
            }


def question_texts() -> Iterator[Row]:
    for question in asked():
        yield {"qid": qid(question), "question": f"<p>{question.text}</p>", "help": "", "language": "en"}
        for order, text in enumerate(parts(question).values(), start=1):
            yield {"qid": f"{qid(question)}0{order}", "question": text, "help": "", "language": "en"}


def tables() -> dict[str, list[Row]]:
    coded = [(q, order, *one) for q in asked() for order, one in enumerate(answers(q).items(), start=1)]
    pages = [str(page) for page in range(1, PAGES + 1)]
    return {
        "answers": [
            {"aid": f"{qid(q)}1{order}", "qid": qid(q), "code": name, "sortorder": str(order), "scale_id": "0"}
            for q, order, name, _ in coded
        ],
        "answer_l10ns": [{"aid": f"{qid(q)}1{order}", "answer": text, "language": "en"} for q, order, _, text in coded],
        "groups": [{"gid": page, "sid": SID, "group_order": page, "grelevance": ""} for page in pages],
        "group_l10ns": [{"gid": page, "group_name": f"Page {page}", "language": "en"} for page in pages],
        "questions": list(questions()),
        "subquestions": list(subquestions()),
        "question_l10ns": list(question_texts()),
        "question_attributes": [
            {"qid": qid(q), "attribute": "exclude_all_others", "value": q.exclusive} for q in asked() if q.exclusive
        ],
        "surveys": [{"sid": SID, "format": "G", "language": "en", "anonymized": "N", "datestamp": "Y"}],
        "surveys_languagesettings": [
            {"surveyls_survey_id": SID, "surveyls_language": "en", "surveyls_title": "Toy"},
        ],
    }


def element(tag: str, text: str) -> str:
    return f"<{tag}><![CDATA[{text}]]></{tag}>" if text else f"<{tag}/>"


def table(tag: str, rows: Sequence[Row]) -> str:
    fields = "".join(f"<fieldname>{escape(name)}</fieldname>" for name in (rows[0] if rows else ()))
    lines = "".join(f"<row>{''.join(element(name, text) for name, text in row.items())}</row>\n" for row in rows)
    return f"<{tag}>\n<fields>{fields}</fields>\n<rows>\n{lines}</rows>\n</{tag}>\n"


def document(kind: str, body: str) -> str:
    head = f"<LimeSurveyDocType>{kind}</LimeSurveyDocType><DBVersion>630</DBVersion>"
    languages = "<languages><language>en</language></languages>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<document>{head}{languages}\n{body}</document>\n'


def structure() -> str:
    """Return the questionnaire as LimeSurvey keeps it since version 4, texts in tables of their own."""
    return document("Survey", "".join(table(tag, rows) for tag, rows in tables().items()))


def fieldnames() -> list[str]:
    found = []
    for question in QUESTIONS:
        stem = f"{SID}X{question.page}X{qid(question)}"
        if question.type == RANK:
            found += [f"{stem}{place}" for place in range(1, PLACES + 1)]
        elif question.array:
            found.append(f"{stem}{question.name}")
        else:
            found += [f"{stem}{name}" for name in parts(question)] or [stem]
    return found


def responses(people: Sequence[Person]) -> str:
    """Return the responses: what is null has no element, and elements do not begin with a number."""
    own = [name for name in OWN if name != "email"]
    names = [*own, *fieldnames()]
    lines = []
    for person in people:
        cells = [cell or NULL for cell in own_cells(person)[:3]] + own_cells(person)[3:-1] + STORED.row(person)
        tags = [f"_{name}" if name[0].isdigit() else name for name in names]
        told = [element(tag, cell) for tag, cell in zip(tags, cells, strict=True) if cell != NULL]
        lines.append(f"<row>{''.join(told)}</row>\n")
    fields = "".join(f"<fieldname>{name}</fieldname>" for name in names)
    body = f"<responses>\n<fields>{fields}</fields>\n<rows>\n{''.join(lines)}</rows>\n</responses>\n"
    return document("Responses", body)


def tokens(people: Sequence[Person]) -> str:
    rows = [{"tid": str(person.number), "email": person.email, "token": person.token} for person in people]
    return document("Tokens", table("tokens", rows))


def write(path: Path, people: Sequence[Person]) -> None:
    """Write the archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"survey_{SID}.lss", structure())
        archive.writestr(f"survey_{SID}_responses.lsr", responses(people))
        archive.writestr(f"survey_{SID}_tokens.lst", tokens(people))


def write_structure(path: Path) -> None:
    path.write_text(structure(), encoding="utf-8", newline="")


TOYS = (Toy("limesurvey-lsa", "limesurvey_archive", f"survey_{SID}.lsa", write, column, box, planted=no_email),)
