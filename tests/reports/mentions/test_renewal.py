"""Bound numbers are renewed, unless their author corrected them."""

from dataclasses import replace

import pytest
from lxml import etree

from analysis.table import Cell
from reports.languages import LANGUAGES
from reports.manifest import Printed
from reports.mentions import Fate, bind_numbers, numbers_after, renew_numbers, renewal_line, waiting_after
from reports.openxml import W
from tests.reports.mentions.manuscripts import RELEASE, body, controls, count, element, later, marks, run, said

KEY = "info_bron.media.n"
NEWS = later(RELEASE, media__n=count(24))


def base(**numbers: str) -> Printed:
    named = {name.replace("__", "."): text for name, text in numbers.items()}
    return Printed(study="s", language="nl", internal=False, threshold=3, numbers=named)


def bound(text: str = f"Wel {{{{{KEY}}}}} keer."):
    root = body(text)
    found, _ = bind_numbers(root, RELEASE, "nl")
    return root, base().model_copy(update={"numbers": numbers_after({}, found, [])})


def printed_after(last: Printed, renewed) -> Printed:
    numbers = numbers_after(last.numbers, [], renewed)
    return last.model_copy(update={"numbers": numbers, "waiting": waiting_after(numbers, renewed)})


def edit(root, text: str) -> None:
    next(next(root.iter(f"{W}sdt")).iter(f"{W}t")).text = text


def untagged(root) -> None:
    """Do as LibreOffice does: empty the properties of each control, and move the bookmark's start into it."""
    for control in root.iter(f"{W}sdt"):
        for child in list(control.find(f"{W}sdtPr")):
            control.find(f"{W}sdtPr").remove(child)
        control.find(f"{W}sdtContent").insert(0, control.getprevious())


def test_an_unedited_number_is_renewed_in_its_own_formatting() -> None:
    root = body(run("Wel ") + run(f"{{{{{KEY}}}}}", "<w:b/>") + run(" keer."))
    found, _ = bind_numbers(root, RELEASE, "nl")
    last = base().model_copy(update={"numbers": numbers_after({}, found, [])})
    (renewal,) = renew_numbers(root, NEWS, last, "nl")
    assert (renewal.fate, renewal.base, renewal.mine, renewal.theirs) == (Fate.WRITTEN, "11", "11", "24")
    assert said(root) == ["Wel 24 keer."]
    assert next(root.iter(f"{W}sdt")).find(f".//{W}b") is not None


@pytest.mark.parametrize(
    ("mine", "release", "fate", "stays"),
    [
        ("11", RELEASE, Fate.SAME, "11"),
        ("24", NEWS, Fate.SAME, "24"),
        ("elf", RELEASE, Fate.KEPT, "elf"),
        ("elf", NEWS, Fate.CONFLICT, "elf"),
        ("", NEWS, Fate.CONFLICT, ""),
    ],
)
def test_a_hand_edit_is_kept_and_listed(mine: str, release, fate: Fate, stays: str) -> None:
    root, last = bound()
    edit(root, mine)
    (renewal,) = renew_numbers(root, release, last, "nl")
    assert (renewal.fate, controls(root)[f"stat:{KEY}"]) == (fate, stays)


def test_without_a_base_only_an_empty_place_is_written() -> None:
    root, _ = bound()
    assert renew_numbers(root, NEWS, base(), "nl")[0].fate is Fate.CONFLICT
    edit(root, "")
    assert renew_numbers(root, NEWS, base(), "nl")[0].fate is Fate.WRITTEN
    assert said(root) == ["Wel 24 keer."]


def test_the_second_time_nothing_changes() -> None:
    root, last = bound(f"{{{{{KEY}}}}} en {{{{{KEY}}}}} en {{{{ info_bron.n }}}}")
    edit(root, "elf")
    renewed = renew_numbers(root, NEWS, last, "nl")
    once, later_base = etree.tostring(root), printed_after(last, renewed)
    assert later_base.numbers == {KEY: "24", "info_bron.n": "66"}
    again = renew_numbers(root, NEWS, later_base, "nl")
    assert etree.tostring(root) == once
    assert [each.fate for each in again] == [Fate.CONFLICT, Fate.SAME, Fate.SAME]
    assert [each.base for each in again] == ["11", "24", "66"]
    assert printed_after(later_base, again) == later_base
    newer = renew_numbers(root, later(RELEASE, media__n=count(30)), later_base, "nl")
    assert [(each.fate, each.mine) for each in newer][:2] == [(Fate.CONFLICT, "elf"), (Fate.WRITTEN, "24")]


def test_a_conflict_is_told_until_its_author_ends_it() -> None:
    root, last = bound()
    edit(root, "elf")
    for _ in range(3):
        renewed = renew_numbers(root, NEWS, last, "nl")
        assert [(each.fate, each.base) for each in renewed] == [(Fate.CONFLICT, "11")]
        last = printed_after(last, renewed)
    taken = renew_numbers(root, NEWS, last, "nl", take_new=True)
    assert (taken[0].fate, said(root)) == (Fate.WRITTEN, ["Wel 24 keer."])
    assert printed_after(last, taken).numbers == {KEY: "24"}


