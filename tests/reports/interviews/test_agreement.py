"""`cryptodrug interviews agreement`: tables, JSON without words, the list, and its exit codes."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reports.cli import app
from survey.errors import StudyError
from survey.study import Study

BUILT_IN = Path(__file__).parents[3] / "survey" / "studies" / "cryptodrug"


def run(*words: str, folder: Path = BUILT_IN) -> Result:
    return CliRunner().invoke(app, ["interviews", "agreement", str(folder), *words], env={"COLUMNS": "120"})


@pytest.mark.parametrize(("lang", "said"), [("nl", "te beslissen"), ("fr", "à trancher"), ("en", "to settle")])
def test_tables_and_what_is_left_are_told(lang: str, said: str) -> None:
    found = run("--lang", lang, "--interview", "K01")
    assert found.exit_code == 1
    assert said in found.stdout
    assert found.stdout.count("LV") > 2


def test_json_holds_no_words_of_anybody() -> None:
    found = run("--json", "--lang", "en")
    record = json.loads(found.stdout)
    assert [table["id"] for table in record["tables"]] == ["agreement", "matching", "boundaries"]
    assert all("synthetic" in {note["kind"] for note in table["notes"]} for table in record["tables"])
    corpus = Study.load(BUILT_IN).corpora[0]
    assert record["disagreements"]
    for each in record["disagreements"]:
        assert set(each) == {"interview", "start", "end", "kind", "coded"}
        assert corpus[each["interview"]].transcript.text[each["start"] : each["end"]] not in found.stdout


def test_a_stricter_overlap_leaves_more_to_settle() -> None:
    loose, strict = (
        json.loads(run("--json", "--overlap", overlap).stdout)["disagreements"] for overlap in ("0.1", "0.9")
    )
    assert len(loose) < len(strict)


def test_intervals_come_when_asked_for() -> None:
    cells = json.loads(run("--json", "--interval").stdout)["tables"][0]["rows"][-1]["cells"]
    assert cells["alpha"]["low"] < cells["alpha"]["value"] < cells["alpha"]["high"]


def test_the_list_is_written_and_not_over_somebody_elses_file(tmp_path: Path) -> None:
    path = tmp_path / "settle.docx"
    found = run("--out", str(path), "--lang", "en")
    assert found.exit_code == 1
    assert path.exists()
    assert "Confidential" in found.output
    path.write_bytes(b"mine")
    with pytest.raises(StudyError, match="did not write"):
        raise run("--out", str(path)).exception or AssertionError
    assert path.read_bytes() == b"mine"


def copied(tmp_path: Path, *, second: str) -> Path:
    """Return a copy of the built-in study in which the second coder's codings are another's: LV's own, or nobody's."""
    folder = tmp_path / "study"
    shutil.copytree(BUILT_IN, folder)
    codings = folder / "interviews" / "codings.csv"
    lines = codings.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if ",SM," not in line]
    again = [line.replace(",LV,", f",{second},") for line in kept if ",LV," in line] if second else []
    codings.write_text("".join([*kept, *again]), encoding="utf-8")
    return folder


def test_full_agreement_exits_0_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "settle.docx"
    found = run("--out", str(path), "--lang", "en", folder=copied(tmp_path, second="XX"))
    assert (found.exit_code, path.exists()) == (0, False)
    assert "No disagreements" in found.stdout


def test_one_coder_cannot_be_compared(tmp_path: Path) -> None:
    found = run(folder=copied(tmp_path, second=""))
    assert isinstance(found.exception, StudyError)
    assert "no interview was coded by two coders" in str(found.exception)


@pytest.mark.parametrize(("words", "message"), [(["--interview", "K99"], "K99"), (["--set", "experts"], "experts")])
def test_an_interview_or_set_that_is_not_there_is_said(words: list[str], message: str) -> None:
    found = run(*words)
    assert isinstance(found.exception, StudyError)
    assert message in str(found.exception)


@pytest.mark.parametrize("overlap", ["0", "1.5", "much"])
def test_an_overlap_that_is_none_is_refused(overlap: str) -> None:
    assert run("--overlap", overlap).exit_code == 2
