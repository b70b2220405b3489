"""The built-in study: its export, its workbook, and the cleaned survey they give."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from survey.missing import Reason
from survey.studies.cryptodrug import make_export
from survey.studies.cryptodrug.questionnaire import FOLDER
from survey.study import Study
from survey.survey import Action, Survey

LANGUAGES = ("nl", "fr", "en")
DRUGS = ("cannabis", "xtc", "amfetamine", "cocaine", "lsd", "paddos", "2cb", "ketamine", "heroine", "nps")
PER_DRUG = ("12m", "eerste", "voor", "freq_voor", "freq_na", "hoeveelheid", "nieuw", "gekocht")
ASKED = """
toestemming leeftijd koper_12m code_1 code_2 code_3 code_4 code_5 geslacht werk eerste_leeftijd eerste_drug eerste_bron
eerste_gezelschap eerste_cryptoaankoop drugs_voor freq_verandering spend_12m n_bestel_12m doel info_bron offline_voor
eval_offline eval_crypto reden_start reden_blijf crit_rang land_verkoper risico_verkoper risico_admin risico_opsporing
risico_voornaamste risico_strategie veilig_extra forum_actief schadebeperking schok_invloed schok_herkocht toekomst
opmerking
""".split()
FINDINGS = [*range(2, 9), *range(10, 22), *range(24, 35), *range(36, 39), *range(40, 47)]
"""The numeric findings that the survey holds; the others are the interviews'."""


