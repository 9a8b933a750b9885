"""The timeline as an item of the window: which part of the scene is seen, panned, zoomed and touched.  Knows no record."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtQuick import QQuickItem

from facilitator_app.ui.marks import paint_shape
from facilitator_app.ui.painted import Painted
from facilitator_app.ui.scene import Scene, Shape
from facilitator_app.ui.typed import Property, QmlElement, Signal, Slot
from facilitator_app.ui.virtual import virtual

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

LEAST = 120.0
"""Seconds: the closest that one can look."""
EDGE = 0.02
"""The share of the session that is shown free before its beginning and after its end."""


class Stage(QObject):
    """What a timeline shows: a scene, and the moment that was touched (seconds since 1970) or None."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene()
        self.moment: float | None = None

    def show(self, scene: Scene, moment: float | None) -> None:
        """Show this from now on."""
        self.scene, self.moment = scene, moment
        self.changed.emit()


@QmlElement
class MarkShape(Painted):
    """The shape of one kind of line, as it stands in the timeline."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._shape = ""
        self._amended = self._voided = False

    @virtual
    def paint(self, painter: QPainter) -> None:
        """Draw the shape in the middle."""
        if self._shape not in list(Shape):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        size = min(self.width(), self.height()) / 2 - 6
        flags = {"amended": self._amended, "voided": self._voided}
        paint_shape(painter, Shape(self._shape), centre, size, self._colours, **flags)

    @Property(str, notify=changed)
    def shape(self) -> str:
        """The name of the shape."""
        return self._shape

    @shape.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def shape(self, shape: str) -> None:
        self._shape = shape
        self._told()

    @Property(bool, notify=changed)
    def amended(self) -> bool:
        """Drawn with a second outline."""
        return self._amended

    @amended.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def amended(self, amended: bool) -> None:
        self._amended = amended
        self._told()

    @Property(bool, notify=changed)
    def voided(self) -> bool:
        """Drawn hollow and struck through."""
        return self._voided

    @voided.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def voided(self, voided: bool) -> None:
        self._voided = voided
        self._told()

    def _told(self) -> None:
        self.update()
        self.changed.emit()


@QmlElement
class TimelineItem(Painted):
    """Lanes of a session.  ``begin`` and ``span`` (seconds) are what is seen of it, ``scrolled`` is how far down."""

    changed = Signal()
    seen_changed = Signal()
    stepped = Signal(bool)

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._stage: Stage | None = None
        self._whole = (0.0, 0.0)
        self._begin, self._span, self._scrolled = 0.0, 3600.0, 0.0
        self.widthChanged.connect(self._settle)
        self.heightChanged.connect(self._settle)

    @virtual
    def paint(self, painter: QPainter) -> None:
        """Draw what is seen."""
        from facilitator_app.ui.paint import Canvas
        from facilitator_app.ui.paint_tools import Seen

        if self._stage is None or self.width() < 300:
            return
        seen = Seen(begin=self._begin, span=self._span, top=self._scrolled, width=self.width(), height=self.height())
        Canvas(painter, self._stage.scene, seen, self._colours, self.font()).paint(self._stage.moment)

    # ----------------------------------------------------------- properties
    @Property(QObject, notify=changed)
    def stage(self) -> QObject | None:
        """What is shown."""
        return self._stage

    @stage.setter  # type: ignore[no-redef]  # it has the name of what it sets
    def stage(self, stage: QObject | None) -> None:
        if isinstance(stage, Stage) and stage is not self._stage:
            self._stage = stage
            stage.changed.connect(self._scene_changed)
            self._scene_changed()
            self.changed.emit()

    @Property(float, notify=seen_changed)
    def begin(self) -> float:
        """The first moment seen, in seconds since 1970."""
        return self._begin

    @Property(float, notify=seen_changed)
    def span(self) -> float:
        """How many seconds are seen."""
        return self._span

    @Property(float, notify=seen_changed)
    def scrolled(self) -> float:
        """How far the lanes are scrolled down, in pixels."""
        return self._scrolled

    @Property(float, notify=seen_changed)
    def hidden(self) -> float:
        """How many pixels of lanes do not fit."""
        from facilitator_app.ui.paint import whole_height

        return max(0.0, whole_height(self._stage.scene, self.height()) - self.height()) if self._stage else 0.0

    @Property(bool, notify=seen_changed)
    def whole(self) -> bool:
        """Whether all of the session is seen."""
        return self._span >= self._whole[1] - 0.5

    # --------------------------------------------------------------- moving
    @Slot(float, float)
    def pan(self, right: float, down: float) -> None:
        """Move what is seen by pixels, as a finger drags it."""
        self._begin -= right / self._plot() * self._span
        self._scrolled -= down
        self._settle()

    @Slot(float, float)
    def zoom(self, factor: float, x: float) -> None:
        """Look ``factor`` times closer; what stands at ``x`` stays there (outside the lanes: the middle)."""
        from facilitator_app.ui.paint_tools import GUTTER

        place = (x - GUTTER) / self._plot()
        place = place if 0 <= place <= 1 else 0.5
        held = self._begin + place * self._span
        self._span = min(max(LEAST, self._span / max(0.01, factor)), self._whole[1])
        self._begin = held - place * self._span
        self._settle()

    @Slot()
    def see_all(self) -> None:
        """Show the whole session."""
        self._begin, self._span = self._whole
        self._settle()

    @Slot(int, result=bool)
    def press(self, key: int) -> bool:
        """Plus and minus zoom, Home shows all, N and P step through the entries; returns whether the key meant anything."""
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / 1.5 if key == Qt.Key.Key_Minus else 1.5, -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.see_all()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P):
            self.stepped.emit(key == Qt.Key.Key_N)
        else:
            return False
        return True

    @Slot(float)
    def reveal(self, moment: float) -> None:
        """Bring a moment into view when it is not."""
        if not self._begin <= moment <= self._begin + self._span:
            self._begin = moment - self._span / 2
            self._settle()

    @Slot(float, result=float)
    def moment_at(self, x: float) -> float:
        """The moment (seconds since 1970) at a place."""
        from facilitator_app.ui.paint_tools import GUTTER

        return self._begin + (x - GUTTER) / self._plot() * self._span

    @Slot(float, result=str)
    def lane_at(self, y: float) -> str:
        """The key of the person whose lane is at a height, or empty."""
        from facilitator_app.ui.paint import HEAD, lane_height

        if self._stage is None:
            return ""
        people = self._stage.scene.people
        high = lane_height(self._stage.scene, self.height())
        place = int((y - HEAD + self._scrolled) // high) if y >= HEAD else -1
        return people[place].key if 0 <= place < len(people) else ""

    @Slot(float, result=float)
    def seconds(self, pixels: float) -> float:
        """How long so many pixels are."""
        return pixels / self._plot() * self._span

    def _plot(self) -> float:
        from facilitator_app.ui.paint_tools import GUTTER

        return max(1.0, self.width() - GUTTER)

    @Slot()
    def _scene_changed(self) -> None:
        if self._stage is None:
            return
        scene = self._stage.scene
        edge = scene.length * EDGE
        whole = (scene.start - edge, scene.length + 2 * edge)
        if whole != self._whole:
            saw_all, self._whole = self.whole, whole
            if saw_all or scene.start > self._begin + self._span:
                self._begin, self._span = whole
        self._settle()

    @Slot()
    def _settle(self) -> None:
        """Keep what is seen within the session, and the last lane from leaving the bottom."""
        begin, length = self._whole
        self._span = min(self._span, max(LEAST, length))
        self._begin = min(max(self._begin, begin), begin + length - self._span) if length else self._begin
        self._scrolled = min(max(0.0, self._scrolled), self.hidden)
        self.update()
        self.seen_changed.emit()
