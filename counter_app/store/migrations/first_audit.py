"""The first schema: which store this is, the audit chains."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _store_info() -> None:
    op.create_table(
        "store_info",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False, comment="always 1: there is one row"),
        sa.Column(
            "store_id", sa.String(), nullable=False, comment="names this store's keys, which live outside the database"
        ),
        sa.Column(
            "identity_check",
            sa.String(),
            nullable=False,
            comment="tells whether a counter holds the right identity key",
        ),
        sa.Column(
            "audit_check", sa.String(), nullable=False, comment="tells whether a counter holds the right audit key"
        ),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_store_info")),
        comment="one row: which store this is",
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("chain", KEY, nullable=False, comment="one chain per counter"),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="without gaps, from 1"),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False, comment="µs since 1970 UTC, the store's clock"),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("counter_id", sa.String(), nullable=False),
        sa.Column("app_version", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_type", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False, comment="ok, denied, failed, unknown"),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("action_id", sa.String(), nullable=False),
        sa.Column(
            "detail",
            sa.Text(),
            nullable=False,
            comment="canonical JSON: ids, names of fields, counts; nothing personal",
        ),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("prev_mac", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False, comment="HMAC-SHA256 over the fields and the previous one, hex"),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_audit")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_event_id")),
        comment="who looked at what: a chain that shows any change",
    )


def _audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("chain", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_head")),
        comment="the last row of each chain; locked to append",
    )


def _audit_text() -> None:
    op.create_table(
        "audit_text",
        sa.Column("chain", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column(
            "text",
            sa.Text(),
            nullable=True,
            comment="free text beside an audit row; may be erased, the row's commitment stays",
        ),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_audit_text")),
        comment="erasable free text of audit rows",
    )


def upgrade() -> None:
    """Make these tables, those that others point to first."""
    _store_info()
    _audit()
    _audit_head()
    _audit_text()
