"""The application: a window that paints at once, a counter that comes after it, and who is signed in."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow

from counter_app.domain.card_read import CONDITION_LABELS, ReaderCondition, ReaderState
from counter_app.domain.demo_notice import DemoNotice
from counter_app.domain.slip import PrinterChoice
from counter_app.domain.staff import ClerkSession
from counter_app.errors import BadInput, CounterError, SessionOver
from counter_app.ports import Clock
from counter_app.settings import Settings
from counter_app.texts import LANGUAGES, Texts, mark
from ui.card_watch import ReaderLook
from ui.equipment import Equipment
from ui.looks import Look, LookFile, LookMemory, NoMemory
from ui.messages import WARN, Message, incident_of, message_of
from ui.scanner import ENDINGS, Scanner, event_ms
from ui.sign_in import CLOCK, DATA, PRINTER, PRODUCT, READER, SignIn, place_of
from ui.tasks import Lane, Tasks
from ui.theme import Theme, load_fonts

if TYPE_CHECKING:
    from counter_app.service.counter import Counter
    from ui.main_window import MainWindow

T = TypeVar("T")
SMALLEST = (1280, 680)
USUAL = (1366, 768)
OWNER = "application"


class HallClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """The present time, aware, UTC."""
        return datetime.now(UTC)


class CounterWindow(QMainWindow):
    """The one top-level window: signing in or serving. Its title is the product and the counter, nothing else."""

    def __init__(self, on_close: Callable[[], None]) -> None:
        super().__init__()
        self._on_close = on_close
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._on_close()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button in focus, like Space."""
        focused = QApplication.focusWidget()
        if event.key() in ENDINGS[:2] and isinstance(focused, QAbstractButton):
            focused.click()
            return
        super().keyPressEvent(event)


