"""Many processes at one store: what several counters do at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from argon2 import PasswordHasher

from counter_app.build import Parts, build
from counter_app.devices.keys import KeyHome
from counter_app.errors import BadInput
from counter_app.store.store import open_store
from counter_app.work import Actor, AuditEntry
from tests.builders.desk import START, TestClock, settings_of

Told = TypeVar("Told")
Answer = TypeVar("Answer")
MINUTE_S = 60.0


def crowd(work: Callable[[Told], Answer], tasks: Sequence[Told]) -> list[Answer]:
    """``work`` of each task, each in a process of its own, all at once; ``work`` is a plain function of a module.

    The processes are forked from one that has imported the program and nothing else.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with context.Pool(len(tasks)) as pool:
        return pool.map(work, tasks, chunksize=1)


class CountingHasher(PasswordHasher):
    """Argon2 that costs nothing and counts whom it was asked about."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.verified: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        """Note the hash and verify."""
        self.verified.append(str(hash))
        return super().verify(hash, password)


def guess(url: str, folder: Path, staff_number: str, password_hash: str, times: int) -> int:
    """Guess wrong passwords from a counter of its own, spread over one minute: how many were looked at."""
    clock, hasher = TestClock(), CountingHasher()
    counter = build(settings_of(url, folder, "g"), Parts(clock, None, hasher))
    for n in range(times):
        clock.at = START
        clock.forward(seconds=n * MINUTE_S / times)
        try:
            counter.staff.sign_in(staff_number, f"a wrong guess, number {n}")
        except BadInput:
            continue
        raise AssertionError("a wrong password was right")
    counter.close()
    return hasher.verified.count(password_hash)


def guessed_by_many(url: str, folder: Path, account: tuple[str, str], processes: int, times: int) -> list[int]:
    """How many wrong guesses each of several processes got looked at; ``account``: staff number and hash."""
    return crowd(partial(_guess_as, url, folder, account, times), range(processes))


def _guess_as(url: str, folder: Path, account: tuple[str, str], times: int, _who: int) -> int:
    return guess(url, folder, *account, times)


def append_as(url: str, folder: Path, rows: int, chain: str) -> None:
    """Append rows to a chain, one transaction each."""
    store = open_store(url, KeyHome(folder / "keys", use_keyring=False), TestClock(), "Asia/Shanghai")
    for n in range(rows):
        with store.writing(Actor("clerk:1", "clerk", chain)) as work:
            work.record(AuditEntry("find", "ticket", str(n), detail=(("rows", n), ("kind", "mobile"))))
    store.close()
