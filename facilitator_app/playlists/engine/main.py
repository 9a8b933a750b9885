"""The engine's process: puts decoder, conductor, mixer, output and server together and runs them until nobody needs music.

``engine --socket PATH --state FILE`` plays; ``engine check PATH...`` decodes files in full, one line of JSON for each.
"""

from __future__ import annotations

import argparse
import functools
import os
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from facilitator_app.clock import SystemClock
from facilitator_app.playlists.engine.conductor import Conductor
from facilitator_app.playlists.engine.decoder import LibVlc, NoLibVlc
from facilitator_app.playlists.engine.guard import Heart, stand_behind
from facilitator_app.playlists.engine.kept import Kept
from facilitator_app.playlists.engine.memory import RESUME_WITHIN, Memory, Place
from facilitator_app.playlists.engine.mixer import Mixer
from facilitator_app.playlists.engine.output import Output, list_devices, prepare_sound_system
from facilitator_app.playlists.engine.pool import Pool
from facilitator_app.playlists.engine.priority import come_first, end_with_parent, give_way, in_a_hurry
from facilitator_app.playlists.engine.protocol import (
    MEASURED,
    RATE,
    Choose,
    Command,
    DeviceNames,
    Duck,
    Fade,
    Finish,
    Gains,
    Happened,
    Hello,
    Hold,
    Level,
    ListDevices,
    Play,
    Recorded,
    Scan,
    Seek,
    Skip,
    Status,
    encode,
)  # fmt: skip
from facilitator_app.playlists.engine.scan import scan
from facilitator_app.playlists.engine.scout import Scout
from facilitator_app.playlists.engine.server import Server

REPORT_EVERY_S, SAVE_EVERY_S = 0.8, 1.4
TICK_S = 0.3
"""Every waking costs: a third of a second is soon enough for all that is not urgent."""
LONELY_S = 10.0
HOMELESS_FADE_S = 2.0
TRIES = 3
"""So often is one place resumed by engines that die at once; then its piece is passed over."""
BREAK = timedelta(seconds=5)
"""A silence shorter than this, when the engine itself had died, is not told to the record."""


def main(argv: Sequence[str]) -> int:
    """Run the engine, or its ``check``; returns the exit code."""
    if argv and argv[0] == "check":
        return check(argv[1:])
    options = argparse.ArgumentParser(prog="engine")
    options.add_argument("--socket", type=Path, required=True)
    options.add_argument("--state", type=Path, required=True)
    options.add_argument("--device", default="")
    chosen = options.parse_args(argv)
    os.umask(0o077)
    chosen.state.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = _lock(chosen.state.with_suffix(".lock"))
    if lock is None:
        return 0  # another engine plays already
    command = [*sys.orig_argv[: len(sys.orig_argv) - len(argv)]]
    heart = stand_behind()
    come_first()
    with in_a_hurry():
        engine = Engine(chosen.socket, chosen.state, chosen.device, command, heart)
    try:
        engine.run()
    except Exception as bug:  # noqa: BLE001  the program's end: what happened is written down without a value, the window starts us again
        frames = traceback.extract_tb(bug.__traceback__)
        told = [type(bug).__name__, *(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)]
        chosen.state.with_suffix(".fault").write_text("\n".join(told) + "\n", encoding="utf-8")
        os._exit(70)
    finally:
        os.close(lock)
    # libVLC and the sound server may hold threads that never come back; everything is on disk
    os._exit(0)


