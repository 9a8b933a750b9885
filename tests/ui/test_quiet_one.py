"""What a brief tile and a field of large text say first: who is alone for longest, and the figure that is typed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickItem

from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.room import TouchAgreed
from tests.ui.hands import under
from tests.ui.test_room import in_the_room


async def test_on_a_brief_tile_the_one_alone_for_longest_reads_so_before_figures_tell_their_age(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=6, scene="calm", size=(1280, 800)) as (place, hands, view):
        hands.shell.appearance.set_percent("150")
        place.clock.advance(timedelta(minutes=12))
        for name in set(place.people) - {"Idris"}:
            await place.check(name, 70, 120, 70, 98)
        await place.write("Idris", TouchAgreed(consent="hand only", narrowed=True))
        await place.write("Idris", AdverseReported(what="nausea", severity=Severity.MILD))
        view.tick()
        for _ in range(3):
            hands.window.view.grabWindow()
        texts = [item.property("text") for item in under(hands.there("tile.3")) if item.isVisible()]
        assert {"longest 17 min", "136/80"} <= {text for text in texts if isinstance(text, str)}


@pytest.mark.parametrize("percent", ["100", "200"])
async def test_the_figure_that_is_typed_is_larger_than_the_name_of_its_field(tmp_path: Path, percent: str) -> None:
    async with in_the_room(tmp_path, seats=6, size=(800, 1280)) as (_, hands, _view):
        hands.shell.appearance.set_percent(percent)
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.keys("7")
        for _ in range(3):
            hands.window.view.grabWindow()
        drawn = {item.property("text"): item for item in under(hands.there("vitals.heart_rate")) if item.isVisible()}
        assert _height(drawn["7"]) > _height(drawn["HR"])


def _height(text: QQuickItem) -> float:
    """Of its letters as they are drawn, made smaller to fit or not."""
    return float(text.property("contentHeight"))
