"""The whole report: sound, the same twice, complete in three languages, and what LibreOffice makes of it."""

import os
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
import samples
from docx.oxml.ns import qn
from ooxml import faults

from analysis.disclosure import Audience
from reports.document import captions, report, write_report
from reports.front import Front, software
from reports.languages import LANGUAGES
from reports.pages import convert, page_texts, squeezed
from survey.codebook import Label
from survey.errors import StudyError

OFFICE = shutil.which("soffice") and shutil.which("pdftotext")
needs_office = pytest.mark.skipif(
    not OFFICE and not os.environ.get("CI"), reason="LibreOffice and poppler are not installed here"
)


def front(language: str = "nl", **more: object) -> Front:
    facts = {
        "title": samples.label("Belgische kopers", "Acheteurs belges", "Belgian buyers"),
        "language": language,
        "waves": ("2019",),
        "n": samples.N,
        "fieldwork": (date(2019, 6, 1), date(2019, 11, 30)),
        "synthetic": True,
        "sources": samples.EXPORTS,
        "versions": {"pandas": "3.0"},
    }
    return Front(**{**facts, **more})  # type: ignore[arg-type]


def written(folder: Path, language: str = "nl", audience: Audience = Audience.PUBLIC, **more: object) -> Path:
    path = folder / f"report-{language}.docx"
    write_report(samples.release(audience), front(language, **more), path)
    return path


def paragraphs(path: Path) -> list[str]:
    body = docx.Document(str(path)).element.body
    return ["".join(t.text for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", Audience)
def test_a_report_is_sound_and_the_same_twice(language: str, audience: Audience, tmp_path: Path) -> None:
    path = written(tmp_path, language, audience)
    assert faults(path) == []
    assert path.read_bytes() == report(samples.release(audience), front(language))


def test_a_release_without_tables_or_history_is_a_sound_report_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    bare = replace(samples.release(), tables=(), history=())
    write_report(bare, Front(Label({"nl": "Leeg"}), "nl"), path)
    assert faults(path) == []
    assert "Niemand is uitgesloten." in paragraphs(path)


def test_every_table_has_its_caption_and_its_place_in_the_list(tmp_path: Path) -> None:
    said = paragraphs(written(tmp_path))
    expected = list(captions(samples.release(), front()).values())
    assert len(expected) == len(samples.TABLES) + 2
    assert [said.count(caption) for caption in expected] == [2] * len(expected)
    assert expected[0] == "Tabel 1. Ontbrekende antwoorden per vraag"


def test_headings_stand_in_report_order(tmp_path: Path) -> None:
    document = docx.Document(str(written(tmp_path)))
    heads = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    chapters = ["Wie deed mee", "Informatie", "Kopen", "Verantwoording"]
    assert heads == ["Lijst van tabellen", "Leeswijzer", *chapters, "Bijlage: hoe deze cijfers zijn gemaakt"]


def test_notes_stand_under_each_table(tmp_path: Path) -> None:
    said = paragraphs(written(tmp_path))
    assert "Noot. Basis: 66 van 99 respondenten; niet beantwoord 18, afgehaakt 11, weet niet 4." in said
    synthetic = "Synthetische gegevens: verzonnen antwoorden, geen echte personen."
    assert sum(synthetic in text for text in said) == len(samples.TABLES) - 1


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("nl", ("Meetronde2019", "Aantal respondenten99 mensen", "1 juni 2019 tot 30 november 2019", "Nederlands")),
        ("fr", ("Vague2019", "Nombre de répondants99 personnes", "du 1er juin 2019 au 30 novembre 2019", "français")),
        ("en", ("Wave2019", "Number of respondents99 people", "1 June 2019 to 30 November 2019", "English")),
    ],
)
def test_the_cover_tells_what_the_report_is(language: str, facts: tuple[str, ...], tmp_path: Path) -> None:
    cover = "\n".join(paragraphs(written(tmp_path, language))[:12]).replace("\u00a0", " ")
    assert all(fact in cover for fact in facts)


def test_the_language_is_tagged(tmp_path: Path) -> None:
    for language, locale in (("nl", "nl-BE"), ("fr", "fr-BE"), ("en", "en-GB")):
        document = docx.Document(str(written(tmp_path, language)))
        assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {locale}
        assert document.core_properties.language == locale


