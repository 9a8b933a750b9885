"""A name signed by hand on the screen: the strokes as a finger, a pen or a mouse drew them.  Pure."""

from __future__ import annotations

import math
from itertools import pairwise

import msgspec

from facilitator_app.faults import Refusal

Point = tuple[float, float]
Stroke = tuple[Point, ...]

MOST_POINTS = 4_000
"""Points of all strokes: a long name, drawn slowly, takes a few hundred."""
MOST_STROKES = 200
LEAST_LENGTH = 0.1
"""How long all strokes together are at least, in widths of the field: a dot is nobody's name."""


class Ink(msgspec.Struct, frozen=True, kw_only=True):
    """Strokes of points, each 0 to 1 across and down the field, and how many times as wide as high the field was."""

    strokes: tuple[Stroke, ...]
    ratio: float

    def __post_init__(self) -> None:
        """Refuse nothing, a dot, a scribble without end, and what lies outside the field."""
        if not 0.2 <= self.ratio <= 20:
            raise Refusal("ink.outside", field="ink")
        if not any(self.strokes):
            raise Refusal("ink.empty", field="ink")
        if len(self.strokes) > MOST_STROKES or sum(map(len, self.strokes)) > MOST_POINTS:
            raise Refusal("ink.too_much", field="ink")
        if not all(0 <= at <= 1 for stroke in self.strokes for point in stroke for at in point):
            raise Refusal("ink.outside", field="ink")
        if self.length < LEAST_LENGTH:
            raise Refusal("ink.too_small", field="ink")

    @property
    def length(self) -> float:
        """How long the strokes are together, in widths of the field."""
        steps = ((one, two) for stroke in self.strokes for one, two in pairwise(stroke))
        return sum(math.hypot(two[0] - one[0], (two[1] - one[1]) / self.ratio) for one, two in steps)
