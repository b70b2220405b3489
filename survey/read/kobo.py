"""Exports of KoboToolbox (CSV with semicolons, or XLSX) and of ODK Central (CSV).

Which part of a heading with slashes is what: `X/y` is the box y of the set X when X is a heading too (the
platform's default writes a set as one column and as its boxes), or when all columns under X hold 0, 1 and blank
alone and are blank together. Any other `X/y` is the question y in the group X: the group is left out of the
heading where the rest stays unique. ODK writes the group before a hyphen, which may stand in a name too: there the
longest path that two questions share is left out. Headings that are labels, not names, carry no groups and keep
all they say, but for line breaks, and slashes that stand in the text of a question or box, which become hyphens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from survey.read.export import Alike, Export, Hints, Signs, State
from survey.read.file import File
from survey.read.grid import name_heads

if TYPE_CHECKING:
    import pandas as pd

KOBO = frozenset(
    "_id _uuid _submission_time _validation_status _notes _status _submitted_by _tags _index _version_ __version__"
    " _xform_id_string formhub/uuid meta/instanceID meta/instanceName meta/rootUuid meta/deprecatedID"
    " meta/audit".split()
)
ODK = frozenset(
    "SubmissionDate KEY PARENT_KEY SubmitterID SubmitterName AttachmentsPresent AttachmentsExpected Status ReviewState"
    " DeviceID Edits FormVersion meta-instanceID meta-instanceName meta-rootUuid instanceID instanceName".split()
)
POINTS_AT_A_PERSON = frozenset(
    "_id _uuid _submission_time _submitted_by _notes _tags formhub/uuid meta/instanceID meta/instanceName meta/rootUuid"
    " meta/deprecatedID meta/audit SubmissionDate KEY SubmitterID SubmitterName DeviceID meta-instanceID"
    " meta-instanceName meta-rootUuid instanceID instanceName".split()
)
"""Numbers that a platform gives a response or a person, exact times, and what field workers wrote about them."""
FROM_THE_DEVICE = frozenset(
    "start end deviceid phonenumber simserial subscriberid username email audit start-geopoint".split()
)

SIGNS = Signs(
    ticked=frozenset({"1", "True", "TRUE", "true"}),
    unticked=frozenset({"0", "False", "FALSE", "false"}),
    none=True,
)
TICKS = SIGNS.ticked | SIGNS.unticked | {""}
PLACE = re.compile(r"(?P<before>.*/)?_(?P<question>.+)_(?:latitude|longitude|altitude|precision)", re.DOTALL)
"""Part of a geopoint: `_home_latitude`."""
ODK_PLACE = re.compile(r".+-(?:Latitude|Longitude|Altitude|Accuracy)")
FILE_NAME = re.compile(
    r"\S[^\n]*\.(?:jpe?g|png|gif|heic|mp3|m4a|amr|wav|ogg|aac|mp4|3gpp?|mov|webm|pdf|csv|docx?|xlsx?)"
)


def recognise(file: File) -> bool:
    """Return whether the headings hold the columns that KoboToolbox or ODK adds to every export."""
    heads = set(map(str.strip, file.heads))
    kobo = "_uuid" in heads and bool(heads & {"_submission_time", "_index", "_validation_status"})
    return kobo or ("KEY" in heads and bool(heads & {"SubmissionDate", "meta-instanceID"}))


def read(file: File, hints: Hints) -> Export:
    """Return the export: every response is finished, a set may be boxes, or names or labels joined by a space."""
    heads = hints.names or file.grid.top[0]
    raw = file.grid.frame(heads, skip=0 if hints.names else _heading_rows(file))
    written = dict(zip(name_heads(heads), heads, strict=True))
    platform = KOBO if "_uuid" in raw else ODK
    columns = _Columns(raw, {column: written[column].strip() for column in written if column in raw}, platform)
    cells = raw.rename(columns=columns.names)
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="kobo",
        cells=cells,
        signs=SIGNS,
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        response=next((cells[name] for name in ("_uuid", "KEY") if name in cells), None),
        finished=_all_finished(cells),
        identifiers=columns.called(_identifiers(columns)),
        platform=columns.called(platform.union(columns.sets.values())),
        labels=columns.labels,
        questions=columns.questions,
        joined=" ",
        alike=_alike(columns),
    )


def _alike(columns: _Columns) -> Alike:
    """Return what this file writes alike: where no set has boxes, a blank may also be one without a tick."""
    return Alike(several=frozenset({State.NOT_SHOWN, State.LEFT_OPEN} if columns.sets else State))


def _heading_rows(file: File) -> int:
    """Return 2 when a row of tags (`#age+years`) stands under the headings, as KoboToolbox can add."""
    second = [cell.strip() for cell in file.grid.top[1]] if len(file.grid.top) > 1 else []
    return 2 if any(second) and all(cell.startswith("#") for cell in second if cell) else 1


def _all_finished(cells: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series(True, index=cells.index, dtype=bool)


@dataclass(frozen=True)
class _Columns:
    """The columns of an export, and what their headings say."""

    raw: pd.DataFrame
    written: Mapping[str, str]
    """Each heading as it stands in the file, where the column has a number for one that is there twice."""
    platform: frozenset[str]

    @cached_property
    def asked(self) -> list[str]:
        """Return the columns that are not the platform's."""
        return [column for column in self.written if column not in self.platform]

    @cached_property
    def by_names(self) -> bool:
        """Return whether the headings are names, which hold no blank, and not labels."""
        return not any(re.search(r"\s", self.written[column]) for column in self.asked)

    @cached_property
    def sets(self) -> dict[str, str]:
        """Return for each box the heading of its set, which need not be a column itself."""
        boxes: dict[str, str] = {}
        latest: dict[str, str] = {}  # a label used twice: boxes belong to the last question before them
        for column in self.asked:
            parent = next((latest[before] for before in prefixes(self.written[column]) if before in latest), "")
            if parent and _texts(self.raw[column]) <= TICKS:
                boxes[column] = parent
            else:
                latest[self.written[column]] = column
        return boxes | self._without_summary(boxes)

    def _without_summary(self, known: Mapping[str, str]) -> dict[str, str]:
        """Return the boxes of sets that have no column of their own, told by what they hold."""
        rest = [column for column in self.asked if column not in known and column not in known.values()]
        ticks = {column for column in rest if {""} != _texts(self.raw[column]) <= TICKS}
        found: dict[str, str] = {}
        for column in rest:
            for parent in self._parents(column) if column in ticks else ():
                family = [one for one in rest if self.written[one].startswith(f"{parent}/")]
                if column not in found and ticks.issuperset(family) and self._is_set(parent, family):
                    found |= dict.fromkeys(family, parent)
        return found

    def _parents(self, column: str) -> list[str]:
        """Return what may be the set of a box: a name holds no slash, a label may."""
        parents = prefixes(self.written[column])
        return parents[-1:] if self.by_names else parents

    def _is_set(self, parent: str, family: Sequence[str]) -> bool:
        """Return whether these are boxes: none is deeper in a path, all are blank together, and some are unticked."""
        deeper = self.by_names and any("/" in self.written[one][len(parent) + 1 :] for one in family)
        if len(family) < 2 or deeper:
            return False
        unticked = any(_texts(self.raw[one]) & SIGNS.unticked for one in family)
        return unticked and _blank_together(self.raw[list(family)])

    @cached_property
    def names(self) -> dict[str, str]:
        """Return what each column is called: without its groups where that is unique, a box as `set/box`."""
        questions = list(dict.fromkeys(self.sets.get(column, column) for column in self.asked))
        called = self._without_groups(questions) if self.by_names else {one: _flat(one) for one in questions}
        names = [
            f"{called[self.sets[column]]}/{_flat(self._item(column))}"
            if column in self.sets
            else called.get(column, column)
            for column in self.written
        ]
        return dict(zip(self.written, name_heads(names), strict=True))

    def _without_groups(self, questions: Sequence[str]) -> dict[str, str]:
        """Return the last part of each path, or all of it where two would share it."""
        slashed = {one: one.rpartition("/")[2] for one in questions}
        last = _without_path(questions) if self.platform is ODK else slashed
        taken = Counter(last.values())
        return {one: name if taken[name] == 1 else one for one, name in last.items()}

    def _item(self, column: str) -> str:
        """Return the box's own part of a heading."""
        parent = self.written.get(self.sets[column], self.sets[column])
        return " ".join(self.written[column][len(parent) + 1 :].split())

    def called(self, columns: Collection[str]) -> tuple[str, ...]:
        """Return what these columns are called, in their order in the file."""
        return tuple(self.names[column] for column in self.written if column in columns)

    @property
    def labels(self) -> dict[str, str]:
        """Return the wording in headings that are labels; of a box its own."""
        wordings = {
            self.names[column]: self._item(column) if column in self.sets else _line(self.written[column])
            for column in self.asked
        }
        return {} if self.by_names else wordings

    @property
    def questions(self) -> dict[str, str]:
        """Return the wording of the sets."""
        wordings = {
            self.names[box].partition("/")[0]: _line(self.written.get(parent, parent))
            for box, parent in self.sets.items()
        }
        return {} if self.by_names else wordings


