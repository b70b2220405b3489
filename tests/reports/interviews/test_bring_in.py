"""`interviews import`: what it says, what it writes, and when it writes nothing."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from reports import cli
from reports.disagreements import write_disagreements
from survey import Study
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.transcript import Transcript
from survey.interviews.word_comments import coding_document
from survey.interviews.word_page import Page
from survey.studies import copy_study

Run = Callable[..., tuple[int, str, str]]

CONFIDED = "appelmoes"
TEXT = f"I: En waarom?\n\nR: Voor de prijs, met {CONFIDED} erbij.\n\nI: En verder?\n\nR: Verder niets."
CODES = Codes.of([Code("motieven"), Code("motieven/prijs"), Code("motieven/gemak"), Code("sfeer")])
PRICE = Coding("K11", TEXT.index("Voor"), TEXT.index(",", TEXT.index("Voor")), "motieven/prijs", "LV")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cryptodrug", "interviews", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        code = caught.value.code
        return (code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "mijn étude"
    copy_study("cryptodrug", folder)
    return folder


def contents(study: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (study / "interviews").rglob("*") if path.is_file()}


def corpus(study: Path) -> Corpus:
    return Study.load(study).corpora[0]


def document(path: Path, *codings: Coding) -> Path:
    """Write K11 as a Word document with these codings as comments."""
    made = Interview("K11", Transcript(TEXT))
    path.write_bytes(coding_document(made, CODES, codings, "nl", Page("kop", "{page}/{pages}", "nl-BE")))
    return path


def transcript(folder: Path, name: str = "K11.txt") -> Path:
    path = folder / name
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_transcript_becomes_an_interview(run: Run, study: Path, tmp_path: Path) -> None:
    told = ("--mode", "chat", "--language", "nl", "--respondent", "#7")
    code, out, _ = run("import", study, transcript(tmp_path), *told)
    assert code == 0
    assert "K11: nieuw, 16 woorden" in out
    made = corpus(study)["K11"]
    assert (made.transcript.text, made.mode, made.language, made.respondent) == (TEXT, "chat", "nl", "#7")
    assert (made.source, made.wave) == ("K11.txt", "2019")
    assert len(corpus(study)) == 11


def test_coded_documents_replace_their_earlier_import(run: Run, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "K11.docx"
    run("import", study, document(file, PRICE))
    assert [each.source for each in corpus(study).codings if each.interview == "K11"] == ["K11.docx"]
    code, out, _ = run("import", study, document(file, replace(PRICE, code="motieven/gemak")), "--lang", "en")
    assert code == 0
    assert "K11, LV: 1 renamed" in out
    assert "motieven/prijs → motieven/gemak" in out
    assert [each.code for each in corpus(study).codings if each.interview == "K11"] == ["motieven/gemak"]


def test_codings_are_said_to_be_moved_only_where_there_are_any(run: Run, study: Path, tmp_path: Path) -> None:
    run("import", study, transcript(tmp_path))
    (tmp_path / "K11.txt").write_text(TEXT + " Klaar.", encoding="utf-8")
    said = run("import", study, tmp_path / "K11.txt", "--lang", "en")[1]
    assert "another version of the text, with no codings" in said
    said = run("import", study, document(tmp_path / "K11.docx", PRICE), "--lang", "en")[1]
    assert "the codings were moved" not in said


def test_our_own_project_comes_back_without_losses_and_writes_nothing(
    run: Run, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.qdpx"
    monkeypatch.setattr(sys, "argv", ["cryptodrug", "export", str(study), "--to", str(path), "--lang", "en"])
    with pytest.raises(SystemExit):
        cli.main()
    capsys.readouterr()
    run("import", study, path, "--lang", "en")  # the checksums of a new study are written the first time
    before = contents(study)
    said = run("import", study, path, "--lang", "en")[1]
    assert "Not taken" not in said
    assert "nothing was written" in said
    assert "Written" not in said
    assert contents(study) == before
    assert "Written" in run("import", study, transcript(tmp_path), "--lang", "en")[1]


def test_our_own_list_of_disagreements_is_no_transcript(run: Run, study: Path, tmp_path: Path) -> None:
    before = contents(study)
    ours = replace(PRICE, quote=TEXT[PRICE.start : PRICE.end])
    both = (ours, replace(ours, coder="SM", code="motieven/gemak"))
    made = Corpus("interviews", (Interview("K11", Transcript(TEXT)),), CODES, both)
    path = tmp_path / "settle.docx"
    write_disagreements(Study.load(study), made, Fraction(1, 2), "nl", path)
    code, _, err = run("import", study, path)
    assert code == 2
    assert "it is no transcript" in err
    assert contents(study) == before


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, study: Path, tmp_path: Path) -> None:
    before = contents(study)
    file = document(tmp_path / "K11.docx", PRICE)
    _, dry, _ = run("import", study, file, "--dry-run")
    assert contents(study) == before
    assert "Er is niets geschreven" in dry
    _, wet, _ = run("import", study, file)
    assert wet.splitlines()[:-1] == dry.splitlines()[:-1]
    assert contents(study) != before


def test_several_files_are_read_before_anything_is_written(run: Run, study: Path, tmp_path: Path) -> None:
    before = contents(study)
    broken = tmp_path / "kapot.docx"
    broken.write_bytes(b"PK\x03\x04 no archive")
    code, _, err = run("import", study, transcript(tmp_path), broken)
    assert code == 2
    assert "kapot.docx" in err
    assert contents(study) == before


@pytest.mark.parametrize("lang", ["nl", "fr", "en"])
def test_unknown_codes_are_listed_and_never_guessed(run: Run, study: Path, tmp_path: Path, lang: str) -> None:
    file = document(tmp_path / "K11.docx", PRICE, replace(PRICE, code="sfeer"))
    _, out, _ = run("import", study, file, "--lang", lang)
    assert "sfeer (1×)" in out
    assert "--add-codes" in out
    assert "sfeer" not in corpus(study).codes


def test_with_add_codes_they_become_codes(run: Run, study: Path, tmp_path: Path) -> None:
    file = document(tmp_path / "K11.docx", replace(PRICE, code="sfeer"))
    _, out, _ = run("import", study, file, "--add-codes")
    made = corpus(study).codes["sfeer"]
    assert (made.label.text("nl"), made.origin) == ("sfeer", "data")
    assert "Nieuwe codes in codes.csv" in out
    assert [each.code for each in corpus(study).codings if each.interview == "K11"] == ["sfeer"]


def test_no_word_of_a_transcript_is_said(run: Run, study: Path, tmp_path: Path) -> None:
    words = document(tmp_path / "K11.docx", replace(PRICE, end=PRICE.end + 10), replace(PRICE, code="sfeer"))
    said = [*run("import", study, words)[1:]]
    changed = tmp_path / "K11.txt"
    changed.write_text(TEXT.replace("prijs", CONFIDED), encoding="utf-8")
    said += run("import", study, changed)[1:]
    said += run("import", study, transcript(tmp_path, "K12.txt"), "--interview", "K01")[1:]
    assert CONFIDED not in "".join(said)
    assert "interviews correct" in "".join(said)


def test_a_removed_coders_copy_is_asked_about(run: Run, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "K11.docx"
    run("import", study, document(file, PRICE))
    _, out, _ = run("import", study, document(file, replace(PRICE, coder="SM")), "--lang", "en")
    assert "LV, K11: no coding left of 1" in out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--mode", "mail"), "'mail' is no mode"),
        (("--language", "Dutch"), "'Dutch' is no language"),
        (("--respondent", "#9999"), "there is no respondent '#9999'"),
        (("--set", "experts"), "there is no set of interviews 'experts'"),
        (("--interview", "a/b"), "'a/b' cannot name an interview"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(
    run: Run, study: Path, tmp_path: Path, options: tuple[str, str], message: str
) -> None:
    before = contents(study)
    code, _, err = run("import", study, transcript(tmp_path), *options)
    assert code == 2
    assert message in err
    assert contents(study) == before


def test_two_files_of_one_name_would_replace_each_other(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "sm").mkdir()
    code, _, err = run("import", study, transcript(tmp_path), transcript(tmp_path / "sm"))
    assert code == 2
    assert "two files are called 'K11.txt'" in err


def test_a_respondent_goes_with_one_file(run: Run, study: Path, tmp_path: Path) -> None:
    files = (transcript(tmp_path), transcript(tmp_path, "K12.txt"))
    assert "--respondent is about one interview" in run("import", study, *files, "--respondent", "#7")[2]


def test_a_study_without_interviews_is_told_which_lines_to_add(run: Run, study: Path, tmp_path: Path) -> None:
    settings = study / "study.toml"
    parts = re.split(r"\n(?=\[)", settings.read_text(encoding="utf-8"))
    kept = [part for part in parts if not re.match(r"\[+interviews", part)]
    settings.write_text("\n".join(kept), encoding="utf-8")
    code, _, err = run("import", study, transcript(tmp_path))
    assert code == 2
    assert "[[interviews]]" in err


def reviewed(study: Path) -> bool:
    return corpus(study)["K11"].quotable


def test_memos_that_bring_names_back_undo_the_review(run: Run, study: Path, tmp_path: Path) -> None:
    run("import", study, document(tmp_path / "K11.docx", PRICE), "--add-codes")
    run("pseudonymise", study, "K11")
    assert run("review", study, "K11", "--by", "LV")[0] == 0
    plain = document(tmp_path / "K11.docx", replace(PRICE, memo="let op"))
    said = run("import", study, plain, "--lang", "en")[1]
    assert "K11 is pseudonymised: 1 new memo; the rules find no name" in said
    assert reviewed(study)
    assert "new memo" not in run("import", study, plain, "--lang", "en")[1], "they are there already"
    named = document(tmp_path / "K11.docx", replace(PRICE, memo="nabellen op 0470 12 34 56"))
    before = contents(study)
    said = run("import", study, named, "--lang", "en", "--dry-run")[1]
    assert contents(study) == before
    assert "its new memos (1) hold names or identifiers: phone number 1" in said
    assert "0470" not in said
    assert run("import", study, named, "--lang", "nl")[0] == 0
    assert not reviewed(study)
    assert corpus(study)["K11"].pseudonymised
