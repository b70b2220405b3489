"""A set of interviews as a REFI-QDA project (.qdpx), for any program that reads the standard.

Positions are written as they are kept: half-open, in code points of the text beside it, which is UTF-8 with line
feeds and no byte order mark. Each coding has a selection of its own, whose description is its memo: in programs that
know coders and memos only of selections they stay what they were. Two writes of one set are byte for byte the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from survey.files import write_file
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.refi.attributes import Attribute
from survey.interviews.refi.elements import add, describe, document, guid_of, moment, serialize
from survey.interviews.refi.names import INTERNAL, NO_TIME, PROJECT_FILE, PROJECT_NAMESPACE, SOURCES, maker
from survey.interviews.refi.write_codebook import add_codes, code_guid
from survey.interviews.versions import SUGGESTER
from survey.package import zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

OWNER_ONLY = 0o600
WRITTEN = (Status.CODED, Status.SUGGESTED)


@dataclass(frozen=True)
class Contents:
    """What a project is made of beside the set itself."""

    language: str
    title: str = ""
    remark: str = ""
    """Stands in the project's description: that it is confidential, or invented."""
    attributes: tuple[Attribute, ...] = ()
    blind: bool = False
    """Texts and codes without anything that somebody coded, so that somebody else codes them anew."""


@dataclass(frozen=True)
class Written:
    """How many of each went into a project, and how many codings stayed behind."""

    interviews: int
    codes: int
    users: int
    coded: int
    suggested: int
    variables: int
    rejected: int
    lost: int
    undated: int
    """Codings whose time is unknown, or no time."""


def write_project(corpus: Corpus, path: Path, contents: Contents) -> Written:
    """Write a set of interviews, readable by its owner only; return what went into it."""
    data = project(corpus, contents)
    write_file(path, lambda file: file.write(data), OWNER_ONLY)
    return account(corpus, contents)


def project(corpus: Corpus, contents: Contents) -> bytes:
    """Return the bytes of the project: its XML, then the texts by GUID."""
    texts = {SOURCES + _file(corpus, each): each.transcript.text.encode() for each in corpus}
    return zipped({PROJECT_FILE: serialize(_project(corpus, contents)), **texts})


def account(corpus: Corpus, contents: Contents) -> Written:
    """Return how many of each a project holds."""
    codings = _codings(corpus, contents)
    counts = Counter(coding.status for coding in codings)
    behind = Counter(coding.status for coding in corpus.codings)
    return Written(
        interviews=len(corpus),
        codes=len(corpus.codes),
        users=len(_users(codings)),
        coded=counts[Status.CODED],
        suggested=counts[Status.SUGGESTED],
        variables=len(contents.attributes),
        rejected=behind[Status.REJECTED],
        lost=behind[Status.LOST],
        undated=sum(not moment(coding.time) for coding in codings),
    )


def coder_of(coding: Coding) -> str:
    """Return the user a coding is written under: a suggestion is nobody's, and stands under our own name."""
    return SUGGESTER if coding.status is Status.SUGGESTED else coding.coder


def _project(corpus: Corpus, contents: Contents) -> _Element:
    codings = _codings(corpus, contents)
    users = _users(codings)
    creator = _user(corpus, users[0]) if users else ""
    name = contents.title or corpus.name
    root = document("Project", PROJECT_NAMESPACE, name=name, origin=maker(contents.language), creatingUserGUID=creator)
    _add_users(root, corpus, users)
    if len(corpus.codes):
        add_codes(add(root, "CodeBook"), corpus.codes, corpus.name, contents.language)
    if contents.attributes:
        _add_variables(root, corpus, contents.attributes)
        _add_cases(root, corpus, contents.attributes)
    _add_sources(root, corpus, codings)
    describe(root, contents.remark)
    return root


def _codings(corpus: Corpus, contents: Contents) -> list[Coding]:
    """Return what is written, in an order of its own: whatever the order of the set, the file is the same."""
    return [] if contents.blind else sorted(coding for coding in corpus.codings if coding.status in WRITTEN)


