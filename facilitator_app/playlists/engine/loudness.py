"""Integrated loudness (ITU-R BS.1770-4, EBU R128) and peak of a stream of samples, numpy only.  Knows no files."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENCE_LUFS = -70.0
"""The absolute gate of BS.1770: below it nothing counts."""
_AT_ONCE = 64


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


class Loudness:
    """Feed it stereo float samples in any portions, then ask: 400 ms blocks, 75 % overlap, both gates."""

    def __init__(self, rate: int = 48000) -> None:
        self._hop = rate // 10
        self._rest: NDArray[np.float32] = np.zeros((0, 2), np.float32)
        self._power: list[float] = []
        self._weight = _k_weight(np.fft.rfftfreq(4 * self._hop, 1 / rate), rate).astype(np.float32)
        self._weight[1:-1] *= 2
        self.peak = 0.0

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Take the next ``samples`` (n, 2), full scale 1.0."""
        if len(samples):
            self.peak = max(self.peak, float(np.abs(samples).max()))
        self._rest = np.concatenate([self._rest, samples])
        block = 4 * self._hop
        while len(self._rest) >= block:
            count = min(_AT_ONCE, (len(self._rest) - block) // self._hop + 1)
            view = np.lib.stride_tricks.sliding_window_view(self._rest, block, axis=0)
            spectrum = np.fft.rfft(view[:: self._hop][:count], axis=-1)
            power = (spectrum.real**2 + spectrum.imag**2) @ self._weight / (block * block)
            self._power.extend(power.sum(axis=1).tolist())
            self._rest = self._rest[count * self._hop :]

    @property
    def peak_dbfs(self) -> float:
        """The highest sample in dBFS (not true peak)."""
        return 20 * math.log10(max(self.peak, 1e-6))

    def integrated(self) -> float:
        """Integrated loudness in LUFS; -70 when nothing passed the gates."""
        power = np.array(self._power)
        level = -0.691 + 10 * np.log10(power + 1e-12)
        heard = power[level > SILENCE_LUFS]
        if not len(heard):
            return SILENCE_LUFS
        gate = max(SILENCE_LUFS, -0.691 + 10 * math.log10(float(heard.mean())) - 10)
        loud = power[level > gate]
        return float(-0.691 + 10 * math.log10(float(loud.mean())))
