"""Codebooks alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.interviews.incoming import IncomingCode, Loss, LossKind
from survey.interviews.read import FORMATS


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:1:0", ""])
def test_a_codebook_gives_codes_and_tells_of_its_sets(namespace: str, tmp_path: Path) -> None:
    path = tmp_path / "codes.qdc"
    path.write_text(
        f'<CodeBook xmlns="{namespace}"><Codes><Code guid="a" name="motives" isCodable="true" color="#1F6F8B">'
        '<Description>Why.</Description><Code guid="b" name=" price\n high" isCodable="true"/></Code></Codes>'
        '<Sets><Set guid="s" name="t"><MemberCode guid="a"/></Set></Sets></CodeBook>',
        encoding="utf-8-sig",
    )
    incoming = FORMATS["refi_codebook"].read(path)
    assert incoming.codes == (IncomingCode(("motives",), "Why.", "#1F6F8B"), IncomingCode(("motives", "price high")))
    assert incoming.losses == (Loss(LossKind.SET, 1, "Set"),)
    assert (incoming.source, incoming.format, incoming.coded) == ("codes.qdc", "refi_codebook", False)
