"""Rules in words: natural clauses in three languages, and none at all where words would not be certain."""

import re

import pytest

from reports.languages import LANGUAGES
from reports.routing import LONGEST, Teller
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.rules import parse_rule

PURPOSES = (
    ("friends", "Voor vrienden", "Pour des amis", "For friends"),
    ("sell", "Om te verkopen", "Pour vendre", "To sell"),
)
GATES = ("yes", "Ja", "Oui", "Yes"), ("no", "Nee", "Non", "No"), ("maybe", "Misschien", "Peut-être", "Maybe")


def label(nl: str, fr: str, en: str) -> Label:
    return Label({"nl": nl, "fr": fr, "en": en})


def question(name: str, kind: VariableType, text: Label, *choices: tuple[str, str, str, str]) -> Variable:
    made = tuple(Choice(name, label(*texts)) for name, *texts in choices)
    return Variable(name, kind, text, made, list_name=name)


QUESTIONS = (
    question("purpose", VariableType.SELECT_MULTIPLE, label("Doel", "But", "Purpose"), *PURPOSES),
    question("age", VariableType.INTEGER, label("Leeftijd", "Âge", "Age")),
    question("first", VariableType.INTEGER, label("Eerste", "Premier", "First")),
    question("gate", VariableType.SELECT_ONE, label("Kocht", "Achat", "Bought"), *GATES),
    question("day", VariableType.DATE, label("Dag", "Jour", "Day")),
    question("order", VariableType.RANK, label("Orde", "Ordre", "Order"), *PURPOSES),
    question("other", VariableType.TEXT, label("w" * 30 + " " + "x" * 60, "Autre", "Other")),
)
BOOK = Codebook({variable.name: variable for variable in QUESTIONS})
NUMBERS = {variable.name: place for place, variable in enumerate(QUESTIONS, 1)}


def told(rule: str, language: str = "nl", current: str = "") -> str | None:
    parsed = parse_rule(rule, "here")
    parsed.check(BOOK, current)
    clause = Teller(BOOK, NUMBERS, language).rule(parsed, current)
    return None if clause is None else clause.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rule", "nl", "fr", "en"),
    [
        (
            "selected(${purpose}, 'friends') and ${age} >= 18",
            "“Voor vrienden” is aangekruist bij vraag 1 “Doel” en het antwoord op vraag 2 “Leeftijd” minstens 18 is",
            "« Pour des amis » est coché à la question 1 « But » et la réponse à la question 2 « Âge » "
            "est supérieure ou égale à 18",
            "“For friends” is ticked at question 1 “Purpose” and the answer to question 2 “Age” is at least 18",
        ),
        (
            "${gate} != 'yes'",
            "iets anders dan “Ja” is geantwoord op vraag 4 “Kocht”",
            "la réponse à la question 4 « Achat » est autre que « Oui »",
            "the answer to question 4 “Bought” is other than “Yes”",
        ),
        ("${gate} = ''", "vraag 4 “Kocht” niet beantwoord is", "la question 4 « Achat » est sans réponse", None),
        ("${day} > '2019-06-03'", "het antwoord op vraag 5 “Dag” na 3 juni 2019 valt", None, None),
        (
            "${day} >= '2019-06-01'",
            None,
            "la réponse à la question 5 « Jour » est le 1er juin 2019 ou plus tard",
            "the answer to question 5 “Day” is not before 1 June 2019",
        ),
        (
            "count-selected(${purpose}) > 1",
            "minstens 2 antwoorden zijn aangekruist bij vraag 1 “Doel”",
            "au moins 2 réponses sont cochées à la question 1 « But »",
            "at least 2 answers are ticked at question 1 “Purpose”",
        ),
        ("count-selected(${purpose}) = 0", None, None, "no answer is ticked at question 1 “Purpose”"),
        ("${age} - ${first} < 2.5", None, None, "the value of question 2 “Age” − question 3 “First” is less than 2.5"),
        ("${age} > -1", "het antwoord op vraag 2 “Leeftijd” meer dan −1 is", None, None),
        ("1990 <= ${age}", "het antwoord op vraag 2 “Leeftijd” minstens 1990 is", None, None),
    ],
)
def test_rules_are_natural_clauses(rule: str, nl: str | None, fr: str | None, en: str | None) -> None:
    for language, expected in (("nl", nl), ("fr", fr), ("en", en)):
        assert expected is None or told(rule, language) == expected


