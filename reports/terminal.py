"""What every command shares: its usual arguments, the language to speak, and a sign that it is at work."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.languages import LANGUAGES

if TYPE_CHECKING:
    from survey import Study

LOOK = 1
"""The exit code of a command that found something for the researcher's eye."""


def _known(lang: str | None) -> str | None:
    if lang is not None and lang not in LANGUAGES:
        raise typer.BadParameter(f"'{lang}' is not one of {', '.join(LANGUAGES)}.")
    return lang


StudyPath = Annotated[Path, typer.Argument(metavar="STUDY", help="The study's folder (the one with study.toml).")]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="|".join(LANGUAGES), callback=_known, help="Language; by default the study's first."
    ),
]
Spoken = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="|".join(LANGUAGES), callback=_known, help="The document's language, where it cannot be told."
    ),
]
Waves = Annotated[
    list[str] | None,
    typer.Option("--wave", metavar="NAME", help="Only this wave; more than once for several. By default all."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that cryptodrug did not write.")]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE", help="Of Word files: page, styles and headers of this .docx or .dotx file."
    ),
]
SetName = Annotated[
    str, typer.Option("--set", metavar="NAME", help="The set of interviews; by default the study's first.")
]


def language_of(study: Study, lang: str | None) -> str:
    """Return the language to speak: the one asked for, else the study's first that we know."""
    if lang:
        return lang
    return next((language for language in study.languages if language in LANGUAGES), "en")


def print_json(record: object) -> None:
    """Print a record on standard output."""
    typer.echo(json.dumps(record, ensure_ascii=False, indent=2))


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Show on a terminal that something is going on; say nothing elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
