"""The second wave of the built-in study: its export, what changed in its questionnaire, and who answered twice."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from analysis import TABLES, check_plans
from survey.errors import StudyError
from survey.missing import Reason
from survey.studies import copy_study
from survey.studies.cryptodrug import follow_up_form, make_export, make_follow_up
from survey.studies.cryptodrug.follow_up_people import EXACT, LIKE_ANOTHER, NEAR_ANOTHER, ONE_ERROR, YEARS
from survey.studies.cryptodrug.questionnaire import FOLDER
from survey.study import Study
from survey.survey import Survey
from survey.waves.changes import CategoryKind, Change, ChangeKind, compare
from survey.waves.crosswalk import Crossing, Status

LANGUAGES = ("nl", "fr", "en")
PLACE = FOLDER / "follow-up"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def export() -> list[dict[str, str]]:
    text = (PLACE / "2021.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture(scope="module")
def changes(followed: Study) -> dict[str, Change]:
    first, second = followed.questionnaires.values()
    met = [bridge for bridge in followed.bridges if bridge.wave == "2021" and not bridge.apart]
    bridges = [bridge for bridge in met if not followed.codebook[bridge.variable].harmonised]
    renamed = {bridge.asked: bridge.variable for bridge in bridges if bridge.asked != bridge.variable}
    found = compare(first, second, renamed, {bridge.asked: bridge.categories for bridge in bridges})
    return {change.variable: change for change in found}


def test_script_reproduces_the_export_byte_for_byte() -> None:
    made = make_export.export(make_follow_up.started(), follow_up_form.questions())
    assert made == (PLACE / "2021.csv").read_bytes()


def test_another_seed_gives_other_answers() -> None:
    made = make_export.export(make_follow_up.started(seed=1), follow_up_form.questions())
    assert made != (PLACE / "2021.csv").read_bytes()


def test_the_script_and_the_product_read_the_same_questionnaire(followed: Study) -> None:
    asked = followed.questionnaires["2021"]
    questions = [variable for variable in asked if not variable.derived]
    assert [question.name for question in follow_up_form.questions()] == [variable.name for variable in questions]
    assert [question.page for question in follow_up_form.questions()] == [variable.page for variable in questions]


def test_addresses_belong_to_nobody(export: list[dict[str, str]]) -> None:
    assert {row["ipaddr"].rpartition(".")[0] for row in export} <= {"192.0.2", "198.51.100"}
    mails = [word for row in export for word in row["opmerking"].split() if "@" in word]
    assert mails
    assert all(mail.endswith(".example.org") for mail in mails)


def test_export_is_as_messy_as_the_first(export: list[dict[str, str]]) -> None:
    assert {"-99", "-98", "-9", "-8", "", "NA", "Y", "N", "-oth-"} <= {cell for row in export for cell in row.values()}
    assert any(row["submitdate"] == "" for row in export)
    assert {row["status"] for row in export} == {"live", "test"}


@pytest.mark.parametrize("sheet", ["codebook-2021/survey", "codebook-2021/choices", "crosswalk", "tables"])
def test_a_text_in_one_language_is_there_in_all(sheet: str) -> None:
    with (PLACE / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            for column in {head.partition("::")[0] for head in row if "::" in head}:
                filled = {language for language in LANGUAGES if row[f"{column}::{language}"].strip()}
                assert filled in (set(), set(LANGUAGES)), f"row {number}, {column}"


def test_every_kind_of_change_is_in_the_questionnaire(changes: dict[str, Change]) -> None:
    assert {kind for change in changes.values() for kind in change.kinds} == set(ChangeKind)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("toekomst", ChangeKind.REWORDED),
        ("schok_invloed", ChangeKind.REWORDED),
        ("info_bron", ChangeKind.CATEGORIES),
        ("eerste_bron", ChangeKind.CATEGORIES),
        ("eerste_gezelschap", ChangeKind.CATEGORIES),
        ("reden_start", ChangeKind.CATEGORIES),
        ("werk", ChangeKind.CATEGORIES),
        ("eval_crypto", ChangeKind.ROUTING),
        ("crit_rang", ChangeKind.TYPE),
        ("munt", ChangeKind.NEW),
        ("corona_invloed", ChangeKind.NEW),
        ("schok_herkocht", ChangeKind.GONE),
        ("grootste_risico", ChangeKind.RENAMED),
        ("offline_voor", ChangeKind.MOVED),
    ],
)
def test_what_changed_is_found(question: str, kind: ChangeKind, changes: dict[str, Change]) -> None:
    assert kind in changes[question].kinds


def test_all_other_questions_are_the_same(changes: dict[str, Change]) -> None:
    assert sum(change.kinds == (ChangeKind.SAME,) for change in changes.values()) > 100


def test_numbers_of_categories_that_changed_are_told(changes: dict[str, Change]) -> None:
    assert {change.kind for change in changes["eerste_bron"].categories} == {CategoryKind.RENUMBERED}


def test_every_rule_and_every_status_is_in_the_crosswalk(followed: Study) -> None:
    with (PLACE / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["rule"] for row in rows} == set(Crossing)
    assert {row["status"] for row in rows} == set(Status)
    assert not [bridge.asked for bridge in followed.bridges if bridge.undecided]


def test_the_crosswalk_says_nothing_that_goes_without_saying(followed: Study, changes: dict[str, Change]) -> None:
    with (PLACE / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        named = {row["variable"] for row in csv.DictReader(file) if row["wave"] == "2021"}
    reversed_ = {"forum_actief"}  # the order of the answers is no change by itself
    assert [name for name in named - reversed_ if changes[name].same] == []


def test_renumbered_answers_are_counted_under_their_meaning(export: list[dict[str, str]], both: Survey) -> None:
    second = both.of_waves(["2021"])
    said = Counter(row["eerste_bron"] for row in export if row["status"] == "live")
    counted = second.values["eerste_bron"].value_counts()
    codes = {"vrienden": "A1", "familie": "A2", "dealer": "A3", "online": "A4", "andere": "-oth-"}
    assert {name: int(counted[name]) for name in codes} == {name: said[code] for name, code in codes.items()}


def test_risk_changed_its_name_and_its_codes_and_stays_what_it_was(export: list[dict[str, str]], both: Survey) -> None:
    said = Counter(row["grootste_risico"] for row in export if row["status"] == "live")
    counted = both.of_waves(["2021"]).values["risico_voornaamste"].value_counts()
    assert (int(counted["opsporing"]), int(counted["geld_pakket"])) == (said["A1"], said["A2"])


def test_what_is_collapsed_in_one_wave_is_collapsed_in_both(both: Survey) -> None:
    first = both.of_waves(["2019"]).values
    own = first["eerste_gezelschap"].value_counts()
    together = first["eerste_gezelschap_4"].value_counts()
    assert int(together["naasten"]) == int(own["partner"]) + int(own["familie"]) > 0


def test_what_a_wave_did_not_ask_is_not_in_it_for_everyone(both: Survey) -> None:
    second = both.reasons.xs("2021", level="wave")
    for column in ("schok_herkocht", "schok_invloed", "crit_rang/1", "eerste_gezelschap"):
        assert set(second[column]) == {Reason.NOT_IN_WAVE.value}, column
    first = both.reasons.xs("2019", level="wave")
    for column in ("munt", "corona_invloed", "schok_invloed_2021", "reden_start/lockdown"):
        assert set(first[column]) == {Reason.NOT_IN_WAVE.value}, column


def test_the_first_wave_is_what_it_was_cell_by_cell(survey: Survey, both: Survey) -> None:
    first = both.of_waves(["2019"])
    shared = [column for column in survey.values if column in first.values]
    assert set(survey.values) - set(shared) <= {"corona_invloed"}  # asked in 2021 only
    for column in shared:
        assert plain(survey.values[column]) == plain(first.values[column]), column
        assert plain(survey.reasons[column]) == plain(first.reasons[column]), column


def plain(column: pd.Series) -> list[str]:
    return column.astype("string").fillna("").tolist()


def test_who_answered_twice_is_found_and_nobody_else(both: Survey) -> None:
    links = both.links["2019", "2021"]
    assert len(links.pairs) == EXACT + ONE_ERROR
    assert len(links.ambiguous) == 3 * (LIKE_ANOTHER + NEAR_ANOTHER)
    assert len(links.incomplete) > 0
    ages = [both.values["leeftijd"].xs(wave, level="wave") for wave in ("2019", "2021")]
    grown = [(ages[0][one], ages[1][other]) for one, other in links.pairs]
    known = [later - earlier for earlier, later in grown if not pd.isna(earlier) and not pd.isna(later)]
    assert set(known) == {YEARS}
    assert len(known) > 15


def test_codes_are_in_no_table(both: Survey) -> None:
    assert not [column for column in both.values if column.startswith("code_")]


def test_the_documented_steps_give_what_the_command_gives(followed: Study, tmp_path: Path) -> None:
    """All but the tables, which nobody needs to add."""
    page = (ROOT / "docs" / "waves.md").read_text(encoding="utf-8")
    chapter = page.split("## A second wave, step by step")[1].split("\n## ")[0]
    lines = [line for block in chapter.split("```")[1::2] for line in block.strip().splitlines()]
    assert "cryptodrug demo my-study" in lines
    copy_study("cryptodrug", tmp_path / "my-study")
    for line in lines:
        if not line.startswith("cryptodrug "):
            subprocess.run(["sh", "-c", line], cwd=tmp_path, check=True)
    by_hand, made = files_of(tmp_path / "my-study"), files_of(followed.path)
    assert {name for name in made if made[name] != by_hand.get(name)} == {"codebook/tables.csv"}
    assert set(by_hand) == set(made)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_category_that_changed_its_words_is_named_until_the_crosswalk_speaks_of_it(
    followed: Study, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(followed.path, tmp_path / "study"))
    (folder / "codebook" / "crosswalk.csv").unlink()
    with pytest.raises(StudyError) as raised:
        Study.load(folder)
    assert "the category 'student' of 'werk' means something else in 2021" in str(raised.value)


def test_every_table_about_a_published_figure_stays_with_the_first_wave(followed: Study) -> None:
    waves = {plan.id: plan.waves for plan in followed.plans}
    for table in ("spending", "purpose", "evaluation", "bought_again"):
        assert waves[table] == ("2019",), table


def test_the_wave_brings_every_kind_of_table_about_several_waves(followed: Study) -> None:
    check_plans(followed)
    brought = {plan.kind for plan in followed.plans if TABLES[plan.kind].of_waves}
    assert {"trend", "panel", "dropout", "linked"} <= brought
    assert any(plan.by == "wave" for plan in followed.plans)
