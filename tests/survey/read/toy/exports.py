"""Every export of the toy study."""

from __future__ import annotations

from tests.survey.read.toy import (
    kobo,
    limesurvey,
    limesurvey_archive,
    qualtrics,
    redcap,
    spreadsheet,
    spss,
    surveymonkey,
)
from tests.survey.read.toy.spelling import Toy

TOYS: tuple[Toy, ...] = (
    *limesurvey.TOYS,
    *limesurvey_archive.TOYS,
    *qualtrics.TOYS,
    *spss.TOYS,
    *redcap.TOYS,
    *kobo.TOYS,
    *surveymonkey.TOYS,
    *spreadsheet.TOYS,
)
