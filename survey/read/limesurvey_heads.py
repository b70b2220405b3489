"""LimeSurvey's headings: by code, by code and text, or the full text; and its own columns in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

WORDINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("Response ID", "Respons ID", "ID de la réponse", "Antwort ID"),
    "submitdate": ("Date submitted", "Datum verstuurd", "Date de soumission", "Datum Abgeschickt"),
    "lastpage": ("Last page", "Laatste pagina", "Dernière page", "Letzte Seite"),
    "startlanguage": ("Start language", "Start taal", "Langue de départ", "Start-Sprache"),
    "seed": ("Seed", "Tête de série", "Zufallsgeneratorstartwert", "Zufallsstartwert"),
    "startdate": ("Date started", "Startdatum", "Date de lancement", "Datum gestartet"),
    "datestamp": ("Date last action", "Datum laatste actie", "Date de la dernière action", "Datum letzte Aktivität"),
    "ipaddr": ("IP address", "IP Adres", "Adresse IP", "IP-Adresse"),
    "refurl": ("Referrer URL", "Verwijzer URL", "URL référente", "Weiterleitungs-URL"),
    "token": ("Token", "Access code", "Toegangscode", "Code d'accès", "Zugangscode", "Schlüsselwort"),
    "firstname": ("First name", "Voornaam", "Prénom", "Vorname"),
    "lastname": ("Last name", "Achternaam", "Nachname"),
    "email": ("Email address", "E-mailadres", "Adresse de courriel", "E-Mail-Adresse"),
    "interviewtime": ("Total time", "Totaaltijd", "Temps total", "Gesamtzeit"),
}
"""LimeSurvey's own columns: their codes, and how full-text headings name them in English, Dutch, French, German."""

SIGNATURE = frozenset({"submitdate", "lastpage", "startlanguage"})
TIMES = "interviewtime"
"""The first of the time stamps, which stand behind the last question."""

BRACKETS = re.compile(r"(?P<code>\w+)(?P<items>(?:\[[^\][]*\])+)?")
"""`Q1`, `Q1[SQ001]`, `Q1[SQ001][1]`."""
UNDERSCORE = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9]*)_(?P<item>\w+)")
"""`Q1_SQ001`, `Q12_S34`: codes of questions and subquestions have no underscore themselves."""
LAST_ITEM = re.compile(r"(?P<text>.*?)\s*(?P<items>(?:\[[^\][]*\]\s*)+)", re.DOTALL)
"""`Which of these? [Bar]`."""
RANK = re.compile(r"(?:Rank|Rang|Ranking) (\d+)")
"""The column of a ranking: which place it holds."""
CODE_AND_TEXT = re.compile(r"\w+\[\w+\]\. ")
"""What tells headings of a published file whose metadata were taken out."""


class Style(Enum):
    """What headings consist of."""

    CODE = auto()
    CODE_AND_TEXT = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Heading:
    """A column's name, and what its heading says about it."""

    column: str
    text: str = ""
    """The wording of the question, or of the item where there is one."""
    question: str = ""
    """The wording of the question whose item this is."""


def style_of(heads: Sequence[str]) -> tuple[Style, str] | None:
    """Return what LimeSurvey's headings consist of, and what separates code and text; None when they are another's."""
    found = {head.strip() for head in heads}
    if found >= SIGNATURE:
        return Style.CODE, ""
    separators = {_separator(head) for head in found if head.startswith("submitdate")} - {""}
    if len(separators) == 1:
        return Style.CODE_AND_TEXT, separators.pop()
    if any(CODE_AND_TEXT.match(head) for head in heads):
        return Style.CODE_AND_TEXT, ". "
    known = {metadata_of(head) for head in heads}
    return (Style.TEXT, "") if known >= SIGNATURE else None


def metadata_of(head: str) -> str:
    """Return which of LimeSurvey's own columns a full-text heading names, or nothing."""
    return _BY_WORDING.get(_bare(head), "")


