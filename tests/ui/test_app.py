"""The application around the window: it paints before anything is loaded, and lives on when something fails."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counter_app.domain.demo_notice import DemoNotice
from counter_app.domain.finding import BY_TICKET_NUMBER, ONE, Found, Recognised
from counter_app.errors import BadInput, StoreAway, StoreRefused
from counter_app.settings import Hall, Settings
from tests.doubles import story
from tests.doubles.counter import CounterDouble
from ui.app import CounterApp, application_of

FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from counter_app.settings import Settings
from ui.app import CounterApp, application_of
app = application_of(["counter"])
def make():
    import sqlalchemy
    raise SystemExit
desk = CounterApp(Settings("sqlite://", Path("unused")), make)
desk.connect_counter = lambda: app.exit(0)
desk.start()
QTimer.singleShot(20000, lambda: app.exit(3))
code = app.exec()
print(code, [name for name in ("sqlalchemy", "reportlab", "alembic", "pypdfium2", "argon2") if name in sys.modules])
"""


class StoryClock:
    """The moment of the story."""

    def now(self) -> object:
        return story.NOW


class Opening:
    """Makes the counter, or fails in the given order."""

    def __init__(self, *outcomes: Exception | None) -> None:
        self.outcomes, self.counter = list(outcomes), CounterDouble()
        self.counter.close = lambda: None  # type: ignore[attr-defined]
        self.calls = 0

    def __call__(self) -> CounterDouble:
        self.calls += 1
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            raise outcome
        return self.counter


class Desk:
    """A started application on a double."""

    def __init__(self, qtbot: QtBot, opening: Opening, demo: DemoNotice | None = None, language: str = "zh_CN") -> None:
        self.qtbot, self.opening = qtbot, opening
        application_of(["counter"])
        settings = Settings("sqlite://", Path("unused"), Hall("城东营业厅", "3"), language)
        self.app = CounterApp(settings, opening, demo=demo, clock=StoryClock(), seconds=lambda: self.seconds)  # type: ignore[arg-type]
        self.seconds = 0.0
        self.app.start()
        # the window of the test before may still hold the focus
        qtbot.waitUntil(lambda: self.app.window.isActiveWindow() and self.app.window.isAncestorOf(QApplication.focusWidget()))

    def press(self, keys: str) -> None:
        pressed = QKeySequence(keys)[0]
        QTest.keyClick(QApplication.focusWidget(), pressed.key(), pressed.keyboardModifiers())

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClick(QApplication.focusWidget(), character)

    def sign_in(self) -> None:
        for text in ("3107", "secret"):
            self.type(text)
            self.press("Return")
        self.qtbot.waitUntil(lambda: self.app.main is not None, timeout=20_000)

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.app.tasks.is_busy(), timeout=20_000)

    def sees(self, text: str) -> bool:
        return any(text in label.text() for label in self.app.window.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def opening() -> Opening:
    return Opening()


@pytest.fixture
def make_desk(qtbot: QtBot) -> Iterator[object]:
    desks: list[Desk] = []

    def make(opening: Opening, demo: DemoNotice | None = None) -> Desk:
        desks.append(Desk(qtbot, opening, demo))
        return desks[-1]

    yield make
    for desk in desks:
        assert desk.app.close()
        desk.app.window.close()
        desk.app.window.deleteLater()
        desk.app.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_first_paint_needs_neither_store_nor_printing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT], capture_output=True, text=True, timeout=60,
        cwd=Path(__file__).parents[2], check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "0 []", done.stderr


def test_the_counter_is_made_off_the_gui_thread(make_desk, opening: Opening) -> None:
    made_on: list[int] = []

    def make() -> CounterDouble:
        made_on.append(threading.get_ident())
        return opening.counter

    desk = make_desk(make)
    desk.qtbot.waitUntil(lambda: desk.app.counter is not None)
    assert made_on != [threading.get_ident()]


def test_a_store_that_cannot_be_reached_is_said_and_tried_again_by_key(make_desk) -> None:
    desk = make_desk(Opening(StoreAway("The ticket data cannot be reached")))
    desk.qtbot.waitUntil(lambda: desk.sees("工单数据暂时连不上"))
    desk.press("Ctrl+R")
    desk.qtbot.waitUntil(lambda: desk.app.counter is not None)
    assert not desk.sees("工单数据暂时连不上")
    desk.sign_in()


def test_a_store_of_another_key_is_refused_in_words(make_desk) -> None:
    desk = make_desk(Opening(StoreRefused("This counter cannot use the ticket data")))
    desk.qtbot.waitUntil(lambda: desk.sees("本台不能使用这份工单数据"))
    assert desk.app.counter is None


