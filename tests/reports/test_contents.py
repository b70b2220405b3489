"""The contents: a field of links to headings, which Word can update."""

from reports.contents import Opening, contents


def test_headings_of_two_levels_are_listed_in_one_balanced_field() -> None:
    openings = [Opening("A & B", 1, number=1), Opening("C", 2, number=2), Opening("deep", 3, number=3)]
    listed = contents(openings)
    assert listed.count('w:fldCharType="begin"') == listed.count('w:fldCharType="end"') == 1
    assert 'w:anchor="_Toc100000001"' in listed
    assert "A &amp; B" in listed
    assert "deep" not in listed
    assert 'w:val="TOC2"' in listed


def test_a_heading_is_marked_and_the_first_level_opens_a_page() -> None:
    first, second = Opening("A", 1, "<w:p/>", 1), Opening("B", 2, number=2)
    assert '<w:bookmarkStart w:id="10001" w:name="_Toc100000001"/>' in first.xml
    assert first.xml.endswith("</w:p><w:p/>")
    assert "pageBreakBefore" in first.xml
    assert "pageBreakBefore" not in second.xml
    assert first.bookmark != second.bookmark


def test_nothing_to_list_is_no_field() -> None:
    assert contents([Opening("deep", 3)]) == ""
