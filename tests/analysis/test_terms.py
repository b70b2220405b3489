"""Every word that analysis says is in the three language files, and no word there goes unsaid."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from analysis.table import Term
from reports.vocabulary import FORMS, say
from survey.missing import Denominator, Reason
from survey.plan import Comparator, Convergence
from tests.analysis.test_table import made

ROOT = Path(__file__).parents[2]
OWNED = (
    "motives",
    "reason",
    "base",
    "title",
    "column",
    "row",
    "published",
    "verdict",
    "note",
    "checklist",
    "coded",
    "panel",
)
LANGUAGES = ("nl", "fr", "en")


def keys(language: str) -> set[str]:
    """Return the dotted keys of one language file."""
    text = (ROOT / "reports" / "languages" / f"{language}.toml").read_text(encoding="utf-8")
    return set(flat(tomllib.loads(text)))


def flat(section: dict[str, object], before: str = "") -> list[str]:
    found = []
    for key, value in section.items():
        if isinstance(value, dict) and set(value) | {"none"} != FORMS:
            found += flat(value, f"{before}{key}.")
        else:
            found.append(before + key)
    return found


SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "analysis").glob("*.py"))
WRITTEN = set(re.findall(r'[Tt]erm\(\s*"([a-z_0-9.]+)"', SOURCES))
QUOTED = (
    set(re.findall(r'"([a-z_0-9]+)"', SOURCES))
    | {*Reason, *Denominator, *Convergence}
    | {c.name.lower() for c in Comparator}
)

PERSON = {
    "x_12m": "never",
    "x_new": Reason.NOT_APPLICABLE,
    "before": "low",
    "after": Reason.DONT_KNOW,
    "spend": "b2",
    "age": 30,
    "sex": "m",
    "why": "",
    "vendor": "a b -",
}


def terms(value: object) -> Iterator[Term]:
    """Yield every term inside a table, a term in a term included."""
    if isinstance(value, Term):
        yield value
        yield from terms(value.values)
    elif is_dataclass(value):
        yield from terms([getattr(value, part.name) for part in fields(value)])
    elif isinstance(value, Mapping):
        yield from terms(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from terms(part)


def test_there_are_words_to_check() -> None:
    assert len(WRITTEN) > 40
    assert len({term.key for term in terms(made([PERSON] * 12))}) > 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known(language: str) -> None:
    assert WRITTEN - keys(language) == set()
    assert {term.key for term in terms(made([PERSON] * 12))} - keys(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_can_be_said_with_its_values(language: str) -> None:
    for term in terms(made([PERSON, {}])):
        assert "{" not in say(term, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_goes_unsaid(language: str) -> None:
    owned = {key for key in keys(language) if key.split(".")[0] in OWNED}
    assert {key for key in owned - WRITTEN if key.split(".")[-1] not in QUOTED} == set()
