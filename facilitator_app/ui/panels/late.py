"""Sessions that are open beside the one on the screen: whoever is still there is not forgotten, and is one touch away.

Another session is written to only when it is on the screen itself, so it is read once and its checks are counted on; but
for an emergency of somebody who is still there, which is written with what was read.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from shiboken6 import isValid

from facilitator_app import session_ends
from facilitator_app.record.state import Person
from facilitator_app.session import Session
from facilitator_app.text import render
from facilitator_app.ui.late_marks import LateMark, late_marks
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class LateRow(NamedTuple):
    """Another session that is open, and who is still there."""

    scope: str
    title: str
    who: str


@QmlElement
@QmlUncreatable("made by the program")
class LatePanel(PanelView):
    """Looked up when a session comes onto the screen; nothing is written."""

    entered = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows = Rows(LateRow, self)
        self._marks = Rows(LateMark, self)
        self._others: tuple[Session, ...] = ()
        self._seen: Session | None = None

    @Property(Rows, constant=True)
    def sessions(self) -> Rows:
        """The others."""
        return self._rows

    @Property(Rows, constant=True)
    def marks(self) -> Rows:
        """Who is still there, with what is due of them: in sight whoever is chosen."""
        return self._marks

    def refresh(self) -> None:
        """A second has passed: count on, and look again when another session is on the screen."""
        session = self.desk.app.session
        if session is self._seen:
            self._count_on()
            return
        self._seen, self._others = session, ()
        self._rows.show([])
        self._count_on()
        if session is not None:
            self.desk.app.faults.spawn(self._look(session), "other open sessions")

    async def _look(self, session: Session) -> None:
        app = self.desk.app
        rows, others = [], []
        for scope in session_ends.beside(app.clinic_state(), session.scope):
            other = await app.read_session(scope)
            left = [person for person in other.state.in_seat_order if person.out is None]
            names = ", ".join(render("room_ui.whom", seat=one.seat, name=called(one, other.state)) for one in left)
            rows.append(LateRow(str(scope), other.state.title, names))
            others.append(other)
        if isValid(self) and app.session is session:
            self._rows.show(rows)
            self._others = tuple(others)
            self._count_on()

    def _count_on(self) -> None:
        others = [(str(one.scope), one.state) for one in self._others]
        self._marks.show(late_marks(others, self.desk.state.opened_at, self.desk.now))

    @property
    def sessions_beside(self) -> tuple[Session, ...]:
        """The others, as they were read."""
        return self._others

    @property
    def left(self) -> list[tuple[Session, Person]]:
        """Who is still there and not here too, each with the session that they are of."""
        here = self.desk.state.people
        return [
            (session, person)
            for session in self._others
            for person in session.state.in_seat_order
            if person.out is None and person.id not in here
        ]

    def session_of(self, person: UUID | None) -> Session | None:
        """The other session that somebody is still of."""
        return next((session for session, one in self.left if one.id == person), None)

    @Slot(str)
    def enter(self, scope: str) -> None:
        """Go there; this one stays open."""
        self.desk.app.faults.spawn(self.desk.app.enter_session(UUID(scope)), "enter a session")

    @Slot(str, str)
    def go_to(self, scope: str, person: str) -> None:
        """Go there, to this person."""
        self.desk.app.faults.spawn(self._go_to(UUID(scope), person), "enter a session")

    async def _go_to(self, scope: UUID, person: str) -> None:
        await self.desk.app.enter_session(scope)
        if isValid(self):  # or the room has gone meanwhile
            self.entered.emit(person)
