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
        """The whole piece; 0 when nobody knows."""
        verdict = self._scout.verdict(playing.piece.path)
        if verdict is not None and verdict.seconds:
            return verdict.seconds
        return playing.stream.header_s or playing.piece.seconds or 0.0

    def left(self, playing: Playing) -> float | None:
        """What is still to be heard; None when nobody knows yet."""
        if playing.stream.drained:
            return playing.stream.ready / RATE
        length = self.of(playing)
        return max(0.0, length - playing.stream.position_s) if length else None

    def crossfade(self, playing: Playing, plan: Plan) -> float:
        """The plan's crossfade, but never over a third of a short piece."""
        length = self.of(playing)
        return min(plan.crossfade_s, length / 3) if length else plan.crossfade_s
