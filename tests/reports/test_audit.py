"""Which printed numbers of a document are impossible."""

from pathlib import Path

import pytest
from docx import Document

from reports.audit import Breach, audit, audit_lines
from reports.languages import LANGUAGES
from reports.printed import number, numbers
from survey.errors import StudyError

Rows = list[list[str]]


def write(path: Path, rows: Rows, caption: str = "Table 1. Answers", note: str = "") -> Path:
    document = Document()
    document.add_paragraph(caption)
    table = document.add_table(len(rows), len(rows[0]))
    for line, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(note)
    document.save(str(path))
    return path


def breaches(path: Path) -> list[tuple[Breach, str, str]]:
    return [(finding.breach, finding.row, finding.printed) for finding in audit(path).findings]


SOURCES = [["", "%"], ["Forums", "45"], ["Media", "17"], ["Dark web", "12"], ["Social media", "5"], ["Friends", "21"]]


def test_percentages_of_one_question_that_no_99_people_can_have(tmp_path: Path) -> None:
    found = breaches(write(tmp_path / "x.docx", SOURCES, note="n = 99"))
    assert (Breach.TOGETHER, "", "45 / 17 / 12 / 5 / 21") in found
    assert breaches(write(tmp_path / "y.docx", SOURCES, note="n = 66")) == []


def test_without_an_n_nothing_can_be_said(tmp_path: Path) -> None:
    found = audit(write(tmp_path / "x.docx", SOURCES))
    assert (found.findings, found.judged, len(found.tables)) == ((), 0, 1)


@pytest.mark.parametrize(
    "n", ["n = 99", "N=99", "Base: 99 of 120 respondents", "Basis: 99 van de 120", "Base : 99 sur 120"]
)
def test_the_n_is_found_in_the_note(tmp_path: Path, n: str) -> None:
    path = write(tmp_path / "x.docx", [["", "%"], ["Yes", "50"], ["No", "20"]], note=n)
    assert breaches(path) == [(Breach.PERCENT, "Yes", "50")]


def test_the_n_is_found_in_the_head_the_row_the_column_and_the_total(tmp_path: Path) -> None:
    head = [["", "Men (n = 20) %", "Women (n = 40) %"], ["Yes", "53", "53"], ["No", "45", "48"]]
    assert breaches(write(tmp_path / "a.docx", head)) == [(Breach.PERCENT, "Yes", "53")]
    row = [["", "%"], ["Two or more (n = 20)", "53"], ["Three (n = 40)", "53"]]
    assert breaches(write(tmp_path / "b.docx", row)) == [(Breach.PERCENT, "Two or more (n = 20)", "53")]
    column = [["", "agree %", "disagree %", "n"], ["Vendors", "53", "48", "40"], ["Police", "53", "47", "20"]]
    found = breaches(write(tmp_path / "c.docx", column))
    assert {row for _, row, _ in found} == {"Police"}
    assert {printed for breach, _, printed in found if breach is Breach.PERCENT} == {"53", "47"}
    total = [["", "n", "%"], ["Yes", "11", "55"], ["No", "9", "44"], ["Totaal", "20", "100"]]
    assert (Breach.PERCENT, "No", "44") in breaches(write(tmp_path / "d.docx", total))


def test_count_percentage_and_total_must_agree(tmp_path: Path) -> None:
    rows = [["", "n (%)"], ["Yes", "12 (60,0)"], ["No", "8 (45,0)"]]
    assert breaches(write(tmp_path / "a.docx", rows, note="n = 20")) == [(Breach.COUNT, "No", "8 (45,0)")]
    rows = [["", "aantal"], ["Ja", "12"], ["Nee", "9"], ["Totaal", "20"]]
    assert breaches(write(tmp_path / "b.docx", rows)) == [(Breach.TOTAL, "Totaal", "20")]


def test_halves_to_even_are_told_apart(tmp_path: Path) -> None:
    rows = [["", "n", "%"], ["Yes", "21", "52"], ["No", "19", "48"]]
    found = breaches(write(tmp_path / "a.docx", rows, note="n = 40"))
    assert found == [(Breach.HALF_EVEN, "Yes", "52")]


