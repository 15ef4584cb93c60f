"""Ways to the audit tables that the program does not have."""

from __future__ import annotations

from sqlalchemy import Engine, text

from counter_app.service.counter import Counter
from counter_app.work import AuditRow, Work

SQLITE_GUARDS = ("audit_no_update", "audit_no_delete", "audit_text_stays")
POSTGRES_GUARDS = (("audit_no_change", "audit"), ("audit_text_stays", "audit_text"))


def without_guards(engine: Engine) -> None:
    """Take away the triggers that keep audit rows as they are: what somebody with the database in hand can do."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for name in SQLITE_GUARDS:
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            for name, table in POSTGRES_GUARDS:
                connection.execute(text(f"DROP TRIGGER {name} ON {table}"))


def recorded(counter: Counter) -> list[AuditRow]:
    """Every audit row of a counter's store, in the order they were written."""
    with counter.auditing._store.reading() as work:
        rows = [row for head in work.audit.heads() for row in every_row(work, head.chain)]
    return sorted(rows, key=_moment)


def every_row(work: Work, chain: str) -> list[AuditRow]:
    """The rows of a chain."""
    rows: list[AuditRow] = []
    while chunk := work.audit.chunk(chain, rows[-1].seq if rows else 0, 1 << 60):
        rows.extend(chunk)
    return rows


def _moment(row: AuditRow) -> tuple[int, str, int]:
    return row.at_us, row.chain, row.seq
