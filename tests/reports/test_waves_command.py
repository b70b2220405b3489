"""`cryptodrug waves`, from the command line: what is told, what is left to decide, and where it may be written."""

import json
import shutil
from pathlib import Path

import pytest

from reports import cli
from reports.languages import LANGUAGES
from tests.two_waves import write_waves

REWORDED = "name,label::nl\nage,Hoe oud bent u?\n"
DECIDED = "wave,variable,rule,status,why::nl\n2021,age,same,with_care,Beleefder gevraagd.\n"
TURNED = "list_name,name,label::nl\nfreq,never,Vaak\nfreq,some,Soms\nfreq,often,Nooit\n"
ONE = '[study]\ntitle = { nl = "Proef" }\nlanguages = ["nl"]\n[[wave]]\nname = "2019"\nexport = "data/2019.csv"\n'


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr("sys.argv", ["cryptodrug", "waves", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_what_changed_and_is_decided_is_told_and_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_waves(tmp_path, survey=REWORDED, crosswalk=DECIDED)
    assert command(monkeypatch, folder) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2021 naast 2019",
        "1 vraag is veranderd. 3 vragen zijn dezelfde. Er valt niets meer te beslissen.",
        "",
        "age · anders verwoord",
        "  Hoe oud {+bent u?+}",
        "  → Vergelijkbaar met voorbehoud. Beleefder gevraagd.",
        "",
    ]


def test_what_is_undecided_needs_a_look_and_gives_a_row_to_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_waves(tmp_path, survey=REWORDED)
    assert command(monkeypatch, folder) == 1
    *_, heads, row = capsys.readouterr().out.splitlines()
    assert row == "2021,age,,,,same,with_care,"
    (folder / "codebook" / "crosswalk.csv").write_text(f"{heads}\n{row}\n")
    assert command(monkeypatch, folder) == 2
    assert "'with_care' needs a reason" in capsys.readouterr().err
    (folder / "codebook" / "crosswalk.csv").write_text(f"{heads}\n{row}Beleefder gevraagd.\n")
    assert command(monkeypatch, folder) == 0


def test_a_suggestion_needs_a_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = "type,name,label::nl\ngone,say,\ntext,opmerking,Nog iets?\n"
    export = "id,freq,age,why/price,why/fun,opmerking\n1,never,20,,,a\n"
    folder = write_waves(tmp_path, survey=survey, export=export)
    assert command(monkeypatch, folder, "--lang", "en") == 1
    said = capsys.readouterr().out
    assert "This may be ‘say’ under another name (likeness 100%)." in said
    assert "2021,opmerking,,say,,renamed,comparable," in said


def test_a_study_that_cannot_be_used_yet_is_told_what_its_crosswalk_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_waves(tmp_path, choices=TURNED)
    assert command(monkeypatch, folder) == 2
    told = capsys.readouterr()
    assert "means something else" in told.err
    assert "Code never betekent iets anders: [-Nooit-] {+Vaak+} (deze tekst had code often)" in told.out
    rows = told.out[told.out.index("wave,variable") :]
    assert "2021,freq,never,,often,renamed,comparable," in rows
    (folder / "codebook" / "crosswalk.csv").write_text(rows)
    assert command(monkeypatch, folder) == 1
    left = capsys.readouterr().out
    assert "Gesteld: als “[-Vaak-] {+Nooit+}” is geantwoord op “Hoe vaak?”" in left
    assert left.endswith("why::nl\n2021,why,,,,same,with_care,\n")


def test_a_workbook_that_cannot_be_read_is_the_only_thing_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_waves(tmp_path, survey="type,name\ngone,nobody\n")
    assert command(monkeypatch, folder) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "'nobody' cannot be gone" in told.err


def test_a_study_of_one_wave_has_nothing_to_hold_against_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_waves(tmp_path, settings=ONE)
    assert command(monkeypatch, folder) == 2
    assert "this study has one wave" in capsys.readouterr().err


def test_the_record_says_the_same_in_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_waves(tmp_path, survey=REWORDED, choices=TURNED.replace("Vaak", "Nooit", 1))
    assert command(monkeypatch, folder, "--json") == 2
    assert capsys.readouterr().out == ""
    shutil.rmtree(folder)
    folder = write_waves(tmp_path, survey=REWORDED)
    assert command(monkeypatch, folder, "--json") == 1
    record = json.loads(capsys.readouterr().out)
    (found,) = record["transitions"]
    assert (record["waves"], found["before"], found["after"], found["same"]) == (["2019", "2021"], "2019", "2021", 3)
    (question,) = found["questions"]
    assert (question["variable"], question["kinds"], question["undecided"]) == ("age", ["reworded"], True)
    assert question["wording"] == {"nl": [["kept", "Hoe oud"], ["added", "bent u?"]]}
    assert question["rows"][0]["status"] == "with_care"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_every_language(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = (
        "type,name,label::nl,relevant,after\n"
        "select_multiple freq,freq,,,\n,age,Hoe oud bent u?,,\n,why,,-,\n,say,,${age} > 17,age\nrank why,new,Nieuw,,\n"
    )
    choices = "list_name,name,label::nl\nwhy,price,Prijs\nwhy,more,Meer\n"
    folder = write_waves(tmp_path, survey=survey, choices=choices)
    assert command(monkeypatch, folder, "--lang", language) == 1
    said = capsys.readouterr().out
    assert "{n}" not in said
    assert "waves." not in said
    assert sum(line.count(" · ") for line in said.splitlines()) == 5


def test_a_word_file_is_written_where_it_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_waves(tmp_path, survey=REWORDED)
    made = tmp_path / "changes.docx"
    assert command(monkeypatch, folder, "--out", made) == 1
    assert str(made) in capsys.readouterr().err
    made.write_bytes(b"mine")
    for place in (made, tmp_path / "changes.pdf", folder / "codebook-2021" / "changes.docx"):
        assert command(monkeypatch, folder, "--out", place) == 2
    assert made.read_bytes() == b"mine"
    assert command(monkeypatch, folder, "--out", made, "--force") == 1
