"""Any platform's file, with or without its questionnaire, is a study at once: drafted, checked, reported on."""

import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from reports import cli
from survey import Study
from survey.codebook import VariableType
from survey.missing import Reason
from survey.survey import Survey
from tests.survey.read.toy import limesurvey_archive, qualtrics_survey
from tests.survey.read.toy.exports import TOYS
from tests.survey.read.toy.people import PEOPLE
from tests.survey.read.toy.spelling import Toy

TESTS = Path(__file__).parents[2]
DATA, EXAMPLES = TESTS / "data", TESTS.parent / "examples"

REAL = (
    ("limesurvey/rse_2017_nl_public_data.csv", ""),
    ("limesurvey/survey_100001_R_data_file.csv", "limesurvey/survey_100001_R_syntax_file.R"),
    ("redcap/checkboxes-1__data.csv", "redcap/checkboxes-1__dictionary.csv"),
    ("redcap/decimal-comma-and-dot__data.csv", "redcap/decimal-comma-and-dot__dictionary.csv"),
    ("redcap/longitudinal__data.csv", "redcap/longitudinal__dictionary.csv"),
    ("redcap/simple__data.csv", "redcap/simple__dictionary.csv"),
    ("spss/haven_datetime.sav", ""),
    ("spss/haven_labelled-num.sav", ""),
    ("spss/haven_labelled-num-na.sav", ""),
    ("spss/haven_labelled-str.sav", ""),
    ("spss/haven_umlauts.sav", ""),
    ("spss/haven_variable-label.sav", ""),
    ("spss/missing_char.sav", ""),
    ("spss/missing_test.sav", ""),
    ("spss/ordered_category.sav", ""),
    ("spss/sample.sav", ""),
    ("spss/sample.zsav", ""),
    ("spss/sample_missing.csv", "spss/sample_missing.sav"),
    ("spss/sample_missing.sav", ""),
    ("spss/sample_missing_user.csv", "spss/sample_missing.sav"),
    ("spss/sets.sav", ""),
    ("spss/sets.zsav", ""),
    ("spss/simple_alltypes.sav", ""),
)
"""Exports of real platforms, and the questionnaire that goes with each."""
NO_EXPORTS = frozenset("NOTICE longitudinal__arm.csv longitudinal__event.csv".split())
"""What lies beside them and holds no answers."""


def run(*arguments: str) -> tuple[int, str]:
    """Return the exit code of a command, and what it said."""
    said = StringIO()
    before, sys.argv = sys.argv, ["cryptodrug", *arguments]
    try:
        with redirect_stdout(said), redirect_stderr(said), pytest.raises(SystemExit) as caught:
            cli.main()
    finally:
        sys.argv = before
    return (caught.value.code if isinstance(caught.value.code, int) else 0), said.getvalue()


def drafted(folder: Path, export: Path, *options: str) -> None:
    """Draft a study of an export, check it, and write its report."""
    code, said = run("new", str(folder), "--export", str(export), *options)
    assert code == 0, said
    code, said = run("check", str(folder))
    assert code in {0, 1}, said
    code, said = run("report", str(folder))
    assert code == 0, said
    assert [path.read_bytes()[:2] for path in (folder / "output").glob("*.docx")] == [b"PK"]


def cases() -> Iterator[Any]:
    """Yield every real export by itself, and with its questionnaire."""
    for export, structure in REAL:
        yield pytest.param(export, "", id=Path(export).name)
        if structure:
            yield pytest.param(export, structure, id=f"{Path(export).name} with {Path(structure).name}")


@pytest.mark.parametrize(("export", "structure"), list(cases()))
def test_a_real_export_is_a_study_at_once(export: str, structure: str, tmp_path: Path) -> None:
    drafted(tmp_path / "study", DATA / export, *(["--structure", str(DATA / structure)] if structure else []))


