"""Many numbers at once, one number of two systems, slips of other stores, documents that may be several, other channels."""

from __future__ import annotations

import uuid

from PySide6.QtGui import QGuiApplication

from counter_app.domain.ticket_number import slip_code
from tests.builders.desk import LI, WANG
from tests.doubles.visible_texts import held_texts, holding
from tests.e2e.clerk import Clerk
from tests.e2e.hall import LI_FAULT, LI_PHONE, TWICE, WANG_MOVE, WANG_PHONE

LIST = f"{WANG_PHONE}\n{LI_PHONE}\n{WANG_MOVE}、{LI_FAULT}"


def paste(clerk: Clerk, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    clerk.press("F3")
    clerk.press("Ctrl+V")


def present(clerk: Clerk, number: str) -> None:
    clerk.present(number)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.until_idle()


def test_a_pasted_list_has_one_row_a_number_and_alt_n_looks_one_up(clerk: Clerk) -> None:
    present(clerk, WANG)
    paste(clerk, LIST)
    clerk.until_seen("清单里的 4 个号码")
    rows = clerk.page.numbers.view.said_rows()
    assert rows[0].startswith("138****6621, ")
    assert rows[1] == "139****7730, 不在这位客户名下"
    assert rows[2].startswith("GD26 0309 0472, 宽带移机")
    assert rows[3] == "BZ26 0312 0033, 证件与机主不是同一人"
    clerk.press("Alt+3")
    clerk.until(lambda: clerk.opened() == WANG_MOVE)


def test_a_list_pasted_before_the_check_is_looked_up_by_itself_after_it(clerk: Clerk) -> None:
    paste(clerk, f"{WANG_PHONE}\n{LI_PHONE}")
    clerk.until_seen("清单里的 2 个号码")
    assert all(row.endswith("核验证件后再查") for row in clerk.page.numbers.view.said_rows())
    present(clerk, WANG)
    clerk.until(lambda: clerk.page.numbers.isVisible())
    assert clerk.page.numbers.view.said_rows()[1] == "139****7730, 不在这位客户名下"


def test_nothing_of_a_pasted_list_stays_after_f12(clerk: Clerk) -> None:
    present(clerk, WANG)
    paste(clerk, LIST)
    clerk.until_seen("清单里的 4 个号码")
    clerk.press("F12")
    clerk.settle()
    assert holding(held_texts(clerk.app.tasks, clerk.page), WANG_PHONE, LI_PHONE, "7730") == {}


def test_one_number_with_blanks_is_no_list(clerk: Clerk) -> None:
    present(clerk, WANG)
    paste(clerk, "138 0013 6621")
    assert clerk.page.box.text() == "138 0013 6621"
    assert not clerk.page.numbers.isVisible()


def test_a_number_of_two_systems_shows_both_with_their_sources(clerk: Clerk) -> None:
    clerk.look_up(TWICE)
    clerk.until_seen("有 2 件工单用这个号码")
    texts = " ".join(clerk.shown())
    assert "来源 crm" in texts
    assert "来源 boss" in texts


def test_a_slip_of_another_store_is_said(clerk: Clerk) -> None:
    present(clerk, LI)
    clerk.scan(slip_code("zzzz", "XX2601010001", 77))
    clerk.until_seen("这张凭条来自别的门店")


def test_what_another_channel_adds_is_there_at_the_next_look(clerk: Clerk) -> None:
    present(clerk, WANG)
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    channel = clerk.counter.channel("app")
    mine = next(one for one in channel.tickets_of(WANG_PHONE) if one.number == WANG_MOVE)
    whole = channel.open(mine.ticket_id)
    channel.add_event(mine.ticket_id, whole.version, "", "客户改约到周六上午", "customer", str(uuid.uuid4()))
    assert not clerk.sees("客户改约到周六上午")
    clerk.look_up(WANG_MOVE)
    clerk.until_seen("客户改约到周六上午")
