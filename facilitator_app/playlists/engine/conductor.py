"""Decides what is heard: when the current piece gives way, which comes next, what is passed over, when all is silent.

Called by one thread; ``tick`` five times a second, more often while it is ``urgent``.  All lengths are counted in mixed
frames.  Every change is noted in the ``Memory`` and told.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from facilitator_app.playlists.engine.decks import Decks, Opener, Playing
from facilitator_app.playlists.engine.lengths import Lengths, Scouting
from facilitator_app.playlists.engine.memory import Memory, Place
from facilitator_app.playlists.engine.mixer import Mixer
from facilitator_app.playlists.engine.pool import Pool
from facilitator_app.playlists.engine.portrait import place_of, status_of
from facilitator_app.playlists.engine.protocol import (
    QUIETEST_DB,
    Fact,
    Happened,
    Plan,
    PlannedPiece,
    Status,
    Why,
)  # fmt: skip

ENTRY_S = 2.0
RESUME_S = 0.4
SKIP_S = 4.0
TAIL_S = 0.5
NO_SOUND_AFTER_S = 0.5
WAITING_NO_SOUND_AFTER_S = 3.0
FORGIVE_AFTER_S = 5.0
SMALL_JOIN_S = 1.0
"""Crossfades under a second are made by the mixer on the exact frame."""


class Conductor:
    """Modes: idle, playing, fading (sinking to a hold), faded (held), ending (sinking to idle)."""

    def __init__(
        self, mixer: Mixer, opener: Opener, memory: Memory, scout: Scouting, tell: Callable[[Happened], None]
    ) -> None:
        self.mixer, self._memory, self._scout, self._tell = mixer, memory, scout, tell
        self.decks = Decks(mixer, opener)
        self._lengths = Lengths(scout)
        self.mode = "idle"
        self.alone_since: float | None = None
        self._pool = Pool(Plan())
        self._at = -1  # the place in the pool of what was last heard
        self._due: tuple[Why, float] | None = None
        self._unbroken = False
        self._forgive_at = 0.0

    def play(self, plan: Plan, follow: bool) -> None:
        """Take up ``plan`` at once, by a crossfade.  With ``follow`` a fade-out stays as it is."""
        self._pool, self._at = Pool(plan), -1
        here = self.decks.current or self.decks.waiting
        kept = self._pool.find(here.piece.id) if here is not None and self.mode != "idle" else None
        if here is not None and kept is not None:
            here.pool, here.index = self._pool, kept
            self._at = kept if here is self.decks.current else kept - 1
        if here is not self.decks.waiting or kept is None:
            self.decks.drop_waiting()
        if self.mode == "idle":
            self.mixer.move_gate(1.0, 0.001)
            self.mode = "playing"
        elif not follow:
            self._come_in(ENTRY_S)
        if kept is None and self.mode != "faded":
            self._due = ("followed", plan.crossfade_s)
        elif here is self.decks.current:
            self._due = None
        self._prepare_next()

    def resume(self, place: Place, unbroken: bool) -> None:
        """Go on from ``place``: the same piece, the same second, faded in; held when it was held.

        ``unbroken``: so soon that the record need not say it ever stopped.
        """
        self._pool, self._at = Pool(place.plan), place.index - 1
        self.mixer.level.decibel = self.mixer.level.target = place.level_db
        self.decks.cue(self._pool, place.index, place.position_s)
        if place.mode == "faded":
            self.mixer.hold()
            self.mode = "faded"
            self.decks.cross(0.0)
            self._at = place.index
        else:
            self.mode, self._unbroken = "playing", unbroken
            self._due = ("followed", RESUME_S)

    def fade(self, out: bool, seconds: float) -> None:
        """Sink to silence and hold there, or come in again from where it was held."""
        if not out:
            self._come_in(seconds)
        elif self.mode in ("playing", "fading"):
            self.mode = "fading"
            self.mixer.move_gate(0.0, seconds)

    def skip(self) -> None:
        """Cross over to the next piece as soon as it is ready."""
        if self.mode == "playing" and self.decks.current is not None:
            self._due = ("skipped", min(max(self._pool.plan.crossfade_s, 1.0), SKIP_S))

    def set_level(self, decibel: float) -> None:
        """Move the level there, at the hand's speed."""
        self.mixer.level.target = min(0.0, max(QUIETEST_DB, decibel))

    def finish(self, seconds: float) -> None:
        """Sink to silence, then be idle."""
        if self.mode == "faded":
            self._be_idle()
        elif self.mode != "idle":
            self.mode = "ending"
            self.mixer.move_gate(0.0, seconds)

    @property
    def urgent(self) -> bool:
        """True while something waits for a stream to be ready: tick again soon."""
        waiting = self.decks.waiting
        return self._due is not None or (waiting is not None and not waiting.stream.paused)

    def tick(self) -> None:
        """Look at everything once."""
        self.decks.sweep()
        if self.mode in ("fading", "ending") and self.mixer.gate.resting and self.mixer.gate.value == 0.0:
            self._sunk()
        if self.mode == "faded":
            self.decks.hold()
            if self._alone_over():
                self._be_idle()
        elif self.mode != "idle":
            if self.decks.joined:
                self._moved_on("ended", self.decks.shift)
            self._watch_current()
            self._watch_waiting()
            self._prepare_next()
            self._cross_when_due()

    def _sunk(self) -> None:
        self._note_end("faded")
        if self.mode == "ending":
            self._be_idle()
        else:
            self.mode = "faded"
            self.mixer.hold()

    def _watch_current(self) -> None:
        current = self.decks.current
        if current is None or (self._due is not None and not current.voice.over):
            return
        fade = self._lengths.crossfade(current, self._pool.plan)
        left = self._lengths.left(current)
        if current.voice.over:
            self._due = self._due or ("ended", TAIL_S)
            if self.decks.waiting is None or not self.decks.waiting.ready:
                self._note_end("ended")
                self.decks.retire()
        elif fade >= SMALL_JOIN_S and left is not None and left <= fade + 0.2:
            self._due = ("ended", max(TAIL_S, min(fade, left)))
        elif current.starved:
            self._due = ("failed", TAIL_S)

    def _watch_waiting(self) -> None:
        waiting = self.decks.waiting
        if waiting is None or waiting.voice.taken:
            return
        verdict = None if self._unbroken else self._scout.verdict(waiting.piece.path)
        wanted_now = self._due is not None or self.decks.current is None
        if verdict is not None and verdict.why:
            self._pass_over(waiting, verdict.why)
        elif waiting.barren(NO_SOUND_AFTER_S if wanted_now else WAITING_NO_SOUND_AFTER_S):
            self._pass_over(waiting, "no_sound")
        elif waiting.well_ahead and not wanted_now and not waiting.stream.paused:
            waiting.stream.pause(True)
            if (
                self.decks.current is not None
                and (fade := self._lengths.crossfade(self.decks.current, self._pool.plan)) < SMALL_JOIN_S
            ):
                self.decks.join(fade)

    def _prepare_next(self) -> None:
        if self.decks.waiting is not None:
            return
        if self._alone_over() and self._at >= 0 and self._pool.wraps(self._at):
            if self.decks.current is None:
                self._be_idle()
            return
        while (at := self._pool.after(self._at)) is not None:
            path = self._pool.piece(at).path
            verdict = self._scout.verdict(path)
            self._scout.look(path)
            if verdict is None or not verdict.why:
                self.decks.cue(self._pool, at)
                return
            if self._pool.leave_out(at):
                self._note("passed_over", self._pool.piece(at), verdict.why)
        if self._pool.plan.pieces and time.monotonic() >= self._forgive_at:
            self._forgive_at = time.monotonic() + FORGIVE_AFTER_S
            self._pool.forgive()

    def _pass_over(self, waiting: Playing, why: str) -> None:
        if self._unbroken:
            self._unbroken = False
            self._note("ended", waiting.piece, "failed")
        if waiting.pool.leave_out(waiting.index):
            self._note("passed_over", waiting.piece, why)
        self.decks.drop_waiting()

    def _cross_when_due(self) -> None:
        if self.decks.waiting is None or not self.decks.waiting.ready:
            return
        if self.decks.current is None:
            why, fade_s = self._due or ("followed", ENTRY_S)
            fade_s = min(fade_s, ENTRY_S)
        elif self._due is not None:
            why, fade_s = self._due
        else:
            return
        self._moved_on(why, lambda: self.decks.cross(fade_s))

    def _moved_on(self, why: Why, move: Callable[[], None]) -> None:
        self._note_end(why)
        move()
        self._due = None
        if (current := self.decks.current) is not None:
            self._at = current.index
            self._pool.heard(current.index)
            if not self._unbroken:
                self._note("began", current.piece)
            self._unbroken = False

    def _come_in(self, seconds: float) -> None:
        current, held = self.decks.current, self.mode == "faded"
        if self.mode not in ("fading", "faded", "ending"):
            return
        self.mode = "playing"
        if held and current is not None and current.pool is not self._pool:
            self.decks.drop_current()
            current = None
        self.mixer.move_gate(1.0, seconds)
        if held and current is not None:
            current.stream.pause(False)
            self._note("began", current.piece)
        elif current is None:
            self._due = ("followed", 0.1)

    def _be_idle(self) -> None:
        self.mode, self._due = "idle", None
        self.decks.put_down()

    def _alone_over(self) -> bool:
        since = self.alone_since
        return since is not None and time.monotonic() - since >= self._pool.plan.alone_s

    def _note(self, fact: Fact, piece: PlannedPiece | None, why: str = "", phase: str | None = None) -> None:
        self._tell(self._memory.add(fact, piece, self._pool.plan.phase if phase is None else phase, why))

    def _note_end(self, why: Why) -> None:
        if (current := self.decks.current) is not None:
            told: Why = "failed" if why == "ended" and current.ended_early else why
            self._note("ended", current.piece, told, current.pool.plan.phase)

    def place(self, device: str) -> Place:
        """Where the music is, to be remembered."""
        return place_of(self.mode, self._pool, self.decks, self.mixer.level.target, device)

    def status(self) -> Status:
        """What is heard, as the window is to see it."""
        heard = self.decks.current or self.decks.waiting
        length = self._lengths.of(heard) if heard is not None else 0.0
        return status_of(self.mode, self._pool, self.decks, length, self.mixer.level.decibel)