def check(argv: Sequence[str]) -> int:
    """Scan files; 1 when one of them cannot be played, 3 without libVLC."""
    options = argparse.ArgumentParser(prog="engine check")
    options.add_argument("--gently", action="store_true", help="give way to everything else")
    options.add_argument("--along", action="store_true", help="end with who asked")
    options.add_argument("--kept", type=Path, help="the folder of what was measured before")
    options.add_argument("--listed", action="store_true", help="read more paths from standard input, a NUL after each")
    options.add_argument("path", nargs="*")
    chosen = options.parse_args(argv)
    if chosen.gently:
        give_way()
    if chosen.along:
        end_with_parent()
    try:
        libvlc = LibVlc()
    except NoLibVlc:
        sys.stdout.buffer.write(encode(Scan("", "no_libvlc")))
        return 3
    found, kept = 0, Kept(chosen.kept)
    for path in [*chosen.path, *(_listed() if chosen.listed else ())]:
        told = kept.measure(path, functools.partial(scan, libvlc, goes_on=_goes_on if chosen.gently else lambda: None))
        found |= 1 if told.why else 0
        sys.stdout.buffer.write(encode(told))
        sys.stdout.buffer.flush()
    os._exit(found)  # a player that hangs is left behind


def _goes_on() -> None:
    """An empty line: who waits knows that this is slow, and does not hang."""
    sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _listed() -> list[str]:
    return [os.fsdecode(name) for name in sys.stdin.buffer.read().split(b"\0") if name]


