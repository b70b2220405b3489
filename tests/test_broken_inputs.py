"""Forty ways in which input can be broken: each ends with exit code 2 and one message that says what and where.

No traceback, no answer of a respondent in the message, and nothing written.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reports.cli import main

SECRET = "GEHEIM73"  # noqa: S105  an answer, no password
"""An answer; no message may repeat it."""

GOOD = {
    "study.toml": """
[study]
title = { nl = "Proef" }
languages = ["nl", "en"]

[[wave]]
name = "2019"
export = "data/export.csv"

[missing]
codes = { "-99" = "no_answer" }
""",
    "data/export.csv": f"""id;submitdate;lastpage;startlanguage;age;buyer;spend;goal[self];goal[friends];remark
1;2019-07-01;1;nl;{SECRET};yes;low;Y;;{SECRET}
2;2019-07-02;1;nl;23;no;high;;Y;{SECRET}
""",
    "codebook/survey.csv": """type,name,label::nl,relevant,constraint,calculation,scale
integer,age,Leeftijd,,. >= 10,,
select_one yn,buyer,Koper,,,,
select_one bands,spend,Uitgaven,${buyer} = 'yes',,,bands
select_multiple goal,goal,Doel,,,,
text,remark,Opmerking,,,,
calculate,later,Later,,,${age} + 1,
""",
    "codebook/choices.csv": """list_name,name,label::nl,low,high
yn,yes,Ja,,
yn,no,Nee,,
bands,low,Laag,0,100
bands,high,Hoog,100,
goal,self,Zelf,,
goal,friends,Vrienden,,
""",
    "codebook/recode.csv": """variable,label::nl,source,low,high,category,category_label::nl
