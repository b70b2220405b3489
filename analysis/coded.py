"""What all tables about interviews share: their universe, the tree of codes as rows, and the words for a code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.table import Base, Cell, Level, Note, NoteKind, RespondentUnit, Term, Text, Universe
from survey.codebook import Label
from survey.interviews.codes import SEPARATOR, Code
from survey.interviews.codings import Status
from survey.interviews.corpus import Corpus, Interview
from survey.survey import Person

INTERVIEWS, SEGMENTS = "interviews", "segments"
"""The base of everyone interviewed, and columns."""
SIBLINGS = ("codes", "codes_by")
"""Kinds whose rows are codes, called by their paths: a code is ranked among those with the same parent."""

Weight = Callable[[Code], tuple[int, ...]]


@dataclass(frozen=True)
class Branch:
    """A code as a row of the tree: how deep it stands, and whether the tree has more than one floor."""

    code: Code
    depth: int
    tall: bool

    @property
    def level(self) -> Level:
        """Return how the row is set: roots are heads over what stands under them."""
        return Level.HEAD if self.tall and self.depth == 0 else Level.ROW

    @property
    def label(self) -> Text:
        """Return the label, set in once for every floor below the second."""
        text: Text = label_of(self.code)
        for _ in range(self.depth - 1):
            text = Term("coded.row.below", {"code": text})
        return text


def universe(corpus: Corpus) -> Universe:
    """Return the interviews of a set as what a table is about."""
    return Universe(RespondentUnit.INTERVIEWS, len(corpus), label=None)


def everyone(corpus: Corpus) -> Base:
    """Return the base of all interviews."""
    return Base(INTERVIEWS, Term("coded.base.interviews"), len(corpus))


def number(k: int, base: str | None = None) -> Cell:
    """Return a number of interviews, or of segments where `base` is empty."""
    return Cell(Fraction(k), k, base=base)


def label_of(code: Code) -> Label:
    """Return what a code is called: its label, else its name."""
    return code.label or Label({"": code.title("")})


def trail(code: Code, codes: Mapping[str, Code]) -> Text:
    """Return the labels from the root down to a code."""
    above = codes.get(code.parent)
    if above is None:
        return label_of(code)
    return Term("coded.row.trail", {"above": trail(above, codes), "code": label_of(code)})


def tree(codes: Sequence[Code], weight: Weight | None = None) -> tuple[Branch, ...]:
    """Return codes as rows, each after the one it stands under; with `weight`, siblings from large to small."""
    paths = {code.path for code in codes}
    homes = {code.path: _home(code, paths) for code in codes}
    tall = any(homes.values())

    def below(home: str, depth: int) -> Iterator[Branch]:
        found = [code for code in codes if homes[code.path] == home]
        for code in sorted(found, key=lambda code: [-n for n in weight(code)]) if weight else found:
            yield Branch(code, depth, tall)
            yield from below(code.path, depth + 1)

    return tuple(below("", 0))


def tied(corpus: Corpus) -> dict[str, Person]:
    """Return the respondents with whom interviews were held, by interview."""
    return {interview.id: interview.person for interview in corpus if interview.person is not None}


def holders(corpus: Corpus, path: str) -> tuple[Interview, ...]:
    """Return the interviews in which a code, or one under it, was found."""
    return tuple(corpus[name] for name in corpus.interviews_with(path))


def rules(corpus: Corpus, *keys: str) -> tuple[Note, ...]:
    """Return notes on how was counted; one more tells how many suggestions are waiting, where any are."""
    waiting = sum(coding.status is Status.SUGGESTED for coding in corpus.codings)
    found = [Note(NoteKind.RULE, Term(f"coded.note.{key}")) for key in keys]
    return (*found, Note(NoteKind.DOUBT, Term("coded.note.suggested", {"count": waiting}))) if waiting else (*found,)


def _home(code: Code, paths: set[str]) -> str:
    """Return the nearest code above that is there too, or nothing."""
    above = code.parent
    while above and above not in paths:
        above = above.rpartition(SEPARATOR)[0]
    return above
