"""The folder of a set: what is written is read again as it was, and what was changed by hand is refused."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.codebook import Label
from survey.errors import StudyError
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import COLUMNS, Coding, Status
from survey.interviews.corpus import Corpus, Interview, Mode
from survey.interviews.folder import read_corpus, tie, transcript_path, write_corpus
from survey.interviews.transcript import Transcript, canonical
from survey.keystore import KeyStore
from survey.settings import InterviewsPart

PART = InterviewsPart(name="kopers", title={"nl": "Kopers"}, interviewer=["Vraag"])
TEXT = 'Vraag: En toen?\n\nR: =SOM(A1) zei hij; "echt",\n-twee- zei ik, é 😀.'
CODES = Codes.of([Code("prijs", label=Label({"nl": "Prijs; of niet"})), Code("prijs/hoog", since="2019-05-20")])
WORDS = st.text("abé😀 \n;,\"'=+-@\t|", max_size=80).map(canonical)


def interview(name: str = "K01", text: str = TEXT, **fields: object) -> Interview:
    return replace(Interview(name, Transcript(text, ("Vraag",))), **fields)  # type: ignore[arg-type]


def coding(words: str, **fields: object) -> Coding:
    start = TEXT.index(words)
    return replace(Coding("K01", start, start + len(words), "prijs", "LV", words), **fields)  # type: ignore[arg-type]


def corpus(*codings: Coding) -> Corpus:
    return Corpus("kopers", (interview(),), CODES, codings, Label({"nl": "Kopers"}))


def plain(found: Corpus) -> Corpus:
    """Return the set without the places of its codes in their file."""
    return replace(found, codes=Codes.of([replace(code, place="") for code in found.codes]))


def spread(path: Path, change: Callable[[list[list[str]]], object]) -> None:
    """Change the rows of a sheet as somebody would in a spreadsheet."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def set_cell(row: int, column: str, text: str) -> Callable[[list[list[str]]], object]:
    return lambda rows: rows[row].__setitem__(COLUMNS.index(column), text)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    texts = draw(st.lists(WORDS, min_size=1, max_size=3))
    dates = st.sampled_from(["", "2019-07-03"])
    interviews = tuple(
        interview(
            f"K{number}",
            text,
            pseudonym=draw(st.sampled_from(["", "Arne"])),
            respondent=draw(st.sampled_from(["", "#5"])),
            date=draw(dates),
            mode=draw(st.sampled_from([None, *Mode])),
            minutes=draw(st.none() | st.integers(0, 300)),
            pseudonymised=draw(dates),
            reviewed_on=draw(dates),
        )
        for number, text in enumerate(texts)
    )
    codings = []
    for place in draw(st.lists(st.integers(0, len(texts) - 1), max_size=4)):
        text = texts[place]
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        memo, code = draw(WORDS), draw(st.sampled_from(list(CODES.by_path)))
        status = draw(st.sampled_from(list(Status)))
        codings.append(Coding(f"K{place}", start, end, code, draw(WORDS), text[start:end], memo=memo, status=status))
    return Corpus("kopers", interviews, CODES, tuple(sorted(codings)), Label({"nl": "Kopers"}))


@given(corpora())
@settings(max_examples=60)
def test_what_is_written_is_read_again(made: Corpus) -> None:
    with TemporaryDirectory() as folder:
        write_corpus(made, Path(folder))
        assert plain(read_corpus(Path(folder), PART)) == made


@pytest.mark.parametrize("words", ["=SOM(A1)", "-twee-", '"echt",\n-twee-', "hij; ", " é 😀", "\n\nR:"])
def test_quotes_that_trouble_spreadsheets_survive(words: str, tmp_path: Path) -> None:
    made = corpus(coding(words, memo=words, coder="+LV;"))
    write_corpus(made, tmp_path)
    assert plain(read_corpus(tmp_path, PART)) == made


def test_a_code_on_a_whole_long_interview_survives(tmp_path: Path) -> None:
    text = f"R: {'woord ' * 30_000}einde"
    whole = Coding("K01", 0, len(text), "prijs", "LV", text)
    made = replace(corpus(), interviews=(interview(text=text),), codings=(whole,))
    write_corpus(made, tmp_path)
    assert plain(read_corpus(tmp_path, PART)) == made


def test_a_sheet_saved_with_semicolons_is_read(tmp_path: Path) -> None:
    made = corpus(coding('"echt",\n-twee-'), coding("hij; "))
    write_corpus(made, tmp_path)
    for name in ("codings.csv", "codes.csv", "interviews.csv"):
        path = tmp_path / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    assert set(read_corpus(tmp_path, PART).codings) == set(made.codings)


