"""What is free within the process does not stay with it for the hours of a session."""

from __future__ import annotations

import sys

import psutil
import pytest

from facilitator_app.ui.sweep import give_back


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
