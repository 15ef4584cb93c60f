"""The columns of the CSV files, one row each: a new import field is one row here.

``name`` is the header the templates write; a header is recognised in any case, with blanks, dashes or underscores, by
its name or one of its Chinese names.
"""

from __future__ import annotations

from typing import NamedTuple

from counter_app.domain.statuses import fold
from counter_app.exchange.values import AUDIENCE, MOMENT, MONEY, PARTY, TEXT, WORD
from counter_app.texts import mark


class Column(NamedTuple):
    """A column. ``field`` is the field of the record it fills, or a part of its key; ``example`` is invented."""

    name: str
    chinese: tuple[str, ...]
    field: str
    reading: str
    example: str
    description: str
    required: bool = False


class Table(NamedTuple):
    """One kind of CSV file, known by its required columns."""

    name: str
    columns: tuple[Column, ...]


SOURCE = Column("source", ("来源", "来源系统"), "source", WORD, "crm",
                mark("The system it comes from; csv if empty."))
TYPE = Column("type", ("记录类型",), "type", WORD, "ticket",
              mark("The kind of record in that system; ticket if empty (TroubleTicket or ProductOrder for TM Forum)."))

TICKETS = Table("tickets", (
    Column("number", ("工单号", "工单编号", "单号"), "number", WORD, "BM20260318007",
           mark("The ticket number people see."), required=True),
    Column("id", ("工单标识", "系统编号"), "id", WORD, "", mark("Its id in the source, if that is not the number.")),
    SOURCE,
    TYPE,
    Column("kind", ("业务类型", "工单类型"), "kind", WORD, "宽带移机", mark("What it is about, in the source's words.")),
    Column("status", ("状态", "工单状态"), "status", WORD, "处理中", mark("How it stands, in the source's words.")),
    Column("reason", ("原因", "状态原因"), "reason", TEXT, "", mark("Why it stands so, for a cancellation above all.")),
    Column("title", ("标题", "主题"), "title", TEXT, "宽带移机到新址", mark("What it is in a few words.")),
    Column("opened_at", ("受理时间", "创建时间"), "opened_at", MOMENT, "2026-03-18 09:12", mark("When it was opened.")),
    Column("updated_at", ("更新时间", "最后更新时间"), "updated_at", MOMENT, "2026-03-19 16:40",
           mark("When this line was true: a line with a later time replaces it, never an earlier one.")),
    Column("expected_at", ("预计完成时间", "承诺时间"), "expected_at", MOMENT, "2026-03-25",
           mark("When it should be done.")),
    Column("completed_at", ("完成时间", "办结时间"), "completed_at", MOMENT, "", mark("When it was done.")),
    Column("cancelled_at", ("取消时间",), "cancelled_at", MOMENT, "", mark("When it was cancelled.")),
    Column("pick_up_at", ("取机时间", "取机日期"), "pick_up_at", MOMENT, "",
           mark("From when a repaired device can be picked up.")),
    Column("service_number", ("业务号码", "服务号码"), "service_number", WORD, "13800001234",
           mark("The number it is about: mobile, landline or broadband account.")),
    Column("contact_number", ("联系电话", "联系号码"), "contact_number", WORD, "010-55550123", mark("Where to ring.")),
    Column("owner", ("机主", "机主标识", "客户标识"), "owner_ref", WORD, "P1001",
           mark("The owner's party id, as in owners.csv of the same source.")),
    Column("applicant", ("申请人", "申请人标识"), "applicant_ref", WORD, "P1001", mark("The applicant's party id.")),
    Column("account", ("账户", "账户号"), "account", WORD, "A-20881", mark("The billing account.")),
    Column("site", ("装机地址", "地址"), "site", TEXT, "示例市示例区示例路 1 号 2 单元 301", mark("Where the work is done.")),
    Column("fee", ("费用", "应收费用"), "fee", MONEY, "100.00", mark("What it costs the customer once, in yuan.")),
    Column("channel", ("受理渠道", "渠道"), "channel", WORD, "营业厅", mark("Where it was filed.")),
))

