"""Who comes first when the processors are full: the engine before other programs, its sound before the rest of it.

Only where the system allows it; where it does not, everything goes on as it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

BEFORE_OTHERS, AFTER_OTHERS = -11, 10
REALTIME = 5
"""Among real-time threads one of the last: the sound server itself has this."""
_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG."""


def come_first() -> None:
    """Put this thread, those it will start, and their session before other programs; the sound servers do the same."""
    _be_nice(BEFORE_OTHERS)
    with contextlib.suppress(OSError):  # where sessions share the processors, niceness counts only within one
        Path("/proc/self/autogroup").write_text(str(BEFORE_OTHERS), encoding="ascii")


def give_way() -> None:
    """Put this thread, and those it will start, after other programs: in a session of its own, or the engine's would count."""
    if hasattr(os, "setsid"):
        with contextlib.suppress(OSError):  # it leads one
            os.setsid()
    _be_nice(AFTER_OTHERS)


def end_with_parent() -> None:
    """Be killed when the thread that started this process ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def never_wait() -> None:
    """Let this thread run as soon as it can; what it starts is ordinary again."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(
                threading.get_native_id(), os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(REALTIME)
            )


@contextlib.contextmanager
def in_a_hurry() -> Iterator[None]:
    """Let this thread run as soon as it can for a while: nothing is heard until it is through."""
    never_wait()
    yield
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(threading.get_native_id(), os.SCHED_OTHER, os.sched_param(0))


def _be_nice(nice: int) -> None:
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, nice)
