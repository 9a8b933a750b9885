"""How long pieces are, by the best that is known: the scan, else the header, else what the library believes."""

from __future__ import annotations

from typing import Protocol

from facilitator_app.playlists.engine.decks import Playing
from facilitator_app.playlists.engine.protocol import RATE, Plan, Scan


class Scouting(Protocol):
    """What knows files before they are due."""

    def look(self, path: str) -> None:
        """Have the file scanned."""
        ...

    def verdict(self, path: str) -> Scan | None:
        """What is known of it."""
        ...


class Lengths:
    """Lengths in seconds."""

    def __init__(self, scout: Scouting) -> None:
        self._scout = scout

    def of(self, playing: Playing) -> float:
        """Where the piece ends, in its file; 0 when nobody knows."""
        verdict, end_s = self._scout.verdict(playing.piece.path), playing.piece.end_s
        if verdict is not None and verdict.seconds:
            return verdict.seconds if end_s is None else min(verdict.seconds, end_s)
        return playing.stream.header_s or end_s or playing.piece.seconds or 0.0

    def left(self, playing: Playing) -> float | None:
        """What is still to be heard; None when nobody knows yet."""
        if playing.stream.drained:
            return playing.stream.ready / RATE
        length = self.of(playing)
        return max(0.0, length - playing.stream.position_s) if length else None

    def crossfade(self, playing: Playing, plan: Plan) -> float:
        """The piece's own crossfade, else the plan's, but never over a third of a short piece."""
        own = playing.piece.fade_s
        wanted = plan.crossfade_s if own is None else own
        length = self.of(playing) - playing.piece.start_s
        return min(wanted, length / 3) if length > 0 else wanted
