"""What can be written down of the music: which piece was heard, from where in it, how loud, and what changed it.  Pure.

The first kinds of a beginning and an end (``room``) did not know place and level; lines of them are read as they are.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.entry import Fact

DUCKED_DB = -12
"""So far the music sinks while somebody speaks to the room."""


class MusicBegan(room.MusicBegan, frozen=True, kw_only=True, tag="music_began/2"):
    """A piece begins, or is heard again: from which second of it, at what level (whole dB, at most 0), brought in by what.

    ``because``: begun, ended (the one before was over), skipped, followed (the phase), failed, or faded_in.
    """

    second: int = 0
    level_db: int = 0
    because: str = ""

    def __post_init__(self) -> None:
        """Refuse a place before the beginning, and a level above full."""
        _within(self.second, self.level_db)


class MusicEnded(room.MusicEnded, frozen=True, kw_only=True, tag="music_ended/2"):
    """A piece is no longer heard: at which second of it, at what level it was until then."""

    second: int = 0
    level_db: int = 0

    def __post_init__(self) -> None:
        """Refuse a place before the beginning, and a level above full."""
        _within(self.second, self.level_db)


class What(StrEnum):
    """What somebody did to the music while a piece went on."""

    DUCKED = "ducked"
    UNDUCKED = "unducked"
    LEVELLED = "levelled"
    HELD = "held"


class MusicChanged(Fact, frozen=True, kw_only=True, tag="music_changed/1"):
    """The same piece goes on, but otherwise: ducked to speak to the room, at another level, or its phase held.

    ``minutes`` by which the phase was held (HELD), ``because``: further_dose, or empty where somebody simply wished it.
    """

    what: What
    title: str = ""
    phase: str = ""
    second: int = 0
    level_db: int = 0
    minutes: int = 0
    because: str = ""
    event: str = ""

    def __post_init__(self) -> None:
        """Refuse a place before the beginning, a level above full, a hold of less than nothing."""
        _within(self.second, self.level_db)
        if self.minutes < 0:
            raise Refusal("music.hold_range", field="minutes", most=120)


MUSIC = (room.MusicBegan, room.MusicEnded, room.MusicTroubled, MusicBegan, MusicEnded, MusicChanged)
"""Every kind that is told by the music itself."""


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What was heard at a moment.  ``second`` and ``level_db`` None: the lines of that time do not tell."""

    title: str
    phase: str
    second: int | None = None
    level_db: int | None = None
    ducked: bool = False


def _within(second: int, level_db: int) -> None:
    if second < 0 or not -40 <= level_db <= 0:
        raise Refusal("music.heard_range", field="level_db")
