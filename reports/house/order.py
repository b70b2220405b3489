"""In which order Word wants the properties of a paragraph, and how one is put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.openxml import W

if TYPE_CHECKING:
    from lxml import etree

PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
STYLE = (
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal"
    " personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
).split()
RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath rPrChange"
).split()


def put(owner: etree._Element, child: etree._Element, order: list[str]) -> None:
    """Put a property where the schema wants it, in the place of an earlier one."""
    for old in owner.findall(child.tag):
        owner.remove(old)
    after = {f"{W}{name}" for name in order[order.index(child.tag.removeprefix(W)) + 1 :]}
    later = next((each for each in owner if each.tag in after), None)
    if later is None:
        owner.append(child)
    else:
        later.addprevious(child)


def within(owner: etree._Element, name: str, order: list[str]) -> etree._Element:
    """Return a property, made where it is not there."""
    from lxml import etree

    found = owner.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        put(owner, found, order)
    return found


def sort(owner: etree._Element, order: list[str]) -> None:
    """Put the properties that a program wrote in another order in that of the schema; what is not in it comes last."""
    places = {f"{W}{name}": place for place, name in enumerate(order)}
    given = list(owner)
    wanted = sorted(given, key=lambda each: places.get(str(each.tag), len(order)))
    if wanted != given:
        for each in given:
            owner.remove(each)
        owner.extend(wanted)