def prefixes(heading: str, sign: str = "/") -> list[str]:
    """Return what stands before each slash (or other sign) of a heading, the shortest first."""
    return [heading[: found.start()] for found in re.finditer(re.escape(sign), heading)]


def _without_path(questions: Sequence[str]) -> dict[str, str]:
    """Return the headings of ODK, whose groups stand before a hyphen, without the longest path that two share."""
    free = [one for one in questions if not ODK_PLACE.fullmatch(one)]
    shared = Counter(path for one in free for path in prefixes(one, "-"))
    paths = {one: [path for path in prefixes(one, "-") if shared[path] > 1] for one in free}
    return {one: one[len(paths[one][-1]) + 1 :] if paths.get(one) else one for one in questions}


def _texts(cells: pd.Series) -> set[str]:
    """Return the different texts of a column."""
    return {text.strip() for text in cells.cat.categories}


def _blank_together(boxes: pd.DataFrame) -> bool:
    """Return whether nobody has some of these columns blank and others filled."""
    blank = boxes.apply(lambda column: column.astype("string").str.strip() == "")
    return bool((blank.any(axis=1) == blank.all(axis=1)).all())


def _flat(label: str) -> str:
    """Return a label on one line, its slashes as hyphens: what stands behind a slash would be a box."""
    return _line(label.replace("/", "-"))


def _line(label: str) -> str:
    return " ".join(label.split())


def _identifiers(columns: _Columns) -> set[str]:
    """Return the columns that can point at a person: the platform's, places, files, and what the device tells."""
    heads = set(columns.written)
    media = {head for head in heads if f"{head}_URL" in heads}
    parts = [part for part in map(PLACE.fullmatch, heads) if part]
    places = {part.string for part in parts} | {f"{part['before'] or ''}{part['question']}" for part in parts}
    return {
        head
        for head in heads
        if head in (POINTS_AT_A_PERSON & columns.platform) | media | places
        or head.removesuffix("_URL") in media
        or head.rpartition("/")[2] in FROM_THE_DEVICE
        or ODK_PLACE.fullmatch(head)
        or _names_files(columns.raw[head])
    }


def _names_files(cells: pd.Series) -> bool:
    """Return whether every filled cell is the name of a picture, recording or document."""
    texts = _texts(cells) - {""}
    return bool(texts) and all(FILE_NAME.fullmatch(text) for text in texts)