def test_without_a_base_a_conflict_stays_one_beside_a_place_that_is_filled() -> None:
    root, _ = bound(f"{{{{{KEY}}}}} en {{{{{KEY}}}}}")
    edit(root, "")
    first = renew_numbers(root, NEWS, base(), "nl")
    again = renew_numbers(root, NEWS, printed_after(base(), first), "nl")
    assert [each.fate for each in (*first, *again)] == [Fate.WRITTEN, Fate.CONFLICT, Fate.SAME, Fate.CONFLICT]


def test_a_tag_that_was_lost_is_found_by_the_bookmark_and_put_back() -> None:
    root, last = bound(f"{{{{{KEY}}}}} en {{{{{KEY} | 1}}}}")
    untagged(root)
    assert controls(root) == {}
    renewed = renew_numbers(root, NEWS, last, "nl")
    assert all(each.fate in (Fate.WRITTEN, Fate.SAME) and each.anchored for each in renewed)
    assert set(controls(root)) == {f"stat:{KEY}", f"stat:{KEY}|1"}
    assert said(root) == ["24 en 24,0"]


def test_a_control_that_is_gone_is_found_by_its_bookmark() -> None:
    root, last = bound()
    control = next(root.iter(f"{W}sdt"))
    control.addprevious(control.find(f"{W}sdtContent")[0])
    control.getparent().remove(control)
    (renewal,) = renew_numbers(root, NEWS, last, "nl")
    assert (renewal.fate, said(root)) == (Fate.WRITTEN, ["Wel 24 keer."])


def test_a_copied_control_gets_a_bookmark_of_its_own() -> None:
    root, last = bound()
    root[0].append(element(f"<w:p>{etree.tostring(next(root.iter(f'{W}sdt')), encoding='unicode')}</w:p>"))
    renewed = renew_numbers(root, NEWS, last, "nl")
    assert [each.anchored for each in renewed] == [False, True]
    assert said(root) == ["Wel 24 keer.", "24"]
    assert len(set(marks(root))) == 2


def test_a_number_that_is_no_more_stays_and_keeps_its_base() -> None:
    root, last = bound()
    less = replace(RELEASE, tables=tuple(table for table in RELEASE.tables if table.id != "info_bron"))
    renewed = renew_numbers(root, less, last, "nl")
    assert (renewed[0].fate, said(root)) == (Fate.GONE, ["Wel 11 keer."])
    assert numbers_after(last.numbers, [], renewed) == {KEY: "11"}
    assert renewal_line(renewed[0], "en") == f"{KEY}: this number is no longer in the study; 11 stays (‘Wel 11 keer.’)."


def test_a_number_hidden_now_prints_the_mark_and_says_so() -> None:
    root, last = bound()
    (renewal,) = renew_numbers(root, later(RELEASE, media__n=Cell(hidden=True)), last, "nl")
    assert said(root) == ["Wel x keer."]
    assert "verborgen" in renewal_line(renewal, "nl")


def test_tracked_changes_within_wait_and_the_base_stays() -> None:
    root, last = bound(f"{{{{{KEY}}}}} en {{{{{KEY}}}}}")
    first = next(next(root.iter(f"{W}sdt")).iter(f"{W}r"))
    first.addprevious(element('<w:ins w:id="9" w:author="a"/>'))
    first.getprevious().append(first)
    renewed = renew_numbers(root, NEWS, last, "nl")
    assert [each.fate for each in renewed] == [Fate.REVISED, Fate.WRITTEN]
    assert said(root) == ["11 en 24"]
    after = printed_after(last, renewed)
    assert after.numbers == {KEY: "24"}
    assert [each.base for each in renew_numbers(root, NEWS, after, "nl")] == ["11", "24"]


def test_a_comment_on_a_number_keeps_its_mark() -> None:
    root, last = bound()
    next(next(root.iter(f"{W}sdt")).iter(f"{W}r")).append(element('<w:commentReference w:id="1"/>'))
    renew_numbers(root, NEWS, last, "nl")
    assert said(root) == ["Wel 24 keer."]
    assert root.find(f".//{W}commentReference") is not None


def test_another_pen_may_write() -> None:
    root, last = bound()
    written = []
    renew_numbers(root, NEWS, last, "nl", write=lambda texts, text: written.append(([t.text for t in texts], text)))
    assert written == [(["11"], "24")]
    assert said(root) == ["Wel 11 keer."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fate_is_said_in_words(language: str) -> None:
    root, last = bound()
    edit(root, "elf")
    (renewal,) = renew_numbers(root, NEWS, last, language)
    assert all(text in renewal_line(renewal, language) for text in ("elf", "11", "24", KEY))
    assert renewal_line(renew_numbers(bound()[0], RELEASE, last, language)[0], language) == ""
