"""Decides what is heard: when the current piece gives way, which comes next, what is passed over, when all is silent.

Called by one thread; ``tick`` three times a second, more often while it is ``urgent``.  All lengths are counted in mixed
frames.  Every change is noted in the ``Memory`` and told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from facilitator_app.playlists.engine.decks import Decks, Opener, Playing
from facilitator_app.playlists.engine.lengths import Lengths, Scouting
from facilitator_app.playlists.engine.memory import Memory, Place
from facilitator_app.playlists.engine.mixer import Mixer
from facilitator_app.playlists.engine.notes import Notes
from facilitator_app.playlists.engine.pool import Pool
from facilitator_app.playlists.engine.portrait import place_of, status_of
from facilitator_app.playlists.engine.protocol import (
    QUIETEST_DB,
    Happened,
    Plan,
    Status,
    Why,
)  # fmt: skip
from facilitator_app.playlists.engine.trims import Trims
from facilitator_app.playlists.engine.turns import SMALL_JOIN_S, Due, Turns

ENTRY_S = 2.0
RESUME_S = 0.4
SKIP_S = 4.0
SKIP_WITHIN_S, FOLLOW_WITHIN_S = 10.0, 20.0
"""So long a skip, or a new phase, may wait for a quiet moment of what is heard."""
FORGIVE_AFTER_S = 5.0
BED_ALONE_S = 6 * 3600.0
"""So long the bed plays on when no window comes: nobody in the room falls silent by accident, and no machine plays for ever."""


class Conductor:
    """Modes: idle, playing, fading (sinking to a hold), faded (held), ending (sinking to idle)."""

    def __init__(
        self, mixer: Mixer, opener: Opener, memory: Memory, scout: Scouting, tell: Callable[[Happened], None]
    ) -> None:
        self.mixer, self._scout = mixer, scout
        self.decks = Decks(mixer, opener)
        self._notes = Notes(memory, mixer, self.decks, tell)
        self._lengths, self._trims = Lengths(scout), Trims(scout)
        self.mode = "idle"
        self.alone_since: float | None = None
        self.pool = Pool(Plan())
        self._at = -1  # the place in the pool of what was last heard
        self._turns = Turns(self.decks, self._lengths, self._trims)
        self._unbroken, self._forgive_at = False, 0.0

    def play(self, plan: Plan, follow: bool) -> None:
        """Take up ``plan`` at once, by a crossfade.  With ``follow`` a fade-out stays as it is."""
        self.pool, self._at = Pool(plan), -1
        here = self.decks.current or self.decks.waiting
        kept = self.pool.find(here.pool, here.index) if here is not None and self.mode != "idle" else None
        if here is not None and kept is not None:
            here.pool, here.index = self.pool, kept
            self._at = kept if here is self.decks.current else kept - 1
        if here is not self.decks.waiting or kept is None:
            self.decks.drop_waiting()
        if self.mode == "idle":
            self.mixer.move_gate(1.0, 0.001)
            self.mode = "playing"
        elif not follow:
            self._come_in(ENTRY_S)
        if kept is None and self.mode != "faded":
            self._turns.ask("followed", plan.crossfade_s, FOLLOW_WITHIN_S if follow else 0.0)
        elif here is self.decks.current:
            self._turns.due = None
        self._prepare_next()

    def resume(self, place: Place, unbroken: bool) -> None:
        """Go on from ``place``: the same piece, the same second, faded in; held when it was held.

        ``unbroken``: so soon that the record need not say it ever stopped.
        """
        self.pool, self._at = Pool(place.plan), place.index - 1
        self.mixer.set_level(place.level_db, place.target_db, ducked=place.ducked)
        self._notes.resumed_at(place.level_db)
        self._cue(place.index, place.position_s)
        if place.mode == "faded":
            self.mixer.hold()
            self.mode, self._at = "faded", place.index
            self.decks.cross(0.0)
        else:
            self.mode, self._unbroken = "playing", unbroken
            self._turns.ask("followed", RESUME_S)

    def fade(self, out: bool, seconds: float) -> None:
        """Sink to silence and hold there, or come in again from where it was held."""
        if not out:
            self._come_in(seconds)
        elif self.mode in ("playing", "fading", "ending"):
            self.mode = "ending" if self.mode == "ending" else "fading"
            self.mixer.sink(seconds)

    def skip(self, *, now: bool = False) -> None:
        """Cross over to the next piece at the next quiet moment; ``now``, or asked a second time, as soon as it is ready."""
        if self.mode == "playing" and self.decks.current is not None:
            now = now or (self._turns.due is not None and self._turns.due.why == "skipped")
            fade_s = min(max(self.pool.plan.crossfade_s, 1.0), SKIP_S)
            self._turns.ask("skipped", fade_s, 0.0 if now else SKIP_WITHIN_S)

    def seek(self, second: float) -> None:
        """Go to another second of the file that is heard."""
        if self.mode == "playing" and (current := self.decks.current) is not None and current.pool is self.pool:
            self.decks.drop_waiting()
            self._cue(current.index, max(0.0, second))
            self._turns.ask("followed", self.pool.plan.crossfade_s)

    def suspend(self, suspended: bool) -> None:
        """Wait where it is for the loudspeaker that was lost, or go on."""
        self.mixer.suspend(suspended)
        if not suspended and self.mode != "faded" and (current := self.decks.current) is not None:
            current.stream.pause(False)

    def set_level(self, decibel: float) -> None:
        """Move the level there, at the hand's speed."""
        self.mixer.level.aim(min(0.0, max(QUIETEST_DB, decibel)), at_once=self.mode == "idle")

    def duck(self, down: bool) -> None:
        """Sink by 12 dB so that somebody can speak, or come back."""
        if self.mixer.move_duck(down) and self.mode != "idle":
            self._notes.changed("ducked" if down else "unducked", self.pool.plan.phase)

    def hold(self, seconds: float, why: str) -> None:
        """Lengthen the phase by so many seconds, from its own pieces."""
        self.pool.hold(seconds)
        if self.mode != "idle":
            self._notes.changed("held", self.pool.plan.phase, why, seconds)

    def finish(self, seconds: float) -> None:
        """Sink to silence, then be idle."""
        if self.mode == "faded":
            self._be_idle()
        elif self.mode != "idle":
            self.mode = "ending"
            self.mixer.sink(seconds)

    @property
    def urgent(self) -> bool:
        """True while something waits for a stream to be ready, or is close: tick again soon."""
        waiting = self.decks.waiting
        if self.mixer.suspended:
            return False
        return self._turns.soon(self.pool.plan) or (waiting is not None and not waiting.stream.paused)

    def tick(self) -> None:
        """Look at everything once."""
        self.decks.sweep()
        self._notes.level(self.mode, self.pool.plan.phase)
        if self.mode in ("fading", "ending") and self.mixer.gate.resting and self.mixer.gate.value == 0.0:
            self._sunk()
        if self.mode == "faded" or (self.mixer.suspended and self.mode == "playing"):
            self.decks.hold()
            if self._alone_over():
                self._be_idle()
        elif self.mode != "idle":
            if self.decks.joined:
                self._moved_on("ended", self.decks.shift)
            self._trims.apply(self.decks)
            if self._turns.watch(self.pool.plan):
                self._notes.ended("ended")
                self.decks.retire()
            self._watch_waiting()
            self._prepare_next()
            self._cross_when_due()

    def _sunk(self) -> None:
        self._notes.ended("faded")
        if self.mode == "ending":
            self._be_idle()
        else:
            self.mode = "faded"
            self.mixer.hold()

    def _watch_waiting(self) -> None:
        waiting = self.decks.waiting
        if waiting is None or waiting.voice.taken:
            return
        verdict = None if self._unbroken else self._scout.verdict(waiting.piece.path)
        wanted_now = (self._turns.due is not None and self._turns.in_s < 1.0) or self.decks.current is None
        if why := waiting.trouble(verdict, wanted_now=wanted_now):
            self._pass_over(waiting, why)
        elif waiting.well_ahead and not wanted_now and not waiting.stream.paused:
            waiting.stream.pause(True)
            current, plan = self.decks.current, self.pool.plan
            if current is not None and (fade_s := self._lengths.crossfade(current, plan)) < SMALL_JOIN_S:
                self.decks.join(fade_s)

    def _prepare_next(self) -> None:
        if self.decks.waiting is not None:
            return
        if self._at >= 0 and self.pool.wraps(self._at) and self._ends():
            if self.decks.current is None:
                self._be_idle()
            return
        while (at := self.pool.after(self._at)) is not None:
            path = self.pool.piece(at).path
            verdict = self._scout.verdict(path)
            self._scout.look(path)
            if verdict is None or not verdict.why:
                self._cue(at)
                return
            if self.pool.leave_out(at):
                self._notes.note("passed_over", self.pool.piece(at), self.pool.plan.phase, verdict.why)
        if self.pool.plan.pieces and time.monotonic() >= self._forgive_at:
            self._forgive_at = time.monotonic() + FORGIVE_AFTER_S
            self.pool.forgive()

    def _ends(self) -> bool:
        """No round follows this one.  Where nobody has come for long, the soft bed does, for those who are still there."""
        silent = self._alone_over() and (self._alone_over(BED_ALONE_S) or not self.pool.turn_to_bed())
        return self.pool.plan.once or silent

    def _cue(self, at: int, start_s: float = 0.0) -> None:
        self.decks.cue(self.pool, at, start_s, self._trims.of(self.pool.piece(at)))

    def _pass_over(self, waiting: Playing, why: str) -> None:
        if self._unbroken:
            self._unbroken = False
            self._notes.note("ended", waiting.piece, self.pool.plan.phase, "failed")
        if waiting.pool.leave_out(waiting.index, rest=self._turns.failing):
            self._notes.note("passed_over", waiting.piece, self.pool.plan.phase, why)
        self.decks.drop_waiting()

    def _cross_when_due(self) -> None:
        if self.decks.waiting is None or not self.decks.waiting.ready:
            return
        due = self._turns.now
        if self.decks.current is None:
            due = Due(due.why, min(due.fade_s, ENTRY_S)) if due is not None else Due("followed", ENTRY_S)
        elif due is None:
            return
        fade_s = due.fade_s
        self._moved_on(due.why, lambda: self.decks.cross(fade_s))

    def _moved_on(self, why: Why, move: Callable[[], None]) -> None:
        self._notes.ended(why)
        brought = why if self.decks.current is not None or why != "followed" else "begun"
        move()
        self._turns.due = None
        if (current := self.decks.current) is not None:
            self._at = current.index
            self.pool.heard(current.index)
            if self._scout.verdict(current.piece.path) is None:  # one that was resumed was never waiting to be scanned
                self._scout.look(current.piece.path)
            if not self._unbroken:
                self._notes.note("began", current.piece, self.pool.plan.phase, brought)
            self._unbroken = False

    def _come_in(self, seconds: float) -> None:
        current, held = self.decks.current, self.mode == "faded"
        if self.mode not in ("fading", "faded", "ending"):
            return
        self.mode = "playing"
        if held and current is not None and current.pool is not self.pool:
            self.decks.drop_current()
            current = None
        self.mixer.move_gate(1.0, seconds)
        if held and current is not None:
            current.stream.pause(False)
            self._notes.note("began", current.piece, self.pool.plan.phase, "faded_in")
        elif current is None:
            self._turns.ask("followed", 0.1)

    def _be_idle(self) -> None:
        self.mode, self._turns.due = "idle", None
        self.decks.put_down()

    def _alone_over(self, more_s: float = 0.0) -> bool:
        since, plan = self.alone_since, self.pool.plan
        return since is not None and time.monotonic() - since >= plan.alone_s + plan.held_s + more_s

    def place(self, device: str) -> Place:
        """Where the music is, to be remembered."""
        return place_of(self.mode, self.pool, self.decks, self.mixer, device)

    def status(self) -> Status:
        """What is heard, as the window is to see it."""
        shown = status_of(self.mode, self.pool, self.decks, self._lengths, self._trims, self.mixer)
        return replace(shown, moves_in_s=round(self._turns.in_s, 1))
