"""T30, T31: whoever guesses staff passwords waits, however many counters she guesses from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from counter_app.build import Parts, build
from counter_app.domain.staff import FREE_TRIES, MOST_TRIES, ServerRoom, wait_after
from counter_app.errors import BadInput
from counter_app.service.counter import Counter
from counter_app.work import SYSTEM
from tests.builders.crowd import CountingHasher, guessed_by_many
from tests.builders.desk import PASSWORD, Desk, PaperPrinter, TestClock, cheap_hasher, open_counter, settings_of

PROCESSES, GUESSES = 8, 125


def wrong(desk: Desk, times: int = 1, tried: str = "not this one at all") -> None:
    for _ in range(times):
        with pytest.raises(BadInput):
            desk.counter.staff.sign_in("3107", tried)


def asked(url: str, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def test_waits_double_from_half_a_minute_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(n).total_seconds() for n in range(12)]
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    assert wait_after(10_000) == timedelta(minutes=15)


def test_a_thousand_guesses_from_eight_counters_get_six_looked_at_in_a_minute(
    store_url: str, tmp_path: Path, figures: Callable[..., None]
) -> None:
    counter = open_counter(store_url, tmp_path, TestClock(), PaperPrinter())
    counter.staff.add_first((("3107", "李敏", "clerk", PASSWORD),))
    counter.close()
    ((password_hash,),) = asked(store_url, "SELECT password_hash FROM clerk")
    looked_at = sum(guessed_by_many(store_url, tmp_path, ("3107", str(password_hash)), PROCESSES, GUESSES))
    ((recorded,),) = asked(store_url, "SELECT count(*) FROM audit WHERE action = 'sign_in' AND outcome = 'denied'")
    figures("T30", engine=store_url[:6], guesses=PROCESSES * GUESSES, looked_at=looked_at, recorded=recorded)
    assert FREE_TRIES <= looked_at <= 6
    assert recorded == PROCESSES * GUESSES


def test_one_password_tried_at_a_thousand_accounts_opens_none_and_is_on_the_record_each_time(
    desk: Desk, figures: Callable[..., None]
) -> None:
    with desk.counter.auditing._store.writing(SYSTEM) as work:
        password_hash = cheap_hasher().hash(PASSWORD)
        for n in range(0, 1_000, 2):
            work.clerks.add(f"S{n:04}", "周", "clerk", password_hash)
    for n in range(1_000):
        with pytest.raises(BadInput):
            desk.counter.staff.sign_in(f"S{n:04}", "the same for everybody")
    url = desk.counter.settings.database_url
    ((recorded,),) = asked(url, "SELECT count(*) FROM audit WHERE action = 'sign_in' AND outcome = 'denied'")
    figures("T30 one password at many accounts", engine=url[:6], accounts=1_000, recorded=recorded, opened=0)
    assert recorded == 1_000


def test_a_hundred_wrong_passwords_in_a_row_close_the_account_until_an_administrator_opens_it(desk: Desk) -> None:
    for _ in range(MOST_TRIES):
        wrong(desk)
        desk.clock.forward(minutes=16)
    wrong(desk, tried=PASSWORD)
    desk.clock.forward(days=30)
    wrong(desk, tried=PASSWORD)
    assert [c.disabled for c in desk.counter.clerks.staff(ServerRoom()) if c.staff_number == "3107"] == [True]
    desk.counter.clerks.enable(ServerRoom(), "3107")
    assert desk.counter.staff.sign_in("3107", PASSWORD).name == "李敏"


def test_the_sixth_guess_waits_half_a_minute_and_the_seventh_a_whole_one(desk: Desk) -> None:
    wrong(desk, FREE_TRIES)
    wrong(desk, tried=PASSWORD)
    desk.clock.forward(seconds=29)
    wrong(desk, tried=PASSWORD)
    desk.clock.forward(seconds=2)
    wrong(desk)
    desk.clock.forward(seconds=59)
    wrong(desk, tried=PASSWORD)
    desk.clock.forward(seconds=2)
    assert desk.counter.staff.sign_in("3107", PASSWORD)


def test_a_right_password_forgets_her_own_tries_and_not_those_others_make_meanwhile(
    store_url: str, tmp_path: Path
) -> None:
    clock = TestClock()

    class MeanwhileHasher(CountingHasher):
        """While this counter is at work on a right password, another one guesses."""

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            for _ in range(3):
                with pytest.raises(BadInput):
                    other.staff.sign_in("3107", "a stranger's guess")
            return super().verify(hash, password)

    other = open_counter(store_url, tmp_path, clock, PaperPrinter(), "4")
    other.staff.add_first((("3107", "李敏", "clerk", PASSWORD),))
    counter = build(settings_of(store_url, tmp_path), Parts(clock, PaperPrinter(), MeanwhileHasher()))
    with pytest.raises(BadInput):
        other.staff.sign_in("3107", "a slip of the finger")
    counter.staff.sign_in("3107", PASSWORD)
    (left,) = [c.failures for c in other.clerks.staff(ServerRoom())]
    assert left == 3
    for some in (counter, other):
        some.close()


def looked_at_while_others_are(url: str, folder: Path, guesses: int) -> int:
    """Guess from many counters, each while the one before is still at work: how many are looked at."""
    clock = TestClock()
    counters: list[Counter] = []

    class NestedHasher(CountingHasher):
        """While this guess is looked at, the next counter makes its own."""

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            if counters:
                with pytest.raises(BadInput):
                    counters.pop().staff.sign_in("3107", "a stranger's guess")
            return super().verify(hash, password)

    hasher = NestedHasher()
    made = [build(settings_of(url, folder, str(n)), Parts(clock, PaperPrinter(), hasher)) for n in range(guesses)]
    made[0].staff.add_first((("3107", "李敏", "clerk", PASSWORD),))
    ((password_hash,),) = asked(url, "SELECT password_hash FROM clerk")
    counters.extend(made[1:])
    with pytest.raises(BadInput):
        made[0].staff.sign_in("3107", "a stranger's guess")
    for counter in made:
        counter.close()
    return hasher.verified.count(str(password_hash))


def test_guesses_are_counted_before_any_of_them_is_looked_at(store_url: str, tmp_path: Path) -> None:
    assert looked_at_while_others_are(store_url, tmp_path, 9) == FREE_TRIES


@pytest.mark.parametrize(
    ("number", "password"),
    [("3107", "wrong"), ("0000", "wrong"), ("", ""), ("3107", PASSWORD), ("1007", PASSWORD), ("2007", PASSWORD)],
    ids=["wrong", "unknown", "empty", "waiting", "closed", "first password spent"],
)
def test_every_refused_sign_in_says_the_same_and_costs_one_verification(
    store_url: str, tmp_path: Path, number: str, password: str
) -> None:
    clock, hasher = TestClock(), CountingHasher()
    counter = build(settings_of(store_url, tmp_path), Parts(clock, PaperPrinter(), hasher))
    everybody = (("3107", "李敏", "clerk"), ("1007", "赵", "clerk"), ("2007", "钱", "clerk"), ("9001", "孙", "admin"))
    counter.staff.add_first(tuple((*clerk, PASSWORD) for clerk in everybody))
    counter.clerks.disable(ServerRoom(), "1007")
    given = counter.clerks.reset_password(ServerRoom(), "2007")
    counter.staff.sign_in("2007", given.password)
    if password == PASSWORD:
        for _ in range(FREE_TRIES):
            with pytest.raises(BadInput):
                counter.staff.sign_in("3107", "wrong")
    hasher.verified.clear()
    with pytest.raises(BadInput) as refused:
        counter.staff.sign_in(number, given.password if number == "2007" else password)
    assert refused.value.text.startswith("The staff number or the password is not right.")
    assert (refused.value.field, refused.value.values, len(hasher.verified)) == ("password", {}, 1)
    counter.close()
