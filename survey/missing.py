"""Why a value is absent. Every cell of a survey holds an answer or a reason: never both, never neither."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The closed list of reasons for an empty cell."""

    NOT_APPLICABLE = "not_applicable"
    """Routed past: the question's `relevant` is definitely false for this person."""
    NOT_SHOWN = "not_shown"
    """The gate is unanswered, or the platform says so and routing does not explain it."""
    NOT_IN_WAVE = "not_in_wave"
    """The question was not in this wave's questionnaire."""
    BREAK_OFF = "break_off"
    """Comes after the last question this person reached."""
    NO_ANSWER = "no_answer"
    """Shown and left open."""
    DONT_KNOW = "dont_know"
    """The person said so."""
    REFUSED = "refused"
    """The person said so."""
    INVALID = "invalid"
    """Answered with something impossible."""
    UNKNOWN = "unknown"
    """The export cannot tell; always counted and shown."""


NOT_ASKED = frozenset({Reason.NOT_APPLICABLE, Reason.NOT_SHOWN, Reason.NOT_IN_WAVE})
"""Reasons of people to whom the question was never put."""

NOT_REACHED = NOT_ASKED | {Reason.BREAK_OFF}
"""Reasons of people who never saw the question."""

SAID_SO = frozenset({Reason.DONT_KNOW, Reason.REFUSED})
"""Absences that are themselves something a person said."""


class Denominator(StrEnum):
    """Whom a percentage is of."""

    VALID = "valid"
    """Everyone who answered."""
    REACHED = "reached"
    """Everyone who was asked and had not left before."""
    ASKED = "asked"
    """Everyone to whom the question applied."""
    ALL = "all"
    """Everyone included."""

    @property
    def absent(self) -> frozenset[Reason]:
        """Return the reasons that put a person outside this denominator."""
        return _ABSENT[self]


_ABSENT: dict[Denominator, frozenset[Reason]] = {
    Denominator.VALID: frozenset(Reason),
    Denominator.REACHED: NOT_REACHED,
    Denominator.ASKED: NOT_ASKED,
    Denominator.ALL: frozenset(),
}
