"""A line opened in the real window: what it lacks is in view, and its own time is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF

from facilitator_app.record import room
from tests.ui import looks
from tests.ui.hands import Hands
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


def in_view(hands: Hands, name: str) -> bool:
    """Nobody has to scroll to see it."""
    item = hands.there(name)
    return not looks.is_cut(item, item.mapRectToScene(QRectF(0, 0, item.width(), item.height())))


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_a_reason_that_is_missing_is_in_view_and_typed_at_once(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_the_room(tmp_path, size=size) as (place, hands, view):
        await place.write("Amara", room.Noted(text="asked for water"), ago=7)
        hands.touch("tile.2")
        hands.touch("rail.history")
        line = next(row for row in view.history.lines.rows if row[3] == "asked for water")
        hands.touch(f"history.line.{line[0]}")
        assert hands.there("amend.time").property("hint") == line[1], "an empty time field shows the line's own"
        hands.write("amend.text", "asked for tea")
        hands.touch("amend.save")
        await hands.until_sees("refused")
        assert in_view(hands, "amend.reason.input")
        assert in_view(hands, "refused")
        hands.keys("misheard")
        assert hands.reads("amend.reason") == "misheard"
        hands.touch("amend.save")
        await until(lambda: facts(place, room.Noted) == [room.Noted(text="asked for tea")])
        shown = next(row for row in view.history.lines.rows if row[0] == line[0])
        assert shown[1] == line[1], "its time stays"
