"""Qualtrics exports of an invented fair, made by us in the layouts that Qualtrics writes: everything is synthetic.

The same eight responses stand in the present form, in that of 2016 and in the legacy form, each with numbers or texts.
The survey they belong to is in `qualtrics_survey`.
"""

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PEOPLE = 8
PREVIEW, UNFINISHED, TEST = 1, 3, 6
"""Rows, from 0: a try of the questionnaire, one who stopped, and answers that the platform made up."""
STATUS = {PREVIEW: ("1", "Survey Preview"), TEST: ("2", "Survey Test")}


@dataclass(frozen=True)
class Column:
    """One column of the present form."""

    tag: str
    text: str
    """Its wording in row 2, with a bar between question, row and choice."""
    id: str
    cells: tuple[str, ...]
    choice: str = ""
    options: tuple[str, ...] = ()
    """Wordings of a single choice whose values count from 1, for an export of texts."""

    @property
    def wording(self) -> str:
        return self.text.rpartition("|")[2]


def column(tag: str, text: str, id_: str, cells: str, choice: str = "", options: str = "") -> Column:
    filled = tuple(cell.strip() for cell in cells.split(";"))
    assert len(filled) == PEOPLE, tag
    return Column(tag, text, id_, filled, choice, tuple(filter(None, options.split(";"))))


FRUIT = "Welk fruit kocht u op de kermis?\nMeer dan één antwoord mag.|"
SNACK = "Welke snack at u?"
RIDE, COST, CROWD = "Hoe vond u deze attracties?|", "Wat kostte het?|", "Hoe druk was het?|"
STALL, SEEN, WHERE = "Kramen|", "Wat zag u, en wanneer?|", "Wat van dit fruit kocht u bij een kraam?|"
OPTIONS = {"ride": "Leuk;Saai", "crowd": "Rustig;Druk", "stall": "Ja;Nee", "stop": "Kort;Lang"}

