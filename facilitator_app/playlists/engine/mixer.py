"""Mixes voices sample by sample: ramps, joins, the hand on the level, a limiter.  Knows frames only, no files, no clock."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

import numpy as np

from facilitator_app.playlists.engine.loudness import TAPS, true_peak
from facilitator_app.playlists.engine.protocol import CEILING_DBTP, NOTHING, RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

BLOCK = 240
"""Frames the limiter looks ahead (5 ms); everything is mixed in multiples of it."""
LEVEL_DB_PER_S = 3.0
RISE_S = 0.5
DUCKED, DUCK_S, UNDUCK_S = 10 ** (-12 / 20), 1.0, 2.0
CEILING = 10 ** ((CEILING_DBTP - 0.1) / 20)
_HARMLESS = 10 ** ((CEILING_DBTP - 3.1) / 20)
"""A wave is rarely over 3 dB above its samples: below this nobody need look between them."""
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
    def left_s(self) -> float:
        """Until it rests."""
        return max(0, self._frames - self._done) / RATE

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

    def aim(self, decibel: float, *, at_once: bool = False) -> None:
        """Go there; ``at_once``: nobody hears it move."""
        self.target = decibel
        if at_once:
            self.decibel = decibel

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
    """One piece in the mix.  When it drains, ``then`` starts on the very next frame, or ``overlap`` frames before the end.

    ``gain`` is for fades; ``trim`` brings the piece to the level of the others.
    """

    def __init__(self, source: Source, gain: float = 1.0, trim_db: float = 0.0) -> None:
        self.source = source
        self.gain = Ramp(gain)
        self.trim = Level(trim_db)
        self.then: Voice | None = None
        self.overlap = 0
        self.taken = 0
        self.starved = False
        """The last frames that were asked of it were not there in time."""
        self.still = 0
        """Frames in a row that were digital silence."""
        self.over = False

    def mix_into(self, out: Samples, common: float = 1.0) -> int:
        """Add what is ready, times ``common``, to ``out``; returns the frames that were there."""
        frames = self.source.read(len(out))
        count = len(frames)
        if count:
            self.still = 0 if frames.max() > NOTHING or frames.min() < -NOTHING else self.still + count
            moving = []
            for gain in (self.gain.take(count), self.trim.take(count)):
                if isinstance(gain, float):
                    common *= gain
                else:
                    moving.append(gain)
            scaled = frames * np.float32(common / 32768)
            for gain in moving:
                scaled *= gain[:, None]
            out[:count] += scaled
            self.taken += count
        return count


class Limiter:
    """Holds true peaks at the ceiling without a step; samples below it pass bit for bit, 5 ms late.

    Works on portions that begin with the last BLOCK of the portion before.
    """

    def __init__(self) -> None:
        self._need = self._gain = 1.0

    def limit(self, portion: Samples) -> None:
        """Change ``portion`` (a multiple of BLOCK and at least two) in place, but for its last BLOCK."""
        fresh = portion[BLOCK:]
        resting = self._gain == 1.0 and self._need == 1.0
        if resting and float(fresh.max()) <= _HARMLESS and float(fresh.min()) >= -_HARMLESS:
            return
        edges = [self._gain]
        for start in range(BLOCK, len(portion), BLOCK):
            need = self._needed(portion[start - TAPS : start + BLOCK])
            edges.append(min(self._need, need, edges[-1] * _RELEASE, 1.0))
            self._need = need
        self._gain = edges[-1]
        blocks = len(fresh) // BLOCK
        if min(edges) < 1.0:
            gain = np.interp(np.arange(blocks * BLOCK) / BLOCK, np.arange(blocks + 1), edges).astype(np.float32)
            portion[:-BLOCK] *= gain[:, None]

    def _needed(self, block: Samples) -> float:
        if float(np.abs(block).max()) <= _HARMLESS:
            return 1.0
        peak = true_peak(block)
        return 1.0 if peak <= CEILING else CEILING / peak


class Mixer:
    """All voices, mixed into stereo float frames on demand.  Counts the frames it gave: that count is the engine's time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._voices: list[Voice] = []
        self._rest: Samples = np.zeros((0, 2), np.float32)
        self._held: Samples = np.zeros((BLOCK, 2), np.float32)
        self._limiter = Limiter()
        self.level = Level()
        self.gate = Ramp(1.0)
        self.duck = Ramp(1.0)
        self.outlet = Ramp(1.0)
        self.frames = 0
        self.underruns, self.missed = 0, 0
        """So often frames of a piece were not decoded in time, and how many."""
        self.held = False
        self.suspended = False

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

    def sink(self, seconds: float) -> None:
        """Fade everything to silence, no later than it would sink already."""
        sinks = self.gate.target == 0.0
        self.move_gate(0.0, min(seconds, self.gate.left_s) if sinks else seconds)

    def move_duck(self, down: bool) -> bool:
        """Sink by 12 dB so that somebody can speak, or come back.  False when it is so already."""
        target = DUCKED if down else 1.0
        with self._lock:
            if moves := self.duck.target != target:
                self.duck.move(target, DUCK_S if down else UNDUCK_S)
        return moves

    def set_level(self, decibel: float, target_db: float, *, ducked: bool) -> None:
        """Be this loud at once, on the way to ``target_db``: nothing is heard yet."""
        with self._lock:
            self.level.decibel, self.level.target = decibel, target_db
            self.duck = Ramp(DUCKED if ducked else 1.0)

    def hold(self) -> None:
        """Give silence and take nothing from the voices until the gate moves again."""
        with self._lock:
            self.gate = Ramp(0.0)
            self.held = True

    def rise(self, seconds: float) -> None:
        """Come up from silence, from the first frame that is taken: the device is new."""
        with self._lock:
            self.suspended = False
            self._hush()
            self.outlet.move(1.0, seconds)

    def hush(self) -> None:
        """Be silent at once, and take nothing: the device is new, and not full yet."""
        with self._lock:
            self._hush()

    def _hush(self) -> None:
        self.outlet = Ramp(0.0)
        self._rest, self._held = self._rest[:0], np.zeros((BLOCK, 2), np.float32)  # mixed before, and louder

    def suspend(self, suspended: bool) -> None:
        """Give silence, because nobody could hear more (fades go on), or come up from it again."""
        if self.suspended and not suspended:
            self.rise(RISE_S)
        self.suspended = suspended

    def fall(self, seconds: float) -> None:
        """Sink to silence, and take nothing then: the device is about to be left."""
        with self._lock:
            self.outlet.move(0.0, seconds)

    def render(self, count: int) -> Samples:
        """The next ``count`` frames (n, 2), full scale 1.0."""
        with self._lock:
            missing = count - len(self._rest)
            if missing > 0:
                fresh = self._mix(-(-missing // BLOCK) * BLOCK)
                self._rest = np.concatenate([self._rest, fresh]) if len(self._rest) else fresh
            out, self._rest = self._rest[:count], self._rest[count:]
            self.frames += count
            return out

    def _mix(self, count: int) -> Samples:
        portion = np.zeros((BLOCK + count, 2), np.float32)
        portion[:BLOCK] = self._held
        if not self.held:
            self._mix_into(portion[BLOCK:])
        self._limiter.limit(portion)
        self._held = portion[count:]
        return portion[:count]

    def _mix_into(self, out: Samples) -> None:
        common, moving = 1.0, []
        waits = self.suspended or (self.outlet.resting and self.outlet.value == 0.0)
        for each in (self.level, self.gate, self.duck, self.outlet):
            gain = each.take(len(out))
            if isinstance(gain, float):
                common *= gain
            else:
                moving.append(gain)
        if waits:
            return
        for voice in list(self._voices):
            self._run(voice, out, common)
        self._voices = [voice for voice in self._voices if not voice.over]
        for gain in moving:
            out *= gain[:, None]

    def _run(self, voice: Voice, out: Samples, common: float) -> None:
        drained = voice.source.drained  # asked before reading: what is added in between is not lost
        left = voice.source.ready if drained else -1
        if voice.then is not None and voice.overlap and drained and left - voice.overlap < len(out):
            at = max(0, left - voice.overlap)
            voice.mix_into(out[:at], common)
            seconds = max(1, min(voice.overlap, left)) / RATE
            follower, voice.then = voice.then, None
            follower.gain = Ramp(0.0)
            follower.gain.move(1.0, seconds)
            voice.gain.move(0.0, seconds)
            self._voices.append(follower)
            self._run(follower, out[at:], common)
            out = out[at:]
        count = voice.mix_into(out, common)
        silent = voice.gain.resting and voice.gain.value == 0.0
        if count < len(out) and drained:
            voice.over = True
            if voice.then is not None:
                self._voices.append(voice.then)
                self._run(voice.then, out[count:], common)
                voice.then = None
        starved = count < len(out) and not drained
        if starved:
            self.underruns += not voice.starved
            self.missed += len(out) - count
        voice.starved = starved
        voice.over = voice.over or silent
