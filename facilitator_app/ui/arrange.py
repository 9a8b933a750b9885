"""How tiles share a space: in how many columns, and how many at a time when not all of them can be read.  Pure."""

from __future__ import annotations

from typing import NamedTuple

IDEAL = (270.0, 292.0)
"""Width and height in pixels at which a tile reads best at arm's length (10 inches, 1280 × 800)."""

LEAST = ((290.0, 196.0), (200.0, 234.0), (180.0, 258.0))
"""The least sizes at which seat, name, state, check, three marks and the figures all stand in a tile, in type of 16 pixels:
wide with the figures beside the marks, with the figures side by side, and narrow with one below the other."""

STRIP = 64.0
"""The height of the strip that tells of those on the other pages."""


class Arrangement(NamedTuple):
    """Columns and rows of a page, how many people it holds, and how many pages there are."""

    columns: int
    rows: int
    each: int
    pages: int


def arrangement(count: int, width: float, height: float, gap: float) -> Arrangement:
    """Everybody at once while they can be read; else even pages, as few as can be, above a strip for the rest."""
    columns = columns_for(count, width, height, gap)
    if count <= 1 or _reads(count, columns, width, height, gap):
        return Arrangement(columns, -(-count // columns), max(1, count), 1)
    height -= STRIP + gap
    most = next((n for n in range(count - 1, 0, -1) if _holds(n, width, height, gap)), 1)
    pages = -(-count // most)
    each = -(-count // pages)
    columns = columns_for(each, width, height, gap)
    return Arrangement(columns, -(-each // columns), each, pages)


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