class CounterApp(QObject):
    """Holds the window, the tasks and, once they are there, the counter and the clerk's session."""

    def __init__(
        self, settings: Settings, make_counter: Callable[[], Counter], *, demo: DemoNotice | None = None,
        clock: Clock | None = None, stamp_ms: Callable[[QKeyEvent], float] = event_ms,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__()
        self.settings, self.demo = settings, demo
        self.clock: Clock = clock or HallClock()
        self._make_counter, self._seconds = make_counter, seconds
        self._reader_look: ReaderLook | None = None
        self.looks: LookMemory = NoMemory()
        self.equipment = Equipment()
        self.theme, self.texts = Theme(), Texts(settings.language, settings.hall.zone)
        self.tasks = Tasks(self.report)
        self.counter: Counter | None = None
        self.main: MainWindow | None = None
        self._pending: tuple[str, str] | None = None
        self._translator: QTranslator | None = None
        self.scanner = Scanner(stamp_ms, self)
        self.window = CounterWindow(self._window_closed)
        self.theme.dress(self.window)
        self.sign_in = self._show_sign_in()
        self._has_painted = self._is_closed = False

    # ---- start and end ----

    def start(self) -> None:
        """Show the sign-in window; the counter is made after its first paint."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self.scanner)
        self.sign_in.installEventFilter(self)
        self.window.show()
        self.window.activateWindow()
        self.sign_in.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint of the sign-in window starts the rest."""
        if event.type() == QEvent.Type.Paint and not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self, self.connect_counter)
        return super().eventFilter(watched, event)

    def close(self) -> bool:
        """Sign out, let the running work end (3 s at most), let go of the store; whether everything ended."""
        self._is_closed = True
        self._leave_session()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self.scanner)
        has_ended = self.tasks.close()
        if self.counter is not None and has_ended:
            self.counter.close()
        self.counter = None
        return has_ended

    def _window_closed(self) -> None:
        QApplication.quit()

    # ---- the counter ----

    def connect_counter(self) -> None:
        """Make the counter in a worker: only there are the store and the printing loaded."""
        self._say_clock()
        self.sign_in.show_check(DATA, self.texts.say(mark("Being opened")), "")
        self.sign_in.show_check(PRINTER, self.texts.say(mark("Looked for when the data is open")), "")
        work = partial(self._make_counter)
        self.tasks.run(work, self._connected, owner=OWNER, topic="open", lane=Lane.READ, failed=self._not_connected)

    def _try_again(self) -> None:
        if self.counter is None and not self.tasks.is_waiting(OWNER, "open"):
            self.sign_in.banner.forget()
            self.connect_counter()

    def _connected(self, counter: Counter) -> None:
        self.counter = counter
        self._show_connected()
        self._ask(partial(counter.staff.needs_first_admin), self._staff_known, "staff")
        if self._pending is not None:
            self._sign_in(*self._pending)

    def _show_connected(self) -> None:
        say = self.texts.say
        kind = say(mark("Data file of this counter") if self.settings.database_url.startswith("sqlite") else mark("Shared database"))
        at = f"{self.texts.local(self.clock.now()):%H:%M}"
        self.sign_in.show_check(DATA, say(mark("{kind}, opened {at}"), kind=kind, at=at), say(mark("Fine")), "good")
        if self.counter is not None:
            self._ask(partial(self.counter.printing.printers), self._show_printers, "printers", self._no_printers)
            if self.counter.reader is not None:
                self._reader_look = ReaderLook(self.counter.reader, self.tasks, self._show_reader)
                self._reader_look.start()

    def _show_reader(self, state: ReaderState) -> None:
        say, tone = self.texts.say, "warn" if state.condition is ReaderCondition.AWAY else "good"
        self.sign_in.show_check(READER, say(state.text, **dict(state.values)), say(CONDITION_LABELS[state.condition]), tone)

    def _not_connected(self, error: CounterError) -> None:
        self.sign_in.set_busy(False)
        message = message_of(error, self.texts)
        self.sign_in.show_check(DATA, message.advice, self.texts.say(mark("Not open")), "bad")
        self.sign_in.banner.say(message.level, message.what, "", self.texts.say(mark("Try again now")), "Ctrl+R")

    def _staff_known(self, needs_first_admin: bool) -> None:
        if needs_first_admin:
            self.sign_in.show_first_admin()

    def _show_printers(self, printers: tuple[PrinterChoice, ...]) -> None:
        say = self.texts.say
        if not printers:
            self._no_printers(None)
        elif printers[0].ready:
            self.sign_in.show_check(PRINTER, printers[0].label, say(mark("Ready")), "good")
        else:
            self.sign_in.show_check(PRINTER, printers[0].label, say(printers[0].state), "warn")

    def _no_printers(self, _error: CounterError | None) -> None:
        say = self.texts.say
        self.sign_in.show_check(PRINTER, say(mark("Slips can be saved as files")), say(mark("None found")), "warn")

    def _say_clock(self) -> None:
        now = self.clock.now()
        self.sign_in.show_check(CLOCK, self.texts.paper_moment(now), self.texts.say(mark("Please compare")))

    def _ask(
        self, work: partial[T], done: Callable[[T], None], topic: str,
        failed: Callable[[CounterError], None] | None = None,
    ) -> None:  # fmt: skip
        self.tasks.run(work, done, owner=OWNER, topic=topic, lane=Lane.LIVE, failed=failed or self.report)

    # ---- signing in and out ----

    def _show_sign_in(self) -> SignIn:
        self._translate_qt()
        page = SignIn(self.settings, self.theme, self.texts, self.demo)
        page.wants_sign_in.connect(self._sign_in)
        page.wants_first_admin.connect(self._make_first_admin)
        page.wants_look.connect(self._choose_look)
        page.banner.pressed.connect(self._try_again)
        QShortcut(QKeySequence("Ctrl+R"), page, self._try_again)
        self.window.setCentralWidget(page)
        page.show()
        self.window.setWindowTitle(f"{self.texts.say(PRODUCT)} · {place_of(self.settings.hall, self.texts)}")
        return page

    def remember_looks(self, looks: LookMemory) -> None:
        """Begin with the look that was chosen last at this computer, and remember what is chosen; before ``start``."""
        self.looks = looks
        look = looks.look()
        if self.settings.language != LANGUAGES[0]:  # asked for by the settings
            look = look._replace(language="")
        self.use_look(look)

    def use_look(self, look: Look) -> None:
        """Show the window in another look: it is built anew, what was typed as staff number stays."""
        number = self.sign_in.staff_number.text()
        self.theme = Theme(look.theme, look.view)
        self.texts = Texts(look.language or self.texts.language, self.settings.hall.zone)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.theme.apply(application)
        self.theme.dress(self.window)
        self.sign_in.forget()
        self.sign_in = self._show_sign_in()
        self.sign_in.staff_number.set_text(number)
        self._say_clock()
        if self.counter is not None:
            self._show_connected()
            self._ask(partial(self.counter.staff.needs_first_admin), self._staff_known, "staff")

    def _choose_look(self, look: Look) -> None:
        chosen = self.sign_in.choice_in_focus()
        self.looks.keep(look)
        self.use_look(look)
        self.sign_in.focus_choice(chosen)

    def _make_first_admin(self, staff_number: str, name: str, password: str) -> None:
        if self.counter is None:
            return
        self.sign_in.set_busy(True)
        self.tasks.run(
            partial(self.counter.staff.make_first_admin, staff_number, name, password),
            partial(self._first_admin_made, staff_number, password),
            owner=OWNER, topic="first administrator", lane=Lane.WRITE, failed=self._not_signed_in,
        )  # fmt: skip

    def _first_admin_made(self, staff_number: str, password: str, _nothing: None) -> None:
        self._sign_in(staff_number, password)

    def _sign_in(self, staff_number: str, password: str) -> None:
        self.sign_in.set_busy(True)
        self.sign_in.banner.forget()
        self._pending = None if self.counter is not None else (staff_number, password)
        if self.counter is not None:  # else it is done as soon as the counter is there
            self.tasks.run(
                partial(self.counter.staff.sign_in, staff_number, password), self._signed_in,
                owner=OWNER, topic="sign in", lane=Lane.WRITE, failed=self._not_signed_in,
            )  # fmt: skip

    def _not_signed_in(self, error: CounterError) -> None:
        if isinstance(error, BadInput):
            self.sign_in.show_error(error)
            return
        self.sign_in.set_busy(False)
        message = message_of(error, self.texts)
        self.sign_in.banner.say(message.level, message.what, message.advice)

    def _signed_in(self, session: ClerkSession) -> None:
        from ui.main_window import MainWindow  # after the first paint, like everything a visit needs
        from ui.reception import Reception

        if self.counter is None:
            return
        self.sign_in.forget()
        if self._reader_look is not None:
            self._reader_look.end()
        self.tasks.forget(OWNER)  # the checks before opening: their page is going
        reception = Reception(self.counter, session, self.tasks, self._seconds)
        main = MainWindow(reception, self.theme, self.texts, self.clock, self.scanner)
        main.wants_sign_out.connect(self.sign_out)
        main.session_over.connect(self._session_over)
        self.main = main
        self.window.setCentralWidget(main)
        main.equip(self.equipment)
        main.show()  # else only at the next turn of the event loop, and a key pressed until then would be lost
        self.scanner.is_listening = True
        main.start_first()

    def sign_out(self) -> None:
        """Back to the sign-in window; nothing of the clerk or the customer stays."""
        self._leave_session()
        self._back_to_sign_in()

    def _back_to_sign_in(self) -> None:
        self.sign_in = self._show_sign_in()
        self._say_clock()
        self._show_connected()
        self.sign_in.take_focus()

    def _session_over(self, sentence: str) -> None:
        self._leave_session()
        self._back_to_sign_in()
        message = message_of(SessionOver(""), self.texts)
        self.sign_in.banner.say(WARN, message.what, sentence)

    def _leave_session(self) -> None:
        main, self.main = self.main, None
        self.scanner.is_listening = False
        if main is None or self.counter is None:
            return
        session = main.reception.session
        main.reception.next_customer("sign_out")
        main.close_for_good()
        work = partial(self.counter.staff.sign_out, session)
        # behind a slip on its way to the printer: it is still this session's
        lane = Lane.PRINT if self.tasks.is_lane_busy(Lane.PRINT) else Lane.WRITE
        self.tasks.run(work, _signed_out, owner=OWNER, topic="sign out", lane=lane)

    # ---- what nobody else says ----

    def report(self, error: CounterError) -> None:
        """Say a failure nobody waits for, on whatever is on show."""
        if self.main is not None:
            self.main.report_write(error)
        elif not isinstance(error, SessionOver) and not self._is_closed:  # signed out already, or nobody there to read it
            message: Message = message_of(error, self.texts)
            self.sign_in.banner.say(message.level, message.what, message.advice)

    def note_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An exception nobody caught: it is logged under a code, and the window lives on."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.report(incident_of(error.with_traceback(trace)))

    def _translate_qt(self) -> None:
        """Qt's own dialogs speak the language of the window."""
        if self._translator is not None:
            QApplication.removeTranslator(self._translator)
            self._translator = None
        if self.texts.is_chinese:
            translator = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load("qtbase_zh_CN", folder):
                QApplication.installTranslator(translator)
                self._translator = translator


