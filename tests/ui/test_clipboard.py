"""What was copied from the window does not stay on the clipboard; what somebody else copied is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from facilitator_app.ui.clipboard import KEPT_MS, BriefClipboard
from tests.ui.conftest import application
from tests.waiting import until


@pytest.fixture
def clipboard() -> Iterator[QClipboard]:
    application()
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def owner() -> Iterator[QObject]:
    """What the object under test hangs from, gone after it."""
    made = QObject()
    yield made
    made.deleteLater()


async def test_a_copied_note_is_gone_after_its_time(clipboard: QClipboard, owner: QObject) -> None:
    ours = QClipboard.Mode.Clipboard
    brief = BriefClipboard(clipboard, owner, kept_ms=30, owns=lambda mode: mode is ours)
    clipboard.setText("Rowan's own words")
    assert clipboard.text() == "Rowan's own words"
    await until(lambda: clipboard.text() == "")
    assert KEPT_MS == 60_000
    brief.deleteLater()


async def test_what_somebody_else_copied_meanwhile_stays(clipboard: QClipboard, owner: QObject) -> None:
    is_ours = True
    brief = BriefClipboard(clipboard, owner, kept_ms=30, owns=lambda mode: is_ours)
    clipboard.setText("Rowan's own words")
    is_ours = False
    clipboard.setText("a shopping list")
    await until(lambda: not brief._timer.isActive())
    assert clipboard.text() == "a shopping list"
    brief.deleteLater()


async def test_it_is_emptied_at_the_end(clipboard: QClipboard, owner: QObject) -> None:
    brief = BriefClipboard(clipboard, owner, owns=lambda mode: mode is QClipboard.Mode.Clipboard)
    clipboard.setText("Rowan's own words")
    brief.forget()
    assert clipboard.text() == ""
    brief.deleteLater()
