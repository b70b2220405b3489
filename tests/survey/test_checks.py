"""What `check` finds doubtful, with the people concerned."""

from collections.abc import Callable

from survey.checks import Concern, find_doubts
from survey.survey import Survey

Clean = Callable[..., Survey]

CHOICES = """
list_name,name,label::nl,exclusive
yn,yes,Ja,
yn,no,Nee,
m,a,A,
m,none,Geen,yes
"""
QUESTIONS = """
type,name,label::nl,relevant,constraint
integer,age,Leeftijd,,. < 100
select_one yn,gate,Poort,,
integer,inner,Binnen,${gate} = 'yes',
select_multiple m,set,Set,,
text,open,Open,,
"""


def test_each_concern_is_found_with_its_people(clean: Clean) -> None:
    export = "age;gate;inner;set/a;set/none;open;extra\n120;no;5;1;1;me@example.org;\n;yes;6;1;0;;\n"
    exclude = "name,rule,label::nl\nyoung,${age} < 18,Te jong\n"
    doubts = find_doubts(clean(survey=QUESTIONS, choices=CHOICES, exclude=exclude, export=export))
    assert {(doubt.concern, doubt.subject, doubt.count) for doubt in doubts} == {
        (Concern.INVALID, "age", 1),
        (Concern.UNKNOWN, "age", 1),
        (Concern.OFF_ROUTE, "inner", 1),
        (Concern.CONTRADICTION, "set", 1),
        (Concern.UNKNOWN, "open", 1),
        (Concern.CONTACT, "open", 1),
        (Concern.CANNOT_TELL, "young", 2),
        (Concern.UNNAMED, "extra", 1),
    }
    off_route = next(doubt for doubt in doubts if doubt.concern is Concern.OFF_ROUTE)
    assert len(off_route.people) == 1
    assert off_route.rule == "${gate} = 'yes'"


def test_nothing_doubtful(clean: Clean) -> None:
    export = "age;gate;inner;set/a;set/none;open\n20;no;;1;0;niets\n"
    assert find_doubts(clean(survey=QUESTIONS, choices=CHOICES, export=export)) == ()


def test_nobody_left_is_a_doubt(clean: Clean) -> None:
    exclude = "name,rule,label::nl\nall,true(),Iedereen\n"
    export = "age;gate;inner;set/a;set/none;open\n20;no;;1;0;niets\n"
    doubts = find_doubts(clean(survey=QUESTIONS, choices=CHOICES, exclude=exclude, export=export))
    assert [doubt.concern for doubt in doubts] == [Concern.NOBODY]


def test_an_identifier_column_is_no_contact(clean: Clean) -> None:
    questions = "type,name,label::nl,identifier\ntext,mail,E-mail,yes\ntext,open,Open,\n"
    assert find_doubts(clean(survey=questions, export="mail;open\na@example.org;niets\n")) == ()


def test_a_question_that_a_handful_answered_is_doubtful(clean: Clean) -> None:
    export = "a,b\n" + "1,\n" * 8 + "1,2\n" * 3
    doubts = find_doubts(clean(survey="type,name,label::nl\ninteger,a,A\ninteger,b,B\n", export=export))
    assert [(d.subject, d.count) for d in doubts if d.concern is Concern.SMALL_BASE] == [("b", 3)]
