"""Transcripts as Word documents: sound, the same twice, every comment on its words, also after LibreOffice."""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.codebook import Label
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.dictionary import suggest
from survey.interviews.merge import merge
from survey.interviews.read import word
from survey.interviews.transcript import Transcript, canonical
from survey.interviews.versions import sent_out
from survey.interviews.word_comments import coding_document, comments_of, written_name
from survey.interviews.word_page import Page
from survey.study import Study
from tests.reports.ooxml import faults

STUDY = Path(__file__).parents[3] / "survey" / "studies" / "cryptodrug"
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed here")
PAGE = Page("Kopers & <anderen> · interview K01 · vertrouwelijk", "Pagina {page} van {pages}")
CODES = Codes.of(
    [
        Code("motives", Label({"nl": "Motieven", "fr": "Motifs"})),
        Code("motives/price", Label({"nl": "Prijs", "fr": "Prix"})),
        Code("motives/why", Label({"nl": "Waarom?", "fr": "Pourquoi ?"})),
        Code("motives/whynot", Label({"nl": "Waarom", "fr": "Pourquoi"})),
        Code("other", Label({"nl": "Andere; of niet"})),
        Code("others", Label({"nl": "Motieven > Prijs"})),
    ]
)
TEXT = """I: [00:00:04] Hoe ging dat?

R: [00:00:10] Goed 😀, de prijs\u00a0was laag.\tEn « toch »…
  en thuis - ook een regel <van> mij & zo

I: Ja?


R: Nee."""
INTERVIEW = Interview("K01", Transcript(canonical(TEXT)), language="nl")


def on(words: str, code: str = "motives/price", coder: str = "An", **facts: object) -> Coding:
    text = INTERVIEW.transcript.text
    start = text.index(words)
    return Coding("K01", start, start + len(words), code, coder, words, **facts)  # type: ignore[arg-type]


ASKED = Status.SUGGESTED
CODINGS = (
    on("de prijs\u00a0was laag."),
    on("de prijs\u00a0was laag.", "other", memo="twee keer\nof drie"),
    on("prijs", "motives/why", "Bo Bé", time="2026-03-01T10:20:30+02:00"),
    on("de prijs", "motives/whynot", "cryptodrug", status=ASKED, source="K01.docx"),
    on("laag.\tEn « toch »…\n  en thuis", "motives", "", time="2026-03-01"),
    on("😀"),
    on("Nee."),
    on("Goed", status=Status.REJECTED),
)
CORPUS = Corpus("buyers", (INTERVIEW,), CODES, tuple(sorted(CODINGS)))
Place = tuple[int, int, str, str, Status]


def written(corpus: Corpus, folder: Path, name: str = "K01", language: str = "nl") -> Path:
    path = folder / f"{name}.docx"
    path.write_bytes(coding_document(corpus[name], corpus.codes, corpus.codings, language, PAGE))
    return path


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(f"word/{name}.xml").decode()


def places(corpus: Corpus, name: str = "K01") -> set[Place]:
    known = [each for each in corpus.codings if each.interview == name]
    return {(each.start, each.end, each.code, each.coder, each.status) for each in known}


def read_back(corpus: Corpus, path: Path) -> Corpus:
    """Return the set as it is when nothing is known of it but its texts and codes and this file."""
    return merge(corpus.replace_codings(()), word.read(path)).corpus


def shown(corpus: Corpus, name: str = "K01") -> set[Place]:
    return {place for place in places(corpus, name) if place[4] is not Status.REJECTED}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_document_is_sound_and_the_same_twice(language: str, tmp_path: Path) -> None:
    path = written(CORPUS, tmp_path, language=language)
    assert faults(path) == []
    before = path.read_bytes()
    turned = CORPUS.replace_codings(CORPUS.codings[::-1])
    assert written(turned, tmp_path, language=language).read_bytes() == before


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_is_written_is_read_back(language: str, tmp_path: Path) -> None:
    path = written(CORPUS, tmp_path, language=language)
    incoming = word.read(path)
    assert [(text.text, text.interview) for text in incoming.texts] == [(INTERVIEW.transcript.text, "K01")]
    assert incoming.losses == ()
    assert shown(read_back(CORPUS, path)) == shown(CORPUS)


def test_nothing_changes_when_a_file_comes_back_untouched(tmp_path: Path) -> None:
    merged = merge(CORPUS, word.read(written(CORPUS, tmp_path)))
    assert places(merged.corpus) == places(CORPUS)
    assert merged.unknown == ()


