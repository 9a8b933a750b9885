"""The deck: what should play, and what the engine says is played.  Knows no window and no record; asks a ``Player`` to act.

Its state changes only on what the engine reports.  Facts for the record come in order, with the time they happened at, also
those from while no window was attached.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from facilitator_app.clock import Clock
from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.playlists.arc import BED, Arc
from facilitator_app.playlists.engine.protocol import (
    QUIETEST_DB,
    Choose,
    Command,
    DeviceNames,
    Duck,
    Fade,
    Finish,
    Gains,
    Happened,
    Hold,
    Level,
    ListDevices,
    Plan,
    PlannedPiece,
    Play,
    Report,
    Skip,
    Status,
)
from facilitator_app.playlists.facts import DeckEvent as DeckEvent
from facilitator_app.playlists.facts import EventHearer, Facts
from facilitator_app.playlists.facts import PieceBegan as PieceBegan
from facilitator_app.playlists.facts import PieceChanged as PieceChanged
from facilitator_app.playlists.facts import PieceEnded as PieceEnded
from facilitator_app.playlists.facts import PiecePassedOver as PiecePassedOver
from facilitator_app.playlists.facts import SoundBack as SoundBack
from facilitator_app.playlists.facts import SoundLost as SoundLost
from facilitator_app.playlists.library import Piece, piece_from
from facilitator_app.playlists.shown import DeckChange as DeckChange
from facilitator_app.playlists.shown import DeckState as DeckState
from facilitator_app.playlists.shown import state_of

log = logging.getLogger("facilitator")

FADE_OUT_S, FADE_IN_S, EMERGENCY_S = 8.0, 4.0, 2.0
HOLD_S, LONGEST_HOLD_S = 600.0, 7200.0
MOST_PLANNED = 300
"""Pieces that are handed to the engine for one phase, and of the bed; a longer pool is turned when it is taken up anew."""
ANSWER_WITHIN_S = 5.0
REGAIN_AFTER_S = (0.0, 0.2, 1.0, 3.0, 10.0)


class Player(Protocol):
    """The link to an engine."""

    async def open(self, *, start: bool) -> bool:
        """Attach to the engine that runs, or (``start``) start one.  False when none runs.  Trouble when it will not start."""
        ...

    async def send(self, command: Command) -> None:
        """Hand a command over.  Trouble when there is no engine."""
        ...

    def listen(self, hear: Callable[[Report | None], None]) -> Callable[[], None]:
        """Have every report handed to ``hear``, None when the engine is lost.  Returns the way to stop."""
        ...

    async def close(self) -> None:
        """Let go; the engine plays on."""
        ...

    def aside(self) -> Player:
        """The link to a second engine, for listening on a device of its own."""
        ...


class Deck:
    """One deck of one room."""

    def __init__(self, player: Player, faults: Faults, clock: Clock) -> None:
        self.state = DeckState()
        self._player, self._faults, self._clock = player, faults, clock
        self._hearers: list[Callable[[DeckChange], None]] = []
        self._facts = Facts(self._send, self._named, faults)
        self._known: dict[str, Piece] = {}
        self._gains: dict[str, float] = {}
        self.bed: tuple[Piece, ...] = ()
        """What is played when nothing of a phase can be, nor of the arc's own bed: that may lie on the same drive."""
        self._told_at = 0.0
        self._arc: Arc | None = None
        self._plan: Plan | None = None
        self._asked: list[asyncio.Future[tuple[str, ...]]] = []
        self._open = False
        self._back = asyncio.Event()
        self._stop: Callable[[], None] | None = player.listen(self._hear)

    async def attach(self, arc: Arc | None = None, *, start: bool = True) -> bool:
        """Attach to the engine that plays on, or start one.  False when none runs and none was to be started.

        ``arc`` is what ``follow`` goes by until something else is played, also after the window was killed.
        """
        if arc is not None:
            self._learn(arc)
            self._arc = self._arc or arc
        if not self._open:
            self._open = await self._player.open(start=start)
        return self._open

    async def play(self, arc: Arc, phase: str, *, follow: bool = False) -> None:
        """Play the pieces of ``phase``, from now on; with ``follow`` what was faded out stays so."""
        self._learn(arc)
        self._arc = arc
        await self._take_up(phase, follow=follow)

    async def follow(self, phase: str) -> None:
        """Cross over to the pieces of ``phase`` at once, or when a lost engine is back.  What was faded out stays so."""
        if self._arc is None:
            raise Refusal("music.no_playlist")
        await self._take_up(phase, follow=True)

    async def fade_out(self, seconds: float = FADE_OUT_S) -> None:
        """Sink to silence and hold there."""
        await self._send(Fade(True, seconds))

    async def fade_in(self, seconds: float = FADE_IN_S) -> None:
        """Come in again from where it was held."""
        await self._send(Fade(False, seconds))

    async def emergency_fade(self) -> None:
        """Silence within two seconds."""
        await self._send(Fade(True, EMERGENCY_S))

    async def skip(self, *, now: bool = False) -> None:
        """Cross over to the next piece at the next quiet moment, within ten seconds; asked again, or ``now``, at once."""
        await self._send(Skip(now))

    async def duck(self) -> None:
        """Sink by 12 dB, so that somebody can speak to the room."""
        await self._send(Duck(True))

    async def unduck(self) -> None:
        """Come back from ducking."""
        await self._send(Duck(False))

    async def hold_phase(self, seconds: float = HOLD_S, why: str = "") -> None:
        """Lengthen the phase from its own pieces, ``why``: a word for the record; ``state.held_s`` grows by that much."""
        if not 0 < seconds <= LONGEST_HOLD_S:
            raise Refusal("music.hold_range", most=round(LONGEST_HOLD_S / 60))
        await self._send(Hold(seconds, why))
        if self._plan is not None:
            self._plan = replace(self._plan, held_s=self._plan.held_s + seconds)

    async def return_early(self) -> None:
        """Go to the landing pieces, those of the return, at the next quiet moment."""
        await self.follow("return")

    async def play_bed(self) -> None:
        """Go to the soft bed, for those who come back late; it plays until somebody ends it."""
        await self.follow(BED)

    async def set_gains(self, decibels: Mapping[str, float]) -> None:
        """Play these pieces (by their short names) with these gains, from now on."""
        self._gains = dict(decibels)
        if self._plan is not None:
            self._plan = self._plan.with_gains(self._gains)
        if self._open:
            await self._send(Gains(self._gains))

    async def set_level(self, decibel: float) -> None:
        """Move the level to ``decibel`` (0 to -40) by at most 3 dB per second."""
        if not QUIETEST_DB <= decibel <= 0:
            raise Refusal("music.level_range", quietest=QUIETEST_DB)
        await self._send(Level(decibel))

    async def finish(self) -> None:
        """Fade out; the plan is over."""
        self._plan = None
        await self._send(Finish(FADE_OUT_S))

    async def devices(self) -> tuple[str, ...]:
        """The names of the devices that could be played on."""
        answer: asyncio.Future[tuple[str, ...]] = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        await self._send(ListDevices())
        try:
            return await asyncio.wait_for(answer, ANSWER_WITHIN_S)
        except TimeoutError as cause:
            raise Trouble("music.engine_lost") from cause

    async def choose_device(self, name: str) -> None:
        """Play on the device of this name; empty: on the system's default."""
        await self._send(Choose(name))

    async def close(self) -> None:
        """Let go.  The engine plays on, unless it was finished."""
        self._open = False
        if self._stop is not None:
            self._stop()
            self._stop = None
        await self._player.close()

    def listen(self, hear: Callable[[DeckChange], None]) -> Callable[[], None]:
        """Have every change handed to ``hear``.  Returns the way to stop."""
        self._hearers.append(hear)
        return lambda: self._hearers.remove(hear)

    def listen_events(self, hear: EventHearer) -> Callable[[], None]:
        """Have every fact handed to ``hear``, also those nobody has heard yet.  Returns the way to stop.

        When ``hear`` returns something to wait for, the engine forgets the fact only after that; until then it is told again
        after a restart, with the same ``event_id``.
        """
        return self._facts.listen(hear)

    def begin_anew(self) -> None:
        """Another session: nothing of the playlist was heard yet."""
        self._facts.heard.clear()

    async def _take_up(self, phase: str, *, follow: bool) -> None:
        arc = self._arc
        own_bed = phase != BED or (arc is not None and arc.bed)
        pool = list(arc.pool(phase) if own_bed or not self.bed else self.bed) if arc is not None else []
        if arc is None or not pool:
            raise Refusal("music.no_playlist")
        fresh = next((n for n, piece in enumerate(pool) if piece.id not in self._facts.heard), 0)
        turned = [*pool[fresh:], *pool[:fresh]]
        held_s = self.state.held_s if self.state.phase == phase else 0.0
        bed = tuple(self._planned(piece) for piece in dict.fromkeys((*arc.bed[:MOST_PLANNED], *self.bed)))
        pieces = tuple(self._planned(piece) for piece in turned[:MOST_PLANNED])
        self._plan = Plan(phase, pieces, arc.crossfade_s, bed=bed, held_s=held_s)
        if not follow or self.state.status != "engine_lost":
            await self._send(Play(self._plan, follow))

    def _planned(self, piece: Piece) -> PlannedPiece:
        gain, cut = self._gains.get(piece.id), (piece.start_s, piece.end_s, piece.fade_s)
        return PlannedPiece(str(piece.path), piece.title, piece.by, piece.seconds, gain, *cut)

    async def _send(self, command: Command) -> None:
        if not self._open:
            raise Trouble("music.engine_lost")
        await self._player.send(command)

    def _learn(self, arc: Arc) -> None:
        self._known.update({piece.id: piece for piece in (*arc.pieces, *arc.bed, *self.bed)})

    def _named(self, piece_id: str, path: str, title: str) -> str:
        if title or not path:
            return title
        return (self._known.get(piece_id) or piece_from(Path(path))).title

    def _hear(self, report: Report | None) -> None:
        match report:
            case None:
                self._lost()
            case Status():
                self._show(report)
            case Happened():
                self._facts.note(report)
            case DeviceNames(names=names):
                for answer in self._asked:
                    if not answer.done():
                        answer.set_result(names)
                self._asked.clear()
            case _:
                return

    @property
    def position_s(self) -> float:
        """Where the piece is now, by the clock since the last report: at most a second on, so that it moves without a jolt."""
        if self.state.status not in ("playing", "no_device") or self.state.faded:
            return self.state.position_s
        return self.state.position_s + min(1.0, max(0.0, self._clock.monotonic() - self._told_at))

    def _show(self, status: Status) -> None:
        self._told_at = self._clock.monotonic()
        known = self._known.get(status.piece)
        title = self._named(status.piece, status.path, status.title)
        following = self._named(status.next_piece, status.next_path, status.next_title)
        if status.underruns > self.state.underruns:
            log.warning("music not there in time: %d times, %d ms in all", status.underruns, status.missed_ms)
        self._become(state_of(status, title, status.by or (known.by if known else ""), following))
        self._back.set()

    def _become(self, after: DeckState) -> None:
        before, self.state = self.state, after
        if before == after:
            return
        for hear in list(self._hearers):
            try:
                hear(DeckChange(before, after))
            except Exception as fault:  # noqa: BLE001  one listener's fault is not another's
                self._faults.report(fault, "deck")

    def _lost(self) -> None:
        was = self.state
        self._back.clear()
        self._become(replace(self.state, status="engine_lost", trouble="music.engine_lost"))
        if self._open:
            self._open = False
            self._faults.spawn(self._regain(was), "regain the music engine")

    async def _regain(self, was: DeckState) -> None:
        """Start the engine again.  It goes on by itself from what it remembers; when it cannot, all is handed to it."""
        for pause in (*REGAIN_AFTER_S, *[REGAIN_AFTER_S[-1]] * 30):
            await asyncio.sleep(pause)
            try:
                self._open = await self._player.open(start=True)
            except Trouble as trouble:
                self._faults.report(trouble, "music engine")
                continue
            with contextlib.suppress(Trouble, TimeoutError):  # lost again: that is told, and begins anew
                await asyncio.wait_for(self._back.wait(), ANSWER_WITHIN_S)
                await self._hand_over(was)
            return

    async def _hand_over(self, was: DeckState) -> None:
        """Give the engine that is back what it does not play by itself; it knows better what it was about."""
        plan, resumed = self._plan, bool(self.state.piece_id)
        if plan is None or (resumed and self.state.phase == plan.phase):
            return
        if not resumed:
            if was.status not in ("playing", "no_device"):
                return
            await self._send(Level(was.level_db))
            await self._send(Duck(was.ducked))
        await self._send(Play(plan, follow=True))
