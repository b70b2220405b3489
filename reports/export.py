"""Exports by the ending of their name: data, a DDI codebook, the annex in Word, and interviews (`exchange.py`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reports.exchange import ENDINGS as EXCHANGE
from survey.errors import problem

if TYPE_CHECKING:
    from survey.study import Study
    from survey.survey import Survey

ANNEX = ".docx"
SPSS = frozenset({".sav", ".zsav"})
WITHOUT_ANSWERS = frozenset({ANNEX, ".xml"})
"""Endings of files that describe the data and hold none of them."""


def endings() -> tuple[str, ...]:
    """Return every ending that an export can have."""
    from survey.write import WRITERS

    return tuple(sorted({*WRITERS, ANNEX, *EXCHANGE}))


def files_of(path: Path) -> tuple[Path, ...]:
    """Return every file that an export to `path` writes; raise `StudyError` where the ending is none of ours."""
    from reports.syntax import syntax_path
    from survey.write import written_with

    ending = path.suffix.lower()
    if ending not in endings():
        what = f"no export ends in '{ending}'" if ending else "the name of an export has an ending"
        raise problem(what, str(path), f"Known here: {', '.join(endings())}.")
    if ending in SPSS:
        return (path, syntax_path(path))
    return written_with(path)


def holds_answers(path: Path) -> bool:
    """Tell whether an export is data: answers of single respondents."""
    return path.suffix.lower() not in WITHOUT_ANSWERS | EXCHANGE


def is_exchange(path: Path) -> bool:
    """Tell whether an export is interviews, or their codes, for other programs."""
    return path.suffix.lower() in EXCHANGE


def is_annex(path: Path) -> bool:
    """Tell whether an export is the annex, which needs no answers at all."""
    return path.suffix.lower() == ANNEX


def write_export(study: Study, survey: Survey, path: Path) -> tuple[Path, ...]:
    """Write the survey, and what belongs beside it; return the files written."""
    from survey.write import WRITERS

    ending = path.suffix.lower()
    written = WRITERS[ending](study, survey, path)
    if ending not in SPSS:
        return written
    import analysis
    from reports.syntax import write_syntax

    return (*written, write_syntax(study, survey, analysis.tables(study, survey), path))
