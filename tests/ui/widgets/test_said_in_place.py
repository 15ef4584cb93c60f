"""Header, banner, facts, status strip and preview: what they say, and that nothing of it stays."""

from __future__ import annotations

import io

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from counter_app.texts import Texts
from tests.ui.widgets.samples import SECRET
from tests.ui.widgets.traces import traces
from ui.theme import Theme
from ui.widgets.banner import BAD, GOOD, ICONS, INFO, WARN, Banner
from ui.widgets.facts import FactLine, FactRow, FactTable
from ui.widgets.identity_block import NO, NONE, OK, IdentityBlock
from ui.widgets.pdf_page import PdfPage
from ui.widgets.status_bar import StatusBar
from ui.widgets.text_label import TextLabel


def pdf(pages: int) -> bytes:
    """A small file of A5 pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(420, 595))
    for n in range(pages):
        canvas.drawString(100, 300, f"page {n}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_the_header_tells_three_states_apart_by_words(qtbot: QtBot, theme: Theme, texts: Texts) -> None:
    block = IdentityBlock(theme, texts)
    qtbot.addWidget(block)
    said = {NONE: block.accessibleName()}
    block.show_verified("王**", "居民身份证 尾号 002X")
    said[OK] = block.accessibleName()
    block.show_wrong("还没有核验，也没有查询")
    said[NO] = block.accessibleName()
    assert said == {
        NONE: "尚未核验, 请先核验证件",
        OK: "王** 已核验, 居民身份证 尾号 002X",
        NO: "证件号不对, 还没有核验，也没有查询",
    }
    assert block.height() == 64


def test_a_forgotten_header_names_nobody(qtbot: QtBot, theme: Theme, texts: Texts) -> None:
    block = IdentityBlock(theme, texts)
    qtbot.addWidget(block)
    block.show_verified(SECRET, "居民身份证 尾号 002X")
    block.set_clock("01:12")
    block.forget()
    assert block.state() == NONE
    assert not any(word in traces(block) for word in (SECRET, "002X", "01:12"))


@pytest.mark.parametrize("kind", [GOOD, WARN, BAD, INFO])
def test_a_banner_says_what_and_what_to_do(qtbot: QtBot, theme: Theme, kind: str) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say(kind, "没有打印出来", "装好纸再按 F8。", "重试", "Ctrl+R")
    assert (banner.kind(), banner.what(), banner.advice()) == (kind, "没有打印出来", "装好纸再按 F8。")
    assert banner.accessibleName() == "没有打印出来 装好纸再按 F8。"
    assert not banner.isHidden()
    assert len(set(ICONS.values())) == 4
    with qtbot.waitSignal(banner.pressed):
        qtbot.mouseClick(banner.button(), Qt.MouseButton.LeftButton)
    banner.forget()
    assert banner.isHidden()
    assert "打印" not in traces(banner)


def test_markup_in_data_is_shown_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    label = TextLabel("<b>a</b>", theme)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    plain = TextLabel("ab", theme)
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > plain.sizeHint().width() * 2


def test_facts_without_a_value_are_left_out_and_none_is_broken(qtbot: QtBot, theme: Theme) -> None:
    line = FactLine(theme)
    qtbot.addWidget(line)
    line.resize(300, 40)
    line.show()
    line.show_facts([("工单号", "GD26 0309 0472"), ("费用", ""), ("受理", "3月9日 12:06"), ("新址", "西湖区青年路****")])
    assert [fact.label for fact in line.facts()] == ["工单号", "受理", "新址"]
    one_line = line.heightForWidth(2000)
    assert line.heightForWidth(300) == line.height() > one_line
    assert line.accessibleName() == "工单号 GD26 0309 0472; 受理 3月9日 12:06; 新址 西湖区青年路****"
    line.forget()
    assert "GD26" not in traces(line)


def test_a_table_of_facts_grows_with_long_values(qtbot: QtBot, theme: Theme) -> None:
    table = FactTable(theme)
    qtbot.addWidget(table)
    table.resize(400, 100)
    table.show_facts([("状态", "处理中"), ("受理日期", "3月9日")])
    table.show()
    before = table.height()
    table.show_rows((FactRow("状态", "处理中"), FactRow("原因", "欠费停机后没有按时缴清，" * 6)))
    assert table.height() > before
    assert not table.grab().isNull()
    table.forget()
    assert table.isHidden()
    assert "欠费" not in traces(table)


def test_a_status_item_changes_its_words_and_keeps_its_place(qtbot: QtBot, theme: Theme, texts: Texts) -> None:
    bar = StatusBar(theme, texts)
    qtbot.addWidget(bar)
    bar.set_place("城东营业厅 · 3 号台 · 李敏 3107")
    item = bar.add("database", "数据正常")
    item.say("数据连不上", "bad", "triangle-alert")
    assert (item.text(), bar.place()) == ("数据连不上", "城东营业厅 · 3 号台 · 李敏 3107")
    assert bar.height() == 26


def test_the_preview_shows_the_pages_of_the_real_file(qtbot: QtBot, theme: Theme, texts: Texts) -> None:
    preview = PdfPage(theme, texts)
    qtbot.addWidget(preview)
    preview.resize(466, 560)
    with qtbot.waitExposed(preview):
        preview.show()
    preview.show_pdf(pdf(2))
    assert preview.pages() == 2
    image = preview.grab().toImage()
    paper = image.pixelColor(233, 100)
    assert (paper.red(), paper.green(), paper.blue()) == (255, 255, 255)
    dark = sum(image.pixelColor(x, y).lightness() < 90 for x in range(60, 400) for y in range(60, 500))
    assert dark > 20
    preview.forget()
    assert preview.pages() == 0
    assert b"PDF" not in repr(vars(preview)).encode()


def test_the_preview_is_as_large_as_its_room(qtbot: QtBot, theme: Theme, texts: Texts) -> None:
    preview = PdfPage(theme, texts)
    qtbot.addWidget(preview)
    preview.resize(466, 560)
    preview.show()
    preview.show_pdf(pdf(1))
    assert preview.verticalScrollBar().maximum() == 0
    preview.resize(300, 400)
    assert preview.pages() == 1
