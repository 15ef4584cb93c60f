"""What the timeline says, as values: one row per step and event, in words, before anything is measured."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from counter_app.domain import statuses
from counter_app.domain.ticket import CUSTOMER
from counter_app.domain.timeline import DONE, NOW, STOPPED, TO_COME, TicketEvent, TimelineStep
from counter_app.texts import Texts, mark

EVENTS_IN_NOW = 3
STATE_WORDS = {
    DONE: mark("done"),
    NOW: mark("it is here now"),
    STOPPED: mark("it ended here"),
    TO_COME: mark("still to come"),
}


class EventWords(NamedTuple):
    """An event: when, by which channel, by whom, what; ``line`` is channel and text in one."""

    moment: str
    channel: str
    department: str
    text: str
    line: str
    said: str


class Dwell(NamedTuple):
    """How long the ticket stood at a step. ``share`` is the part of the bar up to the expected end; 0 paints no bar."""

    text: str = ""
    note: str = ""
    share: float = 0.0
    late: bool = False


class StepWords(NamedTuple):
    """A step of the route. ``events`` are its newest ones, oldest first: three beside the step it stands at, else one.

    ``earlier`` says how many more there are, by the number of events that find room beside it.
    """

    state: str
    name: str
    place: str
    moment: str
    dwell: Dwell
    department: str
    events: tuple[EventWords, ...]
    earlier: tuple[str, ...]
    said: str


def event_words(texts: Texts, event: TicketEvent, now: datetime) -> EventWords:
    """An event in words; one without text says the state it brought."""
    moment = texts.moment(event.at, now)
    text = event.text
    if not text and event.status:
        label = event.raw_status if event.status == statuses.UNRECOGNISED else texts.say(statuses.status(event.status).label)
        text = texts.say(mark("State: {state}"), state=label or texts.say(statuses.status(event.status).label))
    channel = event.channel
    if event.audience != CUSTOMER:
        inner = texts.say(mark("internal"))
        channel = f"{channel} · {inner}" if channel else inner
    said = ", ".join(part for part in (moment, channel, event.department, text) if part)
    line = texts.say(mark("{channel}: {what}"), channel=event.channel, what=text) if event.channel and text else text
    return EventWords(moment, channel, event.department, text, line or channel, said)


def step_words(texts: Texts, step: TimelineStep, now: datetime) -> StepWords:
    """A step in words."""
    name = step.label if step.raw else texts.say(step.label)
    number = texts.say(mark("Step {n}"), n=step.no) if step.no else ""
    place = ""
    if step.state == NOW:
        here = texts.say(mark("it is here now"))
        place = f"{number} · {here}" if number else here
    told = [event for event in step.events if event.text or event.status]
    shown = told[-EVENTS_IN_NOW:] if step.state == NOW else [e for e in told if e.text][-1:]
    events = tuple(event_words(texts, event, now) for event in shown)
    earlier = tuple(_earlier(texts, len(told) - room) for room in range(len(shown) + 1))
    moment = _moment(texts, step, now)
    dwell = _dwell(texts, step, now)
    said = [f"{number} {name}".strip(), texts.say(STATE_WORDS.get(step.state, "")), moment, dwell.text, dwell.note]
    said += [step.department, *(event.said for event in events)]
    return StepWords(
        step.state, name, place, moment, dwell, step.department, events, earlier, ", ".join(part for part in said if part)
    )


def _earlier(texts: Texts, hidden: int) -> str:
    return texts.count("{n} earlier record: Ctrl+H", "{n} earlier records: Ctrl+H", hidden) if hidden else ""


def _moment(texts: Texts, step: TimelineStep, now: datetime) -> str:
    """The time of a step in words; a date that has passed never reads like a promise."""
    if step.state == NOW:
        words, at = mark("since {moment}"), step.started_at
    elif step.state == TO_COME:
        passed = step.expected_at is not None and step.expected_at < now
        words, at = mark("was due {moment}") if passed else mark("est. {moment}"), step.expected_at
    elif step.ended_at is not None:
        words, at = mark("ended {moment}") if step.state == STOPPED else mark("done {moment}"), step.ended_at
    else:
        words, at = mark("since {moment}"), step.started_at
        if at is None:
            return texts.say(mark("time not given"))
    return texts.say(words, moment=texts.moment(at, now)) if at else ""


def _dwell(texts: Texts, step: TimelineStep, now: datetime) -> Dwell:
    text = texts.span(step.dwell) if step.dwell is not None else ""
    if step.state != NOW or step.expected_at is None or step.started_at is None:
        return Dwell(text)
    planned, stood = step.expected_at - step.started_at, now - step.started_at
    if planned.total_seconds() <= 0 or stood.total_seconds() <= 0:
        return Dwell(text)
    if stood > planned:
        over = texts.say(mark("over by {span}"), span=texts.span(stood - planned))
        return Dwell(text, over, planned / stood, True)
    return Dwell(text, texts.say(mark("est. {moment}"), moment=texts.moment(step.expected_at, now)), stood / planned)
