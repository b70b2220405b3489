"""The folder of an interview set: `interviews.csv`, `codes.csv`, `codings.csv` and `transcripts/`, one text each.

Everything is plain text, fit for version control; every file is written beside its name and then replaced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from survey.codebook import Label
from survey.decisions import find_person
from survey.errors import Problem, StudyError, gather, problem
from survey.files import csv_bytes, keep_file, make_folder
from survey.interviews import codes as code_sheet
from survey.interviews import codings as coding_sheet
from survey.interviews.codes import Code, Codes, read_codes
from survey.interviews.codings import Coding, Status, coding_row, read_codings
from survey.interviews.corpus import Corpus, Interview, Mode
from survey.interviews.transcript import Transcript, canonical
from survey.keystore import KeyStore
from survey.settings import InterviewsPart
from survey.workbook import Line, read_sheet

INTERVIEWS, CODES, CODINGS, TRANSCRIPTS = "interviews.csv", "codes.csv", "codings.csv", "transcripts"
COLUMNS = (
    "interview",
    "pseudonym",
    "respondent",
    "wave",
    "language",
    "date",
    "mode",
    "minutes",
    "source",
    "sha256",
    "pseudonymised",
    "reviewed_by",
    "reviewed_on",
)
NAME = re.compile(r"^\w[\w-]*$")
DO_NOT_EDIT = "Bring a changed text in with `cryptodrug interviews correct`; it moves the codings along."
Known = tuple[Interview, str]
"""An interview, and the checksum that its list has for its text."""


def read_corpus(folder: Path, part: InterviewsPart) -> Corpus:
    """Return the interview set in `folder`, empty where nothing has been brought in yet.

    Raises `StudyError` with everything wrong in its files: also when a text was changed behind the codings' back.
    """
    known = _interviews(folder, part)
    codes = _codes(folder / CODES)
    lines = _lines(folder / CODINGS)
    codings = read_codings(lines)
    corpus = {interview.id: interview for interview, _ in known}
    changed = [interview for interview, checksum in known if checksum and checksum != interview.transcript.sha256]
    sound = corpus | {interview.id: None for interview in changed}
    problems = [*_changed(folder, changed), *_misplaced(lines, codings, sound, codes)]
    if problems:
        raise StudyError(*problems)
    return Corpus(part.name, tuple(corpus.values()), codes, codings, Label(part.title))


def write_corpus(corpus: Corpus, folder: Path) -> bool:
    """Write the set's four kinds of files; return whether any was: one that says the same already is left alone."""
    make_folder(folder / TRANSCRIPTS, "May you write in the study's folder?")
    files = {transcript_path(folder, interview.id): interview.transcript.text.encode() for interview in corpus}
    files[folder / CODES] = csv_bytes(*_code_rows(corpus.codes))
    files[folder / CODINGS] = csv_bytes(coding_sheet.COLUMNS, [coding_row(c) for c in _in_order(corpus)])
    files[folder / INTERVIEWS] = csv_bytes(COLUMNS, [_row(interview) for interview in corpus])
    written = [keep_file(path, data) for path, data in files.items()]
    return any(written)


def transcript_path(folder: Path, interview: str) -> Path:
    """Return where the text of an interview stands."""
    return folder / TRANSCRIPTS / f"{interview}.txt"


def tie(corpus: Corpus, keys: KeyStore) -> Corpus:
    """Return the corpus with each interview tied to the respondent it names; raise `StudyError` for an unknown one."""

    def tied(interview: Interview) -> Interview:
        if not interview.respondent:
            return interview
        place = f"{INTERVIEWS} of '{corpus.name}', interview {interview.id}"
        return replace(interview, person=find_person(interview.respondent, interview.wave, keys, place))

    return replace(corpus, interviews=tuple(gather(tied, corpus.interviews)))


def _interviews(folder: Path, part: InterviewsPart) -> list[Known]:
    path = folder / INTERVIEWS
    if not path.exists():
        return []
    lines = read_sheet(path, COLUMNS, COLUMNS[:1])
    ids = [line["interview"] for line in lines]
    twice = next((line for line in lines if ids.count(line["interview"]) > 1), None)
    if twice is not None:
        raise problem(f"the interview '{twice['interview']}' is there twice", twice.place, "Rename one of them.")
    return gather(lambda line: _interview(line, folder, part), lines)


