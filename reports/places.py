"""Where the product may write: never over a study's own sources, never unasked over what somebody else wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import problem

if TYPE_CHECKING:
    from survey.study import Study


def default_path(study: Study, language: str, *, internal: bool) -> Path:
    """Return where a report goes when no place is named; the output folder is made if need be."""
    from survey.files import make_folder

    waves = "+".join(wave.name for wave in study.waves)
    folder = study.path / "output"
    make_folder(folder, "Use --out FILE.")
    return folder / f"{study.name}-{waves}-{language}{'-internal' if internal else ''}.docx"


def guard(path: Path, ending: str, study: Study, *, force: bool) -> None:
    """Refuse a place that cannot be written, another ending, and what the product must not replace.

    The settings, workbook, data, interviews, key file and lists of names of the study are never written to, whatever
    is asked.
    """
    from survey.files import check_place
    from survey.interviews.candidates import candidates_file
    from survey.interviews.names import names_file
    from survey.interviews.pseudonym_log import log_file
    from survey.keystore import key_file

    check_place(path)
    if path.suffix.lower() != ending:
        raise problem(f"this would be a {ending} file under another name", str(path), f"Let its name end in {ending}.")
    apart = {file(study.path).resolve() for file in (key_file, names_file, log_file, candidates_file)}
    if study.owns(path) or path.resolve() in apart:
        raise problem("this is a place of the study itself, which is only read", str(path), "Choose another place.")
    if path.exists() and not force and not _wrote(path):
        raise problem(f"{_unknown(ending)}, so it stays", str(path), "Choose another name, or --force.")


def _unknown(ending: str) -> str:
    """Return why a file is not taken for ours; a .csv by itself has no room to say who wrote it."""
    return "a .csv file cannot say who wrote it" if ending == ".csv" else "cryptodrug did not write this file"


def _wrote(path: Path) -> bool:
    """Tell whether the product wrote this file, a report or an export, and nobody has changed it since."""
    from survey import package
    from survey.write import seals

    return package.is_ours(path) or seals.is_ours(path)
