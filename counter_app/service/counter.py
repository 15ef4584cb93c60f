"""The bundle of use cases that is handed to the screen and to other channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter_app.ports import DocumentReader
from counter_app.service.audit_reading import AuditReading
from counter_app.service.auditing import Auditing
from counter_app.service.channel import Channel
from counter_app.service.clerks import Clerks
from counter_app.service.importing import Importing
from counter_app.service.looking_up import LookingUp
from counter_app.service.printing import Printing
from counter_app.service.retention import Retention
from counter_app.service.staff import Staff
from counter_app.service.visits import Visits
from counter_app.settings import Settings


@dataclass(frozen=True, slots=True)
class Counter:
    """Every use case, each with the parts it needs. ``close`` lets go of the store and of the reader.

    ``channel(name)`` is another channel at work on the same store.
    ``reader``: the identity card reader of this counter, None if the settings name none.
    """

    settings: Settings
    staff: Staff
    clerks: Clerks
    visits: Visits
    looking_up: LookingUp
    printing: Printing
    importing: Importing
    auditing: Auditing
    audit_reading: AuditReading
    retention: Retention
    channel: Callable[[str], Channel]
    close: Callable[[], None]
    reader: DocumentReader | None = None
