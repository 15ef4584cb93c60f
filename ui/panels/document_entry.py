"""Typing or scanning a document: its type recognised, each part checked as it comes, the exact reason when it is wrong."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from counter_app.domain.card_read import CardRead, document_on
from counter_app.domain.documents import (
    DOCUMENT_TYPES,
    RESIDENT_ID,
    AmbiguousDocument,
    PresentedDocument,
    document_type,
    read_document,
    segments,
)
from counter_app.domain.finding import Verification
from counter_app.domain.segments import BAD, OK, Segment
from counter_app.errors import BadInput, CounterError
from counter_app.ports import Clock
from counter_app.texts import Texts, mark
from ui.canvas import Canvas
from ui.keys import Act, shown
from ui.reception import Reception
from ui.scanner import KEEPS_SCANS
from ui.theme import Theme
from ui.widgets import segment_table
from ui.widgets.combo import ComboField
from ui.widgets.document_field import DocumentField
from ui.widgets.key_button import KeyButton
from ui.widgets.segment_table import SegmentRow, SegmentTable
from ui.widgets.text_label import TextLabel

WIDTH, TYPE_WIDTH = 680, 216
MRZ_LINE = 44
RESIDENT_LENGTH = 18
VERIFYING = "verify document"
TYPED, SCANNED, READER = "typed", "scanned", "reader"
VERDICTS = {OK: segment_table.GOOD, BAD: segment_table.BAD}


class WrongBox(QFrame):
    """What is wrong with the number and what to do about it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.what = TextLabel("", theme, "heading", "bad").wrapped()
        self.advice = TextLabel("", theme, "body").wrapped()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 18, 14)
        column.setSpacing(4)
        column.addWidget(self.what)
        column.addWidget(self.advice)
        self.hide()

    def say(self, what: str, advice: str) -> None:
        """Show a reason."""
        self.what.setText(what)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.setAccessibleName(f"{what} {advice}".strip())
        self.show()

    def clear(self) -> None:
        """Nothing is wrong."""
        self.what.forget()
        self.advice.forget()
        self.setAccessibleName("")
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, self._theme.colour("bad-soft"))
        painter.setPen(self._theme.colour("bad"))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(QRectF(0, 0, 4, area.height()), self._theme.colour("bad"))
        painter.end()


