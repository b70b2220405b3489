"""Types of questions in an XLSForm, and what we make of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from survey.codebook import Choice, Label, VariableType
from survey.structure.xlsform_cells import Line

SELECT = re.compile(
    r"(?P<kind>select_one|select one(?: from)?|select1|add select one prompt using"
    r"|select_multiple|select multiple(?: from)?|select all that apply(?: from)?|add select multiple prompt using|rank)"
    r"\s+(?P<list>\S+)(?P<other>\s+or[_ ](?:other|specify other))?",
    re.IGNORECASE,
)
TYPES: Mapping[str, VariableType] = {
    **dict.fromkeys(("integer", "int"), VariableType.INTEGER),
    **dict.fromkeys(("decimal", "number"), VariableType.DECIMAL),
    **dict.fromkeys(("date", "today"), VariableType.DATE),
    **dict.fromkeys(("text", "string", "time", "datetime"), VariableType.TEXT),
}
IDENTIFYING = frozenset(
    "start end deviceid device_id subscriberid subscriber_id simserial sim_serial phonenumber phone_number phone"
    " username user_name email geopoint gps location geotrace geoshape start-geopoint background-geopoint image photo"
    " audio background-audio video file barcode audit".split()
)
"""Types that hold a place, a device, a person's number, a file, or the exact time."""
ELSEWHERE = re.compile(r"(?:select_(?:one|multiple)_(?:from_file|external)|osm)\s.*", re.IGNORECASE)
"""Choices that stand in another file or sheet: what was chosen is taken as text."""
ROWS = frozenset({"score__row", "rank__level"})
"""Rows of KoboToolbox's matrices, which share the list of the group."""
NUMBERS = re.compile(
    r"(?:\$\{[^}]*\}|[\d.]+|[-+*()\s,]|div|mod|int|round|sum|min|max|number|pow|abs|sqrt|count-selected|string-length)+"
)
COUNTS = re.compile(
    r"[*+]|\s-\s|\b(?:div|mod|int|round|sum|min|max|number|pow|abs|sqrt|count-selected|string-length)\b"
)


@dataclass(frozen=True)
class Asked:
    """What a question asks for."""

    type: VariableType
    list_name: str = ""
    choices: tuple[Choice, ...] = ()
    other: bool = False
    """Whether the platform adds "other" to the choices, and a text behind it."""
    identifier: bool = False


def read_type(line: Line, group_list: str, lists: Mapping[str, tuple[Choice, ...]]) -> Asked | None:
    """Return what a question asks for, or nothing for a row that collects no answer (a note, an unknown type).

    `group_list` is the list of the group it stands in. A choice from a list that the form does not hold is a text.
    """
    written = " ".join(line["type"].split())
    word = written.lower()
    select = SELECT.fullmatch(written)
    if not line["name"]:
        return None
    if select:
        return _select(select, lists)
    if word in ROWS:
        return _listed(VariableType.SELECT_ONE, group_list, lists)
    if word in {"acknowledge", "trigger"}:
        return Asked(VariableType.SELECT_ONE, "acknowledge", (Choice("OK", Label({"": "OK"})),))
    if word in IDENTIFYING or word.startswith(("uri:", "get ")):
        return Asked(VariableType.TEXT, identifier=True)
    return _plain(line, word)


def _plain(line: Line, word: str) -> Asked | None:
    if word == "calculate":
        return Asked(VariableType.DECIMAL if is_number(line["calculation"]) else VariableType.TEXT)
    if word == "range":
        whole = all(re.fullmatch(r"-?\d+", value) for value in re.findall(r"=\s*(\S+)", line["parameters"]))
        return Asked(VariableType.INTEGER if whole else VariableType.DECIMAL)
    if ELSEWHERE.fullmatch(line["type"]):
        return Asked(VariableType.TEXT)
    return Asked(TYPES[word]) if word in TYPES else None


def _select(select: re.Match[str], lists: Mapping[str, tuple[Choice, ...]]) -> Asked:
    kind = select["kind"].lower()
    several = "multiple" in kind or "all that apply" in kind
    made = VariableType.SELECT_MULTIPLE if several else VariableType.SELECT_ONE
    asked = _listed(VariableType.RANK if kind == "rank" else made, select["list"], lists)
    return Asked(asked.type, asked.list_name, asked.choices, other=bool(select["other"]) and bool(asked.choices))


def _listed(kind: VariableType, name: str, lists: Mapping[str, tuple[Choice, ...]]) -> Asked:
    return Asked(kind, name, lists[name]) if name in lists else Asked(VariableType.TEXT)


def is_number(calculation: str) -> bool:
    """Return whether a calculation can only give a number: it counts with something, and does nothing else."""
    return NUMBERS.fullmatch(calculation) is not None and COUNTS.search(calculation) is not None
