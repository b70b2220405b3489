"""The documentation names everything there is to name, and its links lead somewhere."""

import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from analysis import TABLES
from analysis.checklist import ITEMS
from analysis.coreq import FACTS
from reports.cli import app
from survey.codebook import Role, Scale, VariableType
from survey.expressions import FUNCTIONS
from survey.missing import Denominator, Reason
from survey.plan import Comparator
from survey.read import FORMATS
from survey.settings import (
    DisclosurePart,
    InterviewsPart,
    LinkPart,
    MissingPart,
    ReportPart,
    SourcePart,
    StudyPart,
    WavePart,
)
from survey.workbook import COLUMNS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
SETTINGS = (StudyPart, WavePart, InterviewsPart, MissingPart, LinkPart, DisclosurePart, ReportPart, SourcePart)


def words(page: str) -> set[str]:
    """Return what a page sets in code type, word by word."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return {word.strip(",()") for span in spans for word in re.split(r"[\s:(]+", span)}


def commands() -> dict[str, set[str]]:
    """Return the options of every command."""
    group = typer.main.get_command(app)
    assert hasattr(group, "commands")
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        for name, command in group.commands.items()
    }


def test_every_sheet_and_column_is_described() -> None:
    named = {*COLUMNS, *(column for columns in COLUMNS.values() for column in columns)}
    assert named - words("codebook.md") == set()


def test_every_word_a_column_takes_is_described() -> None:
    known = words("codebook.md")
    assert {*VariableType, *Scale, *Role} - known == set()
    comparators = {comparator.value for comparator in Comparator}
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert {word for word in comparators if f"`{word}`" not in text} == set()


def test_every_table_kind_and_its_columns_are_described() -> None:
    known = words("tables.md")
    assert set(TABLES) - known == set()
    assert {option for kind in TABLES.values() for option in kind.options} - known == set()
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert [kind for kind in TABLES if f"\n## {kind}\n" not in text] == []
    assert [token for kind in TABLES.values() for token in kind.show if f"`{token}`" not in text] == []
    assert {*ITEMS, *FACTS} - known == set()


def test_every_reason_and_base_is_described() -> None:
    assert {*Reason, *Denominator} - words("missing.md") == set()


def test_every_function_of_the_rule_language_is_described() -> None:
    assert {*FUNCTIONS, "selected", "count-selected"} - words("rules.md") == set()


def test_every_setting_and_format_is_described() -> None:
    settings = {key for part in SETTINGS for key in part.model_fields}
    assert {*settings, *FORMATS} - words("study-folder.md") == set()


def test_every_command_and_option_is_described() -> None:
    known = words("commands.md")
    found = commands()
    assert set(found) - known == set()
    assert {option for options in found.values() for option in options} - known - {"--help"} == set()


def test_every_dependency_says_why_it_is_here() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = {re.split(r"[<>=]", line)[0] for line in lines}
    assert {name for name in names if not re.search(rf"^\|[^|]*\b{re.escape(name)}\b", text, re.MULTILINE)} == set()


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        if "://" in path:
            continue
        goal = page.parent / path if path else page
        assert goal.exists(), target
        assert not anchor or anchor in anchors(goal), target
