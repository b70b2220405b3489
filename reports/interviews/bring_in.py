"""`cryptodrug interviews import`: transcripts and coded files become part of a set of interviews."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.terminal import Lang, SetName, StudyPath, busy, language_of

if TYPE_CHECKING:
    from survey import Study
    from survey.interviews.corpus import Corpus, Mode
    from survey.interviews.incoming import Incoming
    from survey.interviews.matching import Wishes
    from survey.interviews.merge import Merged
    from survey.settings import InterviewsPart

EXAMPLE = (
    "Examples: cryptodrug interviews import my-study K01.docx K02.docx · "
    "cryptodrug interviews import my-study K03.vtt --interview K03 --respondent '#68' --mode voice · "
    "cryptodrug interviews import my-study coded.qdpx --add-codes --dry-run"
)
LANGUAGE = re.compile(r"[a-z]{2,3}")


def bring_in(
    study: StudyPath,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Transcripts, coded documents, projects.")],
    set_name: SetName = "",
    interview: Annotated[
        str, typer.Option("--interview", metavar="ID", help="The interview that the file's one text is.")
    ] = "",
    respondent: Annotated[
        str,
        typer.Option("--respondent", metavar="'#68'", help="Who was interviewed: # and response number, or study id."),
    ] = "",
    mode: Annotated[
        str, typer.Option("--mode", metavar="voice|chat|in_person", help="How the interview was held.")
    ] = "",
    spoken: Annotated[str, typer.Option("--language", metavar="nl", help="The language of the interview.")] = "",
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Who coded, where the file does not say.")] = "",
    add_codes: Annotated[bool, typer.Option("--add-codes", help="Make codes of names that are none yet.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change; write nothing.")] = False,
    lang: Lang = None,
) -> None:
    """Bring transcripts and codings into a set of interviews. A newer version of a file replaces its codings.

    A text is the interview with the same words, else the one with its name, else a new one. The transcript of an
    interview that is there is never changed: what is coded on another version of it moves to ours. Names that are no
    code are listed, and never guessed.
    """
    from reports.interviews.account import account
    from reports.vocabulary import word
    from survey import Study
    from survey.interviews.folder import write_corpus

    loaded = Study.load(study)
    part = loaded.interview_set(set_name)
    language = language_of(loaded, lang)
    _check_files(files, respondent)
    with busy(word("interviews.import.reading", language)):
        wishes = _wishes(loaded, part, interview, respondent, mode, spoken, coder, add_codes=add_codes)
        merged = _merge(next(c for c in loaded.corpora if c.name == part.name), _read(files), wishes)
    for each in merged:
        typer.echo("\n".join(account(each, language)))
    ready = _memos_looked_at(loaded, part, merged[-1].corpus, language)
    if dry_run:
        typer.echo(word("interviews.import.nothing", language))
        return
    folder = loaded.path / part.folder
    written = write_corpus(ready, folder)
    key = "command.written" if written else "interviews.import.already"
    typer.echo(word(key, language, path=str(folder)))


def _memos_looked_at(study: Study, part: InterviewsPart, corpus: Corpus, language: str) -> Corpus:
    """Say which new memos stand beside pseudonymised words; where they hold names the review is undone."""
    from reports.interviews.pseudonymise import counted, read_list
    from reports.vocabulary import word
    from survey.interviews.reviewing import new_memos, to_be_read

    before = next(each for each in study.corpora if each.name == part.name)
    memos = new_memos(before, corpus, read_list(study, None)) if any(each.pseudonymised for each in before) else ()
    for each in memos:
        key = "memos_named" if each.found else "memos"
        counts = {"counts": counted(each.found, language)} if each.found else {}
        typer.echo(word(f"interviews.import.{key}", language, interview=each.interview, n=each.n, **counts))
    return to_be_read(corpus, memos)


def _check_files(files: list[Path], respondent: str) -> None:
    """Raise `StudyError` for files that are not there, and for two of one name: one would replace the other."""
    from survey.errors import problem

    if respondent and len(files) > 1:
        raise problem("--respondent is about one interview", "the command line", "Import its file by itself.")

    for file in files:
        if not file.exists():
            raise problem("there is no such file", str(file))
    names = [file.resolve().name.casefold() for file in files]
    twice = next((file for file in files if names.count(file.resolve().name.casefold()) > 1), None)
    if twice is not None:
        advice = "A file replaces an earlier one of its name: give each coder's copy a name of its own."
        raise problem(f"two files are called '{twice.name}'", "the command line", advice)


def _wishes(
    study: Study,
    part: InterviewsPart,
    interview: str,
    respondent: str,
    mode: str,
    spoken: str,
    coder: str,
    *,
    add_codes: bool,
) -> Wishes:
    from datetime import date

    from survey.errors import problem
    from survey.interviews.matching import Wishes

    if spoken and not LANGUAGE.fullmatch(spoken):
        raise problem(f"'{spoken}' is no language", "--language", "Write its code, such as nl, fr or en.")
    if respondent:
        _check_respondent(study, respondent, part.wave)
    return Wishes(
        interview=interview,
        respondent=respondent,
        mode=_mode(mode),
        language=spoken,
        coder=coder.strip(),
        add_codes=add_codes,
        today=date.today().isoformat(),
        label_language=study.languages[0],
        wave=part.wave,
        interviewers=tuple(part.interviewer),
        participants=tuple(part.participant),
    )


def _mode(text: str) -> Mode | None:
    from survey.errors import did_you_mean, problem
    from survey.interviews.corpus import Mode

    if text and text not in list(Mode):
        raise problem(f"'{text}' is no mode of an interview", "--mode", did_you_mean(text, Mode))
    return Mode(text) if text else None


def _check_respondent(study: Study, respondent: str, wave: str) -> None:
    """Raise `StudyError` for a respondent whom the survey does not know."""
    from survey.decisions import find_person

    _, keys = study.survey_and_keys(keep_keys=False)
    find_person(respondent, wave, keys, "--respondent")


def _read(files: list[Path]) -> list[Incoming]:
    from survey.errors import gather
    from survey.interviews.read import read_interview_file

    return gather(read_interview_file, files)


def _merge(corpus: Corpus, incoming: list[Incoming], wishes: Wishes) -> list[Merged]:
    """Return the files one after the other in the set; the last one holds everything."""
    from survey.interviews.merge import merge

    merged: list[Merged] = []
    for each in incoming:
        merged.append(merge(corpus, each, wishes))
        corpus = merged[-1].corpus
    return merged
