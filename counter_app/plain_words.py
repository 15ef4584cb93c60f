"""The three answers to a customer, in whole sentences of the chosen language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from string import Formatter

from counter_app.domain.answer import CardFacts
from counter_app.domain.clocks import OWN_DATE, Compensation, StepClock, TicketClock
from counter_app.domain.standards import PER_DAY
from counter_app.domain.statuses import Status, status
from counter_app.domain.timeline import FULLY_DONE
from counter_app.said_limits import said_limit
from counter_app.texts import Texts

STILL_DAYS = 3
"""From how many days without movement on a customer is told of it."""
LONGEST_WORDS = 40
"""Characters of somebody else's words (a reason, a raw word) that an answer quotes."""
_MOVING = frozenset({"acknowledged", "in_progress"})
_READY = "ready"
_DAY = timedelta(days=1)
Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a headline and a support line ("" if there is nothing to add). ``late`` marks a late support line."""

    headline: str
    support: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """Where it is now / what you need to do / roughly when, and a ``note`` on what is owed ("" for most)."""

    where: Answer
    do: Answer
    when: Answer
    note: str = ""


def answer_card(texts: Texts, facts: CardFacts) -> AnswerCard:
    """The three answers of a ticket in the language of ``texts``. Nothing is said that the facts do not hold."""
    row = status(facts.status)
    slots = _slots(texts, facts)
    return AnswerCard(
        where=_answer(texts, "where", _where_keys(facts, row, slots), slots),
        do=_answer(texts, "do", _do_keys(facts, row), slots),
        when=_answer(texts, "when", _when_keys(texts, facts, row), slots),
        note=_note(texts, facts, row),
    )


def _answer(texts: Texts, part: str, keys: Iterable[str], slots: Slots) -> Answer:
    """The first row of ``part`` that exists; a support line with an empty slot gives way to ``otherwise``."""
    for key in keys:
        row = texts.sentences(part, key)
        if row is not None:
            lines = (row.get("support", ""), row.get("otherwise", ""))
            support = next((line.format(**slots) for line in lines if _has_all(line, slots)), "")
            return Answer(row["headline"].format(**slots), support, late=part == "when" and _is_late_key(key))
    raise LookupError(part)


def _is_late_key(key: str) -> bool:
    """Whether a row of ``when`` tells of lateness: it then has an apology."""
    return key.endswith(("late", "past"))


def _has_all(text: str, slots: Slots) -> bool:
    return all(slots[name] for _, name, _, _ in Formatter().parse(text) if name)


def _note(texts: Texts, facts: CardFacts, row: Status) -> str:
    """What a rule gives because it is late, as a hint for clerk and customer."""
    owed = facts.clock.compensation if facts.clock is not None else None
    if owed is None:
        return ""
    ended = "_ended" if row.closed else ""
    return _phrase(texts, "note", (f"{owed.rule}{ended}", owed.rule)).format(**_owed_slots(texts, owed))


def _owed_slots(texts: Texts, owed: Compensation) -> Slots:
    amount = "" if owed.amount is None else f"{owed.amount:.2f}"
    percent = f"{owed.percent.normalize():f}" if owed.rule == PER_DAY else ""
    return {"days": _days(texts, owed.days), "percent": percent, "amount": amount}


def _slots(texts: Texts, facts: CardFacts) -> Slots:
    words = {
        "no": str(facts.step_no or ""),
        "count": str(facts.step_count or ""),
        "step": quoted(facts.step_label if facts.step_raw else texts.say(facts.step_label)),
        "doing": _phrase(texts, "step", _step_keys(facts)),
        "more": _phrase(texts, "step", _step_keys(facts), "support"),
        "done": _phrase(texts, "done", (facts.kind, "other")),
        "ended": _phrase(texts, "done", (facts.kind, "other"), "support"),
        "contact": "" if facts.contact[:1].isalpha() else facts.contact,  # nobody can be rung at an account
        "reason": quoted(facts.reason),
        "raw": quoted(facts.raw_status),
    }
    return words | _day_slots(texts, facts) | _clock_slots(texts, facts.clock, facts.now)


def _day_slots(texts: Texts, facts: CardFacts) -> Slots:
    expected = _expected(facts)
    return {
        "day": _day(texts, expected, facts.now),
        "left": _days(texts, _days_ahead(texts, expected, facts.now)) if expected is not None else "",
        "pick_up": _day(texts, _pick_up(facts), facts.now),
        "closed": _day(texts, facts.closed_at, facts.now),
        "late": _days(texts, _late_days(facts)),
        "still": _days(texts, facts.days_still) if facts.days_still >= STILL_DAYS else "",
    }


def _clock_slots(texts: Texts, clock: TicketClock | None, now: datetime) -> Slots:
    """What only a clock knows; empty without one."""
    step = clock.step if clock is not None else None
    limit = clock.limit if clock is not None else None
    return {
        "since": _day(texts, clock.paused_since if clock is not None else None, now),
        "limit": said_limit(texts, limit, clock.area) if clock is not None and limit is not None else "",
        "step_limit": said_limit(texts, step.limit, clock.area) if clock is not None and step is not None else "",
        "step_over": _days(texts, step.over_by // _DAY) if step is not None and _is_told(step) else "",
        "year": str(clock.calendar_unsure or "") if clock is not None else "",
    }


def _is_told(step: StepClock) -> bool:
    """Whether a customer is told that a step takes long: by whole days, and by a limit that somebody stands for."""
    return step.limit.is_promise and step.over_by >= _DAY


def _step_keys(facts: CardFacts) -> tuple[str, ...]:
    return (f"{facts.kind}.{facts.step_code}", facts.step_code)


def _phrase(texts: Texts, part: str, keys: Iterable[str], line: str = "headline") -> str:
    """One line of the first row of ``part`` that has it, "" if none has."""
    rows = (texts.sentences(part, key) for key in keys)
    found = (row["headline"] if line == "headline" else row.get("support", "") for row in rows if row)
    return next((words for words in found if words), "")


def quoted(words: str) -> str:
    """Somebody else's words on one line, cut to length, without the full stop that the sentence brings itself."""
    plain = " ".join(words.split()).rstrip("。.")
    return plain if len(plain) <= LONGEST_WORDS else plain[: LONGEST_WORDS - 1] + "…"