def _users(codings: Iterable[Coding]) -> list[str]:
    """Return the coders by name, our own last: some programs go on under the first name they meet."""
    names = {coder_of(coding) for coding in codings} - {""}
    return sorted(names, key=lambda name: (name == SUGGESTER, name))


def _user(corpus: Corpus, name: str) -> str:
    return guid_of("user", corpus.name, name) if name else ""


def _add_users(root: _Element, corpus: Corpus, users: Sequence[str]) -> None:
    if users:
        listed = add(root, "Users")
        for name in users:
            add(listed, "User", guid=_user(corpus, name), name=name)


def _add_variables(root: _Element, corpus: Corpus, attributes: Sequence[Attribute]) -> None:
    listed = add(root, "Variables")
    for attribute in attributes:
        guid = _variable(corpus, attribute)
        variable = add(listed, "Variable", guid=guid, name=attribute.name, typeOfVariable=attribute.kind)
        describe(variable, attribute.label)


def _variable(corpus: Corpus, attribute: Attribute) -> str:
    return guid_of("variable", corpus.name, attribute.name)


def _add_cases(root: _Element, corpus: Corpus, attributes: Sequence[Attribute]) -> None:
    """Add a case for each interview, under the name that readers may see; who it is in the survey stays behind."""
    if not len(corpus):
        return
    listed = add(root, "Cases")
    for interview in corpus:
        case = add(listed, "Case", guid=guid_of("case", corpus.name, interview.id), name=interview.name)
        for attribute in attributes:
            value = add(case, "VariableValue")
            add(value, "VariableRef", targetGUID=_variable(corpus, attribute))
            if interview.id in attribute.values:
                add(value, f"{attribute.kind}Value", attribute.values[interview.id])
        add(case, "SourceRef", targetGUID=_source(corpus, interview))


def _add_sources(root: _Element, corpus: Corpus, codings: Sequence[Coding]) -> None:
    if not len(corpus):
        return
    found = defaultdict(list)
    for coding, key in _numbered(corpus, codings):
        found[coding.interview].append((coding, key))
    listed = add(root, "Sources")
    for interview in corpus:
        guid, path = _source(corpus, interview), INTERNAL + _file(corpus, interview)
        source = add(listed, "TextSource", guid=guid, name=interview.id, plainTextPath=path)
        for coding, key in found[interview.id]:
            _add_coding(source, corpus, coding, key)


def _add_coding(source: _Element, corpus: Corpus, coding: Coding, key: str) -> None:
    user, time = _user(corpus, coder_of(coding)), moment(coding.time)
    selection = add(
        source,
        "PlainTextSelection",
        guid=guid_of("selection", key),
        startPosition=str(coding.start),
        endPosition=str(coding.end),
        creatingUser=user,
        creationDateTime=time,
        modifiedDateTime="" if time else NO_TIME,
    )
    describe(selection, coding.memo)
    made = add(selection, "Coding", guid=guid_of("coding", key), creatingUser=user, creationDateTime=time)
    add(made, "CodeRef", targetGUID=code_guid(corpus.name, coding.code))


def _numbered(corpus: Corpus, codings: Sequence[Coding]) -> Iterator[tuple[Coding, str]]:
    """Yield each coding with what makes its GUIDs; those of one coder on the same words are told apart by a number."""
    seen: Counter[tuple[str, ...]] = Counter()
    for coding in codings:
        words = (coding.interview, str(coding.start), str(coding.end), coding.code, coder_of(coding))
        seen[words] += 1
        yield coding, guid_of(corpus.name, *words, str(seen[words]))


def _source(corpus: Corpus, interview: Interview) -> str:
    return guid_of("source", corpus.name, interview.id)


def _file(corpus: Corpus, interview: Interview) -> str:
    return f"{_source(corpus, interview)}.txt"
