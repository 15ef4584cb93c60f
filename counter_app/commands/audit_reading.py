"""``main.py audit read``: the audit record by who, where, when, ticket or customer, from the server room."""

from __future__ import annotations

import argparse
import getpass
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from counter_app.commands.answers import OK, Commands, opened
from counter_app.domain.staff import ServerRoom
from counter_app.errors import BadInput
from counter_app.settings import Settings
from counter_app.texts import Texts, mark

if TYPE_CHECKING:
    from counter_app.service.audit_reading import AuditLine, AuditQuery, AuditReading

MOST = 500
Ask = Callable[[str], str]


def declare(acts: Commands) -> None:
    """Add the act to those of ``audit``. A document's number is asked for, never read from the command line."""
    parser = acts.add_parser("read", help="who looked at what; the question itself is recorded")
    parser.add_argument("--clerk", default="", help="a staff number, system or channel:NAME")
    parser.add_argument("--counter", default="", help="a counter as the record names it")
    parser.add_argument("--day", default="", help="a day of the hall, as 2026-03-18")
    parser.add_argument("--ticket", default="", help="a ticket number")
    parser.add_argument("--customer", action="store_true", help="ask for a document's number: what was done in its visits")
    parser.add_argument("--refused", action="store_true", help="only what was refused or failed")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(settings: Settings, told: argparse.Namespace, ask: Ask = getpass.getpass) -> int:
    """Print the newest rows asked for, 500 at most. Raises: CounterError."""
    from counter_app.domain.documents import read_document
    from counter_app.service.audit_reading import AuditQuery

    texts = Texts(settings.language, settings.hall.zone)
    document = read_document(ask(texts.say(mark("Document number: ")))) if told.customer else None
    query = AuditQuery(told.clerk, told.counter, _day(told.day), told.ticket, document, told.refused)
    with opened(settings) as counter:
        for line in _newest(counter.audit_reading, query):
            print(json.dumps(_as_json(line), ensure_ascii=False) if told.json else _as_text(line, texts))
    return OK


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BadInput(mark("A day is written as 2026-03-18."), field="day") from None


def _newest(reading: AuditReading, query: AuditQuery) -> Iterator[AuditLine]:
    after, count = "", 0
    while count < MOST:
        page = reading.find(ServerRoom(), query, after)
        yield from page.lines
        after, count = page.after, count + len(page.lines)
        if not after:
            return


def _as_text(line: AuditLine, texts: Texts) -> str:
    what = " ".join(part for part in (line.object_type, line.object_id) if part)
    rest = " ".join(f"{name}={value}" for name, value in line.detail)
    cells = (f"{texts.local(line.at):%Y-%m-%d %H:%M:%S}", line.counter, line.who, line.action, line.outcome, line.reason)
    return "\t".join((*cells, ",".join(line.tickets) or what, line.visit_id[:8], rest))


def _as_json(line: AuditLine) -> dict[str, object]:
    return {
        "at": line.at.isoformat(), "counter": line.counter, "row": line.seq, "who": line.who, "role": line.role,
        "action": line.action, "object": [line.object_type, line.object_id], "tickets": list(line.tickets),
        "outcome": line.outcome, "reason": line.reason, "visit": line.visit_id, "detail": dict(line.detail),
    }  # fmt: skip
