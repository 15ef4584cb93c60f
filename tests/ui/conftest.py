"""The look every window test stands on: the light theme applied once, and the words of both languages."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.texts import Texts
from ui.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The light theme, applied to the application."""
    made = Theme()
    made.apply(qapp)
    return made


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The words in Chinese, the first language."""
    return Texts("zh_CN")


@pytest.fixture(scope="session")
def english() -> Texts:
    """The words in English."""
    return Texts("en")
