"""What is hidden is in no byte of any file: numbers that occur nowhere else are looked for in every part of each."""

import base64
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from lxml import etree

from analysis import tables
from analysis.disclosure import Audience, Policy, Release, protect
from analysis.table import Cell, Table
from reports.delivery import ENDINGS, content_of
from reports.figures.canvas import canvas, plain_settings
from reports.front import Front
from survey.codebook import Scale
from survey.missing import Reason
from tests.toy import label, number, one, plan, several, study, survey

THRESHOLD = 2500
COUNTS = {"web": 4007, "friends": 3313, "dark": 2221, "media": 1117, Reason.NO_ANSWER: 2203, Reason.DONT_KNOW: 1301}
"""Answers to one question; those below the threshold are hidden, and others that would tell them."""
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
GLYPHS = re.compile(rb'<use xlink:href="#(\w+)-(\w+)"')
OUTLINE = re.compile(rb' d="[^"]*"')
PACKED = re.compile(rb"[A-Za-z0-9+/]{60,}={0,2}")
VARIABLES = (
    one("source", "web friends dark media", Scale.NOMINAL),
    one("sex", "woman man", Scale.NOMINAL),
    several("why", "price choice safety none", exclusive="none"),
    one("first_risk", "small large huge", Scale.LIKERT, group="risk"),
    one("last_risk", "small large huge", Scale.LIKERT, group="risk"),
    number("age"),
)
PLANS = (
    plan("frequency", "source", {"figure": "dots"}, id="a"),
    plan("frequency", "source", by="sex", id="b"),
    plan("multiresponse", "why", {"figure": "chart", "bounds": "yes"}, id="c"),
    plan("battery", "first_risk last_risk", {"figure": "likert"}, id="d"),
    plan("missingness", "source why age", {"figure": "map"}, id="e"),
    plan("number", "age", {"figure": "intervals", "mean": "yes"}, id="f"),
)


@cache
def computed(swapped: bool = False) -> tuple[Table, ...]:
    """Return the tables; `swapped` are those of two answers that both are hidden, each given for the other."""
    answers = [answer for answer, count in COUNTS.items() for _ in range(count)]
    people = [person(at, answer) for at, answer in enumerate(answers)]
    if swapped:
        other = {"dark": "media", "media": "dark"}
        people = [{**each, "source": other.get(each["source"], each["source"])} for each in people]
    return tuple(tables(study(VARIABLES, PLANS), survey(VARIABLES, people)))


def person(at: int, answer: object) -> dict[str, Any]:
    """Return one respondent; each question has answers that few gave, in odd numbers."""
    return {
        "source": answer,
        "sex": "woman" if at % 5 else "man",
        "why": "none" if at % 17 == 0 else "price" if at % 3 == 0 else "choice safety" if at % 7 == 0 else "choice",
        "first_risk": "huge" if at % 19 == 0 else "large" if at % 3 else "small",
        "last_risk": "huge" if at % 23 == 0 else Reason.REFUSED if at % 29 == 0 else "small",
        "age": Reason.DONT_KNOW if at % 31 == 0 else 18 + at % 37,
    }


@cache
def released(audience: Audience, swapped: bool = False) -> Release:
    return protect(computed(swapped), (), Policy(audience, THRESHOLD))


@cache
def output(ending: str, audience: Audience, swapped: bool = False) -> bytes:
    return content_of(released(audience, swapped), Front(label("Kopers"), "nl"), ending)


@cache
def secrets() -> dict[str, re.Pattern[bytes]]:
    """Return what is computed and nowhere shown: every hidden number, and what it leaves of its base."""
    hidden, shown = set[Fraction](), set[Fraction]()
    for raw, kept in zip(computed(), released(Audience.PUBLIC).tables, strict=True):
        for row, guarded in zip(raw.rows, kept.rows, strict=True):
            for key, cell in row.cells.items():
                base = raw.base_of(row, cell)
                told = guarded.cells[key]
                into = hidden if told.hidden else shown
                into |= numbers(cell) | (
                    {Fraction(base.n - cell.count)} if told.hidden and base and base.n and cell.count else set()
                )
        for one_, other in zip(raw.bases, kept.bases, strict=True):
            for reason, n in one_.missing.items():
                (hidden if reason in other.hidden else shown).add(Fraction(n))
            (shown if other.n is not None else hidden).add(Fraction(one_.n or 0))
    telling = {n for n in hidden - shown if n >= 1000 or n.denominator > 100}
    return {f"{float(n):.9g}": pattern(n) for n in telling}


