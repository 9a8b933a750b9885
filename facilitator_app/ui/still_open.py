"""The session that goes on while another screen is shown: back into its room, or an emergency in it, by one touch."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    import asyncio

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class StillOpen(QObject):
    """The session that was entered, or, at home, the one begun last that is not closed."""

    changed = Signal()
    room_wanted = Signal()

    def __init__(self, app: App, entering: Form, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._entering = entering
        self._calls = False
        self.leaving: asyncio.Task[None] | None = None

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether there is one."""
        return self._which() is not None

    @Slot()
    def back(self) -> None:
        """Into the room."""
        self._enter(calls=False)

    @Slot()
    def emergency(self) -> None:
        """It is an emergency: into the room, and begin it there."""
        self._enter(calls=True)

    def arrived(self, view: QObject | None) -> None:
        """A screen is shown: in the room the emergency that was called begins."""
        from facilitator_app.ui.room import RoomView

        if self._calls and isinstance(view, RoomView):
            self._calls = False
            view.emergency.begin()

    def _enter(self, *, calls: bool) -> None:
        which = self._which()
        if which is not None:
            self._calls = calls
            self._entering.attempt(lambda: self._come_in(which), self.room_wanted.emit)

    async def _come_in(self, which: UUID) -> None:
        """Be in that session, also when it is just being left."""
        if self.leaving is not None:
            import asyncio

            await asyncio.wait([self.leaving])
        here = self._app.session
        if here is None or here.scope != which:
            await self._app.enter_session(which)

    def _which(self) -> UUID | None:
        here, clinic = self._app.session, self._app.clinic
        if here is not None and here.state.closed_at is None:
            return here.scope
        planned = [one for one in clinic.state.sessions.values() if one.ended_at is None] if clinic else []
        return max(planned, key=lambda one: one.planned_at).id if planned else None
