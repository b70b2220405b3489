"""`cryptodrug interviews pseudonymise` and `review`: names and identifiers out, and a person who read it over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.terminal import Lang, SetName, StudyPath, busy, language_of

if TYPE_CHECKING:
    from survey import Study
    from survey.interviews.corpus import Corpus
    from survey.interviews.names import Names
    from survey.interviews.pseudonyms import Change, Pseudonymised

PSEUDONYMISE_EXAMPLE = (
    "Examples: cryptodrug interviews pseudonymise my-study --candidates · "
    "cryptodrug interviews pseudonymise my-study K01 K02 --dry-run"
)
REVIEW_EXAMPLE = 'Example: cryptodrug interviews review my-study K01 K02 --by "An Peeters"'

NamesFile = Annotated[
    Path | None,
    typer.Option("--names", metavar="FILE", help="The list of names; by default STUDY.names.csv beside the folder."),
]


def pseudonymise(
    study: StudyPath,
    interviews: Annotated[
        list[str] | None, typer.Argument(metavar="[INTERVIEW]...", help="Only these interviews.")
    ] = None,
    set_name: SetName = "",
    names_path: NamesFile = None,
    candidates: Annotated[
        bool,
        typer.Option(
            "--candidates", help="Only list words that may be names, in STUDY.candidates.csv beside the folder."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change; write nothing.")] = False,
    lang: Lang = None,
) -> None:
    r"""Replace names and identifiers by \[pseudonyms], the same in every interview; codings move along.

    Names come from your own list beside the study folder; e-mail addresses, numbers, dates and such are found by
    their form. The log of what was replaced stands beside the folder too, for you only. A second run changes nothing.
    """
    from reports.vocabulary import word
    from survey import Study
    from survey.interviews.pseudonym_log import log_file

    loaded = Study.load(study)
    language = language_of(loaded, lang)
    names = read_list(loaded, names_path)
    chosen = interviews or []
    if candidates:
        _candidates(loaded, set_of(loaded, set_name), chosen, names, language, dry_run=dry_run)
        return
    with busy(word("interviews.pseudonymise.looking", language)):
        done = _pseudonymised(loaded, set_name, chosen, names, language)
    typer.echo("\n".join(_account(done, names, language)))
    if dry_run:
        typer.echo(word("interviews.pseudonymise.nothing", language))
        return
    _write(loaded, set_name, done)
    if any(change.counts for change in done.changes):
        typer.echo(word("interviews.pseudonymise.log", language, path=str(log_file(loaded.path))))


def review(
    study: StudyPath,
    interviews: Annotated[list[str], typer.Argument(metavar="INTERVIEW...", help="The interviews that were read.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who read them over.")],
    set_name: SetName = "",
    names_path: NamesFile = None,
    lang: Lang = None,
) -> None:
    """Note that a person has read pseudonymised interviews over: only then may they be quoted.

    Refused for an interview that is not pseudonymised, or in which names or identifiers are still found.
    """
    from reports.vocabulary import word
    from survey import Study
    from survey.interviews.folder import write_corpus
    from survey.interviews.reviewing import review as reviewed

    loaded = Study.load(study)
    language = language_of(loaded, lang)
    names = read_list(loaded, names_path)
    corpus = reviewed(set_of(loaded, set_name), interviews, names, loaded.languages[0], by)
    write_corpus(corpus, loaded.path / loaded.interview_set(set_name).folder)
    for name in dict.fromkeys(interviews):
        typer.echo(word("interviews.pseudonymise.reviewed", language, interview=name, by=corpus[name].reviewed_by))


def set_of(study: Study, name: str) -> Corpus:
    """Return the set of interviews of that name, or the first."""
    part = study.interview_set(name)
    return next(corpus for corpus in study.corpora if corpus.name == part.name)


def read_list(study: Study, path: Path | None) -> Names:
    """Return the study's list of names, or the one in `path`; the words of every language name its kinds."""
    from survey.errors import problem
    from survey.interviews.names import Names, keep_to_owner, names_file, read_names

    file = path or names_file(study.path)
    if path is not None and not path.exists():
        raise problem("there is no such list of names", str(path))
    if file.resolve().is_relative_to(study.path.resolve()):
        advice = f"Move it beside the folder, as {names_file(study.path).name}."
        raise problem("a list of real names must not stand in the study folder", str(file), advice)
    if not file.exists():
        return Names()
    if path is None:
        keep_to_owner(file)
    return read_names(file, _kinds())


