"""What a report costs beside what its packages cost: `cryptodrug report` on the built-in study, held against the
import of pandas, statsmodels, pingouin and docx. Measured in pairs, one after the other, so that a busy machine
slows both; the median of the ratios counts. Always ends well: it measures, it does not judge a change.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PAIRS = 7
BOUND = 1.5
FLOOR = ("-c", "import pandas, statsmodels, pingouin, docx")
REPORT = ("-c", "from reports.cli import main; main()", "report")


def seconds(arguments: Sequence[str], folder: Path) -> float:
    """Return how long a fresh Python takes for something."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def measure(folder: Path) -> list[tuple[float, float]]:
    """Return pairs of seconds, floor and report, after one of each that only warms the caches."""
    from survey.studies import copy_study

    study = folder / "study"
    copy_study("cryptodrug", study)
    report = (*REPORT, str(study), "--out", str(folder / "report.docx"))
    pairs = [(seconds(FLOOR, folder), seconds(report, folder)) for _ in range(PAIRS + 1)]
    return pairs[1:]


def show(pairs: Sequence[tuple[float, float]]) -> None:
    """Print every pair, the medians and whether the bound is kept."""
    ratios = [report / floor for floor, report in pairs]
    print(f"{'pair':>6} {'imports (s)':>12} {'report (s)':>12} {'ratio':>7}")
    for number, ((floor, report), ratio) in enumerate(zip(pairs, ratios, strict=True), start=1):
        print(f"{number:>6} {floor:>12.2f} {report:>12.2f} {ratio:>7.2f}")
    floors, reports = zip(*pairs, strict=True)
    middle = statistics.median(ratios)
    print(f"{'median':>6} {statistics.median(floors):>12.2f} {statistics.median(reports):>12.2f} {middle:>7.2f}")
    verdict = "pass" if middle <= BOUND else "fail"
    print(f"Bound {BOUND}: {verdict} (median ratio {middle:.2f})")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        show(measure(Path(folder)))
