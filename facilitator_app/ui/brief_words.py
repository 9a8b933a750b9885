"""What a brief tile has to say whole, and whether it can in so much place: seat, name, state, and each mark's first word.

Laid out as ``TileBrief`` lays it out: head and marks flow in lines, figures stand below.  Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import ceil
from typing import NamedTuple

from facilitator_app.ui.tiles import Tile

Advance = Callable[[str, int, bool], float]
"""How wide a text is in pixels, in type of so many, strong or not."""

SIDE = 9.0
"""What is left free at each side, in pixels."""

AROUND = 10.0
"""And above and below."""

_FIRST = re.compile(r" · |: | \d")
_MINUTES = re.compile(r"\d")


class Said(NamedTuple):
    """Of one tile: the head's words, the marks', and whether there are figures, which need a line too."""

    seat: str
    name: str
    state: str
    marks: tuple[str, ...]
    figures: bool


def said_by(row: tuple[object, ...]) -> Said:
    """What the tile of this row has to say.  Minutes are as wide as any: a tile keeps its place while they count."""
    tile = Tile(*row)  # type: ignore[arg-type]  # rows of tiles are tiles
    figures = any(value not in ("", "–") for value in (tile.heart_rate, tile.pressure, tile.spo2))
    marks = [first(word) for word in (tile.out, tile.away, tile.support, tile.limit, tile.adverse, tile.mouth)]
    words = [_check(tile), *marks, tile.touch_least]
    return Said(str(tile.seat), tile.name, tile.state_word, tuple(word for word in words if word), figures)


def first(word: str) -> str:
    """The first of what a mark says."""
    return _FIRST.split(word)[0]


def is_whole(said: Said, width: float, height: float, factor: float, advance: Advance, *, bare: bool = False) -> bool:
    """Whether all of it has its place in a brief tile of so many pixels, in text so large; ``bare``: without figures."""
    f = factor * max(1.0, min(1.3, width / (250 * factor), height / (150 * factor)))
    least, line, inner = round(16 * f), float(int(20.5 * f)), width - 2 * SIDE
    if height < 2 * line + AROUND:
        return False  # one line: the marks would stand beside the name, without words
    name = advance(said.seat, round(19 * f), True) + 6 * f + advance(said.name, round(18 * f), True)
    heads = 1 if name + advance(said.state, least, False) <= inner else 2
    marks = [ceil(31 * f + advance(word, least, False)) + 1.0 for word in said.marks]  # drawn in whole pixels
    if any(mark > inner for mark in marks):
        return False
    lines = _lines(marks, inner + 4 * f) + (1 if said.figures and not bare else 0)
    return heads * (line + 2) + lines * line <= height - AROUND + 3


def _check(tile: Tile) -> str:
    """Minutes until it is due; of one that is late the word, and its minutes where there is room."""
    if tile.check == "none":
        return ""
    return _MINUTES.sub("0", tile.check_text) if tile.check in ("wait", "soon") else first(tile.check_under)


def _lines(widths: Sequence[float], inner: float) -> int:
    """How many lines so wide words flow into."""
    lines, at = 0, inner
    for wide in widths:
        lines, at = (lines, at + wide) if lines and at + wide <= inner else (lines + 1, wide)
    return lines
