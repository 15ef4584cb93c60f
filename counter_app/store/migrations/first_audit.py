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
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_store_info")),
        comment="one row: which store this is",
    )


def _audit_key() -> None:
    op.create_table(
        "audit_key",
        sa.Column(
            "number", sa.Integer(), autoincrement=False, nullable=False, comment="growing; the highest seals new rows"
        ),
        sa.Column("key_id", sa.String(), nullable=False, comment="as audit rows name it"),
        sa.Column("check_value", sa.String(), nullable=False, comment="tells whether a counter holds this key"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_key")),
        sa.UniqueConstraint("key_id", name=op.f("uq_audit_key_key_id")),
        comment="which audit keys there are; the keys themselves live outside the database",
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
    op.create_index("ix_audit_at", "audit", ["at_us"], unique=False)
    op.create_index("ix_audit_visit", "audit", ["visit_id"], unique=False)
    op.create_index("ix_audit_actor", "audit", ["actor_id", "at_us"], unique=False)


def _audit_ticket() -> None:
    op.create_table(
        "audit_ticket",
        sa.Column("ticket_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("chain", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "chain", "seq", name=op.f("pk_audit_ticket")),
        comment="which audit rows name which ticket: made from the rows, to find them",
    )


def _audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("chain", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.Column(
            "key_id", sa.String(), nullable=False, comment="the key that seals this chain now; a retired one is refused"
        ),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_head")),
        comment="the last row of each chain; locked to append",
    )


def _audit_text() -> None:
    op.create_table(
        "audit_text",
        sa.Column("chain", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "salt",
            sa.String(),
            nullable=True,
            comment="goes with the text: without it the commitment gives nothing away",
        ),
        sa.Column(
            "text",
            sa.Text(),
            nullable=True,
            comment="free text beside an audit row; may be erased, the row's commitment stays",
        ),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_audit_text")),
        comment="erasable free text of audit rows",
    )


def _guards() -> None:
    """Let nobody change or remove audit rows by an ordinary statement; of the texts beside them only erasing is let by."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'audit rows stay as they are'); END"
            )
        op.execute(
            "CREATE TRIGGER audit_text_stays BEFORE DELETE ON audit_text "
            "BEGIN SELECT RAISE(ABORT, 'audit texts are erased, not removed'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit rows stay as they are'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
    )
    op.execute(
        "CREATE TRIGGER audit_text_stays BEFORE DELETE OR TRUNCATE ON audit_text "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
    )


def upgrade() -> None:
    """Make these tables, those that others point to first."""
    _store_info()
    _audit_key()
    _audit()
    _audit_ticket()
    _audit_head()
    _audit_text()
    _guards()
