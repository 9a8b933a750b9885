"""What a line about the music says, in words: piece, place in it, level, and what changed it.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator_app.record import music, room

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def place(second: int) -> str:
    """A place in a piece: "2:05"."""
    return f"{second // 60}:{second % 60:02}"


def level(level_db: int, words: Words) -> str:
    """A level as the bar says it: "−6 dB"."""
    return words.render("room_ui.level" if level_db else "room_ui.level_full", level=abs(level_db))


def heard(told: music.Heard, words: Words) -> str:
    """What was heard at a moment: "Wide Water at 2:05, −6 dB, down for a voice"."""
    parts = [told.title]
    if told.second is not None:
        parts = [words.render("told.music_at", title=told.title, place=place(told.second))]
    if told.level_db:
        parts.append(level(told.level_db, words))
    if told.ducked:
        parts.append(words.render("told.music_ducked_then"))
    return ", ".join(parts)


def _began(fact: room.MusicBegan, words: Words) -> str:
    return words.render("told.music_began", title=fact.title)


def _ended(fact: room.MusicEnded, words: Words) -> str:
    return words.render("told.music_ended", title=fact.title, why=fact.why)


def _began_at(fact: music.MusicBegan, words: Words) -> str:
    parts = [fact.title]
    if fact.second:
        parts = [words.render("told.music_from", title=fact.title, place=place(fact.second))]
    if fact.level_db:
        parts.append(level(fact.level_db, words))
    if fact.because not in ("", "begun", "ended"):
        parts.append(words.render(f"told.music_in_{fact.because}"))
    return ", ".join(parts)


def _ended_at(fact: music.MusicEnded, words: Words) -> str:
    parts = [words.render("told.music_ended", title=fact.title, why=words.render(f"told.music_out_{fact.why}"))]
    if fact.why != "ended" and fact.second:
        parts.append(words.render("told.music_until", place=place(fact.second)))
    return ", ".join(parts)


def _changed(fact: music.MusicChanged, words: Words) -> str:
    told = words.render(f"told.music_{fact.what.value}", minutes=fact.minutes, level=level(fact.level_db, words))
    if fact.because:
        told += words.render(f"told.music_because_{fact.because}")
    if fact.title:
        told += words.render("told.music_while", title=fact.title, place=place(fact.second))
    return told


def _troubled(fact: room.MusicTroubled, words: Words) -> str:
    """Which piece was passed over, and why; or what happened to the sound."""
    said = words.render(fact.trouble)
    return f"{fact.title}: {said}" if fact.title and fact.trouble.startswith("music.piece_") else said


TELLERS: Mapping[type, Callable[[Any, Words], str]] = {
    room.MusicBegan: _began,
    room.MusicEnded: _ended,
    room.MusicTroubled: _troubled,
    music.MusicBegan: _began_at,
    music.MusicEnded: _ended_at,
    music.MusicChanged: _changed,
}
