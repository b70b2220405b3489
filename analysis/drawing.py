"""Which kinds of table can also be drawn, and how: what the plan's column `figure` may say."""

from __future__ import annotations

from collections.abc import Iterator

from survey.errors import Problem, did_you_mean
from survey.plan import TablePlan

FIGURE = "figure"
"""The column that asks for a figure."""
YES, NO = "yes", "no"
DOTS, BARS = ("dots",), ("likert", "stacked")

FIGURES: dict[str, tuple[str, ...]] = {
    "missingness": ("map",),
    "frequency": DOTS,
    "multiresponse": DOTS,
    "bands": DOTS,
    "number": ("intervals",),
    "battery": BARS,
    "grid": BARS[::-1],
    "change": ("pairs",),
    "motives": ("pairs",),
    "onset": ("curves",),
    "repertoire": ("turnover",),
}
"""Every kind that can be drawn, and how, the usual way first; `reports/figures` has a drawing of each name."""


def figure_of(plan: TablePlan) -> str:
    """Return how a table is drawn: as the plan says, or in its kind's usual way; empty when it is not."""
    asked = plan.options.get(FIGURE, "").strip()
    return FIGURES[plan.kind][0] if asked == YES else "" if asked == NO else asked


def check_figure(plan: TablePlan) -> Iterator[Problem]:
    """Yield why a table cannot be drawn as its plan says."""
    asked, ways = plan.options.get(FIGURE, "").strip(), FIGURES.get(plan.kind, ())
    if asked in ("", NO):
        return
    if not ways:
        yield Problem(f"a table of kind '{plan.kind}' has no figure", plan.place, f"Leave '{FIGURE}' empty.")
    elif asked not in (YES, *ways):
        what = f"column '{FIGURE}': a table of kind '{plan.kind}' cannot be drawn as '{asked}'"
        yield Problem(what, plan.place, did_you_mean(asked, (YES, NO, *ways)))
    elif plan.by:
        what = f"column '{FIGURE}': a figure shows everyone, and table '{plan.id}' has groups beside each other"
        yield Problem(what, plan.place, "Ask for it at a table without 'by'.")
    elif lacking := _lacking(plan, ways):
        what = f"column '{FIGURE}': the figure shows {lacking}, and the table does not"
        yield Problem(what, plan.place, "Leave 'show' empty, or 'figure'.")


def _lacking(plan: TablePlan, ways: tuple[str, ...]) -> str:
    """Return which number the figure needs and `show` leaves out, or nothing."""
    if not plan.show:
        return ""
    if "intervals" in ways:
        return "" if "median" in plan.show else "medians"
    return "" if any("%" in token for token in plan.show) else "percentages"
