"""The heading rows of a Qualtrics export: which question and which box each column holds, and what it is called.

Row 1 has tags that a researcher can edit, row 2 wording in the language of the account, row 3 the platform's own ids.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from survey.read.grid import name_heads

ID = re.compile(r"^\{\s*['\"]ImportId['\"]")
LONGEST_ID = 2_000
"""How many characters an id is read of; a longer one is none."""

QUESTION = re.compile(r"^(?P<question>(?:[^_]+_)?QID\d+(?:#\d+)?)(?P<rest>.*)$", re.DOTALL)
"""`QID5`, `QID5_1`, `QID5-1`, `QID10#2_1`, `QID5_7_TEXT`, and in a loop `1_QID5_2`."""
ADDED = re.compile(
    r"_TEXT_[0-9a-z]{16,}\w*$|_DO(?:_\d+)?$|_NPS_GROUP$"
    r"|_(?:BROWSER|VERSION|OS|RESOLUTION|FIRST_CLICK|LAST_CLICK|PAGE_SUBMIT|CLICK_COUNT)$"
)
"""What the platform itself adds to a question: Text iQ, display order, browser, clicks."""
DEVICE = re.compile(r"_(?:BROWSER|VERSION|OS|RESOLUTION)$")
ORDER = re.compile(r"^DO-|_DO(?:_\d+)?$")
"""Tags of display orders where there are no ids, in old and in present files."""
NUMBERED = re.compile(r"^(?P<stem>.+)_(?P<item>-?\d+)$", re.DOTALL)

PICKED = frozenset({"Selected Choice", "Geselecteerde keuze", "Choix sélectionné", "Ausgewählte Option"})
"""What stands between question and choice where a choice has a text field."""
TWICE = re.compile(r"^(.+?)_(?=\1_)")
"""`Q5_Q5_1_2` for `Q5_1_2`: the files of 2016 and 2017 put the question before the tag of its row."""


@dataclass(frozen=True)
class Head:
    """One column as its heading rows describe it."""

    tag: str
    text: str = ""
    id: str = ""
    """The platform's own id, empty in legacy files."""
    choice: str = ""
    """The choice it says to be about, where the id leaves that out."""

    @cached_property
    def question(self) -> str:
        """Return the platform's id of the question, or nothing."""
        match = QUESTION.match(self.id)
        return match["question"] if match else ""

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Return the row and choice it is for, by the platform's numbers; none for what stands beside the answers."""
        match = QUESTION.match(self.id)
        rest = match["rest"] if match else ""
        parts = [part for part in re.split(r"[-_]", rest) if part] + ([self.choice] if self.choice else [])
        return tuple(parts) if all(re.fullmatch(r"x?\d+", part) for part in parts) else ()

    @property
    def added(self) -> bool:
        """Return whether the platform added this column by itself."""
        return bool(ADDED.search(self.id) if self.id else ORDER.search(self.tag))


