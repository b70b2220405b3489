"""LimeSurvey's headings and what the platform knows about each response."""

from pathlib import Path

import pytest

from survey.read import read_export
from survey.read.limesurvey import code


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Q1", "Q1"),
        ("Q1[SQ001]", "Q1/SQ001"),
        ("rse3[SQ001]. Who uses the code? []", "rse3/SQ001"),
        ("soft2can. Do you consider yourself a developer?", "soft2can"),
        ("q[1]. two\nlines", "q/1"),
        ("", ""),
        ("two words", "two words"),
    ],
)
def test_headings(head: str, expected: str) -> None:
    assert code(head) == expected


def test_the_platform_tells_who_finished_and_how_far_they_came(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "id;submitdate;lastpage;startlanguage;ipaddr;a\n7;2019;3;nl;192.0.2.1;1\n8;;;nl;;2\n"
    )
    export = read_export(tmp_path / "x.csv")
    assert export.format == "limesurvey"
    assert export.response is not None
    assert export.finished is not None
    assert export.last_page is not None
    assert export.response.tolist() == ["7", "8"]
    assert export.finished.tolist() == [True, False]
    assert export.last_page.tolist() == [3, 0]
    assert export.identifiers == ("ipaddr",)


def test_a_published_file_without_metadata_tells_neither(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(",q[1]. One,q[2]. Two\n1,Yes,No\n")
    export = read_export(tmp_path / "x.csv")
    assert (export.format, export.finished, list(export.cells)) == ("limesurvey", None, ["q/1", "q/2"])
