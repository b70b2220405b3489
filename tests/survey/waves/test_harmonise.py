"""One survey for all waves: what is the same, what becomes what, and what stands apart."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey import Study
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.survey import Survey
from survey.waves.bridges import Bridge
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status
from survey.waves.harmonise import harmonise
from tests.two_waves import FIRST, SETTINGS, WriteWaves

RENAMED = Crossing.RENAMED
HEAD = "wave,variable,category,harmonised,harmonised_category,rule,status,why::nl\n"


def read(folder: Path) -> tuple[Study, Survey]:
    study = Study.load(folder)
    return study, study.survey(keep_keys=False)


def bridge(study: Study, asked: str, wave: str = "2021") -> Bridge:
    return next(b for b in study.bridges if b.wave == wave and b.asked == asked and not b.copy)


def answers(survey: Survey, column: str, wave: str) -> list[object]:
    values = survey.values.loc[wave, column]
    return [None if missing else value for value, missing in zip(values, values.isna(), strict=True)]


def test_nothing_changed_is_one_question(waves: WriteWaves) -> None:
    study, survey = read(waves())
    assert answers(survey, "freq", "2021") == answers(survey, "freq", "2019") == ["never", "some", "often", "often"]
    assert {b.status for b in study.bridges} == {Status.COMPARABLE}
    assert not any(v.waves for v in study.codebook)
    assert [name for name in survey.values if "2021" in name] == []


def test_each_wave_by_itself_is_what_it_would_be_alone(waves: WriteWaves, tmp_path: Path) -> None:
    folder = waves(
        survey="type,name,label::nl\ninteger,age,Uw leeftijd in jaren?\ngone,say,\ntext,new,Iets nieuws?\n",
        export=FIRST.replace(",say", ",new"),
    )
    study, survey = read(folder)
    settings = (folder / "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(settings.partition('[[wave]]\nname = "2021"')[0], encoding="utf-8")
    _, alone = read(folder)
    first = survey.of_waves(("2019",))
    assert first.values.droplevel(1).equals(alone.values.droplevel(1))
    assert first.reasons.droplevel(1).equals(alone.reasons.droplevel(1))
    assert (first.history, first.sources, first.started) == (alone.history, alone.sources, alone.started)
    assert first.codebook == alone.codebook
    assert study.of_waves(("2019",)).codebook == Study.load(folder).codebook


def test_a_reworded_question_stands_apart_until_somebody_decides(waves: WriteWaves) -> None:
    study, survey = read(waves(survey="type,name,label::nl\ninteger,age,Hoeveel jaar gebruikt u?\n"))
    made = bridge(study, "age")
    assert (made.variable, made.against, made.undecided, made.status) == (
        "age_2021",
        "age",
        True,
        Status.NOT_COMPARABLE,
    )
    assert answers(survey, "age", "2021") == [None] * 4
    assert set(survey.reasons.loc["2021", "age"]) == {Reason.NOT_IN_WAVE}
    assert answers(survey, "age_2021", "2021") == [20, 30, 40, 50]
    assert study.codebook["age"].waves == ("2019",)


def test_the_crosswalk_decides(waves: WriteWaves) -> None:
    rows = "2021,age,,,,same,with_care,Andere woorden\n"
    study, survey = read(waves(survey="type,name,label::nl\ninteger,age,Uw leeftijd?\n", crosswalk=HEAD + rows))
    assert bridge(study, "age").status is Status.WITH_CARE
    assert answers(survey, "age", "2021") == [20, 30, 40, 50]
    assert survey.of_waves(("2021",)).codebook["age"].label.text("nl") == "Uw leeftijd?"
    assert survey.codebook["age"].label.text("nl") == "Hoe oud?"


def test_a_code_that_changed_its_meaning_is_an_error_that_names_it(waves: WriteWaves) -> None:
    choices = "list_name,name,label::nl\nfreq,never,Vaak\nfreq,some,Soms\nfreq,often,Nooit\n"
    with pytest.raises(StudyError, match="'never' of 'freq' means something else in 2021"):
        Study.load(waves(choices=choices))
    rows = "2021,freq,never,,often,renamed,comparable,\n2021,freq,often,,never,renamed,comparable,\n"
    _, survey = read(waves(choices=choices, crosswalk=HEAD + rows))
    assert answers(survey, "freq", "2021") == ["often", "some", "never", "never"]


def test_a_scale_turned_round(waves: WriteWaves) -> None:
    choices = "list_name,name,label::nl\nfreq,never,Vaak\nfreq,some,Soms\nfreq,often,Nooit\n"
    rows = "2021,freq,,,,reversed,comparable,\n"
    _, survey = read(waves(choices=choices, crosswalk=HEAD + rows))
    assert answers(survey, "freq", "2021") == ["often", "some", "never", "never"]
    odd = choices.replace("Soms", "Zelden")
    with pytest.raises(StudyError, match="are not those of 'freq' in turn"):
        Study.load(waves(choices=odd, crosswalk=HEAD + rows))


def test_a_category_taken_apart_is_one_again_and_kept_as_asked(waves: WriteWaves) -> None:
    choices = "list_name,name,label::nl\nfreq,never,Nooit\nfreq,some,Soms\nfreq,weekly,Elke week\nfreq,daily,Elke dag\n"
    rows = "2021,freq,weekly,,often,split,comparable,\n2021,freq,daily,,often,split,comparable,\n"
    export = FIRST.replace("3,often", "3,weekly").replace("4,often", "4,daily")
    survey = "type,name,label::nl,relevant\n,why,,${freq} = 'weekly' or ${freq} = 'daily'\n"
    study, survey = read(waves(survey=survey, choices=choices, crosswalk=HEAD + rows, export=export))
    assert answers(survey, "freq", "2021") == ["never", "some", "often", "often"]
    assert answers(survey, "freq_2021", "2021") == ["never", "some", "weekly", "daily"]
    assert bridge(study, "freq").rule is Crossing.SPLIT
    assert [b.variable for b in study.bridges if b.copy] == ["freq_2021"]


def test_categories_put_together_need_a_question_of_both_waves(waves: WriteWaves) -> None:
    main = "type,name,label::nl\nselect_one freq,freq,Hoe vaak?\nharmonise use,use,Gebruik\n"
    lists = "list_name,name,label::nl\nfreq,never,Nooit\nfreq,some,Soms\nfreq,often,Vaak\nuse,no,Nee\nuse,yes,Ja\n"
    survey = "type,name,label::nl\nselect_one freq2,freq,Hoe vaak?\n"
    choices = "list_name,name,label::nl\nfreq2,never,Nooit\nfreq2,ever,Ooit\n"
    rows = """\
