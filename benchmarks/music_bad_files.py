"""Files as they are found on real disks and cannot be played, or not for long; made on the spot."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tests.playlists.sounds import tone, write_flac, write_wav

GOOD_S = 9.0
"""So long they would be if they were whole."""


def missing(home: Path) -> Path:
    return home / "gone.flac"


def empty(home: Path) -> Path:
    (home / "empty.flac").write_bytes(b"")
    return home / "empty.flac"


def truncated(home: Path) -> Path:
    whole = write_flac(home / "cut.flac", tone(GOOD_S, 700))
    whole.write_bytes(whole.read_bytes()[:900_000])
    return whole


def renamed(home: Path) -> Path:
    return write_flac(home / "moved.flac", tone(GOOD_S, 700))


def away(path: Path) -> None:
    path.rename(path.with_name("elsewhere.flac"))


def wrong_extension(home: Path) -> Path:
    flac = write_flac(home / "really.flac", tone(GOOD_S, 700))
    return flac.rename(home / "really.mp3")


def no_rate(home: Path) -> Path:
    wav = write_wav(home / "rate.wav", tone(GOOD_S, 700))
    raw = bytearray(wav.read_bytes())
    raw[24:32] = bytes(8)  # 0 Hz, 0 bytes per second
    wav.write_bytes(raw)
    return wav


def garbage(home: Path) -> Path:
    raw = random.Random(7).randbytes(400_000)
    (home / "locked.m4a").write_bytes(b"\0\0\0\x20ftypM4P \0\0\0\0M4P mp42isom\0\0\0\0" + raw)
    return home / "locked.m4a"


def fifo(home: Path) -> Path:
    os.mkfifo(home / "slow.flac")
    return home / "slow.flac"
