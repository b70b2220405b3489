"""What reading an export costs: 200 columns of codes through `read_export`, held against
`pandas.read_csv(dtype=str)` with `astype("category")` on the same file. Each runs in a Python of its own, one after
the other, so that a busy machine slows both; seconds are those of the reading, without imports, and memory is the
most that the process ever had. The medians of the ratios count. Ends with 1 when a bound is not kept.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = 200
DIFFERENT = 5_000
"""How many different rows the file has; they come in random order."""
CODES = ("1", "2", "3", "4", "5", "", "-99")
SLOWER, LARGER = 1.5, 2.0

AROUND = """
import json, resource, sys, time
{imports}
start = time.perf_counter()
{reading}
seconds = time.perf_counter() - start
assert read.shape == ({rows}, {columns}), read.shape
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2]))
"""
PANDAS = ("import pandas", 'read = pandas.read_csv(sys.argv[1], dtype=str).astype("category")')
OURS = (
    "import pandas\nfrom pathlib import Path\nfrom survey.read import read_export",
    "read = read_export(Path(sys.argv[1])).cells",
)


@dataclass(frozen=True)
class Cost:
    """What one reading took."""

    seconds: float
    gigabytes: float


def make_file(path: Path, rows: int) -> None:
    """Write a CSV file of random codes, always the same for the same number of rows."""
    draw = random.Random(1)  # noqa: S311
    lines = [",".join(draw.choices(CODES, k=COLUMNS)) + "\n" for _ in range(DIFFERENT)]
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(f"v{number}" for number in range(COLUMNS)) + "\n")
        file.writelines(draw.choice(lines) for _ in range(rows))


def cost(code: tuple[str, str], path: Path, rows: int) -> Cost:
    """Return what a fresh Python needs to read the file."""
    script = AROUND.format(imports=code[0], reading=code[1], rows=rows, columns=COLUMNS)
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True)
    return Cost(*json.loads(done.stdout))


def show(pairs: Sequence[tuple[Cost, Cost]]) -> bool:
    """Print every pair and the median ratios; return whether both bounds are kept."""
    heads = f"{'pandas (s)':>11} {'ours (s)':>9} {'ratio':>6} {'pandas (GB)':>12} {'ours (GB)':>10} {'ratio':>6}"
    print(f"{'pair':>6} {heads}")
    for number, (theirs, ours) in enumerate(pairs, start=1):
        time = f"{theirs.seconds:>11.1f} {ours.seconds:>9.1f} {ours.seconds / theirs.seconds:>6.2f}"
        memory = f"{theirs.gigabytes:>12.2f} {ours.gigabytes:>10.2f} {ours.gigabytes / theirs.gigabytes:>6.2f}"
        print(f"{number:>6} {time} {memory}")
    slower = statistics.median(ours.seconds / theirs.seconds for theirs, ours in pairs)
    larger = statistics.median(ours.gigabytes / theirs.gigabytes for theirs, ours in pairs)
    kept = slower <= SLOWER and larger <= LARGER
    print(f"Bounds {SLOWER} (time) and {LARGER} (memory): {'pass' if kept else 'fail'} ({slower:.2f} and {larger:.2f})")
    return kept


def main() -> None:
    """Measure in pairs, and say whether the bounds are kept."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--pairs", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codes.csv"
        make_file(path, chosen.rows)
        print(f"{chosen.rows:,} rows of {COLUMNS} columns, {path.stat().st_size / 1024**2:.0f} MB")
        pairs = [(cost(PANDAS, path, chosen.rows), cost(OURS, path, chosen.rows)) for _ in range(chosen.pairs)]
    sys.exit(0 if show(pairs) else 1)


if __name__ == "__main__":
    main()
