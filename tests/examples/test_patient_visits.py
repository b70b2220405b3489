"""The example whose questions change between occasions: its files are its owner's rows, and its waves meet."""

import csv
from pathlib import Path

import pytest

from survey.missing import Reason
from survey.study import Study
from survey.survey import Survey

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "patient-visits"
LANGUAGES = {"nl", "fr", "en"}
EVENTS = {
    "enrollment": ("enrollment_arm_1", "enrollment_arm_2"),
    "visit-1": ("visit_1_arm_1",),
    "visit-2": ("visit_2_arm_1",),
    "final-visit": ("final_visit_arm_1", "final_visit_arm_2"),
}


@pytest.fixture(scope="module")
def study() -> Study:
    return Study.load(EXAMPLE)


@pytest.fixture(scope="module")
def survey(study: Study) -> Survey:
    return study.survey(keep_keys=False)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", EVENTS)
def test_every_cell_is_that_of_the_owner(name: str) -> None:
    project = rows(ROOT / "tests" / "data" / "redcap" / "longitudinal__data.csv")
    whole = [row for row in project if row["redcap_event_name"] in EVENTS[name]]
    here = rows(EXAMPLE / "data" / f"{name}.csv")
    assert here == [{head: row[head] for head in here[0]} for row in whole]


def test_nothing_that_names_anybody_came_along() -> None:
    heads = {head for name in EVENTS for head in rows(EXAMPLE / "data" / f"{name}.csv")[0]}
    assert not heads & {"first_name", "last_name", "telephone_1", "email", "dob", "comments", "ec_phone"}


def test_it_says_that_its_people_are_invented(study: Study) -> None:
    assert study.synthetic
    assert set(study.citation.texts) == LANGUAGES
    assert "MIT" in (EXAMPLE / "NOTICE").read_text(encoding="utf-8")
    assert "Copyright (c) 2021 REDCapR authors" in (EXAMPLE / "LICENSE-MIT.txt").read_text(encoding="utf-8")


def test_every_change_is_decided_and_has_words_in_three_languages(study: Study) -> None:
    assert not [bridge.asked for bridge in study.bridges if bridge.undecided]
    labels = [variable.label for variable in study.codebook if not variable.identifier]
    labels += [choice.label for variable in study.codebook for choice in variable.choices]
    labels += [bridge.why for bridge in study.bridges if bridge.why]
    labels += [plan.title for plan in study.plans]
    assert all(set(label.texts) == LANGUAGES for label in labels)


def test_one_blood_value_has_four_names_and_stays_one(study: Study, survey: Survey) -> None:
    asked = [bridge.asked for bridge in study.bridges if bridge.variable == "prealb_b"]
    assert asked == ["prealb_b", "vld1", "vld1", "prealb_4"]
    first, later = survey.links["Enrollment", "Final visit"].pairs[0]
    record = rows(EXAMPLE / "data" / "enrollment.csv")[0], rows(EXAMPLE / "data" / "final-visit.csv")[0]
    assert float(survey.values.loc[("Enrollment", first), "prealb_b"]) == float(record[0]["prealb_b"])
    assert float(survey.values.loc[("Final visit", later), "prealb_b"]) == float(record[1]["prealb_4"])


def test_a_number_and_a_date_of_the_same_name_are_never_one(survey: Survey) -> None:
    last = survey.reasons.xs("Final visit", level="wave")
    assert set(last["creat_b"]) == {Reason.NOT_IN_WAVE.value}
    assert survey.codebook["creat_4"].waves == ("Final visit",)


def test_the_second_visit_asked_what_the_first_did(study: Study) -> None:
    asked = study.questionnaires
    assert list(asked["Visit 1"].variables) == list(asked["Visit 2"].variables)


def test_people_are_found_again_by_the_number_of_their_record(survey: Survey) -> None:
    found = {waves: len(links.pairs) for waves, links in survey.links.items()}
    assert found["Enrollment", "Final visit"] == 3
    assert set(found.values()) == {2, 3}