def _interview(line: Line, folder: Path, part: InterviewsPart) -> Known:
    name = line["interview"]
    if not NAME.match(name):
        raise problem(f"'{name}' cannot name an interview", line.place, "Use letters, digits, _ and - only.")
    made = Interview(
        id=name,
        transcript=_transcript(transcript_path(folder, name), part),
        wave=line["wave"] or part.wave,
        date=_day(line, "date"),
        mode=line.word("mode", Mode) if line["mode"] else None,
        minutes=_minutes(line),
        pseudonymised=_day(line, "pseudonymised"),
        reviewed_on=_day(line, "reviewed_on"),
        pseudonym=line["pseudonym"],
        respondent=line["respondent"],
        language=line["language"],
        source=line["source"],
        reviewed_by=line["reviewed_by"],
    )
    return made, line["sha256"]


def _transcript(path: Path, part: InterviewsPart) -> Transcript:
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        advice = "Bring it in with `cryptodrug interviews import`, or remove its row from the list."
        raise problem("there is no such transcript", str(path), advice) from None
    except (OSError, UnicodeDecodeError):
        raise problem("this transcript cannot be read as UTF-8", str(path), DO_NOT_EDIT) from None
    return Transcript(canonical(text), tuple(part.interviewer), tuple(part.participant))


def _day(line: Line, column: str) -> str:
    try:
        return date.fromisoformat(line[column]).isoformat() if line[column] else ""
    except ValueError:
        raise problem(f"'{column}' must be a day, such as 2026-03-01", line.place) from None


def _minutes(line: Line) -> int | None:
    if line["minutes"] and not line["minutes"].isdecimal():
        raise problem("'minutes' must be a whole number", line.place)
    return int(line["minutes"]) if line["minutes"] else None


def _codes(path: Path) -> Codes:
    if not path.exists():
        return Codes()
    return read_codes(read_sheet(path, code_sheet.COLUMNS, ("path",)))


def _lines(path: Path) -> tuple[Line, ...]:
    """Return the rows of the codings, blanks around a quote included."""
    if not path.exists():
        return ()
    return read_sheet(path, coding_sheet.COLUMNS, coding_sheet.COLUMNS[:5], exact=True)


def _changed(folder: Path, changed: Sequence[Interview]) -> list[Problem]:
    """Return a problem for each text that is not the one its list has the checksum of."""
    return [
        Problem("this transcript was changed by hand", str(transcript_path(folder, interview.id)), DO_NOT_EDIT)
        for interview in changed
    ]


def _misplaced(
    lines: Sequence[Line], codings: Sequence[Coding], interviews: Mapping[str, Interview | None], codes: Codes
) -> list[Problem]:
    """Return a problem for each coding that names nothing known, or whose words are not at its place.

    Of an interview that is nothing the text was changed by hand, and its words are not looked at.
    """
    found = []
    for where, coding in zip((line.place for line in lines), codings, strict=True):
        if coding.interview not in interviews:
            found.append(Problem(f"there is no interview '{coding.interview}'", where, f"{INTERVIEWS} lists them."))
        elif coding.code not in codes:
            found.append(Problem(f"there is no code '{coding.code}'", where, f"Add it to {CODES}."))
        elif coding.status is not Status.LOST and not _is_at_its_place(coding, interviews[coding.interview]):
            what = f"the words of this coding are not at its place in '{coding.interview}'"
            found.append(Problem(what, where, f"Undo what was changed by hand. {DO_NOT_EDIT}"))
    return found


def _is_at_its_place(coding: Coding, interview: Interview | None) -> bool:
    if interview is None:
        return True
    text = interview.transcript.text
    return coding.end <= len(text) and text[coding.start : coding.end] == coding.quote


def _in_order(corpus: Corpus) -> list[Coding]:
    order = {interview.id: place for place, interview in enumerate(corpus)}
    return sorted(corpus.codings, key=lambda coding: (order[coding.interview], coding))


def _row(interview: Interview) -> list[str]:
    cells = {
        **{column: getattr(interview, column, "") for column in COLUMNS},
        "interview": interview.id,
        "mode": interview.mode or "",
        "minutes": "" if interview.minutes is None else interview.minutes,
        "sha256": interview.transcript.sha256,
    }
    return [str(cells[column]) for column in COLUMNS]


def _code_rows(codes: Codes) -> tuple[list[str], list[list[str]]]:
    heads = ["path"]
    for column in code_sheet.LABELLED:
        languages = dict.fromkeys(language for code in codes for language in getattr(code, column).texts)
        heads += [f"{column}::{language}" if language else column for language in languages]
    heads += ["color", "since", "origin"]
    return heads, [[_code_cell(code, head) for head in heads] for code in codes]


def _code_cell(code: Code, head: str) -> str:
    column, _, language = head.partition("::")
    value = getattr(code, column)
    return value.texts.get(language, "") if isinstance(value, Label) else str(value)
