"""Chips: the state of a ticket (filled) and its flags (solid or outlined), always icon and word, never colour alone."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.domain import statuses
from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_dashed_box, paint_icon

FILLED, SOLID, OUTLINE, DASHED = "filled", "solid", "outline", "dashed"
LIST_SIZE, TITLE_SIZE = "chip", "chip-title"
WAITING_WORD = mark("Waiting for you")


class ChipSpec(NamedTuple):
    """A chip as values: icon, word, colour roles of text and fill, style, and the sender's own word if not known."""

    icon: str
    word: str
    text: str
    fill: str
    style: str
    raw: str = ""


STATUS_LOOKS: dict[str, tuple[str, str, str, str]] = {
    statuses.ACCEPTED: ("inbox", "info", "info-soft", FILLED),
    statuses.IN_PROGRESS: ("circle-dot", "accent-text", "accent-soft", FILLED),
    statuses.COMPLETED: ("circle-check", "good", "good-soft", FILLED),
    statuses.CANCELLED: ("circle-slash", "neutral", "neutral-soft", FILLED),
    statuses.UNRECOGNISED: ("circle-help", "unknown", "unknown-soft", DASHED),
}
CHIP_PADS = {LIST_SIZE: (6, 4, 8), TITLE_SIZE: (8, 7, 11)}
"""Left of the icon, between icon and word, right of the word."""


def status_chip(texts: Texts, status_code: str, raw: str = "") -> ChipSpec:
    """The chip of a state: its public label in its category's look; an unknown one keeps the sender's word in ``raw``."""
    row = statuses.status(status_code)
    icon, text, fill, style = STATUS_LOOKS[row.category]
    return ChipSpec(icon, texts.say(row.label), text, fill, style, raw if row.category == statuses.UNRECOGNISED else "")


def late_chip(texts: Texts, days: int) -> ChipSpec:
    """The ticket is so many days past its expected date."""
    return ChipSpec("alarm-clock", texts.count("{n} day late", "{n} days late", days), "text-on-bad", "bad-solid", SOLID)


def waiting_chip(texts: Texts) -> ChipSpec:
    """The customer has to bring or do something."""
    return ChipSpec("file-plus", texts.say(WAITING_WORD), "text-on-warn", "warn-solid", SOLID)


def ticket_chips(texts: Texts, status_code: str, raw: str, late_days: int) -> tuple[ChipSpec, ...]:
    """State first, then its flags. A state that waits for the customer is said once: category, then the flag."""
    row = statuses.status(status_code)
    state = status_chip(texts, status_code, raw)
    flags: list[ChipSpec] = []
    if late_days > 0:
        flags.append(late_chip(texts, late_days))
    if row.label == WAITING_WORD:
        state = state._replace(word=texts.say(statuses.CATEGORY_LABELS[row.category]))
        flags.append(waiting_chip(texts))
    return (state, *flags)


def chip_size(spec: ChipSpec, theme: Theme, size: str = LIST_SIZE) -> QSize:
    """How large the chip is, px; its word is never elided."""
    left, gap, right = CHIP_PADS[size]
    width = left + _icon_px(theme, size) + gap + word_width(spec, theme, size) + right
    return QSize(round(width), theme.height(size))


def word_width(spec: ChipSpec, theme: Theme, size: str) -> float:
    """The width of the chip's word."""
    return theme.metrics(_kind(spec, size)).horizontalAdvance(spec.word)


def _icon_px(theme: Theme, size: str) -> int:
    return theme.icon_size("caption" if size == LIST_SIZE else "body")


def _kind(spec: ChipSpec, size: str) -> str:
    if spec.style == SOLID:
        return "chip-bold" if size == LIST_SIZE else "body-bold"
    return "caption" if size == LIST_SIZE else "body"


def paint_chip(
    painter: QPainter, at: QPointF, spec: ChipSpec, theme: Theme, size: str = LIST_SIZE, on_selected: bool = False
) -> None:
    """Paint the chip with its top left corner at ``at``; on a selected row a filled one gets a border of its colour."""
    whole = chip_size(spec, theme, size)
    rect = QRectF(at.x(), at.y(), whole.width(), whole.height())
    radius = theme.radius("chip")
    is_plain = theme.is_high_contrast and spec.style in (FILLED, DASHED)
    fill = theme.colour("surface" if is_plain else spec.fill) if spec.fill else None
    if spec.style == DASHED:
        paint_dashed_box(painter, rect, radius, fill, theme.colour(spec.text))
    else:
        outlined = spec.style == OUTLINE or (spec.style == FILLED and (on_selected or theme.is_high_contrast))
        paint_box(painter, rect, radius, fill, theme.colour(spec.text) if outlined else None, theme.border("control"))
    left, gap, _right = CHIP_PADS[size]
    icon = _icon_px(theme, size)
    paint_icon(painter, theme, spec.icon, spec.text, QPointF(rect.left() + left, rect.top() + (rect.height() - icon) / 2), icon)
    painter.setFont(theme.font(_kind(spec, size)))
    painter.setPen(theme.colour(spec.text))
    words = rect.adjusted(left + icon + gap, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, spec.word)


class Chip(QWidget):
    """A chip standing in a title row; it cannot be clicked and takes no focus."""

    def __init__(
        self, theme: Theme, size: str = TITLE_SIZE, spec: ChipSpec | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._spec: ChipSpec | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(spec)

    def spec(self) -> ChipSpec | None:
        """What it shows now."""
        return self._spec

    def show_chip(self, spec: ChipSpec | None) -> None:
        """Show a chip; None hides it."""
        self._spec = spec
        self.setAccessibleName(spec.word if spec else "")
        self.setVisible(spec is not None)
        self.updateGeometry()
        self.update()

    def forget(self) -> None:
        """Show nothing."""
        self.show_chip(None)

    def sizeHint(self) -> QSize:
        return chip_size(self._spec, self._theme, self._size) if self._spec else QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._spec is None:
            return
        painter = QPainter(self)
        paint_chip(painter, QPointF(0, 0), self._spec, self._theme, self._size)
        painter.end()
