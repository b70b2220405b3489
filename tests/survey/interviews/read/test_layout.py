from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.read.layout import Mark, Paragraph, Table, Words, lay
from survey.interviews.transcript import canonical

A, B = Mark("start", "1"), Mark("end", "1")


def test_spans_end_before_the_end_of_a_paragraph() -> None:
    laid = lay([Paragraph([Words("een "), A, Words("twee")]), Paragraph(), Paragraph([B, Words("drie")])])
    assert laid.text == "een twee\n\ndrie"
    assert laid.span(A, B) == (4, 8)


def test_marks_the_wrong_way_round_hold_nothing() -> None:
    laid = lay([Paragraph([B, Words("een"), A])])
    assert laid.span(A, B) == (3, 3)


def test_names_above_words() -> None:
    def line(text: str, bold: bool = False) -> Paragraph:
        return Paragraph([Words(text, bold)])

    assert lay([line("An", True), line("Ja.")]).text == "An\nJa."
    assert lay([line("An:", True), line("Ja.")]).text == "An: Ja."
    assert lay([line("An", True), line("An", True), line("Ja.")]).text == "An\nAn: Ja."
    assert lay([line("Echt?", True), line("Ja."), line("Echt?", True), line("Nee.")]).text == "Echt?\nJa.\nEcht?\nNee."
    assert lay([line("An"), line("Ja."), line("An"), line("Nee.")]).text == "An\nJa.\nAn\nNee."
    assert lay([line("An", True), line("Ja."), line("An", True), line("Nee.")], as_is=True).text == "An\nJa.\nAn\nNee."


def test_tables_of_times_and_words() -> None:
    def row(*cells: str) -> list[list[Paragraph | Table]]:
        return [[Paragraph([Words(cell)])] for cell in cells]

    assert lay([Table([row("0:01", "An: Hoe?"), row("0:05", "Bob: Zo.")])]).text == "[0:01] An: Hoe?\n[0:05] Bob: Zo."
    times = [row("Tijd", "Wie", "Wat"), row("0:01", "An", "Hoe?"), row("0:05", "Bob", "Zo."), row("0:09", "An", "Ja.")]
    assert lay([Table(times)]).text.splitlines()[1:] == ["An: [0:01] Hoe?", "Bob: [0:05] Zo.", "An: [0:09] Ja."]
    assert lay([Table([row("a", "b", "c"), row("a", "b", "c")])]).text == "a\nb\nc\na\nb\nc"
    assert lay([Table([row("a", "b"), row("a")])]).text == "a\nb\na"


@given(st.lists(st.lists(st.text(max_size=6), max_size=4), min_size=1, max_size=5), st.data())
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_canonical_text(paragraphs: list[list[str]], data: st.DataObject) -> None:
    blocks = [Paragraph([Words(text) for text in texts]) for texts in paragraphs]
    for mark in (A, B):
        block = data.draw(st.sampled_from(blocks))
        block.pieces.insert(data.draw(st.integers(0, len(block.pieces))), mark)
    laid = lay(blocks, as_is=True)
    assert laid.text == canonical(laid.text)
    start, end = laid.span(A, B)
    assert 0 <= start <= end <= len(laid.text)
    assert not laid.text[start:end].endswith("\n")
