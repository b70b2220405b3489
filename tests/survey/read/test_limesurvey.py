"""LimeSurvey's CSV: headings, what the platform knows about each response, and which blanks can be told apart."""

from pathlib import Path

import pytest

from survey.codebook import Choice, Label, Variable, VariableType
from survey.missing import Reason
from survey.read import read_export
from survey.read.export import Export, Hints, State
from survey.read.limesurvey_heads import Style, headings, style_of

DATA = Path(__file__).parent.parent.parent / "data" / "limesurvey"
METADATA = ("id", "submitdate", "lastpage", "startlanguage")


def columns(*heads: str) -> list[str]:
    style, separator = style_of([*METADATA, *heads]) or (Style.CODE, "")
    return [heading.column for heading in headings(heads, style, separator)]


def written(folder: Path, text: str) -> Export:
    (folder / "x.csv").write_text(text, encoding="utf-8")
    return read_export(folder / "x.csv")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Q1", "Q1"),
        ("Q1[SQ001]", "Q1/SQ001"),
        ("Q1[other]", "Q1/other"),
        ("Q1[SQ001comment]", "Q1/SQ001comment"),
        ("Q1[SQ1_SQ2]", "Q1/SQ1_SQ2"),
        ("Q1[SQ001][1]", "Q1/SQ001_1"),
        ("Q1[2][SQ001]", "Q1/SQ001_2"),
        ("Q1[3]", "Q1/3"),
        ("Q1[filecount]", "Q1/filecount"),
        ("d_cannabis", "d_cannabis"),
        ("two words", "two words"),
    ],
)
def test_headings_by_code(head: str, expected: str) -> None:
    assert columns(head, "X[a]")[0] == expected


def test_underscores_part_codes_where_nothing_has_brackets() -> None:
    assert columns("Q1", "Q1_SQ001", "Q12_S34", "Q12_S34_S35", "Q1_other") == [
        *("Q1", "Q1/SQ001", "Q12/S34", "Q12/S34_S35", "Q1/other")
    ]
    assert columns("attribute_1", "Q_A_0", "Q_A_1", "R_A_1", "R_A_2") == [
        *("attribute_1", "Q/A_1", "Q/A_2", "R/A_1", "R/A_2")
    ]


@pytest.mark.parametrize("separator", [". ", " - ", ": ", " | "])
def test_headings_by_code_and_text(separator: str) -> None:
    heads = [f"{code}{separator}{text}" for code, text in [("id", "Response ID"), ("submitdate", "Date submitted")]]
    heads += [f"q[1]{separator}Which of\nthese? [Bar]", f"r{separator}How old?", f"s[SQ001]{separator}Who? []"]
    style = style_of(heads)
    assert style == (Style.CODE_AND_TEXT, separator)
    found = headings(heads, *style)
    assert [heading.column for heading in found] == ["id", "submitdate", "q/1", "r", "s/SQ001"]
    assert [(heading.text, heading.question) for heading in found[2:]] == [
        *(("Bar", "Which of these?"), ("How old?", ""), ("Who?", ""))
    ]


