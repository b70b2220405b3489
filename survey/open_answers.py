"""What people wrote behind "other, namely", or in an open question, put into categories by coders.

`interviews/open.csv` says which categories a coder gave whose answer; `interviews/open_categories.csv` names categories
that the questionnaire did not offer. The text itself stays where it is. An answer is decided when everyone who coded it
gave the same categories, or when somebody settled it (coder `settled`). Then

- behind the category "other" of a single choice, the answer moves to its category (one only);
- behind "other" of a set, "other" is unticked and the categories are ticked;
- of an open question without a parent, the categories become a set of their own, `<question>_coded`: its base are those
  whose answer is decided; an answer that is not is `unknown`, and who wrote nothing keeps the reason of the question.

An answer may be left where it is: category = the "other" itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from survey.absence import Draft
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.decisions import find_person
from survey.errors import did_you_mean, gather, problem
from survey.files import csv_bytes, keep_file, make_folder
from survey.missing import Reason
from survey.survey import Action, Person, Step
from survey.workbook import Line, read_sheet

if TYPE_CHECKING:
    from survey.keystore import KeyStore

CODES, CATEGORIES = "open.csv", "open_categories.csv"
CODE_COLUMNS = ("variable", "wave", "respondent", "category", "coder", "time")
CATEGORY_COLUMNS = ("variable", "name", "label")
SETTLED = "settled"
"""The coder who has the last word: what was decided together."""
CODED = "_coded"
READ_ONLY = "May you write in the study's folder?"
NAME = re.compile(r"^\w+$")
PARENT = re.compile(r"^(?:\$\{(\w+)\}\s*=\s*'(\w+)'|selected\(\s*\$\{(\w+)\}\s*,\s*'(\w+)'\s*\))$")
"""The routing of a text that stands behind one category of another question."""


@dataclass(frozen=True)
class OpenCode:
    """One category that a coder gave one person's answer."""

    variable: str
    wave: str
    respondent: str
    category: str
    coder: str
    time: str = ""
    place: str = ""


@dataclass(frozen=True)
class OpenAnswers:
    """Everything coded in the open answers of a study."""

    codes: tuple[OpenCode, ...] = ()
    categories: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """New categories, by the open question."""

    def variables(self) -> tuple[str, ...]:
        """Return the open questions that anybody coded, in order."""
        return tuple(dict.fromkeys(code.variable for code in self.codes))


@dataclass(frozen=True)
class Behind:
    """Where an open question stands: behind a category of another question, or alone."""

    text: Variable
    parent: Variable | None = None
    other: str = ""


def read_open_answers(folder: Path) -> OpenAnswers:
    """Return what the folder `interviews` holds of coded open answers; nothing when there is none."""
    codes, categories = folder / CODES, folder / CATEGORIES
    lines = read_sheet(codes, CODE_COLUMNS, CODE_COLUMNS[:5]) if codes.exists() else ()
    named = read_sheet(categories, CATEGORY_COLUMNS, CATEGORY_COLUMNS[:2]) if categories.exists() else ()
    made: dict[str, list[Choice]] = {}
    for variable, choice in gather(_category, named):
        made.setdefault(variable, []).append(choice)
    return OpenAnswers(tuple(map(_code, lines)), {name: tuple(choices) for name, choices in made.items()})


def write_open_answers(opened: OpenAnswers, folder: Path) -> None:
    """Write both files, the codes in order of question, respondent and coder."""
    make_folder(folder, READ_ONLY)
    order = list(opened.variables())
    codes = sorted(opened.codes, key=lambda c: (order.index(c.variable), c.wave, c.respondent, c.coder, c.category))
    rows = [[getattr(code, column) for column in CODE_COLUMNS] for code in codes]
    keep_file(folder / CODES, csv_bytes(CODE_COLUMNS, rows))
    new = [(variable, choice) for variable, choices in opened.categories.items() for choice in choices]
    if not new:
        return
    languages = list(dict.fromkeys(language for _, choice in new for language in choice.label.texts))
    heads = ("variable", "name", *(f"label::{language}" if language else "label" for language in languages))
    texts = [[v, c.name, *(c.label.texts.get(language, "") for language in languages)] for v, c in new]
    keep_file(folder / CATEGORIES, csv_bytes(heads, texts))


