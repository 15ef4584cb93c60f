"""A number that several of the verified customer's tickets carry: choose one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.finding import Found, TicketList
from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.text_label import TextLabel, frame
from ui.widgets.ticket_list import TicketListView
from ui.widgets.ticket_rows import TicketLine


class SeveralPanel(QWidget):
    """The hits as a list; Enter or Alt+1 to Alt+9 opens one."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._title = TextLabel("", theme, "title").wrapped()
        self._line = TextLabel(texts.say(mark("Enter opens the marked one, Alt and its place opens one directly.")), theme, "small", "muted").wrapped()
        self.view = TicketListView(theme, texts)
        panel = frame("panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(theme.space(2))
        column.addWidget(self._title)
        column.addWidget(self._line)
        column.addWidget(panel, 1)
        self.view.chosen.connect(self.chosen)

    def show_found(self, found: Found, now: datetime) -> None:
        """List the hits of a look-up."""
        n = len(found.rows)
        self._title.setText(self._texts.count("{n} ticket carries this number", "{n} tickets carry this number", n))
        self.view.show_list(TicketList((), found.rows, "", n, n), self._texts, now)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, place: int) -> None:
        """Open the hit at ``place`` (from 1), if there is one."""
        rows = self.view.rows()
        ids = [row.ticket_id for row in map(rows.row, range(rows.rowCount())) if isinstance(row, TicketLine)]
        if 0 < place <= len(ids):
            self.chosen.emit(ids[place - 1])

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        self._title.forget()
        self.view.forget()
