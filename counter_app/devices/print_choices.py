"""All printers of this counter as one: receipt printers of the settings file and the system's print queues."""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.devices.escpos_printer import EscPosPrinter
from counter_app.devices.printers import NO_SUCH_PRINTER
from counter_app.domain.slip import Handed, PrinterChoice, Slip
from counter_app.errors import DeviceTrouble
from counter_app.ports import PrintQueue, SlipPrinter
from counter_app.settings import PrinterSetting


class Printers:
    """A ``SlipPrinter`` of receipt printers, known by name, before those of one print system."""

    def __init__(self, settings: Sequence[PrinterSetting], system: SlipPrinter) -> None:
        self._own = {setting.name: EscPosPrinter(setting) for setting in settings}
        self._system = system

    def printers(self) -> tuple[PrinterChoice, ...]:
        """Receipt printers in the order of the settings, then the system's, less those that have the same name.

        Raises: DeviceTrouble if the print system does not answer and there is no receipt printer to choose.
        """
        own = tuple(choice for printer in self._own.values() for choice in printer.printers())
        try:
            system = self._system.printers()
        except DeviceTrouble:
            if not own:
                raise
            system = ()
        return own + tuple(choice for choice in system if choice.name not in self._own)

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> Handed | None:
        """Hand the slip to the printer of that name. Raises: DeviceTrouble, as the printer's own part."""
        return self._part(printer).send(slip, printer, copies, title)

    def after(self, printer: str, job: str) -> str:
        """How the job stands, where the printer's part can tell; else ""."""
        part = self._part(printer)
        return part.after(printer, job) if isinstance(part, PrintQueue) else ""

    def _part(self, printer: str) -> SlipPrinter:
        if not printer:
            raise DeviceTrouble(NO_SUCH_PRINTER, printer=printer)
        return self._own.get(printer, self._system)
