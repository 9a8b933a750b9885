"""What a line about the music says, in words: piece, place in it, level, and what changed it.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator_app.record import music, room

if TYPE_CHECKING:
    from facilitator_app.music_lanes import HeardChange, HeardPiece
    from facilitator_app.wording import Words


def place(second: int) -> str:
    """A place in a piece: "2:05"."""
    return f"{second // 60}:{second % 60:02}"


def level(level_db: int, words: Words) -> str:
    """A level as the bar says it: "−6 dB"."""
    return words.render("room_ui.level" if level_db else "room_ui.level_full", level=abs(level_db))


def heard(told: music.Heard, words: Words) -> str:
    """What was heard at a moment: "Wide Water at 2:05, −6 dB, down for a voice"."""
    parts = [at(told, words)]
    if told.level_db:
        parts.append(level(told.level_db, words))
    if told.ducked:
        parts.append(words.render("told.music_ducked_then"))
    return ", ".join(parts)


def at(told: music.Heard, words: Words) -> str:
    """The piece that was heard at a moment and the place in it, where that is known: "Wide Water at 2:05"."""
    if told.second is None:
        return told.title
    return words.render("told.music_at", title=told.title, place=place(told.second))


def came(piece: HeardPiece, words: Words) -> str:
    """Why a piece came: "chosen as the next piece, from 0:12, −6 dB"; empty where it simply was its turn."""
    parts = [words.render(f"told.music_in_{piece.came}")] if piece.came not in ("", "begun", "ended") else []
    if piece.second:
        parts.append(words.render("told.music_place_from", place=place(piece.second)))
    if piece.level_db:
        parts.append(level(piece.level_db, words))
    return ", ".join(parts)


def went(piece: HeardPiece, words: Words) -> str:
    """Why it was over: "left for the phase, until 6:00"; empty where it simply ended."""
    parts = [words.render(f"told.music_out_{piece.went}")] if piece.went not in ("", "ended") else []
    if piece.until and parts:
        parts.append(words.render("told.music_until", place=place(piece.until)))
    return ", ".join(parts)


def changed(change: HeardChange, words: Words) -> str:
    """What was done meanwhile: "level −6 dB (2:05)"."""
    told = words.render(f"told.music_{change.what.value}", minutes=change.minutes, level=level(change.level_db, words))
    if change.because:
        told += words.render(f"told.music_because_{change.because}")
    return f"{told} ({place(change.second)})"


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
