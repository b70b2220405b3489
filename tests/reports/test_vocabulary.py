"""Words in three languages: alike in their keys, complete, and natural in number."""

import ast
import re
import string
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from analysis.table import Term
from reports.languages import FILES, LANGUAGES
from reports.vocabulary import FORMS, in_sentence, knows, say, word, words
from survey.codebook import Label

ROOT = Path(__file__).parents[2]


def flat(section: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in section.items():
        if isinstance(value, str):
            yield prefix + key, value
        elif set(value) | {"none"} == FORMS:
            yield from ((prefix + key, text) for text in value.values())
        else:
            yield from flat(value, f"{prefix}{key}.")


def keys(language: str) -> set[str]:
    """Return all dotted keys; a word with a singular and a plural counts as one."""
    return {key for key, _ in flat(words(language))}


def placeholders(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, text in flat(words(language)):
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        found.setdefault(key, set()).update(names)
    return found


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_languages_have_the_same_keys_and_placeholders(language: str) -> None:
    assert keys(language) == keys(LANGUAGES[0])
    assert placeholders(language) == placeholders(LANGUAGES[0])


def literal_keys() -> set[tuple[str, str]]:
    """Return every key written out in `Term("…")` or `word("…")` in the code, with its file."""
    found = set()
    for path in [*(ROOT / "analysis").rglob("*.py"), *(ROOT / "reports").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            first = node.args[0] if name in {"Term", "word"} and node.args else None  # type: ignore[attr-defined]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add((path.name, first.value))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_code_is_a_word(language: str) -> None:
    used = literal_keys()
    assert len(used) > 20
    assert {(file, key) for file, key in used if not knows(key, language)} == set()


def test_terms_are_said_with_the_terms_labels_and_numbers_within_them() -> None:
    group = Term("column.group", {"group": Label({"nl": "mannen", "en": "men"}), "n": 1885})
    assert say(group, "nl") == "mannen (n\u00a0=\u00a01\u00a0885)"
    assert say(group, "en") == "men (n\u00a0=\u00a01,885)"
    nested = Term("base.of", {"variable": Label({"nl": "Leeftijd"}), "base": Term("base.all")})
    assert say(nested, "nl") == "Leeftijd, alle respondenten"
    assert say(Term("row.number", {"number": Fraction(5, 2)}), "fr") == "2,5"


def test_french_never_breaks_a_line_before_its_signs() -> None:
    typed = Label({"fr": "« Prix » : 5 % ; 10 €. Pourquoi ? Si (oui !)", "nl": "Prijs ; 5 %"})
    assert say(typed, "fr") == "«_Prix_»_: 5_%_; 10_€. Pourquoi_? Si (oui_!)".replace("_", "\u00a0")
    assert say(typed, "nl") == "Prijs ; 5 %"
    assert say(Label({"fr": "Pourquoi ?"}), "nl") == "Pourquoi\u00a0?"
    assert say(Label({"nl": "Prijs ; 5 %"}), "fr") == "Prijs ; 5 %"


def test_a_label_falls_back_to_the_language_it_has() -> None:
    assert say(Label({"nl": "wiet"}), "fr") == "wiet"


def test_number_chooses_singular_or_plural() -> None:
    assert word("cover.wave", "nl", n=1) == "Meetronde"
    assert word("cover.wave", "nl", n=2) == "Meetronden"
    assert (word("cover.wave", "fr", n=0), word("cover.wave", "nl", n=0)) == ("Vague", "Meetronden")


def test_none_of_something_has_a_form_of_its_own() -> None:
    said = [word("checklist.value.routing", "en", count=count) for count in (0, 1, 2)]
    assert [text.split()[0] for text in said] == ["None:", "1", "2"]
    assert "question appears" in said[1]
    assert "questions appear" in said[2]


def test_a_day_is_written_out() -> None:
    days = {"first": date(2019, 6, 1), "last": date(2019, 11, 30)}
    assert word("checklist.value.dates", "nl", **days) == "1\u00a0juni\u00a02019 tot 30\u00a0november\u00a02019"
    assert word("checklist.value.dates", "fr", **days) == "du 1er\u00a0juin\u00a02019 au 30\u00a0novembre\u00a02019"


def test_french_marks_never_open_a_line() -> None:
    loose = [key for key, text in flat(words("fr")) if re.search(r" [;:?!»%]|« |[^\s\u00a0][;?!](?!\w)", text)]
    assert loose == []


def test_rows_open_with_a_capital() -> None:
    for language in LANGUAGES:
        rows = {key: text for key, text in flat(words(language)) if key.startswith("row.") and text[0] != "{"}
        joins = {"row.between", "row.top"}
        assert {key for key, text in rows.items() if key not in joins and not text[0].isupper()} == set()


def test_braces_in_a_label_are_not_placeholders() -> None:
    assert say(Term("row.or_more", {"number": "{n}"}), "nl") == "{n} of meer"


def test_unknown_words_and_languages_are_refused() -> None:
    with pytest.raises(KeyError, match=r"no word 'row\.nothing' in 'nl'"):
        word("row.nothing", "nl")
    with pytest.raises(KeyError, match="section"):
        word("document.base", "nl")
    with pytest.raises(ValueError, match="en, fr, nl"):
        word("row.total", "de")


@pytest.mark.parametrize(
    ("text", "small"), [("Niet beantwoord", "niet beantwoord"), ("NA", "NA"), ("X", "x"), ("", "")]
)
def test_a_word_within_a_sentence_starts_small(text: str, small: str) -> None:
    assert in_sentence(text) == small


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plural_hides_in_brackets(language: str) -> None:
    said = (FILES / f"{language}.toml").read_text(encoding="utf-8")
    assert re.findall(r"\w+\((?:s|e|en|es|ren)\)", said) == []
