"""A tree of codes: what makes one, how it is read, and how a code is found in it."""

import pytest

from survey.codebook import Label
from survey.errors import StudyError
from survey.interviews.codes import Code, Codes, read_codes
from survey.workbook import Line


def codes(*paths: str) -> Codes:
    return Codes.of([Code(path) for path in paths])


def line(**cells: str) -> Line:
    return Line({name.replace("__", "::"): text for name, text in cells.items()}, "codes.csv, row 2")


def test_a_code_knows_its_name_parent_and_title() -> None:
    code = Code("motieven/niet_geneigd", label=Label({"fr": "Pas enclin"}))
    assert (code.name, code.parent, code.title("fr"), code.title("nl")) == (
        "niet_geneigd",
        "motieven",
        "Pas enclin",
        "Pas enclin",
    )
    assert Code("motieven/niet_geneigd").title("nl") == "niet geneigd"
    assert Code("motieven").parent == ""


def test_below_holds_the_code_and_its_children_but_not_its_namesakes() -> None:
    tree = codes("prijs", "prijs/hoog", "prijs/hoog/zeer", "prijs2", "prijs-oud")
    assert tree.below("prijs") == ("prijs", "prijs/hoog", "prijs/hoog/zeer")
    assert len(tree) == 5


def test_a_trail_names_every_parent_in_the_readers_language() -> None:
    tree = Codes.of([Code("a", label=Label({"nl": "Motief", "en": "Motive"})), Code("a/goede_prijs")])
    assert tree.trail("a/goede_prijs", "en") == "Motive > goede prijs"


def test_a_code_without_its_parent_is_refused() -> None:
    with pytest.raises(StudyError, match="'a/b' has no parent 'a'"):
        codes("a/b")


def test_a_code_twice_is_refused() -> None:
    with pytest.raises(StudyError, match="'a' is there twice"):
        codes("a", "b", "a")


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(StudyError, match="there is no code 'prijz'") as caught:
        codes("prijs", "gemak").find("prijz", "tables.csv, row 3")
    assert "Did you mean 'prijs'?" in str(caught.value)
    assert codes("prijs").find("prijs", "here").path == "prijs"


def test_a_row_becomes_a_code_with_labels_by_language() -> None:
    cells = {"label__nl": "Prijs", "definition__nl": "Goedkoper", "color": "#1F6F8B", "since": "2019-05-20"}
    (code,) = read_codes([line(path="prijs", origin="data", pattern__nl=r"\bprijs", **cells)])
    assert code.label == Label({"nl": "Prijs"})
    assert code.definition == Label({"nl": "Goedkoper"})
    assert (code.color, code.since, code.origin, code.place) == ("#1F6F8B", "2019-05-20", "data", "codes.csv, row 2")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"path": "a b"}, "'a b' cannot name a code"),
        ({"path": "/a"}, "cannot name a code"),
        ({"path": "a", "color": "red"}, "'red' is no color"),
        ({"path": "a", "origin": "book"}, "'book' is no origin"),
        ({"path": "a", "since": "mei 2019"}, "must be a day"),
        ({"path": "a", "pattern__nl": "("}, "the pattern in 'nl' cannot be read"),
    ],
)
def test_what_is_no_code_is_said_at_its_row(cells: dict[str, str], message: str) -> None:
    with pytest.raises(StudyError, match=message) as caught:
        read_codes([line(**cells)])
    assert "codes.csv, row 2" in str(caught.value)


def test_everything_wrong_in_a_sheet_is_said_at_once() -> None:
    with pytest.raises(StudyError) as caught:
        read_codes([line(path="a b"), line(path="c d")])
    assert len(caught.value.problems) == 2
