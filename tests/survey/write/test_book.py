"""A workbook to be read: names of sheets, and cells as they were given."""

import io

from openpyxl import load_workbook

from survey.write.book import LONGEST_NAME, Entry, Leaf, Look, book_bytes, sheet_names


def test_names_of_sheets_are_short_legal_and_all_different() -> None:
    long = "a" * 40
    names = sheet_names([long, long, long.upper(), "a/b", "a:b", "history", "Contents", "", "'x'"], ["Contents"])
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) == LONGEST_NAME
    assert names[1:] == ["a" * 29 + "_2", "A" * 29 + "_3", "a_b", "a_b_2", "history_2", "Contents_2", "_", "_x_"]


def test_cells_are_what_they_were_given_as() -> None:
    rows = ((Entry("=1+1"), Entry(2.5, format="0.0"), Entry("on both", Look.NOTE, over=2)), (None, Entry(3)))
    book = load_workbook(io.BytesIO(book_bytes([Leaf("a b", rows, (10, 10, 10, 10), (1, 1))], "title", "R&D only")))
    sheet = book["a b"]
    assert (sheet["A1"].value, sheet["A1"].data_type, sheet["A1"].quotePrefix) == ("=1+1", "s", True)
    assert (sheet["B1"].value, sheet["B1"].number_format, sheet["B2"].value) == (2.5, "0.0", 3)
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["C1:D1"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
    assert book.properties.contentStatus == "R&D only"


def test_a_link_leads_to_a_sheet_with_an_apostrophe_in_its_name() -> None:
    leaves = [Leaf("one", ((Entry("go", Look.LINK, link="it's"),),), (10,)), Leaf("it's", ((),), (10,))]
    book = load_workbook(io.BytesIO(book_bytes(leaves, "title")))
    assert book["one"]["A1"].hyperlink.location == "'it''s'!A1"
