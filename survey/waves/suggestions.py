"""Questions that may be renamed: proposed by wording and categories, decided by a person, never applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from survey.codebook import Choice, Codebook, Label, Variable
from survey.waves.wording import bare

LIKELY = 0.7
"""The least likeness at which a question is proposed as an earlier one renamed."""

WORDING_WEIGHT = 0.6
"""What the wording counts for where there are categories to compare too."""

SAME_TEXT = 90
"""The likeness, of 100, at which two categories are taken for one with another spelling."""


@dataclass(frozen=True)
class Suggestion:
    """A question that is gone and a new one that may be the same."""

    before: str
    after: str
    likeness: float
    """From 0 to 1, as `suggest` says."""


def suggest(before: Codebook, after: Codebook, renamed: Mapping[str, str] | None = None) -> tuple[Suggestion, ...]:
    """Return which new questions may be gone ones of the same type and item under another name, the likeliest first.

    The likeness of two wordings is the mean, over the languages that both have, of rapidfuzz's `token_sort_ratio`
    (normalised InDel similarity of the words in alphabetical order) on texts without case and final punctuation,
    from 0 to 1. The likeness of two lists is 2m / (a + b): m pairs of categories whose texts have a `ratio` of
    `SAME_TEXT` or more, each used once, of a and b. With categories the wording counts for `WORDING_WEIGHT` and
    the categories for the rest. Pairs below `LIKELY` are dropped. Each question is in one pair at most: the likeliest
    pair is taken first, ties in the order of the questionnaires. Questions of `renamed` (name before by name after)
    are decided.
    """
    known = renamed or {}
    decided = set(known.values())
    gone = [each for each in before if each.name not in after.variables and each.name not in decided]
    new = [each for each in after if each.name not in before.variables and each.name not in known]
    pairs = [(likeness(old, other), old.name, other.name) for old in gone for other in new if _alike(old, other)]
    found: list[Suggestion] = []
    for score, old_name, new_name in sorted(pairs, key=lambda pair: -pair[0]):
        taken = any(old_name == each.before or new_name == each.after for each in found)
        if score >= LIKELY and not taken:
            found.append(Suggestion(old_name, new_name, score))
    return tuple(found)


def likeness(before: Variable, after: Variable) -> float:
    """Return how much two questions are alike, from 0 to 1, as `suggest` says."""
    wording = _wording(before.label, after.label)
    if not (before.choices and after.choices):
        return wording
    return WORDING_WEIGHT * wording + (1 - WORDING_WEIGHT) * _categories(before.choices, after.choices)


def _alike(before: Variable, after: Variable) -> bool:
    """Return whether two questions can be one at all: of another type, or about another drug, they cannot."""
    compared = not any(each.derived or each.identifier for each in (before, after))
    return compared and (before.type, before.item) == (after.type, after.item)


def _wording(a: Label, b: Label) -> float:
    from rapidfuzz.fuzz import token_sort_ratio

    common = [language for language in a.texts if language in b.texts]
    scores = [token_sort_ratio(bare(a.texts[language]), bare(b.texts[language])) for language in common]
    return sum(scores) / (100 * len(scores)) if scores else 0.0


def _categories(before: Sequence[Choice], after: Sequence[Choice]) -> float:
    left = list(after)
    pairs = 0
    for choice in before:
        match = next((other for other in left if _same_text(choice.label, other.label)), None)
        if match is not None:
            left.remove(match)
            pairs += 1
    return float(Fraction(2 * pairs, len(before) + len(after)))


def _same_text(a: Label, b: Label) -> bool:
    from rapidfuzz.fuzz import ratio

    common = [language for language in a.texts if language in b.texts]
    return bool(common) and all(ratio(bare(a.texts[each]), bare(b.texts[each])) >= SAME_TEXT for each in common)
