"""Pseudonymising: the same replacement everywhere, nothing left, codings keep their words or are told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import StudyError
from survey.interviews.candidates import find_candidates, write_candidates
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.names import Name, Names, read_names
from survey.interviews.pseudonym_log import Log, read_log, write_log
from survey.interviews.pseudonyms import BRACKETED, Pseudonymised, pseudonymise
from survey.interviews.reviewing import review
from survey.interviews.transcript import Transcript, canonical

WORDS = {
    "nl": {"first_name": "voornaam", "person": "naam", "place": "plaats", "email": "e-mail", "phone": "telefoon"},
    "fr": {"first_name": "prénom", "person": "nom", "place": "lieu", "email": "e-mail", "phone": "téléphone"},
}
LIST = Names(
    (
        Name("first_name", "Jorik", variants=("Jo",)),
        Name("first_name", "Mirthe"),
        Name("person", "Pim van den Beukelaar"),
        Name("place", "Nergenshuizen", "stad A"),
        Name("keep", "Jo Malone", variants=("info@voorbeeld.be",)),
    )
)
TODAY = date(2026, 3, 1)


def say(kind: str, language: str) -> str:
    return WORDS[language].get(kind, kind)


def corpus(*texts: str, languages: Sequence[str] = (), codings: Sequence[Coding] = ()) -> Corpus:
    speech = [*languages, *["nl"] * len(texts)]
    interviews = (
        Interview(f"K0{n}", Transcript(text), language=speech[n - 1], reviewed_by="LV", reviewed_on="2026-01-01")
        for n, text in enumerate(texts, start=1)
    )
    return Corpus("kopers", tuple(interviews), Codes.of([Code("a")]), tuple(codings))


def done(made: Corpus, log: Log | None = None, names: Names = LIST, only: Sequence[str] = ()) -> Pseudonymised:
    return pseudonymise(made, names, log or Log(), say, "nl", languages=("nl", "fr"), only=only, today=TODAY)


def texts(result: Pseudonymised) -> list[str]:
    return [interview.transcript.text for interview in result.corpus]


PIECES = [
    "ja",
    "euh",
    "Jorik",
    "Joriks",
    "Jo Malone",
    "Mirthe's",
    "P. Vandenbeukelaar",
    "Pim",
    "Nergenshuizen",
    "an@voorbeeld.be",
    "0470 12 34 56",
    "12 maart 2019",
    "BE68 5390 0754 7034",
    "[Jorik]",
    "[voornaam 1]",
    "[",
    "]",
    "@naam",
    ".",
    "\n\nR: ",
    "\n\nMirthe: ",
    "\n\nI: [00:12] ",
    "é",
    "😅",
    "12",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join).map(canonical)


@given(TEXT, TEXT, st.data())
@settings(max_examples=150, deadline=None)
def test_codings_keep_their_words_or_are_told_and_a_second_run_changes_nothing(
    one: str, two: str, data: st.DataObject
) -> None:
    place = st.integers(0, len(one))
    spans = [sorted(pair) for pair in data.draw(st.lists(st.tuples(place, place), max_size=5))]
    before = corpus(one, two, codings=[Coding("K01", a, b, "a", quote=one[a:b]) for a, b in spans])
    first = done(before)
    tally = first.changes[0].codings
    told = [*tally.cut, *tally.lost]
    for was, now in zip(before.codings, first.corpus.codings, strict=True):
        assert now.quote == was.quote or now in told
    assert tally.unchanged + tally.moved + len(told) == len(spans)
    assert not tally.lost
    rest = BRACKETED.sub("", "\n".join(texts(first)))
    assert not re.search(r"Jorik|Mirthe|eukelaar|Nergens|an@|0470|2019|BE68|@naam", rest)
    for language in ("nl", "fr"):
        again = done(first.corpus, first.log)
        assert (again.corpus, again.log) == (first.corpus, first.log), language


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_what_is_in_brackets_and_what_is_no_name_stays(text: str) -> None:
    result = done(corpus(text), names=Names((Name("first_name", "Jorik"),)))
    kept = BRACKETED.findall(text)
    left = BRACKETED.findall(texts(result)[0])
    for each in kept:
        assert left.count(each) >= kept.count(each)


def test_the_same_gets_the_same_over_all_interviews_in_their_language() -> None:
    result = done(
        corpus(
            "I: Jorik?\n\nR: Jo's mail is an@voorbeeld.be, die van Mirthe AN@voorbeeld.be",
            "Q : Mirthe\n\nR : d'Jorik, iets@voorbeeld.be\n\nQ : oui\n\nR : bon",
            languages=["nl", "fr"],
        )
    )
    assert texts(result) == [
        "I: [voornaam 1]?\n\nR: [voornaam 1]'s mail is [e-mail 1], die van [voornaam 2] [e-mail 1]",
        "Q : [prénom 2]\n\nR : d'[prénom 1], [e-mail 2]\n\nQ : oui\n\nR : bon",
    ]
    assert {(entry.original, entry.replacement, count) for entry, count in result.log.counts.items()} == {
        ("Jorik", "[voornaam 1]", 1),
        ("Jo", "[voornaam 1]", 1),
        ("Mirthe", "[voornaam 2]", 1),
        ("an@voorbeeld.be", "[e-mail 1]", 1),
        ("AN@voorbeeld.be", "[e-mail 1]", 1),
        ("Mirthe", "[prénom 2]", 1),
        ("Jorik", "[prénom 1]", 1),
        ("iets@voorbeeld.be", "[e-mail 2]", 1),
    }
    assert [change.counts.total() for change in result.changes] == [5, 3]


def test_one_of_its_kind_has_no_number_until_there_is_another() -> None:
    first = done(corpus("Jorik en weer Jorik", "niemand"))
    assert texts(first)[0] == "[voornaam] en weer [voornaam]"
    more = replace(
        first.corpus,
        interviews=(first.corpus["K01"], replace(first.corpus["K02"], transcript=Transcript("Mirthe en Jorik"))),
    )
    assert texts(done(more, first.log))[1] == "[voornaam 2] en [voornaam 1]"


def test_numbers_given_by_hand_mean_nobody_else() -> None:
    assert texts(done(corpus("[voornaam 3] kent Jorik, [prénom 7] niet"))) == [
        "[voornaam 3] kent [voornaam 8], [prénom 7] niet"
    ]


def test_a_replacement_of_the_list_is_used_and_kept_words_stay() -> None:
    result = done(corpus("in Nergenshuizen rook Jo naar Jo Malone, info@voorbeeld.be, en Nergenshuizens lucht"))
    assert texts(result) == ["in [stad A] rook [voornaam] naar Jo Malone, info@voorbeeld.be, en Nergenshuizens lucht"]


def test_labels_that_are_names_become_letters_and_stay_turns() -> None:
    text = "Karlien: [00:01] hoe ging het?\n\nMirthe V.: goed, zei Mirthe\n\nKarlien: en toen?\n\nMirthe V.: 12/03/2019"
    made = replace(corpus(""), interviews=(Interview("K01", Transcript(text, ("Karlien",)), language="nl"),))
    result = done(made)
    assert texts(result) == ["I: [00:01] hoe ging het?\n\nR: goed, zei [voornaam]\n\nI: en toen?\n\nR: [date]"]
    assert result.declared == ("I",)
    turns = result.corpus["K01"].transcript.turns
    assert [(turn.label, turn.speaker.value) for turn in turns] == [("I", "interviewer"), ("R", "participant")] * 2
    assert result.changes[0].counts["speaker"] == 4


@pytest.mark.parametrize("label", ["R", "R2", "Respondent", "SPEAKER_01", "Interviewer 1", "K01", "v"])
def test_labels_that_are_roles_stay(label: str) -> None:
    text = f"{label}: ja\n\nX: nee\n\n{label}: ja\n\nX: nee"
    assert texts(done(corpus(text))) == [text]


def test_memos_and_lost_words_are_pseudonymised_too() -> None:
    gone = Coding("K01", 0, 0, "a", quote="dat zei Jorik", status=Status.LOST)
    noted = Coding("K01", 0, 2, "a", quote="ja", memo="over Mirthe, zie Jorik")
    result = done(corpus("ja hoor", codings=[gone, noted]))
    assert result.corpus.codings[0].quote == "dat zei [voornaam 1]"
    assert result.corpus.codings[1].memo == "over [voornaam 2], zie [voornaam 1]"
    assert result.corpus["K01"].quotable


def test_the_day_and_the_review() -> None:
    first = done(corpus("Jorik", "niemand"))
    assert [each.pseudonymised for each in first.corpus] == ["2026-03-01"] * 2
    assert [each.reviewed_by for each in first.corpus] == ["", "LV"]
    later = pseudonymise(first.corpus, LIST, first.log, say, "nl", languages=("nl",), today=date(2027, 1, 1))
    assert later.corpus == first.corpus


def test_only_some_interviews() -> None:
    result = done(corpus("Jorik", "Jorik"), only=["K02"])
    assert texts(result) == ["Jorik", "[voornaam]"]
    assert [change.interview for change in result.changes] == ["K02"]


def test_names_in_ids_and_file_names_are_told() -> None:
    made = corpus("ja", "nee")
    named = replace(made["K02"], source="gesprek_Jorik.docx")
    assert done(replace(made, interviews=(made["K01"], named))).exposed == ("K02",)


def test_the_log_is_kept_as_it_was_and_for_its_owner_only(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path, log = tmp_path / "log.csv", done(corpus('Jorik, "P. Vandenbeukelaar", an@voorbeeld.be')).log
    write_log(log, path)
    assert read_log(path) == log
    assert path.stat().st_mode & 0o077 == 0
    path.write_text("iets anders\n", encoding="utf-8")
    with pytest.raises(StudyError, match="log of pseudonyms"):
        read_log(path)


def test_a_review_needs_a_text_in_which_nothing_is_found() -> None:
    before = corpus("dat zei Jorik, an@voorbeeld.be")
    with pytest.raises(StudyError, match="not pseudonymised"):
        review(before, ["K01"], LIST, "nl", "LV", TODAY)
    marked = replace(before, interviews=(replace(before["K01"], pseudonymised="2026-01-01"),))
    with pytest.raises(StudyError, match="email 1, first_name 1") as caught:
        review(marked, ["K01"], LIST, "nl", "LV", TODAY)
    assert "Jorik" not in str(caught.value)
    after = review(done(before).corpus, ["K01"], LIST, "nl", " LV ", TODAY)
    assert (after["K01"].reviewed_by, after["K01"].reviewed_on) == ("LV", "2026-03-01")
    with pytest.raises(StudyError, match="no interview 'K1'"):
        review(after, ["K1"], LIST, "nl", "LV", TODAY)
    with pytest.raises(StudyError, match="no name"):
        review(after, ["K01"], LIST, "nl", " ", TODAY)


def test_candidates_are_capitals_within_a_sentence(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = (
        "I: Toen was Wannes daar. Goed? Ja, met Wannes en Lotte Van de Velde.\n\n"
        "R: [00:12] Met Jorik Somers, Met Wannes, [Anna] en Wannes. En an@Voorbeeld.be. Zo'n XTC. "
        "Met Wannes van de Velde"
    )
    found = find_candidates(corpus(text, "I: van Wannes"), LIST)
    assert [(each.name, each.count, each.interviews) for each in found] == [
        ("Wannes", 4, 2),
        ("Lotte Van de Velde", 1, 1),
        ("Met Wannes", 1, 1),
        ("Somers", 1, 1),
        ("Wannes van de Velde", 1, 1),
        ("XTC", 1, 1),
    ]
    path = tmp_path / "candidates.csv"
    write_candidates(found, path)
    write_candidates(found[:3], path)
    assert read_names(path, {}).undecided == 3
    assert path.stat().st_mode & 0o077 == 0
    filled = path.read_text(encoding="utf-8").replace(",Wannes", "first_name,Wannes")
    path.write_text(filled, encoding="utf-8")
    assert [name.name for name in read_names(path, {}).names] == ["Wannes"]
    with pytest.raises(StudyError, match="filled in"):
        write_candidates(found, path)
