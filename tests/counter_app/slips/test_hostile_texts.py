"""Texts that mean harm, or that no font can draw: printed as text or replaced visibly, and nothing reaches out."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, IndirectObject

from counter_app.domain.answer import CardFacts
from counter_app.domain.masking import Masked
from counter_app.domain.slip import SlipFacts
from counter_app.domain.timeline import NOW
from counter_app.plain_words import Answer, AnswerCard
from counter_app.slips.fonts import registered
from counter_app.slips.papers import PAPERS
from counter_app.slips.pdf import PdfSlips
from counter_app.slips.safe_text import printable
from counter_app.texts import Texts
from tests.builders.golden_slips import read_back
from tests.builders.ink import overlapping, sticking_out, words_on
from tests.builders.slips import CANCELLED, FULL, MOVE, remark, step, timeline

HOSTILE = (
    "a<b 而且 c>d && e",
    "</para></b><b>粗",
    '<img src="/etc/hostname"/>后面',
    "<img src='file:///etc/passwd' width=1><br/>",
    "<a href='https://example.org'>点这里</a>",
    "&#60;script&#62; &amp; &lt; &#x1F600;",
    "\u202e倒过来\u202c的 \u2067文字\u2069",
    "零\u200b宽\u200d字\ufeff符\u2060",
    "空\x00字\x07节\x1b",
    "阿卜杜热合曼·" * 8 + "买买提",
    "䶮 𠮷 𠅤 㛃 𫖯 𬸦",
    "𪚥𠀝的\uf8ff字",
    "（括号）“引号”，。；！？……——",
    "%s %d {0} {n} {kind} \\n ${HOME} (()) )) ((",
    "(Tj) ET BT /F1 1 Tf endstream endobj <</JS (x)>>",
    "ltr עברית العربية",
    "笑😀脸🇨🇳旗👨‍👩‍👧",
    "e\u0301 Z\u0351\u036b\u0343a\u0328lgo",
    "半\ud842个\udfb7",
    "T" * 300,
    "三" * 300,
    "，" * 40,
    "材料" * 5000,
    "\u2028换\u2029行\r\n\t和\x85空\u3000白\u00a0",
    "ﷺ ㍿ ﬀ ① Ⅷ ℃ ㎡",
)
Places = Callable[[str], SlipFacts]


def in_remark_and_site(text: str) -> SlipFacts:
    """Where people write at length."""
    return replace(MOVE, remarks=(remark(text),), site=Masked(text), timeline=timeline(MOVE.timeline.steps[:3]))


def in_names(text: str) -> SlipFacts:
    """Where names stand."""
    raw = replace(step(1, text, NOW), raw=True)
    return replace(FULL, owner=Masked(text), hall=text, raw_kind=text, kind="other", timeline=timeline((raw,)))


def in_reason_and_places(text: str) -> SlipFacts:
    """What other systems and the settings say."""
    return replace(CANCELLED, reason=text, ask_here=(text,), counter=text, staff_number=text)


def echoing(text: str) -> Callable[[Texts, CardFacts], AnswerCard]:
    """Answers that say the text."""

    def answers(texts: Texts, facts: CardFacts) -> AnswerCard:
        return AnswerCard(Answer(text, text), Answer("a", text), Answer("a", "b"))

    return answers


def told(pdf: bytes) -> str:
    """The text of the file without anything white: where lines break is no part of a text."""
    return "".join(read_back(pdf).split())


def wanted(text: str, replaced: tuple[tuple[str, str], ...]) -> str:
    """What has to be on paper."""
    shown = "".join(printable(text).split())
    for character, printed in replaced:
        shown = shown.replace(character, printed)
    return shown


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_as_text_wherever_it_stands(paper: str, text: str) -> None:
    fonts = registered()
    slips = PdfSlips(answers=echoing(text))
    for layout, facts in (
        ("status", in_remark_and_site(text)),
        ("status", in_reason_and_places(text)),
        ("large_print", in_names(text)),
    ):
        slip = slips.render(facts, layout, paper, "zh_CN")
        for page in slips.pages(facts, layout, paper, "zh_CN"):
            assert sticking_out(page, fonts, PAPERS[paper].margin_mm) == []
            assert list(overlapping(page, fonts)) == []
            assert fonts.missing(word.text for word in words_on(page)) == ()
        shown = wanted(text, slip.replaced)
        assert shown in told(slip.pdf) or (len(shown) > 90 and shown[:20] in told(slip.pdf) and "…" in told(slip.pdf))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_the_file_reaches_out_and_all_fonts_are_in_it(text: str) -> None:
    facts = replace(in_names(text), remarks=(remark(text),), site=Masked(text), reason=text, ask_here=(text,))
    reader = pypdf.PdfReader(io.BytesIO(PdfSlips(answers=echoing(text)).render(facts, "status", "a5", "zh_CN").pdf))
    assert set(reader.trailer["/Root"]) <= {"/Type", "/Pages", "/PageMode", "/Lang"}
    for page in reader.pages:
        assert not {"/Annots", "/AA"} & set(page)
        assert not list(page.images)
    every = _objects(reader)
    fonts = [one for one in every if one.get("/Type") == "/Font"]
    assert fonts
    assert {one["/Subtype"] for one in fonts} == {"/TrueType"}
    assert all("/FontFile2" in one["/FontDescriptor"] for one in fonts)
    assert not [one for one in every if {"/JS", "/JavaScript", "/URI", "/F", "/EF", "/Launch", "/Names"} & set(one)]


def test_a_text_comes_back_whole_from_two_reading_programs() -> None:
    for text in HOSTILE:
        slip = PdfSlips(answers=echoing("x")).render(in_remark_and_site(text), "status", "a4", "zh_CN")
        shown = wanted(text, slip.replaced)
        other = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(slip.pdf)).pages)
        if len(shown) < 90:
            assert told(slip.pdf).count(shown) == 2
            assert other.count(shown) == 2


@given(st.text(max_size=60), st.sampled_from(sorted(PAPERS)))
def test_any_text_at_all_makes_a_slip_without_a_box(text: str, paper: str) -> None:
    fonts = registered()
    slips = PdfSlips(answers=echoing("x"))
    slip = slips.render(in_remark_and_site(text), "status", paper, "zh_CN")
    shown = wanted(text, slip.replaced)
    assert shown in told(slip.pdf) or "…" in told(slip.pdf)
    for page in slips.pages(in_remark_and_site(text), "status", paper, "zh_CN"):
        assert fonts.missing(word.text for word in words_on(page)) == ()


def _objects(reader: pypdf.PdfReader) -> list[DictionaryObject]:
    """Every dictionary of the file."""
    found = []
    for number in range(1, len(reader.xref[0]) + 1 if 0 in reader.xref else 400):
        one = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(one, DictionaryObject):
            found.append(one)
    return found
