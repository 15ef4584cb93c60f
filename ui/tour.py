"""The tour: the real window driven through a whole visit by key presses, with a picture and the texts of each step."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QLineEdit, QWidget

from counter_app.domain.slip import PrinterChoice, Slip
from counter_app.errors import CounterError, DeviceTrouble
from counter_app.texts import mark
from ui.app import CounterApp

PATIENCE_S = 30.0
LOOK_EVERY_MS = 2
SIZE = (1366, 768)
MOST_KEYS = 45
"""A visit takes no more keys than this from the verified card to the slip."""


class TourFailed(CounterError):
    """A step did not show what it must."""


class TourClock:
    """Stands still within a step and moves a second between steps: implements ``ports.Clock``."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The tour's time."""
        return self._at

    def step(self) -> None:
        """One second on."""
        self._at += timedelta(seconds=1)


class FolderPrinter:
    """Implements ``ports.SlipPrinter``: every slip it takes becomes a file in the tour's folder."""

    def __init__(self, folder: Path, label: str) -> None:
        self._folder, self._label = folder, label
        self.next_name = "slip.pdf"

    def printers(self) -> tuple[PrinterChoice, ...]:
        """The one printer of the tour."""
        return (PrinterChoice("tour", self._label, True, ""),)

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> None:
        """Keep the slip as a file. Raises: DeviceTrouble."""
        try:
            (self._folder / self.next_name).write_bytes(slip.pdf)
        except OSError as error:
            raise DeviceTrouble(mark("The file cannot be written: {why}"), why=error.strerror or "") from None


@dataclass(frozen=True, slots=True)
class Shown:
    """One step as ``tour.json`` keeps it; ``ms`` from the last key to the painted answer."""

    name: str
    picture: str
    typed: tuple[str, ...]
    keys: int
    ms: float
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TourStory:
    """Whom the tour serves and what it types; everything in it is invented. Ticket numbers may be typed with blanks."""

    staff_number: str
    password: str
    wrong_document: str
    document: str
    phone: str
    ticket: str
    owner: str
    """The owner's name as it is shown: masked."""


