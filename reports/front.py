"""What a report says about itself: title, waves, people, dates, sources, software."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from survey.codebook import Label
from survey.survey import Source

if TYPE_CHECKING:
    from survey.study import Study
    from survey.survey import Survey

SOFTWARE = ("cryptodrug", "pandas", "statsmodels", "pingouin", "scipy", "python-docx")
"""Distributions whose versions a reader needs to make the numbers again."""


@dataclass(frozen=True)
class Round:
    """One wave: its name, how many people it has, and the first and last day of its fieldwork."""

    name: str
    n: int
    fieldwork: tuple[date, ...] = ()


@dataclass(frozen=True)
class Front:
    """The facts on the cover and in the methods appendix, beside the cleaning history."""

    title: Label
    language: str
    waves: tuple[str, ...] = ()
    n: int | None = None
    fieldwork: tuple[date, ...] = ()
    """First and last day."""
    rounds: tuple[Round, ...] = ()
    """The waves by themselves, where there are several: somebody may be in two of them."""
    synthetic: bool = False
    citation: Label = field(default_factory=Label)
    """Whose data these are, when they are others'."""
    licence: str = ""
    url: str = ""
    sources: tuple[Source, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    """Names of variables, by which the appendix calls them."""
    name: str = ""
    """By what a document knows whose numbers it prints; see `identity`."""


def front_of(study: Study, survey: Survey | None, language: str) -> Front:
    """Return the facts of a study, and of its answers where they were read."""
    source = study.settings.source
    codebook = study.codebook if survey is None else survey.codebook
    days = [day for wave in study.waves for day in wave.fieldwork]
    return Front(
        title=study.title,
        language=language,
        waves=tuple(wave.name for wave in study.waves),
        n=None if survey is None else len(survey),
        fieldwork=(min(days), max(days)) if days else (),
        rounds=() if survey is None else tuple(_rounds(study, survey)),
        synthetic=study.synthetic,
        citation=Label(source.citation),
        licence=source.licence,
        url=source.url,
        sources=() if survey is None else survey.sources,
        versions=software(),
        name=identity(study),
        labels={variable.name: variable.label for variable in codebook if variable.label},
    )


def _rounds(study: Study, survey: Survey) -> Iterator[Round]:
    days = {wave.name: tuple(wave.fieldwork) for wave in study.waves}
    for part in survey.parts:
        [name] = part.waves
        yield Round(name, len(part), days.get(name, ()))


def identity(study: Study) -> str:
    """Return what a study is known by, wherever it stands: a digest of its title and the name of its first wave.

    The title is that in its own language. Questions, tables and later waves come and go while it stays the same study.
    """
    from hashlib import sha256

    title = study.title.text(next(iter(study.languages), ""))
    known = [" ".join(title.split()), *(wave.name for wave in study.settings.wave[:1])]
    return sha256("\n".join(known).encode()).hexdigest()[:16]


def software() -> dict[str, str]:
    """Return the versions of Python and of the packages that made the numbers."""
    from importlib.metadata import PackageNotFoundError, version

    versions = {}
    for name in SOFTWARE:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return {**versions, "Python": platform.python_version()}
