"""Everything that can be typed is listed, and can be bound as it is listed."""

import re

from reports.mentions import bind_numbers
from reports.mentions.keys import Keys
from reports.mentions.listing import key_lines
from tests.reports.mentions.manuscripts import RELEASE, body, said


def test_every_listed_key_prints_what_the_list_says() -> None:
    lines = [line for line in key_lines(RELEASE, "fr") if line]
    typed = [re.match(r"\{\{ \S+ \}\}", line)[0] for line in lines]
    root = body(*(key.replace("&", "&amp;") for key in typed))
    bound, problems = bind_numbers(root, RELEASE, "fr")
    assert (len(bound), problems) == (len(lines), [])
    assert all(f" {text}" in line for text, line in zip(said(root), lines, strict=True))
    assert len(lines) > 400


def test_no_two_numbers_have_one_key() -> None:
    cells = sum(1 for table in RELEASE.tables for row in table.rows for cell in row.cells.values())
    bases = sum(1 + len(table.bases) for table in RELEASE.tables)
    assert len(Keys(RELEASE, "nl").numbers) == cells + bases


def test_hidden_numbers_are_listed_as_hidden() -> None:
    (line,) = [line for line in key_lines(RELEASE, "nl") if "info_bron.social.percent" in line]
    assert re.fullmatch(r"\{\{ info_bron\.social\.percent \}\} +x  sociale media, %", line)
