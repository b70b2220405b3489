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
from reports.html.tables import quoted
from reports.html.tags import tag, text, void
from reports.plate import Plate
from reports.prose import Heading, Paragraph, Points
from reports.vocabulary import capital, foreign, say, tongue, word
from reports.word import Exhibit
from survey.write.seals import BLANK, sealed

FOLDER = Path(__file__).parent
CONTENT, TABLES, FIGURES = "content", "list-of-tables", "list-of-figures"
"""Ids of the parts of a page; those of tables and figures begin otherwise."""
SHORT = 8
"""A list of more tables or figures is folded when the page opens."""


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
        *(_lists(parts, exhibits) if whole else ()),
        tag("main", "\n".join(_flow([*before, *parts], exhibits, _spoken(release, front))), id=CONTENT),
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


def _lists(parts: Sequence[Part], exhibits: Exhibits) -> Iterator[str]:
    """Yield the lists of tables and of figures, folded where they are long."""
    language = exhibits.language
    tables = "\n".join(_by_chapter(parts, exhibits))
    yield _list(TABLES, word("document.list_of_tables", language), tables, len(exhibits.captions))
    if exhibits.hung:
        figures = _links(hung.caption for hung in exhibits.hung.values())
        yield _list(FIGURES, word("document.list_of_figures", language), figures, len(exhibits.hung))


def _list(place: str, title: str, links: str, count: int) -> str:
    """Return a list under a heading that opens and closes it, by key too; a link into it opens it."""
    name = f"{place}-title"
    head = tag("summary", tag("h2", text(f"{title} ({count})"), id=name))
    folded = tag("details", head + tag("div", links, id=place), open=None if count > SHORT else "")
    return tag("nav", folded, aria_labelledby=name)


def _by_chapter(parts: Sequence[Part], exhibits: Exhibits) -> Iterator[str]:
    """Yield links to the tables, each chapter's under its title."""
    title, captions = "", []
    for part in (*parts, Heading("")):
        if isinstance(part, Exhibit):
            captions.append(exhibits.captions[part.layout.key])
        elif isinstance(part, Heading) and part.level == 1:
            if captions:
                yield title + _links(captions)
            title, captions = tag("p", text(part.text), lang=part.tongue or None), []


def _links(captions: Iterable[Caption]) -> str:
    links = (tag("a", quoted(caption.text, caption.spoken), href=f"#{place_of(caption)}") for caption in captions)
    return tag("ul", "\n".join(tag("li", link) for link in links))


def _spoken(release: Release, front: Front) -> tuple[tuple[str, str], ...]:
    """Return the words of the study in the prose that are in another language, and which."""
    steps = (label for step in release.history for label in (step.label, step.why))
    labels = (front.citation, *front.labels.values(), *steps)
    found = (each for label in labels for each in foreign(label, front.language))
    return tuple(dict.fromkeys(found))


def _flow(parts: Iterable[Part], exhibits: Exhibits, spoken: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """Yield text, tables and figures; headings begin one level lower than in Word, below the title."""
    for part in parts:
        match part:
            case Exhibit() | Plate():
                yield exhibits.set(part)
            case Heading():
                yield tag(f"h{part.level + 1}", text(part.text), lang=part.tongue or None)
            case Paragraph():
                yield tag("p", quoted(part.text, spoken))
            case Points() if part.points:
                yield tag("ul", "".join(_point(point.lead, quoted(point.text, spoken)) for point in part.points))


def _point(lead: str, said: str) -> str:
    return tag("li", (tag("strong", text(lead)) if lead else "") + said)