def _lock(path: Path) -> int | None:
    """Hold the lock of this state file as long as the process lives; None when another engine holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


class Engine:
    """Everything together, on one thread; libVLC and the sound system have their own."""

    def __init__(self, door: Path, state: Path, device: str, command: Sequence[str], heart: Heart) -> None:
        self._heart = heart
        prepare_sound_system()
        self._memory = Memory(state, SystemClock())
        place, age = self._memory.load()
        self._server = Server(door)
        self._conductor: Conductor | None = None
        mixer = Mixer()
        try:
            self._conductor = Conductor(
                mixer, LibVlc(), self._memory, Scout(command, state.parent / MEASURED), self._tell
            )
        except NoLibVlc:
            place = Place()
        self._resume(place, age)
        goes_on = self._conductor is not None and self._conductor.mode == "playing"
        self._output = Output(mixer, place.device or device, heart.sound, self._can_sound, is_missed=goes_on)
        self._lost = False
        self._sounding = self._heard = False
        self._home, self._homeless = state.parent, False
        self._last_window = time.monotonic()
        self._report_at = self._save_at = 0.0

    def _resume(self, place: Place, age: timedelta) -> None:
        if self._conductor is None or place.mode == "idle":
            return
        piece, unbroken = Pool(place.plan).piece(place.index), age <= BREAK
        if place.mode == "playing" and self._memory.tries > TRIES:
            self._memory.add("ended", piece, place.plan.phase, "failed")
            self._memory.add("passed_over", piece, place.plan.phase, "crashed")
            following = (place.index + 1) % max(1, len(place.plan.pieces))
            place, unbroken = replace(place, index=following, position_s=0.0), False
        elif place.mode == "playing" and not unbroken:
            self._memory.add("ended", piece, place.plan.phase, "failed", age.total_seconds())
        if age <= RESUME_WITHIN:
            self._conductor.resume(place, unbroken)

    def _can_sound(self) -> bool:
        return self._conductor is None or self._conductor.mode != "playing" or self._conductor.decks.filled

    def run(self) -> None:
        """Until nothing plays and no window is attached."""
        while not self._done():
            self._heart.beat()
            urgent = self._conductor is not None and self._conductor.urgent
            for command in self._server.wait(0.02 if urgent else TICK_S):
                self._obey(command)
            self._welcome()
            self._output.tick()
            self._watch_sound()
            if self._conductor is not None:
                self._conductor.alone_since = None if self._server.attached else self._last_window
                self._conductor.tick()
            self._report()
        self._heart.leave()
        self._save()
        self._memory.close()
        self._output.close()
        self._server.close()

    def _done(self) -> bool:
        now = time.monotonic()
        idle = self._conductor is None or self._conductor.mode == "idle"
        if self._homeless:
            return idle
        if self._server.attached:
            self._last_window = now
            return False
        return idle and now - self._last_window > LONELY_S

    def _obey(self, command: Command) -> None:
        match command:
            case Recorded(number=number):
                self._memory.recorded(number)
            case Choose(device=device):
                self._output.choose(device)
            case ListDevices():
                self._server.send(DeviceNames(tuple(name for name, _ in list_devices())))
            case Fade(out=True, seconds=seconds) if self._conductor is not None:
                # what was mixed before is heard first: it is silent when it was asked to be
                self._conductor.fade(True, max(seconds / 2, seconds - self._output.behind_s))
            case _ if self._conductor is not None:
                _conduct(self._conductor, command)
        self._report_at = self._save_at = 0.0

    def _welcome(self) -> None:
        for window in self._server.came:
            self._server.send(Hello(pid=os.getpid(), guard=os.getppid(), run=self._memory.run), window)
            for fact in self._memory.facts:
                self._server.send(fact, window)
            self._report_at = 0.0
        self._server.came.clear()

    def _watch_sound(self) -> None:
        sounding, playing = self._output.sounding, self._conductor is not None and self._conductor.mode != "idle"
        if sounding != self._sounding:
            self._sounding = sounding
            self._report_at = 0.0
        if self._conductor is not None:
            # what somebody was hearing waits for the loudspeaker; where there never was one, the plan keeps its time
            self._heard = self._heard or sounding
            self._conductor.suspend(self._heard and not self._output.up)
        if playing and not sounding and self._output.tried and not self._lost:
            self._lost = True
            self._tell(self._memory.add("sound_lost", None, ""))
        elif sounding and self._lost:
            self._lost = False
            self._tell(self._memory.add("sound_back", None, ""))

    def _tell(self, fact: Happened) -> None:
        self._server.send(fact)
        self._report_at = self._save_at = 0.0

    def _report(self) -> None:
        now = time.monotonic()
        if now >= self._report_at:
            self._report_at = now + REPORT_EVERY_S
            if self._server.attached:
                self._server.send(self._status())
        if now >= self._save_at:
            self._save_at = now + SAVE_EVERY_S
            self._save()
            if not self._homeless and not self._home.is_dir():
                self._homeless = True  # a throw-away session: nobody can find us any more
                if self._conductor is not None:
                    self._conductor.finish(HOMELESS_FADE_S)

    def _status(self) -> Status:
        if self._conductor is None:
            return Status("no_libvlc", device=self._output.device)
        status = self._conductor.status()
        heard_s = max(0.0, round(status.position_s - self._output.behind_s, 2))
        underruns, missed_ms = self._underruns
        status = replace(
            status, device=self._output.device, position_s=heard_s, underruns=underruns, missed_ms=missed_ms
        )
        silent = self._output.tried and not self._output.sounding
        return replace(status, status="no_device") if silent else status

    @property
    def _underruns(self) -> tuple[int, int]:
        """How often, and for how many milliseconds, the decoder or the loudspeaker was not served in time."""
        output, mixer = self._output, self._conductor.mixer if self._conductor is not None else None
        count, frames = (mixer.underruns, mixer.missed) if mixer is not None else (0, 0)
        return count + output.underruns, round(1000 * (frames / RATE + output.late_s))

    def _save(self) -> None:
        place = self._conductor.place(self._output.device) if self._conductor is not None else Place()
        self._memory.save(place)


def _conduct(conductor: Conductor, command: Command) -> None:
    """Have a command about the music done."""
    match command:
        case Play(plan=plan, follow=follow):
            conductor.play(plan, follow)
        case Fade(out=out, seconds=seconds):
            conductor.fade(out, seconds)
        case Skip(now=now):
            conductor.skip(now=now)
        case Seek(second=second):
            conductor.seek(second)
        case Gains(decibels=decibels):
            conductor.pool.set_gains(decibels)
        case Hold(seconds=seconds, why=why):
            conductor.hold(seconds, why)
        case Duck(down=down):
            conductor.duck(down)
        case Level(decibel=decibel):
            conductor.set_level(decibel)
        case Finish(seconds=seconds):
            conductor.finish(seconds)
