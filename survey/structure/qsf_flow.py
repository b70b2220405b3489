"""The flow of a .qsf file: in which order and on which pages questions are put, and to whom.

Blocks follow the flow. A branch puts its condition on all blocks in it, and one that ends the survey its opposite on
all that come after. Skip logic does so from its question to where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from survey.structure.qsf_logic import ALWAYS, Condition, Translator
from survey.structure.qsf_payload import Payload, keyed, payload, plain_text

Asks = Callable[[Translator], Condition]
"""A condition that is not written yet: it asks about questions that come before it."""

SAYS_SHOWN = frozenset({"Selected", "EqualTo", "GreaterThan", "GreaterThanOrEqual"})
"""What can be true of a question only for somebody who answered it."""

RANDOM = Condition(None, None, "shown to some, at random")


@dataclass(frozen=True)
class Place:
    """Where one question stands, and the conditions of its block and of what comes before it."""

    question: str
    page: str
    number: int
    label: str
    conditions: tuple[Asks, ...] = ()

    def condition(self, translator: Translator) -> Condition:
        """Return all conditions as one."""
        whole = ALWAYS
        for asks in self.conditions:
            whole = whole & asks(translator)
        return whole


@dataclass
class _Walk:
    """A walk along the flow."""

    blocks: dict[str, Payload]
    found: list[Place] = field(default_factory=list)
    pages: int = 0
    ended: list[Asks] = field(default_factory=list)
    """Conditions under which somebody left the survey before this place."""

    def flow(self, steps: object, conditions: tuple[Asks, ...]) -> None:
        for step in map(payload, keyed(steps).values()):
            kind = step.get("Type")
            if kind == "Branch":
                self.flow(step.get("Flow"), (*conditions, _branch(step)))
            elif kind == "EndSurvey":
                self.ended.append(_not(conditions))
            elif kind == "BlockRandomizer":
                some = (*conditions, lambda _: RANDOM) if _leaves_out(step) else conditions
                self.flow(step.get("Flow"), some)
            elif str(step.get("ID", "")) in self.blocks:
                self.block(self.blocks[str(step["ID"])], conditions)
            else:
                self.flow(step.get("Flow"), conditions)

    def block(self, block: Payload, conditions: tuple[Asks, ...]) -> None:
        """Add the questions of a block; each page break begins a page."""
        skips: list[tuple[Asks, str]] = []
        label, parts, first = plain_text(block.get("Description")), 1, True
        self.pages += 1
        for element in map(payload, keyed(block.get("BlockElements")).values()):
            if element.get("Type") == "Page Break":
                parts, self.pages = (parts, self.pages) if first else (parts + 1, self.pages + 1)
                continue
            if element.get("Type", "Question") != "Question":
                continue
            first = False
            question = str(element.get("QuestionID"))
            skips = [(asks, until) for asks, until in skips if until != question]
            whole = (*conditions, *self.ended, *(asks for asks, _ in skips))
            self.found.append(Place(question, f"{block.get('ID')} {parts}", self.pages, label, whole))
            for asks, until in _skips(element):
                if until == "ENDOFSURVEY":
                    self.ended.append(asks)
                else:
                    skips.append((asks, until))


def places(blocks: list[Payload], flows: list[Payload]) -> list[Place]:
    """Return the places of all questions that the flow leads to, in order; without a flow the blocks in theirs."""
    kept = {str(block.get("ID")): block for block in blocks if block.get("Type") != "Trash"}
    walk = _Walk(kept)
    steps = [flow.get("Flow") for flow in flows if flow.get("Flow")]
    for step in steps or [[{"Type": "Block", "ID": name} for name in kept]]:
        walk.flow(step, ())
    names = {name: f"page_{place}" for place, name in enumerate(dict.fromkeys(one.page for one in walk.found), start=1)}
    return [replace(place, page=names[place.page]) for place in walk.found]


def _branch(step: Payload) -> Asks:
    return lambda translator: translator.logic(step.get("BranchLogic"))


def _not(conditions: tuple[Asks, ...]) -> Asks:
    """Return what holds for everyone whom these conditions did not all hold for."""

    def asks(translator: Translator) -> Condition:
        return ~Place("", "", 0, "", conditions).condition(translator)

    return asks


def _skips(element: Payload) -> Iterator[tuple[Asks, str]]:
    for skip in map(payload, keyed(element.get("SkipLogic")).values()):
        yield _not((_skip(skip),)), str(skip.get("SkipToDestination", "ENDOFBLOCK"))


def _skip(skip: Payload) -> Asks:
    """Return what makes people skip; "not selected" does so only for those who saw the question, which no rule says."""

    def asks(translator: Translator) -> Condition:
        found = translator.condition(skip)
        return found if str(skip.get("Condition")) in SAYS_SHOWN else Condition(None, None, found.words)

    return asks


def _leaves_out(step: Payload) -> bool:
    """Return whether a randomizer shows only some of what is in it."""
    inside = len(keyed(step.get("Flow")))
    shown = str(step.get("SubSet") or inside)
    return not shown.isdigit() or int(shown) < inside
