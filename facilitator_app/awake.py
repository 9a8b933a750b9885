"""Keeps the machine from going to sleep while a session runs, by the system's own program for that; knows no session.

The program holds on only as long as this process lives: its standard input is ours.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from facilitator_app.faults import Trouble

_STAY = ("sh", "-c", "echo held; exec cat >/dev/null")
"""What is run while the machine is kept awake: says so, then waits until we are gone."""
LOOK_S, TRIES = 1.0, 3
"""So often it is looked whether that program is still there, and so often it is begun in one session."""
_CONTINUOUS, _SYSTEM = 0x80000000, 0x00000001


def _holder() -> tuple[str, ...]:
    """The program of this system; empty where there is none."""
    if sys.platform == "darwin":
        found = shutil.which("caffeinate")
        return (found, "-i", *_STAY) if found else ()
    found = shutil.which("systemd-inhibit")
    why = ("--what=idle:sleep", "--who=Facilitator", "--why=A session runs", "--mode=block")
    return (found, *why, *_STAY) if found else ()


def can_sleep(state: Path = Path("/sys/power/state")) -> bool:
    """False where the kernel says that this machine knows no sleep."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        return bool(state.read_text("ascii").strip())
    except (OSError, ValueError):
        return False


class Awake:
    """Holds the machine awake between ``begin`` and ``end``.  ``holder``: the program that does it."""

    def __init__(self, holder: Sequence[str] | None = None, look_s: float = LOOK_S) -> None:
        self._holder = _holder() if holder is None else tuple(holder)
        self._process: subprocess.Popen[bytes] | None = None
        self._look_s = look_s
        self.holds = self._stays = False

    async def begin(self) -> None:
        """Keep the machine awake from now on.  Trouble when that cannot be had; then it may fall asleep by itself."""
        if not self.holds:
            self.holds = self._tell_windows(_CONTINUOUS | _SYSTEM) or await asyncio.to_thread(self._hold)
        if not self.holds:
            raise Trouble("awake.cannot")

    async def stay(self) -> None:
        """Keep the machine awake until ``end``.  What holds it is looked at, and begun anew when it is gone; Trouble when that
        cannot be had any more."""
        if self._stays:
            return
        self._stays = True
        try:
            for _ in range(TRIES):
                await self.begin()
                while await self._is_there():
                    pass
                if not self.holds:
                    return
                self.end()
        finally:
            self._stays = False
        raise Trouble("awake.cannot")

    async def _is_there(self) -> bool:
        """Look a moment later whether what holds it still does."""
        await asyncio.sleep(self._look_s)
        return self.holds and (self._process is None or self._process.poll() is None)

    def end(self) -> None:
        """Let the machine do as it likes."""
        self.holds = False
        self._tell_windows(_CONTINUOUS)
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            process.terminate()
            process.wait()

    def _hold(self) -> bool:
        if not self._holder:
            return False
        try:
            process = subprocess.Popen(
                self._holder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            return False
        self._process = process
        assert process.stdout is not None
        if process.stdout.readline().strip() == b"held":
            return True
        self.end()
        return False

    def _tell_windows(self, state: int) -> bool:
        if sys.platform == "win32":
            import ctypes

            return bool(ctypes.windll.kernel32.SetThreadExecutionState(state))
        return False
