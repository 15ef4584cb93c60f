"""What a window really paints, as values: every piece of text with its place, found by painting into a log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QPaintDevice, QPaintEngine, QRegion, QTextItem
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

METRIC = QPaintDevice.PaintDeviceMetric
BESIDE = 2.5
"""Pieces of a line this near to each other are one text, px (a font changes between them, or a colour)."""


class Piece(NamedTuple):
    """A text as it was painted: where (in the window), in which colour and size, and what of its widget is in sight."""

    text: str
    rect: QRectF
    colour: QColor
    px: int
    bold: bool
    widget: QWidget
    own: QRectF
    """The widget's own area in the window, whether in sight or not."""


class _Log(QPaintEngine):
    """Keeps the texts and paints nothing."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[tuple[str, QRectF, QColor, QFont]] = []

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: object) -> None: ...
    def drawPixmap(self, *drawn: object) -> None: ...
    def drawImage(self, *drawn: object) -> None: ...
    def drawTiledPixmap(self, *drawn: object) -> None: ...
    def drawRects(self, *drawn: object) -> None: ...
    def drawPath(self, *drawn: object) -> None: ...
    def drawLines(self, *drawn: object) -> None: ...
    def drawPoints(self, *drawn: object) -> None: ...
    def drawPolygon(self, *drawn: object) -> None: ...
    def drawEllipse(self, *drawn: object) -> None: ...

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        if item.text().strip():
            rect = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
            painter = self.painter()
            self.texts.append((item.text(), painter.combinedTransform().mapRect(rect), painter.pen().color(), QFont(item.font())))


class _Paper(QPaintDevice):
    """A device as large as a widget whose engine is the log."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.log = _Log()
        self._numbers = {
            METRIC.PdmWidth: widget.width(), METRIC.PdmHeight: widget.height(), METRIC.PdmWidthMM: widget.width() // 4,
            METRIC.PdmHeightMM: widget.height() // 4, METRIC.PdmNumColors: 2**24, METRIC.PdmDepth: 32,
            METRIC.PdmDpiX: 96, METRIC.PdmDpiY: 96, METRIC.PdmPhysicalDpiX: 96, METRIC.PdmPhysicalDpiY: 96,
            METRIC.PdmDevicePixelRatio: 1, METRIC.PdmDevicePixelRatioScaled: 1 << 16,
        }  # fmt: skip

    def paintEngine(self) -> QPaintEngine:
        return self.log

    def metric(self, which: QPaintDevice.PaintDeviceMetric) -> int:
        return self._numbers.get(which, 0)


def _on_show(root: QWidget) -> Iterator[QWidget]:
    """The visible widgets below ``root``, parents first."""
    yield root
    for child in root.children():
        if isinstance(child, QWidget) and not child.isHidden() and not child.isWindow():
            yield from _on_show(child)


def painted(root: QWidget) -> list[Piece]:
    """Every text that ``root`` and its visible children paint, in or out of sight of a scroll area, in reading order."""
    pieces: list[Piece] = []
    for widget in _on_show(root):
        if widget.width() > 0 and widget.height() > 0:
            pieces.extend(_of_widget(widget, root))
    return pieces


def _of_widget(widget: QWidget, root: QWidget) -> list[Piece]:
    paper = _Paper(widget)
    widget.render(paper, QPoint(0, 0), QRegion(), QWidget.RenderFlag.IgnoreMask)  # its children come by themselves
    offset = widget.mapTo(root, QPoint(0, 0))
    own = QRectF(widget.rect().translated(offset))
    found: list[Piece] = []
    for text, rect, colour, font in sorted(paper.log.texts, key=lambda one: (round(one[1].bottom()), one[1].left())):
        piece = Piece(text, rect.translated(offset), colour, font.pixelSize(), font.bold(), widget, own)
        last = found[-1] if found else None
        if last is not None and _is_one_line(last, piece):
            found[-1] = last._replace(text=last.text + text, rect=last.rect.united(piece.rect))
        else:
            found.append(piece)
    return found


def _is_one_line(last: Piece, piece: Piece) -> bool:
    near = abs(piece.rect.left() - last.rect.right()) <= BESIDE
    return near and abs(piece.rect.bottom() - last.rect.bottom()) < 1 and piece.colour == last.colour


def in_sight(widget: QWidget, root: QWidget) -> QRectF:
    """What of ``widget`` can be seen now, in ``root``: clipped by everything around it."""
    area = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
    around = widget.parentWidget()
    while around is not None and around is not root.parentWidget():
        area = area.intersected(QRect(around.mapTo(root, QPoint(0, 0)), around.size()))
        around = around.parentWidget() if around is not root else None
    return QRectF(area)


def scroll_areas(widget: QWidget, root: QWidget) -> list[QAbstractScrollArea]:
    """The scroll areas a widget lies in, the nearest first."""
    found: list[QAbstractScrollArea] = []
    around: QWidget | None = widget
    while around is not None and around is not root:
        around = around.parentWidget()
        if isinstance(around, QAbstractScrollArea):
            found.append(around)
    return found
