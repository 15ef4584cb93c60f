"""CSV files: what their rows bring, and how a bad one is named."""

from __future__ import annotations

import codecs
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from counter_app.domain.ticket import (
    CUSTOMER,
    DocumentRecord,
    EventRecord,
    HoldingRecord,
    PartyRecord,
    SourceKey,
    TicketRecord,
)
from counter_app.errors import BadInput
from counter_app.exchange.columns import TABLES
from counter_app.exchange.csv_lines import LINE_LIMIT
from counter_app.exchange.files import TicketFiles
from counter_app.exchange.templates import write_templates
from tests.builders.files_read import ROWS, read, refusals, tickets, unreadable


def test_tickets_are_read_with_all_their_columns(tmp_path: Path) -> None:
    rows = (
        "number,id,source,type,kind,status,reason,title,opened_at,updated_at,expected_at,completed_at,cancelled_at,"
        "pick_up_at,service_number,contact_number,owner,applicant,account,site,fee,channel\n"
        "BM1,77,crm,ticket,宽带移机,处理中,r,t,2026-03-18 09:12,2026-03-19,2026/3/25,,,,"
        "138 0000 1234,010-55550123,P1,P2,A1,示例路,1200.5,营业厅\n"
    )
    assert read(tmp_path, rows) == [
        TicketRecord(
            SourceKey("crm", "ticket", "77"),
            datetime(2026, 3, 18, 16, tzinfo=UTC),
            number="BM1", kind="宽带移机", status="处理中", reason="r", title="t",
            opened_at=datetime(2026, 3, 18, 1, 12, tzinfo=UTC),
            expected_at=datetime(2026, 3, 24, 16, tzinfo=UTC),
            service_number="138 0000 1234", contact_number="010-55550123",
            owner_ref="P1", applicant_ref="P2", account="A1", site="示例路", fee=Decimal("1200.50"), channel="营业厅",
        )
    ]  # fmt: skip


def test_a_line_is_as_true_as_its_update_else_its_end_else_its_beginning(tmp_path: Path) -> None:
    rows = (
        "number,opened_at,updated_at,completed_at\n1,2026-03-01,2026-03-02,2026-03-09\n"
        "2,2026-03-01,,2026-03-09\n3,2026-03-01,,\n4,,,\n"
    )
    found = [ticket.moment and ticket.moment.isoformat()[:10] for ticket in tickets(read(tmp_path, rows))]
    assert found == ["2026-03-01", "2026-03-08", "2026-02-28", None]


def test_events_name_their_ticket_and_are_internal_unless_they_say_otherwise(tmp_path: Path) -> None:
    rows = "工单号,处理时间,处理内容,处理后状态,可见范围\nBM1,2026-03-19 16:40,端口已预留,处理中,客户\nBM1,2026-03-20,内部备注,,\n"
    at = datetime(2026, 3, 19, 8, 40, tzinfo=UTC)
    later = datetime(2026, 3, 19, 16, tzinfo=UTC)
    key = SourceKey("csv", "ticket", "BM1")
    assert read(tmp_path, rows) == [
        TicketRecord(key, at, named=True, status="处理中",
                     events=(EventRecord(at, "端口已预留", "处理中", audience=CUSTOMER),)),
        TicketRecord(key, later, named=True, events=(EventRecord(later, "内部备注"),)),
    ]  # fmt: skip


def test_owners_bring_a_document_and_a_number_held(tmp_path: Path) -> None:
    rows = (
        "party,name,party_kind,document_type,document_number,document_country,valid_to,service_number,held_from,held_to\n"
        "P1,王小明,个人,resident_id,990000199003070013,CHN,2036-03-07,13800001234,2019-05-01,2024-12-31\n"
        "P2,示例公司,organisation,,,,,,,\n"
    )
    assert read(tmp_path, rows) == [
        PartyRecord(
            "", "P1", "王小明", False,
            DocumentRecord("resident_id", "990000199003070013", "CHN", date(2036, 3, 7)),
            HoldingRecord("13800001234", date(2019, 5, 1), date(2024, 12, 31)),
        ),
        PartyRecord("", "P2", "示例公司", True),
    ]  # fmt: skip


def test_a_document_number_is_in_no_message_and_no_representation(tmp_path: Path) -> None:
    brought = read(tmp_path, "party,document_number,held_from,held_to,valid_to\nP1,990000199003070013,2020-01-02,2020-01-01,\n"
                   "P2,990000199003070013,,,2020-02-30\nP3,990000199003070013,,,\n")  # fmt: skip
    assert [position for position, _reason in refusals(brought)] == ["line 2", "line 3, valid_to"]
    assert "990000199003070013" not in repr(brought)