def behind(codebook: Codebook, name: str, place: str) -> Behind:
    """Return where the open question `name` stands; raise `StudyError` when it is no question that takes a text."""
    open_ones = [v.name for v in codebook if v.type is VariableType.TEXT and not v.identifier]
    if name not in codebook.variables:
        raise problem(f"there is no variable '{name}'", place, did_you_mean(name, open_ones))
    text = codebook[name]
    if name not in open_ones:
        raise problem(f"'{name}' takes no text that could be coded", place, did_you_mean(name, open_ones))
    found = PARENT.match(text.relevant.strip())
    if found is None:
        return Behind(text)
    parent, other = found[1] or found[3], found[2] or found[4]
    variable = codebook.variables.get(parent)
    if variable is None or variable.type not in {VariableType.SELECT_ONE, VariableType.SELECT_MULTIPLE}:
        return Behind(text)
    return Behind(text, variable, other)


def tie_answers(opened: OpenAnswers, keys: KeyStore) -> OpenAnswers:
    """Return the codes with wave and study id of each respondent, however the file names them."""

    def tied(code: OpenCode) -> OpenCode:
        wave, respondent = find_person(code.respondent, code.wave, keys, code.place)
        return replace(code, wave=wave, respondent=respondent)

    return replace(opened, codes=tuple(gather(tied, opened.codes)))


def with_categories(codebook: Codebook, opened: OpenAnswers) -> Codebook:
    """Return the codebook with the new categories, and a set for each coded question that stands alone."""
    variables = dict(codebook.variables)
    for name in dict.fromkeys((*opened.variables(), *opened.categories)):
        where = behind(codebook, name, f"interviews/{CODES}")
        new = opened.categories.get(name, ())
        if where.parent is None:
            variables[name + CODED] = _set_of(where.text, new)
        else:
            parent = variables[where.parent.name]
            variables[parent.name] = replace(parent, choices=_extended(parent, new))
    return replace(codebook, variables=variables)


def check_codes(codebook: Codebook, opened: OpenAnswers) -> None:
    """Raise `StudyError` with every code that names no category, or one too many (`codebook`: with the new ones)."""

    def check(code: OpenCode) -> None:
        where = behind(codebook, code.variable, code.place)
        known = target(codebook, where)
        if code.category not in {choice.name for choice in known.answers}:
            advice = did_you_mean(code.category, [choice.name for choice in known.answers])
            raise problem(f"'{known.name}' has no category '{code.category}'", code.place, advice)

    gather(check, opened.codes)
    for variable in opened.variables():
        found = target(codebook, behind(codebook, variable, CODES))
        for (person, coder), given in _by_coder(opened, variable).items():
            if found.type is VariableType.SELECT_ONE and len(given) > 1:
                what = f"{coder} gave an answer of '{variable}' {len(given)} categories, and '{found.name}' takes one"
                raise problem(what, f"interviews/{CODES}, respondent {person[1]}", "Choose one of them.")


def target(codebook: Codebook, where: Behind) -> Variable:
    """Return the variable whose categories an open answer gets."""
    if where.parent is None:
        return codebook[where.text.name + CODED]
    return codebook[where.parent.name]


def given(opened: OpenAnswers, variable: str) -> dict[Person, dict[str, frozenset[str]]]:
    """Return for each answer (by wave and respondent) the categories that each coder gave it."""
    found: dict[Person, dict[str, frozenset[str]]] = {}
    for (person, coder), categories in _by_coder(opened, variable).items():
        found.setdefault(person, {})[coder] = categories
    return found


