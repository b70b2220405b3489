"""`cryptodrug interviews suggest` and `code`: transcripts to code in, with what patterns suggest, or with nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.terminal import Force, Lang, SetName, StudyPath, busy, language_of

if TYPE_CHECKING:
    from survey import Study
    from survey.interviews.corpus import Corpus, Interview
    from survey.interviews.dictionary import Suggested
    from survey.interviews.word_page import Page

SUGGEST_EXAMPLE = (
    "Examples: cryptodrug interviews suggest my-study --dry-run · cryptodrug interviews suggest my-study K01 K02"
)
CODE_EXAMPLE = (
    "Examples: cryptodrug interviews code my-study · cryptodrug interviews code my-study K01 --blind --to for-lien"
)
OWNER_ONLY = 0o600
BLIND = "-blind"
"""Behind the name of a file without codings: read back under the name of the coded one, it would empty that one."""


class Format(StrEnum):
    """What the files to code in can be."""

    DOCX = "docx"
    QDPX = "qdpx"


Names = Annotated[list[str] | None, typer.Argument(metavar="[INTERVIEW]...", help="Only these interviews.")]
To = Annotated[
    Path | None, typer.Option("--to", metavar="FOLDER", help="Where to write; by default output/coding in the study.")
]
As = Annotated[
    Format, typer.Option("--format", help="Word documents, one for each interview, or one REFI-QDA project.")
]


def suggest(
    study: StudyPath,
    interviews: Names = None,
    set_name: SetName = "",
    to: To = None,
    format_: As = Format.DOCX,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count; write nothing.")] = False,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Suggest codes where the patterns of codes.csv match what participants say, and write them out for review.

    Suggestions count nowhere until a person accepts them: in Word, remove the ` ?` behind a code that is right, and
    delete the comment that is wrong; then bring the file in with `interviews import`.
    """
    from reports.vocabulary import word
    from survey import Study
    from survey.interviews import dictionary
    from survey.interviews.folder import write_corpus

    loaded = Study.load(study)
    language = language_of(loaded, lang)
    corpus, folder = _set(loaded, set_name)
    asked = _asked(corpus, interviews or (), loaded)
    files = _files(loaded, corpus, asked, to, format_)
    if not dry_run:
        _guard(files.values(), loaded, force=force)
    with busy(word("interviews.suggest.looking", language)):
        found = dictionary.suggest(corpus, [each.id for each in asked])
    _show(found, language)
    if dry_run:
        typer.echo(word("interviews.suggest.nothing_written", language))
        return
    write_corpus(ready := _sent_out(found.corpus, files), folder)
    _write(loaded, ready, files, format_, language)
    _tell_whose(corpus, ready, language)


