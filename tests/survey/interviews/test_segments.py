"""One finding of a code: codings that overlap are one segment, whoever made them."""

from survey.interviews.corpus import Corpus
from survey.interviews.segments import Segment, segments
from tests.corpora import codes, coding, interview, suggested

A, B = interview("a", "R: een twee drie vier vijf"), interview("b", "R: een twee")
TREE = codes("price", "price/low", "price/high", "mood")


def found(*made: object, path: str = "price") -> list[tuple[str, str]]:
    corpus = Corpus("set", (A, B), TREE, tuple(made))  # type: ignore[arg-type]
    return [
        (each.interview, corpus[each.interview].transcript.text[each.start : each.end])
        for each in found_in(corpus, path)
    ]


def found_in(corpus: Corpus, path: str) -> tuple[Segment, ...]:
    return segments(corpus, path)


def test_equal_and_overlapping_codings_are_one_segment() -> None:
    one, same = coding(A, "een twee", "price/low"), coding(A, "een twee", "price/low", "Bo")
    longer, apart = coding(A, "twee drie", "price/low", "Bo"), coding(A, "vijf", "price/low")
    assert found(one, same) == [("a", "een twee")]
    assert found(one, longer, apart) == [("a", "een twee drie"), ("a", "vijf")]


def test_touching_codings_and_those_of_other_interviews_stay_apart() -> None:
    assert found(coding(A, "een ", "price"), coding(A, "twee", "price")) == [("a", "een "), ("a", "twee")]
    assert found(coding(A, "een", "price"), coding(B, "een", "price")) == [("a", "een"), ("b", "een")]


def test_a_parent_has_what_is_under_it_joined() -> None:
    low, high = coding(A, "een twee", "price/low"), coding(A, "twee drie", "price/high")
    assert found(low, high) == [("a", "een twee drie")]
    assert found(low, high, path="price/low") == [("a", "een twee")]
    assert found(low, high, path="mood") == []


def test_suggestions_count_nowhere() -> None:
    assert found(suggested(coding(A, "een", "price"))) == []


def test_a_segment_of_no_words_meets_itself_only() -> None:
    empty = Segment("a", 4, 4)
    assert empty.meets(Segment("a", 4, 4))
    assert not empty.meets(Segment("a", 4, 9))
