"""Questions asked on several occasions: REDCap describes a field once, its export has `field@event` for each event."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from survey.codebook import Label, Variable
from survey.read.export import Export
from survey.structure.names import legal_name
from survey.structure.sketch import Sketch

REFERENCE = re.compile(r"\$\{([^}]+)\}")


def spread(sketch: Sketch, exports: Sequence[Export]) -> Sketch:
    """Return the sketch with a question for each occasion of which an export has a column `heading@occasion`.

    Their pages come after those of what was asked once, occasion by occasion. Routing asks for the answers of the
    same occasion; where these are not there, it is kept as text.
    """
    held = _occasions(exports)
    when = {variable.name: held.get(variable.column or variable.name, ()) for variable in sketch.variables}
    if not any(when.values()):
        return sketch
    once = tuple(variable for variable in sketch.variables if not when[variable.name])
    order = dict.fromkeys(occasion for occasions in held.values() for occasion in occasions)
    copies = [
        _copy(variable, occasion, when)
        for occasion in order
        for variable in sketch.variables
        if occasion in when[variable.name]
    ]
    groups = {name: label for name, label in sketch.groups.items() if any(v.group == name for v in once)}
    for occasion in order:
        groups |= {
            _joined(name, occasion): _said(label, occasion)
            for name, label in sketch.groups.items()
            if any(variable.group == _joined(name, occasion) for variable in copies)
        }
    return replace(sketch, variables=(*once, *copies), groups=groups)


def _occasions(exports: Sequence[Export]) -> dict[str, tuple[str, ...]]:
    """Return the occasions of each heading, unless there is a column without one too."""
    found: dict[str, dict[str, None]] = {}
    plain: set[str] = set()
    for export in exports:
        for column in map(str, export.cells.columns):
            heading, sign, rest = column.partition("@")
            plain |= set() if sign else {column.partition("/")[0]}
            if sign:
                found.setdefault(heading, {})[rest.partition("/")[0]] = None
    return {heading: tuple(occasions) for heading, occasions in found.items() if heading not in plain}


def _copy(variable: Variable, occasion: str, when: Mapping[str, Sequence[str]]) -> Variable:
    asked = REFERENCE.findall(variable.relevant)
    here = all(occasion in when.get(name, ()) for name in asked)
    rule = REFERENCE.sub(lambda match: f"${{{_joined(match[1], occasion)}}}", variable.relevant)
    return replace(
        variable,
        name=_joined(variable.name, occasion),
        label=_said(variable.label, occasion),
        relevant=rule if here else "",
        routing=variable.routing if here else variable.routing or variable.relevant,
        group=_joined(variable.group, occasion) if variable.group else "",
        column=f"{variable.column or variable.name}@{occasion}",
    )


def _joined(name: str, occasion: str) -> str:
    return legal_name(f"{name}_{occasion}")


def _said(label: Label, occasion: str) -> Label:
    words = re.sub(r"[_.]+", " ", occasion)
    return Label({language: f"{text} – {words}" for language, text in label.texts.items()})
