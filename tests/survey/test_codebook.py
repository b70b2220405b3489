"""Variables, their columns and their categories."""

import pytest

from survey.codebook import Choice, Codebook, Label, Role, Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason

CHOICES = (Choice("a", Label({"nl": "A"})), Choice("b", Label()), Choice("dk", Label(), reason=Reason.DONT_KNOW))


def variable(kind: VariableType, places: int = 0) -> Variable:
    return Variable("x", kind, Label(), CHOICES, rank_places=places)


def test_a_set_has_a_column_for_each_answer_and_none_for_an_absence() -> None:
    assert variable(VariableType.SELECT_MULTIPLE).columns == ("x/a", "x/b")


def test_a_ranking_has_a_column_for_each_place() -> None:
    assert variable(VariableType.RANK, 1).columns == ("x/1",)
    assert variable(VariableType.RANK).columns == ("x/1", "x/2")


def test_everything_else_has_one_column() -> None:
    assert variable(VariableType.SELECT_ONE).columns == ("x",)


def test_an_unknown_category_or_variable_names_the_nearest() -> None:
    with pytest.raises(StudyError, match="Known here: a, b, dk"):
        variable(VariableType.SELECT_ONE).choice("zzz")
    with pytest.raises(StudyError, match=r"in row 3\nDid you mean 'age'\?"):
        Codebook({"age": variable(VariableType.INTEGER)}).find("agee", "row 3")


def test_a_label_falls_back_to_a_language_it_has() -> None:
    assert Label({"nl": "een", "fr": "un"}).text("fr") == "un"
    assert Label({"nl": "een"}).text("fr") == "een"
    assert not Label().text("fr")


def test_items_are_found_by_role_and_named_by_their_list() -> None:
    lsd = Variable("d_lsd", VariableType.SELECT_ONE, Label(), item="lsd", role=Role.RECENCY)
    codebook = Codebook({"d_lsd": lsd}, lists={"item": (Choice("lsd", Label({"nl": "LSD"})),)})
    assert codebook.about(Role.RECENCY) == {"lsd": lsd}
    assert codebook.item_label("lsd").text("nl") == "LSD"
    assert codebook.item_label("xtc").text("nl") == "xtc"
