"""The questionnaire in LimeSurvey's archive of a survey (`.lsa`), which is an export too."""

from __future__ import annotations

from survey.read.archive import holds
from survey.read.file import File, Kind
from survey.structure import lss
from survey.structure.sketch import Sketch


def recognise(file: File) -> bool:
    """Return whether this is an archive with a questionnaire in it."""
    return file.kind is Kind.ARCHIVE and holds(file.path, lss.STRUCTURE)


def sketch(file: File) -> Sketch:
    """Return the questionnaire in the archive."""
    return lss.sketch(file)