2019,freq,never,use,no,renamed,comparable,
2019,freq,some,use,yes,collapsed,comparable,
2019,freq,often,use,yes,collapsed,comparable,
2021,freq,never,use,no,renamed,comparable,
2021,freq,ever,use,yes,renamed,comparable,
"""
    first = "id,freq\n1,never\n2,some\n3,often\n"
    folder = waves(
        main=main,
        lists=lists,
        survey=survey,
        choices=choices,
        crosswalk=HEAD + rows,
        first=first,
        export="id,freq\n1,never\n2,ever\n3,ever\n",
    )
    study, made = read(folder)
    assert answers(made, "use", "2019") == answers(made, "use", "2021") == ["no", "yes", "yes"]
    assert answers(made, "freq", "2019") == ["never", "some", "often"]
    assert answers(made, "freq_2021", "2021") == ["never", "ever", "ever"]
    assert study.codebook["freq"].waves == ("2019",)


def test_a_box_that_a_wave_did_not_offer_is_not_in_wave(waves: WriteWaves) -> None:
    choices = "list_name,name,label::nl\nwhy,price,Prijs\nwhy,fun,Plezier\nwhy,safe,Veilig\n"
    export = "id,freq,age,why/price,why/fun,why/safe,say\n1,often,20,1,0,1,\n2,never,30,,,,\n"
    rows = "2021,why,,,,same,with_care,Een antwoord meer\n"
    study, survey = read(waves(choices=choices, crosswalk=HEAD + rows, export=export))
    assert set(survey.reasons.loc["2019", "why/safe"]) == {Reason.NOT_IN_WAVE}
    assert answers(survey, "why/safe", "2021") == [True, None]
    assert study.codebook["why"].choice("safe").waves == ("2021",)
    assert [c.name for c in survey.of_waves(("2019",)).codebook["why"].choices] == ["price", "fun"]


def test_who_ticked_only_what_has_no_counterpart_did_not_tick_none(waves: WriteWaves) -> None:
    choices = "list_name,name,label::nl\nwhy,price,Prijs\nwhy,fun,Plezier\nwhy,safe,Veilig\n"
    export = "id,freq,age,why/price,why/fun,why/safe,say\n1,often,20,0,0,1,\n2,often,30,1,0,1,\n"
    rows = "2021,why,,,,same,with_care,Een antwoord meer\n2021,why,safe,,,impossible,not_comparable,Nieuw\n"
    _, survey = read(waves(choices=choices, crosswalk=HEAD + rows, export=export))
    assert answers(survey, "why/price", "2021") == [None, True]
    assert survey.reasons.loc["2021", "why/price"].iloc[0] == Reason.UNKNOWN
    assert answers(survey, "why_2021/safe", "2021") == [True, True]


def test_a_renamed_gate_routes_the_same(waves: WriteWaves) -> None:
    survey = """\
