"""The session that goes on while another screen is shown: what cannot wait there, and back into its room by one touch.

A session that is not on the screen itself is written to by nobody: it is read once, and its minutes are counted on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.text import render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    import asyncio

    from facilitator_app.record.state import SessionState
    from facilitator_app.session import Session
    from facilitator_app.ui.rows import Rows
else:  # the first frame needs no rows: they are made with the bar
    Rows = QObject

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

WITHOUT_BAR = ("room", "unlock", "first_start", "starting")
"""Screens without the bar: the room tells it all itself, on the others there is no open record."""


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
        self._read: dict[UUID, Session] = {}
        self._reading: tuple[UUID, ...] = ()
        self._marks: Rows | None = None
        self._told = ""
        self.leaving: asyncio.Task[None] | None = None

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether there is one."""
        return self._which() is not None

    @Property(Rows, notify=changed)
    def marks(self) -> Rows | None:
        """What cannot wait in the open sessions, by seats without names; nothing before the bar was there."""
        return self._marks

    @Property(str, notify=changed)
    def told(self) -> str:
        """The bar in words, for whoever hears it."""
        return ". ".join((render("ui.open.about"), *([self._told] if self._told else [])))

    def look(self, screen: str) -> None:
        """A second has passed, the core changed, or another screen is shown."""
        which = () if screen in WITHOUT_BAR else self._all()
        here = self._app.session
        if here is not None and here.scope in which:
            self._read[here.scope] = here  # what is on its way to the disk while it is left counts as well
        self._read = {scope: session for scope, session in self._read.items() if scope in which}
        missing = tuple(scope for scope in which if scope not in self._read)
        if missing and missing != self._reading:
            self._app.faults.spawn(self._look_up(missing), "open sessions")
        self._reading = missing
        self._show([self._read[scope].state for scope in which if scope in self._read])

    async def _look_up(self, missing: tuple[UUID, ...]) -> None:
        found = {scope: await self._app.read_session(scope) for scope in missing}
        if isValid(self) and self._reading == missing:
            self._read |= found
            self._show([self._read[scope].state for scope in self._all() if scope in self._read])

    def _show(self, states: list[SessionState]) -> None:
        if not states and self._marks is None:
            return
        from facilitator_app.ui.open_marks import OpenMark, open_marks
        from facilitator_app.ui.rows import Rows

        marks = open_marks(states, self._app.clock.now())
        if self._marks is None:
            self._marks = Rows(OpenMark, self)
        self._marks.show(marks)
        told = ". ".join(mark.text for mark in marks)
        if told != self._told:
            self._told = told
            self.changed.emit()

    @Slot()
    def back(self) -> None:
        """Into the room."""
        self._enter(calls=False)

    @Slot()
    def emergency(self) -> None:
        """It is an emergency: into the room, and begin it there."""
        self._enter(calls=True)

    def veiled(self, screen: str) -> None:
        """Names were hidden on ``screen``: while a session is open its room takes the place, with its states and clocks."""
        if screen != "room":
            self._enter(calls=self._calls, veiled=True)

    def arrived(self, view: QObject | None) -> None:
        """A screen is shown: in the room the emergency that was called begins."""
        from facilitator_app.ui.room import RoomView

        if self._calls and isinstance(view, RoomView):
            self._calls = False
            view.emergency.begin()

    def in_emergency(self, screen: str, view: QObject | None) -> bool:
        """Whether an emergency is on in the room that is shown."""
        if screen != "room":
            return False
        from facilitator_app.ui.room import RoomView  # there it is known already

        return isinstance(view, RoomView) and view.emergency.on

    def _enter(self, *, calls: bool, veiled: bool = False) -> None:
        which = self._which()
        if which is not None:
            self._calls = calls
            self._entering.attempt(lambda: self._come_in(which, veiled), self.room_wanted.emit)

    async def _come_in(self, which: UUID, veiled: bool) -> None:
        """Be in that session, also when it is just being left."""
        if self.leaving is not None:
            import asyncio

            await asyncio.wait([self.leaving])
        here = self._app.session
        if here is None or here.scope != which:
            await self._app.enter_session(which, veiled=veiled)

    def _which(self) -> UUID | None:
        return next(iter(self._all()), None)

    def _all(self) -> tuple[UUID, ...]:
        """The open sessions: the one on the screen, then the one begun last before the others."""
        here, clinic = self._app.session, self._app.clinic
        planned = [one for one in clinic.state.sessions.values() if one.ended_at is None] if clinic else []
        scopes = [one.id for one in sorted(planned, key=lambda one: one.planned_at, reverse=True)]
        if here is not None and here.state.closed_at is None:
            return (here.scope, *(scope for scope in scopes if scope != here.scope))
        return tuple(scopes)
