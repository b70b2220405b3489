"""The report as one web page that holds all it needs: no script, nothing fetched, nothing that changes.

It is also well-formed XML, so that a fault in it is found by a test and not by a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from analysis.disclosure import Release
from reports.appendix import methods
from reports.chapters import chapters
from reports.cover import badges, facts, marks
from reports.fields import Caption
from reports.front import Front
from reports.guide import reading_guide
from reports.html.exhibits import Exhibits, Part, number, place_of
from reports.html.tags import tag, text, void
from reports.plate import Plate
from reports.prose import Heading, Paragraph, Points
from reports.vocabulary import capital, say, tongue, word
from reports.word import Exhibit
from survey.write.seals import BLANK, sealed

FOLDER = Path(__file__).parent
CONTENT, TABLES, FIGURES = "content", "list-of-tables", "list-of-figures"
"""Ids of the parts of a page; those of tables and figures begin otherwise."""


def page(release: Release, front: Front) -> bytes:
    """Return the whole report: the same input gives the same bytes."""
    parts: list[Part] = [*chapters(release, front.language), *methods(release, front)]
    before = list(reading_guide(release, front.language))
    return _page(release, front, parts, before, whole=True)


def excerpt(release: Release, front: Front) -> bytes:
    """Return the tables of a release with their notes and figures, without cover, lists, guide and appendix."""
    parts: list[Part] = [part for part in chapters(release, front.language) if not isinstance(part, Heading)]
    return _page(release, front, parts, [], whole=False)


def fragment(release: Release, language: str) -> str:
    """Return the tables of a release as they stand within a page of others: a notebook."""
    parts: list[Part] = [part for part in chapters(release, language) if not isinstance(part, Heading)]
    exhibits = number(parts, release.tables, language, anchored=False)
    content = tag("style", _style("tables.css")) + "".join(_flow(parts, exhibits))
    return tag("div", content, class_="cryptodrug", lang=word("document.locale", language))


def _page(release: Release, front: Front, parts: Sequence[Part], before: Sequence[Part], *, whole: bool) -> bytes:
    language = front.language
    exhibits = number(parts, release.tables, language)
    said = marks(front, release.policy)
    head = _head(front, said)
    body = (
        tag("a", text(word("web.skip", language)), class_="skip", href=f"#{CONTENT}"),
        _bar(said, language, listed=whole),
        tag("header", "\n".join(_opening(release, front, whole=whole))),
        *(_lists(exhibits, language) if whole else ()),
        tag("main", "\n".join(_flow([*before, *parts], exhibits)), id=CONTENT),
    )
    content = head + tag("body", "\n".join(body), class_="cryptodrug")
    html = tag("html", content, lang=word("document.locale", language))
    return sealed(f"<!DOCTYPE html>\n<!-- {BLANK} -->\n{html}\n".encode())


def _head(front: Front, said: Sequence[str]) -> str:
    title = " · ".join((*map(capital, said), say(front.title, front.language)))
    style = _style("tables.css") + _style("page.css") + _running(said)
    return tag(
        "head",
        void("meta", charset="utf-8")
        + void("meta", name="viewport", content="width=device-width, initial-scale=1")
        + void("meta", name="color-scheme", content="light")
        + tag("title", text(title))
        + tag("style", style),
    )


def _style(name: str) -> str:
    return "\n" + (FOLDER / name).read_text(encoding="utf-8")


def _running(said: Sequence[str]) -> str:
    """Return the rule that prints warnings at the head of every page of paper."""
    if not said:
        return ""
    quoted = " · ".join(said).replace("\\", "\\\\").replace('"', '\\"')
    return f'@page {{ @top-right {{ content: "{quoted}"; font: 8pt Arial, sans-serif; }} }}\n'


def _bar(said: Sequence[str], language: str, *, listed: bool) -> str:
    """Return the line that stays at the top of the screen: warnings, and the way to the list of tables."""
    warning = tag("strong", text(" · ".join(map(capital, said)))) if said else tag("span")
    link = tag("a", text(word("document.list_of_tables", language)), href=f"#{TABLES}") if listed else ""
    return tag("div", warning + link, class_="bar", role="note" if said else None) if said or listed else ""


def _opening(release: Release, front: Front, *, whole: bool) -> Iterator[str]:
    language = front.language
    if whole:
        yield tag("p", text(word("cover.report", language)), class_="kind")
    yield tag("h1", text(say(front.title, language)), lang=tongue(front.title, language) or None)
    for name, meaning in badges(front, release.policy):
        yield tag("p", tag("strong", text(capital(name))) + void("br") + text(meaning), class_="badge")
    if whole:
        known = (tag("dt", text(label)) + tag("dd", text(fact)) for label, fact in facts(front, release.policy))
        yield tag("dl", "\n".join(known))


def _lists(exhibits: Exhibits, language: str) -> Iterator[str]:
    yield _list(TABLES, word("document.list_of_tables", language), exhibits.captions.values())
    if exhibits.hung:
        figures = [hung.caption for hung in exhibits.hung.values()]
        yield _list(FIGURES, word("document.list_of_figures", language), figures)


def _list(place: str, title: str, captions: Iterable[Caption]) -> str:
    links = (tag("li", tag("a", text(caption.text), href=f"#{place_of(caption)}")) for caption in captions)
    content = tag("h2", text(title), id=place) + tag("ul", "\n".join(links))
    return tag("nav", content, aria_labelledby=place)


def _flow(parts: Iterable[Part], exhibits: Exhibits) -> Iterator[str]:
    """Yield text, tables and figures; headings begin one level lower than in Word, below the title."""
    for part in parts:
        match part:
            case Exhibit() | Plate():
                yield exhibits.set(part)
            case Heading():
                yield tag(f"h{part.level + 1}", text(part.text), lang=part.tongue or None)
            case Paragraph():
                yield tag("p", text(part.text))
            case Points() if part.points:
                yield tag("ul", "".join(_point(point.lead, point.text) for point in part.points))


def _point(lead: str, said: str) -> str:
    return tag("li", (tag("strong", text(lead)) if lead else "") + text(said))
