"""The veil: names and notes hidden while the room goes on, by a touch or because nobody touched anything for a while."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.unlock import Unlock

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Veil(QObject):
    """Down or not.  Whoever shows who they are lifts it and is at the screen."""

    changed = Signal()

    def __init__(self, unlock: Unlock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unlock = unlock
        self._is_down = False
        unlock.lifted.connect(self.lift)

    @Property(bool, notify=changed)
    def is_down(self) -> bool:
        """Whether names and notes are hidden."""
        return self._is_down

    @Slot()
    def drop(self) -> None:
        """Hide names and notes; tiles, clocks and music go on."""
        self._unlock.ask(another=False)
        self._set(True)

    @Slot()
    def another(self) -> None:
        """Somebody else takes the screen: the veil, which asks for them first."""
        self._unlock.ask(another=True)
        self._set(True)

    def lift(self) -> None:
        """Show names and notes again."""
        self._set(False)

    def _set(self, is_down: bool) -> None:
        self._is_down = is_down
        self.changed.emit()
