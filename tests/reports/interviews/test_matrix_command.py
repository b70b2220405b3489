"""`interviews matrix` writes the file, says that it is confidential, and refuses what it cannot write."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reports.cli import app
from survey.errors import StudyError

STUDY = Path(__file__).parents[3] / "survey" / "studies" / "cryptodrug"
HELD = ["interview", "pseudonym", "wave", "respondent"]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STUDY, tmp_path / "study", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


def test_a_file_is_written_and_called_confidential(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    done = CliRunner().invoke(app, ["interviews", "matrix", str(study), str(file), "--lang", "en"])
    assert (done.exit_code, "Confidential" in done.output) == (0, True)
    heads, *rows = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
    assert heads[:4] == HELD
    assert len(rows) == 10


def test_the_same_matrix_is_written_twice_and_another_file_is_not_replaced(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    for _ in range(2):
        done = CliRunner().invoke(app, ["interviews", "matrix", str(study), str(file)])
        assert (done.exit_code, done.exception) == (0, None)
    file.write_bytes(file.read_bytes() + b"mine\n")
    done = CliRunner().invoke(app, ["interviews", "matrix", str(study), str(file)])
    assert "a .csv file cannot say who wrote it, so it stays" in str(done.exception)
    assert file.read_bytes().endswith(b"mine\n")


def test_another_ending_is_refused(study: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["interviews", "matrix", str(study), str(tmp_path / "codes.sav")])
    assert isinstance(done.exception, StudyError)
    assert "a matrix is a .csv or .xlsx file" in str(done.exception)
