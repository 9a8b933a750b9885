"""Paints the lanes of a scene.  Knows a painter, a scene and which part of it is seen; nothing of items or records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from facilitator_app import text
from facilitator_app.ui.marks import paint_shape
from facilitator_app.ui.scene import Bar, Curve, Lane, Mark, Scene, Shape, clusters, decimate

GUTTER = 148.0
AXIS = 34.0
ROW = 40.0
HEAD = AXIS + 2 * ROW + 8
LEAST_LANE, MOST_LANE = 154.0, 520.0
_STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


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


def lane_height(height: float, people: int) -> float:
    """How high a person's lane is when ``people`` share an area: as high as fits, within what can be read."""
    return min(MOST_LANE, max(LEAST_LANE, (height - HEAD) / max(1, people)))


class Canvas:
    """One painting of a scene."""

    def __init__(self, painter: QPainter, scene: Scene, seen: Seen, colours: Mapping[str, QColor], font: QFont) -> None:
        self._p = painter
        self._scene = scene
        self._seen = seen
        self._colours = colours
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._lane = lane_height(seen.height, len(scene.people))

    def paint(self, moment: float | None) -> None:
        """Everything: lanes first, then the pinned head, then the moment that was touched."""
        self._p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._p.setFont(self._font)
        self._p.save()
        self._p.setClipRect(QRectF(0, HEAD, self._seen.width, self._seen.height - HEAD))
        self._grid()
        for index, lane in enumerate(self._scene.people):
            top = HEAD + index * self._lane - self._seen.top
            if top + self._lane > HEAD and top < self._seen.height:
                self._person(lane, top)
        self._p.restore()
        self._head()
        if moment is not None:
            self._moment(moment)

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

    # ------------------------------------------------------------------ time
    def _ticks(self) -> tuple[list[float], int]:
        plot = self._seen.width - GUTTER
        step = next((step for step in _STEPS if plot * step / self._seen.span >= 92), _STEPS[-1])
        offset = datetime.fromtimestamp(self._seen.begin, self._scene.zone).utcoffset()
        shift = offset.total_seconds() if offset else 0.0
        first = ((self._seen.begin + shift) // step) * step - shift
        count = int(self._seen.span / step) + 2
        ticks = [first + index * step for index in range(count)]
        return [tick for tick in ticks if self._seen.begin <= tick <= self._seen.end], step

    def _grid(self) -> None:
        self._line("line")
        for tick in self._ticks()[0]:
            x = round(self._seen.x(tick)) + 0.5
            self._p.drawLine(QPointF(x, HEAD), QPointF(x, self._seen.height))

    def _head(self) -> None:
        self._p.fillRect(QRectF(0, 0, self._seen.width, HEAD), self._colour("surface"))
        for tick in self._ticks()[0]:
            x = self._seen.x(tick)
            local = datetime.fromtimestamp(tick, self._scene.zone)
            self._write(QRectF(x - 46, 0, 92, AXIS), f"{local:%H:%M}", "low", Qt.AlignmentFlag.AlignHCenter)
        self._clip_plot()
        for index, bars in enumerate((self._scene.phases, self._scene.music)):
            for place, bar in enumerate(bars):
                self._bar(bar, AXIS + index * ROW, strong=index == 0, odd=bool(place % 2))
        self._p.restore()
        for index, name in enumerate(("after.phases", "after.music")):
            self._write(QRectF(14, AXIS + index * ROW, GUTTER - 20, ROW), text.render(name), "mid")
        self._line("line")
        self._p.drawLine(QPointF(0, HEAD - 0.5), QPointF(self._seen.width, HEAD - 0.5))

    def _bar(self, bar: Bar, top: float, *, strong: bool, odd: bool) -> None:
        left, right = self._seen.x(bar.start), self._seen.x(self._scene.end if bar.end is None else bar.end)
        if right < GUTTER or left > self._seen.width:
            return
        box = QRectF(left + 1, top + 3, max(2.0, right - left - 2), ROW - 6)
        self._line("controlLine" if strong else "line")
        self._p.setBrush(self._colour("line" if odd else "raised"))
        self._p.drawRoundedRect(box, 6, 6)
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        shown = max(left, GUTTER)
        self._write(QRectF(shown + 9, top, right - shown - 16, ROW), bar.label, "hi" if strong else "mid")

    # ---------------------------------------------------------------- person
    def _person(self, lane: Lane, top: float) -> None:
        curves = self._lane - 54
        spo2 = QRectF(GUTTER, top + 13, self._seen.width - GUTTER, curves * 0.25)
        rates = QRectF(GUTTER, top + 34 + curves * 0.25, self._seen.width - GUTTER, curves * 0.75 - 21)
        self._scales(spo2, rates)
        self._clip_plot()
        for bar in lane.calls:
            self._call(bar, top + 4, self._lane - 44)
        self._curve(lane.spo2, spo2, (self._scene.spo2_floor, 100.0), "settled")
        self._pressure(lane.pressure, rates)
        self._curve(lane.heart_rate, rates, self._scene.rates, "accent")
        for dose in lane.doses:
            self._dose(dose, rates)
        self._marks(lane.marks, top + self._lane - 19)
        self._p.restore()
        self._names(lane, top)
        self._line("line")
        self._p.drawLine(QPointF(0, top + self._lane - 0.5), QPointF(self._seen.width, top + self._lane - 0.5))

    def _names(self, lane: Lane, top: float) -> None:
        strong = QFont(self._font)
        strong.setWeight(QFont.Weight.DemiBold)
        self._p.setFont(strong)
        self._write(QRectF(14, top + 4, GUTTER - 62, 28), f"{lane.seat}  {lane.name}", "hi")
        self._p.setFont(self._font)
        self._write(QRectF(14, top + 60, GUTTER - 62, 26), text.render("after.curve_rate"), "accent")
        self._write(QRectF(14, top + 84, GUTTER - 62, 26), text.render("after.curve_pressure"), "mid")
        self._write(QRectF(14, top + 36, GUTTER - 62, 26), text.render("after.curve_spo2"), "settled")

    def _scales(self, spo2: QRectF, rates: QRectF) -> None:
        low, high = self._scene.rates
        for box, values in (
            (spo2, (100.0, self._scene.spo2_floor)),
            (rates, (high, (high + low) / 2, low)),
        ):
            for index, value in enumerate(values):
                y = box.top() + box.height() * index / (len(values) - 1)
                self._line("line", 1.0, Qt.PenStyle.DotLine)
                self._p.drawLine(QPointF(GUTTER, round(y) + 0.5), QPointF(self._seen.width, round(y) + 0.5))
                self._write(QRectF(GUTTER - 48, y - 12, 42, 24), f"{value:.0f}", "low", Qt.AlignmentFlag.AlignRight)

    def _curve(self, curve: Curve, box: QRectF, scale: tuple[float, float], colour: str) -> None:
        part = curve.within(self._seen.begin, self._seen.end)
        if not curve.at[part]:
            return
        line, points = self._polygon(curve, part, box, scale)
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        self._line(colour, 1.0 if line.size() > 400 else 2.0)
        self._p.drawPolyline(line)
        if points <= box.width() / 7:
            self._p.setPen(QPen(self._colour("surface"), 1.5))
            self._p.setBrush(QBrush(self._colour(colour)))
            for place in range(points):
                self._p.drawEllipse(line.at(place), 4.5, 4.5)

    def _polygon(self, curve: Curve, part: slice, box: QRectF, scale: tuple[float, float]) -> tuple[QPolygonF, int]:
        """The curve as pixels, at most two points a column; filled as one block, not point by point."""
        import numpy as np
        import shiboken6

        low, high = scale
        at = np.frombuffer(curve.at)[part]
        x = GUTTER + (at - self._seen.begin) / self._seen.span * (self._seen.width - GUTTER)
        y = box.bottom() - (np.frombuffer(curve.high)[part] - low) / (high - low) * box.height()
        x, y = decimate(x, y)
        polygon = QPolygonF()
        polygon.resize(len(x))
        memory = shiboken6.VoidPtr(polygon.data(), len(x) * 16, True)  # type: ignore[call-arg,arg-type]  # stubs lack it
        filled = np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)  # type: ignore[call-overload]  # stubs lack buffer
        filled[:, 0], filled[:, 1] = x, y
        return polygon, len(at) if len(at) == len(x) else len(at) + len(x)

    def _pressure(self, curve: Curve, box: QRectF) -> None:
        part = curve.within(self._seen.begin, self._seen.end)
        low, high = self._scene.rates
        last = -9.0
        self._line("mid", 2.0)
        for at, upper, lower in zip(curve.at[part], curve.high[part], curve.low[part], strict=True):
            x = self._seen.x(at)
            if x - last < 3:
                continue
            last = x
            top, bottom = (box.bottom() - (value - low) / (high - low) * box.height() for value in (upper, lower))
            self._p.drawLine(QPointF(x, top), QPointF(x, bottom))
            for y in (top, bottom):
                self._p.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))

    def _call(self, bar: Bar, top: float, height: float) -> None:
        left, right = self._seen.x(bar.start), self._seen.x(self._scene.end if bar.end is None else bar.end)
        shade = QColor(self._colour("attention"))
        shade.setAlphaF(0.13)
        self._p.fillRect(QRectF(left, top, max(3.0, right - left), height), shade)
        self._p.fillRect(QRectF(left, top, max(3.0, right - left), 3), self._colour("attention"))

    def _dose(self, dose: Mark, box: QRectF) -> None:
        """A line through the curves, with a diamond and the amount between the two scales, on ground of their own."""
        x, y = self._seen.x(dose.at), box.top() - 10
        self._line("hi", 1.5, Qt.PenStyle.DashLine if dose.voided else Qt.PenStyle.SolidLine)
        self._p.drawLine(QPointF(x, y), QPointF(x, box.bottom()))
        self._p.fillRect(
            QRectF(x, y - 11, 18 + self._metrics.horizontalAdvance(dose.label), 22), self._colour("surface")
        )
        self._mark(dose, x, y)
        self._write(QRectF(x + 14, y - 14, 140, 28), dose.label, "low" if dose.voided else "hi")

    # ----------------------------------------------------------------- marks
    def _marks(self, marks: list[Mark], y: float) -> None:
        near = [mark for mark in marks if self._seen.begin - 60 <= mark.at <= self._seen.end + 60]
        xs = [self._seen.x(mark.at) for mark in near]
        groups = clusters(near, xs, 27)
        for number, (first, after) in enumerate(groups):
            until = xs[groups[number + 1][0]] if number + 1 < len(groups) else self._seen.width
            if after - first == 1:
                self._mark(near[first], xs[first], y)
                if until - xs[first] > (140 if near[first].shape is Shape.VITALS else 72):
                    colour = "low" if near[first].voided else "mid"
                    self._write(QRectF(xs[first] + 14, y - 14, until - xs[first] - 28, 28), near[first].label, colour)
            else:
                self._cluster(near[first:after], xs[first], xs[after - 1], y)

    def _cluster(self, marks: list[Mark], left: float, right: float, y: float) -> None:
        words = str(len(marks))
        wide = max(24.0, self._metrics.horizontalAdvance(words) + 14)
        box = QRectF((left + right - wide) / 2, y - 12, wide, 24)
        changed = any(mark.amended or mark.voided or mark.written for mark in marks)
        self._line("hi" if changed else "controlLine", 1.5)
        self._p.setBrush(self._colour("raised"))
        self._p.drawRoundedRect(box, 12, 12)
        self._write(box, words, "hi", Qt.AlignmentFlag.AlignHCenter)

    def _mark(self, mark: Mark, x: float, y: float) -> None:
        if mark.written is not None:
            end = self._seen.x(mark.written)
            self._line("mid", 1.5, Qt.PenStyle.DotLine)
            self._p.drawLine(QPointF(x, y + 12), QPointF(end, y + 12))
            self._line("mid", 1.5)
            self._p.drawLine(QPointF(end, y + 7), QPointF(end, y + 14))
        paint_shape(self._p, mark.shape, QPointF(x, y), 8.0, self._colours, amended=mark.amended, voided=mark.voided)

    def _moment(self, moment: float) -> None:
        x = self._seen.x(moment)
        if x < GUTTER:
            return
        shade = QColor(self._colour("accent"))
        shade.setAlphaF(0.12)
        half = max(2.0, 60 / self._seen.span * (self._seen.width - GUTTER))
        left = max(GUTTER, x - half)
        self._p.fillRect(QRectF(left, 0, x + half - left, self._seen.height), shade)
        self._line("accent", 2.0)
        self._p.drawLine(QPointF(x, 0), QPointF(x, self._seen.height))
