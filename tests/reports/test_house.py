"""A report in the template of an institute: its page, styles and headers; sound, ours, and marked on every page."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import samples
import templates
from lxml import etree
from ooxml import W, faults
from templates import changed, packed, parts_of
from test_document import OFFICE, front, needs_office, paragraphs
from typer.testing import CliRunner, Result

from analysis.disclosure import Audience
from reports.cli import app
from reports.document import captions, excerpt, report, write_report
from reports.house import House, open_house
from reports.manifest import read_manifest
from survey.errors import StudyError
from survey.package import is_ours, unzipped

Maker = Callable[[Path], Path]
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXAMPLE = Path(__file__).parents[2] / "examples" / "uci-drugs"
MAKERS: list[Maker] = [templates.plain, templates.letter, templates.dutch, templates.without_tables]
SYNTHETIC, CONFIDENTIAL = "synthetische gegevens", "intern – vertrouwelijk"


def written(folder: Path, house: House, language: str = "nl", audience: Audience = Audience.INTERNAL) -> Path:
    path = folder / "report.docx"
    write_report(samples.release(audience), front(language), path, house=house)
    return path


def part(path: Path, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(path)[name])


def headers(path: Path) -> dict[str, str]:
    """Return the text of every header that a section shows."""
    links = {e.get("Id"): e.get("Target") for e in part(path, "word/_rels/document.xml.rels")}
    shown = [v for e in part(path).iter(f"{W}headerReference") for k, v in e.attrib.items() if str(k).endswith("}id")]
    names = {f"word/{links[key]}" for key in shown}
    return {name: "".join(t.text or "" for t in part(path, name).iter(f"{W}t")) for name in names}


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_report_in_a_template_is_sound_ours_and_the_same_twice(make: Maker, tmp_path: Path) -> None:
    house = open_house(make(tmp_path))
    path = written(tmp_path, house)
    assert faults(path) == []
    assert is_ours(path)
    assert path.read_bytes() == report(samples.release(Audience.INTERNAL), front(), house=house)
    printed = read_manifest(unzipped(path.read_bytes()))
    assert printed is not None
    assert set(printed.tables) >= {table.id for table in samples.TABLES}
    tags = {tag.get(f"{W}val") for tag in part(path).iter(f"{W}tag")}
    assert {f"table:{table.id}" for table in samples.TABLES} <= tags


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_header_says_the_marks(make: Maker, tmp_path: Path) -> None:
    path = written(tmp_path, open_house(make(tmp_path)))
    said = headers(path)
    assert len(said) >= 2
    assert all(SYNTHETIC in text and CONFIDENTIAL in text for text in said.values())
    kinds = {each.get(f"{W}type") for each in next(part(path).iter(f"{W}sectPr")).iter(f"{W}headerReference")}
    assert {"default", "first"} <= kinds
    assert ("even" in kinds) == (make is templates.dutch)


def test_a_mark_that_stands_there_is_not_said_twice(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Synthetische gegevens"
    house = open_house(templates.saved(tmp_path, document))
    said = headers(written(tmp_path, house, audience=Audience.PUBLIC)).values()
    assert {text.lower().count(SYNTHETIC) for text in said} == {1}


def styles(path: Path) -> dict[str, etree._Element]:
    return {str(style.get(f"{W}styleId")): style for style in part(path, "word/styles.xml").iter(f"{W}style")}


def test_the_styles_of_a_dutch_word_are_used_by_their_english_names(tmp_path: Path) -> None:
    house = open_house(templates.dutch(tmp_path))
    path = written(tmp_path, house)
    used = {e.get(f"{W}val") for e in part(path).iter(f"{W}pStyle")}
    assert {"Kop1", "Kop2", "Bijschrift", "Titel", "Standaard", "Lijstopsomteken", "Lijstmetafbeeldingen"} <= used
    assert not used & {"Heading1", "Caption", "Normal", "Title"}
    assert set(house.lacking(path.read_bytes())) == {"Report Table", "Table Note", "Cover Kind"}
    base = styles(path)["TableNote"].find(f"{W}basedOn")
    assert base is not None
    assert base.get(f"{W}val") == "Standaard"
    assert {e.get(f"{W}val") for e in part(path).iter(f"{W}tblStyle")} == {"ReportTable"}


def test_the_look_of_the_institutes_styles_stays(tmp_path: Path) -> None:
    path = written(tmp_path, open_house(templates.dutch(tmp_path)))
    heading = etree.tostring(styles(path)["Kop1"]).decode()
    assert 'w:val="C0392B"' in heading
    assert 'w:ascii="Georgia"' in etree.tostring(styles(path)["Standaard"]).decode()


def test_a_template_with_all_our_styles_lacks_none(tmp_path: Path) -> None:
    from reports.binding import TEMPLATE

    house = open_house(TEMPLATE)
    assert house.lacking(written(tmp_path, house).read_bytes()) == ()


def test_an_id_that_the_template_uses_for_another_style_is_not_taken(tmp_path: Path) -> None:
    other = '<w:style w:type="paragraph" w:styleId="tablenote"><w:name w:val="Nota"/></w:style></w:styles>'
    path = changed(templates.plain(tmp_path), "word/styles.xml", lambda text: text.replace("</w:styles>", other))
    made = written(tmp_path, open_house(path))
    assert faults(made) == []
    names = {key: e.find(f"{W}name").get(f"{W}val") for key, e in styles(made).items()}  # type: ignore[union-attr]
    assert names["tablenote"] == "Nota"
    assert names["TableNoteReport"] == "Table Note"


def test_cells_are_not_set_in_as_running_text_is(tmp_path: Path) -> None:
    path = written(tmp_path, open_house(templates.letter(tmp_path)))
    text = styles(path)["TableText"]
    assert text.find(f"{W}pPr/{W}ind").get(f"{W}firstLine") == "0"  # type: ignore[union-attr]
    assert text.find(f"{W}pPr/{W}jc").get(f"{W}val") == "left"  # type: ignore[union-attr]


def test_captions_stay_with_their_tables_and_lists_have_bullets(tmp_path: Path) -> None:
    bullet = re.compile(r'(w:styleId="ListBullet">.*?)<w:numPr>.*?</w:numPr>', re.DOTALL)
    path = changed(templates.plain(tmp_path), "word/styles.xml", lambda text: bullet.sub(r"\1", text))
    made = written(tmp_path, open_house(path))
    assert faults(made) == []
    said = {"Caption": "keepNext", "ListBullet": "numPr"}
    for style, owed in said.items():
        found = [p for p in part(made).iter(f"{W}pPr") if p.find(f"{W}pStyle").get(f"{W}val") == style]  # type: ignore[union-attr]
        assert found
        assert all(each.find(f"{W}{owed}") is not None for each in found)


def sections(path: Path) -> list[tuple[dict[str, int], bool]]:
    """Return size and margins of each section, and whether it has a first page of its own."""
    return [
        (
            {k.rpartition("}")[2]: int(v) for e in each for k, v in e.attrib.items() if e.tag in SIZES and v.isdigit()},
            each.find(f"{W}titlePg") is not None,
        )
        for each in part(path).iter(f"{W}sectPr")
    ]


SIZES = (f"{W}pgSz", f"{W}pgMar")


def test_pages_are_those_of_the_template_also_on_their_side(tmp_path: Path) -> None:
    house = open_house(templates.letter(tmp_path))
    found = [page for page, _ in sections(written(tmp_path, house))]
    upright = {"w": 12240, "h": 15840, "left": 1701, "right": 1134, "top": 2268, "bottom": 850}
    turned = {"w": 15840, "h": 12240, "top": 1701, "bottom": 1134, "right": 2268, "left": 850}
    kinds = [page["w"] > page["h"] for page in found]
    assert True in kinds
    assert False in kinds
    for page, lies in zip(found, kinds, strict=True):
        assert page | (turned if lies else upright) == page


def test_tables_and_figures_stay_between_the_margins(tmp_path: Path) -> None:
    house = open_house(templates.letter(tmp_path))
    path = written(tmp_path, house)
    room = 0
    for piece in reversed(list(part(path)[0].iter(f"{W}tbl", f"{W}sectPr", "{*}inline"))):
        if piece.tag == f"{W}sectPr":
            size, margins = piece.find(f"{W}pgSz"), piece.find(f"{W}pgMar")
            assert size is not None
            assert margins is not None
            room = int(size.get(f"{W}w", "")) - sum(int(margins.get(f"{W}{side}", "")) for side in ("left", "right"))
        elif piece.tag == f"{W}tbl":
            assert int(piece.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) <= room  # type: ignore[union-attr, arg-type]
        else:
            assert int(piece.find("{*}extent").get("cx")) <= room * 635  # type: ignore[union-attr, arg-type]


def test_columns_are_measured_by_the_letters_of_the_template(tmp_path: Path) -> None:
    verdana, plain = open_house(templates.letter(tmp_path)).forms, open_house(templates.plain(tmp_path)).forms
    assert [form.em for form in verdana[:2]] == [216, 192]
    assert [form.em for form in plain[:2]] == [180, 160]


def test_what_stands_around_the_marker_stays(tmp_path: Path) -> None:
    said = [text for text in paragraphs(written(tmp_path, open_house(templates.dutch(tmp_path)))) if text]
    assert said[:2] == ["Universiteit van Nergens", "Reeks rapporten"]
    assert said[-2:] == ["Colofon", "Gedrukt in Nergens."]
    assert not any("{{" in text for text in said)


def test_without_a_marker_the_text_of_the_template_goes(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Typ hier uw tekst")
    document.add_picture(io.BytesIO(templates.dots()))
    path = written(tmp_path, open_house(templates.saved(tmp_path, document)))
    assert "Typ hier uw tekst" not in paragraphs(path)
    assert templates.dots() not in parts_of(path).values()


def test_only_the_first_section_has_a_first_page_and_numbers_go_on(tmp_path: Path) -> None:
    document = docx.Document()
    page = document.sections[0]
    page.different_first_page_header_footer = True
    start = docx.oxml.parse_xml(f'<w:pgNumType xmlns:w="{W[1:-1]}" w:start="5"/>')
    page._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    path = written(tmp_path, open_house(templates.saved(tmp_path, document)))
    assert faults(path) == []
    firsts = [first for _, first in sections(path)]
    assert firsts == [True, *[False] * (len(firsts) - 1)]
    starts = [each.get(f"{W}start") for each in part(path).iter(f"{W}pgNumType")]
    assert starts == ["5", *[None] * (len(starts) - 1)]


def test_headers_of_sections_that_are_left_out_are_kept_where_they_hold_on(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Instituut"
    document.add_section()
    said = headers(written(tmp_path, open_house(templates.saved(tmp_path, document))))
    assert any("Instituut" in text for text in said.values())


@pytest.mark.parametrize("text", ["Zie {{ report }} hier", "twice"])
def test_a_marker_among_text_or_twice_is_refused(text: str, tmp_path: Path) -> None:
    document = docx.Document()
    for each in ["{{ report }}", "{{report}}"] if text == "twice" else [text]:
        document.add_paragraph(each)
    with pytest.raises(StudyError, match="more than once, or among other text"):
        open_house(templates.saved(tmp_path, document))


def test_a_marker_in_a_table_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "{{ report }}"
    with pytest.raises(StudyError, match="in no table"):
        open_house(templates.saved(tmp_path, document))


def test_a_marker_that_ends_a_section_leaves_the_section(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ report }}")
    document.add_section()
    document.add_paragraph("Colofon")
    path = templates.saved(tmp_path, document)
    merged = re.compile(
        r"<w:p><w:r><w:t>(\{\{ report \}\})</w:t></w:r></w:p><w:p>(<w:pPr>.*?</w:pPr>)</w:p>", re.DOTALL
    )
    blanks = re.compile(r">\s+<")
    joined = changed(
        path,
        "word/document.xml",
        lambda text: merged.sub(r"<w:p>\2<w:r><w:t>\1</w:t></w:r></w:p>", blanks.sub("><", text)),
    )
    assert b"</w:pPr><w:r><w:t>{{ report }}" in parts_of(joined)["word/document.xml"]
    made = written(tmp_path, open_house(joined))
    assert faults(made) == []
    assert [text for text in paragraphs(made) if text][-1] == "Colofon"


def test_the_language_is_the_reports_and_kept_text_keeps_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, open_house(templates.dutch(tmp_path)), "fr")
    assert {e.get(f"{W}val") for e in part(path, "word/styles.xml").iter(f"{W}lang")} == {"fr-BE"}
    runs = {
        "".join(t.text or "" for t in run.iter(f"{W}t")): run.find(f"{W}rPr/{W}lang")
        for run in part(path).iter(f"{W}r")
    }
    kept, ours = runs["Gedrukt in Nergens."], runs["Acheteurs belges"]
    assert kept is not None
    assert kept.get(f"{W}val") == "nl-BE"
    assert ours is None


def test_a_report_in_an_english_template_without_language_has_one(tmp_path: Path) -> None:
    path = changed(templates.plain(tmp_path), "word/styles.xml", lambda text: re.sub(r"<w:lang [^>]*/>", "", text))
    made = written(tmp_path, open_house(path), "en")
    assert faults(made) == []
    lang = part(made, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang is not None
    assert lang.get(f"{W}val") == "en-GB"


def test_tables_alone_go_into_a_template_too(tmp_path: Path) -> None:
    house = open_house(templates.dutch(tmp_path))
    path = tmp_path / "tables.docx"
    path.write_bytes(excerpt(samples.release(), front(), house))
    assert faults(path) == []
    assert paragraphs(path)[0] == "Universiteit van Nergens"


def with_extra(path: Path, part_name: str, content: bytes, kind: str, content_type: str, **more: str) -> Path:
    """Return a template with one part, or one relationship, more."""
    parts = parts_of(path)
    inside = "".join(f' {key}="{value}"' for key, value in more.items())
    relation = f'<Relationship Id="rIdX" Type="{RELATIONS}/{kind}" Target="{part_name}"{inside}/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relation.encode())
    if not more:
        override = f'<Override PartName="/word/{part_name}" ContentType="{content_type}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
        parts[f"word/{part_name}"] = content
    return packed(path, parts)


def test_macros_are_refused_whatever_the_file_is_called(tmp_path: Path) -> None:
    kind = "application/vnd.ms-office.vbaProject"
    path = with_extra(templates.plain(tmp_path), "vbaProject.bin", b"x", "vbaProject", kind)
    with pytest.raises(StudyError, match="holds macros"):
        open_house(path)
    shutil.copy(path, tmp_path / "a.docm")
    with pytest.raises(StudyError, match="template with macros is not opened"):
        open_house(tmp_path / "a.docm")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.doc", b"", "no template for Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0rest", "behind a password"),
        ("a.docx", b"nonsense", "cannot be opened"),
        ("nothing.docx", None, "no such template"),
    ],
)
def test_what_is_no_word_file_is_refused(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StudyError, match=message):
        open_house(tmp_path / name)


def test_a_workbook_called_docx_and_strict_xml_are_refused(tmp_path: Path) -> None:
    path = changed(
        templates.plain(tmp_path), "[Content_Types].xml", lambda text: text.replace("document.main", "sheet.main")
    )
    with pytest.raises(StudyError, match="no Word document"):
        open_house(path)
    strict = W[1:-1], "http://purl.oclc.org/ooxml/wordprocessingml/main"
    path = changed(templates.plain(tmp_path), "word/document.xml", lambda text: text.replace(*strict))
    with pytest.raises(StudyError, match="Strict"):
        open_house(path)


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><w:styles'
    path = changed(templates.plain(tmp_path), "word/styles.xml", lambda text: text.replace("<w:styles", bomb, 1))
    with pytest.raises(StudyError, match="document type"):
        open_house(path)


@pytest.mark.parametrize("code", ["INCLUDETEXT", "DDEAUTO", "includepicture"])
def test_fields_that_fetch_are_refused_even_in_pieces(code: str, tmp_path: Path) -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code[:4]}</w:instrText></w:r><w:r><w:instrText>{code[4:]} x</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    path = changed(
        templates.plain(tmp_path), "word/document.xml", lambda text: text.replace("<w:body>", f"<w:body>{field}")
    )
    with pytest.raises(StudyError, match=code.upper()):
        open_house(path)


def test_what_leads_outside_is_left_out(tmp_path: Path) -> None:
    path = with_extra(
        templates.dutch(tmp_path), "https://nergens.example/", b"", "hyperlink", "", TargetMode="External"
    )
    link = f'<w:p><w:hyperlink xmlns:r="{RELATIONS}" r:id="rIdX"><w:r><w:t>Onze site</w:t></w:r></w:hyperlink></w:p>'
    path = changed(path, "word/document.xml", lambda text: text.replace("<w:body>", f"<w:body>{link}"))
    attached = f'<w:attachedTemplate xmlns:r="{RELATIONS}" r:id="rId9"/>'
    settings = f'{attached}<w:updateFields w:val="true"/><w:defaultTabStop'
    path = changed(path, "word/settings.xml", lambda text: text.replace("<w:defaultTabStop", settings))
    made = written(tmp_path, open_house(path))
    assert faults(made) == []
    assert "Onze site" in paragraphs(made)
    everything = b"".join(content for content in parts_of(made).values())
    assert b"External" not in everything
    assert b"attachedTemplate" not in everything


def test_comments_of_the_template_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    said = document.add_paragraph("Voorwoord")
    document.add_comment(said.runs, text="schrijf hier iets", author="A")
    document.add_paragraph("{{ report }}")
    path = written(tmp_path, open_house(templates.saved(tmp_path, document)))
    assert faults(path) == []
    assert "Voorwoord" in paragraphs(path)
    assert not any("comment" in name.lower() for name in parts_of(path))


def test_the_template_of_a_study_is_found_and_protected(tmp_path: Path) -> None:
    from reports.house import house_of
    from reports.places import guard
    from survey import Study
    from survey.studies import copy_study

    folder = tmp_path / "study"
    copy_study("cryptodrug", folder)
    settings = folder / "study.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + '\n[report]\ntemplate = "plain.docx"\n', encoding="utf-8"
    )
    study = Study.load(folder)
    with pytest.raises(StudyError, match="no such template"):
        house_of(study, None)
    templates.plain(folder)
    found = house_of(study, None)
    assert found is not None
    assert found.place.endswith("plain.docx")
    with pytest.raises(StudyError, match="place of the study itself"):
        guard(folder / "plain.docx", ".docx", study, force=True)
    other = house_of(study, templates.letter(tmp_path))
    assert other is not None
    assert other.place.endswith("letter.docx")


@needs_office
def test_a_template_saved_by_libreoffice_serves_and_the_report_opens_there(tmp_path: Path) -> None:
    from reports.pages import convert, page_texts, squeezed

    source = templates.dutch(tmp_path)
    profile = (tmp_path / "profile").as_uri()
    command = [str(shutil.which("soffice")), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "lo"), str(source)],
        check=True,
        capture_output=True,
    )
    house = open_house(tmp_path / "lo" / "dutch.docx")
    path = written(tmp_path, house)
    assert faults(path) == []
    assert OFFICE
    texts = page_texts(convert(path, tmp_path))
    assert all(CONFIDENTIAL in text and SYNTHETIC in text for text in texts[:-1])
    for caption in captions(samples.release(Audience.INTERNAL), front()).values():
        assert sum(squeezed(caption) in text for text in texts) >= 2, caption


def invoked(folder: Path, out: str, template: Path) -> Result:
    """Return what `tables` did with a copy of an example."""
    study = shutil.copytree(EXAMPLE, folder / "study")
    asked = [
        "tables",
        str(study),
        "--lang",
        "nl",
        "--internal",
        "--out",
        str(folder / out),
        "--template",
        str(template),
    ]
    return CliRunner().invoke(app, asked)


def test_the_command_writes_in_a_template_and_lists_what_it_lacks(tmp_path: Path) -> None:
    result = invoked(tmp_path, "t.docx", templates.dutch(tmp_path))
    assert result.exit_code == 0, result.output
    assert faults(tmp_path / "t.docx") == []
    (listed,) = re.findall("Stijlen die het sjabloon niet heeft, van ons overgenomen: (.*)", result.output)
    assert set(listed.split(", ")) == {"Report Table", "Table Note"}


def test_only_a_word_file_has_a_template(tmp_path: Path) -> None:
    result = invoked(tmp_path, "t.html", templates.plain(tmp_path))
    assert isinstance(result.exception, StudyError)
    assert "only a Word file has a template" in str(result.exception)
    assert not (tmp_path / "t.html").exists()
