"""Printing through Qt, for systems without ``lp``: the slip's own PDF pages as images, never a second drawing."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from counter_app.domain.slip import PrinterChoice, Slip
from counter_app.errors import DeviceTrouble
from counter_app.pdf_pictures import pictures
from counter_app.texts import mark

FINE_DPI, USUAL_DPI = 600, 300
STATES = {
    QPrinter.PrinterState.Error: mark("Not ready: look at the printer"),
    QPrinter.PrinterState.Aborted: mark("Not ready: look at the printer"),
}


class QtPrinter:
    """A ``SlipPrinter`` on the operating system's printers."""

    def printers(self) -> tuple[PrinterChoice, ...]:
        """The printers of this computer, the default first."""
        known = sorted(QPrinterInfo.availablePrinters(), key=_default_first)
        return tuple(
            PrinterChoice(one.printerName(), one.description() or one.printerName(), one.state() not in STATES, STATES.get(one.state(), ""))
            for one in known
        )  # fmt: skip

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> None:
        """Hand the slip to a printer. Raises: DeviceTrouble if there is no such printer or it takes nothing."""
        if QPrinterInfo.printerInfo(printer).isNull():  # Qt would silently keep another printer
            raise DeviceTrouble(mark("The printer {printer} is not there any more."), printer=printer)
        device = QPrinter(QPrinterInfo.printerInfo(printer))
        # the default resolution makes images of half a gigabyte: always say one
        device.setResolution(FINE_DPI if FINE_DPI in device.supportedResolutions() else USUAL_DPI)
        device.setCopyCount(copies)
        device.setDocName(title)
        paint(slip, device)


def paint(slip: Slip, device: QPrinter) -> None:
    """Paint every page of the slip on ``device`` in its own size. Raises: DeviceTrouble if the device takes nothing."""
    page = QPageSize(QSizeF(slip.width_mm, slip.height_mm), QPageSize.Unit.Millimeter)
    device.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    device.setFullPage(True)
    painter = QPainter()
    if not painter.begin(device):
        raise DeviceTrouble(mark("The printer {printer} does not take the slip."), printer=device.printerName())
    try:
        for number, image in enumerate(_pages(slip, device.resolution())):
            if number:
                device.newPage()
            painter.drawImage(QRectF(0, 0, device.width(), device.height()), image)
    finally:
        painter.end()


def _default_first(printer: QPrinterInfo) -> tuple[bool, str]:
    return not printer.isDefault(), printer.printerName()


def _pages(slip: Slip, dpi: int) -> list[QImage]:
    def zoom(_wide: float, _high: float) -> float:
        return dpi / 72

    shape = QImage.Format.Format_RGB888
    return [QImage(p.pixels, p.width, p.height, p.stride, shape).copy() for p in pictures(slip.pdf, zoom)]
