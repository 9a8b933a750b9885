"""Items that hold a hand's strokes, and pages and pictures that are kept, in the theme's own light.  Know no record."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtQuick import QQuickItem
from shiboken6 import isValid

from facilitator_app.record.ink import Ink
from facilitator_app.ui.kept_pages import KeptPages
from facilitator_app.ui.painted import Painted
from facilitator_app.ui.typed import Property, QmlElement, Signal, Slot
from facilitator_app.ui.virtual import virtual

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

STEP = 0.003
"""How far a finger moves, in widths of the field, before another point is taken."""
BASELINE = 0.74
"""Where the line lies on which one signs, from the top."""


@QmlElement
class InkField(Painted):
    """A field that one signs in, with finger, pen or mouse; or, with ``kept``, strokes that were drawn before."""

    drawn = Signal()
    kept_changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[tuple[float, float]]] = []
        self._shows = False
        self._under_way = False
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setKeepMouseGrab(True)  # a page that scrolls behind it does not take the finger away

    @Property("QVariantList", notify=kept_changed)
    def kept(self) -> list[list[float]]:
        """Strokes to be shown, as ``flat`` tells them; where they are set nothing can be drawn."""
        return flat(self._strokes) if self._shows else []

    @kept.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def kept(self, kept: list[list[float]]) -> None:
        self._shows = True
        self._strokes = [list(zip(one[::2], one[1::2], strict=True)) for one in kept]
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.kept_changed.emit()
        self._look()

    @Property(bool, notify=drawn)
    def is_empty(self) -> bool:
        """Whether nothing is drawn yet."""
        return not self._strokes

    @Slot()
    def clear(self) -> None:
        """Take everything away that was drawn."""
        self._strokes, self._under_way = [], False  # a finger that is still down has to begin anew
        self._drew()

    def drawing(self) -> Ink:
        """What is drawn, to be kept.  Refuses what is nobody's name."""
        strokes = tuple(tuple(stroke) for stroke in self._strokes)
        return Ink(strokes=strokes, ratio=round(self.width() / max(1.0, self.height()), 3))

    @virtual
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        self._strokes.append([self._at(event)])
        self._under_way = True
        self._drew()

    @virtual
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on, unless another hand took everything away meanwhile."""
        if not self._under_way:
            return
        point, last = self._at(event), self._strokes[-1][-1]
        if max(abs(point[0] - last[0]), abs(point[1] - last[1])) >= STEP:
            self._strokes[-1].append(point)
            self._drew()

    @virtual
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke is at its end, unless it was taken away."""
        if not self._under_way:
            return
        self._under_way = False
        point = self._at(event)
        if point != self._strokes[-1][-1]:
            self._strokes[-1].append(point)
        self._drew()

    @virtual
    def paint(self, painter: QPainter) -> None:
        """The strokes, and while one signs the line they stand on."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = self.width(), self.height()
        if not self._shows:
            painter.setPen(QPen(self.ink("line"), 2))
            painter.drawLine(QPointF(wide * 0.06, high * BASELINE), QPointF(wide * 0.94, high * BASELINE))
        pen = QPen(self.ink("hi"), max(2.0, wide / 280))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            path = QPainterPath(QPointF(stroke[0][0] * wide, stroke[0][1] * high))
            for x, y in stroke[1:] or stroke:
                path.lineTo(x * wide, y * high)
            painter.drawPath(path)

    def _at(self, event: QMouseEvent) -> tuple[float, float]:
        at = event.position()
        across, down = at.x() / max(1.0, self.width()), at.y() / max(1.0, self.height())
        return round(min(1.0, max(0.0, across)), 4), round(min(1.0, max(0.0, down)), 4)

    def _drew(self) -> None:
        self.update()
        self.drawn.emit()


def flat(strokes: Iterable[Iterable[tuple[float, float]]]) -> list[list[float]]:
    """Strokes as the item takes them: x and y in turn."""
    return [[at for point in stroke for at in point] for stroke in strokes]


@QmlElement
class PagePicture(Painted):
    """One of the pages that ``pages`` holds: a paper as ink on the dark, or, ``as_photo``, a picture in the room's light."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._pages: KeptPages | None = None
        self._number = 0
        self._as_photo = False
        self._made: tuple[object, QImage] | None = None

    @Property(KeptPages, notify=changed)
    def pages(self) -> KeptPages | None:
        """What holds it."""
        return self._pages

    @pages.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def pages(self, pages: KeptPages | None) -> None:
        if self._pages is not None and isValid(self._pages):
            self._pages.changed.disconnect(self._look)
        self._pages = pages
        if pages is not None:
            pages.changed.connect(self._look)
        self._told()

    @Property(int, notify=changed)
    def number(self) -> int:
        """Which of them, from 0."""
        return self._number

    @number.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def number(self, number: int) -> None:
        self._number = number
        self._told()

    @Property(bool, notify=changed)
    def as_photo(self) -> bool:
        """Whether it is shown as it is, in the light of the theme's quieter words."""
        return self._as_photo

    @as_photo.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def as_photo(self, as_photo: bool) -> None:
        self._as_photo = as_photo
        self._told()

    @virtual
    def paint(self, painter: QPainter) -> None:
        """The page, as large as it fits."""
        image = self._pages.image(self._number) if self._pages is not None and isValid(self._pages) else None
        if image is None:
            self._made = None  # nothing of it stays in memory
            return
        size = image.size().scaled(self.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.isEmpty():
            return
        light = self.ink("mid" if self._as_photo else "hi")
        key = (image.cacheKey(), size.width(), size.height(), light.rgba(), self._as_photo)
        if self._made is None or self._made[0] != key:
            small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            self._made = (key, dimmed(small, light) if self._as_photo else as_ink(small, light))
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawImage(QPointF(left, top), self._made[1])

    @Slot()
    def _look(self) -> None:
        super()._look()

    def _told(self) -> None:
        self.update()
        self.changed.emit()


def as_ink(page: QImage, ink: QColor) -> QImage:
    """A page whose dark is ``ink`` and whose white is not there: what lies behind it shows through."""
    grey = page.convertToFormat(QImage.Format.Format_Grayscale8)
    grey.invertPixels()
    drawn = QImage(page.size(), QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(ink)
    drawn.setAlphaChannel(grey)
    return drawn


def dimmed(picture: QImage, light: QColor) -> QImage:
    """A picture whose white is ``light``: nowhere is it brighter than the words beside it."""
    drawn = picture.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(QRectF(drawn.rect()), light)
    painter.end()
    return drawn
