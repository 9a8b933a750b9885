"""An ear at the loudspeaker: silences as they come, the place in a piece that is heard, and when the machine stood still.

Keeps the last seconds only, so that it can listen for hours.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import numpy as np

from tests.playlists.sounds import RATE

QUIET, HOLE_MS, SILENCE_MS = 1e-3, 2.0, 50.0
COARSE = 8000
SNIPPET_S = 3.0
PROBE = """
import sys, time
while True:
    before = time.monotonic()
    time.sleep(0.01)
    late = time.monotonic() - before - 0.01
    if late > 0.015:
        print(round(before, 2), round(1000 * late), flush=True)
"""


class Probe:
    """Notices when the machine itself stands still: a thread that goes before all others is woken late."""

    def __init__(self) -> None:
        self.late: list[tuple[float, int]] = []
        first = ("chrt", "--rr", "50") if os.geteuid() == 0 else ()
        self.is_first = bool(first)
        self._run = subprocess.Popen([*first, sys.executable, "-c", PROBE], stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._run.stdout is not None
        for line in self._run.stdout:
            at, ms = line.split()
            self.late.append((float(at), int(ms)))

    def stop(self) -> None:
        """Look no more."""
        self._run.kill()
        self._run.wait()


@dataclass
class Runs:
    """Stretches of frames that are all at or below ``most``, longer than ``least_ms``; those still open are kept open."""

    most: float
    least_ms: float
    found: list[tuple[float, float]] = field(default_factory=list)
    _open: int = 0

    def add(self, peaks: np.ndarray, frame: int) -> None:
        """Listen to the next frames; ``frame`` is the number of the first."""
        loud = np.flatnonzero(peaks > self.most)
        if not len(loud):
            self._open += len(peaks)
            return
        self._close(self._open + int(loud[0]), frame + int(loud[0]))
        for at in np.flatnonzero(np.diff(loud) > self.least_ms * RATE / 1000):
            self._close(int(loud[at + 1] - loud[at] - 1), frame + int(loud[at + 1]))
        self._open = len(peaks) - int(loud[-1]) - 1

    def _close(self, frames: int, end_frame: int) -> None:
        if frames * 1000 / RATE > self.least_ms:
            self.found.append((round(end_frame / RATE, 2), round(frames * 1000 / RATE, 1)))


class Ear:
    """Listens to what the loudspeaker gives, block by block, and keeps the last seconds only."""

    def __init__(self) -> None:
        self.holes, self.silences = Runs(0.0, HOLE_MS), Runs(QUIET, SILENCE_MS)
        self.frames, self.peak, self.began_at, self.heard_at = 0, 0.0, 0.0, 0.0
        self._last: list[tuple[float, np.ndarray]] = []
        self._lock = threading.Lock()
        options = ("--format=float32le", f"--rate={RATE}", "--channels=2", "--latency-msec=20")
        self._run = subprocess.Popen(["parec", "-d", "room.monitor", *options], stdout=subprocess.PIPE)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._run.stdout is not None
        rest = b""
        while got := os.read(self._run.stdout.fileno(), 1 << 16):
            at, rest = time.monotonic(), rest + got
            whole = len(rest) // 8 * 8
            block = np.frombuffer(rest[:whole], np.float32).reshape(-1, 2)
            rest = rest[whole:]
            with self._lock:
                self._hear(block, at)

    def _hear(self, block: np.ndarray, at: float) -> None:
        peaks = np.abs(block).max(axis=1)
        if not self.began_at:
            on = np.flatnonzero(peaks > QUIET)
            if not len(on):
                return
            self.began_at, block, peaks = at, block[on[0] :], peaks[on[0] :]
        for runs in (self.holes, self.silences):
            runs.add(peaks, self.frames)
        self.frames += len(block)
        self.heard_at = at
        self.peak = max(self.peak, float(peaks.max()))
        self._last.append((at, block.mean(axis=1)))
        while sum(len(part) for _, part in self._last[1:]) > (SNIPPET_S + 1) * RATE:
            self._last.pop(0)

    def snippet(self) -> tuple[float, np.ndarray]:
        """When the last frame came, and the last seconds, coarsely."""
        with self._lock:
            if not self._last:
                return 0.0, np.zeros(0)
            at, heard = self._last[-1][0], np.concatenate([part for _, part in self._last])
        step = RATE // COARSE
        heard = heard[len(heard) % step :].reshape(-1, step).mean(axis=1)
        return at, heard[-round(SNIPPET_S * COARSE) :]

    def stop(self) -> None:
        """Listen no more."""
        self._run.terminate()
        self._run.wait()


class Place:
    """Finds the place in a piece that a snippet was heard from; ffmpeg decodes, not the engine."""

    def __init__(self) -> None:
        self._pieces: dict[str, np.ndarray] = {}

    def find(self, path: str, snippet: np.ndarray, about_s: float) -> float | None:
        """Seconds into the piece of the snippet's end; None where it is not heard clearly."""
        piece = self._piece(path)
        first = max(0, round((about_s - SNIPPET_S - 4) * COARSE))
        around = piece[first : round((about_s + 4) * COARSE)]
        if len(around) <= len(snippet) or not len(snippet):
            return None
        size = len(around) + len(snippet)
        alike = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(snippet, size)), size)
        alike = alike[: len(around) - len(snippet) + 1]
        power = np.cumsum(np.concatenate([[0.0], around**2]))
        norm = np.sqrt((power[len(snippet) :] - power[: -len(snippet)]) * (snippet**2).sum()) + 1e-12
        best = int(np.argmax(alike / norm))
        return (first + best + len(snippet)) / COARSE if (alike / norm)[best] > 0.7 else None

    def _piece(self, path: str) -> np.ndarray:
        if path not in self._pieces:
            raw = subprocess.run(
                ["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(COARSE), "-f", "f32le", "-"],
                stdout=subprocess.PIPE, check=True,
            ).stdout  # fmt: skip
            self._pieces[path] = np.frombuffer(raw, np.float32).astype(np.float64)
        return self._pieces[path]
