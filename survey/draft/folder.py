"""A drafted study as a folder: settings, workbook, and the exports byte for byte."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from survey.codebook import Label
from survey.draft import Draft
from survey.draft.sheets import sheets
from survey.errors import StudyError, problem
from survey.files import write_file
from survey.write.workbook import workbook_bytes


def write_draft(draft: Draft, folder: Path, finish: Callable[[Path], Mapping[str, str]] | None = None) -> None:
    """Write the study; `finish` may look at the folder before it is in place, and gives further files as text.

    The folder appears whole or not at all. Raises `StudyError` when something stands there already.
    """
    check_free(folder)
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    except OSError as error:
        raise problem(f"no folder can be made here: {error.strerror}", str(folder), "Choose another place.") from None
    made = beside / folder.name
    try:
        _fill(draft, made)
        for name, text in (finish(made) if finish else {}).items():
            write_file(made / name, lambda file, text=text: file.write(text.encode()))  # type: ignore[misc]
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)
    except StudyError as error:
        raise _elsewhere(error, str(made), str(folder)) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Raise `StudyError` for a place where something stands, or where no folder can be."""
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists():
        raise problem("there is something at this place already", str(folder), "Name a folder that does not exist yet.")
    if not folder.absolute().parent.is_dir():
        raise problem("there is no such folder", str(folder.parent), "Make it first, or choose another place.")


def _fill(draft: Draft, folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    for name, path in _copies(draft).items():
        shutil.copy(path, folder / "data" / name)  # as private as the original
    (folder / "study.toml").write_text(_settings(draft), encoding="utf-8")
    book = workbook_bytes(sheets(draft.codebook, draft.plans, draft.languages))
    (folder / "codebook.xlsx").write_bytes(book)


def _copies(draft: Draft) -> dict[str, Path]:
    """Return what is copied into `data/`, by name; two files of one name are told apart by a number."""
    copies: dict[str, Path] = {}
    for path in [*(Path(export.path) for export in draft.exports), *([draft.structure] if draft.structure else [])]:
        name, times = path.name, 1
        while name in copies:
            times += 1
            name = f"{path.stem}-{times}{path.suffix}"
        copies[name] = path
    return copies


def _settings(draft: Draft) -> str:
    names = list(_copies(draft))
    exports = [f"data/{name}" for name in names[: len(draft.exports)]]
    export = _quoted(exports[0]) if len(exports) == 1 else f"[{', '.join(map(_quoted, exports))}]"
    structure = [f"structure = {_quoted(f'data/{names[-1]}')}"] if draft.paired else []
    lines = [
        "[study]",
        f"title = {_table(draft.title)}",
        f"languages = [{', '.join(map(_quoted, draft.languages))}]",
        "",
        "[[wave]]",
        'name = "1"',
        f"export = {export}",
        f"format = {_quoted(draft.exports[0].format)}",
        *([] if draft.header else ["header = false"]),
        *structure,
        '# fieldwork = ["2019-06-03", "2019-11-30"]',
        "",
        "[missing]",
        "# What codes mean for all questions, and what an empty cell means when nothing else tells:",
        _codes(draft.suspects.common),
        'blank = "unknown"',
        "",
        "[disclosure]",
        "# Counts below this stay inside the team. draft.md says what 3, 5 and 10 would hide here.",
        "threshold = 10",
    ]
    return "\n".join(lines) + "\n"


def _codes(common: Sequence[str]) -> str:
    """Return the line of the codes that look like absences in many questions, or an example of such a line."""
    if not common:
        return '# codes = { "-99" = "no_answer", "-98" = "not_shown" }'
    return "codes = { " + ", ".join(f'{_quoted(code)} = "unknown"' for code in common) + " }"


def _table(label: Label) -> str:
    return "{ " + ", ".join(f"{language} = {_quoted(text)}" for language, text in label.texts.items()) + " }"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it: JSON's escapes are among TOML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _elsewhere(error: StudyError, there: str, here: str) -> StudyError:
    """Return the error as if it had happened at the place that the folder was to have."""
    from dataclasses import replace

    return StudyError(*(replace(p, where=p.where.replace(there, here)) for p in error.problems))
