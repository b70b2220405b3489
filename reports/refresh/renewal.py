"""One table renewed where it stands: heads, rows, notes, caption, the text for who cannot see it, and its anchors."""

from __future__ import annotations

from dataclasses import dataclass

from reports.manifest import PrintedTable, squeezed
from reports.refresh.anchoring import hold, mark_heads
from reports.refresh.body_rows import BodyRows, mark_rows
from reports.refresh.columns import Columns, find_columns
from reports.refresh.finding import Finding, Kind
from reports.refresh.foot import Foot, mark_notes
from reports.refresh.heads import renew_alt, renew_caption, renew_heads, renew_spanners
from reports.refresh.work import Where, Work


@dataclass(frozen=True)
class Refusal:
    """Why a table is left as it is: the key of the reason, and what it is about."""

    why: str
    about: str = ""


def renew(work: Work) -> PrintedTable | Refusal | None:
    """Renew a table; return what it was last printed as from now on, nothing where that is not known for all of it."""
    columns = columns_of(work)
    refusal = _refusal(work, columns)
    if refusal is not None:
        return refusal
    heads = renew_heads(work, columns)
    spans = renew_spanners(work, columns)
    rows = BodyRows(work, columns)
    after_rows = rows.renew()
    foot = Foot(work)
    notes = foot.renew()
    title = renew_caption(work)
    alt = renew_alt(work, squeezed(title))
    _anchor(work, columns, rows, foot)
    if not work.is_known:
        return None
    corner = heads.pop("")
    return PrintedTable(
        title=squeezed(title),
        columns=list(heads),
        heads=list(heads.values()),
        rows=after_rows,
        notes=notes,
        stub=corner,
        spans={key: squeezed(text) for key, text in spans.items()},
        alt=squeezed(alt),
    )


def columns_of(work: Work) -> Columns:
    """Return which column of the document is which of ours, by what each was last called and is called now."""
    heads = work.fresh.layout.heads
    texts = {head.key: [squeezed(f"{head.text} {head.unit}")] for head in heads}
    if work.base:
        for key, text in zip(work.base.columns, work.base.heads, strict=True):
            texts.setdefault(key, []).insert(0, text)
    spans = {**work.fresh.layout.spanners(), **(work.base.spans if work.base else {})}
    return find_columns(work.body, work.table, work.key, texts, spans)


def _refusal(work: Work, columns: Columns) -> Refusal | None:
    """Return why the columns cannot be told, or are no longer those of the release."""
    keys = [head.key for head in work.fresh.layout.heads]
    if work.base and set(work.base.columns) != set(keys):
        return Refusal("other_columns")
    heads = {head.key: squeezed(f"{head.text} {head.unit}") for head in work.fresh.layout.heads}
    missing = [key for key in keys if key not in columns.places]
    if missing and (columns.foreign > 0 or work.base is None or len(missing) == len(keys)):
        return Refusal("column", heads[missing[0]])
    for key in missing:
        work.findings.append(Finding(Kind.ABSENT, work.key, column=heads[key]))
    return None


def _anchor(work: Work, columns: Columns, rows: BodyRows, foot: Foot) -> None:
    """Put every anchor back that is not there."""
    marks = sum(map(len, work.body.marks.values()))
    mark_heads(work, columns)
    mark_rows(work, rows.rows, columns.stub)
    mark_notes(work, foot.found)
    added = sum(map(len, work.body.marks.values())) - marks
    new = sum(finding.kind is Kind.ROW_ADDED for finding in work.findings) + foot.added
    if hold(work, list(foot.found.values()), columns.corner) or added > new:
        work.note(Kind.ANCHORED, Where())
