"""Signing in: who is at the counter, and whether everything stands ready before the first customer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter_app.domain.demo_notice import DemoNotice
from counter_app.errors import BadInput
from counter_app.settings import Hall, Settings
from counter_app.texts import LANGUAGE_NAMES, LANGUAGES, Texts, mark
from ui.looks import THEME_NAMES, VIEW_NAMES, Look
from ui.panels.first_admin import FirstAdminForm
from ui.theme import THEMES, VIEWS, Theme
from ui.widgets.banner import Banner
from ui.widgets.down_scroll import DownScroll
from ui.widgets.facts import FactRow, FactTable
from ui.widgets.flow_row import FlowRow
from ui.widgets.key_button import KeyButton
from ui.widgets.segment import Segment
from ui.widgets.text_field import TextField
from ui.widgets.text_label import CodeLabel, TextLabel, frame

PRODUCT = mark("Ticket counter")
LEFT_WIDTH, LEFT_PAD, TOP = 560, 72, 64
LARGE_PAD, LARGE_TOP = 32, 24
MOST_WIDTH = 960
"""Of the checks at the right, px: wider is not easier to read."""
LONGEST_BESIDE = 32
"""Characters of a demo number that fit beside its words; the line of a passport stands above them."""
DATA, READER, PRINTER, CLOCK = "data", "reader", "printer", "clock"
CHECKS = {DATA: mark("Ticket data"), READER: mark("Card reader"), PRINTER: mark("Slip printer"), CLOCK: mark("Clock here")}
LOOKS = {"": "circle-dot", "good": "circle-check", "warn": "triangle-alert", "bad": "circle-x"}


def place_of(hall: Hall, texts: Texts) -> str:
    """Hall and counter as they are shown everywhere: 城东营业厅 · 3 号台."""
    counter = texts.say(mark("Counter {counter}"), counter=hall.counter)
    return f"{hall.name} · {counter}" if hall.name else counter


class SignIn(QWidget):
    """Staff number and password at the left, the checks before opening at the right."""

    wants_sign_in = Signal(str, str)
    wants_first_admin = Signal(str, str, str)
    wants_look = Signal(object)

    def __init__(
        self, settings: Settings, theme: Theme, texts: Texts, demo: DemoNotice | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        say = texts.say
        self.banner = Banner(theme)
        self.staff_number = TextField(say(mark("Staff number")), "", theme)
        self.password = TextField(say(mark("Password")), "", theme, secret=True)
        self.peek = KeyButton(say(mark("Show")), "Alt+V", role="tool", theme=theme)
        self.peek.setCheckable(True)
        QShortcut(QKeySequence("Alt+V"), self, self.peek.toggle)
        self.button = KeyButton(say(mark("Sign in")), "Enter", role="primary", theme=theme)
        self.first_admin = FirstAdminForm(settings.rules.shortest_password, theme, texts)
        self.language = Segment(LANGUAGE_NAMES, theme, say(mark("Language")))
        self.language.set_current(LANGUAGES.index(texts.language))
        self.theme = Segment(tuple(say(THEME_NAMES[name]) for name in THEMES), theme, say(mark("Look")))
        self.theme.set_current(THEMES.index(theme.name))
        self.view = Segment(tuple(say(VIEW_NAMES[view]) for view in VIEWS), theme, say(mark("Size of the text")))
        self.view.set_current(VIEWS.index(theme.view))
        self._fields = QWidget()
        self._checks = {key: FactRow(say(label), "", icon="circle-dot") for key, label in CHECKS.items()}
        self._table = FactTable(theme)
        self._lay_out(settings.hall, demo)
        self._connect()

    def _lay_out(self, hall: Hall, demo: DemoNotice | None) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left, right = self._left(hall), self._right(demo)
        row.addWidget(left, 1 if self._theme.is_large else 0)
        row.addWidget(right, 1)

    def _left(self, hall: Hall) -> QFrame:
        theme, say = self._theme, self._texts.say
        left, inside = frame("pane"), QWidget()
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(DownScroll(inside))
        if not theme.is_large:
            left.setFixedWidth(LEFT_WIDTH)
        column = QVBoxLayout(inside)
        self._set_margins(column)
        column.setSpacing(0)
        column.addWidget(TextLabel(say(PRODUCT), theme, "figure").wrapped())
        column.addWidget(TextLabel(place_of(hall, self._texts), theme, "body", "muted").wrapped())
        column.addSpacing(theme.space(6))
        column.addWidget(self.banner)
        column.addWidget(self._sign_in_fields())
        column.addWidget(self.first_admin)
        self.first_admin.hide()
        column.addStretch(1)
        column.addSpacing(theme.space(4))
        foot = FlowRow(gap=10, line_gap=8)
        foot.add(self.language, self.theme, self.view)
        column.addWidget(foot)
        return left

    def _set_margins(self, column: QVBoxLayout) -> None:
        pad, top = (LARGE_PAD, LARGE_TOP) if self._theme.is_large else (LEFT_PAD, TOP)
        column.setContentsMargins(pad, top, pad, 24)

    def _sign_in_fields(self) -> QWidget:
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.staff_number)
        column.addWidget(self.password)
        self.password.add_tail(self.peek)
        column.addSpacing(4)
        column.addWidget(self.button)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self._fields

    def _right(self, demo: DemoNotice | None) -> DownScroll:
        theme, say = self._theme, self._texts.say
        inside = QWidget()
        inside.setMaximumWidth(MOST_WIDTH)
        right = DownScroll(inside)
        column = QVBoxLayout(inside)
        self._set_margins(column)
        column.setSpacing(theme.space(2))
        column.addWidget(TextLabel(say(mark("Before opening")), theme, "heading"))
        column.addWidget(self._table)
        if demo is not None:
            column.addSpacing(theme.space(4))
            column.addWidget(self._demo(demo))
        column.addSpacing(theme.space(4))
        column.addWidget(
            TextLabel(say(mark("After signing in every look-up, view and slip is recorded. Leaving the counter: Ctrl+L signs you out.")), theme, "small", "muted").wrapped()
        )  # fmt: skip
        column.addStretch(1)
        return right

    def _demo(self, demo: DemoNotice) -> QFrame:
        theme, say = self._theme, self._texts.say
        box = frame("quote")
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 2, 0, 2)
        column.setSpacing(6)
        column.addWidget(TextLabel(say(mark("This is the demo hall: everything in it is invented")), theme, "body-bold").wrapped())
        column.addLayout(self._pairs([(f"{number} / {password}", say(role)) for number, password, role in demo.clerks]))
        column.addWidget(TextLabel(say(mark("Cards to present")), theme, "small", "muted"))
        column.addLayout(self._pairs([(number, say(what)) for number, what in demo.cards]))
        return box

    def _pairs(self, pairs: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for left, right in pairs:
            row = grid.rowCount()
            is_long = len(left) > LONGEST_BESIDE or self._theme.is_large
            number = CodeLabel(left, self._theme, "small")
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(number, row, 0, 1, 2 if is_long else 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(right, self._theme, "small", "muted").wrapped(), row + is_long, 1)
        return grid

    def _connect(self) -> None:
        self.staff_number.entered.connect(self._submit)
        self.password.entered.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self.peek.toggled.connect(self._peek)
        for choice in (self.language, self.theme, self.view):
            choice.changed.connect(self._chose_look)
        self.first_admin.wanted.connect(self.wants_first_admin)
        self.password.line().installEventFilter(self)

    def show_check(self, check: str, detail: str, state: str, tone: str = "") -> None:
        """Say how one of the checks stands (DATA, READER, PRINTER, CLOCK); one nobody spoke of is not shown."""
        self._checks[check] = FactRow(self._checks[check].label, detail, icon=LOOKS[tone], tone=tone, tail=state)
        self._table.show_rows(tuple(self._checks.values()))

    def show_first_admin(self) -> None:
        """The store has no staff yet: ask for its first administrator instead."""
        self._fields.hide()
        self.first_admin.show()
        self.first_admin.take_focus()

    def take_focus(self) -> None:
        """Where typing goes first."""
        if not self.first_admin.isHidden():
            self.first_admin.take_focus()
            return
        (self.password if self.staff_number.text() else self.staff_number).setFocus(Qt.FocusReason.OtherFocusReason)

    def choice_in_focus(self) -> int:
        """Which of the choices at the foot has the focus: language, theme, view; 0 if none has."""
        choices = (self.language, self.theme, self.view)
        return next((at for at, choice in enumerate(choices) if choice.hasFocus()), 0)

    def focus_choice(self, at: int) -> None:
        """Put the focus on one of the choices at the foot, as ``choice_in_focus`` counts them."""
        (self.language, self.theme, self.view)[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """Signing in takes about half a second: the button says so."""
        self.button.set_busy(self._texts.say(mark("Signing in")) if busy else "")
        self.first_admin.set_busy(busy)

    def show_error(self, error: BadInput) -> None:
        """Say what is wrong beside its field; a refused password is typed anew."""
        self.set_busy(False)
        text = self._texts.say(error.text, **error.values)
        advice = self._texts.say(error.advice) if error.advice else ""
        if not self.first_admin.isHidden():
            self.first_admin.show_error(error.field, f"{text} {advice}".strip())
            return
        self.password.forget()
        field = self.staff_number if error.field == "staff_number" else self.password
        field.set_error(f"{text} {advice}".strip())
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Drop everything typed."""
        for field in (self.staff_number, self.password):
            field.forget()
        self.first_admin.forget()

    def _submit(self) -> None:
        number, password = self.staff_number.text().strip(), self.password.text()
        for field, text, missing in (
            (self.staff_number, number, mark("Please type your staff number.")),
            (self.password, password, mark("Please type your password.")),
        ):
            if not text:
                field.set_error("" if field is self.password and not self.password.line().isModified() else self._texts.say(missing))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.wants_sign_in.emit(number, password)

    def _peek(self, shown: bool) -> None:
        self.password.set_secret(not shown)
        self.peek.setText(self._texts.say(mark("Hide")) if shown else self._texts.say(mark("Show")))

    def _chose_look(self, _index: int) -> None:
        self.wants_look.emit(Look(THEMES[self.theme.current()], VIEWS[self.view.current()], LANGUAGES[self.language.current()]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Caps Lock cannot be asked for; a capital without Shift gives it away."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalpha():
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            locked = event.text().isascii() and event.text().isupper() != with_shift
            self.password.set_side(self._texts.say(mark("Caps Lock is on")) if locked else "")
        return super().eventFilter(watched, event)
