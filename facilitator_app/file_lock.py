"""One at a time among the windows and programs of this machine, by a file that the system locks.

The system lets go of it when the process ends, however it ends.  Must not know what is done meanwhile.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 3.0
"""How long it is waited for."""
_BETWEEN_S = 0.03


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Whether ``path``, which is made, could be had: then nobody else has it meanwhile.  Waits up to ``PATIENCE_S``."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield False
        return
    try:
        had = _waited_for(file)
        try:
            yield had
        finally:
            if had:
                leave(file)
    finally:
        os.close(file)


def _waited_for(file: int) -> bool:
    pause = threading.Event()
    for _ in range(1 + int(PATIENCE_S / _BETWEEN_S)):
        try:
            take(file)
        except OSError:
            pause.wait(_BETWEEN_S)
        else:
            return True
    return False


if sys.platform == "win32":
    import msvcrt

    def take(file: int) -> None:
        """Have an open file to oneself, without waiting.  Raises OSError when somebody else has it."""
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def leave(file: int) -> None:
        """Let go, also where a program that is just being started holds a copy of the file for a moment."""
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def take(file: int) -> None:
        """Have an open file to oneself, without waiting.  Raises OSError when somebody else has it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def leave(file: int) -> None:
        """Let go, also where a program that is just being started holds a copy of the file for a moment."""
        fcntl.flock(file, fcntl.LOCK_UN)
