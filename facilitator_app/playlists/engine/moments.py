"""When a piece can be left: at its next quiet moment, by the course of its loudness.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

SPAN = 3
"""Seconds a moment lasts."""
WORTH_LU = 1.5
"""A moment that is quieter than now by less than this is not waited for."""


def quiet_moment(course: Sequence[float], now_s: float, within_s: float, fade_s: float) -> float:
    """Where to begin a crossfade of ``fade_s`` so that its middle meets the quietest seconds ahead; ``now_s``: at once.

    ``course`` is the loudness of each second in LUFS, all positions are seconds into the piece.
    """
    first, last = int(now_s + fade_s / 2), int(now_s + within_s + fade_s / 2)
    spans = {
        at: sum(course[at : at + SPAN]) / SPAN for at in range(first, min(last, len(course) - SPAN) + 1) if at >= 0
    }
    if not spans:
        return now_s
    here = spans[min(spans)]
    best = min(spans, key=lambda at: (round(spans[at], 1), at))
    if spans[best] > here - WORTH_LU:
        return now_s
    return max(now_s, best + SPAN / 2 - fade_s / 2)
