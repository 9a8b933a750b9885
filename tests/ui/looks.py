"""What is drawn, measured: which texts and controls are seen, in what light, and how each text stands out from its ground."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.ui.hands import Hands, under

Light = npt.NDArray[np.float64]
_TYPED = ("QQuickTextInput", "QQuickTextEdit")
_COVERS = ("emergency.screen", "circle.screen", "board.screen", "music.panel", "lost")

_BYTES = np.arange(256) / 255.0
_LINEAR = np.where(_BYTES <= 0.04045, _BYTES / 12.92, ((_BYTES + 0.055) / 1.055) ** 2.4)
"""Linear light of each value of a byte (sRGB)."""


def light_of(picture: QImage) -> Light:
    """WCAG relative luminance of each pixel, 0 to 1."""
    flat = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    colours = _LINEAR[rows[:, : flat.width() * 3].reshape(flat.height(), flat.width(), 3)]
    light: Light = colours @ np.array([0.2126, 0.7152, 0.0722])
    return light


def uppermost(window: QQuickWindow) -> QQuickItem:
    """What can be touched now: the sheet or page that covers the rest, else everything."""
    found = [item for item in under(window.contentItem()) if item.isVisible() and _covers(item)]
    return max(found, key=_stacking) if found else window.contentItem()


def _stacking(item: QQuickItem) -> list[tuple[float, int]]:
    """Where it lies among all that is drawn: what compares greater lies above."""
    way = [one for one in upwards(item) if one.parentItem() is not None]
    return [(one.z(), one.parentItem().childItems().index(one)) for one in reversed(way)]


def _covers(item: QQuickItem) -> bool:
    sheet = item.property("sheetWidth") is not None and bool(item.property("open"))
    return sheet or item.objectName() in _COVERS


def controls(root: QQuickItem) -> Iterator[QQuickItem]:
    """Everything in ``root`` that can be pressed or typed into and is to be seen."""
    keys = _keyboard(root)
    for item in under(root):
        touched = item.isVisible() and item.isEnabled() and (is_button(item) or any(map(item.inherits, _TYPED)))
        if touched and not _lies_under(item, keys):
            yield item


def _keyboard(root: QQuickItem) -> QQuickItem | None:
    """The on-screen keyboard, while it is up."""
    there = under(list(upwards(root))[-1])
    return next((item for item in there if item.objectName() == "keyboard" and item.isVisible()), None)


def _lies_under(item: QQuickItem, keys: QQuickItem | None) -> bool:
    """Whether the keyboard covers some of it."""
    if keys is None or keys.isAncestorOf(item):
        return False
    where = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    return where.bottom() > keys.mapToScene(QPointF(0, 0)).y() + 1


def is_button(item: QQuickItem) -> bool:
    """Whether it is pressed (rather than typed into)."""
    return item.inherits("QQuickAbstractButton")


def texts(root: QQuickItem) -> Iterator[tuple[QQuickItem, QRectF]]:
    """Every text in ``root`` that is to be seen, and the part of the window where it is, wholly in view."""
    keys, told = _keyboard(root), [item for item in under(root) if item.objectName() == "banners"]
    for item in under(root):
        if not item.inherits("QQuickText") or not item.property("text") or not item.isVisible():
            continue
        place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
        covered = _lies_under(item, keys) or any(_lies_behind(item, place, over) for over in told)
        if _is_full(item) and place.width() > 4 and not is_cut(item, place) and not covered:
            yield item, place


def _lies_behind(item: QQuickItem, place: QRectF, over: QQuickItem) -> bool:
    """Whether something that is drawn over the rest covers some of it."""
    return not over.isAncestorOf(item) and over.mapRectToScene(QRectF(0, 0, over.width(), over.height())).intersects(
        place
    )


def size_of(text: QQuickItem) -> float:
    """How large a text is drawn, in pixels, after it was fitted to its place."""
    font: QFont = text.property("font")
    line = float(text.property("contentHeight")) / int(text.property("lineCount"))
    drawn = line / float(text.property("lineHeight")) / QFontMetricsF(font).height() * font.pixelSize()
    return min(float(font.pixelSize()), round(drawn, 1))


def contrast(light: Light, place: QRectF) -> float:
    """The ratio of what stands out most in a place to what there is most of in it (WCAG)."""
    left, top = max(0, int(place.left())), max(0, int(place.top()))
    part = light[top : int(place.bottom()) + 1, left : int(place.right()) + 1]
    if part.size == 0:
        return 0.0
    values, counts = np.unique(part.round(4), return_counts=True)
    ground = float(values[counts.argmax()])
    ratios = (np.maximum(values, ground) + 0.05) / (np.minimum(values, ground) + 0.05)
    return float(ratios.max())


def _is_full(item: QQuickItem) -> bool:
    """Neither fading nor part of something that cannot be used now."""
    return all(at.opacity() == 1 and at.isEnabled() for at in upwards(item))


def in_view(hands: Hands, name: str) -> bool:
    """Nobody has to scroll to see it."""
    item = hands.there(name)
    return not is_cut(item, item.mapRectToScene(QRectF(0, 0, item.width(), item.height())))


def is_cut(item: QQuickItem, place: QRectF) -> bool:
    """Whether a page that scrolls hides some of it."""
    for at in upwards(item):
        corner = at.mapToScene(QPointF(0, 0))
        if at.clip() and not QRectF(corner.x() - 1, corner.y() - 1, at.width() + 2, at.height() + 2).contains(place):
            return True
    return False


def upwards(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and everything it lies in."""
    at: QQuickItem | None = item
    while at is not None:
        yield at
        at = at.parentItem()
