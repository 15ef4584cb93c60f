"""The pages of the real PDF, drawn as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from counter_app.pdf_pictures import Picture, pictures
from counter_app.texts import Texts, mark
from ui.theme import Theme

EDGE = 1
MARGIN = 16
POINTS_PER_INCH = 72
LARGEST_ZOOM = 2.0


class PdfPage(QScrollArea):
    """Every page of a PDF, below one another, as wide as there is room. Holds the file only while it shows it."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._pdf = b""
        self._pages: list[QLabel] = []
        self._paper = QWidget()
        self._paper.setProperty("role", "plain")
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._column.setSpacing(MARGIN)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._paper)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(texts.say(mark("Preview of the slip")))

    def show_pdf(self, pdf: bytes) -> None:
        """Draw the pages of ``pdf`` (a whole file). Raises: what PDFium raises for a file that is none."""
        self._pdf = pdf
        self._draw()
        self.verticalScrollBar().setValue(0)

    def pages(self) -> int:
        """How many pages are on show."""
        return len(self._pages)

    def forget(self) -> None:
        """Drop the file and the pictures of it."""
        self._pdf = b""
        self._clear()

    def _clear(self) -> None:
        for page in self._pages:
            page.setPixmap(QPixmap())
            self._column.removeWidget(page)
            page.hide()  # a layout shows what it was given a moment later, and without a parent that is a window
            page.setParent(None)
            page.deleteLater()
        self._pages = []

    def _draw(self) -> None:
        self._clear()
        if not self._pdf:
            return
        for number, image in enumerate(self._images(), 1):
            label = QLabel()
            label.setPixmap(QPixmap.fromImage(image))
            label.setAccessibleName(self._texts.say(mark("Page {n}"), n=number))
            self._pages.append(label)
            self._column.addWidget(label)
            label.show()  # a layout would only do so at the next turn of the event loop

    def _images(self) -> list[QImage]:
        ratio = self.devicePixelRatioF()

        def zoom(wide: float, high: float) -> float:
            return self._zoom(wide, high) * ratio

        return [self._framed(_image(picture), ratio) for picture in pictures(self._pdf, zoom)]

    def _zoom(self, wide: float, high: float) -> float:
        """Logical px per point: the whole page if it is not too long a strip, else its whole width."""
        room_wide = max(80, self.viewport().width() - 2 * MARGIN - 2 * EDGE)
        room_high = max(80, self.viewport().height() - 2 * MARGIN - 2 * EDGE)
        fits = room_wide / wide
        if high < 2 * wide:
            fits = min(fits, room_high / high)
        return min(fits, LARGEST_ZOOM)

    def _framed(self, image: QImage, ratio: float) -> QImage:
        """The page with a hairline around it, as a picture that owns its pixels."""
        edge = max(1, round(EDGE * ratio))
        framed = QImage(image.width() + 2 * edge, image.height() + 2 * edge, QImage.Format.Format_RGB32)
        framed.fill(self._theme.colour("line-strong"))
        painter = QPainter(framed)
        painter.drawImage(edge, edge, image)
        painter.end()
        framed.setDevicePixelRatio(ratio)
        return framed

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pdf and event.size() != event.oldSize():
            self._draw()


def _image(picture: Picture) -> QImage:
    """The page as Qt's picture; it borrows the pixels, so it is copied before they go."""
    shape = (picture.width, picture.height, picture.stride)
    return QImage(picture.pixels, *shape, QImage.Format.Format_RGB888).copy()
