"""What this window put on the clipboard, remembered by a keyed hash only, so that it can be taken back."""

from __future__ import annotations

import hashlib
import secrets

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication


class OwnClipboard(QObject):
    """Watches what is copied while a window of ours is in front, by its buttons or by Ctrl+C in a field."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._key = secrets.token_bytes(16)
        self._ours = b""
        clipboard.dataChanged.connect(self._changed)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard as ours."""
        self._clipboard.setText(text)
        self._ours = self._hash(text)

    def clear_if_ours(self) -> None:
        """Empty the clipboard if what lies on it came from here; what others copied stays."""
        text = self._clipboard.text()
        if text and (self._clipboard.ownsClipboard() or self._hash(text) == self._ours):
            self._clipboard.clear()
        self._ours = b""

    def _changed(self) -> None:
        if QApplication.activeWindow() is not None:
            self._ours = self._hash(self._clipboard.text())

    def _hash(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), key=self._key).digest()