def decided(by_coder: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Return the categories of one answer: as settled, else as all who coded it agree; nothing while they do not."""
    if SETTLED in by_coder:
        return by_coder[SETTLED]
    distinct = set(by_coder.values())
    return distinct.pop() if len(distinct) == 1 else None


def reassign(
    draft: Draft, rows: Mapping[Person, int], codebook: Codebook, opened: OpenAnswers
) -> tuple[list[Step], dict[str, tuple[Person, ...]]]:
    """Move the decided open answers of one export to their categories; return the steps, and who was moved where from.

    `rows` says at which row of the export each person stands; `codebook` has the new categories, and `opened` is tied.
    """
    steps: list[Step] = []
    moved: dict[str, tuple[Person, ...]] = {}
    draft.codebook = codebook
    for variable in opened.variables():
        where = behind(codebook, variable, f"interviews/{CODES}")
        wanted = _decisions(opened, variable, rows)
        people = _code_alone(draft, where, wanted) if where.parent is None else _move(draft, where, wanted)
        by_row = {row: person for person, row in rows.items()}
        name = target(codebook, where).name
        moved[name] = (*moved.get(name, ()), *(by_row[row] for row in people))
        steps.append(Step(Action.REASSIGNED, name, len(people), variable))
    return steps, moved


def _code(line: Line) -> OpenCode:
    return OpenCode(**{column: line[column] for column in CODE_COLUMNS}, place=line.place)


def _category(line: Line) -> tuple[str, Choice]:
    if not NAME.match(line["name"]):
        raise problem(f"'{line['name']}' cannot name a category", line.place, "Use letters, digits and _ only.")
    return line["variable"], Choice(line["name"], line.label() or Label({"": line["name"]}), coded=True)


def _extended(parent: Variable, new: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return the categories with the new ones before "other" and the absences, where a reader looks for them."""
    known = {choice.name for choice in parent.choices}
    added = [choice for choice in new if choice.name not in known]
    last = [choice for choice in parent.choices if choice.reason is not None or choice.exclusive]
    return (*(choice for choice in parent.choices if choice not in last), *added, *last)


def _set_of(text: Variable, categories: Sequence[Choice]) -> Variable:
    return Variable(
        name=text.name + CODED,
        type=VariableType.SELECT_MULTIPLE,
        label=text.label,
        choices=tuple(categories),
        group=text.group,
        page=text.page,
        waves=text.waves,
        derived=True,
        place=text.place,
    )


def _by_coder(opened: OpenAnswers, variable: str) -> dict[tuple[Person, str], frozenset[str]]:
    found: dict[tuple[Person, str], frozenset[str]] = {}
    for code in opened.codes:
        if code.variable == variable:
            key = (code.wave, code.respondent), code.coder
            found[key] = found.get(key, frozenset()) | {code.category}
    return found


def _decisions(opened: OpenAnswers, variable: str, rows: Mapping[Person, int]) -> dict[int, frozenset[str]]:
    """Return by row of this export the categories decided for the answer there."""
    choices = {person: decided(by_coder) for person, by_coder in given(opened, variable).items()}
    return {rows[person]: found for person, found in choices.items() if found is not None and person in rows}


def _move(draft: Draft, where: Behind, wanted: Mapping[int, frozenset[str]]) -> list[int]:
    """Move answers from "other" of a question to their categories; return the rows where one moved."""
    parent = draft.codebook[where.parent.name] if where.parent else where.text
    if parent.type is VariableType.SELECT_ONE:
        return _move_choice(draft, parent, where.other, wanted)
    return _move_ticks(draft, parent, where.other, wanted)


def _move_choice(draft: Draft, parent: Variable, other: str, wanted: Mapping[int, frozenset[str]]) -> list[int]:
    import pandas as pd

    names = [choice.name for choice in parent.answers]
    column = draft.column(parent.name)
    dtype = pd.CategoricalDtype(names, ordered=bool(column.cat.ordered))
    texts = column.astype("string")
    moved = [row for row, given in wanted.items() if texts.iloc[row] == other and given != {other}]
    for row in moved:
        texts.iloc[row] = next(iter(wanted[row]))
    draft.columns[parent.name] = texts.astype(dtype)
    return moved


def _move_ticks(draft: Draft, parent: Variable, other: str, wanted: Mapping[int, frozenset[str]]) -> list[int]:
    import pandas as pd

    boxes = {name: draft.columns[name].astype("boolean") for name in parent.columns if name in draft.columns}
    answered = pd.DataFrame(boxes).notna().any(axis=1)
    own = f"{parent.name}/{other}"
    ticked = boxes[own].fillna(False).astype(bool)
    moved = [row for row, categories in wanted.items() if ticked.iloc[row] and categories != {other}]
    for choice in parent.answers:  # a new category is unticked by everyone who answered
        name = f"{parent.name}/{choice.name}"
        box = boxes.get(name, pd.Series(False, index=draft.index, dtype="boolean").where(answered)).copy()
        box.iloc[[row for row in moved if choice.name in wanted[row]]] = True
        if name == own:
            box.iloc[[row for row in moved if other not in wanted[row]]] = False
        draft.columns[name] = box
    return moved


def _code_alone(draft: Draft, where: Behind, wanted: Mapping[int, frozenset[str]]) -> list[int]:
    """Add the set of categories of an open question; return the rows of the decided answers."""
    import pandas as pd

    variable = draft.codebook[where.text.name + CODED]
    written = draft.column(where.text.name).notna()
    rows = [row for row in wanted if bool(written.iloc[row])]
    decided_ones = pd.Series(range(len(draft.index)), index=draft.index).isin(rows)
    boxes = {}
    for choice in variable.answers:
        box = pd.Series(False, index=draft.index, dtype="boolean").where(decided_ones)
        box.iloc[[row for row in rows if choice.name in wanted[row]]] = True
        boxes[f"{variable.name}/{choice.name}"] = box
    reason = draft.absences[where.text.name].mask(written & ~decided_ones, Reason.UNKNOWN.value)
    draft.add(variable, pd.DataFrame(boxes), reason.mask(decided_ones))
    return rows
