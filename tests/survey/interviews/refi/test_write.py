"""Projects and codebooks that are written: valid by the standard's own schemas, the same twice, and read back equal."""

import io
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from survey.codebook import Label
from survey.errors import StudyError
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.incoming import Incoming, IncomingCode
from survey.interviews.matching import Wishes
from survey.interviews.merge import merge
from survey.interviews.read import refi_codebook, refi_project
from survey.interviews.refi.attributes import Attribute, Kind
from survey.interviews.refi.elements import legal, moment
from survey.interviews.refi.evidence import agrees
from survey.interviews.refi.write import Contents, account, project, write_project
from survey.interviews.refi.write_codebook import codebook, write_codebook
from survey.interviews.transcript import Transcript, canonical
from survey.interviews.versions import SUGGESTER, sent_out
from survey.interviews.versions import Kind as ChangeKind

SCHEMAS = Path(__file__).parents[3] / "data" / "refi-qda"
PROJECT, CODEBOOK = (etree.XMLSchema(etree.parse(SCHEMAS / f"{name}-mrt2019.xsd")) for name in ("Project", "Codebook"))
NS = {"q": "urn:QDA-XML:project:1.0"}
NL = Contents("nl")
CODES = Codes.of(
    [
        Code("motief", Label({"nl": "Motief"}), Label({"nl": "Waarom iemand iets doet."}), color="#1f6f8b"),
        Code("motief/prijs", include=Label({"nl": "‘te duur’"}), exclude=Label({"nl": "‘duurt lang’"})),
        Code("motief/gemak"),
        Code("anders", color="#ABCDEF"),
    ]
)
PIECES = "aé 🙂👩🏽‍🚀\u0301\u0308ß\n\t<&>\"']]>.日x\u2028\ufffe"


