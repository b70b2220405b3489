"""`cryptodrug refresh`, from the command line to the file and back."""

import shutil
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from analysis.disclosure import Audience
from reports import cli
from reports.document import report
from reports.front import identity
from reports.refresh import Draft, open_package, spoken
from reports.refresh_command import Order, run
from survey import Study
from survey.errors import StudyError
from tests.reports import samples
from tests.reports.ooxml import faults
from tests.reports.refresh.authors import front, parts, renewed, store, written
from tests.short_study import short_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return short_study(tmp_path_factory.mktemp("refresh") / "study")


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["cryptodrug", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_a_report_is_up_to_date_until_the_study_changes(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    thesis, again = tmp_path / "thesis.docx", tmp_path / "again.docx"
    assert command(monkeypatch, "report", str(study), "--out", str(thesis)) == 0
    whole = thesis.read_bytes()
    assert command(monkeypatch, "refresh", str(study), str(thesis)) == 0
    assert "Niets te veranderen" in capsys.readouterr().out
    assert thesis.read_bytes() == whole
    choices = study / "codebook" / "choices.csv"
    text = choices.read_text(encoding="utf-8")
    assert ",Vrouw," in text
    choices.write_text(text.replace(",Vrouw,", ",Dame,"), encoding="utf-8")
    assert command(monkeypatch, "refresh", str(study), str(thesis), "--dry-run") == 0
    assert thesis.read_bytes() == whole
    assert command(monkeypatch, "refresh", str(study), str(thesis), "--out", str(again)) == 0
    assert thesis.read_bytes() == whole
    assert faults(again) == []
    said = capsys.readouterr().out
    assert "Vrouw → Dame" in said
    assert "Ververst" in said
    choices.write_text(text, encoding="utf-8")


def test_another_study_is_refused(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "thesis.docx"
    path.write_bytes(report(samples.release(tables=(samples.numbers(),)), replace(front(), name="0" * 16)))
    before = path.read_bytes()
    with pytest.raises(StudyError, match="prints another study, 'Belgische kopers', not '"):
        run(Study.load(study), Order(path))
    with pytest.raises(StudyError, match="prints another study"):
        run(Study.load(study), Order(path, force=True))
    assert path.read_bytes() == before


def test_a_study_is_known_by_title_and_first_wave(study: Path, tmp_path: Path) -> None:
    asked, moved = Study.load(study), tmp_path / "elsewhere"
    shutil.copytree(study, moved)
    assert identity(Study.load(moved)) == identity(asked)
    settings = moved / "study.toml"
    text = settings.read_text(encoding="utf-8")
    title = asked.title.text(asked.languages[0])
    settings.write_text(text.replace(title, f"{title} 2"), encoding="utf-8")
    assert identity(Study.load(moved)) != identity(asked)
    same_name = tmp_path / study.name
    moved.rename(same_name)
    assert identity(Study.load(same_name)) != identity(asked)


@pytest.mark.parametrize("name", ["~$esis.docx", ".~lock.thesis.docx#"])
def test_an_open_document_is_refused(study: Path, tmp_path: Path, name: str) -> None:
    path = written(tmp_path)
    (tmp_path / name).touch()
    with pytest.raises(StudyError, match="open in another program"):
        run(Study.load(study), Order(path))


def test_a_strangers_file_is_not_replaced(study: Path, tmp_path: Path) -> None:
    path, other = written(tmp_path), tmp_path / "other.docx"
    other.write_bytes(b"somebody's")
    with pytest.raises(StudyError, match="did not write this file"):
        run(Study.load(study), Order(path, other))


def without_manifest(path: Path) -> None:
    """Take out what was last printed, as a way through .odt does."""
    held = {name: data for name, data in parts(path).items() if not name.startswith("customXml/item1")}
    store(path, held)


def test_a_document_without_a_manifest_tells_its_language(tmp_path: Path) -> None:
    path = written(tmp_path, "fr")
    without_manifest(path)
    draft = Draft(open_package(path))
    assert draft.base is None
    assert spoken(draft) == "fr"
    draft.parts = {name: data.replace(b"fr-BE", b"de-DE") for name, data in draft.parts.items()}
    assert spoken(draft) == ""


def test_a_document_without_a_manifest_that_is_marked_is_internal(tmp_path: Path) -> None:
    path = written(tmp_path)
    without_manifest(path)
    with pytest.raises(StudyError, match="is public"):
        renewed(path, samples.TABLES, Audience.INTERNAL)
    team = written(tmp_path, audience=Audience.INTERNAL, name="team.docx")
    without_manifest(team)
    with pytest.raises(StudyError, match="--internal"):
        renewed(team, samples.TABLES)
    assert renewed(team, samples.TABLES, Audience.INTERNAL).content is not None


def test_readers_are_never_mixed(tmp_path: Path) -> None:
    path = written(tmp_path)
    with pytest.raises(StudyError, match="is public"):
        renewed(path, samples.TABLES, Audience.INTERNAL)
    team = written(tmp_path, audience=Audience.INTERNAL, name="team.docx")
    with pytest.raises(StudyError, match="is internal"):
        renewed(team, samples.TABLES)
    assert renewed(team, samples.TABLES, Audience.INTERNAL).content is None


def test_a_document_of_libreoffice_is_to_be_saved_as_word_not_renamed(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "thesis.odt"
    with ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(StudyError) as refused:
        run(Study.load(study), Order(path))
    assert "OpenDocument" in str(refused.value)
    assert "save it as Word document" in str(refused.value)
