"""This counter's memory of the audit chains it wrote."""

from __future__ import annotations

import random
import stat
from pathlib import Path

from counter_app.devices.heads import SLOT, HeadHome
from counter_app.domain.checkpoint import Head


def test_the_last_row_of_each_chain_of_each_store_is_remembered(tmp_path: Path) -> None:
    home = HeadHome(tmp_path / "heads")
    for seq in range(1, 6):
        home.remember("s", Head("城东营业厅/3", seq, f"{seq:064x}"))
        home.remember("s", Head("system", seq * 2, "ab"))
    home.remember("t", Head("system", 1, "cd"))
    assert home.remembered("s") == (Head("system", 10, "ab"), Head("城东营业厅/3", 5, f"{5:064x}"))
    home.forget("s")
    assert (home.remembered("s"), home.remembered("t")) == ((), (Head("system", 1, "cd"),))
    assert home.remembered("never seen") == ()


def test_only_this_account_may_read_it(tmp_path: Path) -> None:
    HeadHome(tmp_path / "heads").remember("s", Head("3", 1, "ab"))
    (path,) = (tmp_path / "heads" / "s").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_write_that_was_cut_off_leaves_the_row_before_it(tmp_path: Path) -> None:
    home = HeadHome(tmp_path)
    for seq in (1, 2):
        home.remember("s", Head("3", seq, f"{seq:064x}"))
    (path,) = (tmp_path / "s").iterdir()
    whole = path.read_bytes()
    place = random.Random(1)
    for _ in range(100):
        torn = bytearray(whole)
        at = place.randrange(0, SLOT)
        torn[at:SLOT] = bytes(SLOT - at)
        path.write_bytes(bytes(torn))
        assert [head.seq for head in home.remembered("s")] in ([1], [2])
    path.write_bytes(whole[:100])
    assert len(home.remembered("s")) <= 1


def test_a_memory_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("in the way", "ascii")
    home = HeadHome(tmp_path)
    home.remember("s", Head("3", 1, "ab"))
    assert home.remembered("s") == ()
