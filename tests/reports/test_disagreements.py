"""The list of disagreements as a Word file: sound, confidential, with every passage and room for a decision."""

import re
from fractions import Fraction
from pathlib import Path

import docx
import pytest
from ooxml import faults

from analysis.disagreements import disagreements
from reports.disagreements import (
    AROUND,
    LONGEST,
    PLAIN,
    STRONG,
    disagreement_list,
    passage,
    shortened,
    write_disagreements,
)
from reports.languages import LANGUAGES
from survey.interviews.corpus import Corpus
from survey.study import Study

HALF = Fraction(1, 2)
BUILT_IN = Path(__file__).parents[2] / "survey" / "studies" / "cryptodrug"
DECIDED = {"nl": "Beslissing", "fr": "Décision", "en": "Decision"}


@pytest.fixture(scope="module")
def study() -> Study:
    return Study.load(BUILT_IN)


@pytest.fixture(scope="module")
def corpus(study: Study) -> Corpus:
    return study.corpora[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_sound_and_the_same_twice(study: Study, corpus: Corpus, language: str, tmp_path: Path) -> None:
    path = tmp_path / "settle.docx"
    write_disagreements(study, corpus, HALF, language, path)
    assert faults(path) == []
    assert path.read_bytes() == disagreement_list(study, corpus, HALF, language)
    assert path.stat().st_mode & 0o077 == 0
    said = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert re.findall(r"\{\w*\}|\bagreement\.\w+", said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_passage_has_a_row_and_an_empty_decision(
    study: Study, corpus: Corpus, language: str, tmp_path: Path
) -> None:
    path = tmp_path / "settle.docx"
    write_disagreements(study, corpus, HALF, language, path)
    (table,) = docx.Document(str(path)).tables
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads[2:] == ["LV", "SM", DECIDED[language]]
    found = disagreements(corpus, HALF)
    rows = [row.cells for row in table.rows[1:] if len({id(cell._tc) for cell in row.cells}) > 1]
    assert len(rows) == len(found) > 10
    for cells, each in zip(rows, found, strict=True):
        strong = "".join(r.text for p in cells[1].paragraphs for r in p.runs if r.style.name == "Strong")
        text = corpus[each.interview].transcript.text[each.start : each.end]
        assert strong.split() == text.split()
        for coder, cell in zip(("LV", "SM"), cells[2:4], strict=True):
            trails = {corpus.codes.trail(coding.code, language) for coding in each.coded[coder]}
            assert all(trail in cell.text for trail in trails) if trails else cell.text == "–"
        assert cells[4].text == ""


def test_it_is_marked_on_every_page_and_in_its_properties(study: Study, corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "settle.docx"
    write_disagreements(study, corpus, HALF, "en", path)
    document = docx.Document(str(path))
    head = "".join(paragraph.text for paragraph in document.sections[0].header.paragraphs)
    assert "internal" in head
    assert "synthetic" in head
    properties = document.core_properties
    assert (
        "internal" in f"{properties.keywords} {properties.comments} {properties.category} {properties.content_status}"
    )


def test_a_passage_stands_between_the_words_around_it() -> None:
    text = " ".join(f"w{n}" for n in range(100))
    start, end = text.index("w50"), text.index("w53") - 1
    said = passage(text, start, end)
    before, inside, after = re.split(f"[{STRONG}{PLAIN}]", said)
    assert inside == "w50 w51 w52"
    assert before.split() == ["…", *(f"w{n}" for n in range(50 - AROUND, 50))]
    assert after.split() == [*(f"w{n}" for n in range(53, 53 + AROUND)), "…"]


def test_a_passage_within_a_word_keeps_the_word_whole() -> None:
    assert passage("gaan zwemmen nu", 5, 8) == f"gaan{' '}{STRONG}zwe{PLAIN}mmen nu"
    assert passage("zwemmen", 3, 7) == f"zwe{STRONG}mmen{PLAIN}"


def test_a_long_passage_loses_its_middle_and_its_own_marks() -> None:
    text = f"{STRONG} ".join(f"w{n}" for n in range(LONGEST + 5))
    said = passage(text, 0, len(text))
    assert said.count(STRONG) == said.count(PLAIN) == 1
    assert "[…]" in said
    assert len(said.split()) == LONGEST + 1


def test_a_segment_is_told_by_its_ends() -> None:
    assert shortened("een twee\n drie") == "een twee drie"
    assert (
        shortened("een twee drie vier vijf zes zeven acht negen tien") == "een twee drie vier … zeven acht negen tien"
    )
