"""`study.toml`: a dozen lines of settings, checked key by key."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from survey.errors import Problem, StudyError, did_you_mean, problem
from survey.missing import Reason

NAME = "study.toml"

SHAPES = {
    "dict_type": 'a table, such as { nl = "…", en = "…" }',
    "list_type": "a list in square brackets",
    "too_short": "a list of at least one",
    "too_long": "a shorter list",
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date, such as 2019-06-03",
    "date_parsing": "a date, such as 2019-06-03",
    "date_from_datetime_parsing": "a date, such as 2019-06-03",
    "string_pattern_mismatch": "letters, digits, spaces, points and dashes only",
}
"""What a setting must look like, for pydantic's kinds of complaint."""


class Part(BaseModel):
    """A table of the file; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StudyPart(Part):
    """`[study]`."""

    title: dict[str, str]
    languages: list[str] = Field(min_length=1)
    synthetic: bool = False

    @field_validator("languages")
    @classmethod
    def _once(cls, languages: list[str]) -> list[str]:
        if len(set(languages)) != len(languages):
            raise ValueError("a language is there twice")
        return languages


class WavePart(Part):
    """`[[wave]]`: one round of fieldwork and its exports."""

    name: str = Field(pattern=r"^[\w. -]+$")
    export: list[str] = Field(min_length=1)
    format: str = ""
    structure: str = ""
    """The second file of an export that comes in two (LimeSurvey's R file)."""
    rename: dict[str, dict[str, str]] = Field(default_factory=dict)
    """By file: headings that are another one in the workbook."""
    header: bool = True
    finished: str = ""
    """A rule that tells who finished, for exports that do not say it."""
    fieldwork: list[date] = Field(default_factory=list, max_length=2)
    """First and last day."""
    codebook: str = ""
    """The wave's own workbook, relative to the study folder: what changed since the wave before."""
    whole: bool = False
    """Its workbook lists every question of the wave: what is not in it was not asked."""

    @field_validator("export", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @field_validator("export")
    @classmethod
    def _printable(cls, names: list[str]) -> list[str]:
        if not all(name.strip() and name.isprintable() for name in names):
            raise ValueError("this cannot be the name of a file")
        return names

    @model_validator(mode="after")
    def _renames_files(self) -> WavePart:
        strange = next((file for file in self.rename if file not in self.export), None)
        if strange is not None:
            raise ValueError(f"rename speaks of '{strange}', which is no export of this wave")
        return self

    @field_validator("codebook")
    @classmethod
    def _own_workbook(cls, name: str) -> str:
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if name and (not parts or ".." in parts or parts[0].startswith("/") or ":" in parts[0]):
            raise ValueError("a wave's workbook stands in the study folder; name it from there")
        if parts and parts[0].lower() in {"codebook", "codebook.xlsx", NAME}:
            raise ValueError("a wave's workbook is another than that of the study")
        return name

    @model_validator(mode="after")
    def _whole_of_something(self) -> WavePart:
        if self.whole and not self.codebook:
            raise ValueError("whole = true says something of a workbook; name it: codebook = …")
        return self

    @field_validator("fieldwork")
    @classmethod
    def _in_order(cls, days: list[date]) -> list[date]:
        if days != sorted(days):
            raise ValueError("the last day is before the first")
        return days


class InterviewsPart(Part):
    """`[[interviews]]`: one set of interviews."""

    name: str = Field(pattern=r"^[\w-]+$")
    folder: str = "interviews"
    title: dict[str, str] = Field(default_factory=dict)
    wave: str = ""
    """The wave whose respondents were interviewed, where a response number alone does not tell."""
    interviewer: list[str] = Field(default_factory=list)
    """Labels of who asks, in the transcripts; empty = the usual ones."""
    participant: list[str] = Field(default_factory=list)
    """Labels of who answers, where one stands in a transcript only once."""

    @field_validator("folder")
    @classmethod
    def _inside(cls, folder: str) -> str:
        parts = PurePosixPath(folder).parts
        if parts[:1] != ("interviews",) or ".." in parts:
            raise ValueError("interviews stand in the folder interviews, or in a folder in it")
        return folder


class MissingPart(Part):
    """`[missing]`: how the exports write absence."""

    codes: dict[str, Reason] = Field(default_factory=dict)
    blank: Reason = Reason.UNKNOWN


class DisclosurePart(Part):
    """`[disclosure]`: counts below the threshold stay inside the team."""

    threshold: int = Field(default=10, ge=3)


class LinkPart(Part):
    """`[link]`: the code that respondents made of their own answers, by which they are found again in a later wave."""

    of: list[str] = Field(min_length=1)
    """Variables of the workbook with identifier = yes."""

    @field_validator("of")
    @classmethod
    def _once(cls, names: list[str]) -> list[str]:
        if len(set(names)) != len(names):
            raise ValueError("a part of the code is there twice")
        return names


class ReportPart(Part):
    """`[report]`: how reports look."""

    template: str = ""
    """A Word document or template of the institute, relative to the study folder."""

    @field_validator("template")
    @classmethod
    def _of_word(cls, name: str) -> str:
        if name and PurePosixPath(name).suffix.lower() not in {".docx", ".dotx"}:
            raise ValueError("a template is a .docx or .dotx file")
        return name


class SourcePart(Part):
    """`[source]`: whose data these are, when they are others'."""

    citation: dict[str, str] = Field(default_factory=dict)
    licence: str = ""
    url: str = ""


class Settings(Part):
    """The whole file."""

    study: StudyPart
    wave: list[WavePart] = Field(min_length=1)
    interviews: list[InterviewsPart] = Field(default_factory=list)
    missing: MissingPart = Field(default_factory=MissingPart)
    disclosure: DisclosurePart = Field(default_factory=DisclosurePart)
    link: LinkPart | None = None
    report: ReportPart = Field(default_factory=ReportPart)
    source: SourcePart = Field(default_factory=SourcePart)
    method: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Facts for the reporting checklist that no data can give, by item and language."""

    @property
    def files(self) -> tuple[str, ...]:
        """Return every export of every wave."""
        return tuple(file for wave in self.wave for file in wave.export)

    @property
    def several_files(self) -> bool:
        """Return whether a wave comes in more than one file."""
        return any(len(wave.export) > 1 for wave in self.wave)

    @field_validator("wave")
    @classmethod
    def _once(cls, waves: list[WavePart]) -> list[WavePart]:
        exports = [export for wave in waves for export in wave.export]
        workbooks = [wave.codebook for wave in waves if wave.codebook]
        for what, names in (("wave", [wave.name for wave in waves]), ("export", exports), ("workbook", workbooks)):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ValueError(f"the {what} '{twice}' is there twice")
        if waves[0].codebook:
            raise ValueError("the questionnaire of the first wave is the workbook of the study; it has no other")
        return waves

    @field_validator("interviews")
    @classmethod
    def _of_known_waves(cls, sets: list[InterviewsPart], found: ValidationInfo) -> list[InterviewsPart]:
        known = ["", *(wave.name for wave in found.data.get("wave", ()))]
        strange = next((each.wave for each in sets if len(known) > 1 and each.wave not in known), None)
        if strange is not None:
            raise ValueError(f"interviews were held in the wave '{strange}', and there is none of that name")
        return sets

    @field_validator("interviews")
    @classmethod
    def _apart(cls, sets: list[InterviewsPart]) -> list[InterviewsPart]:
        for what in ("name", "folder"):
            words = [getattr(each, what) for each in sets]
            twice = next((word for word in words if words.count(word) > 1), None)
            if twice is not None:
                raise ValueError(f"two sets of interviews have the {what} '{twice}'")
        return sets


def read_settings(folder: Path) -> Settings:
    """Return the settings of the study in `folder`; raise `StudyError` with everything wrong in them."""
    path = folder / NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise problem(
            f"there is no {NAME}", str(folder), "Name the folder of a study, such as the demo makes."
        ) from None
    except UnicodeDecodeError:
        raise problem("the letters of this file cannot be read", str(path), "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise problem(f"this file cannot be read: {error}", str(path), "Mend that line.") from None
    except OSError as error:
        advice = "It must be a file that you may read."
        raise problem(f"this file cannot be read: {error.strerror}", str(path), advice) from None
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        raise StudyError(*(_problem(found, path) for found in error.errors())) from None


def _problem(found: Any, path: Path) -> Problem:
    """Return one of pydantic's findings as a problem in our words."""
    spot = ".".join(str(part + 1) if isinstance(part, int) else part for part in found["loc"])
    where = f"{path}, {spot}"
    last = str(found["loc"][-1])
    if found["type"] == "extra_forbidden":
        return Problem(f"'{last}' is no setting", where, did_you_mean(last, _known(found["loc"][:-1])))
    if found["type"] == "missing":
        return Problem(f"the setting '{last}' is missing", where, f"Add {last} = … to {NAME}.")
    if spot.endswith("threshold"):
        return Problem("the disclosure threshold must be a whole number of 3 or more", where, "10 is the usual one.")
    if found["type"] == "enum":
        return Problem("this is no reason for an absence", where, did_you_mean(str(found["input"]), Reason))
    if found["type"] in SHAPES:
        return Problem(f"'{last}' must be {SHAPES[found['type']]}", where, "docs/study-folder.md lists the settings.")
    why = str(found["msg"]).removeprefix("Value error, ")
    return Problem(f"this setting cannot be used: {why}", where, "docs/study-folder.md lists them.")


def _known(spot: tuple[str | int, ...]) -> list[str]:
    """Return the keys that are allowed in one table of the file."""
    parts: dict[str, type[Part]] = {
        "study": StudyPart,
        "wave": WavePart,
        "interviews": InterviewsPart,
        "missing": MissingPart,
        "disclosure": DisclosurePart,
        "link": LinkPart,
        "report": ReportPart,
        "source": SourcePart,
    }
    model = parts.get(str(spot[0]), Settings) if spot else Settings
    return list(model.model_fields)
