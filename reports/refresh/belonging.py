"""Whether a document is of the study that it is to be refreshed from, and what to do where it is not."""

from __future__ import annotations

import re

from reports.refresh.draft import Draft
from reports.refresh.traces import titled
from survey.errors import problem

IDENTITY = re.compile(r"[0-9a-f]{16}")
"""By what a document knows its study; older versions wrote something else there."""


def check_study(draft: Draft, study: str, title: str = "", *, adopt: bool = False) -> None:
    """Refuse a document that prints another study; the message gives the title of that and of the one asked for.

    One by an older version, which does not tell its study for certain, is taken up with `adopt`.
    """
    base = draft.base
    if base is None or base.study == study or (adopt and not IDENTITY.fullmatch(base.study)):
        return
    if not IDENTITY.fullmatch(base.study):
        what = "this document was made by an older version, which did not write into it of which study it is"
        named = f" of '{title}'" if title else " of this study"
        advice = f"If it is a report{named}, refresh it once with --force; from then on it is known."
        raise problem(what, str(draft.package.path), advice)
    advice = "Name the folder of its own study; after a new title or first wave, write a new report."
    raise problem(_another(titled(draft), title), str(draft.package.path), advice)


def _another(told: str, title: str) -> str:
    if told and told == title:
        return f"this document prints another study of the same title, '{title}': its first wave has another name"
    what = "this document prints another study" + (f", '{told}'" if told else "")
    return what + (f", not '{title}'" if title else "")
