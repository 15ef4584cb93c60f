"""A sheet at the right side over a veil: a dialog that belongs to its window and is left by Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.text_label import NameLabel, TextLabel, frame

VEIL = 0.78


class SideSheet(QWidget):
    """Covers its parent; the sheet itself is ``width`` px wide at the right with a fixed head and foot.

    Put the content into ``body`` (a row layout, no margins) and the buttons into ``foot``. Tab stays inside; closing
    gives the focus back to where it was.
    """

    closed = Signal()

    def __init__(self, title: str, width: int, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self._wanted_width = theme.scaled(width)
        self._focus_before: QWidget | None = None
        self._panel = frame("raised", self)
        self._title = TextLabel(title, theme, "title")
        self._sub = NameLabel("", theme, "body", "muted")
        self._close = KeyButton(texts.say(mark("Close")), "Esc", role="tool", theme=theme)
        self.body = QHBoxLayout()
        self.foot = QHBoxLayout()
        self._lay_out()
        self._close.clicked.connect(self.close_sheet)
        parent.installEventFilter(self)
        self.setAccessibleName(title)
        self.hide()

    def _lay_out(self) -> None:
        head, self._foot_frame = frame("sheet-head"), frame("sheet-foot")
        foot = self._foot_frame
        head.setFixedHeight(self._theme.height("pane-head") + 11)
        foot.setFixedHeight(self._theme.height("action-bar") + 1)
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(24, 0, 24, 0)
        head_row.setSpacing(12)
        head_row.addWidget(self._title)
        head_row.addWidget(self._sub)
        head_row.addStretch(1)
        head_row.addWidget(self._close)
        foot.setLayout(self.foot)
        self.foot.setContentsMargins(24, 0, 24, 0)
        self.foot.setSpacing(10)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(self.body, 1)
        column.addWidget(foot)

    def drop_foot(self) -> None:
        """This sheet has no buttons of its own."""
        self._foot_frame.hide()

    def set_title(self, title: str, sub: str = "") -> None:
        """What the sheet is about; ``sub`` is said in grey beside it, its end cut where it is too long."""
        self._title.setText(title)
        self._sub.setText(sub)
        self.setAccessibleName(title)

    def close_button(self) -> KeyButton:
        """The button in the head."""
        return self._close

    def is_open(self) -> bool:
        """Whether it is on show."""
        return not self.isHidden()

    def open_sheet(self, first: QWidget | None = None) -> None:
        """Show it and put the focus on ``first``, else on the first field or button of the body."""
        if not self.is_open():
            self._focus_before = QApplication.focusWidget()
        self._fit()
        self.show()
        self.raise_()
        stops = self._stops()
        target = first or next((stop for stop in stops if stop is not self._close), None) or self._close
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_sheet(self) -> None:
        """Hide it and give the focus back."""
        if not self.is_open():
            return
        before = self._focus_before
        self._focus_before = None
        if before is not None and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()

    def forget(self) -> None:
        """Close without a word and drop what its head says."""
        self._sub.forget()
        self.close_sheet()

    def _stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        stops: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
            if takes and self.isAncestorOf(widget) and widget.isEnabled() and widget.isVisibleTo(self):
                stops.append(widget)
            widget = widget.nextInFocusChain()
        return stops

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = self._stops()
        if not stops:
            return True
        focused = QApplication.focusWidget()
        at = stops.index(focused) if focused in stops else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the veil takes no clicks for what lies below

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # the type is asked first: while the window is taken down, nothing of this object may be left to ask
        if event.type() == QEvent.Type.Resize and watched is self._over and self.is_open():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        parent = self._over
        self.setGeometry(parent.rect())
        width = min(self._wanted_width, parent.width())
        self._panel.setGeometry(QRect(parent.width() - width, 0, width, parent.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = self._theme.colour("surface")
        veil.setAlphaF(VEIL)
        painter.fillRect(self.rect(), veil)
        left = self._panel.geometry().left()
        painter.fillRect(QRect(left - 1, 0, 1, self.height()), self._theme.colour("line-strong"))
        painter.end()
