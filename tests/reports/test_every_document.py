"""Every kind of Word file that the product writes, of every study that comes along: the schema and the twelve rules."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
import released
import templates
from ooxml import faults
from released import STUDIES

from analysis.disclosure import Audience
from reports.annex import annex
from reports.disagreements import disagreement_list
from reports.document import excerpt
from reports.house import open_house
from reports.languages import LANGUAGES
from survey.interviews.word_comments import coding_document
from survey.interviews.word_page import Page

BUILT_IN = STUDIES[0]
Kind = Callable[[str], bytes]


def settled(language: str) -> bytes:
    study, _ = released.read(BUILT_IN)
    return disagreement_list(study, study.corpora[0], Fraction(1, 2), language)


def transcript(language: str) -> bytes:
    study, _ = released.read(BUILT_IN)
    corpus = study.corpora[0]
    interview = next(each for each in corpus if any(coding.interview == each.id for coding in corpus.codings))
    page = Page("kop", "{page} / {pages}")
    return coding_document(interview, corpus.codes, corpus.codings, language, page)


def one_table(language: str) -> bytes:
    whole = released.release(BUILT_IN)
    tables = tuple(table for table in whole.tables if table.kind in {"quotes", "joint", "frequency"})
    return excerpt(type(whole)(tables, whole.history, whole.policy), released.front(BUILT_IN, language))


OTHERS: dict[str, Kind] = {"disagreements": settled, "transcript": transcript, "tables": one_table}
OTHERS |= {
    f"annex of {study.name}": lambda language, study=study: annex(released.read(study)[0], language)
    for study in STUDIES
}  # type: ignore[misc]


def sound(content: bytes, folder: Path) -> Iterator[str]:
    path = folder / "made.docx"
    path.write_bytes(content)
    yield from faults(path)


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_reports(study: Path, tmp_path: Path) -> None:
    made = {
        (language, audience.value): list(sound(released.document(study, language, audience), tmp_path))
        for language, audience in product(LANGUAGES, Audience)
    }
    assert len(made) == 6
    assert {kind: found for kind, found in made.items() if found} == {}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_other_documents(kind: str, language: str, tmp_path: Path) -> None:
    assert list(sound(OTHERS[kind](language), tmp_path)) == []


@pytest.mark.parametrize("make", [templates.letter, templates.dutch], ids=lambda make: make.__name__)
def test_tables_in_a_template(make: Callable[[Path], Path], tmp_path: Path) -> None:
    house = open_house(make(tmp_path))
    for study in STUDIES[1:]:
        made = excerpt(released.release(study), released.front(study, "fr"), house)
        assert list(sound(made, tmp_path)) == []
