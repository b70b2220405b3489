"""A small study of two waves, written to disk; each test says what the second wave changed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest

SETTINGS = """
[study]
title = { nl = "Proef" }
languages = ["nl"]

[[wave]]
name = "2019"
export = "data/2019.csv"

[[wave]]
name = "2021"
export = "data/2021.csv"
codebook = "codebook-2021"
"""

SURVEY = """
type,name,label::nl,relevant
select_one freq,freq,Hoe vaak?,
integer,age,Hoe oud?,
select_multiple why,why,Waarom?,${freq} = 'often'
text,say,Nog iets?,
"""
CHOICES = """
list_name,name,label::nl
freq,never,Nooit
freq,some,Soms
freq,often,Vaak
why,price,Prijs
why,fun,Plezier
"""
FIRST = """
id,freq,age,why/price,why/fun,say
1,never,20,,,a
2,some,30,,,b
3,often,40,1,0,c
4,often,50,0,1,
"""

WriteWaves = Callable[..., Path]


@pytest.fixture
def waves(tmp_path: Path) -> WriteWaves:
    """Return a function that writes the study; see `write_waves`."""
    return partial(write_waves, tmp_path)


def write_waves(
    path: Path, *, export: str = FIRST, survey: str = "", choices: str = "", crosswalk: str = "", **more: str
) -> Path:
    """Write a study of two waves: `export`, `survey` and `choices` are the second one's own.

    `main`, `lists`, `first` and `settings` replace those of the study; anything else is a sheet of its workbook.
    """
    folder = path / "study"
    sheets = {
        "codebook/survey.csv": more.pop("main", SURVEY),
        "codebook/choices.csv": more.pop("lists", CHOICES),
        "codebook/crosswalk.csv": crosswalk,
        "codebook-2021/survey.csv": survey or "type,name,label::nl\n",
        "codebook-2021/choices.csv": choices,
        "data/2019.csv": more.pop("first", FIRST),
        "data/2021.csv": export,
        "study.toml": more.pop("settings", SETTINGS),
        **{f"codebook/{name}.csv": text for name, text in more.items()},
    }
    for name, text in sheets.items():
        if text:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(dedent(text).lstrip(), encoding="utf-8")
    return folder
