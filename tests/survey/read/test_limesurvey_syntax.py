"""LimeSurvey's R syntax file: cut into tokens, never run."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import StudyError
from survey.read.limesurvey_syntax import Column, read_syntax, tokens_of, unquoted

DATA = Path(__file__).parent.parent.parent / "data" / "limesurvey"


def quoted(text: str) -> str:
    """Return a text as PHP's addslashes and R write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\'") + '"'


@given(st.text())
def test_a_text_survives_quoting(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert list(tokens_of(f"x <- {quoted(text)}", "x.R")) == [("name", "x"), ("sign", "<-"), ("text", text)]


@given(st.text(alphabet=st.sampled_from("\"'\\#(){}[]<-=,x1 \n$.\u20ac")))
def test_whatever_it_holds_it_is_read_or_refused(text: str) -> None:
    try:
        read_syntax(text, "x.R")
    except StudyError as error:
        assert error.problems[0].where.startswith("x.R")


@given(
    st.lists(
        st.tuples(st.text(), st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=3)), min_size=1, max_size=4
    )
)
def test_names_labels_and_levels_survive(columns: list[tuple[str, list[tuple[str, str]]]]) -> None:
    lines, expected = [], []
    for place, (label, levels) in enumerate(columns, start=1):
        codes, texts = (",".join(quoted(level[side]) for level in levels) for side in (0, 1))
        lines.append(f"data[, {place}] <- as.character(data[, {place}])")
        lines.append(f"attributes(data)$variable.labels[{place}] <- {quoted(label)}")
        lines.append(f"data[, {place}] <- factor(data[, {place}], levels=c({codes}),labels=c({texts}))")
        lines.append(f'names(data)[{place}] <- "q{place}"')
        expected.append(Column(place, f"q{place}", " ".join(label.split()), tuple(levels)))
    assert read_syntax("\n".join(lines), "x.R") == tuple(expected)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"d\'Azur"', "d'Azur"),
        (r"'it\'s'", "it's"),
        (r'"a\\b\"c\n\t"', 'a\\b"c\n\t'),
        (r'"\xe9\u20ac\U1F600\u{e9}"', "é€😀é"),
        (r'"\ud800\U{110000}"', "\ufffd\ufffd"),
        (r'"\q"', "q"),
    ],
)
def test_escapes(written: str, text: str) -> None:
    assert unquoted(written) == text


def test_brackets_and_hashes_in_texts_are_texts() -> None:
    text = 'names(data)[1] <- "a" # c("x"\nattributes(data)$variable.labels[1] <- "f(x[1]) # \'no\' comment"'
    assert read_syntax(text, "x.R") == (Column(1, "a", "f(x[1]) # 'no' comment"),)


def test_a_statement_may_take_several_lines() -> None:
    text = 'data[, 2] <- factor(data[, 2],\n levels=c(1,0),\n labels=c("Yes", "Not selected"))\nnames(data)[2] <- "q"'
    (column,) = read_syntax(text, "x.R")
    assert (column.levels, column.is_box) == ((("1", "Yes"), ("0", "Not selected")), True)


@pytest.mark.parametrize("text", ["", "x <- 1", "names(data)[0] <- 'a'", "names(data)[1] <- a", "# names"])
def test_a_file_that_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(StudyError, match="names no columns"):
        read_syntax(text, "x.R")


def test_a_text_without_an_end_is_said_with_its_line() -> None:
    with pytest.raises(StudyError, match="does not end") as caught:
        read_syntax('names(data)[1] <- "a"\nnames(data)[2] <- "b\n', "x.R")
    assert caught.value.problems[0].where == "x.R, line 2"


def test_a_real_file_names_310_columns() -> None:
    path = DATA / "survey_100001_R_syntax_file.R"
    columns = read_syntax(path.read_text(encoding="utf-8"), str(path))
    assert [column.place for column in columns] == list(range(1, 311))
    assert (columns[7].name, columns[12].name) == ("country", "visitPlans_bar")
    levels = dict(columns[7].levels)
    assert len(levels) == 322
    assert (levels["ci00"], levels["bevl"]) == ("Cote d'Ivoire", "Belgium - Vlaanderen")
    assert (columns[0].type, columns[1].type, columns[7].type) == ("F", "DATETIME23", "A")
