"""What changed between waves in words: question by question, before and after, and what the crosswalk says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.routing import Teller
from reports.vocabulary import capital, say, word
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.rules import parse_rule
from survey.waves.bridges import Bridge
from survey.waves.changes import CategoryChange, CategoryKind, ChangeKind
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status
from survey.waves.transitions import Question, Transition
from survey.waves.wording import Fate, Piece, bare, differences

HEADS = ("wave", "variable", "category", "harmonised", "harmonised_category", "rule", "status")
"""The columns of the sheet `crosswalk`, but for the reason."""


@dataclass(frozen=True)
class Told:
    """One changed question in words."""

    name: str
    kinds: str
    lines: tuple[tuple[Piece, ...], ...]
    """What it was and is; words that went and came are pieces of their own."""
    verdict: tuple[str, ...]
    """What the crosswalk says, or what is left to decide."""


@dataclass(frozen=True)
class Account:
    """Tells the changes between two questionnaires in one language."""

    transition: Transition
    questionnaires: Mapping[str, Codebook]
    language: str

    def told(self) -> Iterator[Told]:
        """Yield each changed question in words."""
        for question in self.transition.changed:
            lines = tuple(line for line in self._lines(question) if line)
            yield Told(self._name(question), self._kinds(question), lines, tuple(self._verdict(question)))

    def heading(self) -> str:
        """Return which wave is held against which."""
        return self._word("between", before=self.transition.before, after=self.transition.after)

    def counts(self) -> str:
        """Return how many questions changed, stayed, and are left to decide about."""
        found = {"changed": len(self.transition.changed), "same": self.transition.same}
        found["open"] = len(self.transition.open)
        return " ".join(self._word(key, n=n) for key, n in found.items())

    def _word(self, key: str, **values: object) -> str:
        return word(f"waves.{key}", self.language, **values)

    def _name(self, question: Question) -> str:
        name, before = question.change.variable, question.change.before
        if before is None or before.name == name:
            return name
        return self._word("was", name=name, before=before.name)

    def _kinds(self, question: Question) -> str:
        return ", ".join(self._word(f"kind.{kind.value}") for kind in question.change.kinds)

    def _lines(self, question: Question) -> Iterator[tuple[Piece, ...]]:
        before, after, kinds = question.change.before, question.change.after, question.change.kinds
        if ChangeKind.REWORDED in kinds and before and after:
            yield from self._reworded(before.label, after.label)
        elif shown := after or before:
            yield self._plain(say(shown.label, self.language))
        if ChangeKind.TYPE in kinds and before and after:
            pieces = (self._type(before), self._type(after))
            yield self._led("type", Piece(Fate.REMOVED, pieces[0]), Piece(Fate.ADDED, pieces[1]))
        if ChangeKind.ROUTING in kinds and before and after:
            since = question.against or self.transition.before
            yield self._led("routing", *differences(self._routing(before, since), self._routing(after)))
        yield from self._categories(question.change.categories)

    def _reworded(self, before: Label, after: Label) -> Iterator[tuple[Piece, ...]]:
        """Yield the texts word by word, in the reader's language, or in the others where only those differ."""
        for language, old, new in self._texts(before, after):
            pieces = differences(old, new)
            yield pieces if language == self.language else self._led("in_language", *pieces, name=language)

    def _texts(self, before: Label, after: Label) -> list[tuple[str, str, str]]:
        common = [language for language in after.texts if language in before.texts]
        if not common:
            return [(self.language, say(before, self.language), say(after, self.language))]
        differ = [each for each in common if bare(before.texts[each]) != bare(after.texts[each])]
        chosen = [self.language] if self.language in differ else differ
        said = [Label({each: label.texts[each]}) for each in chosen for label in (before, after)]
        texts = [say(label, self.language) for label in said]
        return list(zip(chosen, texts[::2], texts[1::2], strict=True))

    def _type(self, variable: Variable) -> str:
        places = variable.places if variable.type is VariableType.RANK else 0
        return self._word(f"type.{variable.type.value}", n=places)

    def _routing(self, variable: Variable, wave: str = "") -> str:
        """Return to whom a question was put, in words where the rule has some."""
        if not variable.relevant:
            return variable.routing or self._word("everyone")
        book = self.questionnaires[wave or self.transition.after]
        teller = Teller(book, {}, self.language)
        rule = teller.rule(parse_rule(variable.relevant, variable.place), variable.name) or variable.relevant
        return self._word("only_if", rule=rule)

    def _categories(self, changes: Sequence[CategoryChange]) -> Iterator[tuple[Piece, ...]]:
        renumbered = [each for each in changes if each.kind is CategoryKind.RENUMBERED and each.before and each.after]
        if renumbered:
            codes = (f"{each.before.name} → {each.after.name}" for each in renumbered if each.before and each.after)
            yield self._led("category.renumbered", Piece(Fate.KEPT, ", ".join(codes)))
        for each in changes:
            if each.kind not in {CategoryKind.SAME, CategoryKind.RENUMBERED}:
                yield self._category(each)

    def _category(self, each: CategoryChange) -> tuple[Piece, ...]:
        lead = f"category.{each.kind.value}"
        if each.before is None or each.after is None:
            fate = Fate.REMOVED if each.after is None else Fate.ADDED
            choice = each.before if each.after is None else each.after
            return self._led(lead, Piece(fate, self._text(choice)), name=choice.name if choice else "")
        old, new = next((old, new) for _, old, new in self._texts(each.before.label, each.after.label))
        was = (Piece(Fate.KEPT, self._word("category.text_was", name=each.was), " "),) if each.was else ()
        return self._led(lead, *differences(old, new), *was, name=each.after.name)

    def _text(self, choice: Choice | None) -> str:
        return (say(choice.label, self.language) or choice.name) if choice else ""

    def _led(self, key: str, *pieces: Piece, **values: object) -> tuple[Piece, ...]:
        """Return pieces behind words that say what they are about."""
        lead = self._word(f"lead.{key}", **values) + word("document.colon", self.language)
        return (
            Piece(Fate.KEPT, lead.rstrip(" ")),
            *(replace(piece, gap=piece.gap or " ") for piece in pieces[:1]),
            *pieces[1:],
        )

    def _plain(self, text: str) -> tuple[Piece, ...]:
        return (Piece(Fate.KEPT, text),) if text else ()

    def _verdict(self, question: Question) -> Iterator[str]:
        if question.against:
            yield self._word("held", wave=question.against)
        if question.gates:
            yield self._word("gates", n=len(question.gates), names=", ".join(question.gates))
        if question.suggestion is not None:
            percent = round(100 * question.suggestion.likeness)
            yield self._word("maybe", before=question.suggestion.before, percent=percent)
        silent = {ChangeKind.NEW, ChangeKind.GONE} & set(question.change.kinds) and not question.undecided
        for bridge in question.bridges:
            plain = bridge.rule is Crossing.SAME and bridge.status is Status.COMPARABLE
            if not (silent and plain):
                yield self._bridge(bridge)

    def _bridge(self, bridge: Bridge) -> str:
        """Return what the crosswalk says: status, how, where the answers are, and why."""
        if bridge.undecided:
            said = [self._word("status.undecided")]
        else:
            said = [self._word(f"status.{bridge.status.value}")]
            said += [self._word(f"rule.{bridge.rule.value}")] if bridge.rule is not Crossing.SAME else []
        if bridge.variable not in {"", bridge.asked}:
            said.append(self._word("apart" if bridge.apart else "becomes", variable=bridge.variable))
        why = say(bridge.why, self.language)
        return capital(word("document.semicolon", self.language).join(said)) + (f". {why}" if why else ".")


def gaps(line: Sequence[Piece]) -> Iterator[tuple[str, Piece]]:
    """Yield each piece behind the blank that stands before it; what came never touches what went."""
    for before, piece in pairwise((None, *line)):
        if piece is not None:
            apart = before is not None and before.fate is Fate.REMOVED and piece.fate is Fate.ADDED
            yield (piece.gap or " ") if apart else piece.gap, piece


def ready_rows(transitions: Sequence[Transition]) -> list[CrosswalkRow]:
    """Return the rows that would settle what is open, in order."""
    return [row for transition in transitions for question in transition.open for row in question.proposed]


def cells(row: CrosswalkRow) -> tuple[str, ...]:
    """Return a row as it stands in the sheet `crosswalk`; a name that is the same is left out there."""
    harmonised = row.harmonised if row.harmonised != row.variable else ""
    category = row.harmonised_category if row.harmonised_category != row.category else ""
    return (row.wave, row.variable, row.category, harmonised, category, row.rule.value, row.status.value)
