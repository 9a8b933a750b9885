"""Whether what stands in a window fits there: no text cut or run into another, no control off the window or under another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.ui import looks
from tests.ui.hands import under

SLACK = 3.0
"""How far two things may lie over each other: the leading of a line, the ring of a focus."""


def misfits(window: QQuickWindow) -> Iterator[str]:
    """What does not fit in what lies uppermost, in words."""
    root = looks.uppermost(window)
    page = QRectF(0, 0, window.width(), window.height())
    texts = [item for item in under(root) if item.inherits("QQuickText") and item.property("text") and item.isVisible()]
    yield from (f"cut: {_said(item)!r}" for item in texts if _is_cut(item))
    there = [item for item in looks.controls(root) if _is_seen(item)]
    for item in there:
        if not _is_reached(item, page):
            yield f"off: {item.objectName()} at {_where(item)}"
    seen = [(item, written(item)) for item in texts if _is_seen(item)]
    for (one, here), (other, beside) in combinations(seen, 2):
        if _overlap(here, beside) and _page(one) is _page(other):
            yield f"over each other: {_said(one)!r}, {_said(other)!r}"
    for one, other in combinations([item for item in there if looks.is_button(item)], 2):
        if _overlap(box(one), box(other)) and _page(one) is _page(other) and one not in under(other):
            yield f"over each other: {one.objectName()}, {other.objectName()}"


def _said(item: QQuickItem) -> str:
    return str(item.property("text"))


def _is_cut(item: QQuickItem) -> bool:
    """Elided, or larger than the place it has."""
    if item.property("truncated"):
        return True
    wide, high = float(item.property("contentWidth")), float(item.property("contentHeight"))
    return wide > item.width() + SLACK or high > item.height() + 3 * SLACK


def _is_seen(item: QQuickItem) -> bool:
    """Whether nothing above it is nearly clear."""
    return all(at.opacity() > 0.1 for at in _above(item))


def written(text: QQuickItem) -> QRectF:
    """Where its letters are, at the side they are aligned to."""
    wide, high = float(text.property("contentWidth")), float(text.property("contentHeight"))
    side, up = _asked(text, "effectiveHorizontalAlignment"), _asked(text, "verticalAlignment")
    x = {2: text.width() - wide, 4: (text.width() - wide) / 2}.get(side, 0.0)
    y = {64: text.height() - high, 128: (text.height() - high) / 2}.get(up, 0.0)
    return _within(text, text.mapRectToScene(QRectF(x, y, wide, high)))


def _asked(item: QQuickItem, name: str) -> int:
    """An enumeration of an item, which Python knows no type for."""
    context = qmlContext(item)
    assert context is not None
    told: Any = QQmlExpression(context, item, name).evaluate()  # a pair, or what its types say
    return int(told[0] if isinstance(told, tuple) else told)


def box(item: QQuickItem) -> QRectF:
    """What is to be seen of a thing, in the window."""
    return _within(item, item.mapRectToScene(QRectF(0, 0, item.width(), item.height())))


def _within(item: QQuickItem, place: QRectF) -> QRectF:
    """The part of a place that no page it lies on hides."""
    for page in _above(item):
        if page.clip() and page is not item:
            place = place.intersected(page.mapRectToScene(QRectF(0, 0, page.width(), page.height())))
    return place


def _overlap(one: QRectF, other: QRectF) -> bool:
    common = one.intersected(other)
    return common.width() > SLACK and common.height() > 3 * SLACK


def _page(item: QQuickItem) -> QQuickItem | None:
    """The panel above the rest that it lies on, if it does."""
    return next((at for at in _above(item) if at.objectName() in ("undo", "music.panel")), None)


def _above(item: QQuickItem) -> Iterator[QQuickItem]:
    """It, and what it stands in, up to the window."""
    at: object = item
    while isinstance(at, QQuickItem):  # Qt has null above the last one
        yield at
        at = at.parentItem()


def _is_reached(item: QQuickItem, page: QRectF) -> bool:
    """Whether it is wholly in the window, or comes there when the pages it lies on are scrolled."""
    place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    for above in list(_above(item))[1:]:
        if not above.clip() and not above.inherits("QQuickFlickable"):
            continue
        frame = above.mapRectToScene(QRectF(0, 0, above.width(), above.height()))
        if item.inherits("QQuickTextEdit"):  # a field of many lines scrolls within itself
            return _is_reached(above, page)
        if above.inherits("QQuickFlickable"):  # which may lie on another page that scrolls
            return _scrolls_there(item, above, place, frame) and _is_reached(above, page)
        if not frame.adjusted(-1, -1, 1, 1).contains(place):
            return False
    return page.adjusted(-1, -1, 1, 1).contains(place)


def _scrolls_there(item: QQuickItem, list_: QQuickItem, place: QRectF, frame: QRectF) -> bool:
    at = item.mapToItem(list_.property("contentItem"), QPointF(0, 0))
    across, down = float(list_.property("contentWidth")), float(list_.property("contentHeight"))
    first = float(list_.property("originY"))  # a list of rows moves it while it learns how high they are
    reached = at.y() >= first - 1 and at.y() + item.height() <= first + down + 1
    sides = frame.left() - SLACK <= place.left() and place.right() <= frame.right() + SLACK
    if across > list_.width() + 1:  # it scrolls from side to side
        sides = at.x() >= -1 and at.x() + item.width() <= across + 1
    return reached and sides and frame.height() >= min(56.0, item.height())


def _where(item: QQuickItem) -> str:
    place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    return f"{place.left():.0f}, {place.top():.0f}, {place.width():.0f} x {place.height():.0f}"
