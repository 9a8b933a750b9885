"""A room for one fault: an engine that plays good tones into a loudspeaker that is recorded, and everything it told."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.music_bad_files import GOOD_S
from benchmarks.music_sound import Recorder, end, silences_ms, until
from facilitator_app.clock import SystemClock
from facilitator_app.faults import Faults
from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.deck import Deck, DeckChange, DeckEvent
from facilitator_app.playlists.library import Piece
from facilitator_app.playlists.link import EngineLink
from tests.playlists.sounds import tone, write_wav

CROSS_S = 2.0
HEARD_MS = 2.0
"""A shorter silence is none."""


@dataclass
class Room:
    """An engine that plays good tones (and ``bad`` as the second piece), and everything it told."""

    home: Path
    recorder: Recorder
    faults: Faults = field(default_factory=Faults)
    told: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    good: list[Path] = field(default_factory=list)
    bed: tuple[Piece, ...] = ()

    def make(self, seconds: float) -> None:
        """Four good tones of this length."""
        self.good = [write_wav(self.home / f"good{n}.wav", tone(seconds, 440 + 110 * n)) for n in range(4)]

    async def begin(self, bad: Path | None = None) -> None:
        """Play."""
        if not self.good:
            self.make(GOOD_S)
        files = [self.good[0], *([bad] if bad else []), *self.good[1:]]
        self.arc = Arc("Set", CROSS_S, {"peak": tuple(Piece(path, path.stem) for path in files)}, bed=self.bed)
        self.link = EngineLink(self.home / "engine", device="Room")
        self.deck = Deck(self.link, self.faults, SystemClock())
        self.deck.listen(self.changed)
        self.deck.listen_events(self.heard)
        await self.deck.attach(self.arc)
        await self.deck.set_gains({piece.id: 0.0 for piece in self.arc.pieces})
        await until(lambda: self.deck.state.device == "Room")
        self.began = len(self.recorder.heard)
        await self.deck.play(self.arc, "peak")
        await until(lambda: self.deck.state.position_s > 1.0)

    def changed(self, change: DeckChange) -> None:
        """Note a banner."""
        trouble = change.after.trouble
        if trouble and trouble != change.before.trouble:
            self.told.append(f"banner {trouble}")

    def heard(self, event: DeckEvent) -> None:
        kind, why = type(event).__name__, getattr(event, "why", "")
        self.numbers.append(int(event.event_id.rsplit("-", 1)[1]))
        if kind in ("PiecePassedOver", "SoundLost", "SoundBack") or (kind == "PieceEnded" and why == "failed"):
            self.told.append(f"{kind} {why}".strip())

    async def at(self, title: str, position_s: float = 3.0, within_s: float = 60) -> None:
        """Until this piece is heard."""
        await until(lambda: self.deck.state.title == title and self.deck.state.position_s > position_s, within_s)

    def silences(self) -> list[float]:
        """Every silence from the first sound on, ms."""
        return [ms for ms in silences_ms(self.recorder.heard[self.began :]) if ms > HEARD_MS]

    @property
    def lost(self) -> list[int]:
        """Numbers of facts that were never told."""
        seen = set(self.numbers)
        return [n for n in range(1, max(seen, default=0) + 1) if n not in seen]

    async def close(self) -> None:
        """End it."""
        await self.deck.close()
        await self.faults.close()
        with contextlib.suppress(ProcessLookupError):
            end(self.link)
