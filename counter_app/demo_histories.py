"""The demo's ordinary tickets: histories that departments, the hotline and the app might have written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from counter_app.demo_days import HALL_HOURS, PEOPLE_UP, Days, Span
from counter_app.demo_outcomes import LATE, ON_TIME, OVER, STUCK, Dates, Outcome, dates_of, reached_step, span_of
from counter_app.demo_people import SOURCE, Customer
from counter_app.demo_work import Remark, Work, filled, pick
from counter_app.domain.kinds import KINDS, Step
from counter_app.domain.statuses import status
from counter_app.domain.ticket import CUSTOMER, INTERNAL, EventRecord, ItemRecord, SourceKey, TicketRecord

WATCHED_EVENTS, WATCHED_DAYS, WATCHED_LATE = 300, 60, 5


class Plan(NamedTuple):
    """A ticket to be made: whose, of which kind, how it stands, about which number."""

    customer: Customer
    kind: str
    outcome: Outcome
    number: str
    title: str = ""


class Beat(NamedTuple):
    """An event before it has a time. ``state`` is a status code, "" if the event does not change it."""

    step: str
    department: str
    channel: str
    remark: Remark
    state: str = ""


@dataclass(slots=True)
class HistoryWriter:
    """Writes one ticket after the other; ``serial`` counts them, so that no number comes twice."""

    work: Work
    days: Days
    rng: Random
    serial: int = 5000

    def ticket(self, plan: Plan) -> TicketRecord:
        """The ticket of a plan with its whole history."""
        kind = self.work.kinds[plan.kind]
        plan = plan._replace(title=plan.title or self.rng.choice(kind["titles"]))
        dates = dates_of(plan.outcome, kind, self.days, self.rng)
        reason = self.rng.choice(self.work.reasons(plan.outcome.words, plan.kind)) if plan.outcome.words else ""
        beats = self._beats(plan, dates, reason)
        moments = [dates.opened, *self.days.spread(span_of(dates), len(beats) - 1, self.rng)]
        return self._record(plan, dates, reason, self._events(plan, beats, moments))

    def watched(self, customer: Customer, number: str) -> TicketRecord:
        """One fault that was watched for two months: 300 events, and late in the end."""
        opened = self.days.decent_hour(self.days.now - timedelta(days=WATCHED_DAYS), self.rng, PEOPLE_UP)
        dates = Dates(opened, self.days.now, self.days.now - timedelta(days=WATCHED_LATE, hours=3))
        plan = Plan(customer, "fault", Outcome("watched", "in_progress", LATE, "", "", 0), number)
        plan = plan._replace(title=self.work.filing["watched"])
        beats = [self._taken(plan, opened), *self._visits(plan, 1, 2)]
        step = KINDS["fault"].route[2]
        beats += [self._probe(i, step) for i in range(1, WATCHED_EVENTS - len(beats) + 1)]
        moments = [opened, *self.days.spread(Span(opened, self.days.now), len(beats) - 1, self.rng)]
        return self._record(plan, dates, "", self._events(plan, beats, moments))

    def _beats(self, plan: Plan, dates: Dates, reason: str) -> list[Beat]:
        reached = reached_step(plan.outcome, len(KINDS[plan.kind].route), self.rng)
        beats = [self._taken(plan, dates.opened), *self._visits(plan, 1, reached)]
        if plan.outcome.clock in (LATE, STUCK):
            beats += self._asides(plan, reached, "urge", self.rng.randrange(0, 3))
        if plan.outcome.clock in (ON_TIME, OVER):
            beats += self._asides(plan, reached, "ask", self.rng.randrange(0, 2))
        if plan.outcome.words == "reopened":
            beats.append(self._ending(plan, reached, "resolved", "resolved", ""))
            beats.append(self._ending(plan, 1, "reopened", "in_progress", reason))
            beats += self._visits(plan, 2, reached)
        elif plan.outcome.words:
            beats.append(self._ending(plan, reached, plan.outcome.words, plan.outcome.state, reason))
        return beats

    def _taken(self, plan: Plan, opened: datetime) -> Beat:
        """The first event: in the hall while it is open, else by app or hotline."""
        step = KINDS[plan.kind].route[0]
        row = self.work.steps[step.code]
        hall, away = [row["department"], row["channel"]], self.work.filing["away"]
        if self.work.kinds[plan.kind].get("in_hall"):
            away = [hall]
        places = away + [hall] * 4 if self.days.local(opened).hour in HALL_HOURS else away
        department, channel = self.rng.choice(places)
        remark = self.work.step_remark(plan.kind, step, self.rng)
        return Beat(step.names[0], department, channel, remark, "acknowledged")

    def _visits(self, plan: Plan, first: int, last: int) -> list[Beat]:
        """What departments wrote at the steps from ``first`` to ``last``: one or two remarks each."""
        beats: list[Beat] = []
        for index in range(first, last + 1):
            step = KINDS[plan.kind].route[index]
            row = self.work.steps[step.code]
            remarks = [self.work.step_remark(plan.kind, step, self.rng) for _ in range(self.rng.choice((1, 1, 2)))]
            for remark in dict.fromkeys(remarks):
                state = "in_progress" if index == 1 and not beats else ""
                beats.append(Beat(step.names[0], row["department"], row["channel"], remark, state))
        return beats

    def _asides(self, plan: Plan, reached: int, name: str, count: int) -> list[Beat]:
        pool = self.work.asides[name]
        step = KINDS[plan.kind].route[reached].names[0]
        remarks = dict.fromkeys(pick(pool, self.rng, 0.3) for _ in range(count))
        return [Beat(step, pool["department"], pool["channel"], remark) for remark in remarks]

    def _ending(self, plan: Plan, reached: int, words: str, state: str, reason: str) -> Beat:
        step: Step = KINDS[plan.kind].route[reached]
        row = self.work.steps[step.code]
        told = pick(self.work.outcomes[words], self.rng, 0.8)
        remark = Remark(told.text.replace("{reason}", reason), told.for_customer)
        return Beat(step.names[0], row["department"], row["channel"], remark, state)

    def _probe(self, number: int, step: Step) -> Beat:
        row = self.work.steps[step.code]
        told = pick(self.work.watch, self.rng, 1.0 if number % 30 == 0 else 0.0)
        remark = Remark(told.text.replace("{i}", str(number)), told.for_customer)
        return Beat(step.names[0], row["department"], row["channel"], remark)

    def _events(self, plan: Plan, beats: list[Beat], moments: list[datetime]) -> tuple[EventRecord, ...]:
        chinese = self.rng.random() < 0.8
        return tuple(
            EventRecord(
                at=at,
                text=filled(beat.remark, plan.title, self._soon(at), self.rng),
                status=self.work.state(beat.state, self.rng, chinese) if beat.state else "",
                step=beat.step,
                department=beat.department,
                author=f"{self.rng.randrange(3000, 9999)}",
                channel=beat.channel,
                audience=CUSTOMER if beat.remark.for_customer else INTERNAL,
            )
            for beat, at in zip(beats, moments, strict=True)
        )

    def _soon(self, at: datetime) -> str:
        return self.days.said(self.days.local(at).date() + timedelta(days=self.rng.randrange(1, 4)))

    def _record(self, plan: Plan, dates: Dates, reason: str, events: tuple[EventRecord, ...]) -> TicketRecord:
        kind, row, last = self.work.kinds[plan.kind], status(plan.outcome.state), events[-1]
        self.serial += 1
        number = f"GD{self.days.local(dates.opened):%y%m%d}{self.serial:04}"
        return TicketRecord(
            key=SourceKey(SOURCE, kind["type"], number),
            moment=last.at,
            number=number,
            kind=kind["word"],
            status=next(event.status for event in reversed(events) if event.status),
            reason=reason or None,
            title=plan.title,
            opened_at=dates.opened,
            expected_at=dates.expected if plan.outcome.state != "unrecognised" else None,
            completed_at=last.at if row.closed and row.category == "completed" else None,
            cancelled_at=last.at if row.closed and row.category == "cancelled" else None,
            pick_up_at=self._pick_up(plan.kind, events),
            service_number=plan.number,
            contact_number=plan.customer.contact,
            owner_ref=None if self.rng.random() < 0.1 else plan.customer.party_id,  # then its number's holder owns it
            account=f"HB{plan.customer.party_id[1:]:0>6}" if plan.customer.party_id.startswith("P") else None,
            site=plan.customer.site if kind["line"] in ("broadband", "leased") else None,
            fee=Decimal(kind["fee"]),
            channel=events[0].channel,
            items=self._items(plan),
            events=events,
        )

    def _pick_up(self, kind: str, events: tuple[EventRecord, ...]) -> datetime | None:
        if not KINDS[kind].repair:
            return None
        ready = KINDS[kind].route[-1].names[0]
        return next((event.at for event in events if event.step == ready), None)

    def _items(self, plan: Plan) -> tuple[ItemRecord, ...]:
        """The lines of an order: the first decides, the last fails where only a part was done."""
        names, state = self.work.kinds[plan.kind].get("items", []), plan.outcome.state
        if not names or (state != "partial" and self.rng.random() < 0.4):
            return ()
        states = [state if state not in ("partial", "closed") else "completed" for _ in names]
        if state == "partial":
            states[-1] = "failed"
        elif state == "in_progress":
            states[0], states[-1] = "completed", "held"
        action = "modify" if plan.kind in ("plan_change", "broadband_move") else "add"
        return tuple(
            ItemRecord(str(i), action, name, self.work.state(code, self.rng, chinese=False))
            for i, (name, code) in enumerate(zip(names, states, strict=True), 1)
        )
