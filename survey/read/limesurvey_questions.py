"""The questionnaire in LimeSurvey's own XML (`.lss`), and under which columns its exports hold each question."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.read.markup import parse_markup, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Texts = Mapping[str, str]
"""One wording by language."""
Row = dict[str, str]

ROWS, CELLS = "0", "1"
"""The scales of subquestions: rows of an array, and its columns."""
INLINE = re.compile(r"</?(?:a|b|big|em|font|i|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Option:
    """One answer to choose, or one subquestion."""

    code: str
    texts: Texts
    relevance: str = ""


@dataclass(frozen=True)
class Question:
    """One question as LimeSurvey has it; `type` is its one-letter type."""

    qid: str
    gid: str
    code: str
    type: str
    texts: Texts
    other: bool = False
    relevance: str = ""
    answers: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    """By scale."""
    parts: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    """Subquestions by scale: rows, and columns of an array."""
    settings: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    """Old questionnaires: what must hold, in the platform's words."""

    @property
    def rows(self) -> tuple[Option, ...]:
        """Return the subquestions that stand below each other."""
        return self.parts.get(ROWS, ())


@dataclass(frozen=True)
class Group:
    """A group of questions, which is a page in most surveys."""

    gid: str
    texts: Texts
    relevance: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """All of a `.lss` that a codebook can begin with."""

    sid: str
    languages: tuple[str, ...]
    titles: Texts
    groups: tuple[Group, ...]
    paging: str = "G"
    """`G`: a page for each group; `S`: for each question; `A`: all on one."""
    assessed: bool = False
    """Whether answers have points, which `.value` then means."""

    @property
    def questions(self) -> Iterator[Question]:
        """Yield every question in order."""
        return (question for group in self.groups for question in group.questions)


def is_questionnaire(start: bytes) -> bool:
    """Return whether a file that begins so is a LimeSurvey questionnaire."""
    return re.search(rb"<LimeSurveyDocType>\s*Survey\s*</LimeSurveyDocType>", start) is not None


def read_questionnaire(content: bytes, place: str) -> Questionnaire:
    """Return the questionnaire; raise `StudyError` when this is none."""
    root = parse_markup(content, place)
    if text_of(root, "LimeSurveyDocType") != "Survey":
        raise problem("this is no LimeSurvey questionnaire", place, "Export the survey structure (.lss).")
    tables = {table.tag: _rows(table) for table in root}
    survey = next(iter(tables.get("surveys", ())), {})
    listed = tuple((language.text or "").strip() for language in root.iterfind("languages/language"))
    languages = tuple(dict.fromkeys(filter(None, (survey.get("language", ""), *listed))))
    return Questionnaire(
        sid=survey.get("sid", ""),
        languages=languages,
        titles=_texts(tables.get("surveys_languagesettings", []), "surveyls_language", "surveyls_title"),
        groups=_groups(tables, languages),
        paging=survey.get("format", "G") if survey.get("format") in {"A", "S"} else "G",
        assessed=survey.get("assessments") == "Y",
    )


def plain_text(markup: str) -> str:
    """Return the text of a piece of HTML, on one line."""
    return " ".join(html.unescape(TAG.sub(" ", INLINE.sub("", markup))).split())


def _rows(table: Element) -> list[Row]:
    """Return the rows of a table; a field may be there in one row and absent in the next."""
    return [{cell.tag: (cell.text or "").strip() for cell in row} for row in table.iterfind("rows/row")]


def _texts(rows: list[Row], language: str, text: str) -> dict[str, str]:
    found = {row.get(language, ""): plain_text(row.get(text, "")) for row in rows}
    return {language: text for language, text in found.items() if text}


