"""Buttons of the counter: a verb, the key that does the same, and the reason when it cannot be pressed."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QMoveEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_icon
from ui.widgets.focus_ring import RING_REASONS, FocusRing
from ui.widgets.key_cap import key_cap_size, paint_key_cap

ROLES = ("plain", "primary", "link", "tool")
SIDE_PAD = {"plain": 13, "primary": 17, "link": 8, "tool": 8}
GAP = 8


class _Look(NamedTuple):
    fill: str
    line: str
    text: str
    cap: str
    cap_line: str


class KeyButton(QPushButton):
    """A button that paints its own key cap. ``role``: plain, primary (one at a time), link, tool (small)."""

    def __init__(
        self,
        text: str,
        key: str = "",
        icon: str = "",
        role: str = "plain",
        *,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._key = key
        self._icon = icon
        self._role = role if role in ROLES else ROLES[0]
        self._busy_text = ""
        self._reason = ""
        self._keyed = False
        self._ring: FocusRing | None = None
        self._kind = {"tool": "small", "link": "body"}.get(self._role, "control")
        self.setFont(theme.font(self._kind))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def key(self) -> str:
        """The key shown on the cap."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show another key on the cap ("" for none)."""
        self._key = key
        self._say()
        self.updateGeometry()
        self.update()

    def role(self) -> str:
        """The role it is painted in."""
        return self._role

    def set_role(self, role: str) -> None:
        """Change between plain and primary: the primary walks along the visit."""
        if role != self._role and role in ROLES:
            self._role = role
            self.updateGeometry()
            self.update()

    def set_icon_name(self, icon: str) -> None:
        """Show another icon ("" for none)."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_busy(self, text: str) -> None:
        """Show the act going on (正在打印) at the same width and take no second press; "" ends it."""
        self._busy_text = text
        self._apply_state()

    def set_reason(self, text: str) -> None:
        """Lock the button and say why (tool tip and accessible description); "" unlocks it."""
        self._reason = text
        self._apply_state()

    def reason(self) -> str:
        """Why it cannot be pressed now, or ""."""
        return self._reason

    def is_busy(self) -> bool:
        """Whether its act is going on."""
        return bool(self._busy_text)

    def _apply_state(self) -> None:
        self.setEnabled(not self._reason and not self._busy_text)
        self.setToolTip(self._reason)
        self._say()
        self.updateGeometry()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(self._busy_text or self.text())
        self.setAccessibleDescription(self._reason or self._key)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._say()
        self.updateGeometry()

    def _icon_px(self) -> int:
        return self._theme.icon_size("body" if self._role == "tool" else "control")

    def _shown_icon(self) -> str:
        if self._busy_text:
            return "refresh-cw"
        return "lock" if self._reason else self._icon

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics(self._kind)
        width = metrics.horizontalAdvance(self.text()) + 2 * SIDE_PAD[self._role]
        if self._icon or self._reason:
            width += self._icon_px() + GAP
        if self._key:
            width += key_cap_size(self._theme, self._key).width() + GAP
        if self._busy_text:
            busy = metrics.horizontalAdvance(self._busy_text) + 2 * SIDE_PAD[self._role] + self._icon_px() + GAP
            width = max(width, busy)
        height = {"primary": "control-primary", "tool": "tool"}.get(self._role, "control")
        return QSize(round(width), self._theme.height(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _look(self) -> _Look:
        hover, down = self.underMouse(), self.isDown()
        if self._reason or not (self.isEnabled() or self._busy_text):
            return _Look("disabled-fill", "line", "text-disabled", "text-disabled", "line")
        if self._role == "primary":
            fill = "accent-pressed" if down else "accent-hover" if hover and self.isEnabled() else "accent"
            return _Look(fill, "", "text-on-accent", "text-on-accent", "text-on-accent")
        fill = "surface-sunken" if down else "surface-hover" if hover and self.isEnabled() else ""
        if self._role == "link":
            return _Look(fill, "", "accent-text", "text-muted", "line-strong")
        return _Look(fill or "surface-raised", "line-strong", "text", "text-muted", "line-strong")

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look()
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(
            painter, rect, theme.radius("control"), theme.colour(look.fill) if look.fill else None,
            theme.colour(look.line) if look.line else None, theme.border("control"),
        )
        self._paint_content(painter, rect, look)
        painter.end()

    def _paint_content(self, painter: QPainter, rect: QRectF, look: _Look) -> None:
        theme, icon, text = self._theme, self._shown_icon(), self._busy_text or self.text()
        key = "" if self._busy_text else self._key
        text_width = theme.metrics(self._kind).horizontalAdvance(text)
        cap = key_cap_size(theme, key) if key else QSize(0, 0)
        whole = text_width + (self._icon_px() + GAP if icon else 0) + (cap.width() + GAP if key else 0)
        x = rect.left() + (rect.width() - whole) / 2
        if icon:
            top = rect.top() + (rect.height() - self._icon_px()) / 2
            paint_icon(painter, theme, icon, look.text, QPointF(x, top), self._icon_px())
            x += self._icon_px() + GAP
        painter.setFont(theme.font(self._kind))
        painter.setPen(theme.colour(look.text))
        painter.drawText(QRectF(x, rect.top(), text_width + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, text)
        if key:
            at = QPointF(round(x + text_width + GAP), round(rect.top() + (rect.height() - cap.height()) / 2))
            paint_key_cap(painter, theme, at, key, look.cap, look.cap_line)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._keyed = event.reason() in RING_REASONS  # coming back to the window shows what stood before
        if self._keyed and self.parentWidget() is not None:
            if self._ring is None:
                self._ring = FocusRing(self._theme, self.parentWidget())
            self._ring.surround(self)

    def shows_ring(self) -> bool:
        """Whether the focus ring is on show."""
        return self._ring is not None and self._ring.isVisible()

    def _drop_ring(self) -> None:
        if self._ring is not None:
            self._ring.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._drop_ring()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._drop_ring()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        if self._ring is not None and self._ring.isVisible():
            self._ring.surround(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._drop_ring()
