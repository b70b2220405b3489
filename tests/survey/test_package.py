"""Packages: the same parts, the same bytes; and whose file is whose."""

import zipfile
from pathlib import Path

from reports.make_template import TEMPLATE, template
from survey.package import CONTENT_TYPES, is_ours, unzipped, zipped


def test_order_and_date_of_the_parts_do_not_matter() -> None:
    parts = {"b": b"2", "a": b"1", CONTENT_TYPES: b"0"}
    package = zipped(parts)
    assert package == zipped(dict(reversed(parts.items())))
    assert list(unzipped(package).items()) == [(CONTENT_TYPES, b"0"), ("a", b"1"), ("b", b"2")]


def test_the_template_is_what_the_script_makes() -> None:
    assert TEMPLATE.read_bytes() == template()


def test_a_file_is_ours_until_another_program_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(template())
    assert is_ours(path)
    parts = unzipped(template())
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"cryptodrug", b"Microsoft Office Word")
    path.write_bytes(zipped(parts))
    assert not is_ours(path)


def test_what_is_no_package_is_not_ours(tmp_path: Path) -> None:
    text, empty = tmp_path / "notes.docx", tmp_path / "empty.docx"
    text.write_text("<Application>cryptodrug</Application>", encoding="utf-8")
    with zipfile.ZipFile(empty, "w"):
        pass
    assert not any(map(is_ours, (text, empty, tmp_path, tmp_path / "nothing.docx")))
