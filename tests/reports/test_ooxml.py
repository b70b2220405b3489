"""The checker of Word files sees each fault it is there for."""

import zipfile
from pathlib import Path

import pytest
from ooxml import faults

from reports.make_template import template

BODY = "word/document.xml"
MARK = '<w:p><w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/></w:p>'
CELL = '<w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/></w:tcPr>{}</w:tc>'
TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr>{}</w:tr></w:tbl><w:p/>'
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
DIRTY = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="1"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def changed(folder: Path, insert: str, part: str = BODY) -> Path:
    """Return the template with something put in front of its first paragraph."""
    path, source = folder / "changed.docx", folder / "template.docx"
    source.write_bytes(template())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, text.replace("<w:p>", insert + "<w:p>", 1) if name == part else text)
    return path


def test_the_template_is_sound(tmp_path: Path) -> None:
    assert faults(changed(tmp_path, "")) == []
    assert faults(changed(tmp_path, MARK.format(1, "a") + TABLE.format(CELL.format("<w:p/>")))) == []


@pytest.mark.parametrize(
    ("rule", "insert"),
    [
        ("invalid", "<w:p><w:r/><w:pPr/></w:p>"),
        ("cells", TABLE.format(CELL.format(""))),
        ("identifiers", MARK.format(1, "a") + MARK.format(1, "b")),
        ("fields", f"<w:p>{BEGIN}{SEPARATE}</w:p>"),
        ("fields", f"<w:p>{END}</w:p>"),
        ("fields", f"<w:p>{BEGIN}{SEPARATE}{SEPARATE}{END}</w:p>"),
        ("fields", f"<w:p>{DIRTY}{SEPARATE}{END}</w:p>"),
        ("bookmarks", '<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>'),
        ("bookmarks", MARK.format(1, "a") + MARK.format(2, "a")),
        ("bookmarks", MARK.format(1, "a" * 41)),
        ("targets", '<w:p><w:hyperlink w:anchor="nothing"/></w:p>'),
        ("targets", "<w:p><w:r><w:instrText> PAGEREF nothing </w:instrText></w:r></w:p>"),
        ("spans", TABLE.format(CELL.format("<w:p/>") * 2)),
        ("relations", '<w:p><w:hyperlink r:id="rId99"/></w:p>'),
        ("styles", '<w:p><w:pPr><w:pStyle w:val="Nothing"/></w:pPr></w:p>'),
        ("tags", f'<w:sdt><w:sdtPr><w:tag w:val="{"a" * 65}"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'),
        ("comments", '<w:p><w:commentRangeStart w:id="1"/></w:p>'),
        ("spaces", "<w:p><w:r><w:t> a</w:t></w:r></w:p>"),
    ],
)
def test_each_rule_sees_its_fault(rule: str, insert: str, tmp_path: Path) -> None:
    assert any(fault.startswith(rule) for fault in faults(changed(tmp_path, insert)))


def test_a_part_without_type_is_seen(tmp_path: Path) -> None:
    path = changed(tmp_path, "")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/picture.emf", b"")
    assert faults(path) == ["relations: no type for word/picture.emf"]


@pytest.mark.parametrize("sign", [b"\x01", b"&#1;", b"&#x1F;"])
def test_control_characters_are_seen(sign: bytes) -> None:
    from ooxml import controls

    assert controls("word/document.xml", b"<a>" + sign + b"</a>")
    assert not controls("word/document.xml", b"<a>&#10;&#13;&#9;&#160;&#x1F1;\t\n</a>")
