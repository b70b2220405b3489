"""What changed between waves as a Word file: a table for each wave against the one before, and what is left open.

It holds questions and no answers, so it may be shown to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.disclosure import Audience, Policy
from analysis.table import Level
from reports.binding import Jacket, bind, flow
from reports.cover import badge, cover_page, fieldwork_facts, marks, product_facts, running_head, wave_facts
from reports.fields import Caption
from reports.front import Front, front_of
from reports.layout import Head, Layout, Line
from reports.markup import heading, paragraph, run
from reports.paper import LANDSCAPE, Format
from reports.vocabulary import capital, word
from reports.waves import HEADS, Account, Told, cells, gaps, ready_rows
from reports.word import Exhibit, Setting
from survey.files import write_file
from survey.waves.wording import Fate, Piece

if TYPE_CHECKING:
    from survey.study import Study
    from survey.waves.crosswalk import CrosswalkRow
    from survey.waves.transitions import Transition

OPENS = {Fate.REMOVED: "\ue001", Fate.ADDED: "\ue002"}
PLAIN, BREAK = "\ue003", "\ue004"
"""Stand where words begin that went or came, where they end, and where a line ends, until the text is set."""
LOOKS = {Fate.REMOVED: "<w:strike/>", Fate.ADDED: '<w:u w:val="single"/>'}
FORM = Format(LANDSCAPE, 180)
STUB, WHAT, VERDICT = 2300, 2200, 3700
"""Widths, in twentieths of a point; what was and is takes what is left."""
WAVE, CATEGORY, BECOMES, RULE, STATUS = 900, 1500, 2150, 1300, 1700


def write_waves(study: Study, transitions: Sequence[Transition], language: str, path: Path) -> None:
    """Write the changes; the file there is replaced only by a whole new one."""
    content = waves_document(study, transitions, language)
    write_file(path, lambda file: file.write(content))


def waves_document(study: Study, transitions: Sequence[Transition], language: str) -> bytes:
    """Return the changes as a Word file: the same study gives the same bytes."""
    front = front_of(study, None, language)
    policy = Policy(Audience.PUBLIC, study.threshold)
    jacket = Jacket(
        language=language,
        title=front.title.text(language),
        subject=_said("kind", language),
        running_head=running_head(front, policy),
        marks=tuple(marks(front, policy)),
    )
    return bind(_Pages(study, tuple(transitions), front).body(), jacket)


def _said(key: str, language: str, **values: object) -> str:
    return word(f"waves.document.{key}", language, **values)


@dataclass(frozen=True)
class _Pages:
    """The pages: a cover, a table for each wave, and the rows that would settle what is open."""

    study: Study
    transitions: tuple[Transition, ...]
    front: Front

    @property
    def language(self) -> str:
        return self.front.language

    def body(self) -> str:
        tables = [self._table(number, each) for number, each in enumerate(self._changed(), 1)]
        rows = ready_rows(self.transitions)
        settings = [*tables, *([self._rows(len(tables) + 1, rows)] if rows else [])]
        return _set(flow([self._cover(), *(setting.exhibit for setting in settings)], settings))

    def _changed(self) -> list[Transition]:
        return [transition for transition in self.transitions if transition.changed]

    def _cover(self) -> str:
        language = self.language
        synthetic = badge(capital(word("document.synthetic", language)), self._said("synthetic_note"))
        accounts = (Account(each, self.study.questionnaires, language) for each in self.transitions)
        counted = ((account.heading(), account.counts()) for account in accounts)
        facts = [*wave_facts(self.front), *fieldwork_facts(self.front), *counted, *product_facts(self.front)]
        return cover_page(self._said("kind"), self.front, synthetic if self.front.synthetic else "", facts)

    def _said(self, key: str, **values: object) -> str:
        return _said(key, self.language, **values)

    def _table(self, number: int, transition: Transition) -> Setting:
        account = Account(transition, self.study.questionnaires, self.language)
        title = self._said("caption", before=transition.before, after=transition.after)
        heads = tuple(Head(self._said(key), is_text=True) for key in ("what", "words", "verdict"))
        lines = tuple(self._line(place, told) for place, told in enumerate(account.told()))
        layout = Layout(f"waves_{number}", title, self._said("stub"), heads, lines, may_break=True)
        opening = heading(account.heading())
        if number == 1:
            opening += paragraph(run(self._said("how")), "Normal", keep=True)
        widths = (STUB, WHAT, LANDSCAPE.text_width - STUB - WHAT - VERDICT, VERDICT)
        caption = Caption(layout.key, number, title, self.language)
        return Setting(Exhibit(layout, heading=opening, widths=widths), caption, FORM)

    def _line(self, place: int, told: Told) -> Line:
        words = BREAK.join(map(_marked, told.lines))
        verdict = BREAK.join(told.verdict) or self._said("nothing")
        return Line(f"question_{place}", told.name, Level.ROW, (told.kinds, words, verdict))

    def _rows(self, number: int, rows: Sequence[CrosswalkRow]) -> Setting:
        """Return the rows as they stand in the sheet: its heads and its names, whatever the language."""
        heads = tuple(Head(name, is_text=True) for name in (*HEADS[1:], self._said("why")))
        lines = tuple(_row_line(place, row) for place, row in enumerate(rows))
        title = self._said("open_caption")
        layout = Layout("waves_open", title, self._said("open_stub"), heads, lines)
        opening = heading(self._said("open_title")) + paragraph(
            run(word("waves.copy", self.language)), "Normal", keep=True
        )
        names = (LANDSCAPE.text_width - WAVE - CATEGORY - BECOMES - RULE - STATUS) // 3
        widths = (WAVE, names, CATEGORY, names, BECOMES, RULE, STATUS, names)
        exhibit = Exhibit(layout, (self._said("rule"),), opening, widths=widths)
        return Setting(exhibit, Caption(layout.key, number, title, self.language), FORM)


def _row_line(place: int, row: CrosswalkRow) -> Line:
    wave, *rest = cells(row)
    return Line(f"row_{place}", wave, Level.ROW, (*rest, ""))


def _marked(line: Sequence[Piece]) -> str:
    """Return a line with marks where words begin that went or came, and where they end."""
    said = []
    for gap, piece in gaps(line):
        text = "".join(sign for sign in piece.text if sign not in {*OPENS.values(), PLAIN, BREAK})
        said.append(f"{gap}{OPENS[piece.fate]}{text}{PLAIN}" if piece.fate in OPENS else gap + text)
    return "".join(said)


def _set(xml: str) -> str:
    """Return set text with what stands between the marks in runs of their own."""
    reopened = '<w:t xml:space="preserve">'
    for fate, mark in OPENS.items():
        xml = xml.replace(mark, f"</w:t></w:r><w:r><w:rPr>{LOOKS[fate]}</w:rPr>{reopened}")
    return xml.replace(PLAIN, f"</w:t></w:r><w:r>{reopened}").replace(BREAK, f"</w:t><w:br/>{reopened}")
