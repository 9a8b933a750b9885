"""What came due while the app was away, in the smallest window with every seat taken."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPointF

from tests.ui import scenes
from tests.ui.hands import at_window
from tests.waiting import until


async def test_a_long_list_of_what_came_due_leaves_every_button_of_the_room_in_reach(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path, seats=8)
    await scenes.calm(place)
    scope = place.session.scope
    await place.app.leave_session()
    place.clock.advance(timedelta(minutes=40))
    await place.app.enter_session(scope)
    async with at_window(place.app, (1024, 640), start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("away.since")
        panel = hands.there("round.begin").parentItem()
        while not panel.property("contentHeight"):  # what scrolls
            panel = panel.parentItem()
        last = hands.there("room.note")
        foot = last.mapToItem(panel, QPointF(0, last.height())).y()
        assert panel.height() < foot <= panel.property("contentHeight"), "below the list, one scroll away, not cut off"
        hands.touch("away.read")
        await until(lambda: last.mapToItem(panel, QPointF(0, last.height())).y() < foot)