def _signed_out(_nothing: None) -> None:
    """Nothing to say: the sign-in window is on show."""


def application_of(argv: Sequence[str]) -> QApplication:
    """The dressed Qt application: bundled fonts, theme, no menu keys of its own."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(list(argv))
    load_fonts()
    Theme("light", "normal").apply(application)
    return application


def run(
    settings: Settings, make_counter: Callable[[], Counter], *, demo: DemoNotice | None = None,
    equipment: Equipment | None = None, argv: Sequence[str] = (),
) -> int:  # fmt: skip
    """Run the window until it is closed; the exit code. ``make_counter`` is called in a worker."""
    application = application_of(argv or sys.argv[:1])
    desk = CounterApp(settings, make_counter, demo=demo)
    desk.remember_looks(LookFile(settings.data_dir))
    desk.equipment = equipment or desk.equipment
    sys.excepthook = desk.note_bug
    desk.start()
    room = desk.window.screen().availableGeometry()
    if room.width() <= USUAL[0] or room.height() <= USUAL[1]:
        desk.window.showMaximized()  # a title bar and a task bar must fit beside it
    code = application.exec()
    sys.excepthook = sys.__excepthook__
    if not desk.close():  # work that does not end would hold the process for ever
        logging.shutdown()
        os._exit(code)
    return code
