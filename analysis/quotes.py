"""The quote bank: under each code the words of some interviewees, by pseudonym.

Which words may be printed, and how they are chosen: `quotations.py`; `most` for each code, of `least` to `longest`
words, the interviews used least in the whole table first. A code's own codings only: what is coded under it stands
with the code under it. Coders are not printed. `attributes` names questions whose answers stand beside each quote, for
the team: a note warns when all of them together are shared by fewer than three interviewees. **Disclosure**
(`interviewees.py`): the public sees the pseudonym and at most one attribute, where three interviewees share it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.coded import everyone, rules, trail, universe
from analysis.codes_by import FEWEST, by_interview
from analysis.kinds import Body, Request
from analysis.quotations import LEAST, LONGEST, Quote, choose, quotable
from analysis.table import Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from analysis.tally import Entry
from survey.codebook import Label, Variable
from survey.interviews.codes import Code
from survey.interviews.corpus import Corpus
from survey.missing import Reason

QUOTE = "quote"
MOST = "2"
SINGLED_OUT = "singled_out"
OUTSIDE = "outside"
"""What stands in place of an answer for somebody who is not among the respondents."""

Answers = Mapping[str, Mapping[str, Entry]]
"""By question and interview."""


def quotes(request: Request) -> Body:
    """Return quotes for each code, with what the survey says about who spoke."""
    corpus, variables = request.corpus, _attributes(request)
    chosen = _chosen(request, corpus)
    answers = {variable.name: by_interview(request, corpus, variable.name) for variable in variables}
    own = [coding for coding in corpus.coded if coding.code in {code.path for code in request.codes}]
    return Body(
        bases=(everyone(corpus),),
        columns=(
            *(Column(key_of(v), v.label, Unit.TEXT) for v in variables),
            Column(QUOTE, Term("coded.column.quote"), Unit.TEXT),
        ),
        rows=tuple(row for code, found in chosen for row in _block(request, code, found, answers)),
        notes=(*rules(corpus, "quotes"), *_left_out(corpus, own), *_warnings(corpus, chosen, answers)),
        universe=universe(corpus),
        stub=Term("coded.column.who"),
    )


def key_of(variable: Variable) -> str:
    """Return the key of an attribute's column."""
    return f"by.{variable.name}"


def _attributes(request: Request) -> list[Variable]:
    return [request.codebook[name] for name in dict.fromkeys(request.option("attributes").split())]


def _chosen(request: Request, corpus: Corpus) -> list[tuple[Code, list[Quote]]]:
    most, least, longest = (
        int(request.option(*each)) for each in (("most", MOST), ("least", str(LEAST)), ("longest", str(LONGEST)))
    )
    used: Counter[str] = Counter()
    found = [
        (code, choose(quotable(corpus, [c for c in corpus.coded if c.code == code.path]), most, used, least, longest))
        for code in request.codes
    ]
    return [(code, chosen) for code, chosen in found if chosen]


def _may_leave(request: Request) -> str:
    """Return the one attribute that may stand beside quotes in public: the first named in the study."""
    plans = [plan for plan in request.study.plans if plan.kind == request.plan.kind]
    return next((name for plan in plans for name in plan.options.get("attributes", "").split()), "")


def _block(request: Request, code: Code, found: Sequence[Quote], answers: Answers) -> Iterator[Row]:
    open_to_all = _may_leave(request)
    yield Row(code.path, trail(code, request.corpus.codes.by_path), level=Level.HEAD)
    for place, quote in enumerate(found, start=1):
        told = {
            key_of(request.codebook[name]): replace(
                _answer(request, name, quote, answers[name]), extreme=name != open_to_all
            )
            for name in answers
        }
        yield Row(f"{code.path}#{place}", Label({"": quote.interview.name}), "", {**told, QUOTE: Cell(text=quote.text)})


def _answer(request: Request, name: str, quote: Quote, answers: Mapping[str, Entry]) -> Cell:
    """Return what somebody answered; behind it stand the interviewees and (`reveals`) the respondents who share it."""
    entry = answers.get(quote.interview.id)
    people = len(request.corpus) - len(answers) if entry is None else list(answers.values()).count(entry)
    counts = request.tally([name]).counts(name)
    if entry is None:
        return Cell(text=Term("coded.mark.outside"), count=people, key=OUTSIDE)
    if isinstance(entry, Reason):
        return Cell(
            text=Term(f"reason.{entry.value}"), count=people, key=f"reason.{entry.value}", reveals=counts.missing[entry]
        )
    text: Text = next(choice.label for choice in request.codebook[name].answers if choice.name == entry)
    return Cell(text=text, count=people, key=str(entry), reveals=counts[entry])


def _left_out(corpus: Corpus, codings: Sequence[object]) -> list[Note]:
    closed = [c for c in corpus.coded if c in codings and not corpus[c.interview].quotable]
    if not closed:
        return []
    held = Term("coded.note.in_interviews", {"n": len({coding.interview for coding in closed})})
    return [Note(NoteKind.RULE, Term("coded.note.not_reviewed", {"count": len(closed), "interviews": held}))]


def _warnings(corpus: Corpus, chosen: Sequence[tuple[Code, Sequence[Quote]]], answers: Answers) -> list[Note]:
    spoken = {quote.interview.id for _, found in chosen for quote in found}
    silent = len(corpus) - len(spoken)
    notes = (
        [Note(NoteKind.RULE, Term("coded.note.never_quoted", {"count": silent, "all": len(corpus)}))] if silent else []
    )
    combined = {each.id: tuple(answers[name].get(each.id) for name in answers) for each in corpus}
    alone = [name for name in spoken if list(combined.values()).count(combined[name]) < FEWEST]
    if answers and alone:
        notes.append(Note(NoteKind.DOUBT, Term(f"coded.note.{SINGLED_OUT}", {"count": len(alone), "limit": FEWEST})))
    return notes
