"""Files of all dialects in any order, again, renamed, with rows repeated: one ticket, and its state never goes back (T68)."""

from __future__ import annotations

import itertools
import json
import random
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine, text

from counter_app.domain import statuses
from counter_app.domain.ticket import PartyRecord, TicketRecord
from counter_app.exchange.files import TicketFiles
from counter_app.exchange.json_records import Json
from tests.builders.desk import Desk
from tests.builders.workbooks import sheet, words_row, workbook

ORDERS = 6


class Ticket(NamedTuple):
    """How one ticket stands in the store."""

    status: str
    moment: datetime
    awaited: bool
    told: tuple[str, ...]


def files(folder: Path, no: str) -> list[Path]:
    """What seven files in five dialects say of order ``no``, the oldest first."""
    four: dict[str, Json] = {"id": no, "state": "Acknowledged", "orderDate": "2026-03-01T00:00:00Z",
                             "productOrderItem": [{"id": "1", "action": "add", "state": "acknowledged"}]}  # fmt: skip
    before: dict[str, Json] = {"id": no, "state": "InProgress", "orderDate": "2026-03-01T00:00:00Z",
                               "note": {"date": "2026-03-02T00:00:00Z", "text": "已派单"},
                               "orderItem": [{"id": "1", "state": "InProgress", "productOffering": {"name": "宽带"}}]}  # fmt: skip
    visit: dict[str, Json] = {"id": f"a{no}", "status": "completed", "lastUpdate": "2026-03-05T00:00:00Z", "validFor": {"startDateTime": ""},
                              "calendarEvent": {"id": "1"}, "relatedEntity": [{"id": no, "@referredType": "ProductOrder"}]}  # fmt: skip
    cancel: dict[str, Json] = {"@type": "CancelProductOrder", "id": f"c{no}", "state": "rejected", "productOrder": {"id": no},
                               "requestedCancellationDate": "2026-03-03T00:00:00Z"}  # fmt: skip
    event: dict[str, Json] = {"eventType": "ProductOrderStateChangeEvent", "eventTime": "2026-03-07T00:00:00Z",
                              "event": {"productOrder": {"id": no, "state": "completed"}}}  # fmt: skip
    told = {"four": [four, four], "before": before, "visit": visit, "cancel": cancel, "event": event}
    paths = []
    for name, content in told.items():
        paths.append(folder / f"{name}{no}.json")
        paths[-1].write_text(json.dumps(content), "utf-8")
    key = f"{no},tmf622,ProductOrder"
    paths.append(folder / f"rows{no}.csv")
    paths[-1].write_text(f"number,source,type,status,updated_at\n{key},待客户,2026-03-06 08:00\n{key},待客户,2026-03-06 08:00\n", "utf-8")
    header = ("number", "source", "type", "status", "updated_at", "site")
    row = words_row(2, (no, "tmf622", "ProductOrder", "内部暂停", "2026-03-04 08:00", "示例路 1 号"))
    return [*paths, workbook(folder / f"book{no}.xlsx", sheet(words_row(1, header), row))]


def records(path: Path) -> list[TicketRecord | PartyRecord]:
    """What a file brings; nothing in these is refused."""
    return [one for one in TicketFiles().read(path) if isinstance(one, TicketRecord | PartyRecord)]


def stands(url: str, no: str) -> Ticket:
    """How a ticket stands, with all that its rows say beside its own number."""
    engine = create_engine(url)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM ticket WHERE source_id = :no"), {"no": no}).mappings().one()
        events = connection.execute(text("SELECT at, text, status, step FROM event WHERE ticket_id = :id ORDER BY at, text"), {"id": row["id"]}).all()
        items = connection.execute(text("SELECT item_id, action, name, raw_status FROM ticket_item WHERE ticket_id = :id"), {"id": row["id"]}).all()
    engine.dispose()
    told = [str(row[name]) for name in ("status", "raw_status", "title", "site", "opened_at", "field_moments", "closed_at")]
    return Ticket(row["status"], row["source_moment"], bool(row["awaited"]), (*told, *map(str, events), *map(str, items)))


def test_files_of_five_dialects_make_one_ticket_in_any_order_and_again(desk: Desk, store_url: str, tmp_path: Path) -> None:
    dice = random.Random(68)
    made = []
    for no in map(str, range(ORDERS)):
        paths = files(tmp_path, no)
        dice.shuffle(paths)
        for path in paths:
            desk.counter.importing.take(path.name, records(path))
        made.append(stands(store_url, no))
        dice.shuffle(paths)
        again = [desk.counter.importing.take(f"renamed-{path.name}", records(path)) for path in paths]
        assert {(report.new, report.updated) for report in again} == {(0, 0)}
        assert stands(store_url, no) == made[-1]
    assert {ticket.status for ticket in made} == {"completed"}
    assert all(one == other for one, other in itertools.pairwise(made))


def test_an_older_file_after_a_newer_one_never_takes_the_state_back(desk: Desk, store_url: str, tmp_path: Path) -> None:
    stood: tuple[datetime, int] | None = None
    for path in reversed(files(tmp_path, "90")):
        desk.counter.importing.take(path.name, records(path))
        ticket = stands(store_url, "90")
        now = (ticket.moment, statuses.status(ticket.status).rank)
        assert stood is None or ticket.moment >= stood[0]
        stood = now
    newest_first = sorted(files(tmp_path, "91"), key=lambda path: path.name != "event91.json")
    for path in newest_first:
        desk.counter.importing.take(path.name, records(path))
        assert stands(store_url, "91").status == "completed"


def test_all_files_in_one_run_and_renamed_copies_of_them_bring_one_ticket(desk: Desk, store_url: str, tmp_path: Path) -> None:
    paths = files(tmp_path, "77")
    copies = [path.with_name(f"copy-of-{path.name}") for path in paths]
    for path, copy in zip(paths, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    first = desk.counter.importing.run((*paths, *copies), _ignored)
    second = desk.counter.importing.run((*reversed(copies), *paths), _ignored)
    assert (first.new, first.updated, first.waiting, first.refused) == (1, 0, 0, ())
    assert (second.new, second.updated, second.unchanged) == (0, 0, 1)
    assert stands(store_url, "77").status == "completed"


def _ignored(_done: int, _total: int) -> None:
    """Nobody watches."""