def headings(heads: Sequence[str], style: Style, separator: str) -> list[Heading]:
    """Return the columns; `Q1[SQ001]` and `Which? [Bar]` become `Q1/SQ001` and `Which?/Bar`."""
    if style is Style.TEXT:
        return _numbered([_by_text(head) for head in heads])
    if style is Style.CODE:
        return by_code(heads)
    parts = [head.strip().partition(separator) for head in heads]
    return [
        _with_text(heading.column, text)
        for heading, (_, _, text) in zip(by_code(p[0] for p in parts), parts, strict=True)
    ]


def by_code(heads: Iterable[str]) -> list[Heading]:
    """Return columns by their codes; underscores part codes where no heading of the file has brackets."""
    codes = [head.strip() for head in heads]
    own = WORDINGS.keys() | {code for code in codes if re.match(r"attribute_\d", code)}
    if any("[" in code for code in codes):
        return [Heading(_bracketed(code)) for code in codes]
    pairs = [None if code in own else UNDERSCORE.fullmatch(code) for code in codes]
    made = [f"{pair['code']}/{pair['item']}" if pair else code for pair, code in zip(pairs, codes, strict=True)]
    return [Heading(_scaled(name, made)) for name in made]


def _bracketed(head: str) -> str:
    match = BRACKETS.fullmatch(head)
    if not match or not match["items"]:
        return head
    items = re.findall(r"\[([^\][]*)\]", match["items"])
    if len(items) == 2 and items[0].isdigit() and not items[1].isdigit():
        items.reverse()  # older versions name the scale before the row
    return f"{match['code']}/{'_'.join(items)}"


def _scaled(name: str, names: Sequence[str]) -> str:
    """Return a column of a dual scale with its scale counted from 1: `Q/SQ1_0` and `Q/SQ1_1` are a pair."""
    row, _, scale = name.rpartition("_")
    if "/" in row and scale in {"0", "1"} and f"{row}_0" in names and f"{row}_1" in names and f"{row}_2" not in names:
        return f"{row}_{int(scale) + 1}"
    return name


def _with_text(column: str, text: str) -> Heading:
    text = " ".join(text.split())
    match = LAST_ITEM.fullmatch(text) if "/" in column else None
    item = " ".join(_items(match)).strip() if match else ""
    return Heading(column, item, match["text"]) if match and item else Heading(column, text.removesuffix("[]").strip())


def _by_text(head: str) -> Heading:
    text = " ".join(head.split())
    if code := metadata_of(text):
        return Heading(code, text)
    match = LAST_ITEM.fullmatch(text)
    if not match or not match["text"]:
        return Heading(_slashless(text), text)
    item = " ".join(_items(match))
    place = RANK.fullmatch(item)
    return Heading(f"{_slashless(match['text'])}/{place[1] if place else _slashless(item)}", item, match["text"])


def _items(match: re.Match[str]) -> list[str]:
    return [item.strip() for item in re.findall(r"\[([^\][]*)\]", match["items"])]


def _slashless(text: str) -> str:
    """Return a text as part of a column's name, in which a slash parts question and item."""
    return text.replace("/", "-")


def _numbered(found: Sequence[Heading]) -> list[Heading]:
    """Return headings in which a question asked twice with one wording is a question of its own (`Which?#2/Bar`)."""
    times: dict[str, int] = {}
    taken: set[str] = set()
    made: list[Heading] = []
    for heading in found:
        question, slash, item = heading.column.partition("/")
        if not question:
            made.append(heading)
            continue
        if _name(question, times.get(question, 1), slash + item) in taken:
            times[question] = times.get(question, 1) + 1
        name = _name(question, times.get(question, 1), slash + item)
        taken.add(name)
        made.append(Heading(name, heading.text, heading.question))
    return made


def _name(question: str, times: int, item: str) -> str:
    return f"{question}{item}" if times == 1 else f"{question}#{times}{item}"


def _separator(head: str) -> str:
    """Return what stands between `submitdate` and its wording, or nothing."""
    for wording in WORDINGS["submitdate"]:
        if head.endswith(wording):
            return head.removeprefix("submitdate").removesuffix(wording)
    return ""


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


_BY_WORDING = {_bare(wording): code for code, wordings in WORDINGS.items() for wording in wordings}
