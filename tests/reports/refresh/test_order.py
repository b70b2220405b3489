"""Rows follow the study's order where their author left them as printed, and digits stay under digits."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree

from analysis.table import Cell, Table
from reports.refresh import Finding, Kind, Refreshed
from tests.reports import samples
from tests.reports.ooxml import faults
from tests.reports.refresh.authors import WHEN, W, body, cell, change, parsed, renewed, row, rows, says, table, written

KEY = "info_bron"
SOURCES = samples.information_source()
PRINTED = ["web", "media", "dark", "social", "friends", "total"]
TURNED = ["friends", "dark", "web", "media", "social", "total"]
NAMES = {key: str(name.texts["nl"]) for key, name in samples.SOURCES.items()} | {"total": "Totaal"}


def ordered(keys: Sequence[str], **counts: int) -> tuple[Table, ...]:
    """Return a release whose only table has its rows in this order, some with other counts."""
    by_key = {each.key: each for each in SOURCES.rows}
    made = {key: samples.counted(key, by_key[key].label, n, SOURCES.bases[0]) for key, n in counts.items()}
    return (replace(SOURCES, rows=tuple(made.get(key) or by_key[key] for key in keys)),)


def labels(path: Path) -> list[str]:
    return [line[0] for line in rows(body(path), KEY)[1:]]


def named(keys: Sequence[str]) -> list[str]:
    return [NAMES[key] for key in keys]


def begun(folder: Path) -> Path:
    return written(folder, tables=ordered(PRINTED))


def told(done: Refreshed) -> list[Finding]:
    """Return what is said of the tables here."""
    return [finding for finding in done.findings if finding.table in {KEY, "leeftijd"}]


def own_row(root: etree._Element) -> None:
    row(root, KEY, "media").addnext(parsed("<w:tr><w:tc><w:p><w:r><w:t>eigen</w:t></w:r></w:p></w:tc></w:tr>")[0])


def last_first(root: etree._Element) -> None:
    row(root, KEY, "web").addprevious(row(root, KEY, "friends"))


def joined(root: etree._Element) -> None:
    for name, kind in (("web", ' w:val="restart"'), ("media", "")):
        cell(root, KEY, name, 0).insert(0, parsed(f"<w:tcPr><w:vMerge{kind}/></w:tcPr>")[0])


def test_rows_follow_the_new_order(tmp_path: Path) -> None:
    path = begun(tmp_path)
    done = renewed(path, ordered(TURNED, friends=40))
    assert labels(path) == named(TURNED)
    assert rows(body(path), KEY)[1][1:] == ["61", "40"]
    assert Kind.ORDERED in {finding.kind for finding in told(done)}
    assert faults(path) == []
    assert renewed(path, ordered(TURNED, friends=40)).content is None
    renewed(path, ordered(PRINTED))
    assert labels(path) == named(PRINTED)


def test_an_authors_own_row_keeps_its_place(tmp_path: Path) -> None:
    path = begun(tmp_path)
    change(path, own_row)
    renewed(path, ordered(TURNED))
    assert labels(path) == [*named(TURNED[:2]), "eigen", *named(TURNED[2:])]


def test_an_order_alone_is_remembered(tmp_path: Path) -> None:
    path = begun(tmp_path)
    for order in (TURNED, PRINTED, TURNED):
        assert renewed(path, ordered(order)).content is not None
        assert labels(path) == named(order)


def test_rows_that_their_author_moved_stay_and_are_told(tmp_path: Path) -> None:
    path = begun(tmp_path)
    change(path, last_first)
    mine = labels(path)
    assert told(renewed(path, ordered(PRINTED))) == []
    for _ in range(2):
        once = path.read_bytes()
        done = renewed(path, ordered(TURNED))
        assert labels(path) == mine
        assert [(each.kind, each.why) for each in told(done) if each.why] == [(Kind.KEPT, "order_kept")]
    assert path.read_bytes() == once
    renewed(path, ordered(TURNED), take_new=True)
    assert labels(path) == named(TURNED)


@pytest.mark.parametrize(
    ("edit", "wishes", "why"),
    [(joined, {}, "order_joined"), (lambda root: None, {"revised": WHEN}, "order_tracked")],
)
def test_rows_that_cannot_be_moved_are_told(tmp_path: Path, edit: object, wishes: dict[str, str], why: str) -> None:
    path = begun(tmp_path)
    change(path, edit)  # type: ignore[arg-type]
    done = renewed(path, ordered(TURNED), **wishes)
    assert labels(path) == named(PRINTED)
    assert why in [each.why for each in told(done)]


def test_a_comment_over_two_rows_holds_them(tmp_path: Path) -> None:
    path = begun(tmp_path)

    def comment(root: etree._Element) -> None:
        for name, tag in (("web", "Start"), ("media", "End")):
            made = parsed(f'<w:p><w:commentRange{tag} w:id="1"/></w:p>')[0][0]
            cell(root, KEY, name, 0).find(f"{W}p").append(made)

    change(path, comment)
    assert "order_joined" in [each.why for each in told(renewed(path, ordered(TURNED)))]


def test_a_row_that_comes_or_stays_has_its_place_in_the_new_order(tmp_path: Path) -> None:
    path = begun(tmp_path)
    change(path, lambda root: cell(root, KEY, "media", 2).find(f"{W}p").append(parsed(TEXT)[0][0]))
    keys = ["friends", "dark", "web", "social", "total"]
    for _ in range(2):
        done = renewed(path, ordered(keys))
        assert labels(path) == [NAMES[key] for key in ("friends", "dark", "web", "media", "social", "total")]
        assert [each.kind for each in told(done) if each.kind is Kind.STAYS] == [Kind.STAYS]


TEXT = "<w:p><w:r><w:t> ja</w:t></w:r></w:p>"


def ages(**decimals: str) -> tuple[Table, ...]:
    """Return a release whose only table has other medians."""
    old = samples.numbers()
    made = [
        replace(each, cells={**each.cells, "median": Cell(Fraction(decimals.get(each.key, "17")))}) for each in old.rows
    ]
    return (replace(old, rows=tuple(made)),)


def test_digits_stay_under_digits(tmp_path: Path) -> None:
    path = written(tmp_path, tables=ages())
    assert [says(cell(body(path), "leeftijd", name, 2)) for name in ("leeftijd", "eerste")] == ["17", "17"]
    done = renewed(path, ages(leeftijd="17.5"))
    fresh = table(body(written(tmp_path, name="fresh.docx", tables=ages(leeftijd="17.5"))), "leeftijd")
    texts = [says(each) for each in table(body(path), "leeftijd").iter(f"{W}tc")]
    assert texts == [says(each) for each in fresh.iter(f"{W}tc")]
    assert "17\u00a0\u2007" in texts
    assert [each.kind for each in told(done)] == [Kind.CHANGED, Kind.ALIGNED]
    assert renewed(path, ages(leeftijd="17.5")).content is None
    renewed(path, ages())
    assert says(cell(body(path), "leeftijd", "eerste", 2)) == "17"


def test_blanks_that_an_author_took_away_are_not_put_back(tmp_path: Path) -> None:
    path = written(tmp_path, tables=ages(leeftijd="17.5"))

    def bare(root: etree._Element) -> None:
        next(cell(root, "leeftijd", "eerste", 2).iter(f"{W}t")).text = "17"

    change(path, bare)
    done = renewed(path, ages(leeftijd="17.25"))
    assert says(cell(body(path), "leeftijd", "eerste", 2)) == "17"
    assert [each.kind for each in told(done)] == [Kind.CHANGED]


def test_digits_that_only_move_are_no_revision(tmp_path: Path) -> None:
    path = written(tmp_path, tables=ages())
    renewed(path, ages(leeftijd="17.5"), revised=WHEN)
    moved, changed = (cell(body(path), "leeftijd", name, 2) for name in ("eerste", "leeftijd"))
    assert says(moved) == "17\u00a0\u2007"
    assert not list(moved.iter(f"{W}ins", f"{W}del"))
    assert [mark.tag for mark in changed.iter(f"{W}ins", f"{W}del")] == [f"{W}del", f"{W}ins"]
    assert renewed(path, ages(leeftijd="17.5"), revised=WHEN).content is None
