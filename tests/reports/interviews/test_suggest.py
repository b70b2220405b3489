"""`interviews suggest` and `interviews code`: what is written where, what stays, and that nobody's words are told."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reports.cli import app
from reports.languages import LANGUAGES
from survey import Study
from survey.errors import StudyError
from survey.interviews.codings import Status
from survey.interviews.corpus import Corpus
from survey.interviews.folder import write_corpus
from survey.interviews.merge import merge
from survey.interviews.read import word
from survey.interviews.refi.project import read_project
from survey.interviews.versions import SUGGESTER
from survey.interviews.word_comments import coding_document
from survey.interviews.word_page import Page
from survey.studies import copy_study

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "my-study"
    copy_study("cryptodrug", path)
    return path


@pytest.fixture
def run(folder: Path) -> Run:
    def run(command: str, *rest: object, code: int = 0) -> Result:
        result = CliRunner().invoke(app, ["interviews", command, str(folder), *map(str, rest)])
        assert result.exit_code == code, result.output
        return result

    return run


def held(folder: Path) -> Corpus:
    return Study.load(folder).corpora[0]


def open_ones(folder: Path) -> list[tuple[str, str]]:
    return [(each.interview, each.source) for each in held(folder).codings if each.status is Status.SUGGESTED]


def test_suggestions_are_kept_and_written_one_document_each(folder: Path, run: Run) -> None:
    before = held(folder)
    run("suggest")
    written = sorted(path.name for path in (folder / "output" / "coding").iterdir())
    assert written == [f"{each.id}.docx" for each in before]
    assert set(open_ones(folder)) == {(each.id, f"{each.id}.docx") for each in before}
    assert [replace(each, source="") for each in held(folder).coded] == [
        replace(each, source="") for each in before.coded
    ]
    codings = (folder / "interviews" / "codings.csv").read_bytes()
    run("suggest")
    assert (folder / "interviews" / "codings.csv").read_bytes() == codings


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_and_no_words_are_printed(folder: Path, run: Run, language: str) -> None:
    said = run("suggest", "--lang", language).output
    made = [each for each in held(folder).codings if each.status is Status.SUGGESTED]
    assert str(len(made)) in said
    assert not [each.quote for each in made if len(each.quote) > 20 and each.quote in said]


def test_a_dry_run_writes_nothing(folder: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    run("suggest", "K01", "--dry-run")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_review_comes_back(folder: Path, run: Run) -> None:
    run("suggest", "K01")
    corpus = held(folder)
    path = folder / "output" / "coding" / "K01.docx"
    unchanged = merge(corpus, word.read(path))
    assert {each.kind.value for each in unchanged.changes} <= {"suggested", "unchanged"}
    assert set(unchanged.corpus.codings) == set(corpus.codings)
    run("code", "K01", "--blind", "--to", path.parent)
    blind = merge(corpus, word.read(path.with_name("K01-blind.docx")))
    assert set(blind.corpus.codings) == set(corpus.codings), "a blind file takes nothing away"


def without_a_comment(path: Path, number: int, to: Path) -> Path:
    """Save a document under another name without one of its comments."""
    comment = re.compile(rf'<w:comment w:id="{number}".*?</w:comment>', re.DOTALL)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, comment.sub("", content.decode()) if name == "word/comments.xml" else content)
    return to


def test_a_suggestion_deleted_in_a_copy_of_another_name_is_refused(folder: Path, run: Run) -> None:
    run("suggest", "K01")
    sent = folder / "output" / "coding" / "K01.docx"
    asked = [each for each in held(folder).codings if each.status is Status.SUGGESTED]
    comments = word.read(sent).codings
    number = next(each.place for each in comments if each.coder == SUGGESTER).removeprefix("comment ")
    copy = without_a_comment(sent, int(number), folder.parent / "K01-LV.docx")
    said = run("import", copy, "--lang", "en").output
    gone = len(asked) - sum(each.coder == SUGGESTER for each in word.read(copy).codings)
    assert gone >= 1
    assert f"{gone} suggestion{'s' if gone > 1 else ''} rejected" in said
    assert f"{len(asked) - gone} suggestion" in said
    after = held(folder).codings
    assert [each.status for each in after].count(Status.REJECTED) == gone
    assert {each.source for each in after if each.status is Status.SUGGESTED} == {sent.name}
    run("code", "K01", "--blind", "--to", folder.parent)
    run("import", folder.parent / "K01-blind.docx")
    assert set(held(folder).codings) == set(after), "a blind copy answers nothing"


def test_a_file_somebody_worked_in_stays_and_nothing_else_is_written(folder: Path, run: Run) -> None:
    to = folder.parent / "review"
    run("suggest", "K01", "K02", "--to", to)
    (to / "K02.docx").write_bytes(b"my work")
    codings = (folder / "interviews" / "codings.csv").read_bytes()
    result = run("suggest", "--to", to, code=1)
    assert isinstance(result.exception, StudyError)
    assert "K02.docx" in str(result.exception)
    assert (to / "K02.docx").read_bytes() == b"my work"
    assert (folder / "interviews" / "codings.csv").read_bytes() == codings
    assert not (to / "K03.docx").exists()
    run("code", "K02", "--to", to, "--force")
    assert [each.interview for each in word.read(to / "K02.docx").texts] == ["K02"]


def test_a_document_to_code_in_holds_what_is_coded_or_nothing(folder: Path, run: Run) -> None:
    run("code", "K01")
    run("code", "K01", "--blind")
    coded, blind = (word.read(folder / "output" / "coding" / name) for name in ("K01.docx", "K01-blind.docx"))
    assert coded.texts[0].text == blind.texts[0].text == held(folder)["K01"].transcript.text
    assert len(coded.codings) == len([each for each in held(folder).codings if each.interview == "K01"])
    assert blind.codings == ()
    assert (folder / "output" / "coding" / "K01.docx").stat().st_mode & 0o077 == 0


def test_what_goes_out_is_changed_in_the_file_from_then_on(folder: Path, run: Run) -> None:
    """One comment of K01 is taken out and one renamed; before the codings were of other files."""
    before = [each for each in held(folder).coded if each.interview == "K01"]
    assert "codings made earlier" in run("code", "K01", "--lang", "en").output
    assert "codings made earlier" not in run("code", "K01", "--force", "--lang", "en").output
    corpus, path = held(folder), folder / "output" / "coding" / "K01.docx"
    assert {each.source for each in corpus.coded if each.interview == "K01"} == {path.name}
    gone, renamed, *left = (each for each in corpus.coded if each.interview == "K01")
    other = next(code.path for code in corpus.codes if code.path not in {each.code for each in before})
    page = Page("confidential", "{page}", "nl")
    codings = [replace(renamed, code=other), *left]
    path.write_bytes(coding_document(corpus["K01"], corpus.codes, codings, "nl", page))
    assert "1 removed" in run("import", path, "--lang", "en").output
    after = {(each.span, each.code) for each in held(folder).coded if each.interview == "K01"}
    assert after == {(each.span, each.code) for each in codings}
    assert gone.source == renamed.source


def test_a_blind_file_takes_nothing_over(folder: Path, run: Run) -> None:
    before = (folder / "interviews" / "codings.csv").read_bytes()
    run("code", "--blind")
    assert (folder / "interviews" / "codings.csv").read_bytes() == before


def test_a_project_holds_all_that_is_asked_for(folder: Path, run: Run) -> None:
    run("suggest", "K01", "K02", "--format", "qdpx")
    path = folder / "output" / "coding" / "my-study-buyers.qdpx"
    assert len(read_project(path).texts) == 2
    assert set(open_ones(folder)) == {("K01", path.name), ("K02", path.name)}


def test_what_is_not_there_is_named(folder: Path, run: Run) -> None:
    assert "Did you mean 'K09'" in str(run("code", "K99", code=1).exception)
    assert "a place of the study itself" in str(run("code", "K01", "--to", folder / "data", code=1).exception)
    assert "no set of interviews 'other'" in str(run("suggest", "--set", "other", code=1).exception)
    corpus = held(folder)
    write_corpus(corpus.replace_codings(()), folder / "interviews")
    (folder / "interviews" / "codes.csv").write_text("path\nprice\n", encoding="utf-8")
    assert "pattern::nl" in run("suggest", "--dry-run", "--lang", "en").output