QUESTIONS = (
    column("way", "Hoe kwam u?", "QID1", "1;1;4;2;3;1;2;1", options="Trein;Bus;Te voet;Ik was er niet"),
    column("fruit_10", f"{FRUIT}Appel", "QID2", "1;1;;1;;1;;1", "1"),
    column("fruit_11", f"{FRUIT}Kers, zoet - of zuur", "QID2", "1;;;;;1;1;1", "4"),
    column("fruit_12", f"{FRUIT}Peer", "QID2", ";;;1;;;1;", "2"),
    column("fruit_13", f"{FRUIT}Geen van deze", "QID2", ";;;;1;;;", "3"),
    column("fruit_DO", f"{FRUIT}Display Order", "QID2_DO", "1|4|2|3;1|4|2|3;;4|1|2|3;2|4|1|3;;;1|2|4|3"),
    column("snack_1", f"{SNACK}|Geselecteerde keuze|Wafel", "QID3", "1;;;1;-99;1;;", "1"),
    column("snack_2", f"{SNACK}|Geselecteerde keuze|Iets anders", "QID3", "1;1;;;-99;;1;1", "2"),
    column("snack_3", f"{SNACK}|Geselecteerde keuze|Friet", "QID3", ";;;1;-99;;;", "3"),
    column("snack_2_TEXT", f"{SNACK}|Iets anders|Tekst", "QID3_2_TEXT", 'Noten, "zoet";x;;;;;x;NA'),
    column("ride_1", f"{RIDE}Molen", "QID4_1", "1;1;;2;-99;1;2;2", options=OPTIONS["ride"]),
    column("ride_2", f"{RIDE}Botsauto", "QID4_2", "2;1;;1;-99;1;2;1", options=OPTIONS["ride"]),
    column("cost_1_1", f"{COST}Molen|Kind", "QID5_1_1", "2;x;;3;;x;x;001"),
    column("cost_1_2", f"{COST}Molen|Gezin", "QID5_1_2", "5;x;;;;x;x;1,2,3"),
    column("cost_2_1", f"{COST}Botsauto|Kind", "QID5_2_1", "2;x;;;;x;x;"),
    column("cost_2_2", f"{COST}Botsauto|Gezin", "QID5_2_2", "6;x;;;;x;x;"),
    column("morning", f"{CROWD}Ochtend", "QID6_1", "1;1;;1;;1;2;2", options=OPTIONS["crowd"]),
    column("evening", f"{CROWD}Avond", "QID6_2", "2;1;;2;;1;1;2", options=OPTIONS["crowd"]),
    column("stall#1_1", f"{STALL}Bezocht|Links", "QID7#1_1", "1;1;;2;;1;2;1", options=OPTIONS["stall"]),
    column("stall#1_2", f"{STALL}Bezocht|Rechts", "QID7#1_2", "2;1;;2;;1;2;1", options=OPTIONS["stall"]),
    column("stall#2_1_-1", f"{STALL}Gedronken|Links|Koffie", "QID7#2_1_1", "1;1;;;;1;;"),
    column("stall#2_1_0", f"{STALL}Gedronken|Links|Thee", "QID7#2_1_2", ";;;;;;;1"),
    column("stall#2_2_-1", f"{STALL}Gedronken|Rechts|Koffie", "QID7#2_2_1", ";1;;;;1;;1"),
    column("stall#2_2_0", f"{STALL}Gedronken|Rechts|Thee", "QID7#2_2_2", ";;;;;;;1"),
    column("seen_1_1", f"{SEEN}Muziek|Zaterdag", "QID23_1_1", "1;1;;1;;1;;1"),
    column("seen_1_2", f"{SEEN}Muziek|Zondag", "QID23_1_2", ";;;1;;;1;1"),
    column("seen_2_1", f"{SEEN}Iets anders|Zaterdag", "QID23_2_1", "1;;;;;;;"),
    column("seen_2_2", f"{SEEN}Iets anders|Zondag", "QID23_2_2", "1;;;;;;;"),
    column("seen_2_TEXT", f"{SEEN}Iets anders|Tekst", "QID23_2_TEXT", "Vuurwerk;;;;;;;"),
    column("rank_1", "Zet in volgorde|Molen", "QID8_1", "1;1;2;;2;1;1;1"),
    column("rank_2", "Zet in volgorde|Botsauto", "QID8_2", "2;2;1;;1;2;2;2"),
    column("score_1", "Hoeveel punten?|Muziek", "QID9_1", "80;50;;;10;1;99;0"),
    column("score_2", "Hoeveel punten?|Eten", "QID9_2", "65;50;;;20;1;98;100"),
    column("age", "Hoe oud bent u?", "QID10_TEXT", "31;20;44;;17;1;2;52"),
    column("why", "Waarom kwam u?", "QID11_TEXT", "Zon;x;Regen;;-99;x;x;Ik zei: “ja”, en\nging"),
    column("why - Topics", "Waarom kwam u?|Topics", "QID11_TEXT_0a1b2c3d4e5f60718293a4b5Topics", "weer;;weer;;;;;"),
    column("again", "Komt u terug?", "QID12", "10;5;0;;7;1;2;9"),
    column("again_NPS_GROUP", "Komt u terug?|Group", "QID12_NPS_GROUP", "3;1;1;;2;1;1;3"),
    column("timer_Page Submit", "Timer|Page Submit", "QID13_PAGE_SUBMIT", "12.5;3;8.1;;9;1;1;30"),
    column("meta_Browser", "Browser|Browser", "QID14_BROWSER", "Firefox;;Chrome;;Safari;;;Edge"),
    column("meta_Resolution", "Browser|Resolution", "QID14_RESOLUTION", "800x600;;1x1;;1x2;;;1x3"),
    column("ticket", "Had u een kaartje?", "QID16", "1;1;;;;1;2;2", options="Ja;Nee"),
    column("ticket", "Waar kocht u het?", "QID17", "2;1;;;;1;;", options="Loket;Online"),
    column("where_x1", f"{WHERE}Appel", "QID18_x1", "1;1;;;;;;"),
    column("where_x4", f"{WHERE}Kers, zoet - of zuur", "QID18_x4", ";;;;;;;1"),
    column("where_x2", f"{WHERE}Peer", "QID18_x2", ";;;;;;;"),
    column("where_x3", f"{WHERE}Geen van deze", "QID18_x3", ";;;;1;;;"),
    column("tip", "Uw tip voor de trein?", "QID19_TEXT", "Vaker;x;;;;;;Later"),
    column("screen", "Leest dit scherm goed?", "QID20", "1;1;;;2;1;1;1", options="Ja;Nee"),
    column("1_stop", "Hoe lang bleef u?|Molen", "1_QID21", "1;1;;;2;1;1;2", options=OPTIONS["stop"]),
    column("2_stop", "Hoe lang bleef u?|Botsauto", "2_QID21", "2;1;;;2;1;1;1", options=OPTIONS["stop"]),
    column("source", "source", "source", "flyer;;poster;flyer;;;;"),
)

