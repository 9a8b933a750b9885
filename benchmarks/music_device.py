"""Faults of the loudspeaker itself: it is gone and comes back, or another one is chosen while the music plays."""

from __future__ import annotations

import asyncio
import subprocess
import time

import numpy as np

from benchmarks.music_room import Room
from benchmarks.music_sound import Recorder, until
from tests.playlists.sounds import RATE, clicks_dbfs

HEARD = 1e-3
SINK = ("module-null-sink", "sink_name=room", "norewinds=1", "sink_properties=device.description=Room")
CLICKED, UNHEARD, ELSEWHERE = "clicked", "went on unheard", "was heard on another loudspeaker"
CLICK_DBFS = -80.0


async def another_loudspeaker(room: Room) -> None:
    """Another loudspeaker is chosen while a tone is heard: it fades out here and in there."""
    await room.begin()
    _sink("other")
    other = Recorder("other")
    await asyncio.sleep(1.5)
    await room.deck.choose_device("Other")
    asked = time.monotonic()
    await until(lambda: abs(other.heard).max(initial=0.0) > HEARD, 20)
    room.told.append(f"heard there after {time.monotonic() - asked:.1f} s")
    await asyncio.sleep(2)
    for name, heard in (("here", room.recorder.heard[room.began :]), ("there", other.heard)):
        on = np.flatnonzero(np.abs(heard) > HEARD)
        edge = on[-1] if name == "here" else on[0]
        clicks = clicks_dbfs(heard[max(0, edge - RATE) : edge + RATE])
        room.told.append(f"{name}: {clicks:.0f} dBFS above 4 kHz")
        if clicks > CLICK_DBFS:
            room.told.append(CLICKED)
    other.stop()


async def device_lost(room: Room) -> None:
    await room.begin()
    await asyncio.sleep(1)
    subprocess.run(["pactl", "unload-module", "module-null-sink"], check=True)  # noqa: ASYNC221
    gone = time.monotonic()
    await until(lambda: room.deck.state.status == "no_device", 5)
    room.told.append(f"after {time.monotonic() - gone:.1f} s")
    _sink("other")
    other = Recorder("other")
    at = room.deck.state.position_s
    await asyncio.sleep(4)
    _sink("room")
    back, again = time.monotonic(), Recorder()
    await until(lambda: abs(again.heard).max(initial=0.0) > HEARD, 20)
    room.told.append(f"heard again {time.monotonic() - back:.1f} s after it was back")
    await until(lambda: room.deck.state.status == "playing", 5)
    again.stop()
    if room.deck.state.position_s > at + 2:
        room.told.append(UNHEARD)
    if abs(other.heard).max(initial=0.0) > 0:
        room.told.append(ELSEWHERE)
    other.stop()
    await room.at("good1")


def _sink(name: str) -> None:
    sink = (SINK[0], f"sink_name={name}", SINK[2], f"sink_properties=device.description={name.title()}")
    subprocess.run(["pactl", "load-module", *sink], check=True, stdout=subprocess.DEVNULL)
