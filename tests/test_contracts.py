"""What every table of every study that comes along promises, held against the JSON a reader would get."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.disclosure import Audience, Policy, protect
from analysis.interviewees import UNITS
from analysis.table import Table
from reports.records import records
from survey import Study
from survey.survey import Survey

ROOT = Path(__file__).parent.parent
STUDIES = [
    ROOT / "survey" / "studies" / "cryptodrug",
    ROOT / "examples" / "uci-drugs",
    ROOT / "examples" / "research-software",
    ROOT / "examples" / "patient-visits",
]
PERCENTS = {"percent", "count_percent"}
INTERVIEWS = {unit.value for unit in UNITS}
each_study = pytest.mark.parametrize("folder", STUDIES, ids=lambda folder: folder.name)


@cache
def computed(folder: Path) -> tuple[Study, Survey, tuple[Table, ...]]:
    study = Study.load(folder)
    survey = study.survey(keep_keys=False)
    return study, survey, analysis.tables(study, survey)


@cache
def tables(folder: Path, audience: Audience = Audience.INTERNAL) -> list[dict[str, Any]]:
    study, survey, made = computed(folder)
    release = protect(made, survey.history, Policy(audience, study.threshold))
    found: list[dict[str, Any]] = records(release, study.name, "en")["tables"]
    return found


@each_study
def test_every_base_and_its_absences_are_the_universe_to_the_person(folder: Path) -> None:
    wrong = [
        (table["id"], base["key"])
        for table in tables(folder)
        for base in table["bases"]
        if base["n"] + sum(base["missing"].values()) != table["universe"]["n"]
    ]
    assert wrong == []
    assert sum(len(table["bases"]) for table in tables(folder)) > 20


@each_study
def test_every_percentage_is_its_count_of_the_base_it_names(folder: Path) -> None:
    checked = 0
    for table in tables(folder):
        bases = {base["key"]: base["n"] for base in table["bases"]}
        units = {column["key"]: column["unit"] for column in table["columns"]}
        for row in table["rows"]:
            for key, cell in row["cells"].items():
                n = bases.get(cell.get("base", row["base"]))
                if cell.get("unit", units[key]) in PERCENTS and n is not None and cell["value"] is not None:
                    assert cell["value"] == pytest.approx(100 * cell["count"] / n), (table["id"], row["key"], key)
                    checked += 1
    assert checked > 10


@each_study
def test_no_public_cell_shows_a_small_count(folder: Path) -> None:
    """Numbers of interviews, and findings about them, are not counts of respondents: "7 of 10" is printed."""
    study, found = Study.load(folder), tables(folder, Audience.PUBLIC)
    told = {table["id"] for table in found if table["universe"]["unit"] in INTERVIEWS}
    about = {finding.number for finding in study.findings if finding.table in told}
    small = [
        (table["id"], row["key"], key)
        for table in found
        for row in table["rows"]
        for key, cell in row["cells"].items()
        if cell["count"] is not None and 0 < cell["count"] < study.threshold
        if table["id"] not in told and not (table["kind"] == "published" and row["key"] in about)
    ]
    assert small == []


@each_study
def test_every_synthetic_table_says_so(folder: Path) -> None:
    synthetic = Study.load(folder).synthetic
    for table in tables(folder):
        assert ("synthetic" in {note["kind"] for note in table["notes"]}) is synthetic
