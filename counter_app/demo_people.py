"""The demo's customers: invented people and organisations, their documents and numbers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import TypedDict

from counter_app.domain.documents import document_type
from counter_app.domain.resident_number import check_digit
from counter_app.domain.ticket import DocumentRecord, HoldingRecord, PartyRecord
from counter_app.resource_files import resource

SOURCE = "demo"
"""The system that the demo's customers and most of its tickets come from."""
MOBILE, BROADBAND, LANDLINE, LEASED = "mobile", "broadband", "landline", "leased"


class _People(TypedDict):
    mobile_blocks: list[str]
    landline_head: str
    broadband_head: str
    leased_head: str
    document_areas: list[str]
    surnames: list[str]
    given_names: list[str]
    organisations: list[str]
    more_organisations: str
    streets: list[str]


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of the demo. ``holdings`` are its numbers with the days it holds them; ``site`` is an address."""

    party_id: str
    name: str
    organisation: bool
    document: str
    holdings: tuple[HoldingRecord, ...]
    site: str

    @property
    def contact(self) -> str:
        """Where to ring."""
        return self.line(MOBILE)

    def line(self, wanted: str) -> str:
        """Its number of a line now held, or its first number."""
        numbers = [holding.number for holding in self.holdings if holding.held_to is None]
        return next((number for number in numbers if line_of(number) == wanted), numbers[0])

    def records(self) -> tuple[PartyRecord, ...]:
        """One record a number, as an owners file has it; the first brings the document."""
        document = DocumentRecord(document_type(self.document), self.document) if self.document else None
        return tuple(
            PartyRecord(SOURCE, self.party_id, self.name, self.organisation, None if i else document, holding)
            for i, holding in enumerate(self.holdings)
        )


def line_of(number: str) -> str:
    """Which line a number of the demo is."""
    if number.startswith(("KD", "ZX")):
        return BROADBAND if number.startswith("KD") else LEASED
    return LANDLINE if number.startswith("0") else MOBILE


class Crowd:
    """Makes ordinary customers, one after the other, no name, document or number twice."""

    def __init__(self, rng: Random, today: date) -> None:
        files: dict[str, _People] = tomllib.loads(resource("demo", "people.toml").read_text("utf-8"))
        told = files["people"]
        self._rng = rng
        self._today = today
        self._areas, self._streets, self._blocks = told["document_areas"], told["streets"], told["mobile_blocks"]
        self._heads = {
            BROADBAND: told["broadband_head"],
            LANDLINE: told["landline_head"],
            LEASED: told["leased_head"],
        }
        names = [surname + given for surname in told["surnames"] for given in told["given_names"]]
        rng.shuffle(names)
        self._names = iter(names)
        self._organisations = chain(
            told["organisations"], (told["more_organisations"].format(n=n) for n in range(2, 10_000))
        )
        self._documents: set[str] = set()
        self._made = 0

    def person(self) -> Customer:
        """A person with a resident ID: always a mobile number, often broadband, sometimes a landline."""
        lines = [MOBILE, BROADBAND if self._rng.random() < 0.75 else "", LANDLINE if self._rng.random() < 0.3 else ""]
        return self._customer(next(self._names), self._resident_number(), [line for line in lines if line])

    def organisation(self) -> Customer:
        """An organisation with leased lines, broadband and a landline; its document is not given."""
        return self._customer(next(self._organisations), "", [LEASED, BROADBAND, LANDLINE, MOBILE])

    def _customer(self, name: str, document: str, lines: list[str]) -> Customer:
        self._made += 1
        since = self._today - timedelta(days=self._rng.randrange(900, 4000))
        holdings = tuple(HoldingRecord(self._number(line), since) for line in lines)
        return Customer(f"P{self._made:05}", name, not document, document, holdings, self._site())

    def _number(self, line: str) -> str:
        scattered = f"{self._made * 37 % 10_000:04}"  # 37 and 10,000 share no divisor: no number comes twice
        if line == MOBILE:
            return self._blocks[self._made % len(self._blocks)] + scattered
        return self._heads[line] + (f"1{scattered}" if line == LANDLINE else scattered)

    def _site(self) -> str:
        pick = self._rng.randrange
        return f"{self._rng.choice(self._streets)} {pick(1, 190)} 号 {pick(1, 9)} 幢 {pick(1, 18)}{pick(1, 5):02} 室"

    def _resident_number(self) -> str:
        """A number that passes its check, of an area that no province has."""
        while True:
            born = date(1944, 1, 1) + timedelta(days=self._rng.randrange(23_000))
            start = f"{self._rng.choice(self._areas)}{born:%Y%m%d}{self._rng.randrange(1, 900):03}"
            if start not in self._documents:
                self._documents.add(start)
                return start + check_digit(start)
