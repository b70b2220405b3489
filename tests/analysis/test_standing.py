"""The chapter on what changed: there when two waves are chosen, and not what the sheet asks for itself."""

from analysis import TABLES, tables
from analysis.standing import standing
from analysis.table import Term
from survey.plan import TablePlan
from tests import rounds
from tests.toy import one, plan

ASKED = {"2019": [one("q")], "2021": [one("q")], "2023": [one("q")]}
PEOPLE = {wave: [{"q": "yes"}] * 12 for wave in ASKED}


def kinds(*plans: TablePlan, chosen: tuple[str, ...] = ()) -> list[str]:
    study = rounds.study(ASKED, plans)
    return [each.kind for each in standing(study.of_waves(chosen), TABLES)]


def test_two_waves_have_the_chapter_and_one_has_none() -> None:
    assert kinds() == kinds(chosen=("2019", "2023")) == ["changes", "shifts"]
    assert kinds(chosen=("2021",)) == []


def test_it_is_about_the_last_two_of_the_chosen_waves() -> None:
    study = rounds.study(ASKED, ())
    assert {each.waves for each in standing(study, TABLES)} == {("2021", "2023")}
    assert {each.waves for each in standing(study.of_waves(("2019", "2021")), TABLES)} == {("2019", "2021")}


def test_what_the_sheet_asks_for_is_left_to_it() -> None:
    assert kinds(plan("changes", id="mine")) == ["shifts"]


def test_people_are_told_of_where_a_code_links_them() -> None:
    known = {*TABLES, "linked"}
    study = rounds.study(ASKED, (), link={"of": ["q"]})
    assert [each.kind for each in standing(study, known)] == ["changes", "linked", "shifts"]


def test_its_ids_are_free_and_it_has_a_heading_of_our_own() -> None:
    study = rounds.study(ASKED, [plan("frequency", "q", id="waves_changes")])
    found = standing(study, TABLES)
    assert [each.id for each in found] == ["waves_changes_", "waves_shifts"]
    moved = {**{wave: people * 3 for wave, people in PEOPLE.items()}, "2023": [{"q": "yes"}, {"q": "no"}] * 20}
    made = tables(study, rounds.survey(study, moved))
    assert [table.section for table in made] == [None, Term("changes.section"), Term("changes.section")]
