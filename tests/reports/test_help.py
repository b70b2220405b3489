"""What commands say of themselves is shown as it was written: words in brackets are no markup."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from reports.cli import app

DOCS = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
IN_BRACKETS = re.compile(r"\\?\[([^\[\]\n]+)\]")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


ALL = dict(commands(get_command(app)))


def written(command: Any) -> list[str]:
    """Return every text that the help of a command shows."""
    options = [getattr(each, "help", None) for each in command.params]
    below = [each.help for each in getattr(command, "commands", {}).values()]
    return [text for text in (command.help, command.epilog, *options, *below) if text]


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "all")
def test_no_word_in_brackets_is_lost(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("TERMINAL_WIDTH", "400")
    shown = CliRunner().invoke(app, [*path, "--help"]).output
    first = [text.split("\n\n")[0] if text in below(path) else text for text in written(ALL[path])]
    lost = [words for text in first for words in IN_BRACKETS.findall(text) if f"[{words}]" not in shown]
    assert lost == []


def below(path: tuple[str, ...]) -> set[str]:
    """Return the texts of which a group shows the first paragraph only."""
    return {each.help for each in getattr(ALL[path], "commands", {}).values() if each.help}


def test_there_are_brackets_to_lose() -> None:
    assert any(IN_BRACKETS.search(text) for command in ALL.values() for text in written(command))


def described() -> dict[str, set[str]]:
    """Return the options that the documentation gives to each command; those of `all` under that name."""
    found: dict[str, set[str]] = {}
    for names, of in re.findall(r"^\| (`--[^|]*) \| ([^|]*) \|", DOCS, re.MULTILINE):
        for command in re.findall(r"\w+", of):
            found.setdefault(command, set()).update(re.findall(r"--[\w-]+", names))
    return found


@pytest.mark.parametrize("name", ["refresh", "report", "audit", "export"])
def test_every_option_is_described_for_its_command(name: str) -> None:
    options = {flag for each in ALL[name,].params for flag in each.opts if flag.startswith("--")}
    assert options - described()[name] - described()["all"] == set()


def test_who_ends_with_1_is_described() -> None:
    (row,) = re.findall(r"^\| 1 \| (.*) \|$", DOCS, re.MULTILINE)
    ends = {" ".join(path) for path, command in ALL.items() if "xits 1" in (command.help or "")}
    assert ends == {name for name in map(" ".join, ALL) if f"`{name}`" in row} != set()
