"""What is told of the music as it happens: which piece, where in it, how loud, and why.  Decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from facilitator_app.playlists.engine.decks import Decks
from facilitator_app.playlists.engine.memory import Memory
from facilitator_app.playlists.engine.mixer import Mixer
from facilitator_app.playlists.engine.protocol import Fact, Happened, PlannedPiece, Why


class Notes:
    """Facts for the record; each is noted in the memory, then told."""

    def __init__(self, memory: Memory, mixer: Mixer, decks: Decks, tell: Callable[[Happened], None]) -> None:
        self._memory, self._mixer, self._decks, self._tell = memory, mixer, decks, tell
        self._told_db = 0.0

    def note(self, fact: Fact, piece: PlannedPiece | None, phase: str, why: str = "", held_s: float = 0.0) -> None:
        """Something happened to a piece (None: while nothing was heard)."""
        current = self._decks.current
        heard = piece is not None and current is not None and current.piece is piece
        position_s = round(current.stream.position_s, 1) if heard and current is not None else 0.0
        level_db = round(self._mixer.level.target, 1)
        more = {"position_s": position_s, "level_db": level_db, "held_s": held_s}
        self._tell(self._memory.add(fact, piece, phase, why, **more))

    def ended(self, why: Why) -> None:
        """What is heard comes to its end; one that broke off has failed, whatever was meant."""
        if (current := self._decks.current) is not None:
            told: Why = "failed" if why == "ended" and current.ended_early else why
            self.note("ended", current.piece, current.pool.plan.phase, told)

    def changed(self, fact: Fact, phase: str, why: str = "", held_s: float = 0.0) -> None:
        """The same piece goes on, but otherwise."""
        current = self._decks.current
        self.note(fact, current.piece if current is not None else None, phase, why, held_s)

    def resumed_at(self, decibel: float) -> None:
        """The level is as it was told before."""
        self._told_db = decibel

    def level(self, mode: str, phase: str) -> None:
        """Tell where the hand has left the level, once it is there; nothing of it while idle."""
        level = self._mixer.level
        if mode != "idle" and level.decibel == level.target != self._told_db:
            self._told_db = level.target
            self.changed("levelled", phase)
