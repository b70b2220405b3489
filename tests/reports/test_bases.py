"""Bases in words: everyone is accounted for, hidden counts stay hidden."""

import re
from dataclasses import replace

import samples
from hypothesis import given
from hypothesis import strategies as st

from analysis.table import Base, Column, RespondentUnit, Table, Term, Unit, Universe
from reports.bases import base_sentences, head_bases
from survey.codebook import Label
from survey.missing import Reason


def table(*bases: Base, total: int = 99, columns: tuple[Column, ...] = ()) -> Table:
    universe = Universe(RespondentUnit.RESPONDENTS, total)
    return Table("t", "frequency", Label({"nl": "Titel"}), universe, bases, columns, ())


def test_one_base_is_one_sentence() -> None:
    (sentence,) = base_sentences(samples.information_source(), "nl")
    assert sentence == "Basis: 66 van 99 respondenten; niet beantwoord 18, afgehaakt 11, weet niet 4."


def test_everyone() -> None:
    (sentence,) = base_sentences(table(Base("all", Term("base.all"), 99)), "nl")
    assert sentence == "Basis: alle 99 respondenten."


def test_up_to_three_bases_are_named() -> None:
    first, second = base_sentences(samples.numbers(), "nl")
    assert first.startswith("Basis ‘Leeftijd’: 98 van 99 respondenten; ")
    assert second.startswith("Basis ‘Leeftijd bij eerste gebruik’: 77 van 99 respondenten; ")


def test_more_bases_are_a_range_that_says_where_each_n_is() -> None:
    (sentence,) = base_sentences(samples.battery(), "nl")
    assert sentence.startswith("Basis: 64 tot 71 van 99 respondenten (zie kolom n); niet beantwoord 16 tot 20, ")
    (sentence,) = base_sentences(samples.profile(), "nl")
    assert sentence.startswith("Basis: 70 tot 91 van 99 respondenten (zie n bij elke vraag); ")


def test_bases_that_count_alike_are_said_once() -> None:
    alike = [samples.base(key, 66) for key in "abcde"]
    (sentence,) = base_sentences(table(*alike), "nl")
    assert sentence.startswith("Basis van elke rij: 66 van 99 respondenten; ")


def test_selection_outsiders_and_hidden_absences() -> None:
    text = " ".join(base_sentences(samples.crosstab(), "nl"))
    assert text.startswith("Selectie: kopers. Van 2 respondenten is niet te zeggen")
    assert "Basis ‘man’: 50 van 80 respondenten; niet beantwoord 3, buiten deze basis 27." in text
    assert "Basis ‘vrouw’: 20 van 80 respondenten; niet beantwoord x, buiten deze basis 57." in text


def test_hidden_numbers_in_a_range_are_a_mark_beside_it() -> None:
    bases = list(samples.battery().bases)
    bases[1] = replace(bases[1], n=None, missing={}, hidden=frozenset({Reason.NO_ANSWER}), outside=None)
    (sentence,) = base_sentences(table(*bases), "nl")
    assert sentence.startswith("Basis: 64 tot 71 of x van 99 respondenten; niet beantwoord 16 tot 20 of x, ")
    assert sentence.endswith("buiten deze basis 0 of x.")


def test_a_hidden_base_is_a_mark() -> None:
    few = replace(samples.base("few", 90), n=None)
    assert base_sentences(table(few), "nl")[0].startswith("Basis: x van 99 respondenten; ")


def test_a_table_whose_columns_count_the_absences_does_not_repeat_them() -> None:
    bases = tuple(samples.base(f"v{place}", 60 + place) for place in range(5))
    columns = tuple(Column(reason.value, Term(f"reason.{reason.value}"), Unit.COUNT) for reason in Reason)
    (sentence,) = base_sentences(table(*bases, columns=columns), "nl")
    assert sentence == "Basis: alle 99 respondenten; de kolommen tellen wie antwoordde en waarom de anderen niet."


def test_a_column_n_that_counts_answers_is_not_taken_for_the_base() -> None:
    bases = [samples.base(key, 60 + place) for place, key in enumerate("abcd")]
    rows = tuple(samples.counted(base.key, base.label, 10, base) for base in bases)
    counted = replace(table(*bases, columns=(samples.PERCENT, samples.COUNT)), rows=rows)
    assert "kolom" not in base_sentences(counted, "nl")[0]


def test_no_base_no_sentence() -> None:
    assert base_sentences(table(), "nl") == ()


counts = st.dictionaries(st.sampled_from(Reason), st.integers(1, 500), max_size=9)


@given(st.integers(0, 5000), counts, st.integers(0, 300))
def test_the_numbers_of_a_sentence_add_up_to_the_person(n: int, missing: dict[Reason, int], outside: int) -> None:
    total = n + sum(missing.values()) + outside
    base = Base("b", Term("base.valid"), n, missing, outside)
    (sentence,) = base_sentences(table(base, total=total), "nl")
    numbers = [int(number.replace("\u00a0", "")) for number in re.findall(r"\d[\d\u00a0]*", sentence)]
    whole, *absent = numbers if n == total else [numbers[1], numbers[0], *numbers[2:]]
    assert whole == total
    assert sum(absent) in (total, 0)


def test_head_rows_know_the_base_of_the_rows_below() -> None:
    found = head_bases(samples.profile())
    assert {key: base.n for key, base in found.items()} == {
        "geslacht": 91,
        "werk": 82,
        "woonplaats": 70,
        "diploma": 88,
    }
    assert head_bases(samples.spending()) == {}


def test_a_column_called_n_is_found_under_any_unit() -> None:
    bases = [samples.base(key, 60 + place) for place, key in enumerate("abcd")]
    shown = table(*bases, columns=(Column("n", Term("column.n"), Unit.COUNT),))
    assert "(voir la colonne n)" in base_sentences(shown, "fr")[0]
