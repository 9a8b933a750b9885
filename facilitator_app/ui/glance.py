"""The second window for a screen across the room: each tile from three metres.  Same tiles, same record, nothing to touch."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from facilitator_app.app import App
from facilitator_app.session import Session
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Glance(QObject):
    """Open or not, and the tiles, worked out anew each second while it is open."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = False
        self._tiles: Rows | None = None  # made when the window is first opened: the way in does not wait for it

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the window is open."""
        return self._open

    @Property(int, notify=changed)
    def screen(self) -> int:
        """Which of the machine's screens it fills; -1 where there is one only, and it is a window of its own."""
        return 1 if len(QGuiApplication.screens()) > 1 else -1

    @Property(Rows, notify=changed)
    def tiles(self) -> Rows | None:
        """Everybody, in seat order; nothing before the window was opened."""
        return self._tiles

    @Slot()
    def turn(self) -> None:
        """Open the window, or close it."""
        self._open = not self._open and self._app.session is not None
        self.look()
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Close the window."""
        self._open = False
        self.changed.emit()

    def look(self) -> None:
        """Show what is so now; without a session there is nothing to show."""
        session = self._app.session
        if self._open and session is None:
            self.close()
        if self._open and session is not None:
            self._show(session)

    def _show(self, session: Session) -> None:
        from facilitator_app.ui.erased_seats import of_session, with_erased
        from facilitator_app.ui.tile_set import tiles
        from facilitator_app.ui.tiles import Tile

        if self._tiles is None:
            self._tiles = Rows(Tile, self)
        there = tiles(session.state, self._app.clock.now(), ())
        self._tiles.show(with_erased(there, of_session(self._app, session.scope)))
