"""The codebook in the annex: what each variable is, what the platform writes, and how derived ones are made."""

from pathlib import Path

import pytest

from reports.codebook import CodebookTables, codebook_pieces
from reports.layout import Layout
from survey.study import Study

STUDY = Path(__file__).parents[2] / "survey" / "studies" / "cryptodrug"


@pytest.fixture(scope="module")
def made() -> CodebookTables:
    return CodebookTables(Study.load(STUDY), "en")


def cells(layout: Layout, key: str) -> tuple[str, ...]:
    (line,) = [line for line in layout.lines if line.key == key]
    return tuple(cell.replace("\u00a0", " ") for cell in (line.label, *line.cells))


def test_a_variable_has_number_text_type_item_role_and_codes_of_absence(made: CodebookTables) -> None:
    assert cells(made.variables(), "d_xtc_freq_voor") == (
        "d_xtc_freq_voor",
        "40. Ecstasy/MDMA: frequency before the first purchase",
        "One answer: list freq; xtc, frequency before",
        "‑8 = don't know",
    )
    assert cells(made.variables(), "corona_invloed")[2] == "One answer: list invloed; only in wave 2021"
    assert cells(made.variables(), "risico_strategie")[3] == "empty = nothing ticked"


def test_every_variable_is_listed_once_and_derived_ones_last(made: CodebookTables) -> None:
    names = [line.key for line in made.variables().lines if line.cells]
    last = [name for name in names if made.codebook[name].derived and not made.codebook[name].harmonised]
    assert names[-len(last) :] == last  # one that waves share stands where its questions do
    assert set(names) == {variable.name for variable in made.codebook}
    assert len(names) == len(set(names))
    assert cells(made.variables(), "jaren_crypto")[2] == "Calculated"


def test_identifiers_are_only_kept_apart(made: CodebookTables) -> None:
    apart = [variable.name for variable in made.codebook if variable.identifier]
    assert apart
    assert {cells(made.variables(), name)[2:] for name in apart} == {("Kept apart (identifier)", "")}


def test_a_list_gives_names_codes_and_what_counts_as_absence(made: CodebookTables) -> None:
    lists = made.lists()
    assert cells(lists, "werk/andere") == ("andere", "-oth-", "Other situation", "")
    assert cells(lists, "risico/weet_niet") == ("weet_niet", "6 | -8", "Don’t know", "counts as: don't know")
    assert cells(lists, "land/geen_voorkeur")[3] == "excludes other answers"
    heads = [line.key for line in lists.lines if not line.cells]
    assert len(heads) == len(set(heads))


def test_grouped_variables_say_what_they_are_made_from(made: CodebookTables) -> None:
    table = next(piece.layout for piece in made.derived() if hasattr(piece, "layout"))
    assert cells(table, "leeftijd_groep") == ("Age group (leeftijd_groep), from question 3 “Age”",)
    assert cells(table, "leeftijd_groep/18_24")[1:] == ("18–24 years", "at least 18 and less than 25")
    assert cells(table, "leeftijd_groep/40_plus")[2] == "at least 40"
    assert cells(table, "freq_stijging/gestegen")[2] == "“More often” or “Much more often”"


def test_calculated_variables_are_formulas(made: CodebookTables) -> None:
    told = "".join(str(piece) for piece in made.derived()).replace("\u00a0", " ")
    assert "jaren_crypto = " in told
    assert "question 3 “Age” − question 28 “Age at the first purchase on a cryptomarket”" in told


def test_codes_of_the_whole_study_and_all_reasons_are_told() -> None:
    told = "".join(map(str, codebook_pieces(Study.load(STUDY), "en"))).replace("\u00a0", " ")
    assert "-99 = not answered" in told
    assert "where nothing else tells: reason unknown." in told
    assert "The person had stopped before this question came." in told


def test_a_column_that_would_be_empty_is_left_out() -> None:
    example = Study.load(STUDY.parents[2] / "examples" / "uci-drugs")
    made = CodebookTables(example, "nl")
    assert [head.text for head in made.variables().heads] == ["vraag", "soort, middel en rol"]
    assert [head.text for head in made.lists().heads] == ["code", "categorie"]