@pytest.fixture(scope="module")
def export() -> list[dict[str, str]]:
    text = (FOLDER / "data" / "2019.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


SHEETS = sorted((FOLDER / "codebook").glob("*.csv"))


def rows(sheet: Path) -> list[dict[str, str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_script_reproduces_the_export_byte_for_byte() -> None:
    assert make_export.export(make_export.started()) == (FOLDER / "data" / "2019.csv").read_bytes()


def test_another_seed_gives_other_answers() -> None:
    assert make_export.export(make_export.started(seed=1)) != (FOLDER / "data" / "2019.csv").read_bytes()


def test_export_looks_like_limesurvey() -> None:
    raw = (FOLDER / "data" / "2019.csv").read_bytes()
    assert raw.startswith(b'\xef\xbb\xbf"id";"submitdate";"lastpage";"startlanguage";')
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines.pop() == ""
    assert all(line.startswith('"') and line.endswith('"') for line in lines)
    assert len(lines) == 1 + 120


def test_addresses_belong_to_nobody(export: list[dict[str, str]]) -> None:
    assert {row["ipaddr"].rpartition(".")[0] for row in export} <= {"192.0.2", "198.51.100"}
    mails = [word for row in export for word in row["opmerking"].split() if "@" in word]
    assert mails
    assert all(mail.endswith(".example.org") for mail in mails)


def test_export_is_as_messy_as_a_real_one(export: list[dict[str, str]]) -> None:
    cells = {cell for row in export for cell in row.values()}
    assert {"-99", "-98", "-9", "-8", "", "NA", "n.v.t.", "Y", "N", "-oth-"} <= cells
    assert any("," in row["eerste_cryptoaankoop"] for row in export)
    assert any(row["leeftijd"] == "199" for row in export)
    assert any(row["submitdate"] == "" for row in export)
    assert {row["status"] for row in export} == {"live", "test"}


def test_excluded_duplicates_are_the_later_of_two_from_one_address(export: list[dict[str, str]]) -> None:
    first: dict[str, str] = {}
    later = [f"#{row['id']}" for row in export if first.setdefault(row["ipaddr"], row["id"]) != row["id"]]
    assert later == [row["respondent"] for row in rows(FOLDER / "codebook" / "exclusions.csv")]


def test_every_variable_of_the_questionnaire_is_there(study: Study) -> None:
    wanted = [*ASKED, *(f"d_{drug}_{detail}" for drug in DRUGS for detail in PER_DRUG)]
    wanted += [f"prijs_{drug}" for drug in DRUGS]
    assert set(wanted) <= set(study.codebook.variables)


def test_every_drug_has_a_variable_for_each_role(study: Study) -> None:
    for role in ("recency", "onset", "before", "frequency", "amount", "new", "bought", "price"):
        items = [variable.item for variable in study.codebook if variable.role == role]
        assert items == list(DRUGS), role


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_text_in_one_language_is_there_in_all(sheet: Path) -> None:
    for number, row in enumerate(rows(sheet), start=2):
        for column in {head.partition("::")[0] for head in row if "::" in head}:
            filled = {language for language in LANGUAGES if row[f"{column}::{language}"].strip()}
            assert filled in (set(), set(LANGUAGES)), f"row {number}, {column}"


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        ("choices", "label"),
        ("exclude", "label"),
        ("tables", "title"),
        ("findings", "label"),
        ("recode", "category_label"),
    ],
)
def test_every_row_has_its_text(sheet: str, column: str) -> None:
    path = FOLDER / "codebook" / f"{sheet}.csv"
    assert all(row[f"{column}::{language}"] for row in rows(path) for language in LANGUAGES)


def test_every_question_has_a_label_in_three_languages(study: Study) -> None:
    assert all(set(variable.label.texts) == set(LANGUAGES) for variable in study.codebook)
    assert all(set(label.texts) == set(LANGUAGES) for label in study.codebook.groups.values())


def test_study_says_that_it_is_synthetic(study: Study) -> None:
    assert study.synthetic
    assert "synthetische" in study.title.text("nl")
    assert "synthétiques" in study.title.text("fr")
    assert "synthetic" in study.title.text("en")


def test_findings_point_to_tables_of_the_plan(study: Study) -> None:
    planned = [plan.id for plan in study.plans]
    assert len(planned) >= 24
    assert {finding.table for finding in study.findings} <= set(planned)


def test_every_numeric_finding_of_the_survey_is_listed(study: Study) -> None:
    listed = {finding.number.rstrip("abcd") for finding in study.findings}
    assert {str(number) for number in FINDINGS} | {"+"} <= listed


def test_report_has_its_headings_in_order(study: Study) -> None:
    headings = [plan.section.text("en") for plan in study.plans if plan.section]
    assert headings[0] == "Respondents and missing answers"
    assert headings[-2:] == ["Published and computed figures", "Account of the method"]
    assert len(headings) == len(set(headings)) == 22


def test_exactly_99_of_about_120_are_included(survey: Survey) -> None:
    assert survey.started == 120
    assert len(survey) == 99


def test_every_rule_excludes_somebody_and_some_cannot_be_told(survey: Survey, study: Study) -> None:
    excluded = {step.subject: step.count for step in survey.history if step.action is Action.EXCLUDED}
    names = [rule.name for rule in study.cleaning.excludes]
    assert set(excluded) == {*names, "exclusions"}
    assert all(excluded[name] for name in names)
    assert any(step.action is Action.CANNOT_TELL and step.count for step in survey.history)


def test_each_reason_for_an_absence_occurs(survey: Survey) -> None:
    found = set(survey.reasons.stack().dropna())
    assert found == set(Reason)


def test_unfinished_people_left_nothing_after_their_last_page(export: list[dict[str, str]], study: Study) -> None:
    pages = {variable.column or name: variable.page for name, variable in study.codebook.variables.items()}
    del pages["status"]  # filled in by the platform, whatever the person does
    for row in export:
        if not row["submitdate"]:
            later = [head for head in row if pages.get(head.partition("[")[0], 0) > int(row["lastpage"])]
            assert not any(row[head] for head in later), row["id"]


def test_82_people_answered_whether_each_drug_was_new(survey: Survey) -> None:
    columns = [f"d_{drug}_nieuw" for drug in DRUGS]
    gates = survey.values[[f"d_{drug}_12m" for drug in DRUGS]].eq("nooit").to_numpy()
    known = survey.values[columns].notna().to_numpy() | gates
    new = survey.values[columns].eq("ja").to_numpy()[known.all(axis=1)]
    assert (len(new), int(new.sum()), int(new.any(axis=1).sum())) == (82, 217, 49)


@pytest.mark.parametrize(
    ("question", "n"),
    [("info_bron", 66), ("doel", 66), ("spend_12m", 80), ("eval_offline", 77), ("reden_start", 75)]
    + [(name, 71) for name in ("reden_blijf", "schadebeperking", "schok_invloed", "schok_herkocht", "toekomst")],
)
def test_number_of_answers_is_one_that_the_published_figure_allows(survey: Survey, question: str, n: int) -> None:
    column = study_column(survey, question)
    assert int(survey.values[column].notna().sum()) == n


def study_column(survey: Survey, question: str) -> str:
    return survey.codebook[question].columns[0]


def test_careers_are_possible_but_for_a_few_slips(survey: Survey) -> None:
    first = survey.values["eerste_leeftijd"].astype("Float64")
    assert bool((first <= survey.values["leeftijd"].astype("Float64")).dropna().all())
    bought = survey.values["eerste_cryptoaankoop"].astype("Float64")
    late = sum(
        int((survey.values[f"d_{drug}_voor"].eq("ja") & (survey.values[f"d_{drug}_eerste"] > bought)).sum())
        for drug in DRUGS
    )
    assert 0 < late <= 5
