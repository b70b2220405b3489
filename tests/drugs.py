"""Questions about a few drugs, with all the roles that careers are read from."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from survey.codebook import Role, Variable
from survey.missing import Reason
from tests import toy

LEVELS = ("low", "mid", "high")
CHANGES = ("less", "same", "more")
AGE = toy.number("age")
SEX = toy.one("sex", "m v")


def questions(item: str) -> list[Variable]:
    """Return the questions about one drug; "never" implies "no"."""
    gate = toy.one(f"{item}_12m", "never ever year", role=Role.RECENCY, item=item, top="year", implies={"never": "no"})
    return [
        gate,
        toy.one(f"{item}_before", "yes no", role=Role.BEFORE, item=item),
        replace(toy.number(f"{item}_onset"), role=Role.ONSET, item=item),
        toy.one(f"{item}_often_before", " ".join(LEVELS), role=Role.FREQUENCY_BEFORE, item=item),
        toy.one(f"{item}_often", " ".join(LEVELS), role=Role.FREQUENCY, item=item),
        toy.one(f"{item}_amount", " ".join(CHANGES), role=Role.AMOUNT, item=item),
    ]


def variables(items: str) -> list[Variable]:
    return [question for item in items for question in questions(item)] + [AGE, SEX]


def gate(item: str, recency: str) -> dict[str, object]:
    """Return somebody's answer to the gate; "never" is routed past the rest."""
    rest = ("before", "onset", "often_before", "often", "amount") if recency == "never" else ()
    return {f"{item}_12m": recency, **{f"{item}_{word}": Reason.NOT_APPLICABLE for word in rest}}


def user(item: str, onset: int, **answers: object) -> dict[str, object]:
    """Return somebody who used a drug in the last year."""
    return {f"{item}_12m": "year", f"{item}_onset": onset, **{f"{item}_{word}": a for word, a in answers.items()}}


def maybe(answers: Sequence[object]) -> st.SearchStrategy[object]:
    """Return one of some answers, mostly, or an absence."""
    return st.one_of(st.sampled_from(answers), st.sampled_from(answers), st.sampled_from([toy.OPEN, Reason.DONT_KNOW]))


@st.composite
def person(draw: st.DrawFn, items: str) -> dict[str, object]:
    """Return somebody as routing leaves them: what a known answer routes past is not applicable."""
    made: dict[str, object] = {"age": draw(maybe(range(14, 24))), "sex": draw(maybe(["m", "v"]))}
    for item in items:
        made |= draw(about(item))
    return made


@st.composite
def about(draw: st.DrawFn, item: str) -> dict[str, object]:
    recency = draw(maybe(["never", "ever", "year"]))
    if recency == "never":
        return gate(item, "never")
    before = draw(maybe(["yes", "no"]))
    no_before, no_since = before == "no", recency == "ever"
    skipped = {"often_before": no_before, "often": no_since, "amount": no_before or no_since}
    answers = {"often_before": LEVELS, "often": LEVELS, "amount": CHANGES}
    rest = {word: Reason.NOT_APPLICABLE if skipped[word] else draw(maybe(choices)) for word, choices in answers.items()}
    found = {"12m": recency, "before": before, "onset": draw(maybe(range(13, 22))), **rest}
    return {f"{item}_{word}": answer for word, answer in found.items()}
