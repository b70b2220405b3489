"""One table in Word: caption above, three rules, heads that repeat on every page, notes beneath."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.anchors import Anchor, Marks, control
from reports.fields import Caption, caption_paragraph
from reports.layout import Layout
from reports.markup import attribute, paragraph, run, runs
from reports.paper import Format
from reports.rows import Rows
from reports.tongues import Tongues
from reports.vocabulary import word
from reports.widths import Measure, column_widths

NAMED_ROWS = 6
"""The alt text names up to this many rows; of longer tables it names the first and the last."""


@dataclass(frozen=True)
class Exhibit:
    """A table to be printed, before it has a number: its text, its notes, and a heading it opens."""

    layout: Layout
    notes: tuple[str, ...] = ()
    heading: str = ""
    holds_on: bool = False
    """Whether it stays on one page with what follows: its figure."""
    kept: bool = False
    """Whether a later refresh renews it: it is one of the study's tables, and has anchors."""
    tongues: Tongues = field(default_factory=Tongues)
    """The language of what is not in the reader's."""
    widths: tuple[int, ...] = ()
    """Of the row labels and each column, where its words do not tell them: a column to write in."""


@dataclass(frozen=True)
class Setting:
    """A table ready to be set: what it shows, its caption, and on which page at which size."""

    exhibit: Exhibit
    caption: Caption
    form: Format

    @property
    def layout(self) -> Layout:
        """Return the table as text."""
        return self.exhibit.layout


def set_table(setting: Setting) -> str:
    """Return heading, caption, table and notes."""
    caption = setting.caption
    marks = Marks(caption.key, caption.number) if setting.exhibit.kept else None
    body = table_and_notes(setting, marks)
    held = control(Anchor.TABLE, caption.key, caption.text, body) if marks else body
    return setting.exhibit.heading + caption_paragraph(caption) + held


def table_and_notes(setting: Setting, marks: Marks | None) -> str:
    """Return the table and the paragraphs beneath it, with bookmarks where it is one of the study's."""
    notes = _notes(setting, marks)
    return _table(setting, bool(notes) or setting.exhibit.holds_on, marks) + notes


def describe(layout: Layout, language: str) -> str:
    """Return the alt text: what rows and columns the table has, and none of its numbers."""
    labels = [line.label for line in layout.lines]
    named = ", ".join(labels) if len(labels) <= NAMED_ROWS else f"{labels[0]}, {labels[1]}, …, {labels[-1]}"
    return word(
        "document.describes",
        language,
        title=layout.title.rstrip("."),
        rows=len(labels),
        columns=len(layout.heads),
        stub=named,
        heads=", ".join(_spoken(layout, place) for place in range(len(layout.heads))),
    )


def _spoken(layout: Layout, place: int) -> str:
    head = layout.heads[place]
    return " ".join(part for part in (layout.spanner(place), head.text, head.unit) if part)


def _table(setting: Setting, keep_last: bool, marks: Marks | None) -> str:
    measure = Measure(setting.layout, setting.form)
    widths = setting.exhibit.widths or column_widths(measure)
    form, tongues = setting.form, setting.exhibit.tongues
    rows = Rows(setting.layout, tuple(widths), form.suffix, keep_last, measure.head_height, marks, tongues).xml()
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{_properties(setting, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _properties(setting: Setting, width: int) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="left"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(setting.caption.text)}/>"
        f"<w:tblDescription w:val={attribute(describe(setting.layout, setting.caption.language))}/></w:tblPr>"
    )


def _notes(setting: Setting, marks: Marks | None) -> str:
    """Return the notes, one paragraph each, the first one led by "Noot."."""
    lead = run(word("document.note", setting.caption.language) + " ", "NoteLead")
    last, spoken = len(setting.exhibit.notes) - 1, setting.exhibit.tongues.notes
    return "".join(
        paragraph(
            (lead if place == 0 else "") + runs(text, spoken) + (marks.mark(Anchor.NOTE, str(place)) if marks else ""),
            "TableNote",
            place < last or setting.exhibit.holds_on,
        )
        for place, text in enumerate(setting.exhibit.notes)
    )
