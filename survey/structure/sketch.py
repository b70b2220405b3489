"""A questionnaire as a platform describes it: what a codebook can begin with, and what it could not take in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.codebook import Label, Variable


@dataclass(frozen=True)
class Sketch:
    """Questions in the order of the questionnaire, before they are held against an export.

    A variable's `column` is the heading that the platform's export gives it (`Q1`, `Q1/SQ1` for one row of an
    array); of a set it is the part before the slash, and each choice's first code the part behind it. Its
    `relevant` is the platform's routing in our rule language, checked later; where that cannot be written,
    `relevant` stays empty and `routing` holds the platform's own words. `group` is the page.
    """

    variables: tuple[Variable, ...]
    groups: Mapping[str, Label] = field(default_factory=dict)
    title: Label = field(default_factory=Label)
    languages: tuple[str, ...] = ()
    """The languages of the labels, the questionnaire's own first."""
