"""The sheets `survey` and `choices` as a codebook."""

from collections.abc import Callable
from pathlib import Path

import pytest

from survey import Study, StudyError
from survey.codebook import Role, Scale, VariableType
from survey.missing import Reason
from survey.xlsform import read_missing

Write = Callable[..., Path]

QUESTIONS = """
type,name,label::nl,scale,item,role,missing,places,relevant
begin_group,page_1,Pagina 1,,,,,,
select_one yn,gate,Poort,ordinal,,,-8=dont_know -9=refused,,
begin_group,battery,Batterij,,,,,,
select_one yn,b1,B1,likert,,,,,
end_group,,,,,,,,
note,hello,Hallo,,,,,,
end_group,,,,,,,,
begin_group,page_2,Pagina 2,,,,,,
rank yn,r,Rang,,,,,1,
select_one yn,d_lsd,LSD,,lsd,recency,,,${gate} = 'yes'
end_group,,,,,,,,
"""


def test_questions_and_where_they_stand(write: Write) -> None:
    codebook = Study.load(write(survey=QUESTIONS)).codebook
    assert list(codebook.variables) == ["gate", "b1", "r", "d_lsd"]
    assert [(variable.group, variable.page) for variable in codebook] == [
        ("page_1", 1),
        ("battery", 1),
        ("page_2", 2),
        ("page_2", 2),
    ]
    assert codebook.groups["battery"].text("nl") == "Batterij"
    assert codebook["gate"].missing == {"-8": Reason.DONT_KNOW, "-9": Reason.REFUSED}
    assert (codebook["gate"].scale, codebook["b1"].scale) == (Scale.ORDINAL, Scale.LIKERT)
    assert (codebook["r"].type, codebook["r"].places) == (VariableType.RANK, 1)
    assert (codebook["d_lsd"].item, codebook["d_lsd"].role) == ("lsd", Role.RECENCY)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("end_group,,,,,,,,\n", "end_group without a begin_group"),
        ("begin_group,x,X,,,,,,\n", "'x' is never closed"),
        ("integer,1st,Eerste,,,,,,\n", "cannot be the name of a variable"),
        ("select_one,x,X,,,,,,\n", "names no list"),
        ("calculate,x,X,,,,,,\n", "calculates nothing"),
        ("integer,x,X,,,rol,,,\n", "'rol' is no role"),
        ("integer,x,X,,,,-9:refused,,\n", "code=reason"),
        ("integer,x,X,,,,-9=refusd,,\n", "Did you mean 'refused'"),
    ],
)
def test_what_is_wrong_with_a_row(write: Write, row: str, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        Study.load(write(survey=f"{QUESTIONS.strip()}\n{row}"))


def test_everything_wrong_is_said_at_once(write: Write) -> None:
    with pytest.raises(StudyError) as caught:
        Study.load(write(survey="type,name,label::nl\nintegr,a,A\nselect_one none,b,B\ninteger,c,C\n"))
    assert len(caught.value.problems) == 2


def test_missing_codes() -> None:
    assert read_missing("-8=dont_know NA=refused", "row 2") == {"-8": Reason.DONT_KNOW, "NA": Reason.REFUSED}


def test_a_column_may_be_named_as_limesurvey_does(write: Write) -> None:
    folder = write(survey="type,name,label::nl,column\ntext,x,X,work[other]\n")
    assert Study.load(folder).codebook["x"].column == "work/other"


def test_routing_of_a_group_holds_for_every_question_in_it(write: Write) -> None:
    folder = write(
        survey="""
        type,name,label::nl,relevant
        select_one yn,a,A,
        begin_group,p,P,"${a} = 'yes'"
        integer,b,B,
        integer,c,C,${b} > 1
        end_group,,,
        integer,d,D,
        """,
        export="a,b,c,d\nyes,1,,1\nno,,,1\nyes,2,5,1\n",
    )
    survey = Study.load(folder).survey(keep_keys=False)
    assert survey.codebook["b"].relevant == "${a} = 'yes'"
    assert survey.codebook["c"].relevant == "(${a} = 'yes') and (${b} > 1)"
    assert survey.reasons["b"].fillna("").tolist() == ["", "not_applicable", ""]
    assert survey.reasons["c"].fillna("").tolist() == ["not_applicable", "not_applicable", ""]
    assert survey.codebook["d"].relevant == ""


GROUPED = """list_name,name,label::nl,group
reden,prijs,Prijs,push
reden,gemak,Gemak,{group}
group,push,Weg van offline,
"""


def test_categories_stand_in_groups_that_the_list_group_names(write: Write) -> None:
    codebook = Study.load(
        write(survey="type,name,label::nl\nselect_multiple reden,q,Q\n", choices=GROUPED.format(group=""))
    ).codebook
    assert [choice.group for choice in codebook["q"].choices] == ["push", ""]
    assert codebook.group_label("push").text("nl") == "Weg van offline"
    assert codebook.group_label("pull").text("nl") == "pull"


def test_a_group_without_a_name_is_an_error(write: Write) -> None:
    with pytest.raises(StudyError, match=r"(?s)there is no group 'pusj'.*Did you mean 'push'"):
        Study.load(
            write(survey="type,name,label::nl\nselect_multiple reden,q,Q\n", choices=GROUPED.format(group="pusj"))
        )
