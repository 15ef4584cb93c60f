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


