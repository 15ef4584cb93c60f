"""Whole files: which reader takes them, what bad records and damaged files do."""

from __future__ import annotations

import codecs
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.ticket import (
    CUSTOMER,
    DocumentRecord,
    EventRecord,
    HoldingRecord,
    PartyRecord,
    Record,
    Refusal,
    SourceKey,
    TicketRecord,
)
from counter_app.errors import BadInput, UnreadableFile
from counter_app.exchange.columns import TABLES
from counter_app.exchange.csv_lines import LINE_LIMIT
from counter_app.exchange.files import TicketFiles
from counter_app.exchange.templates import write_templates

ROWS = "工单号,业务类型,状态,机主\nBM1,宽带移机,处理中,王小明\nBM2,手机维修,已完成,李建国\n"
PARTIAL = '{"@type":"TroubleTicket","id":"%s","name":"x"}'


def read(folder: Path, content: bytes | str, name: str = "file.csv") -> list[Record | Refusal]:
    """What a file of this content brings."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(TicketFiles().read(path))


def tickets(brought: list[Record | Refusal]) -> list[TicketRecord]:
    """The ticket records among what a file brought."""
    return [record for record in brought if isinstance(record, TicketRecord)]


def refusals(brought: list[Record | Refusal]) -> list[tuple[str, str]]:
    """Position and reason of what was refused, as people read it."""
    return [
        (one.position, one.reason.format(**dict(one.values))) for one in brought if isinstance(one, Refusal)
    ]


def unreadable(folder: Path, content: bytes | str, name: str = "file.csv") -> str:
    """Why a file of this content cannot be read."""
    with pytest.raises(UnreadableFile) as refused:
        read(folder, content, name)
    return str(refused.value)


# encodings


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_chinese_files_are_read_in_every_usual_encoding(tmp_path: Path, codec: str) -> None:
    assert [ticket.owner_ref for ticket in tickets(read(tmp_path, ROWS.encode(codec)))] == ["王小明", "李建国"]


def test_four_byte_characters_of_gb18030_come_out_right(tmp_path: Path) -> None:
    rows = ROWS + "BM3,宽带新装,处理中,䶮𠮷·买买提\n"
    assert tickets(read(tmp_path, rows.encode("gb18030")))[2].owner_ref == "䶮𠮷·买买提"


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode()[:-4] + b"\xff\n",
        ROWS.encode().replace("王".encode(), "王".encode()[:2]),
        "number,owner\nBM1,王小明与李建国同住示例路一号\n".encode()[:-2],
        "number,owner\nBM1,王小明\n".encode() + "BM2,李建国和他的家人\n".encode("gb18030"),
        "number,owner,title\nBM1,陳大文,電話維修與寬頻遷移申請書\n".encode("big5"),
        "number,owner,title\nBM1,Zoë Ångström,é è ê ë\n".encode("latin-1"),
        codecs.BOM_UTF8 + ROWS.encode("gb18030"),
        codecs.BOM_UTF16_LE + ROWS.encode("utf-16-le")[:-1],
        b"number,owner\nBM1,\x81\n",
    ],
)
def test_a_file_whose_encoding_is_in_doubt_is_refused_rather_than_garbled(tmp_path: Path, content: bytes) -> None:
    assert unreadable(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ROWS.encode().replace("王".encode(), "王".encode()[:2]), "The file is UTF-8 with damaged bytes."),
        (codecs.BOM_UTF8 + ROWS.encode("gb18030"), "The file holds bytes that do not fit its encoding (utf-8-sig)."),
    ],
)
def test_what_is_wrong_with_an_encoding_is_said_before_any_record(tmp_path: Path, content: bytes, reason: str) -> None:
    assert unreadable(tmp_path, content) == reason


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(ROWS.encode())), codec=st.sampled_from(("utf-8", "gb18030")))
def test_a_file_cut_anywhere_never_brings_a_wrong_character(tmp_path: Path, cut: int, codec: str) -> None:
    try:
        brought = tickets(read(tmp_path, ROWS.encode(codec)[:cut]))
    except UnreadableFile:
        return
    for ticket in brought:
        assert ticket.owner_ref is None or "王小明李建国".find(ticket.owner_ref) >= 0


# CSV


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
            "csv", "P1", "王小明", False,
            DocumentRecord("resident_id", "990000199003070013", "CHN", date(2036, 3, 7)),
            HoldingRecord("13800001234", date(2019, 5, 1), date(2024, 12, 31)),
        ),
        PartyRecord("csv", "P2", "示例公司", True),
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
    assert brought[1:] == [PartyRecord("csv", "P2")]


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


# JSON


def test_a_bad_record_in_a_list_is_named_and_the_next_ones_are_read(tmp_path: Path) -> None:
    ones = [PARTIAL % "1", '{"id":"2","id":"2"}', '{"id":NaN}', '{"id":%s}' % ("9" * 5000), '{"a":1e%s}' % ("9" * 60), "7",
            '{"@type":"TroubleTicket","id":"6","name":"\\ud800"}', PARTIAL % "8", '{"a":0.%s}' % ("1" * 70)]  # fmt: skip
    brought = read(tmp_path, f"[{','.join(ones)}]", "file.json")
    assert [ticket.number for ticket in tickets(brought)] == ["1", "8"]
    assert refusals(brought) == [
        ("record 2", "It names one field twice."),
        ("record 3", "It holds a value that is not a number (NaN or Infinity)."),
        ("record 4", "It holds a number of more than 64 digits."),
        ("record 5", "It holds a number of more than 64 digits."),
        ("record 6", "It is not a JSON object."),
        ("record 7", "It holds half a character (a lone surrogate)."),
        ("record 9", "It holds a number of more than 64 digits."),
    ]


def test_a_json_patch_is_refused_once_by_name(tmp_path: Path) -> None:
    patch = json.dumps([{"op": "replace", "path": "/state", "value": "completed"}] * 3)
    assert refusals(read(tmp_path, patch, "p.json")) == [("record 1", "A JSON Patch changes a ticket that it does not name.")]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_json_is_read_in_the_same_encodings(tmp_path: Path, codec: str) -> None:
    text = '{"@type":"TroubleTicket","id":"1","name":"宽带故障，请尽快上门处理"}'
    assert [ticket.title for ticket in tickets(read(tmp_path, text.encode(codec), "x.json"))] == ["宽带故障，请尽快上门处理"]


def test_objects_one_after_the_other_are_records_too(tmp_path: Path) -> None:
    brought = read(tmp_path, PARTIAL % "1" + "\n" + PARTIAL % "2" + "\n", "feed.ndjson")
    assert [ticket.number for ticket in tickets(brought)] == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    ["[" + PARTIAL % "1" + ",", "[" + PARTIAL % "1", "[" + PARTIAL % "1" + " " + PARTIAL % "2" + "]", '{"id": "1"', "[,]",
     "[1,]", PARTIAL % "1" + "]", '{"id": "1", "a": "' + "\\", "{]", '["\\u12"]', "[[[", "{'id': 1}"],
)  # fmt: skip
def test_json_that_breaks_off_makes_the_file_unreadable(tmp_path: Path, text: str) -> None:
    assert "not valid JSON from line 1 on" in unreadable(tmp_path, text, "x.json")


@pytest.mark.parametrize("text", ["[" * 1_000_000, '{"a":' * 1_000_000, "[" * 33 + "]" * 33])
def test_nesting_bombs_are_refused_before_they_are_read(tmp_path: Path, text: str) -> None:
    assert unreadable(tmp_path, text, "bomb.json") == "The file is nested deeper than 32 levels."


def test_brackets_in_texts_do_not_count_as_nesting(tmp_path: Path) -> None:
    text = json.dumps({"@type": "TroubleTicket", "id": "1", "name": '\\"' + "[{" * 100})
    assert len(tickets(read(tmp_path, text, "x.json"))) == 1


def test_a_text_full_of_escapes_that_never_ends_is_refused_at_once(tmp_path: Path) -> None:
    assert unreadable(tmp_path, '["' + '\\"' * 1_000_000, "x.json")


# formats


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"PK\x03\x04...", "xlsx"),
        (b"\xd0\xcf\x11\xe0....", "xls"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<xml/>", "not in a format"),
        (b"a,b\n1,2\n", "not in a format"),
        (b"status\nclosed\n", "not in a format"),
        (bytes(range(256)), "neither UTF-8 nor GB18030"),
    ],
)
def test_a_format_that_is_not_read_here_is_refused_by_name(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in unreadable(tmp_path, content, "file.bin")


def test_a_file_that_is_not_there_is_refused_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(TicketFiles().read(tmp_path / "secret.csv"))
    assert "secret" not in str(refused.value)


def test_a_header_alone_brings_nothing_and_is_no_error(tmp_path: Path) -> None:
    assert read(tmp_path, "number,status\n") == []
    assert read(tmp_path, "[]", "x.json") == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode), st.sampled_from((b"", b"[", b"{", b"number,title\n")))
def test_any_bytes_bring_records_or_a_reason_in_words(tmp_path: Path, rest: bytes, start: bytes) -> None:
    try:
        brought = read(tmp_path, start + rest)
    except UnreadableFile as refused:
        assert str(refused)
        return
    assert all(reason for _position, reason in refusals(brought))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_real_file_with_damage_anywhere_brings_records_or_a_reason(tmp_path: Path, data: st.DataObject) -> None:
    example = Path(__file__).parents[2] / "data" / "tmf" / "TMF622-v5.0.0" / "retrieveProductOrderById1_response.json"
    content = bytearray(example.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(tmp_path, bytes(content), "x.json")
    except UnreadableFile as refused:
        assert str(refused)
