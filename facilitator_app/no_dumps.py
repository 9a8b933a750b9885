"""Keeps the memory of this process out of files and out of other programs' sight.  Knows nothing of what is in it."""

from __future__ import annotations

import contextlib
import sys

_PR_SET_DUMPABLE = 4


def make_no_dump() -> None:
    """Have no core file made of this process, nor of any that it starts."""
    if sys.platform == "win32":
        return  # crash reports are the system's there, and are switched off for a program by its administrator
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def keep_memory_in() -> None:
    """Have no core dump made and, on Linux, no other program of the same user read the memory of this process.

    Called before anything private is in memory.  Where the system pipes dumps to a program of its own, the limit alone is
    not heeded.  Not for the music engine: sound servers want to know who speaks to them, and ask the system by the process.
    """
    make_no_dump()
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
