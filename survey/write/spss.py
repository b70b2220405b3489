"""An SPSS data file: answers as numbers with value labels, absences as user-missing codes that say why.

See `coding.py` for the codes and `spss_layout.py` for the variables. SPSS itself limits value labels to 120 bytes,
variable labels to 255 and texts to 32,767: what is longer ends in `…`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from survey.codebook import VariableType
from survey.errors import problem
from survey.files import check_place, write_file
from survey.rules import parse_rule
from survey.survey import Survey
from survey.write.coding import ANSWERED_CODE, HIGHEST, LOWEST, absences, coded, numbers
from survey.write.seals import SPSS_PRODUCT
from survey.write.spss_layout import Column, Content, Layout, layout
from survey.write.spss_names import shortened
from survey.write.words import SYNTHETIC, synthetic

if TYPE_CHECKING:
    import pandas as pd

    from survey.study import Study

VALUE_LABEL, VARIABLE_LABEL, FILE_LABEL, LONGEST_TEXT = 120, 255, 64, 32_767
PRODUCT = slice(4, 64)
MOMENT = slice(92, 109)
"""Where the header names the program, and the date and time of writing."""
NO_MOMENT = b"01 Jan 8000:00:00"
MOST_DECIMALS = 6


def write_sav(study: Study, survey: Survey, path: Path) -> tuple[Path, ...]:
    """Write the survey as an SPSS file, compressed as a whole where the name ends in `.zsav`."""
    check_place(path)
    data = _undated(_file(study, survey, path))
    write_file(path, lambda file: file.write(data), mode=0o600)
    return (path,)


def _file(study: Study, survey: Survey, path: Path) -> bytes:
    """Return the file as the SPSS writer makes it, in a folder beside its place that only the owner can open."""
    from pyreadstat import PyreadstatError

    try:
        with TemporaryDirectory(dir=path.absolute().parent, prefix=".export") as folder:
            return _written(study, survey, Path(folder) / "data", whole=path.suffix.lower() == ".zsav")
    except (OSError, PyreadstatError) as error:
        what = f"this file cannot be written: {getattr(error, 'strerror', None) or 'the SPSS writer failed'}"
        raise problem(what, str(path), "Is there room on the disk? Else choose another place.") from None


def _written(study: Study, survey: Survey, beside: Path, *, whole: bool) -> bytes:
    import pyreadstat

    plan, language = layout(study, survey), study.languages[0]
    frame = _frame(plan, survey)
    pyreadstat.write_sav(
        frame,
        beside,
        file_label=_file_label(study),
        note=[synthetic(study)] if study.synthetic else None,
        compress=whole,
        row_compress=not whole,
        column_labels={c.name: cut(c.label.text(language), VARIABLE_LABEL) for c in plan.columns},
        variable_value_labels={c.name: _value_labels(c, language) for c in plan.columns if c.values},
        missing_ranges={c.name: [{"lo": LOWEST, "hi": HIGHEST}] for c in plan.columns if c.absences},
        variable_measure={c.name: c.measure for c in plan.columns},
        variable_format=_formats(plan.columns, frame),
        variable_display_width={c.name: _width(c) for c in plan.columns},
    )
    return beside.read_bytes()


def cut(text: str, size: int) -> str:
    """Return a text on one line in at most `size` bytes, with `…` at the end where something is left out."""
    line = " ".join(text.split())
    return line if len(line.encode()) <= size else shortened(line, size - 3) + "…"


def _file_label(study: Study) -> str:
    language = study.languages[0]
    marks = [SYNTHETIC.text(language)] if study.synthetic else []
    return cut(": ".join([*marks, study.title.text(language)]), FILE_LABEL)


def _value_labels(column: Column, language: str) -> dict[int | float, str]:
    return {float(value): cut(label.text(language), VALUE_LABEL) for value, label in column.values.items()}


def _frame(plan: Layout, survey: Survey) -> pd.DataFrame:
    import pandas as pd

    columns = [_series(column, survey).reset_index(drop=True) for column in plan.columns]
    return pd.concat(columns, axis=1, keys=[column.name for column in plan.columns])


def _series(column: Column, survey: Survey) -> pd.Series:
    """Return the cells of one variable."""
    import pandas as pd

    match column.content:
        case Content.INDEX:
            return pd.Series(survey.index.get_level_values(column.key).astype(str), dtype=object)
        case Content.RANKED if column.variable:
            places = survey.values[list(column.variable.columns)].astype(object)
            named = places.notna().sum(axis=1)
            return (named.gt(0) & places.nunique(axis=1).eq(named)).astype("float64")
        case Content.FILTER if column.plan:
            truth: pd.Series = parse_rule(column.plan.where, column.plan.place).evaluate(survey)
            return truth.fillna(False).astype("float64")
        case Content.WHY if column.source:
            return absences(survey, column.source).fillna(ANSWERED_CODE)
    return _answers(column, survey)


def _answers(column: Column, survey: Survey) -> pd.Series:
    if column.source is None:
        raise ValueError(f"'{column.name}' has no source")
    if column.source.type is VariableType.TEXT:
        return _texts(survey.values[column.key])
    if column.source.type is VariableType.DATE:
        dates = survey.values[column.key]
        days: pd.Series = dates.dt.date.astype(object)
        return days.where(dates.notna(), None)
    return coded(survey, column.source) if column.absences else numbers(survey, column.source)


def _texts(values: pd.Series) -> pd.Series:
    texts = values.astype(object).where(values.notna(), "")
    long = values.str.len().gt(LONGEST_TEXT // 4).fillna(False).astype(bool)
    return texts.where(~long, texts[long].map(_fitted))


def _fitted(text: str) -> str:
    return text if len(text.encode()) <= LONGEST_TEXT else shortened(text, LONGEST_TEXT - 3) + "…"


def _formats(columns: Iterable[Column], frame: pd.DataFrame) -> dict[str, str]:
    """Return how each number and date is displayed: with as many decimals as its answers have."""
    found = {}
    for column in columns:
        kind = column.source.type if column.source and column.content is Content.ANSWERS else None
        if column.content is Content.INDEX or kind is VariableType.TEXT:
            continue
        if kind is VariableType.DATE:
            found[column.name] = "EDATE10"
        else:
            digits = _decimals(frame[column.name]) if kind is VariableType.DECIMAL else 0
            found[column.name] = f"F{_digits(frame[column.name]) + digits + 1}.{digits}"
    return found


def _decimals(values: pd.Series) -> int:
    known = values.dropna()
    return next((d for d in range(MOST_DECIMALS) if (known.round(d) == known).all()), MOST_DECIMALS)


def _digits(values: pd.Series) -> int:
    """Return how many signs the longest whole part takes, at least 7; SPSS shows no more than 40."""
    largest = values.abs().max()
    return max(7, min(32, len(f"{largest:.0f}") + 1)) if largest == largest else 7  # noqa: PLR0124  a NaN differs from itself


def _width(column: Column) -> int:
    text = column.source is not None and column.content is Content.ANSWERS and column.source.type is VariableType.TEXT
    return 40 if text else 12


def _undated(data: bytes) -> bytes:
    """Return the file with our name as its program and without the moment of writing."""
    header = bytearray(data)
    header[PRODUCT] = SPSS_PRODUCT.ljust(PRODUCT.stop - PRODUCT.start)
    header[MOMENT] = NO_MOMENT
    return bytes(header)
