"""Who answered in two waves: people found again by the code that they made of their own answers.

Two people of two waves are the same person when their codes agree in every element, or in all but one: an element that
is wrong, or missing, on either side is one error. A code of a single variable agrees when it takes at most one letter
put in, left out or changed to make one of the other. Codes of fewer than four elements or letters must agree wholly;
one with more missing than that tolerates is `incomplete`. Whoever has a second candidate in the other wave, or a
double in the own one, is `ambiguous` and not linked. Each pair of waves is looked at by itself: there are no chains.

Codes are compared without accents, capitals and blanks around them. They stand in the key file and nowhere else: a
survey knows who is linked, not by what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from survey.codebook import Codebook, Variable, VariableType
from survey.errors import Problem, StudyError, did_you_mean
from survey.survey import Action, Linked, Person, Step, Survey

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from survey.keystore import KeyStore

    Numbers: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    Flags: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

FEWEST = 4
"""Codes of so many elements, or letters, may differ in one of them."""
NUMBER = re.compile(r"^0*(\d+?)(?:[.,]0)?$")
"""A number as one export writes `7`, another `07` or `7.0`."""
WAVE = "wave"


@dataclass(frozen=True)
class Element:
    """Where one part of the code stands in the key file for one wave."""

    column: str
    absent: frozenset[str] = frozenset()
    """What is written there instead of an answer."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Categories by how this wave writes them."""

    def answer(self, cell: str) -> str:
        """Return what a cell of this wave says; nothing where it is no answer."""
        text = cell.strip()
        return "" if text in self.absent else self.names.get(text, text)


def check_link(of: Sequence[str], codebook: Codebook, place: str) -> None:
    """Raise `StudyError` for each part of the code that is no identifying variable with one answer."""
    problems = [Problem(what, place, advice) for name in of for what, advice in _unfit(name, codebook)]
    if problems:
        raise StudyError(*problems)


def _unfit(name: str, codebook: Codebook) -> Iterator[tuple[str, str]]:
    variable = codebook.variables.get(name)
    if variable is None:
        yield f"[link] speaks of '{name}', which is no variable", did_you_mean(name, codebook.variables)
    elif not variable.identifier:
        advice = f"Write identifier = yes at '{name}' in the sheet survey, so that it stays in the key file."
        yield f"[link] makes a code of '{name}', which is no identifier", advice
    elif variable.type in {VariableType.SELECT_MULTIPLE, VariableType.RANK}:
        yield f"[link] makes a code of '{name}', which has several answers", "Take questions with one answer."


def elements(
    of: Sequence[str], questionnaires: Mapping[str, Codebook], absent: Collection[str]
) -> dict[str, tuple[Element, ...]]:
    """Return where the parts of the code stand in each wave; `absent` is what any export writes for no answer."""
    return {
        wave: tuple(_element(codebook.variables.get(name), name, frozenset(absent)) for name in of)
        for wave, codebook in questionnaires.items()
    }


def _element(variable: Variable | None, name: str, absent: frozenset[str]) -> Element:
    if variable is None:
        return Element(name, absent)
    silent = {code for choice in variable.choices if choice.reason is not None for code in choice.written}
    names = {code: choice.name for choice in variable.answers for code in choice.written}
    return Element(variable.column or name, absent | silent | set(variable.missing), names)


def links(survey: Survey, keys: KeyStore, of: Mapping[str, Sequence[Element]]) -> dict[tuple[str, str], Linked]:
    """Return, for each two waves of a survey, which of its people are the same; `of` has the waves in their order."""
    held = survey.index.to_frame(index=False).groupby(WAVE, sort=False)["respondent"]
    by_wave = {str(wave): people.tolist() for wave, people in held}
    return link(keys, {wave: by_wave.get(wave, []) for wave in of}, of)


def with_counts(survey: Survey) -> Survey:
    """Return the survey with lines of history that count the people linked between its waves, and those who are not."""
    here = set(survey.waves)
    found = {waves: each for waves, each in survey.links.items() if set(waves) <= here}
    steps = tuple(step for waves, each in found.items() for step in _steps(", ".join(waves), each))
    return replace(survey, history=(*survey.history, *steps)) if steps else survey


def _steps(waves: str, found: Linked) -> list[Step]:
    left = ((Action.UNCLEAR_CODE, found.ambiguous), (Action.INCOMPLETE_CODE, found.incomplete))
    steps = [Step(action, waves, len(people)) for action, people in left if people]
    return [Step(Action.LINKED, waves, len(found.pairs)), *steps]


