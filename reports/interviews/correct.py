"""`cryptodrug interviews correct`: a transcript mended by hand, with the codings brought along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.interviews.pseudonymise import NamesFile, counted, read_list, set_of
from reports.terminal import Lang, SetName, StudyPath, busy, language_of

if TYPE_CHECKING:
    from survey.interviews.corpus import Corpus, Interview
    from survey.interviews.moving import Tally

EXAMPLE = "Example: cryptodrug interviews correct my-study K01 K01-corrected.docx --dry-run"


def correct(
    study: StudyPath,
    interview: Annotated[str, typer.Argument(metavar="INTERVIEW", help="The interview whose text was corrected.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The corrected text: .txt, .docx, .odt …")],
    set_name: SetName = "",
    names_path: NamesFile = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change; write nothing.")] = False,
    lang: Lang = None,
    force: Annotated[bool, typer.Option("--force", help="Also when the new text is hardly like the old one.")] = False,
) -> None:
    """Replace the transcript of an interview by a corrected one; its codings move with their words.

    Codings whose words changed are listed, to be looked at; those whose words are gone are kept as lost. A corrected
    interview has to be read over again (`interviews review`) before it may be quoted.
    """
    from reports.vocabulary import word
    from survey import Study
    from survey.interviews.folder import write_corpus
    from survey.interviews.moving import tally
    from survey.interviews.reviewing import choose, left

    loaded = Study.load(study)
    language = language_of(loaded, lang)
    corpus = set_of(loaded, set_name)
    choose(corpus, [interview])
    names = read_list(loaded, names_path)
    with busy(word("interviews.correct.comparing", language)):
        after = _corrected(corpus, interview, _text(file, interview), file, force=force)
    if after == corpus:
        typer.echo(word("interviews.correct.same", language, interview=interview))
        return
    typer.echo("\n".join(_account(tally(corpus, after, interview), after[interview], language)))
    found = left(after, after[interview], names, loaded.languages[0])
    if found:
        typer.echo(word("interviews.correct.found", language, counts=counted(found, language)))
    if dry_run:
        typer.echo(word("interviews.correct.nothing", language))
        return
    folder = loaded.path / loaded.interview_set(set_name).folder
    write_corpus(after, folder)
    typer.echo(word("command.written", language, path=str(folder)))


def _text(file: Path, interview: str) -> str:
    """Return the one text in a file, or the one that is called as the interview."""
    from survey.errors import problem
    from survey.interviews.read import read_interview_file

    texts = read_interview_file(file).texts
    named = [text for text in texts if interview in {text.interview, text.name}]
    found = texts if len(texts) == 1 else named
    if len(found) != 1 or not found[0].text.strip():
        raise problem("this file does not hold one text", str(file), f"Name a file with the text of {interview} only.")
    return found[0].text


def _corrected(corpus: Corpus, interview: str, text: str, file: Path, *, force: bool) -> Corpus:
    """Return the set with the new text; raise `StudyError` for one that is no version of the old."""
    from survey.errors import problem
    from survey.interviews.edits import difference
    from survey.interviews.matching import is_another_text
    from survey.interviews.moving import move_codings
    from survey.interviews.transcript import canonical

    old, new = corpus[interview].transcript.text, canonical(text)
    if not force and is_another_text(old, new):
        advice = f"Is it the right file? With --force it replaces {interview}, and most codings there are lost."
        raise problem(f"this is hardly the text of {interview}", str(file), advice)
    after, _, _ = move_codings(corpus, interview, new, difference(old, new))
    return after


def _account(told: Tally, interview: Interview, language: str) -> Iterator[str]:
    """Yield what became of the codings: counts, and the codes and turns of those to look at."""
    from reports.vocabulary import word

    counts = {"unchanged": told.unchanged, "moved": told.moved, "cut": len(told.cut), "lost": len(told.lost)}
    yield word("interviews.correct.codings", language, interview=interview.id, **counts)
    for what, codings in (("cut", told.cut), ("lost", told.lost)):
        for coding in codings:
            turn = interview.transcript.turn_at(coding.start)
            values = {"code": coding.code, "coder": coding.coder or "–", "turn": turn.number if turn else 0}
            yield "  " + word(f"interviews.correct.{what}", language, **values)