class DocumentEntryPanel(Canvas):
    """Verifies through the reception. ``verified(Verification)`` for a known document and an unknown one alike.

    ``refused(sentence)`` when the number is wrong, ``mended`` when it is typed on, ``gave_up`` on the button.
    """

    verified = Signal(object)
    refused = Signal(str)
    mended = Signal()
    gave_up = Signal()

    def __init__(
        self, reception: Reception, theme: Theme, texts: Texts, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, WIDTH, parent)
        self._reception, self._texts, self._clock = reception, texts, clock
        self._method = TYPED
        self._asks_type = False
        say = texts.say
        self.type = ComboField(say(mark("Type of document")), theme, shown(Act.DOCUMENT_TYPE), "search")
        self.field = DocumentField(theme, texts)
        self.wrong = WrongBox(theme)
        self.table = SegmentTable(theme, texts)
        self.verify_button = KeyButton(say(mark("Verify")), "Enter", "shield-check", "primary", theme=theme)
        self.give_up_button = KeyButton(say(mark("Give up")), shown(Act.ESCAPE), "", "link", theme=theme)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        say, theme = self._texts.say, self.theme
        if not theme.is_large:
            self.type.setFixedWidth(TYPE_WIDTH)
        self._fill_types()
        self.field.line().setProperty(KEEPS_SCANS, True)
        self.field.set_whole(RESIDENT_LENGTH)
        self.column.addWidget(TextLabel(say(mark("Type or scan the document number")), theme, "title").wrapped())
        self.add_gap(1)
        fields = QBoxLayout(QBoxLayout.Direction.TopToBottom if theme.is_large else QBoxLayout.Direction.LeftToRight)
        fields.setSpacing(16)
        fields.addWidget(self.type, 0, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(fields)
        self.add_gap(1)
        self.column.addWidget(self.wrong)
        self.column.addWidget(self.table)
        self.add_gap(3)
        self.add_row(self.verify_button, self.give_up_button)
        self.column.addWidget(
            TextLabel(say(mark("The number is not kept. A passport may be scanned with both lines at its foot.")), theme, "small", "muted").wrapped()
        )  # fmt: skip
        self.close_column()

    def _connect(self) -> None:
        self.field.entered.connect(self._entered)
        self.field.typed.connect(self._typed)
        self.type.combo.currentIndexChanged.connect(self._type_chosen)
        self.verify_button.clicked.connect(self.submit)
        self.give_up_button.clicked.connect(self.gave_up)

    def take_focus(self) -> None:
        """Put the cursor into the number."""
        self.field.line().setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_type(self) -> None:
        """Go to the types and open their list."""
        self.type.combo.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.type.combo.showPopup()

    def note_scan(self) -> None:
        """What stands in the field came from a scanner."""
        self._method = SCANNED

    def submit(self) -> None:
        """Check the number and present the document."""
        text = self.field.text()
        if self.verify_button.is_busy():
            return
        if not self.verify_button.isEnabled():
            return
        try:
            document = read_document(text, self._type_code(), today=self._today(), expired=self._expired())
        except AmbiguousDocument as error:
            self._ask_type(error)
        except BadInput as error:
            self._show_wrong(error)
        else:
            self._verify(document, self._method)

    def present(self, card: CardRead) -> None:
        """Check the card that lay on the reader and present its document."""
        self.forget()
        try:
            document = document_on(card, self._today(), self._expired())
        except BadInput as error:
            self._show_wrong(error)
        else:
            self._verify(document, READER)

    def _verify(self, document: PresentedDocument, method: str) -> None:
        counter, session = self._reception.counter, self._reception.session
        act = partial(counter.visits.verify, session, document=document, method=method)
        self.verify_button.set_busy(self._texts.say(mark("Verifying")))
        self._reception.ask(act, self._answered, topic=VERIFYING, failed=self._failed)

    def _today(self) -> date:
        return self._texts.local(self._clock.now()).date()

    def _expired(self) -> str:
        return self._reception.counter.settings.expired_documents

    def _ask_type(self, error: AmbiguousDocument) -> None:
        """The number may be of several documents: those are on top of the list, which opens."""
        self._show_wrong(error)
        self._asks_type = True
        self._fill_types(error.types)
        self.choose_type()

    def _fill_types(self, first: tuple[str, ...] = ()) -> None:
        """The types to choose from: all of them, or those that a number may be of."""
        combo, say = self.type.combo, self._texts.say
        combo.blockSignals(True)
        combo.clear()
        combo.addItem(say(mark("Recognise it")), "")
        for code in first or tuple(DOCUMENT_TYPES):
            combo.addItem(say(DOCUMENT_TYPES[code].label), code)
        combo.blockSignals(False)

    def forget(self) -> None:
        """Wipe the number and everything made from it."""
        self._method = TYPED
        self._asks_type = False
        self._fill_types()
        self.field.forget()
        self.table.forget()
        self.wrong.clear()
        self.verify_button.set_busy("")

    def _type_code(self) -> str:
        return str(self.type.combo.currentData() or "")

    def _entered(self, text: str) -> None:
        if self._is_first_mrz_line(text):
            self.wrong.clear()
            return  # a scanner sends the two lines with Enter after each: the second follows
        self.submit()

    def _is_first_mrz_line(self, text: str) -> bool:
        return len(text) == MRZ_LINE and text[:1].upper() == "P" and "<" in text

    def _typed(self, text: str) -> None:
        if self._method == SCANNED and len(text) < MRZ_LINE:
            self._method = TYPED  # mended by hand
        self.wrong.clear()
        self.mended.emit()
        self._show_segments(text)

    def _show_segments(self, text: str) -> None:
        code = self._type_code() or document_type(text)
        self.field.set_whole(RESIDENT_LENGTH if code == RESIDENT_ID else 0)
        self.table.show_rows(tuple(self._row(part) for part in segments(text, self._type_code(), self._today())))

    def _row(self, part: Segment) -> SegmentRow:
        say = self._texts.say
        if part.first == part.last:
            place = say(mark("Place {first}"), first=part.first)
        else:
            place = say(mark("Places {first}–{last}"), first=part.first, last=part.last)
        result = VERDICTS.get(part.verdict, segment_table.LATER)
        return SegmentRow(f"{place}\u2002{say(part.label)}", part.typed, result, say(part.words))

    def _type_chosen(self, _index: int) -> None:
        self.wrong.clear()
        self.field.clear_error()
        self._show_segments(self.field.text())
        self.take_focus()
        if self._asks_type and self._type_code():
            self._asks_type = False
            self.submit()

    def _show_wrong(self, error: BadInput) -> None:
        self.verify_button.set_busy("")
        what = self._texts.say(error.text, **error.values)
        advice = self._texts.say(error.advice, **error.values) if error.advice else ""
        self.wrong.say(what, advice)
        self.field.show_wrong(error.start, error.end, what)
        self.take_focus()
        self.refused.emit(what)

    def _answered(self, verification: Verification) -> None:
        self.forget()
        self.verified.emit(verification)

    def _failed(self, error: CounterError) -> None:
        self.verify_button.set_busy("")
        if isinstance(error, BadInput):
            self._show_wrong(error)
