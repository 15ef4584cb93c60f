"""Printers that are off, empty, busy, gone or hanging: said in words, not counted, nothing left behind, the visit goes on."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from counter_app.build import Parts, build
from counter_app.devices.printers import SystemQueue
from counter_app.domain.slip import FAILED, SENT
from counter_app.errors import BadInput, DeviceTrouble
from counter_app.service.printing import PrintReceipt, SlipWish
from counter_app.settings import ESCPOS_DEVICE, ESCPOS_TCP, PrinterSetting
from counter_app.texts import Texts
from tests.builders.desk import PASSWORD, WANG, Desk, PaperPrinter, TestClock, cheap_hasher, person, settings_of, ticket
from tests.doubles import receipt_printer as fake
from tests.doubles.receipt_printer import Manners, TcpPrinter

TAKES_IT = "cat > /dev/null\necho 'request id is front-1 (0 file(s))'"
HANGS = "cat > /dev/null\nsleep 600"


@dataclass
class Hall:
    """A desk at work with a customer verified, and the printers around it."""

    desk: Desk
    wish: SlipWish
    printers: dict[str, TcpPrinter]
    programs: Path
    places: tuple[Path, ...]

    def lp(self, script: str) -> None:
        """What ``lp`` does from now on."""
        (self.programs / "lp").write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (self.programs / "lp").chmod(0o755)

    def send(self, printer: str, paper: str = "roll80") -> PrintReceipt:
        """Print the slip."""
        wish = replace(self.wish, paper=paper)
        return self.desk.counter.printing.send(self.desk.session, self.desk.visit, wish, printer, 1)

    def left_behind(self) -> list[Path]:
        """Every file with a slip in it, wherever it could have been put."""
        files = [path for place in self.places for path in place.rglob("*") if path.is_file()]
        return [path for path in files if b"%PDF" in path.read_bytes()]


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """Two receipt printers and one queue, every place of this process in the test's own folder."""
    places = tuple(tmp_path / name for name in ("temporary", "here", "home", "data"))
    for place in (*places, tmp_path / "programs"):
        place.mkdir()
    monkeypatch.setenv("TMPDIR", str(places[0]))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(places[1])
    monkeypatch.setenv("HOME", str(places[2]))
    (tmp_path / "programs" / "lpstat").write_text("#!/bin/sh\necho 'scheduler is running'\n", "utf-8")
    (tmp_path / "programs" / "lpstat").chmod(0o755)
    with TcpPrinter(Manners()) as one, TcpPrinter(Manners()) as other, socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        known = (
            PrinterSetting("小票机", ESCPOS_TCP, one.address),
            PrinterSetting("窄小票机", ESCPOS_TCP, other.address, "roll58"),
            PrinterSetting("没开机", ESCPOS_TCP, f"127.0.0.1:{nobody.getsockname()[1]}"),
            PrinterSetting("没接上", ESCPOS_DEVICE, str(tmp_path / "lp0")),
        )
        settings = replace(settings_of(f"sqlite:///{places[3] / 'counter.db'}", places[3]), printers=known)
        clock = TestClock()
        counter = build(settings, Parts(clock, SystemQueue(str(tmp_path / "programs"), 1), cheap_hasher()))
        counter.staff.add_first((("3107", "李敏", "clerk", PASSWORD),))
        desk = Desk(counter, clock, PaperPrinter(), counter.staff.sign_in("3107", PASSWORD))
        desk.take(person("P1", WANG), ticket())
        assert desk.verify(WANG)
        wish = SlipWish(desk.find("GD2603090472").rows[0].ticket_id, "status", "roll80", "zh_CN")
        made = Hall(desk, wish, {"小票机": one, "窄小票机": other}, tmp_path / "programs", places)
        made.lp(TAKES_IT)
        yield made
        counter.close()