@pytest.mark.parametrize(
    ("kind", "number", "column"),
    [("resident_id", "990000199003070014", "document_number"), ("", "12", "document_number"),
     ("library card", "990000199003070013", "document_type")],
)  # fmt: skip
def test_a_document_that_fails_its_own_checks_is_named_by_its_line(
    tmp_path: Path, kind: str, number: str, column: str
) -> None:
    brought = read(tmp_path, f"party,document_type,document_number\nP1,{kind},{number}\nP2,,\n")
    assert [position for position, _reason in refusals(brought)] == [f"line 2, {column}"]
    assert number not in repr(brought)
    assert brought[1:] == [PartyRecord("", "P2")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_of_all_programs_are_read(tmp_path: Path, separator: str, end: str) -> None:
    rows = ROWS.replace(",", separator).replace("\n", end)
    assert len(tickets(read(tmp_path, rows))) == 2


def test_quoted_cells_keep_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    rows = 'ticket,at,text\n1,2026-03-01,"a, ""b""\nc"\n2,2026-03-01,d\nx\n'
    brought = read(tmp_path, rows)
    assert [ticket.events[0].text for ticket in tickets(brought)] == ['a, "b"\nc', "d"]
    assert refusals(brought) == [("line 5", "The line has 1 cells, the header 3.")]


def test_a_bad_line_is_named_and_the_next_ones_are_read(tmp_path: Path) -> None:
    rows = (
        "number,opened_at,fee,service_number\n1,2026-02-30,,\n2,,abc,\n3,,,1.38E+10\n,,5,\n5,,\n6,,,,7\n"
        '8,"a"b,,\n9,"open\n10,"x",,\n11,,1,\n12,a\0b,,\n'
    )
    brought = read(tmp_path, rows)
    assert refusals(brought) == [
        ("line 2, opened_at", "The date cannot be read."),
        ("line 3, fee", "The amount cannot be read."),
        ("line 4, service_number", "A spreadsheet program has turned the number into a rounded one."),
        ("line 5", "The column number is empty."),
        ("line 6", "The line has 3 cells, the header 4."),
        ("line 7", "The line has 5 cells, the header 4."),
        ("line 8", "The quotation marks of the line do not fit."),
        ("line 9", "The quotation marks of the line do not fit."),
        ("line 10, opened_at", "The date cannot be read."),
        ("line 12, opened_at", "It holds a NUL character."),
    ]
    assert [ticket.number for ticket in tickets(brought)] == ["11"]


def test_a_line_that_is_too_long_is_named_and_the_next_ones_are_read(tmp_path: Path) -> None:
    brought = read(tmp_path, f"number,title\n1,{'x' * LINE_LIMIT * 3}\n2,y\n3,{'x' * 30_000}\n")
    assert refusals(brought) == [
        ("line 2", f"The line is longer than {LINE_LIMIT} characters."),
        ("line 4, title", "It is longer than 20000 characters."),
    ]
    assert [ticket.number for ticket in tickets(brought)] == ["2"]


@pytest.mark.parametrize("rest", ["", "3,z\n" * 30_000])
def test_a_quotation_mark_that_is_never_closed_makes_the_file_unreadable(tmp_path: Path, rest: str) -> None:
    assert "opened in line 3" in unreadable(tmp_path, f'number,title\n1,x\n2,"y\n{rest}')


def test_columns_that_are_not_known_are_named_and_left_out(tmp_path: Path) -> None:
    brought = read(tmp_path, "Service Number,NUMBER,colour,颜色,\n13800001234,1,red,红,\n")
    assert refusals(brought) == [
        ("line 1", "The column colour is not known; it was left out, the others were taken in."),
        ("line 1", "Column 4 is not known; it was left out, the others were taken in."),
    ]
    assert [(ticket.number, ticket.service_number) for ticket in tickets(brought)] == [("1", "13800001234")]


def test_a_column_that_is_there_twice_makes_the_file_unreadable(tmp_path: Path) -> None:
    assert unreadable(tmp_path, "number,工单号\n1,2\n") == "The column number is there twice."


@pytest.mark.parametrize("word", ["kunde", "public", "客服"])
def test_a_guess_at_the_audience_is_never_made(tmp_path: Path, word: str) -> None:
    brought = read(tmp_path, f"ticket,at,text,audience\n1,2026-03-01,x,{word}\n")
    assert refusals(brought) == [("line 2, audience", "The audience is customer or internal.")]


def test_each_column_is_known_by_all_its_names_and_by_no_other() -> None:
    for table in TABLES:
        names = [name for column in table.columns for name in (column.name, *column.chinese)]
        assert len(names) == len(set(names))
        assert all(column.description for column in table.columns)


def test_templates_come_back_as_the_example_they_hold(tmp_path: Path) -> None:
    paths = write_templates(tmp_path / "new")
    brought = [record for path in paths for record in TicketFiles().read(path)]
    assert [path.name for path in paths] == ["tickets.csv", "events.csv", "owners.csv"]
    ticket, event, party = brought
    assert isinstance(ticket, TicketRecord) and isinstance(event, TicketRecord) and isinstance(party, PartyRecord)
    assert (ticket.key, ticket.fee, ticket.owner_ref) == (event.key, Decimal("100.00"), party.party_id)
    assert (party.holding, party.document) == (
        HoldingRecord("13800001234", date(2019, 5, 1)),
        DocumentRecord("resident_id", "990000199003070013", "CHN", date(2036, 3, 7)),
    )
    assert event.events[0].audience == CUSTOMER
    assert paths[0].read_bytes().startswith(codecs.BOM_UTF8)


def test_templates_never_replace_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("mine", "utf-8")
    with pytest.raises(BadInput, match="already there"):
        write_templates(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]
    assert (tmp_path / "events.csv").read_text("utf-8") == "mine"
