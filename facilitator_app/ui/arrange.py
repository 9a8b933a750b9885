"""How tiles share a space: in how many columns, whole or brief, and how many at a time when not all of them can be read.

And how wide a panel is in which every word lies in sight.  Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Size = tuple[float, float]
Sizes = Sequence[Size]
Whole = Callable[[float, float], bool]
"""Whether everybody's brief tile of so many pixels says all that has to be whole: that follows what there is to say."""

IDEAL = (270.0, 292.0)
"""Width and height in pixels at which a tile reads best at arm's length (10 inches, 1280 × 800)."""

LEAST: Sizes = ((290.0, 196.0), (200.0, 234.0), (180.0, 258.0))
"""The least sizes at which seat, name, state, check, three marks and the figures all stand in a tile, in type of 16 pixels:
wide with the figures beside the marks, with the figures side by side, and narrow with one below the other."""

BRIEF: Sizes = ((246.0, 73.0), (183.0, 94.0), (160.0, 114.0), (118.0, 135.0))
"""The same for a brief tile: seat, name, state and check, three marks and the figures in lines of type of 16 pixels."""

BRIEF_LINE = 21.0
"""The line of the figures, the last of a brief tile: the first that goes."""

STRIP = 64
"""The height of the strip that tells of those on the other pages."""

OTHER = 70
"""How wide each of them is who has no room in a strip of brief tiles: a seat and a shape."""

NEAR = 6.0
"""The gap between two words."""


class Space(NamedTuple):
    """A place in pixels, the gap between two things in it, and how much larger than usual text is."""

    width: float
    height: float
    gap: float
    factor: float = 1.0


class Arrangement(NamedTuple):
    """Columns and rows of a page, how many people it holds, how many pages there are, how high the strip is, whether brief."""

    columns: int
    rows: int
    each: int
    pages: int
    strip: int = STRIP
    brief: bool = False


def _always(width: float, height: float) -> bool:
    return True


def arrangement(
    count: int, width: float, height: float, gap: float, factor: float = 1.0, whole: Whole = _always
) -> Arrangement:
    """Everybody at once while they can be read, whole or else brief; else brief on even pages, above a strip for the rest.

    ``factor``: how much larger than usual text is; then everything needs as much more room, but for gaps and touches.
    """
    fits = _larger(whole, factor)
    width, height, gap = width / factor, height / factor, gap / factor
    columns = columns_for(count, width, height, gap)
    if count <= 1 or _reads(count, columns, width, height, gap, LEAST):
        return Arrangement(columns, -(-count // columns), max(1, count), 1)
    each = count
    if not _holds(count, width, height, gap, fits):
        height -= STRIP / factor + gap
        most = next((n for n in range(count - 1, 0, -1) if _holds(n, width, height, gap, fits)), 1)
        each = -(-count // -(-count // most))
    columns = columns_for(each, width, height, gap, BRIEF, fits)
    return Arrangement(columns, -(-each // columns), each, -(-count // each), brief=True)


def in_a_strip(
    count: int, width: float, most: float, gap: float, factor: float = 1.0, whole: Whole = _always
) -> Arrangement:
    """Brief tiles in one row no higher than ``most``: as many as can be read, the others beside them in the width of a touch.

    Their figures go first; where there is one line, so do all words of marks but the first.
    """
    fits = _larger(whole, factor)
    width, most, gap = width / factor, most / factor, gap / factor
    for each in range(count, 0, -1):
        wide = (width - (count - each) * (OTHER / factor + gap) - gap * (each - 1)) / each
        high = next((high for least, high in BRIEF if wide >= least), 2 * most)
        high = high if high <= most else high - BRIEF_LINE
        if wide >= BRIEF[-1][0] and (least := _least_high(wide, high, most, fits)):
            return Arrangement(each, 1, each, -(-count // each), round(least * factor), brief=True)
    return Arrangement(1, 1, 1, max(1, count), round(max(STRIP, most * factor)), brief=True)


def rail_pages(parts: Sequence[str], places: int, always: str) -> list[list[str]]:
    """The parts of a rail that has so many places, page by page in their order.

    ``always`` stands on every page, or on the first alone where there are two places: else pages would be one part each.
    """
    if len(parts) <= places:
        return [list(parts)]
    others = [part for part in parts if part != always]
    first, each = max(1, places - 1), places if places < 3 else places - 1
    pages = [others[:first], *(others[at : at + each] for at in range(first, len(others), each))]
    kept = [{*page, always} if at == 0 or places > 2 else {*page} for at, page in enumerate(pages)]
    return [[part for part in parts if part in page] for page in kept]


def panel_for(words: int, people: int, space: Space, word: Size, around: Size) -> float:
    """How wide a panel is that has ``words`` in sight and leaves everybody a whole tile; 0 when there is no such panel.

    ``word`` is the least size of one, ``around`` what else stands beside and above them; that needs five of them side by side.
    """
    for columns in range(5, 12):
        wide, rows = columns * (word[0] + NEAR) - NEAR + around[0], -(-words // columns)
        left = space.width - space.gap - wide
        if rows * (word[1] + NEAR) - NEAR + around[1] <= space.height and left > 0:
            whole = arrangement(people, left, space.height, space.gap, space.factor)
            return 0.0 if whole.brief else wide
    return 0.0


def columns_for(
    count: int, width: float, height: float, gap: float, least: Sizes = LEAST, fits: Whole = _always
) -> int:
    """How many columns give ``count`` tiles the best size that can be read in a space of so many pixels."""

    def fit(columns: int) -> tuple[bool, float, int]:
        wide, high = size_of(count, columns, width, height, gap)
        return (
            _reads(count, columns, width, height, gap, least) and fits(wide, high),
            round(min(wide / IDEAL[0], high / IDEAL[1]), 3),
            -columns,
        )

    return max(range(1, count + 1), key=fit) if count else 1


def size_of(count: int, columns: int, width: float, height: float, gap: float) -> tuple[float, float]:
    """Width and height of each tile."""
    rows = -(-count // columns)
    return (width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows


def _larger(whole: Whole, factor: float) -> Whole:
    """Asked in pixels for text of the usual size."""
    return lambda width, height: whole(width * factor, height * factor)


def _least_high(wide: float, high: float, most: float, fits: Whole) -> float:
    """The least height from ``high`` to ``most`` in which tiles so wide are whole; 0 where there is none.

    Never higher than the highest brief tile: the words below the strip are to stay in sight, and fewer tiles are wider.
    """
    most = min(most, BRIEF[-1][1])
    if high > most:
        return 0.0
    steps = [high + step * BRIEF_LINE for step in range(int((most - high) // BRIEF_LINE) + 1)]
    return next((step for step in (*steps, most) if fits(wide, step)), 0.0)


def _holds(count: int, width: float, height: float, gap: float, fits: Whole) -> bool:
    """Whether so many can be read at once in brief, and each says all that has to be whole."""
    columns = columns_for(count, width, height, gap, BRIEF, fits)
    return _reads(count, columns, width, height, gap, BRIEF) and fits(*size_of(count, columns, width, height, gap))


def _reads(count: int, columns: int, width: float, height: float, gap: float, least: Sizes) -> bool:
    wide, high = size_of(count, columns, width, height, gap)
    return any(wide >= least_wide and high >= least_high for least_wide, least_high in least)
