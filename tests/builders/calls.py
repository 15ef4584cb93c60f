"""Every use case that shows or changes something, called the usual way: for tests that must leave none out."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from counter_app.service.counter import Counter
from counter_app.service.printing import SlipWish
from tests.builders.desk import WANG, Desk, shown

Call = Callable[[Desk, Path], object]
WISH = SlipWish(1, "status", "a5", "zh_CN")


def visits_open(desk: Desk, _folder: Path) -> object:
    return desk.counter.visits.open(desk.session)


def visits_verify(desk: Desk, _folder: Path) -> object:
    return desk.counter.visits.verify(desk.session, desk.visit, shown(WANG), "typed")


def visits_touch(desk: Desk, _folder: Path) -> object:
    return desk.counter.visits.touch(desk.session, desk.visit)


def looking_up_find(desk: Desk, _folder: Path) -> object:
    return desk.counter.looking_up.find(desk.session, desk.visit, "13800136621")


def looking_up_tickets(desk: Desk, _folder: Path) -> object:
    return desk.counter.looking_up.tickets(desk.session, desk.visit, open_only=False)


def looking_up_open_ticket(desk: Desk, _folder: Path) -> object:
    return desk.counter.looking_up.open_ticket(desk.session, desk.visit, 1)


def printing_preview(desk: Desk, _folder: Path) -> object:
    return desk.counter.printing.preview(desk.session, desk.visit, WISH)


def printing_send(desk: Desk, _folder: Path) -> object:
    return desk.counter.printing.send(desk.session, desk.visit, WISH, "paper", 1)


def printing_save(desk: Desk, folder: Path) -> object:
    return desk.counter.printing.save(desk.session, desk.visit, WISH, folder / "slip.pdf")


def looking_up_find_list(desk: Desk, _folder: Path) -> object:
    return desk.counter.looking_up.find_list(desk.session, desk.visit, "13800136621\n13900137730")


def printing_prints(desk: Desk, _folder: Path) -> object:
    return desk.counter.printing.prints(desk.session, desk.visit)


def printing_again(desk: Desk, _folder: Path) -> object:
    return desk.counter.printing.again(desk.session, desk.visit, "f" * 32, "paper")


CALLS: dict[str, Call] = {
    "visits.open": visits_open,
    "visits.verify": visits_verify,
    "visits.touch": visits_touch,
    "looking_up.find": looking_up_find,
    "looking_up.find_list": looking_up_find_list,
    "looking_up.tickets": looking_up_tickets,
    "looking_up.open_ticket": looking_up_open_ticket,
    "printing.preview": printing_preview,
    "printing.send": printing_send,
    "printing.save": printing_save,
    "printing.prints": printing_prints,
    "printing.again": printing_again,
}
"""What a clerk does for a customer, by use case."""
NEEDS_VERIFIED = tuple(
    call for name, call in CALLS.items() if name.startswith("printing.") or name in ("looking_up.tickets", "looking_up.open_ticket")
)
WITHOUT_CUSTOMER = {"staff", "clerks"}
"""Use cases around staff themselves have tests of their own; so has ending a visit, which is never refused."""
ALWAYS_ALLOWED = {"visits.end"}


def use_cases(counter: Counter) -> set[str]:
    """Every use case that a clerk's session is handed to, by the name of its part and its own."""
    return {
        f"{part.name}.{name}"
        for part in fields(counter)
        for name, method in inspect.getmembers(getattr(counter, part.name), inspect.ismethod)
        if not name.startswith("_") and "session" in inspect.signature(method).parameters
    }
