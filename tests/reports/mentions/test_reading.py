"""How a paragraph is read: sentences, words, numbers."""

from fractions import Fraction

import pytest

from reports.mentions.reading import NUMBER, alike, sentences, values, words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Eén zin. En nog één! Echt?", 3),
        ("Het is 3.5 hier, cf. Tabel 9. Klaar.", 2),
        ("Dat is zo (zie Tabel 3. Daar staat het). Klaar.", 2),
        ("« C’est vrai. » Élodie le dit.", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    found = [text[start:end] for start, end in sentences(text)]
    assert len(found) == count
    assert "".join(found) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("45 %, 45,5% en 45.5.", ["45", "45,5", "45.5"]),
        ("1\u202f234 of 1\u00a0234 of 1.234,5", ["1\u202f234", "1\u00a0234", "1.234,5"]),
        ("\u22123,2 en -3", ["\u22123,2", "-3"]),
        ("v12, 12x, 3/4 en 2019-2020", ["2019"]),
        ("in 2019 120 mensen", ["2019", "120"]),
    ],
)
def test_numbers_as_typed(text: str, found: list[str]) -> None:
    assert NUMBER.findall(text) == found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("45", {45}),
        ("3,42", {Fraction(342, 100)}),
        ("1.234", {1234, Fraction(1234, 1000)}),
        ("1.234.567", {1234567}),
        ("1.234,5", {Fraction(12345, 10)}),
        ("1,234.5", {Fraction(12345, 10)}),
        ("1\u2009234", {1234}),
        ("\u22123", {-3}),
    ],
)
def test_what_a_number_can_mean(text: str, read: set[Fraction]) -> None:
    assert values(text) == read


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("vriend", "vrienden", True),
        ("man", "mannen", True),
        ("respondent", "respondents", True),
        ("gemiddelde", "gemiddeld", True),
        ("web", "webshop", False),
        ("tabak", "tabel", False),
    ],
)
def test_forms_of_one_word(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same


def test_words_have_no_accents_or_capitals() -> None:
    assert words("Médias de l’Âge, n = 12") == {"medias", "age"}
