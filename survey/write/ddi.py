"""A DDI-Codebook 2.5 document: the study, its questions and categories, for an archive. No answers, no frequencies.

It describes the SPSS file of the same name: variables and category values are those of that file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from survey.codebook import Label, VariableType
from survey.files import check_place, write_file
from survey.missing import Reason
from survey.survey import Survey
from survey.write.coding import CODES, HIGHEST, LOWEST
from survey.write.seals import BLANK, sealed
from survey.write.sheets import UNPRINTABLE
from survey.write.spss_layout import Column, Content, layout
from survey.write.words import OPEN_ANSWER, SYNTHETIC

if TYPE_CHECKING:
    from lxml.etree import _Element

    from survey.study import Study

NAMESPACE = "ddi:codebook:2_5"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ABSENT = frozenset(CODES.values())


def write_ddi(study: Study, survey: Survey, path: Path) -> tuple[Path, ...]:
    """Write the study's codebook as DDI-Codebook XML."""
    from lxml import etree

    check_place(path)
    root = etree.Element(f"{{{NAMESPACE}}}codeBook", nsmap=_default_namespace(), version="2.5")
    root.set(LANGUAGE, study.languages[0])
    _document(root, study)
    _study(root, study)
    columns = layout(study, survey).columns
    _file(root, path, len(survey), len(columns))
    described = _add(root, "dataDscr")
    for place, column in enumerate(columns, start=1):
        _variable(described, column, place)
    root.append(etree.Comment(f" {BLANK} "))
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    write_file(path, lambda file: file.write(sealed(data)), mode=0o600)
    return (path,)


def _default_namespace() -> Any:
    """Return the namespace of names without a prefix; the type stubs know only prefixed ones."""
    return {None: NAMESPACE}


def _add(parent: _Element, tag: str, text: str = "", /, **attributes: str) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    element.text = UNPRINTABLE.sub("", text) or None
    return element


def _say(parent: _Element, name: str, label: Label) -> None:
    """Add one element for each language of a label."""
    for language, text in label.texts.items():
        element = _add(parent, name, text)
        if language:
            element.set(LANGUAGE, language)


def _document(root: _Element, study: Study) -> None:
    citation = _add(_add(root, "docDscr"), "citation")
    _titles(citation, study)
    _add(_add(citation, "prodStmt"), "software", "cryptodrug")


def _titles(citation: _Element, study: Study) -> None:
    statement = _add(citation, "titlStmt")
    first = study.languages[0]
    _add(statement, "titl", study.title.text(first)).set(LANGUAGE, first)
    _say(statement, "parTitl", _without(study.title.texts, first))


def _without(texts: Mapping[str, str], first: str) -> Label:
    return Label({language: text for language, text in texts.items() if language != first})


def _study(root: _Element, study: Study) -> None:
    described = _add(root, "stdyDscr")
    citation = _add(described, "citation")
    _titles(citation, study)
    _say(citation, "biblCit", study.citation)
    facts = _add(described, "stdyInfo")
    if study.synthetic:
        _say(facts, "abstract", SYNTHETIC)
    summary = _add(facts, "sumDscr")
    for wave in study.waves:
        for event, day in zip(("start", "end"), wave.fieldwork or (), strict=False):
            _collected(summary, wave.name, event, day)


def _collected(summary: _Element, wave: str, event: str, day: date) -> None:
    _add(summary, "collDate", day.isoformat(), event=event, cycle=wave, date=day.isoformat())


def _file(root: _Element, path: Path, cases: int, variables: int) -> None:
    text = _add(_add(root, "fileDscr", ID="F1"), "fileTxt")
    _add(text, "fileName", f"{path.stem}.sav")
    size = _add(text, "dimensns")
    _add(size, "caseQnty", str(cases))
    _add(size, "varQnty", str(variables))


def _variable(parent: _Element, column: Column, place: int) -> None:
    """Add a variable, its parts in the order that the standard prescribes."""
    discrete = "contin" if column.measure == "scale" else "discrete"
    element = _add(parent, "var", ID=f"V{place}", name=column.name, files="F1", intrvl=discrete)
    if column.measure != "scale":
        element.set("nature", column.measure)
    _say(element, "labl", column.label)
    question = column.source.variable if column.source and column.content is Content.ANSWERS else None
    if question and not question.derived:
        _say(_add(element, "qstn"), "qstnLit", question.label)
    if column.absences:
        _add(_add(element, "invalrng"), "range", min=str(LOWEST), max=str(HIGHEST), UNITS="INT")
    if question and question.relevant:
        _add(element, "universe", question.relevant)
    if question and question.type is VariableType.TEXT:
        _say(element, "txt", OPEN_ANSWER)
    for value, label in column.values.items():
        _category(element, value, label)
    _add(element, "varFormat", type="character" if _is_text(column) else "numeric")


def _is_text(column: Column) -> bool:
    source = column.source
    open_answer = source is not None and column.content is Content.ANSWERS and source.type is VariableType.TEXT
    return open_answer or column.content is Content.INDEX


def _category(element: _Element, value: int, label: Label) -> None:
    category = _add(element, "catgry")
    if value in ABSENT:
        category.set("missing", "Y")
        category.set("missType", next(reason for reason in Reason if CODES[reason] == value))
    _add(category, "catValu", str(value))
    _say(category, "labl", label)
