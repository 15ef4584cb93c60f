"""A deadline on this side of the wire: a server that stands still ignores every time limit that it was given."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator

from psycopg import Connection as PostgresConnection
from sqlalchemy import Connection

PATIENCE_S = 10.0
"""How long one transaction may take in all. The server's own limits (8 s a statement) speak first if it is alive."""


@contextlib.contextmanager
def within(connection: Connection, patience_s: float) -> Iterator[None]:
    """Shut the connection's socket if the block takes longer: its statement then fails as a lost connection.

    SQLite needs none: its waits are bounded by ``busy_timeout``.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, PostgresConnection):
        yield
        return
    with socket.socket(fileno=os.dup(driver.fileno())) as line:
        timer = threading.Timer(patience_s, _shut, (line,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _shut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed in the meantime: that is what was wanted
        line.shutdown(socket.SHUT_RDWR)