def test_a_bug_while_opening_is_a_code_and_the_window_lives(make_desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        desk = make_desk(Opening(ValueError("王秀兰 13800136621")))
        desk.qtbot.waitUntil(lambda: desk.sees("程序出了差错"))
    assert "ValueError" in caplog.text
    assert "王秀兰" not in caplog.text
    desk.press("Ctrl+R")
    desk.qtbot.waitUntil(lambda: desk.app.counter is not None)


def test_a_bug_in_the_window_is_a_code_in_the_banner(make_desk, opening: Opening, caplog: pytest.LogCaptureFixture) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    with caplog.at_level(logging.ERROR):
        error = KeyError("13800136621")
        desk.app.note_bug(KeyError, error, None)
    assert desk.sees("请记下编号")
    assert "13800136621" not in caplog.text
    desk.type("x")


def test_the_demo_names_its_clerks_and_cards(make_desk, opening: Opening) -> None:
    desk = make_desk(opening, DemoNotice((("3107", "green tea", "Clerk"),), (("77100319680314002X", "Clerk"),)))
    assert desk.sees("3107 / green tea")
    assert desk.sees("77100319680314002X")


def test_without_a_demo_nothing_speaks_of_one(make_desk, opening: Opening) -> None:
    assert not make_desk(opening).sees("演示")


def test_the_smallest_window_is_1280_by_680(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    desk.app.window.resize(1280, 680)
    assert (desk.app.window.width(), desk.app.window.height()) == (1280, 680)
    hint = desk.app.window.centralWidget().minimumSizeHint()
    assert (hint.width() <= 1280, hint.height() <= 680) == (True, True), hint


def test_data_that_goes_away_is_said_and_comes_back_by_itself_or_by_key(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    opening.counter.trouble["find"] = StoreAway("The ticket data cannot be reached")
    desk.type("GD2603090472")
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: desk.sees("还没有查成"))
    assert desk.sees("数据连不上")
    assert desk.app.main.page.ticket.print_button.reason() == "工单数据暂时连不上"
    del opening.counter.trouble["find"]
    recognised = Recognised("ticket_number", "GD26 0309 0472")
    opening.counter.found["GD2603090472"] = Found(recognised, "nothing")
    desk.press("Ctrl+R")
    desk.qtbot.waitUntil(lambda: desk.sees("没有工单 GD26 0309 0472"))
    assert desk.sees("数据正常")
    assert desk.app.main.page.ticket.print_button.reason() == ""
    assert not desk.app.main.page.banner.isVisible()


def test_keys_belong_to_the_input_method_while_it_composes_but_f12_acts(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    page, box = desk.app.main.page, desk.app.main.page.box
    desk.type("138")
    QApplication.sendEvent(box.line(), QInputMethodEvent("qing'nian", []))
    for key in ("Esc", "F2", "Ctrl+H", "Return"):
        desk.press(key)
    assert page.detail.currentWidget() is page.start
    assert box.text() == "138"
    assert opening.counter.called("find") == []
    desk.press("F12")
    assert desk.app.main.page is not page


def test_activity_reaches_the_service_at_most_every_30_seconds(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    desk.type("1")
    desk.idle()
    for _ in range(5):
        desk.seconds += 20
        desk.type("2")
        desk.idle()
    assert len(opening.counter.called("touch")) == 2


def test_enter_presses_the_button_in_focus(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    page = desk.app.main.page
    page.start.document_button.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press("Return")
    assert page.detail.currentWidget() is page.document


def test_f1_opens_and_closes_the_sheet_of_keys(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    desk.press("F1")
    assert desk.app.main.page.keys.isVisible()
    assert desk.sees("下一位，在哪里都能按")
    desk.press("F1")
    assert not desk.app.main.page.keys.isVisible()


def test_keys_of_parts_that_are_not_built_do_nothing(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    before = {label.text() for label in desk.app.window.findChildren(QLabel)}
    for key in ("F4", "F5", "F6", "F7", "F9", "F11", "Alt+D", "Alt+B"):
        desk.press(key)
    assert {label.text() for label in desk.app.window.findChildren(QLabel)} == before


def test_a_verified_customer_is_not_verified_again(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    opening.counter.found["GD2603090472"] = Found(
        Recognised("ticket_number", "GD26 0309 0472"), ONE, BY_TICKET_NUMBER, rows=(story.ROWS[0],)
    )
    desk.press("F2")
    desk.type("11010119480215002")
    desk.type("3")
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: desk.app.main.page.identity.state() == "ok")
    desk.press("F2")
    assert desk.sees("这位客户已经核验")


def test_a_number_that_could_be_of_two_countries_is_asked_for_in_its_field(make_desk, opening: Opening) -> None:
    desk = make_desk(opening)
    desk.sign_in()
    opening.counter.trouble["verify"] = BadInput("Please try another number.", field="document")
    desk.press("F2")
    desk.type("E12345678")
    desk.press("Return")
    desk.qtbot.waitUntil(lambda: desk.sees("请换一个号码再查。"))
    assert desk.app.main.page.document.field.text() == "E12345678"