DAY = "2024-05-{:02d} 10:00:00"
DAYS = ";".join(DAY.format(row + 1) for row in range(PEOPLE))
NUMBERS = ";".join(f"R_fair{row}" for row in range(PEOPLE))
ADDRESSES = ";".join(f"192.0.2.{row}" for row in range(PEOPLE))
PLATFORM = (
    column("StartDate", "Begindatum", "startDate", DAYS),
    column("EndDate", "Einddatum", "endDate", DAYS),
    column("Status", "Soort respons", "status", ";".join(STATUS.get(row, "0")[0] for row in range(PEOPLE))),
    column("IPAddress", "IP-adres", "ipAddress", ADDRESSES),
    column("Progress", "Voortgang", "progress", "100;100;100;40;100;100;100;100"),
    column("Duration (in seconds)", "Duur (in seconden)", "duration", "90;12;30;25;88;1;1;240"),
    column("Finished", "Voltooid", "finished", "1;1;1;0;1;1;1;1"),
    column("RecordedDate", "Registratiedatum", "recordedDate", DAYS),
    column("ResponseId", "Respons-ID", "_recordId", NUMBERS),
    column("RecipientLastName", "Achternaam", "recipientLastName", ";" * (PEOPLE - 1)),
    column("RecipientEmail", "E-mail", "recipientEmail", "a@example.org;;b@example.org;;;;;"),
    column("ExternalReference", "Externe referentie", "externalDataReference", "T1;;T2;;;;;"),
    column("LocationLatitude", "Breedtegraad", "locationLatitude", "50.1;;50.2;50.3;;;;50.4"),
    column("DistributionChannel", "Kanaal", "distributionChannel", ";".join(["anonymous"] * PEOPLE)),
    column("UserLanguage", "Taal", "userLanguage", "NL;NL;FR;NL;FR;NL;NL;NL"),
)
IDS_2016 = {
    "_recordId": "responseId",
    "recipientLastName": "panel-RecipientLastName",
    "recipientEmail": "panel-RecipientEmail",
    "externalDataReference": "panel-ExternalDataReference",
}

LEGACY = "ResponseID ResponseSet Name ExternalDataReference EmailAddress IPAddress Status StartDate EndDate Finished"
LEGACY_CELLS = ("ResponseId", "", "", "ExternalReference", "RecipientEmail", "IPAddress", "Status")
LEGACY_DATES = ("StartDate", "EndDate", "Finished")
"""Where the cells of V1 … V10 stand in the present form; a set and a name are the same for everyone."""
LEGACY_TAGS = {"fruit_10": "fruit_1", "fruit_12": "fruit_2", "fruit_13": "fruit_3", "fruit_11": "fruit_4"}
LEGACY_TAGS |= {"fruit_DO": "DO-Q-fruit"}
"""Legacy files number the boxes of a set by the choices' own ids, in whose order they stand."""
UNKNOWN = re.compile(r"Topics|_NPS_GROUP|_PAGE_SUBMIT|_BROWSER|_RESOLUTION|_x\d")
"""Columns of which we do not know what legacy files have: these have none."""


