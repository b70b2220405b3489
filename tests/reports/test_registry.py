"""The register of released numbers grows and never shrinks."""

from pathlib import Path

import pytest

from analysis.disclosure import Audience, Number, Policy, Registry, Release
from reports.registry import NAME, read_registry, write_registry
from survey.errors import StudyError


def number(row: str, n: int | None = 66) -> Number:
    return Number("info_bron", row, "percent", "2019", n, "45", 10)


def release(*numbers: Number) -> Release:
    return Release((), (), Policy(Audience.PUBLIC), Registry(numbers))


def test_an_absent_register_is_empty(tmp_path: Path) -> None:
    assert read_registry(tmp_path) == Registry()


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    write_registry(tmp_path, release(number("a"), number("b", n=None)))
    assert read_registry(tmp_path).numbers == (number("a"), number("b", n=None))


def test_a_later_release_keeps_the_earlier_numbers(tmp_path: Path) -> None:
    write_registry(tmp_path, release(number("a")))
    write_registry(tmp_path, Release((), (), Policy(Audience.PUBLIC), read_registry(tmp_path).merge([number("b")])))
    assert read_registry(tmp_path).numbers == (number("a"), number("b"))


def test_a_broken_register_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("table,row\nx,y\n")
    with pytest.raises(StudyError, match="register of released numbers"):
        read_registry(tmp_path)
