"""Listening to a piece before it is played to anybody: a second engine, on a device of its own, never in the record.

Knows no room: who asks says which device may be used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from facilitator_app.clock import Clock
from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.playlists.deck import ANSWER_WITHIN_S, Player
from facilitator_app.playlists.engine.protocol import (
    Choose,
    DeviceNames,
    Finish,
    Happened,
    ListDevices,
    Plan,
    PlannedPiece,
    Play,
    Recorded,
    Report,
    Seek,
    Status,
)
from facilitator_app.playlists.library import Piece

CROSS_S = 0.15
"""From one place, or piece, to another."""
STOP_S = 0.3


@dataclass(frozen=True)
class Listened:
    """What is listened to.  Seconds of the file; ``trouble``: the key of why it is not heard."""

    piece: Piece | None = None
    position_s: float = 0.0
    length_s: float = 0.0
    heard: bool = False
    device: str = ""
    trouble: str = ""


class Listening:
    """At most one piece at a time; silent when it is over."""

    def __init__(self, player: Player, faults: Faults, clock: Clock) -> None:
        self.now = Listened()
        self._player, self._faults, self._clock = player, faults, clock
        self._hearers: list[Callable[[], None]] = []
        self._open = False
        self._device: str | None = None
        self._told_at = 0.0
        self._fact = 0
        self._asked: list[asyncio.Future[tuple[str, ...]]] = []
        player.listen(self._hear)

    def listen(self, hear: Callable[[], None]) -> Callable[[], None]:
        """Have every change told to ``hear``.  Returns the way to stop."""
        self._hearers.append(hear)
        return lambda: self._hearers.remove(hear)

    @property
    def position_s(self) -> float:
        """Where in the file it is now."""
        if not self.now.heard:
            return self.now.position_s
        return self.now.position_s + min(1.0, max(0.0, self._clock.monotonic() - self._told_at))

    async def devices(self) -> tuple[str, ...]:
        """The names of the devices that could be listened on, the system's own choice first."""
        await self._attach()
        answer: asyncio.Future[tuple[str, ...]] = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        await self._player.send(ListDevices())
        try:
            return await asyncio.wait_for(answer, ANSWER_WITHIN_S)
        except TimeoutError as cause:
            raise Trouble("music.engine_lost") from cause

    async def begin(self, piece: Piece, device: str, gain_db: float | None = None) -> None:
        """Listen to ``piece``, with its cuts, on ``device`` (empty: the system's own choice)."""
        await self._attach()
        if device != self._device:
            await self._player.send(Choose(device))
            self._device = device
        cuts = (piece.start_s, piece.end_s, piece.fade_s)
        planned = PlannedPiece(str(piece.path), piece.title, piece.by, piece.seconds, gain_db, *cuts)
        await self._player.send(Recorded(self._fact))
        await self._player.send(Play(Plan("", (planned,), CROSS_S, alone_s=0.0, once=True)))
        self._become(Listened(piece, piece.start_s, piece.seconds or 0.0, device=device))

    async def seek(self, second: float) -> None:
        """Go to another second of the file."""
        if self._open and self.now.piece is not None:
            await self._player.send(Seek(max(0.0, second)))
            self._told_at = self._clock.monotonic()
            self._become(replace(self.now, position_s=max(0.0, second)))

    async def stop(self) -> None:
        """Be silent."""
        if self._open and self.now.piece is not None:
            await self._player.send(Finish(STOP_S))
        self._become(Listened())

    async def close(self) -> None:
        """Be silent, and let the engine go."""
        if self._open:
            try:
                await self.stop()
            finally:
                self._open = False
                await self._player.close()

    async def _attach(self) -> None:
        if not self._open:
            self._device = None
            self._open = await self._player.open(start=True)

    def _hear(self, report: Report | None) -> None:
        match report:
            case None:
                self._open = False
                self._become(Listened(trouble="music.engine_lost" if self.now.piece is not None else ""))
                self._faults.spawn(self._hush(), "listening ends")
            case Status():
                self._show(report)
            case Happened():
                self._fact = max(self._fact, report.number)
                self._note(report)
            case DeviceNames(names=names):
                for answer in self._asked:
                    if not answer.done():
                        answer.set_result(names)
                self._asked.clear()
            case _:
                return

    def _note(self, told: Happened) -> None:
        if self.now.piece is None or told.path != str(self.now.piece.path):
            return
        if told.fact == "passed_over":
            self._become(Listened(trouble=f"music.piece_{told.why}"))
            self._faults.spawn(self._finish(), "listening ends")
        elif told.fact == "ended" and told.why in ("ended", "failed"):
            self._become(Listened())

    def _show(self, status: Status) -> None:
        piece = self.now.piece
        if piece is None:
            return
        if status.path != str(piece.path):
            return  # still told of the one before, or of none yet
        gone = {"no_device": "listen.device_gone", "no_libvlc": "music.piece_no_libvlc"}.get(status.status, "")
        self._told_at = self._clock.monotonic()
        length_s = status.length_s or piece.seconds or 0.0
        self._become(Listened(piece, status.position_s, length_s, not gone, status.device, gone))

    async def _finish(self) -> None:
        if self._open:
            await self._player.send(Finish(STOP_S))

    async def _hush(self) -> None:
        """The engine died, and the one behind it goes on by itself: nobody asked for that here."""
        try:
            if await self._player.open(start=False):
                self._open, self._device = True, None
                await self._player.send(Finish(0.0))
        except Trouble:
            return  # none runs

    def _become(self, now: Listened) -> None:
        before, self.now = self.now, now
        if before != now:
            for hear in list(self._hearers):
                hear()


def device_for(listen_on: str, room: str, *, room_plays: bool) -> str:
    """The device a piece may be listened on.  ``room``: the room's own; Refusal when the session's music is on it."""
    if not room_plays:
        return listen_on or room
    if not listen_on:
        raise Refusal("listen.no_device")
    if listen_on == room:
        raise Refusal("listen.same_device", name=room)
    return listen_on
