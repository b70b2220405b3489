"""The annex as a Word file: sound, the same twice, in three languages, without anybody's answers."""

import re
from pathlib import Path

import docx
import pytest
from ooxml import faults
from test_document import needs_office, pages, paragraphs

from reports.annex import annex, write_annex
from reports.languages import LANGUAGES
from survey.errors import StudyError
from survey.study import Study

ROOT = Path(__file__).parents[2]
FOLDERS = (
    ROOT / "survey" / "studies" / "cryptodrug",
    ROOT / "examples" / "uci-drugs",
    ROOT / "examples" / "research-software",
)


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def study(request: pytest.FixtureRequest) -> Study:
    return Study.load(request.param)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_annex_is_sound_and_the_same_twice(study: Study, language: str, tmp_path: Path) -> None:
    path = tmp_path / "annex.docx"
    write_annex(study, language, path)
    assert faults(path) == []
    assert path.read_bytes() == annex(study, language)
    text = "\n".join(paragraphs(path))
    assert re.findall(r"\{\w*\}|\b(?:annex|routing|role|cover|document|reason)\.\w+", text.replace("${", "")) == []


def test_every_question_and_routing_is_in_words(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "annex.docx"
    write_annex(study, "en", path)
    said = paragraphs(path)
    routed = sum(text.startswith("Only if ") for text in said)
    batteries = sum("Answers to questions" in text for text in said)
    assert routed >= sum(bool(variable.relevant) for variable in study.codebook) - batteries
    assert not [text for text in said if "${" in text]
    for variable in study.codebook:
        assert any(variable.label.text("en") in text for text in said), variable.name


def test_the_cover_says_what_it_is_and_that_the_data_are_invented(tmp_path: Path) -> None:
    for language, title, mark in (
        ("nl", "Vragenlijst en codeboek", "Synthetische gegevens"),
        ("fr", "Questionnaire et livre de codes", "Données synthétiques"),
        ("en", "Questionnaire and codebook", "Synthetic data"),
    ):
        path = tmp_path / f"{language}.docx"
        write_annex(Study.load(FOLDERS[0]), language, path)
        cover = paragraphs(path)[:8]
        assert cover[0] == title
        assert mark in cover
        assert docx.Document(str(path)).core_properties.keywords == mark.lower()
    write_annex(Study.load(FOLDERS[1]), "nl", tmp_path / "real.docx")
    assert "Synthetische gegevens" not in paragraphs(tmp_path / "real.docx")


def test_the_contents_lead_to_the_headings(tmp_path: Path) -> None:
    path = tmp_path / "annex.docx"
    write_annex(Study.load(FOLDERS[0]), "en", path)
    said = paragraphs(path)
    heads = [p.text for p in docx.Document(str(path)).paragraphs if str(p.style and p.style.name) == "Heading 2"]
    assert {"Reasons", "Choice of vendors", "Variables", "Derived variables"} <= set(heads)
    assert [text for text in heads if said.count(text) < 2] == []


def test_an_annex_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no such folder"):
        write_annex(Study.load(FOLDERS[0]), "nl", tmp_path / "nowhere" / "annex.docx")
    assert list(tmp_path.iterdir()) == []


@needs_office
def test_the_printed_tables_repeat_their_heads_and_headings_stand_over_something(tmp_path: Path) -> None:
    path = tmp_path / "annex.docx"
    write_annex(Study.load(FOLDERS[0]), "en", path)
    texts = pages(path, tmp_path)
    listed = [text for text in texts if re.search(r"\bd_\w+_nieuw \d+\.", text)]
    assert len(listed) > 2
    assert all("codes of absence" in text for text in listed)
    heads = {p.text for p in docx.Document(str(path)).paragraphs if str(p.style and p.style.name) == "Heading 2"}
    assert not [text for text in texts[2:] if any(text.removesuffix(" ").endswith(f" {head}") for head in heads)]
