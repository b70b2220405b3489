"""REDCap's data dictionary: one row per field, with its type, choices and branching logic.

Limits of a field are not taken over: REDCap only warns about them, and stores what lies outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from survey.codebook import Choice, Label, Variable, VariableType
from survey.read.file import File, Kind
from survey.read.identifiers import identifying
from survey.structure.absences import reason_of
from survey.structure.names import legal_code, legal_name
from survey.structure.qsf_payload import plain_text
from survey.structure.redcap_rules import translate
from survey.structure.sketch import Sketch

HEADS: Mapping[str, tuple[str, str]] = {
    "name": ("Variable / Field Name", "field_name"),
    "form": ("Form Name", "form_name"),
    "section": ("Section Header", "section_header"),
    "type": ("Field Type", "field_type"),
    "label": ("Field Label", "field_label"),
    "choices": ("Choices, Calculations, OR Slider Labels", "select_choices_or_calculations"),
    "validation": (
        "Text Validation Type OR Show Slider Number",
        "text_validation_type_or_show_slider_number",
    ),
    "identifier": ("Identifier?", "identifier"),
    "logic": ("Branching Logic (Show field only if...)", "branching_logic"),
    "matrix": ("Matrix Group Name", "matrix_group_name"),
    "annotation": ("Field Annotation", "field_annotation"),
}
"""The heads that are used here, of the 18: as the website writes them, and as its API does."""
FIRST = ("name", "form", "section", "type", "label", "choices")

TYPES = {
    "notes": VariableType.TEXT,
    "dropdown": VariableType.SELECT_ONE,
    "radio": VariableType.SELECT_ONE,
    "yesno": VariableType.SELECT_ONE,
    "truefalse": VariableType.SELECT_ONE,
    "checkbox": VariableType.SELECT_MULTIPLE,
    "slider": VariableType.INTEGER,
    "calc": VariableType.DECIMAL,
}
VALIDATED = (
    (re.compile(r"integer"), VariableType.INTEGER),
    (re.compile(r"number.*"), VariableType.DECIMAL),
    (re.compile(r"date(time)?_.*"), VariableType.DATE),
)
CONTACTS = frozenset({"email", "phone", "phone_australia", "phone_uk", "ssn", "mrn_10d", "mrn_generic"})
"""Validations of what points at a person."""
FIXED = {"yesno": "1, Yes | 0, No", "truefalse": "1, True | 0, False"}
NOT_ASKED = frozenset({"descriptive"})
TRUTHS = {"0": "FALSE", "1": "TRUE"}
"""How statistics programs write a field of 0 and 1."""
OPEN = ("...", "…")
ALONE = re.compile(r"@NONEOFTHEABOVE\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|([\w.-]+))", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One row of the dictionary."""

    cells: Mapping[str, str]
    header: str = ""
    """What stands above a matrix, or begins a sentence that the fields end ("Was the patient...")."""

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


def recognise(file: File) -> bool:
    """Return whether the first headings are those of a data dictionary."""
    heads = [head.strip() for head in file.heads]
    return file.kind in {Kind.TEXT, Kind.WORKBOOK} and any(
        heads[: len(FIRST)] == [HEADS[key][spelling] for key in FIRST] for spelling in (0, 1)
    )


def sketch(file: File) -> Sketch:
    """Return the fields in order, each form a page; labels have no language, for the dictionary names none."""
    rows = _rows(file)
    variables: dict[str, Variable] = {}
    for place, row in enumerate(rows):
        if row["type"] not in NOT_ASKED:
            variables[row["name"]] = _variable(row, record=place == 0)
    routed = tuple(_routed(variables[row["name"]], row["logic"], variables) for row in rows if row["name"] in variables)
    forms = dict.fromkeys(row["form"] for row in rows)
    return Sketch(routed, {legal_name(form): Label({"": _spaced(form)}) for form in forms})


def marked(file: File) -> frozenset[str]:
    """Return the fields that the dictionary marks as identifiers, or that hold a file."""
    return frozenset(row["name"] for row in _rows(file) if _is_marked(row))


