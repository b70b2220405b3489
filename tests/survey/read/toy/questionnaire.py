"""The questionnaire of the toy study: every type of question, routing by a gate, and four pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ONE, SEVERAL, RANK = "select_one", "select_multiple", "rank"
INTEGER, DECIMAL, DATE, TEXT = "integer", "decimal", "date", "text"
PLACES = 3


@dataclass(frozen=True)
class Question:
    """One question; `row` is its row of an array, whose question is `text`."""

    name: str
    type: str
    text: str
    page: int
    choices: Mapping[str, str] = field(default_factory=dict)
    relevant: bool = False
    """Whether it is asked only of those who said yes to the gate."""
    ordinal: bool = False
    array: str = ""
    row: str = ""
    exclusive: str = ""
    dont_know: str = ""

    @property
    def list_name(self) -> str:
        """Return the name of its list: the rows of an array share one."""
        return self.array or self.name

    @property
    def columns(self) -> tuple[str, ...]:
        """Return its columns in a survey."""
        if self.type == SEVERAL:
            return tuple(f"{self.name}/{choice}" for choice in self.choices)
        if self.type == RANK:
            return tuple(f"{self.name}/{place}" for place in range(1, PLACES + 1))
        return (self.name,)

    def position(self, choice: str) -> int:
        """Return the number of a choice, from 1."""
        return list(self.choices).index(choice) + 1


YES_NO = {"yes": "Yes", "no": "No"}
TRUST = {"low": "Not at all", "mid": "Somewhat", "high": "Fully"}
WHY = {
    "fun": "For fun",
    "pain": "Against pain",
    "sleep": "To sleep, or to rest",
    "none": "None of these",
}
KINDS = {"shop": "A shop", "dealer": "A dealer, by post", "friend": "A friend", "unsure": "Don't know"}

QUESTIONS = (
    Question("gate", ONE, "Did you buy last year?", 1, YES_NO),
    Question("kind", ONE, "From whom was it?", 1, KINDS, dont_know="unsure"),
    Question(
        "often", ONE, "How often was it?", 1, {"once": "Once", "monthly": "Monthly", "weekly": "Weekly"}, True, True
    ),
    Question("count", INTEGER, "How many parcels came?", 2),
    Question("grams", DECIMAL, "How many grams at once?", 2),
    Question("day", DATE, "When was the first time?", 2),
    Question("words", TEXT, "What else would you say?", 2),
    Question("why", SEVERAL, "For what did you buy?", 3, WHY, relevant=True, exclusive="none"),
    Question(
        "where", SEVERAL, "Where did you hear of it?", 3, {"home": "At home", "street": "Outdoors", "web": "Online"}
    ),
    Question("police", ONE, "How far do you trust them?", 3, TRUST, ordinal=True, array="trust", row="The police"),
    Question("vendor", ONE, "How far do you trust them?", 3, TRUST, ordinal=True, array="trust", row="The vendor"),
    Question(
        "best", RANK, "What counts most for you?", 4, {"price": "The price", "good": "The quality", "safe": "Safety"}
    ),
    Question("extra", ONE, "Would you take part again?", 4, YES_NO),
)
BY_NAME = {question.name: question for question in QUESTIONS}
PAGES = 4
