"""The questionnaire of each wave as it was asked, each laid over the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from survey.codebook import Codebook
from survey.errors import StudyError, gather
from survey.origin import add_origin
from survey.settings import Settings, WavePart
from survey.waves.overlay import Form, lay_over
from survey.workbook import Line, read_changes
from survey.xlsform import HARMONISED, check_labels, check_rules, read_codebook


def read_questionnaires(folder: Path, settings: Settings, sheets: Mapping[str, Sequence[Line]]) -> dict[str, Codebook]:
    """Return what each wave asked, by its name; raise `StudyError` with everything wrong in their workbooks.

    The first wave asked what the study's own workbook (`sheets`) holds, every other one what the wave before asked,
    with the changes of its own workbook. A question whose column `waves` names other waves only is left out, and one
    that is only harmonised, which nobody was asked.
    """
    form = Form(_asked(sheets["survey"]), tuple(sheets.get("choices", ())))
    if len(settings.wave) == 1:
        return {settings.wave[0].name: read_codebook(form.survey, form.choices)}
    questionnaires = {}
    for wave in settings.wave:
        if wave.codebook:
            form = lay_over(form, read_changes(folder / wave.codebook), wave.name, whole=wave.whole)
        questionnaires[wave.name] = _questionnaire(form, wave, settings)
    return questionnaires


def _asked(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line["type"].partition(" ")[0] != HARMONISED)


def _questionnaire(form: Form, wave: WavePart, settings: Settings) -> Codebook:
    there = (line for line in form.survey if not line["waves"] or wave.name in line["waves"].split())
    codebook = read_codebook([_everywhere(line) for line in there], form.choices)
    if wave.codebook:
        checks = (partial(check_labels, language=settings.study.languages[0]), partial(_check_rules, wave=wave))
        try:
            gather(lambda check: check(codebook), checks)
        except StudyError as error:
            raise StudyError(
                *(replace(found, what=f"in {wave.name}: {found.what}") for found in error.problems)
            ) from None
    return codebook


def _everywhere(line: Line) -> Line:
    """Return a row without the waves that it names: within the questionnaire of one wave it says nothing."""
    return Line({key: text for key, text in line.cells.items() if key != "waves"}, line.place)


def _check_rules(codebook: Codebook, wave: WavePart) -> None:
    """Check routing and constraints; what is calculated may know derived variables, which no questionnaire has."""
    questions = {variable.name: variable for variable in codebook if not variable.derived}
    asked = replace(codebook, variables=questions)
    check_rules(add_origin(asked, wave.export) if len(wave.export) > 1 else asked)
