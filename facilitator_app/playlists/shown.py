"""What is heard, as the window sees it: the engine's report with the names that are shown.  Asks nobody for anything."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal, TypeAlias

from facilitator_app.playlists.engine.protocol import Status

DeckStatus: TypeAlias = Literal["idle", "playing", "faded", "no_device", "no_libvlc", "engine_lost"]


@dataclass(frozen=True)
class DeckState:
    """What is heard.  Lengths are seconds (0: not known), ``trouble`` is the key of a text that says what to do."""

    status: DeckStatus = "idle"
    title: str = ""
    by: str = ""
    phase: str = ""
    position_s: float = 0.0
    length_s: float = 0.0
    next_title: str = ""
    level_db: float = 0.0
    trouble: str | None = None
    piece_id: str = ""
    device: str = ""
    faded: bool = False
    """Held in silence, also while there is no device."""
    ducked: bool = False
    """12 dB down, so that somebody can speak."""
    held_s: float = 0.0
    """By so much the phase was lengthened."""
    moves_in_s: float = 0.0
    """Until the next piece comes in, when that was asked for and waits for a quiet moment; else 0."""
    lufs: float | None = None
    """The loudness of the piece itself; None while nobody has measured it."""
    gain_db: float = 0.0
    """What it is played with, to be at the level of the others."""
    underruns: int = 0
    missed_ms: int = 0
    """So often, and for so long in all, what was to be heard was not there in time, since the engine was started."""


@dataclass(frozen=True)
class DeckChange:
    """The deck before and after one report."""

    before: DeckState
    after: DeckState


def state_of(status: Status, title: str, by: str, next_title: str) -> DeckState:
    """What the engine says, with the names that are shown."""
    trouble = {"no_device": "music.no_device", "no_libvlc": no_libvlc_key()}.get(status.status, status.trouble)
    return DeckState(
        status.status,
        title,
        by,
        status.phase,
        status.position_s,
        status.length_s,
        next_title,
        status.level_db,
        trouble or None,
        status.piece,
        status.device,
        status.faded,
        status.ducked,
        status.held_s,
        status.moves_in_s,
        status.lufs,
        status.gain_db,
        status.underruns,
        status.missed_ms,
    )


def no_libvlc_key() -> str:
    """The text that says how libVLC is had on this platform."""
    return {"darwin": "music.no_libvlc_macos", "win32": "music.no_libvlc_windows"}.get(
        sys.platform, "music.no_libvlc_linux"
    )
