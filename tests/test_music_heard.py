"""What was heard at a moment, told afterwards from the lines about the music."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from facilitator_app import music_words, review, text
from facilitator_app.record import music, room
from tests.told import ZONE, Told, full_session

DENVER = ZoneInfo(ZONE)
WORDS = text.english()


def heard(told: Told, minute: float) -> str:
    """What the review says was heard so many minutes in."""
    lanes = review.timeline(told.history, DENVER, WORDS)
    moment = (told.start + timedelta(minutes=minute)).astimezone(DENVER)
    return "; ".join(music_words.heard(span.heard(moment), WORDS) for span in review.during(lanes, moment).playing)


@pytest.fixture
def evening() -> Told:
    """A piece that is lowered for a voice and made quieter, and one that comes for the phase."""
    told = full_session()
    told.write(200, music.MusicBegan(play="a", title="Tideline", phase="peak", because="begun"))
    told.write(202, music.MusicChanged(what=music.What.DUCKED, title="Tideline", phase="peak", second=120))
    told.write(203, music.MusicChanged(what=music.What.UNDUCKED, title="Tideline", phase="peak", second=180))
    told.write(204, music.MusicChanged(what=music.What.LEVELLED, title="Tideline", second=240, level_db=-6))
    told.write(206, music.MusicEnded(play="a", title="Tideline", why="followed", second=360, level_db=-6))
    told.write(
        206, music.MusicBegan(play="b", title="Hearth", phase="return", second=12, level_db=-6, because="followed")
    )
    return told


def test_piece_place_and_level_of_every_moment_can_be_told(evening: Told) -> None:
    assert heard(evening, 199) == ""
    assert heard(evening, 201) == "Tideline at 1:00"
    assert heard(evening, 202.5) == "Tideline at 2:30, lowered for a voice"
    assert heard(evening, 203.5) == "Tideline at 3:30"
    assert heard(evening, 205) == "Tideline at 5:00, −6 dB"
    assert heard(evening, 207) == "Hearth at 1:12, −6 dB"


def test_lines_of_the_first_kinds_tell_the_piece_alone() -> None:
    told = full_session()
    told.write(200, room.MusicBegan(play="a", title="Tideline", phase="peak"))
    assert heard(told, 201) == "Tideline"


def test_the_lines_say_what_was_done_and_where(evening: Told) -> None:
    lanes = review.timeline(evening.history, DENVER, WORDS)
    said = [row.text for row in lanes.room if row.kind == "music"]
    assert said == [
        "lowered to speak to the room (Tideline, 2:00)",
        "back from lowered (Tideline, 3:00)",
        "level −6 dB (Tideline, 4:00)",
    ]
