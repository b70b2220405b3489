"""DDI-Codebook documents: structure and content, held against the SPSS file they describe."""

from pathlib import Path
from typing import Any

import pyreadstat
from lxml import etree

from survey.study import Study
from survey.survey import Survey
from survey.write.ddi import write_ddi
from survey.write.spss import write_sav
from tests import toy

NAMES = {"d": "ddi:codebook:2_5", "xml": "http://www.w3.org/XML/1998/namespace"}
ORDER = ["labl", "qstn", "invalrng", "universe", "txt", "catgry", "varFormat"]
"""The order in which DDI-Codebook 2.5 wants the parts of a variable."""


def read(study: Any, survey: Survey, path: Path) -> Any:
    assert write_ddi(study, survey, path) == (path,)
    return etree.parse(str(path)).getroot()


def texts(root: Any, path: str) -> list[str]:
    return [str(found.text) for found in root.xpath(path, namespaces=NAMES)]


def test_the_document_has_the_parts_of_a_codebook(built_in: tuple[Study, Survey], tmp_path: Path) -> None:
    root = read(*built_in, tmp_path / "a.xml")
    assert (root.tag, root.get("version")) == ("{ddi:codebook:2_5}codeBook", "2.5")
    assert [etree.QName(part).localname for part in root if isinstance(part.tag, str)] == [
        *("docDscr", "stdyDscr", "fileDscr", "dataDscr")
    ]
    assert texts(root, "d:stdyDscr//d:titl[@xml:lang='nl']") == [built_in[0].title.text("nl")]
    assert texts(root, "d:stdyDscr//d:parTitl[@xml:lang='fr']") == [built_in[0].title.text("fr")]
    assert texts(root, "//d:collDate") == ["2019-06-03", "2019-11-30"]
    assert "synthetic data" in texts(root, "//d:abstract")


def test_it_describes_the_spss_file(built_in: tuple[Study, Survey], tmp_path: Path) -> None:
    root = read(*built_in, tmp_path / "a.xml")
    write_sav(*built_in, tmp_path / "a.sav")
    frame, meta = pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True)
    assert texts(root, "//d:fileName") == ["a.sav"]
    assert texts(root, "//d:caseQnty | //d:varQnty") == [str(len(frame)), str(len(frame.columns))]
    assert [var.get("name") for var in root.xpath("//d:var", namespaces=NAMES)] == list(frame.columns)
    for var in root.xpath("//d:var", namespaces=NAMES):
        values = {float(value) for value in texts(var, "d:catgry/d:catValu")}
        assert values == set(meta.variable_value_labels.get(var.get("name"), {}))


def test_parts_of_a_variable_stand_in_order(study: Any, survey: Survey, tmp_path: Path) -> None:
    root = read(study, survey, tmp_path / "a.xml")
    for var in root.xpath("//d:var", namespaces=NAMES):
        places = [ORDER.index(etree.QName(part).localname) for part in var]
        assert places == sorted(places)
    identifiers = root.xpath("//@ID")
    assert len(set(identifiers)) == len(identifiers)


def test_a_question_has_its_texts_routing_and_absences(study: Any, survey: Survey, tmp_path: Path) -> None:
    root = read(study, survey, tmp_path / "a.xml")
    gate = root.xpath("//d:var[@name='gate']", namespaces=NAMES)[0]
    assert texts(gate, "d:qstn/d:qstnLit[@xml:lang='fr']") == ["Porte ?"]
    assert texts(gate, "d:catgry[not(@missing)]/d:labl[@xml:lang='fr']") == ["Oui", "Non"]
    absent = gate.xpath("d:catgry[@missing='Y']", namespaces=NAMES)
    assert {(each.get("missType"), texts(each, "d:catValu")[0]) for each in absent} >= {("refused", "-93")}
    assert len(absent) == 9
    assert texts(root, "//d:var[@name='Gate_2']/d:universe") == ["${gate} = 'yes'"]
    assert not root.xpath("//d:catStat | //d:sumStat", namespaces=NAMES)


def test_signs_that_xml_cannot_hold_are_left_out(study: Any, tmp_path: Path) -> None:
    made = toy.survey([toy.one("gate"), toy.Variable("q", toy.VariableType.TEXT, toy.label("a\x07<b>"))], [{}])
    assert texts(read(study, made, tmp_path / "a.xml"), "//d:var[@name='q']/d:labl") == ["a<b>"]