LANGUAGES = {
    "en": ("Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action"),
    "nl": (
        "Respons ID",
        "Datum verstuurd",
        "Laatste pagina",
        "Start taal",
        "Seed",
        "Startdatum",
        "Datum laatste actie",
    ),
    "fr": (
        *("ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ", "Tête de série"),
        *("Date de lancement", "Date de la dernière action"),
    ),
    "de": (
        *("Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsgeneratorstartwert"),
        *("Datum gestartet", "Datum letzte Aktivität"),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_text_is_known_by_the_names_of_the_metadata(language: str, tmp_path: Path) -> None:
    heads = [*LANGUAGES[language], "How old are you?", "Which? [A/B]", "Which? [C]", "Which? [A/B]", "Which? [C]"]
    export = written(tmp_path, ";".join(f'"{head}"' for head in heads) + '\n"7";"2019";"3";"nl"' + ';"1"' * 8 + "\n")
    assert export.format == "limesurvey"
    assert list(export.cells) == [
        *("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "How old are you?"),
        *("Which?/A-B", "Which?/C", "Which?#2/A-B", "Which?#2/C"),
    ]
    assert export.identifiers == ("id", "seed", "startdate", "datestamp")
    assert export.platform == ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp")
    assert (export.labels["Which?/A-B"], export.questions["Which?"]) == ("A/B", "Which?")


def test_full_text_may_be_empty_or_there_twice() -> None:
    heads = [*LANGUAGES["en"], "", " [Other]", "Sex", "Sex", "{a.NAOK > 1}"]
    found = [heading.column for heading in headings(heads, Style.TEXT, "")]
    assert found[7:] == ["", "[Other]", "Sex", "Sex#2", "{a.NAOK > 1}"]


def test_the_places_of_a_ranking_are_numbers_in_full_text_too() -> None:
    found = headings([*LANGUAGES["en"], "What first? [Rank 1]", "What first? [Rank 2]"], Style.TEXT, "")
    assert [(heading.column, heading.text) for heading in found[7:]] == [
        ("What first?/1", "Rank 1"),
        ("What first?/2", "Rank 2"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_platform_tells_who_finished_and_how_far_they_came(tmp_path: Path, delimiter: str) -> None:
    rows = ["id;submitdate;lastpage;startlanguage;ipaddr;a", "7;1980-01-01 00:00:00;3;nl;192.0.2.1;1", "8;;;nl;;2"]
    export = written(tmp_path, "".join(f"{row}\n" for row in rows).replace(";", delimiter) + "\n")
    assert export.format == "limesurvey"
    assert export.response is not None
    assert export.finished is not None
    assert export.last_page is not None
    assert export.response.tolist() == ["7", "8"]
    assert export.finished.tolist() == [True, False]
    assert export.last_page.tolist() == [3, 0]
    assert export.identifiers == ("id", "ipaddr")


def test_what_may_point_at_a_person_is_set_apart(tmp_path: Path) -> None:
    heads = "id,submitdate,lastpage,startlanguage,token,refurl,firstname,email,attribute_1,photo,photo[filecount],q"
    export = written(tmp_path, f"{heads}\n1,x,2,nl,t,u,f,e,a,p,1,Y\n")
    assert export.identifiers == ("id", "token", "refurl", "firstname", "email", "attribute_1", "photo")


def test_without_headings_the_workbook_names_the_columns(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("1,Y,N\n2,N,Y\n")
    export = read_export(tmp_path / "x.csv", "limesurvey", Hints(names=("id", "a_b", "q/r")))
    assert (list(export.cells), len(export.cells)) == (["id", "a_b", "q/r"], 2)


def test_a_published_file_without_metadata_tells_neither(tmp_path: Path) -> None:
    export = written(tmp_path, ",q[1]. One,q[2]. Two\n1,Yes,No\n")
    assert (export.format, export.finished, list(export.cells)) == ("limesurvey", None, ["column 1", "q/1", "q/2"])


def test_a_masked_equals_sign_is_itself_again(tmp_path: Path) -> None:
    export = written(tmp_path, ",".join(METADATA) + ",q\n1,x,2,nl,'=1+1\n2,x,2,nl,=1+1\n3,x,2,nl,'s avonds\n")
    assert export.column("q").tolist() == ["=1+1", "=1+1", "'s avonds"]


FULL = ",".join(METADATA) + ",q[a],q[b],q[other],yes,text\n"


def test_full_answers_say_of_a_set_that_it_was_not_shown(tmp_path: Path) -> None:
    export = written(tmp_path, FULL + "1,x,2,nl,Yes,No,,Yes,N/A\n2,x,2,nl,No,No,,No,\n3,x,2,nl,N/A,N/A,,N/A,x\n")
    assert export.not_shown is not None
    assert export.not_shown["q/a"].tolist() == [False, False, True]
    assert export.column("q/a").tolist() == ["Yes", "No", ""]
    assert export.alike.several == {State.LEFT_OPEN, State.NOT_TICKED}


def test_full_answers_say_nothing_of_a_yes_no_question(tmp_path: Path) -> None:
    """There `N/A` may be "not shown" as well as "left open"; as a text it is an answer."""
    export = written(tmp_path, FULL + "1,x,2,nl,Yes,No,,Yes,N/A\n3,x,2,nl,N/A,N/A,,N/A,x\n")
    assert export.column("yes").tolist() == ["Yes", ""]
    assert export.column("text").tolist() == ["N/A", "x"]
    assert export.not_shown is not None
    assert "yes" not in export.not_shown
    assert State.NOT_SHOWN in export.alike.single


def test_a_category_called_so_stays_an_answer(tmp_path: Path) -> None:
    """A yes/no question is never blank in full answers, so this one is a list with a third answer."""
    export = written(tmp_path, FULL + "1,x,2,nl,Yes,No,,Yes,\n2,x,2,nl,No,No,,N/A,\n3,x,2,nl,No,No,,,\n")
    assert export.column("yes").tolist() == ["Yes", "N/A", ""]


def test_where_only_some_rows_say_so_nothing_is_guessed(tmp_path: Path) -> None:
    export = written(tmp_path, FULL + "1,x,2,nl,Yes,N/A,,Yes,\n2,x,2,nl,N/A,No,,No,\n")
    assert (export.not_shown, export.column("q/a").tolist()) == (None, ["Yes", "N/A"])


@pytest.mark.parametrize(
    ("cells", "several"),
    [
        (("Y,", ",", ","), set(State)),
        (("Y,N", "N,N", ","), set(State)),
        (("Y,N", "N,N", "N,N"), {State.LEFT_OPEN, State.NOT_TICKED}),
        (("Yes,No", "No,No", "N/A,N/A"), {State.LEFT_OPEN, State.NOT_TICKED}),
        (("Ja,Nee", "Nee,Nee", "N/A,N/A"), {State.LEFT_OPEN, State.NOT_TICKED}),
    ],
)
def test_what_is_written_alike_is_read_off_the_cells(
    tmp_path: Path, cells: tuple[str, ...], several: set[State]
) -> None:
    rows = "".join(f"{number},x,2,nl,{cell},,1,x\n" for number, cell in enumerate(cells))
    assert written(tmp_path, FULL + rows).alike.several == several


@pytest.fixture(scope="module")
def rse() -> Export:
    return read_export(DATA / "rse_2017_nl_public_data.csv")


def test_a_real_file_is_recognised_and_worded(rse: Export) -> None:
    assert (rse.format, rse.cells.shape) == ("limesurvey", (77, 131))
    assert (rse.finished, rse.last_page, rse.identifiers) == (None, None, ())
    assert rse.labels["rse3/SQ001"] == "Who uses the code that you write?"
    assert rse.labels["currentEmp13/17"] == "Computer Science"
    assert rse.questions["currentEmp13"] == "In which disciplines do you work (select as many as apply)"
    assert len([column for column in rse.cells if str(column).startswith("currentEmp13/")]) == 65
    assert len([column for column in rse.cells if str(column).startswith("likert0/")]) == 5


@pytest.mark.parametrize(
    ("asked", "gate", "answer", "people"),
    [
        ("currentEmp11", "currentEmp10", "Fixed term", 26),
        ("open1can/SQ001", "open01can", "Yes", 64),
        ("train2", "train1", "Yes", 44),
        ("paper3", "paper2", "Yes", 58),
    ],
)
def test_routing_explains_the_blanks_of_a_real_file(
    rse: Export, asked: str, gate: str, answer: str, people: int
) -> None:
    answered, let_through = rse.column(asked) != "", rse.column(gate) == answer
    assert int(answered.sum()) == people
    assert answered.equals(let_through)


def test_people_of_a_real_file_stop_where_they_did(rse: Export) -> None:
    assert int((rse.column("paper1") == "").sum()) == 2
    likert = [column for column in rse.cells if str(column).startswith("likert1/")]
    assert likert
    assert int((rse.column(str(likert[0])) == "").sum()) == 4


def test_a_set_of_a_real_file_becomes_answers(rse: Export) -> None:
    from survey.answers import read_answers

    choices = tuple(Choice(str(code), Label({"": str(code)})) for code in range(1, 5))
    variable = Variable("proj4can", VariableType.SELECT_MULTIPLE, Label(), choices, column="proj4can")
    answers = read_answers(variable, rse, {})
    assert answers.values.sum().tolist() == [17, 65, 8, 43]
    assert Reason.INVALID.value not in set(answers.said)
