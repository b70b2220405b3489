"""The two studies on real data: what their owners' files say by themselves, and what the tables say."""

import csv
import hashlib
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import docx
import pytest

import analysis
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Cell, Table
from survey.checks import Concern, find_doubts
from survey.missing import Reason
from survey.study import Study
from survey.survey import Action, Survey

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DRUGS, SOFTWARE = "uci-drugs", "research-software"
LANGUAGES = {"nl", "fr", "en"}

ILLICIT = "amphet amyl benzos cannabis coke crack ecstasy heroin ketamine legalh lsd meth mushrooms vsa".split()
NAMES = (
    "id age gender education country ethnicity nscore escore oscore ascore cscore impulsive ss alcohol amphet amyl"
    " benzos caff cannabis choc coke crack ecstasy heroin ketamine legalh lsd meth mushrooms nicotine semer vsa"
).split()


def make(name: str) -> tuple[Study, Survey, dict[str, Table]]:
    study = Study.load(EXAMPLES / name)
    survey = study.survey(keep_keys=False)
    return study, survey, {table.id: table for table in analysis.tables(study, survey)}


@pytest.fixture(scope="module")
def drugs() -> tuple[Study, Survey, dict[str, Table]]:
    return make(DRUGS)


@pytest.fixture(scope="module")
def software() -> tuple[Study, Survey, dict[str, Table]]:
    return make(SOFTWARE)


@pytest.fixture(scope="module")
def raw_drugs() -> list[dict[str, str]]:
    """The file as it is, read without any of our own code."""
    with (EXAMPLES / DRUGS / "data" / "uci_drug_consumption.csv").open(encoding="utf-8", newline="") as file:
        return [dict(zip(NAMES, row, strict=True)) for row in csv.reader(file)]


@pytest.fixture(scope="module")
def raw_software() -> list[dict[str, str]]:
    path = EXAMPLES / SOFTWARE / "data" / "rse_2017_nl_public_data.csv"
    with path.open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    codes = [head.split(". ")[0] for head in heads]
    return [dict(zip(codes, row, strict=True)) for row in rows]


def cell(table: Table, row: str, column: str) -> Cell:
    found = table.row(row)
    assert found is not None, row
    return found.cells[column]


def n_of(table: Table, row: str, column: str = "n") -> int | None:
    return cell(table, row, column).count