def headers(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return [package.read(f"word/header{n}.xml").decode() for n in (1, 2)]


def test_synthetic_data_are_called_so_everywhere(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert "Synthetische gegevens" in paragraphs(path)
    assert "synthetische gegevens" in headers(path)[0]
    assert docx.Document(str(path)).core_properties.keywords == "synthetische gegevens"
    real = written(tmp_path, synthetic=False)
    assert "synthetische" not in "".join(headers(real)) + str(docx.Document(str(real)).core_properties.keywords)


def test_an_internal_report_says_so_on_every_page_in_every_note_and_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, audience=Audience.INTERNAL)
    assert all("intern – vertrouwelijk" in header for header in headers(path))
    assert "intern – vertrouwelijk" in docx.Document(str(path)).core_properties.content_status
    noted = [text for text in paragraphs(path) if "kleine aantallen zijn niet verborgen" in text]
    assert len(noted) == len(samples.TABLES)
    assert not any("vertrouwelijk" in header for header in headers(written(tmp_path)))


def test_the_appendix_tells_how_the_data_were_cleaned(tmp_path: Path) -> None:
    said = paragraphs(written(tmp_path))
    for sentence in (
        "Geen toestemming: 9 uitgesloten (regel: ${toestemming} != 'ja')",
        "Jonger dan 18: bij x niet te zeggen; behouden (regel: ${leeftijd} < 18)",
        "Leeftijd: 1 keer onmogelijk (regel: ${leeftijd} <= 99)",
        "Nieuwe middelen: berekend (82 antwoorden)",
        "Eerste leeftijd: 1 keer gecorrigeerd",
        "ipaddr, email",
        "startlanguage",
        "ab" * 32,
        "1\u00a0037",
        "Aantallen onder 3 zijn verborgen, samen met sommige cijfers die ze meteen zouden verraden. "
        "Andere zijn nog te berekenen uit wat getoond is. Een 0 is wel getoond.",
        "Gebruikte software: pandas\u00a03.0.",
    ):
        assert sentence in said


def test_no_key_or_placeholder_is_left_in_the_text(tmp_path: Path) -> None:
    for language in LANGUAGES:
        text = "\n".join(paragraphs(written(tmp_path, language))).replace("${", "")
        assert re.findall(r"\{\w*\}|\b(?:document|method|history|cover|reason|note)\.\w+", text) == []


def test_versions_name_the_packages_that_made_the_numbers() -> None:
    assert {"pandas", "statsmodels", "pingouin", "python-docx", "Python"} <= software().keys()


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no such folder"):
        write_report(samples.release(), front(), tmp_path / "nowhere" / "report.docx")
    assert list(tmp_path.iterdir()) == []


def test_page_numbers_without_libreoffice_are_refused_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StudyError, match="leave out --page-numbers"):
        write_report(samples.release(), front(), tmp_path / "report.docx", page_numbers=True)
    assert list(tmp_path.iterdir()) == []


def pages(path: Path, folder: Path) -> list[str]:
    return page_texts(convert(path, folder))


@needs_office
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_shows_every_caption_and_repeats_the_heads(language: str, tmp_path: Path) -> None:
    path = written(tmp_path, language)
    texts = pages(path, tmp_path)
    for caption in captions(samples.release(), front(language)).values():
        assert sum(squeezed(caption) in text for text in texts) >= 2, caption
    rows = [text for text in texts if re.search(r"Vraag \d+ over het gebruik", text)]
    assert len(rows) > 1
    head = {"nl": "itemnonrespons", "fr": "non-réponse", "en": "nonresponse"}[language]
    assert all(head in text for text in rows)


@needs_office
def test_page_numbers_are_those_of_the_printed_pages(tmp_path: Path) -> None:
    path = tmp_path / "paged.docx"
    write_report(samples.release(), front(), path, page_numbers=True)
    assert faults(path) == []
    texts = pages(path, tmp_path)
    listed = next(text for text in texts if "Lijst van tabellen" in text)
    for caption in captions(samples.release(), front()).values():
        (page,) = re.findall(rf"{re.escape(squeezed(caption))}[ .]*(\d+)", listed)
        assert squeezed(caption) in texts[int(page) - 1]
