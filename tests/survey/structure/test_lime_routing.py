"""Who sees which question: what was not translated takes what depends on it along."""

from pathlib import Path

from survey.structure import read_structure
from tests.survey.limesurvey_files import lss, question


def test_a_gate_that_was_kept_as_text_keeps_what_depends_on_it(tmp_path: Path) -> None:
    asked = [
        question(1, "N", "a", relevance="rand(1, 2) == 1"),
        question(2, "N", "b", relevance="a != 1"),
        question(3, "N", "c", relevance="a > 1"),
        question(4, "N", "d", relevance="a.NAOK != 1"),
    ]
    (tmp_path / "x.lss").write_bytes(lss(asked))
    made = read_structure(tmp_path / "x.lss").variables
    assert [(one.relevant, one.routing) for one in made] == [
        ("", "rand(1, 2) == 1"),
        ("", "a != 1"),
        ("${a} > 1", ""),
        ("${a} != 1 or ${a} = ''", ""),
    ]


def test_questions_that_come_later_are_not_known_yet(tmp_path: Path) -> None:
    asked = [question(1, "N", "a", relevance="b > 1"), question(2, "N", "b"), question(3, "N", "c", relevance="b > 1")]
    (tmp_path / "x.lss").write_bytes(lss(asked))
    made = read_structure(tmp_path / "x.lss").variables
    assert [(one.relevant, one.routing) for one in made] == [("", "b > 1"), ("", ""), ("${b} > 1", "")]
