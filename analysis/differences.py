"""Do groups differ? What `test = yes` adds under a table: notes, never a number in it.

**Which test** follows from the questions, not from their answers:

| answers | groups | test | effect |
|---|---|---|---|
| two categories, or without order | two or more | Fisher, Freeman-Halton | odds ratio (2×2), Cramér's V |
| in an order (three categories or more), numbers | two | Mann-Whitney | rank-biserial |
| the same | three or more | Kruskal-Wallis | ε² |
| in an order, both (crosstab only) | – | shuffled Kendall | tau-b, gamma |
| a set of tick boxes | two or more | people shuffled; Fisher for each box | V over the boxes |

In a crosstab, the question without order makes the groups. Exclusive boxes ("none of these") are no item of a set.
**Missing values.** Who misses the answer or the group is left out and named by reason; categories that nobody is in
play no part. **Too few to test**: a group of fewer than 5 people (fewer than 10 in all for tau-b), one group, one
answer, or margins for which even the most extreme table has p above 0.05.
**Families.** Several questions in one table are one family (Holm), and so are the boxes of each set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isinf, isnan, sqrt

from analysis.bands import one_of
from analysis.crosstabs import pair
from analysis.inference.crosstabs import association, fisher, freeman_halton, occupied
from analysis.inference.draws import How, Probability
from analysis.inference.families import holm
from analysis.inference.ranks import kendall, kruskal_wallis, mann_whitney
from analysis.inference.sets import SetTest, set_test
from analysis.kinds import Kind, Request
from analysis.plans import words
from analysis.table import Chance, Figure, Note, NoteKind, Term, Text
from analysis.tally import Answer, Counts
from survey.codebook import Choice, Scale, Variable, VariableType

LEAST = 5
LEVEL = 0.05
CHANCE_DIGITS = 5
OPTION = {"test": words("yes", "no")}


@dataclass(frozen=True)
class Question:
    """Answers by group: a table of counts whose rows are groups with people in them, columns the answers given."""

    answers: Variable
    groups: Variable
    counts: Counts
    members: tuple[Choice, ...]
    values: tuple[Answer, ...]
    table: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Outcome:
    """What came out for one question: an effect and its probability, or why there is no test."""

    question: Question
    method: str
    effect: Term | None = None
    probability: Probability | None = None
    too_few: Term | None = None
    items: SetTest | None = None


def compares_groups(kind: Kind) -> Kind:
    """Return a kind with the option `test`: each of its questions compared between the groups of `by`."""
    return replace(kind, options={**kind.options, **OPTION}, tests=between_groups, tests_groups=True)


def compares_pairs(kind: Kind) -> Kind:
    """Return a kind with the option `test`: whether its two questions go together."""
    return replace(kind, options={**kind.options, **OPTION}, tests=across)


def between_groups(request: Request) -> tuple[Note, ...]:
    """Return the notes that compare each question of a table between the groups of `by`."""
    groups = request.codebook[request.plan.by]
    others = [variable for variable in request.variables if variable.name != groups.name]
    return _notes([_compared(_question(request, variable, groups)) for variable in others])


def across(request: Request) -> tuple[Note, ...]:
    """Return the notes on whether the two questions of a crosstab go together."""
    row, column = request.variables
    if _in_order(column) and not _in_order(row) and row.type is VariableType.SELECT_ONE:
        return _notes([_compared(_question(request, column, row))])
    question = _question(request, row, column)
    both = _in_order(row) and _in_order(column)
    return _notes([_ordered(question) if both else _compared(question)])


def _in_order(variable: Variable) -> bool:
    """Tell whether answers have an order that says more than two groups would."""
    if variable.type is VariableType.SELECT_ONE:
        return variable.scale is not Scale.NOMINAL and len(variable.answers) > 2
    return variable.type in (VariableType.INTEGER, VariableType.DECIMAL)


def _question(request: Request, answers: Variable, groups: Variable) -> Question:
    found = request.tally([answers.name, groups.name]).classify(pair)
    pairs = {key: k for key, k in found.answers.items() if isinstance(key, tuple)}
    members = tuple(choice for choice in groups.answers if any(group == choice.name for _, group in pairs))
    values = _values(answers, {answer for answer, _ in pairs})
    table = tuple(tuple(found[value, member.name] for value in values) for member in members)
    return Question(answers, groups, found, members, values, table)


def _values(variable: Variable, given: set[Answer]) -> tuple[Answer, ...]:
    """Return the answers given, from low to high."""
    if variable.type is VariableType.SELECT_MULTIPLE:
        return tuple(sorted((ticks for ticks in given if isinstance(ticks, frozenset)), key=sorted))
    if variable.answers:
        return tuple(choice.name for choice in variable.answers if choice.name in given)
    return tuple(sorted(number for number in given if isinstance(number, Fraction)))


def _compared(question: Question) -> Outcome:
    """Return the test that suits the answers, unless they are too few."""
    if too_few := _too_few(question):
        return Outcome(question, "", too_few=too_few)
    if question.answers.type is VariableType.SELECT_MULTIPLE:
        return _ticked(question)
    if _in_order(question.answers):
        return _reached(_two_ranked(question) if len(question.members) == 2 else _ranked(question))
    return _reached(_two_by_two(question) if _is_two_by_two(question) else _tabled(question))


def _too_few(question: Question) -> Term | None:
    sizes = [sum(row) for row in question.table]
    if len(sizes) < 2:
        return Term("test.groups.one_group")
    if len(question.values) < 2:
        return Term("test.groups.one_answer")
    return Term("test.groups.small_group", {"least": LEAST}) if min(sizes) < LEAST else None


def _reached(outcome: Outcome) -> Outcome:
    """Return an outcome, without its test where these margins could never have given a small p."""
    if outcome.probability is None or outcome.probability.smallest <= LEVEL:
        return outcome
    why = Term("test.groups.unreachable", {"level": Figure(LEVEL)})
    return replace(outcome, effect=None, probability=None, too_few=why)


def _is_two_by_two(question: Question) -> bool:
    return len(question.members) == len(question.values) == 2


def _two_by_two(question: Question) -> Outcome:
    found = fisher(question.table)
    first, second = (choice.label for choice in question.members)
    answer, other = (question.answers.choice(str(value)).label for value in question.values)
    numbers = {
        "odds": _number(found.odds_ratio),
        "conditional": _number(found.conditional),
        "low": _number(found.low),
        "high": _number(found.high),
        "v": Figure(association(question.table).v),
    }
    sides = {"answer": answer, "other": other, "first": first, "second": second}
    return Outcome(question, "fisher", Term("test.groups.odds", {**numbers, **sides}), found.probability)


def _tabled(question: Question) -> Outcome:
    effect = Term("test.groups.cramer", {"v": Figure(association(question.table).v)})
    return Outcome(question, "freeman_halton", effect, freeman_halton(question.table))


def _two_ranked(question: Question) -> Outcome:
    found = mann_whitney(*question.table)
    sides = {"first": question.members[0].label, "second": question.members[1].label}
    effect = Term("test.groups.rank_biserial", {"effect": Figure(found.rank_biserial), **sides})
    return Outcome(question, "mann_whitney", effect, found.probability)


def _ranked(question: Question) -> Outcome:
    found = kruskal_wallis(question.table)
    effect = Term("test.groups.epsilon", {"effect": Figure(found.epsilon2)})
    return Outcome(question, "kruskal_wallis", effect, found.probability)


def _ordered(question: Question) -> Outcome:
    """Return tau-b and gamma of two questions that both have an order."""
    used = occupied(question.table)
    if min(len(used), len(question.values)) < 2:
        return Outcome(question, "", too_few=Term("test.groups.one_answer"))
    if question.counts.n < 2 * LEAST:
        return Outcome(question, "", too_few=Term("test.groups.small_sample", {"least": 2 * LEAST}))
    found = kendall(question.table)
    effect = Term("test.groups.kendall_effect", {"tau": Figure(found.tau_b), "gamma": Figure(found.gamma)})
    return Outcome(question, "kendall", effect, found.probability)


def _ticked(question: Question) -> Outcome:
    items = [choice.name for choice in question.answers.answers if not choice.exclusive]
    counts = zip(*question.table, strict=True)
    patterns = {t: k for t, k in zip(question.values, counts, strict=True) if isinstance(t, frozenset)}
    found = set_test(items, patterns)
    if not found.family.size:
        return Outcome(question, "", too_few=Term("test.groups.one_answer"))
    v = sqrt(found.statistic / (found.n * found.family.size))
    effect = Term("test.groups.boxes", {"v": Figure(v), "items": found.family.size})
    return Outcome(question, "set", effect, found.probability, items=found)


def _notes(outcomes: Sequence[Outcome]) -> tuple[Note, ...]:
    """Return a note for each question, adjusted within their family, and what no test can say."""
    family = holm([outcome.probability.p if outcome.probability else None for outcome in outcomes])
    texts: list[Text] = []
    for outcome, adjusted in zip(outcomes, family.adjusted, strict=True):
        texts.append(_said(outcome, adjusted, family.size))
        texts += [_boxes(outcome.question, outcome.items)] if outcome.items else []
    stance = [Term("test.stance")] if texts else []
    return tuple(Note(NoteKind.TEST, text) for text in (*texts, *stance))


def _said(outcome: Outcome, adjusted: float | None, size: int) -> Term:
    question = outcome.question
    about = {"answers": question.answers.label, "groups": question.groups.label, "people": _people(question.counts)}
    if outcome.probability is None:
        return Term("test.groups.too_few", {**about, "why": outcome.too_few})
    chance = _chance(outcome.probability)
    if size > 1 and adjusted is not None:
        chance = Term("test.groups.holm", {"chance": chance, "size": size, "adjusted": Chance(adjusted)})
    method = Term(f"test.groups.{outcome.method}")
    return Term("test.groups.result", {**about, "effect": outcome.effect, "method": method, "chance": chance})


def _people(counts: Counts) -> Term:
    """Return how many went in, and who was left out for which reason."""
    if not counts.missing:
        return Term("test.groups.people", {"n": counts.n})
    reasons = [
        Term("test.groups.absence", {"reason": Term(f"reason.{reason}"), "n": k})
        for reason, k in counts.missing.items()
    ]
    return Term("test.groups.some_people", {"n": counts.n, "absences": one_of(reasons)})


def _chance(probability: Probability) -> Term:
    known: Mapping[str, object] = {"p": Chance(probability.p)}
    if probability.how is How.DRAWN:
        error = Figure(probability.error, CHANCE_DIGITS)
        known = {**known, "draws": probability.draws, "seed": str(probability.seed), "error": error}
    return Term(f"test.groups.{probability.how}", known)


def _boxes(question: Question, found: SetTest) -> Term:
    """Return the tests of the single boxes, adjusted within their family."""
    tests = zip(found.items, found.family.adjusted, strict=True)
    said: list[Text] = []
    for test, adjusted in tests:
        label = question.answers.choice(test.item).label
        if adjusted is None:
            said.append(Term("test.groups.no_box", {"item": label}))
            continue
        rest = [size - k for size, k in zip(found.sizes, test.ticked, strict=True)]
        v = Figure(association((test.ticked, rest)).v)
        said.append(Term("test.groups.box", {"item": label, "v": v, "p": Chance(adjusted)}))
    return Term("test.groups.boxes_said", {"boxes": _listed(said), "size": found.family.size})


def _listed(texts: Sequence[Text]) -> Text:
    first, *others = texts
    for other in others:
        first = Term("test.groups.list", {"first": first, "last": other})
    return first


def _number(value: float) -> Figure | Term:
    """Return a ratio, in words where it has no end or cannot be told."""
    if isnan(value):
        return Term("test.groups.undefined")
    return Term("test.groups.endless") if isinf(value) else Figure(value)
