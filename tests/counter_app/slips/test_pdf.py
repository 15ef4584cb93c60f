"""Slips as PDF: what is on the paper, whether it fits, whether it can be read back."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdf
import pytest
from PIL import Image, ImageChops

from counter_app.domain.answer import CardFacts
from counter_app.domain.kinds import KINDS
from counter_app.domain.masking import Masked
from counter_app.domain.slip import SlipFacts
from counter_app.domain.ticket_number import grouped
from counter_app.domain.timeline import DONE, NOW, TO_COME
from counter_app.errors import BadInput
from counter_app.plain_words import Answer, AnswerCard
from counter_app.slips.fonts import registered
from counter_app.slips.papers import PAPERS
from counter_app.slips.pdf import PdfSlips
from counter_app.texts import Texts
from tests.builders.golden_slips import FOLDER, WISHES, name_of, read_back, slip_of, text_of
from tests.builders.ink import overlapping, sticking_out, stripes_on, words_on
from tests.builders.slip_dots import dots, unlike
from tests.builders.slips import CANCELLED, CARD, FULL, MOVE, REPAIR, picture_answers, remark, step, timeline

STORIES = {"move": MOVE, "full": FULL, "repair": REPAIR, "cancelled": CANCELLED}
SIZES = {"a4": (210, 297), "a5": (148, 210), "roll80": (80, 0), "roll58": (58, 0)}
MOST_UNLIKE = 0.001
EVERY_WISH = pytest.mark.parametrize("wish", WISHES, ids="-".join)


@pytest.fixture(scope="module")
def slips() -> PdfSlips:
    """The renderer with the answers of the pictures."""
    return PdfSlips(answers=picture_answers)


def squeezed(text: str) -> str:
    """Without anything white: where lines break is no part of a text."""
    return "".join(text.split())


@EVERY_WISH
def test_a_slip_says_and_shows_what_its_golden_does(wish: tuple[str, str, str]) -> None:
    slip = slip_of(*wish)
    assert text_of(slip) == (FOLDER / f"{name_of(*wish)}.txt").read_text("utf-8"), "see tests/builders/golden_slips.py"
    with Image.open(FOLDER / f"{name_of(*wish)}.png") as golden:
        assert unlike(dots(slip.pdf), golden) <= MOST_UNLIKE


def test_a_golden_notices_a_single_word_that_moved() -> None:
    golden = dots(slip_of("status", "a4", "zh_CN").pdf)
    moved = dots(PdfSlips(answers=picture_answers).render(replace(FULL, owner=Masked("李**")), "status", "a4", "zh_CN").pdf)
    shifted = ImageChops.offset(golden, 1, 0)
    assert 0 < unlike(moved, golden) < MOST_UNLIKE < unlike(shifted, golden)


def test_there_is_no_golden_without_its_slip() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {name_of(*wish) + end for wish in WISHES for end in (".txt", ".png")}


@EVERY_WISH
@pytest.mark.parametrize("story", STORIES)
def test_every_text_fits_its_paper_and_touches_no_other(slips: PdfSlips, story: str, wish: tuple[str, str, str]) -> None:
    fonts = registered()
    for page in slips.pages(STORIES[story], *wish):
        assert sticking_out(page, fonts, PAPERS[wish[1]].margin_mm) == []
        assert list(overlapping(page, fonts)) == []


@EVERY_WISH
def test_a_slip_has_the_size_of_its_paper(slips: PdfSlips, wish: tuple[str, str, str]) -> None:
    slip = slips.render(FULL, *wish)
    width, height = SIZES[wish[1]]
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(slip.pdf)).pages]
    assert len(boxes) == slip.pages == 1
    assert float(boxes[0].width) * 25.4 / 72 == pytest.approx(width, abs=0.01) == slip.width_mm
    assert float(boxes[0].height) * 25.4 / 72 == pytest.approx(slip.height_mm, abs=0.01)
    assert slip.height_mm == (height or slip.height_mm)
    assert slip.media == (f"Custom.{width}x{slip.height_mm}mm" if slip.head_dots else wish[1].upper())
    assert (slip.paper, slip.head_dots) == (wish[1], {80: 576, 58: 384}.get(width, 0))


def test_the_file_says_nothing_about_the_customer_in_its_properties(slips: PdfSlips) -> None:
    properties = pypdf.PdfReader(io.BytesIO(slips.render(FULL, "status", "a5", "zh_CN").pdf)).metadata
    said = " ".join(str(value) for value in (properties or {}).values())
    assert "0472" not in said
    assert "王" not in said


def test_rare_characters_are_drawn_and_come_back_as_they_were(slips: PdfSlips) -> None:
    facts = replace(MOVE, owner=Masked("䶮**·𠮷**"), remarks=(remark("𠅤㛃𫖯䲠住𠮷里"),), hall="𠮷祥营业厅")
    for wish in WISHES[:4]:
        slip = slips.render(facts, *wish)
        assert slip.missing == ()
        assert "䶮**·𠮷**" in read_back(slip.pdf)
        assert "𠅤㛃𫖯䲠住𠮷里" in squeezed(read_back(slip.pdf))
        assert "𠮷祥" in pypdf.PdfReader(io.BytesIO(slip.pdf)).pages[0].extract_text()


@EVERY_WISH
def test_a_character_no_font_has_is_reported_with_what_is_printed_instead(
    slips: PdfSlips, wish: tuple[str, str, str]
) -> None:
    facts = replace(MOVE, kind="other", raw_kind="𪚥记 \U000e0041\uf8ff 费", owner=Masked("𪚥**"))
    slip = slips.render(facts, *wish)
    assert slip.missing == ("\uf8ff", "𪚥")
    assert slip.replaced == (("\uf8ff", "＿"), ("𪚥", "(zhé)"))
    told = squeezed(read_back(slip.pdf))
    assert "(zhé)记＿费" in told
    assert ("(zhé)**" in told) == (wish[0] == "status")
    assert slips.render(MOVE, *wish).replaced == ()


@pytest.mark.parametrize("place", ["hall", "counter", "ask_here", "site", "remark", "reason", "step", "answer"])
def test_no_text_of_a_slip_is_printed_as_a_box(place: str) -> None:
    def answers(texts: Texts, facts: CardFacts) -> AnswerCard:
        said = Answer("𪚥", "x") if place == "answer" else Answer("a", "b")
        return AnswerCard(said, said, said)

    changed = {
        "hall": replace(FULL, hall="𪚥"), "counter": replace(FULL, counter="𪚥"), "ask_here": replace(FULL, ask_here=("𪚥",)),
        "site": replace(FULL, site=Masked("𪚥")), "remark": replace(FULL, remarks=(remark("𪚥"),)),
        "reason": replace(CANCELLED, reason="𪚥"), "answer": FULL,
        "step": replace(FULL, timeline=timeline((replace(step(1, "𪚥", NOW), raw=True),))),
    }  # fmt: skip
    slip = PdfSlips(answers=answers).render(changed[place], "status", "a4", "zh_CN")
    assert slip.missing == ("𪚥",)
    assert "(zhé)" in read_back(slip.pdf)


def test_a_missing_character_of_a_text_that_was_cut_off_is_not_reported(slips: PdfSlips) -> None:
    facts = replace(MOVE, remarks=(remark("材料" * 5000 + "𪚥"),))
    assert slips.render(facts, "status", "roll58", "zh_CN").missing == ()


def test_bold_text_takes_from_the_regular_font_what_bold_lacks(slips: PdfSlips) -> None:
    facts = replace(MOVE, kind="other", raw_kind="ǎ 镕煊 丂")
    page = slips.pages(facts, "large_print", "a5", "zh_CN")[0]
    assert any(word.bold and "丂" in word.text for word in words_on(page))
    assert slips.render(facts, "large_print", "a5", "zh_CN").missing == ()
    assert registered().runs("宽ǎ𠮷", bold=True) == (("SlipBold", "宽"), ("SlipRegular", "ǎ"), ("SlipRare", "𠮷"))


def test_the_same_facts_give_the_same_bytes_in_every_renderer_and_thread() -> None:
    def drawn(turn: int) -> bytes:
        return PdfSlips(answers=picture_answers).render((MOVE, FULL)[turn % 2], "status", "roll80", "zh_CN").pdf

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(drawn, range(12)))
    assert set(made[0::2]) == {drawn(0)}
    assert set(made[1::2]) == {drawn(1)}


@pytest.mark.parametrize("number", ["1", "GD2603090472", "0123456789" * 2, "A1B2" * 16, "8c1f0d2e-6f0a-4c53-9a3e-2b1d7c9e5f10"])
@EVERY_WISH
def test_a_ticket_number_stands_whole_on_one_line(slips: PdfSlips, wish: tuple[str, str, str], number: str) -> None:
    fonts = registered()
    for page in slips.pages(replace(MOVE, number=number), *wish):
        below_stripes = PAPERS[wish[1]].is_roll and grouped(number) == number and stripes_on(page) is not None
        assert [word.text for word in words_on(page)].count(grouped(number)) == 1 + below_stripes
        assert sticking_out(page, fonts, PAPERS[wish[1]].margin_mm) == []


@EVERY_WISH
@pytest.mark.parametrize("long", ["长长的名字" * 14, "Longer and longer names " * 5, "X" * 90], ids=["zh", "en", "word"])
def test_long_names_of_halls_counters_kinds_and_steps_still_fit(
    slips: PdfSlips, wish: tuple[str, str, str], long: str
) -> None:
    steps = tuple(replace(one, raw=True, label=long) for one in MOVE.timeline.steps[1:4])
    facts = replace(
        FULL, hall=long, counter=long, staff_number=long, ask_here=(long, long), kind="other", raw_kind=long,
        status="unrecognised", raw_status=long, owner=Masked(long), contact_number=Masked(long),
        service_number=Masked(long), timeline=timeline(steps),
    )  # fmt: skip
    fonts = registered()
    for page in slips.pages(facts, *wish):
        assert sticking_out(page, fonts, PAPERS[wish[1]].margin_mm) == []
        assert list(overlapping(page, fonts)) == []


@EVERY_WISH
def test_a_reason_of_ten_thousand_characters_is_cut_and_seen_to_be(slips: PdfSlips, wish: tuple[str, str, str]) -> None:
    reason = "客户说线路还没有到位" * 1000

    def answers(texts: Texts, facts: CardFacts) -> AnswerCard:
        return AnswerCard(Answer(reason, reason), Answer(reason, reason), Answer(reason, reason))

    facts = replace(CANCELLED, reason=reason, ask_here=(reason,) * 50)
    fonts = registered()
    for page in PdfSlips(answers=answers).pages(facts, *wish):
        assert sticking_out(page, fonts, PAPERS[wish[1]].margin_mm) == []
        assert list(overlapping(page, fonts)) == []
        assert any(word.text.endswith("…") for word in words_on(page))


def test_no_answer_and_no_place_to_ask_is_cut_on_a_roll(slips: PdfSlips) -> None:
    for wish in WISHES:
        if PAPERS[wish[1]].is_roll:
            assert "…" not in read_back(slips.render(FULL, *wish).pdf)


def test_no_kind_of_business_is_cut_in_the_title(slips: PdfSlips) -> None:
    for kind in KINDS:
        for wish in WISHES:
            for page in slips.pages(replace(MOVE, kind=kind), *wish) if wish[0] == "large_print" else ():
                assert not [word.text for word in words_on(page) if word.text.endswith("…")], (kind, wish)


def test_a_step_beside_its_date_never_breaks_a_word_on_a_narrow_roll(slips: PdfSlips) -> None:
    shown = [word.text for word in words_on(slips.pages(FULL, "status", "roll58", "en")[0])]
    assert {"Visit appointment", "expected 19 Mar", "Activation and speed test"} <= set(shown)


def test_on_a_roll_every_text_begins_on_a_whole_dot(slips: PdfSlips) -> None:
    for layout, paper, language in WISHES:
        for word in words_on(slips.pages(FULL, layout, paper, language)[0]) if PAPERS[paper].is_roll else ():
            assert word.x * 8 == pytest.approx(round(word.x * 8), abs=1e-6)
            assert word.y * 8 == pytest.approx(round(word.y * 8), abs=1e-6)


def long_route(steps: int) -> SlipFacts:
    """A ticket that was opened again and again, with 300 records."""
    made = [step(n, "Resource check", DONE if n < steps - 2 else NOW if n == steps - 2 else TO_COME, 9) for n in range(1, steps + 1)]
    remarks = tuple(remark(f"第 {n} 次记录，材料还没有到", 1 + n % 28) for n in range(300))
    return replace(FULL, timeline=timeline(tuple(made), 300), remarks=remarks)


@EVERY_WISH
def test_a_ticket_of_300_events_is_printed_whole_on_as_many_pages_as_it_needs(
    slips: PdfSlips, wish: tuple[str, str, str]
) -> None:
    facts = long_route(45)
    pages = slips.pages(facts, *wish)
    fonts = registered()
    for page in pages:
        assert sticking_out(page, fonts, PAPERS[wish[1]].margin_mm) == []
        assert list(overlapping(page, fonts)) == []
    shown = [word.text for page in pages for word in words_on(page)]
    name = "资源核查" if wish[2] == "zh_CN" else "Resource check"
    if wish[0] == "status":
        assert shown.count(name) == 45
    assert len(pages) == (3 if wish[0] == "status" and not PAPERS[wish[1]].is_roll else 1)


def test_every_page_says_whose_slip_it_is_and_which_page(slips: PdfSlips) -> None:
    pages = slips.pages(long_route(45), "status", "a5", "zh_CN")
    for n, page in enumerate(pages, 1):
        shown = [word.text for word in words_on(page)]
        assert "GD26 0309 0472" in shown
        assert any(f"第 {n} 页，共 3 页" in text for text in shown)
        assert any("这张纸不能用来办理业务" in text for text in shown)
    assert not any("页，共" in word.text for word in words_on(slips.pages(MOVE, "status", "a5", "zh_CN")[0]))


def test_a_full_sheet_leaves_out_the_oldest_remarks_before_it_begins_a_second_page(slips: PdfSlips) -> None:
    remarks = tuple(remark(f"第 {n} 条留言", n) for n in range(1, 9))
    crowded = slips.pages(replace(FULL, remarks=remarks), "status", "a5", "zh_CN")
    shown = squeezed("".join(word.text for word in words_on(crowded[0])))
    assert len(crowded) == 1
    assert "第8条留言" in shown
    assert "第6条留言" not in shown


def test_a_remark_of_ten_thousand_characters_is_cut_and_seen_to_be(slips: PdfSlips) -> None:
    facts = replace(MOVE, remarks=(remark("材料" * 5000),), site=Masked("城" * 60 + "****"))
    for paper in PAPERS:
        slip = slips.render(facts, "status", paper, "zh_CN")
        assert slip.pages == 1
        assert "…" in read_back(slip.pdf)


def test_without_a_code_there_is_no_place_held_for_one(slips: PdfSlips) -> None:
    for wish in WISHES:
        for page in slips.pages(replace(MOVE, code=""), *wish):
            shown = " ".join(word.text for word in words_on(page))
            assert "扫" not in shown
            assert "scan" not in shown


def test_a_ticket_without_steps_is_printed_without_them(slips: PdfSlips) -> None:
    facts = replace(MOVE, timeline=timeline(()), card=replace(CARD, step_count=0))
    for wish in WISHES:
        assert slips.render(facts, *wish).pages == 1


def test_an_unknown_layout_or_paper_is_refused_by_name(slips: PdfSlips) -> None:
    with pytest.raises(BadInput, match="no slip layout poster"):
        slips.render(MOVE, "poster", "a5", "zh_CN")
    with pytest.raises(BadInput, match="no paper a0"):
        slips.render(MOVE, "status", "a0", "zh_CN")


def test_layouts_and_papers_can_be_listed_for_whoever_chooses(slips: PdfSlips) -> None:
    assert [choice.code for choice in slips.layouts()] == ["status", "large_print"]
    assert [choice.code for choice in slips.papers()] == ["a5", "roll80", "a4", "roll58"]
