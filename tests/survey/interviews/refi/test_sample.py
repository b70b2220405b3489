"""The standard's sample project, written by ATLAS.ti without its sources, and with one invented text put back."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from survey.interviews.incoming import Incoming, Loss, LossKind
from survey.interviews.read import FORMATS
from survey.interviews.refi.archive import open_project
from survey.interviews.refi.names import PARTS, local
from survey.interviews.refi.project import Project, read_project
from survey.read.markup import parse_markup

SAMPLE = Path("tests/data/refi-qda/TestProject.qdpx")
SIMON = "C1C745F7-8E4D-48B2-9710-655AFE7E54FA"
GLUTEN = "I did try the gluten free bread, but it was always so soggy,"
SNACKS = "But to be honest, I used to have a much bigger breakfast, and these days I find myself snacking about "
MORE = "once an hour, which the doctor of this invented man has never liked at all. "


@pytest.fixture(scope="module")
def sample() -> Incoming:
    return read_project(SAMPLE)


def _counted(root: Element) -> Counter[str]:
    return Counter(local(each) for each in root.iter() if local(each) not in PARTS)


def _lost(losses: tuple[Loss, ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    for loss in losses:
        if "@" not in loss.subject:
            found[loss.subject.partition(":")[0]] += loss.count
    return found


def _account(path: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return how many elements there are, were taken, and stand in the list of losses."""
    with open_project(path) as container:
        project = Project(container)
        losses = project.incoming(path.name).losses
        return _counted(container.root), project.account.taken, _lost(losses)


def _of(incoming: Incoming, kind: LossKind) -> dict[str, int]:
    return {loss.subject: loss.count for loss in incoming.losses if loss.kind is kind}


def test_a_capital_project_file_and_an_empty_folder_are_no_obstacle(sample: Incoming) -> None:
    assert FORMATS["refi_project"].recognise(SAMPLE)
    assert zipfile.ZipFile(SAMPLE).namelist() == ["Project.qde", "Sources/"]
    assert (sample.source, sample.format, sample.coded) == ("TestProject.qdpx", "refi_project", True)


def test_codes_keep_their_names_colors_and_descriptions(sample: Incoming) -> None:
    assert len(sample.codes) == 14
    found = {code.path: code for code in sample.codes}
    assert found["Coke::diet Coke",].description == "non sucré"
    assert found["Coke::diet Coke",].color == "#966450"
    assert found["milk",].color == ""


def test_sixteen_codings_are_lost_because_nothing_they_stand_on_is_there(sample: Incoming) -> None:
    assert (sample.texts, sample.codings, sample.choices) == ((), (), ())
    missing = _of(sample, LossKind.TEXT_MISSING)
    assert sum(count for name, count in missing.items() if name.startswith("Coding")) == 7
    assert sum(count for name, count in missing.items() if name.startswith("TextSource")) == 6
    assert _of(sample, LossKind.NOT_TEXT)["Coding"] == 9
    assert missing["Coding: Simon.docx"] == 3


def test_every_other_loss_has_its_kind(sample: Incoming) -> None:
    assert _of(sample, LossKind.SET) == {"Set": 16}
    assert _of(sample, LossKind.LINK) == {"Link": 1}
    assert _of(sample, LossKind.GRAPH) == {"Graph": 1}
    assert _of(sample, LossKind.PERSONAL_PATH) == {"@basePath": 1}
    assert _of(sample, LossKind.FORMATTING) == {"TextSource/@richTextPath": 6}
    assert _of(sample, LossKind.MEMO) == {"Note": 2, "Description": 1}


def test_each_element_is_taken_or_in_the_list_of_losses() -> None:
    there, taken, lost = _account(SAMPLE)
    assert there == taken + lost
    assert there["Coding"] == 16
    assert taken == {"Code": 14, "Description": 7}


def test_positions_are_half_open_in_the_sample() -> None:
    root = parse_markup(zipfile.ZipFile(SAMPLE).read("Project.qde"), "sample")
    found = {
        (int(each.get("startPosition", "")), int(each.get("endPosition", ""))): each.get("name", "")
        for each in root.iter()
        if local(each) == "PlainTextSelection"
    }
    for start, end in ((139, 195), (215, 275), (62, 69)):
        assert len(found[start, end]) == end - start


def _with_simon(tmp_path: Path) -> Path:
    """Return the sample with an invented text for one source: what the names of its selections tell, and filling."""
    text = ("Filling words of nobody, to reach the place. " * 9)[:214] + "\n"
    text += GLUTEN + "\n"
    text += ("More filling words that nobody ever said here. " * 9)[: 512 - len(text)] + "\n"
    text += SNACKS + MORE
    text = text[:687] + " " + text[688:]
    text += ("and so on, and so on, " * 20)[: 906 - len(text)] + ".\nThe end.\n"
    path = tmp_path / "simon.qdpx"
    with zipfile.ZipFile(SAMPLE) as old, zipfile.ZipFile(path, "w") as new:
        new.writestr("Project.qde", old.read("Project.qde"))
        new.writestr(f"Sources/{SIMON}.txt", text)
    return path


def test_a_source_that_is_there_has_its_codings(tmp_path: Path) -> None:
    path = _with_simon(tmp_path)
    incoming = FORMATS["refi_project"].read(path)
    (text,) = incoming.texts
    found = {coding.code: coding for coding in incoming.codings}
    assert text.name == "Simon.docx"
    gluten = found["Feelings",]
    assert text.text[gluten.start : gluten.end] == GLUTEN
    assert (gluten.coder, gluten.time, gluten.place) == ("Coder One", "2018-03-27T19:02:20Z", "selection 2")
    happy = found["happiness",]
    assert (happy.start, happy.end) == (513, 907)
    assert found["bacon and eggs",].memo == "why does Simon feel the need to do this?"
    assert "2 of 3 names agree" in incoming.choices[0]
    there, taken, lost = _account(path)
    assert there == taken + lost
    assert (taken["Coding"], taken["TextSource"], taken["User"]) == (3, 1, 1)