@pytest.mark.parametrize(
    ("path", "digest"),
    [
        (
            "uci-drugs/data/uci_drug_consumption.csv",
            "90b8cf500b07ad455baf9fe1dc519998c75a1df6d87f6bd7069176f0826ea8c1",
        ),
        (
            "research-software/data/rse_2017_nl_public_data.csv",
            "70acc35d107f1e92ad159340b8f69e83d3e1519914b2a27061a502e08bbe1477",
        ),
    ],
)
def test_data_are_byte_for_byte_those_of_their_owners(path: str, digest: str) -> None:
    assert hashlib.sha256((EXAMPLES / path).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", [DRUGS, SOFTWARE])
def test_each_example_names_its_source_and_licence(name: str) -> None:
    study = Study.load(EXAMPLES / name)
    notice = (EXAMPLES / name / "NOTICE").read_text(encoding="utf-8")
    assert "Creative Commons Attribution" in notice
    assert "Changes: none (file renamed)." in " ".join(notice.split())
    assert set(study.citation.texts) == LANGUAGES
    assert not study.synthetic
    assert study.threshold == 10


@pytest.mark.parametrize("name", [DRUGS, SOFTWARE])
def test_everything_printed_has_words_in_three_languages(name: str) -> None:
    study = Study.load(EXAMPLES / name)
    labels = {f"table {plan.id}": plan.title for plan in study.plans}
    labels |= {f"section of {plan.id}": plan.section for plan in study.plans if plan.section}
    labels |= {f"remark of {plan.id}": plan.remark for plan in study.plans if plan.remark}
    for variable in study.codebook:
        if not variable.identifier:
            labels[variable.name] = variable.label
            labels |= {f"{variable.name}/{choice.name}": choice.label for choice in variable.choices}
    assert {key: set(label.texts) for key, label in labels.items() if set(label.texts) != LANGUAGES} == {}


@pytest.mark.parametrize("name", [DRUGS, SOFTWARE])
def test_every_base_adds_up_to_everyone(name: str, request: pytest.FixtureRequest) -> None:
    _, survey, tables = request.getfixturevalue({DRUGS: "drugs", SOFTWARE: "software"}[name])
    about_people = [table for table in tables.values() if table.universe.unit.value == "respondents"]
    assert about_people
    for table in about_people:
        assert {base.universe for base in table.bases} == {len(survey)}, table.id


def test_nobody_is_missing_from_the_drug_study(drugs: tuple[Study, Survey, dict[str, Table]]) -> None:
    _, survey, _ = drugs
    assert len(survey) == survey.started == 1885
    assert not survey.reasons.notna().any(axis=None)
    assert [step for step in survey.history if step.action is Action.INVALID] == []


def test_the_number_in_the_file_is_set_apart(drugs: tuple[Study, Survey, dict[str, Table]]) -> None:
    _, survey, _ = drugs
    assert "id" not in survey.values.columns
    assert [step.subject for step in survey.history if step.action is Action.SET_APART] == ["id"]


def test_last_use_of_cannabis(drugs: tuple[Study, Survey, dict[str, Table]]) -> None:
    counts = [n_of(drugs[2]["cannabis"], f"CL{level}") for level in range(7)]
    assert counts == [413, 207, 266, 211, 140, 185, 463]


def test_age_and_the_other_quantised_attributes(drugs: tuple[Study, Survey, dict[str, Table]]) -> None:
    """The numbers of people are those on the page of the data set."""
    tables = drugs[2]
    ages = [n_of(tables["age"], row) for row in ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")]
    assert ages == [643, 481, 356, 294, 93, 18]
    assert (n_of(tables["gender"], "female"), n_of(tables["gender"], "male")) == (942, 943)
    assert n_of(tables["country"], "uk") == 1044
    assert n_of(tables["country"], "other") == 118 + 5
    assert n_of(tables["education"], "some_college") == 506
    assert n_of(tables["ethnicity"], "white") == 1720
    assert n_of(tables["ethnicity"], "mixed") == 20 + 20 + 3


@pytest.mark.parametrize("drug", [name for name in NAMES[13:] if name != "semer"])
def test_the_grid_counts_what_stands_in_the_file(
    drug: str, drugs: tuple[Study, Survey, dict[str, Table]], raw_drugs: list[dict[str, str]]
) -> None:
    counted = Counter(person[drug] for person in raw_drugs)
    grid = drugs[2]["recency"]
    assert {level: n_of(grid, drug, level) for level in counted} == counted
    assert n_of(grid, drug, "top") == sum(n for level, n in counted.items() if level >= "CL3")


def test_polydrug_use_is_counted_per_person(
    drugs: tuple[Study, Survey, dict[str, Table]], raw_drugs: list[dict[str, str]]
) -> None:
    used = [sum(person[drug] >= "CL3" for drug in ILLICIT) for person in raw_drugs]
    table = drugs[2]["polydrug"]
    assert n_of(table, "0") == used.count(0)
    assert n_of(table, "at_least_2") == sum(number >= 2 for number in used)
    mean = cell(table, "mean_all", "value").value
    assert mean is not None
    assert mean * len(used) == sum(used)


def test_eight_people_claim_a_drug_that_does_not_exist(
    drugs: tuple[Study, Survey, dict[str, Table]], raw_drugs: list[dict[str, str]]
) -> None:
    assert n_of(drugs[2]["semeron"], "yes", "percent") == 8
    assert sum(person["semer"] != "CL0" for person in raw_drugs) == 8


def test_the_eight_are_not_in_the_public_report(drugs: tuple[Study, Survey, dict[str, Table]]) -> None:
    study, survey, tables = drugs
    release = protect([tables["semeron"]], survey.history, Policy(Audience.PUBLIC, study.threshold))
    cells = {row.key: row.cells for row in release.tables[0].rows}
    assert cells["yes"]["percent"].hidden
    assert cells["yes"]["percent"].count is None
    assert list(cells["no"]) == ["percent"], "the count of the others would give the eight away"


@pytest.mark.parametrize(("name", "language"), [(DRUGS, "en"), (DRUGS, "fr"), (SOFTWARE, "en"), (SOFTWARE, "nl")])
def test_the_whole_report_is_one_command(name: str, language: str, tmp_path: Path) -> None:
    study = Path(shutil.copytree(EXAMPLES / name, tmp_path / name))
    command = [sys.executable, "-c", "from reports.cli import main; main()"]
    result = subprocess.run(
        [*command, "report", str(study), "--lang", language], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    (report,) = (study / "output").glob(f"*-{language}.docx")
    captions = [p.text for p in docx.Document(str(report)).paragraphs if p.style and p.style.name == "Caption"]
    titles = [plan.title.texts[language] for plan in Study.load(study).plans]
    assert [title for title in titles if not any(title in caption for caption in captions)] == []


def test_seventy_seven_people_and_what_the_workbook_leaves_out(
    software: tuple[Study, Survey, dict[str, Table]], raw_software: list[dict[str, str]]
) -> None:
    _, survey, _ = software
    assert len(survey) == survey.started == len(raw_software) == 77
    assert [step.count for step in survey.history if step.action is Action.UNNAMED] == [70]


@pytest.mark.parametrize(
    ("question", "answered", "gate", "answer"),
    [
        ("currentEmp11", 26, "currentEmp10", "Fixed term"),
        ("train2", 44, "train1", "Yes"),
        ("open1can", 64, "open01can", "Yes"),
        ("open3can", 23, "open03can", "Yes"),
        ("paper3", 58, "paper2", "Yes"),
        ("paper4", 39, "paper3", "No"),
        ("paper5", 4, "paper4", "No"),
    ],
)
def test_routing_explains_who_was_asked(
    question: str,
    answered: int,
    gate: str,
    answer: str,
    software: tuple[Study, Survey, dict[str, Table]],
    raw_software: list[dict[str, str]],
) -> None:
    _, survey, _ = software
    asked = sum(person[gate] == answer for person in raw_software)
    assert survey.values[question].notna().sum() == asked == answered
    reasons = survey.count_reasons(question)
    assert set(reasons) <= {Reason.NOT_APPLICABLE, Reason.BREAK_OFF}
    assert reasons[Reason.NOT_APPLICABLE] + answered + reasons.get(Reason.BREAK_OFF, 0) == 77


def test_two_people_stop_and_then_two_more(software: tuple[Study, Survey, dict[str, Table]]) -> None:
    _, survey, _ = software
    assert survey.count_reasons("currentEmp12") == {}
    assert survey.count_reasons("paper1") == {Reason.BREAK_OFF: 2}
    assert survey.count_reasons("train1") == {Reason.BREAK_OFF: 2}
    assert survey.count_reasons("perfCheck4") == {Reason.BREAK_OFF: 4}
    assert survey.count_reasons("satisgen2") == {Reason.BREAK_OFF: 4}


def test_what_the_file_cannot_tell_stays_unknown(software: tuple[Study, Survey, dict[str, Table]]) -> None:
    _, survey, _ = software
    assert survey.count_reasons("ukrse1") == {Reason.BREAK_OFF: 4, Reason.UNKNOWN: 13}
    assert survey.count_reasons("progRSE5") == {Reason.BREAK_OFF: 4, Reason.NO_ANSWER: 1}
    sets = {Reason.BREAK_OFF: 4, Reason.NO_ANSWER: 4, Reason.UNKNOWN: 2}
    assert survey.count_reasons("ukrse2/local") == survey.count_reasons("ukrse2/uk") == sets


def test_whoever_left_a_single_item_open_answered_the_page_around_it(raw_software: list[dict[str, str]]) -> None:
    """Why the workbook may say that a blank in progRSE5 means no answer."""
    others = [f"likert2[progRSE{number}]" for number in range(1, 5)]
    blank = [person for person in raw_software if not person["likert2[progRSE5]"]]
    assert sorted(sum(bool(person[other]) for other in others) for person in blank) == [0, 0, 0, 0, 4]


def test_multiple_answers_and_batteries(
    software: tuple[Study, Survey, dict[str, Table]], raw_software: list[dict[str, str]]
) -> None:
    tables = software[2]
    assert [n_of(tables["testing"], row) for row in ("none", "developers", "engineers", "users")] == [17, 65, 8, 43]
    columns = {"Never": "never", "Sometimes": "sometimes", "Often": "often"}
    said = Counter(person["likert1[perfCheck7]"] for person in raw_software)
    table = tables["performance"]
    assert {word: n_of(table, "perfCheck7", key) for word, key in columns.items()} == {w: said[w] for w in columns}
    assert n_of(table, "perfCheck7", "top") == said["Often"] + said["Very Often"] + said["Always"]


def test_contradictory_boxes_are_reported_not_mended(
    software: tuple[Study, Survey, dict[str, Table]], raw_software: list[dict[str, str]]
) -> None:
    sets = [[person[f"ukrse2[{box}]"] for box in range(1, 5)] for person in raw_software]
    both = sum(boxes[3] == "Yes" and "Yes" in boxes[:3] for boxes in sets)
    doubts = [doubt for doubt in find_doubts(software[1]) if doubt.concern is Concern.CONTRADICTION]
    assert [(doubt.subject, doubt.count) for doubt in doubts] == [("ukrse2", both)]
    assert both > 0
