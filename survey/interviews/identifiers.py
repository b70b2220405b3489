"""What points at somebody by its form: numbers, addresses and names of accounts, in Belgium, the Netherlands, France.

A number that has a check digit is found only where that fits. What is found first goes before what comes after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from survey.interviews import checksums
from survey.interviews.dates import DATE, day_of
from survey.interviews.places import PLACES


class Kind(StrEnum):
    """Sorts of identifiers that have a form of their own; each has words in the language files."""

    PGP = "pgp"
    ONION = "onion"
    EMAIL = "email"
    URL = "url"
    WALLET = "wallet"
    IBAN = "iban"
    NATIONAL_NUMBER = "national_number"
    NIR = "nir"
    TRACKING = "tracking"
    DATE = "date"
    BSN = "bsn"
    PHONE = "phone"
    PLATE = "plate"
    POSTCODE = "postcode"
    HANDLE = "handle"


@dataclass(frozen=True)
class Found:
    """An identifier at `text[start:end]`; `name` is the same for every way to write the same one."""

    kind: str
    name: str
    start: int
    end: int


Check: TypeAlias = Callable[[re.Match[str]], str]
"""Returns the name of what was matched, or nothing when it is no identifier."""

BLANK = "[ \u00a0\u202f]"
SIGN = "[ \u00a0\u202f./-]"
BEFORE, BEHIND = r"(?<!\w)(?<!\d[.,/-])", r"(?![\w\u0300-\u036f])(?![.,/-]\d)"
CAPITAL = "[A-ZÀ-ÖØ-Þ]"
DRUGS = frozenset(
    "LSD XTC MDA PMA PMK BMK GHB GBL DMT DXM THC CBD CBN HHC DOB DOC DOI DOM MXE NPS PCP AMT BTC XMR".split()
)
"""Three capitals that stand before a number for another reason than on a plate."""
NO_HANDLES = frozenset("home work school thuis werk jij jou jouw gij uw maison".split())
YEARS = range(1900, 2040)
NEVER_DUTCH = ("SA", "SD", "SS")
TAIL = ".,;:!?)\"'’»…"


def find_identifiers(text: str, places: Collection[str] = ()) -> list[Found]:
    """Return what points at somebody, in order of place; `places`, in small letters, come beside the usual ones."""
    taken: list[Found] = []
    known = PLACES | set(places)
    for found in (*_by_rule(text), *_postcodes(text, known), *_matches(Kind.HANDLE, HANDLE, _handle, text)):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def find_blocks(text: str) -> list[Found]:
    """Return the blocks of PGP, which alone may hold several paragraphs."""
    return list(_matches(*RULES[0], text))


def _by_rule(text: str) -> Iterator[Found]:
    yield from _accounts(text)
    for kind, pattern, check in RULES:
        yield from _matches(kind, pattern, check, text)


def _accounts(text: str) -> Iterator[Found]:
    """Yield account numbers: the country tells how many signs belong to it, blanks not counted."""
    for match in ACCOUNT.finditer(text):
        length = checksums.IBAN_LENGTHS.get(match[0][:2].upper(), 0)
        found = (
            re.compile(rf"\w\w(?:{SIGN}?[A-Za-z0-9]){{{length - 2}}}(?!\w)").match(text, match.start())
            if length
            else None
        )
        if found is not None and checksums.is_iban(_plain(found)):
            yield Found(Kind.IBAN, _plain(found), found.start(), found.end())


def _matches(kind: Kind, pattern: re.Pattern[str], check: Check, text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        name = check(match)
        if name:
            yield Found(
                kind,
                name,
                match.start(),
                match.start() + len(match[0].rstrip(TAIL)) if kind is Kind.URL else match.end(),
            )


def _plain(match: re.Match[str]) -> str:
    """Return what was matched without blanks and signs."""
    return re.sub(r"[\W_]", "", match[0]).upper()


def _small(match: re.Match[str]) -> str:
    return match[0].rstrip(TAIL).casefold()


def _exact(match: re.Match[str]) -> str:
    return match[0]


def _if(check: Callable[[str], bool], name: Check = _plain) -> Check:
    """Return a check for what must fit: its digits, or the sum at its end."""
    return lambda match: name(match) if check(name(match)) else ""


def _phone(match: re.Match[str]) -> str:
    """Return the number as it is dialled; a Belgian one as it is dialled at home."""
    digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
    abroad = match[0].startswith(("+", "00"))
    return re.sub(r"^(?:00)?32", "0", digits) if abroad else digits


def _plate(match: re.Match[str]) -> str:
    letters = "".join(sign for sign in match[0] if sign.isalpha())
    return "" if letters in DRUGS else _plain(match)


def _parcel(match: re.Match[str]) -> str:
    return _plain(match) if sum(sign.isdecimal() for sign in match[0]) > 5 else ""


def _handle(match: re.Match[str]) -> str:
    return "" if match["name"].casefold() in NO_HANDLES else match["name"].casefold()


def _postcodes(text: str, places: Collection[str]) -> Iterator[Found]:
    for match in POSTCODE.finditer(text):
        before, behind = _place_before(text, match.start(), places), _place_behind(text, match.end(), places)
        year = match["letters"] is None and len(match["digits"]) == 4 and int(match["digits"]) in YEARS
        if match["letters"] and match["letters"] not in NEVER_DUTCH:
            sure = before or behind or CAPITALISED.match(text, match.end()) is not None
        elif match["country"]:
            sure = CAPITALISED.match(text, match.end()) is not None
        else:
            alone = ALONE.match(text, match.end()) is not None
            sure = (behind and (not year or _in_address(text, match.start()))) or (before and alone and not year)
        if sure:
            yield Found(Kind.POSTCODE, _plain(match), match.start(), match.end())


def _place_behind(text: str, end: int, places: Collection[str]) -> bool:
    match = CAPITALISED.match(text, end)
    return match is not None and bool(
        {match["one"].casefold(), match["two"].casefold().replace(" ", "-")} & set(places)
    )


def _place_before(text: str, start: int, places: Collection[str]) -> bool:
    match = WORD_BEFORE.search(text[max(0, start - 40) : start])
    return match is not None and match["one"].casefold() in places


def _in_address(text: str, start: int) -> bool:
    """Return whether a number that could be a year stands as in an address: behind a comma, a number, a new line."""
    before = text[:start].rstrip(" \u00a0\u202f")
    return not before or before[-1] in ",(\n" or before[-1].isdecimal()


def _spaced(*groups: str, sign: str = f"{SIGN}?") -> re.Pattern[str]:
    return re.compile(BEFORE + sign.join(groups) + BEHIND)


HANDLE = re.compile(r"(?<![\w@./])(?:@(?=\w*[^\W\d])|/?[uU]/)(?P<name>[\w-](?:[\w.-]{1,30}[\w-])?)(?!\w)")
POSTCODE = re.compile(
    rf"{BEFORE}(?P<country>(?:B|F|NL|BE|FR)-{BLANK}?)?(?P<digits>[1-9]\d{{3}}|\d{{5}})"
    rf"(?:{BLANK}?(?P<letters>[A-Z]{{2}}))?{BEHIND}"
)
ALONE = re.compile(rf"{BLANK}*(?:$|[\n.,;:)!?])")
ACCOUNT = re.compile(rf"(?<!\w)[A-Za-z]{{2}}\d\d(?={SIGN}?\w)")
CAPITALISED = re.compile(rf"{BLANK}*[,(]?{BLANK}+(?P<two>(?P<one>{CAPITAL}[\w'’-]+)(?:{BLANK}[\w'’-]+)?)")
WORD_BEFORE = re.compile(rf"(?P<one>{CAPITAL}[\w'’-]+){BLANK}*[,(]?{BLANK}*$")
PLATES = (
    r"[1-9][- .]?[A-Z]{3}[- .]?\d{3}|[A-Z]{3}-\d{3}|\d{3}-[A-Z]{3}"  # Belgium
    r"|[A-Z]{2}-\d\d-\d\d|\d\d-\d\d-[A-Z]{2}|\d\d-[A-Z]{2}-\d\d|[A-Z]{2}-\d\d-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d\d"
    r"|\d\d-[A-Z]{2}-[A-Z]{2}|\d\d-[A-Z]{3}-\d|\d-[A-Z]{3}-\d\d|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}"
    r"|[A-Z]{3}-\d\d-[A-Z]|[A-Z]-\d\d-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"  # the Netherlands
    r"|[A-HJ-NP-TV-Z]{2}[- ]\d{3}[- ][A-HJ-NP-TV-Z]{2}|\d{2,4} [A-Z]{2,3} \d\d"  # France
)
DOMAIN = r"[\w-]+(?:\.[\w-]+){0,6}"
URLS = (
    r"(?<!\w)(?:(?:https?|ftp)://|www\.)[^\s\[\]<>]+"
    rf"|(?<![\w@-]){DOMAIN}\.(?:(?:com|org|info|eu)(?![\w-])(?:/[^\s\[\]<>]*)?|(?:be|nl|fr|net|io|me|to|cc)/[^\s\[\]<>]+)"
)
PHONES = (
    rf"(?<!\w)(?:\+|00)3[123]{SIGN}?(?:\(0\){SIGN}?)?[1-9](?:{SIGN}?\d){{7,8}}"
    rf"|(?<!\w)\+[1-9]\d{{0,2}}(?:{SIGN}?\d){{7,12}}"
    rf"|{BEFORE}0[1-9](?:(?:{SIGN}| / | - )?\d){{7,8}}"
)
PGP = (
    r"-----BEGIN PGP [A-Z ]+-----(?:(?:(?!-----BEGIN|\n\n[^\n:]{1,63}:\s).)*?-----END PGP [A-Z ]+-----"
    r"|.*?(?=\n\n[^\n:]{1,63}:\s|\Z))"
    rf"|{BEFORE}(?:[0-9A-Fa-f]{{4}}{BLANK}{{0,2}}){{9}}[0-9A-Fa-f]{{4}}{BEHIND}"
    rf"|{BEFORE}0x(?:[0-9A-Fa-f]{{16}}|[0-9A-Fa-f]{{8}}){BEHIND}"
)
RULES: tuple[tuple[Kind, re.Pattern[str], Check], ...] = (
    (Kind.PGP, re.compile(PGP, re.DOTALL), _exact),
    (
        Kind.ONION,
        re.compile(rf"(?i)(?:https?://)?(?<![\w-]){DOMAIN}\.onion(?![\w-])(?:[/:][^\s\[\]<>]*[\w/])?"),
        _small,
    ),
    (Kind.ONION, re.compile(r"(?<!\w)[a-z2-7]{56}(?!\w)"), _if(checksums.is_onion, _exact)),
    (Kind.EMAIL, re.compile(rf"(?<![\w.+%-])[\w.+%-]+@{DOMAIN}\.[^\W\d_]{{2,}}(?![\w-])"), _small),
    (Kind.URL, re.compile(URLS, re.IGNORECASE), _small),
    (Kind.WALLET, re.compile(r"(?<!\w)[1-9A-HJ-NP-Za-km-z]{26,35}(?!\w)"), _if(checksums.is_base58_address, _exact)),
    (
        Kind.WALLET,
        re.compile(r"(?<!\w)(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11,87}(?!\w)", re.IGNORECASE),
        _if(checksums.is_bech32_address, _small),
    ),
    (Kind.WALLET, re.compile(r"(?<!\w)(?:0x[0-9A-Fa-f]{40}|(?:0x)?[0-9A-Fa-f]{64})(?!\w)"), _small),
    (Kind.WALLET, re.compile(r"(?<!\w)[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?(?!\w)"), _exact),
    (
        Kind.NATIONAL_NUMBER,
        _spaced(r"\d\d", r"\d\d", rf"\d\d{SIGN}{{0,2}}", r"\d{3}", r"\d\d"),
        _if(checksums.is_national_number),
    ),
    (
        Kind.NIR,
        re.compile(
            rf"{BEFORE}[1-478]{SIGN}?\d\d{SIGN}?\d\d{SIGN}?(?:\d\d|2[ABab])(?:{SIGN}?\d{{3}}){{2}}{SIGN}?\d\d{BEHIND}"
        ),
        _if(checksums.is_nir),
    ),
    (Kind.TRACKING, _spaced("[A-Z]{2}", r"\d{3}", r"\d{3}", r"\d{3}", "[A-Z]{2}"), _if(checksums.is_postal_item)),
    (Kind.TRACKING, re.compile(rf"{BEFORE}1Z[0-9A-Z]{{16}}{BEHIND}"), _if(checksums.is_ups)),
    (
        Kind.TRACKING,
        re.compile(rf"{BEFORE}(?:323\d(?:{BLANK}?\d){{20}}|(?:JJ?D|JVGL)\d{{14,20}}|\d[A-Z]\d{{11}}){BEHIND}"),
        _parcel,
    ),
    (Kind.TRACKING, re.compile(rf"{BEFORE}3S[A-Z0-9]{{9,16}}{BEHIND}"), _parcel),
    (Kind.DATE, DATE, day_of),
    (
        Kind.BSN,
        re.compile(rf"{BEFORE}(?:\d{{9}}|\d{{4}}[ .]\d\d[ .]\d{{3}}|\d{{3}}[ -]\d{{3}}[ -]\d{{3}}){BEHIND}"),
        _if(checksums.is_bsn),
    ),
    (Kind.PHONE, re.compile(f"(?:{PHONES}){BEHIND}"), _phone),
    (Kind.PLATE, re.compile(f"{BEFORE}(?:{PLATES}){BEHIND}"), _plate),
)
