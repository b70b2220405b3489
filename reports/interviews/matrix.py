"""`cryptodrug interviews matrix`: which codes were found in which interview, for the team's own statistics."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reports.terminal import Force, Lang, SetName, StudyPath, language_of

EXAMPLE = "Example: cryptodrug interviews matrix my-study matrix.csv"


def matrix(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: .csv or .xlsx.")],
    name: SetName = "",
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write code by interview, 0 or 1 and numbers of segments, with each respondent's study id. Confidential."""
    from reports.places import guard
    from reports.vocabulary import word
    from survey import Study
    from survey.errors import problem
    from survey.write.matrix import ENDINGS, is_written, write_matrix

    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise problem("a matrix is a .csv or .xlsx file", str(file), "Let its name end in one of these.")
    loaded = Study.load(study)
    language, part = language_of(loaded, lang), loaded.interview_set(name)
    corpus = next(corpus for corpus in loaded.survey().corpora if corpus.name == part.name)
    guard(file, ending, loaded, force=force or is_written(corpus, file))
    write_matrix(corpus, file)
    typer.echo(word("command.written", language, path=str(file)))
    typer.echo(word("interviews.matrix.confidential", language), err=True)
