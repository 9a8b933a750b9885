"""Mixes voices sample by sample: ramps, joins, the hand on the level, a limiter.  Knows frames only, no files, no clock."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

import numpy as np

from facilitator_app.playlists.engine.protocol import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

BLOCK = 240
"""Frames the limiter looks ahead (5 ms); everything is mixed in multiples of it."""
LEVEL_DB_PER_S = 3.0
_RELEASE = 10 ** (1.5 / 20)  # 1.5 dB per 5 ms: back from a limited peak in well under a second


class Source(Protocol):
    """Where a voice takes its frames from."""

    @property
    def ready(self) -> int:
        """Frames decoded and not yet taken."""
        ...

    @property
    def drained(self) -> bool:
        """True when nothing will be added to what is ready."""
        ...

    def read(self, count: int) -> NDArray[np.int16]:
        """Take up to ``count`` frames (n, 2)."""
        ...


class Ramp:
    """A gain that moves from where it is to a target on a quarter of a sine: two of them, crossed, keep the power equal."""

    def __init__(self, value: float) -> None:
        self.value = value
        self._from = self._to = value
        self._done = self._frames = 0

    @property
    def resting(self) -> bool:
        """True when it does not move."""
        return self._done >= self._frames

    @property
    def target(self) -> float:
        """Where it is, or goes."""
        return self._to

    def move(self, target: float, seconds: float) -> None:
        """Start towards ``target`` from the present value, with no step."""
        self._from, self._to = self.value, target
        self._done, self._frames = 0, max(1, round(seconds * RATE))

    def take(self, count: int) -> Samples | float:
        """The gain of the next ``count`` frames."""
        if self.resting:
            return self.value
        part = np.minimum(np.arange(self._done + 1, self._done + count + 1) / self._frames, 1.0) * (np.pi / 2)
        bent = np.sin(part) if self._to > self._from else 1 - np.cos(part)
        gain = (self._from + (self._to - self._from) * bent).astype(np.float32)
        self._done += count
        self.value = self._to if self._done >= self._frames else float(gain[-1])
        return gain


class Level:
    """The hand on the level: decibels that move by at most 3 dB per second, straight in decibels."""

    def __init__(self, decibel: float = 0.0) -> None:
        self.decibel = self.target = decibel

    def take(self, count: int) -> Samples | float:
        """The gain of the next ``count`` frames."""
        if self.decibel == self.target:
            return float(10 ** (self.decibel / 20))
        step = LEVEL_DB_PER_S / RATE * (1 if self.target > self.decibel else -1)
        path = self.decibel + step * np.arange(1, count + 1)
        path = np.minimum(path, self.target) if step > 0 else np.maximum(path, self.target)
        self.decibel = float(path[-1])
        return np.asarray(10 ** (path / 20), np.float32)


class Voice:
    """One piece in the mix.  When it drains, ``then`` starts on the very next frame, or ``overlap`` frames before the end."""

    def __init__(self, source: Source, gain: float = 1.0) -> None:
        self.source = source
        self.gain = Ramp(gain)
        self.then: Voice | None = None
        self.overlap = 0
        self.taken = 0
        self.starved = 0
        self.over = False

    def mix_into(self, out: Samples) -> int:
        """Add what is ready to ``out``; returns the frames that were there."""
        frames = self.source.read(len(out))
        count = len(frames)
        if count:
            gain = self.gain.take(count)
            scaled = frames * np.float32(1 / 32768)
            if isinstance(gain, float):
                if gain != 1.0:
                    scaled *= np.float32(gain)
            else:
                scaled *= gain[:, None]
            out[:count] += scaled
            self.taken += count
        return count


class Limiter:
    """Holds the sum at full scale without a step; samples below it pass bit for bit, 5 ms late."""

    def __init__(self) -> None:
        self._held: Samples = np.zeros((BLOCK, 2), np.float32)
        self._need = self._gain = 1.0

    def take(self, samples: Samples) -> Samples:
        """The limited samples, as many as came in: a multiple of BLOCK."""
        joined = np.concatenate([self._held, samples])
        self._held = joined[-BLOCK:]
        blocks = len(samples) // BLOCK
        if self._gain == 1.0 and self._need == 1.0 and float(np.abs(samples).max(initial=0.0)) <= 1.0:
            return joined[:-BLOCK]
        peaks = np.abs(samples).reshape(blocks, -1).max(axis=1)
        edges = [self._gain]
        for peak in peaks:
            need = 1.0 if peak <= 1.0 else 1.0 / float(peak)
            edges.append(min(self._need, need, edges[-1] * _RELEASE, 1.0))
            self._need = need
        self._gain = edges[-1]
        gain = np.interp(np.arange(blocks * BLOCK) / BLOCK, np.arange(blocks + 1), edges).astype(np.float32)
        return joined[:-BLOCK] * gain[:, None]


class Mixer:
    """All voices, mixed into stereo float frames on demand.  Counts the frames it gave: that count is the engine's time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._voices: list[Voice] = []
        self._rest: Samples = np.zeros((0, 2), np.float32)
        self._limiter = Limiter()
        self.level = Level()
        self.gate = Ramp(1.0)
        self.outlet = Ramp(1.0)
        self.frames = 0
        self.held = False

    def start(self, voice: Voice, fade_s: float) -> None:
        """Add ``voice``; with a fade it rises from silence.  One that a join has brought in stays as it is."""
        with self._lock:
            if voice in self._voices:
                return
            if fade_s > 0:
                voice.gain = Ramp(0.0)
                voice.gain.move(1.0, fade_s)
            self._voices.append(voice)

    def end(self, voice: Voice, fade_s: float) -> None:
        """Let ``voice`` sink to silence and be over; what it was joined to no longer follows."""
        with self._lock:
            voice.then = None
            voice.gain.move(0.0, fade_s)

    def drop(self, voice: Voice) -> None:
        """Take ``voice`` out at once.  Only for one that cannot be heard."""
        with self._lock:
            voice.over, voice.then = True, None
            self._voices = [kept for kept in self._voices if kept is not voice]

    def join(self, voice: Voice, then: Voice | None, overlap_s: float = 0.0) -> None:
        """Have ``then`` follow ``voice`` on the frame where it ends, or cross over within its last ``overlap_s`` (<= 1 s)."""
        with self._lock:
            voice.then, voice.overlap = then, round(overlap_s * RATE)

    def move_gate(self, target: float, seconds: float) -> None:
        """Fade everything to ``target`` (0 or 1)."""
        with self._lock:
            self.held = False
            self.gate.move(target, seconds)

    def hold(self) -> None:
        """Give silence and take nothing from the voices until the gate moves again."""
        with self._lock:
            self.gate = Ramp(0.0)
            self.held = True

    def rise(self, seconds: float) -> None:
        """Come up from silence: the device is new."""
        with self._lock:
            self.outlet = Ramp(0.0)
            self.outlet.move(1.0, seconds)

    def render(self, count: int) -> Samples:
        """The next ``count`` frames (n, 2), full scale 1.0."""
        with self._lock:
            missing = count - len(self._rest)
            if missing > 0:
                fresh = self._limiter.take(self._mix(-(-missing // BLOCK) * BLOCK))
                self._rest = np.concatenate([self._rest, fresh]) if len(self._rest) else fresh
            out, self._rest = self._rest[:count], self._rest[count:]
            self.frames += count
            return out

    def _mix(self, count: int) -> Samples:
        out = np.zeros((count, 2), np.float32)
        if self.held:
            return out
        for voice in list(self._voices):
            self._run(voice, out)
        self._voices = [voice for voice in self._voices if not voice.over]
        for gain in (self.level.take(count), self.gate.take(count), self.outlet.take(count)):
            if not isinstance(gain, float):
                out *= gain[:, None]
            elif gain != 1.0:
                out *= np.float32(gain)
        return out

    def _run(self, voice: Voice, out: Samples) -> None:
        drained = voice.source.drained  # asked before reading: what is added in between is not lost
        left = voice.source.ready if drained else -1
        if voice.then is not None and voice.overlap and drained and left - voice.overlap < len(out):
            at = max(0, left - voice.overlap)
            voice.mix_into(out[:at])
            seconds = max(1, min(voice.overlap, left)) / RATE
            follower, voice.then = voice.then, None
            follower.gain = Ramp(0.0)
            follower.gain.move(1.0, seconds)
            voice.gain.move(0.0, seconds)
            self._voices.append(follower)
            self._run(follower, out[at:])
            out = out[at:]
        count = voice.mix_into(out)
        silent = voice.gain.resting and voice.gain.value == 0.0
        if count < len(out) and drained:
            voice.over = True
            if voice.then is not None:
                self._voices.append(voice.then)
                self._run(voice.then, out[count:])
                voice.then = None
        elif count < len(out):
            voice.starved += len(out) - count
        voice.over = voice.over or silent
