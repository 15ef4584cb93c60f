"""The first schema: tickets, what happened to them, prints, files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _ticket_facts() -> list[sa.Column[object]]:
    return [
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source", KEY, nullable=False),
        sa.Column("source_type", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column(
            "awaited", sa.Boolean(), nullable=False, comment="only events have named it; never shown until it comes"
        ),
        sa.Column("number", sa.String(), nullable=False, comment="as people see it"),
        sa.Column(
            "number_key", KEY, nullable=False, comment="its normal form without the letters in front; not unique"
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("raw_kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False, comment="a row of the table of states"),
        sa.Column("raw_status", sa.String(), nullable=False, comment="the source's own word"),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("expected_at", MOMENT, nullable=True),
        sa.Column("completed_at", MOMENT, nullable=True),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True, comment="when nothing more was to happen"),
        sa.Column("pick_up_at", MOMENT, nullable=True),
        sa.Column("moved_at", MOMENT, nullable=True, comment="the last movement known"),
        sa.Column("step", sa.String(), nullable=False, comment="where its last event left it, in the source's word"),
    ]


def _ticket_people() -> list[sa.Column[object]]:
    return [
        sa.Column("service_number", sa.String(), nullable=False, comment="what the ticket is about, as written"),
        sa.Column("service_number_key", KEY, nullable=False),
        sa.Column("contact_number", sa.String(), nullable=False, comment="where to ring; need not be the owner's"),
        sa.Column("contact_number_key", KEY, nullable=False),
        sa.Column("owner_id", ROW_ID, nullable=True, comment="whom it belongs to; empty: nobody can be shown it whole"),
        sa.Column(
            "owner_basis", sa.String(), nullable=False, comment="named (by the source), holder (of its number that day)"
        ),
        sa.Column("owner_ref", KEY, nullable=False, comment="the owner's id in the source"),
        sa.Column("applicant_id", ROW_ID, nullable=True),
        sa.Column("applicant_ref", KEY, nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("fee", sa.String(), nullable=False, comment="a decimal number as text"),
        sa.Column("source_moment", MOMENT, nullable=True, comment="the newest moment any record of it was true"),
        sa.Column(
            "field_moments",
            sa.Text(),
            nullable=False,
            comment="JSON: per field the moment of the record whose value stands",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "erased_at",
            MOMENT,
            nullable=True,
            comment="when names, numbers and remarks were erased after the time of keeping",
        ),
    ]


def _ticket() -> None:
    op.create_table(
        "ticket",
        *_ticket_facts(),
        *_ticket_people(),
        sa.ForeignKeyConstraint(["applicant_id"], ["party.id"], name=op.f("fk_ticket_applicant_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["party.id"], name=op.f("fk_ticket_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("source", "source_type", "source_id", name=op.f("uq_ticket_source_source_type_source_id")),
        comment="tickets of every channel",
    )
    _ticket_indexes()


def _ticket_indexes() -> None:
    op.create_index(
        "ix_ticket_contact", "ticket", ["contact_number_key", sa.literal_column("opened_at DESC")], unique=False
    )
    op.create_index("ix_ticket_number_key", "ticket", ["number_key"], unique=False)
    op.create_index(
        "ix_ticket_open",
        "ticket",
        ["owner_id", sa.literal_column("opened_at DESC")],
        unique=False,
        sqlite_where=sa.text("closed IS 0"),
        postgresql_where=sa.text("closed IS false"),
    )
    op.create_index("ix_ticket_owner", "ticket", ["owner_id", sa.literal_column("opened_at DESC")], unique=False)
    op.create_index("ix_ticket_owner_ref", "ticket", ["owner_ref"], unique=False)
    op.create_index(
        "ix_ticket_service", "ticket", ["service_number_key", sa.literal_column("opened_at DESC")], unique=False
    )


def _ticket_item() -> None:
    op.create_table(
        "ticket_item",
        sa.Column("ticket_id", ROW_ID, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("raw_status", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_item_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "item_id", name=op.f("pk_ticket_item")),
        comment="the lines of an order, each with its own state",
    )


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("ticket_id", ROW_ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False, comment="in order of arrival"),
        sa.Column("source_key", KEY, nullable=False, comment="of date and content: the same event is kept once"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False, comment="customer or internal"),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("raw_status", sa.String(), nullable=False),
        sa.Column("action_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_event_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_event")),
        sa.UniqueConstraint("ticket_id", "source_key", name=op.f("uq_event_ticket_id_source_key")),
        comment="what happened to a ticket",
        sqlite_with_rowid=False,
    )


def _import_file() -> None:
    op.create_table(
        "import_file",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column(
            "finished_at", MOMENT, nullable=True, comment="empty: killed half-way; the next run of the file finishes it"
        ),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
        comment="files taken in",
    )
    op.create_index(op.f("ix_import_file_sha256"), "import_file", ["sha256"], unique=False)


def _action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.String(), nullable=False, comment="made when the dialog opens: an act is applied once"),
        sa.Column("ticket_id", ROW_ID, nullable=False),
        sa.Column("visit_id", sa.String(), nullable=True),
        sa.Column("clerk_id", ROW_ID, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["clerk_id"], ["clerk.id"], name=op.f("fk_action_clerk_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_action_ticket_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_action_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        comment="clerks' acts on tickets",
    )
    op.create_index(op.f("ix_action_ticket_id"), "action", ["ticket_id"], unique=False)


def _print() -> None:
    op.create_table(
        "print",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ticket_id", ROW_ID, nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False, comment="the printer's name, or file"),
        sa.Column("copy_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False, comment="sent or failed; whether paper came out is not known"),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_print_ticket_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_print_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print")),
        comment="slips handed to a printer or saved",
    )
    op.create_index(op.f("ix_print_ticket_id"), "print", ["ticket_id"], unique=False)
    op.create_index(op.f("ix_print_visit_id"), "print", ["visit_id"], unique=False)


def upgrade() -> None:
    """Make these tables, those that others point to first."""
    _ticket()
    _ticket_item()
    _event()
    _import_file()
    _action()
    _print()
