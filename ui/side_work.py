"""What is done beside visits: a supervisor takes in tickets, the demo puts cards on its pretended reader."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter_app.domain import roles
from counter_app.texts import Texts, mark
from ui.equipment import Equipment
from ui.import_run import ImportRun
from ui.panels.card_tray import CardTraySheet
from ui.panels.import_sheet import ImportSheet
from ui.reception import Reception
from ui.theme import Theme


class SideWork(QObject):
    """``refused(reason)`` in the clerk's language."""

    refused = Signal(str)
    wants_next_customer = Signal()

    def __init__(self, equipment: Equipment, reception: Reception, theme: Theme, texts: Texts, over: QWidget) -> None:
        super().__init__(over)
        self._reception, self._theme, self._texts, self._over = reception, theme, texts, over
        self._equipment, self._tray = equipment, equipment.tray
        self.run = ImportRun(equipment.import_command, reception.counter.settings, texts.language, self)
        self.imports: ImportSheet | None = None
        self.cards: CardTraySheet | None = None

    def open_imports(self) -> None:
        """Open the sheet of imports, for those who may import."""
        reason = roles.can(self._reception.session.role, roles.IMPORT)
        if reason is None and not self.run.is_possible():
            reason = mark("Here tickets are imported from the command line only.")
        if reason is not None:
            self.refused.emit(self._texts.say(reason))
        else:
            if self.imports is None:
                self.imports = ImportSheet(self.run, self._theme, self._texts, self._over)
                self.imports.wants_next_customer.connect(self.wants_next_customer)
            self.imports.open_sheet(self.imports.choose_button if self.imports.choose_button.isEnabled() else None)

    def has_tray(self) -> bool:
        """Whether there is a pretended reader to put cards on."""
        return self._tray is not None

    def open_tray(self) -> None:
        """Show the demo's cards."""
        if self._tray is None:
            return
        if self.cards is None:
            self.cards = CardTraySheet(self._equipment.cards, self._theme, self._texts, self._over)
            self.cards.put_down.connect(self._put_down)
            self.cards.taken_away.connect(self._take_away)
        self.cards.open_sheet()

    def is_open(self) -> bool:
        """Whether a sheet is on show."""
        return any(sheet is not None and sheet.is_open() for sheet in (self.imports, self.cards))

    def close_sheets(self) -> None:
        """Close what is on show; an import goes on."""
        if self.imports is not None:
            self.imports.close_dialog()
            self.imports.close_sheet()
        if self.cards is not None:
            self.cards.close_sheet()

    def close(self) -> None:
        """The clerk signs out: an import ends after its present batch."""
        self.close_sheets()
        self.run.close()

    def _put_down(self, number: str) -> None:
        if self._tray is not None and not self._tray.put_down(number):
            self.refused.emit(self._texts.say(mark("This document has no chip: type its number with Shift+F2.")))

    def _take_away(self) -> None:
        if self._tray is not None:
            self._tray.take_away()
