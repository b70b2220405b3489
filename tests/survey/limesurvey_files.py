"""Small LimeSurvey questionnaires and survey archives, made by us in the layout that LimeSurvey writes."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, object]
SID, GID = "123456", "7"


def table(name: str, rows: Sequence[Row]) -> str:
    """Return one table of a `.lss`: the names of its fields, then its rows."""
    fields = dict.fromkeys(key for row in rows for key in row)
    names = "".join(f"<fieldname>{key}</fieldname>" for key in fields)
    lines = "".join("<row>" + "".join(cell(key, value) for key, value in row.items()) + "</row>" for row in rows)
    return f"<{name}><fields>{names}</fields><rows>{lines}</rows></{name}>"


def cell(key: str, value: object) -> str:
    """Return one field: absent for None, as LimeSurvey leaves out what the database has no value for."""
    if value is None:
        return ""
    return f"<{key}><![CDATA[{value}]]></{key}>" if value != "" else f"<{key}/>"


def question(qid: int, type_: str, code: str, **fields: object) -> Row:
    return {
        "qid": qid,
        "parent_qid": 0,
        "sid": SID,
        "gid": GID,
        "type": type_,
        "title": code,
        "other": "N",
        "question_order": qid,
        "scale_id": 0,
        "relevance": "1",
        **fields,
    }


def part(qid: int, parent: int, code: str, scale: int = 0, **fields: object) -> Row:
    return question(qid, "T", code, parent_qid=parent, scale_id=scale, **fields)


def answer(qid: int, code: str, text: str, scale: int = 0, **fields: object) -> Row:
    """Return an answer of an old questionnaire, or (with `aid`) of a new one, whose text stands elsewhere."""
    words = {} if "aid" in fields else {"answer": text, "language": "en"}
    return {"qid": qid, "code": code, "sortorder": fields.pop("order", 0), "scale_id": scale, **words, **fields}


def lss(
    questions: Sequence[Row],
    tables: Mapping[str, Sequence[Row]] | None = None,
    groups: Sequence[Row] = (),
    survey: Row | None = None,
    languages: Sequence[str] = ("en",),
) -> bytes:
    """Return a questionnaire; texts stand in the rows of `questions`, or in the `_l10ns` tables."""
    groups = groups or [{"gid": GID, "sid": SID, "group_name": "Page", "group_order": 1, "language": "en"}]
    listed = "".join(f"<language>{language}</language>" for language in languages)
    settings = {"sid": SID, "language": languages[0], "format": "G", "assessments": "N", **(survey or {})}
    titles = [{"surveyls_language": language, "surveyls_title": f"Survey {language}"} for language in languages]
    body = [
        table("groups", groups),
        table("questions", questions),
        *(table(name, rows) for name, rows in (tables or {}).items()),
        table("surveys", [settings]),
        table("surveys_languagesettings", titles),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
        f"<DBVersion>630</DBVersion><languages>{listed}</languages>{''.join(body)}</document>"
    ).encode()


def lsr(rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> bytes:
    """Return responses; None is what the database has no value for, and stands nowhere."""
    fields = "".join(f"<fieldname>{name}</fieldname>" for name in names)
    lines = "".join("<row>" + "".join(cell(tag(key), value) for key, value in row.items()) + "</row>" for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Responses</LimeSurveyDocType>'
        f"<responses><fields>{fields}</fields><rows>{lines}</rows></responses></document>"
    ).encode()


def tag(name: str) -> str:
    name = name.replace("#", "-")
    return f"_{name}" if name[0].isdigit() else name


def field(qid: int, suffix: str = "") -> str:
    """Return the database's name of a column."""
    return f"{SID}X{GID}X{qid}{suffix}"


def lsa(path: Path, questionnaire: bytes, responses: bytes, **more: bytes) -> Path:
    """Write an archive; `more` are further members, such as the participants."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(f"survey_{SID}.lss", questionnaire)
        made.writestr(f"survey_{SID}_responses.lsr", responses)
        for name, content in more.items():
            made.writestr(f"survey_{SID}_{name}.lst", content)
    return path