def linked(survey: Survey, earlier: str, later: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of study ids of people who are in the survey in both waves."""
    found = survey.links.get((earlier, later))
    if found is None:
        return ()
    first, second = (set(survey.index[survey.index.get_level_values(WAVE) == wave]) for wave in (earlier, later))
    return tuple((a, b) for a, b in found.pairs if (earlier, a) in first and (later, b) in second)


def link(
    keys: KeyStore, people: Mapping[str, Sequence[str]], of: Mapping[str, Sequence[Element]]
) -> dict[tuple[str, str], Linked]:
    """Return, for each two waves in their order, which of these people (study ids by wave) are the same."""
    codes = _codes(keys, people, of)
    return {(earlier, later): codes.link(earlier, later) for earlier, later in combinations(people, 2)}


@dataclass(frozen=True)
class _Codes:
    """The codes of all waves: two people are candidates when they have the same number in one of the rounds."""

    people: Sequence[Person]
    rows: Mapping[str, Numbers]
    """Where the people of each wave stand."""
    incomplete: Flags
    doubles: Flags
    """Who has the code of another person of the same wave."""
    rounds: Sequence[tuple[Numbers, Numbers]]
    """What the earlier wave is looked at for, and what the later one: a number for each person, -1 for none."""

    def link(self, earlier: str, later: str) -> Linked:
        """Return who is who in two waves."""
        import numpy as np

        sides = (self.rows[earlier], self.rows[later])
        met = [_meet(sides, (one[sides[0]], other[sides[1]])) for one, other in self.rounds]
        both = np.concatenate(sides)
        candidates = np.zeros(len(self.people), dtype=bool)
        candidates[both[self.doubles[both]]] = True
        for _, crowd in met:
            candidates[crowd] = True
        couples = _different([pairs for pairs, _ in met], len(self.people))
        chosen = np.bincount(couples.ravel(), minlength=len(self.people))
        sure = couples[((chosen[couples] == 1) & ~candidates[couples]).all(axis=1)]
        candidates |= chosen > 0
        candidates[sure.ravel()] = False
        return Linked(
            tuple((self.people[one][1], self.people[other][1]) for one, other in sure.tolist()),
            self._named(both[candidates[both]]),
            self._named(both[self.incomplete[both]]),
        )

    def _named(self, rows: Numbers) -> tuple[Person, ...]:
        return tuple(self.people[row] for row in rows.tolist())


def _meet(rows: tuple[Numbers, Numbers], keys: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """Return the two by two who share a number with nobody else, and everyone who shares one with several.

    A number that many have is never spelt out pair by pair, so that the work grows with the people, not their square.
    """
    import numpy as np

    size = 1 + max((int(key.max()) for key in keys if len(key)), default=-1)
    counts = [np.bincount(key[key >= 0], minlength=size) for key in keys]
    met = (counts[0] > 0) & (counts[1] > 0)
    single = np.append(met & (counts[0] + counts[1] == 2), False)  # the last is found by -1
    many = np.append(met, False) & ~single
    couples = [row[single[key]][np.argsort(key[single[key]])] for row, key in zip(rows, keys, strict=True)]
    crowd = np.concatenate([row[many[key]] for row, key in zip(rows, keys, strict=True)])
    return np.column_stack(couples), crowd


def _different(pairs: Sequence[Numbers], size: int) -> Numbers:
    """Return pairs of rows, each once, in order."""
    import numpy as np

    together = np.concatenate(pairs)
    folded = np.unique(together[:, 0] * size + together[:, 1])
    return np.column_stack([folded // max(size, 1), folded % max(size, 1)])


def _codes(keys: KeyStore, people: Mapping[str, Sequence[str]], of: Mapping[str, Sequence[Element]]) -> _Codes:
    import numpy as np

    everyone = [(wave, person) for wave, persons in people.items() for person in persons]
    ends = np.cumsum([0, *map(len, people.values())])
    places = range(max((len(parts) for parts in of.values()), default=0))
    held = _held(keys, people)
    texts = [_texts(held, {wave: of[wave][place] for wave in held}, numbers=len(places) > 1) for place in places]
    tolerated = int(len(places) >= FEWEST)
    numbers = [_numbered(text) for text in texts]
    incomplete = sum((number < 0 for number in numbers), np.zeros(len(everyone), dtype=int)) > tolerated
    waves = np.repeat(np.arange(len(people)), np.diff(ends))
    whole = _together([waves, *(number + 1 for number in numbers)], ~incomplete)
    return _Codes(
        everyone,
        {wave: np.arange(ends[place], ends[place + 1]) for place, wave in enumerate(people)},
        incomplete,
        (whole >= 0) & (np.bincount(whole + 1)[whole + 1] > 1) if len(whole) else incomplete,
        _by_letters(texts[0]) if len(places) == 1 else _by_elements(numbers, ~incomplete, tolerated),
    )


def _held(keys: KeyStore, people: Mapping[str, Sequence[str]]) -> dict[str, list[Mapping[str, str]]]:
    """Return what the key file holds of each person, by wave."""
    responses = {(wave, person): (wave, response) for (wave, response), person in keys.ids.items()}
    nothing: Mapping[str, str] = {}
    return {
        wave: [keys.identifiers.get(responses.get((wave, person), ("", "")), nothing) for person in persons]
        for wave, persons in people.items()
    }


def _texts(held: Mapping[str, Sequence[Mapping[str, str]]], of: Mapping[str, Element], *, numbers: bool) -> pd.Series:
    """Return one element of everyone's code in plain letters, nothing where it is missing."""
    import pandas as pd

    cells = [pd.Series([row.get(of[wave].column, "") for row in rows], dtype=object) for wave, rows in held.items()]
    found = [_each(own, of[wave], numbers=numbers) for wave, own in zip(held, cells, strict=True)]
    return pd.concat(found, ignore_index=True) if found else pd.Series(dtype=object)


def _each(cells: pd.Series, element: Element, *, numbers: bool) -> pd.Series:
    """Return the cells of one wave in plain letters; every different one is looked at once."""
    import pandas as pd

    places, different = pd.factorize(cells)
    told = (element.answer(cell) for cell in different)
    plain = [NUMBER.sub(r"\1", letters(text)) if numbers else letters(text) for text in told]
    return pd.Series(plain, dtype=object).take(places)


def letters(text: str) -> str:
    """Return a text without accents, capitals and blanks around it."""
    if text.isascii():
        return text.casefold().strip()
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return bare.casefold().strip()


def _numbered(texts: pd.Series) -> Numbers:
    """Return a number for each different text; -1 for none."""
    import pandas as pd

    return pd.factorize(texts.mask(texts == ""))[0]


def _together(columns: Sequence[Numbers], rows: Flags) -> Numbers:
    """Return a number for each different combination, for these rows; -1 for the others."""
    import numpy as np
    import pandas as pd

    folded = np.zeros(len(rows), dtype=np.int64)
    for column in columns:  # numbered anew each time, which keeps the numbers small
        folded = pd.factorize(folded * (int(column.max(initial=0)) + 2) + column + 1)[0]
    return np.where(rows, folded, -1)


def _by_elements(codes: Sequence[Numbers], rows: Flags, tolerated: int) -> list[tuple[Numbers, Numbers]]:
    """Return the rounds of codes of several elements: alike in all, or in all but each one in turn."""
    import numpy as np

    rounds = []
    for left_out in range(len(codes)) if tolerated else [-1]:
        others = [code for place, code in enumerate(codes) if place != left_out]
        whole = rows & np.logical_and.reduce([code >= 0 for code in others])
        rounds.append(_together(others, whole))
    return [(found, found) for found in rounds]


def _by_letters(codes: pd.Series) -> list[tuple[Numbers, Numbers]]:
    """Return the rounds of codes of one variable: alike, or with one letter changed, put in or left out.

    Two codes differ in one letter when they are alike without the letter in that place; a letter was put in when the
    longer one is the shorter one without it. Both are exact: Levenshtein's distance is then one, and else not.
    """
    import numpy as np
    import pandas as pd

    whole, known = pd.factorize(codes.mask(codes == ""))
    lengths = codes.str.len().to_numpy(dtype=int)
    full = np.where(lengths >= FEWEST, whole, -1)
    rounds: list[tuple[Numbers, Numbers]] = [(whole, whole)]
    for place in range(int(lengths.max(initial=0)) if (full >= 0).any() else 0):
        reached = (full >= 0) & (lengths > place)
        shorter = (codes.str.slice(0, place) + codes.str.slice(place + 1)).where(reached)
        changed = pd.factorize(shorter)[0]
        put_in = np.where(reached, pd.Index(known).get_indexer(shorter), -1)
        rounds += [(changed, changed), (full, put_in), (put_in, full)]
    return rounds
