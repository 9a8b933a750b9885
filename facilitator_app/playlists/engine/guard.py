"""The process that stands behind the engine: it has imported all that is needed, sends the engine out, and waits.

An engine that dies is followed by the next at once, also while no window is there; one that hangs is ended first.  It never
plays, and has no threads.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import mmap
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from facilitator_app.playlists.engine.miniaudio_alone import miniaudio

NEEDED = (functools.partial(importlib.import_module, "vlc"), miniaudio)
"""Imported before, so that a new engine need not."""
SHORT_S, MOST_SHORT = 3.0, 5
"""So many engines in a row that live no longer than this, and no more are sent."""
ASKED_TO_END = (0, -signal.SIGTERM, -signal.SIGINT)

LOOK_S = 0.2
"""Looks are counted, not timed: while the machine sleeps nobody counts."""
FROZEN, HUNG, BEGINS = 4, 15, 150
"""So many looks without a sign: of anything, of its loop alone (what is decoded is heard meanwhile), of a first one."""


def stand_behind() -> Heart:
    """Return as the engine, with what it gives signs of life by.  Behind it the process that called this waits, and sends
    the next one when it dies or hangs.

    Only where a process can be copied safely (Linux); elsewhere the window starts the next engine.
    """
    if not sys.platform.startswith("linux"):
        return Heart()
    for bring in NEEDED:
        try:
            bring()
        except BaseException as cause:
            if isinstance(cause, KeyboardInterrupt):
                raise
    gc.freeze()  # what is never looked through stays shared
    short = 0
    while True:
        born = time.monotonic()
        heart = Heart()
        hears, held = os.pipe()  # never written to: it ends with the engine
        engine = os.fork()
        if engine == 0:
            os.close(hears)
            return heart
        os.close(held)
        _wait_for(engine, hears, heart)
        code = os.waitstatus_to_exitcode(os.waitpid(engine, 0)[1])
        short = short + 1 if time.monotonic() - born < SHORT_S else 0
        if code in ASKED_TO_END or short >= MOST_SHORT:
            os._exit(max(0, code) if code in ASKED_TO_END else 70)


class Heart:
    """The engine's signs of life, in memory that the process behind it sees too: giving one costs nothing."""

    def __init__(self) -> None:
        self._signs = mmap.mmap(-1, 3)

    def beat(self) -> None:
        """The loop goes round."""
        self._signs[0] = self._signs[0] % 255 + 1

    def sound(self) -> None:
        """Frames were given to the loudspeaker, or would have been."""
        self._signs[1] = self._signs[1] % 255 + 1

    def leave(self) -> None:
        """I am about to end, and may take my time."""
        self._signs[2] = 1

    @property
    def signs(self) -> tuple[int, int]:
        """How often the loop and the sound gave a sign, round and round."""
        return self._signs[0], self._signs[1]

    @property
    def leaving(self) -> bool:
        """It said that it is about to end."""
        return bool(self._signs[2])


class Watch:
    """Tells one that hangs from one that others do not let run."""

    def __init__(self) -> None:
        self._seen = (0, 0)
        self._frozen = self._hung = 0

    def hangs(self, signs: tuple[int, int], *, wants_to_run: Callable[[], bool]) -> bool:
        """Look once; True when it is to be ended."""
        before, self._seen = self._seen, signs
        self._hung = self._hung + 1 if signs[0] == before[0] else 0
        self._frozen = self._frozen + 1 if signs == before and not wants_to_run() else 0
        if not signs[0]:
            return self._hung >= BEGINS
        return self._frozen >= FROZEN or self._hung >= HUNG


def _wait_for(engine: int, hears: int, heart: Heart) -> None:
    """Until the engine is gone; one that hangs is ended."""
    watch = Watch()
    while not select.select([hears], [], [], LOOK_S)[0]:
        if watch.hangs(heart.signs, wants_to_run=functools.partial(_wants_to_run, engine)) and not heart.leaving:
            os.kill(engine, signal.SIGKILL)
            break
    os.close(hears)


def _wants_to_run(engine: int) -> bool:
    """Some thread of it runs, or waits for a processor: then it is not frozen, the machine is busy."""
    for stat in Path(f"/proc/{engine}/task").glob("*/stat"):
        with contextlib.suppress(OSError):  # a thread that has just ended
            if stat.read_bytes().rpartition(b")")[2].split()[0] == b"R":
                return True
    return False
