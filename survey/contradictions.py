"""Answers that cannot both be true, or hardly: listed by `check`, noted under the tables they touch, never mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.codebook import Codebook, Label
from survey.expressions import Answers
from survey.rules import Rule

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Contradiction:
    """A rule that is true of whoever contradicts themselves: few orders but much money spent."""

    name: str
    rule: Rule
    label: Label

    @property
    def variables(self) -> tuple[str, ...]:
        """Return the questions it is about."""
        return self.rule.variables

    def is_about(self, codebook: Codebook) -> bool:
        """Return whether everything it asks about is there: a wave may not have asked it."""
        return all(name in codebook.variables for name in self.variables)

    def people(self, answers: Answers) -> pd.Series:
        """Return of whom it is surely true."""
        return self.rule.evaluate(answers).fillna(False).astype(bool)
