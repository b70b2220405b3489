"""Check digits, held against published examples and against the public rule of each number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.interviews import checksums


@pytest.mark.parametrize(
    ("check", "valid", "wrong"),
    [
        (checksums.is_iban, "BE68539007547034", "BE68539007547035"),  # the examples of the IBAN registry
        (checksums.is_iban, "NL91ABNA0417164300", "NL91ABNA041716430"),
        (checksums.is_iban, "FR1420041010050500013M02606", "FR1420041010050500013M02607"),
        (checksums.is_iban, "be68539007547034", "BE6853900754703é"),
        (checksums.is_national_number, "85073003328", "85073003329"),
        (checksums.is_national_number, "00012556777", "00012556778"),
        (checksums.is_bsn, "111222333", "111222334"),
        (checksums.is_bsn, "123456782", "000000000"),
        (checksums.is_nir, "255081416802538", "255081416802539"),  # the example of INSEE
        (checksums.is_postal_item, "RA123456785GB", "RA123456786GB"),
        (checksums.is_ups, "1Z999AA10123456784", "1Z999AA10123456785"),
        (checksums.is_base58_address, "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3"),
        (checksums.is_base58_address, "1111111111111111111114oLvT2", "111111111111111111114oLvT2"),
        (
            checksums.is_bech32_address,  # BIP 173, BIP 350
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T5",
        ),
        (
            checksums.is_bech32_address,
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj1",
        ),
        (
            checksums.is_onion,  # the address of a public search engine
            "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad",
            "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczae",
        ),
    ],
)
def test_published_examples(check: object, valid: str, wrong: str) -> None:
    assert callable(check)
    assert check(valid)
    assert not check(wrong)
    assert not check("")


@given(st.sampled_from(["BE", "NL", "FR"]), st.integers(0, 10**23 - 1))
def test_one_of_the_check_numbers_of_an_account_fits(country: str, digits: int) -> None:
    body = f"{digits:023}"[: checksums.IBAN_LENGTHS[country] - 4]
    fitting = [check for check in range(2, 99) if checksums.is_iban(f"{country}{check:02}{body}")]
    rest = int("".join(str(int(sign, 36)) for sign in f"{body}{country}00")) % 97
    assert fitting == [98 - rest]


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.integers(1, 997))
def test_national_numbers_of_both_centuries(year: int, month: int, day: int, order: int) -> None:
    birth = f"{year:02}{month:02}{day:02}{order:03}"
    fitting = {check for check in range(100) if checksums.is_national_number(f"{birth}{check:02}")}
    assert fitting == {97 - int(birth) % 97, 97 - (2 * 10**9 + int(birth)) % 97}


@given(st.sampled_from(["75", "2A", "2B", "97"]), st.integers(0, 999999))
def test_the_key_of_a_french_number(department: str, order: int) -> None:
    body = f"18507{department}{order:06}"
    key = 97 - int(body.replace("2A", "19").replace("2B", "18")) % 97
    assert [each for each in range(100) if checksums.is_nir(f"{body}{each:02}")] == [key]


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    for check in (
        checksums.is_iban,
        checksums.is_national_number,
        checksums.is_bsn,
        checksums.is_nir,
        checksums.is_postal_item,
        checksums.is_ups,
        checksums.is_base58_address,
        checksums.is_bech32_address,
        checksums.is_onion,
    ):
        assert check(text) in {True, False}
