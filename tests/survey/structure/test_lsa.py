"""Archives of other things hold no questionnaire."""

import zipfile
from pathlib import Path

from survey.read.file import open_file
from survey.structure import lsa


def test_an_archive_without_a_questionnaire_is_another_s(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr("readme.txt", "nothing")
    assert not lsa.recognise(open_file(tmp_path / "x.zip"))
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    assert not lsa.recognise(open_file(tmp_path / "x.csv"))
