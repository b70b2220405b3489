"""Which items of COREQ (interviews and focus groups) can the interviews themselves fill?

Numbers are those of the 32 items; only those are here that a set of interviews, its codes and its codings say
something about, and a few beside them that `[method]` in study.toml can fill. With several sets, each is named.
Source: Tong, Sainsbury and Craig 2007, Int J Qual Health Care 19:349-357.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.coded import tied
from analysis.saturation import new_codes
from analysis.table import Term, Text
from survey.codebook import Label
from survey.interviews.codes import SEPARATOR
from survey.interviews.corpus import Corpus, Interview, Mode

COREQ = "COREQ"
MODES = {
    Mode.VOICE: "coreq_voice",
    Mode.CHAT: "coreq_chat",
    Mode.IN_PERSON: "coreq_in_person",
}
MINUTE = 60_000


@dataclass(frozen=True)
class Fact:
    """One item: its number, and what a set of interviews says about it (nothing when it cannot)."""

    number: int
    of: Callable[[Corpus], Text | None] | None = None


def statement(fact: Fact, corpora: Sequence[Corpus]) -> Text | None:
    """Return what the sets of interviews say about an item, each named where there are several."""
    said = [(corpus, text) for corpus in corpora if fact.of is not None and (text := fact.of(corpus)) is not None]
    if len(corpora) == 1:
        return said[0][1] if said else None
    named = [
        Term("checklist.value.coreq_set", {"set": corpus.title or Label({"": corpus.name}), "value": text})
        for corpus, text in said
    ]
    return listed(named)


def listed(texts: Iterable[Text]) -> Text | None:
    """Return texts one after another, or nothing."""
    whole: Text | None = None
    for text in texts:
        whole = text if whole is None else Term("row.comma", {"first": whole, "last": text})
    return whole


def duration(interview: Interview) -> int | None:
    """Return how many minutes an interview took: as the list says, else up to the last time in its text."""
    if interview.minutes is not None:
        return interview.minutes
    times = [ms for turn in interview.transcript.turns for ms in (turn.start_ms, turn.end_ms) if ms is not None]
    return round(max(times) / MINUTE) if times else None


def _sample(corpus: Corpus) -> Text:
    return Term("checklist.value.coreq_sample", {"count": len(corpus)})


def _description(corpus: Corpus) -> Text:
    return Term("checklist.value.coreq_description", {"tied": len(tied(corpus)), "all": len(corpus)})


def _recording(corpus: Corpus) -> Text | None:
    modes = Counter(interview.mode for interview in corpus)
    return listed(Term(f"checklist.value.{key}", {"number": modes[mode]}) for mode, key in MODES.items() if modes[mode])


def _duration(corpus: Corpus) -> Text | None:
    known = sorted(minutes for interview in corpus if (minutes := duration(interview)) is not None)
    if not known:
        return None
    values = {"low": known[0], "high": known[-1], "total": sum(known), "number": len(known), "all": len(corpus)}
    return Term("checklist.value.coreq_duration", values)


def _saturation(corpus: Corpus) -> Text | None:
    counts = [new for _, (_, new, _) in new_codes(corpus, {code.path for code in corpus.codes})]
    last = max((place for place, new in enumerate(counts, start=1) if new), default=None)
    return None if last is None else Term("checklist.value.coreq_saturation", {"last": last, "all": len(corpus)})


def _coders(corpus: Corpus) -> Text | None:
    by_interview = {(coding.interview, coding.coder) for coding in corpus.coded}
    several = [name for name, n in Counter(interview for interview, _ in by_interview).items() if n > 1]
    if not corpus.coders:
        return None
    return Term(
        "checklist.value.coreq_coders", {"count": len(corpus.coders), "several": len(several), "all": len(corpus)}
    )


def _tree(corpus: Corpus) -> Text | None:
    if not len(corpus.codes):
        return None
    floors = max(code.path.count(SEPARATOR) for code in corpus.codes) + 1
    roots = sum(not code.parent for code in corpus.codes)
    return Term("checklist.value.coreq_tree", {"count": len(corpus.codes), "roots": roots, "floors": floors})


def _themes(corpus: Corpus) -> Text | None:
    origins = Counter(code.origin for code in corpus.codes)
    if not origins["theory"] + origins["data"]:
        return None
    values = {"theory": origins["theory"], "data": origins["data"], "rest": origins[""]}
    days = sorted(date.fromisoformat(code.since) for code in corpus.codes if code.since)
    if not days:
        return Term("checklist.value.coreq_themes", values)
    return Term("checklist.value.coreq_themes_dated", {**values, "first": days[0], "last": days[-1]})


def _software(corpus: Corpus) -> Text:
    return Term("checklist.value.coreq_software")


def _quotations(corpus: Corpus) -> Text:
    ready = sum(interview.quotable for interview in corpus)
    return Term("checklist.value.coreq_quotations", {"ready": ready, "all": len(corpus)})


FACTS: Mapping[str, Fact] = {
    "coreq_sample": Fact(12, _sample),
    "coreq_description": Fact(16, _description),
    "coreq_recording": Fact(19, _recording),
    "coreq_notes": Fact(20),
    "coreq_duration": Fact(21, _duration),
    "coreq_saturation": Fact(22, _saturation),
    "coreq_returned": Fact(23),
    "coreq_coders": Fact(24, _coders),
    "coreq_tree": Fact(25, _tree),
    "coreq_themes": Fact(26, _themes),
    "coreq_software": Fact(27, _software),
    "coreq_checking": Fact(28),
    "coreq_quotations": Fact(29, _quotations),
}
"""The items, by the key that `[method]` in study.toml can fill."""
