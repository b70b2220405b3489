"""Tables in a notebook, and the example of the documentation."""

import re
from pathlib import Path
from typing import Any

import pytest
import samples
from lxml import etree

import reports
from analysis.disclosure import Audience
from survey.studies import copy_study

PAGE = Path(__file__).parent.parent.parent / "docs" / "notebooks.md"


def rows(shown: Any) -> int:
    """Return how many rows the HTML of a notebook has, heads left out."""
    root = etree.fromstring(shown._repr_html_(), etree.XMLParser(resolve_entities=False, no_network=True))
    return len(root.findall(".//tbody/tr"))


def test_a_table_is_shown_for_the_team_and_a_release_as_its_policy_says() -> None:
    table = samples.information_source()
    inside, outside = reports.show(table), reports.show(samples.release(Audience.PUBLIC, (table,)), "nl")
    assert rows(inside) == rows(outside) == len(table.rows)
    assert "small counts are not hidden" in inside._repr_html_()
    assert "kleine aantallen" not in outside._repr_html_()


def test_as_text_it_is_what_the_command_prints() -> None:
    text = repr(reports.show(samples.release(tables=(samples.information_source(), samples.profile())), "nl"))
    assert text.startswith("info_bron")
    assert "profiel" in text
    assert "Basis: 66 van 99 respondenten" in text
    assert "\x1b" not in text


def test_the_example_of_the_documentation_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_study("cryptodrug", tmp_path / "my-study")
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(example, str(PAGE), "exec"), names)  # noqa: S102 - our own documentation
    assert rows(names["inside"]) > 3
    assert names["outside"]._repr_html_().count("<table") == 2
    assert "Base: 66 of 99 respondents" in repr(names["outside"])
