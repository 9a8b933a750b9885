"""A copy of the record that fails is told over the room, quietly, and stays told until one succeeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator_app.record import room
from tests.ui import scenes
from tests.ui.hands import Hands, at_window
from tests.waiting import until


def copies_told(hands: Hands) -> list[tuple[str, bool]]:
    """The banners about copies, and whether they can be put away."""
    return [(told.key, told.dismissable) for told in hands.shell.notices.present if told.key.startswith("copies.")]


@pytest.mark.expects_log
async def test_a_failed_copy_stays_told_until_one_succeeds(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path / "clinic", 2)
    app = place.app
    async with at_window(app, (1280, 800), start=False) as hands:
        hands.shell.go("room")
        await hands.until_sees("tile.1")
        assert app.journal is not None
        (app.folder / "backups").write_text("a file where the folder should be")
        await app.copies.take(app.journal)
        await until(lambda: copies_told(hands) == [("copies.failed", False)])
        await place.write("Rowan", room.Noted(text="The room goes on."))
        assert copies_told(hands) == [("copies.failed", False)]
        (app.folder / "backups").unlink()
        await app.copies.take(app.journal)
        await until(lambda: copies_told(hands) == [])
