"""What stands in the elements of a .qsf file, whichever way it is written: dicts or lists, numbers or texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, TypeAlias

from survey.codebook import Label

Payload: TypeAlias = Mapping[str, Any]

BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "th"})
HIDDEN = frozenset({"style", "script"})


@dataclass(frozen=True)
class Languages:
    """The languages of a questionnaire: its own, and those it was translated into."""

    own: str
    others: tuple[str, ...] = ()

    def label(self, question: Payload, *path: str) -> Label:
        """Return the wording at `path` of a question (`Choices`, `1`, `Display`) in each language that has one."""
        texts = {self.own: plain_text(_at(question, path))}
        translated = keyed(question.get("Language"))
        for code in self.others:
            words: object = next((value for key, value in translated.items() if key.upper() == code), {})
            texts[language(code)] = plain_text(_at(words, path))
        return Label({code: text for code, text in texts.items() if text})


def language(code: str) -> str:
    """Return the language of a platform's code: `NL` and `FR-CA` are `nl` and `fr`."""
    return code.partition("-")[0].lower()


def keyed(container: object) -> dict[str, Any]:
    """Return a container with texts as keys: the files have dicts or lists, and lists for empty dicts."""
    if isinstance(container, Mapping):
        return {str(key): value for key, value in container.items()}
    if isinstance(container, list):
        return {str(place): value for place, value in enumerate(container)}
    return {}


def payload(container: object) -> Payload:
    """Return what is a dict as it is, and anything else as an empty one."""
    return container if isinstance(container, Mapping) else {}


def ordered(question: Payload, what: str = "Choices", order: str = "ChoiceOrder") -> dict[str, Payload]:
    """Return choices (or `Answers`) by id, in the order in which they were put; those without a place come last."""
    found = {key: payload(value) for key, value in keyed(question.get(what)).items()}
    said = question.get(order)
    wanted = [str(key) for key in (said.values() if isinstance(said, Mapping) else said or [])]
    places = {key: place for place, key in enumerate(wanted)}
    return {key: found[key] for key in sorted(found, key=lambda key: places.get(key, len(places)))}


def code(question: Payload, container: str, choice: str) -> str:
    """Return the value that an export has for a choice."""
    value = keyed(question.get(container)).get(choice)
    return choice if value in {None, ""} else str(value)


def plain_text(markup: object) -> str:
    """Return the text of a piece of HTML on one line; piped text (`${q://QID1/…}`) becomes an ellipsis."""
    reader = _Text()
    reader.feed(str(markup) if isinstance(markup, str | int | float) else "")
    reader.close()
    text = re.sub(r"\$\{[a-z]+://[^}]*\}", "…", "".join(reader.parts))
    return " ".join(text.split())


def joined(first: Label, second: Label) -> Label:
    """Return two wordings as one, `question – row`, in each language that either has."""
    languages = dict.fromkeys((*first.texts, *second.texts))
    parts = {code: [text for text in (first.text(code), second.text(code)) if text] for code in languages}
    return Label({code: " – ".join(texts) for code, texts in parts.items() if texts})


def _at(container: object, path: Iterable[str]) -> object:
    for key in path:
        container = keyed(container).get(key)
    return container


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        self.parts.append(" " if tag in BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN and self.hidden > 0
        self.parts.append(" " if tag in BREAKS else "")

    def handle_data(self, data: str) -> None:
        self.parts.append("" if self.hidden else data)
