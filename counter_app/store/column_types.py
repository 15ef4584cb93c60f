"""Column types that mean the same on both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_us(at: datetime | None) -> int:
    """Integer microseconds since 1970 UTC of an aware time; 0 for none."""
    return 0 if at is None else (at - EPOCH) // MICROSECOND


def from_us(us: int) -> datetime:
    """The aware UTC time of integer microseconds since 1970."""
    return EPOCH + us * MICROSECOND


class Moment(TypeDecorator[datetime]):
    """An aware UTC time: integer µs on SQLite (which keeps no zone), ``timestamptz`` on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """Integer on SQLite."""
        if dialect.name == "sqlite":
            return BigInteger()  # type: ignore[return-value]
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        """Refuse naive times, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return to_us(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        """Always aware, UTC."""
        if value is None:
            return None
        if isinstance(value, int):
            return from_us(value)
        assert isinstance(value, datetime)  # noqa: S101 -- what the drivers give for timestamptz
        return value.astimezone(UTC)


Key = String().with_variant(String(collation="C"), "postgresql")
"""A text that is compared byte by byte on both engines."""

RowId = BigInteger().with_variant(Integer, "sqlite")
"""A growing row number (SQLite counts only INTEGER PRIMARY KEY by itself)."""
