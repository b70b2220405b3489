"""What is written goes by the ending of the file's name, is registered, and replaces only what is ours."""

import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from ooxml import faults
from openpyxl import load_workbook

from reports import cli
from reports.delivery import ENDINGS
from reports.places import _wrote
from reports.registry import read_registry
from tests.short_study import short_study

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cryptodrug", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        code = caught.value.code
        return (code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return short_study(tmp_path_factory.mktemp("delivery") / "study")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_rerun_replaces_its_own_file_and_nothing_else(run: Run, study: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"tables{ending}"
    order = ("tables", study, "info_bron", "--out", file, "--lang", "fr")
    assert run(*order)[0] == 0
    first = file.read_bytes()
    assert _wrote(file)
    assert run(*order)[0] == 0
    assert file.read_bytes() == first
    file.write_bytes(b"somebody's")
    code, _, error = run(*order)
    assert (code, file.read_bytes()) == (2, b"somebody's")
    assert "did not write this file" in error
    assert run(*order, "--force")[0] == 0
    assert file.read_bytes() == first


def test_the_one_table_in_word_has_caption_notes_and_figure_and_no_cover(run: Run, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "risks.docx"
    assert run("tables", study, "risks", "--out", file, "--lang", "fr")[0] == 0
    assert faults(file) == []
    document = docx.Document(str(file))
    text = "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
    assert "Tableau 1" in text.replace("\n", "")
    assert "Figure 1" in text.replace("\n", "")
    assert "Base «" in text.replace("\u00a0", " ")
    assert "Liste des tableaux" not in text
    assert "données synthétiques" in document.sections[0].first_page_header.paragraphs[0].text


def test_what_leaves_as_a_file_is_protected_and_registered_unless_it_is_internal(run: Run, tmp_path: Path) -> None:
    study = short_study(tmp_path / "study")
    inside, outside = tmp_path / "inside.xlsx", tmp_path / "outside.xlsx"
    assert run("tables", study, "reasons_change", "--out", inside, "--internal")[0] == 0
    assert not (study / "releases.csv").exists()
    assert run("tables", study, "reasons_change", "--out", outside)[0] == 0
    assert {number.table for number in read_registry(study).numbers if number.table} == {"reasons_change"}
    cells = {
        file: [cell for row in load_workbook(file).active.iter_rows(values_only=True) for cell in row]
        for file in (inside, outside)
    }
    assert cells[outside].count("x") > cells[inside].count("x") == 0
    assert "Intern – vertrouwelijk · Synthetische gegevens" in cells[inside]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "--out", "report.pdf"), ".docx, .html or .xlsx"),
        (("report", "--out", "report"), "its name does not say what to write"),
        (("report", "--out", "report.html", "--page-numbers"), "Leave out --page-numbers"),
        (("tables", "--out", "tables.html", "--json"), "Leave out one of them"),
        (("tables", "--public", "--internal"), "Choose one of them"),
    ],
)
def test_what_cannot_be_is_one_clear_error(
    run: Run, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, error = run(arguments[0], study, *arguments[1:])
    assert (code, out) == (2, "")
    assert said in error
    assert list(tmp_path.iterdir()) == []


def test_a_report_goes_by_its_ending(run: Run, study: Path, tmp_path: Path) -> None:
    page, book = tmp_path / "report.html", tmp_path / "report.xlsx"
    assert run("report", study, "--out", page)[0] == run("report", study, "--out", book)[0] == 0
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    assert load_workbook(book).sheetnames[:2] == ["Inhoud", "flow"]
