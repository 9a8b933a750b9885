"""The link to the real engine: finds the one that runs or starts it, and carries lines to and fro.

The engine is started in a session of its own: what kills the window does not kill the music.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import facilitator_app
from facilitator_app.faults import SPOILT, Trouble
from facilitator_app.playlists.engine.protocol import (
    LINE_LIMIT,
    BadMessage,
    Command,
    DeviceNames,
    Happened,
    Hello,
    Report,
    Status,
    connect_to,
    decode,
    encode,
)

START_WITHIN_S = 15.0
GREETS_WITHIN_S = 5.0
GONE_WITHIN = 100
"""So many looks are taken, a fiftieth of a second apart, whether an engine that was killed is gone."""
FRUGAL = {
    "OPENBLAS_NUM_THREADS": "1",  # a process with threads is not copied
    # each piece has decoding threads of its own: left to itself the C library keeps a heap for every one of them
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
LONGEST_SOCKET_PATH = 100
"""Unix sockets may have names of 104 to 108 bytes."""


def engine_command() -> tuple[str, ...]:
    """What starts the engine of this program."""
    return (sys.executable, "-m", "facilitator_app", "engine")


def engine_environment() -> dict[str, str]:
    """The surroundings in which it finds this program, wherever it was started."""
    package = str(Path(facilitator_app.__file__).resolve().parent.parent)
    path = os.pathsep.join(part for part in (package, os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path, **FRUGAL}


class _Wire(asyncio.Protocol):
    """Cuts what comes into lines."""

    def __init__(self, hear: Callable[[Report], None], lost: Callable[[_Wire], None]) -> None:
        self._hear, self._lost = hear, lost
        self._rest = b""
        self.greeted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        """True with the engine's first word, False when it is lost before that."""
        self.way: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the engine."""
        assert isinstance(transport, asyncio.Transport)
        self.way = transport

    def data_received(self, data: bytes) -> None:
        """Hand over every whole line that is a report."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            try:
                report = decode(line)
            except BadMessage:
                continue
            if isinstance(report, Hello) and not self.greeted.done():
                self.greeted.set_result(True)
            if isinstance(report, Status | Happened | Hello | DeviceNames):
                self._hear(report)
        if len(self._rest) > LINE_LIMIT and self.way is not None:
            self.way.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that the engine is gone."""
        if not self.greeted.done():
            self.greeted.set_result(False)
        else:
            self._lost(self)


class EngineLink:
    """The engine whose state is kept in ``folder`` (a ``Player``).  ``device``: the loudspeaker a new one begins on."""

    def __init__(self, folder: Path, device: str = "", command: Sequence[str] | None = None) -> None:
        self.folder = folder
        self._device = device
        self._command = tuple(command or engine_command())
        self._hearers: list[Callable[[Report | None], None]] = []
        self._wire: _Wire | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._started: list[int] = []
        self.engine_pid = self.guard_pid = 0
        """The process that was attached to last, and the one that stands behind it."""

    def aside(self) -> EngineLink:
        """The link to a second engine, for listening on a device of its own."""
        return EngineLink(self.folder / "listen", command=self._command)

    def listen(self, hear: Callable[[Report | None], None]) -> Callable[[], None]:
        """Have every report handed to ``hear``, None when the engine is lost.  Returns the way to stop."""
        self._hearers.append(hear)
        return lambda: self._hearers.remove(hear)

    async def open(self, *, start: bool) -> bool:
        """Attach to the engine that runs, or (``start``) start one.  Trouble when it will not start.

        One that died while it played (with the machine, say) is started in any case: it goes on where it was, if that was not
        long ago.
        """
        door = self._door()
        if await self._connect(door):
            return True
        if not start and not self._was_playing():
            return False
        deadline = asyncio.get_running_loop().time() + START_WITHIN_S
        while asyncio.get_running_loop().time() < deadline:
            if self._process is None or self._process.poll() is not None:
                if self._process is not None and self._process.returncode not in (0, -9, -15):
                    code, self._process = self._process.returncode, None
                    raise Trouble("music.engine_will_not_start", code=code)
                self._process = self._start(door)
                self._started.append(self._process.pid)
            await asyncio.sleep(0.01)
            if await self._connect(door):
                return True
        raise Trouble("music.engine_will_not_start", code=0)

    async def send(self, command: Command) -> None:
        """Hand a command over.  Trouble when there is no engine."""
        if self._wire is None or self._wire.way is None or self._wire.way.is_closing():
            raise Trouble("music.engine_lost")
        self._wire.way.write(encode(command))

    async def close(self) -> None:
        """Let go; the engine plays on."""
        wire, self._wire = self._wire, None
        if wire is not None and wire.way is not None:
            wire.way.close()
        if self._process is not None and self._process.poll() is None:
            self._process.returncode = 0  # not ours any more: it is meant to outlive us
        self._process = None

    async def end(self) -> None:
        """Kill every engine this link has started with what that has started, its scans too, and wait until they are gone."""
        self._started, started = [], self._started
        for leader in started:
            for _ in range(GONE_WITHIN):
                if not _kill(leader):
                    break
                await asyncio.sleep(0.02)

    def _door(self) -> Path:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.folder.chmod(0o700)
            door = self.folder / "engine.sock"
            if len(os.fsencode(door)) <= LONGEST_SOCKET_PATH:
                return door
            short = hashlib.sha256(os.fsencode(self.folder.resolve())).hexdigest()[:16]
            nearer = _near_place() / f"facilitator-{short}"
            nearer.mkdir(exist_ok=True, mode=0o700)
            found = nearer.lstat()
            if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o077):
                raise PermissionError("the folder of the socket is somebody else's")
        except OSError as cause:
            raise Trouble("music.engine_will_not_start", code=0) from cause
        return nearer / "engine.sock"

    def _was_playing(self) -> bool:
        try:
            left = json.loads((self.folder / "engine.json").read_bytes())
        except (OSError, *SPOILT):
            return False
        return isinstance(left, dict) and left.get("mode") in ("playing", "faded")

    def _start(self, door: Path) -> subprocess.Popen[bytes]:
        arguments = ["--socket", str(door), "--state", str(self.folder / "engine.json"), "--device", self._device]
        try:
            return subprocess.Popen(
                [*self._command, *arguments],
                env=engine_environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as cause:
            raise Trouble("music.engine_will_not_start", code=0) from cause

    async def _connect(self, door: Path) -> bool:
        try:
            way = connect_to(door)
        except (OSError, ValueError):
            return False
        wire = _Wire(self._heard, self._lost)
        self._wire = wire
        transport, _ = await asyncio.get_running_loop().create_connection(lambda: wire, sock=way)
        try:
            return await asyncio.wait_for(wire.greeted, GREETS_WITHIN_S)
        except TimeoutError as cause:
            transport.abort()
            raise Trouble("music.engine_will_not_start", code=0) from cause

    def _heard(self, report: Report) -> None:
        if isinstance(report, Hello):
            self.engine_pid, self.guard_pid = report.pid, report.guard
        for hear in list(self._hearers):
            hear(report)

    def _lost(self, wire: _Wire) -> None:
        if wire is not self._wire:
            return
        self._wire = None
        for hear in list(self._hearers):
            hear(None)


def _kill(leader: int) -> bool:
    """Kill a process with all of its session; whether any was left."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            os.kill(leader, signal.SIGTERM)
            return True
        with contextlib.suppress(ChildProcessError):  # somebody else has taken note of its end
            os.waitpid(leader, os.WNOHANG)
        os.killpg(leader, signal.SIGKILL)
        return True
    return False


def _near_place() -> Path:
    """A folder for a socket whose own folder's name is too long: the first one that leaves room for it."""
    places = [Path(place) for place in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp") if place]
    room = LONGEST_SOCKET_PATH - len("/facilitator-0123456789abcdef/engine.sock")
    return next((place for place in places if len(os.fsencode(place)) <= room), places[-1])
