"""The box against a brute-force oracle, on both engines at once: exactly the right tickets, whatever is typed (T61)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, text

from counter_app.domain.finding import Found
from counter_app.domain.ticket import SourceKey
from tests.builders.desk import LI, START, WANG, Desk, open_desk, person, ticket
from tests.builders.search_oracle import Known, Typed, expected, stores, typed
from tests.servers import PostgresServer

TABLES = ("event", "ticket_item", "ticket", "service_holding", "party_document", "party")
SHOWS_NOTHING = frozenset({"nothing", "needs_document", "not_hers"})
IN_PLACE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
TEXTS = st.lists(typed(), min_size=6, max_size=6)


@dataclass(frozen=True)
class Side:
    """One engine: a desk and a way to empty its store."""

    desk: Desk
    engine: Engine

    def refill(self, store: tuple[Known, ...]) -> None:
        with self.engine.begin() as connection:
            for table in TABLES:
                connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of our own tables
        self.desk.take(
            person("P1", WANG), person("P2", LI),
            *(ticket(
                known.number, key=SourceKey(known.source, "ticket", "1"), service_number=known.service or None,
                contact_number=known.contact or None, owner_ref=known.owner, events=(),
                opened_at=START - timedelta(days=known.days_old + 1),
            ) for known in store),
        )  # fmt: skip


@pytest.fixture
def sides(tmp_path: Path, postgres_server: PostgresServer) -> Iterator[tuple[Side, ...]]:
    """A desk on SQLite and one on PostgreSQL."""
    with postgres_server.database() as postgres:
        urls = {"sqlite": f"sqlite:///{tmp_path / 'counter.db'}", "postgres": postgres}
        made = [Side(open_desk(url, tmp_path / name), create_engine(url)) for name, url in urls.items()]
        yield tuple(made)
        for side in made:
            side.engine.dispose()
            side.desk.counter.close()


def seen(found: Found) -> tuple[object, ...]:
    """What is seen of an answer, without the row numbers that each engine gives in its own way."""
    rows = tuple((row.number, row.source, row.opened_us) for row in found.rows)
    glances = tuple((glance.number, glance.opened_at) for glance in found.glances)
    return found.recognised, found.finding, found.matched, found.count, found.keep, rows, glances


def check(sides: tuple[Side, ...], store: tuple[Known, ...], texts: list[Typed]) -> None:
    """Every text finds the same on both engines: what the oracle finds."""
    for side in sides:
        side.refill(store)
    for verified in (False, True):
        for side in sides:
            side.desk.next_customer()
            if verified:
                assert side.desk.verify(WANG)
        for one in texts:
            answers = [side.desk.find(one.text) for side in sides]
            assert seen(answers[0]) == seen(answers[1])
            right = expected(store, one, verified)
            rows = [row.source for row in answers[0].rows]
            assert sorted(rows) == sorted(known.source for known in right.rows)
            if answers[0].matched != "ticket_number":
                assert rows == [known.source for known in right.rows]
            assert len(answers[0].glances) == len(right.glances)
            assert {glance.number for glance in answers[0].glances} == {known.number for known in right.glances}
            assert answers[0].finding == right.finding or (not right.finding and answers[0].finding in SHOWS_NOTHING)


@given(stores(), TEXTS)
@settings(max_examples=60, suppress_health_check=IN_PLACE, phases=[Phase.explicit, Phase.generate])
def test_whatever_is_typed_finds_on_both_engines_what_looking_at_every_ticket_finds(
    sides: tuple[Side, ...], store: tuple[Known, ...], texts: list[Typed]
) -> None:
    check(sides, store, texts)


@pytest.mark.nightly
@given(stores(), TEXTS)
@settings(suppress_health_check=IN_PLACE)
def test_whatever_is_typed_through_a_night_finds_on_both_engines_what_looking_at_every_ticket_finds(
    sides: tuple[Side, ...], store: tuple[Known, ...], texts: list[Typed]
) -> None:
    check(sides, store, texts)


@given(st.text(max_size=90), st.booleans())
@settings(max_examples=40, suppress_health_check=IN_PLACE)
def test_any_text_at_all_is_answered_alike_on_both_engines(sides: tuple[Side, ...], anything: str, is_list: bool) -> None:
    for side in sides:
        if not side.desk.visit:
            side.desk.take(person("P1", WANG), ticket())
            side.desk.verify(WANG)
    if is_list:
        answers = [s.desk.counter.looking_up.find_list(s.desk.session, s.desk.visit, anything) for s in sides]
        assert [n.finding for n in answers[0].numbers] == [n.finding for n in answers[1].numbers]
    else:
        one, other = (side.desk.find(anything) for side in sides)
        assert seen(one) == seen(other)
