"""The theme: every pair of colours can be read, every icon and character is there, one style sheet."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QImage, QRawFont
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit

from counter_app.domain.kinds import KINDS
from counter_app.resource_files import resource
from ui import theme as theme_module
from ui.theme import THEMES, Theme
from ui.widgets.chips import STATUS_LOOKS

TOKENS = tomllib.loads(resource("themes", "tokens.toml").read_text("utf-8"))
ICONS = sorted(path.stem for path in resource("icons").glob("*.svg"))
UI = Path(theme_module.__file__).parent


def luminance(colour: QColor) -> float:
    """WCAG 2.2 relative luminance."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_pair_of_text_and_background_can_be_read(name: str) -> None:
    theme = Theme(name)
    weak = {
        pair: ratio
        for pair in TOKENS["theme"][name]["contrast"]
        for text, ground in [pair.split(" on ")]
        if (ratio := contrast(theme.colour(text), theme.colour(ground))) < (7 if name == "high-contrast" else 4.5)
    }
    assert not weak


@pytest.mark.parametrize("name", THEMES)
def test_borders_and_focus_rings_stand_out_from_their_ground(name: str) -> None:
    theme = Theme(name)
    for pair in TOKENS["theme"][name]["contrast-non-text"]:
        one, ground = pair.split(" on ")
        assert contrast(theme.colour(one), theme.colour(ground)) >= 3, pair


@pytest.mark.parametrize("name", THEMES)
def test_the_colours_keep_the_contrasts_the_tokens_promise(name: str) -> None:
    theme = Theme(name)
    for pair, written in TOKENS["theme"][name]["contrast"].items():
        text, ground = pair.split(" on ")
        assert contrast(theme.colour(text), theme.colour(ground)) >= written - 0.001, pair


def test_weak_text_gives_way_to_stronger_text_in_large_view() -> None:
    large = Theme("light", "large")
    assert large.colour("text-hint") == large.colour("text-muted") != Theme().colour("text-hint")


@pytest.mark.parametrize("icon", ICONS)
def test_every_icon_paints_something_in_its_colour(theme: Theme, icon: str) -> None:
    image = theme.pixmap(icon, "bad", 18, 2.0).toImage()
    assert image.width() == 36
    inked = [QColor(image.pixelColor(x, y)) for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() > 250]
    assert len(inked) > 20
    assert all(abs(pixel.red() - theme.colour("bad").red()) < 4 for pixel in inked)


def test_icons_named_by_kinds_and_states_are_there() -> None:
    named = {kind.icon for kind in KINDS.values()} | {look[0] for look in STATUS_LOOKS.values()}
    assert named <= set(ICONS)


def test_a_pixmap_is_rendered_once(theme: Theme) -> None:
    assert theme.pixmap("check", "good", 16).cacheKey() == theme.pixmap("check", "good", 16).cacheKey()


@pytest.mark.parametrize("kind", ["caption", "body", "control", "answer"])
def test_text_is_set_in_the_bundled_font(theme: Theme, kind: str) -> None:
    assert QFontInfo(theme.font(kind)).family() == "Noto Sans SC"


@pytest.mark.parametrize("letter", ["营", "䶮", "·", "Q", "8"])
def test_the_bundled_font_has_the_letters_of_names(theme: Theme, letter: str) -> None:
    raw = QRawFont.fromFont(theme.font("body"))
    assert all(raw.glyphIndexesForString(letter))


def test_a_rare_character_is_painted_from_the_second_bundled_font(theme: Theme, qapp: QApplication) -> None:
    assert painted("𠮷", theme) != painted("\U000e0fff", theme)


def painted(letter: str, theme: Theme) -> bytes:
    """The pixels of one letter."""
    box = QLineEdit(letter)
    box.setFont(theme.font("title"))
    box.resize(80, 40)
    image = box.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return bytes(image.constBits())


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_every_role_filled_in(name: str) -> None:
    sheet = Theme(name).style_sheet()
    assert "@" not in sheet
    assert Theme(name).colour("surface-raised").name().upper() in sheet


def test_a_role_that_does_not_exist_is_a_bug(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.colour("pink")


def test_no_widget_holds_a_colour_of_its_own() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{3,8}\b|QColor\(|GlobalColor\.(?!transparent)|\brgba?\(")
    offences = [
        f"{path.name}: {found.group()}"
        for path in UI.rglob("*.py")
        if path.name not in ("theme.py", "qt_printer.py")
        for found in literal.finditer(path.read_text("utf-8"))
    ]
    assert not offences


def test_the_hint_in_a_field_can_be_read(theme: Theme) -> None:
    ground = QFrame()
    ground.setProperty("role", "pane")
    field = QLineEdit(ground)
    field.setFont(theme.font("figure"))
    field.setPlaceholderText("一一一")
    field.setGeometry(0, 0, 300, 60)
    ground.resize(300, 60)
    image = ground.grab().toImage()
    strongest = max(contrast(image.pixelColor(x, y), theme.colour("surface-raised")) for x in range(290) for y in range(60))
    assert strongest == pytest.approx(contrast(theme.colour("text-hint"), theme.colour("surface-raised")), abs=0.3)


def test_a_colour_that_is_changed_by_its_caller_stays_what_it_is_for_others(theme: Theme) -> None:
    theme.colour("surface").setAlphaF(0.5)
    assert theme.colour("surface").alphaF() == 1
