"""Paints a scene: its head with time, phases and music, the lanes below it, and the moment that was touched.

Knows a painter, a scene and which part of it is seen; nothing of items or records.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF

from facilitator_app import text
from facilitator_app.ui.paint_lane import LanePainter
from facilitator_app.ui.paint_tools import GUTTER, Seen, Tools
from facilitator_app.ui.scene import Bar, Scene

AXIS = 34.0
ROW, TEAM = 40.0, 34.0
HEAD = AXIS + 2 * ROW + 8
LEAST_LANE, MOST_LANE = 154.0, 520.0
_STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


def lane_height(scene: Scene, height: float) -> float:
    """How high a person's lane is in an area of a height: as high as fits, within what can be read."""
    free = height - HEAD - room_height(scene)
    return min(MOST_LANE, max(LEAST_LANE, free / max(1, len(scene.people))))


def whole_height(scene: Scene, height: float) -> float:
    """How high everything is in an area of a height: head, lanes, and the room at their foot."""
    return HEAD + len(scene.people) * lane_height(scene, height) + room_height(scene)


def room_height(scene: Scene) -> float:
    """How high the lane of team and room is."""
    return len(scene.team) * TEAM + 46.0 if scene.team or scene.room else 0.0


class Canvas(Tools):
    """One painting of a scene."""

    def __init__(self, painter: QPainter, scene: Scene, seen: Seen, colours: Mapping[str, QColor], font: QFont) -> None:
        super().__init__(painter, scene, seen, colours, font)
        self._person = LanePainter(painter, scene, seen, colours, font)
        self._lane = lane_height(scene, seen.height)

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
                self._person.paint(lane, top, self._lane)
        self._room(HEAD + len(self._scene.people) * self._lane - self._seen.top)
        self._p.restore()
        self._head()
        if moment is not None:
            self._moment(moment)

    def _room(self, top: float) -> None:
        """Who of the team was there, and what was about nobody."""
        if top > self._seen.height or not room_height(self._scene):
            return
        foot = top + len(self._scene.team) * TEAM
        self._clip_plot()
        for place, bar in enumerate(self._scene.team):
            self._bar(bar, top + 4 + place * TEAM, TEAM, strong=False, odd=True)
        self._person.marks(self._scene.room, foot + 26)
        self._p.restore()
        if self._scene.team:
            self._write(QRectF(14, top + 4, GUTTER - 20, TEAM), text.render("after.team"), "mid")
        self._write(QRectF(14, foot + 10, GUTTER - 20, 32), text.render("after.the_room"), "mid")

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
                self._bar(bar, AXIS + index * ROW, ROW, strong=index == 0, odd=bool(place % 2))
        self._p.restore()
        for index, name in enumerate(("after.phases", "after.music")):
            self._write(QRectF(14, AXIS + index * ROW, GUTTER - 20, ROW), text.render(name), "mid")
        self._finds()
        self._line("line")
        self._p.drawLine(QPointF(0, HEAD - 0.5), QPointF(self._seen.width, HEAD - 0.5))

    def _finds(self) -> None:
        """What was found, on the axis: a triangle for each pixel in which there is one."""
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(self._colour("accent"))
        for x in sorted({round(self._seen.x(at)) for at in self._scene.found}):
            if GUTTER <= x <= self._seen.width:
                self._p.drawPolygon(
                    QPolygonF([QPointF(x - 6, AXIS - 7), QPointF(x + 6, AXIS - 7), QPointF(x, AXIS + 2)])
                )
        self._p.setBrush(Qt.BrushStyle.NoBrush)

    def _bar(self, bar: Bar, top: float, high: float, *, strong: bool, odd: bool) -> None:
        left, right = self._seen.x(bar.start), self._seen.x(self._scene.end if bar.end is None else bar.end)
        if right < GUTTER or left > self._seen.width:
            return
        box = QRectF(left + 1, top + 3, max(2.0, right - left - 2), high - 6)
        self._line("controlLine" if strong else "line")
        self._p.setBrush(self._colour("line" if odd else "raised"))
        self._p.drawRoundedRect(box, 6, 6)
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        shown = max(left, GUTTER)
        self._write(QRectF(shown + 9, top, right - shown - 16, high), bar.label, "hi" if strong else "mid")

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
