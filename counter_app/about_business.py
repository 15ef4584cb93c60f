"""What a customer may read about a business: its steps, times, papers and bills, how to be faster, what words mean."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.answer import CardFacts
from counter_app.domain.kinds import Step, kind
from counter_app.domain.standards import Limit, Standards
from counter_app.domain.statuses import CATEGORIES, CATEGORY_LABELS, status
from counter_app.plain_words import STILL_DAYS, quoted
from counter_app.said_limits import said_limit
from counter_app.texts import AboutRow, Texts

_APPEAL = "appeal"
Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class AboutStep:
    """One step of a kind's route: its name, what happens in it, how long it usually takes ("" if nothing says so)."""

    label: str
    says: str
    usually: str


@dataclass(frozen=True, slots=True)
class AboutBusiness:
    """Half a page about a kind of ticket, in whole sentences."""

    label: str
    steps: tuple[AboutStep, ...]
    usually: tuple[str, ...]
    bring: tuple[str, ...]
    effect: str
    bill: str
    faster: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A public state: its code, its name, what it means and an example."""

    category: str
    name: str
    meaning: str
    example: str


def about_business(texts: Texts, kind_code: str, standards: Standards, line: str = "") -> AboutBusiness:
    """The page about a kind for a number of this ``line``; every figure in it comes from the standards."""
    row = kind(kind_code)
    told = _row(texts, "kind", row.code)
    limit = standards.for_ticket(row.code, line)
    slots = _limits(texts, limit, standards)
    return AboutBusiness(
        label=texts.say(row.label),
        steps=tuple(_step(texts, row.code, step, standards) for step in row.route),
        usually=_usually(texts, row.code, limit, standards.area),
        bring=tuple(told.get("bring", ())),
        effect=told.get("effect", ""),
        bill=told.get("bill", ""),
        faster=tuple(words.format(**slots) for words in told.get("faster", ()) if _can_say(words, slots)),
    )


def faster_now(texts: Texts, facts: CardFacts) -> tuple[str, ...]:
    """What would make this very ticket faster, the most useful first; nothing for a closed one."""
    if status(facts.status).closed:
        return ()
    slots = {"reason": quoted(facts.reason), "contact": "" if facts.contact[:1].isalpha() else facts.contact}
    return tuple(_says(texts, "faster", key).format(**slots) for key in _faster_keys(facts, slots))


def glossary(texts: Texts) -> tuple[GlossaryWord, ...]:
    """The public states in the order of a ticket's life, then the one for words we do not know."""
    rows = ((code, _row(texts, "glossary", code)) for code in CATEGORIES)
    return tuple(
        GlossaryWord(code, texts.say(CATEGORY_LABELS[code]), row["meaning"], row["example"]) for code, row in rows
    )


def _faster_keys(facts: CardFacts, slots: Slots) -> tuple[str, ...]:
    row, keys = status(facts.status), []
    if facts.step_code == "ready":
        keys.append("fetch")
    elif row.code == "resolved":
        keys.append("confirm")
    elif row.waits_for_customer:
        keys.append("missing" if slots["reason"] else "missing_unknown")
    elif row.code == "unrecognised":
        keys.append("unknown")
    keys.append("answer_calls" if slots["contact"] else "no_number")
    if not row.waits_for_customer and facts.step_code != "ready":
        keys += _urging(facts)
    return tuple(keys)


def _urging(facts: CardFacts) -> list[str]:
    is_late = facts.late_days > 0 or (facts.clock is not None and bool(facts.clock.ticket_late_by))
    if is_late:
        return ["urge"]
    return ["urge_still"] if facts.days_still >= STILL_DAYS else []


def _usually(texts: Texts, kind_code: str, limit: Limit | None, area: str) -> tuple[str, ...]:
    if limit is None:
        return (_says(texts, "time", "none"),)
    done = texts.sentences("done", kind_code) or texts.sentences("done", "other") or {}
    said = _says(texts, "time", limit.standing).format(limit=said_limit(texts, limit, area), done=done.get("headline", ""))
    return (said, _says(texts, "time", "pauses" if limit.waiting_pauses else "runs_on")) if limit.is_promise else (said,)


def _step(texts: Texts, kind_code: str, step: Step, standards: Standards) -> AboutStep:
    told = texts.about("step", f"{kind_code}.{step.code}") or _row(texts, "step", step.code)
    limit = standards.for_step(kind_code, step.code)
    usually = ""
    if limit is not None:
        key = "step" if limit.is_promise else "step_local"
        usually = _says(texts, "time", key).format(limit=said_limit(texts, limit, standards.area))
    return AboutStep(texts.say(step.label), told["says"], usually)


def _limits(texts: Texts, limit: Limit | None, standards: Standards) -> Slots:
    """The limits that a page names in its sentences; "" for one that is not there or that nobody stands for."""
    named = {
        "limit": limit,
        "appeal_accepted": standards.for_step(_APPEAL, "accepted"),
        "appeal_answered": standards.for_step(_APPEAL, "answered"),
    }
    return {
        name: said_limit(texts, one, standards.area) if one is not None and one.is_promise else ""
        for name, one in named.items()
    }


def _can_say(words: str, slots: Slots) -> bool:
    return all(value for name, value in slots.items() if f"{{{name}}}" in words)


def _says(texts: Texts, part: str, key: str) -> str:
    return _row(texts, part, key)["says"]


def _row(texts: Texts, part: str, key: str) -> AboutRow:
    row = texts.about(part, key)
    if row is None:
        raise LookupError(f"{part}.{key}")
    return row
