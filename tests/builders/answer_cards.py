"""Answer cards for every kind, state, step and date, with and without a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from counter_app.domain.answer import CardFacts
from counter_app.domain.clocks import clock_of
from counter_app.domain.deadlines import late_days
from counter_app.domain.kinds import KINDS, Step
from counter_app.domain.standards import CARRIER, DAYS, HOURS, WORKING_DAYS, Limit, Standards
from counter_app.domain.statuses import STATUSES
from counter_app.domain.ticket_life import ClockFacts
from counter_app.domain.timeline import TicketDates, TicketEvent, trace
from counter_app.plain_words import AnswerCard, answer_card
from counter_app.texts import PlainSentences, Texts
from tests.builders.clocks import CALENDAR, FEE, STANDARDS

NOW = datetime(2026, 3, 18, 6, 32, tzinfo=UTC)
OPENED = datetime(2026, 3, 9, 4, 6, tzinfo=UTC)
DATES = (
    None,
    NOW + timedelta(days=400),
    NOW + timedelta(days=2),
    NOW - timedelta(hours=3),
    NOW - timedelta(days=2),
    OPENED - timedelta(days=90),
)
MOVING = ("acknowledged", "in_progress", "held")
LATE_IN_THE_YEAR = datetime(2026, 12, 28, 4, tzinfo=UTC)
A_DAY_IN = OPENED + timedelta(days=1)
CLOCKED = (
    *((TicketDates(OPENED, date, None), A_DAY_IN, NOW) for date in (*DATES, NOW + timedelta(hours=3))),
    *((TicketDates(OPENED, None, None), A_DAY_IN, OPENED + timedelta(hours=n)) for n in (5, 25, 49, 73, 400)),
    (TicketDates(OPENED, NOW - timedelta(days=2), None), NOW - timedelta(hours=2), NOW),
    (TicketDates(OPENED, NOW - timedelta(days=2), OPENED - timedelta(days=1)), NOW - timedelta(hours=2), NOW),
    (TicketDates(LATE_IN_THE_YEAR, None, None), LATE_IN_THE_YEAR, LATE_IN_THE_YEAR + timedelta(days=2)),
)
"""A ticket's dates, when it came into its state, and the present moment. A closing before the opening was not recorded."""
THEIRS = Standards(
    {(code, "ticket"): Limit(5, WORKING_DAYS, CARRIER, "") for code in KINDS}
    | {(code, KINDS[code].route[2].code): Limit(2, DAYS, CARRIER, "") for code in KINDS}
    | {("plan_change", "ticket"): Limit(48, HOURS, CARRIER, ""), ("roaming", "ticket"): Limit(15, DAYS, CARRIER, "")}
)
"""A carrier that promises something for every kind."""
MOVE = CardFacts(
    kind="broadband_move", status="in_progress", raw_status="", step_no=3, step_count=6, step_code="assigned",
    step_label="Line assignment", step_raw=False, opened_at=OPENED, expected_at=NOW - timedelta(days=2), pick_up_at=None,
    closed_at=None, reason="", contact="138****6621", late_days=2, days_still=0, now=NOW,
)  # fmt: skip


def facts(**told: object) -> CardFacts:
    """The move of the pictures with something else told; lateness follows the dates."""
    card = replace(MOVE, **told)  # type: ignore[arg-type]
    return replace(card, late_days=late_days(card.status, card.expected_at, card.now, card.opened_at))


@cache
def every_case() -> tuple[CardFacts, ...]:
    """Every kind in every state at every step: with each date, with and without a clock, and late in every way."""
    ours = (
        clocked(kind_code, code, step, *when, STANDARDS)
        for kind_code, row in KINDS.items()
        for code in STATUSES
        for step in ((*row.route, None) if code in (*MOVING, "pending") else (row.route[-1], None))
        for when in CLOCKED
    )
    theirs = (
        clocked(kind_code, code, row.route[2], *when, THEIRS)
        for kind_code, row in KINDS.items()
        for code in STATUSES
        for when in CLOCKED
    )
    late = clocked("phone_repair", "in_progress", KINDS["phone_repair"].route[2], *CLOCKED[4], STANDARDS)
    return (*cases_without_a_clock(), *ours, *theirs, replace(late, pick_up_at=NOW + timedelta(days=3)))


@cache
def every_card(language: str) -> tuple[tuple[CardFacts, AnswerCard, tuple[str, ...]], ...]:
    """The card of every case, with the rows of plain words that it was put together from."""
    texts = RecordingTexts(language)
    cards = []
    for case in every_case():
        texts.taken.clear()
        cards.append((case, answer_card(texts, case), tuple(texts.taken)))
    return tuple(cards)


class RecordingTexts(Texts):
    """Texts that note which rows of plain words were found."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.taken: list[str] = []

    def sentences(self, part: str, key: str) -> PlainSentences | None:
        """The row, noted."""
        row = super().sentences(part, key)
        if row is not None and f"{part}.{key}" not in self.taken:
            self.taken.append(f"{part}.{key}")
        return row


def cases_without_a_clock() -> Iterator[CardFacts]:
    """What is told by dates alone, with and without each word of others."""
    for kind_code, row in KINDS.items():
        for code, state in STATUSES.items():
            for number, step in enumerate([*row.route, None], 1):
                for date in DATES:
                    yield facts(
                        kind=kind_code, status=code, step_no=number if step else 0, step_count=len(row.route),
                        step_code=step.code if step else "", step_label=step.label if step else "", expected_at=date,
                        pick_up_at=date if row.repair else None, closed_at=date if state.closed else None,
                        reason="押金没有交" if date else "", contact="138****6621" if date else "", raw_status="转办" if date else "",
                        days_still=number,
                    )  # fmt: skip


def clocked(
    kind_code: str, code: str, step: Step | None, dates: TicketDates, arrived: datetime, now: datetime, standards: Standards
) -> CardFacts:
    """A ticket with its clock at ``now`` that came into its state and to its step when it ``arrived``."""
    event = TicketEvent(1, arrived, "", code, "", step.code if step else "", "", "", "customer")
    unrecorded = dates.closed_at is not None
    whole = dates._replace(closed_at=arrived if STATUSES[code].closed and not unrecorded else None)
    timeline = trace(kind_code, code, [event], whole, now)
    told = ClockFacts(kind_code, code, [event], whole, FEE, "mobile")
    return CardFacts(
        kind=kind_code, status=code, raw_status="", step_no=timeline.now_no, step_count=len(timeline.steps),
        step_code=timeline.now.code if timeline.now else "", step_label=timeline.now.label if timeline.now else "",
        step_raw=False, opened_at=dates.opened_at, expected_at=whole.expected_at,
        pick_up_at=whole.expected_at if KINDS[kind_code].repair else None, closed_at=whole.closed_at, reason="",
        contact="", late_days=0, days_still=timeline.days_still, now=now,
        clock=clock_of(told, now, standards, CALENDAR, timeline),
    )  # fmt: skip
