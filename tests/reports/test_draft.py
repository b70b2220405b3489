"""The page that says what to confirm in a drafted study."""

from pathlib import Path

import pytest

from analysis.thresholds import Loss
from reports.draft import draft_page
from reports.languages import LANGUAGES
from survey.draft import Draft, draft_study


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    path = tmp_path / "answers.csv"
    path.write_text(
        "email,age,q\na@example.org,23,NA\nb@example.org,-99,yes\nc@example.org,31,NA\nd@example.org,44,yes\n"
    )
    return draft_study([path], None, ["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_to_confirm_is_named_and_nobody_s_answer(draft: Draft, language: str) -> None:
    page = draft_page(draft, [Loss(3, 1, 9, 1), Loss(10, 9, 9, 2)], language)
    assert "`-99`: `age`" in page
    assert "`NA`: `q`" in page
    assert "`email`" in page
    assert "| 10 | 9 | 9 | 2 |" in page
    assert "example.org" not in page
    assert page.count("\n## ") == 6


def test_what_is_not_there_has_no_chapter(draft: Draft) -> None:
    page = draft_page(draft, [Loss(10, 0, 9, 0)], "en")
    assert "own words" not in page
    assert "does not hold" not in page
