"""The first schema: staff, customers, visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("name", KEY, nullable=False, comment="hall and counter number; also the name of its audit chain"),
        sa.Column("hall", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
        comment="counters that have worked on this store",
    )


def _clerk() -> None:
    op.create_table(
        "clerk",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("staff_number", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False, comment="clerk, supervisor, auditor, admin"),
        sa.Column("password_hash", sa.String(), nullable=False, comment="Argon2id"),
        sa.Column(
            "password_state", sa.String(), nullable=False, comment="own, first (given, for one sign-in), spent (used once)"
        ),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, comment="wrong passwords since the last right one"),
        sa.Column("stopped_until", MOMENT, nullable=True, comment="no guess is looked at before"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clerk")),
        sa.UniqueConstraint("staff_number", name=op.f("uq_clerk_staff_number")),
        comment="staff; there is no default account",
    )


def _clerk_session() -> None:
    op.create_table(
        "clerk_session",
        sa.Column("id", sa.String(), nullable=False, comment="128 random bits, hex"),
        sa.Column("clerk_id", ROW_ID, nullable=False),
        sa.Column("counter", KEY, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False, comment="sign_out, elsewhere, password, disabled"),
        sa.ForeignKeyConstraint(["clerk_id"], ["clerk.id"], name=op.f("fk_clerk_session_clerk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clerk_session")),
        comment="who was signed in where and when",
    )
    op.create_index(op.f("ix_clerk_session_clerk_id"), "clerk_session", ["clerk_id"], unique=False)


def _party() -> None:
    op.create_table(
        "party",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source", KEY, nullable=False, comment="the system that names it; empty: any"),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_party_source_source_id")),
        comment="customers: persons and organisations",
    )


def _party_document() -> None:
    op.create_table(
        "party_document",
        sa.Column("party_id", ROW_ID, nullable=False),
        sa.Column("scheme", sa.String(), nullable=False, comment="citizen, passport, …: how the number is written"),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column(
            "mac", KEY, nullable=False, comment="HMAC-SHA256 of scheme, country and number under the store's key, hex"
        ),
        sa.Column("last4", sa.String(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_document_party_id")),
        sa.PrimaryKeyConstraint("party_id", "scheme", "country", "mac", name=op.f("pk_party_document")),
        comment="documents of a party; the number itself is never stored",
    )
    op.create_index("ix_party_document_mac", "party_document", ["mac"], unique=False)


def _service_holding() -> None:
    op.create_table(
        "service_holding",
        sa.Column("number_key", KEY, nullable=False, comment="the service number's normal form"),
        sa.Column("party_id", ROW_ID, nullable=False),
        sa.Column("held_from", sa.Date(), nullable=False, comment="0001-01-01: since ever"),
        sa.Column("held_to", sa.Date(), nullable=True, comment="last day held; empty: until further notice"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_service_holding_party_id")),
        sa.PrimaryKeyConstraint("number_key", "party_id", "held_from", name=op.f("pk_service_holding")),
        comment="who holds which service number from when to when",
    )


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("counter", KEY, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("verified_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["clerk_session.id"], name=op.f("fk_visit_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        comment="one customer at one counter",
    )
    op.create_index(op.f("ix_visit_counter"), "visit", ["counter"], unique=False)


def _visit_party() -> None:
    op.create_table(
        "visit_party",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False, comment="owner, proxy, guardian, representative"),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("mac", KEY, nullable=False),
        sa.Column("last4", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False, comment="typed, scanned, reader"),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("approver_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["approver_id"], ["clerk.id"], name=op.f("fk_visit_party_approver_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_party_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "role", name=op.f("pk_visit_party")),
        comment="whose documents were shown in a visit",
    )
    op.create_index("ix_visit_party_mac", "visit_party", ["mac"], unique=False)


def upgrade() -> None:
    """Make these tables, those that others point to first."""
    _counter()
    _clerk()
    _clerk_session()
    _party()
    _party_document()
    _service_holding()
    _visit()
    _visit_party()