type,name,label::nl,relevant,after
gone,freq,,,
select_one freq,often_used,Hoe vaak?,,-
,why,,${often_used} = 'often',
"""
    rows = "2021,often_used,,freq,,renamed,comparable,\n"
    export = FIRST.replace("freq", "often_used")
    study, made = read(waves(survey=survey.replace(",-", ","), crosswalk=HEAD + rows, export=export))
    assert bridge(study, "often_used").variable == "freq"
    assert bridge(study, "why").status is Status.COMPARABLE
    assert made.reasons.loc["2021", "why/fun"].iloc[0] == Reason.NOT_APPLICABLE


def test_another_routing_is_not_the_same_question(waves: WriteWaves) -> None:
    study, _ = read(waves(survey="type,name,label::nl,relevant\n,why,,${freq} != 'never'\n"))
    assert bridge(study, "why").undecided
    assert bridge(study, "why").variable == "why_2021"


def test_not_in_wave_is_all_or_none(waves: WriteWaves) -> None:
    _, survey = read(
        waves(survey="type,name,label::nl\ngone,say,\ntext,new,Nieuw?\n", export=FIRST.replace("say", "new"))
    )
    for wave in ("2019", "2021"):
        gone = (survey.reasons.loc[wave] == Reason.NOT_IN_WAVE.value).fillna(False).mean()
        assert set(gone.unique()) <= {0.0, 1.0}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2020,age,,,,same,comparable,\n", "no wave '2020'"),
        ("2021,agee,,,,same,comparable,\n", "'agee' was not asked in 2021"),
        ("2021,age,,agge,,renamed,comparable,\n", "no variable 'agge'"),
        ("2021,freq,nevr,,never,renamed,comparable,\n", "no category 'nevr'"),
        ("2021,freq,never,,nver,renamed,comparable,\n", "no category 'nver'"),
        ("2021,age,,,,same,with_care,\n", "needs a reason"),
        ("2021,age,,,,impossible,comparable,\n", "not comparable"),
        ("2021,age,young,,old,renamed,comparable,\n", "has no categories"),
        ("2021,freq,never,,never,collapsed,comparable,\n", "stands alone"),
        ("2021,age,,freq,,renamed,comparable,\n", "is integer in 2021"),
        ("2021,age,,,,same,comparable,\n2021,age,,,,same,comparable,\n", "has two rows"),
    ],
)
def test_a_wrong_row_is_named(waves: WriteWaves, row: str, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        Study.load(waves(crosswalk=HEAD + row))


def asked(names: Sequence[str], labels: Sequence[str]) -> Codebook:
    choices = tuple(Choice(name, Label({"nl": text})) for name, text in zip(names, labels, strict=True))
    return Codebook({"q": Variable("q", VariableType.SELECT_ONE, Label({"nl": "Vraag"}), choices, place="row 2")})


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 7).flatmap(lambda n: st.permutations(range(n))))
def test_no_renumbering_is_merged_silently(order: list[int]) -> None:
    names = [str(place) for place in range(1, len(order) + 1)]
    labels = [f"Antwoord {place}" for place in range(len(order))]
    before, after = asked(names, labels), asked(names, [labels[place] for place in order])
    moved = [name for place, name in enumerate(names) if order[place] != place]
    if not moved:
        assert not any(bridge.undecided for bridge in harmonise(before, {"1": before, "2": after}, ()).bridges)
        return
    with pytest.raises(StudyError) as found:
        harmonise(before, {"1": before, "2": after}, ())
    assert f"'{moved[0]}' of 'q' means something else in 2" in str(found.value)
    rows = [
        CrosswalkRow("2", "q", name, "q", names[order[place]], RENAMED, Status.COMPARABLE, Label(), "row 2")
        for place, name in enumerate(names)
        if name in moved
    ]
    made = harmonise(before, {"1": before, "2": after}, rows).bridges[-1]
    assert made.categories == {name: names[order[place]] for place, name in enumerate(names)}


def test_what_was_decided_holds_while_the_question_stays_the_same() -> None:
    """Reworded in 2 and in the crosswalk, unchanged in 3; not comparable since 2, and one question since then."""
    first = Codebook({name: number(name, "Oud") for name in ("a", "b")})
    later = Codebook({name: number(name, "Nieuw") for name in ("a", "b")})
    rows = [
        CrosswalkRow("2", "a", "", "a", "", Crossing.SAME, Status.WITH_CARE, Label({"nl": "Woorden"}), "row 2"),
        CrosswalkRow(
            "2", "b", "", "b", "", Crossing.IMPOSSIBLE, Status.NOT_COMPARABLE, Label({"nl": "Anders"}), "row 3"
        ),
    ]
    made = harmonise(first, {"1": first, "2": later, "3": later}, rows)
    third = {b.asked: b for b in made.bridges if b.wave == "3"}
    assert (third["a"].variable, third["a"].status) == ("a", Status.WITH_CARE)
    assert (third["b"].variable, third["b"].against) == ("b_2", "b")
    assert (made.codebook["a"].waves, made.codebook["b"].waves, made.codebook["b_2"].waves) == ((), ("1",), ("2", "3"))


def number(name: str, text: str, kind: VariableType = VariableType.INTEGER) -> Variable:
    return Variable(name, kind, Label({"nl": text}), place="row 2")


def test_whole_numbers_may_become_numbers(waves: WriteWaves) -> None:
    main = "type,name,label::nl\ndecimal,age,Hoe oud?\n"
    first, later = "id,age\n1,20.5\n", "id,age\n1,30\n"
    rows = "2021,age,,,,same,with_care,Afgerond\n"
    survey = "type,name,label::nl\ninteger,age,\n"
    _, made = read(waves(main=main, first=first, export=later, survey=survey, crosswalk=HEAD + rows))
    assert [float(age) for age in made.values["age"]] == [20.5, 30.0]


THREE = SETTINGS + '\n[[wave]]\nname = "2023"\nexport = "data/2023.csv"\ncodebook = "codebook-2023"\n'


def test_a_question_renamed_twice_may_be_called_by_its_last_name(waves: WriteWaves) -> None:
    folder = waves(
        settings=THREE,
        survey="type,name,label::nl\ngone,age,\ninteger,old,Hoe oud?\n",
        export=FIRST.replace("age", "old"),
        crosswalk=HEAD + "2021,old,,age,,renamed,comparable,\n2023,years,,old,,renamed,comparable,\n",
    )
    (folder / "codebook-2023").mkdir()
    changed = "type,name,label::nl\ngone,old,\ninteger,years,Hoe oud?\n"
    (folder / "codebook-2023/survey.csv").write_text(changed, encoding="utf-8")
    (folder / "data/2023.csv").write_text(FIRST.lstrip().replace("age", "years"), encoding="utf-8")
    study, survey = read(folder)
    assert [b.variable for b in study.bridges if b.asked in {"age", "old", "years"}] == ["age"] * 3
    assert answers(survey, "age", "2023") == [20, 30, 40, 50]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2021,old,,age,,renamed,comparable,", "'age' and 'old' of 2021 both become 'age'"),
        ("2021,old,,young,,renamed,comparable,", "no wave before asked 'young'"),
        ("2021,freq,never,,some,renamed,comparable,", "'never' and 'some' of 'freq' in 2021 become one category"),
        ("2019,freq,,,,same,not_comparable,Anders", "no wave before 2019 asked 'freq'"),
        ("2019,freq,never,,,impossible,not_comparable,Anders", "no wave before 2019 asked 'freq'"),
        ("2019,freq,never,,some,renamed,comparable,", "no wave before 2019 asked 'freq'"),
        ("2021,double,,,,same,comparable,", "'double' is calculated from other answers"),
        ("2021,old,,double,,renamed,comparable,", "'double' is calculated from other answers"),
        ("2021,mail,,,,same,comparable,", "'mail' identifies people"),
    ],
)
def test_a_row_that_would_lose_answers_is_refused(waves: WriteWaves, rows: str, said: str) -> None:
    main = """
    type,name,label::nl,calculation,identifier
    select_one freq,freq,Hoe vaak?,,
    integer,age,Hoe oud?,,
    calculate,double,Dubbel,2 * ${age},
    text,mail,E-mail?,,yes
    """
    new = "type,name,label::nl\ninteger,old,Hoe oud echt?\ninteger,young,Hoe jong?\n"
    export = "id,freq,age,old,young,mail\n1,never,20,21,3,a@b.be\n2,some,30,31,4,\n"
    folder = waves(main=main, survey=new, first=export, export=export, crosswalk=f"{HEAD}{rows}\n")
    with pytest.raises(StudyError, match=said):
        Study.load(folder)


def test_the_files_of_one_wave_are_no_categories_of_another(waves: WriteWaves) -> None:
    several = SETTINGS.replace('"data/2021.csv"', '["data/2021.csv", "data/fr.csv"]')
    folder = waves(settings=several)
    (folder / "data/fr.csv").write_text(FIRST.lstrip().replace("never", "some"), encoding="utf-8")
    study, survey = read(folder)
    assert study.codebook["origin"].waves == ("2021",)
    assert [choice.name for choice in study.codebook["origin"].choices] == ["2021", "fr"]
    assert "origin" not in study.of_waves(("2019",)).codebook.variables
    assert set(survey.reasons.loc["2019", "origin"]) == {Reason.NOT_IN_WAVE}
    text = (
        (folder / "study.toml")
        .read_text(encoding="utf-8")
        .replace('"data/2019.csv"', '["data/2019.csv", "data/de.csv"]')
    )
    (folder / "study.toml").write_text(text, encoding="utf-8")
    (folder / "data/de.csv").write_text(FIRST.lstrip().replace("some", "often"), encoding="utf-8")
    both = Study.load(folder)
    assert not bridge(both, "origin").apart
    assert [choice.name for choice in both.of_waves(("2019",)).codebook["origin"].choices] == ["2019", "de"]
