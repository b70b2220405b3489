"""Interviews for other programs, in the REFI-QDA standard: a project (.qdpx), or its codes alone (.qdc)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import Problem, StudyError, problem

if TYPE_CHECKING:
    from survey.codebook import Variable
    from survey.interviews.corpus import Corpus, Interview
    from survey.interviews.refi.attributes import Attribute
    from survey.study import Study

PROJECT, CODEBOOK = ".qdpx", ".qdc"
ENDINGS = frozenset({PROJECT, CODEBOOK})
NONE = "none"
OPTIONS = {"set_name": "--set", "variables": "--variables", "blind": "--blind", "raw": "--raw"}
OF_CODEBOOKS = frozenset({"set_name"})
LISTED = "interviews.csv"


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    set_name: str = ""
    variables: str = ""
    """Names with blanks between them; empty = those that the tables about interviews use."""
    blind: bool = False
    raw: bool = False


def check_wishes(path: Path, wishes: Wishes) -> None:
    """Raise `StudyError` for an option that says nothing about this kind of file."""
    ending = path.suffix.lower()
    takes = {PROJECT: frozenset(OPTIONS), CODEBOOK: OF_CODEBOOKS}.get(ending, frozenset())
    for field in fields(wishes):
        if getattr(wishes, field.name) and field.name not in takes:
            what = f"{OPTIONS[field.name]} says nothing about a file that ends in {ending}"
            raise problem(what, str(path), f"It is for projects with interviews, which end in {PROJECT}.")


def write_exchange(study: Study, path: Path, language: str, wishes: Wishes) -> tuple[str, ...]:
    """Write the file; return what there is to say of it. Raises `StudyError` when it must not leave."""
    name = study.interview_set(wishes.set_name).name
    corpus = next(each for each in study.corpora if each.name == name)
    if path.suffix.lower() == CODEBOOK:
        return _write_codebook(corpus, path, language)
    check_leaving(corpus, raw=wishes.raw)
    return _write_project(study, corpus, path, language, wishes)


def check_leaving(corpus: Corpus, *, raw: bool) -> None:
    """Raise `StudyError` for a set of which something would tell who somebody is."""
    if not len(corpus):
        advice = "Bring them in with `cryptodrug interviews import`."
        raise problem(f"the set '{corpus.name}' has no interviews yet", LISTED, advice)
    problems = list(_told(corpus))
    open_ones = [interview.id for interview in corpus if not interview.pseudonymised]
    if open_ones and not raw:
        what = f"not pseudonymised yet: {', '.join(open_ones)}"
        advice = "Pseudonymise these interviews first; --raw writes them as they are, for the team only."
        problems.append(Problem(what, f"{LISTED} of '{corpus.name}'", advice))
    if problems:
        raise StudyError(*problems)


def usual_variables(study: Study, corpus: Corpus) -> tuple[str, ...]:
    """Return the questions that the study's tables set beside these interviews, and that may leave."""
    names = (name for plan in study.plans for name in _set_beside(study, corpus, plan.id))
    known = {variable.name for variable in study.codebook if _may_leave(variable)}
    return tuple(name for name in dict.fromkeys(names) if name in known)


def _told(corpus: Corpus) -> Iterator[Problem]:
    for interview in corpus:
        if {interview.id.casefold(), interview.pseudonym.casefold()} & _numbers(interview):
            what = f"the interview '{interview.id}' is called by the number of its respondent"
            advice = (
                "Give it another name there, in codings.csv, and to its transcript: the number leads to the answers."
            )
            yield Problem(what, f"{LISTED} of '{corpus.name}'", advice)


def _numbers(interview: Interview) -> set[str]:
    """Return the study id and the response number, as far as they are known."""
    known = {interview.respondent.removeprefix("#"), interview.person[1] if interview.person else ""}
    return {number.casefold() for number in known} - {""}


def _may_leave(variable: Variable) -> bool:
    from survey.codebook import VariableType

    return not variable.identifier and variable.type is not VariableType.TEXT


def _set_beside(study: Study, corpus: Corpus, table: str) -> tuple[str, ...]:
    from analysis.kinds import corpus_of
    from analysis.plans import variables_of

    plan = next(each for each in study.plans if each.id == table)
    named = {"codes_by": "groups", "quotes": "attributes"}
    if plan.kind not in {*named, "interviewed"} or corpus_of(plan, study.corpora).name != corpus.name:
        return ()
    if plan.kind in named:
        return tuple(plan.options.get(named[plan.kind], "").split())
    return tuple(variable.name for variable in variables_of(plan, study.codebook))


def _write_codebook(corpus: Corpus, path: Path, language: str) -> tuple[str, ...]:
    from reports.vocabulary import word
    from survey.interviews.refi.write_codebook import write_codebook

    write_codebook(corpus.codes, path, corpus.name, language)
    return (word("exchange.codes", language, n=len(corpus.codes)),)


def _write_project(study: Study, corpus: Corpus, path: Path, language: str, wishes: Wishes) -> tuple[str, ...]:
    from reports.vocabulary import word
    from survey.interviews.refi.write import Contents, write_project
    from survey.write.words import synthetic

    titles = [word("exchange.marked", language)] if wishes.raw else []
    remarks = [word("exchange.raw", language)] if wishes.raw else []
    contents = Contents(
        language=language,
        title=" – ".join([*titles, study.name, corpus.name]),
        remark="\n".join(filter(None, [*remarks, synthetic(study)])),
        attributes=_attributes(study, corpus, language, wishes),
        blind=wishes.blind,
    )
    written = write_project(corpus, path, contents)
    said = [
        word("exchange.interviews", language, n=written.interviews, codes=written.codes),
        word("exchange.blind", language)
        if wishes.blind
        else word("exchange.coded", language, n=written.coded, suggested=written.suggested),
    ]
    if contents.attributes:
        said.append(word("exchange.variables", language, names=", ".join(each.name for each in contents.attributes)))
    if not wishes.blind and written.rejected + written.lost:
        said.append(word("exchange.behind", language, rejected=written.rejected, lost=written.lost))
    if written.undated:
        said.append(word("exchange.undated", language, n=written.undated))
    return tuple(said)


def _attributes(study: Study, corpus: Corpus, language: str, wishes: Wishes) -> tuple[Attribute, ...]:
    """Return what is known of the people interviewed; the survey is read only where something is asked of it.

    A second coder gets none unasked: who somebody is can colour how their words are read.
    """
    import analysis
    from survey.interviews.refi.attributes import attributes, check_variables

    asked = wishes.variables.split()
    usual = () if wishes.blind else usual_variables(study, corpus)
    names = [] if asked == [NONE] else asked or list(usual)
    variables = check_variables(names, study.codebook, OPTIONS["variables"])
    if not variables:
        return ()
    analysis.check_plans(study)
    survey = study.survey()
    tied = next(each for each in survey.corpora if each.name == corpus.name)
    check_leaving(tied, raw=wishes.raw)
    return attributes(tied, survey, variables, language)
