"""What a slip says, in words of one language: one place for all layouts and papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from counter_app.domain import kinds, statuses
from counter_app.domain.answer import CardFacts
from counter_app.domain.slip import SlipFacts
from counter_app.domain.ticket import CUSTOMER
from counter_app.domain.ticket_number import grouped
from counter_app.domain.timeline import DONE, NOW, STOPPED, TO_COME, TimelineStep
from counter_app.plain_words import Answer, AnswerCard
from counter_app.slips.safe_text import printable
from counter_app.texts import Texts, mark

Answers = Callable[[Texts, CardFacts], AnswerCard]

OWNER, CONTACT, SERVICE, SITE, FEE, OPENED, END, REASON, STATE = (
    "owner", "contact", "service", "site", "fee", "opened", "end", "reason", "state",
)  # fmt: skip
REMARKS_SHOWN, PLACES_SHOWN = 3, 5
_ENDED_ON = {
    "completed": mark("Completed on"),
    "closed": mark("Completed on"),
    "cancelled": mark("Cancelled on"),
}


class Fact(NamedTuple):
    """A label and its value; ``key`` is one of the names above."""

    key: str
    label: str
    value: str


class SaidAnswer(NamedTuple):
    """One of the three answers: what was asked, the headline, one line of support ("" if none)."""

    label: str
    headline: str
    support: str


class SaidStep(NamedTuple):
    """One stop of the route: ``state`` is DONE, NOW or TO_COME, ``note`` a date or "" if none is known."""

    state: str
    name: str
    note: str


class SaidRemark(NamedTuple):
    """A remark written for the customer and its day."""

    day: str
    text: str


@dataclass(frozen=True, slots=True)
class SlipWords:
    """Every text of a slip, ready to be set; an empty one is left out. ``page`` has the slots ``n`` and ``m``."""

    hall: str
    title: str
    kind_label: str
    kind: str
    number_label: str
    number: str
    code: str
    line_code: str
    """What the line code carries; a paper it does not fit has the QR code alone."""
    scan_here: str
    scan_next_time: str
    facts: tuple[Fact, ...]
    answers: tuple[SaidAnswer, ...]
    steps: tuple[SaidStep, ...]
    steps_done: str
    step_now: str
    steps_to_come: str
    remarks_label: str
    remarks: tuple[SaidRemark, ...]
    """Newest first."""
    come_back: str
    ask: tuple[str, ...]
    no_passwords: str
    no_business: str
    printed: str
    desk: str
    copy: str
    page: str
    between: str
    """What stands between two sentences: nothing in Chinese, a space in English."""


def slip_words(facts: SlipFacts, texts: Texts, answers: Answers, title: str) -> SlipWords:
    """The words of a slip. ``title`` is a catalogue key that may hold the slot ``{kind}``."""
    done, now, to_come = _tallies(facts, texts)
    kind = _kind(facts, texts)
    return SlipWords(
        hall=printable(facts.hall),
        title=texts.say(title, kind=kind),
        kind_label=texts.say("Request"),
        kind=kind,
        number_label=texts.say("Ticket number"),
        number=grouped(printable(facts.number)),
        code=facts.code,
        line_code=printable(facts.number),
        scan_here=texts.say("Next time, scan this"),
        scan_next_time=texts.say("Next time, let the clerk scan this."),
        facts=tuple(fact for fact in _facts(facts, texts) if fact.value),
        answers=_answers(answers(texts, facts.card), texts),
        steps=tuple(_step(step, facts, texts) for step in _steps(facts)),
        steps_done=done,
        step_now=now,
        steps_to_come=to_come,
        remarks_label=texts.say("Notes for you"),
        remarks=_remarks(facts, texts),
        come_back=_come_back(facts, texts),
        ask=_ask(facts, texts),
        no_passwords=texts.say("We never ask for passwords or codes by phone."),
        no_business=texts.say("This paper cannot be used to do business."),
        printed=texts.say("Printed {moment}", moment=texts.paper_moment(facts.printed_at)),
        desk=_desk(facts, texts),
        copy=_copy(facts.copy_no, texts),
        page=texts.say("Page {n} of {m}"),
        between="" if texts.is_chinese else " ",
    )


def rewritten(words: SlipWords, write: Callable[[str], str]) -> SlipWords:
    """The words with every text that may come from outside passed through ``write``; the codes stay as they are."""
    return replace(
        words, hall=write(words.hall), title=write(words.title), kind=write(words.kind), number=write(words.number),
        facts=tuple(Fact(key, label, write(value)) for key, label, value in words.facts),
        answers=tuple(SaidAnswer(label, write(head), write(support)) for label, head, support in words.answers),
        steps=tuple(SaidStep(state, write(name), note) for state, name, note in words.steps),
        remarks=tuple(SaidRemark(day, write(text)) for day, text in words.remarks),
        ask=tuple(map(write, words.ask)), desk=write(words.desk),
    )  # fmt: skip


def _kind(facts: SlipFacts, texts: Texts) -> str:
    row = kinds.kind(facts.kind)
    raw = printable(facts.raw_kind)
    if row.code == "other" and raw and statuses.fold(raw) not in row.names:
        return raw
    return texts.say(row.label)


def _facts(facts: SlipFacts, texts: Texts) -> tuple[Fact, ...]:
    end_label, end = _end(facts, texts)
    return (
        Fact(OWNER, texts.say("Customer"), printable(facts.owner.text)),
        Fact(CONTACT, texts.say("Contact phone"), printable(facts.contact_number.text)),
        Fact(SERVICE, texts.say("Service number"), printable(facts.service_number.text)),
        Fact(OPENED, texts.say("Accepted on"), _when(facts.opened_at, facts, texts)),
        Fact(END, end_label, end),
        Fact(STATE, texts.say("State"), _state(facts, texts)),
        Fact(REASON, texts.say("Reason"), printable(facts.reason) if _is_closed(facts) else ""),
        Fact(SITE, texts.say("Address"), printable(facts.site.text)),
        Fact(FEE, texts.say("Fee"), _fee(facts, texts)),
    )


def _fee(facts: SlipFacts, texts: Texts) -> str:
    fee = printable(facts.fee)
    return texts.say("{fee} yuan", fee=fee) if fee else ""


def _is_closed(facts: SlipFacts) -> bool:
    return statuses.status(facts.status).closed


def _end(facts: SlipFacts, texts: Texts) -> tuple[str, str]:
    """When it ended, can be picked up, or is due: the one of the three that matters now."""
    if _is_closed(facts):
        label = _ENDED_ON.get(facts.status, mark("Ended on"))
        return texts.say(label), _when(facts.closed_at, facts, texts)
    if kinds.kind(facts.kind).repair and facts.pick_up_at:
        return texts.say("Pick up on"), _when(facts.pick_up_at, facts, texts)
    return texts.say("Due by"), _when(facts.expected_at, facts, texts)


def _when(at: datetime | None, facts: SlipFacts, texts: Texts) -> str:
    """Day and time, never "today": paper is read tomorrow too. Midnight sharp is a day without a time."""
    if at is None:
        return ""
    day, time = texts.day(at, facts.printed_at), f"{texts.local(at):%H:%M}"
    return day if time == "00:00" else f"{day} {time}"


def _state(facts: SlipFacts, texts: Texts) -> str:
    row = statuses.status(facts.status)
    label = texts.say(row.label)
    raw = printable(facts.raw_status)
    if row.category == statuses.UNRECOGNISED and raw:
        return texts.say("{state}: “{word}”", state=label, word=raw)
    if facts.card.late_days and not row.closed:
        late = texts.count("{n} day late", "{n} days late", facts.card.late_days)
        return texts.say("{state}, {late}", state=label, late=late)
    return label


def _answers(card: AnswerCard, texts: Texts) -> tuple[SaidAnswer, ...]:
    return (
        _answer(texts.say("Where it is now"), card.where),
        _answer(texts.say("What you need to do"), card.do),
        _answer(texts.say("Roughly when"), card.when),
    )


def _answer(label: str, answer: Answer) -> SaidAnswer:
    return SaidAnswer(label, printable(answer.headline), printable(answer.support))


def _steps(facts: SlipFacts) -> tuple[TimelineStep, ...]:
    """The route; where the ticket has ended, what was not done will not come any more and is left out."""
    ended = _is_closed(facts)
    return tuple(step for step in facts.timeline.steps if not (ended and step.state == TO_COME))


def _step(step: TimelineStep, facts: SlipFacts, texts: Texts) -> SaidStep:
    name = printable(step.label) if step.raw else texts.say(step.label)
    return SaidStep(step.state, name, _step_note(step, facts, texts))


def _step_note(step: TimelineStep, facts: SlipFacts, texts: Texts) -> str:
    if step.state == NOW:
        return texts.say("it is here now")
    if step.state == DONE:
        at = step.ended_at or step.started_at
        return texts.say("done on {day}", day=texts.day(at, facts.printed_at)) if at else texts.say("done")
    if step.state == STOPPED:
        at = step.ended_at
        return texts.say("ended {moment}", moment=texts.day(at, facts.printed_at)) if at else ""
    if step.expected_at is None:
        return ""
    day = texts.day(step.expected_at, facts.printed_at)
    if step.expected_at < facts.printed_at:  # a past time must never look like a promise
        return texts.say("was due {moment}", moment=day)
    return texts.say("expected {day}", day=day)


def _tallies(facts: SlipFacts, texts: Texts) -> tuple[str, str, str]:
    """The route in three figures, for where its steps are only drawn; "" where the figure is nought."""
    states = [step.state for step in _steps(facts)]
    done, to_come = states.count(DONE), states.count(TO_COME)
    return (
        texts.count("{n} step done", "{n} steps done", done) if done else "",
        texts.say("now step {n}", n=states.index(NOW) + 1) if NOW in states else "",
        texts.count("{n} step to come", "{n} steps to come", to_come) if to_come else "",
    )


def _remarks(facts: SlipFacts, texts: Texts) -> tuple[SaidRemark, ...]:
    """The newest remarks; whoever filled the facts, nothing internal ever reaches paper."""
    said = (
        SaidRemark(texts.day(event.at, facts.printed_at), printable(event.text))
        for event in reversed(facts.remarks)
        if event.audience == CUSTOMER
    )
    return tuple(islice((remark for remark in said if remark.text), REMARKS_SHOWN))


def _come_back(facts: SlipFacts, texts: Texts) -> str:
    """Only with a date that was really given and is still to come: no promise is made up here."""
    at = facts.expected_at
    if at is None or _is_closed(facts) or at <= facts.printed_at:
        return ""
    return texts.say("If you hear nothing by {day}, please ask us again.", day=texts.day(at, facts.printed_at))


def _ask(facts: SlipFacts, texts: Texts) -> tuple[str, ...]:
    places = list(islice(filter(None, map(printable, facts.ask_here)), PLACES_SHOWN))
    return tuple(texts.say("Where to ask: {place}", place=place) if n == 0 else place for n, place in enumerate(places))


def _desk(facts: SlipFacts, texts: Texts) -> str:
    counter, staff = printable(facts.counter), printable(facts.staff_number)
    if counter and staff:
        return texts.say("Counter {counter}, staff {staff}", counter=counter, staff=staff)
    return texts.say("Counter {counter}", counter=counter) if counter else staff


def _copy(copy_no: int, texts: Texts) -> str:
    return texts.say("Copy {n}", n=copy_no) if copy_no <= 1 else texts.say("Copy {n} (reprint)", n=copy_no)
