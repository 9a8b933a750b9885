"""A player that makes no sound and keeps the rehearsal's time: the same facts in the same order as the real engine's.

Time passes by the clock it is given; ``advance`` does what has come due since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from facilitator_app.clock import Clock
from facilitator_app.playlists.engine.protocol import (
    Choose,
    Command,
    DeviceNames,
    Duck,
    EngineStatus,
    Fact,
    Fade,
    Finish,
    Gains,
    Happened,
    Hello,
    Hold,
    Level,
    ListDevices,
    Plan,
    PlannedPiece,
    Play,
    Recorded,
    Report,
    Seek,
    Skip,
    Status,
)

UNKNOWN_LENGTH_S = 180.0
DEVICE, SECOND_DEVICE = "Rehearsal", "Headphones"


class SilentPlayer:
    """An engine (a ``Player``) that can be told to go wrong."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._hearers: list[Callable[[Report | None], None]] = []
        self._facts: list[Happened] = []
        self._number = 0
        self._attached = False
        self._sounding = True
        self._bad: set[str] = set()
        self._told: set[str] = set()
        self._plan = Plan()
        self._mode = "idle"
        self._at = -1
        self._current: PlannedPiece | None = None
        self._phase = ""
        self._position = 0.0
        self._since = clock.now()
        self._sunk_at: datetime | None = None
        self._level = 0.0
        self._ducked = False
        self.device = DEVICE
        self.second: SilentPlayer | None = None

    def aside(self) -> SilentPlayer:
        """A second one, for listening; always the same."""
        self.second = self.second or SilentPlayer(self._clock)
        return self.second

    def listen(self, hear: Callable[[Report | None], None]) -> Callable[[], None]:
        """Have every report handed to ``hear``."""
        self._hearers.append(hear)
        return lambda: self._hearers.remove(hear)

    async def open(self, *, start: bool) -> bool:
        """Attach: what nobody has recorded yet is told.  Without ``start`` only an engine that plays is found."""
        if not start and self._mode == "idle" and not self._facts:
            return False
        self._attached = True
        self._report(Hello(run="rehearsal"))
        for fact in list(self._facts):
            self._report(fact)
        self._show()
        return True

    async def close(self) -> None:
        """Let go; it plays on."""
        self._attached = False

    async def send(self, command: Command) -> None:
        """Obey."""
        self.advance()
        match command:
            case Play(plan=plan, follow=follow):
                self._play(plan, follow)
            case Fade(out=out, seconds=seconds):
                self._fade(out, seconds)
            case Skip() if self._mode == "playing":
                self._next("skipped", self._clock.now())
            case Level() | Duck() | Hold() | Choose() | Seek():
                self._adjust(command)
            case Finish(seconds=seconds) if self._mode == "playing":
                self._mode, self._sunk_at = "ending", self._clock.now() + timedelta(seconds=seconds)
            case Finish():
                self._mode = "idle"
            case Recorded(number=number):
                self._facts = [fact for fact in self._facts if fact.number > number]
            case ListDevices():
                self._report(DeviceNames((DEVICE, SECOND_DEVICE)))
        if not isinstance(command, Recorded | ListDevices | Gains):
            self._show()

    def _adjust(self, command: Level | Duck | Hold | Choose | Seek) -> None:
        match command:
            case Choose(device=device):
                self.device = device or DEVICE
            case Seek(second=second):
                self._position = min(second, _length(self._current)) if self._current else 0.0
            case Level(decibel=decibel):
                changed, self._level = self._level != decibel, decibel
                self._change("levelled" if changed else None)
            case Duck(down=down):
                changed, self._ducked = self._ducked != down, down
                self._change(("ducked" if down else "unducked") if changed else None)
            case Hold(seconds=seconds, why=why):
                self._plan = replace(self._plan, held_s=self._plan.held_s + seconds)
                self._change("held", why, seconds)

    def _change(self, fact: Fact | None, why: str = "", held_s: float = 0.0) -> None:
        if fact is not None and self._mode != "idle":
            self._note(fact, self._current, why, self._clock.now(), held_s)

    def advance(self) -> None:
        """Do what has come due by the clock: pieces end, fades reach silence."""
        now = self._clock.now()
        while (due := self._due()) is not None and due[0] <= now:
            at, sinks = due
            self._move_to(at)
            if sinks:
                self._sink(at)
            else:
                self._next("ended", at)
        self._move_to(now)
        self._show()

    def fail(self, piece_id: str) -> None:
        """From now on this piece cannot be played; when it plays, it breaks off."""
        self.advance()
        self._bad.add(piece_id)
        if self._current is not None and self._current.id == piece_id and self._mode != "idle":
            self._next("failed", self._clock.now())
        elif self._mode != "idle":
            self._look_ahead(self._clock.now())
        self._show()

    def lose_device(self) -> None:
        """The loudspeaker is gone; the music waits where it is."""
        self.advance()
        if self._sounding:
            self._sounding = False
            self._note("sound_lost", None, "", self._clock.now())
        self._show()

    def bring_back_device(self) -> None:
        """The loudspeaker is there again."""
        self.advance()
        if not self._sounding:
            self._sounding = True
            self._note("sound_back", None, "", self._clock.now())
        self._show()

    def lose_engine(self) -> None:
        """The engine dies.  Whoever attaches again finds it where it was."""
        self.advance()
        self._attached = False
        for hear in list(self._hearers):
            hear(None)

    def _play(self, plan: Plan, follow: bool) -> None:
        now = self._clock.now()
        self._plan, self._at = plan, -1
        kept = [n for n, piece in enumerate(plan.pieces) if self._current and piece.id == self._current.id]
        if not follow and self._mode in ("faded", "ending"):
            self._fade(False, 0)
        if self._mode == "idle":
            self._mode = "playing"
        if kept and self._current is not None:
            self._at, self._phase = kept[0], plan.phase
        elif self._mode == "playing":
            self._next("followed", now)
        else:
            self._current = None
        self._look_ahead(now)

    def _fade(self, out: bool, seconds: float) -> None:
        now = self._clock.now()
        if out and self._mode in ("playing", "ending"):
            sunk_at = now + timedelta(seconds=seconds)
            self._sunk_at = min(sunk_at, self._sunk_at or sunk_at)
        elif not out and self._mode in ("faded", "ending"):
            self._mode, self._sunk_at, self._since = "playing", None, now
            if self._current is None:
                self._next("followed", now)
            else:
                self._note("began", self._current, "faded_in", now)
        elif not out:
            self._sunk_at = None

    def _sink(self, at: datetime) -> None:
        self._sunk_at = None
        if self._current is not None:
            self._note("ended", self._current, "faded", at)
        if self._mode == "ending":
            self._mode, self._current = "idle", None
        else:
            self._mode = "faded"

    def _next(self, why: str, at: datetime) -> None:
        over = self._plan.once and self._current is not None and self._at == len(self._plan.pieces) - 1
        found = None if over else self._look_ahead(at)
        brought = why if self._current is not None or why != "followed" else "begun"
        if self._current is not None:
            self._note("ended", self._current, why, at)
        self._current, self._position, self._since = None, 0.0, at
        if over:
            self._mode = "idle"
        if found is not None:
            self._at, self._current, self._phase = found, self._plan.pieces[found], self._plan.phase
            self._note("began", self._current, brought, at)

    def _look_ahead(self, at: datetime) -> int | None:
        """The place of the next piece that can be played; those before it are passed over, once each."""
        count = len(self._plan.pieces)
        for step in range(1, count + 1):
            place = (self._at + step) % count
            piece = self._plan.pieces[place]
            if piece.id not in self._bad:
                return place
            if piece.id not in self._told:
                self._told.add(piece.id)
                self._note("passed_over", piece, "no_sound", at)
        return None

    def _due(self) -> tuple[datetime, bool] | None:
        sinks = self._sunk_at
        if not self._sounding or self._mode not in ("playing", "ending") or self._current is None:
            return (sinks, True) if sinks is not None else None
        length = _length(self._current)
        left = length - min(self._plan.crossfade_s, length / 3) - self._position
        ends = self._since + timedelta(seconds=max(0.0, left))
        return (sinks, True) if sinks is not None and sinks <= ends else (ends, False)

    def _move_to(self, at: datetime) -> None:
        if self._sounding and self._mode in ("playing", "ending") and self._current is not None:
            self._position += max(0.0, (at - self._since).total_seconds())
        self._since = at

    def _note(self, fact: Fact, piece: PlannedPiece | None, why: str, at: datetime, held_s: float = 0.0) -> None:
        self._number += 1
        where = (round(self._position, 1) if piece is self._current else 0.0, self._level, held_s)
        named = (piece.id, piece.path, piece.title) if piece else ("", "", "")
        phase = self._phase if fact == "ended" else self._plan.phase if piece else ""
        at_text = at.isoformat(timespec="milliseconds")
        happened = Happened("rehearsal", self._number, at_text, fact, *named, phase, why, *where)
        self._facts.append(happened)
        self._report(happened)

    def _report(self, report: Report) -> None:
        if self._attached:
            for hear in list(self._hearers):
                hear(report)

    def _show(self) -> None:
        shown: EngineStatus = "playing" if self._mode == "ending" else self._mode  # type: ignore[assignment]  # the modes are statuses
        status = Status(
            shown if self._sounding else "no_device",
            phase=self._plan.phase,
            level_db=self._level,
            device=self.device,
            faded=self._mode == "faded",
            ducked=self._ducked,
            held_s=self._plan.held_s,
        )
        if self._current is not None:
            status = _with_piece(status, self._current, self._position)
        if self._mode != "idle" and (after := _after(self._plan, self._at, self._bad)) is not None:
            status = replace(status, next_piece=after.id, next_path=after.path, next_title=after.title)
        self._report(status)


def _after(plan: Plan, at: int, bad: set[str]) -> PlannedPiece | None:
    ring = [*plan.pieces[at + 1 :], *plan.pieces[: at + 1]]
    return next((piece for piece in ring if piece.id not in bad), None)


def _length(piece: PlannedPiece) -> float:
    return piece.seconds or UNKNOWN_LENGTH_S


def _with_piece(status: Status, piece: PlannedPiece, position_s: float) -> Status:
    told = {"piece": piece.id, "path": piece.path, "title": piece.title, "by": piece.by}
    return replace(status, **told, position_s=round(position_s, 2), length_s=_length(piece))  # type: ignore[arg-type]  # four texts
