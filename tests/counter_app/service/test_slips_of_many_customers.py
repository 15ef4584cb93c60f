"""Slips of many customers, one after the other and in the middle of one another: each says its own ticket's words only."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter_app.domain.slip import Slip, SlipFacts
from counter_app.domain.ticket import EventRecord, PartyRecord, TicketRecord
from counter_app.errors import NotAllowed
from counter_app.service.printing import Printing, SlipWish
from counter_app.slips.layouts import LAYOUTS
from counter_app.slips.papers import PAPERS
from counter_app.slips.pdf import PdfSlips
from counter_app.texts import LANGUAGES, Texts
from tests.builders.desk import START, Desk, open_desk, person, ticket
from tests.builders.golden_slips import read_back

CUSTOMERS, TICKETS, PER_COMMIT, NIGHTLY = 12, 6, 200, 2000
STATUSES = ("acknowledged", "inProgress", "pending", "held", "resolved", "completed", "cancelled", "rejected", "挂起-07")
SURNAMES = "赵钱孙李周吴郑冯陈褚卫蒋"
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑"


@dataclass(frozen=True)
class Customer:
    """An invented customer; every word is nobody else's."""

    no: int

    @property
    def name(self) -> str:
        return f"{SURNAMES[self.no]}{GIVEN[self.no]}{GIVEN[-1 - self.no]}"

    @property
    def document(self) -> str:
        body = f"990101{1950 + self.no}0307{100 + self.no:03}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]

    @property
    def phone(self) -> str:
        return f"139{self.no:02}{7_000_00 + self.no * 7:06}"

    def number(self, n: int) -> str:
        return f"GD26{self.no + 11}{n + 31}{(self.no * 61 + n * 17) % 9000 + 1000}"

    def never_printed(self) -> set[str]:
        """What is masked or internal, for her own slips too."""
        return {self.name, self.phone, self.document, f"内部{GIVEN[self.no]}记"}

    def canaries(self) -> set[str]:
        """What no slip of another customer may say."""
        sign = GIVEN[self.no]
        words = {f"路标{sign}城", f"留言{sign}话", f"缘由{sign}故"}
        return self.never_printed() | words | {self.number(n) for n in range(TICKETS)}

    def says_what_is_strange(self, said: str, number: str, customers: list[Customer]) -> list[str]:
        """The words of a slip of hers for this ticket that should not be on it."""
        others = set().union(*(one.canaries() for one in customers if one != self))
        hers = self.never_printed() | {self.number(n) for n in range(TICKETS)} - {number}
        return sorted(word for word in others | hers if word in said)


def story(customer: Customer, n: int, status: str) -> tuple[PartyRecord, TicketRecord]:
    """A customer with one of her tickets; the texts carry her words."""
    sign = GIVEN[customer.no]
    event = EventRecord(START - timedelta(days=1), f"留言{sign}话 回电 {customer.phone}", "inProgress", "线路调配", "", "", "营业厅", "customer")
    internal = replace(event, at=START - timedelta(hours=2), text=f"内部{sign}记", audience="internal")
    party = f"P{customer.no}"
    opened = ticket(
        customer.number(n), status=status, owner_ref=party, service_number=customer.phone, contact_number=customer.phone,
        site=f"路标{sign}城区西街7号", reason=f"缘由{sign}故", events=(event, internal),
    )  # fmt: skip
    return person(party, customer.document, customer.phone, name=customer.name), opened


@dataclass
class SwitchingRenderer:
    """Calls ``meanwhile`` in the middle of making a slip, when facts are gathered and nothing is drawn yet."""

    real: PdfSlips
    meanwhile: Callable[[], None]

    def render(self, facts: SlipFacts, layout: str, paper: str, language: str) -> Slip:
        self.meanwhile()
        return self.real.render(facts, layout, paper, language)


def prepared(url: str, folder: Path) -> tuple[Desk, list[Customer], dict[str, int]]:
    """A desk whose store holds every customer with all her tickets, and the tickets' ids by number."""
    desk = open_desk(url, folder)
    customers = [Customer(no) for no in range(CUSTOMERS)]
    dealt = random.Random(7)
    records = [row for one in customers for n in range(TICKETS) for row in story(one, n, dealt.choice(STATUSES))]
    desk.take(*records)
    ids = {}
    for one in customers:
        desk.next_customer()
        assert desk.verify(one.document)
        ids |= {row.number: row.ticket_id for n in range(TICKETS) for row in desk.find(one.number(n)).rows}
    return desk, customers, ids


def many_slips(desk: Desk, customers: list[Customer], ids: dict[str, int], turns: int, seed: int) -> None:
    """Print at random; each slip is read back and held against everybody's words."""
    dealt = random.Random(seed)
    switch: list[Customer] = []

    def meanwhile() -> None:
        if switch:
            desk.next_customer()
            assert desk.verify(switch.pop().document)

    real = desk.counter.printing
    printing = Printing(real._store, SwitchingRenderer(PdfSlips(), meanwhile), desk.printer, real._hall)  # type: ignore[arg-type]
    for _ in range(turns):
        her, other = dealt.sample(customers, 2)
        desk.next_customer()
        assert desk.verify(her.document)
        number = her.number(dealt.randrange(TICKETS))
        wish = SlipWish(ids[number], dealt.choice(list(LAYOUTS)), dealt.choice(list(PAPERS)), dealt.choice(LANGUAGES))
        switched = dealt.random() < 0.5
        if switched:
            switch.append(other)
        printing.send(desk.session, desk.visit, wish, "paper", 1)
        said = "".join(read_back(desk.printer.sent.pop()[0].pdf).split())
        assert number in said
        assert "".join(Texts(wish.language).paper_moment(desk.clock.now()).split()) in said
        assert her.says_what_is_strange(said, number, customers) == []
        hidden = ids[(her if switched else other).number(0)]
        with pytest.raises(NotAllowed):  # whoever is verified now
            printing.preview(desk.session, desk.visit, replace(wish, ticket_id=hidden))


def test_no_slip_says_a_word_of_another_customer_whatever_is_printed_when(tmp_path: Path) -> None:
    desk, customers, ids = prepared(f"sqlite:///{tmp_path / 'counter.db'}", tmp_path)
    many_slips(desk, customers, ids, PER_COMMIT, seed=45)
    desk.counter.close()


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(4))
def test_no_slip_of_thousands_says_a_word_of_another_customer(store_url: str, tmp_path: Path, seed: int) -> None:
    desk, customers, ids = prepared(store_url, tmp_path)
    many_slips(desk, customers, ids, NIGHTLY // 4, seed)
    desk.counter.close()


def test_a_word_of_another_customer_would_be_seen() -> None:
    one, other = Customer(0), Customer(1)
    said = f"{one.number(0)} 王** 139****0000"
    assert one.says_what_is_strange(said, one.number(0), [one, other]) == []
    for word in (other.number(3), other.phone, one.phone, one.name, one.number(1), "内部甲记", "留言乙话"):
        assert one.says_what_is_strange(said + word, one.number(0), [one, other]) == [word]
