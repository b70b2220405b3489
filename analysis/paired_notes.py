"""What the tests of the same people's answers say under a table: effect first, p last, always the n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.inference.families import holm
from analysis.inference.paired import FEWEST, Pairs, SignedRank, Zeros, mcnemar, newcombe, signed_rank
from analysis.inference.repeated import DRAWS, SEED, CochranQ, Ticks, Way, cochran
from analysis.table import Chance, Figure, Note, NoteKind, Term, Text

STANCE = Note(NoteKind.TEST, Term("test.stance"))
ERROR_DIGITS = 4


def few() -> Term:
    """Return the words for a cell that has no p because too few people changed."""
    return Term("test.paired.few")


def change_notes(differences: Mapping[int, int], top: Pairs | None, top_label: Text) -> list[Note]:
    """Return the tests of a change on one scale: signed ranks, and the shares of the top categories as pairs."""
    ranks = signed_rank(differences) if changed(differences) >= FEWEST else None
    share = mcnemar(top) if top is not None and top.changed >= FEWEST else None
    chances = said_after_holm([None if ranks is None else ranks.p, None if share is None else share.exact])
    pratt = signed_rank(differences, Zeros.PRATT)
    texts = [
        ranks_said(ranks, pratt, chances[0])
        if ranks is not None and pratt is not None
        else too_few("test.paired.ranks_few", differences)
    ]
    if top is not None:
        texts.append(top_said(top, top_label, chances[1]))
    return [*(Note(NoteKind.TEST, text) for text in texts), STANCE]


def cochran_notes(labels: Mapping[str, Text], sets: Mapping[str, Ticks]) -> list[Note]:
    """Return, for each set by itself, whether its items are ticked equally often by the same people."""
    found = {name: cochran(ticks) for name, ticks in sets.items()}
    found = {name: None if test is None or test.telling < FEWEST else test for name, test in found.items()}
    chances = said_after_holm([None if test is None else test.p for test in found.values()])
    pairs = zip(found.items(), chances, strict=True)
    return [Note(NoteKind.TEST, _cochran(labels[name], test, chance)) for (name, test), chance in pairs]


def said_after_holm(chances: Sequence[float | None]) -> list[Term]:
    """Return each probability in words, beside its adjusted one where the family has more than one test."""
    family = holm(chances)
    return [
        Term("test.paired.few")
        if p is None or q is None
        else Term("test.paired.p_holm", {"p": Chance(p), "m": family.size, "adjusted": Chance(q)})
        if family.size > 1
        else Term("test.paired.p", {"p": Chance(p)})
        for p, q in zip(chances, family.adjusted, strict=True)
    ]


def changed(differences: Mapping[int, int]) -> int:
    """Return how many people did not stay where they were."""
    return sum(n for d, n in differences.items() if d)


def people(n: int) -> Term:
    """Return a number of people that is hidden when it is small."""
    return Term("test.paired.count", {"n": n})


def too_few(key: str, differences: Mapping[int, int]) -> Term:
    """Return the words for a change that too few people made to be tested."""
    return Term(key, {"changed": people(changed(differences)), "least": FEWEST})


def ranks_said(found: SignedRank, pratt: SignedRank, chance: Term) -> Term:
    """Return the signed ranks of a change in words, with Pratt's rule beside it."""
    return Term(
        "test.paired.ranks",
        {
            "n": found.n,
            "effect": Figure(float(found.effect)),
            "up": people(found.up),
            "down": people(found.down),
            "same": people(found.same),
            "w": Figure(float(found.w), 1),
            "way": Term("test.paired.exact" if found.exact else "test.paired.normal"),
            "chance": chance,
            "pratt": Term("test.paired.p", {"p": Chance(pratt.p)}),
        },
    )


def top_said(top: Pairs, label: Text, chance: Term) -> Term:
    """Return the paired difference of the top shares, second less first, and McNemar's test."""
    found = newcombe(Pairs(top.both, top.second_only, top.first_only, top.neither))
    if found is None:
        return Term("test.paired.top_nobody", {"top": label})
    values = {
        "top": label,
        "n": found.n,
        "difference": Figure(float(100 * found.value), 0),
        "low": Figure(100 * found.low, 0),
        "high": Figure(100 * found.high, 0),
        "gained": people(top.second_only),
        "lost": people(top.first_only),
        "chance": chance,
    }
    return Term("test.paired.top", values)


def _cochran(label: Text, found: CochranQ | None, chance: Term) -> Term:
    if found is None:
        return Term("test.paired.cochran_few", {"question": label, "least": FEWEST})
    error = {"draws": DRAWS, "seed": str(SEED), "error": Figure(found.error, ERROR_DIGITS)}
    way = Term("test.paired.drawn", error) if found.way is Way.DRAWN else Term(_WAYS[found.way])
    values = {
        "question": label,
        "n": found.n,
        "k": found.df + 1,
        "w": Figure(found.effect),
        "q": Figure(found.q),
        "chance": chance,
        "way": way,
    }
    return Term("test.paired.cochran", values)


_WAYS = {Way.EXACT: "test.paired.exact", Way.CHI2: "test.paired.chi2"}
