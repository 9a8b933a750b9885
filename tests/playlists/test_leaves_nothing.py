"""A piece that is over leaves nothing behind in the engine: two hours of music must not grow it."""

from __future__ import annotations

import ctypes
import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator_app.playlists.engine.decoder import STATES_CAN_GO, LibVlc
from tests.playlists.sounds import RATE, tone, write_flac
from tests.waiting import until_now


@pytest.fixture
def no_collector() -> Iterator[None]:
    """What is freed is freed by itself: the engine makes so little that its collector comes by once an hour."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def thread_states() -> int:
    """How many threads Python keeps a state of, also those that have ended."""
    api = ctypes.pythonapi
    for each in (api.PyInterpreterState_Get, api.PyInterpreterState_ThreadHead, api.PyThreadState_Next):
        each.restype = ctypes.c_void_p
    state, count = api.PyInterpreterState_ThreadHead(ctypes.c_void_p(api.PyInterpreterState_Get())), 0
    while state:
        state, count = api.PyThreadState_Next(ctypes.c_void_p(state)), count + 1
    return count


def close_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "close stream"]


@pytest.mark.usefixtures("no_collector")
def test_a_piece_that_is_cut_off_leaves_neither_its_music_nor_the_state_of_its_thread(
    libvlc: LibVlc, tmp_path: Path
) -> None:
    path = str(write_flac(tmp_path / "long.flac", tone(30)))
    before = thread_states()
    left = []
    for _ in range(3):
        stream = libvlc.open(path)
        until_now(lambda stream=stream: stream.ready > RATE // 2, 10.0)  # type: ignore[misc]  # mypy cannot infer it
        stream.read(4800)
        left.append(weakref.ref(stream))
        stream.close()
        del stream
    for thread in close_threads():
        thread.join(10)
    until_now(lambda: [each() for each in left] == [None] * 3, 5.0)
    if STATES_CAN_GO:
        until_now(lambda: thread_states() <= before, 5.0)