@dataclass(frozen=True)
class Names:
    """What the columns are called, with the wording of their headings."""

    columns: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For a column with a slash the code behind it and its wording: what a tick there looks like."""


@dataclass(frozen=True)
class _Group:
    """Columns of one question, by place, and what their tags begin with."""

    stem: str
    places: tuple[int, ...]
    shared: int
    """How long the part is that the tags share, with the sign behind it."""


def read_id(cell: str) -> tuple[str, str]:
    """Return the id and choice in a cell of row 3: JSON, or as Python wrote it in 2016 and 2017."""
    text = cell.strip()[: LONGEST_ID + 1]
    if not ID.match(text) or len(text) > LONGEST_ID:
        return "", ""
    try:
        found = json.loads(text)
    except ValueError:
        found = _literal(text)
    if not isinstance(found, dict):
        return "", ""
    return str(found.get("ImportId", "")), str(found.get("choiceId", "") or "")


def read_heads(rows: Sequence[Sequence[str]]) -> tuple[Head, ...]:
    """Return one head for each column; `rows` are one, two or three heading rows."""
    tags = rows[0]
    texts, ids = (rows[place] if len(rows) > place else [""] * len(tags) for place in (1, 2))
    heads = (Head(tag.strip(), text.strip(), *read_id(id_)) for tag, text, id_ in zip(tags, texts, ids, strict=True))
    return tuple(replace(head, tag=TWICE.sub("", head.tag)) if head.id.startswith("QID") else head for head in heads)


def name_columns(heads: Sequence[Head]) -> Names:
    """Return unique names for the columns: `Q4/2` for a box, row or field of question `Q4`, else the tag.

    With ids, columns belong together that have one question (and row) there; the part behind the slash is what
    their tags do not share. Without ids, columns side by side do whose tags end in a number and whose wording
    begins alike.
    """
    drafts, questions = [head.tag for head in heads], {}
    parts: dict[int, str] = {}
    for group in _unlike(_grouped(heads), {head.tag for head in heads}):
        questions[group.stem], wordings = _wordings([heads[place].text for place in group.places])
        parts |= zip(group.places, wordings, strict=True)
        for place in group.places:
            drafts[place] = f"{group.stem}/{heads[place].tag[group.shared :]}"
    names = name_heads(drafts)
    labels = {name: parts.get(place, heads[place].text) for place, name in enumerate(names)}
    marks = {names[place]: frozenset({drafts[place].rpartition("/")[2], part} - {""}) for place, part in parts.items()}
    columns = tuple(name if draft else "" for name, draft in zip(names, drafts, strict=True))
    return Names(columns, _filled(labels), _filled(questions), marks)


def shared_names(tags: Sequence[str]) -> list[str]:
    """Return what columns with these tags of one question are called: `Q4/1`, or the tag where nothing is shared."""
    stem = _stem(tags)
    return [f"{stem}/{tag[len(stem) + 1 :]}" if stem else tag for tag in tags]


def _literal(text: str) -> object:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: " ".join(text.split()) for name, text in texts.items() if text}


def _group(heads: Sequence[Head], places: Sequence[int]) -> _Group:
    stem = _stem([heads[place].tag for place in places])
    return _Group(stem, tuple(places), len(stem) + 1)


def _grouped(heads: Sequence[Head]) -> list[_Group]:
    if any(head.id for head in heads):
        return _by_id(heads)
    return _by_tag(heads)


def _by_id(heads: Sequence[Head]) -> list[_Group]:
    found: dict[tuple[str, ...], list[int]] = {}
    for place, head in enumerate(heads):
        if head.items and head.tag:
            found.setdefault((head.question, *head.items[:-1]), []).append(place)
    groups = (_group(heads, places) for places in found.values())
    return [group for group in groups if group.stem]


def _by_tag(heads: Sequence[Head]) -> list[_Group]:
    runs: list[list[int]] = []
    before = ""
    for place, head in enumerate(heads):
        match = NUMBERED.match(head.tag)
        stem = match["stem"] if match and not head.added else ""
        if stem and stem == before:
            runs[-1].append(place)
        elif stem:
            runs.append([place])
        before = stem or ("" if not head.tag.endswith("_TEXT") else before)
    together = (run for run in runs if len(run) > 1 and _wordings([heads[place].text for place in run])[0])
    return [_group(heads, run) for run in together]


def _stem(tags: Sequence[str]) -> str:
    """Return what all tags begin with, up to a `_`; nothing when that leaves no code behind it."""
    if len(set(tags)) == 1:
        match = NUMBERED.match(tags[0])
        return match["stem"] if match else ""
    parts = [tag.split("_")[:-1] for tag in tags]
    shared = []
    for several in zip(*parts, strict=False):
        if len(set(several)) > 1:
            break
        shared.append(several[0])
    return "_".join(shared)


def _unlike(groups: Iterable[_Group], tags: set[str]) -> list[_Group]:
    """Return the groups with different stems: a tag can be given to two questions."""
    taken: set[str] = set()
    unlike = []
    for group in groups:
        stem, times = group.stem, 1
        while stem in taken or (times > 1 and stem in tags):
            times += 1
            stem = f"{group.stem}#{times}"
        taken.add(stem)
        unlike.append(replace(group, stem=stem))
    return unlike


def _wordings(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the wording of a question and of its boxes, which row 2 puts together: `question - choice`."""
    for mark in (" - ", "-"):
        shared = _shared([text.split(mark)[:-1] for text in texts])
        if shared:
            rest = [mark.join(text.split(mark)[len(shared) :]).strip() for text in texts]
            spoken = shared[:-1] if shared[-1] in PICKED and len(shared) > 1 else shared
            return mark.join(spoken).strip(), rest
    return "", list(texts)


def _shared(parts: Sequence[Sequence[str]]) -> list[str]:
    shared = []
    for several in zip(*parts, strict=False):
        if len(set(several)) > 1:
            break
        shared.append(several[0])
    return shared
