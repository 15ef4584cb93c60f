"""Taking in tickets: files are chosen, the import runs by itself, its report stays until it is closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.import_run import COUNTS, ImportRun, Outcome, Progress, Told
from ui.theme import Theme
from ui.widgets.banner import BAD, GOOD, WARN, Banner
from ui.widgets.down_scroll import DownScroll
from ui.widgets.facts import FactRow, FactTable
from ui.widgets.key_button import KeyButton
from ui.widgets.sheet import SideSheet
from ui.widgets.text_label import TextLabel

WIDTH = 680
MOST_SHOWN = 50
COUNT_LABELS = {
    "new": mark("New"),
    "updated": mark("Updated"),
    "unchanged": mark("Unchanged"),
    "waiting": mark("Waiting for their ticket"),
    "without_owner": mark("Tickets without owner"),
    "without_number": mark("Tickets without number"),
}


class ImportSheet(SideSheet):
    """For supervisors. Closing the sheet stops nothing: the import goes on, F12 too leaves it alone."""

    wants_next_customer = Signal()

    def __init__(self, run: ImportRun, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.say(mark("Import tickets")), WIDTH, theme, texts, parent)
        self._run, self._texts, self._own_theme = run, texts, theme
        self._dialog: QFileDialog | None = None
        say = texts.say
        self.choose_button = KeyButton(say(mark("Choose files")), "", "file-plus", "primary", theme=theme)
        self.cancel_button = KeyButton(say(mark("Stop the import")), theme=theme)
        self.banner = Banner(theme, block=True)
        self._progress = TextLabel("", theme, "body-bold").wrapped()
        self._counts = FactTable(theme, 180)
        self._refused_title = TextLabel("", theme, "heading").wrapped()
        self._refused = FactTable(theme, 180)
        self._fill()
        self.choose_button.clicked.connect(self.choose)
        self.cancel_button.clicked.connect(self._cancel)
        run.progressed.connect(self._progressed)
        run.ended.connect(self._ended)
        self._show_running()

    def _fill(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(self._own_theme.space(2))
        column.addWidget(
            TextLabel(self._texts.say(mark("Files of tickets, events and owners: TM Forum JSON, CSV or xlsx. A file that cannot be read to its end brings nothing; the same file twice changes nothing.")), self._own_theme, "small", "muted").wrapped()
        )  # fmt: skip
        for part in (self._progress, self.banner, self._counts, self._refused_title, self._refused):
            column.addWidget(part)
        column.addStretch(1)
        area = DownScroll(inside, by_key=True)
        area.setAccessibleName(self._texts.say(mark("Import tickets")))
        self.body.addWidget(area)
        self.foot.addWidget(self.choose_button)
        self.foot.addWidget(self.cancel_button)
        self.foot.addStretch(1)

    def choose(self) -> None:
        """Ask for the files."""
        if self._dialog is not None or self._run.is_running():
            return
        names = self._texts.say(mark("Tickets (*.json *.csv *.xlsx)"))
        dialog = QFileDialog(self, self._texts.say(mark("Choose files")), str(Path.home()), names)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # F12 must work in it too
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        QShortcut(QKeySequence("F12"), dialog, self.wants_next_customer.emit)
        dialog.filesSelected.connect(self.import_files)
        dialog.finished.connect(self._dialog_closed)
        self._dialog = dialog
        dialog.open()

    def import_files(self, paths: list[str]) -> None:
        """Import files."""
        self.banner.forget()
        self._counts.forget()
        self._refused.forget()
        self._refused_title.forget()
        self._progress.setText(self._texts.say(mark("Starting")))
        self._run.start(tuple(Path(path) for path in paths))
        self._show_running()

    def close_dialog(self) -> None:
        """Take the question for files away."""
        if self._dialog is not None:
            self._dialog.close()

    def _cancel(self) -> None:
        self._progress.setText(self._texts.say(mark("Stopping after the present batch")))
        self.cancel_button.set_busy(self._texts.say(mark("Stopping")))
        self._run.cancel()

    def _show_running(self) -> None:
        is_running = self._run.is_running()
        self.cancel_button.setVisible(is_running)
        self.choose_button.set_busy(self._texts.say(mark("Importing")) if is_running else "")

    def _progressed(self, progress: Progress) -> None:
        if self.cancel_button.is_busy():
            return
        say = self._texts.say
        if progress.total:
            self._progress.setText(say(mark("{done} of {total} written"), done=progress.done, total=progress.total))
        else:
            self._progress.setText(self._texts.count("{n} record read", "{n} records read", progress.done))

    def _ended(self, outcome: Outcome) -> None:
        say = self._texts.say
        self.cancel_button.set_busy("")
        self._progress.forget()
        self._show_running()
        if outcome.failure or not outcome.counts:
            self.banner.say(BAD, say(mark("Nothing was imported")), outcome.failure)
            return
        if outcome.cancelled:
            self.banner.say(WARN, say(mark("The import was stopped")), say(mark("What was written by then stays; the next import of these files finishes it.")))
        elif outcome.refused:
            self.banner.say(WARN, say(mark("Imported, but not everything")), say(mark("What was refused is listed below; everything else is in.")))
        else:
            self.banner.say(GOOD, say(mark("Everything is imported")))
        self._counts.show_rows(tuple(FactRow(say(COUNT_LABELS[name]), str(n)) for name, n in zip(COUNTS, outcome.counts, strict=True)))
        self._show_told((*outcome.refused, *outcome.notes), len(outcome.refused))

    def _show_told(self, told: tuple[Told, ...], refused: int) -> None:
        if told:
            self._refused_title.setText(self._texts.count("{n} record refused", "{n} records refused", refused))
        self._refused.show_rows(tuple(FactRow(f"{one.file} {one.position}".strip(), one.reason) for one in told[:MOST_SHOWN]))

    def _dialog_closed(self, _result: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self._show_running()
