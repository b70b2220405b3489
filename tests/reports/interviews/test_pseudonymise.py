"""`interviews pseudonymise`, `review` and `correct`: what is written where, and that nobody's name is printed."""

import csv
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reports import cli
from survey.interviews.folder import read_corpus
from survey.settings import read_settings

Run = Callable[..., tuple[int, str]]
TEXT = (
    "Karlien: [00:00:01] hoe heet je?\n\n"
    "Jorik: [00:00:05] euh Jorik, en mijn mail is een.naam@voorbeeld.be, allez ja\n\n"
    "Karlien: en je nummer, Jorik?\n\n"
    "Jorik: dat is 0470 12 34 56, of bel Mirthe gerust"
)
NAMES = "kind,name,replacement,variants\nvoornaam,Jorik,,\nvoornaam,Mirthe,,\n"
PRIVATE = ("Jorik", "Mirthe", "Karlien", "een.naam", "0470")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["cryptodrug", "interviews", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        code = caught.value.code
        out, err = capsys.readouterr()
        said = out + err
        assert not any(name in said.replace("Karlien:", "") for name in PRIVATE), said
        return (code if isinstance(code, int) else 0), said

    return run


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study with one interview in it, two codings on that, and a list of names beside it."""
    from survey.studies import copy_study

    folder = tmp_path / "mijn étude"
    copy_study("cryptodrug", folder)
    shutil.rmtree(folder / "interviews")
    (folder / "interviews" / "transcripts").mkdir(parents=True)
    (folder / "interviews" / "transcripts" / "K01.txt").write_text(TEXT, encoding="utf-8")
    sheets: dict[str, list[list[object]]] = {
        "interviews": [["interview", "language", "reviewed_by", "reviewed_on"], ["K01", "nl", "LV", "2026-01-01"]],
        "codes": [["path"], ["mail"], ["bel"]],
        "codings": [
            ["interview", "start", "end", "quote", "code", "coder"],
            *(
                ["K01", TEXT.index(words), TEXT.index(words) + len(words), words, code, "LV"]
                for words, code in (("allez ja", "mail"), ("bel Mirthe gerust", "bel"))
            ),
        ],
    }
    for name, rows in sheets.items():
        with (folder / "interviews" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    (tmp_path / "mijn étude.names.csv").write_text(NAMES, encoding="utf-8")
    return folder


def text_of(study: Path) -> str:
    return (study / "interviews" / "transcripts" / "K01.txt").read_text(encoding="utf-8")


def quotes(study: Path) -> list[str]:
    return [coding.quote for coding in read_corpus(study / "interviews", read_settings(study).interviews[0]).codings]


def test_names_go_and_codings_stay(run: Run, study: Path) -> None:
    code, said = run("pseudonymise", study, "--lang", "en")
    assert code == 0
    assert "K01: speaker 4, first name 3, e-mail 1, phone number 1" in said
    assert text_of(study) == (
        "R1: [00:00:01] hoe heet je?\n\n"
        "R2: [00:00:05] euh [voornaam 1], en mijn mail is [e-mail], allez ja\n\n"
        "R1: en je nummer, [voornaam 1]?\n\n"
        "R2: dat is [telefoonnummer], of bel [voornaam 2] gerust"
    )
    assert quotes(study) == ["allez ja", "bel [voornaam 2] gerust"]
    for file in study.parent.glob("*.csv"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    written = {path: path.read_bytes() for path in study.parent.rglob("*.csv")}
    code, said = run("pseudonymise", study)
    assert (code, "niets te vervangen" in said) == (0, True)
    assert written == {path: path.read_bytes() for path in study.parent.rglob("*.csv")}


def test_a_declared_speaker_keeps_the_role_and_is_told(run: Run, study: Path) -> None:
    settings = study / "study.toml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("interviewer")]
    lines.insert(lines.index("[[interviews]]") + 1, 'interviewer = ["Karlien"]')
    settings.write_text("\n".join(lines), encoding="utf-8")
    code, said = run("pseudonymise", study, "--lang", "en")
    assert code == 0
    assert text_of(study).startswith("I: [00:00:01]")
    assert "are now called, in the transcripts: I." in said


def test_a_dry_run_writes_nothing(run: Run, study: Path) -> None:
    before = {path: path.read_bytes() for path in study.parent.rglob("*") if path.is_file()}
    assert run("pseudonymise", study, "--dry-run")[0] == 0
    assert run("pseudonymise", study, "--dry-run", "--candidates")[0] == 0
    assert before == {path: path.read_bytes() for path in study.parent.rglob("*") if path.is_file()}


def test_candidates_are_listed_beside_the_study_and_change_nothing(run: Run, study: Path) -> None:
    (study.parent / "mijn étude.names.csv").unlink()
    code, said = run("pseudonymise", study, "--candidates", "--lang", "en")
    path = study.parent / "mijn étude.candidates.csv"
    assert code == 0
    assert "2 words that may be names" in said
    assert "Mirthe" in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert text_of(study) == TEXT


def test_a_list_of_names_inside_the_study_is_refused(run: Run, study: Path) -> None:
    (study / "names.csv").write_text(NAMES, encoding="utf-8")
    code, said = run("pseudonymise", study, "--names", study / "names.csv")
    assert (code, "must not stand in the study folder" in said) == (2, True)
    assert run("pseudonymise", study, "--names", study.parent / "other.csv")[0] == 2
    assert run("pseudonymise", study, "K99")[0] == 2
    assert text_of(study) == TEXT


def test_a_review_comes_after_pseudonyms_and_goes_with_a_correction(run: Run, study: Path) -> None:
    assert run("review", study, "K01", "--by", "LV")[0] == 2
    run("pseudonymise", study)
    code, said = run("review", study, "K01", "--by", "An Onbekend", "--lang", "en")
    assert (code, "K01: read over by An Onbekend" in said) == (0, True)
    interview = read_corpus(study / "interviews", read_settings(study).interviews[0])["K01"]
    assert interview.quotable
    corrected = study.parent / "beter.txt"
    corrected.write_text(
        text_of(study).replace("allez ja", "allez").replace("euh", "euhm") + " Mirthe", encoding="utf-8"
    )
    code, said = run("correct", study, "K01", corrected, "--lang", "en")
    assert code == 0
    assert "0 codings unchanged, 1 moved, 1 with other words, 0 lost" in said
    assert "other words: mail (LV), turn 2" in said
    assert "Names or identifiers stand in this text: first name 1" in said
    assert quotes(study) == ["allez", "bel [voornaam 2] gerust"]
    assert not read_corpus(study / "interviews", read_settings(study).interviews[0])["K01"].quotable
    code, said = run("review", study, "K01", "--by", "LV")
    assert (code, "first_name 1" in said) == (2, True)


def test_a_correction_can_be_tried_and_the_same_text_changes_nothing(run: Run, study: Path) -> None:
    corrected = study.parent / "beter.txt"
    corrected.write_bytes(TEXT.replace("\n", "\r\n").encode("utf-8-sig"))
    code, said = run("correct", study, "K01", corrected, "--lang", "en")
    assert (code, "the text is the same" in said) == (0, True)
    corrected.write_text(TEXT.replace(", of bel Mirthe gerust", ""), encoding="utf-8")
    code, said = run("correct", study, "K01", corrected, "--dry-run", "--lang", "en")
    assert (code, "lost: bel (LV), at turn 4" in said) == (0, True)
    assert text_of(study) == TEXT
    assert run("correct", study, "K02", corrected)[0] == 2
    assert run("correct", study, "K01", study.parent / "nergens.txt")[0] == 2


def test_another_text_is_no_correction_unless_it_is_forced(run: Run, study: Path) -> None:
    """More than half of the rows of words must be the same; an automatic transcript mended here and there is."""
    said = [f"woord{n} van dit verhaal" for n in range(40)]
    first, other = study.parent / "eerst.txt", study.parent / "anders.txt"
    first.write_text(TEXT + " " + " ".join(said), encoding="utf-8")
    assert run("correct", study, "K01", first)[0] == 0
    before = text_of(study)
    other.write_text("I: iets anders\n\nR: " + " ".join(f"ander{n} nieuw praatje" for n in range(60)), encoding="utf-8")
    for tried in ((), ("--dry-run",)):
        code, told = run("correct", study, "K01", other, *tried)
        assert (code, "hardly the text of K01" in told) == (2, True)
    assert text_of(study) == before
    first.write_text(
        before.replace("woord7 van", "woord zeven uit").replace("woord21", "eenentwintig"), encoding="utf-8"
    )
    assert run("correct", study, "K01", first)[0] == 0
    assert run("correct", study, "K01", other, "--force", "--lang", "en")[0] == 0
    assert text_of(study) == other.read_text(encoding="utf-8")
