"""A figure that is not drawn any more: ours is taken out where everybody may see it, and hung back when it is drawn."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from analysis.disclosure import Audience
from analysis.table import Table
from reports.document import report
from reports.refresh import Kind, open_package
from reports.refresh.account import account
from reports.refresh.draft import Draft
from tests.reports import samples
from tests.reports.ooxml import faults
from tests.reports.refresh.authors import WHEN, W, body, change, front, parts, renewed, says
from tests.reports.refresh.test_plates import (
    BARS,
    OFFICE,
    OTHER_BARS,
    OTHER_PICTURE,
    PICTURE,
    drawings,
    files,
    hidden,
    kinds,
    own_picture,
    toy,
    written,
)
from tests.reports.refresh.test_torture import by_office

HIDDEN = {
    "nl": "Niet getoond: te weinig van deze cijfers mogen openbaar zijn.",
    "fr": "Non montré\u00a0: trop peu de ces chiffres peuvent être publics.",
    "en": "Not shown: too few of these numbers may be public.",
}
DROPPED = "Niet getoond: de studie tekent deze figuur niet meer."


def all_hidden(table: Table) -> Table:
    for at in range(len(table.rows)):
        table = hidden(table, at)
    return replace(table, bases=tuple(replace(base, n=None) for base in table.bases))


def paragraphs(path: Path) -> list[str]:
    return [says(p) for p in body(path).iter(f"{W}p")]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_may_not_be_drawn_is_taken_out_with_its_files_and_its_note(tmp_path: Path, language: str) -> None:
    path = tmp_path / "thesis.docx"
    path.write_bytes(report(samples.release(tables=(PICTURE, BARS)), front(language)))
    secret = (all_hidden(PICTURE), all_hidden(BARS))
    done = renewed(path, secret)
    assert (Kind.WITHDRAWN, "withdrawn_hidden") in kinds(done, "battery")
    assert (Kind.WITHDRAWN, "withdrawn_hidden") in kinds(done, "multiresponse")
    assert done.needs_look
    assert drawings(path) == []
    assert files(path) == set()
    assert paragraphs(path).count(HIDDEN[language]) == 2
    printed = Draft(open_package(path)).base
    assert printed is not None
    assert [(figure.pictures, figure.shows) for figure in printed.figures.values()] == [([], "")] * 2
    assert faults(path) == []
    assert all("{" not in line for line in account(done, language))
    once = path.read_bytes()
    again = renewed(path, secret)
    assert again.content is None
    assert not again.needs_look
    assert path.read_bytes() == once


def test_what_is_drawn_again_is_hung_back(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE, BARS)
    renewed(path, (all_hidden(PICTURE), all_hidden(BARS)))
    done = renewed(path, (OTHER_PICTURE, OTHER_BARS))
    assert (Kind.REDRAWN, "hung_back") in kinds(done, "battery")
    (tmp_path / "fresh").mkdir()
    fresh = written(tmp_path / "fresh", OTHER_PICTURE, OTHER_BARS)
    assert {parts(path)[name] for name in files(path)} == {parts(fresh)[name] for name in files(fresh)}
    assert paragraphs(path) == paragraphs(fresh)
    assert [e.get("descr") for e in drawings(path)] == [e.get("descr") for e in drawings(fresh)]
    assert faults(path) == []
    once = path.read_bytes()
    assert renewed(path, (OTHER_PICTURE, OTHER_BARS)).findings == ()
    assert path.read_bytes() == once


def test_a_figure_in_parts_is_hung_back_in_parts(tmp_path: Path) -> None:
    long = toy("missingness", "map", 70)
    path = written(tmp_path, long)
    several = len(drawings(path))
    assert several > 1
    renewed(path, (replace(long, figure=""),))
    assert drawings(path) == []
    renewed(path, (long,))
    assert len(drawings(path)) == several
    assert faults(path) == []
    assert renewed(path, (long,)).content is None


@pytest.mark.parametrize("table", [(), (replace(PICTURE, figure=""),)])
def test_what_the_plan_dropped_is_taken_out_too(tmp_path: Path, table: tuple[Table, ...]) -> None:
    path = written(tmp_path, PICTURE, samples.information_source())
    for _ in range(2):
        done = renewed(path, (*table, samples.information_source()))
        assert DROPPED in paragraphs(path)
        assert drawings(path) == []
        assert files(path) == set()
    assert Kind.WITHDRAWN not in {kind for kind, _ in kinds(done, "battery")}
    assert "Figuur 1. Tabel van battery" in paragraphs(path)
    assert not [text for text in paragraphs(path) if text.endswith("Cijfers: Tabel 1.")]
    assert faults(path) == []


def test_an_authors_own_picture_stays_and_is_told_every_time(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)
    own_picture(path)
    for _ in range(2):
        done = renewed(path, (all_hidden(PICTURE),))
        assert kinds(done, "battery") == [(Kind.REFUSED, "not_drawn")]
        assert done.needs_look
        assert len(drawings(path)) == 1


def test_the_team_keeps_its_old_picture_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "team.docx"
    path.write_bytes(report(samples.release(Audience.INTERNAL, (PICTURE,)), front()))
    done = renewed(path, (replace(PICTURE, figure=""),), Audience.INTERNAL)
    assert kinds(done, "battery") == [(Kind.REFUSED, "not_drawn")]
    assert len(drawings(path)) == 1


def test_words_beside_a_picture_stay(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)

    def write(root: etree._Element) -> None:
        place = next(next(root.iter("{*}drawing")).iterancestors(f"{W}p"))
        etree.SubElement(etree.SubElement(place, f"{W}r"), f"{W}t").text = "Zie ook hieronder."

    change(path, write)
    renewed(path, (all_hidden(PICTURE),), revised=WHEN)
    assert HIDDEN["nl"] + "Zie ook hieronder." in paragraphs(path)
    assert faults(path) == []
    renewed(path, (PICTURE,))
    assert "Zie ook hieronder." in paragraphs(path)
    assert len(drawings(path)) == 1


def test_a_sentence_that_its_author_deleted_is_a_deletion(tmp_path: Path) -> None:
    path = written(tmp_path, PICTURE)
    renewed(path, (all_hidden(PICTURE),))

    def delete(root: etree._Element) -> None:
        place = next(p for p in root.iter(f"{W}p") if says(p) == HIDDEN["nl"])
        place.getparent().remove(place)

    change(path, delete)
    assert kinds(renewed(path, (PICTURE,)), "battery") == [(Kind.ABSENT, "picture_gone")]
    assert drawings(path) == []


@pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed here")
def test_the_same_after_libreoffice(tmp_path: Path) -> None:
    path = by_office(written(tmp_path, PICTURE, BARS), tmp_path / "office")
    renewed(path, (all_hidden(PICTURE), all_hidden(BARS)))
    assert drawings(path) == []
    assert paragraphs(path).count(HIDDEN["nl"]) == 2
    path = by_office(path, tmp_path / "again")
    renewed(path, (PICTURE, BARS))
    assert [e.get("name") for e in drawings(path)] == ["figure:battery", "figure:multiresponse"]
    base = Draft(open_package(path)).base
    assert base is not None
    assert [len(figure.pictures) for figure in base.figures.values()] == [1, 1]
