"""Ways to the audit tables that the program does not have."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text

from counter_app.audit_record import AuditRow
from counter_app.service.counter import Counter
from counter_app.work import Work

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


def unwritable(engine: Engine) -> None:
    """Make every new audit row fail, as a full or broken disk would."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(
                text("CREATE TRIGGER audit_fails BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
            )
            return
        connection.execute(
            text("CREATE FUNCTION audit_fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$")
        )
        connection.execute(
            text("CREATE TRIGGER audit_fails BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_fails()")
        )


def under_a_key_not_here(engine: Engine) -> None:
    """Another counter has changed the audit key: this one cannot seal any chain."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE audit_head SET key_id = 'k9'"))
        made_at = "0" if engine.dialect.name == "sqlite" else "now()"
        connection.execute(text(f"INSERT INTO audit_key VALUES (9, 'k9', 'none', {made_at})"))  # noqa: S608


def everything(engine: Engine, *but: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, ``but`` some: what two moments are compared by."""
    found = {}
    with engine.connect() as connection:
        for name in sorted(set(inspect(connection).get_table_names()) - set(but)):
            rows = connection.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608
            found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found
