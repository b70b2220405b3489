"""The answers under a question: one beneath the other, in two columns, or running on when there are very many."""

from __future__ import annotations

from collections.abc import Sequence

from reports.markup import paragraph, run, tab
from reports.paper import PORTRAIT
from reports.vocabulary import say, word
from survey.codebook import Choice, Variable, VariableType

ONE_COLUMN = 8
"""So many answers stand beneath each other; more in two columns."""

TWO_COLUMNS = 24
"""More answers than these run on, or they would take pages."""

SHORT = 40
"""An answer of at most so many signs is not broken over two lines where answers run on."""

MARKS = {VariableType.SELECT_ONE: "○", VariableType.SELECT_MULTIPLE: "□", VariableType.RANK: "–"}
"""What stands before an answer: choose one, tick, or put in order."""


def answer_list(variable: Variable, language: str) -> str:
    """Return the categories of a question."""
    texts = [_text(choice, language) for choice in variable.choices]
    if len(texts) > TWO_COLUMNS:
        return paragraph(run("\u00a0· ".join(map(_unbroken, texts))), "AnswersRunOn")
    answers = [run(MARKS[variable.type]) + tab() + run(text) for text in texts]
    if len(answers) > ONE_COLUMN:
        return _two_columns(answers)
    last = len(answers) - 1
    return "".join(paragraph(answer, "Answer", keep=at < last) for at, answer in enumerate(answers))


def _text(choice: Choice, language: str) -> str:
    label = say(choice.label, language) or choice.name
    return word("annex.exclusive", language, label=label) if choice.exclusive else label


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0") if len(text) <= SHORT else text


def _two_columns(answers: Sequence[str]) -> str:
    """Return a table without rules that is read down its first column, then down its second."""
    height = -(-len(answers) // 2)
    width = PORTRAIT.text_width // 2
    pairs = zip(answers[:height], [*answers[height:], ""][:height], strict=True)
    rows = "".join(_row(pair, width, keep=at < height) for at, pair in enumerate(pairs, 1))
    borderless = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    properties = f'<w:tblW w:w="{2 * width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{borderless}'
    grid = f'<w:gridCol w:w="{width}"/>' * 2
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _row(pair: Sequence[str], width: int, *, keep: bool) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(answer, "Answer", keep)}</w:tc>'
        for answer in pair
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
