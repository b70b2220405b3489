"""What is no Word file is said in the words of the one who asked; the parts of one are read in its order."""

from pathlib import Path

import pytest

from reports.opening import Refusals, open_word
from survey.errors import StudyError
from survey.package import zipped

NAMES = ("missing", "unreadable {}", "old", "locked", "other", "damaged {}")
SAID = Refusals(*((name, f"advice on {name}") for name in NAMES), noun="it")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCK = "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "missing"),
        (OLD, "old"),
        (OLD + LOCK, "locked"),
        (OLD + bytes(1 << 17) + LOCK, "locked"),
        (b"text", "other"),
        (b"PK\x03\x04 and no more", "damaged it cannot be opened"),
        (zipped({"a": bytes(101)}), "damaged a in it unpacks to far more than it should"),
    ],
)
def test_each_refusal_is_its_own(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "file.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StudyError) as caught:
        open_word(path, SAID, 100)
    (problem,) = caught.value.problems
    assert problem.what == said
    assert problem.advice.startswith(f"advice on {said.split(maxsplit=1)[0]}")


def test_parts_and_entries_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(zipped({"b": b"1", "a": b"2"}))
    opened = open_word(path, SAID)
    assert (opened.parts, [entry.filename for entry in opened.entries]) == ({"a": b"2", "b": b"1"}, ["a", "b"])
