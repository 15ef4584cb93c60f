"""Workbooks: what their cells bring, and what a spreadsheet program has damaged."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from counter_app.domain.ticket import DocumentRecord, PartyRecord, Record, Refusal, TicketRecord
from counter_app.errors import UnreadableFile
from counter_app.exchange.files import TicketFiles
from tests.builders.files_read import refusals, tickets
from tests.builders.workbooks import number_cell, row, sheet, text_cell, words_row, workbook

DATE, DATE_TIME, CHINESE_DAY, CHINESE_MONTH, CHINESE_TEXT, CLOCK = 1, 2, 3, 4, 5, 6
EURO, YUAN, PERCENT, ELEVEN_ZEROS, SIX_ZEROS, DOLLAR, LOCAL_MONEY, FRACTION, BUILT_IN_DAY, HOURS = range(7, 17)
FORMATS: tuple[str | int, ...] = (
    "yyyy\\-mm\\-dd", "yyyy/m/d h:mm;@", 31, 57, 'yyyy"年"m"月"d"日"', 20,
    "#,##0.00\\ [$€-407]", "[$¥-804]#,##0.00", "0.00%", "00000000000", "000000", '"$"#,##0.00', 7, 12, 14, "[h]:mm",
)  # fmt: skip
ROUNDED = "A spreadsheet program has turned the number into a rounded one."
DIGITS = "It is a number of more than 15 digits, of which a spreadsheet program keeps only 15; store it as text."
CALCULATED = "The cell holds a calculated number; store the number as text."
ZERO = "The number has probably lost its leading zero; store it as text."
NO_DATE = "The cell holds a number and no date; format it as a date."
BAD_DATE = "The date cannot be read."
BECAME_DATE = "A spreadsheet program has turned it into a date; store it as text."
NOT_YUAN = "The amount is not in yuan."
NO_RESULT = "The cell holds a formula without a result; open the workbook once and save it."
SHARED = "<si><t>共享</t></si><si><r><t>a</t></r><r><t xml:space='preserve'> b</t></r><rPh sb='0' eb='1'><t>phonetic</t></rPh></si>"
MARCH_18 = datetime(2026, 3, 17, 16, tzinfo=UTC)
AT_0912 = datetime(2026, 3, 18, 1, 12, tzinfo=UTC)


class Case(NamedTuple):
    """One cell in a column, and what becomes of it: a value, nothing, or the reason why its row is refused."""

    column: str
    cell: str
    value: object = None
    reason: str = ""


def n(number: str, style: int = 0) -> str:
    """A number in B2."""
    return number_cell("B2", number, style)


def t(text: str) -> str:
    """A text in B2."""
    return text_cell("B2", text)


CASES = (
    # phones
    Case("service_number", n("13800001234"), "13800001234"),
    Case("service_number", n("1.3800001234E10"), "13800001234"),
    Case("service_number", n("13800001234.0"), "13800001234"),
    Case("service_number", n("1.38E+10"), reason=ROUNDED),
    Case("service_number", n("13800000000"), reason=ROUNDED),
    Case("contact_number", n("13812340000"), "13812340000"),
    Case("service_number", t("1.38E+10"), reason=ROUNDED),
    Case("service_number", t("138 0000 1234"), "138 0000 1234"),
    Case("service_number", t("+86 138-0000-1234"), "+86 138-0000-1234"),
    Case("service_number", n("1055550123"), reason=ZERO),
    Case("service_number", n("57188881234"), reason=ZERO),
    Case("contact_number", n("1055550123"), "01055550123"),
    Case("contact_number", n("57188881234"), "057188881234"),
    Case("service_number", n("1055550123", ELEVEN_ZEROS), "01055550123"),
    Case("service_number", n("1064812345678"), "1064812345678"),
    Case("contact_number", n("4008001234"), "4008001234"),
    Case("contact_number", n("10086"), "10086"),
    Case("service_number", n("88881234"), "88881234"),
    Case("contact_number", n("138000012.5"), reason=CALCULATED),
    Case("contact_number", n("1.1010519491231E+17"), reason=DIGITS),
    # numbers of tickets, parties and accounts
    Case("id", n("20260318007"), "20260318007"),
    Case("id", n("42", SIX_ZEROS), "000042"),
    Case("id", t("000042"), "000042"),
    Case("id", n("123.5"), reason=CALCULATED),
    Case("id", n("-5"), reason=CALCULATED),
    Case("id", n("999999999999999"), "999999999999999"),
    Case("id", n("1000000000000000"), reason=DIGITS),
    Case("id", n("2.0260318007E16"), reason=DIGITS),
    Case("id", n("46099", DATE), reason=BECAME_DATE),
    Case("owner", n("1001"), "1001"),
    Case("owner", n("1001.0"), "1001"),
    Case("account", n("0.5", FRACTION), reason=CALCULATED),
    # dates
    Case("opened_at", n("46099", DATE), MARCH_18),
    Case("opened_at", n("46099.38333333333", DATE_TIME), AT_0912),
    Case("opened_at", n("46099.3833333", DATE_TIME), AT_0912),
    Case("opened_at", n("46099", CHINESE_DAY), MARCH_18),
    Case("opened_at", n("46099", CHINESE_MONTH), MARCH_18),
    Case("opened_at", n("46099", CHINESE_TEXT), MARCH_18),
    Case("opened_at", n("46099", BUILT_IN_DAY), MARCH_18),
    Case("opened_at", n("46099"), reason=NO_DATE),
    Case("opened_at", n("20260318"), reason=NO_DATE),
    Case("opened_at", n("0.38333333", CLOCK), reason=BAD_DATE),
    Case("opened_at", n("1.1", HOURS), reason=BAD_DATE),
    Case("opened_at", n("60", DATE), reason=BAD_DATE),
    Case("opened_at", n("-1", DATE), reason=BAD_DATE),
    Case("opened_at", n("1E+10", DATE), reason="The cell cannot be read."),
    Case("opened_at", t("2026/3/18 9:12"), AT_0912),
    Case("opened_at", t("2026年3月18日"), MARCH_18),
    Case("opened_at", t("２０２６－０３－１８"), MARCH_18),
    Case("opened_at", t("3/18/2026"), reason=BAD_DATE),
    Case("opened_at", t("26-3-18"), reason=BAD_DATE),
    Case("opened_at", '<c r="B2" t="d"><v>2026-03-18T09:12:00</v></c>', AT_0912),
    # amounts
    Case("fee", n("12.5"), Decimal("12.50")),
    Case("fee", n("99.989999999999995"), Decimal("99.99")),
    Case("fee", n("100", YUAN), Decimal("100.00")),
    Case("fee", n("100", LOCAL_MONEY), Decimal("100.00")),
    Case("fee", n("0.5", PERCENT), reason=NOT_YUAN),
    Case("fee", n("100", EURO), reason=NOT_YUAN),
    Case("fee", n("100", DOLLAR), reason=NOT_YUAN),
    Case("fee", n("1E+20"), reason="The amount cannot be read."),
    Case("fee", t("¥1,200.00"), Decimal("1200.00")),
    Case("fee", '<c r="B2" t="b"><v>1</v></c>', reason="The amount cannot be read."),
    # texts
    Case("title", n("2026"), "2026"),
    Case("title", n("46099", DATE), "2026-03-18 00:00:00"),
    Case("title", t("一行_x000D_\n两行"), "一行\n两行"),
    Case("title", '<c r="B2" t="s"><v>0</v></c>', "共享"),
    Case("title", '<c r="B2" t="s"><v>1</v></c>', "a b"),
    Case("title", '<c r="B2" t="s"><v>7</v></c>', reason="The cell cannot be read."),
    Case("title", '<c r="B2" t="s"><v>-1</v></c>', reason="The cell cannot be read."),
    Case("title", '<c r="B2" t="e"><v>#N/A</v></c>', reason="The cell holds an error of the spreadsheet program."),
    Case("title", '<c r="B2" t="str"><f>A2</f><v>BM1</v></c>', "BM1"),
    Case("title", '<c r="B2" t="str"><f>""</f><v></v></c>'),
    Case("title", '<c r="B2"><f>A2</f></c>', reason=NO_RESULT),
    Case("title", t("坏\ufffd字"), reason="It holds the sign for a lost character; the text was damaged before it came here."),
    Case("title", n("NaN"), reason="The cell cannot be read."),
    Case("title", n("1" * 50), reason="The cell cannot be read."),
    Case("title", t(" ")),
)  # fmt: skip


def brought(path: Path) -> list[Record | Refusal]:
    """What the workbook brings."""
    return list(TicketFiles().read(path))


def unreadable(path: Path) -> str:
    """Why the workbook cannot be read."""
    with pytest.raises(UnreadableFile) as refused:
        brought(path)
    return str(refused.value)


def notes(found: list[Record | Refusal]) -> list[tuple[str, str]]:
    """Position and words of the notes among what a workbook brought."""
    return [
        (one.position, one.reason.format(**dict(one.values)))
        for one in found
        if isinstance(one, Refusal) and one.is_note
    ]


@pytest.mark.parametrize("case", CASES, ids=[f"{no}-{case.column}" for no, case in enumerate(CASES)])
def test_a_cell_brings_what_it_holds_or_its_row_is_refused_by_name(tmp_path: Path, case: Case) -> None:
    rows = (words_row(1, ("number", case.column)), row(2, text_cell("A2", "BM1"), case.cell))
    found = brought(workbook(tmp_path / "a.xlsx", sheet(*rows), formats=FORMATS, strings=SHARED))
    if case.reason:
        assert refusals(found) == [(f"sheet 1, line 2, {case.column}", case.reason)]
        return
    (ticket,) = found
    assert isinstance(ticket, TicketRecord)
    field = {"owner": "owner_ref"}.get(case.column, case.column)
    assert (ticket.key.id if field == "id" else getattr(ticket, field)) == case.value


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days(tmp_path: Path) -> None:
    rows = (words_row(1, ("number", "opened_at")), row(2, text_cell("A2", "1"), n(str(46099 - 1462), DATE)))
    path = workbook(tmp_path / "a.xlsx", sheet(*rows), formats=FORMATS, book='<workbookPr date1904="1"/>')
    assert [ticket.opened_at for ticket in tickets(brought(path))] == [MARCH_18]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (number_cell("B2", "990000199003070013"), DIGITS),
        (number_cell("B2", "9.9000019900307E+17"), DIGITS),
        (text_cell("B2", "9.90000E+17"), ROUNDED),
        (text_cell("B2", "990000199003070014"), "The check digit does not match. Please check the number."),
    ],
)
def test_a_document_number_that_lost_digits_is_refused_and_in_no_message(tmp_path: Path, cell: str, reason: str) -> None:
    path = workbook(tmp_path / "a.xlsx", sheet(words_row(1, ("party", "document_number")), row(2, text_cell("A2", "P1"), cell)))
    found = brought(path)
    (position, told), *_others = refusals(found)
    assert position == "sheet 1, line 2, document_number"
    assert told == reason or "check" in told.lower()
    assert "99000019900307" not in repr(found)


def test_an_owners_sheet_brings_documents_and_lines(tmp_path: Path) -> None:
    header = ("party", "document_number", "valid_to", "service_number")
    cells = (text_cell("A2", "P1"), text_cell("B2", "990000199003070013"), number_cell("C2", "49741", DATE),
             number_cell("D2", "13800001234"))  # fmt: skip
    (party,) = brought(workbook(tmp_path / "a.xlsx", sheet(words_row(1, header), row(2, *cells)), formats=FORMATS))
    assert isinstance(party, PartyRecord) and party.holding is not None
    assert party.document == DocumentRecord("", "990000199003070013", "", date(2036, 3, 7))
    assert party.holding.number == "13800001234"


def test_a_workbook_written_by_a_library_brings_the_same_as_its_csv_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    page = book.active
    assert page is not None
    page.append(["工单号", "业务类型", "受理时间", "业务号码", "费用"])
    page.append(["BM1", "宽带移机", datetime(2026, 3, 18, 9, 12), 13800001234, 100])  # noqa: DTZ001 -- a workbook knows no zone
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.csv").write_text("工单号,业务类型,受理时间,业务号码,费用\nBM1,宽带移机,2026-03-18 09:12,13800001234,100\n", "utf-8")
    assert brought(tmp_path / "a.xlsx") == brought(tmp_path / "a.csv")


def test_every_sheet_with_a_known_header_is_a_table_and_the_others_are_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        sheet(words_row(1, ("说明",)), words_row(2, ("按模板填写",))),
        sheet(words_row(1, ("number", "kind")), words_row(2, ("BM1", "宽带移机"))),
        sheet(),
        sheet(words_row(1, ("party", "name")), words_row(2, ("P1", "示例"))),
        sheet(words_row(1, ("number", "kind")), words_row(2, ("BM2", "宽带移机"))),
        states={5: 'state="hidden"'},
    )
    found = brought(path)
    assert [type(one).__name__ for one in found if not isinstance(one, Refusal)] == ["TicketRecord", "PartyRecord"]
    assert notes(found) == [
        ("sheet 5", "The sheet is hidden; it was left out."),
        ("sheet 1", "The sheet has no header that is known; it was left out."),
    ]
    assert len(refusals(found)) == len(notes(found))


def test_a_header_below_a_title_and_beside_an_empty_column_is_found(tmp_path: Path) -> None:
    rows = (
        words_row(1, ("工单导出",)),
        row(4, text_cell("C4", "工单号"), text_cell("D4", "状态"), text_cell("F4", "备用")),
        row(9, text_cell("C9", "BM1"), text_cell("D9", "处理中")),
    )
    found = brought(workbook(tmp_path / "a.xlsx", sheet(*rows, after='<mergeCells><mergeCell ref="A1:F1"/></mergeCells>')))
    assert [(ticket.number, ticket.status) for ticket in tickets(found)] == [("BM1", "处理中")]
    assert refusals(found) == [("sheet 1, line 4", "Column 6 is not known; it was left out, the others were taken in.")]


def test_rows_in_merged_cells_are_refused_and_the_others_taken_in(tmp_path: Path) -> None:
    rows = [words_row(1, ("number", "status", "title")), *(words_row(no, (f"BM{no}", "处理中", "x")) for no in range(2, 7))]
    merged = '<mergeCells count="2"><mergeCell ref="A3:A4"/><mergeCell ref="H2:I6"/></mergeCells>'
    found = brought(workbook(tmp_path / "a.xlsx", sheet(*rows, after=merged)))
    assert [ticket.number for ticket in tickets(found)] == ["BM2", "BM5", "BM6"]
    assert refusals(found) == [
        (f"sheet 1, line {no}", "The row stands in merged cells; unmerge them.") for no in (3, 4)
    ]


def test_hidden_rows_and_columns_are_read_and_it_is_said(tmp_path: Path) -> None:
    rows = (
        words_row(1, ("number", "status")),
        words_row(2, ("BM1", "处理中")),
        words_row(3, ("BM2", "处理中"), more='hidden="1"'),
        words_row(4, ("BM3", "处理中"), more='hidden="true"'),
    )
    found = brought(workbook(tmp_path / "a.xlsx", sheet(*rows, before='<cols><col min="2" max="2" hidden="1"/></cols>')))
    assert [ticket.number for ticket in tickets(found)] == ["BM1", "BM2", "BM3"]
    assert notes(found) == [
        ("sheet 1", "Hidden rows were read like the others: 2."),
        ("sheet 1", "Hidden columns were read like the others."),
    ]


def test_cells_without_their_place_stand_one_after_the_other(tmp_path: Path) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in ("BM1", "处理中"))
    rows = (words_row(1, ("number", "status")), f"<row>{cells}</row>")
    found = tickets(brought(workbook(tmp_path / "a.xlsx", sheet(*rows))))
    assert [(ticket.number, ticket.status) for ticket in found] == [("BM1", "处理中")]


def test_a_row_with_more_cells_than_the_header_is_refused(tmp_path: Path) -> None:
    rows = (words_row(1, ("number", "status")), words_row(2, ("BM1", "处理中", "")), words_row(3, ("BM2", "", "x")))
    found = brought(workbook(tmp_path / "a.xlsx", sheet(*rows)))
    assert [ticket.number for ticket in tickets(found)] == ["BM1"]
    assert refusals(found) == [("sheet 1, line 3", "The line has 3 cells, the header 2.")]


@pytest.mark.parametrize(
    ("place", "limit"), [("XFD1048576", "200000 rows"), ("A200001", "200000 rows"), ("CW2", "100 columns")]
)
def test_a_cell_far_away_is_refused_by_the_limit_it_breaks(tmp_path: Path, place: str, limit: str) -> None:
    number = "".join(c for c in place if c.isdigit())
    rows = (words_row(1, ("number", "status")), f'<row r="{number}">{text_cell(place, "x")}</row>')
    assert limit in unreadable(workbook(tmp_path / "a.xlsx", sheet(*rows)))


def test_an_empty_cell_far_away_is_no_harm(tmp_path: Path) -> None:
    rows = (words_row(1, ("number", "status")), words_row(2, ("1", "x")), '<row r="1048576"><c r="XFD1048576" s="3"/></row>')
    assert len(brought(workbook(tmp_path / "a.xlsx", sheet(*rows)))) == 1


def test_a_workbook_without_a_known_header_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", sheet(words_row(1, ("a", "b")), words_row(2, ("1", "2"))), sheet())
    assert unreadable(path) == "No sheet has the columns of the templates."


def test_a_column_that_is_there_twice_makes_the_workbook_unreadable(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", sheet(words_row(1, ("number", "工单号"))))
    assert unreadable(path) == "The column number is there twice."


def test_strict_workbooks_with_other_namespaces_and_prefixes_are_read(tmp_path: Path) -> None:
    part = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>number</x:t></x:is></x:c></x:row>'
        '<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>BM1</x:t></x:is></x:c></x:row>'
        '<x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:t>BM2</x:t></x:is></x:c></x:row>'
        '</x:sheetData><x:mergeCells><x:mergeCell ref="A3:B3"/></x:mergeCells></x:worksheet>'
    )
    found = brought(workbook(tmp_path / "a.xlsx", part))
    assert [ticket.number for ticket in tickets(found)] == ["BM1"]
    assert len(refusals(found)) == 1
