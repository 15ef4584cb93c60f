"""What does not fit on a screen: texts cut or painted over each other, things out of reach at the side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QScrollArea, QWidget

from tests.doubles.paint_log import Piece, painted
from ui.widgets.key_cap import KeyCap
from ui.widgets.line_breaks import ELLIPSIS
from ui.widgets.records_view import RecordsView
from ui.widgets.text_label import NameLabel
from ui.widgets.ticket_list import TicketListView
from ui.widgets.timeline_view import TimelineView

SLACK = 1.6
"""How far a letter may lean over its box, px."""
OVERLAP = 2.5
MAY_ELIDE = (NameLabel, TicketListView, TimelineView, RecordsView)
"""Names, rows of lists and remarks of the timeline, whose whole text is said elsewhere (design notes, section 7)."""
CUT_NUMBER = re.compile(r"[0-9*]…")


def misfits(top: QWidget, window: QWidget) -> list[str]:
    """What does not fit of ``top`` (the window or the sheet over it), in words; nothing if everything does."""
    pieces = [piece for piece in painted(top) if not isinstance(piece.widget, QLineEdit)]
    found = [f"{_name(piece.widget)} cuts {piece.text!r}" for piece in pieces if _is_cut(piece, top)]
    found += [f"{_name(piece.widget)} elides {piece.text!r}" for piece in pieces if _is_elided(piece)]
    found += [f"{a.text!r} lies over {b.text!r}" for a, b in _overlaps(pieces, top)]
    found += [f"{_name(area)} scrolls sideways" for area in window.findChildren(QScrollArea) if _is_too_wide(area)]
    return found


def _name(widget: QWidget) -> str:
    around = widget
    while type(around).__module__.startswith("PySide6") and around.parentWidget() is not None:
        around = around.parentWidget()
    return type(around).__name__


def _is_cut(piece: Piece, top: QWidget) -> bool:
    """Whether a letter lies outside of its widget, or of anything around it that does not scroll there."""
    box = piece.rect.adjusted(SLACK, SLACK + 1, -SLACK, -SLACK - 1)
    widget: QWidget | None = piece.widget
    is_down_free = False
    while widget is not None:
        area = QRectF(widget.rect().translated(widget.mapTo(top, QPoint(0, 0))))
        holder = widget.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is widget:
            is_down_free = True  # what lies above or below is reached by scrolling
        if box.left() < area.left() or box.right() > area.right():
            return True
        if not is_down_free and (box.top() < area.top() or box.bottom() > area.bottom()):
            return True
        widget = holder if widget is not top else None
    return False


def _is_elided(piece: Piece) -> bool:
    if ELLIPSIS not in piece.text or isinstance(piece.widget, KeyCap):
        return False
    around: QWidget | None = piece.widget
    while around is not None and not isinstance(around, MAY_ELIDE):
        around = around.parentWidget()
    return around is None or bool(CUT_NUMBER.search(piece.text))


def _seen(piece: Piece, top: QWidget) -> QRectF:
    """What of a piece can be seen without scrolling."""
    seen, widget = piece.rect, piece.widget
    while widget is not None:
        seen = seen.intersected(QRectF(widget.rect().translated(widget.mapTo(top, QPoint(0, 0)))))
        parent = widget.parentWidget()
        if widget is top or parent is None:
            return seen
        widget = parent
    return seen


def _overlaps(pieces: list[Piece], top: QWidget) -> Iterator[tuple[Piece, Piece]]:
    boxes = [(_seen(piece, top), piece) for piece in pieces]
    boxes = [(box, piece) for box, piece in boxes if box.width() > OVERLAP and box.height() > OVERLAP]
    boxes.sort(key=lambda one: one[0].top())
    for at, (box, piece) in enumerate(boxes):
        for other_box, other in boxes[at + 1 :]:
            if other_box.top() > box.bottom():
                break
            both = box.intersected(other_box)
            # lines of one text may touch: their boxes are higher than their letters
            if both.width() > OVERLAP and both.height() > 0.3 * min(piece.rect.height(), other.rect.height()):
                yield piece, other


def _is_too_wide(area: QScrollArea) -> bool:
    inside = area.widget()
    return area.isVisible() and inside is not None and inside.width() > area.viewport().width()
