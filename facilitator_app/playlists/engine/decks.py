"""The piece that is heard, the one that waits, and those that fade away: streams and voices kept in step."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from facilitator_app.playlists.engine.decoder import Stream
from facilitator_app.playlists.engine.mixer import Mixer, Voice
from facilitator_app.playlists.engine.pool import Pool
from facilitator_app.playlists.engine.protocol import RATE, PlannedPiece, Scan

ENOUGH_S, FILLED_S = 0.25, 0.7
AHEAD_S = 1.5
LOW_S, STARVED_S = 0.4, 0.2
"""So little is decoded beyond what the loudspeaker has in stock (half a second): of what libVLC decodes ahead, a loudspeaker
that begins takes that stock at once, and what is left must not count as starved."""
SETTLING_S = 2.0
NO_SOUND_AFTER_S, WAITING_NO_SOUND_AFTER_S = 0.5, 3.0
_LOSES_ENDS = (".opus", ".ogg", ".oga", ".m4a", ".aac", ".mp4", ".wma", ".mka", ".webm")
"""Formats that lose samples at their ends: never joined without a short crossfade."""
_EXACT_FROM_START = ".mp3"
"""Joined on the sample only where it was begun at its own beginning: from elsewhere another reader adds what pads its end."""


class Opener(Protocol):
    """What opens a stream of a file."""

    def open(self, path: str, start_s: float = 0.0, end_s: float | None = None) -> Stream:
        """A stream from ``start_s`` on, to ``end_s`` or to the end of the file."""
        ...


@dataclass
class Playing:
    """A piece with its stream and its voice.  Its pool may be an older one than the conductor's."""

    pool: Pool
    index: int
    stream: Stream
    voice: Voice

    @property
    def piece(self) -> PlannedPiece:
        """The piece."""
        return self.pool.piece(self.index)

    @property
    def loses_ends(self) -> bool:
        """True when its format cannot be joined without a seam."""
        path = self.piece.path.lower()
        return path.endswith(_LOSES_ENDS) or (path.endswith(_EXACT_FROM_START) and self.stream.start_s > 0)

    @property
    def ready(self) -> bool:
        """Enough is decoded to be heard."""
        stream = self.stream
        return stream.ready >= ENOUGH_S * RATE or (stream.drained and stream.added > 0)

    @property
    def well_ahead(self) -> bool:
        """As much is decoded as libVLC will give at once."""
        enough = self.stream.ready >= AHEAD_S * RATE or time.monotonic() - self.stream.opened_at > 1.0
        return self.ready and (enough or self.stream.drained)

    @property
    def starved(self) -> bool:
        """The frames are running out, and it is not the end."""
        return self._below(STARVED_S)

    @property
    def low(self) -> bool:
        """It may soon be starved: look often."""
        return self._below(LOW_S)

    @property
    def still_s(self) -> float:
        """So long, up to the last frame that is decoded, it is digital silence: heard already, or about to be."""
        still, before = self.stream.still, self.voice.still
        return (still + (before if still >= self.stream.ready else 0)) / RATE

    @property
    def ended_early(self) -> bool:
        """It came to its end over a second before the length its header tells."""
        stream = self.stream
        end = stream.position_s + stream.ready / RATE
        return stream.drained and stream.header_s > 0 and stream.header_s - end > 1.0

    def _below(self, seconds: float) -> bool:
        stream = self.stream
        settled = time.monotonic() - max(stream.resumed_at, stream.opened_at) > SETTLING_S
        return settled and not stream.drained and stream.ready < seconds * RATE

    def trouble(self, verdict: Scan | None, *, wanted_now: bool) -> str:
        """Why it cannot be played: what its scan told, or it gave no frame; empty when nothing speaks against it.

        While there is time, and no scan has told why, libVLC's word is not taken: the scan knows more.
        """
        stream = self.stream
        if stream.added and (verdict is None or verdict.why == "missing"):
            return ""  # it was renamed, and is open
        if (verdict is not None and verdict.why) or stream.added:
            return verdict.why if verdict is not None else ""
        given_up = (wanted_now or verdict is not None) and (stream.failed or stream.drained)
        limit_s = NO_SOUND_AFTER_S if wanted_now else WAITING_NO_SOUND_AFTER_S
        return "no_sound" if given_up or time.monotonic() - stream.opened_at > limit_s else ""


class Decks:
    """At most one piece is current and one waits; the others sink and are closed when they are over."""

    def __init__(self, mixer: Mixer, opener: Opener) -> None:
        self._mixer, self._opener = mixer, opener
        self.current: Playing | None = None
        self.waiting: Playing | None = None
        self._leaving: list[Playing] = []

    def cue(self, pool: Pool, index: int, start_s: float = 0.0, trim_db: float = 0.0) -> None:
        """Have the piece at ``index`` of ``pool`` wait, decoding: from its own start, or from ``start_s`` within its file."""
        piece = pool.piece(index)
        stream = self._opener.open(piece.path, max(start_s, piece.start_s), piece.end_s)
        self.waiting = Playing(pool, index, stream, Voice(stream, trim_db=trim_db))

    def cross(self, fade_s: float) -> None:
        """Bring the waiting piece up and let the current one sink."""
        if self.waiting is None:
            return
        self._mixer.start(self.waiting.voice, fade_s)
        if self.current is not None:
            self._mixer.end(self.current.voice, fade_s)
        self.shift()

    def shift(self) -> None:
        """The waiting piece is the current one now."""
        self.retire()
        self.current, self.waiting = self.waiting, None
        if self.current is not None:
            self.current.stream.pause(False)

    def retire(self) -> None:
        """The current piece is on its way out."""
        if self.current is not None:
            self._leaving.append(self.current)
        self.current = None

    def join(self, overlap_s: float) -> None:
        """Have the mixer itself bring the waiting piece in, on the frame where the current one ends."""
        if self.current is not None and self.waiting is not None:
            least = 0.1 if self.current.loses_ends or self.waiting.loses_ends else 0.0
            self._mixer.join(self.current.voice, self.waiting.voice, max(overlap_s, least))

    @property
    def filled(self) -> bool:
        """True when enough of what is heard is decoded for a loudspeaker that begins: it takes all of its stock at once."""
        current = self.current
        return current is not None and (current.stream.drained or current.stream.ready >= FILLED_S * RATE)

    @property
    def joined(self) -> bool:
        """True when the mixer has brought the waiting piece in."""
        return self.waiting is not None and self.waiting.voice.taken > 0

    def drop_waiting(self) -> None:
        """Nothing waits any more."""
        if self.waiting is None:
            return
        if self.current is not None:
            self._mixer.join(self.current.voice, None)
        self._mixer.drop(self.waiting.voice)
        self.waiting.stream.close()
        self.waiting = None

    def drop_current(self) -> None:
        """Take the current piece out at once: it cannot be heard."""
        if self.current is not None:
            self._mixer.drop(self.current.voice)
            self.current.stream.close()
        self.current = None

    def hold(self) -> None:
        """Stop decoding; what was sinking is over."""
        self._drop_leaving()
        for held in (self.current, self.waiting):
            if held is not None and held.well_ahead:
                held.stream.pause(True)

    def put_down(self) -> None:
        """Nothing plays and nothing waits."""
        self.drop_waiting()
        self.drop_current()
        self._drop_leaving()

    def sweep(self) -> None:
        """Close what is over."""
        for gone in [leaving for leaving in self._leaving if leaving.voice.over]:
            self._leaving.remove(gone)
            gone.stream.close()

    def _drop_leaving(self) -> None:
        for leaving in self._leaving:
            self._mixer.drop(leaving.voice)
        self.sweep()