def test_each_trouble_is_said_and_not_counted_and_the_visit_goes_on(hall: Hall) -> None:
    manners, words = hall.printers["小票机"].manners, []

    def fails(printer: str, paper: str = "roll80") -> None:
        with pytest.raises(DeviceTrouble) as trouble:
            hall.send(printer, paper)
        said = Texts("zh_CN").say(trouble.value.text, **trouble.value.values)
        assert said != str(trouble.value), "it is not translated"
        words.append(said)
        assert hall.desk.find("GD2603090472").rows
        assert hall.left_behind() == []

    fails("没开机")
    fails("没接上")
    hall.lp("echo 'lp: The printer or class does not exist.' >&2\nexit 1")
    fails("不知道")
    fails("小票机", "roll58")
    fails("小票机", "a5")
    manners.paper = fake.PAPER_OUT
    fails("小票机")
    manners.paper, manners.offline = fake.HEALTHY, fake.COVER_OPEN
    fails("小票机")
    manners.offline, manners.closes_after = fake.HEALTHY, 5_000
    fails("小票机")
    manners.closes_after = -1
    hall.lp("echo 'lp: Destination \"front\" is not accepting jobs.' >&2\nexit 1")
    fails("front", "a5")
    hall.lp(HANGS)
    fails("front", "a5")
    assert len(set(words)) == 9
    lines = hall.desk.counter.printing.prints(hall.desk.session, hall.desk.visit)
    assert [line.state for line in lines] == [FAILED] * 10
    assert all("{" not in Texts("zh_CN").say(line.why, printer=line.printer) for line in lines)
    hall.lp(TAKES_IT)
    assert hall.send("front", "a5").copy_no == 1
    assert hall.send("小票机").copy_no == 2
    assert hall.left_behind() == []


def test_a_slip_never_stays_on_a_disk_whatever_becomes_of_it(hall: Hall) -> None:
    printing = hall.desk.counter.printing
    for layout, paper in printing.choices():
        wish = replace(hall.wish, layout=layout.code, paper=paper.code)
        printing.preview(hall.desk.session, hall.desk.visit, wish)
        printing.send(hall.desk.session, hall.desk.visit, wish, "front", 2)
    hall.send("小票机")
    hall.send("窄小票机", "roll58")
    assert hall.left_behind() == []
    printing.save(hall.desk.session, hall.desk.visit, hall.wish, hall.places[1] / "slip.pdf")
    assert hall.left_behind() == [hall.places[1] / "slip.pdf"]  # only where the clerk asked for it


def test_a_failed_slip_comes_out_on_the_other_printer_as_the_same_print(hall: Hall) -> None:
    printing = hall.desk.counter.printing
    with pytest.raises(DeviceTrouble):
        hall.send("没开机")
    (line,) = printing.prints(hall.desk.session, hall.desk.visit)
    receipt = printing.again(hall.desk.session, hall.desk.visit, line.print_id, "小票机")
    assert (receipt.print_id, receipt.copy_no) == (line.print_id, 1)
    (line,) = printing.prints(hall.desk.session, hall.desk.visit)
    assert (line.state, line.printer, line.why) == (SENT, "小票机", "")
    assert len(hall.printers["小票机"].slips()) == 1


def test_the_printers_of_the_settings_come_first_with_their_state_and_paper(hall: Hall) -> None:
    known = [(one.name, one.ready, one.paper) for one in hall.desk.counter.printing.printers()]
    assert known == [
        ("小票机", True, "roll80"), ("窄小票机", True, "roll58"), ("没开机", False, "roll80"), ("没接上", False, "roll80"),
    ]  # fmt: skip


def test_a_printer_with_a_paper_nobody_has_is_refused_at_the_start(tmp_path: Path) -> None:
    for paper in ("roll99", "a5"):
        odd = PrinterSetting("小票机", ESCPOS_TCP, "127.0.0.1:9", paper)
        settings = replace(settings_of(f"sqlite:///{tmp_path / 'counter.db'}", tmp_path), printers=(odd,))
        with pytest.raises(BadInput, match=f"names the paper {paper}"):
            build(settings, Parts(TestClock(), PaperPrinter(), cheap_hasher()))