def write_present(path: Path, texts: bool = False) -> Path:
    """Write three rows of headings, with JSON in the third."""
    columns = (*PLATFORM, *QUESTIONS)
    return _write(path, [_tags(columns), _texts(columns), [_json(one) for one in columns], *_rows(columns, texts)])


def write_2016(path: Path, texts: bool = False) -> Path:
    """Write three rows of headings, with Python in the third; rows with tags of their own have the question's too."""
    columns = (*PLATFORM, *QUESTIONS)
    tags = [f"cost_{tag}" if tag.startswith("cost_") else tag for tag in _tags(columns)]
    return _write(
        path, [tags, _texts(columns, "-"), [str({"ImportId": _old_id(one)}) for one in columns], *_rows(columns, texts)]
    )


def write_legacy(path: Path, texts: bool = False) -> Path:
    """Write two rows of headings, V1 to V10 first, the place last, and a comma at the end of every row."""
    columns = sorted((one for one in QUESTIONS if not UNKNOWN.search(one.id)), key=_legacy_place)
    tags = [LEGACY_TAGS.get(one.tag, one.tag) for one in columns]
    wordings = [
        "Display Order: Fruit" if one.id.endswith("_DO") else text
        for one, text in zip(columns, _texts(columns, "-"), strict=True)
    ]
    heads = [[*(f"V{number}" for number in range(1, 11)), *tags, "LocationLatitude", ""]]
    heads.append([*LEGACY.split(), *wordings, "LocationLatitude", ""])
    own = {one.tag: one for one in PLATFORM}
    blank = {"": column("", "", "", ";" * (PEOPLE - 1))}
    before = [(own | blank)[tag] for tag in (*LEGACY_CELLS, *LEGACY_DATES)]
    rows = _rows((*before, *columns, own["LocationLatitude"], blank[""]), texts)
    return _write(path, [*heads, *([row[0], "Default Response Set", "Anonymous", *row[3:]] for row in rows)])


def _tags(columns: Sequence[Column]) -> list[str]:
    return [one.tag for one in columns]


def _texts(columns: Sequence[Column], between: str = " - ") -> list[str]:
    """Return row 2; files of old leave out what stands between a question and a choice with a text field."""
    texts = [one.text if between == " - " else one.text.replace("|Geselecteerde keuze", "") for one in columns]
    return [text.replace("|", between) for text in texts]


def _json(one: Column) -> str:
    more = {"choiceId": one.choice} if one.choice else {}
    more |= {"timeZone": "Europe/Brussels"} if one.id.endswith("Date") else {}
    return json.dumps({"ImportId": one.id, **more}, separators=(",", ":"))


def _old_id(one: Column) -> str:
    if one.choice:
        return f"{one.id}-{one.choice}"
    apart = re.sub(r"_(?=x?\d|TEXT$)", "-", one.id) if one.id.startswith("QID") else one.id
    return IDS_2016.get(one.id, apart if "Topics" not in one.id else one.id)


def _legacy_place(one: Column) -> tuple[int, str]:
    tag = LEGACY_TAGS.get(one.tag, "")
    first = next(place for place, other in enumerate(QUESTIONS) if other.tag == "fruit_10")
    return (first, tag) if tag.startswith("fruit") else (QUESTIONS.index(one), "")


def _rows(columns: Sequence[Column], texts: bool) -> list[list[str]]:
    return [[_cell(one, row, texts) for one in columns] for row in range(PEOPLE)]


def _cell(one: Column, row: int, texts: bool) -> str:
    cell = one.cells[row]
    if not texts or cell in {"", "-99"}:
        return cell
    if one.tag == "Status":
        return STATUS.get(row, ("", "IP Address"))[1]
    if one.tag == "Finished":
        return "True" if cell == "1" else "False"
    if one.options:
        return one.options[int(cell) - 1]
    return one.wording if _is_box(one) else cell


def _is_box(one: Column) -> bool:
    return bool(one.choice) or re.fullmatch(r"(?:stall#2|seen|where)_.*\d", one.tag) is not None


def _write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path
