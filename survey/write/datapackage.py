"""A CSV file and, beside it, `datapackage.json`: what each column means, as a Frictionless Data Package (version 2).

The CSV file has commas, UTF-8 and a heading row. A cell without an answer holds `absent:` and the reason, which the
schema lists as missing values. A text that a spreadsheet would run as a formula, that begins with `'`, or that
begins like an absence has one `'` before it (`prefix` in its field): take that away to have the answer.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from survey.codebook import Choice, Label, Scale, VariableType
from survey.files import check_place, write_file
from survey.missing import Reason
from survey.survey import Survey
from survey.write.cells import ABSENT, absent_word, text_cells
from survey.write.fields import Field, fields, index_names
from survey.write.seals import BLANK, PACKAGE, digest, sealed
from survey.write.sheets import QUOTE, RUNNABLE
from survey.write.words import OPEN_ANSWER, RESPONDENT, WAVE, reason_label, synthetic

if TYPE_CHECKING:
    import pandas as pd

    from survey.study import Study

Record: TypeAlias = dict[str, Any]

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LINE_END = "\r\n"
TYPES = {
    VariableType.SELECT_ONE: "string",
    VariableType.SELECT_MULTIPLE: "boolean",
    VariableType.RANK: "string",
    VariableType.INTEGER: "integer",
    VariableType.DECIMAL: "number",
    VariableType.TEXT: "string",
    VariableType.DATE: "date",
}


def write_csv(study: Study, survey: Survey, path: Path) -> tuple[Path, ...]:
    """Write the survey as a CSV file, and the data package that describes it."""
    package = path.with_name(PACKAGE)
    check_place(path)
    check_place(package)
    data = _csv(survey)
    described = json.dumps(_package(study, survey, path, data), ensure_ascii=False, indent=2) + "\n"
    write_file(path, lambda file: file.write(data), mode=0o600)
    write_file(package, lambda file: file.write(sealed(described.encode())), mode=0o600)
    return path, package


def _csv(survey: Survey) -> bytes:
    import pandas as pd

    columns = {
        **{name: _index(survey, place) for place, name in enumerate(index_names(survey))},
        **{field.name: text_cells(survey, field) for field in fields(survey)},
    }
    frame = pd.DataFrame({name: cells.to_numpy(dtype=object) for name, cells in columns.items()})
    text = frame.to_csv(index=False, lineterminator=LINE_END, quoting=csv.QUOTE_MINIMAL)
    return str(text).encode()


def _index(survey: Survey, place: int) -> pd.Series:
    from survey.write.sheets import quoted

    return quoted(survey.index.get_level_values(place).to_series().astype("string"), ABSENT)


def _package(study: Study, survey: Survey, path: Path, data: bytes) -> Record:
    language = study.languages[0]
    citation = study.citation.text(language)
    package: Record = {
        "$schema": PROFILE,
        "name": _slug(study.name),
        "title": study.title.text(language),
        "description": synthetic(study),
        "titles": dict(study.title.texts),
        "sources": [{"title": citation}] if citation else [],
        "resources": [_resource(survey, path, data, language)],
        "generator": BLANK,
    }
    return {key: value for key, value in package.items() if value}


def _resource(survey: Survey, path: Path, data: bytes, language: str) -> Record:
    return {
        "name": _slug(path.stem),
        "type": "table",
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": digest(data),
        "dialect": {
            "header": True,
            "delimiter": ",",
            "lineTerminator": LINE_END,
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": _schema(survey, language),
    }


def _schema(survey: Survey, language: str) -> Record:
    index = index_names(survey)
    labels = (WAVE, RESPONDENT)
    keys = [_key(name, label.text(language)) for name, label in zip(index, labels, strict=True)]
    return {
        "fields": [*keys, *(_field(field, language) for field in fields(survey))],
        "primaryKey": list(index),
        "missingValues": [
            {"value": absent_word(reason), "label": reason_label(reason).text(language)} for reason in Reason
        ],
    }


def _key(name: str, title: str) -> Record:
    return {"name": name, "type": "string", "title": title, "prefix": QUOTE, "constraints": {"required": True}}


def _field(field: Field, language: str) -> Record:
    kind = TYPES[field.type]
    record: Record = {
        "name": field.name,
        "type": kind,
        "title": field.label.text(language),
        "description": OPEN_ANSWER.text(language) if field.type is VariableType.TEXT else "",
        "titles": dict(field.label.texts),
        "relevant": field.variable.relevant,
        **_categories(field, language),
        **({"trueValues": ["1"], "falseValues": ["0"]} if kind == "boolean" else {}),
        **({"prefix": QUOTE} if kind == "string" else {}),
    }
    return {key: value for key, value in record.items() if value not in ("", {})}


def _categories(field: Field, language: str) -> Record:
    if not field.categories:
        return {}
    labels = [choice.label.text(language) for choice in field.categories]
    ordered = field.type is VariableType.SELECT_ONE and field.variable.scale is not Scale.NOMINAL
    found = [_category(choice, label) for choice, label in zip(field.categories, _once(labels), strict=True)]
    return {"categories": found, "categoriesOrdered": ordered}


def _category(choice: Choice, label: str) -> Record:
    """Return a category as its cells are written; labels in other languages go under a name of our own."""
    starts = (*RUNNABLE, QUOTE, ABSENT)
    written = f"{QUOTE}{choice.name}" if choice.name.startswith(starts) else choice.name
    record: Record = {"value": written, "label": label, "labels": _texts(choice.label)}
    return {key: value for key, value in record.items() if value}


def _texts(label: Label) -> dict[str, str]:
    return {language: text for language, text in label.texts.items() if language}


def _once(labels: Sequence[str]) -> list[str]:
    """Return labels without those that several categories share: the format wants each label once."""
    counts = Counter(labels)
    return [label if counts[label] == 1 else "" for label in labels]


def _slug(name: str) -> str:
    """Return a name in the signs that names of packages and resources may have."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "data"
