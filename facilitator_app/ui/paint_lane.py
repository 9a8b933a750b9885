"""Paints the lane of one person: curves against limits and baseline, doses, calls, and the row of marks below them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPen, QPolygonF

from facilitator_app import text
from facilitator_app.ui.paint_tools import GUTTER, Tools
from facilitator_app.ui.scene import Bar, Curve, Edge, Lane, Mark, Shape, clusters, decimate

CLOSE = 7.0
"""Pixels between two values under which they are no longer drawn one by one."""
WORDED = 220.0
"""How high a lane is from which on its limits say their figure."""
INK = {"spo2": "settled", "heart_rate": "accent", "pressure": "mid"}
Box = tuple[QRectF, tuple[float, float]]
"""Where a curve is drawn, and from which value to which."""


class LanePainter(Tools):
    """Paints lanes, one after the other."""

    def paint(self, lane: Lane, top: float, height: float) -> None:
        """The lane from ``top`` on, ``height`` pixels high."""
        curves = height - 54
        spo2 = QRectF(GUTTER, top + 13, self._seen.width - GUTTER, curves * 0.25)
        rates = QRectF(GUTTER, top + 34 + curves * 0.25, self._seen.width - GUTTER, curves * 0.75 - 21)
        self._scales(spo2, rates)
        self._clip_plot()
        for bar in lane.calls:
            self._call(bar, top + 4, height - 44)
        boxes = {
            "spo2": (spo2, (self._scene.spo2_floor, 100.0)),
            "pressure": (rates, self._scene.rates),
            "heart_rate": (rates, self._scene.rates),
        }
        self._edges(lane, boxes, words=height > WORDED)
        self._curve(lane.spo2, spo2, (self._scene.spo2_floor, 100.0), "settled")
        self._pressure(lane.pressure, rates)
        self._curve(lane.heart_rate, rates, self._scene.rates, "accent")
        self._beyond(lane, boxes)
        for dose in lane.doses:
            self._dose(dose, rates)
        self.marks(lane.marks, top + height - 19)
        self._p.restore()
        self._names(lane, top)
        self._line("line")
        self._p.drawLine(QPointF(0, top + height - 0.5), QPointF(self._seen.width, top + height - 0.5))

    def _edges(self, lane: Lane, boxes: Mapping[str, Box], *, words: bool) -> None:
        """Limits in dashes, the person's own baseline as a broad faint line, each in the colour of its curve."""
        for edge in lane.baseline:
            shade = QColor(self._colour(INK[edge.curve]))
            shade.setAlphaF(0.3)
            self._p.setPen(QPen(shade, 4.0))
            self._level(edge, boxes[edge.curve])
        for edge in lane.limits:
            self._line(INK[edge.curve], 1.5, Qt.PenStyle.DashLine)
            left, y = self._level(edge, boxes[edge.curve])
            if words and y is not None:
                self._write(QRectF(left + 6, y - 24, 160, 22), f"{edge.value:.0f}", INK[edge.curve])

    def _level(self, edge: Edge, box: Box) -> tuple[float, float | None]:
        """A line at a value, where its scale has it; returns where it begins and how high it is."""
        left = max(GUTTER, self._seen.x(edge.start))
        right = self._seen.width if edge.end is None else self._seen.x(edge.end)
        if not box[1][0] <= edge.value <= box[1][1] or right < left:
            return left, None
        y = round(_height(edge.value, box)) + 0.5
        self._p.drawLine(QPointF(left, y), QPointF(right, y))
        return left, y

    def _beyond(self, lane: Lane, boxes: Mapping[str, Box]) -> None:
        """A ring round each value that passed its limit."""
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        self._line("overdue", 2.5)
        for edge in lane.beyond:
            x = self._seen.x(edge.start)
            if GUTTER - 9 <= x <= self._seen.width + 9:
                self._p.drawEllipse(QPointF(x, _height(edge.value, boxes[edge.curve])), 8.5, 8.5)

    def _names(self, lane: Lane, top: float) -> None:
        strong = QFont(self._font)
        strong.setWeight(QFont.Weight.DemiBold)
        self._p.setFont(strong)
        self._write(QRectF(14, top + 4, GUTTER - 62, 28), lane.head or f"{lane.seat}  {lane.name}", "hi")
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
        line, points = self._polygon(curve.at, curve.high, part, (box, scale))
        single = points <= box.width() / CLOSE
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        self._line(colour, 2.0 if single else 1.0)  # a broad line through many points costs a frame
        self._p.drawPolyline(line)
        if single:
            self._p.setPen(QPen(self._colour("surface"), 1.5))
            self._p.setBrush(QBrush(self._colour(colour)))
            for place in range(points):
                self._p.drawEllipse(line.at(place), 4.5, 4.5)

    def _polygon(self, at: array[float], values: array[float], part: slice, box: Box) -> tuple[QPolygonF, int]:
        """The curve as pixels, at most two points a column; filled as one block, not point by point."""
        import numpy as np
        import shiboken6

        area, (low, high) = box
        moments = np.frombuffer(at)[part]
        x = GUTTER + (moments - self._seen.begin) / self._seen.span * (self._seen.width - GUTTER)
        y = area.bottom() - (np.frombuffer(values)[part] - low) / (high - low) * area.height()
        x, y = decimate(x, y)
        polygon = QPolygonF()
        polygon.resize(len(x))
        memory = shiboken6.VoidPtr(polygon.data(), len(x) * 16, True)  # type: ignore[call-arg,arg-type]  # stubs lack it
        filled = np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)  # type: ignore[call-overload]  # stubs lack buffer
        filled[:, 0], filled[:, 1] = x, y
        return polygon, len(moments) if len(moments) == len(x) else len(moments) + len(x)

    def _pressure(self, curve: Curve, box: QRectF) -> None:
        """A bar for each value, from the lower to the upper; where they stand too close, the two as lines."""
        part = curve.within(self._seen.begin, self._seen.end)
        if len(curve.at[part]) > box.width() / CLOSE:
            self._line("mid", 1.0)
            for values in (curve.high, curve.low):
                self._p.drawPolyline(self._polygon(curve.at, values, part, (box, self._scene.rates))[0])
            return
        self._line("mid", 2.0)
        for at, upper, lower in zip(curve.at[part], curve.high[part], curve.low[part], strict=True):
            x = self._seen.x(at)
            top, bottom = (_height(value, (box, self._scene.rates)) for value in (upper, lower))
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
    def marks(self, marks: list[Mark], y: float) -> None:
        """A row of marks round ``y``: with its words where there is room, those that would touch as one with their number."""
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


def _height(value: float, box: Box) -> float:
    area, (low, high) = box
    return area.bottom() - (value - low) / (high - low) * area.height()
