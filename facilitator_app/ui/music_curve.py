"""An arc drawn as it will be heard: loudness against the session's clock, phase by phase, planned against there.

Knows plain figures and the theme's colours; nothing of files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtQuick import QQuickItem

from facilitator_app.playlists.curve import EVERY_S, SHORT_S, PhaseCurve
from facilitator_app.playlists.engine.protocol import LEVEL_LUFS
from facilitator_app.ui.painted import Painted
from facilitator_app.ui.typed import Property, QmlElement, Signal
from facilitator_app.ui.virtual import virtual

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

LOUDEST, QUIETEST = -12.0, -42.0
_STEPS = (300, 600, 900, 1800, 3600, 7200)


def figure(curves: Sequence[PhaseCurve], names: Mapping[str, str]) -> dict[str, Any]:
    """What the item draws, as plain values."""
    phases: list[dict[str, Any]] = []
    for number, curve in enumerate(curves):
        following = curves[number + 1].begins_s if number + 1 < len(curves) else None
        ends = following if following is not None else curve.begins_s + (curve.planned_s or curve.music_s)
        short = curve.planned_s is not None and curve.music_s < curve.planned_s - SHORT_S
        phases.append(
            {
                "name": names.get(curve.phase, curve.phase), "begins": curve.begins_s, "ends": ends, "short": short,
                "music": curve.begins_s + curve.music_s, "points": list(curve.points),
            }
        )  # fmt: skip
    return {"phases": phases, "ends": max((phase["ends"] for phase in phases), default=0.0)}


@QmlElement
class ArcCurve(Painted):
    """The curve of a playlist.  ``shown`` is what ``figure`` made."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, Any] = {}

    @Property("QVariantMap", notify=changed)
    def shown(self) -> dict[str, Any]:
        """What is drawn."""
        return self._shown

    @shown.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def shown(self, shown: dict[str, Any]) -> None:
        self._shown = shown
        self.update()
        self.changed.emit()

    @virtual
    def paint(self, painter: QPainter) -> None:
        """Draw everything."""
        phases, ends = self._shown.get("phases", []), float(self._shown.get("ends", 0.0))
        if not phases or ends <= 0 or self.width() < 80:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        plot = QRectF(0, 24, self.width(), self.height() - 48)
        self._grid(painter, plot, ends)
        for phase in phases:
            self._phase(painter, plot, phase, ends)

    def _grid(self, painter: QPainter, plot: QRectF, ends: float) -> None:
        painter.setPen(QPen(self.ink("line"), 1))
        y = _height(plot, LEVEL_LUFS)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        step = next((step for step in _STEPS if plot.width() * step / ends >= 76), _STEPS[-1])
        for at in range(0, int(ends) + 1, step):
            x = plot.left() + at / ends * plot.width()
            box = QRectF(min(x - 30, plot.right() - 60) if at else x, plot.bottom() + 2, 60, 22)
            align = Qt.AlignmentFlag.AlignHCenter if at else Qt.AlignmentFlag.AlignLeft
            painter.setPen(self.ink("mid"))
            painter.drawText(box, align, f"{at // 3600}:{at // 60 % 60:02}")

    def _phase(self, painter: QPainter, plot: QRectF, phase: Mapping[str, Any], ends: float) -> None:
        left = plot.left() + float(phase["begins"]) / ends * plot.width()
        right = plot.left() + float(phase["ends"]) / ends * plot.width()
        painter.setPen(QPen(self.ink("controlLine"), 1))
        painter.drawLine(QPointF(round(left) + 0.5, 0), QPointF(round(left) + 0.5, plot.bottom()))
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(str(phase["name"]), Qt.TextElideMode.ElideRight, max(0.0, right - left - 10))
        painter.setPen(self.ink("mid"))
        if len(words) > 1:
            painter.drawText(QRectF(left + 6, 0, right - left - 6, 22), Qt.AlignmentFlag.AlignVCenter, words)
        self._line(painter, plot, phase, ends, (left, right))

    def _line(
        self, painter: QPainter, plot: QRectF, phase: Mapping[str, Any], ends: float, span: tuple[float, float]
    ) -> None:
        """The curve itself; what the music begins again for is drawn thinner."""
        points = [float(value) for value in phase["points"]]
        if not points:
            painter.setPen(QPen(self.ink("soon"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(span[0] + 4, plot.bottom()), QPointF(span[1] - 4, plot.bottom()))
            return
        begins, music = float(phase["begins"]), float(phase["music"])
        line = QPainterPath()
        for number, level in enumerate(points):
            at = QPointF(plot.left() + (begins + number * EVERY_S) / ends * plot.width(), _height(plot, level))
            line.lineTo(at) if number else line.moveTo(at)
        painter.save()
        painter.setClipRect(QRectF(span[0], 0, span[1] - span[0], self.height()))
        x = plot.left() + music / ends * plot.width()
        for clip, pen in (
            (QRectF(span[0], 0, max(0.0, x - span[0]), self.height()), QPen(self.ink("accent"), 2.5)),
            (QRectF(x, 0, max(0.0, span[1] - x), self.height()), QPen(self.ink("soon"), 1.5, Qt.PenStyle.DotLine)),
        ):
            painter.setClipRect(clip.intersected(QRectF(span[0], 0, span[1] - span[0], self.height())))
            painter.setPen(pen)
            painter.drawPath(line)
        painter.restore()


def _height(plot: QRectF, lufs: float) -> float:
    share = (min(LOUDEST, max(QUIETEST, lufs)) - QUIETEST) / (LOUDEST - QUIETEST)
    return plot.bottom() - share * plot.height()
