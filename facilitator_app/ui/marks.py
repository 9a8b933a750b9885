"""The shapes that stand for the kinds of a line, in the timeline, its legend and the list beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from facilitator_app.ui.scene import Shape

_COLOUR = {
    Shape.VITALS: "accent",
    Shape.DOSE: "hi",
    Shape.DEFERRAL: "soon",
    Shape.SUPPORT: "attention",
    Shape.CARE: "overdue",
    Shape.QUOTE: "settled",
    Shape.MEDICINE: "hi",
    Shape.ADVERSE: "overdue",
    Shape.PASSED: "soon",
}


def paint_shape(
    painter: QPainter,
    shape: Shape,
    at: QPointF,
    size: float,
    colours: Mapping[str, QColor],
    *,
    amended: bool = False,
    voided: bool = False,
) -> None:
    """A shape round ``at``, ``size`` pixels to each side: amended in a second outline, withdrawn hollow and struck through."""
    colour = colours.get("low" if voided else _COLOUR.get(shape, "mid"), QColor("grey"))
    ground = colours.get("surface", QColor("black"))
    hollow = voided or shape in (Shape.DEFERRAL, Shape.OUT, Shape.PASSED)
    painter.setPen(QPen(colour, 2.0))
    painter.setBrush(QBrush(ground if hollow else colour))
    _DRAW.get(shape, _disc)(painter, at, size)
    if amended:
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, size + 4, size + 4)
    if voided:
        painter.setPen(QPen(colours.get("hi", QColor("white")), 2.0))
        painter.drawLine(at + QPointF(-size - 2, size + 2), at + QPointF(size + 2, -size - 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _disc(p: QPainter, at: QPointF, s: float) -> None:
    p.drawEllipse(at, s * 0.8, s * 0.8)


def _polygon(*corners: tuple[float, float]) -> Callable[[QPainter, QPointF, float], None]:
    def draw(p: QPainter, at: QPointF, s: float) -> None:
        p.drawPolygon(QPolygonF([at + QPointF(x * s, y * s) for x, y in corners]))

    return draw


def _speech(p: QPainter, at: QPointF, s: float) -> None:
    p.drawRoundedRect(QRectF(at.x() - s, at.y() - s, s * 2, s * 1.4), s * 0.4, s * 0.4)
    p.drawPolygon(QPolygonF([at + QPointF(x * s, y * s) for x, y in ((-0.6, 0.4), (0.1, 0.4), (-0.7, 1.1))]))


_DRAW: Mapping[Shape, Callable[[QPainter, QPointF, float], None]] = {
    Shape.OBSERVATION: _disc,
    Shape.DEFERRAL: _disc,
    Shape.DOSE: _polygon((0, -1.1), (0.9, 0), (0, 1.1), (-0.9, 0)),
    Shape.NOTE: _polygon((-0.7, -0.9), (0.3, -0.9), (0.8, -0.4), (0.8, 0.9), (-0.7, 0.9)),
    Shape.QUOTE: _speech,
    Shape.STATE: _polygon((-0.8, -0.9), (0.2, -0.9), (0.9, 0), (0.2, 0.9), (-0.8, 0.9), (-0.1, 0)),
    Shape.SUPPORT: _polygon((0, -1), (0.95, 0.8), (-0.95, 0.8)),
    Shape.CARE: _polygon((0, 1), (0.95, -0.8), (-0.95, -0.8)),
    Shape.OUT: _polygon((-0.7, -0.9), (0.7, -0.9), (0.7, 0.9), (-0.7, 0.9)),
    Shape.VITALS: _polygon(
        (-0.3, -0.9),
        (0.3, -0.9),
        (0.3, -0.3),
        (0.9, -0.3),
        (0.9, 0.3),
        (0.3, 0.3),
        (0.3, 0.9),
        (-0.3, 0.9),
        (-0.3, 0.3),
        (-0.9, 0.3),
        (-0.9, -0.3),
        (-0.3, -0.3),
    ),
    Shape.MEDICINE: _polygon((-0.9, -0.45), (0.9, -0.45), (0.9, 0.45), (-0.9, 0.45)),
    Shape.PASSED: _polygon((-0.9, -0.85), (0.9, -0.85), (-0.9, 0.85), (0.9, 0.85)),
    Shape.ADVERSE: _polygon((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    Shape.ROOM: _polygon((0, -0.9), (0.9, -0.1), (0.6, 0.9), (-0.6, 0.9), (-0.9, -0.1)),
}
