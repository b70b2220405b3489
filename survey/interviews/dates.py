"""Full dates, in figures or in Dutch, French or English words: day, month and year."""

from __future__ import annotations

import re

from survey.interviews.checksums import is_day

MONTHS = (
    "januari jan janvier janv january",
    "februari feb février fevrier févr fevr february",
    "maart mrt mars march mar",
    "april apr avril avr",
    "mei mai may",
    "juni jun juin june",
    "juli jul juillet juil july",
    "augustus aug août aout august",
    "september sept sep septembre",
    "oktober okt octobre oct october",
    "november nov novembre",
    "december dec décembre decembre déc",
)
"""The names of each month, from the first."""
BY_NAME = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}
NAME = "|".join(sorted(BY_NAME, key=len, reverse=True))
DATE = re.compile(
    r"(?<!\w)(?<!\d[.,/-])(?:"
    r"(?P<d1>\d{1,2})(?P<sign>[/.-])(?P<m1>\d{1,2})(?P=sign)(?P<y1>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)(?P<sign2>[/.-])(?P<m2>\d{1,2})(?P=sign2)(?P<d2>\d{1,2})"
    r"|(?P<d3>\d{1,2})(?P<sign3>[/-])(?P<m3>\d{1,2})(?P=sign3)(?P<y3>\d\d)"
    r"|(?P<d4>\d\d)\.(?P<m4>\d\d)\.(?P<y4>\d\d)"
    rf"|(?P<d5>\d{{1,2}})(?:ste|de|er|e|st|nd|rd|th)?\s(?:of\s|van\s)?(?P<m5>{NAME})\.?,?\s(?:van\s|de\s)?"
    r"(?P<y5>(?:19|20)\d\d|['’]\d\d)"
    rf"|(?P<m6>{NAME})\.?\s(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y6>(?:19|20)\d\d)"
    r")(?!\w)(?![.,/-]\d)",
    re.IGNORECASE,
)
"""Groups d, m and y of each way to write a date."""


def day_of(match: re.Match[str]) -> str:
    """Return the day that `DATE` matched, as 2019-03-12 or 19-03-12; nothing when there is no such day."""
    for way in "123456":
        if match[f"y{way}"]:
            return _day(match[f"d{way}"], match[f"m{way}"], match[f"y{way}"].lstrip("'’"))
    return ""


def _day(day: str, month: str, year: str) -> str:
    number = BY_NAME.get(month.casefold()) or int(month)
    full = int(year) if len(year) == 4 else 2000 + int(year)
    for d, m in ((int(day), number), (number, int(day))):  # American dates begin with the month
        if is_day(d, m, full):
            return f"{year}-{m:02}-{d:02}"
    return ""