def test_a_comment_holds_what_one_person_says_of_one_stretch() -> None:
    found = {
        (INTERVIEW.transcript.text[each.start : each.end], each.author, each.date, each.lines)
        for each in comments_of(INTERVIEW, CODES, CODINGS, "nl")
    }
    assert found == {
        ("de prijs\u00a0was laag.", "An", "", ("motives/price", "other :: twee keer of drie")),
        ("prijs", "Bo Bé", "2026-03-01T08:20:30Z", ("Motieven > Waarom?",)),
        ("de prijs", "cryptodrug", "", ("Motieven > Waarom ?",)),
        ("laag.\tEn « toch »…\n  en thuis", "", "2026-03-01T00:00:00Z", ("Motieven",)),
        ("😀", "An", "", ("motives/price",)),
        ("Nee.", "An", "", ("motives/price",)),
    }
    both = (on("Nee.", "motives"), on("Nee.", "motives/why"))
    assert [each.lines for each in comments_of(INTERVIEW, CODES, both, "nl")] == [("Motieven; Motieven > Waarom?",)]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("asked", [False, True])
def test_every_code_is_named_so_that_it_is_found_again(language: str, asked: bool, tmp_path: Path) -> None:
    names = [written_name(code.path, CODES, language, suggested=asked) for code in CODES]
    assert len(set(names)) == len(CODES)
    status = Status.SUGGESTED if asked else Status.CODED
    codings = [on("prijs", code.path, status=status, coder="cryptodrug" if asked else "An") for code in CODES]
    corpus = CORPUS.replace_codings(codings)
    assert places(read_back(corpus, written(corpus, tmp_path, language=language))) == places(corpus)


def test_the_page_says_whose_it_is_and_numbers_its_turns(tmp_path: Path) -> None:
    path = written(CORPUS, tmp_path)
    assert "Kopers &amp; &lt;anderen&gt;" in part(path, "header")
    assert re.findall(r"<w:fldSimple w:instr=\" (\w+) \">", part(path, "footer")) == ["PAGE", "NUMPAGES"]
    body = part(path, "document")
    assert body.count("<w:numPr>") == len(INTERVIEW.transcript.turns)
    assert body.count("<w:p>") == INTERVIEW.transcript.text.count("\n") + 1
    labels = re.findall(r'<w:rStyle w:val="(Speaker|Time)"/></w:rPr><w:t xml:space="preserve">([^<]*)', body)
    assert labels[:2] == [("Speaker", "I: "), ("Time", "[00:00:04]")]


def test_characters_that_xml_cannot_hold_cost_no_position(tmp_path: Path) -> None:
    odd = Interview("K01", Transcript("R: a\ufffeb c\n\nR: d"))
    corpus = Corpus("buyers", (odd,), CODES, (Coding("K01", 7, 8, "motives", "A\x01n", "c"),))
    path = written(corpus, tmp_path)
    assert faults(path) == []
    assert [(each.start, each.end) for each in word.read(path).codings] == [(7, 8)]


PIECES = st.text("aé \t.?<&😀\u00ad\u2011\n", max_size=40)


@settings(max_examples=40)
@given(pieces=st.lists(PIECES, min_size=1, max_size=4), data=st.data())
def test_codings_anywhere_come_back_on_their_words(
    pieces: list[str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = canonical("\n\n".join(f"{'IR'[n % 2]}: {piece}" for n, piece in enumerate(pieces)))
    held = Interview("K01", Transcript(text))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = data.draw(st.lists(ends, max_size=6))
    stretches = {(a, b) for a, b in spans if text[a:b] and text[a:b] == text[a:b].strip()}
    codings = [Coding("K01", a, b, "motives", coder, text[a:b]) for a, b in stretches for coder in ("An", "Bo")]
    corpus = Corpus("buyers", (held,), CODES, tuple(codings))
    path = written(corpus, tmp_path_factory.mktemp("words"))
    incoming = word.read(path)
    assert incoming.texts[0].text == text
    assert {(each.start, each.end, each.coder) for each in incoming.codings} == {
        (each.start, each.end, each.coder) for each in codings
    }


@pytest.fixture(scope="module")
def study() -> Corpus:
    """Return the built-in interviews with suggestions."""
    corpus = Study.load(STUDY).corpora[0]
    made = suggest(corpus).corpus
    return made.replace_codings(sent_out(made.codings, {each.id: f"{each.id}.docx" for each in corpus}))


def saved_by_office(path: Path, folder: Path) -> Path:
    folder.mkdir()
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / path.name


@needs_office
@pytest.mark.parametrize("name", ["K01", "K06"])
def test_comments_are_in_their_places_after_libreoffice(study: Corpus, name: str, tmp_path: Path) -> None:
    path = written(study, tmp_path, name)
    assert faults(path) == []
    saved = saved_by_office(path, tmp_path / "office")
    incoming = word.read(saved)
    assert [(text.text, text.interview) for text in incoming.texts] == [(study[name].transcript.text, name)]
    assert places(read_back(study, saved), name) == places(study, name)
    assert places(merge(study, incoming).corpus, name) == places(study, name)


@needs_office
def test_comments_that_nest_overlap_and_run_on_survive_libreoffice(tmp_path: Path) -> None:
    saved = saved_by_office(written(CORPUS, tmp_path), tmp_path / "office")
    assert shown(read_back(CORPUS, saved)) == shown(CORPUS)
