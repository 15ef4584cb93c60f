"""The counter desk: arguments → build → run. Qt is imported only for the window."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.commands import audit, clerks, imports, keys, retention
from counter_app.commands.answers import WRONG
from counter_app.domain.masking import mask_name
from counter_app.domain.roles import ROLES
from counter_app.errors import BadInput, CounterError, without_words
from counter_app.settings import Settings, read_settings
from counter_app.texts import Texts, mark

if TYPE_CHECKING:
    from counter_app.domain.demo_notice import DemoNotice
    from counter_app.ports import SlipPrinter
    from counter_app.service.counter import Counter

DEMO_FRESH_FOR = timedelta(days=1)
TOUR_MOMENT = datetime(2026, 3, 18, 6, 32, 8, tzinfo=UTC)
TOUR_STORE_ID = "70a4" * 8
WRONG_CARD = "77100319680231002X"
"""A document number with a date that does not exist."""
TOUR_PHONE, TOUR_TICKET = "138 0060 6621", "GD26 0309 0472"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code (0: done, 1: something was refused, 2: it could not be done)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Chinese must not end an import
    told = _parser().parse_args(arguments)
    try:
        settings = read_settings(os.environ)
    except BadInput as error:
        return _said(Texts("en"), error)
    commands = {"demo": _demo, "tour": _tour}
    run = getattr(told, "run", commands.get(told.command, _window))
    try:
        return int(run(settings, told))
    except CounterError as error:
        return _said(Texts(settings.language), error)
    except Exception as bug:  # its words may be a customer's or hold a password: only where it happened is said
        print(without_words(bug), file=sys.stderr)
        return _said(Texts(settings.language), CounterError(mark("Something here did not work as it should.")))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="The counter desk of a telecom service hall.")
    commands = parser.add_subparsers(dest="command", metavar="command")
    demo = commands.add_parser("demo", help="open a demo store")
    demo.add_argument("--keep", action="store_true", help="keep the demo store even if it is older than a day")
    demo.add_argument("--fake-reader", action="store_true", help="pretend an ID-card reader; its cards are put down with Ctrl+D")
    for part in (audit, clerks, imports, keys, retention):
        part.declare(commands)
    tour = commands.add_parser("tour", help="drive the window through a whole visit and keep pictures of it")
    tour.add_argument("--out", type=Path, required=True, metavar="DIR")
    tour.add_argument("--language", choices=["zh_CN", "en"], default="zh_CN")
    return parser


def _said(texts: Texts, error: CounterError) -> int:
    print(texts.say(error.text, **error.values), file=sys.stderr)
    return WRONG


def _window(settings: Settings, _told: argparse.Namespace) -> int:
    from ui.app import run
    from ui.equipment import Equipment

    return run(settings, partial(_make_counter, settings), equipment=Equipment(import_command()))


def _make_counter(settings: Settings) -> Counter:
    """Everything but the screen; runs in a worker after the first paint."""
    from counter_app.build import Parts, build

    return build(settings, Parts(printer=_qt_printer()))


def _qt_printer() -> SlipPrinter | None:
    """Qt's printers where the system has no ``lp``."""
    if shutil.which("lp"):
        return None
    from ui.qt_printer import QtPrinter

    return QtPrinter()


def _demo(settings: Settings, told: argparse.Namespace) -> int:
    from counter_app.demo import make_demo
    from counter_app.domain.demo_notice import DemoNotice

    store = settings.data_dir / "demo" / "counter.db"
    now = datetime.now(UTC)
    if not told.keep:
        _clear_old_demo(store, now)
    demo = make_demo(now)
    settings = replace(settings, database_url=f"sqlite:///{store}", hall=demo.hall, keyring=False)
    notice = DemoNotice(
        tuple((c.staff_number, c.password, ROLES[c.role].label) for c in demo.clerks),
        tuple((card.number, card.label) for card in demo.cards),
    )
    return _demo_window(settings, now, notice, with_reader=told.fake_reader)


def _demo_window(settings: Settings, now: datetime, notice: DemoNotice, *, with_reader: bool) -> int:
    from ui.app import run
    from ui.equipment import Equipment

    if not with_reader:
        return run(settings, partial(_make_demo, settings, now), demo=notice, equipment=Equipment(import_command()))
    from counter_app.devices.fake_reader import FakeReader

    with FakeReader() as reader:
        settings = replace(settings, reader=reader.port)
        equipment = Equipment(import_command(), reader, notice.cards)
        return run(settings, partial(_make_demo, settings, now), demo=notice, equipment=equipment)


def _clear_old_demo(store: Path, now: datetime) -> None:
    """Remove a demo store made more than a day ago: its dates hang on the day it was made."""
    made = store.with_name("made.txt")
    try:
        age = now - datetime.fromisoformat(made.read_text("ascii"))
    except (OSError, ValueError):
        age = DEMO_FRESH_FOR * 2
    if age < DEMO_FRESH_FOR:
        return
    for part in (store, *(store.with_name(store.name + end) for end in ("-wal", "-shm"))):
        part.unlink(missing_ok=True)
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text(now.isoformat(), "ascii")


def _make_demo(settings: Settings, now: datetime) -> Counter:
    from counter_app.build import Parts, build_demo

    return build_demo(settings, now, Parts(printer=_qt_printer()))


def import_command() -> tuple[str, ...]:
    """The import as a process of its own, to be followed by the files; see ``commands.imports``."""
    return (sys.executable, str(Path(__file__).resolve()), *imports.FOLLOWED)


def _tour(settings: Settings, told: argparse.Namespace) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter_app.build import Parts, build_demo
    from counter_app.demo import make_demo
    from ui.app import CounterApp, application_of
    from ui.tour import FolderPrinter, TourClock, TourStory, drive

    told.out.mkdir(parents=True, exist_ok=True)
    label = Texts(told.language).say(mark("The tour's folder"))
    clock, printer = TourClock(TOUR_MOMENT), FolderPrinter(told.out, label)
    demo, moment = make_demo(TOUR_MOMENT), TOUR_MOMENT
    settings = replace(_tour_store(settings), hall=demo.hall, language=told.language, keyring=False)
    clerk, card = demo.clerks[0], demo.cards[0].number
    owner = next(p.name or "" for p in demo.parties if p.document is not None and p.document.number == card)
    story = TourStory(
        clerk.staff_number, clerk.password, WRONG_CARD, card, TOUR_PHONE, TOUR_TICKET, mask_name(owner).text
    )
    _application = application_of(sys.argv[:1])
    parts = Parts(clock=clock, printer=printer, store_id=TOUR_STORE_ID)
    app = CounterApp(settings, partial(build_demo, settings, moment, parts), clock=clock)
    return drive(app, clock, printer, told.out, story)


def _tour_store(settings: Settings) -> Settings:
    """The store that COUNTER_DATABASE names if nothing is in it, else a new one; its path is printed, it stays."""
    from counter_app.build import is_empty

    if os.environ.get("COUNTER_DATABASE") and is_empty(settings):
        return settings
    folder = Path(tempfile.mkdtemp(prefix="counter-tour-"))
    print(folder / "counter.db")
    return replace(settings, database_url=f"sqlite:///{folder / 'counter.db'}")


if __name__ == "__main__":
    sys.exit(main())
