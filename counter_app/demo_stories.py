"""The demo's customers and tickets that are told by hand, read from ``resources/demo/stories.toml``."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import NotRequired, TypedDict, cast

from counter_app.demo_days import Days
from counter_app.demo_people import SOURCE, Customer
from counter_app.domain.ticket import (
    CUSTOMER,
    INTERNAL,
    EventRecord,
    HoldingRecord,
    ItemRecord,
    SourceKey,
    TicketRecord,
)
from counter_app.resource_files import resource


class _PartyRow(TypedDict):
    id: str
    name: str
    numbers: list[str]
    document: NotRequired[str]
    organisation: NotRequired[bool]
    site: NotRequired[str]


class _TicketRow(TypedDict):
    serial: str
    kind: str
    status: str
    title: str
    opened: str
    events: str
    party: NotRequired[str]
    applicant: NotRequired[str]
    source: NotRequired[str]
    type: NotRequired[str]
    reason: NotRequired[str]
    expected: NotRequired[str]
    done: NotRequired[str]
    cancelled: NotRequired[str]
    pick_up: NotRequired[str]
    service: NotRequired[str]
    contact: NotRequired[str]
    fee: NotRequired[str]
    channel: NotRequired[str]
    items: NotRequired[str]


class _StoriesFile(TypedDict):
    party: list[_PartyRow]
    ticket: list[_TicketRow]


class Stories:
    """The told customers and their tickets, with dates that hang on ``days``."""

    def __init__(self, days: Days) -> None:
        self._days = days
        self._file = cast(_StoriesFile, tomllib.loads(resource("demo", "stories.toml").read_text("utf-8")))

    def customers(self, cards: dict[str, str]) -> tuple[Customer, ...]:
        """The told customers; ``cards`` are document numbers by customer, for those whose story does not tell one."""
        return tuple(
            Customer(
                party_id=row["id"],
                name=row["name"],
                organisation=row.get("organisation", False),
                document=row.get("document") or cards[row["id"]],
                holdings=tuple(self._holding(told) for told in row["numbers"]),
                site=row.get("site", ""),
            )
            for row in self._file["party"]
        )

    def tickets(self) -> tuple[TicketRecord, ...]:
        """The told tickets. A ticket of another system names no owner: the holder of its number is found instead."""
        sites = {row["id"]: row.get("site") for row in self._file["party"]}
        return tuple(self._ticket(row, sites.get(row.get("party", ""))) for row in self._file["ticket"])

    def _holding(self, told: str) -> HoldingRecord:
        """A number: ``1380…`` held for years, ``1380… -100 ..`` since then, ``1380… .. -200`` until then."""
        number, _, span = told.partition(" ")
        start, _, end = span.partition("..")
        return HoldingRecord(
            number,
            self._days.story_date(start if start.strip() else "-2400"),
            self._days.story_date(end) if end.strip() else None,
        )

    def _ticket(self, row: _TicketRow, site: str | None) -> TicketRecord:
        opened = self._days.story_moment(row["opened"])
        number = f"GD{self._days.local(opened):%y%m%d}{row['serial']}"
        source = row.get("source", SOURCE)
        named = source == SOURCE
        events = tuple(self._event(line) for line in row["events"].strip().splitlines())
        moment = {key: self._days.story_moment(told) for key, told in self._told_moments(row)}
        return TicketRecord(
            key=SourceKey(source, row.get("type", "order"), number),
            moment=events[-1].at,
            number=number,
            kind=row["kind"],
            status=row["status"],
            reason=row.get("reason"),
            title=row["title"],
            opened_at=opened,
            expected_at=moment.get("expected"),
            completed_at=moment.get("done"),
            cancelled_at=moment.get("cancelled"),
            pick_up_at=moment.get("pick_up"),
            service_number=row.get("service"),
            contact_number=row.get("contact"),
            owner_ref=row.get("party") if named else None,
            applicant_ref=row.get("applicant") if named else None,
            site=site if row.get("service", "").startswith(("KD", "ZX")) else None,
            fee=Decimal(row["fee"]) if "fee" in row else None,
            channel=row.get("channel"),
            items=tuple(_item(line) for line in row.get("items", "").strip().splitlines()),
            events=events,
        )

    def _told_moments(self, row: _TicketRow) -> list[tuple[str, str]]:
        told = [("expected", row.get("expected")), ("done", row.get("done"))]
        told += [("cancelled", row.get("cancelled")), ("pick_up", row.get("pick_up"))]
        return [(key, moment) for key, moment in told if moment]

    def _event(self, line: str) -> EventRecord:
        when, step, department, channel, audience, state, text = (part.strip() for part in line.split("|", 6))
        return EventRecord(
            at=self._days.story_moment(when),
            text=self._days.filled(text),
            status=state,
            step=step,
            department=department,
            channel=channel,
            audience=CUSTOMER if audience == "C" else INTERNAL,
        )


def _item(line: str) -> ItemRecord:
    item_id, action, name, state = (part.strip() for part in line.split("|"))
    return ItemRecord(item_id, action, name, state)
