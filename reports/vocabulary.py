"""The product's words in the reader's language: the one place where a label or term becomes text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

from analysis.table import Chance, Figure, Term, Text
from reports.languages import FILES, LANGUAGES
from survey.codebook import Label

Entry: TypeAlias = str | Mapping[str, Any]

FRENCH_SPACES = re.compile(r"(?<=\S) (?=[;:?!»%€](?:[\s).,…»\]]|$))|(?<=«) (?=\S)")
"""The spaces at which French never breaks a line."""
FORMS = {"none", "one", "other"}
"""What a word that depends on a number may have; `none` can be left out."""


@cache
def words(language: str) -> Mapping[str, Any]:
    """Return all words of `language`; raise `ValueError` when the product does not speak it."""
    if language not in LANGUAGES:
        raise ValueError(f"no language '{language}'; there are {', '.join(LANGUAGES)}")
    text = (FILES / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def entry(key: str, language: str) -> Entry:
    """Return what stands in the language file under a dotted key; raise `KeyError` when nothing does."""
    found: Entry = words(language)
    for part in key.split("."):
        if isinstance(found, str) or part not in found:
            raise KeyError(f"no word '{key}' in '{language}'")
        found = found[part]
    return found


def knows(key: str, language: str) -> bool:
    """Tell whether the language file has a word under this dotted key."""
    try:
        return _is_word(entry(key, language))
    except KeyError:
        return False


def say(text: Text, language: str) -> str:
    """Return a label or term as text; terms and labels within it are said in the same language.

    A label in French has no-break spaces where French wants them, however it was typed.
    """
    if isinstance(text, Label):
        said = text.text(language)
        return FRENCH_SPACES.sub("\u00a0", said) if (tongue(text, language) or language) == "fr" else said
    return word(text.key, language, **text.values)


def tongue(text: Text, language: str) -> str:
    """Return the language in which a label is said where it has none in `language`; nothing where it has."""
    if isinstance(text, Term) or not text or text.texts.get(language):
        return ""
    return next(iter(text.texts))


def foreign(text: Text, language: str) -> tuple[tuple[str, str], ...]:
    """Return each label within a text that is said in another language than the reader's, and that language."""
    if isinstance(text, Label):
        spoken = tongue(text, language)
        return ((say(text, language), spoken),) if spoken else ()
    within = (value for value in text.values.values() if isinstance(value, Label | Term))
    return tuple(each for value in within for each in foreign(value, language))


def locale(language: str) -> str:
    """Return the tag of a language, with the country whose spelling we follow where it is one of ours."""
    return word("document.locale", language) if language in LANGUAGES else language


def word(key: str, language: str, **values: object) -> str:
    """Return the word under `key` with its placeholders filled."""
    template = _form(entry(key, language), values, language, key)
    return template.format(**{name: _said(value, language) for name, value in values.items()})


def in_sentence(text: str) -> str:
    """Return a word as it stands within a sentence: first letter small, unless it is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or len(text) == 1 else text


def capital(text: str) -> str:
    """Return a word as it opens a line: first letter large."""
    return text[:1].upper() + text[1:]


def _form(found: Entry, values: Mapping[str, object], language: str, key: str) -> str:
    """Choose between the forms of a word by the number in `n` or `count`; French counts 0 as one."""
    if isinstance(found, str):
        return found
    if not _is_word(found):
        raise KeyError(f"'{key}' is a section, not a word, in '{language}'")
    n = values.get("n", values.get("count"))
    if n == 0 and "none" in found:
        return str(found["none"])
    singular = n == 1 or (language == "fr" and n == 0)
    return str(found["one" if singular else "other"])


def _is_word(found: Entry) -> bool:
    return isinstance(found, str) or set(found) | {"none"} == FORMS


def _said(value: object, language: str) -> str:
    """Return a placeholder's value as text; a number that is gone was hidden, and prints as the mark."""
    from reports.numbers import chance, day, decimal, whole

    match value:
        case Label() | Term():
            said = say(value, language)
        case None:
            said = word("number.hidden", language)
        case int():
            said = whole(value, language)
        case Fraction():
            said = decimal(value, language)
        case Figure():
            said = decimal(Fraction(value.value), language, value.digits)
        case Chance():
            said = chance(value.value, language)
        case date():
            said = day(value, language)
        case _:
            said = str(value)
    return said
