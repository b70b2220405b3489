import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.codebook import Label
from survey.interviews.codes import Code, Codes
from survey.interviews.naming import Found, Naming, Unknown, Why, alike, namings, resolve

CODES = Codes.of(
    [
        Code("motives", Label({"nl": "Motieven", "fr": "Motivations"})),
        Code("motives/price", Label({"nl": "Prijs", "fr": "Prix"})),
        Code("motives/quality", Label({"nl": "Kwaliteit", "fr": "Qualité"})),
        Code("police"),
        Code("police/no_means", Label({"nl": "Te weinig middelen/tijd"})),
        Code("police/price"),
        Code("not_inclined"),
    ]
)


def named(comment: str) -> list[tuple[str, ...]]:
    return [naming.names for naming in namings(comment)]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("price", [("price",)]),
        ("  Prijs  ", [("Prijs",)]),
        ("price; quality", [("price",), ("quality",)]),
        ("price;quality;", [("price",), ("quality",)]),
        ("price\nquality\n", [("price",), ("quality",)]),
        ("Motieven > Prijs", [("Motieven", "Prijs")]),
        ("motives/price", [("motives", "price")]),
        ("motives / price; police>no_means", [("motives", "price"), ("police", "no_means")]),
        ("#price #quality", [("price",), ("quality",)]),
        ("#motives/price #te weinig", [("motives", "price"), ("te weinig",)]),
        ("informant #3", [("informant #3",)]),
        ("price; #quality #police", [("price",), ("quality",), ("police",)]),
        ("price; price", [("price",)]),
        ("", []),
        (" \n ; / > ;; ", []),
    ],
)
def test_what_a_comment_names(comment: str, expected: list[tuple[str, ...]]) -> None:
    assert named(comment) == expected


def test_a_note_goes_with_the_codes_of_its_line() -> None:
    assert namings("price; quality :: said  twice\npolice") == (
        Naming(("price",), "said twice"),
        Naming(("quality",), "said twice"),
        Naming(("police",)),
    )
    assert namings(":: ask again") == (Naming((), "ask again"),)
    assert (
        namings("price :: see https://example.org/x; later :: more")[0].memo
        == "see https://example.org/x; later :: more"
    )


@given(st.text(st.sampled_from("ab é#;:/>\n\t _-\u2028"), max_size=40))
@settings(max_examples=200)
def test_any_comment_can_be_read(comment: str) -> None:
    for naming in namings(comment):
        assert naming.names or naming.memo
        assert all(name == name.strip() and name and ";" not in name for name in naming.names)
        resolve(naming.names, CODES)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("motives/price", "motives/price"),
        ("MOTIVES / Price", "motives/price"),
        ("Motieven > Prijs", "motives/price"),
        ("Motivations > prix", "motives/price"),
        ("motives > Prix", "motives/price"),
        ("prix", "motives/price"),
        ("Qualite\u0301", "motives/quality"),
        ("police", "police"),
        ("no_means", "police/no_means"),
        ("te  weinig middelen / tijd", "police/no_means"),
        ("Police > Te weinig middelen/tijd", "police/no_means"),
        ("not inclined", "not_inclined"),
    ],
)
def test_a_code_is_known_by_path_name_label_or_trail(written: str, path: str) -> None:
    assert resolve(named(written)[0], CODES) == Found(path)


@pytest.mark.parametrize(
    ("written", "why", "nearest"),
    [
        ("price", Why.AMBIGUOUS, ("motives/price", "police/price")),
        ("Qualite", Why.NEAR, ("motives/quality",)),
        ("no-means", Why.NEAR, ("police/no_means",)),
        ("no means", Why.NEAR, ("police/no_means",)),
        ("polise", Why.NEAR, ("police",)),
        ("Kwalitiet", Why.NEAR, ("motives/quality",)),
        ("motives/kwaliteid", Why.NEAR, ("motives/quality",)),
        ("weather", Why.UNKNOWN, ()),
        ("ab", Why.UNKNOWN, ()),
    ],
)
def test_what_only_resembles_a_code_is_reported_and_not_taken(written: str, why: Why, nearest: tuple[str, ...]) -> None:
    found = resolve(named(written)[0], CODES)
    assert isinstance(found, Unknown)
    assert (found.why, found.nearest) == (why, nearest)


def test_a_full_path_goes_before_a_name() -> None:
    codes = Codes.of([Code("price"), Code("motives"), Code("motives/price")])
    assert resolve(("price",), codes) == Found("price")
    assert resolve(("motives", "price"), codes) == Found("motives/price")


def test_no_names_are_no_code() -> None:
    assert resolve((), CODES) == Unknown((), Why.UNKNOWN)
    assert resolve(("price",), Codes()) == Unknown(("price",), Why.UNKNOWN)


def test_alike() -> None:
    assert alike("Prijs", "prijs")
    assert alike("no means", "No-Means")
    assert alike("prijzen", "prijsen")
    assert alike("crème", "creme")
    assert not alike("ab", "cd")
    assert not alike("price", "quality")
