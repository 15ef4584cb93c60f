"""Every screen of the window by name, and how the desk comes to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta

from counter_app.domain import finding
from counter_app.domain.finding import Found, FoundList, FoundNumber, Recognised, TicketList, Verification
from counter_app.domain.masking import Masked
from counter_app.domain.slip import FAILED, SENT, PrintLine
from counter_app.domain.timeline import Timeline
from counter_app.errors import BadInput, StoreAway
from counter_app.service.staff import NOT_SIGNED_IN
from counter_app.texts import mark
from tests.doubles import story
from tests.doubles.counter import blank_slip
from tests.doubles.reader import ReaderDouble
from tests.e2e.screens.desk import ScreenDesk
from ui.equipment import Equipment
from ui.import_run import Outcome, Told

Make = Callable[[ScreenDesk], None]
WRONG_DAY = "33010619480231002X"
TICKET = Recognised(finding.TICKET_NUMBER, "GD26 0309 0472")
PHONE = Recognised(finding.MOBILE, "138****7730")
LONG_NAME = "阿依古丽·买买提江·阿卜杜热合曼·吐尔逊江·居马洪**"
LONG_KIND = "Dedicated line relocation with equipment change, and number kept"
LONG_WORDS = "因城市道路改造，光缆需迁改至新建管道，施工许可由市政部门审批后方可进场，预计审批五个工作日"
AWAY = StoreAway(mark("The ticket data cannot be reached."))


def _sign_in_error(desk: ScreenDesk) -> None:
    desk.app.sign_in.show_error(BadInput(NOT_SIGNED_IN, field="password"))


def _first_admin(desk: ScreenDesk) -> None:
    desk.app.sign_in.show_first_admin()


def _start(desk: ScreenDesk) -> None:
    desk.go_in()


def _start_kept(desk: ScreenDesk) -> None:
    desk.go_in()
    desk.main.next_customer()
    desk.counter.found["13800136621"] = Found(dataclasses.replace(PHONE, shown="138****6621"), finding.NEEDS_DOCUMENT)
    desk.look_up("13800136621")


def _document(desk: ScreenDesk) -> None:
    desk.go_in()
    desk.press("Shift+F2")


def _document_wrong(desk: ScreenDesk) -> None:
    _document(desk)
    desk.type(WRONG_DAY)
    desk.press("Return")


def _glance(desk: ScreenDesk) -> None:
    desk.go_in()
    desk.counter.found["GD26"] = Found(TICKET, finding.GLANCE, finding.BY_TICKET_NUMBER, glances=(story.glance(),))
    desk.look_up("GD26")


def _glance_several(desk: ScreenDesk) -> None:
    desk.go_in()
    glances = (story.glance(), story.glance(status_code="completed", kind="plan_change"))
    desk.counter.found["GD26"] = Found(TICKET, finding.GLANCE, finding.BY_TICKET_NUMBER, glances=glances)
    desk.look_up("GD26")


def _nothing(desk: ScreenDesk) -> None:
    desk.go_in()
    desk.counter.found["GD27"] = Found(TICKET, finding.NOTHING)
    desk.look_up("GD27")


def _unknown_document(desk: ScreenDesk) -> None:
    desk.go_in()
    desk.counter.answer_to_document = Verification(False, "resident_id", "0023", Masked(""), story.NOW)
    desk.present()


def _choose(desk: ScreenDesk) -> None:
    desk.go_in()
    desk.present()


def _not_hers(desk: ScreenDesk) -> None:
    _choose(desk)
    desk.counter.found["13900007730"] = Found(PHONE, finding.NOT_HERS)
    desk.look_up("13900007730")


def _no_tickets(desk: ScreenDesk) -> None:
    desk.go_in()
    empty = TicketList((), (), "", 0, 0)
    desk.counter.list_pages = {(False, ""): empty, (True, ""): empty}
    desk.present()


def _no_open_tickets(desk: ScreenDesk) -> None:
    desk.go_in()
    closed = tuple(row for row in story.ROWS if row.closed_us)
    desk.counter.list_pages = {(False, ""): story.ticket_list(closed), (True, ""): story.ticket_list(closed, open_only=True)}
    desk.present()
    desk.page.list.filter.setFocus()
    desk.press("Left")


def _several(desk: ScreenDesk) -> None:
    _choose(desk)
    desk.counter.found["138"] = Found(PHONE, finding.SEVERAL, finding.BY_CONTACT_NUMBER, rows=story.ROWS[:3])
    desk.look_up("138")


def _ticket(desk: ScreenDesk) -> None:
    desk.go_in()
    found = Found(Recognised(finding.MOBILE, "138****6621"), finding.ONE, finding.BY_CONTACT_NUMBER, rows=story.ROWS[:1])
    desk.counter.found["13800136621"] = found
    desk.present()
    desk.look_up("13800136621")


def _records(desk: ScreenDesk) -> None:
    _ticket(desk)
    desk.press("Ctrl+H")


def _ticket_ended(desk: ScreenDesk) -> None:
    desk.go_in()
    card = story.card("transfer", "cancelled", late_days=0, closed_at=story.at(20, 9, 0, 1), reason="客户撤回")
    desk.counter.tickets_by_id[16] = story.opened(16, closed_at=story.at(20, 9, 0, 1), reason="客户撤回", card=card, items=story.ITEMS)
    desk.open_ticket(16)


def _ticket_unknown(desk: ScreenDesk) -> None:
    desk.go_in()
    desk.counter.tickets_by_id[17] = story.opened(17, card=story.card("suspension", "unrecognised", raw_status="挂起-07", late_days=0))
    desk.open_ticket(17)


def _ticket_long(desk: ScreenDesk) -> None:
    """Everything as long as it may be."""
    desk.go_in()
    desk.counter.answer_to_document = story.verification(LONG_NAME)
    rows = tuple(row._replace(kind="other", raw_kind=LONG_KIND, summary=LONG_WORDS) for row in story.ROWS)
    desk.counter.list_pages = {(False, ""): story.ticket_list(rows)}
    steps = tuple(
        dataclasses.replace(step, label=LONG_WORDS[:20], raw=True, department=LONG_WORDS[:18]) for step in story.TIMELINE.steps
    )
    events = tuple(dataclasses.replace(event, text=LONG_WORDS * 2) for event in story.EVENTS)
    steps = (*steps[:2], dataclasses.replace(steps[2], events=events[2:]), *steps[3:])
    timeline = Timeline(steps, 3, story.at(17, 16, 20), 3, 12)
    desk.counter.tickets_by_id[story.MOVE] = story.opened(
        kind="other", raw_kind=LONG_KIND, site=Masked(LONG_WORDS[:40] + "****"), fee="1280.00", timeline=timeline,
        card=story.card("other", "in_progress", step_label=LONG_WORDS[:20], step_raw=True, days_still=3),
    )  # fmt: skip
    desk.open_ticket()


def _slip(desk: ScreenDesk) -> None:
    _ticket(desk)
    desk.press("F8")


def _slip_trouble(desk: ScreenDesk) -> None:
    _ticket(desk)
    desk.counter.slip = blank_slip(missing=("\U000e0101",))
    desk.counter.known_printers = ()
    desk.press("F8")
    desk.press("F8")


def _keys(desk: ScreenDesk) -> None:
    desk.go_in()
    desk.press("F1")


def _sent(desk: ScreenDesk) -> None:
    _ticket(desk)
    desk.press("F8")
    desk.press("F8")


def _away(desk: ScreenDesk) -> None:
    """The data goes away while a ticket is on show."""
    _ticket(desk)
    desk.counter.trouble = dict.fromkeys(("find", "tickets", "open_ticket", "preview", "send", "touch"), AWAY)
    desk.seconds += timedelta(seconds=31).total_seconds()
    desk.main.reception.note_activity()
    desk.settle()


def _away_before(desk: ScreenDesk) -> None:
    """The data is away at the first look-up."""
    desk.go_in()
    desk.counter.trouble = dict.fromkeys(("find", "open", "needs_first_admin"), AWAY)
    desk.look_up("GD2603090472")


def _start_reader(desk: ScreenDesk) -> None:
    desk.counter.reader = ReaderDouble()  # type: ignore[assignment]
    desk.go_in()


def _ambiguous(desk: ScreenDesk) -> None:
    """A number that may be of two documents."""
    _document(desk)
    desk.page.document.field.set_text("12345678")
    desk.page.document.submit()
    desk.page.document.type.combo.hidePopup()
    desk.window.activateWindow()  # offscreen the list's own window took it


def _numbers(desk: ScreenDesk) -> None:
    _choose(desk)
    rows = (
        FoundNumber("1", Recognised(finding.MOBILE, "138****6621"), finding.SEVERAL, finding.BY_SERVICE_NUMBER, 3, (), ()),
        FoundNumber("2", PHONE, finding.NOT_HERS, "", 0, (), ()),
        FoundNumber("3", TICKET, finding.ONE, finding.BY_TICKET_NUMBER, 1, story.ROWS[:1], ()),
        FoundNumber("4", Recognised(finding.UNKNOWN, ""), finding.NOTHING, "", 0, (), ()),
    )
    desk.counter.found_list = FoundList(rows, 7)
    desk.page.look_up_list("1, 2, 3, 4")


def _slip_again(desk: ScreenDesk) -> None:
    """Two slips of this visit: one came out, one did not."""
    _ticket(desk)
    line = PrintLine("a" * 32, story.MOVE, "GD2603090472", "status", "a5", "zh_CN", "front", 1, SENT, "", story.NOW)
    failed = dataclasses.replace(line, print_id="b" * 32, paper="roll80", copy_no=0, state=FAILED, why=mark("The printer {printer} is not there any more."))
    desk.counter.known_prints = (failed, line)
    desk.press("F8")


def _imports(desk: ScreenDesk) -> None:
    """An import that refused a record."""
    desk.app.equipment = Equipment(("import",))
    desk.go_in()
    desk.main.reception.session = dataclasses.replace(desk.main.reception.session, role="supervisor")
    desk.press("Ctrl+I")
    work = desk.main.side_work
    work.run.ended.emit(Outcome((12, 3, 0, 1, 2, 0), (Told("tickets.json", "7", LONG_WORDS),)))


def _sign_in(desk: ScreenDesk) -> None:
    """As it opens."""


SCREENS: dict[str, Make] = {
    "sign_in": _sign_in,
    "sign_in_error": _sign_in_error,
    "first_admin": _first_admin,
    "start": _start,
    "start_kept": _start_kept,
    "document": _document,
    "document_wrong": _document_wrong,
    "glance": _glance,
    "glance_several": _glance_several,
    "nothing": _nothing,
    "unknown_document": _unknown_document,
    "choose": _choose,
    "not_hers": _not_hers,
    "no_tickets": _no_tickets,
    "no_open_tickets": _no_open_tickets,
    "several": _several,
    "ticket": _ticket,
    "records": _records,
    "ticket_ended": _ticket_ended,
    "ticket_unknown": _ticket_unknown,
    "ticket_long": _ticket_long,
    "slip": _slip,
    "slip_trouble": _slip_trouble,
    "slip_again": _slip_again,
    "keys": _keys,
    "start_reader": _start_reader,
    "ambiguous": _ambiguous,
    "numbers": _numbers,
    "imports": _imports,
    "sent": _sent,
    "away": _away,
    "away_before": _away_before,
}