def words(least: int = 0, most: int = 30) -> st.SearchStrategy[str]:
    return st.text(PIECES, min_size=least, max_size=most)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Return a set with anything in it: none of a kind, several codes on one span, suggestions, what is left out."""
    texts = draw(st.lists(words().map(canonical), max_size=3))
    held = tuple(Interview(f"i{n}", Transcript(text), f"Naam{n}") for n, text in enumerate(texts))
    paths = draw(st.sampled_from([list(CODES), [], list(CODES)[:1]]))
    codes = Codes.of(paths)
    spoken = [each for each in held if each.transcript.text]
    if not (codes.by_path and spoken):
        return Corpus("set", held, codes)
    codings = draw(st.lists(st.builds(replace, coding(spoken, codes), status=st.sampled_from(Status)), max_size=8))
    return Corpus("set", held, codes, tuple(codings))


@st.composite
def coding(draw: st.DrawFn, held: list[Interview], codes: Codes) -> Coding:
    interview = draw(st.sampled_from(held))
    text = interview.transcript.text
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    memo = legal(canonical(draw(words())).strip()).strip()
    memo = "" if agrees(text[start:end], memo) else canonical(memo).strip()
    return Coding(
        interview.id,
        start,
        end,
        draw(st.sampled_from(list(codes.by_path))),
        draw(st.sampled_from(["", "An", "Élise <é>", "Bo 🙂"])),
        text[start:end],
        time=draw(st.sampled_from(["", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.5+01:00", "2026-03-01"])),
        memo=memo,
    )


def root_of(corpus: Corpus, contents: Contents = NL) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(project(corpus, contents))) as archive:
        return etree.fromstring(archive.read("project.qde"))


def read(corpus: Corpus, folder: Path, contents: Contents = NL) -> Incoming:
    write_project(corpus, folder / "x.qdpx", contents)
    return refi_project.read(folder / "x.qdpx")


def left(corpus: Corpus) -> Counter[tuple[object, ...]]:
    """Return the codings that leave, as they should come back."""
    names = {Status.CODED: lambda each: each.coder, Status.SUGGESTED: lambda each: "cryptodrug"}
    return Counter(
        (c.interview, *c.span, tuple(c.code.split("/")), names[c.status](c), c.time, c.memo)
        for c in corpus.codings
        if c.status in names
    )


def came(incoming: Incoming) -> Counter[tuple[object, ...]]:
    return Counter((c.text, c.start, c.end, c.code, c.coder, c.time, c.memo) for c in incoming.codings)


@given(corpora())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_was_written_is_valid_and_comes_back_equal(tmp_path: Path, corpus: Corpus) -> None:
    PROJECT.assertValid(root_of(corpus))
    back = read(corpus, tmp_path)
    assert [(text.name, text.interview, text.text) for text in back.texts] == [
        (each.id, each.id, each.transcript.text) for each in corpus
    ]
    assert {code.path for code in back.codes} == {tuple(path.split("/")) for path in corpus.codes.by_path}
    assert {code.color for code in back.codes} == {code.color.upper() for code in corpus.codes}
    assert came(back) == left(corpus)
    backwards = replace(corpus, codings=corpus.codings[::-1])
    assert project(corpus, NL) == project(backwards, NL)


def corpus_of(*codings: Coding, text: str = "I: wat?\n\nR: te duur 🙂 zeg") -> Corpus:
    held = Interview("i1", Transcript(text), "Arne", respondent="#12", person=("2019", "geheim"), source="Jan.docx")
    return Corpus("kopers", (held,), CODES, codings)


def on(words_: str, code: str = "motief/prijs", coder: str = "An", **facts: object) -> Coding:
    text = corpus_of().interviews[0].transcript.text
    start = text.index(words_)
    made = Coding("i1", start, start + len(words_), code, coder, words_)
    return replace(made, **facts)  # type: ignore[arg-type]


def test_the_archive_is_as_other_programs_want_it() -> None:
    corpus = corpus_of(on("te duur"))
    with zipfile.ZipFile(io.BytesIO(project(corpus, NL))) as archive:
        names = archive.namelist()
        assert names[0] == "project.qde"
        assert [name.rpartition("/")[0] for name in names[1:]] == ["sources"]
        assert all(name == name.lower() for name in names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = archive.read(names[1])
        assert text == corpus["i1"].transcript.text.encode()
        xml = archive.read("project.qde")
    assert xml.startswith(b"<?xml")
    assert b"\r" not in xml
    for secret in (b"basePath", b"geheim", b"#12", b"Jan.docx"):
        assert secret not in xml
    assert f'plainTextPath="internal://{names[1].removeprefix("sources/")}"'.encode() in xml


def test_positions_are_code_points_and_half_open() -> None:
    found = root_of(corpus_of(on("zeg"))).find(".//q:PlainTextSelection", NS)
    assert found is not None
    text = corpus_of()["i1"].transcript.text
    assert text[int(found.get("startPosition", "")) : int(found.get("endPosition", ""))] == "zeg"


def test_the_project_says_its_user_in_a_word_of_its_own() -> None:
    root = root_of(corpus_of(on("zeg")))
    user = root.find(".//q:User", NS)
    assert user is not None
    assert root.get("creatingUserGUID") == user.get("guid")
    assert root.get("creatingUser") is None


def test_nothing_is_written_as_an_empty_list() -> None:
    for corpus in (Corpus("leeg"), Corpus("leeg", codes=CODES), replace(corpus_of(), codes=Codes())):
        root = root_of(corpus)
        PROJECT.assertValid(root)
        assert [each.tag for each in root if len(each) == 0] == []


def test_suggestions_leave_under_our_name_and_refused_or_lost_ones_stay() -> None:
    corpus = corpus_of(
        on("duur"),
        on("te duur", coder="cryptodrug", status=Status.SUGGESTED),
        on("zeg", status=Status.REJECTED),
        on("te", status=Status.LOST),
    )
    root = root_of(corpus)
    assert [user.get("name") for user in root.iterfind(".//q:User", NS)] == ["An", "cryptodrug"]
    counts = account(corpus, NL)
    assert (counts.coded, counts.suggested, counts.rejected, counts.lost) == (1, 1, 1, 1)
    assert len(root.findall(".//q:Coding", NS)) == 2


def test_a_memo_keeps_its_lines_and_loses_only_signs_that_xml_cannot_hold() -> None:
    root = root_of(corpus_of(on("zeg", memo="een\r\ntwee\x02drie\x00")))
    memo = root.findtext(".//q:PlainTextSelection/q:Description", None, NS)
    assert memo == "een\ntwee\ufffddrie\ufffd"


def test_a_coding_without_a_time_is_one_that_qualcoder_can_read() -> None:
    root = root_of(corpus_of(on("zeg", time="ooit"), on("duur", time="2026-03-01")))
    PROJECT.assertValid(root)
    one, other = root.iterfind(".//q:PlainTextSelection", NS)
    assert (one.get("creationDateTime"), one.get("modifiedDateTime")) == ("2026-03-01T00:00:00", None)
    assert (other.get("creationDateTime"), other.get("modifiedDateTime")) == (None, "1980-01-01T00:00:00Z")
    assert account(corpus_of(on("zeg", time="ooit")), NL).undated == 1


@pytest.mark.parametrize(
    ("time", "written"),
    [
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
        ("2026-03-01T10:00", "2026-03-01T10:00:00"),
        ("2026-03-01 10:00:00", "2026-03-01T10:00:00"),
        ("2026-03-01T10:00:00+20:00", "2026-02-28T14:00:00+00:00"),
        ("0001-01-01T00:00:00+20:00", ""),
        ("2026-02-30T10:00:00", ""),
        ("gisteren", ""),
        ("", ""),
    ],
)
def test_times(time: str, written: str) -> None:
    assert moment(time) == written


@given(st.text())
@settings(max_examples=100)
def test_any_text_becomes_legal_sign_for_sign(text: str) -> None:
    made = legal(text)
    etree.Element("x").text = made
    assert len(made) == len(text.replace("\r\n", "\n"))


def test_a_blind_project_holds_texts_and_codes_and_nothing_that_was_coded() -> None:
    corpus = corpus_of(on("zeg", memo="oordeel"), on("te duur", coder="cryptodrug", status=Status.SUGGESTED))
    blind = Contents("nl", blind=True)
    root = root_of(corpus, blind)
    PROJECT.assertValid(root)
    for tag in ("Users", "PlainTextSelection", "Coding", "Notes"):
        assert root.find(f".//q:{tag}", NS) is None
    assert "oordeel" not in etree.tostring(root, encoding="unicode")
    assert root.get("creatingUserGUID") is None
    assert len(root.findall(".//q:Code", NS)) == len(CODES)
    assert project(corpus, blind) == project(replace(corpus, codings=()), blind)


def test_attributes_leave_as_cases_by_pseudonym_typed_and_absent_without_a_value(tmp_path: Path) -> None:
    made = (
        Attribute("leeftijd", Kind.INTEGER, "Hoe oud?", {"i1": "31"}),
        Attribute("prijs", Kind.FLOAT, "", {"i1": "0.0000001"}),
        Attribute("doel/vrienden", Kind.BOOLEAN, "", {"i1": "true"}),
        Attribute("dag", Kind.DATE, "", {"i1": "2019-06-03"}),
        Attribute("regio", Kind.TEXT, "", {"i1": "Gent & omstreken"}),
        Attribute("open", Kind.TEXT),
    )
    root = root_of(corpus_of(on("zeg")), replace(NL, attributes=made))
    PROJECT.assertValid(root)
    case = root.find(".//q:Case", NS)
    assert case is not None
    assert case.get("name") == "Arne"
    values = case.findall("q:VariableValue", NS)
    assert [[etree.QName(each).localname for each in value] for value in values] == [
        ["VariableRef", "IntegerValue"],
        ["VariableRef", "FloatValue"],
        ["VariableRef", "BooleanValue"],
        ["VariableRef", "DateValue"],
        ["VariableRef", "TextValue"],
        ["VariableRef"],
    ]
    back = read(corpus_of(on("zeg")), tmp_path, replace(NL, attributes=made)).texts[0].attributes
    assert back == {**{each.name: each.values["i1"] for each in made if each.values}, "case": "Arne"}


def test_nothing_of_a_project_of_ours_is_lost_when_it_comes_back(tmp_path: Path) -> None:
    made = (Attribute("leeftijd", Kind.INTEGER, "Hoe oud?", {"i1": "31"}), Attribute("open", Kind.TEXT, "Waarom?"))
    contents = replace(NL, attributes=made, title="Kopers", remark="Vertrouwelijk")
    undated = corpus_of(on("zeg", memo="let op"), on("zeg", coder="", status=Status.SUGGESTED))
    assert read(undated, tmp_path, contents).losses == ()


def test_a_codebook_is_valid_and_comes_back_equal(tmp_path: Path) -> None:
    root = etree.fromstring(codebook(CODES, "kopers", "nl"))
    CODEBOOK.assertValid(root)
    write_codebook(CODES, tmp_path / "x.qdc", "kopers", "nl")
    back = {code.path: code for code in refi_codebook.read(tmp_path / "x.qdc").codes}
    assert {"/".join(path) for path in back} == set(CODES.by_path)
    shown = {each.get("name"): each.findtext("{*}Description") for each in root.iter("{*}Code")}
    assert shown["motief"] == "Motief\nWaarom iemand iets doet."
    assert shown["prijs"] == "prijs\nWel: ‘te duur’\nNiet: ‘duurt lang’"
    assert back["motief",] == IncomingCode(
        ("motief",), "Waarom iemand iets doet.", "#1F6F8B", "nl", Label({"nl": "Motief"})
    )
    examples = Label({"nl": "‘te duur’"}), Label({"nl": "‘duurt lang’"})
    assert (back["motief", "prijs"].include, back["motief", "prijs"].exclude) == examples


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_codes_of_ours_keep_label_definition_and_examples_in_their_language(language: str, tmp_path: Path) -> None:
    def said(text: str) -> Label:
        return Label({language: text})

    code = Code(
        "prijs", said("De prijs: laag"), said("Eerst.\nDan."), said("‘goedkoop’\n‘gratis’"), Label({"nl": "‘gratis’"})
    )
    whole = Codes.of([replace(code, color="#ABCDEF"), Code("prijs/hoog", said("Hoog"))])
    write_codebook(whole, tmp_path / "x.qdc", "kopers", language)
    wishes = Wishes(add_codes=True, label_language="de", today="2026-03-01")
    made = merge(Corpus("elders"), refi_codebook.read(tmp_path / "x.qdc"), wishes).corpus.codes
    assert list(made) == [replace(each, since="2026-03-01", origin="data") for each in whole]


def test_a_code_has_one_guid_in_codebook_and_project() -> None:
    def guids(root: etree._Element) -> list[str | None]:
        return [each.get("guid") for each in root.iter("{*}Code")]

    assert guids(etree.fromstring(codebook(CODES, "kopers", "nl"))) == guids(root_of(corpus_of()))


def test_a_codebook_without_codes_is_refused() -> None:
    with pytest.raises(StudyError, match="no codes"):
        codebook(Codes(), "kopers", "nl")


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    write_project(corpus_of(), tmp_path / "x.qdpx", NL)
    assert (tmp_path / "x.qdpx").stat().st_mode & 0o077 == 0


def test_suggestions_come_back_as_suggestions_and_what_people_coded_as_theirs(tmp_path: Path) -> None:
    """Written, read and merged into the set they left: nothing changes; deleted there, a suggestion is refused."""
    suggested = on("te duur", coder=SUGGESTER, status=Status.SUGGESTED, source="dictionary")
    doubt = on("zeg", coder="LV", status=Status.SUGGESTED, source="LV.docx")
    known = corpus_of(suggested, on("zeg", "motief", "LV", source="LV.docx"), doubt)
    sent = known.replace_codings(sent_out(known.codings, {known.interviews[0].id: "kopers.qdpx"}))
    path = tmp_path / "kopers.qdpx"
    write_project(sent, path, NL)
    back = merge(sent, refi_project.read(path))
    assert set(back.corpus.codings) == set(sent.codings)
    kinds = sorted(change.kind for change in back.changes)
    assert kinds == [ChangeKind.SUGGESTED, ChangeKind.UNCHANGED, ChangeKind.UNCHANGED]
    assert back.unknown == ()
    write_project(sent.replace_codings([each for each in sent.codings if each.coder == "LV"]), path, NL)
    refused = merge(sent, refi_project.read(path))
    assert [change.kind for change in refused.changes if change.coding.coder == SUGGESTER] == [ChangeKind.REJECTED]
