"""The on-screen keyboard, by fingers on a touch screen: it comes, types what it shows, and goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint

from facilitator_app.record import room
from tests.ui.hands import Hands
from tests.ui.test_room import facts, in_the_room
from tests.ui.test_two_hands import fingers, middle
from tests.waiting import until


async def tap(hands: Hands, name: str) -> None:
    """One touch of a finger."""
    at: QPoint = middle(hands, name)
    await fingers(hands, press={0: at})
    await fingers(hands, lift={0: at})


async def type_by_touch(hands: Hands, text: str) -> None:
    for letter in text:
        if letter.isupper():
            await tap(hands, "keyboard.shift")
        await tap(hands, "keyboard." + {" ": "space"}.get(letter, letter.lower()))


def up(hands: Hands) -> bool:
    return hands.sees("keyboard")


async def test_a_note_is_written_by_touch_alone(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        await tap(hands, "tile.2")
        await tap(hands, "quick.quote")
        await until(lambda: up(hands))
        await type_by_touch(hands, "Like the sea")
        await tap(hands, "words.save")
        await until(lambda: facts(place, room.Quoted))
        said = facts(place, room.Quoted)[0]
        assert isinstance(said, room.Quoted)
        assert said.text == "Like the sea"