def test_a_real_file_without_headings_is_a_study_at_once(tmp_path: Path) -> None:
    drafted(tmp_path / "study", EXAMPLES / "uci-drugs" / "data" / "uci_drug_consumption.csv", "--no-header")


def test_every_real_export_is_tried() -> None:
    folders = {export.partition("/")[0] for export, _ in REAL}
    lying = {
        path for folder in folders for path in (DATA / folder).iterdir() if path.suffix in {".csv", ".sav", ".zsav"}
    }
    tried = {DATA / name for pair in REAL for name in pair if name}
    assert sorted(path.name for path in lying - tried if path.name not in NO_EXPORTS) == []


SPELLED_OTHERWISE = frozenset(
    "limesurvey-semicolon limesurvey-tab qualtrics-tsv qualtrics-2016 spss-zsav kobo-both surveymonkey-xlsx".split()
)
"""Toys that a draft is made of in the same way as of another one: a reader tells them apart, a draft does not."""
ROUTED_PAST = [person.number for person in PEOPLE if person.truth["gate"] == "no"]


@pytest.mark.parametrize("toy", [toy for toy in TOYS if toy.name not in SPELLED_OTHERWISE], ids=str)
def test_a_toy_export_is_a_study_at_once(toy: Toy, tmp_path: Path) -> None:
    toy.write(tmp_path / toy.file, PEOPLE)
    drafted(tmp_path / "study", tmp_path / toy.file, *([] if toy.header else ["--no-header"]))
    survey = Study.load(tmp_path / "study").survey(keep_keys=False)
    assert len(survey) == len(PEOPLE)
    assert planted_in(survey) == [] or not toy.header  # without headings, columns are looked through by a person


QUESTIONNAIRES = {
    "limesurvey": ("survey.lss", limesurvey_archive.write_structure),
    "limesurvey_vv": ("survey.lss", limesurvey_archive.write_structure),
    "qualtrics": ("toy.qsf", qualtrics_survey.write),
}
"""Questionnaires of platforms that export them apart."""


def with_structure() -> Iterator[Any]:
    """Yield each toy that has a questionnaire, with routing in it, beside it or in itself."""
    for toy in TOYS:
        if toy.format == "limesurvey_archive" or (toy.structure and toy.structure != toy.file):
            yield pytest.param(toy, toy.structure, id=toy.name)
        elif toy.format in QUESTIONNAIRES and toy.name not in SPELLED_OTHERWISE:
            yield pytest.param(toy, QUESTIONNAIRES[toy.format][0], id=toy.name)


@pytest.mark.parametrize(("toy", "structure"), list(with_structure()))
def test_a_toy_export_with_its_questionnaire(toy: Toy, structure: str, tmp_path: Path) -> None:
    toy.write(tmp_path / toy.file, PEOPLE)
    if toy.format in QUESTIONNAIRES:
        QUESTIONNAIRES[toy.format][1](tmp_path / structure)
    options = ["--structure", str(tmp_path / structure)] if structure else []
    drafted(tmp_path / "study", tmp_path / toy.file, *options)
    survey = Study.load(tmp_path / "study").survey(keep_keys=False)
    assert planted_in(survey) == []
    routed = [variable for variable in survey.codebook if variable.relevant]
    assert [variable.name for variable in routed] == (["Q3", "Q8"] if toy.format == "qualtrics" else ["often", "why"])
    assert [variable.type for variable in survey.codebook].count(VariableType.SELECT_MULTIPLE) == 2
    past = [survey.count_reasons(variable.columns[0])[Reason.NOT_APPLICABLE] for variable in routed]
    assert past == [len(ROUTED_PAST)] * 2


def planted_in(survey: Survey) -> list[str]:
    """Return the identifiers of the toy's people that are found in the survey."""
    said = survey.values.to_csv() + repr(survey.history) + repr(survey.codebook)
    return [text for person in PEOPLE for text in person.identifiers if text in said]
