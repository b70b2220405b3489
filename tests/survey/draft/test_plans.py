"""A table for each question."""

from dataclasses import replace

from survey.codebook import Codebook, Label, VariableType
from survey.draft.plans import plans
from tests.toy import codebook, number, one, ranked, several


def kinds(book: Codebook) -> list[tuple[str, tuple[str, ...]]]:
    return [(plan.kind, plan.of) for plan in plans(book)[2:]]


def test_every_question_has_a_table_of_its_kind() -> None:
    book = codebook(one("a"), several("b", "x y"), ranked("c", "x y"), number("d"), number("e", VariableType.TEXT))
    assert [plan.kind for plan in plans(book)[:2]] == ["flow", "missingness"]
    assert kinds(book) == [("frequency", ("a",)), ("multiresponse", ("b",)), ("ranking", ("c",)), ("number", ("d",))]


def test_rows_of_an_array_share_a_table_unless_it_would_be_too_wide() -> None:
    rows = [replace(one(f"q_{n}"), column=f"q/{n}", list_name="l", label=Label({"nl": f"Hoe? – {n}"})) for n in "ab"]
    wide = [replace(one(f"w_{n}", "a b c d e f g h"), column=f"w/{n}", list_name="w") for n in "ab"]
    book = codebook(*rows, *wide)
    assert kinds(book) == [("battery", ("q_a", "q_b")), ("frequency", ("w_a",)), ("frequency", ("w_b",))]
    assert plans(book)[2].title.text("nl") == "Hoe?"


def test_identifiers_have_none_and_every_table_has_a_name_of_its_own() -> None:
    book = codebook(replace(one("a"), identifier=True), one("flow"), one("q.1"))
    assert [plan.id for plan in plans(book)] == ["flow", "missingness", "flow_2", "q_1"]


def test_a_page_opens_a_section_once() -> None:
    book = Codebook(
        {name: replace(one(name), group=group) for name, group in (("a", "p"), ("b", "p"), ("c", ""))},
        groups={"p": Label({"nl": "Pagina"})},
    )
    assert [plan.section.text("nl") for plan in plans(book)[2:]] == ["Pagina", "", ""]
