"""The studies that come along, released: what every way out must show alike."""

from functools import cache
from pathlib import Path
from typing import Any

import analysis
from analysis.disclosure import Audience, Policy, Release, protect
from analysis.table import Table
from reports.document import report
from reports.front import Front, front_of
from reports.records import records
from survey import Study
from survey.survey import Survey

ROOT = Path(__file__).parent.parent.parent
STUDIES = [
    ROOT / "survey" / "studies" / "cryptodrug",
    ROOT / "examples" / "uci-drugs",
    ROOT / "examples" / "research-software",
    ROOT / "examples" / "patient-visits",
]


@cache
def release(folder: Path, audience: Audience = Audience.PUBLIC) -> Release:
    study, survey = read(folder)
    return protect(computed(folder), survey.history, Policy(audience, study.threshold))


@cache
def read(folder: Path) -> tuple[Study, Survey]:
    study = Study.load(folder)
    return study, study.survey(keep_keys=False)


@cache
def computed(folder: Path) -> tuple[Table, ...]:
    return tuple(analysis.tables(*read(folder)))


@cache
def front(folder: Path, language: str) -> Front:
    study, survey = read(folder)
    return front_of(study, survey, language)


@cache
def document(folder: Path, language: str, audience: Audience = Audience.PUBLIC) -> bytes:
    """Return the Word report of a study, made once however many tests look at it."""
    return report(release(folder, audience), front(folder, language))


def tables(folder: Path, language: str) -> dict[str, dict[str, Any]]:
    """Return the records of a public release by id of the table."""
    return {table["id"]: table for table in records(release(folder), folder.name, language)["tables"]}


def printed(folder: Path, table: str) -> list[str]:
    """Return the keys of the columns that are printed as such."""
    made = next(made for made in release(folder).tables if made.id == table)
    return [column.key for column in made.columns if not column.summary]
