"""`cryptodrug export` to .qdpx and .qdc: what leaves, what is refused, and a second coder's work that comes back."""

import csv
import shutil
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reports import cli
from survey.errors import StudyError
from survey.interviews.folder import read_corpus
from survey.interviews.matching import Fit
from survey.interviews.merge import merge
from survey.interviews.read import refi_codebook, refi_project
from survey.keystore import key_file, read_keys
from survey.study import Study

SCHEMAS = Path(__file__).parents[1] / "data" / "refi-qda"
NS = {"q": "urn:QDA-XML:project:1.0"}
Export = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from survey.studies import copy_study

    folder = tmp_path_factory.mktemp("studies") / "study"
    copy_study("cryptodrug", folder)
    return folder


@pytest.fixture
def study(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "study"))


@pytest.fixture
def export(study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Export:
    def export(to: Path | str, *more: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cryptodrug", "export", str(study), "--to", str(to), "--lang", "en", *more])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        code = caught.value.code
        return (code if isinstance(code, int) else 0, *capsys.readouterr())

    return export


def root_of(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


def edit(study: Path, interview: str, **cells: str) -> None:
    file = study / "interviews" / "interviews.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    changed = [{**row, **cells} if row["interview"] == interview else row for row in rows]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed)


def test_the_built_in_interviews_leave_whole_and_valid(export: Export, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "kopers.qdpx"
    code, out, err = export(path, "--variables", "none")
    assert code == 0, err
    corpus = Study.load(study).corpora[0]
    assert out.splitlines() == [
        f"Written: {path}",
        f"10 interviews, codes: {len(corpus.codes)}",
        f"{len(corpus.coded)} codings, suggestions: 0",
    ]
    assert err.startswith("Confidential")
    root = root_of(path)
    etree.XMLSchema(etree.parse(SCHEMAS / "Project-mrt2019.xsd")).assertValid(root)
    assert "synthetic" in (root.findtext("q:Description", "", NS))
    assert len(refi_project.read(path).codings) == len(corpus.coded)


def test_a_rerun_gives_the_same_bytes_and_somebody_s_file_stays(export: Export, tmp_path: Path) -> None:
    for name in ("x.qdpx", "x.qdc"):
        path = tmp_path / name
        assert export(path)[0] == 0
        before = path.read_bytes()
        assert export(path)[0] == 0
        assert path.read_bytes() == before
        path.write_bytes(before.replace(b"project.qde", b"project.qdd") if name == "x.qdpx" else before + b" ")
        assert export(path)[0] == 2


def test_answers_leave_by_pseudonym_and_no_study_id_does(export: Export, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    loaded = Study.load(study)
    name = next(v.name for v in loaded.codebook if v.type == "select_one" and not v.identifier)
    code, out, err = export(path, "--variables", name)
    assert code == 0, err
    assert f"Answers that go along: {name}" in out
    root = root_of(path)
    cases = root.findall(".//q:Case", NS)
    assert [case.get("name") for case in cases] == [each.name for each in loaded.corpora[0]]
    assert root.find(".//q:TextValue", NS) is not None
    written = etree.tostring(root, encoding="unicode")
    ids = read_keys(key_file(study)).ids.values()
    assert ids
    assert not [each for each in ids if each in written]
    assert "#68" not in written


def test_an_open_answer_is_refused_without_a_file(export: Export, study: Path, tmp_path: Path) -> None:
    name = next(v.name for v in Study.load(study).codebook if v.type == "text" and not v.identifier)
    code, _, err = export(tmp_path / "x.qdpx", "--variables", name)
    assert code == 2
    assert name in err
    assert not (tmp_path / "x.qdpx").exists()


def test_interviews_not_pseudonymised_are_named_and_refused(export: Export, study: Path, tmp_path: Path) -> None:
    for interview in ("K02", "K05"):
        edit(study, interview, pseudonymised="", reviewed_by="", reviewed_on="")
    path = tmp_path / "x.qdpx"
    code, _, err = export(path)
    assert code == 2
    assert "not pseudonymised yet: K02, K05" in err
    assert not path.exists()
    code, _, err = export(path, "--raw")
    assert code == 0
    assert "For the team only" in err
    root = root_of(path)
    assert root.get("name", "").startswith("CONFIDENTIAL")
    assert "not pseudonymised" in root.findtext("q:Description", "", NS)


@pytest.mark.parametrize("more", [[], ["--raw"]])
def test_an_interview_called_by_its_respondent_s_number_never_leaves(
    more: list[str], export: Export, study: Path, tmp_path: Path
) -> None:
    edit(study, "K01", pseudonym="68")
    code, _, err = export(tmp_path / "x.qdpx", *more)
    assert code == 2
    assert "number of its respondent" in err


def test_the_codebook_leaves_without_any_text(export: Export, study: Path, tmp_path: Path) -> None:
    edit(study, "K02", pseudonymised="", reviewed_by="", reviewed_on="")
    path = tmp_path / "x.qdc"
    code, out, err = export(path)
    assert (code, err) == (0, "")
    corpus = Study.load(study).corpora[0]
    assert out.splitlines()[1] == f"{len(corpus.codes)} codes"
    etree.XMLSchema(etree.parse(SCHEMAS / "Codebook-mrt2019.xsd")).assertValid(etree.parse(path))
    assert {"/".join(code.path) for code in refi_codebook.read(path).codes} == set(corpus.codes.by_path)


def test_a_second_coder_codes_blind_and_both_stand_side_by_side(export: Export, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "blind.qdpx"
    code, out, _ = export(path, "--blind")
    assert code == 0
    assert "No codings, memos or coders" in out
    blind = refi_project.read(path)
    assert blind.codings == ()
    assert blind.texts[0].attributes == {}
    corpus = Study.load(study).corpora[0]
    theirs = replace(corpus.coded[0], coder="Derde")
    one = merge(corpus, refi_project.read(coded_by(corpus.replace_codings([theirs]), tmp_path)))
    assert {match.fit for match in one.texts} == {Fit.SAME}
    assert {*corpus.coders, "Derde"} == {*one.corpus.coders}
    assert len(one.corpus.codings) == len(corpus.codings) + 1


def coded_by(corpus: object, folder: Path) -> Path:
    from survey.interviews.refi.write import Contents, write_project

    write_project(corpus, folder / "derde.qdpx", Contents("nl"))  # type: ignore[arg-type]
    return folder / "derde.qdpx"


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("x.sav", ["--blind"]),
        ("x.qdc", ["--blind"]),
        ("x.docx", ["--raw"]),
        ("x.qdc", ["--variables", "age"]),
        ("x.csv", ["--set", "buyers"]),
    ],
)
def test_an_option_that_says_nothing_about_a_file_is_refused(
    name: str, more: list[str], export: Export, tmp_path: Path
) -> None:
    code, _, err = export(tmp_path / name, *more)
    assert code == 2
    assert more[0] in err


def test_an_unknown_set_names_the_known_ones(export: Export, tmp_path: Path) -> None:
    code, _, err = export(tmp_path / "x.qdpx", "--set", "buyer")
    assert code == 2
    assert "'buyers'" in err


def test_a_set_without_interviews_is_refused(export: Export, study: Path, tmp_path: Path) -> None:
    shutil.rmtree(study / "interviews")
    for name, said in (("x.qdpx", "no interviews yet"), ("x.qdc", "no codes")):
        code, _, err = export(tmp_path / name)
        assert code == 2
        assert said in err


def test_the_usual_answers_are_those_that_the_interviews_tables_use(study: Path) -> None:
    from reports.exchange import usual_variables
    from survey.plan import TablePlan

    loaded = Study.load(study)
    one, other, third = [v.name for v in loaded.codebook if v.type == "select_one" and not v.identifier][:3]
    text = next(v.name for v in loaded.codebook if v.type == "text")
    plans = (
        TablePlan("a", "codes_by", options={"groups": one}),
        TablePlan("b", "quotes", options={"attributes": f"{other} {one} {text}"}),
        TablePlan("c", "interviewed", of=(third,)),
        TablePlan("d", "frequencies", of=("age",)),
    )
    assert usual_variables(replace(loaded, plans=plans), loaded.corpora[0]) == (one, other, third)
    assert usual_variables(replace(loaded, plans=plans[3:]), loaded.corpora[0]) == ()


def test_the_study_is_as_it_was(export: Export, study: Path, tmp_path: Path) -> None:
    part = Study.load(study).interview_set()
    before = read_corpus(study / part.folder, part)
    assert export(tmp_path / "x.qdpx")[0] == 0
    assert read_corpus(study / part.folder, part) == before
    with pytest.raises(StudyError):
        refi_codebook.read(tmp_path / "x.qdpx")
