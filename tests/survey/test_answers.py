"""Text cells as typed answers."""

from collections.abc import Callable

import pytest

from survey.survey import Action, Survey

Clean = Callable[..., Survey]


def read(clean: Clean, kind: str, cell: str) -> tuple[str, str]:
    """Return value and reason of one cell of a question of this kind."""
    survey = clean(survey=f"type,name,label::nl\n{kind},x,X\n", export=f'x;y\n"{cell}";k\n')
    value, reason = survey.values["x"].iloc[0], survey.reasons["x"].fillna("-").iloc[0]
    return ("-" if survey.values["x"].isna().iloc[0] else str(value)), str(reason)


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("integer", "21", ("21", "-")),
        ("integer", " 21 ", ("21", "-")),
        ("integer", "21,0", ("21", "-")),
        ("integer", "21,5", ("-", "invalid")),
        ("integer", "twenty", ("-", "invalid")),
        ("integer", "1.234,5", ("-", "invalid")),
        ("integer", "-3", ("-3", "-")),
        ("integer", "1.000", ("-", "invalid")),
        ("integer", "99999999999999999999", ("-", "invalid")),
        ("integer", "123456789012345", ("123456789012345", "-")),
        ("decimal", "9" * 400, ("-", "invalid")),
        ("decimal", "21,5", ("21.5", "-")),
        ("decimal", "21.5", ("21.5", "-")),
        ("decimal", "1e3", ("-", "invalid")),
        ("date", "2019-06-03", ("2019-06-03 00:00:00", "-")),
        ("date", "3/6/2019", ("2019-06-03 00:00:00", "-")),
        ("date", "31/2/2019", ("-", "invalid")),
        ("text", "NA", ("NA", "-")),
        ("text", "n.v.t.", ("n.v.t.", "-")),
        ("text", "001", ("001", "-")),
        ("text", "", ("-", "unknown")),
        ("select_one yn", "yes", ("yes", "-")),
        ("select_one yn", "dk", ("-", "dont_know")),
        ("select_one yn", "Yes", ("-", "invalid")),
    ],
)
def test_cells(clean: Clean, kind: str, cell: str, expected: tuple[str, str]) -> None:
    assert read(clean, kind, cell) == expected


@pytest.mark.parametrize(
    "contact",
    [
        "jan.jansen@example.org",
        "https://example.org/me",
        "192.0.2.17",
        "+32 470 12 34 56",
        "0470/12.34.56",
        "www.jan.be",
        "abc.onion",
        "@jan_x",
    ],
)
def test_contact_details_leave_open_answers(clean: Clean, contact: str) -> None:
    value, _ = read(clean, "text", f"mail {contact} graag")
    assert value == "mail […] graag"


def test_an_ordinary_sentence_stays(clean: Clean) -> None:
    assert read(clean, "text", "in 2019 voor 25,50 euro, 3 keer")[0] == "in 2019 voor 25,50 euro, 3 keer"


def test_a_name_is_no_code_where_codes_are_given(clean: Clean) -> None:
    choices = "list_name,name,label::nl,code\nyn,1,Eens,3\nyn,2,Neutraal,2\nyn,3,Oneens,1\n"
    survey = clean(survey="type,name,label::nl\nselect_one yn,x,X\n", choices=choices, export="x;y\n1;\n3;\n3;\n")
    assert survey.values["x"].tolist() == ["3", "1", "1"]


def test_categories_by_the_export_s_own_codes(clean: Clean) -> None:
    choices = "list_name,name,label::nl,code\nyn,yes,Ja,Y|1\nyn,no,Nee,N\n"
    survey = clean(survey="type,name,label::nl\nselect_one yn,x,X\n", choices=choices, export="x;y\nY;\n1;\nN;\n")
    assert survey.values["x"].tolist() == ["yes", "yes", "no"]


RANKS = "type,name,label::nl,places\nrank yn,r,Rang,2\n"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("yes;no", ["-", "-"]),
        ("yes;", ["-", "no_answer"]),
        (";yes", ["no_answer", "-"]),
        ("yes;yes", ["invalid", "invalid"]),
        ("maybe;yes", ["invalid", "invalid"]),
        (";", ["unknown", "unknown"]),
    ],
)
def test_ranks(clean: Clean, cells: str, expected: list[str]) -> None:
    survey = clean(survey=RANKS, export=f"r/1;r/2;y\n{cells};k\n")
    assert survey.reasons.iloc[0].fillna("-").tolist() == expected


def test_a_platform_s_sign_is_no_sign_in_an_open_answer(clean: Clean) -> None:
    export = "id;submitdate;lastpage;startlanguage;open;number\n1;x;1;nl;N/A;N/A\n2;x;1;nl;N/A;3\n"
    survey = clean(survey="type,name,label::nl\ntext,open,Open\ninteger,number,Getal\n", export=export)
    assert survey.values["open"].tolist() == ["N/A", "N/A"]
    assert survey.reasons["number"].fillna("-").tolist() == ["not_shown", "-"]


def test_a_category_comes_before_the_platform_s_sign(clean: Clean) -> None:
    choices = "list_name,name,label::nl\nyn,yes,Ja\nyn,N/A,Niet van toepassing\n"
    export = "id;submitdate;lastpage;startlanguage;x\n1;x;1;nl;N/A\n"
    survey = clean(survey="type,name,label::nl\nselect_one yn,x,X\n", choices=choices, export=export)
    assert survey.values["x"].tolist() == ["N/A"]


def test_a_number_that_may_have_a_thousands_mark_is_reported(clean: Clean) -> None:
    survey = clean(survey="type,name,label::nl\ndecimal,x,X\n", export="x;y\n1.234;\n1.23;\n0.123;\n")
    assert [(step.subject, step.count) for step in survey.history if step.action is Action.AMBIGUOUS] == [("x", 1)]
