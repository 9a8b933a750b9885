"""Music files made on the spot: tones whose every sample is known, written as WAV and as FLAC without compression."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 48000
Frames = NDArray[np.int16]


def tone(seconds: float, hertz: float = 333.0, level: float = 0.25, offset_s: float = 0.0) -> Frames:
    """A stereo sine as 16 bit frames; ``offset_s`` begins it later in its own time, so that two parts join to one tone."""
    t = np.arange(round(seconds * RATE)) / RATE + offset_s
    left = level * np.sin(2 * np.pi * hertz * t)
    return np.round(np.stack([left, left], axis=1) * 32767).astype(np.int16)


def clicks_dbfs(heard: NDArray[np.floating[Any]]) -> float:
    """The highest sample of what lies above 4 kHz, in dBFS; a fifth of a second at either end is not looked at.

    In time and not in a spectrum: one click in eight seconds of tone is nothing in any line of it.
    """
    away = np.minimum(np.arange(len(heard)), np.arange(len(heard))[::-1]) / (RATE / 10)
    spectrum = np.fft.rfft(heard * np.minimum(1.0, away))
    above = np.clip((np.fft.rfftfreq(len(heard), 1 / RATE) - 3500) / 500, 0.0, 1.0)
    high = np.fft.irfft(spectrum * above, len(heard))[RATE // 5 : -RATE // 5]
    return float(20 * np.log10(max(np.abs(high).max(), 1e-9)))


def longest_silence_s(heard: NDArray[np.floating[Any]]) -> float:
    """Between the first sound and the last."""
    return float(np.diff(np.flatnonzero(np.abs(heard) > 1e-3)).max()) / RATE


def write_wav(path: Path, frames: Frames) -> Path:
    """Write 16 bit stereo at 48 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames.astype("<i2").tobytes())
    return path


def write_flac(path: Path, frames: Frames) -> Path:
    """Write a FLAC stream of verbatim subframes (the format's own uncompressed form)."""
    block = 4096
    info = (
        block.to_bytes(2, "big") * 2
        + bytes(6)
        + ((RATE << 44) | (1 << 41) | (15 << 36) | len(frames)).to_bytes(8, "big")
        + bytes(16)
    )
    out = [b"fLaC", bytes([0x80]), len(info).to_bytes(3, "big"), info]
    for number, start in enumerate(range(0, len(frames), block)):
        part = frames[start : start + block]
        head = bytes([0xFF, 0xF8, 0x7A, 0x18]) + _utf8(number) + (len(part) - 1).to_bytes(2, "big")
        head += bytes([_crc(head, 8, 0x07)])
        body = head + b"".join(bytes([0x02]) + part[:, n].astype(">i2").tobytes() for n in (0, 1))
        out.append(body + _crc(body, 16, 0x8005).to_bytes(2, "big"))
    path.write_bytes(b"".join(out))
    return path


def _utf8(number: int) -> bytes:
    return chr(number).encode()


def _table(bits: int, poly: int) -> list[int]:
    table = []
    for byte in range(256):
        value = byte << (bits - 8)
        for _ in range(8):
            value = (value << 1) ^ poly if value >> (bits - 1) else value << 1
            value &= (1 << bits) - 1
        table.append(value)
    return table


_TABLES = {(8, 0x07): _table(8, 0x07), (16, 0x8005): _table(16, 0x8005)}


def _crc(data: bytes, bits: int, poly: int) -> int:
    table, value, mask = _TABLES[bits, poly], 0, (1 << bits) - 1
    for byte in data:
        value = ((value << 8) & mask) ^ table[((value >> (bits - 8)) ^ byte) & 0xFF]
    return value
