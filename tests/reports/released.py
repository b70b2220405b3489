"""The studies that come along, released: what every way out must show alike."""

from functools import cache
from pathlib import Path
from typing import Any

import analysis
from analysis.disclosure import Audience, Policy, Release, protect
from reports.front import Front, front_of
from reports.records import records
from survey import Study

ROOT = Path(__file__).parent.parent.parent
STUDIES = [
    ROOT / "survey" / "studies" / "cryptodrug",
    ROOT / "examples" / "uci-drugs",
    ROOT / "examples" / "research-software",
]


@cache
def release(folder: Path) -> Release:
    study = Study.load(folder)
    survey = study.survey(keep_keys=False)
    return protect(analysis.tables(study, survey), survey.history, Policy(Audience.PUBLIC, study.threshold))


@cache
def front(folder: Path, language: str) -> Front:
    study = Study.load(folder)
    return front_of(study, study.survey(keep_keys=False), language)


def tables(folder: Path, language: str) -> dict[str, dict[str, Any]]:
    """Return the records of a public release by id of the table."""
    return {table["id"]: table for table in records(release(folder), folder.name, language)["tables"]}


def printed(folder: Path, table: str) -> list[str]:
    """Return the keys of the columns that are printed as such."""
    made = next(made for made in release(folder).tables if made.id == table)
    return [column.key for column in made.columns if not column.summary]
