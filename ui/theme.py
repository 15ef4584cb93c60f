"""The look by role: colours, fonts, sizes and icons from the theme tokens, and the one style sheet."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.resource_files import resource

FAMILIES = ("Noto Sans SC", "Noto Sans JP")
"""The bundled family, and a few rare characters of names that it lacks."""
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSansJP-Rare.ttf")
THEMES = ("light", "dark", "high-contrast")
VIEWS = ("normal", "large", "largest")
"""Largest is 200 % of normal text."""
STRONGER_TEXT = {"text-hint": "text-muted", "text-disabled": "text-muted"}
"""Roles that give way to a stronger one in large view and high contrast, so that every pair keeps 7:1."""
SMALL_ICON_PX = 16
ICON_SCALES = {"normal": 1.0, "large": 1.35, "largest": 1.6}
HIGH_CONTRAST = "high-contrast"
ROLE_NAME = re.compile(r"@([a-z][a-z0-9-]*)")


class TypeRow(NamedTuple):
    """A kind of text: size in px, whether bold, line height as a factor of the size."""

    px: int
    bold: bool
    line: float


@cache
def _tokens() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads(resource("themes", "tokens.toml").read_text("utf-8"))


@cache
def load_fonts() -> tuple[str, ...]:
    """Load the bundled fonts once (a QGuiApplication must exist) and return their families, the first one first."""
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resource("fonts", name))) < 0:
            raise RuntimeError(f"font {name} cannot be loaded")
    return FAMILIES


@cache
def _svg_source(icon: str) -> str:
    return resource("icons", f"{icon}.svg").read_text("utf-8")


class Theme:
    """One theme in one view. Widgets ask it by role and hold no colour or size of their own."""

    def __init__(self, name: str = "light", view: str = "normal") -> None:
        tokens = _tokens()
        self.name = name if name in THEMES else THEMES[0]
        self.view = view if view in VIEWS else VIEWS[0]
        hexes = {role: str(value) for role, value in tokens["theme"][self.name].items() if isinstance(value, str)}
        if self.is_large or self.name == HIGH_CONTRAST:
            hexes.update({weak: hexes[strong] for weak, strong in STRONGER_TEXT.items()})
        self._hexes = hexes
        self._colours = {role: QColor(value) for role, value in hexes.items()}
        self._types = {role: _type_row(row) for role, row in tokens["type"][self.view].items()}
        self._heights = _whole_numbers(tokens["height"][self.view])
        self._timeline = _timeline_numbers(tokens["timeline"][self.view], tokens["timeline"]["normal"])
        self._spaces = _whole_numbers(tokens["space"])
        self._radii = _whole_numbers(tokens["radius"])
        self._widths = _whole_numbers(tokens["width"])
        self._icons = {name: round(px * ICON_SCALES[self.view]) for name, px in _whole_numbers(tokens["icon"]).items()}
        overrides = _whole_numbers(tokens["theme"][self.name].get("overrides"))
        self._borders = _whole_numbers(tokens["border"])
        for border in ("control", "focus"):
            self._borders[border] = overrides.get("border-px" if border == "control" else "focus-px", self._borders[border])
        self._text_scale = self._types["body"].px / _type_row(tokens["type"]["normal"]["body"]).px
        self._fonts: dict[str, QFont] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    @property
    def is_large(self) -> bool:
        """Whether people read it from afar: the list folds, the timeline tells less at once."""
        return self.view != VIEWS[0]

    @property
    def is_high_contrast(self) -> bool:
        """Whether fills tell nothing: what they would say is said by borders."""
        return self.name == HIGH_CONTRAST

    def scaled(self, px: int) -> int:
        """A width meant for normal text, px, as wide as this view's text makes it."""
        return round(px * self._text_scale)

    def colour(self, role: str) -> QColor:
        """The colour of a role, e.g. ``text-muted``: the caller's own. A role that does not exist is a bug (KeyError)."""
        return QColor(self._colours[role])

    def font(self, type_name: str) -> QFont:
        """The font of a kind of text: caption, small, body, body-bold, heading, control, input, title, answer, figure."""
        if type_name not in self._fonts:
            row = self._types[type_name]
            font = QFont(list(load_fonts()))
            font.setPixelSize(row.px)
            font.setWeight(QFont.Weight.Bold if row.bold else QFont.Weight.Normal)
            font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
            self._fonts[type_name] = font
        return QFont(self._fonts[type_name])

    def metrics(self, type_name: str) -> QFontMetricsF:
        """The metrics of :meth:`font`."""
        return QFontMetricsF(self.font(type_name))

    def line_height(self, type_name: str) -> int:
        """The distance of two base lines of a kind of text, px."""
        row = self._types[type_name]
        return round(row.px * row.line)

    def height(self, name: str) -> int:
        """A fixed height, px, e.g. ``control``, ``list-row``, ``header``."""
        return self._heights[name]

    def space(self, n: int) -> int:
        """The n-th step (1 to 7) of the space scale, px: 4, 8, 12, 16, 24, 32, 48."""
        return self._spaces[str(n)]

    def width(self, name: str) -> int:
        """A fixed width, px, e.g. ``list-pane``, ``side-sheet``."""
        return self._widths[name]

    def radius(self, name: str) -> int:
        """A corner radius, px: ``control``, ``panel``, ``chip``."""
        return self._radii[name]

    def border(self, name: str) -> int:
        """A line width, px: ``hairline``, ``control``, ``focus``, ``focus-gap``."""
        return self._borders[name]

    def timeline(self, name: str) -> int:
        """A measure of the timeline, px, e.g. ``rail-x``, ``row-done``, ``column-step``."""
        return self._timeline[name]

    def icon_size(self, name: str) -> int:
        """The size of icons beside a kind of text, px: caption, body, control, answer, large."""
        return self._icons[name]

    def pixmap(self, icon: str, role: str, size: int, dpr: float = 1.0) -> QPixmap:
        """An icon of ``resources/icons`` in a role's colour, ``size`` logical px square, sharp at ``dpr``."""
        key = (icon, role, size, dpr)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(icon, role, size, dpr)
        return self._pixmaps[key]

    def _render(self, icon: str, role: str, size: int, dpr: float) -> QPixmap:
        source = _svg_source(icon).replace("currentColor", self._hexes[role])
        if size <= SMALL_ICON_PX:
            source = source.replace('stroke-width="2"', 'stroke-width="2.25"')
        renderer = QSvgRenderer(QByteArray(source.encode()))
        pixels = round(size * dpr)
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(dpr)
        return pixmap

    def style_sheet(self) -> str:
        """The application's style sheet: the template with every ``@role`` filled in."""
        names = dict(self._hexes)
        names.update({f"height-{name}": f"{px}px" for name, px in self._heights.items()})
        names.update({f"space-{name}": f"{px}px" for name, px in self._spaces.items()})
        names.update({f"radius-{name}": f"{px}px" for name, px in self._radii.items()})
        names.update({f"border-{name}": f"{px}px" for name, px in self._borders.items()})
        template = resource("style.qss").read_text("utf-8")
        return ROLE_NAME.sub(lambda found: names[found.group(1)], template)

    def palette(self) -> QPalette:
        """The palette for what the style sheet does not reach: selection, placeholder, tool tips, links."""
        groups = QPalette.ColorGroup
        roles = QPalette.ColorRole
        palette = QPalette()
        for role, name in {
            roles.Window: "surface", roles.WindowText: "text", roles.Base: "surface-raised",
            roles.AlternateBase: "surface", roles.Text: "text", roles.Button: "surface-raised",
            roles.ButtonText: "text", roles.BrightText: "bad", roles.Highlight: "accent",
            roles.HighlightedText: "text-on-accent", roles.PlaceholderText: "text-hint",
            roles.ToolTipBase: "surface-raised", roles.ToolTipText: "text", roles.Link: "accent-text",
            roles.Light: "surface-raised", roles.Midlight: "surface-hover", roles.Mid: "line",
            roles.Dark: "line-strong", roles.Shadow: "line-strong",
        }.items():
            palette.setColor(role, self.colour(name))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(groups.Disabled, role, self.colour("text-disabled"))
        return palette

    def apply(self, app: QApplication) -> None:
        """Dress the application: bundled font, palette, Fusion style."""
        app.setStyle("Fusion")
        app.setFont(self.font("body"))
        app.setPalette(self.palette())

    def dress(self, window: QWidget) -> None:
        """Give a top-level window the style sheet.

        Not to the application: there every widget that is put into another pays for it again (a page 90 ms, not 30).
        """
        window.setStyleSheet(self.style_sheet())


def _whole_numbers(rows: object, prefix: str = "") -> dict[str, int]:
    if not isinstance(rows, dict):
        return {}
    return {f"{prefix}{name}": value for name, value in rows.items() if isinstance(value, int)}


def _timeline_numbers(own: object, usual: object) -> dict[str, int]:
    """The timeline's measures; what a view does not say itself is as usual."""
    numbers: dict[str, int] = {}
    for rows in (usual, own):
        if isinstance(rows, dict):
            numbers.update(_whole_numbers(rows))
            for part, prefix in (("columns", "column-"), ("wide-columns", "wide-column-"), ("dwell-bar", "dwell-bar-")):
                numbers.update(_whole_numbers(rows.get(part), prefix))
    return numbers


def _type_row(row: object) -> TypeRow:
    if not isinstance(row, dict):
        raise TypeError("a row of [type] must be a table")
    return TypeRow(round(float(row["pt"]) * 4 / 3), int(row["weight"]) >= 700, float(row["line"]))