def say(kind: str, language: str) -> str:
    """Return the word that stands in brackets for a kind."""
    from reports.vocabulary import knows, word

    key = f"interviews.pseudonym.{kind}"
    return word(key, language) if knows(key, language) else kind


def _kinds() -> Mapping[str, str]:
    from reports.languages import LANGUAGES
    from survey.interviews.names import KINDS

    return {kind: kind for kind in KINDS} | {
        say(kind, language).casefold(): kind for kind in KINDS for language in LANGUAGES
    }


def _pseudonymised(study: Study, set_name: str, ids: list[str], names: Names, language: str) -> Pseudonymised:
    from reports.languages import LANGUAGES
    from survey.interviews.pseudonym_log import log_file, read_log
    from survey.interviews.pseudonyms import pseudonymise as replaced
    from survey.interviews.reviewing import choose

    corpus = set_of(study, set_name)
    only = tuple(interview.id for interview in choose(corpus, ids))
    log = read_log(log_file(study.path))
    speech = next((each for each in study.languages if each in LANGUAGES), language)
    return replaced(corpus, names, log, say, speech, languages=tuple(LANGUAGES), only=only)


def _write(study: Study, set_name: str, done: Pseudonymised) -> None:
    """Write the log first: without it nobody could tell any more what stood in the texts."""
    from survey.interviews.folder import write_corpus
    from survey.interviews.pseudonym_log import log_file, write_log

    write_log(done.log, log_file(study.path))
    write_corpus(done.corpus, study.path / study.interview_set(set_name).folder)


def _candidates(study: Study, corpus: Corpus, ids: list[str], names: Names, language: str, *, dry_run: bool) -> None:
    """Write the words that may be names, and tell how many there are."""
    from reports.vocabulary import word
    from survey.interviews.candidates import candidates_file, find_candidates, write_candidates
    from survey.interviews.reviewing import choose

    with busy(word("interviews.pseudonymise.looking", language)):
        found = find_candidates(corpus, names, [interview.id for interview in choose(corpus, ids)])
    path = candidates_file(study.path)
    if not dry_run:
        write_candidates(found, path)
    key = "candidates_counted" if dry_run else "candidates"
    typer.echo(word(f"interviews.pseudonymise.{key}", language, n=len(found), path=str(path)))
    if not dry_run:
        typer.echo(word("interviews.pseudonymise.decide", language, path=str(path)))


def _account(done: Pseudonymised, names: Names, language: str) -> Iterator[str]:
    """Yield how many of what kind were replaced, and what became of the codings; never a word of anybody."""
    from reports.vocabulary import word

    for change in done.changes:
        counts = counted(change.counts, language) or word("interviews.pseudonymise.none", language)
        yield word("interviews.pseudonymise.interview", language, interview=change.interview, counts=counts)
        if change.counts and (change.codings.cut or change.codings.moved):
            yield f"  {_moved(change, language)}"
    if not names.names:
        yield word("interviews.pseudonymise.no_names", language)
    if names.undecided:
        yield word("interviews.pseudonymise.undecided", language, n=names.undecided)
    if done.declared:
        yield word("interviews.pseudonymise.declared", language, labels=", ".join(done.declared))
    if done.exposed:
        yield word("interviews.pseudonymise.exposed", language, interviews=", ".join(done.exposed))


def counted(counts: Counter[str], language: str) -> str:
    """Return counts by kind, the most frequent first."""
    return ", ".join(
        f"{say(kind, language)} {n}" for kind, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _moved(change: Change, language: str) -> str:
    """Return what became of the codings of an interview."""
    from reports.vocabulary import word

    values = {"unchanged": change.codings.unchanged, "moved": change.codings.moved, "cut": len(change.codings.cut)}
    return word("interviews.pseudonymise.codings", language, **values)
