"""When the piece that is heard gives way: at its end, at a quiet moment after somebody asked, or because it fails."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from facilitator_app.playlists.engine.decks import Decks, Playing
from facilitator_app.playlists.engine.lengths import Lengths
from facilitator_app.playlists.engine.moments import quiet_moment
from facilitator_app.playlists.engine.protocol import RATE, Plan, Why
from facilitator_app.playlists.engine.trims import Trims

TAIL_S, LEAST_TAIL_S = 0.5, 0.1
STILL_S, STILL_UNKNOWN_S = 0.3, 1.3
"""So long may the level stand still: over the longest silence the scan found in the file, or where nobody has scanned.
What is decoded ahead (half a second and more) is counted too: of an unscanned piece less than a second is heard."""
STILL_SEEN_S = 0.1
"""From then on it is looked at often."""
STILL_LUFS = -60.0
SPREAD_S = 0.4
"""The loudness of a second is measured in blocks that reach so far beyond it."""
SMALL_JOIN_S = 1.0
"""Crossfades under a second are made by the mixer on the exact frame."""


@dataclass(frozen=True)
class Due:
    """The current piece is to give way, when it has come to ``at_s`` (0: at once)."""

    why: Why
    fade_s: float
    at_s: float = 0.0


class Turns:
    """At most one change is due."""

    def __init__(self, decks: Decks, lengths: Lengths, trims: Trims) -> None:
        self._decks, self._lengths, self._trims = decks, lengths, trims
        self.due: Due | None = None

    def ask(self, why: Why, fade_s: float, within_s: float = 0.0) -> None:
        """Have the current piece give way, at a quiet moment within the next seconds; 0: at once."""
        current = self._decks.current
        self.due = Due(why, fade_s)
        if current is not None and within_s:
            now_s = current.stream.position_s
            at_s = quiet_moment(self._trims.course(current.piece), now_s, within_s, fade_s)
            self.due = Due(why, fade_s, at_s)

    @property
    def failing(self) -> bool:
        """True while the current piece gives way because it fails: nothing is heard soon."""
        return self.due is not None and self.due.why == "failed"

    @property
    def in_s(self) -> float:
        """Until the current piece is to give way; 0 also when nothing is due."""
        if self.due is None or self._decks.current is None:
            return 0.0
        return max(0.0, self.due.at_s - self._decks.current.stream.position_s)

    @property
    def now(self) -> Due | None:
        """What is due this moment."""
        return self.due if self.in_s == 0.0 else None

    def soon(self, plan: Plan) -> bool:
        """True when something is close, or may go wrong: look often."""
        current = self._decks.current
        if self.due is not None and self.in_s < 0.5:
            return True
        if current is None:
            return False
        left = self._lengths.left(current)
        return (
            current.low
            or current.still_s > STILL_SEEN_S
            or (left is not None and left < self._lengths.crossfade(current, plan) + 1.0)
        )

    def watch(self, plan: Plan) -> bool:
        """Find out whether the current piece has to give way.  True when it is over and nothing can follow yet."""
        current, due = self._decks.current, self.due
        if current is None or (self.now is not None and not current.voice.over):
            return False
        fade, left = self._lengths.crossfade(current, plan), self._lengths.left(current)
        if current.voice.over:
            self.due = replace(due, at_s=0.0) if due is not None else Due("ended", TAIL_S)
            return self._decks.waiting is None or not self._decks.waiting.ready
        if fade >= SMALL_JOIN_S and left is not None and left <= fade + 0.2:
            self.due = Due(due.why if due is not None else "ended", max(TAIL_S, min(fade, left)))
        elif current.starved:
            self.due = Due("failed", max(LEAST_TAIL_S, min(TAIL_S, current.stream.ready / RATE)))
        elif (silent_s := self._silent_from(current)) is not None:
            self.due = Due("failed", TAIL_S, max(0.0, silent_s - TAIL_S))
        return False

    def _silent_from(self, current: Playing) -> float | None:
        """The second of the file from which on nothing but digital silence comes where it holds more; None: all is well."""
        still_s = current.still_s
        if still_s < STILL_S:
            return None
        end_s = current.stream.position_s + current.stream.ready / RATE
        from_s = end_s - still_s
        told = self._trims.told(current.piece)
        if told is None:
            return from_s if still_s >= STILL_UNKNOWN_S else None
        seconds = told.course[math.ceil(from_s + 0.1) : max(0, math.floor(end_s - SPREAD_S))]
        is_more = still_s >= told.longest_still_s + STILL_S or max(seconds, default=STILL_LUFS) > STILL_LUFS
        return from_s if is_more else None
