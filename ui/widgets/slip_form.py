"""What is chosen for a slip: layout and paper, printer, copies, language; and what is to be said about each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from counter_app.domain.slip import PrinterChoice, Slip, SlipChoice
from counter_app.texts import LANGUAGE_NAMES, LANGUAGES, Texts, mark
from ui.theme import Theme
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.combo import ComboField
from ui.widgets.count_field import CountField
from ui.widgets.down_scroll import DownScroll
from ui.widgets.flow_row import FlowRow
from ui.widgets.print_lines import PrintLines
from ui.widgets.segment import Segment
from ui.widgets.text_label import IconLabel, TextLabel

WIDTH = 337
MOST_COPIES = 9
Pair = tuple[SlipChoice, SlipChoice]


class SlipForm(DownScroll):
    """``changed`` when another slip is wanted: layout, paper or language."""

    changed = Signal()

    def __init__(self, pairs: tuple[Pair, ...], theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(inside, parent=parent)
        self._theme, self._texts, self._pairs = theme, texts, pairs
        self._printers: tuple[PrinterChoice, ...] = ()
        say = texts.say
        self.choices = [
            ChoiceRow(say(layout.label), _line(texts, layout, paper), f"Alt+{place}", theme)
            for place, (layout, paper) in enumerate(pairs, 1)
        ]
        self.printer = ComboField(say(mark("Printer")), theme)
        self.copies = CountField(say(mark("Copies")), theme, 1, MOST_COPIES)
        self.language = Segment(LANGUAGE_NAMES, theme, say(mark("Language of the slip")), "control")
        self.lines = PrintLines(theme, texts)
        self._state_icon = IconLabel("", theme, "good", theme.icon_size("body"))
        self._state = TextLabel("", theme, "small", "muted").wrapped()
        self._missing_icon = IconLabel("", theme, "text-muted", theme.icon_size("body"))
        self._missing = TextLabel("", theme, "small", "muted").wrapped()
        self._trouble_icon = IconLabel("", theme, "bad", theme.icon_size("body"))
        self._trouble = TextLabel("", theme, "small", "bad").wrapped()
        self._lay_out(inside)
        self._connect()

    def _lay_out(self, inside: QWidget) -> None:
        self.setFixedWidth(self._theme.scaled(WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(7)
        column.addWidget(TextLabel(self._texts.say(mark("Layout")), self._theme, "small", "muted"))
        for choice in self.choices:
            column.addWidget(choice)
        self.choices[0].setChecked(True)
        self.language.set_current(LANGUAGES.index(self._texts.language))
        column.addSpacing(6)
        down = QBoxLayout.Direction.TopToBottom if self._theme.is_large else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(down)
        row.setSpacing(12)
        row.addWidget(self.printer, 1)
        row.addWidget(self.copies)
        if not self._theme.is_large:
            self.copies.setFixedWidth(80)
        column.addLayout(row)
        column.addLayout(_said(self._state_icon, self._state))
        column.addSpacing(6)
        language_row = FlowRow(gap=12, line_gap=4)
        language_row.add(TextLabel(self._texts.say(mark("Language of the slip")), self._theme, "small", "muted"))
        language_row.push()
        language_row.add(self.language)
        column.addWidget(language_row)
        column.addSpacing(6)
        column.addLayout(_said(self._missing_icon, self._missing))
        column.addLayout(_said(self._trouble_icon, self._trouble))
        column.addWidget(self.lines)
        column.addStretch(1)

    def _connect(self) -> None:
        for choice in self.choices:
            choice.toggled.connect(self._toggled)
        self.language.changed.connect(self._language_changed)
        self.printer.combo.currentIndexChanged.connect(self.say_printer)

    def choose(self, place: int) -> None:
        """Take the layout and paper at ``place`` (from 1), if there is one."""
        if 0 < place <= len(self.choices):
            self.choices[place - 1].setChecked(True)
            self.choices[place - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(self.choices[place - 1])

    def chosen(self) -> ChoiceRow:
        """The row taken."""
        return next(choice for choice in self.choices if choice.isChecked())

    def pair(self) -> Pair:
        """The layout and paper taken."""
        return self._pairs[self.choices.index(self.chosen())]

    def language_code(self) -> str:
        """The slip's language."""
        return LANGUAGES[self.language.current()]

    def printer_choice(self) -> PrinterChoice | None:
        """The printer taken, None if there is none."""
        at = self.printer.combo.currentIndex()
        return self._printers[at] if 0 <= at < len(self._printers) else None

    def show_printers(self, printers: tuple[PrinterChoice, ...]) -> None:
        """Show the printers there are; the one taken before stays. A printer of one paper brings that paper."""
        kept, is_first = self.printer.combo.currentText(), not self._printers
        self._printers = printers
        self.printer.combo.clear()
        self.printer.combo.addItems([printer.label for printer in printers])
        self.printer.combo.setCurrentIndex(max(0, self.printer.combo.findText(kept)) if printers else -1)
        taken = self.printer_choice()
        if is_first and taken is not None and taken.paper and self.choices[0].isChecked():
            fitting = next((at for at, (_layout, paper) in enumerate(self._pairs) if paper.code == taken.paper), 0)
            self.choices[fitting].setChecked(True)
        self.say_printer()

    def say_printer(self, _index: int = 0) -> None:
        """Say how the printer taken stands."""
        taken, say = self.printer_choice(), self._texts.say
        words, icon, tone = say(mark("Ready")), "circle-check", "good"
        if taken is None:
            words, icon, tone = say(mark("No printer found")), "triangle-alert", "warn"
        elif not taken.ready:
            words, icon, tone = say(taken.state), "triangle-alert", "warn"
        elif taken.paper not in ("", self.pair()[1].code):
            paper = next((say(paper.label) for _layout, paper in self._pairs if paper.code == taken.paper), taken.paper)
            words, icon, tone = say(mark("This printer takes only: {paper}"), paper=paper), "triangle-alert", "warn"
        self._state.setText(words)
        self._state_icon.show_icon(icon, tone)

    def say_missing(self, slip: Slip | None) -> None:
        """Say what of the slip cannot be printed as it stands; None while it is not known."""
        say = self._texts.say
        if slip is None:
            self._missing.forget()
            self._missing_icon.show_icon("", "good")
        elif slip.missing:
            printed = {one.character: one.printed.strip() for one in slip.replaced}
            read = [say(mark("{sign} as {printed}"), sign=s, printed=printed[s]) for s in slip.missing if printed.get(s)]
            blank = [s for s in slip.missing if not printed.get(s)]
            words = [say(mark("Printed by their reading: {signs}"), signs=", ".join(read))] if read else []
            if blank:
                words.append(say(mark("These characters cannot be printed and will be left blank: {signs}"), signs=" ".join(blank)))
            self._missing.setText("\n".join(words))
            self._missing_icon.show_icon("triangle-alert", "warn")
        else:
            self._missing.setText(say(mark("Every character can be printed. Name, phone and address are masked.")))
            self._missing_icon.show_icon("check", "text-muted")

    def say_trouble(self, text: str) -> None:
        """Say why a slip was not printed; "" takes it away."""
        self._trouble.setText(text)
        self._trouble_icon.show_icon("circle-x" if text else "", "bad")
        if text:
            self.ensureWidgetVisible(self._trouble)

    def said(self) -> tuple[str, ...]:
        """What is said of printer, characters and trouble."""
        return tuple(label.text() for label in (self._state, self._missing, self._trouble) if label.text())

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        self._missing.forget()
        self._trouble.forget()
        self.lines.forget()

    def _toggled(self, taken: bool) -> None:
        if taken:
            self.say_printer()
            self.changed.emit()

    def _language_changed(self, _index: int) -> None:
        self.changed.emit()


def _line(texts: Texts, layout: SlipChoice, paper: SlipChoice) -> str:
    words, hint = texts.say(paper.label), texts.say(layout.hint)
    return texts.say(mark("{paper}, {hint}"), paper=words, hint=hint) if hint else words


def _said(icon: QLabel, words: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row
