"""Records as lines: every record comes back as it was, and nothing else is a record."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.ticket import (
    SAID_FIELDS,
    DocumentRecord,
    EventRecord,
    HoldingRecord,
    ItemRecord,
    PartyRecord,
    Record,
    Refusal,
    SourceKey,
    TicketRecord,
    filled,
)
from counter_app.exchange.record_lines import NotARecord, from_line, to_line

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone
days = st.none() | st.dates(date(1900, 1, 1), date(2199, 1, 1))
fields = st.fixed_dictionaries({}, optional={
    name: moments if name.endswith("_at") else st.decimals(0, 10**9, places=2) if name == "fee" else words
    for name in SAID_FIELDS
})  # fmt: skip
events = st.builds(EventRecord, at=moments, text=words, status=words, step=words, author=words)
items = st.builds(ItemRecord, item_id=words, action=st.none() | words, name=st.none() | words, status=st.none() | words)
tickets = st.builds(
    filled,
    st.builds(
        TicketRecord, key=st.builds(SourceKey, words, words, words), moment=st.none() | moments, named=st.booleans(),
        items=st.lists(items, max_size=2).map(tuple), events=st.lists(events, max_size=2).map(tuple),
    ),
    fields,
)  # fmt: skip
parties = st.builds(
    PartyRecord, source=words, party_id=words, name=st.none() | words, organisation=st.none() | st.booleans(),
    document=st.none() | st.builds(DocumentRecord, words, words, words, days),
    holding=st.none() | st.builds(HoldingRecord, words, days, days),
)  # fmt: skip
values = st.lists(st.tuples(words, words | st.integers()), max_size=2).map(tuple)
refusals = st.builds(Refusal, words, words, words, values, st.booleans())

WHOLE = TicketRecord(SourceKey("crm", "ticket", "1"), datetime(2026, 3, 1, tzinfo=UTC), fee=Decimal("1.50"))


@given(tickets | parties | refusals)
def test_every_record_comes_back_as_it_was(record: Record | Refusal) -> None:
    line = to_line(record)
    assert "\n" not in line
    assert from_line(line.encode()) == record


def test_line_ends_and_signs_of_other_programs_stay_inside_the_line() -> None:
    record = TicketRecord(SourceKey("a\nb", "\u2028", '"\\'), title="\r\n\x85", events=(EventRecord(datetime(2026, 3, 1, tzinfo=UTC), "\n"),))
    assert to_line(record).count("\n") == 0
    assert from_line(to_line(record)) == record


@pytest.mark.parametrize(
    "line",
    ["", "x", "[]", "{}", "1", '["other"]', '["ticket"]', '["ticket",["a","b"],null,false,{},[],[]]', '["party","a"]',
     '["ticket",["a","b","c"],true,false,{},[],[]]', '["ticket",["a","b","c"],null,0,{},[],[]]',
     '["ticket",["a","b","c"],null,false,{"key":"x"},[],[]]', '["ticket",["a","b","c"],null,false,{"fee":"x"},[],[]]',
     '["ticket",["a","b","c"],null,false,{"opened_at":"2026"},[],[]]', '["ticket",["a","b","c"],null,false,{},[["1"]],[]]',
     '["ticket",["a","b","c"],99999999999999999999999,false,{},[],[]]', '["refusal","a","b","c",[["d"]],false]',
     '["party","a","b",null,null,["resident_id","1","CHN","soon"],null]', '["__import__","os"]', "[" * 5000],
)  # fmt: skip
def test_what_is_no_record_is_none(line: str) -> None:
    with pytest.raises(NotARecord):
        from_line(line)


@given(st.recursive(st.none() | st.booleans() | st.integers() | words, lambda inner: st.lists(inner, max_size=7), max_leaves=12),
       st.sampled_from(("ticket", "party", "refusal")))  # fmt: skip
def test_any_other_line_is_no_record_and_no_crash(rest: object, kind: str) -> None:
    line = json.dumps([kind, *(rest if isinstance(rest, list) else [rest])])
    try:
        record = from_line(line)
    except NotARecord:
        return
    assert json.loads(to_line(record)) == json.loads(line)


def test_a_number_that_is_no_text_is_refused_in_every_place() -> None:
    told = json.loads(to_line(WHOLE))
    told[4]["title"] = 7
    with pytest.raises(NotARecord):
        from_line(json.dumps(told))
