"""What the engine shows of itself: to the window, and to the engine that may have to go on in its place.  Pure."""

from __future__ import annotations

from dataclasses import replace

from facilitator_app.playlists.engine.decks import Decks, Playing
from facilitator_app.playlists.engine.lengths import Lengths
from facilitator_app.playlists.engine.memory import Place
from facilitator_app.playlists.engine.mixer import Mixer
from facilitator_app.playlists.engine.pool import Pool
from facilitator_app.playlists.engine.protocol import EngineStatus, PlannedPiece, Status
from facilitator_app.playlists.engine.trims import Trims


def place_of(mode: str, pool: Pool, decks: Decks, mixer: Mixer, device: str) -> Place:
    """Where the music is, to be remembered."""
    level, ducked = mixer.level, mixer.duck.target < 1.0
    place = Place(level_db=level.decibel, device=device, target_db=level.target, ducked=ducked)
    if mode in ("idle", "ending") or not pool.plan.pieces:
        return place
    told = "playing" if mode == "playing" else "faded"
    current, waiting = decks.current, decks.waiting
    if current is not None and current.pool is pool:
        return replace(place, mode=told, plan=pool.plan, index=current.index, position_s=current.stream.position_s)
    if waiting is not None:
        return replace(place, mode=told, plan=pool.plan, index=waiting.index, position_s=waiting.stream.start_s)
    return replace(place, mode=told, plan=pool.plan)


def heard_of(mode: str, decks: Decks) -> tuple[Playing | None, Playing | None]:
    """What is heard and what comes; a piece that is about to be heard counts as heard when nothing else is."""
    if decks.current is None and mode == "playing":
        return decks.waiting, None
    return decks.current, decks.waiting


def status_of(mode: str, pool: Pool, decks: Decks, lengths: Lengths, trims: Trims, mixer: Mixer) -> Status:
    """What is heard, as the window is to see it."""
    shown: EngineStatus = "idle" if mode == "idle" else "faded" if mode == "faded" else "playing"
    heard, after = heard_of(mode, decks)
    piece = heard.piece if heard is not None else PlannedPiece("")
    following = after.piece if after is not None else PlannedPiece("")
    return Status(
        shown,
        piece.id if piece.path else "",
        piece.path,
        piece.title,
        piece.by,
        pool.plan.phase,
        round(heard.stream.position_s, 2) if heard is not None else 0.0,
        round(lengths.of(heard), 2) if heard is not None else 0.0,
        following.id if following.path else "",
        following.path,
        following.title,
        round(mixer.level.decibel, 1),
        trouble=_trouble(shown, heard),
        faded=mode == "faded",
        gain_db=round(heard.voice.trim.decibel, 1) if heard is not None else 0.0,
        lufs=trims.lufs(heard.piece) if heard is not None else None,
        ducked=mixer.duck.target < 1.0,
        held_s=pool.plan.held_s,
    )


def _trouble(shown: EngineStatus, heard: Playing | None) -> str:
    if shown != "playing":
        return ""
    if heard is None:
        return "music.nothing_to_play"
    if heard.pool.bed_alone:
        return "music.bed_alone"
    return "music.bed_plays" if heard.pool.is_bed(heard.index) else ""