young,Jong,age,,30,yes,Ja
young,,age,30,,no,Nee
""",
    "codebook/exclude.csv": "name,rule,label::nl\nminor,${age} < 18,Minderjarig\n",
    "codebook/tables.csv": "id,kind,of,by,where,show,order,title::nl,top::nl\nbuyer,frequency,buyer,,,,,Kopers,\n",
    "codebook/findings.csv": "number,label::nl,table,row,column,figure,comparator\n1,Kopers,buyer,yes,percent,50,=\n",
}


@dataclass(frozen=True)
class Broken:
    """One broken input: what is changed, and what the message must name."""

    name: str
    edits: dict[str, str | bytes | None]
    says: tuple[str, ...]
    command: tuple[str, ...] = ("report", "{study}")


def edit(file: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """Return a good file with one thing changed."""
    assert old in GOOD[file]
    return {file: GOOD[file].replace(old, new, 1)}


def table(row: str) -> dict[str, str | bytes | None]:
    """Return the sheet of tables with one more row."""
    return {"codebook/tables.csv": f"{GOOD['codebook/tables.csv']}{row}\n"}


SETTINGS, EXPORT = "study.toml", "data/export.csv"
SURVEY, CHOICES, TABLES = "codebook/survey.csv", "codebook/choices.csv", "codebook/tables.csv"

CASES = [
    Broken("no such study", {}, ("no such folder",), ("report", "{study}x")),
    Broken("a file for a study", {}, ("a file, not the folder",), ("report", "{study}/study.toml")),
    Broken("no study.toml", {SETTINGS: None}, ("no study.toml",)),
    Broken("settings that are no TOML", edit(SETTINGS, "[study]", "[study"), (SETTINGS, "line")),
    Broken("an unknown setting", edit(SETTINGS, "languages", "langauges"), ("langauges", "Did you mean 'languages'")),
    Broken("a setting missing", edit(SETTINGS, 'name = "2019"', ""), ("'name' is missing", "wave.1")),
    Broken("an unknown reason", edit(SETTINGS, "no_answer", "no_anser"), ("no reason", "no_answer")),
    Broken("a threshold of 2", {SETTINGS: GOOD[SETTINGS] + "[disclosure]\nthreshold = 2\n"}, ("3 or more",)),
    Broken("an unknown format", edit(SETTINGS, "export =", 'format = "limesurvy"\nexport ='), ("limesurvey",)),
    Broken("no export", {EXPORT: None}, ("no such file", "export.csv")),
    Broken("an empty export", {EXPORT: b""}, ("is empty", "export.csv")),
    Broken("random bytes", {EXPORT: bytes(range(256)) * 20}, ("no text file", "export.csv")),
    Broken("letters that cannot be told", {EXPORT: b"a;b\n\x81\x8d;1\n"}, ("letters", "export.csv")),
    Broken("one column", {EXPORT: "age\n23\n"}, ("one column", "delimiter")),
    Broken("a ragged row", {EXPORT: GOOD[EXPORT] + f"3;{SECRET}\n"}, ("2 cells", "row 4")),
    Broken("an open quote", {EXPORT: GOOD[EXPORT] + f'3;"{SECRET}\n'}, ("export.csv",)),
    Broken("the wrong delimiter", {EXPORT: GOOD[EXPORT].replace(";", "/")}, ("export.csv",)),
    Broken(
        "a column twice",
        edit(EXPORT, ";buyer;", ";age;"),
        ("the export has two columns 'age'", "'age#2' is the second"),
    ),
    Broken("a column missing", edit(EXPORT, ";buyer;", ";byer;"), ("no column 'buyer'", "Did you mean 'byer'?")),
    Broken("a folder for an export", edit(SETTINGS, "data/export.csv", "data"), ("a folder, not an export",)),
    Broken("response numbers twice", edit(EXPORT, "\n2;", "\n1;"), ("response numbers are not unique",)),
    Broken("no workbook", dict.fromkeys([f for f in GOOD if f.startswith("codebook")]), ("no sheet", "survey")),
    Broken("an unknown sheet", {"codebook/chioces.csv": "a,b\n"}, ("'chioces' is no sheet", "Did you mean 'choices'")),
    Broken("an unknown sheet column", edit(SURVEY, "relevant", "relevnt"), ("'relevnt'", "survey.csv", "relevant")),
    Broken("a sheet column twice", edit(SURVEY, "relevant", "name"), ("'name' stands there twice", "survey.csv")),
    Broken("a sheet column missing", edit(SURVEY, "type,name", "type,note"), ("'name' is missing", "survey.csv")),
    Broken("a sheet that is no UTF-8", {CHOICES: b"list_name,name\nyn,\xff\n"}, ("no UTF-8", "choices.csv")),
    Broken("an empty sheet", {CHOICES: ""}, ("is empty", "choices.csv")),
    Broken("an unknown type", edit(SURVEY, "integer", "integr"), ("'integr'", "row 2", "integer")),
    Broken("an unknown list", edit(SURVEY, "select_one yn", "select_one yesno"), ("'yesno'", "row 3")),
    Broken("an unknown scale", edit(SURVEY, ",bands\n", ",band\n"), ("'band' is no scale", "Did you mean 'bands'?")),
    Broken("no labels", edit(SURVEY, "label::nl", "label::fr"), ("'age' has no label", "label::nl")),
    Broken("a rule that cannot be read", edit(SURVEY, "= 'yes'", "== 'yes'"), ("cannot be read", "row 4")),
    Broken("a rule about nothing", edit(SURVEY, "${buyer}", "${buyr}"), ("'buyr'", "row 4", "buyer")),
    Broken("a rule about no category", edit(SURVEY, "= 'yes'", "= 'yess'"), ("'yess'", "Did you mean 'yes'?")),
    Broken("a rule about a number in words", edit(SURVEY, ". >= 10", ". >= 'ten'"), ("another kind", "row 2")),
    Broken("a circle", edit(SURVEY, "${age} + 1", "${later} + 1"), ("calculated from each other", "later")),
    Broken("a band that ends before it begins", edit(CHOICES, "0,100", "200,100"), ("ends before", "row 4")),
    Broken("a category twice", edit(CHOICES, "yn,no,", "yn,yes,"), ("'yn/yes' is there twice", "row 3")),
    Broken("a recode of nothing", edit("codebook/recode.csv", "age,,30", "agee,,30"), ("'agee'", "recode.csv")),
    Broken("an exclude rule about nothing", edit("codebook/exclude.csv", "${age}", "${aeg}"), ("'aeg'", "exclude.csv")),
    Broken("an unknown kind", table("x,freqency,buyer,,,,,T,"), ("'freqency'", "row 3", "Did you mean 'frequency'")),
    Broken("a table of nothing", table("x,frequency,buyr,,,,,T,"), ("'buyr'", "row 3")),
    Broken("a table by nothing", table("x,frequency,buyer,bands,,,,T,"), ("'bands'", "row 3")),
    Broken("a table where nothing", table("x,frequency,buyer,,${x} = 1,,,T,"), ("'x'", "row 3")),
    Broken("a mean of codes", table("x,number,spend,,,,,T,"), ("spend", "row 3", "codes")),
    Broken("an option of another kind", table("x,frequency,buyer,,,,,T,Positief"), ("top", "row 3")),
    Broken("an unknown order", table("x,frequency,buyer,,,,biggest,T,"), ("'biggest' is no order", "row 3")),
    Broken("a table twice", table("buyer,frequency,buyer,,,,,T,"), ("'buyer' is there twice", "row 3")),
    Broken("an unknown table", {}, ("no table 'byer'", "Did you mean 'buyer'?"), ("tables", "{study}", "byer")),
    Broken(
        "a finding about no table", edit("codebook/findings.csv", "buyer,yes", "byer,yes"), ("byer", "findings.csv")
    ),
    Broken("no output folder", {}, ("no such folder",), ("report", "{study}", "--out", "{study}/none/x.docx")),
    Broken("a folder for an output", {}, ("a folder, not a file",), ("report", "{study}", "--out", "{study}/data")),
    Broken("somebody's file", {"mine.docx": "mine"}, ("--force",), ("report", "{study}", "--out", "{study}/mine.docx")),
    Broken("an unknown fact", {SETTINGS: GOOD[SETTINGS] + '[method.ethic]\nnl = "x"\n'}, ("Did you mean 'ethics'?",)),
    Broken("over the settings", {}, ("only read",), ("report", "{study}", "--out", "{study}/data/x.docx", "--force")),
    Broken("a report called PDF", {}, (".docx",), ("report", "{study}", "--out", "{study}/x.pdf")),
    Broken("cases called text", {}, (".xlsx",), ("check", "{study}", "--cases", "{study}/x.txt")),
    Broken("a language twice", edit(SETTINGS, '["nl", "en"]', '["nl", "nl"]'), ("a language is there twice",)),
    Broken("a path that is none", edit(SETTINGS, "data/export", "data/ex\\u0000port"), ("wave.1.export",)),
    Broken("a title without language", edit(SETTINGS, '{ nl = "Proef" }', '"Proef"'), ("'title' must be a table",)),
    Broken("settings in UTF-16", {SETTINGS: GOOD[SETTINGS].encode("utf-16")}, ("Save it as UTF-8",)),
    Broken("an empty key file", {"../study.keys.csv": b""}, ("key file cannot be read", "study.keys.csv")),
    Broken("a foreign register", {"releases.csv": "bla\n"}, ("register of released numbers", "releases.csv")),
    Broken("a response without a number", {EXPORT: GOOD[EXPORT] + ";x;1;nl;;yes;;;;\n"}, ("response 3", "no number")),
    Broken(
        "a code twice", {CHOICES: GOOD[CHOICES].replace("high\n", "high,code\n", 1).replace(",,\n", ",,,1\n")}, ("1",)
    ),
    Broken("an unknown language", {}, ("de",), ("report", "{study}", "--lang", "de")),
    Broken("a demo over other files", {}, ("no study",), ("demo", "{study}/data")),
]


def write(folder: Path, edits: dict[str, str | bytes | None]) -> None:
    for name, content in {**GOOD, **edits}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command line and returns exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cryptodrug", *arguments])
        monkeypatch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as caught:
            main()
        code = caught.value.code
        return (code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_there_are_forty_or_more() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_input_ends_with_one_message(case: Broken, run: Run, tmp_path: Path) -> None:
    study = tmp_path / "study"
    write(study, case.edits)
    before = everything(study)
    code, out, message = run(*(part.format(study=study) for part in case.command))
    assert code == 2, message or out
    assert all(word in message for word in case.says), message
    assert "Traceback" not in message
    assert "fault in cryptodrug" not in message
    assert SECRET not in message + out
    assert everything(study) == before


def test_the_good_study_is_good(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "study", {})
    code, out, _ = run("report", str(tmp_path / "study"))
    assert code == 0
    assert (tmp_path / "study" / "output" / "study-2019-nl.docx").exists()
    assert SECRET not in out
