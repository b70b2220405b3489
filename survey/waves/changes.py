"""Two questionnaires held against each other, question by question.

What makes no difference: case, blanks, punctuation at the end, and all that is about the data and not about what
people saw (headings, missing codes, limits of bands). What is calculated nobody was asked. Another place, or another
order of the categories, is told, and the question is the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.codebook import Choice, Codebook, Label, Variable
from survey.waves.wording import bare

REFERENCE = re.compile(r"\$\{\s*([^\W\d][\w.-]*)\s*\}")
ANSWER = re.compile(REFERENCE.pattern + r"(\s*(?:=|!=|,)\s*)'([^']*)'")
"""`${gate} = 'category'` and `selected(${gate}, 'category')`."""


class ChangeKind(StrEnum):
    """What is other about a question than in the wave before."""

    SAME = "same"
    REWORDED = "reworded"
    CATEGORIES = "categories"
    ROUTING = "routing"
    TYPE = "type"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    ORDER = "order"
    """The categories that it kept stand in another order."""
    RENAMED = "renamed"


class CategoryKind(StrEnum):
    """What is other about a category."""

    SAME = "same"
    REWORDED = "reworded"
    """Another text, and the crosswalk says that it is the same category."""
    NEW = "new"
    GONE = "gone"
    RENUMBERED = "renumbered"
    """The same text under another name."""
    MEANING = "meaning"
    """Another text under the same name: answers of both waves must never be put together unasked."""


@dataclass(frozen=True)
class CategoryChange:
    """One category before and after."""

    kind: CategoryKind
    before: Choice | None
    after: Choice | None
    was: str = ""
    """The name under which its text stood before, where that is another."""


@dataclass(frozen=True)
class Change:
    """One question before and after."""

    variable: str
    """Its name after; before when it is gone."""
    before: Variable | None
    after: Variable | None
    kinds: tuple[ChangeKind, ...]
    categories: tuple[CategoryChange, ...] = ()

    @property
    def same(self) -> bool:
        """Return whether it was asked as before, if perhaps at another place or with its answers in another order."""
        return set(self.kinds) <= {ChangeKind.SAME, ChangeKind.MOVED, ChangeKind.ORDER}


@dataclass(frozen=True)
class _Names:
    """What the crosswalk says of names."""

    questions: Mapping[str, str]
    """The name after by the name before."""
    categories: Mapping[str, Mapping[str, str]]
    """By question after and category after, the category before."""

    def put_into(self, rule: str) -> str:
        """Return a rule of before with the names of after."""
        named = ANSWER.sub(lambda found: f"${{{found[1]}}}{found[2]}'{self._category(found[1], found[3])}'", rule)
        return REFERENCE.sub(lambda found: f"${{{self.questions.get(found[1], found[1])}}}", named)

    def _category(self, question: str, category: str) -> str:
        known = self.categories.get(self.questions.get(question, question), {})
        return next((after for after, before in known.items() if before == category), category)


def compare(
    before: Codebook,
    after: Codebook,
    renamed: Mapping[str, str],
    categories: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Change, ...]:
    """Return every question of the two, in the order after; gone ones stand behind their neighbour of before.

    `renamed` has the name before by the name after, as the crosswalk says; `categories` by question after and
    category after the category before.
    """
    old = {variable.name: variable for variable in before if not variable.derived}
    new = {variable.name: variable for variable in after if not variable.derived}
    taken = set(renamed.values()) - set(renamed)
    origins = {name: renamed.get(name, name) for name in new if name not in taken}
    pairs = {name: old[origin] for name, origin in origins.items() if origin in old}
    names_after = {origin.name: name for name, origin in pairs.items()}
    moved = _moved([origin.name for origin in pairs.values()], list(old))
    known = categories or {}
    names = _Names(names_after, known)
    changes = []
    for name, variable in new.items():
        if name in pairs:
            changes.append(_change(pairs[name], variable, known.get(name, {}), names, moved=pairs[name].name in moved))
        else:
            changes.append(Change(name, None, variable, (ChangeKind.NEW,)))
    return _with_gone(changes, old.values(), names_after)


def same_wording(a: Label, b: Label) -> bool:
    """Return whether two texts say the same in every language that both have; case, blanks, final signs aside.

    A translation that only one of them has says nothing. Without a language in common they are the same only when
    both are empty.
    """
    common = a.texts.keys() & b.texts.keys()
    if not common:
        return not a and not b
    return all(bare(a.texts[language]) == bare(b.texts[language]) for language in common)


def same_choice(a: Choice, b: Choice) -> bool:
    """Return whether two categories have the same name and the same text."""
    return a.name == b.name and same_wording(a.label, b.label)


def compare_categories(
    before: Sequence[Choice], after: Sequence[Choice], known: Mapping[str, str]
) -> tuple[CategoryChange, ...]:
    """Return each category after, then those that are gone; `known` has the name before by the name after."""
    old = {choice.name: choice for choice in before}
    changes = [_category(choice, old, known.get(choice.name)) for choice in after]
    found = {change.before.name for change in changes if change.before} | {change.was for change in changes}
    gone = (CategoryChange(CategoryKind.GONE, choice, None) for choice in before if choice.name not in found)
    return (*changes, *gone)


def _category(after: Choice, old: Mapping[str, Choice], known: str | None) -> CategoryChange:
    """Return what became of a category: as the crosswalk says, else by its name, else by its text."""
    said = old.get(known) if known is not None else None
    if said is not None:
        same = same_wording(said.label, after.label)
        kind = CategoryKind.SAME if said.name == after.name else CategoryKind.RENUMBERED
        return CategoryChange(kind if same else CategoryKind.REWORDED, said, after)
    own = old.get(after.name)
    if own is not None and same_choice(own, after):
        return CategoryChange(CategoryKind.SAME, own, after)
    namesake = next(
        (choice for choice in old.values() if after.label and same_wording(choice.label, after.label)), None
    )
    if own is not None:
        return CategoryChange(CategoryKind.MEANING, own, after, namesake.name if namesake else "")
    if namesake is not None:
        return CategoryChange(CategoryKind.RENUMBERED, namesake, after)
    return CategoryChange(CategoryKind.NEW, None, after)


def _change(before: Variable, after: Variable, known: Mapping[str, str], names: _Names, *, moved: bool) -> Change:
    listed = bool(before.choices and after.choices)
    categories = compare_categories(before.choices, after.choices, known) if listed else ()
    found = {
        ChangeKind.RENAMED: before.name != after.name,
        ChangeKind.TYPE: before.type is not after.type or before.rank_places != after.rank_places,
        ChangeKind.REWORDED: not same_wording(before.label, after.label),
        ChangeKind.CATEGORIES: any(change.kind is not CategoryKind.SAME for change in categories),
        ChangeKind.ROUTING: not _same_routing(before, after, names),
        ChangeKind.MOVED: moved,
        ChangeKind.ORDER: _reordered(before.choices, categories),
    }
    kinds = tuple(kind for kind, is_so in found.items() if is_so)
    return Change(after.name, before, after, kinds or (ChangeKind.SAME,), categories)


def _reordered(before: Sequence[Choice], categories: Sequence[CategoryChange]) -> bool:
    """Return whether the categories of both waves, by what they say, follow each other in another way."""
    names = (change.was or (change.before.name if change.before else "") for change in categories if change.after)
    places = {choice.name: place for place, choice in enumerate(before)}
    order = [places[name] for name in dict.fromkeys(names) if name]
    return order != sorted(order)


def _same_routing(before: Variable, after: Variable, names: _Names) -> bool:
    """Return whether two questions were put to the same people, as far as the rules tell; other spelling is another."""
    same_rule = names.put_into(before.relevant).split() == REFERENCE.sub(r"${\1}", after.relevant).split()
    return same_rule and bare(before.routing) == bare(after.routing)


def _moved(order: Sequence[str], before: Sequence[str]) -> set[str]:
    """Return what is not in the longest common subsequence of two orders: the fewest questions that must have moved."""
    place = {name: position for position, name in enumerate(before)}
    ends: list[int] = []
    last: list[str] = []
    earlier: dict[str, str] = {}
    for name in order:
        length = bisect_left(ends, place[name])
        ends[length : length + 1], last[length : length + 1] = [place[name]], [name]
        earlier[name] = last[length - 1] if length else ""
    stayed, name = set[str](), last[-1] if last else ""
    while name:
        stayed.add(name)
        name = earlier[name]
    return set(order) - stayed


def _with_gone(
    changes: Sequence[Change], before: Iterable[Variable], names_after: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return the changes with each question that is gone behind the one it followed."""
    order = [change.variable for change in changes]
    found = {change.variable: change for change in changes}
    spot = 0
    followers: dict[int, list[Change]] = {}
    for variable in before:
        if variable.name in names_after:
            spot = order.index(names_after[variable.name]) + 1
        else:
            followers.setdefault(spot, []).append(Change(variable.name, variable, None, (ChangeKind.GONE,)))
    result = list(followers.get(0, ()))
    for position, name in enumerate(order, start=1):
        result += [found[name], *followers.get(position, ())]
    return tuple(result)
