"""The `tables --json` contract."""

import json

import samples

from analysis.disclosure import Audience
from reports.languages import LANGUAGES
from reports.numbers import shown
from reports.records import records

TABLE = {"id", "kind", "title", "wave", "universe", "bases", "columns", "rows", "notes"}
CELL = {"value", "count", "low", "high", "shown", "hidden"}


def record(number: int = 3, language: str = "nl"):
    return records(samples.release(), "studie", language)["tables"][number]


def test_every_table_keeps_the_contract_in_every_language() -> None:
    for language in LANGUAGES:
        whole = json.loads(json.dumps(records(samples.release(), "studie", language)))
        assert whole.keys() == {"study", "tables"}
        for table in whole["tables"]:
            assert table.keys() == TABLE
            assert table["universe"].keys() == {"unit", "n", "where"}
            columns = {column["key"] for column in table["columns"]}
            for row in table["rows"]:
                assert row.keys() == {"key", "label", "base", "cells"}
                assert row["cells"].keys() <= columns
                assert all(cell.keys() - {"key", "base", "unit"} == CELL for cell in row["cells"].values())


def test_values_are_unrounded_and_shown_as_printed() -> None:
    cell = record()["rows"][0]["cells"]["percent"]
    assert cell == {"value": 3000 / 66, "count": 30, "low": None, "high": None, "shown": "45", "hidden": False}


def test_a_hidden_cell_carries_nothing() -> None:
    cell = record()["rows"][3]["cells"]["percent"]
    assert cell == {"value": None, "count": None, "low": None, "high": None, "shown": "x", "hidden": True}


def test_bases_add_up_with_outsiders_and_without_what_is_hidden() -> None:
    table = record(6)
    assert table["universe"] == {"unit": "respondents", "n": 80, "where": "${koper} = 'ja'"}
    whole, men, women = table["bases"]
    assert sum(whole["missing"].values()) + whole["n"] == 80
    assert men["missing"] == {"no_answer": 3, "outside": 27}
    assert women["missing"] == {"outside": 57}


def test_text_cells_carry_their_text_and_key() -> None:
    cells = record(7)["rows"][0]["cells"]
    assert (cells["verdict"]["shown"], cells["verdict"]["key"], cells["verdict"]["value"]) == (
        "stemt overeen",
        "verdict.agrees",
        None,
    )


def test_shown_is_what_the_other_renderers_print() -> None:
    tables = records(samples.release(), "studie", "fr")["tables"]
    for table, written in zip(samples.TABLES, tables, strict=True):
        columns = {column.key: column for column in table.columns}
        for row, line in zip(table.rows, written["rows"], strict=True):
            printed = {key: shown(cell, columns[key], "fr") for key, cell in row.cells.items()}
            assert {key: cell["shown"] for key, cell in line["cells"].items()} == printed


def test_notes_leave_out_what_the_bases_already_say() -> None:
    assert [note["kind"] for note in record()["notes"]] == ["remark", "hidden", "synthetic"]
    internal = records(samples.release(Audience.INTERNAL), "studie", "nl")["tables"][4]
    assert internal["notes"][-1]["kind"] == "internal"
