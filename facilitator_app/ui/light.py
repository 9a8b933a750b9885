"""How bright the window is: the room's level, two darker ones, one nearly black, and the office's light; and how it shows
things otherwise, which is kept.  Knows no screen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.appearance import Appearance
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

NEXT_LEVEL = {"room": "dim", "dim": "dark", "dark": "night", "night": "room", "light": "room"}
"""One step darker; from the darkest back to the room's level."""


@QmlElement
@QmlUncreatable("made by the program")
class Light(QObject):
    """The level, whose colours ``Theme.qml`` has, and the appearance, whose sizes it has."""

    level_changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = Appearance(app, self)
        self._level = "room"

    @Property(str, notify=level_changed)
    def level(self) -> str:
        """How bright: room, dim, dark, night or light (the office)."""
        return self._level

    @Property(Appearance, constant=True)
    def appearance(self) -> Appearance:
        """Language, size of text, hand."""
        return self._appearance

    @Slot()
    def dim(self) -> None:
        """One step darker; from the darkest back to the level of the room."""
        self.set_level(NEXT_LEVEL[self._level])

    @Slot(str)
    def set_level(self, level: str) -> None:
        """How bright it is to be."""
        self._level = level
        self.level_changed.emit()
