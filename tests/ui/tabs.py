"""Where Tab leads on what is open: to each control once, as one reads, to nothing behind, and round to the first again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem

from tests.ui import looks
from tests.ui.hands import Hands

SLACK = 6.0
"""How far two things may stand out of line and still stand in one row, or one over the other."""
MOST = 150
"""More than any surface has: Tab does not come round."""


class Place(NamedTuple):
    """Where a control stands before anything is scrolled, and the page it is scrolled with, if it is."""

    at: QRectF
    page: QRectF | None


def place_of(item: QQuickItem) -> Place:
    """Where it stands in the window."""
    at = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    pages = [one for one in looks.upwards(item) if one.inherits("QQuickFlickable")]
    if item.inherits("QQuickTextEdit"):
        del pages[0]  # a field of many lines has one of its own
    page = pages[0] if pages else None
    return Place(at, page.mapRectToScene(QRectF(0, 0, page.width(), page.height())) if page else None)


def is_before(there: Place, here: Place, *, mirrored: bool) -> bool:
    """Whether one thing is read before another: above it in the same column, or before it in the same row."""
    alike = there.page == here.page
    one, other = (place.at if alike or place.page is None else place.page for place in (there, here))
    if mirrored:
        one, other = (QRectF(-at.right(), at.top(), at.width(), at.height()) for at in (one, other))
    if one.bottom() <= other.top() + SLACK:
        return one.left() < other.right() - SLACK  # a column beside it begins above
    same_row = one.top() < other.bottom() - SLACK and other.top() < one.bottom() - SLACK
    return same_row and one.right() <= other.left() + SLACK


async def way_of(hands: Hands, root: QQuickItem) -> list[QQuickItem]:
    """Where Tab leads from here, until it is there again.  What leads it back into ``root`` comes a moment after the key."""
    been: list[QQuickItem] = []
    while len(been) < MOST:
        hands.key(Qt.Key.Key_Tab)
        at = await _come_to_rest(hands, root)
        if at in been:
            break
        been.append(at)
    return been


async def _come_to_rest(hands: Hands, root: QQuickItem) -> QQuickItem:
    for _ in range(20):
        await asyncio.sleep(0)
        if root.isAncestorOf(hands.window.view.activeFocusItem()):
            break
    return hands.window.view.activeFocusItem()


def beginnings(names: list[str], where: Mapping[str, Place], *, mirrored: bool) -> Iterator[list[str]]:
    """The way as it begins at what stands uppermost, and as it begins at what stands foremost."""
    known = [name for name in names if name in where and not name.startswith("undo.")]

    def side(name: str) -> float:
        return -where[name].at.right() if mirrored else where[name].at.left()

    def height(name: str) -> float:
        at, page = where[name]  # what a page was scrolled past stands under its edge
        return at.top() if page is None else max(at.top(), page.top())

    for one, other in ((height, side), (side, height)) if known else ():
        foremost = min(map(one, known))
        first = min((name for name in known if one(name) < foremost + 24), key=other)
        yield known[known.index(first) :] + known[: known.index(first)]


def backwards(way: list[str], where: Mapping[str, Place], *, mirrored: bool) -> list[str]:
    """Every step of the way that leads to what is read before."""
    return [
        f"goes back from {one} to {other}"
        for one, other in pairwise(way)
        if is_before(where[other], where[one], mirrored=mirrored)
    ]


async def found_wrong(hands: Hands, surface: str, *, mirrored: bool = False) -> list[str]:
    """What is wrong with the way of Tab on what lies uppermost, in words.

    The keys of a pad are no stop: they leave the keyboard with the field.
    """
    hands.window.view.grabWindow()
    root = looks.uppermost(hands.window.view)
    root = (
        hands.window.view.contentItem() if root.objectName() == "board.screen" else root
    )  # the top bar stays in reach
    where = {item.objectName(): place_of(item) for item in looks.controls(root) if item.activeFocusOnTab()}
    been = await way_of(hands, root)
    names = [item.objectName() for item in been]
    wrong = [f"misses {name}" for name in where if name not in names]
    wrong += [f"reaches {item.objectName()}" for item in been if not root.isAncestorOf(item)]
    wrong += [f"comes twice to {name}" for name in set(names) if names.count(name) > 1]
    wrong += [] if len(been) < MOST else ["does not come round"]
    ways = [backwards(way, where, mirrored=mirrored) for way in beginnings(names, where, mirrored=mirrored)]
    wrong += sorted(ways, key=len)[0] if ways else []
    return [f"{surface}: {told}" for told in wrong]
