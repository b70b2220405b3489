"""A later wave's workbook laid over the questionnaire of the wave before, row by row.

A filled cell replaces, an empty one inherits, `-` empties. A new question stands behind the row above it in the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from survey.codebook import GROUP_LIST, ITEM_LIST
from survey.errors import Problem, StudyError, did_you_mean, problem
from survey.workbook import Line

GONE = "gone"
"""The type of a question that this wave no longer asked."""

EMPTIED = "-"
"""What empties a cell that the wave before filled."""

GROUPS = frozenset({"begin_group", "end_group"})
UNLABELLED = frozenset({"calculate", "note"})


@dataclass(frozen=True)
class Form:
    """A questionnaire as the rows of its two sheets."""

    survey: tuple[Line, ...]
    choices: tuple[Line, ...]


def lay_over(before: Form, changes: Mapping[str, Sequence[Line]], wave: str, *, whole: bool = False) -> Form:
    """Return the questionnaire of a wave; raise `StudyError` with every row of its workbook that cannot be used."""
    laid = _Overlay(wave, list(before.survey))
    rows = changes.get("survey", ())
    if whole:
        laid.write_whole(rows)
    else:
        laid.change(rows)
    choices = laid.replace_lists(before.choices, changes.get("choices", ()))
    if laid.problems:
        raise StudyError(*laid.problems)
    return Form(tuple(laid.rows), choices)


@dataclass
class _Overlay:
    """The rows of one wave in the making, and what is wrong with its workbook."""

    wave: str
    rows: list[Line]
    problems: list[Problem] = field(default_factory=list)

    def change(self, changes: Iterable[Line]) -> None:
        """Take over row by row; questions that are gone leave last, so that others can stand where they stood."""
        above, gone, seen = "", set[str](), set[str]()
        for row in changes:
            try:
                self._refuse_odd(row, seen)
                if row["type"] == GONE:
                    self._gone(row)
                    gone.add(row["name"])
                else:
                    self._place(self._filled(row), row, above)
            except StudyError as error:
                self.problems += error.problems
            seen.add(row["name"])
            above = row["name"] if self._position(row["name"]) is not None else above
        self.rows = [line for line in self.rows if line["name"] not in gone or line["type"] in GROUPS]

    def write_whole(self, listed: Iterable[Line]) -> None:
        """Take the questionnaire as listed; what is calculated, or of other waves, stays behind its old neighbour."""
        made: list[Line] = []
        seen: set[str] = set()
        for row in listed:
            try:
                if row["type"] not in GROUPS:
                    self._refuse_odd(row, seen, whole=True)
                    seen.add(row["name"])
                if row["type"] != GONE:
                    made.append(self._group(row) if row["type"] in GROUPS else self._filled(row))
            except StudyError as error:
                self.problems += error.problems
        before, self.rows = self.rows, made
        above = ""
        for line in before:
            if line["name"] and line["name"] not in seen and line["type"] not in GROUPS and self._stays(line):
                self._insert(line, above)
            above = line["name"] if self._position(line["name"]) is not None else above

    def replace_lists(self, before: Sequence[Line], listed: Sequence[Line]) -> tuple[Line, ...]:
        """Return the categories, with each list that the wave's workbook names taken from there."""
        new: dict[str, list[Line]] = {}
        for row in listed:
            new.setdefault(row["list_name"], []).append(row)
        used = {line["type"].partition(" ")[2].strip() for line in self.rows} | {ITEM_LIST, GROUP_LIST, ""}
        for name in set(new) - used:
            what = f"no question of wave {self.wave} uses the list '{name}'"
            self.problems.append(Problem(what, new[name][0].place, did_you_mean(name, used - {"", *new})))
        kept = {line["list_name"] for line in before}
        made = [each for name in dict.fromkeys(line["list_name"] for line in before) for each in (
            new[name] if name in new else [line for line in before if line["list_name"] == name]
        )]  # fmt: skip
        return (*made, *(row for name, rows in new.items() if name not in kept for row in rows))

    def _refuse_odd(self, row: Line, seen: set[str], *, whole: bool = False) -> None:
        """Raise for a row that says what no row of a wave's workbook can say."""
        name = row["name"]
        if row["type"] in GROUPS:
            advice = "Add whole = true to the wave in study.toml, and list every question, or leave groups out."
            raise problem("only a workbook that lists the whole questionnaire has groups", row.place, advice)
        if not name:
            raise problem("this row names no question", row.place, "Fill the column name.")
        if name in seen:
            raise problem(f"the question '{name}' is there twice", row.place, "Keep one row.")
        if row["waves"]:
            advice = "Leave it empty: a wave's workbook is about that wave."
            raise problem("only the study's own workbook has the column waves", row.place, advice)
        if whole and row["after"]:
            advice = "Leave it empty: in a workbook that lists every question the order of its rows is the order."
            raise problem("the column after says nothing here", row.place, advice)
        self._refuse_other_waves(row)

    def _refuse_other_waves(self, row: Line) -> None:
        known = self._find(row["name"])
        if known is None or not known["waves"]:
            return
        if row["type"] == GONE or self.wave not in known["waves"].split():
            what = f"the column waves of the study's workbook says already which waves asked '{row['name']}'"
            raise problem(what, row.place, "Leave this row out, or empty that cell.")

    def _gone(self, row: Line) -> None:
        if self._find(row["name"]) is None:
            what = f"'{row['name']}' cannot be gone: the wave before did not ask it"
            raise problem(what, row.place, did_you_mean(row["name"], self._names()))

    def _filled(self, row: Line) -> Line:
        """Return a row with the cells it inherits; raise when a new question lacks what it cannot inherit."""
        known = self._find(row["name"])
        line = _over(known, row)
        if not line["type"]:
            advice = did_you_mean(row["name"], self._names()) if known is None else "Name a type."
            raise problem(
                f"the {'new ' if known is None else ''}question '{row['name']}' has no type", row.place, advice
            )
        if known is None and not line.label() and line["type"] not in UNLABELLED and not line.yes("identifier"):
            raise problem(f"the new question '{row['name']}' has no label", row.place, "Write how it was asked.")
        return line

    def _group(self, row: Line) -> Line:
        known = (line for line in self.rows if line["type"] == "begin_group" and line["name"] == row["name"])
        return _over(next(known, None), row) if row["type"] == "begin_group" and row["name"] else row

    def _place(self, line: Line, row: Line, above: str) -> None:
        """Put a question where it stood, or behind the one that `after` names, or behind the row above it."""
        spot, after = self._position(line["name"]), row["after"]
        if after and (after == line["name"] or self._position(after) is None):
            advice = did_you_mean(after, [name for name in self._names() if name != line["name"]])
            raise problem(
                f"'{line['name']}' cannot stand after '{after}': there is no such question", row.place, advice
            )
        if spot is not None and not after:
            self.rows[spot] = line
            return
        if spot is not None:
            del self.rows[spot]
        self._insert(line, after or above)

    def _insert(self, line: Line, behind: str) -> None:
        spot = self._position(behind)
        self.rows.insert(len(self.rows) if spot is None else spot + 1, line)

    def _stays(self, line: Line) -> bool:
        """Return whether a question that a whole questionnaire does not list stays for what it is, or for others."""
        if line["waves"] and self.wave in line["waves"].split():
            what = (
                f"the column waves says that wave {self.wave} asked '{line['name']}'; its own workbook does not list it"
            )
            self.problems.append(Problem(what, line.place, "Mend one of the two."))
        return bool(line["waves"]) or line["type"] == "calculate"

    def _find(self, name: str) -> Line | None:
        spot = self._position(name)
        return None if spot is None else self.rows[spot]

    def _position(self, name: str) -> int | None:
        if not name:
            return None
        rows = enumerate(self.rows)
        return next((spot for spot, line in rows if line["name"] == name and line["type"] not in GROUPS), None)

    def _names(self) -> list[str]:
        return [line["name"] for line in self.rows if line["name"] and line["type"] not in GROUPS]


def _over(known: Line | None, row: Line) -> Line:
    """Return a row laid over the one it changes."""
    cells = {**(known.cells if known else {}), **row.cells}
    return Line({key: text for key, text in cells.items() if text != EMPTIED and key != "after"}, row.place)
