"""`cryptodrug interviews agreement`: how far the coders of a set agree, and the list of what they must settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reports.terminal import LOOK, Force, Lang, SetName, StudyPath, busy, language_of, print_json

if TYPE_CHECKING:
    from analysis.disagreements import Disagreement
    from survey.interviews.corpus import Corpus
    from survey.study import Study

EXAMPLE = (
    "Examples: cryptodrug interviews agreement my-study · "
    "cryptodrug interviews agreement my-study --interview K01 --overlap 0.9 --out settle.docx"
)


def agreement(
    study: StudyPath,
    set_name: SetName = "",
    interview: Annotated[
        list[str] | None,
        typer.Option("--interview", metavar="ID", help="Only this interview; more than once for more."),
    ] = None,
    overlap: Annotated[
        float,
        typer.Option("--overlap", min=0.01, max=1.0, help="From how much common text two segments are the same."),
    ] = 0.5,
    interval: Annotated[bool, typer.Option("--interval", help="With bootstrap intervals by interview.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.docx", help="Write the disagreements as a list to settle (confidential)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on standard output.")] = False,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Compare coders: agreement by turn, segments that match, boundaries, and what is left to settle.

    Exits 1 when there are disagreements.
    """
    from analysis.disagreements import disagreements
    from reports.places import guard
    from reports.vocabulary import word
    from survey import Study

    loaded = Study.load(study)
    language = language_of(loaded, lang)
    if out:
        guard(out, ".docx", loaded, force=force)
    corpus, share = _compared(loaded, set_name, interview or []), Fraction(str(overlap))
    found = disagreements(corpus, share)
    with busy(word("agreement.command.comparing", language)):
        _show(loaded, corpus, found, share, language, interval=interval, as_json=as_json)
    _told(found, language, out, as_json=as_json)
    if out and found:
        from reports.disagreements import write_disagreements

        write_disagreements(loaded, corpus, share, language, out)
        typer.echo(word("command.written", language, path=str(out)), err=as_json)
        typer.echo(word("agreement.command.confidential", language), err=True)
    raise typer.Exit(LOOK if found else 0)


def disagreement_record(found: Disagreement, letters: dict[str, str]) -> dict[str, Any]:
    """Return a disagreement without its words: where it is, and what each coder gave."""
    return {
        "interview": found.interview,
        "start": found.start,
        "end": found.end,
        "kind": found.kind.value,
        "coded": {
            letters[coder]: [{"code": each.code, "start": each.start, "end": each.end} for each in own]
            for coder, own in found.coded.items()
        },
    }


def _compared(study: Study, name: str, wanted: Sequence[str]) -> Corpus:
    """Return what two coders or more coded of a set, or of some of its interviews."""
    from analysis.presence import compared, part
    from survey.errors import did_you_mean, problem

    set_part = study.interview_set(name)
    corpus = next(each for each in study.corpora if each.name == set_part.name)
    unknown = next((each for each in wanted if each not in corpus.by_id), None)
    if unknown is not None:
        raise problem(
            f"there is no interview '{unknown}'", f"the set '{corpus.name}'", did_you_mean(unknown, corpus.by_id)
        )
    twice = compared(part(corpus, wanted) if wanted else corpus)
    if not len(twice):
        advice = "Bring the second coder's files in with `cryptodrug interviews import`."
        raise problem("no interview was coded by two coders", f"the set '{corpus.name}'", advice)
    return twice


def _show(
    study: Study,
    corpus: Corpus,
    found: Sequence[Disagreement],
    overlap: Fraction,
    language: str,
    *,
    interval: bool,
    as_json: bool,
) -> None:
    from analysis.between_coders import between_coders
    from analysis.disclosure import Audience, Policy, protect
    from analysis.presence import coders, initials
    from reports.plain import show
    from reports.records import records

    made = between_coders(corpus, overlap, interval=interval, synthetic=study.synthetic)
    release = protect(made, (), Policy(Audience.INTERNAL, study.threshold))
    if as_json:
        letters = initials(coders(corpus))
        settle = {"disagreements": [disagreement_record(each, letters) for each in found]}
        print_json({**records(release, study.name, language), **settle})
    else:
        show(release, language)


def _told(found: Sequence[Disagreement], language: str, out: Path | None, *, as_json: bool) -> None:
    """Say how much there is to settle, and how."""
    from reports.vocabulary import word

    kinds = Counter(each.kind.value for each in found)
    counts = {"missed": kinds["missed"], "boundaries": kinds["boundaries"]}
    said = word("agreement.command.found", language, n=len(found), **counts) if found else ""
    typer.echo(said or word("agreement.command.none", language), err=as_json)
    if found and out is None:
        typer.echo(word("agreement.command.how", language), err=as_json)
