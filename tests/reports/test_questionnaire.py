"""The questionnaire: every question numbered, with answers and routing; long lists once, identifiers without values."""

import re

import pytest

from reports.contents import Opening
from reports.questionnaire import Questionnaire
from survey.codebook import Choice, Codebook, Label, Variable, VariableType


def label(text: str) -> Label:
    return Label({"nl": text})


def choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{place}", label(f"Keuze {place}")) for place in range(count))


def asked(name: str, kind: VariableType = VariableType.SELECT_ONE, count: int = 0, **more: object) -> Variable:
    facts = {"choices": choices(count), "list_name": f"list{count}", "place": "here", **more}
    return Variable(name, kind, label(f"Vraag {name}?"), **facts)  # type: ignore[arg-type]


def book(*variables: Variable, within: dict[str, str] | None = None) -> Codebook:
    groups = {group: label(f"Groep {group}") for group in [*(within or {}).values(), *(v.group for v in variables)]}
    groups.pop("", None)
    return Codebook({variable.name: variable for variable in variables}, groups, within=within or {})


def said(codebook: Codebook, language: str = "nl") -> list[str]:
    """Return the paragraphs as text; a heading is marked with its level."""
    texts = []
    for piece in Questionnaire(codebook, language).pieces():
        if isinstance(piece, Opening):
            texts.append(f"{'#' * piece.level} {piece.text}")
        else:
            for found in re.findall(r"<w:p>.*?</w:p>", piece):
                text = re.sub(r"<[^>]+>", "", found.replace("<w:tab/>", "\t"))
                texts.append(text.replace("&gt;", ">").replace("\u00a0", " "))
    return texts


def test_a_question_has_number_name_instruction_routing_and_answers() -> None:
    gate = asked("gate", count=2)
    age = asked("age", VariableType.INTEGER, relevant="${gate} = 'c1'", constraint=". >= 18", waves=("2019", "2021"))
    assert said(book(gate, age))[-8:] == [
        "1\tVraag gate?",
        "gate · Eén antwoord",
        "○\tKeuze 0",
        "○\tKeuze 1",
        "2\tVraag age?",
        "age · Een geheel getal · alleen in de meetrondes 2019, 2021",
        "Alleen als “Keuze 1” is geantwoord op vraag 1 “Vraag gate?”.",
        "Geldig als het antwoord minstens 18 is.",
    ]


@pytest.mark.parametrize(
    ("kind", "count", "places", "instruction"),
    [
        (VariableType.SELECT_MULTIPLE, 2, 0, "Meerdere antwoorden mogelijk"),
        (VariableType.RANK, 4, 3, "Rangschik tot 3 antwoorden"),
        (VariableType.RANK, 4, 0, "Rangschik alle antwoorden"),
        (VariableType.DECIMAL, 0, 0, "Een getal"),
        (VariableType.TEXT, 0, 0, "In eigen woorden"),
        (VariableType.DATE, 0, 0, "Een datum"),
    ],
)
def test_each_type_has_its_instruction(kind: VariableType, count: int, places: int, instruction: str) -> None:
    assert f"q · {instruction}" in said(book(asked("q", kind, count, rank_places=places)))


def test_a_rule_without_words_is_printed_as_it_stands() -> None:
    codebook = book(asked("a", VariableType.INTEGER), asked("b", VariableType.TEXT, relevant="${a} mod 2 > 0"))
    assert said(codebook)[-1] == "Alleen als deze regel waar is: ${a} mod 2 > 0"
    code = '<w:rStyle w:val="RuleCode"/></w:rPr><w:t xml:space="preserve">${a} mod 2 &gt; 0</w:t>'
    assert any(code in str(piece) for piece in Questionnaire(codebook, "nl").pieces())


def test_identifiers_are_listed_without_their_values() -> None:
    assert said(book(asked("who", count=3, identifier=True)))[-2:] == [
        "1\tVraag who?",
        "who · Apart gehouden (identificerend)",
    ]


def test_questions_alike_in_a_row_are_a_battery() -> None:
    found = said(book(*(asked(name, count=2, group="g") for name in "abc"), asked("d", count=3, group="g")))
    assert found[found.index("1\tVraag a?  a") :] == [
        "1\tVraag a?  a",
        "2\tVraag b?  b",
        "3\tVraag c?  c",
        "Eén antwoord · Antwoorden bij de vragen 1 tot 3:",
        "○\tKeuze 0",
        "○\tKeuze 1",
        "4\tVraag d?",
        "d · Eén antwoord",
        *(f"○\tKeuze {place}" for place in range(3)),
    ]


def test_questions_with_routing_of_their_own_are_no_battery() -> None:
    routed = [asked(name, count=2, relevant=f"${{gate}} = 'c{at}'") for at, name in enumerate("ab")]
    found = said(book(asked("gate", count=2), *routed))
    assert sum(text.startswith("Alleen als") for text in found) == 2
    assert found.count("○\tKeuze 0") == 3


def test_a_long_list_is_printed_once_and_a_very_long_one_runs_on() -> None:
    found = said(book(asked("a", count=300), asked("t", VariableType.TEXT), asked("b", count=300)))
    lists = [text for text in found if "Keuze 299" in text]
    assert len(lists) == 1
    assert lists[0].startswith("Keuze 0 · Keuze 1 · ")
    assert found[-1] == "Zelfde antwoorden als bij vraag 1."


def test_a_list_of_middle_length_stands_in_two_columns_and_loses_nothing() -> None:
    found = said(book(asked("a", VariableType.SELECT_MULTIPLE, count=9)))
    cells = [text for text in found if text.startswith("□") or not text]
    assert cells == [f"□\tKeuze {at}" if at < 9 else "" for at in (0, 5, 1, 6, 2, 7, 3, 8, 4, 9)]


def test_exclusive_answers_say_so() -> None:
    none = (Choice("x", label("Iets")), Choice("none", label("Geen van deze"), exclusive=True))
    found = said(book(asked("q", VariableType.SELECT_MULTIPLE, choices=none)))
    assert found[-1] == "□\tGeen van deze (sluit andere antwoorden uit)"


def test_pages_and_the_batteries_on_them_have_headings() -> None:
    questions = [asked("a", VariableType.TEXT, group="in1"), asked("b", VariableType.TEXT, group="in2")]
    loose = asked("c", VariableType.TEXT)
    found = said(book(*questions, loose, within={"in1": "out", "in2": "out"}))
    heads = [text for text in found if text.startswith("#")]
    assert heads == ["# Vragenlijst", "## Groep out", "### Groep in1", "### Groep in2", "## Vragen"]
    assert [text for text in said(book(loose)) if text.startswith("#")] == ["# Vragenlijst"]


def test_derived_variables_were_not_asked() -> None:
    derived = asked("d", VariableType.DECIMAL, derived=True, calculation="1 + 1")
    assert not [text for text in said(book(asked("a", VariableType.TEXT), derived)) if "Vraag d?" in text]
