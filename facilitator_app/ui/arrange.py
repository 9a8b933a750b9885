"""How tiles share a space: in how many columns, and how many at a time when not all of them can be read.  Pure."""

from __future__ import annotations

from typing import NamedTuple

IDEAL = (270.0, 292.0)
"""Width and height in pixels at which a tile reads best at arm's length (10 inches, 1280 × 800)."""

LEAST = ((290.0, 196.0), (200.0, 234.0), (180.0, 258.0))
"""The least sizes at which seat, name, state, check, three marks and the figures all stand in a tile, in type of 16 pixels:
wide with the figures beside the marks, with the figures side by side, and narrow with one below the other."""

STRIP = 64
"""The height of the strip that tells of those on the other pages."""

NAMED = 118.0
"""The least width at which somebody in the strip has a name there; else it has seat and shape."""


class Arrangement(NamedTuple):
    """Columns and rows of a page, how many people it holds, how many pages there are, and how high the strip below is."""

    columns: int
    rows: int
    each: int
    pages: int
    strip: int = STRIP


def arrangement(count: int, width: float, height: float, gap: float, factor: float = 1.0) -> Arrangement:
    """Everybody at once while they can be read; else even pages, as few as can be, above a strip for the rest.

    ``factor``: how much larger than usual text is; then everything needs as much more room, but for gaps and touches.
    """
    width, height, gap = width / factor, height / factor, gap / factor
    columns = columns_for(count, width, height, gap)
    if count <= 1 or _reads(count, columns, width, height, gap):
        return Arrangement(columns, -(-count // columns), max(1, count), 1)
    strip = _strip(count, width, height, gap, factor)
    height -= strip / factor + gap
    each = _each(count, width, height, gap)
    columns = columns_for(each, width, height, gap)
    return Arrangement(columns, -(-each // columns), each, -(-count // each), strip)


def _each(count: int, width: float, height: float, gap: float) -> int:
    most = next((n for n in range(count - 1, 0, -1) if _holds(n, width, height, gap)), 1)
    return -(-count // -(-count // most))


def _strip(count: int, width: float, height: float, gap: float, factor: float) -> int:
    """With names it is as high as its two lines of text, and takes that from the tiles; without it is as high as a touch."""
    others = count - _each(count, width, height - STRIP / factor - gap, gap)
    named = (width - 8 / factor * (others - 1)) / max(1, others) >= NAMED
    return round(STRIP * factor) if named else STRIP


def columns_for(count: int, width: float, height: float, gap: float) -> int:
    """How many columns give ``count`` tiles the best size that can be read in a space of so many pixels."""

    def fit(columns: int) -> tuple[bool, float, int]:
        wide, high = size_of(count, columns, width, height, gap)
        return (_reads(count, columns, width, height, gap), round(min(wide / IDEAL[0], high / IDEAL[1]), 3), -columns)

    return max(range(1, count + 1), key=fit) if count else 1


def size_of(count: int, columns: int, width: float, height: float, gap: float) -> tuple[float, float]:
    """Width and height of each tile."""
    rows = -(-count // columns)
    return (width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows


def _holds(count: int, width: float, height: float, gap: float) -> bool:
    return _reads(count, columns_for(count, width, height, gap), width, height, gap)


def _reads(count: int, columns: int, width: float, height: float, gap: float) -> bool:
    wide, high = size_of(count, columns, width, height, gap)
    return any(wide >= least_wide and high >= least_high for least_wide, least_high in LEAST)
