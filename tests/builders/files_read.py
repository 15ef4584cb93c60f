"""Files made for a test, and what reading them brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.domain.ticket import (
    Record,
    Refusal,
    TicketRecord,
)
from counter_app.errors import UnreadableFile
from counter_app.exchange.files import TicketFiles

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


def told(brought: Record | Refusal) -> str:
    """What a record says, in one line; a refusal as people read it."""
    if isinstance(brought, Refusal):
        return f"{brought.position}: {brought.reason.format(**dict(brought.values))}"
    assert isinstance(brought, TicketRecord)
    at = f"{brought.moment:%Y-%m-%d %H:%M:%S.%f}"[:-3] if brought.moment else "no moment"
    words = [f"{brought.key.source} {brought.key.id}", "named" if brought.named else "brought", f"at {at}"]
    words += [
        f"{label}={value}"
        for label, value in (
            ("status", brought.status),
            ("kind", brought.kind),
            ("line", brought.service_number),
            ("owner", brought.owner_ref),
            ("applicant", brought.applicant_ref),
            ("account", brought.account),
            ("items", len(brought.items) or None),
            ("events", len(brought.events) or None),
        )
        if value is not None
    ]
    return ", ".join(words)
