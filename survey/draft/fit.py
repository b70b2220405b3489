"""A sketch held against the export it belongs to: which column is whose, and how answers are written there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.draft.infer import infer
from survey.draft.names import alike
from survey.draft.occasions import spread
from survey.errors import StudyError
from survey.headings import columns_of, is_joined
from survey.read.export import Export
from survey.read.identifiers import identifying
from survey.rules import parse_rule
from survey.structure.absences import says_none
from survey.structure.sketch import Sketch

OPEN = {VariableType.TEXT, VariableType.INTEGER, VariableType.DECIMAL, VariableType.DATE}
CATEGORICAL = {VariableType.SELECT_ONE, VariableType.RANK}


@dataclass(frozen=True)
class Fitted:
    """A codebook that the export can be read with, and what did not fit."""

    codebook: Codebook
    absent: tuple[str, ...] = ()
    """Questions of the structure that the export does not hold."""
    guessed: tuple[str, ...] = ()
    """Variables guessed from their columns, because no structure describes them."""
    partial: tuple[str, ...] = ()
    """Headings that not every file of the wave has."""


def fit(sketch: Sketch, exports: Sequence[Export]) -> Fitted:
    """Return the sketch as a codebook for these exports; columns that it does not describe are guessed.

    Routing that cannot be checked against the codebook is kept as text.
    """
    sketch = spread(sketch, exports)
    owned = {column for variable in sketch.variables for column in columns_of(variable)}
    found = {variable.name: _found(variable, exports, owned) for variable in sketch.variables}
    known = [_kept_apart(_with_none(_written(v, exports))) for v in found.values() if v is not None]
    used = {c for v in known for export in exports for c in columns_of(v, export.cells)}
    guessed = [_with_none(v) for v in _rest(exports, used, [variable.name for variable in sketch.variables])]
    everywhere = [v for v in _woven(known, guessed, exports) if _in_every(v, exports)]
    return Fitted(
        codebook=_with_routing(_codebook(everywhere, sketch.groups)),
        absent=tuple(name for name, variable in found.items() if variable is None),
        guessed=tuple(variable.name for variable in guessed if variable in everywhere),
        partial=tuple(v.column or v.name for v in (*known, *guessed) if not _in_every(v, exports)),
    )


def _in_every(variable: Variable, exports: Sequence[Export]) -> bool:
    """Return whether every file of the wave holds a variable under its heading."""
    return all(set(columns_of(variable, export.cells)) <= set(map(str, export.cells)) for export in exports)


def _kept_apart(variable: Variable) -> Variable:
    """Return a question with one answer marked as identifying when its heading or wording says so."""
    if variable.type is VariableType.SELECT_MULTIPLE or variable.identifier:
        return variable
    texts = [variable.label.text(language) for language in variable.label.texts] or [""]
    names = (variable.column or variable.name, variable.name)
    found = variable.type in OPEN and any(identifying(name, text) for name in names for text in texts)
    return replace(variable, identifier=found)


def _found(variable: Variable, exports: Sequence[Export], owned: set[str]) -> Variable | None:
    """Return the variable with the heading and codes under which an export holds it, or nothing.

    A heading that another variable calls its own is not taken for a wording.
    """
    for export in exports:
        present = {str(column) for column in export.cells}
        free = present - (owned - set(columns_of(variable)))
        for candidate in _candidates(variable, present, free):
            if set(columns_of(candidate, present)) <= present:
                return candidate
    return None


def _candidates(variable: Variable, present: set[str], free: set[str]) -> Iterable[Variable]:
    """Yield the variable under its own heading, however its parts are joined, then under headings of its wording."""
    own = variable.column or variable.name
    yield replace(variable, column=own)
    for column in sorted(free):
        if column.replace("/", "_") == own.replace("/", "_"):
            yield replace(variable, column=column)
    texts = {alike(text) for text in variable.label.texts.values()} - {""}
    if variable.type in {VariableType.SELECT_MULTIPLE, VariableType.RANK}:
        stems = dict.fromkeys(column.rpartition("/")[0] for column in sorted(present) if "/" in column)
        for stem in (variable.column or variable.name, *(stem for stem in stems if alike(stem) in texts)):
            several = variable.type is VariableType.SELECT_MULTIPLE
            choices = _boxes(variable.choices, stem, present) if several else variable.choices
            yield replace(variable, column=stem, choices=choices)
    if variable.type is VariableType.RANK:
        return
    for column in sorted(free):
        if alike(column) in texts:
            yield replace(variable, column=column)


def _boxes(choices: Sequence[Choice], stem: str, present: set[str]) -> tuple[Choice, ...]:
    """Return the categories of a set, each with the part behind the slash that says its code or its wording."""
    ends = {alike(c.removeprefix(f"{stem}/")): c.removeprefix(f"{stem}/") for c in present if c.startswith(f"{stem}/")}
    made = []
    for choice in choices:
        wordings = [*choice.written, *choice.label.texts.values()]
        same = (code for code in choice.written if f"{stem}/{code}" in present)  # 1 and -1 look alike
        end = next(same, None) or next((ends[alike(text)] for text in wordings if alike(text) in ends), None)
        if end is None and ends:
            continue  # a box that nobody ticked is left out by some platforms
        codes = choice.written if end is None or end in choice.written else (end, *choice.written)
        made.append(replace(choice, codes=codes))
    return tuple(made) or tuple(choices)


def _written(variable: Variable, exports: Sequence[Export]) -> Variable:
    """Return the variable with each category's wordings as further codes, where its cells are written so.

    A text that is another category's code, or the wording of two, stays what it was.
    """
    if variable.type not in {*CATEGORICAL, VariableType.SELECT_MULTIPLE}:
        return variable
    codes = {code for choice in variable.choices for code in choice.written}
    texts = [
        text for text in sorted((_cells(variable, exports) | _parts(variable, exports)) - codes) if "|" not in text
    ]
    meant = {text: [c.name for c in variable.choices if alike(text) in _wordings(c)] for text in texts}
    made = []
    for choice in variable.choices:
        more = [text for text in texts if meant[text] == [choice.name]]
        made.append(replace(choice, codes=(*choice.written, *more)) if more else choice)
    return replace(variable, choices=tuple(made))


def _with_none(variable: Variable) -> Variable:
    """Return a set with its "none of these" marked as excluding the others."""
    if variable.type is not VariableType.SELECT_MULTIPLE:
        return variable
    marked = [
        replace(c, exclusive=c.exclusive or any(map(says_none, c.label.texts.values()))) for c in variable.choices
    ]
    return replace(variable, choices=tuple(marked))


def _wordings(choice: Choice) -> set[str]:
    return {alike(text) for text in choice.label.texts.values()} - {""}


def _cells(variable: Variable, exports: Sequence[Export]) -> set[str]:
    columns = [(e, c) for e in exports for c in columns_of(variable, e.cells) if c in e.cells]
    return {str(text) for export, column in columns for text in export.column(column).unique()}


def _parts(variable: Variable, exports: Sequence[Export]) -> set[str]:
    """Return the wordings that stand beside others in a cell, where a set has one column."""
    joined = [e.column(variable.column or variable.name) for e in exports if is_joined(variable, e.cells)]
    cells = {str(text) for column in joined for text in column.unique()}
    wordings = {text for choice in variable.choices for text in choice.label.texts.values() if text}
    return {text for text in wordings if any(text in cell for cell in cells)}


def _rest(exports: Sequence[Export], used: set[str], taken: Sequence[str]) -> tuple[Variable, ...]:
    """Return variables for the columns that no structure describes, guessed from all files together."""
    whole = _together(exports)
    apart = {*used, *(c for export in exports for c in (*export.platform, *export.identifiers))}
    return infer(whole, [str(column) for column in whole.cells if column not in apart], taken)


def _together(exports: Sequence[Export]) -> Export:
    """Return the rows of several files as one export; a file without a column leaves it blank."""
    import pandas as pd

    if len(exports) == 1:
        return exports[0]
    cells = pd.concat([export.cells.astype("string") for export in exports], ignore_index=True).fillna("")
    labels = {column: text for export in reversed(exports) for column, text in export.labels.items()}
    questions = {column: text for export in reversed(exports) for column, text in export.questions.items()}
    return replace(exports[0], cells=cells, labels=labels, questions=questions, response=None, not_shown=None)


def _woven(known: Sequence[Variable], guessed: Sequence[Variable], exports: Sequence[Export]) -> list[Variable]:
    """Return the guessed variables each behind the one whose column stands before theirs, on the same page.

    Where a question stands tells how far people came who stopped.
    """
    owner = {c: v.name for v in known for export in exports for c in columns_of(v, export.cells)}
    behind: dict[str, list[Variable]] = {}
    for variable in guessed:
        behind.setdefault(_before(variable, owner, exports), []).append(variable)
    woven = behind.pop("", [])
    for variable in known:
        followers = [replace(follower, group=variable.group) for follower in behind.get(variable.name, ())]
        woven += [variable, *followers]
    return woven


def _before(variable: Variable, owner: Mapping[str, str], exports: Sequence[Export]) -> str:
    """Return the name of the described question nearest before a guessed one, or nothing."""
    for export in exports:
        columns = [str(column) for column in export.cells]
        first = columns_of(variable, export.cells)[0]
        if first in columns:
            earlier = [owner[column] for column in columns[: columns.index(first)] if column in owner]
            return earlier[-1] if earlier else ""
    return ""


def _codebook(variables: Sequence[Variable], groups: Mapping[str, Label]) -> Codebook:
    lists: dict[str, tuple[Choice, ...]] = {}
    named = []
    for variable in variables:
        if not variable.choices:
            named.append(variable)
            continue
        name = _list_name(variable, lists)
        lists[name] = variable.choices
        named.append(replace(variable, list_name=name))
    return Codebook({variable.name: variable for variable in named}, dict(groups), lists)


def _list_name(variable: Variable, lists: Mapping[str, tuple[Choice, ...]]) -> str:
    """Return a name for the variable's list: one list for the same categories, never one name for two lists."""
    wanted = variable.list_name or variable.name
    same = next((name for name, choices in lists.items() if choices == variable.choices), "")
    free = wanted if wanted.isidentifier() and wanted not in lists else variable.name
    return same or (free if free not in lists else f"{variable.name}_list")


def _with_routing(codebook: Codebook) -> Codebook:
    """Return the codebook with every rule that cannot be used kept as text, and no longer as a rule."""
    questions = [variable.name for variable in codebook if not variable.identifier]
    before = {name: frozenset(questions[:place]) for place, name in enumerate(questions)}
    made = {v.name: _checked(v, codebook, before.get(v.name, frozenset())) for v in codebook}
    return replace(codebook, variables=made)


def _checked(variable: Variable, codebook: Codebook, before: frozenset[str]) -> Variable:
    if not _usable(variable.relevant, variable, codebook, before):
        routing = variable.routing or variable.relevant
        variable = replace(variable, relevant="", routing=routing)
    if not _usable(variable.constraint, variable, codebook, before | {variable.name}):
        variable = replace(variable, constraint="")
    return variable


def _usable(rule: str, variable: Variable, codebook: Codebook, known: frozenset[str]) -> bool:
    if not rule:
        return True
    try:
        parse_rule(rule, variable.name).check(codebook, variable.name, known)
    except StudyError:
        return False
    return True
