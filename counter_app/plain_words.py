"""The three answers to a customer, in whole sentences of the chosen language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from counter_app.domain.answer import CardFacts
from counter_app.domain.statuses import Status, status
from counter_app.texts import Texts

STILL_DAYS = 3
"""From how many days without movement on a customer is told of it."""
LONGEST_WORDS = 40
"""Characters of somebody else's words (a reason, a raw word) that an answer quotes."""
_MOVING = frozenset({"acknowledged", "in_progress"})
_READY = "ready"
Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a headline and a support line ("" if there is nothing to add). ``late`` marks a late support line."""

    headline: str
    support: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """Where it is now / what you need to do / roughly when."""

    where: Answer
    do: Answer
    when: Answer


def answer_card(texts: Texts, facts: CardFacts) -> AnswerCard:
    """The three answers of a ticket in the language of ``texts``. Nothing is said that the facts do not hold."""
    row = status(facts.status)
    slots = _slots(texts, facts)
    return AnswerCard(
        where=_answer(texts, "where", _where_keys(facts, row, slots), slots),
        do=_answer(texts, "do", _do_keys(facts, row), slots),
        when=_answer(texts, "when", _when_keys(facts, row), slots),
    )


def _answer(texts: Texts, part: str, keys: Iterable[str], slots: Slots) -> Answer:
    """The first row of ``part`` that exists; a support line with an empty slot gives way to ``otherwise``."""
    for key in keys:
        row = texts.sentences(part, key)
        if row is not None:
            support = row.get("support", "")
            filled = support.format(**slots) if _has_all(support, slots) else row.get("otherwise", "")
            return Answer(row["headline"].format(**slots), filled, late=part == "when" and key in _LATE)
    raise LookupError(part)


_LATE = frozenset(
    {"late", "past", "pick_up_late", "pick_up_past", "ready_late", "pending_late", "unrecognised_late"}
    | {"assessing_cancellation_late"}
)


def _has_all(text: str, slots: Slots) -> bool:
    return all(slots[name] for _, name, _, _ in Formatter().parse(text) if name)


def _slots(texts: Texts, facts: CardFacts) -> Slots:
    expected = _expected(facts)
    return {
        "no": str(facts.step_no or ""),
        "count": str(facts.step_count or ""),
        "step": _quoted(facts.step_label if facts.step_raw else texts.say(facts.step_label)),
        "doing": _phrase(texts, "step", (f"{facts.kind}.{facts.step_code}", facts.step_code)),
        "done": _phrase(texts, "done", (facts.kind, "other")),
        "day": _day(texts, expected, facts.now),
        "pick_up": _day(texts, facts.pick_up_at, facts.now),
        "closed": _day(texts, facts.closed_at, facts.now),
        "contact": "" if facts.contact[:1].isalpha() else facts.contact,  # nobody can be rung at an account
        "reason": _quoted(facts.reason),
        "raw": _quoted(facts.raw_status),
        "late": _days(texts, facts.late_days),
        "still": _days(texts, facts.days_still) if facts.days_still >= STILL_DAYS else "",
    }


def _phrase(texts: Texts, part: str, keys: Iterable[str]) -> str:
    rows = (texts.sentences(part, key) for key in keys)
    return next((row["headline"] for row in rows if row), "")


def _quoted(words: str) -> str:
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


def _expected(facts: CardFacts) -> datetime | None:
    """The expected date, unless it makes no sense because it lies before the ticket was opened."""
    if facts.expected_at is not None and facts.opened_at is not None and facts.expected_at < facts.opened_at:
        return None
    return facts.expected_at


def _is_ready(facts: CardFacts) -> bool:
    """Whether it lies ready for the customer, whichever way the source says that it waits for her."""
    return facts.step_code == _READY and (facts.status in _MOVING or status(facts.status).waits_for_customer)


def _where_keys(facts: CardFacts, row: Status, slots: Slots) -> tuple[str, ...]:
    if _is_ready(facts) and slots["no"]:
        return ("ready",)
    if row.code in _MOVING and facts.step_no:
        return ("on_step",) if slots["doing"] and not facts.step_raw else ("on_raw_step",)
    return (f"{facts.kind}.{row.code}", row.code, row.category)


def _do_keys(facts: CardFacts, row: Status) -> tuple[str, ...]:
    keys: tuple[str, ...] = (f"{facts.kind}.{row.code}", row.code, row.category, "open")
    if (row.code in _MOVING or _is_ready(facts)) and not facts.step_raw:
        keys = (f"{facts.kind}.{facts.step_code}", f"step.{facts.step_code}", *keys)
    return keys


def _when_keys(facts: CardFacts, row: Status) -> tuple[str, ...]:
    if row.closed:
        return (f"{facts.kind}.{row.code}", row.code, row.category) if facts.closed_at is not None else ("ended",)
    late = "_late" if facts.late_days else ""
    if row.code in _MOVING or row.code == "held" or _is_ready(facts):
        return (_pick_up_key(facts, late) if facts.pick_up_at or _is_ready(facts) else _date_key(facts),)
    if row.code == "pending_cancellation":
        return (f"assessing_cancellation{late}",)
    return (row.code + late, row.code, "no_date")


def _pick_up_key(facts: CardFacts, late: str) -> str:
    at = facts.pick_up_at
    ahead = at is not None and at > facts.now
    if _is_ready(facts):
        return "ready_from" if ahead else f"ready{late}"
    if not ahead:
        return "pick_up_past"
    return f"pick_up{late}"


def _date_key(facts: CardFacts) -> str:
    expected = _expected(facts)
    if expected is None:
        return "no_date"
    if facts.late_days:
        return "late"
    if expected < facts.now:
        return "past"
    return "expected"
