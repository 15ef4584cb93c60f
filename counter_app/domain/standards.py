"""How long each kind of ticket and each of its steps may take, and what is owed when it takes longer: one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

HOURS, DAYS, WORKING_DAYS = "hours", "days", "working_days"
UNITS = (HOURS, DAYS, WORKING_DAYS)
LAW, CARRIER, LOCAL = "law", "carrier", "local"
"""Who says so: a law or a ministry's rule; this carrier (its own file); nobody yet, a guess for the carrier to set."""
STANDINGS = (LAW, CARRIER, LOCAL)
PER_DAY, RENT_WAIVED = "per_day", "rent_waived"
RULES = (PER_DAY, RENT_WAIVED)
TICKET, ANY = "ticket", "any"
"""The limit of the whole ticket among those of its steps; the row of a step that no row of the kind stands for."""
URBAN, RURAL = "urban", "rural"
AREAS = (URBAN, RURAL, "")


class Limit(NamedTuple):
    """How long something may take. ``rural`` is 0 where it is the same in town and country.

    ``waiting_pauses``: time in which it waits for the customer does not count. ``lines``: only for tickets about such
    a number ("mobile", "landline"); empty for any.
    """

    amount: int
    unit: str
    standing: str
    source: str
    waiting_pauses: bool = True
    rural: int = 0
    lines: tuple[str, ...] = ()

    def amount_in(self, area: str) -> int:
        """The amount for "urban" or "rural"; where the area is not known the longer one, so that no one is wronged."""
        if area == URBAN or not self.rural:
            return self.amount
        return self.rural if area == RURAL else max(self.amount, self.rural)

    @property
    def is_promise(self) -> bool:
        """Whether a customer may hold the company to it."""
        return self.standing in (LAW, CARRIER)


class Redress(NamedTuple):
    """What a customer gets when a ticket is late by the company's fault. ``percent`` of the fee for each whole day."""

    rule: str
    source: str
    percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Standards:
    """All limits by (kind, step) and what is owed by kind. ``area`` is where this hall's customers live, "" if mixed."""

    limits: Mapping[tuple[str, str], Limit] = field(default_factory=dict)
    redress: Mapping[str, Redress] = field(default_factory=dict)
    legal: Mapping[str, Limit] = field(default_factory=dict)
    """What the law says of a kind's whole ticket, also where a carrier promises something else."""
    area: str = ""

    def for_ticket(self, kind: str, line: str = "") -> Limit | None:
        """The limit of a whole ticket about a number of this ``line``; None if there is none."""
        return _about(self.limits.get((kind, TICKET)), line)

    def by_law(self, kind: str, line: str = "") -> Limit | None:
        """What the law says of a whole ticket about a number of this ``line``; None if nothing."""
        return _about(self.legal.get(kind), line)

    def for_step(self, kind: str, step: str) -> Limit | None:
        """The limit of one step of a kind, None if there is none."""
        return self.limits.get((kind, step)) or self.limits.get((ANY, step)) if step else None


def _about(limit: Limit | None, line: str) -> Limit | None:
    return limit if limit is None or not limit.lines or line in limit.lines else None
