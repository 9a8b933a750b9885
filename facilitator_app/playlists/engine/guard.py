"""The process that stands behind the engine: it has imported all that is needed, sends the engine out, and waits.

An engine that dies is followed by the next at once, also while no window is there; one that hangs is ended first.  It never
plays, and has no threads.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable

from facilitator_app.playlists.engine.miniaudio_alone import miniaudio

NEEDED = (functools.partial(importlib.import_module, "vlc"), miniaudio)
"""Imported before, so that a new engine need not."""
SHORT_S, MOST_SHORT = 3.0, 5
"""So many engines in a row that live no longer than this, and no more are sent."""
ASKED_TO_END = (0, -signal.SIGTERM, -signal.SIGINT)


BEAT_S, MISSED = 1.0, 3
"""A sign of life each second; after so many that did not come the engine hangs.  Counted, not timed: while the machine
sleeps nobody counts."""


def stand_behind() -> Callable[[], None]:
    """Return as the engine, with what it is to call as a sign of life.  Behind it the process that called this waits, and
    sends the next one when it dies or hangs.

    Only where a process can be copied safely (Linux); elsewhere the window starts the next engine.
    """
    if not sys.platform.startswith("linux"):
        return _nobody_listens
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
        hears, tells = os.pipe()
        engine = os.fork()
        if engine == 0:
            os.close(hears)
            return Heart(tells).beat
        os.close(tells)
        _wait_for(engine, hears)
        code = os.waitstatus_to_exitcode(os.waitpid(engine, 0)[1])
        short = short + 1 if time.monotonic() - born < SHORT_S else 0
        if code in ASKED_TO_END or short >= MOST_SHORT:
            os._exit(max(0, code) if code in ASKED_TO_END else 70)


class Heart:
    """The engine's side: at most one sign of life each second."""

    def __init__(self, tells: int) -> None:
        self._tells = tells
        self._at = 0.0
        os.set_blocking(tells, False)

    def beat(self) -> None:
        """I am alive."""
        now = time.monotonic()
        if now - self._at >= 0.9 * BEAT_S:
            self._at = now
            with contextlib.suppress(OSError):  # nobody is behind us any more
                os.write(self._tells, b".")


def _wait_for(engine: int, hears: int) -> None:
    """Until the engine is gone; one that gives no sign of life is ended.  It may take its time to begin."""
    missed, most = 0, 10 * MISSED
    while True:
        if select.select([hears], [], [], BEAT_S)[0]:
            missed, most = 0, MISSED
            if not os.read(hears, 4096):
                break
        else:
            missed += 1
            if missed >= most:
                os.kill(engine, signal.SIGKILL)
                break
    os.close(hears)


def _nobody_listens() -> None:
    """Where nobody stands behind the engine."""