def _day(texts: Texts, at: datetime | None, now: datetime) -> str:
    """A day as people say it; the weekday only within this year, so that it fits one line."""
    if at is None:
        return ""
    same_year = texts.local(at).year == texts.local(now).year
    return texts.said_day(at, now) if same_year else texts.day(at, now)


def _days(texts: Texts, n: int) -> str:
    return texts.count("{n} day", "{n} days", n)


def _days_ahead(texts: Texts, at: datetime, now: datetime) -> int:
    """How many midnights lie between now and then."""
    return (texts.local(at).date() - texts.local(now).date()).days


def _expected(facts: CardFacts) -> datetime | None:
    """The date the ticket carries, unless it makes no sense because it lies before the ticket was opened."""
    if facts.clock is not None:
        return facts.clock.promised_at if facts.clock.promised_by == OWN_DATE else None
    if facts.expected_at is not None and facts.opened_at is not None and facts.expected_at < facts.opened_at:
        return None
    return facts.expected_at


def _pick_up(facts: CardFacts) -> datetime | None:
    """The day it can be fetched, unless it lies before the ticket was opened."""
    at = facts.pick_up_at
    return None if at is not None and facts.opened_at is not None and at < facts.opened_at else at


def _late_days(facts: CardFacts) -> int:
    """Whole days that it is late, or that a completed one was."""
    if facts.clock is None:
        return facts.late_days
    return max(facts.clock.ticket_late_by, facts.clock.ended_late_by) // _DAY


