"""A sketch held against its export."""

from dataclasses import replace

from survey.codebook import Choice, Label, Variable, VariableType
from survey.draft.fit import Fitted, fit
from survey.structure.sketch import Sketch
from tests.survey.draft.toy import export
from tests.toy import number, one, ranked, several


def labelled(variable: Variable, text: str, **choices: str) -> Variable:
    made = tuple(Choice(name, Label({"en": label})) for name, label in choices.items())
    return replace(variable, label=Label({"en": text}), choices=made or variable.choices)


def fitted(*variables: Variable, columns: dict[str, list[str]], **sketch: object) -> Fitted:
    return fit(Sketch(variables, **sketch), [export(columns)])  # type: ignore[arg-type]


def test_a_question_is_found_by_its_heading_or_its_wording() -> None:
    found = fitted(
        number("age"),
        labelled(number("spent"), "How much did you spend?"),
        columns={"age": ["1"], "How much did you spend? ": ["2"]},
    )
    assert [v.column for v in found.codebook] == ["age", "How much did you spend? "]
    assert found.guessed == found.absent == ()


def test_what_the_export_does_not_hold_is_left_out_and_said() -> None:
    found = fitted(number("age"), number("gone"), columns={"age": ["1"], "new": ["x"]})
    assert [v.name for v in found.codebook] == ["age", "new"]
    assert (found.absent, found.guessed) == (("gone",), ("new",))


def test_full_answers_become_further_codes() -> None:
    place = labelled(one("place"), "Where?", B="Brussels", G="Ghent")
    found = fitted(place, columns={"place": ["Brussels", "G"]}).codebook["place"]
    assert [choice.written for choice in found.choices] == [("B", "Brussels"), ("G",)]


def test_a_set_is_found_by_the_wording_of_its_boxes() -> None:
    drugs = labelled(several("drugs", "a"), "Which drugs?", SQ1="Cannabis", SQ2="LSD", SQ3="Speed")
    columns = {"Which drugs?/Cannabis": ["Yes", "No"], "Which drugs?/LSD": ["No", "No"]}
    found = fitted(drugs, columns=columns).codebook["drugs"]
    assert (found.column, [choice.written[0] for choice in found.choices]) == ("Which drugs?", ["Cannabis", "LSD"])
    assert found.type is VariableType.SELECT_MULTIPLE


def test_a_ranking_is_found_by_its_wording() -> None:
    asked = replace(ranked("best", "price safety", places=2), label=Label({"en": "What first?"}))
    fitted = fit(Sketch((asked,)), [export({"What first?/1": ["price"], "What first?/2": ["safety"]})])
    assert fitted.codebook["best"].column == "What first?"
    assert (fitted.absent, fitted.guessed) == ((), ())


def test_a_set_in_one_column_is_found_by_its_wording() -> None:
    """KoboToolbox with labels, and only the column in which all answers stand."""
    drugs = labelled(several("drugs", "a"), "Which drugs?", SQ1="Cannabis", SQ2="LSD")
    found = fitted(drugs, columns={"Which drugs?": ["Cannabis LSD", "LSD"]})
    assert (found.codebook["drugs"].column, found.guessed, found.absent) == ("Which drugs?", (), ())
    assert [choice.written for choice in found.codebook["drugs"].choices] == [("SQ1", "Cannabis"), ("SQ2", "LSD")]


def test_a_column_for_each_box_is_preferred_to_the_one_for_all() -> None:
    drugs = labelled(several("drugs", "a"), "Which drugs?", SQ1="Cannabis", SQ2="LSD")
    columns = {"Which drugs?": ["Cannabis"], "Which drugs?/Cannabis": ["1"], "Which drugs?/LSD": ["0"]}
    found = fitted(drugs, columns=columns).codebook["drugs"]
    assert [choice.written[0] for choice in found.choices] == ["Cannabis", "LSD"]


def test_routing_that_cannot_be_used_is_kept_as_text() -> None:
    later = replace(number("a"), relevant="${b} > 1")
    wrong = replace(number("c"), relevant="${b} = 'x'", routing="b is x")
    right = replace(number("d"), relevant="${b} > 1", constraint=". > nowhere")
    found = fitted(later, number("b"), wrong, right, columns={name: ["1"] for name in "abcd"}).codebook
    assert (found["a"].relevant, found["a"].routing) == ("", "${b} > 1")
    assert (found["c"].relevant, found["c"].routing) == ("", "b is x")
    assert (found["d"].relevant, found["d"].routing, found["d"].constraint) == ("${b} > 1", "", "")


