"""The timeline on paper: the part that is shown, as a picture, a drawing or a page, dark ink on white.

Knows a scene and colours.  What is returned is bytes: no file is made here, and no name stands in what a file says of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from facilitator_app import text
from facilitator_app.ui.paint import Canvas, whole_height
from facilitator_app.ui.paint_tools import Seen
from facilitator_app.ui.scene import Lane, Mark, Scene

WIDTH, LEAST_HEIGHT = 1600.0, 700.0
TITLE, FOOT = 44.0, 34.0
SHARP = 2
"""Pixels of a picture for each of the drawing's."""
DOTS = 300


class Kind(StrEnum):
    """What can be made."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on a page: a part of a scene (seconds), what is above and below it, and its inks."""

    scene: Scene
    begin: float
    span: float
    title: str
    foot: str
    inks: Mapping[str, QColor]
    font: QFont


def made(sheet: Sheet, kind: Kind) -> bytes:
    """The sheet as a file of a kind."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    {Kind.PDF: _pdf, Kind.PNG: _png, Kind.SVG: _svg}[kind](sheet, buffer)
    return bytes(buffer.data().data())


def nameless(scene: Scene) -> Scene:
    """The scene with letters for people, without words and without the team."""
    people = [_nameless(lane, number) for number, lane in enumerate(scene.people)]
    room = [_wordless(mark) for mark in scene.room]
    return replace(scene, people=people, team=[], room=room, found=[])


def _nameless(lane: Lane, number: int) -> Lane:
    head = text.render("paper.person", letter=chr(ord("A") + number))
    return replace(lane, head=head, name="", marks=[_wordless(mark) for mark in lane.marks])


def _wordless(mark: Mark) -> Mark:
    return replace(mark, label="")


def _size(sheet: Sheet) -> tuple[float, float]:
    return WIDTH, TITLE + max(LEAST_HEIGHT, whole_height(sheet.scene, 0.0)) + FOOT


def _draw(sheet: Sheet, painter: QPainter) -> None:
    width, height = _size(sheet)
    inside = height - TITLE - FOOT
    painter.fillRect(QRectF(0, 0, width, height), Qt.GlobalColor.white)
    painter.setFont(sheet.font)
    painter.setPen(sheet.inks["hi"])
    for top, high, words in ((0.0, TITLE, sheet.title), (height - FOOT, FOOT, sheet.foot)):
        painter.drawText(QRectF(14, top, width - 28, high), Qt.AlignmentFlag.AlignVCenter, words)
    painter.translate(0, TITLE)
    white = QColor(Qt.GlobalColor.white)
    inks = {**sheet.inks, "surface": white, "bg": white}
    seen = Seen(begin=sheet.begin, span=sheet.span, top=0, width=width, height=inside)
    Canvas(painter, sheet.scene, seen, inks, sheet.font).paint(None)


def _pdf(sheet: Sheet, buffer: QBuffer) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(text.render("paper.title"))
    writer.setCreator("Facilitator")
    writer.setResolution(DOTS)
    margins = QMarginsF(10, 10, 10, 10)
    page = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter
    )
    writer.setPageLayout(page)
    painter = QPainter(writer)
    area, (width, height) = page.paintRectPixels(DOTS), _size(sheet)
    scale = min(area.width() / width, area.height() / height)
    painter.scale(scale, scale)
    _draw(sheet, painter)
    painter.end()


def _png(sheet: Sheet, buffer: QBuffer) -> None:
    width, height = _size(sheet)
    image = QImage(round(width * SHARP), round(height * SHARP), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(SHARP, SHARP)
    _draw(sheet, painter)
    painter.end()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a text at run time, whatever the stubs say


def _svg(sheet: Sheet, buffer: QBuffer) -> None:
    from PySide6.QtSvg import QSvgGenerator  # a library of its own, for who makes a drawing

    width, height = _size(sheet)
    writer = QSvgGenerator()
    writer.setOutputDevice(buffer)
    writer.setSize(QSize(round(width), round(height)))
    writer.setViewBox(QRectF(0, 0, width, height))
    writer.setTitle(text.render("paper.title"))
    painter = QPainter(writer)
    _draw(sheet, painter)
    painter.end()
