"""The list of names: every way to write a name is found, and nothing that only looks like it. Names are invented."""

import os
import stat
from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.interviews.names import Name, Names, keep_to_owner, names_file, read_names


def found(text: str, *names: Name) -> list[str]:
    items = sorted(Names(names).find(text), key=lambda item: item.start)
    return [text[item.start : item.end] for item in items]


FIRST = Name("first_name", "Jorik", variants=("Jo", "Jorre"))
FULL = Name("person", "Jorik Van den Beukelaar")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("toen zei Jorik dat Jo en Jorre", ["Jorik", "Jo", "Jorre"]),
        ("Joriks fiets, Jorik's fiets, Jorik’s fiets", ["Jorik", "Jorik", "Jorik"]),
        ("d'Jorik, l’Jorik", ["Jorik", "Jorik"]),
        ("jorik JORIK Joriksen Joke Jorikx eJorik", []),
        ("Jorik-Jan", ["Jorik"]),
    ],
)
def test_a_first_name(text: str, words: list[str]) -> None:
    assert found(text, FIRST) == words


@pytest.mark.parametrize(
    "words",
    [
        "Jorik Van den Beukelaar",
        "Jorik van den Beukelaar",
        "Jorik Van Den Beukelaar",
        "Jorik Vandenbeukelaar",
        "Jorik\u00a0van  den\nBeukelaar",
        "Van den Beukelaar",
        "Vandenbeukelaar",
        "J. Van den Beukelaar",
        "J.Van den Beukelaar",
        "Jorik V.",
        "Jorik B.",
        "J.V.",
        "J. B.",
    ],
)
def test_a_full_name_its_parts_and_its_initials(words: str) -> None:
    text = f"dat is {words}, denk ik"
    assert words in found(text, FULL)
    longest = Names((FULL,)).find(text)[0]
    assert text[longest.start : longest.end] == words


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "D'Hontschoot",
            "mevrouw d'Hontschoot of D’Hontschoot of Dhontschoot",
            ["d'Hontschoot", "D’Hontschoot", "Dhontschoot"],
        ),
        (
            "de Witteman",
            "de Witteman, De Witteman, Dewitteman, de witteman",
            ["de Witteman", "De Witteman", "Dewitteman"],
        ),
        ("Anne-Lore", "Anne-Lore, Anne Lore, Annelore", ["Anne-Lore", "Anne Lore"]),
        ("Kris", "Kris' fiets en Kris’ huis", ["Kris", "Kris"]),
        ("Zoë", "Zoë, Zoës, Zoe", ["Zoë", "Zoë"]),
        ("C++ (club)", "in de C++ (club) daar", ["C++ (club)"]),
    ],
)
def test_particles_hyphens_apostrophes_and_signs(name: str, text: str, words: list[str]) -> None:
    assert found(text, Name("surname", name)) == words


def test_the_longest_comes_first_and_a_name_before_a_possessive() -> None:
    items = Names((Name("first_name", "Han"), Name("first_name", "Hans"), Name("place", "Hansbeke"))).find(
        "Hansbeke Hans"
    )
    assert [(item.name, item.start, item.end) for item in items][:2] == [("Hansbeke", 0, 8), ("Hans", 9, 13)]


def test_a_list_is_read_as_people_write_it(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    rows = [
        "kind;name;replacement;variants;count;interviews",
        'Voornaam;Jorik;;"Jo; Jorre";;',
        "kat;Miepie;[de [kat]];;;",
    ]
    path.write_text("\n".join([*rows, ";Misschien;;;3;2\n"]), encoding="utf-8")
    names = read_names(path, {"voornaam": "first_name"})
    assert names.names == (FIRST, Name("kat", "Miepie", "de kat"))
    assert names.undecided == 1


@pytest.mark.parametrize("content", ["Jorik,Miepie\n", "kind,name\nfirst_name,Jorik,x,y\n", "kind,Jorik\n", "\xff"])
def test_a_broken_list_names_nobody(content: str, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(StudyError) as caught:
        read_names(path, {})
    assert "Jorik" not in str(caught.value)


def test_a_row_without_a_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("kind,name\nfirst_name,\n", encoding="utf-8")
    with pytest.raises(StudyError, match="row 2"):
        read_names(path, {})


def test_the_list_stands_beside_the_study_and_is_closed(tmp_path: Path) -> None:
    study = tmp_path / "mijn étude"
    assert names_file(study) == tmp_path / "mijn étude.names.csv"
    path = names_file(study)
    path.write_text("kind,name\n", encoding="utf-8")
    path.chmod(0o644)
    keep_to_owner(path)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
