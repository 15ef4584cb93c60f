"""How the demo's company works: its kinds, departments and the words they write, read from ``resources/demo``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from random import Random
from typing import NamedTuple, NotRequired, TypedDict, cast

from counter_app.domain.kinds import Step
from counter_app.resource_files import resource

_SPEED = re.compile(r"(\d+)M")


class KindRow(TypedDict):
    """What a kind of ticket is called by the demo's sources, and how long it may take."""

    word: str
    who: str
    line: str
    limit_days: int
    calendar: NotRequired[bool]
    in_hall: NotRequired[bool]
    fee: str
    type: str
    share: int
    titles: list[str]
    items: NotRequired[list[str]]


class StepRow(TypedDict):
    """Who does a step, and the program they write it in."""

    department: str
    channel: str


class Pool(TypedDict):
    """Remarks to choose from."""

    internal: list[str]
    customer: list[str]


class AsidePool(Pool):
    """Remarks that another channel leaves on a ticket on its way."""

    channel: str
    department: str


class OutcomePool(Pool):
    """Remarks of an end or a wait, and its reasons by kind (``any``: for every kind)."""

    reasons: dict[str, list[str]]


class AskRow(TypedDict):
    """What a customer with many tickets asks for."""

    kind: str
    title: str


class FilingRow(TypedDict):
    """Departments and channels that take requests beside the hall, and the title of the watched ticket."""

    away: list[list[str]]
    watched: str


class _WorkFile(TypedDict):
    filing: FilingRow
    asks: list[AskRow]
    kinds: dict[str, KindRow]
    steps: dict[str, StepRow]
    states: dict[str, list[str]]


class _RemarksFile(TypedDict):
    steps: dict[str, Pool]
    asides: dict[str, AsidePool]
    outcomes: dict[str, OutcomePool]
    watch: Pool


class Remark(NamedTuple):
    """A remark before its slots are filled, and whom it is written for."""

    text: str
    for_customer: bool


@dataclass(frozen=True, slots=True)
class Work:
    """The tables of ``work.toml`` and ``remarks.toml``."""

    filing: FilingRow
    asks: list[AskRow]
    kinds: dict[str, KindRow]
    steps: dict[str, StepRow]
    states: dict[str, list[str]]
    step_remarks: dict[str, Pool]
    asides: dict[str, AsidePool]
    outcomes: dict[str, OutcomePool]
    watch: Pool

    def state(self, code: str, rng: Random, chinese: bool) -> str:
        """How a source writes a state: in Chinese or in English; an unrecognised one in one of its own words."""
        words = self.states[code]
        return rng.choice(words) if code == "unrecognised" else words[0 if chinese else 1]

    def step_remark(self, kind: str, step: Step, rng: Random) -> Remark:
        """What a department writes at a step of a kind."""
        return pick(self.step_remarks.get(f"{kind}.{step.code}") or self.step_remarks[step.code], rng)

    def reasons(self, outcome: str, kind: str) -> list[str]:
        """The reasons an outcome may have for a kind; none if it does not befall it."""
        table = self.outcomes[outcome]["reasons"]
        return table.get(kind, []) + table.get("any", [])


def pick(pool: Pool, rng: Random, customer_share: float = 0.5) -> Remark:
    """One remark of a pool."""
    for_customer = bool(pool["customer"]) and rng.random() < customer_share
    return Remark(rng.choice(pool["customer" if for_customer else "internal"]), for_customer)


def filled(remark: Remark, title: str, soon: str, rng: Random) -> str:
    """The remark's text with its slots filled with plausible figures; ``soon`` is a day, ``title`` may tell a speed."""
    promised = _SPEED.search(title)
    speed = int(promised[1]) if promised else rng.choice((100, 200, 300, 500, 1000))
    return remark.text.format(
        n=rng.randrange(2, 10),
        no=rng.randrange(100, 999),
        db=rng.randrange(17, 27),
        speed=round(speed * rng.uniform(0.93, 1.02)),
        port=f"{rng.randrange(1, 9)}-{rng.randrange(1, 17)}",
        day=soon,
    )


def read_work() -> Work:
    """The demo's tables, read from its resource files."""
    work = cast(_WorkFile, tomllib.loads(resource("demo", "work.toml").read_text("utf-8")))
    remarks = cast(_RemarksFile, tomllib.loads(resource("demo", "remarks.toml").read_text("utf-8")))
    return Work(
        filing=work["filing"],
        asks=work["asks"],
        kinds=work["kinds"],
        steps=work["steps"],
        states=work["states"],
        step_remarks=remarks["steps"],
        asides=remarks["asides"],
        outcomes=remarks["outcomes"],
        watch=remarks["watch"],
    )
