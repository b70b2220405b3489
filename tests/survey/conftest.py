"""Small studies written to disk, so that tests go in by the same door as researchers."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from survey import Study
from survey.survey import Survey

SETTINGS = """
[study]
title = { nl = "Proef" }
languages = ["nl"]

[[wave]]
name = "2019"
export = "data/export.csv"
"""

YES_NO = """
list_name,name,label::nl,reason
yn,yes,Ja,
yn,no,Nee,
yn,dk,Weet niet,dont_know
"""

Write = Callable[..., Path]
Clean = Callable[..., Survey]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a study: sheets by name, `export` and `settings` as text.

    `wave` is added to the settings: they end with the block of the wave.
    """

    def write(
        *, settings: str = SETTINGS, wave: str = "", export: str = "a,b\n1,2\n", choices: str = YES_NO, **sheets: str
    ) -> Path:
        folder = tmp_path / "study"
        for name in ("codebook", "data"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "study.toml").write_text(f"{settings}{wave}\n", encoding="utf-8")
        (folder / "data" / "export.csv").write_text(dedent(export).lstrip(), encoding="utf-8")
        for name, text in {"choices": choices, **sheets}.items():
            (folder / "codebook" / f"{name}.csv").write_text(dedent(text).lstrip(), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def clean(write: Write) -> Clean:
    """Return a function that writes a study and cleans it."""

    def clean(**parts: str) -> Survey:
        return Study.load(write(**parts)).survey(keep_keys=False)

    return clean