def code(
    study: StudyPath,
    interviews: Names = None,
    set_name: SetName = "",
    to: To = None,
    format_: As = Format.DOCX,
    blind: Annotated[bool, typer.Option("--blind", help="Without anybody's codings, for a second coder.")] = False,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write transcripts to code in: a comment on some words names their code, and its author is the coder.

    What was coded before goes along, and belongs to the file from then on: bring it in with `interviews import`, and
    what you took out of it is removed. With --blind nothing goes along and nothing changes.
    """
    from survey import Study
    from survey.interviews.folder import write_corpus

    loaded = Study.load(study)
    language = language_of(loaded, lang)
    corpus, folder = _set(loaded, set_name)
    asked = _asked(corpus, interviews or (), loaded)
    files = _files(loaded, corpus, asked, to, format_, BLIND if blind else "")
    _guard(files.values(), loaded, force=force)
    if blind:
        _write(loaded, corpus.replace_codings(()), files, format_, language)
        return
    ready = _sent_out(corpus, files)
    if ready != corpus:
        write_corpus(ready, folder)
    _write(loaded, ready, files, format_, language)
    _tell_whose(corpus, ready, language)


def _set(study: Study, name: str) -> tuple[Corpus, Path]:
    """Return the set asked for, and its folder."""
    part = study.interview_set(name)
    return next(corpus for corpus in study.corpora if corpus.name == part.name), study.path / part.folder


def _asked(corpus: Corpus, names: Sequence[str], study: Study) -> list[Interview]:
    from survey.errors import did_you_mean, gather, problem

    def find(name: str) -> str:
        if name not in corpus.by_id:
            where = f"the interviews '{corpus.name}' of {study.name}"
            raise problem(f"there is no interview '{name}'", where, did_you_mean(name, corpus.by_id))
        return name

    wanted = set(gather(find, names))
    found = [each for each in corpus if not wanted or each.id in wanted]
    if not found:
        advice = "Bring transcripts in with `cryptodrug interviews import`."
        raise problem("this set has no interviews yet", f"the interviews '{corpus.name}' of {study.name}", advice)
    return found


def _files(
    study: Study, corpus: Corpus, asked: Sequence[Interview], to: Path | None, format_: Format, behind: str = ""
) -> dict[str, Path]:
    """Return the file of each interview; a project holds them all."""
    several = len(study.corpora) > 1
    folder = to or study.path.joinpath("output", "coding", *([corpus.name] if several else []))
    stem = f"{study.name}-{corpus.name}"
    names = {each.id: stem if format_ is Format.QDPX else each.id for each in asked}
    return {name: folder / f"{file}{behind}.{format_}" for name, file in names.items()}


def _guard(paths: Iterable[Path], study: Study, *, force: bool) -> None:
    """Make the folder; refuse files that hold somebody's work, all of them in one message."""
    from reports.places import guard
    from survey.errors import gather
    from survey.files import make_folder

    files = list(dict.fromkeys(paths))
    folder = files[0].parent
    if not study.owns(files[0]):
        make_folder(folder, "Choose another with --to FOLDER.")
    gather(lambda file: guard(file, file.suffix, study, force=force), files)


def _show(found: Suggested, language: str) -> None:
    """Print how many suggestions there are, by code and interview: no words of anybody."""
    from reports.vocabulary import word

    counts = Counter((coding.code, coding.interview) for coding in found.made)
    for each in found.corpus.codes:
        mine = {interview: n for (path, interview), n in counts.items() if path == each.path}
        if mine:
            where = ", ".join(f"{interview} {n}" for interview, n in mine.items())
            trail = found.corpus.codes.trail(each.path, language)
            typer.echo(word("interviews.suggest.code", language, code=trail, n=sum(mine.values()), where=where))
    held = len({coding.interview for coding in found.made})
    typer.echo(word("interviews.suggest.total", language, n=len(found.made), interviews=held))
    if not any(each.pattern for each in found.corpus.codes):
        typer.echo(word("interviews.suggest.no_patterns", language), err=True)
    if found.speechless:
        names = ", ".join(found.speechless)
        typer.echo(word("interviews.suggest.speechless", language, interviews=names), err=True)


def _sent_out(corpus: Corpus, files: Mapping[str, Path]) -> Corpus:
    """Return the set with everything that goes out as coming from the files in which it does."""
    from survey.interviews.versions import sent_out

    return corpus.replace_codings(sent_out(corpus.codings, {name: path.name for name, path in files.items()}))


def _tell_whose(before: Corpus, after: Corpus, language: str) -> None:
    """Say how many codings of people belong to these files from now on, and did not before."""
    from reports.vocabulary import word

    n = sum(new.source != old.source for old, new in zip(before.coded, after.coded, strict=True))
    if n:
        typer.echo(word("interviews.suggest.whose", language, n=n), err=True)


def _write(study: Study, corpus: Corpus, files: Mapping[str, Path], format_: Format, language: str) -> None:
    from reports.vocabulary import word

    if format_ is Format.QDPX:
        _write_project(study, corpus, files, language)
    else:
        _write_documents(study, corpus, files, language)
    for file in dict.fromkeys(files.values()):
        typer.echo(word("command.written", language, path=str(file)))
    typer.echo(word("interviews.suggest.confidential", language), err=True)


def _write_documents(study: Study, corpus: Corpus, files: Mapping[str, Path], language: str) -> None:
    from survey.files import keep_file
    from survey.interviews.word_comments import coding_document

    for name, file in files.items():
        interview = corpus[name]
        page = _page(study, interview, language)
        keep_file(file, coding_document(interview, corpus.codes, corpus.codings, language, page), OWNER_ONLY)


def _write_project(study: Study, corpus: Corpus, files: Mapping[str, Path], language: str) -> None:
    from survey.interviews.refi.write import Contents, write_project

    asked = replace(
        corpus,
        interviews=tuple(each for each in corpus if each.id in files),
        codings=tuple(each for each in corpus.codings if each.interview in files),
    )
    title = study.title.text(language)
    contents = Contents(language, title, remark=_remark(study, language))
    write_project(asked, next(iter(files.values())), contents)


def _page(study: Study, interview: Interview, language: str) -> Page:
    """Return what stands around a transcript: whose it is, and that it is confidential."""
    from reports.languages import LANGUAGES
    from reports.vocabulary import word
    from survey.interviews.word_page import Page

    named = word("interviews.suggest.interview", language, interview=interview.id)
    header = " · ".join((study.title.text(language), named, _remark(study, language)))
    footer = word("document.page", language, page="{page}", pages="{pages}")
    spoken = interview.language or language
    return Page(header, footer, word("document.locale", spoken) if spoken in LANGUAGES else spoken)


def _remark(study: Study, language: str) -> str:
    from reports.vocabulary import word

    synthetic = [word("document.synthetic", language)] if study.synthetic else []
    return " · ".join((word("interviews.suggest.marked", language), *synthetic))


__all__ = ["CODE_EXAMPLE", "SUGGEST_EXAMPLE", "code", "suggest"]
