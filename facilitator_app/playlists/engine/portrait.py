"""What the engine shows of itself: to the window, and to the engine that may have to go on in its place.  Pure."""

from __future__ import annotations

from facilitator_app.playlists.engine.decks import Decks
from facilitator_app.playlists.engine.memory import Place
from facilitator_app.playlists.engine.pool import Pool
from facilitator_app.playlists.engine.protocol import EngineStatus, PlannedPiece, Status


def place_of(mode: str, pool: Pool, decks: Decks, level_db: float, device: str) -> Place:
    """Where the music is, to be remembered."""
    if mode in ("idle", "ending") or not pool.plan.pieces:
        return Place(level_db=level_db, device=device)
    told = "playing" if mode == "playing" else "faded"
    current, waiting = decks.current, decks.waiting
    if current is not None and current.pool is pool:
        return Place(told, pool.plan, current.index, current.stream.position_s, level_db, device)
    if waiting is not None:
        return Place(told, pool.plan, waiting.index, waiting.stream.start_s, level_db, device)
    return Place(told, pool.plan, 0, 0.0, level_db, device)


def status_of(mode: str, pool: Pool, decks: Decks, length_s: float, level_db: float) -> Status:
    """What is heard, as the window is to see it."""
    shown: EngineStatus = "idle" if mode == "idle" else "faded" if mode == "faded" else "playing"
    waiting, current, level = decks.waiting, decks.current, round(level_db, 1)
    after = waiting.piece if waiting is not None else PlannedPiece("")
    after_id = after.id if after.path else ""
    if current is None:
        stuck = shown == "playing" and waiting is None
        return Status(
            shown, phase=pool.plan.phase, next_piece=after_id, next_path=after.path, next_title=after.title,
            level_db=level, trouble="music.nothing_to_play" if stuck else "", faded=mode == "faded",
        )  # fmt: skip
    piece = current.piece
    return Status(
        shown, piece.id, piece.path, piece.title, piece.by, pool.plan.phase,
        round(current.stream.position_s, 2), round(length_s, 2), after_id, after.path, after.title, level,
    )  # fmt: skip
