"""What the rules find, and what of ordinary speech they leave alone. People, numbers and addresses are invented."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.interviews.identifiers import find_identifiers

TRANSCRIPTS = sorted((Path(__file__).parents[3] / "survey/studies/cryptodrug/interviews/transcripts").glob("*.txt"))


def found(text: str) -> list[tuple[str, str]]:
    return [(item.kind, text[item.start : item.end]) for item in find_identifiers(text)]


def names(text: str) -> set[str]:
    return {item.name for item in find_identifiers(text)}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("email", "an.onbekend@voorbeeld.be"),
        ("email", "a+b@mail.voorbeeld.co.uk"),
        ("url", "https://voorbeeld.be/pagina?x=1"),
        ("url", "www.voorbeeld.nl"),
        ("url", "voorbeeld.com"),
        ("url", "t.me/iemand"),
        ("onion", "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/x"),
        ("onion", "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad"),
        ("phone", "0470 12 34 56"),
        ("phone", "0470/12.34.56"),
        ("phone", "+32 (0)470 12 34 56"),
        ("phone", "0032470123456"),
        ("phone", "09 123 45 67"),
        ("phone", "06-12345678"),
        ("phone", "+31 6 12345678"),
        ("phone", "06 12 34 56 78"),
        ("phone", "+33 1 23 45 67 89"),
        ("iban", "BE68 5390 0754 7034"),
        ("iban", "NL91ABNA0417164300"),
        ("iban", "FR14 2004 1010 0505 0001 3M02 606"),
        ("national_number", "85.07.30-033.28"),
        ("national_number", "85073003328"),
        ("bsn", "111222333"),
        ("bsn", "1112.22.333"),
        ("nir", "2 55 08 14 168 025 38"),
        ("plate", "1-ABC-234"),
        ("plate", "ABC-123"),
        ("plate", "12-AB-CD"),
        ("plate", "AB-123-C"),
        ("plate", "AB-123-CD"),
        ("date", "12/03/1985"),
        ("date", "1985-03-12"),
        ("date", "12 maart 1985"),
        ("date", "1er août 2019"),
        ("date", "12 mars '85"),
        ("date", "March 12th, 2019"),
        ("wallet", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
        ("wallet", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ("wallet", "0x" + "a1B2" * 10),
        ("wallet", "4" + "A" * 94),
        ("tracking", "RA123456785GB"),
        ("tracking", "1Z999AA10123456784"),
        ("tracking", "3SABCD123456789"),
        ("tracking", "323212345678901234567890"),
        ("handle", "@een_naam"),
        ("handle", "u/een_naam"),
        ("handle", "/u/een-naam"),
        ("pgp", "-----BEGIN PGP MESSAGE-----\nVersion: 1\n\nabc/d+\n=ef\n-----END PGP MESSAGE-----"),
        ("pgp", "0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567"),
    ],
)
def test_each_form_is_found_whole(kind: str, words: str) -> None:
    assert found(words) == [(kind, words)]
    assert found(f"euh ja, {words}, zoiets") == [(kind, words)]
    assert found(f"dat is ({words}).") == [(kind, words)]


@pytest.mark.parametrize(
    "words",
    [
        "BE68 5390 0754 7035",
        "85.07.30-033.29",
        "111222334",
        "255081416802539",
        "RA123456786GB",
        "1Z999AA10123456785",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
        "31/02/2019",
        "30.02.19",
    ],
)
def test_a_number_whose_check_fails_is_none(words: str) -> None:
    assert found(f"het was {words} dacht ik") == []


def test_a_postcode_stands_beside_a_place() -> None:
    text = "9000 Gent, B-3500 Hasselt, 1012 AB Amsterdam, Straat 5, 2000 Antwerpen, 59000 Lille, 75011 Paris. "
    text += "Brugge (8000)."
    numbers = [words for kind, words in found(text) if kind == "postcode"]
    assert numbers == ["9000", "B-3500", "1012 AB", "2000", "59000", "75011", "8000"]
    assert [item.kind for item in find_identifiers("1234 Nergenshuizen", {"nergenshuizen"})] == ["postcode"]


@pytest.mark.parametrize(
    "speech",
    [
        "in 2000 Antwerpen, dat was wat; in 2019 Brussel en in Gent 5000 euro, of 1000 XTC",
        "er waren 5000 Belgen en 1500 Nederlanders, 3000 Français aussi, à Lille 1500 euros",
        "tussen 10.30 en 11.45 uur, 50/50, 24/7, 1.234.567,89 euro, 100 000 000 keer, 12,5 % van 0,75",
        "LSD-200 en MDA-100, 2C-B, 3-MMC, 4-FA, 6-APB, COVID-19, 100 mg, 0,5 g, F-16",
        "hij zegt u/jij, we zijn @home, ja.net zoals ik zei, bv. dit, enz.Zo gaat dat",
        "de zomer van '19, in maart 2019, op 12 maart, sinds 2011, le 12 mars, en 2019 on a vu",
        "d'accord, aujourd'hui, l'autre 1,5 million, 20-30 ans, 3 x 250, 1-2-3, 8 à 10 fois",
        "versie 1.2.3.4 of 10.0.0.1, score 3-2, bladzijde 12-15, artikel 140 § 2, RTX 3080",
    ],
)
def test_ordinary_speech_is_left_alone(speech: str) -> None:
    assert found(speech) == []


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_nothing_is_found_in_pseudonymised_interviews(path: Path) -> None:
    assert found(path.read_text(encoding="utf-8")) == []


def test_ways_to_write_the_same_have_one_name() -> None:
    assert names("0470 12 34 56, 0470/123456, +32 470 12 34 56, 0032 (0)470.12.34.56") == {"0470123456"}
    assert names("BE68 5390 0754 7034 of be68539007547034") == {"BE68539007547034"}
    assert names("12/03/2019, 2019-03-12, 12 maart 2019, 12 mars 2019") == {"2019-03-12"}
    assert names("Een@Voorbeeld.be en een@voorbeeld.be") == {"een@voorbeeld.be"}


def test_an_unfinished_block_ends_with_what_its_sender_says() -> None:
    text = "R: -----BEGIN PGP MESSAGE-----\nabc\n\nI: en dan?\n\nR: niets"
    assert found(text) == [("pgp", "-----BEGIN PGP MESSAGE-----\nabc")]


@given(st.text(alphabet="aB0-9 .@/+:u[]\n12AXé", max_size=60))
def test_what_is_found_does_not_overlap(text: str) -> None:
    items = find_identifiers(text)
    assert all(one.end <= other.start for one, other in pairwise(items))
    assert all(0 <= item.start < item.end <= len(text) and item.name for item in items)


@pytest.mark.parametrize(
    "piece", ["a", "%", "a.", "1 ", "0", "A-", "@", "a@", "Be68 ", "-----BEGIN PGP A-----", "9000 G"]
)
def test_hostile_texts_take_no_long_time(piece: str) -> None:
    begun = time.process_time()
    find_identifiers(piece * (60_000 // len(piece)))
    assert time.process_time() - begun < 8
