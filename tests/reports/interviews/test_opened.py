"""`interviews open`: the list written, filled in as coders would, read back, and what is said of it."""

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from reports import cli
from reports.languages import LANGUAGES
from survey import Study
from tests.survey.conftest import SETTINGS
from tests.survey.test_open_answers import CHOICES, EXPORT, SURVEY

Run = Callable[..., tuple[int, str]]
PRIVATE = ("zelfstandige", "stage", "iets anders")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study in which three people wrote something behind "other work"."""
    folder = tmp_path / "study"
    (folder / "codebook").mkdir(parents=True)
    (folder / "data").mkdir()
    for name, text in {
        "study.toml": SETTINGS,
        "data/export.csv": EXPORT,
        "codebook/survey.csv": SURVEY,
        "codebook/choices.csv": CHOICES,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], study: Path) -> Run:
    def run(*arguments: object, variable: str = "work_other", language: str = "en") -> tuple[int, str]:
        command = ["cryptodrug", "interviews", "open", str(study), variable, *map(str, arguments), "--lang", language]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capsys.readouterr()
        assert not any(words in out + err for words in PRIVATE), "no answer is said"
        return int(caught.value.code or 0), out + err

    return run


def filled(run: Run, folder: Path, coder: str, *categories: str, new: tuple[str, str] | None = None) -> Path:
    """Return a list with what a coder gave the three answers, in their order."""
    path = folder / f"{coder}.xlsx"
    assert run("--coder", coder, "--to", path)[0] == 0
    book = openpyxl.load_workbook(path)
    for row, category in enumerate(categories, start=3):
        book["answers"].cell(row, 5).value = category or None
    if new:
        book["categories"].append(list(new))
    book.save(path)
    return path


def work(study: Path) -> list[str]:
    return [str(each) for each in Study.load(study).survey(keep_keys=False).values["work"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_written_in_the_study_for_its_owner_only(run: Run, study: Path, language: str) -> None:
    code, said = run("--coder", "AB", language=language)
    path = study / "output" / "open" / "work_other-AB.xlsx"
    assert code == 0
    assert (f"{path}" in said, " 3 " in said.replace("\u00a0", " ")) == (True, True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert openpyxl.load_workbook(path)["answers"]["D3"].value == "aan de slag als zelfstandige"
    assert run()[0] == 0
    assert (study / "output" / "open" / "work_other.xlsx").exists()


def test_a_coders_name_makes_no_folder(run: Run, study: Path) -> None:
    before = {path for path in study.parent.rglob("*") if path.is_dir()}
    assert run("--coder", "../../An/Bo")[0] == 0
    assert {path.name for path in study.rglob("*.xlsx")} == {"work_other-An_Bo.xlsx"}
    assert {p for p in study.parent.rglob("*") if p.is_dir()} - before == {study / "output", study / "output" / "open"}


def test_a_study_in_which_nothing_can_be_made_is_said(run: Run, study: Path, tmp_path: Path) -> None:
    (study / "output").write_text("", encoding="utf-8")
    code, said = run("--coder", "AB")
    assert (code, "this folder cannot be made" in said, "--to" in said) == (2, True, True)
    path = filled(run, tmp_path, "AB", "full")
    (study / "interviews").write_text("", encoding="utf-8")
    code, said = run("--from", path)
    assert (code, "this folder cannot be made" in said) == (2, True)


def test_advice_names_each_category_once_and_open_questions_only(run: Run, tmp_path: Path) -> None:
    path = filled(run, tmp_path, "AB", "xyzzy")
    said = " ".join(run("--from", path)[1].split())
    offered = said.partition("Known here: ")[2].partition(".")[0].split(", ")
    assert sorted(offered) == sorted(set(offered))
    assert "full" in offered
    said = " ".join(run(variable="xyzzy")[1].split())
    assert said.partition("Known here: ")[2].partition(".")[0] == "remark, why_other, work_other"


def test_a_filled_list_is_left_alone_unless_forced(run: Run, tmp_path: Path) -> None:
    path = filled(run, tmp_path, "AB", "full")
    before = path.read_bytes()
    assert run("--coder", "AB", "--to", path)[0] == 2
    assert path.read_bytes() == before
    assert run("--coder", "AB", "--to", path, "--force")[0] == 0


def test_one_coder_moves_answers(run: Run, study: Path, tmp_path: Path) -> None:
    path = filled(run, tmp_path, "AB", "self", "full", "", new=("self", "Zelfstandig"))
    code, said = run("--from", path)
    assert (code, work(study)) == (0, ["self", "full", "full", "other"])
    assert "2 answers coded by AB" in said
    assert "2 answers reassigned" in said
    assert "Krippendorff" not in said, "one coder agrees with nobody"


def test_two_coders_agree_or_leave_the_answer_until_it_is_settled(run: Run, study: Path, tmp_path: Path) -> None:
    one = filled(run, tmp_path, "AB", "full", "full", "other")
    two = filled(run, tmp_path, "CD", "full", "other", "other")
    code, said = run("--from", one, "--from", two)
    assert code == 0
    assert "3 answers coded by AB, CD" in said
    # answers 1 and 3 alike: 1 - 5 * (2 * 1) / (2 * 3 * 3)
    assert "3 by more than one coder: 67% the same, Krippendorff’s alpha 0.44" in said
    assert "1 answer stays where it is until the coders agree" in said
    assert "1 answer reassigned" in said
    assert work(study) == ["full", "full", "other", "other"]
    last = filled(run, tmp_path, "settled", "", "full")
    code, said = run("--from", last)
    assert (code, work(study)) == (0, ["full", "full", "full", "other"])
    assert "agree" not in said
    assert "coded by AB, CD" in said
    assert "1 answer reassigned" in said


def test_coders_who_say_the_same_of_everything_have_no_alpha(run: Run, tmp_path: Path) -> None:
    lists = [filled(run, tmp_path, coder, "full", "full", "full") for coder in ("AB", "CD")]
    said = run("--from", lists[0], "--from", lists[1])[1]
    assert "100% the same, Krippendorff’s alpha undefined (no variation)" in said


def test_what_cannot_be_changes_nothing(run: Run, study: Path, tmp_path: Path) -> None:
    path = filled(run, tmp_path, "AB", "fulll", "full")
    for arguments, variable, told in (
        (("--from", path), "work_other", "Did you mean 'full'"),
        (("--from", path), "why_other", "fulll"),
        (("--from", tmp_path / "nowhere.xlsx"), "work_other", "cannot be read"),
        ((), "work", "takes no text"),
        ((), "nothing", "nothing"),
        (("--to", tmp_path / "list.csv"), "work_other", ".xlsx"),
    ):
        code, said = run(*arguments, variable=variable)
        assert (code, told in said) == (2, True), said
    good = filled(run, tmp_path, "CD", "full")
    code, said = run("--from", good, variable="why_other")
    assert (code, "this list is of 'work_other'" in said) == (2, True)
    assert not (study / "interviews").exists()
    assert work(study) == ["other", "full", "other", "other"]
