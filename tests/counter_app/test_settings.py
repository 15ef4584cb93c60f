"""What the counter is told from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.errors import BadInput
from counter_app.settings import PrinterSetting, Settings, read_settings

TWO_PRINTERS = """
hall = "城东营业厅"
[[printer]]
name = "80 毫米小票机"
kind = "escpos-tcp"
address = "192.168.1.50:9100"
paper = "roll80"
[[printer]]
name = "小票机"
kind = "escpos-device"
address = "/dev/usb/lp0"
paper = "roll58"
cuts = false
"""


def settings(folder: Path, told: str = "") -> Settings:
    """The settings of a counter whose file says this."""
    if told:
        (folder / "settings.toml").write_text(told, "utf-8")
    return read_settings({"COUNTER_DATA": str(folder)})


def test_without_a_file_there_are_no_receipt_printers(tmp_path: Path) -> None:
    assert settings(tmp_path).printers == ()


def test_receipt_printers_are_read_in_their_order(tmp_path: Path) -> None:
    told = settings(tmp_path, TWO_PRINTERS)
    assert told.hall.name == "城东营业厅"
    assert told.printers == (
        PrinterSetting("80 毫米小票机", "escpos-tcp", "192.168.1.50:9100", "roll80", True),
        PrinterSetting("小票机", "escpos-device", "/dev/usb/lp0", "roll58", False),
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ('[[printer]]\nname = "a"\nkind = "escpos-tcp"\n', "a name of its own and an address"),
        ('[[printer]]\nkind = "escpos-tcp"\naddress = "x"\n', "a name of its own and an address"),
        ('[[printer]]\nname = "a"\nkind = "laser"\naddress = "x"\n', "kind laser"),
        ('[printer]\nname = "a"\n', "a section"),
        ("printer = 3\n", "a section"),
        ('printer = ["a"]\n', "a section"),
        (2 * '[[printer]]\nname = "a"\nkind = "escpos-tcp"\naddress = "x"\n', "a name of its own"),
    ],
)
def test_a_printer_that_says_too_little_is_refused_in_words(tmp_path: Path, told: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        settings(tmp_path, told)
