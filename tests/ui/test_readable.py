"""What was written with a pictograph is shown in words that any font draws; the record keeps it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator_app.record import room
from facilitator_app.ui.readable import readable
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("She hums \U0001f3b5 now", "She hums [musical note] now"),
        ("\U0001f469\u200d\u2695\ufe0f", "[woman][staff of aesculapius]"),
        ("\u2764\ufe0f \u25cf", "[heavy black heart] \u25cf"),
        ("\U0001f44d\U0001f3fd", "[thumbs up sign][emoji modifier fitzpatrick type-4]"),
        (
            "\u05e9\u05dc\u05d5\u05dd, \u0645\u0631\u062d\u0628\u0627, \u4f60\u597d",
            "\u05e9\u05dc\u05d5\u05dd, \u0645\u0631\u062d\u0628\u0627, \u4f60\u597d",
        ),
        ("\U000e0fff", "[U+E0FFF]"),
        ("120/80 \u2192 \u00b5g\n", "120/80 \u2192 \u00b5g\n"),
    ],
)
def test_a_sign_that_the_font_does_not_hold_is_told_by_its_name(written: str, shown: str) -> None:
    assert readable(written) == shown


async def test_a_note_with_a_sign_is_kept_as_written_and_shown_in_words(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.there("words.text.input").setProperty("text", "hums \U0001f3b5")
        hands.touch("words.save")
        await until(lambda: facts(place, room.Noted) == [room.Noted(text="hums \U0001f3b5")])
        hands.touch("rail.history")
        await until(lambda: "hums [musical note]" in [row[3] for row in view.history.lines.rows])
