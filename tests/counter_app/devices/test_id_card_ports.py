"""Which port the ID-card reader is on: by setting, by asking around, and what is never written to."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from counter_app.devices.fake_reader import FakeReader, Manners
from counter_app.devices.id_card_ports import (
    IN_USE,
    NO_RIGHT,
    NOT_CONNECTED,
    NOT_SERIAL,
    PortSeen,
    looks_serial,
    opened,
    serial_ports,
)
from counter_app.devices.id_card_reader import AUTO, IdCardReader
from counter_app.domain.card_read import ReaderCondition
from counter_app.errors import DeviceTrouble
from counter_app.settings import read_settings
from tests.builders import cards
from tests.builders.readers import HANG_S, WANG, Listener, never, reading, until, waiting

STATUS_QUESTION = bytes.fromhex("AAAAAA9669000311FFED")


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A line with a listener."""
    with Listener() as one:
        yield one


def said_of(port: str) -> str:
    """What the clerk is told of a port that cannot be opened."""
    with pytest.raises(DeviceTrouble) as trouble:
        opened(port)
    return trouble.value.text


@pytest.mark.parametrize(
    "device",
    ["/dev/ttyS0", "/dev/ttyUSB12", "/dev/ttyACM0", "/dev/cu.usbserial-1410", "/dev/cu.wchusbserial1", "COM3", "com14"],
)
def test_a_serial_port_looks_like_one(device: str) -> None:
    assert looks_serial(PortSeen(device, "CH340", "USB VID:PID=1A86:7523"))


@pytest.mark.parametrize(
    "seen",
    [
        PortSeen("/dev/rfcomm0", "n/a", "n/a"),
        PortSeen("COM4", "Standard Serial over Bluetooth link (COM4)", "BTHENUM\\{00001101}"),
        PortSeen("COM5", "HUAWEI Mobile Modem (COM5)", "USB VID:PID=12D1:1506"),
        PortSeen("COM6", "EPSON TM-T88 Receipt Printer", "USB VID:PID=04B8:0202"),
        PortSeen("/dev/cu.Bluetooth-Incoming-Port", "n/a", "n/a"),
        PortSeen("/dev/cu.debug-console", "n/a", "n/a"),
        PortSeen("/dev/tty", "n/a", "n/a"),
        PortSeen("/dev/sda", "n/a", "n/a"),
        PortSeen("/dev/ttyUSB0/../sda1", "n/a", "n/a"),
        PortSeen("", "", ""),
    ],
)
def test_what_is_no_serial_port_or_has_something_else_on_it_is_left_alone(seen: PortSeen) -> None:
    assert not looks_serial(seen)


def test_ports_on_usb_are_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [
        PortSeen("/dev/ttyS0", "ttyS0", "PNP0501"),
        PortSeen("/dev/ttyUSB10", "CP2102", "USB VID:PID=10C4:EA60"),
        PortSeen("/dev/ttyUSB2", "CP2102", "USB VID:PID=10C4:EA60"),
        PortSeen("/dev/rfcomm0", "n/a", "n/a"),
    ]
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: listed)
    assert serial_ports() == ("/dev/ttyUSB2", "/dev/ttyUSB10", "/dev/ttyS0")


def test_a_port_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert said_of(str(tmp_path / "ttyUSB0")) == NOT_CONNECTED


def test_a_file_that_is_no_port_is_said_and_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes", "utf-8")
    assert said_of(str(tmp_path / "notes.txt")) == NOT_SERIAL
    assert said_of(str(tmp_path)) == NOT_SERIAL
    assert (tmp_path / "notes.txt").read_text("utf-8") == "notes"


def test_a_port_that_another_program_has_is_said(fake: FakeReader) -> None:
    with contextlib.closing(opened(fake.port)):
        assert said_of(fake.port) == IN_USE
    with contextlib.closing(opened(fake.port)) as port:
        assert port.in_waiting == 0


