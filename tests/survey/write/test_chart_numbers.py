"""The workbook behind a chart: numbers as numbers, texts as texts, nothing where there is no number."""

import io
from decimal import Decimal

from openpyxl import load_workbook

from survey.write.chart_numbers import SHEET, numbers_bytes

ROWS = [("=1+1", [Decimal("45"), None]), ("ja\x01", [Decimal("2.5"), Decimal(0)])]


def test_numbers_stand_as_numbers_and_texts_run_nothing() -> None:
    sheet = load_workbook(io.BytesIO(numbers_bytes(["voor", "na"], ROWS)))[SHEET]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [None, "voor", "na"],
        ["=1+1", 45, None],
        ["ja", 2.5, 0],
    ]
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].data_type == "n"


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert numbers_bytes(["voor", "na"], ROWS) == numbers_bytes(["voor", "na"], ROWS)
