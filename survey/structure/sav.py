"""The questionnaire in an SPSS file: labels, categories, what is declared missing, multiple response sets.

A .sav says no more of a question than its label, and its categories can be labelled in part. So the codes that
occur are looked at too, but never a text that somebody typed. A user-missing code with a label is a category with
a reason (its wording stays readable); without one, or on a number, it is a missing code of the variable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.codebook import Choice, Label, Scale, Variable, VariableType
from survey.missing import Reason
from survey.read import spss
from survey.read.export import Export, Hints
from survey.read.file import File
from survey.read.sav import DATES, MOMENTS, TIMES, Dictionary, SavSet, read_dictionary
from survey.structure.absences import reason_of
from survey.structure.names import legal_code, legal_name
from survey.structure.sketch import Sketch

MOST_CODES = 12
"""A number with labels for some of so many codes at most is a scale with its ends named; more are amounts."""
LONGEST_NUMBER = 15


def recognise(file: File) -> bool:
    """Return whether the first bytes are those of an SPSS file."""
    return spss.recognise(file)


def sketch(file: File) -> Sketch:
    """Return the variables in the order of the file; labels have no language, for the file names none."""
    return Sketch(_Sketcher(read_dictionary(file), spss.read(file, Hints())).variables())


@dataclass
class _Sketcher:
    dictionary: Dictionary
    export: Export
    taken: set[str] = field(default_factory=set)

    def variables(self) -> tuple[Variable, ...]:
        sets = {found.name: found for found in self.dictionary.sets}
        columns = [str(column) for column in self.export.cells.columns]
        headings = dict.fromkeys(column.partition("/")[:2] for column in columns if column not in self.export.platform)
        return tuple(self._set(sets[name]) if slash else self._single(name) for name, slash in headings)

    def _name(self, heading: str) -> str:
        name = legal_name(heading, self.taken)
        self.taken.add(name)
        return name

    def _set(self, found: SavSet) -> Variable:
        boxes = [str(column) for column in self.export.cells.columns if str(column).startswith(f"{found.name}/")]
        missing = {code: why for box in boxes for code, why in self.export.missing.get(box, {}).items()}
        labels = {box.partition("/")[2]: self.export.labels.get(box, "") for box in boxes}
        return Variable(
            name=self._name(found.name),
            type=VariableType.SELECT_MULTIPLE,
            label=Label({"": found.label or found.name}),
            choices=_choices(labels, {}),
            missing={code: why for code, why in missing.items() if _writable(code)},
            column=found.name,
        )

    def _single(self, name: str) -> Variable:
        kind, choices = self._kind(name)
        missing = self.export.missing.get(name, {})
        reasons = {code for choice in choices for code in choice.written}
        return Variable(
            name=self._name(name),
            type=kind,
            label=Label({"": self.dictionary.labels[name] or name}),
            choices=choices,
            scale=Scale.ORDINAL if choices and self.dictionary.measures.get(name) == "ordinal" else Scale.NOMINAL,
            missing={code: why for code, why in missing.items() if code not in reasons and _writable(code)},
            identifier=name in self.export.identifiers,
            column=name,
        )

    def _kind(self, name: str) -> tuple[VariableType, tuple[Choice, ...]]:
        missing = self.export.missing.get(name, {})
        labels = self.dictionary.values.get(name, {})
        codes = [str(code) for code in self.export.cells[name].cat.categories if code and code not in missing]
        unnamed = [code for code in codes if code not in labels]
        if any(code not in missing for code in labels) and self._listed(name, codes, unnamed):
            return VariableType.SELECT_ONE, _choices(
                {**labels, **dict.fromkeys(sorted(unnamed, key=_size), "")}, missing
            )
        return self._type(name, codes), ()

    def _listed(self, name: str, codes: list[str], unnamed: list[str]) -> bool:
        """Return whether the labelled codes are categories, although others occur that have no label."""
        if not unnamed:
            return True
        return not self.dictionary.is_text(name) and len(codes) <= MOST_CODES and not any("." in code for code in codes)

    def _type(self, name: str, codes: list[str]) -> VariableType:
        form = self.dictionary.formats.get(name, "")
        if DATES.match(form) or MOMENTS.match(form):
            return VariableType.DATE
        long = any(len(code.lstrip("-").partition(".")[0]) > LONGEST_NUMBER for code in codes)
        if self.dictionary.is_text(name) or TIMES.match(form) or long:
            return VariableType.TEXT
        whole = not any("." in code for code in codes) if codes else form.endswith(".0")
        return VariableType.INTEGER if whole else VariableType.DECIMAL


def _choices(labels: Mapping[str, str], missing: Mapping[str, Reason]) -> tuple[Choice, ...]:
    names: set[str] = set()
    made = []
    for code, label in labels.items():
        name = legal_code(code, names)
        names.add(name)
        reason = missing.get(code) or reason_of(label)
        made.append(Choice(name, Label({"": label or code}), () if name == code else (code,), reason))
    return tuple(made)


def _size(code: str) -> float:
    return float(code)


def _writable(code: str) -> bool:
    """Return whether a workbook can hold this missing code: `code=reason`, apart by blanks."""
    return not set(code) & set("= \t")
