"""The demo's content: a hall, clerks, cards to present, customers and tickets, all invented and hung on one day."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from random import Random
from typing import TypedDict, cast
from zoneinfo import ZoneInfo

from counter_app.demo_days import Days
from counter_app.demo_histories import HistoryWriter, Plan
from counter_app.demo_outcomes import OUTCOMES, OVER, Outcome
from counter_app.demo_people import BROADBAND, LEASED, Crowd, Customer, line_of
from counter_app.demo_stories import Stories
from counter_app.demo_work import Work, read_work
from counter_app.domain.ticket import PartyRecord, TicketRecord
from counter_app.resource_files import resource
from counter_app.settings import Hall
from counter_app.texts import mark

TICKETS = 300
"""How many tickets an ordinary demo has."""
WATCHED_CUSTOMER, SHOP = "heping", "liji"
CARD_LABELS = {
    "three_numbers": mark("Wang Xiulan: 7 tickets on 3 numbers, one of them 2 days late"),
    "ready_phone": mark("Zhou Yan: a phone ready for pick-up, a fault that was reopened"),
    "old_number": mark("Bai Guifang: an old ID number of 15 digits, a complaint dealt with"),
    "passport": mark("Anna Lindqvist: the second line of a passport, a broadband move"),
    "many_records": mark("He Ping: one ticket with 300 records"),
    "many_tickets": mark("Li’s noodle shop: 60 tickets on one line"),
    "rare_name": mark("Ayguli Maimaiti: a name with a dot, a request cancelled for arrears"),
    "new_holder": mark("He Yutong: a number that was somebody else’s before"),
    "old_holder": mark("Qian Li: the tickets of a number given up since"),
    "stranger": mark("A stranger: nothing under this document"),
}
"""What is worth seeing with each card of ``cards.toml``."""


@dataclass(frozen=True, slots=True)
class DemoClerk:
    """A clerk of the demo; the password is shown on its sign-in screen."""

    staff_number: str
    name: str
    role: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoCard:
    """An invented document to present: what it shows (a catalogue key) and what to type or scan."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Demo:
    """Everything a demo store is made from."""

    hall: Hall
    clerks: tuple[DemoClerk, ...]
    cards: tuple[DemoCard, ...]
    parties: tuple[PartyRecord, ...]
    tickets: tuple[TicketRecord, ...]


class _ClerkRow(TypedDict):
    staff_number: str
    name: str
    role: str
    password: str


class _HallFile(TypedDict):
    hall: str
    counter: str
    ask_here: list[str]
    clerk: list[_ClerkRow]


class _CardRow(TypedDict):
    party: str
    number: str


def make_demo(today: datetime, seed: int = 20261122, tickets: int = TICKETS) -> Demo:
    """The demo as it stands at ``today`` (aware): the same for the same arguments, later by as much as ``today`` is.

    ``tickets`` is at least 150; customers come in proportion, about 60 to 300 tickets.
    """
    told = cast(_HallFile, tomllib.loads(resource("demo", "hall.toml").read_text("utf-8")))
    hall = Hall(name=told["hall"], counter=told["counter"], ask_here=tuple(told["ask_here"]))
    clerks = tuple(DemoClerk(row["staff_number"], row["name"], row["role"], row["password"]) for row in told["clerk"])
    cards = _read_cards()
    days = Days(today, ZoneInfo(hall.zone))
    stories = Stories(days)
    cast_of_stories = stories.customers({row["party"]: row["number"] for row in cards.values()})
    rng = Random(seed)  # noqa: S311 - a demo wants the same dice every time
    crowd = _crowd(days, rng, tickets)
    records = [*stories.tickets()]
    records += _ordinary_tickets(HistoryWriter(read_work(), days, rng), cast_of_stories, crowd, tickets - len(records))
    return Demo(
        hall=hall,
        clerks=clerks,
        cards=tuple(DemoCard(CARD_LABELS[key], row["number"]) for key, row in cards.items()),
        parties=tuple(record for customer in (*cast_of_stories, *crowd) for record in customer.records()),
        tickets=tuple(records),
    )


