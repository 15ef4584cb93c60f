"""The list: counts, filter, pages, stepping; a page of an older filter never comes in."""

from __future__ import annotations

import pytest

from counter_app.domain.finding import TicketList
from counter_app.errors import StoreAway
from counter_app.texts import Texts
from tests.doubles import story
from tests.ui.panels.conftest import Surroundings
from ui.panels.ticket_list import TicketListPanel
from ui.theme import Theme

PAGE = 50


def many(page: int, pages: int) -> TicketList:
    """One page of an enterprise number's tickets."""
    rows = tuple(story.row(1000 * page + n, "enterprise_line", "in_progress", 0, story.at(9)) for n in range(PAGE))
    return TicketList(story.GROUPS[:1], rows, f"page {page + 1}" if page + 1 < pages else "", PAGE * pages, PAGE * pages)


@pytest.fixture
def panel(around: Surroundings, theme: Theme, texts: Texts) -> TicketListPanel:
    panel = TicketListPanel(around.reception, theme, texts, around.clock)  # type: ignore[arg-type]
    around.window.resize(320, 640)
    around.chosen = []  # type: ignore[attr-defined]
    panel.chosen.connect(around.chosen.append)  # type: ignore[attr-defined]
    around.show(panel)
    return panel


def labels(panel: TicketListPanel) -> str:
    return f"{panel._count.text()} {panel._numbers.text()} {panel.filter.choices()}"


def test_counts_are_of_all_tickets_whatever_the_filter(panel: TicketListPanel, around: Surroundings) -> None:
    panel.load()
    assert labels(panel) == "7 件工单 3 个号码 ('在办 4', '全部 7')"
    panel.filter.setFocus()
    around.press("Left")
    assert labels(panel).endswith("('在办 4', '全部 7')")
    assert around.counter.called("tickets")[-1] == ("visit 1", True, "")


def test_5000_tickets_page_by_key(panel: TicketListPanel, around: Surroundings) -> None:
    pages = 100
    for page in range(pages):
        around.counter.list_pages[False, f"page {page}" if page else ""] = many(page, pages)
    panel.load()
    panel.view.setFocus()
    for _ in range(12):
        around.press("PgDown")
    assert len(around.counter.called("tickets")) > 1
    for _ in range(3 * pages):
        around.press("End")
    assert panel.view.rows().rowCount() == pages * PAGE + 1
    around.press("Return")
    assert around.chosen == [1000 * (pages - 1) + PAGE - 1]  # type: ignore[attr-defined]


def test_ctrl_down_at_the_end_asks_for_the_next_page(panel: TicketListPanel, around: Surroundings) -> None:
    around.counter.list_pages = {(False, ""): many(0, 2), (False, "page 1"): many(1, 2)}
    panel.load()
    panel.view.select(PAGE - 1)
    panel.step(1)
    panel.step(1)
    assert set(around.chosen) == {1000}  # type: ignore[attr-defined]


def test_a_page_of_the_old_filter_never_comes_in(panel: TicketListPanel, around: Surroundings) -> None:
    panel.load()
    around.tasks.hold()
    panel.load()
    panel.filter.set_current(0)
    panel.load()
    around.tasks.release(1, 0)
    rows = panel.view.rows()
    assert rows.rowCount() == 4 + 3


def test_the_old_list_is_gone_while_the_new_one_is_on_its_way(panel: TicketListPanel, around: Surroundings) -> None:
    panel.load()
    around.tasks.hold()
    panel.load()
    assert panel.view.rows().rowCount() == 0


def test_a_page_that_failed_is_asked_for_again(panel: TicketListPanel, around: Surroundings) -> None:
    around.counter.list_pages = {(False, ""): many(0, 2), (False, "page 1"): many(1, 2)}
    panel.load()
    around.counter.trouble["tickets"] = StoreAway("away")
    panel.more()
    del around.counter.trouble["tickets"]
    panel.more()
    assert panel.view.rows().rowCount() == 2 * PAGE + 1


def test_alt_and_a_digit_goes_to_a_number(panel: TicketListPanel, around: Surroundings) -> None:
    panel.load()
    panel.go_to_group(2)
    around.press("Return")
    assert around.chosen == [story.ROWS[3].ticket_id]  # type: ignore[attr-defined]


def test_no_open_tickets_says_how_to_see_the_others(panel: TicketListPanel, around: Surroundings, theme: Theme) -> None:
    around.counter.list_pages[True, ""] = TicketList((), (), "", 3, 0)
    panel.load()
    panel.filter.set_current(0)
    panel.load()
    assert panel.view.accessibleDescription() == "没有在办的工单。按 ← → 可以看全部。"