EVENTS = Table("events", (
    Column("ticket", ("工单号", "工单编号", "单号"), "id", WORD, "BM20260318007",
           mark("The id of its ticket (the number, if tickets.csv gives no id)."), required=True),
    SOURCE,
    TYPE,
    Column("at", ("处理时间", "时间"), "at", MOMENT, "2026-03-19 16:40", mark("When it happened."), required=True),
    Column("text", ("处理内容", "内容", "备注"), "text", TEXT, "端口已预留，等待上门", mark("What happened, in words.")),
    Column("status", ("处理后状态", "状态"), "status", WORD, "处理中",
           mark("How the ticket stands after it; the ticket takes it over if nothing later says otherwise.")),
    Column("step", ("环节", "处理环节"), "step", WORD, "资源核查", mark("The step of the route it belongs to.")),
    Column("department", ("部门", "处理部门"), "department", WORD, "装维中心", mark("Who dealt with it: a department.")),
    Column("author", ("处理人",), "author", WORD, "", mark("Who wrote it.")),
    Column("channel", ("渠道",), "channel", WORD, "后台", mark("Through which channel it came.")),
    Column("audience", ("可见范围", "受众"), "audience", AUDIENCE, "customer",
           mark("customer (may be printed and shown to the customer) or internal; internal if empty.")),
))

OWNERS = Table("owners", (
    Column("party", ("客户标识", "客户编号"), "party", WORD, "P1001", mark("The party's id in the source."), required=True),
    Column("source", ("来源", "来源系统"), "source", WORD, "crm",
           mark("The system whose tickets name the party by this id; empty: any system's.")),
    Column("name", ("姓名", "名称", "客户名称"), "name", WORD, "示例·客户", mark("The name of the person or organisation.")),
    Column("party_kind", ("客户类型",), "party_kind", PARTY, "person", mark("person or organisation.")),
    Column("document_type", ("证件类型",), "document_type", WORD, "resident_id",
           mark("The kind of identity document; recognised from the number if empty.")),
    Column("document_number", ("证件号码", "证件号"), "document_number", WORD, "990000199003070013",
           mark("Its number: turned into a keyed hash on the way in, never stored.")),
    Column("document_country", ("签发国", "证件签发国"), "document_country", WORD, "CHN",
           mark("The country that issued it, three letters.")),
    Column("valid_to", ("证件有效期", "有效期至"), "valid_to", MOMENT, "2036-03-07",
           mark("Until when the document is valid; empty for one without an end.")),
    Column("service_number", ("业务号码", "服务号码"), "service_number", WORD, "13800001234",
           mark("A number the party holds; one line for each.")),
    Column("held_from", ("持有起始日", "入网日期"), "held_from", MOMENT, "2019-05-01", mark("The first day it held the number.")),
    Column("held_to", ("持有截止日", "离网日期"), "held_to", MOMENT, "", mark("The last day; empty while it still does.")),
))

TABLES = (TICKETS, EVENTS, OWNERS)


_BY_NAME = {
    table.name: {fold(name): column for column in table.columns for name in (column.name, *column.chinese)}
    for table in TABLES
}

CHINESE_NAMES = frozenset(name for table in TABLES for column in table.columns for name in column.chinese)


def column_of(table: Table, header: str) -> Column | None:
    """The column of a table that a header names, or None."""
    return _BY_NAME[table.name].get(fold(header))


def table_of(header: tuple[str, ...]) -> Table | None:
    """The kind of file a header belongs to: all required columns are there, and most others fit; None if none fits."""
    best, fitting = None, 0
    for table in TABLES:
        found = [column for name in header if (column := column_of(table, name))]
        if all(column in found for column in table.columns if column.required) and len(found) > fitting:
            best, fitting = table, len(found)
    return best
