"""The built-in study with a few tables, for tests of what is done with a report rather than of what stands in it."""

import csv
from collections.abc import Sequence
from pathlib import Path

from survey.studies import copy_study

FEW = ("flow", "profile", "info_bron", "reasons_start", "reasons_stay", "reasons_change", "risks")


def short_study(folder: Path, tables: Sequence[str] = FEW) -> Path:
    """Copy the built-in study to `folder`, with these tables only: no findings, no joint display."""
    copy_study("cryptodrug", folder)
    plan = folder / "codebook" / "tables.csv"
    with plan.open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    kept = [row for row in rows if row[heads.index("id")] in tables]
    assert len(kept) == len(tables)
    with plan.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heads, *kept])
    for sheet in ("findings", "joint"):
        (folder / "codebook" / f"{sheet}.csv").unlink()
    return folder