class Tour:
    """Drives one window through the visit and keeps what it saw."""

    def __init__(self, app: CounterApp, clock: TourClock, printer: FolderPrinter, out: Path) -> None:
        self._app, self._clock, self._printer, self._out = app, clock, printer, out
        self.steps: list[Shown] = []
        self._typed: list[str] = []
        self._keys = 0
        self._pressed_at = 0.0

    def run(self, story: TourStory) -> int:
        """Every step of the visit; how many keys it took from the verified card to the slip. Raises: TourFailed."""
        say = self._app.texts.say
        self._app.start()
        self._until(self._is_connected)
        self._sees("sign-in", say(mark("Sign in")))
        self._type(story.staff_number, Qt.Key.Key_Tab)
        self._type(story.password, Qt.Key.Key_Return)
        self._until(self._is_signed_in)
        self._sees("start", say(mark("Next customer")))
        self._press(Qt.Key.Key_F3)
        self._type(story.ticket, Qt.Key.Key_Return)
        self._sees("ticket-unverified", say(mark("In progress")))
        self._press(Qt.Key.Key_F2)
        self._type(story.wrong_document, Qt.Key.Key_Return)
        self._sees("document-wrong", "0231")
        self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._type(story.document, Qt.Key.Key_Return)
        self._sees("verified-and-opened", story.owner, say(mark("Line assignment")))
        keys = self._from_card_to_slip(story)
        self._large_and_narrow()
        self._next(story)
        return keys

    def _from_card_to_slip(self, story: TourStory) -> int:
        say, before = self._app.texts.say, self._keys
        self._press(Qt.Key.Key_F3)
        self._type(story.phone, Qt.Key.Key_Return)
        self._sees("found-by-phone", "138****6621")
        self._press(Qt.Key.Key_F3)
        self._type(story.ticket, Qt.Key.Key_Return)
        self._sees("ticket", say(mark("Line assignment")))
        self._press(Qt.Key.Key_F8)
        self._printer.next_name = "slip-a5.pdf"
        self._sees("slip", say(mark("Print slip")), say(mark("Every character can be printed. Name, phone and address are masked.")))
        self._press(Qt.Key.Key_F8)
        self._sees("sent", settled=self._written("slip-a5.pdf"))
        keys = self._keys - before
        if keys > MOST_KEYS:
            raise TourFailed(mark("The visit took {n} keys, more than {most}."), n=keys, most=MOST_KEYS)
        return keys

    def _large_and_narrow(self) -> None:
        for place, name in ((Qt.Key.Key_2, "large-print-a5"), (Qt.Key.Key_3, "slip-80mm")):
            self._printer.next_name = f"{name}.pdf"
            self._press(Qt.Key.Key_F8)
            self._press(place, Qt.KeyboardModifier.AltModifier)
            self._sees(f"{name}-preview", self._app.texts.say(mark("Every character can be printed. Name, phone and address are masked.")))
            self._press(Qt.Key.Key_F8)
            self._sees(f"{name}-sent", settled=self._written(f"{name}.pdf"))
        self._press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        self._sees("all-records", self._app.texts.say(mark("Line assignment")))

    def _next(self, story: TourStory) -> None:
        self._press(Qt.Key.Key_F12)
        self._sees("next-customer", self._app.texts.say(mark("Next customer")))
        left = [text for text in self.steps[-1].texts if story.owner in text or story.ticket[-4:] in text]
        if left:
            raise TourFailed(mark("The last customer can still be seen."))

    # ---- keys ----

    def _type(self, text: str, then: Qt.Key) -> None:
        self._typed.append(text)
        for char in text:
            QTest.keyClicks(self._focused(), char)
        self._keys += len(text)
        self._press(then)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._keys += 1
        self._pressed_at = time.perf_counter()
        QTest.keyClick(self._focused(), key, modifier)

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self._app.window

    # ---- waiting and seeing ----

    def _sees(self, name: str, *musts: str, settled: Callable[[], bool] | None = None) -> None:
        """Wait until the window has settled and shows all of ``musts``; keep the step. Raises: TourFailed."""
        self._until(self._is_quiet)
        if settled is not None:
            self._until(settled)
        self._until(self._is_quiet)
        if not self._waited(lambda: not self._missing(musts)):
            raise TourFailed(mark('Step {name} does not show "{must}".'), name=name, must=self._missing(musts)[0])
        if self._app.main is not None:
            self._app.main.show_visit_time()
        self._app.window.repaint()
        ms = (time.perf_counter() - self._pressed_at) * 1000 if self._pressed_at else 0.0
        picture = f"{len(self.steps) + 1:02}-{name}.png"
        self._app.window.grab().save(str(self._out / picture))
        keys = self._keys - sum(step.keys for step in self.steps)
        self.steps.append(Shown(name, picture, tuple(self._typed), keys, round(ms, 1), self._texts()))
        self._typed.clear()
        self._clock.step()

    def _missing(self, musts: tuple[str, ...]) -> list[str]:
        shown = self._texts()
        return [must for must in musts if not any(must in text for text in shown)]

    def _texts(self) -> tuple[str, ...]:
        """Every text that is visible now, in the order of the widget tree, each once."""
        found: dict[str, None] = {}
        for widget in self._app.window.findChildren(QWidget):
            if widget.isVisibleTo(self._app.window):
                found.update(dict.fromkeys(_texts_of(widget)))
        return tuple(text for text in found if text.strip())

    def _is_connected(self) -> bool:
        return self._app.counter is not None and not self._app.tasks.is_busy()

    def _is_signed_in(self) -> bool:
        return self._app.main is not None and not self._app.tasks.is_busy()

    def _is_quiet(self) -> bool:
        return not self._app.tasks.is_busy()

    def _written(self, name: str) -> Callable[[], bool]:
        return (self._out / name).exists

    def _until(self, condition: Callable[[], bool]) -> None:
        if not self._waited(condition):
            raise TourFailed(mark("The window did not come to rest within {n} s."), n=int(PATIENCE_S))

    def _waited(self, condition: Callable[[], bool]) -> bool:
        """Let the window live until the condition holds (true) or patience ends (false)."""
        loop, deadline = QEventLoop(), time.monotonic() + PATIENCE_S
        looks = QTimer()
        looks.setInterval(LOOK_EVERY_MS)
        looks.timeout.connect(loop.quit)
        looks.start()
        while time.monotonic() < deadline:
            loop.exec()
            if condition():
                return True
        return False


def _texts_of(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QLineEdit):
        return [widget.displayText() or widget.placeholderText()]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        rows = (model.index(row, 0) for row in range(model.rowCount()))
        return [str(model.data(at, Qt.ItemDataRole.AccessibleTextRole) or model.data(at) or "") for at in rows]
    return [widget.accessibleName(), widget.accessibleDescription()]


def drive(app: CounterApp, clock: TourClock, printer: FolderPrinter, out: Path, story: TourStory) -> int:
    """Drive the window and write pictures, slips and ``tour.json`` to ``out``; the exit code. Raises: TourFailed."""
    app.window.resize(*SIZE)
    tour = Tour(app, clock, printer, out)
    keys = 0
    try:
        keys = tour.run(story)
    finally:
        kept = {
            "language": app.texts.language,
            "keys_from_verified_card_to_slip": keys,
            "steps": [asdict(step) for step in tour.steps],
        }
        (out / "tour.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
        app.close()
    said = mark("{n} steps shown; {keys} keys from the verified card to the slip.")
    print(app.texts.say(said, n=len(tour.steps), keys=keys))
    return 0