def test_guessed_questions_stand_behind_the_one_before_them_on_its_page() -> None:
    first, last = replace(number("first"), group="p1"), replace(number("last"), group="p2")
    columns = {"extra": ["x"], "first": ["1"], "other": ["y"], "last": ["2"]}
    found = fitted(first, last, columns=columns, groups={"p1": Label({"en": "One"}), "p2": Label({"en": "Two"})})
    assert [(v.name, v.group) for v in found.codebook] == [
        ("extra", ""),
        ("first", "p1"),
        ("other", "p1"),
        ("last", "p2"),
    ]


def test_one_name_is_never_two_lists() -> None:
    found = fitted(
        replace(one("a", "x y"), list_name="l"),
        replace(one("b", "x z"), list_name="l"),
        replace(one("c", "x y"), list_name="l"),
        columns={name: ["x"] for name in "abc"},
    ).codebook
    assert [v.list_name for v in found] == ["l", "b", "l"]
    assert set(found.lists) == {"l", "b"}


def test_boxes_of_codes_that_differ_in_sign_are_two() -> None:
    boxes = {f"why/{code}": ["1"] for code in ("1", "-1")}
    found = fitted(several("why", "1 -1"), columns=boxes).codebook["why"]
    assert [choice.written[0] for choice in found.choices] == ["1", "-1"]


def test_a_code_is_no_wording_of_another_category() -> None:
    scale = labelled(one("scale"), "How much?", **{"1": "0", "2": "1", "3": "2"})
    found = fitted(scale, columns={"scale": ["1", "2", "3"]}).codebook["scale"]
    assert [choice.written for choice in found.choices] == [("1",), ("2",), ("3",)]


def test_a_text_that_is_another_s_code_or_the_wording_of_two_is_no_further_code() -> None:
    often = labelled(one("often"), "How often?", A="2", B="often", C="often", D="never")
    two = replace(often.choices[0], name="x", codes=("2",), label=Label({"en": "two"}))
    found = fitted(replace(often, choices=(*often.choices, two)), columns={"often": ["2", "often", "never"]})
    assert [choice.written for choice in found.codebook["often"].choices] == [
        ("A",),
        ("B",),
        ("C",),
        ("D", "never"),
        ("2",),
    ]


def test_none_of_these_excludes_the_other_boxes() -> None:
    drugs = labelled(several("drugs", "a"), "Which?", a="Cannabis", b="Geen van deze")
    found = fitted(drugs, columns={"drugs/a": ["1"], "drugs/b": ["0"]}).codebook["drugs"]
    assert [choice.exclusive for choice in found.choices] == [False, True]


def test_a_question_about_a_name_is_kept_apart_though_the_structure_does_not_say_so() -> None:
    name = labelled(number("q3", VariableType.TEXT), "What is your name?")
    assert fitted(name, columns={"q3": ["x"]}).codebook["q3"].identifier


def test_a_heading_that_another_question_owns_is_no_wording() -> None:
    age, years = labelled(number("age"), "Years"), labelled(number("years"), "Age")
    found = fitted(age, years, columns={"age": ["1"]})
    assert (list(found.codebook.variables), found.absent) == (["age"], ("years",))


def test_a_code_with_an_underscore_is_found_however_the_reader_split_it() -> None:
    found = fitted(labelled(number("p1_name", VariableType.TEXT), "Pet"), columns={"p1/name": ["x"], "a": ["1"]})
    assert found.codebook["p1_name"].column == "p1/name"


def test_several_files_give_one_list_and_headings_of_one_file_only_are_said() -> None:
    files = [
        export({"q": ["Ja", "Nee"] * 3, "gender": ["m", "v"] * 3}),
        export({"q": ["Oui", "Non"] * 3, "sexe": ["m", "f"] * 3}),
    ]
    found = fit(Sketch(()), files)
    assert {choice.written[0] for choice in found.codebook["q"].choices} == {"Ja", "Nee", "Oui", "Non"}
    assert (set(found.codebook.variables), set(found.partial)) == ({"q"}, {"gender", "sexe"})
