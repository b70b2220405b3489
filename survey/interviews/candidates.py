"""Words that may be names: written with a capital where none is needed. A person decides which of them are.

The list stands beside the study folder, for its owner only. With kinds filled in it serves as the list of names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from survey.errors import problem
from survey.files import csv_bytes, keep_file
from survey.interviews.corpus import Corpus
from survey.interviews.names import CANDIDATE_COLUMNS, Names, keep_to_owner, read_names
from survey.interviews.pseudonyms import searched
from survey.keystore import OWNER_ONLY

CAPITALISED = re.compile(
    r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’]+"
    r"(?:(?:-| (?:(?:van|de|den|der|ter|ten|du|des|la|le) ){0,2})[A-ZÀ-ÖØ-Þ][\w'’]+)*"
)
SMALL = " abcdefghijklmnopqrstuvwxyz"
OPENS = '.!?…:;\n]"“”«»‘(-–—*•/'
"""Signs behind which a capital may only mean that a sentence begins."""
CONTEXT = 200
"""So far back is looked for the sign before a word: labels, times and pseudonyms in between count for nothing."""


@dataclass(frozen=True)
class Candidate:
    """A word, or words in a row, with capitals; how often, and in how many interviews."""

    name: str
    count: int
    interviews: int


def find_candidates(corpus: Corpus, names: Names, only: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """Return what has a capital within a sentence and is neither replaced nor listed, the most frequent first."""
    chosen = [interview for interview in corpus if not set(only) or interview.id in set(only)]
    listed = {form for name in names.names for form in name.forms}
    found = [Counter(_capitals(searched(interview.transcript, names))) for interview in chosen]
    total = sum(found, Counter[str]())
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    kept = ((name, count) for name, count in ordered if name not in listed)
    return tuple(Candidate(name, count, sum(name in each for each in found)) for name, count in kept)


def candidates_file(study: Path) -> Path:
    """Return where the list of candidates of a study stands: beside its folder, not in it."""
    folder = study.resolve()
    return folder.with_name(f"{folder.name}.candidates.csv")


def write_candidates(candidates: Iterable[Candidate], path: Path) -> None:
    """Write the list; raise `StudyError` rather than replace one in which somebody has decided something."""
    if path.exists() and read_names(path, {}).names:
        advice = "Use it with --names, or give it another name first."
        raise problem("somebody has filled in this list of candidates", str(path), advice)
    rows = [["", each.name, "", "", each.count, each.interviews] for each in candidates]
    keep_file(path, csv_bytes(CANDIDATE_COLUMNS, rows), OWNER_ONLY)
    keep_to_owner(path)


def _capitals(text: str) -> Iterator[str]:
    for match in CAPITALISED.finditer(text):
        before = text[max(0, match.start() - CONTEXT) : match.start()].rstrip(" \u00a0\u202f]")
        opens = not before or before[-1] in OPENS
        words = match[0].partition(" ")[2].lstrip(SMALL) if opens else match[0]
        if words:
            yield re.sub(r"['’]s?$", "", words)
