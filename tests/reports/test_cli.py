"""The command line's contract: what is written, what is said where, and the exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reports import cli
from tests.short_study import short_study

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cryptodrug", *arguments])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        code = caught.value.code
        return (code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fresh copy of the built-in study, in a folder with a space and an accent in its name."""
    from survey.studies import copy_study

    folder = tmp_path_factory.mktemp("een map") / "mijn étude"
    copy_study("cryptodrug", folder)
    return folder


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built-in study with a few tables."""
    return short_study(tmp_path_factory.mktemp("kort") / "mijn étude")


def test_demo_twice(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert run("demo", str(folder))[0] == 0
    report = folder / "output" / "demo-2019-nl.docx"
    first = report.read_bytes()
    code, out, _ = run("demo", str(folder))
    assert code == 0
    assert "stond er al" in out
    assert report.read_bytes() == first


def test_demo_leaves_an_edited_study_as_it_is(run: Run, tmp_path: Path) -> None:
    from survey.studies import copy_study

    folder = tmp_path / "demo"
    copy_study("cryptodrug", folder)
    settings = folder / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    code, out, _ = run("demo", str(folder), "--lang", "en")
    assert code == 0
    assert "stays as it is" in out
    assert settings.read_text(encoding="utf-8").endswith("# mine\n")


def test_check_exits_1_when_something_is_doubtful(run: Run, study: Path) -> None:
    code, out, _ = run("check", str(study), "--lang", "en")
    assert code == 1
    assert "From started to included" in out
    assert "What is doubtful" in out


def test_check_as_json_names_no_respondent(run: Run, study: Path) -> None:
    code, out, _ = run("check", str(study), "--json")
    record = json.loads(out)
    assert code == 1
    assert (record["started"], record["included"]) == (120, 99)
    assert {"history", "doubts", "study"} <= set(record)
    keys = (study.parent / f"{study.name}.keys.csv").read_text(encoding="utf-8")
    ids = [line.split(",")[2] for line in keys.splitlines()[1:]]
    assert len(ids) == 121  # everyone who started, and the secret of the file
    assert not any(name in out for name in ids)


def test_tables_lists_what_can_be_typed_in_ones_own_text(run: Run, study: Path) -> None:
    code, out, _ = run("tables", str(study), "profile", "--keys")
    assert code == 0
    assert "{{ profile.geslacht.man.percent }}" in out
    assert all(line.startswith("{{ profile.") for line in out.splitlines() if line)


def test_check_writes_the_cases(run: Run, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.xlsx"
    assert run("check", str(study), "--cases", str(file))[0] == 1
    assert file.stat().st_size > 0
    assert run("check", str(study), "--cases", str(file))[0] == 1


def test_tables_in_the_terminal(run: Run, study: Path) -> None:
    code, out, _ = run("tables", str(study), "info_bron", "--lang", "en")
    assert code == 0
    assert "info_bron" in out
    assert "Base: 66 of 99 respondents" in out


def test_tables_as_json_keep_the_contract(run: Run, study: Path) -> None:
    code, out, _ = run("tables", str(study), "info_bron", "--json")
    (table,) = json.loads(out)["tables"]
    assert code == 0
    assert set(table) >= {"id", "kind", "title", "wave", "universe", "bases", "columns", "rows", "notes"}
    cell = table["rows"][0]["cells"]["percent"]
    assert set(cell) >= {"value", "count", "low", "high", "shown", "hidden"}


def test_public_tables_hide_what_internal_ones_show(run: Run, study: Path) -> None:
    _, internal, _ = run("tables", str(study), "customers_spending", "--json")
    _, public, _ = run("tables", str(study), "customers_spending", "--json", "--public")

    def hidden(text: str) -> int:
        (table,) = json.loads(text)["tables"]
        return sum(cell["hidden"] for row in table["rows"] for cell in row["cells"].values())

    assert hidden(internal) == 0
    assert hidden(public) > 0


def test_only_a_public_report_is_registered(run: Run, short: Path) -> None:
    assert run("report", str(short), "--internal")[0] == 0
    assert (short / "output" / f"{short.name}-2019-nl-internal.docx").exists()
    assert not (short / "releases.csv").exists()
    assert run("report", str(short))[0] == 0
    assert (short / "releases.csv").exists()


def test_somebody_s_file_needs_force(run: Run, short: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.docx"
    file.write_text("mine")
    assert run("report", str(short), "--out", str(file))[0] == 2
    assert file.read_text() == "mine"
    assert run("report", str(short), "--out", str(file), "--force")[0] == 0
    assert file.read_bytes().startswith(b"PK")


def test_nothing_in_our_own_report_is_impossible(run: Run, study: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "internal.docx")
    assert run("report", str(study), "--internal", "--out", path)[0] == 0
    code, out, _ = run("audit", path, "--json")
    assert (code, json.loads(out)) == (0, [])
    assert "tables read" in run("audit", path)[1]


def test_a_fault_of_ours_is_one_message_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("an answer")

    monkeypatch.setattr(cli, "app", fail)
    code, _, message = run()
    assert code == 2
    assert "a fault in cryptodrug" in message
    assert "an answer" not in message


@pytest.mark.parametrize("command", ["demo", "new", "check", "tables", "report", "export", "audit"])
def test_help_has_an_example(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"cryptodrug {command}" in " ".join(out.split())


def test_the_installed_command_runs(tmp_path: Path) -> None:
    call = [sys.executable, "-c", "from reports.cli import main; main()", "check", str(tmp_path / "none")]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no such folder" in done.stderr
    assert not done.stdout
