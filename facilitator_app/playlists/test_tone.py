"""The tone by which a loudspeaker is tried before a session: a soft A of two seconds that comes and goes."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

from facilitator_app.playlists.library import Piece

RATE, SECONDS, HERTZ = 48_000, 2.0, 440.0
LEVEL = 0.1
"""Of full scale: 20 dB below it."""
FADE_S = 0.3


def tone(folder: Path) -> Piece:
    """The tone as a piece; its file is made in ``folder`` where it is not there."""
    path = folder / "test-tone.wav"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(_frames())
    return Piece(path=path, title="test tone", seconds=SECONDS)


def _frames() -> bytes:
    count = int(RATE * SECONDS)
    fade = RATE * FADE_S
    levels = (LEVEL * min(1.0, at / fade, (count - at) / fade) for at in range(count))
    samples = (round(32767 * level * math.sin(2 * math.pi * HERTZ * at / RATE)) for at, level in enumerate(levels))
    return b"".join(struct.pack("<h", sample) for sample in samples)
