"""Small sets of interviews made in memory: texts in a line, codings by the words they are on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table
from survey.codebook import Label, Variable
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.transcript import Transcript
from tests import toy

QUOTABLE = {"pseudonymised": "2026-03-01", "reviewed_by": "An", "reviewed_on": "2026-03-02"}
TEXT = (
    "I: hoe ging dat?\n\nR: dat ik er eigenlijk nooit bij stilstond en gewoon verder deed\n\nI: en dan?\n\nR: toen {}"
)


def codes(*paths: str, **marks: Mapping[str, Any]) -> Codes:
    """Return codes with these paths, labelled by their last name; `marks` by path, `/` written as `__`."""
    made = [Code(path, Label({"nl": path.rpartition("/")[2]}), color="#1F6F8B") for path in paths]
    return Codes.of([replace(code, **marks.get(code.path.replace("/", "__"), {})) for code in made])


def interview(name: str, text: str = "", person: int | None = None, **facts: Any) -> Interview:
    """Return an interview that may be quoted, held with the respondent in row `person` of a toy survey."""
    told = {"pseudonym": name.capitalize(), "language": "nl", "minutes": 40, **QUOTABLE, **facts}
    tied = None if person is None else ("2019", f"r{person}")
    return Interview(id=name, transcript=Transcript(text or TEXT.format(name)), person=tied, **told)


def coding(interview: Interview, words: str, code: str, coder: str = "An", **facts: Any) -> Coding:
    """Return a code on the first place where these words stand."""
    start = interview.transcript.text.index(words)
    return Coding(interview.id, start, start + len(words), code, coder, quote=words, **facts)


def corpus(
    tree: Codes, held: Sequence[Interview], found: Mapping[str, Sequence[str]], name: str = "buyers", **facts: Any
) -> Corpus:
    """Return a set in which each interview has some codes, each on its own word, in the order given."""
    codings = [
        coding(each, each.transcript.text.split()[-1 - place], path)
        for each in held
        for place, path in enumerate(found.get(each.id, ()))
    ]
    return Corpus(name, tuple(held), tree, tuple(codings), **facts)


def suggested(made: Coding) -> Coding:
    """Return a coding as a pattern would have made it."""
    return replace(made, status=Status.SUGGESTED)


def table(
    kind: str,
    of: str,
    made: Corpus,
    options: Mapping[str, str] | None = None,
    variables: Sequence[Variable] = (),
    people: Sequence[toy.Person] = ({},),
    **fields: Any,
) -> Table:
    """Return one table about a set of interviews, among these people."""
    asked = variables or (toy.one("sex", "m v"),)
    study = toy.study(asked, [toy.plan(kind, of, options, **fields)], corpora=(made,))
    return tables(study, toy.survey(asked, people, corpora=(made,)))[0]


def public(made: Table, threshold: int = 10) -> Table:
    """Return a table as the public may see it."""
    return protect([made], (), Policy(Audience.PUBLIC, threshold)).tables[0]
