"""Check digits: whether a number can be what its shape says. Each takes the number without blanks and signs."""

from __future__ import annotations

import base64
import hashlib
from datetime import date

IBAN_LENGTHS = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE", "BI"), 16),
    **dict.fromkeys(("DK", "FI", "FO", "GL", "NL", "SD", "FK"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "MN", "XK"), 20),
    **dict.fromkeys(("CH", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "OM", "SO", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("PT", "ST", "LY"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("FR", "GR", "IT", "MC", "MR", "SM", "DJ"), 27),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV"), 28),
    **dict.fromkeys(("BR", "EG", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU", "YE"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
    "LC": 32,
    "RU": 33,
}
"""Characters of an account number, by country."""
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
BECH32_ENDS = {1, 0x2BC830A3}
"""What the sum is in an address of the first version, and of later ones."""


def is_iban(number: str) -> bool:
    """Return whether it is an account number: the length of its country, and 1 modulo 97."""
    number = number.upper()
    if IBAN_LENGTHS.get(number[:2]) != len(number) or not (number.isascii() and number.isalnum()):
        return False
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def is_national_number(number: str) -> bool:
    """Return whether it is a Belgian national number, of somebody born before 2000 or since."""
    if len(number) != 11 or not number.isdecimal():
        return False
    if int(number[2:4]) % 20 > 12 or int(number[4:6]) > 31:  # 20 or 40 is added to the month of a bis number
        return False
    return int(number[9:]) in {97 - int(century + number[:9]) % 97 for century in ("", "2")}


def is_bsn(number: str) -> bool:
    """Return whether it passes the test of eleven of the Dutch citizen service number."""
    if len(number) != 9 or not number.isdecimal() or not int(number):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True)) % 11 == 0


def is_nir(number: str) -> bool:
    """Return whether it is a French social security number with its key; 2A and 2B are Corsica."""
    plain = number.upper()
    for letters, digits in (("2A", "19"), ("2B", "18")):
        if plain[5:7] == letters:
            plain = plain[:5] + digits + plain[7:]
    return len(plain) == 15 and plain.isdecimal() and int(plain[13:]) == 97 - int(plain[:13]) % 97


def is_postal_item(number: str) -> bool:
    """Return whether it is the number of an item in international post (UPU S10)."""
    digits = number[2:11]
    if len(number) != 13 or not digits.isdecimal():
        return False
    weighed = sum(w * int(digit) for w, digit in zip((8, 6, 4, 2, 3, 5, 9, 7), digits, strict=False))
    return int(digits[8]) == {10: 0, 11: 5}.get(11 - weighed % 11, 11 - weighed % 11)


def is_ups(number: str) -> bool:
    """Return whether it is the number of a parcel of UPS: 1Z and sixteen signs, the last of which checks."""
    signs = number.upper()[2:]
    if len(signs) != 16 or not signs[-1].isdecimal():
        return False
    values = [int(sign) if sign.isdecimal() else (ord(sign) - ord("?")) % 10 for sign in signs[:-1]]
    return -(sum(values[::2]) + 2 * sum(values[1::2])) % 10 == int(signs[-1])


def is_base58_address(address: str) -> bool:
    """Return whether it is a wallet of the first kind: 25 bytes, the last four a digest of the others."""
    number = 0
    for sign in address:
        number = number * 58 + BASE58.index(sign) if sign in BASE58 else 1 << 208
    if number >= 1 << 200:
        return False
    data = number.to_bytes(25, "big")
    zeros = len(address) - len(address.lstrip("1"))
    if len(data) - len(data.lstrip(b"\0")) != zeros:
        return False
    return hashlib.sha256(hashlib.sha256(data[:21]).digest()).digest()[:4] == data[21:]


def is_bech32_address(address: str) -> bool:
    """Return whether it is a wallet written in bech32 or bech32m."""
    human, _, data = address.lower().rpartition("1")
    if not human or len(data) < 6 or set(data) - set(BECH32):
        return False
    values = [*(ord(sign) >> 5 for sign in human), 0, *(ord(sign) & 31 for sign in human)]
    total = 1
    for value in [*values, *map(BECH32.index, data)]:
        top, total = total >> 25, (total & 0x1FFFFFF) << 5 ^ value
        for bit, step in enumerate(BECH32_STEPS):
            total ^= step if top >> bit & 1 else 0
    return total in BECH32_ENDS


def is_onion(name: str) -> bool:
    """Return whether 56 letters and digits are the key of an onion service, version 3."""
    try:
        data = base64.b32decode(name.upper())
    except ValueError:
        return False
    key, check, version = data[:32], data[32:34], data[34:]
    return len(data) == 35 and hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] == check


def is_day(day: int, month: int, year: int) -> bool:
    """Return whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
