"""What a widget and everything below it still holds, wherever Qt or Python keep it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtWidgets import QWidget

GETTERS = ("text", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription", "placeholderText", "windowTitle", "currentText")


def traces(widget: QWidget) -> str:
    """Every text in the widget tree: what is shown or said, models, undo stacks, and the Python values of each part."""
    found: list[str] = []
    for part in [widget, *widget.findChildren(QObject)]:
        for name in GETTERS:
            getter = getattr(part, name, None)
            if callable(getter):
                found.append(str(getter()))
        if isinstance(part, QAbstractItemModel):
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
            found.extend(str(part.data(part.index(at, 0), role)) for at in range(part.rowCount()) for role in roles)
        undo = getattr(part, "isUndoAvailable", None)
        if callable(undo) and undo():
            found.append("UNDO")
        found.append(repr(vars(part)) if hasattr(part, "__dict__") else "")
    return "\n".join(found)
