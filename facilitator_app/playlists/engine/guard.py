"""The process that stands behind the engine: it has imported all that is needed, sends the engine out, and waits.

An engine that dies is followed by the next at once, also while no window is there.  It never plays, and has no threads.
"""

from __future__ import annotations

import functools
import gc
import importlib
import os
import signal
import sys
import time

from facilitator_app.playlists.engine.miniaudio_alone import miniaudio

NEEDED = (functools.partial(importlib.import_module, "vlc"), miniaudio)
"""Imported before, so that a new engine need not."""
SHORT_S, MOST_SHORT = 3.0, 5
"""So many engines in a row that live no longer than this, and no more are sent."""
ASKED_TO_END = (0, -signal.SIGTERM, -signal.SIGINT)


def stand_behind() -> None:
    """Return as the engine.  Behind it the process that called this waits, and sends the next one when it dies.

    Only where a process can be copied safely (Linux); elsewhere the window starts the next engine.
    """
    if not sys.platform.startswith("linux"):
        return
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
        engine = os.fork()
        if engine == 0:
            return
        code = os.waitstatus_to_exitcode(os.waitpid(engine, 0)[1])
        short = short + 1 if time.monotonic() - born < SHORT_S else 0
        if code in ASKED_TO_END or short >= MOST_SHORT:
            os._exit(max(0, code) if code in ASKED_TO_END else 70)
