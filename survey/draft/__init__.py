"""A study drafted from an export, so that `check` and `report` work at once and a researcher can go on from there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from survey.codebook import Codebook, Label
from survey.draft.fit import Fitted, fit
from survey.draft.plans import plans
from survey.draft.suspects import Suspects, suspect
from survey.errors import problem
from survey.plan import TablePlan
from survey.read import LAST, PAIRED, read_file
from survey.read.export import Export, Hints
from survey.read.file import File, open_file
from survey.read.limesurvey_r import beside
from survey.structure import describes_itself, is_questionnaire, read_structure
from survey.structure.sketch import Sketch

BELONGS = 10
"""At least one in so many questions of a structure is in an export that belongs to it."""


@dataclass(frozen=True)
class Draft:
    """A study in the making, and what a person has to confirm in it."""

    title: Label
    languages: tuple[str, ...]
    exports: tuple[Export, ...]
    structure: Path | None
    fitted: Fitted
    codebook: Codebook
    suspects: Suspects
    plans: tuple[TablePlan, ...]
    header: bool = True
    """Whether the exports have a row of headings."""

    @property
    def paired(self) -> bool:
        """Return whether the export cannot be read without the structure."""
        return self.structure is not None and self.exports[0].format in PAIRED

    @property
    def identifiers(self) -> tuple[str, ...]:
        """Return the columns that are kept apart: the platform's, and those that look so."""
        named = [variable.column or variable.name for variable in self.codebook if variable.identifier]
        return tuple(dict.fromkeys([*(column for e in self.exports for column in e.identifiers), *named]))

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Return the questions whose routing is kept in the platform's own words."""
        return tuple(variable.name for variable in self.codebook if variable.routing)


def draft_study(
    files: Sequence[Path], structure: Path | None, languages: Sequence[str], format_: str = "", *, header: bool = True
) -> Draft:
    """Return the draft of a study for these exports of one wave.

    `languages` are those a report can be written in, the one to fall back on first. Raises `StudyError` when a
    file cannot be read.
    """
    structure = structure or next(filter(None, map(beside, files)), None)
    opened = [open_file(path) for path in files]  # once: each time a file is opened, all of it is read
    exports = tuple(_export(file, structure, format_, header) for file in opened)
    sketch = _sketch(opened, structure)
    fitted = fit(sketch, exports)
    if not fitted.codebook.variables:
        raise problem("this export has no column with answers", str(files[0]), "Is it the right file?")
    known = len(sketch.variables) - len(fitted.absent)
    if known < len(sketch.variables) / BELONGS:
        what = f"the export has {known} of the {len(sketch.variables)} questions in the structure"
        raise problem(what, str(structure or files[0]), "Do these two files belong together?")
    codebook, suspects = suspect(fitted.codebook, exports)
    spoken = tuple(language for language in sketch.languages if language in languages) or (languages[0],)
    wording = sketch.title.texts if sketch.title else {"": _spaced(files[0].stem)}
    name = Label({language: wording.get(language) or next(iter(wording.values())) for language in spoken})
    return Draft(name, spoken, exports, structure, fitted, codebook, suspects, tuple(plans(codebook)), header)


def _export(file: File, structure: Path | None, format_: str, header: bool) -> Export:
    """Return an export; one without headings gets a name for each column: its place."""
    if is_questionnaire(file):
        advice = "Name it with --structure, and what people answered with --export."
        raise problem("this file is a questionnaire, it holds no answers", str(file.path), advice)
    if not header:
        width = file.grid.width
        return read_file(file, format_ or LAST, Hints(tuple(f"column {place}" for place in range(1, width + 1))))
    export = read_file(file, format_, Hints(structure=structure))
    if export.format == LAST and not format_ and _looks_like_answers(export):
        advice = "If so, say --no-header; if these are headings all the same, say --format spreadsheet."
        raise problem("the first row of this file looks like answers, not like headings", str(file.path), advice)
    return export


def _looks_like_answers(export: Export) -> bool:
    heads = [str(column) for column in export.cells]
    return sum(re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?(?:#\d+)?", head) is not None for head in heads) > len(heads) / 3


def _sketch(files: Sequence[File], structure: Path | None) -> Sketch:
    """Return what the structure tells, or what a file with a questionnaire of its own (.sav, .lsa) tells."""
    described = structure or next((file.path for file in files if describes_itself(file)), None)
    return read_structure(described) if described else Sketch(())


def _spaced(stem: str) -> str:
    return re.sub(r"[_\s]+", " ", stem).strip() or "study"
