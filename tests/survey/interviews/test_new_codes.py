"""Names of a file as codes of the set: found, listed, or added when that is wished for."""

from survey.codebook import Label
from survey.interviews.codes import Code, Codes
from survey.interviews.incoming import IncomingCode
from survey.interviews.matching import Wishes
from survey.interviews.naming import Why
from survey.interviews.new_codes import Named, name_codes
from tests.survey.interviews.merging import CODES

ADD = Wishes(add_codes=True, today="2026-03-01", label_language="nl")


def named(*names: tuple[str, ...], codes: Codes = CODES, wishes: Wishes = ADD, book: tuple = ()) -> Named:  # type: ignore[type-arg]
    return name_codes(codes, names, book, wishes)


def test_names_labels_and_paths_are_codes_of_the_set() -> None:
    made = named(("prijs",), ("Motief", "Gemak"), ("motief", "prijs"), wishes=Wishes())
    assert made.paths == {
        ("prijs",): "motief/prijs",
        ("Motief", "Gemak"): "motief/gemak",
        ("motief", "prijs"): "motief/prijs",
    }
    assert (made.codes, made.unknown) == (CODES, ())


def test_what_is_no_code_is_listed_with_count_and_nearest_and_not_guessed() -> None:
    made = named(("prjis",), ("risico",), ("prjis",), wishes=Wishes())
    assert [(code.written, code.count, code.why, code.nearest, code.added) for code in made.unknown] == [
        ("prjis", 2, Why.NEAR, ("motief/prijs",), ""),
        ("risico", 1, Why.UNKNOWN, (), ""),
    ]
    assert (made.paths, made.codes) == ({}, CODES)


def test_wished_for_names_become_codes_under_their_parents() -> None:
    made = named(("Motief", "Wat zij zeggen?"), ("Risico", "Politie", "Geen prioriteit"))
    assert made.paths == {
        ("Motief", "Wat zij zeggen?"): "motief/wat_zij_zeggen",
        ("Risico", "Politie", "Geen prioriteit"): "risico/politie/geen_prioriteit",
    }
    code = made.codes["motief/wat_zij_zeggen"]
    assert (code.label, code.since, code.origin) == (Label({"nl": "Wat zij zeggen?"}), "2026-03-01", "data")
    assert [code.path for code in made.codes][-3:] == ["risico", "risico/politie", "risico/politie/geen_prioriteit"]


def test_names_that_are_added_are_found_the_next_time() -> None:
    names = [("Risico", "Politie & co"), ("en/of",), ("Risico",), ("LSD",)]
    first = named(*names)
    again = named(*names, codes=first.codes, wishes=Wishes())
    assert again.paths == first.paths
    assert again.unknown == ()


def test_two_names_that_would_get_one_path_get_two() -> None:
    assert set(named(("Echt?",), ("Echt!",)).paths.values()) == {"echt", "echt_2"}


def test_a_name_with_the_path_of_a_known_code_stays_listed() -> None:
    codes = Codes.of([Code("geen_toename", label=Label({"nl": "Gebruik niet meer"}))])
    made = named(("geen toename!",), codes=codes)
    assert made.paths == {}
    assert [code.nearest for code in made.unknown] == [("geen_toename",)]


def test_a_name_of_several_codes_is_never_added() -> None:
    codes = Codes.of([Code("a"), Code("a/prijs"), Code("b"), Code("b/prijs")])
    made = named(("prijs",), codes=codes)
    assert [(code.why, code.nearest, code.added) for code in made.unknown] == [
        (Why.AMBIGUOUS, ("a/prijs", "b/prijs"), "")
    ]


def test_a_near_name_is_added_when_wished_for_and_still_says_what_it_resembles() -> None:
    made = named(("prijzz",))
    assert [(code.nearest, code.added) for code in made.unknown] == [(("motief/prijs",), "prijzz")]


def test_a_codebook_gives_definition_and_color() -> None:
    book = (IncomingCode(("Risico",), " Wat iemand\r\nvreest ", "#1af"), IncomingCode(("Sfeer",), color="blue"))
    made = named(book=book)
    assert made.codes["risico"].definition == Label({"nl": "Wat iemand\nvreest"})
    assert [made.codes[path].color for path in ("risico", "sfeer")] == ["#11AAFF", ""]
    assert [code.count for code in made.unknown] == [0, 0]


def test_a_codebook_of_known_codes_adds_nothing() -> None:
    book = (IncomingCode(("Motief",), "anders", "#000000"), IncomingCode(("Motief", "Prijs")))
    made = named(book=book)
    assert (made.codes, made.unknown) == (CODES, ())
