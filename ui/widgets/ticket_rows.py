"""The ticket list's rows as values: what each says, made once when the list arrives, and the flat model of them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from counter_app.domain import kinds, statuses
from counter_app.domain.finding import NumberGroup, TicketList, TicketRow
from counter_app.domain.masking import Masked
from counter_app.texts import Texts, mark
from ui.widgets.chips import ChipSpec, ticket_chips

LINE_WORDS = {
    "mobile": mark("Mobile {number}"),
    "landline": mark("Landline {number}"),
}
OTHER_LINE = mark("Number {number}")
NO_NUMBER = mark("No service number")
DAY_US = 86_400_000_000
QUIET_DAYS = 2
AnyIndex = QModelIndex | QPersistentModelIndex


class GroupRow(NamedTuple):
    """The head of one number's tickets."""

    group: int
    title: str
    size: str
    said: str


class TicketLine(NamedTuple):
    """One ticket. ``head`` may be elided, ``tail`` (with figures) only left out whole; chips are never cut."""

    ticket_id: int
    group: int
    title: str
    state: ChipSpec
    flags: tuple[ChipSpec, ...]
    head: str
    tail: str
    date: str
    said: str


ListRow = GroupRow | TicketLine


def kind_title(texts: Texts, kind: str, raw_kind: str) -> str:
    """What people call the ticket: its kind, or the sender's own word where the kind is not known."""
    return raw_kind if kind == "other" and raw_kind else texts.say(kinds.kind(kind).label)


def group_row(texts: Texts, group: NumberGroup) -> GroupRow:
    """The head of a number's tickets; the number is masked already."""
    title = texts.say(NO_NUMBER) if group.number == Masked("") else texts.say(LINE_WORDS.get(group.line, OTHER_LINE), number=group.number.text)
    count = texts.say(mark("{n} in all"), n=group.tickets)
    return GroupRow(group.index, title, count, f"{title}, {count}")


def ticket_line(texts: Texts, row: TicketRow, now: datetime) -> TicketLine:
    """A ticket's row in words."""
    title = kind_title(texts, row.kind, row.raw_kind)
    state, *flags = ticket_chips(texts, row.status, row.raw_status, row.late_days)
    head, tail = _second_line(texts, row, now)
    day_us = row.closed_us or row.opened_us
    date = texts.day(texts.from_us(day_us), now) if day_us else ""
    said = [title, *(chip.word for chip in (state, *flags)), head + tail, date, row.number]
    return TicketLine(
        row.ticket_id, row.group, title, state, tuple(flags), head, tail, date, ", ".join(part for part in said if part)
    )


def _second_line(texts: Texts, row: TicketRow, now: datetime) -> tuple[str, str]:
    state = statuses.status(row.status)
    if state.category == statuses.UNRECOGNISED and row.raw_status:
        return texts.say(mark("Sender wrote {word}"), word=row.raw_status), ""
    head = texts.say(row.summary)
    still_us = int(now.timestamp() * 1_000_000) - row.moved_us if row.moved_us else 0
    days = still_us // DAY_US
    if state.closed or days < QUIET_DAYS:
        return head, ""
    return head, texts.say(mark(", no news {n} d") if head else mark("no news {n} d"), n=days)


class TicketRows(QAbstractListModel):
    """Group heads and tickets in one flat list. A page that continues the list is appended, else it is rebuilt."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[int, GroupRow] = {}
        self._lines: list[TicketLine] = []
        self._rows: list[ListRow] = []

    def row(self, at: int) -> ListRow:
        """The row at a position."""
        return self._rows[at]

    def position(self, ticket_id: int) -> int:
        """Where a ticket stands, -1 if it is not in the list."""
        for at, row in enumerate(self._rows):
            if isinstance(row, TicketLine) and row.ticket_id == ticket_id:
                return at
        return -1

    def replace(self, page: TicketList, texts: Texts, now: datetime) -> None:
        """Show a first page."""
        self.beginResetModel()
        self._groups = {group.index: group_row(texts, group) for group in page.groups}
        self._lines = [ticket_line(texts, row, now) for row in page.rows]
        self._rows = self._flat()
        self.endResetModel()

    def extend(self, page: TicketList, texts: Texts, now: datetime) -> None:
        """Show a further page below."""
        self._groups.update({group.index: group_row(texts, group) for group in page.groups})
        self._lines.extend(ticket_line(texts, row, now) for row in page.rows)
        flat = self._flat()
        known = len(self._rows)
        if flat[:known] == self._rows:
            self.beginInsertRows(QModelIndex(), known, len(flat) - 1)
            self._rows = flat
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._rows = flat
            self.endResetModel()

    def forget(self) -> None:
        """Hold nothing."""
        self.beginResetModel()
        self._groups, self._lines, self._rows = {}, [], []
        self.endResetModel()

    def _flat(self) -> list[ListRow]:
        """Lines under the heads of their groups, groups in the order their first ticket came."""
        by_group: dict[int, list[TicketLine]] = {}
        for line in self._lines:
            by_group.setdefault(line.group, []).append(line)
        flat: list[ListRow] = []
        for group, lines in by_group.items():
            if group in self._groups:
                flat.append(self._groups[group])
            flat.extend(lines)
        return flat

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - the value Qt's own signature has
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and 0 <= index.row() < len(self._rows):
            return self._rows[index.row()].said
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not 0 <= index.row() < len(self._rows) or isinstance(self._rows[index.row()], GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
