"""Loudness, its range and course, and true peak of a stream of samples (ITU-R BS.1770-4, EBU Tech 3342), numpy only.

Knows no files.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENCE_LUFS = -70.0
"""The absolute gate of BS.1770: below it nothing counts."""
_AT_ONCE = 64
TAPS, _PHASES, _SPAN = 12, 4, 4096


def _interpolator() -> NDArray[np.float32]:
    """The samples between the samples: a windowed sinc, four to one, a column for each of the three places between two."""
    at = np.arange(TAPS) - (TAPS / 2 - 1)
    columns = []
    for phase in range(1, _PHASES):
        x = at - phase / _PHASES
        columns.append(np.sinc(x) * np.cos(np.pi * x / (TAPS + 1)) ** 2)
    table = np.stack(columns, axis=1)
    return np.asarray(table / table.sum(axis=0), np.float32)


_BETWEEN = _interpolator()
OVERSHOOT = float(np.abs(_BETWEEN).sum(axis=0).max())
"""No true peak is higher than the highest sample times this."""


def true_peak(samples: NDArray[np.float32]) -> float:
    """The highest value of the wave through ``samples`` (n, 2), also between them, found four times oversampled."""
    if len(samples) < TAPS:
        return float(np.abs(samples).max(initial=0.0))
    between = np.lib.stride_tricks.sliding_window_view(samples, TAPS, axis=0) @ _BETWEEN
    return max(float(np.abs(samples).max()), float(between.max()), -float(between.min()))


def _k_weight(frequency: NDArray[np.floating[Any]], rate: int) -> NDArray[np.float64]:
    """Power gain of the K-weighting of BS.1770 at each frequency in Hz: a high shelf, then a high pass."""
    z = np.exp(-2j * np.pi * frequency / rate)

    def power(b: tuple[float, float, float], a: tuple[float, float, float]) -> NDArray[np.float64]:
        top, bottom = (c[0] + c[1] * z + c[2] * z * z for c in (b, a))
        return np.asarray(np.abs(top / bottom) ** 2, np.float64)

    k, q = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196
    shelf = 10 ** (3.999843853973347 / 20)
    knee, a0 = shelf**0.4996667741545416, 1 + k / q + k * k
    rise = power(
        ((shelf + knee * k / q + k * k) / a0, 2 * (k * k - shelf) / a0, (shelf - knee * k / q + k * k) / a0),
        (1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0),
    )
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    return rise * power((1.0, -2.0, 1.0), (1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))


def _lufs(power: Any) -> Any:  # Any: one number or many
    return -0.691 + 10 * np.log10(power + 1e-12)


class Loudness:
    """Feed it stereo float samples in any portions, then ask: 400 ms blocks, 75 % overlap, both gates."""

    def __init__(self, rate: int = 48000) -> None:
        self._hop = rate // 10
        self._rest: NDArray[np.float32] = np.zeros((0, 2), np.float32)
        self._power: list[float] = []
        self._weight = _k_weight(np.fft.rfftfreq(4 * self._hop, 1 / rate), rate).astype(np.float32)
        self._weight[1:-1] *= 2
        self.peak = self.true_peak = 0.0
        self._tail: NDArray[np.float32] = np.zeros((0, 2), np.float32)

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Take the next ``samples`` (n, 2), full scale 1.0."""
        if len(samples):
            self._find_peaks(np.concatenate([self._tail, samples]))
            self._tail = samples[-TAPS:]
        self._rest = np.concatenate([self._rest, samples])
        block = 4 * self._hop
        while len(self._rest) >= block:
            count = min(_AT_ONCE, (len(self._rest) - block) // self._hop + 1)
            view = np.lib.stride_tricks.sliding_window_view(self._rest, block, axis=0)
            spectrum = np.fft.rfft(view[:: self._hop][:count], axis=-1)
            power = (spectrum.real**2 + spectrum.imag**2) @ self._weight / (block * block)
            self._power.extend(power.sum(axis=1).tolist())
            self._rest = self._rest[count * self._hop :]

    def _find_peaks(self, samples: NDArray[np.float32]) -> None:
        for start in range(0, len(samples), _SPAN):
            part = samples[start : start + _SPAN + TAPS]
            peak = float(np.abs(part).max())
            self.peak = max(self.peak, peak)
            if peak * OVERSHOOT > self.true_peak:  # else it cannot be the highest
                self.true_peak = max(self.true_peak, true_peak(part))

    @property
    def peak_dbfs(self) -> float:
        """The highest sample in dBFS (not true peak)."""
        return 20 * math.log10(max(self.peak, 1e-6))

    @property
    def true_peak_dbtp(self) -> float:
        """The highest true peak in dBTP."""
        return 20 * math.log10(max(self.true_peak, 1e-6))

    def course(self) -> list[float]:
        """The loudness of each whole second in LUFS, at least -70."""
        power = np.array(self._power[: len(self._power) // 10 * 10]).reshape(-1, 10).mean(axis=1)
        return [max(SILENCE_LUFS, float(level)) for level in _lufs(power)]

    def range_lu(self) -> float:
        """Loudness range: how far the quiet (10 %) and the loud (95 %) three seconds lie apart, in LU."""
        power = np.array(self._power)
        if len(power) < 27:
            return 0.0
        short = np.convolve(power, np.full(27, 1 / 27), "valid")[::10]  # 27 blocks of 400 ms span 3 s
        level = _lufs(short)
        heard = short[level > SILENCE_LUFS]
        if not len(heard):
            return 0.0
        level = level[level > float(_lufs(heard.mean())) - 20]
        low, high = np.percentile(level, (10, 95))
        return float(high - low)

    def integrated(self) -> float:
        """Integrated loudness in LUFS; -70 when nothing passed the gates."""
        power = np.array(self._power)
        level = _lufs(power)
        heard = power[level > SILENCE_LUFS]
        if not len(heard):
            return SILENCE_LUFS
        gate = max(SILENCE_LUFS, -0.691 + 10 * math.log10(float(heard.mean())) - 10)
        loud = power[level > gate]
        return float(-0.691 + 10 * math.log10(float(loud.mean())))
