"""What is free within the process does not stay with it for the hours of a session."""

from __future__ import annotations

import gc
import sys
from weakref import ref

import psutil
import pytest
import shiboken6
from PySide6.QtCore import QObject

from facilitator_app.ui.sweep import Sweep, give_back


@pytest.mark.skipif(sys.platform != "linux", reason="the C library that keeps what is free is that of Linux")
def test_what_is_free_is_given_back_to_the_machine() -> None:
    process = psutil.Process()
    pieces = [bytearray(b"x" * 60_000) for _ in range(1000)]  # small enough to come from the heap
    last = [bytearray(b"y" * 60_000) for _ in range(3)]  # above them: the heap cannot just end earlier
    most = process.memory_info().rss
    pieces.clear()
    give_back()
    assert most - process.memory_info().rss > 30_000_000
    assert all(piece[0] == ord("y") for piece in last)


def test_what_came_with_a_screen_is_looked_through_before_anybody_is_busy_there() -> None:
    # Else once in some minutes of a busy room: thirty milliseconds in which no touch is taken.
    class Left:
        """A screen that is gone, in a ring with itself."""

        def __init__(self) -> None:
            self.ring = self

    def look(phase: str, told: dict[str, int]) -> None:
        looked.append((phase, told["generation"]))

    parent, looked = QObject(), list[tuple[str, int]]()
    sweep, left = Sweep(parent), ref(Left())
    gc.callbacks.append(look)
    try:
        sweep.come()
        assert left() is not None, "not while the screen is drawn"
        sweep.sweep()
        assert left() is None
        looked.clear()
        since = [[number] for number in range(gc.get_threshold()[0] + 1)]
        sweep.sweep()
        assert looked == [("start", 0), ("stop", 0)], f"then only at what came since: {len(since)}"
    finally:
        gc.callbacks.remove(look)
        gc.unfreeze()
        shiboken6.delete(parent)
