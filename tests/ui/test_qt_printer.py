"""Qt's printers: the real PDF on paper of the slip's own size, a missing printer refused in words."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from zxingcpp import read_barcodes

from counter_app.domain.slip import Slip
from counter_app.errors import DeviceTrouble
from counter_app.slips.pdf import PdfSlips
from tests.builders.slips import MOVE
from ui.qt_printer import QtPrinter, paint


def test_a_printer_that_is_gone_is_refused_not_replaced(qapp: QApplication) -> None:
    with pytest.raises(DeviceTrouble, match="Nope"):
        QtPrinter().send(Slip(b"", 148, 210, 1, ()), "Nope", 1, "counter slip")


def test_every_printer_listed_has_a_name_and_says_whether_it_is_ready(qapp: QApplication) -> None:
    for printer in QtPrinter().printers():
        assert printer.name
        assert printer.ready or printer.state


@pytest.mark.parametrize("paper", ["a5", "roll80"])
def test_the_page_on_paper_is_the_page_of_the_pdf(qapp: QApplication, tmp_path: Path, paper: str) -> None:
    slip = PdfSlips().render(MOVE, "status", paper, "zh_CN")
    device = QPrinter()
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "printed.pdf"))
    device.setResolution(300)
    paint(slip, device)
    box = PdfReader(tmp_path / "printed.pdf").pages[0].mediabox
    assert (float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4) == pytest.approx(
        (slip.width_mm, slip.height_mm), abs=0.5
    )
    sent, printed = (darkness(source) for source in (slip.pdf, (tmp_path / "printed.pdf").read_bytes()))
    assert printed == pytest.approx(sent, rel=0.1)
    page = next(iter(pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())))
    codes = read_barcodes(page.render(scale=203 / 72).to_pil())
    assert MOVE.code in [code.text for code in codes]


def darkness(pdf: bytes) -> float:
    """The share of ink on the first page."""
    page = next(iter(pypdfium2.PdfDocument(pdf)))
    pixels = page.render(scale=1.5, grayscale=True).to_pil().get_flattened_data()
    return sum(255 - pixel for pixel in pixels) / 255 / len(pixels)
