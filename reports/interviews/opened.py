"""`cryptodrug interviews open`: open answers into an Excel list for coders, and back into the study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.terminal import Force, Lang, StudyPath, busy, language_of

if TYPE_CHECKING:
    from survey import Study
    from survey.open_answers import OpenAnswers
    from survey.survey import Survey

EXAMPLE = (
    "Examples: cryptodrug interviews open my-study work_other --coder AB · "
    "cryptodrug interviews open my-study work_other --from AB.xlsx --from CD.xlsx"
)


def open_answers(
    study: StudyPath,
    variable: Annotated[str, typer.Argument(metavar="VARIABLE", help="The question whose texts are to be coded.")],
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Who will fill in the list.")] = "",
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE.xlsx", help="Where to write the list.")] = None,
    from_: Annotated[
        list[Path] | None, typer.Option("--from", metavar="FILE.xlsx", help="Read a filled list back; more than once.")
    ] = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write open answers ("other, namely …") to an Excel list to be coded, or read such lists back.

    Answers on which all coders agree are moved to their category; those they differ on stay until somebody settles
    them: a list with the coder `settled` has the last word.
    """
    from reports.vocabulary import word
    from survey import Study
    from survey.open_answers import behind, tie_answers

    loaded = Study.load(study)
    language = language_of(loaded, lang)
    behind(loaded.codebook, variable, "the command line")
    with busy(word("command.reading", language)):
        survey, keys = loaded.survey_and_keys()
        opened = tie_answers(loaded.cleaning.opened, keys)
    if from_:
        _read(loaded, survey, opened, variable, from_, language)
    else:
        _write(loaded, survey, opened, variable, coder, to, language, force=force)


def _write(
    study: Study,
    survey: Survey,
    opened: OpenAnswers,
    variable: str,
    coder: str,
    to: Path | None,
    language: str,
    *,
    force: bool,
) -> None:
    from reports.places import guard
    from reports.vocabulary import word
    from survey.files import write_file
    from survey.interviews.open_list import open_list
    from survey.open_answers import behind

    path = to or _default(study, variable, coder)
    guard(path, ".xlsx", study, force=force)
    where = behind(survey.codebook, variable, str(study.path))
    data = open_list(survey, where, opened, coder, language)
    write_file(path, lambda file: file.write(data), mode=0o600)
    count = int(survey.column(variable).notna().sum())
    typer.echo(word("interviews.open.written", language, n=count, path=str(path)))
    typer.echo(word("command.confidential", language), err=True)


def _default(study: Study, variable: str, coder: str) -> Path:
    from survey.files import make_folder
    from survey.interviews.matching import legal_name

    folder = study.path / "output" / "open"
    make_folder(folder, "Choose another with --to FILE.xlsx.")
    return folder / f"{variable}{f'-{legal_name(coder)}' if coder else ''}.xlsx"


def _read(study: Study, survey: Survey, opened: OpenAnswers, variable: str, paths: list[Path], language: str) -> None:
    from reports.vocabulary import word
    from survey import Study
    from survey.errors import problem
    from survey.interviews.open_list import read_list, take_in
    from survey.open_answers import check_codes, with_categories, write_open_answers

    for path in paths:
        listed = read_list(path, study.codebook, survey)
        if listed.variable != variable:
            raise problem(f"this list is of '{listed.variable}'", str(path), f"Name that question, not '{variable}'.")
        opened = take_in(opened, listed)
    check_codes(with_categories(study.codebook, opened), opened)
    write_open_answers(opened, study.path / "interviews")
    _tell(opened, variable, language)
    moved = Study.load(study.path).survey().reassigned
    count = sum(len(people) for people in moved.values()) - sum(len(people) for people in survey.reassigned.values())
    typer.echo(word("interviews.open.moved", language, n=count))


def _tell(opened: OpenAnswers, variable: str, language: str) -> None:
    """Say how many answers were coded, by whom, and how far the coders agree."""
    from analysis.inference.agreement import krippendorff, percent, ratings_of
    from reports.numbers import decimal
    from reports.vocabulary import word
    from survey.open_answers import SETTLED, decided, given

    answers = given(opened, variable)
    coders = sorted({coder for by_coder in answers.values() for coder in by_coder} - {SETTLED})
    undecided = sum(decided(by_coder) is None for by_coder in answers.values())
    typer.echo(word("interviews.open.coded", language, n=len(answers), coders=", ".join(coders)))
    ratings = ratings_of(*([by_coder.get(coder) for by_coder in answers.values()] for coder in coders))
    same, alpha = percent(ratings), krippendorff(ratings)
    if same.value is not None:
        shown = (
            word("interviews.open.no_variation", language) if alpha.value is None else decimal(alpha.value, language, 2)
        )
        share = decimal(same.value * 100, language, 0)
        typer.echo(word("interviews.open.agreement", language, n=same.n, share=share, alpha=shown))
    if undecided:
        typer.echo(word("interviews.open.undecided", language, n=undecided))
