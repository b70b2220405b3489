"""What changed between waves as a Word file: sound, the same twice, and not told by colour."""

from pathlib import Path

import docx
import pytest

from reports.languages import LANGUAGES
from reports.waves_document import waves_document, write_waves
from survey import Study
from survey.package import is_ours
from survey.waves.transitions import Transition, transitions
from tests.reports.ooxml import faults
from tests.two_waves import write_waves as write_study

SURVEY = "type,name,label::nl\n,age,Hoe oud bent u & uw < partner?\ngone,say,\nselect_one why,new,Nieuwe vraag\n"
CHOICES = "list_name,name,label::nl\nwhy,price,Prijs\nwhy,more,Meer\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return Study.load(write_study(tmp_path_factory.mktemp("waves"), survey=SURVEY, choices=CHOICES))


@pytest.fixture(scope="module")
def found(study: Study) -> tuple[Transition, ...]:
    return transitions(study.questionnaires, study.bridges, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_sound_ours_and_the_same_twice(
    study: Study, found: tuple[Transition, ...], language: str, tmp_path: Path
) -> None:
    path = tmp_path / "changes.docx"
    write_waves(study, found, language, path)
    assert faults(path) == []
    assert is_ours(path)
    assert path.read_bytes() == waves_document(study, found, language)


def test_every_changed_question_has_a_row_and_every_open_one_a_row_to_copy(
    study: Study, found: tuple[Transition, ...], tmp_path: Path
) -> None:
    path = tmp_path / "changes.docx"
    write_waves(study, found, "nl", path)
    changed, rows = docx.Document(str(path)).tables
    assert [row.cells[0].text for row in changed.rows[1:]] == ["age", "why", "say", "new"]
    assert [cell.text for cell in rows.rows[0].cells][:3] == ["wave", "variable", "category"]
    assert [(row.cells[1].text, row.cells[6].text) for row in rows.rows[1:]] == [
        ("age", "with_care"),
        ("why", "with_care"),
    ]
    assert {row.cells[7].text for row in rows.rows[1:]} == {""}


def test_words_that_went_are_struck_through_and_those_that_came_underlined(
    study: Study, found: tuple[Transition, ...], tmp_path: Path
) -> None:
    path = tmp_path / "changes.docx"
    write_waves(study, found, "nl", path)
    changed, _ = docx.Document(str(path)).tables
    age, why = (changed.rows[place].cells[2].paragraphs[0] for place in (1, 2))
    assert [(run.text, bool(run.font.underline)) for run in age.runs if run.text.strip()] == [
        ("Hoe oud ", False),
        ("bent u & uw < partner?", True),
    ]
    assert [run.text for run in why.runs if run.font.strike] == ["Plezier"]
    assert why.text.splitlines()[0] == "Waarom?"


def test_a_study_in_which_nothing_changed_has_no_tables(tmp_path: Path) -> None:
    study = Study.load(write_study(tmp_path))
    write_waves(study, transitions(study.questionnaires, study.bridges, ()), "fr", tmp_path / "changes.docx")
    document = docx.Document(str(tmp_path / "changes.docx"))
    assert document.tables == []
    assert "Aucune question n’a changé." in "\n".join(paragraph.text for paragraph in document.paragraphs)
