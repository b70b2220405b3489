"""A document keeps to the waves that it was written about, whatever the study has by now."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reports.cli import app
from survey.errors import StudyError
from survey.package import unzipped, zipped
from tests.two_waves import SETTINGS, write_waves

PLANS = "id,kind,of,by,title::nl\nf,frequency,freq,,Hoe vaak\n"
ALONE = SETTINGS.partition('[[wave]]\nname = "2021"')[0]


def run(*words: object) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(result.exception, StudyError):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_waves(tmp_path_factory.mktemp("waves"), tables=PLANS)


def test_a_second_wave_changes_nothing_in_a_report_of_the_first(study: Path, tmp_path: Path) -> None:
    document, settings = tmp_path / "first.docx", study / "study.toml"
    settings.write_text(ALONE, encoding="utf-8")
    assert run("report", study, "--internal", "--out", document).exit_code == 0
    settings.write_text(SETTINGS, encoding="utf-8")
    before = document.read_bytes()
    result = run("refresh", study, document)
    assert "Dit document gaat over 2019. De studie heeft ook 2021" in result.output
    assert document.read_bytes() == before
    run("refresh", study, document, "--wave", "2021")
    assert b"2021" in unzipped(document.read_bytes())["word/document.xml"]


def test_a_report_of_one_wave_is_that_of_the_study_of_one_wave(study: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.docx", tmp_path / "two.docx"
    (study / "study.toml").write_text(ALONE, encoding="utf-8")
    run("report", study, "--internal", "--out", one)
    (study / "study.toml").write_text(SETTINGS, encoding="utf-8")
    run("report", study, "--internal", "--out", two, "--wave", "2019")
    assert one.read_bytes() == two.read_bytes()


def test_without_a_memory_the_waves_must_be_told(study: Path, tmp_path: Path) -> None:
    document = tmp_path / "lost.docx"
    run("report", study, "--internal", "--out", document)
    parts = {name: part for name, part in unzipped(document.read_bytes()).items() if not name.startswith("customXml/")}
    relations = parts["word/_rels/document.xml.rels"].decode()
    kept = "".join(f"<Relationship {one}" for one in relations.split("<Relationship ")[1:] if "customXml" not in one)
    head = relations.split("<Relationship ")[0]
    tail = "" if kept.endswith("</Relationships>") else "</Relationships>"
    parts["word/_rels/document.xml.rels"] = f"{head}{kept}{tail}".encode()
    document.write_bytes(zipped(parts))
    with pytest.raises(StudyError, match="which waves this document is about cannot be told"):
        run("refresh", study, document, "--lang", "nl", "--internal")