def _by(rows: list[Row], *keys: str) -> dict[str, list[Row]]:
    """Return rows by the first of these fields that they have."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(next((row[key] for key in keys if row.get(key)), ""), []).append(row)
    return found


def _order(rows: list[Row], key: str) -> list[Row]:
    return sorted(rows, key=lambda row: int(row[key]) if row.get(key, "").removeprefix("-").isdecimal() else 0)


def _groups(tables: Mapping[str, list[Row]], languages: tuple[str, ...]) -> tuple[Group, ...]:
    """Return the groups in order; since version 4 their texts stand in a table of their own."""
    apart = _by(tables.get("group_l10ns", []), "gid")
    asked = [row for row in tables.get("questions", []) if row.get("qid") and not _is_part(row)]
    questions = _by(_order(_once(asked, "qid", languages), "question_order"), "gid")
    every = [row for row in tables.get("groups", []) if row.get("gid")]
    texts = _by(every, "gid")
    return tuple(
        Group(
            gid=row["gid"],
            texts=_texts(apart.get(row["gid"]) or texts[row["gid"]], "language", "group_name"),
            relevance=row.get("grelevance", ""),
            questions=tuple(_question(question, tables, languages) for question in questions.get(row["gid"], ())),
        )
        for row in _order(_once(every, "gid", languages), "group_order")
    )


def _once(rows: list[Row], key: str, languages: tuple[str, ...]) -> list[Row]:
    """Return one row for each key: that of the first language, where every language has its own."""
    rank = {language: place for place, language in enumerate(languages)}
    best: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: rank.get(row.get("language", ""), len(rank))):
        best.setdefault(row.get(key, ""), row)
    return [best[name] for name in dict.fromkeys(row.get(key, "") for row in rows)]


def _question(row: Row, tables: Mapping[str, list[Row]], languages: tuple[str, ...]) -> Question:
    qid = row["qid"]
    subquestions = [part for part in _subquestions(tables) if part.get("parent_qid") == qid]
    answers = [answer for answer in tables.get("answers", []) if answer.get("qid") == qid]
    settings = [setting for setting in tables.get("question_attributes", []) if setting.get("qid") == qid]
    conditions = [line for line in tables.get("conditions", []) if line.get("qid") == qid]
    return Question(
        qid=qid,
        gid=row.get("gid", ""),
        code=row.get("title", ""),
        type=row.get("type", ""),
        texts=_wordings(qid, tables, "question_l10ns", "qid", "question", tables.get("questions", [])),
        other=row.get("other") == "Y",
        relevance=row.get("relevance", ""),
        answers=_scales(answers, tables, languages, ("aid", "code"), ("answer_l10ns", "aid", "answer")),
        parts=_scales(subquestions, tables, languages, ("qid", "title"), ("question_l10ns", "qid", "question")),
        settings={setting["attribute"]: setting.get("value", "") for setting in settings if "attribute" in setting},
        conditions=tuple(
            " ".join(line.get(key, "") for key in ("cfieldname", "method", "value")) for line in conditions
        ),
    )


def _subquestions(tables: Mapping[str, list[Row]]) -> list[Row]:
    return [*tables.get("subquestions", []), *filter(_is_part, tables.get("questions", []))]


def _is_part(row: Row) -> bool:
    """Return whether this is a subquestion."""
    return row.get("parent_qid", "0") not in {"", "0"}


def _wordings(key: str, tables: Mapping[str, list[Row]], apart: str, id_: str, text: str, inside: list[Row]) -> Texts:
    """Return a wording by language: from the table that holds texts apart, else from the rows themselves."""
    own = [row for row in tables.get(apart, []) if row.get(id_) == key]
    return _texts(own or [row for row in inside if row.get(id_) == key], "language", text)


def _scales(
    rows: list[Row],
    tables: Mapping[str, list[Row]],
    languages: tuple[str, ...],
    names: tuple[str, str],
    apart: tuple[str, str, str],
) -> dict[str, tuple[Option, ...]]:
    """Return options by scale, in order; `names` are the fields of their id and code, `apart` where texts stand."""
    id_, code = names
    found: dict[str, tuple[Option, ...]] = {}
    for scale, several in _by(rows, "scale_id").items():
        ordered = _order(_once(several, code, languages), "question_order" if code == "title" else "sortorder")
        found[scale or ROWS] = tuple(
            Option(
                row.get(code, ""),
                _wordings(row.get(id_, ""), tables, *apart, several)
                if row.get(id_)
                else _texts([one for one in several if one.get(code) == row.get(code)], "language", apart[2]),
                row.get("relevance", "") if code == "title" else "",
            )
            for row in ordered
        )
    return found