def _read_cards() -> dict[str, _CardRow]:
    files: dict[str, dict[str, _CardRow]] = tomllib.loads(resource("demo", "cards.toml").read_text("utf-8"))
    return files["cards"]


def _crowd(days: Days, rng: Random, tickets: int) -> list[Customer]:
    maker = Crowd(rng, days.story_day)
    persons = [maker.person() for _ in range(tickets * 37 // 300)]
    return persons + [maker.organisation() for _ in range(tickets * 10 // 300)]


def _ordinary_tickets(
    writer: HistoryWriter, told: tuple[Customer, ...], crowd: list[Customer], count: int
) -> list[TicketRecord]:
    """So many tickets: the one with very many records, those of the shop, and the crowd's."""
    by_id = {customer.party_id: customer for customer in told}
    watched = by_id[WATCHED_CUSTOMER]
    records = [writer.watched(watched, watched.line(BROADBAND))]
    records += [writer.ticket(plan) for plan in _shop_plans(writer, by_id[SHOP], 60)]
    records += [writer.ticket(plan) for plan in _crowd_plans(writer, crowd, count - len(records))]
    return records


def _shop_plans(writer: HistoryWriter, shop: Customer, count: int) -> list[Plan]:
    """Many tickets on one line, most of them done long ago."""
    plans = []
    for i, ask in zip(range(count), cycle(writer.work.asks), strict=False):
        outcomes = _outcomes_of(writer.work, ask["kind"])
        fitting = [outcome for outcome in outcomes if (outcome.clock == OVER) != (i % 6 == 0)]
        plans.append(Plan(shop, ask["kind"], _weighted(fitting, writer.rng), shop.line(LEASED), ask["title"]))
    return plans


def _crowd_plans(writer: HistoryWriter, crowd: list[Customer], count: int) -> list[Plan]:
    """First each kind with each outcome that must not be missing, then whatever comes, as often as its share says."""
    work, rng = writer.work, writer.rng
    pairs = [(kind, o) for kind in work.kinds for o in OUTCOMES if o.name in ("moving", "late", "done")]
    for outcome in OUTCOMES:
        befallen = [kind for kind in work.kinds if outcome in _outcomes_of(work, kind)]
        pairs += [(kind, outcome) for kind in rng.sample(befallen, 2)]
    kinds = list(work.kinds)
    shares = [work.kinds[kind]["share"] for kind in kinds]
    while len(pairs) < count:
        kind = rng.choices(kinds, shares)[0]
        pairs.append((kind, _weighted(_outcomes_of(work, kind), rng)))
    takers = _takers(work, crowd, rng)
    return [_plan(work, kind, outcome, next(takers[kind])) for kind, outcome in pairs[:count]]


def _plan(work: Work, kind: str, outcome: Outcome, customer: Customer) -> Plan:
    return Plan(customer, kind, outcome, customer.line(work.kinds[kind]["line"]))


def _outcomes_of(work: Work, kind: str) -> list[Outcome]:
    return [outcome for outcome in OUTCOMES if not outcome.words or work.reasons(outcome.words, kind)]


def _weighted(outcomes: list[Outcome], rng: Random) -> Outcome:
    return rng.choices(outcomes, [outcome.share for outcome in outcomes])[0]


def _takers(work: Work, crowd: list[Customer], rng: Random) -> dict[str, cycle[Customer]]:
    """For each kind the customers it may befall, in turn: of the right sort, with the right line if any has it."""
    takers = {}
    for kind, row in work.kinds.items():
        fitting = [c for c in crowd if row["who"] == "any" or c.organisation == (row["who"] == "organisation")]
        fitting = [c for c in fitting if line_of(c.line(row["line"])) == row["line"]] or fitting
        takers[kind] = cycle(rng.sample(fitting, len(fitting)))
    return takers
