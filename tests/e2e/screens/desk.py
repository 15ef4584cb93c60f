"""The whole window on a counter whose answers are written by the test, everything on this thread: for what it shows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.domain.demo_notice import DemoNotice
from counter_app.settings import Hall, Settings
from tests.doubles import story
from tests.doubles.counter import SESSION, CounterDouble
from tests.doubles.tasks_here import TasksHere
from ui.app import CounterApp, application_of
from ui.looks import Look
from ui.main_window import MainWindow
from ui.visit_page import VisitPage

DEMO = DemoNotice(
    (("3107", "one two three words", "Clerk"), ("9001", "four five six words", "Administrator")),
    (("77100319680314002X", "Three numbers, one ticket late"), ("X0071926D7UTO8904171F3408205<<<<<<<<<<<<<<<2", "Passport")),
)


class StoryClock:
    """The moment of the story."""

    def now(self) -> object:
        return story.NOW


class ScreenDesk:
    """One window in one look; ``go_in`` signs in. Every answer is there at once, or held back by ``tasks.hold()``."""

    def __init__(self, look: Look, size: tuple[int, int] = (1366, 768), demo: DemoNotice | None = DEMO) -> None:
        application_of(["counter"])
        self.counter, self.tasks, self.seconds = CounterDouble(), TasksHere(), 0.0
        self.counter.close = lambda: None  # type: ignore[attr-defined]
        settings = Settings("sqlite://", Path("unused"), Hall("城东营业厅", "3"), look.language)
        self.app = CounterApp(settings, lambda: self.counter, demo=demo, clock=StoryClock(), seconds=lambda: self.seconds)  # type: ignore[arg-type,return-value]
        self.app.tasks.close()
        self.app.tasks = self.tasks
        self.app.use_look(look)
        self.window = self.app.window
        self.window.resize(*size)
        self.window.show()
        self.app.connect_counter()
        self.settle()

    @property
    def main(self) -> MainWindow:
        """The clerk's window."""
        assert self.app.main is not None
        return self.app.main

    @property
    def page(self) -> VisitPage:
        """The page of the customer at the counter."""
        return self.main.page

    def begin_anew(self) -> None:
        """Back to the sign-in window, nothing answered yet."""
        if self.app.main is not None:
            self.app.sign_out()
        else:
            self.app.use_look(Look(self.app.theme.name, self.app.theme.view, self.app.texts.language))
        self.counter.__init__()  # type: ignore[misc]
        self.counter.close = lambda: None  # type: ignore[attr-defined]
        self.tasks.hold(holding=False)
        self.seconds = 0.0
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.window.activateWindow()  # an opened list took it
        self.settle()

    def go_in(self) -> None:
        """Sign in and stand at the box."""
        self.app.sign_in.wants_sign_in.emit(SESSION.staff_number, "secret")
        self.settle()

    def press(self, keys: str) -> None:
        """Press a key on whatever has the focus."""
        pressed = QKeySequence(keys)[0]
        QTest.keyClick(QApplication.focusWidget() or self.window, pressed.key(), pressed.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        for character in text:
            QTest.keyClick(QApplication.focusWidget() or self.window, character)
        self.settle()

    def present(self, number: str = "110101194802150023") -> None:
        """Check a document."""
        self.page.enter_document()
        self.page.document.field.set_text(number)
        self.page.document.submit()
        self.settle()

    def look_up(self, text: str) -> None:
        """Look up a number."""
        self.page.box.set_text(text)
        self.page.look_up(text)
        self.settle()

    def open_ticket(self, ticket_id: int = story.MOVE) -> None:
        """Verify and open a ticket."""
        self.present()
        self.page.open_ticket(ticket_id)
        self.settle()

    def resize(self, width: int, height: int) -> None:
        """Make the window another size."""
        self.window.resize(width, height)
        self.settle()

    def settle(self) -> None:
        """Let layouts and queued calls come to rest."""
        for _ in range(2):
            loop = QEventLoop()
            QTimer.singleShot(0, loop.quit)
            loop.exec()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def top(self) -> QWidget:
        """What can be worked with now: an open sheet, else the whole window."""
        if self.app.main is not None:
            for sheet in (self.main.side_work.imports, self.main.side_work.cards, self.page.keys, self.page.slip):
                if sheet is not None and sheet.is_open():
                    return sheet
        return self.window

    def leave(self) -> None:
        """Close the window."""
        self.app.close()
        self.window.close()
        self.window.deleteLater()
        self.app.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