def split_choices(text: str) -> dict[str, str]:
    """Return labels by code: `1, one | 2, two, or more`; the code ends at the first comma."""
    found: dict[str, str] = {}
    for part in text.split("|"):
        code, comma, label = part.partition(",")
        if code.strip():
            found.setdefault(code.strip(), plain_text(label) if comma else code.strip())
    return found


def _rows(file: File) -> list[Row]:
    """Return the rows by our names for the heads, each with the header that its wording needs."""
    keys = {spelling: key for key, spellings in HEADS.items() for spelling in spellings}
    rows: list[Row] = []
    stretch, header = "", ""
    for line in file.grid.frame(file.heads).astype(str).to_dict("records"):
        told = {keys[str(head)]: str(cell).strip() for head, cell in line.items() if str(head) in keys}
        here = f"{told['form']}/{told.get('matrix', '')}"
        if here != stretch or told.get("section"):
            stretch, header = here, plain_text(told.get("section", ""))
        rows.append(Row(told, header if told.get("matrix") or header.endswith(OPEN) else ""))
    return rows


def _variable(row: Row, *, record: bool) -> Variable:
    label = " – ".join(part for part in (row.header, plain_text(row["label"])) if part)
    kind = _type(row)
    return Variable(
        name=legal_name(row["name"]),
        type=kind,
        label=Label({"": label or row["name"]}),
        choices=_choices(row, kind),
        identifier=record or _is_marked(row) or _looks_so(row, label),
        group=legal_name(row["form"]),
        column=row["name"],
    )


def _type(row: Row) -> VariableType:
    if row["type"] in TYPES:
        return TYPES[row["type"]]
    return next((kind for form, kind in VALIDATED if form.fullmatch(row["validation"])), VariableType.TEXT)


def _is_marked(row: Row) -> bool:
    return row["identifier"].lower() == "y" or row["type"] == "file" or row["validation"] in CONTACTS


def _looks_so(row: Row, label: str) -> bool:
    """Return whether name or wording points at a person; the wording of a question with choices only asks about it."""
    return identifying(row["name"], "" if _has_choices(row) else label)


def _has_choices(row: Row) -> bool:
    return TYPES.get(row["type"]) in {VariableType.SELECT_ONE, VariableType.SELECT_MULTIPLE}


def _choices(row: Row, kind: VariableType) -> tuple[Choice, ...]:
    if not _has_choices(row):
        return ()
    labels = split_choices(FIXED.get(row["type"], row["choices"]))
    alone = _alone(row["annotation"])
    truths = TRUTHS if kind is VariableType.SELECT_ONE and set(labels) == set(TRUTHS) else {}
    taken: set[str] = set()
    made = []
    for code, label in labels.items():
        name = legal_code(code, taken)
        taken.add(name)
        written = code.lower() if kind is VariableType.SELECT_MULTIPLE else code  # headings are in small letters
        codes = tuple(dict.fromkeys([written, *([truths[code]] if code in truths else [])]))
        made.append(
            Choice(
                name,
                Label({"": label or code}),
                () if codes == (name,) else codes,
                reason_of(label),
                exclusive=kind is VariableType.SELECT_MULTIPLE and code in alone,
            )
        )
    return tuple(made)


def _alone(annotation: str) -> frozenset[str]:
    """Return the codes that untick all others: `@NONEOFTHEABOVE='98,99'`."""
    match = ALONE.search(annotation)
    text = next((group for group in match.groups() if group), "") if match else ""
    return frozenset(code.strip() for code in text.split(",") if code.strip())


def _routed(variable: Variable, logic: str, variables: Mapping[str, Variable]) -> Variable:
    if not logic:
        return variable
    rule = translate(logic, variables)
    return replace(variable, relevant=rule) if rule else replace(variable, routing=" ".join(logic.split()))


def _spaced(form: str) -> str:
    return form.replace("_", " ").capitalize()
