"""`study.toml`, key by key."""

from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.missing import Reason
from survey.settings import read_settings

GOOD = """
[study]
title = { nl = "Proef" }
languages = ["nl", "fr"]

[[wave]]
name = "2019"
export = "data/2019.csv"
fieldwork = [2019-06-03, 2019-11-30]

[missing]
codes = { "-99" = "no_answer" }
blank = "not_shown"

[disclosure]
threshold = 5
"""


def settings(folder: Path, text: str) -> None:
    (folder / "study.toml").write_text(text, encoding="utf-8")


def test_a_good_file(tmp_path: Path) -> None:
    settings(tmp_path, GOOD)
    read = read_settings(tmp_path)
    assert read.wave[0].export == ["data/2019.csv"]
    assert read.missing.codes == {"-99": Reason.NO_ANSWER}
    assert (read.missing.blank, read.disclosure.threshold) == (Reason.NOT_SHOWN, 5)


def test_what_is_left_out(tmp_path: Path) -> None:
    settings(tmp_path, GOOD.partition("[missing]")[0])
    read = read_settings(tmp_path)
    assert (read.missing.blank, read.disclosure.threshold, read.study.synthetic) == (Reason.UNKNOWN, 10, False)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[disclosure]", "[disclousre]", r"'disclousre' is no setting\n.*\nDid you mean 'disclosure'\?"),
        ("threshold = 5", "treshold = 5", r"Did you mean 'threshold'\?"),
        ("threshold = 5", "threshold = 2", "3 or more"),
        ("threshold = 5", 'threshold = "five"', "3 or more"),
        ('"no_answer"', '"none"', "no reason for an absence"),
        ('title = { nl = "Proef" }', "", "the setting 'title' is missing"),
        ('["nl", "fr"]', "[]", "study.languages"),
        ("[study]", "[study", "cannot be read"),
        ("fieldwork = [2019-06-03, 2019-11-30]", 'fieldwork = ["June"]', "wave.1.fieldwork.1"),
        ("[2019-06-03, 2019-11-30]", "[2019-11-30, 2019-06-03]", "the last day is before the first"),
        ('"2019"', '"20/19"', "wave.1.name"),
        ('"data/2019.csv"', '["a.csv", "a.csv"]', "the export 'a.csv' is there twice"),
        ("[missing]", '[[wave]]\nname = "2019"\nexport = "b.csv"\n[missing]', "the wave '2019' is there twice"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    settings(tmp_path, GOOD.replace(old, new))
    with pytest.raises(StudyError, match=says) as caught:
        read_settings(tmp_path)
    assert "study.toml" in str(caught.value)


def test_a_template_is_a_word_file(tmp_path: Path) -> None:
    settings(tmp_path, GOOD + '[report]\ntemplate = "huisstijl/institute.dotx"\n')
    assert read_settings(tmp_path).report.template == "huisstijl/institute.dotx"
    for line, says in (('template = "institute.docm"', "a .docx or .dotx file"), ('templat = "a.docx"', "template")):
        settings(tmp_path, f"{GOOD}[report]\n{line}\n")
        with pytest.raises(StudyError, match=says):
            read_settings(tmp_path)


SECOND = '[[wave]]\nname = "2021"\nexport = "b.csv"\n'


def test_a_later_wave_has_a_workbook_of_its_own(tmp_path: Path) -> None:
    settings(tmp_path, f'{GOOD}{SECOND}codebook = "codebook-2021"\nwhole = true\n')
    first, second = read_settings(tmp_path).wave
    assert (first.codebook, first.whole, second.codebook, second.whole) == ("", False, "codebook-2021", True)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('codebook = "/etc/codebook"', "stands in the study folder"),
        ('codebook = "C:/codebook"', "stands in the study folder"),
        ('codebook = "../codebook"', "stands in the study folder"),
        ('codebook = "."', "stands in the study folder"),
        ('codebook = "codebook"', "another than that of the study"),
        ('codebook = "Codebook.xlsx"', "another than that of the study"),
        ("whole = true", "whole = true says something of a workbook"),
        (f'codebook = "c"\n{SECOND.replace("2021", "2023").replace("b.", "c.")}codebook = "c"', "'c' is there twice"),
    ],
)
def test_what_no_workbook_of_a_wave_can_be(tmp_path: Path, lines: str, says: str) -> None:
    settings(tmp_path, f"{GOOD}{SECOND}{lines}\n")
    with pytest.raises(StudyError, match=says):
        read_settings(tmp_path)


def test_the_first_wave_has_the_workbook_of_the_study(tmp_path: Path) -> None:
    settings(tmp_path, GOOD.replace("fieldwork", 'codebook = "codebook-2019"\nfieldwork'))
    with pytest.raises(StudyError, match="the questionnaire of the first wave is the workbook of the study"):
        read_settings(tmp_path)


def test_interviews_are_of_a_wave_that_there_is(tmp_path: Path) -> None:
    settings(tmp_path, GOOD + '\n[[interviews]]\nname = "buyers"\nwave = "2020"\n')
    with pytest.raises(StudyError, match="the wave '2020', and there is none of that name"):
        read_settings(tmp_path)
