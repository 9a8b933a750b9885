"""How loud each piece is let out: by its album or arc, else by what its own scan told.  Never up, and never with a step."""

from __future__ import annotations

from facilitator_app.playlists.engine.decks import Decks, Playing
from facilitator_app.playlists.engine.lengths import Scouting
from facilitator_app.playlists.engine.protocol import PlannedPiece, Scan

UNMEASURED_DB = -6.0
"""A file nobody has measured yet may be very loud; as soon as it is measured it glides to its level."""


class Trims:
    """Decibels of pieces."""

    def __init__(self, scout: Scouting) -> None:
        self._scout = scout

    def told(self, piece: PlannedPiece) -> Scan | None:
        """What the scan of a piece that can be played told; None when nobody knows."""
        told = self._scout.verdict(piece.path)
        return told if told is not None and not told.why else None

    def of(self, piece: PlannedPiece) -> float:
        """What this piece is played with."""
        if piece.gain_db is not None:
            return min(0.0, piece.gain_db)
        told = self.told(piece)
        return told.gain_db if told is not None else UNMEASURED_DB

    def lufs(self, piece: PlannedPiece) -> float | None:
        """The piece's own loudness; None when nobody knows."""
        told = self.told(piece)
        return told.lufs if told is not None else None

    def course(self, piece: PlannedPiece) -> tuple[float, ...]:
        """The loudness of each of its seconds; empty when nobody knows."""
        told = self.told(piece)
        return told.course if told is not None else ()

    def apply(self, decks: Decks) -> None:
        """Bring what plays and what waits to its level."""
        for playing in (decks.current, decks.waiting):
            if playing is not None:
                self._bring(playing)

    def _bring(self, playing: Playing) -> None:
        trim, wanted = playing.voice.trim, self.of(playing.piece)
        trim.target = wanted
        if not playing.voice.taken:
            trim.decibel = wanted