def test_nothing_brought_in_yet_is_an_empty_set(tmp_path: Path) -> None:
    assert read_corpus(tmp_path / "interviews", PART) == Corpus("kopers", title=Label({"nl": "Kopers"}))


def test_files_that_say_the_same_are_left_alone(tmp_path: Path) -> None:
    write_corpus(corpus(coding("-twee-")), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    write_corpus(corpus(coding("-twee-")), tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")} == before
    assert len(before) == 4


def refusal(folder: Path) -> str:
    with pytest.raises(StudyError) as caught:
        read_corpus(folder, PART)
    return str(caught.value)


def test_a_text_changed_by_hand_is_refused_without_its_words(tmp_path: Path) -> None:
    write_corpus(corpus(coding("-twee-")), tmp_path)
    transcript_path(tmp_path, "K01").write_text(TEXT.replace("zei hij", "zei Jan"), encoding="utf-8")
    said = refusal(tmp_path)
    assert "changed by hand" in said
    assert "interviews correct" in said
    assert "Jan" not in said
    assert "twee" not in said


def test_of_a_text_changed_by_hand_only_that_is_said(tmp_path: Path) -> None:
    both = Corpus("kopers", (interview(), interview("K02", TEXT + " Ja.")), CODES, (coding("-twee-"), coding("é 😀.")))
    write_corpus(both, tmp_path)
    transcript_path(tmp_path, "K01").write_text("Nieuw. " + TEXT, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        read_corpus(tmp_path, PART)
    assert [each.what for each in caught.value.problems] == ["this transcript was changed by hand"]
    spread(tmp_path / "codings.csv", set_cell(1, "code", "gemak"))
    assert "there is no code 'gemak'" in refusal(tmp_path), "what else is wrong is still said"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "interviews").write_text("", encoding="utf-8")
    with pytest.raises(StudyError, match="this folder cannot be made"):
        write_corpus(corpus(), tmp_path / "interviews")


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("interview", "K07", "there is no interview 'K07'"),
        ("code", "gemak", "there is no code 'gemak'"),
        ("quote", "drie", "the words of this coding are not at its place in 'K01'"),
        ("end", "9999", "the words of this coding are not at its place in 'K01'"),
        ("start", "x", "start and end must be whole numbers"),
        ("status", "maybe", "'maybe' is no status"),
    ],
)
def test_a_coding_that_does_not_fit_is_said_at_its_row(column: str, text: str, message: str, tmp_path: Path) -> None:
    write_corpus(corpus(coding('"echt",\n-twee-'), coding("é 😀.")), tmp_path)
    spread(tmp_path / "codings.csv", set_cell(2, column, text))
    said = refusal(tmp_path)
    assert message in said
    assert "codings.csv, row 3" in said
    assert "😀" not in said


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    write_corpus(corpus(coding("-twee-"), coding("é 😀.")), tmp_path)
    spread(tmp_path / "codings.csv", set_cell(1, "code", "gemak"))
    spread(tmp_path / "codings.csv", set_cell(2, "interview", "K07"))
    assert refusal(tmp_path).count("there is no") == 2


def test_a_transcript_that_is_gone_is_named(tmp_path: Path) -> None:
    write_corpus(corpus(), tmp_path)
    transcript_path(tmp_path, "K01").unlink()
    assert "there is no such transcript" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("../K01,,", "cannot name an interview"),
        ("K01,,\nK01,,", "the interview 'K01' is there twice"),
        ("K01,1 maart,", "'date' must be a day"),
        ("K01,,mail", "'mail' is no mode"),
    ],
)
def test_a_list_that_cannot_be_used_is_said_at_its_row(row: str, message: str, tmp_path: Path) -> None:
    write_corpus(corpus(), tmp_path)
    (tmp_path / "interviews.csv").write_text(f"interview,date,mode\n{row}\n", encoding="utf-8")
    said = refusal(tmp_path)
    assert message in said
    assert "interviews.csv, row" in said


def test_an_interview_is_tied_to_the_respondent_it_names() -> None:
    keys = KeyStore({("2019", "57"): "r000001"}, {}, "00")
    made = Corpus("kopers", (interview("K01", respondent="#57"), interview("K02")))
    assert [each.person for each in tie(made, keys)] == [("2019", "r000001"), None]
    with pytest.raises(StudyError, match="there is no respondent '#58'") as caught:
        tie(Corpus("kopers", (interview("K01", respondent="#58"),)), keys)
    assert "interview K01" in str(caught.value)
