"""On which page each table falls, when LibreOffice sets the report."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from survey.errors import problem

OFFICE = ("soffice", "libreoffice")
ACCESSIBLE = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
"""How LibreOffice is asked for a PDF with tags, after PDF/UA."""
PATIENCE = 180
"""Seconds before a conversion is given up."""


def find_pages(report: bytes, captions: Mapping[str, str]) -> dict[str, int]:
    """Return the page of each table's caption, by table key; raise `StudyError` without LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "report.docx"
        draft.write_bytes(report)
        texts = page_texts(convert(draft, Path(folder)))
    found = {key: _page_of(text, texts) for key, text in captions.items()}
    return {key: page for key, page in found.items() if page}


def convert(document: Path, folder: Path, *, accessible: bool = False) -> Path:
    """Return the document as PDF, made in `folder` with a LibreOffice profile of its own; as PDF/UA when asked."""
    profile = (folder / "profile").as_uri()
    target = ACCESSIBLE if accessible else "pdf"
    command = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir", str(folder)]
    _run([_program(*OFFICE), *command, str(document)])
    return folder / f"{document.stem}.pdf"


def page_texts(pdf: Path) -> list[str]:
    """Return the text of every page, blanks and line breaks as single spaces."""
    text = _run([_program("pdftotext"), "-enc", "UTF-8", str(pdf), "-"])
    return [squeezed(page) for page in text.split("\f")]


def squeezed(text: str) -> str:
    """Return text with every run of blanks as one space."""
    return re.sub(r"\s+", " ", text).strip()


def _page_of(caption: str, texts: list[str]) -> int:
    """Return the last page that holds the caption: the first one is the list of tables."""
    pages = [number for number, text in enumerate(texts, 1) if squeezed(caption) in text]
    return pages[-1] if pages else 0


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    what = f"'{names[0]}' is not on this computer, and page numbers need it"
    raise problem(what, "the search path", "Install LibreOffice and poppler, or leave out --page-numbers.")


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE, encoding="utf-8")  # noqa: S603
    except (subprocess.SubprocessError, OSError) as error:
        advice = "Close LibreOffice and try again, or leave out --page-numbers."
        raise problem("LibreOffice could not set the report", Path(command[0]).name, advice) from error
    return done.stdout