def numbers(cell: Cell) -> set[Fraction]:
    found = (cell.value, cell.low, cell.high, None if cell.count is None else Fraction(cell.count))
    return {each for each in found if each is not None}


def pattern(number: Fraction) -> re.Pattern[bytes]:
    """Return how a number may be written: thousands apart or not, a broken one with at least five decimals."""
    gap = rb"(?:[ .,']|\xc2\xa0|\xe2\x80\xaf|&#160;|&nbsp;)?"
    if number.denominator == 1:
        digits = gap.join(part.encode() for part in f"{int(number):,}".split(","))
        return re.compile(rb"(?<![\w.])" + digits + rb"(?![\w])")
    whole, _, decimals = f"{float(number):.7f}".partition(".")
    return re.compile(rb"(?<!\d)" + whole.encode() + rb"[.,]" + decimals[:5].encode())


def parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every part of a file: what is packed in it, the words of its XML without tags, the letters of its lines.

    Coordinates in a picture are no numbers that anybody can read: that they tell nothing is for the last test.
    """
    yield name, OUTLINE.sub(b"", content) if b"<svg" in content[:400] else content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield f"{name} comment", packed.comment
            for member in packed.namelist():
                yield from parts(f"{name}/{member}", packed.read(member))
    elif content.startswith(b"\x89PNG"):
        yield from ((f"{name} {kind}", text) for kind, text in chunks(content))
    else:
        for at, found in enumerate(PACKED.findall(content)):
            if len(found) % 4 == 0:
                yield from parts(f"{name} packed {at}", base64.b64decode(found))
    if b"<svg" in content[:400]:
        yield f"{name} letters", letters(content)
    elif content.lstrip()[:1] == b"<":
        yield f"{name} words", words(content)


def chunks(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the chunks of a PNG, those of text unpacked."""
    at = 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, data = content[at + 4 : at + 8].decode(), content[at + 8 : at + 8 + length]
        if kind == "zTXt":
            data = zlib.decompress(data.partition(b"\0")[2][1:])
        if kind not in ("IDAT", "IHDR"):
            yield kind, data
        at += 12 + length


def words(content: bytes) -> bytes:
    """Return the text of XML, runs of one paragraph joined: a number may be in two."""
    root = etree.fromstring(re.sub(rb"^<!DOCTYPE html>", b"", content), PARSER)
    return "\n".join("".join(e.itertext()) for e in root.iter("{*}p", "{*}tr", "{*}si", "{*}li")).encode()


@cache
def digits() -> dict[bytes, bytes]:
    """Return by which names the letters of numbers are drawn."""
    signs = "0123456789,"
    with plain_settings():
        sheet = canvas(99, 20)
        sheet.text(1, 9, signs)
        found = [b"-".join(glyph) for glyph in GLYPHS.findall(sheet.svg())]
    return dict(zip(found, (sign.encode() for sign in signs), strict=True))


def letters(content: bytes) -> bytes:
    """Return the numbers that a picture draws letter by letter, each text on a line."""
    groups = [GLYPHS.findall(group) for group in content.split(b"<g transform=")]
    return b"\n".join(b"".join(digits().get(b"-".join(glyph), b" ") for glyph in group) for group in groups)


def found(name: str, content: bytes) -> list[tuple[str, str]]:
    """Return the secrets in a file, each with its place."""
    told = secrets()
    return [
        (place, secret) for place, part in parts(name, content) for secret, sign in told.items() if sign.search(part)
    ]


def test_there_is_something_to_hide() -> None:
    assert len(secrets()) > 30
    assert {str(COUNTS[answer]) for answer in ("dark", "media", Reason.DONT_KNOW)} <= set(secrets())


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_hidden_is_in_no_part_of_a_file(ending: str) -> None:
    assert found(ending, output(ending, Audience.PUBLIC)) == []
    inside = found(ending, output(ending, Audience.INTERNAL))
    assert {"2221", "1117"} <= {secret for _, secret in inside}, "what the team sees is found: the search can fail"


def test_numbers_that_pictures_draw_are_looked_at_too() -> None:
    drawn = [place for place, _ in found(".docx", output(".docx", Audience.INTERNAL)) if place.endswith("letters")]
    assert drawn
    kinds = {name.rpartition(".")[2] for name, _ in parts(".docx", output(".docx", Audience.PUBLIC))}
    assert kinds >= {"svg", "svg letters", "xml", "xml words", "rels", "png", "png pHYs", "xlsx"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_byte_depends_on_what_is_hidden(ending: str) -> None:
    assert computed() != computed(swapped=True)
    assert output(ending, Audience.PUBLIC) == output(ending, Audience.PUBLIC, swapped=True)
