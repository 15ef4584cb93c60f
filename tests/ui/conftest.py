"""The look every window test stands on: the light theme applied once, and the words of both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.texts import Texts
from ui.theme import Theme


@pytest.fixture(scope="session")
def light_theme(qapp: QApplication) -> Theme:
    """The light theme, its fonts and pictures made once."""
    return Theme()


@pytest.fixture
def theme(qapp: QApplication, light_theme: Theme) -> Iterator[Theme]:
    """The light theme, on the whole application: a widget of a test has no window of ours around it."""
    light_theme.apply(qapp)
    qapp.setStyleSheet(light_theme.style_sheet())
    yield light_theme
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The words in Chinese, the first language."""
    return Texts("zh_CN")


@pytest.fixture(scope="session")
def english() -> Texts:
    """The words in English."""
    return Texts("en")
