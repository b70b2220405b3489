"""LimeSurvey's archive of a survey (`.lsa`): its questionnaire, and every response as the database holds it.

The participants' names and addresses are in it too (`_tokens.lst`); that member is never read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.read.archive import holds, open_archive
from survey.read.export import Export, Hints
from survey.read.file import File, Kind
from survey.read.limesurvey_export import NOT_SHOWN, told_export
from survey.read.limesurvey_fields import Field, Holds, column_of, columns, fields
from survey.read.limesurvey_questions import Questionnaire, plain_text, read_questionnaire
from survey.read.markup import parse_markup, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import pandas as pd

QUESTIONNAIRE, RESPONSES = ".lss", "_responses.lsr"
ADVICE = "Export 'Survey archive (.lsa)' again; only active surveys have responses in it."


def recognise(file: File) -> bool:
    """Return whether this is an archive with a questionnaire and responses."""
    return file.kind is Kind.ARCHIVE and holds(file.path, QUESTIONNAIRE, RESPONSES)


def read(file: File, hints: Hints) -> Export:
    """Return the export: an element that is absent was not shown, one that is empty was shown and left open.

    Not so for numbers and dates, which the database stores as absent in both cases: these cells are `unknown`.
    """
    with open_archive(file.path) as archive:
        names = [archive.ending(end) for end in (QUESTIONNAIRE, RESPONSES)]
        if not all(names):
            raise problem("this archive lacks a questionnaire or responses", str(file.path), ADVICE)
        places = [f"{file.path}, {name}" for name in names]
        questionnaire = read_questionnaire(archive.read(names[0]), places[0])
        root = parse_markup(archive.read(names[1]), places[1])
    if text_of(root, "LimeSurveyDocType") != "Responses":
        raise problem("these are no LimeSurvey responses", places[1], ADVICE)
    known = columns(questionnaire)
    cells = read_responses(root, places[1]).rename(columns=lambda name: known[name][0] if name in known else name)
    return told_export(
        cells,
        {str(column) for column in cells} - {column for column, field in known.values() if not field.told},
        path=str(file.path),
        sha256=file.sha256,
        format="limesurvey_archive",
        labels={column: text for column, text in _labels(questionnaire).items() if column in cells},
        questions=_wordings(questionnaire),
    )


def read_responses(root: Element, place: str) -> pd.DataFrame:
    """Return the responses by the database's names; raise `StudyError` for a field that is not announced."""
    import pandas as pd

    names = [(name.text or "").strip() for name in root.iterfind("responses/fields/fieldname")]
    found: dict[str, list[str]] = {name: [] for name in names}
    if len(found) != len(names):
        raise problem("these responses name a field twice", place, ADVICE)
    by_tag = {_tag(name): name for name in names}
    for number, row in enumerate(root.iterfind("responses/rows/row"), start=1):
        said = {cell.tag: cell.text or "" for cell in row}
        if not said.keys() <= by_tag.keys():
            raise problem("this response has a field that is not announced", f"{place}, response {number}", ADVICE)
        for tag, name in by_tag.items():
            found[name].append(said.get(tag, NOT_SHOWN))
    return pd.DataFrame({name: pd.Categorical(cells) for name, cells in found.items()})


def _tag(name: str) -> str:
    """Return the element of a field: numbers cannot begin one, and a hash cannot stand in it."""
    tag = name.replace("#", "-")
    return f"_{tag}" if tag[:1].isdigit() else tag


def _labels(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the wording of each column in the questionnaire's first language."""
    language = questionnaire.languages[0] if questionnaire.languages else ""
    found: dict[str, str] = {}
    for question in questionnaire.questions:
        for field in fields(question):
            text = " – ".join(_worded(field, language)) or question.texts.get(language, "")
            found[column_of(question, field)] = plain_text(text)
    return found


def _worded(field: Field, language: str) -> Iterator[str]:
    if field.holds is not Holds.RANK:
        yield from filter(None, (texts.get(language, "") for texts in field.texts))


def _wordings(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the wording of each question that has several columns."""
    language = questionnaire.languages[0] if questionnaire.languages else ""
    several = (question for question in questionnaire.questions if any(field.item for field in fields(question)))
    return {question.code: question.texts[language] for question in several if question.texts.get(language)}