def _is_past(facts: CardFacts) -> bool:
    """Whether the promise is broken, if only by minutes."""
    if facts.clock is not None:
        return bool(facts.clock.ticket_late_by)
    expected = _expected(facts)
    return facts.late_days > 0 or (expected is not None and expected < facts.now)


def _is_ready(facts: CardFacts) -> bool:
    """Whether it lies ready for the customer, whichever way the source says that it waits for her."""
    return facts.step_code == _READY and (facts.status in _MOVING or status(facts.status).waits_for_customer)


def _where_keys(facts: CardFacts, row: Status, slots: Slots) -> tuple[str, ...]:
    if _is_ready(facts) and slots["no"]:
        return ("ready",)
    if row.code in _MOVING and facts.step_no:
        if facts.step_raw or not slots["doing"]:
            return ("on_raw_step",)
        return ("on_step_over",) if slots["step_over"] else ("on_step",)
    return (f"{facts.kind}.{row.code}", row.code, row.category)


def _do_keys(facts: CardFacts, row: Status) -> tuple[str, ...]:
    keys: tuple[str, ...] = (f"{facts.kind}.{row.code}", row.code, row.category, "open")
    if (row.code in _MOVING or _is_ready(facts)) and not facts.step_raw:
        keys = (f"{facts.kind}.{facts.step_code}", f"step.{facts.step_code}", *keys)
    return keys


def _when_keys(texts: Texts, facts: CardFacts, row: Status) -> tuple[str, ...]:
    late = "_late" if _late_days(facts) else ""
    if row.closed:
        in_time = "" if late else _in_time(facts)
        ended = f"{row.category}{late}{in_time}" if row.code in FULLY_DONE else row.code
        return (ended,) if facts.closed_at is not None else (f"ended{late}",)
    if row.code in _MOVING or row.code == "held" or _is_ready(facts):
        return (_pick_up_key(texts, facts, late) if _pick_up(facts) or _is_ready(facts) else _date_key(texts, facts),)
    if row.code == "pending_cancellation":
        return (f"assessing_cancellation{late}",)
    since = "_since" if _stands_for_the_customer(facts) else ""
    return (f"{row.code}{since}{late}", f"{row.code}{late}", row.code, "no_date")


def _stands_for_the_customer(facts: CardFacts) -> bool:
    """Whether it is known since when it stands still for the customer and her wait is not counted as ours."""
    clock = facts.clock
    if clock is None or clock.paused_since is None:
        return False
    return facts.status == "resolved" or clock.limit is None or clock.limit.waiting_pauses


def _in_time(facts: CardFacts) -> str:
    """For a completed ticket of which it is known that it kept its own date."""
    clock = facts.clock
    kept = clock is not None and clock.promised_by == OWN_DATE and not clock.ended_late_by
    return "_in_time" if kept else ""


def _pick_up_key(texts: Texts, facts: CardFacts, late: str) -> str:
    at = _pick_up(facts)
    if _is_ready(facts):
        return "ready_from" if at is not None and at > facts.now else f"ready{late}"
    whole_day = at is not None and texts.local(at).time() == time()
    ahead = at is not None and (at > facts.now or (whole_day and _days_ahead(texts, at, facts.now) >= 0))
    return f"pick_up{late}" if ahead else "pick_up_past"


def _date_key(texts: Texts, facts: CardFacts) -> str:
    expected = _expected(facts)
    if expected is None:
        return _rule_key(facts.clock)
    if _is_past(facts):
        return "late" if _late_days(facts) else "past"
    return "expected" if _days_ahead(texts, expected, facts.now) else "expected_today"


def _rule_key(clock: TicketClock | None) -> str:
    """Without a date: what a law or the carrier promises, in hours or days and never as a date."""
    if clock is None or not clock.promised_by:
        return "no_date"
    if clock.calendar_unsure:
        return "calendar_unsure"
    if not clock.ticket_late_by:
        return f"by_{clock.promised_by}"
    return f"by_{clock.promised_by}_late" if clock.late_days else f"by_{clock.promised_by}_past"
