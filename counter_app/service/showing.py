"""What a verified owner is shown of a ticket: plain stored values in, masked values out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from counter_app.domain import kinds, statuses
from counter_app.domain.answer import CardFacts
from counter_app.domain.deadlines import late_days
from counter_app.domain.finding import (
    MOBILE,
    Glance,
    NumberGroup,
    OpenedTicket,
    TicketItem,
    TicketRow,
)
from counter_app.domain.masking import (
    NOTHING,
    Masked,
    mask_address,
    mask_name,
    mask_number,
    mask_organisation,
    mask_patterns,
)
from counter_app.domain.service_lines import line_of
from counter_app.domain.timeline import TicketDates, TicketEvent, Timeline, trace
from counter_app.work import GroupCount, PartyRow, StoredTicket, WholeTicket

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RAW_LIMIT = 200


def time_of(us: int) -> datetime | None:
    """The aware time of integer µs since 1970; None for 0."""
    return EPOCH + timedelta(microseconds=us) if us else None


def glances(rows: Sequence[StoredTicket]) -> tuple[Glance, ...]:
    """All that may be seen of tickets before their owner is verified; of several with one number also the source."""
    return tuple(
        Glance(
            row.number, row.kind, "", row.status,  # a source's own word could be anything, a name too
            time_of(row.opened_us), time_of(row.expected_us), time_of(row.closed_us),
            _plain(row.source) if len(rows) > 1 else "",
        )
        for row in rows
    )  # fmt: skip


def list_row(row: StoredTicket, group: int, now: datetime) -> TicketRow:
    """A row of the ticket list."""
    expected, opened = time_of(row.expected_us), time_of(row.opened_us)
    return TicketRow(
        ticket_id=row.ticket_id, number=row.number, kind=row.kind, raw_kind=_plain(row.raw_kind), status=row.status,
        raw_status=_plain(row.raw_status), group=group, opened_us=row.opened_us, expected_us=row.expected_us,
        closed_us=row.closed_us, moved_us=row.moved_us, summary=_summary(row),
        late_days=late_days(row.status, expected, now, opened),
        waits_for_customer=statuses.status(row.status).waits_for_customer, source=_plain(row.source),
    )  # fmt: skip


def number_group(count: GroupCount) -> NumberGroup:
    """The heading of the tickets of one service number."""
    return NumberGroup(count.first_id, line_of(count.number_key), mask_number(count.number_key), count.tickets, count.open)


def party_name(owner: PartyRow | None) -> Masked:
    """The owner's masked name."""
    if owner is None:
        return NOTHING
    return mask_organisation(owner.name) if owner.organisation else mask_name(owner.name)


def opened(whole: WholeTicket, now: datetime) -> OpenedTicket:
    """Everything the detail panel shows, with the timeline traced and the card's facts gathered at ``now``."""
    row = whole.row
    events = tuple(_masked_event(event) for event in whole.events)
    dates = TicketDates(whole.opened_at, whole.expected_at, whole.closed_at)
    timeline = trace(row.kind, row.status, events, dates, now)
    return OpenedTicket(
        ticket_id=row.ticket_id, version=whole.version, number=row.number, kind=row.kind,
        raw_kind=_plain(row.raw_kind), status=row.status, raw_status=_plain(row.raw_status),
        reason=_plain(row.reason), title=_plain(whole.title), channel=_plain(whole.channel),
        owner=party_name(whole.owner), service_number=mask_number(whole.service_number),
        contact_number=mask_number(whole.contact_number), site=mask_address(whole.site), fee=whole.fee,
        opened_at=whole.opened_at, expected_at=whole.expected_at, closed_at=whole.closed_at,
        pick_up_at=whole.pick_up_at,
        items=tuple(
            TicketItem(i.item_id, _plain(i.action), _plain(i.name), i.status, _plain(i.raw_status)) for i in whole.items
        ),
        events=events, timeline=timeline, card=_card(whole, timeline, now), prints=whole.prints, shown_at=now,
    )  # fmt: skip


def _card(whole: WholeTicket, timeline: Timeline, now: datetime) -> CardFacts:
    row = whole.row
    step = next((s for s in timeline.steps if s.no == timeline.now_no and s.state == "now"), None)
    return CardFacts(
        kind=row.kind, status=row.status, raw_status=_plain(row.raw_status), step_no=timeline.now_no,
        step_count=len(timeline.steps), step_code=step.code if step else "", step_label=step.label if step else "",
        step_raw=bool(step and step.raw), opened_at=whole.opened_at, expected_at=whole.expected_at,
        pick_up_at=whole.pick_up_at, closed_at=whole.closed_at, reason=_plain(row.reason),
        contact=mask_number(_rung(whole)).text,
        late_days=late_days(row.status, whole.expected_at, now, whole.opened_at), days_still=timeline.days_still,
        now=now,
    )  # fmt: skip


def _rung(whole: WholeTicket) -> str:
    """The number that people are rung at: the contact's, else the mobile the ticket is about."""
    if whole.contact_number:
        return whole.contact_number
    return whole.service_number if line_of(whole.row.service_number_key) == MOBILE else ""


def _masked_event(event: TicketEvent) -> TicketEvent:
    return replace(event, text=mask_patterns(event.text))


def _summary(row: StoredTicket) -> str:
    status = statuses.status(row.status)
    says_why = status.closed or status.waits_for_customer or status.code == "unrecognised"
    if not row.step or (says_why and row.reason):
        return _plain(row.reason)
    step = kinds.step_of(kinds.kind(row.kind), row.step)
    return step.label if step else _plain(row.step)


def _plain(text: str) -> str:
    """A source's own words for the eye: numbers masked, one line, bounded."""
    return re.sub(r"\s+", " ", mask_patterns(text[:RAW_LIMIT])).strip()
