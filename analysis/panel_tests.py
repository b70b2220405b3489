"""Did the same people change in one direction? The tests under a table of people in two waves.

One test for each question, and one for each box of a set; all tests of the table are one family (Holm). **Categories in
an order, and numbers**: Wilcoxon's signed ranks, unchanged people left out, with Pratt's rule beside it. **Two
categories**, and each box of a set that both waves offered: exact McNemar, with Newcombe's interval of the paired
difference. **Other categories**: Bowker's test of symmetry. Fewer than six people who changed are too few to test, and
a question whose categories the waves did not share is not tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from analysis.inference.families import holm
from analysis.inference.paired import FEWEST, Pairs, Symmetry, Zeros, bowker, mcnemar, signed_rank
from analysis.moves import Block, Category
from analysis.paired_notes import STANCE, changed, few, people, ranks_said, said_after_holm, too_few, top_said
from analysis.table import Chance, Figure, Note, NoteKind, Term, Text

P = "p"
"""The column of the tests of a set's boxes."""


@dataclass(frozen=True)
class Tested:
    """One test of the table: its probability, if it could be made, and its words."""

    variable: str
    p: float | None
    say: Callable[[Term], Text]
    """What stands in a note, given the probability in words."""
    category: str = ""
    """The box of a set that it is of: its words then stand in the row."""


def chances(blocks: Sequence[Block]) -> list[Tested]:
    """Return the tests of some questions, in their order."""
    return [test for block in blocks for test in _tests(block)]


def in_words(tests: Sequence[Tested]) -> dict[tuple[str, str], Term]:
    """Return the adjusted probability of each box, by variable and category."""
    adjusted = zip(tests, holm([test.p for test in tests]).adjusted, strict=True)
    return {
        (test.variable, test.category): few() if p is None else Term("test.paired.p", {"p": Chance(p)})
        for test, p in adjusted
        if test.category
    }


def notes(tests: Sequence[Tested]) -> Iterator[Note]:
    """Yield what the tests say: one sentence for each question, one for all boxes."""
    words = said_after_holm([test.p for test in tests])
    for test, chance in zip(tests, words, strict=True):
        if not test.category:
            yield Note(NoteKind.TEST, test.say(chance))
    if any(test.category for test in tests):
        size = holm([test.p for test in tests]).size
        key = "boxes" if size else "boxes_few"
        yield Note(NoteKind.TEST, Term(f"panel.{key}", {"m": size, "least": FEWEST}))
    if tests:
        yield STANCE


def _tests(block: Block) -> Iterator[Tested]:
    if block.is_set:
        yield from (_of_box(block, each) for each in block.categories if each.alone and all(each.offered))
    elif not all(all(each.offered) for each in block.categories):
        yield Tested(
            block.variable.name, None, lambda chance: Term("panel.untested", {"question": block.variable.label})
        )
    elif len(block.variable.answers) == 2:
        yield _of_two(block)
    elif block.is_ordered:
        yield _of_ranks(block)
    else:
        yield _of_symmetry(block)


def _of_box(block: Block, category: Category) -> Tested:
    pairs = block.pairs(category.has)
    return Tested(block.variable.name, _mcnemar(pairs), lambda chance: chance, category.key)


def _of_two(block: Block) -> Tested:
    category = block.categories[0]
    pairs = block.pairs(category.has)
    label = Term("panel.category", {"question": block.variable.label, "category": category.label})
    return Tested(block.variable.name, _mcnemar(pairs), lambda chance: top_said(pairs, label, chance))


def _mcnemar(pairs: Pairs) -> float | None:
    found = mcnemar(pairs) if pairs.changed >= FEWEST else None
    return None if found is None else found.exact


def _of_ranks(block: Block) -> Tested:
    steps = block.differences
    enough = changed(steps) >= FEWEST
    found, pratt = (signed_rank(steps, zeros) if enough else None for zeros in (Zeros.DROPPED, Zeros.PRATT))

    def say(chance: Term) -> Text:
        if found is None or pratt is None:
            text = too_few("test.paired.ranks_few", steps)
        else:
            text = ranks_said(found, pratt, chance)
            text = Term("panel.ranks", text.values) if block.is_number else text
        return Term("panel.test_of", {"question": block.variable.label, "text": text})

    return Tested(block.variable.name, None if found is None else found.p, say)


def _of_symmetry(block: Block) -> Tested:
    moved = changed(block.differences)
    found = bowker(block.square()) if moved >= FEWEST else None

    def say(chance: Term) -> Text:
        if found is None:
            text = Term("panel.bowker_few", {"moved": people(moved), "least": FEWEST})
        else:
            text = _symmetry_said(found, moved, chance)
        return Term("panel.test_of", {"question": block.variable.label, "text": text})

    return Tested(block.variable.name, None if found is None else found.p, say)


def _symmetry_said(found: Symmetry, moved: int, chance: Term) -> Term:
    values = {
        "n": found.n,
        "moved": people(moved),
        "statistic": Figure(found.statistic),
        "df": found.df,
        "chance": chance,
    }
    return Term("panel.bowker", values)
