"""One ESC/POS receipt printer as a ``SlipPrinter``: the slip's own PDF page as dots, states and troubles in words."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass

from counter_app.devices import escpos_bytes
from counter_app.devices.escpos_bytes import Answers
from counter_app.devices.escpos_line import BUSY, GONE, NO_DEVICE, NOT_PERMITTED, STALLED, Line, opened
from counter_app.devices.printers import NOT_CONNECTED, OUT_OF_PAPER, READY
from counter_app.domain.slip import Handed, PrinterChoice, Slip
from counter_app.errors import DeviceTrouble
from counter_app.settings import ESCPOS_TCP, PrinterSetting
from counter_app.texts import mark

COVER_OPEN = mark("Cover open")
FAULT = mark("Not ready: look at the printer")
TAKEN = mark("Busy with another slip, or switched off")
CLOSED_TO_US = mark("This computer may not use it")
WRONG_ADDRESS = mark("Its address in the settings file is not that of a printer")
NEAR_END = mark("The paper of the printer is nearly used up.")
REFILL = mark("The printer {printer} is out of paper. Refill it and print again.")
CLOSE_IT = mark("The cover of the printer {printer} is open. Close it and print again.")
HAS_FAULT = mark("The printer {printer} reports a fault. Look at it before you print again.")
RAN_OUT = mark("The printer {printer} ran out of paper on the way. Refill it and print again.")
OTHER_PAPER = mark("The printer {printer} holds another paper. Choose a slip for its paper.")
UNASKED = 100
"""As many pieces of what a printer says unasked are passed over."""
_STATES = {BUSY: TAKEN, NOT_PERMITTED: CLOSED_TO_US, NO_DEVICE: WRONG_ADDRESS}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a printer may take: to be reached, to answer a question, to take the next part, and for a whole slip."""

    connect_s: float = 3.0
    answer_s: float = 1.0
    stall_s: float = 10.0
    whole_s: float = 60.0
    look_s: float = 1.0
    """To be reached and to answer when only its state is asked."""


class EscPosPrinter:
    """A printer of the settings file."""

    def __init__(self, setting: PrinterSetting, limits: Limits = Limits()) -> None:
        self._setting = setting
        self._limits = limits

    def printers(self) -> tuple[PrinterChoice, ...]:
        """The printer with its state; a printer that never answers questions counts as ready."""
        state, ready = self._looked_at()
        name = self._setting.name
        return (PrinterChoice(name, name, ready, state, self._setting.paper),)

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> Handed:
        """Print the slip ``copies`` times; a note if the paper is nearly used up. These printers show no title.

        Raises: DeviceTrouble: off, busy, without paper, open, of another paper, gone or stalled on the way.
        """
        if slip.paper != self._setting.paper or not slip.head_dots:
            raise self._trouble(OTHER_PAPER)
        parts = tuple(escpos_bytes.job(slip.pdf, slip.head_dots, self._setting.cuts))
        until = time.monotonic() + self._limits.whole_s
        line = self._opened(self._limits.connect_s)
        try:
            before = self._asked(line, self._limits.answer_s)
            self._refuse(before, REFILL)
            for part in parts * copies:
                if time.monotonic() > until:
                    raise self._trouble(STALLED)
                line.write(part, self._limits.stall_s)
            line.settle(self._limits.stall_s)
            after = self._asked(line, self._limits.answer_s)
            self._refuse(after, RAN_OUT)
        finally:
            line.close()
        return Handed(NEAR_END if after is not None and after.paper_near_end else "")

    def _looked_at(self) -> tuple[str, bool]:
        """The state in words and whether a slip can be printed."""
        try:
            line = self._opened(self._limits.look_s)
        except DeviceTrouble as trouble:
            return _STATES.get(trouble.text, NOT_CONNECTED), False
        with contextlib.closing(line):
            try:
                said = self._asked(line, self._limits.look_s)
            except DeviceTrouble:
                return NOT_CONNECTED, False
        if said is None:
            return READY, True
        rows = ((said.cover_open, COVER_OPEN), (said.paper_out, OUT_OF_PAPER), (said.fault, FAULT))
        wrong = next((state for is_so, state in rows if is_so), "")
        return wrong or READY, not wrong

    def _opened(self, patience_s: float) -> Line:
        return opened(self._setting.name, self._setting.address, self._setting.kind == ESCPOS_TCP, patience_s)

    def _asked(self, line: Line, within_s: float) -> Answers | None:
        """What the printer says of itself; None if it does not answer in time, as many never do."""
        for _ in range(UNASKED):
            if not line.read(0):
                break
        said: list[int] = []
        for question in (escpos_bytes.ASK_OFFLINE, escpos_bytes.ASK_PAPER):
            line.write(question, within_s)
            came = line.read(within_s)
            if came is None:
                raise self._trouble(GONE)
            if not escpos_bytes.is_answer(came):
                return None
            said.append(came[0])
        return escpos_bytes.answers(*said)

    def _refuse(self, said: Answers | None, no_paper: str) -> None:
        """Raises: DeviceTrouble if the printer has said that it cannot print."""
        if said is None:
            return
        rows = ((said.cover_open, CLOSE_IT), (said.paper_out, no_paper), (said.fault, HAS_FAULT))
        wrong = next((words for is_so, words in rows if is_so), "")
        if wrong:
            raise self._trouble(wrong)

    def _trouble(self, words: str) -> DeviceTrouble:
        return DeviceTrouble(words, printer=self._setting.name)