@pytest.mark.parametrize(
    ("why", "text"),
    [
        (serial.SerialException(errno.EACCES, "could not open port"), NO_RIGHT),
        (serial.SerialException(errno.EBUSY, "could not open port"), IN_USE),
        (serial.SerialException("could not open port 'COM3': PermissionError(13, 'Access is denied.', None, 5)"), IN_USE),
        (serial.SerialException("could not open port 'COM3': FileNotFoundError(2, 'x', None, 2)"), NOT_CONNECTED),
        (serial.SerialException("Cannot configure port, something went wrong."), NOT_SERIAL),
        (ValueError("Not a valid baudrate: 1"), NOT_SERIAL),
    ],
)
def test_why_a_port_cannot_be_opened_is_said_in_our_words(
    monkeypatch: pytest.MonkeyPatch, why: Exception, text: str
) -> None:
    def refuse(*_how: object, **_more: object) -> None:
        raise why

    monkeypatch.setattr("serial.Serial", refuse)
    assert said_of("COM3") == text


def test_a_port_is_opened_at_the_usual_speed_or_the_one_behind_its_name(
    fake: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr("serial.Serial", lambda *how, **_more: asked.append(how))
    opened("COM3")
    opened("/dev/ttyUSB0@9600")
    assert asked == [("COM3", 115200), ("/dev/ttyUSB0", 9600)]


def test_a_reader_whose_port_is_wrong_is_away_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with reading(str(tmp_path / "notes.txt"), patience_s=0) as reader:
        assert reader.read(never) is None
        assert (reader.state().condition, reader.state().text) == (ReaderCondition.AWAY, NOT_SERIAL)
        assert dict(reader.state().values) == {"port": "notes.txt"}


def test_asking_around_finds_the_reader_among_other_things(
    fake: FakeReader, listener: Listener, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").touch()
    with FakeReader() as babbler:
        babbler.misbehave(Manners(bad_checksums=99, junk="AAAAAA96690FFF"))
        ports = (str(tmp_path / "notes.txt"), str(tmp_path / "gone"), listener.port, babbler.port, fake.port)
        reader = IdCardReader(AUTO, HANG_S, 0.01, lambda: ports)
        fake.present(WANG)
        with contextlib.closing(reader):
            card = reader.read(never)
        assert card is not None
        assert card.number == cards.RESIDENT
        assert listener.heard() == STATUS_QUESTION
        assert babbler.asked() == ("11ff",)
        assert fake.asked() == ("11ff", "2001", "2002", "3001")
    assert (tmp_path / "notes.txt").read_bytes() == b""


def test_asking_around_lets_go_of_ports_without_a_reader(listener: Listener) -> None:
    reader = IdCardReader(AUTO, 0, 0.01, lambda: (listener.port,))
    assert reader.read(never) is None
    assert reader.state().text == NOT_CONNECTED
    with contextlib.closing(opened(listener.port)) as port:
        assert port.in_waiting == 0


def test_a_reader_that_comes_back_on_another_port_is_found_there(fake: FakeReader) -> None:
    with FakeReader() as other:
        ports = [fake.port]
        reader = IdCardReader(AUTO, HANG_S, 0.01, lambda: tuple(ports))
        with contextlib.closing(reader), waiting(reader) as answer:
            until(reader, lambda state: state.condition is ReaderCondition.READY, fake)
            ports[:] = [other.port]
            other.present(WANG)
            fake.unplug()
            card = answer.result(HANG_S)
        assert card is not None


def test_the_port_is_told_by_the_environment_or_the_settings_file(tmp_path: Path) -> None:
    told = {"COUNTER_DATA": str(tmp_path)}
    assert read_settings(told).reader == ""
    (tmp_path / "settings.toml").write_text('reader = "COM3"\n', "utf-8")
    assert read_settings(told).reader == "COM3"
    assert read_settings({**told, "COUNTER_READER": " auto "}).reader == "auto"
    assert read_settings({**told, "COUNTER_READER": ""}).reader == ""
