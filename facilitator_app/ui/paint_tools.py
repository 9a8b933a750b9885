"""What every painter of the timeline has in hand: a painter, a scene, which part of it is seen, colours and a typeface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from facilitator_app.ui.marks import paint_shape
from facilitator_app.ui.scene import Mark, Scene

GUTTER = 148.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What part is seen: from ``begin`` for ``span`` seconds, scrolled down by ``top`` pixels, in an area of a size."""

    begin: float
    span: float
    top: float
    width: float
    height: float

    @property
    def end(self) -> float:
        """The last moment seen."""
        return self.begin + self.span

    def x(self, at: float) -> float:
        """Where a moment stands."""
        return GUTTER + (at - self.begin) / self.span * (self.width - GUTTER)

    def moment(self, x: float) -> float:
        """The moment that stands at a place."""
        return self.begin + (x - GUTTER) / max(1.0, self.width - GUTTER) * self.span


class Tools:
    """Lines, words and marks in the theme's colours, where their moments stand."""

    def __init__(self, painter: QPainter, scene: Scene, seen: Seen, colours: Mapping[str, QColor], font: QFont) -> None:
        self._p = painter
        self._scene = scene
        self._seen = seen
        self._colours = colours
        self._font = font
        self._metrics = QFontMetricsF(font)

    def _colour(self, name: str) -> QColor:
        return self._colours.get(name, QColor("grey"))

    def _write(
        self, box: QRectF, words: str, colour: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        if box.width() < 8:
            return
        self._p.setPen(self._colour(colour))
        short = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        if short != "…":
            self._p.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, short)

    def _line(self, colour: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        self._p.setPen(QPen(self._colour(colour), width, style))

    def _clip_plot(self) -> None:
        self._p.save()
        self._p.setClipRect(
            QRectF(GUTTER, 0, self._seen.width - GUTTER, self._seen.height), Qt.ClipOperation.IntersectClip
        )

    def _mark(self, mark: Mark, x: float, y: float) -> None:
        if mark.written is not None:
            end = self._seen.x(mark.written)
            self._line("mid", 1.5, Qt.PenStyle.DotLine)
            self._p.drawLine(QPointF(x, y + 12), QPointF(end, y + 12))
            self._line("mid", 1.5)
            self._p.drawLine(QPointF(end, y + 7), QPointF(end, y + 14))
        if mark.until is not None:
            end = self._seen.x(mark.until)
            self._line("soon", 1.5)
            self._p.drawLine(QPointF(x, y - 13), QPointF(end, y - 13))
            self._p.drawLine(QPointF(end, y - 17), QPointF(end, y - 9))
        paint_shape(self._p, mark.shape, QPointF(x, y), 8.0, self._colours, amended=mark.amended, voided=mark.voided)
