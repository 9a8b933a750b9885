"""The room by the keyboard alone: what a key opened is what the next Tab leads into."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui import looks
from tests.ui.hands import Hands, spoken
from tests.ui.test_appearance import settled
from tests.ui.test_room import in_the_room

SHIFT, BACK = Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Backtab


async def open_by_key(hands: Hands, name: str, key: Qt.Key = Qt.Key.Key_Space) -> None:
    """Come to a control by Tab, and press a key."""
    hands.there(name).forceActiveFocus(Qt.FocusReason.TabFocusReason)
    hands.key(key)
    await settled(hands)


def is_in_the_page(hands: Hands) -> bool:
    return hands.there("section").isAncestorOf(hands.window.view.activeFocusItem())


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
async def test_the_next_tab_leads_into_the_page_that_a_key_opened_and_one_back_to_the_rail(
    tmp_path: Path, key: Qt.Key
) -> None:
    async with in_the_room(tmp_path, scene="busy") as (_, hands, view):
        hands.touch("tile.2")
        for part in [row["key"] for row in view.sections if row["usable"]]:
            await open_by_key(hands, f"rail.{part}", key)
            assert view.section == part
            if hands.sees("section.focused"):  # no field took the keyboard
                hands.key_with(BACK, SHIFT)
                assert hands.window.view.activeFocusItem() is hands.there(f"rail.{part}")
                await open_by_key(hands, f"rail.{part}", key)
                first = next(item for item in looks.controls(hands.there("section")) if item.activeFocusOnTab())
                hands.key(Qt.Key.Key_Tab)
                assert hands.window.view.activeFocusItem() is first, part
            else:
                hands.key(Qt.Key.Key_Tab)
            assert is_in_the_page(hands), f"{part}: Tab leads to {hands.window.view.activeFocusItem().objectName()}"


async def test_a_page_opened_by_a_key_shows_that_the_keyboard_is_there_and_is_told_by_its_name(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="busy") as (_, hands, _view):
        hands.touch("tile.2")
        await open_by_key(hands, "rail.dose")
        ring = hands.there("section.focused")
        assert spoken(hands.there("section")) == spoken(hands.there("rail.dose"))
        hands.key(Qt.Key.Key_Tab)
        await settled(hands)
        assert not ring.isVisible()


async def test_the_end_opened_by_a_key_is_one_tab_away(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="busy") as (_, hands, view):
        await open_by_key(hands, "end")
        assert view.section == "end"
        hands.key_with(BACK, SHIFT)
        assert hands.window.view.activeFocusItem() is hands.there("end")
        await open_by_key(hands, "end")
        hands.key(Qt.Key.Key_Tab)
        assert is_in_the_page(hands)


async def test_a_page_opened_by_a_finger_has_no_ring_though_the_keyboard_was_in_the_one_before(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="busy") as (_, hands, _view):
        hands.touch("tile.2")
        await open_by_key(hands, "rail.dose")
        hands.key(Qt.Key.Key_Tab)
        hands.touch("rail.person")
        await settled(hands)
        assert not hands.sees("section.focused")
