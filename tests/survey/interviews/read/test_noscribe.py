from pathlib import Path

from survey.interviews.incoming import Loss, LossKind
from survey.interviews.read import noscribe
from survey.interviews.transcript import Transcript

PAGE = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0//EN" "http://www.w3.org/TR/REC-html40/strict.dtd">
<html><head><meta charset="UTF-8" /><title>x</title><style type="text/css">p { margin: 0 }</style></head>
<body><p style="font-weight:600">gesprek</p><p>Transcribed with noScribe<br/>Audio source: gesprek.mp3</p>
<p><a name="ts_0_4200_S00" >S00: Goed, we </a><a name="ts_4200_6000_S00" >beginnen.</a>
<a name="ts_4300_5000_S01" >//S01: Hm.//</a></p>
<p><a name="ts_6000_9000_S01" ><span style="color: #78909C">S01: [00:00:06]</span> Ja &amp; nee. (..)</a></p>
<p><a name="ts_10000_12000_S00" >S00: En toen?</a></p>
</body></html>"""


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "K05.html"
    path.write_text(PAGE, encoding="utf-8")
    assert noscribe.recognise(path)
    incoming = noscribe.read(path)
    text = incoming.texts[0].text
    assert text == (
        "S00: [00:00:00 – 00:00:05] Goed, we beginnen. //S01: Hm.//\n\n"
        "S01: [00:00:06] Ja & nee. (..)\n\n"
        "S00: [00:00:10 – 00:00:12] En toen?"
    )
    assert [turn.label for turn in Transcript(text).turns] == ["S00", "S01", "S00"]
    assert incoming.losses == (Loss(LossKind.OTHER, 2, "paragraphs before the transcript"),)


def test_a_page_without_times_of_speech_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><a name='top'>x</a></html>", encoding="utf-8")
    assert not noscribe.recognise(tmp_path / "a.html")