def test_what_is_asked_of_one_question_is_said_once() -> None:
    assert told("${gate} = 'yes' or ${gate} = 'maybe'", "en") == (
        "the answer to question 4 “Bought” is “Yes” or “Maybe”"
    )
    assert told("${gate} != 'yes' and ${gate} != 'maybe'", "en") == (
        "the answer to question 4 “Bought” is other than “Yes” or “Maybe”"
    )
    assert told("selected(${purpose}, 'friends') or selected(${purpose}, 'sell')", "en") == (
        "“For friends” or “To sell” is ticked at question 1 “Purpose”"
    )
    assert told("${first} >= 5 and ${first} <= ${age}", "en", "first") == (
        "the answer is at least 5 and no higher than the answer to question 2 “Age”"
    )


@pytest.mark.parametrize(
    "rule",
    [
        "${gate} = 'yes' and ${gate} = 'no'",
        "${gate} != 'yes' or ${gate} != 'no'",
        "selected(${purpose}, 'friends') and selected(${purpose}, 'sell')",
        "${age} < 5 or ${age} > 10",
    ],
)
def test_what_would_change_its_meaning_is_not_put_together(rule: str) -> None:
    sign = "en" if " and " in rule else "of"
    clause = told(rule)
    assert clause is not None
    assert clause.count("vraag") == 2
    assert clause.count(f" {sign} ") == 1


def test_brackets_tell_what_belongs_together() -> None:
    either = "${gate} = 'yes' and (${age} < 18 or selected(${purpose}, 'sell'))"
    assert told(either, "en") == (
        "the answer to question 4 “Bought” is “Yes” and (the answer to question 2 “Age” is less than 18 "
        "or “To sell” is ticked at question 1 “Purpose”)"
    )
    flat = "${gate} = 'yes' and ${age} < 18 and selected(${purpose}, 'sell')"
    assert "(" not in str(told(flat, "en"))


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        ("not(${age} < 18)", "${age} >= 18"),
        ("not(${gate} = 'yes')", "${gate} != 'yes'"),
        ("not(not(${gate} = ''))", "${gate} = ''"),
        ("not(${gate} = 'yes' or ${age} >= 18)", "${gate} != 'yes' and ${age} < 18"),
        ("not(${gate} = 'yes' and ${age} >= 18)", "${gate} != 'yes' or ${age} < 18"),
        ("selected(${gate}, 'yes')", "${gate} = 'yes'"),
        ("'yes' = ${gate}", "${gate} = 'yes'"),
    ],
)
def test_not_is_said_as_its_opposite(rule: str, same: str) -> None:
    assert told(rule) == told(same) is not None


def test_a_box_that_was_not_ticked() -> None:
    assert told("not(selected(${purpose}, 'sell'))") == "“Om te verkopen” niet is aangekruist bij vraag 1 “Doel”"


@pytest.mark.parametrize(
    "rule",
    [
        "selected(${order}, 'sell')",
        "if(${age} > 1, true(), false())",
        "${age} mod 2 = 0",
        "min(${age}, ${first}) > 3",
        "count-selected(${purpose}) >= ${age}",
        "count-selected(${purpose}) >= 1.5",
        "(${age} > 1) = (${first} > 1)",
        "${gate} = 'yes' and coalesce(${age}, ${first}) > 3",
        "true()",
        "1 = 1",
    ],
)
def test_what_has_no_certain_words_has_none(rule: str) -> None:
    assert [told(rule, language) for language in LANGUAGES] == [None] * len(LANGUAGES)


def test_a_long_question_is_named_by_its_beginning() -> None:
    clause = str(told("${other} != ''"))
    assert f"“{'w' * 30} …”" in clause
    assert len(clause) < LONGEST + 40


def test_the_answer_itself_is_said_without_its_question() -> None:
    assert told(". >= 10 and ${age} <= 100", current="age") == "het antwoord minstens 10 en hoogstens 100 is"
    assert told("count-selected(.) <= 1", current="purpose") == "hoogstens 1 antwoord is aangekruist bij deze vraag"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_has_words_for_numbers_answers_dates_and_counts(language: str) -> None:
    rules = [
        rule.format(sign)
        for rule in (
            "${{age}} {} 3",
            "${{age}} {} ${{first}}",
            "${{day}} {} '2019-06-03'",
            "count-selected(${{purpose}}) {} 3",
        )
        for sign in ("=", "!=", "<", "<=", ">", ">=")
    ]
    clauses = [told(rule, language) for rule in rules]
    assert None not in clauses
    assert len(set(clauses)) == len(rules)
    assert not [clause for clause in clauses if re.search(r"[{}]|routing\.", str(clause))]


def test_a_calculation_is_a_formula_with_the_questions_by_name() -> None:
    teller = Teller(BOOK, NUMBERS, "en")
    told = str(teller.formula(parse_rule("(${age} - ${first}) * 2", "here")))
    assert told.replace("\u00a0", " ") == "(question 2 “Age” − question 3 “First”) × 2"
    assert teller.formula(parse_rule("max(${age}, 3)", "here")) is None
