"""An export of SurveyMonkey, all responses of an invented neighbourhood walk, in the layout that SurveyMonkey writes.

Made by us: 42 responses that follow from their number, so that a test can count them; everything is synthetic.
"""

import csv
import io
from pathlib import Path

import openpyxl

PEOPLE = 42
FIRST = 118_000_000_001

WALKED = "Did you come on one of our 6 walks?"
WALKS = "Which of these walks did you come on? Please tick all that apply."
RANK = "Put these places in order, 1 being the one you liked best."
LIKED = "How did you like what he/she showed you?"
HOW = "How did you hear of us?"
BETTER = "What could be better?"
AGE = "Age"

ROUTES = ("Walk 1:  Harbour", "Walk 2: Café’s", "Walk 3: Œuvre d’art", "Walk 4: Park – east", "Walk 5", "Walk 6")
PLACES = ("Bridge", "Tower / lift", "Mill")
GUIDES = ("Guide A", "Guide B")
OTHER = "Other (please specify)"
LIKES = ("Very much", "Somewhat", "Not at all", "Does not apply (N/A)")
SOURCES = ("Poster", "Friends", OTHER)
AGES = ("18-29", "30-44", "45-60", "> 60")

QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (WALKED, ("Response",)),
    (WALKS, ROUTES),
    (RANK, PLACES),
    (LIKED, GUIDES),
    (HOW, ("Response", OTHER)),
    (BETTER, ("Open-Ended Response",)),
    (AGE, ("Response",)),
)


def walked(person: int) -> bool:
    """Return whether somebody came: all but every seventh."""
    return person % 7 != 0


def took(person: int, route: int) -> bool:
    """Return whether somebody took a route: routes 1 to 6 are for those whose number theirs plus 1 divides."""
    return walked(person) and person % (route + 1) == 0


def rows() -> list[list[str]]:
    """Return the two rows of headings, in which a question's text stands over its first column, and the responses."""
    first = [cell for text, under in QUESTIONS for cell in (text, *[""] * (len(under) - 1))]
    second = [cell for _, under in QUESTIONS for cell in under]
    made = [["RespondentID", *first], ["", *second]]
    return made + [[str(FIRST + person), *_answers(person)] for person in range(1, PEOPLE + 1)]


def _answers(person: int) -> list[str]:
    if not walked(person):
        return ["No", *[""] * (len(ROUTES) + len(PLACES) + len(GUIDES)), *_rest(person)]
    ticked = [text if took(person, place) else "" for place, text in enumerate(ROUTES, start=1)]
    ranks = [str((person + place) % 3 + 1) for place in range(len(PLACES))]
    likes = [LIKES[(person + place) % 4] for place in range(len(GUIDES))]
    return ["Yes", *ticked, *ranks, *likes, *_rest(person)]


def _rest(person: int) -> list[str]:
    source = SOURCES[person % 3]
    wrote = {2: "Een affiche in het café, in ’t park", 5: "€ 5 bon"}.get(person, "la gare") if source == OTHER else ""
    better = 'Plus d’œuvres, et "encore"\nplus tard' if person % 10 == 0 else ""
    return [source, wrote, better, AGES[person % 4] if person % 5 else ""]


def write_csv(path: Path) -> Path:
    """Write the export in Windows letters."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows())
    path.write_bytes(text.getvalue().encode("cp1252"))
    return path


def write_xlsx(path: Path) -> Path:
    """Write the same as a workbook: ids and ranks are numbers there, blanks are no cells."""
    book = openpyxl.Workbook()
    for row in rows():
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(path)
    return path