def test_means(tmp_path: Path) -> None:
    rows = [["", "mean", "n"], ["Age", "5.19", "28"], ["Drugs", "5.21", "28"]]
    assert breaches(write(tmp_path / "x.docx", rows)) == [(Breach.MEAN, "Age", "5.19")]


def test_several_answers_may_add_up_to_anything(tmp_path: Path) -> None:
    rows = [["", "n", "%"], ["Price", "12", "60"], ["Quality", "8", "40"], ["Total", "15", ""]]
    note = "n = 20. Several answers were possible."
    assert breaches(write(tmp_path / "x.docx", rows, note=note)) == []


@pytest.mark.parametrize(
    ("text", "value", "digits"),
    [
        ("45", 45, 0),
        ("45,5", 45.5, 1),
        ("1.234,50", 1234.5, 2),
        ("1 234", 1234, 0),
        ("−3", -3, 0),
        ("1.234.567", 1234567, 0),
    ],
)
def test_numbers_with_comma_or_point(text: str, value: float, digits: int) -> None:
    assert (float(number(text).value), number(text).digits) == (value, digits)


@pytest.mark.parametrize("text", ["", "x", "18–24", "n = 5", "45 of 99", "–"])
def test_what_is_no_number(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_said_in_words(tmp_path: Path, language: str) -> None:
    lines = list(audit_lines(audit(write(tmp_path / "x.docx", SOURCES, note="n = 99")), language))
    assert "45" in lines[1]
    assert "99" in lines[1]
    assert len(lines) == 2 + len(breaches(tmp_path / "x.docx"))


def test_what_is_no_word_document(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"no zip")
    for path in (tmp_path / "x.docx", tmp_path / "none.docx", tmp_path):
        with pytest.raises(StudyError):
            audit(path)


@pytest.mark.parametrize("head", ["95% CI lower", "Change %", "Purity (%)", "Verschil %", "Variance explained %"])
def test_percentages_that_are_none_of_people_are_left_alone(tmp_path: Path, head: str) -> None:
    assert breaches(write(tmp_path / "x.docx", [["", head], ["A", "14.2"], ["B", "33.4"]], note="n = 40")) == []


def test_a_mean_of_items_is_left_alone(tmp_path: Path) -> None:
    rows = [["", "mean", "n"], ["Risk scale", "3.41", "28"], ["Age", "3.41", "28"]]
    assert breaches(write(tmp_path / "x.docx", rows)) == [(Breach.MEAN, "Age", "3.41")]


def test_the_sign_may_stand_in_the_cells(tmp_path: Path) -> None:
    rows = [["", "Men (n=40)"], ["Yes", "33%"], ["No", "67%"]]
    assert (Breach.PERCENT, "No", "67%") in breaches(write(tmp_path / "x.docx", rows))
    rows = [["", "Answers"], ["Yes", "12 (40%)"], ["No", "18 (61%)"], ["Total", "30 (100%)"]]
    assert (Breach.PERCENT, "No", "18 (61%)") in breaches(write(tmp_path / "y.docx", rows))


def test_more_people_than_there_are(tmp_path: Path) -> None:
    assert breaches(write(tmp_path / "x.docx", [["", "n (%)"], ["Yes", "15 (100)"]], note="n = 12")) == [
        (Breach.COUNT, "Yes", "15 (100)")
    ]


def test_rows_add_up_too(tmp_path: Path) -> None:
    rows = [["", "men", "women", "total"], ["Yes", "10", "5", "16"], ["No", "4", "6", "10"]]
    assert breaches(write(tmp_path / "a.docx", rows)) == [(Breach.TOTAL, "Yes", "16")]
    rows = [["", "low %", "mid %", "high %", "n"], ["A", "33", "33", "33", "9"], ["B", "33", "33", "34", "3"]]
    assert (Breach.TOGETHER, "B", "33 / 33 / 34") in breaches(write(tmp_path / "b.docx", rows))
