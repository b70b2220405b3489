"""LimeSurvey response exports in CSV: headings by code, code and text, or full text; codes or full answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from survey.missing import Reason
from survey.read import limesurvey_r, limesurvey_vv
from survey.read.export import Alike, Export, Hints, Signs, State
from survey.read.file import File
from survey.read.limesurvey_export import change_texts, export, questions_of, texts_of
from survey.read.limesurvey_heads import Heading, Style, headings, style_of

if TYPE_CHECKING:
    import pandas as pd

YES, NO, NEITHER = frozenset({"Yes", "Ja", "Oui"}), frozenset({"No", "Nee", "Non", "Nein"}), "N/A"
GENDERS = frozenset(
    {"Male", "Female", "Mannelijk", "Vrouwelijk", "Man", "Vrouw", "Masculin", "Féminin", "männlich", "weiblich"}
    | {"Homme", "Femme", "Männlich", "Weiblich"}
)
SIGNS = Signs(ticked=YES | {"Y", "1"}, unticked=NO | {"N", "0"}, not_shown=frozenset({NEITHER}))
TEXTS_BEHIND = ("other", "comment")
"""How the items of a set end that are texts, not boxes."""
MASKED = "'="


def recognise(file: File) -> bool:
    """Return whether the headings are LimeSurvey's, and the file is none of its exports for R or with two rows."""
    return style_of(file.heads) is not None and not (limesurvey_r.recognise(file) or limesurvey_vv.recognise(file))


def read(file: File, hints: Hints) -> Export:
    """Return the export; an `=` that was masked against spreadsheets is itself again.

    In full answers `N/A` says of a set that it was not shown. Of a yes/no question it says no more than a blank, also
    where nobody answered it.
    """
    if hints.structure is not None and limesurvey_r.is_syntax(hints.structure):
        return limesurvey_r.read(file, hints)
    style, separator = style_of(file.heads) or (Style.CODE, "")
    found = [Heading(name) for name in hints.names] or headings(file.heads, style, separator)
    cells = file.grid.frame([heading.column for heading in found], skip=0 if hints.names else 1)
    cells = change_texts(cells, _unmasked)
    sets = boxes_of(cells)
    alike = _alike(cells, sets)
    cells, not_shown = _without_neither(_plain_neither(cells), sets)
    return export(
        cells,
        path=str(file.path),
        sha256=file.sha256,
        format="limesurvey",
        signs=SIGNS,
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        not_shown=not_shown,
        labels={heading.column: heading.text for heading in found if heading.text and heading.column in cells},
        questions={heading.column.partition("/")[0]: heading.question for heading in found if heading.question},
        missing={
            column: {NEITHER: Reason.UNKNOWN} for column in map(str, cells) if texts_of(cells[column]) == {NEITHER}
        },
        alike=alike,
    )


def boxes_of(cells: pd.DataFrame) -> list[list[str]]:
    """Return the columns of each question that can be a set: nothing in them but ticks."""
    ticks = SIGNS.ticked | SIGNS.unticked | {NEITHER, ""}
    found = []
    for columns in questions_of([str(column) for column in cells]).values():
        boxes = [column for column in columns if not column.lower().endswith(TEXTS_BEHIND)]
        if boxes and all(texts_of(cells[column]) <= ticks for column in boxes):
            found.append(boxes)
    return found


def _unmasked(text: str) -> str:
    return text[1:] if text.startswith(MASKED) else text


def _plain_neither(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with `N/A` blank in yes/no and gender questions, which write it for not shown and left open."""
    said = YES | NO | GENDERS
    plain = [
        column
        for column in map(str, cells)
        if "/" not in column
        and NEITHER in (texts := texts_of(cells[column]))
        and texts & said
        and texts <= said | {NEITHER}
    ]
    return cells.assign(**change_texts(cells[plain], _blank_neither)) if plain else cells


def _without_neither(cells: pd.DataFrame, sets: Sequence[Sequence[str]]) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return the cells with `N/A` blank in whole sets that were not shown, and for whom they were not.

    Where only some boxes of a row say so, they may be an array's answers: these cells stay as they are.
    """
    import pandas as pd

    told: dict[str, pd.Series] = {}
    for boxes in sets:
        written = cells[list(boxes)].apply(lambda column: column.astype("string").str.strip() == NEITHER)
        if written.any(axis=None) and (written.all(axis=1) | ~written.any(axis=1)).all():
            told |= {column: written[column].astype(bool) for column in boxes}
    if not told:
        return cells, None
    return cells.assign(**change_texts(cells[list(told)], _blank_neither)), pd.DataFrame(told)


def _blank_neither(text: str) -> str:
    return "" if text.strip() == NEITHER else text


def _alike(cells: pd.DataFrame, sets: Sequence[Sequence[str]]) -> Alike:
    """Return which states this file writes alike.

    Only when each box says `No` or `N/A`, and none is blank, is a set that was not shown told from one left open.
    """
    said = {text for boxes in sets for column in boxes for text in texts_of(cells[column])}
    told = said & SIGNS.unticked and "" not in said
    return Alike(several=frozenset({State.LEFT_OPEN, State.NOT_TICKED} if told else State))
