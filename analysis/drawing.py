"""Which kinds of table can also be drawn, and how: what the plan's column `figure` may say."""

from __future__ import annotations

from collections.abc import Iterator

from survey.codebook import Scale, Variable
from survey.errors import Problem, did_you_mean
from survey.plan import TablePlan

FIGURE = "figure"
"""The column that asks for a figure."""
YES, NO = "yes", "no"
CHART = "chart"
"""A bar chart that Word can edit; everywhere else it is the kind's usual picture."""
TREND = "trend"
LINES = "lines"
DOTS, LIKERT, STACKED, PAIRS = "dots", "likert", "stacked", "pairs"

FIGURES: dict[str, tuple[str, ...]] = {
    "missingness": ("map",),
    "frequency": (DOTS, CHART, TREND),
    "multiresponse": (DOTS, CHART, TREND),
    "bands": (DOTS, CHART, TREND),
    "number": ("intervals",),
    "battery": (LIKERT, STACKED, CHART),
    "grid": (STACKED, LIKERT, CHART),
    "change": (PAIRS, CHART),
    "motives": (PAIRS, CHART),
    "shifts": (PAIRS, CHART),
    "trend": (LINES,),
    "onset": ("curves",),
    "repertoire": ("turnover",),
    "saturation": ("steps",),
}
"""Every kind that can be drawn, and how, the usual way first; `reports/figures` has a drawing of each name."""


def figure_of(plan: TablePlan) -> str:
    """Return how a table is drawn: as the plan says, or in its kind's usual way; empty when it is not."""
    asked = plan.options.get(FIGURE, "").strip()
    return usual(plan.kind) if asked == YES else "" if asked == NO else asked


def usual(kind: str) -> str:
    """Return the usual picture of a kind of table; nothing when it has none."""
    return FIGURES.get(kind, ("",))[0]


def check_figure(plan: TablePlan, by: Variable | None) -> Iterator[Problem]:
    """Yield why a table cannot be drawn as its plan says."""
    asked, ways = plan.options.get(FIGURE, "").strip(), FIGURES.get(plan.kind, ())
    if asked in ("", NO):
        return
    if not ways:
        yield Problem(f"a table of kind '{plan.kind}' has no figure", plan.place, f"Leave '{FIGURE}' empty.")
    elif asked not in (YES, *ways):
        what = f"column '{FIGURE}': a table of kind '{plan.kind}' cannot be drawn as '{asked}'"
        yield Problem(what, plan.place, did_you_mean(asked, (YES, NO, *ways)))
    elif asked == TREND and (lacking := _unordered(plan, by)):
        yield Problem(f"column '{FIGURE}': {lacking}", plan.place, "Give an ordered question in 'by', or 'no' here.")
    elif plan.by and asked != TREND:
        what = f"column '{FIGURE}': a figure shows everyone, and table '{plan.id}' has groups beside each other"
        yield Problem(what, plan.place, "Ask for it at a table without 'by'.")
    elif lacking := _lacking(plan, ways):
        what = f"column '{FIGURE}': the figure shows {lacking}, and the table does not"
        yield Problem(what, plan.place, "Leave 'show' empty, or 'figure'.")


def _unordered(plan: TablePlan, by: Variable | None) -> str:
    """Return why lines from group to group would say nothing, or nothing."""
    if by is None:
        return "a trend goes from group to group, and there is no 'by'"
    if len(plan.of) != 1:
        return "a trend is of one question"
    return f"a trend needs groups in an order, and '{by.name}' has none" if by.scale is Scale.NOMINAL else ""


def _lacking(plan: TablePlan, ways: tuple[str, ...]) -> str:
    """Return which number the figure needs and `show` leaves out, or nothing."""
    if not plan.show:
        return ""
    if "intervals" in ways:
        return "" if "median" in plan.show else "medians"
    return "" if any("%" in token for token in plan.show) else "percentages"
