"""Elements are closed, and text is text."""

from reports.html.tags import tag, text, void


def test_text_cannot_open_an_element() -> None:
    assert text('a < b & "c" > d') == 'a &lt; b &amp; "c" &gt; d'
    assert text("bell\x07\ud800") == "bell"


def test_attributes_are_quoted_and_absent_ones_left_out() -> None:
    made = tag("td", "x", class_="t", aria_label='say "<no>"', colspan=2, lang=None)
    assert made == '<td class="t" aria-label="say &quot;&lt;no&gt;&quot;" colspan="2">x</td>'


def test_an_empty_element_is_closed() -> None:
    assert void("img", alt="") == '<img alt=""/>'
