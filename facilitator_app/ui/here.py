"""Who is here while a session runs: somebody late takes a seat, somebody moves to another, staff come and leave.

What may be is the core's to say.  Nobody is taken off a seat here: going out is a way out, in the room.
"""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.state import SessionState
from facilitator_app.session import Session
from facilitator_app.text import render
from facilitator_app.ui.names import called
from facilitator_app.ui.notices import Form
from facilitator_app.ui.offered import Offered
from facilitator_app.ui.people_found import PeopleFound, person_row
from facilitator_app.ui.team_rows import team_with_roles
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SEATS = 8


@QmlElement
@QmlUncreatable("made by the program")
class Here(QObject):
    """The sheet over the room.  ``seat`` is the seat the next touch is about; each touch is a line of the record."""

    changed = Signal()

    def __init__(self, app: App, found: PeopleFound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = False
        self._seat = 0
        self._offered = Offered(found, self)
        self._offered.changed.connect(self.changed)
        self._form = Form(app.faults, "who is here", (), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last act."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is shown."""
        return self._open

    @Property("QVariantList", notify=changed)
    def seats(self) -> list[dict[str, object]]:
        """The seats: number, who sits there, whether the next touch is about it."""
        state = self._state()
        sitting = {person.seat: person for person in state.people.values() if person.out is None}
        return [
            {
                "seat": seat,
                "name": called(sitting[seat], state) if seat in sitting else "",
                "person": str(sitting[seat].id) if seat in sitting else "",
                "next": seat == self._seat,
            }
            for seat in range(1, self._places() + 1)
        ]

    @Property("QVariantList", notify=changed)
    def coming(self) -> list[dict[str, object]]:
        """The clinic's people who are not in this session: in the room by name alone, unless two have the same."""
        found = self._offered.first(self._state().people)
        names = Counter(one.told.preferred_name for one in found)
        rows = [person_row(one) for one in found]
        return [row if names[str(row["name"])] > 1 else row | {"note": ""} for row in rows]

    @Property(Offered, constant=True)
    def offered(self) -> Offered:
        """Who is searched for."""
        return self._offered

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, object]]:
        """The team with who is in the room now."""
        staff = self._state().staff
        here = {str(member.id) for member in staff.values() if member.left is None}
        return [row | {"present": row["id"] in here} for row in team_with_roles(self._app)]

    @Property(str, notify=changed)
    def asked(self) -> str:
        """What the next touch does, in words."""
        name = self._sitting(self._seat)
        if name:
            return render("ui.here.moves", name=name)
        return render("ui.here.sits", seat=self._seat) if self._seat else render("ui.here.full")

    @Slot()
    def show(self) -> None:
        """Open the sheet on the first free seat."""
        if self._app.session is None or not self._app.session.state.is_open:
            return
        self._open = True
        self._offered.search("")
        self._form.clear()
        self._point()

    @Slot()
    def close(self) -> None:
        """Close it."""
        self._open = False
        self.changed.emit()

    @Slot(int)
    def touch_seat(self, seat: int) -> None:
        """Take up a seat; when the one taken up before has somebody and this one is free, they move here."""
        before, self._seat = self._seat, seat
        self._form.clear()
        mover = next((p.id for p in self._state().people.values() if p.seat == before and p.out is None), None)
        if mover is not None and not self._sitting(seat):
            self._form.attempt(lambda: self._app.seat(self._session(), seat, mover), self._point)
        self.changed.emit()

    @Slot(str)
    def seat(self, person: str) -> None:
        """Somebody who comes late takes the seat taken up."""
        self._form.attempt(lambda: self._seat_late(UUID(person)), self._point)

    @Slot(str, int)
    def put(self, person: str, seat: int) -> None:
        """Somebody who comes late, or sits elsewhere, was carried to a seat."""
        sits = self._state().people.get(UUID(person))
        if sits is None or sits.seat != seat:
            self._form.attempt(lambda: self._app.seat(self._session(), seat, UUID(person)), self._point)

    @Slot(str)
    def toggle_staff(self, staff: str) -> None:
        """Somebody of the team comes into the room, or leaves it."""
        self._form.attempt(lambda: self._come_or_go(UUID(staff)), self.changed.emit)

    async def _seat_late(self, person: UUID) -> None:
        if not self._seat:
            raise Refusal("ui.here.full")
        await self._app.seat(self._session(), self._seat, person)

    async def _come_or_go(self, staff: UUID) -> None:
        session = self._session()
        known = session.state.staff.get(staff)
        if known is not None and known.left is None:
            await session.write(room.StaffLeft(staff=staff))
            return
        who = self._app.clinic_state().staff[staff]
        await session.write(room.StaffPresent(staff=who.id, name=who.name, roles=who.roles))

    def _point(self) -> None:
        """To the first free seat."""
        free = (seat for seat in range(1, self._places() + 1) if not self._sitting(seat))
        self._seat = next(free, 0)
        self.changed.emit()

    def _sitting(self, seat: int) -> str:
        state = self._state()
        return next((called(one, state) for one in state.people.values() if one.seat == seat and one.out is None), "")

    def _places(self) -> int:
        programme = self._state().programme
        taken = max((person.seat for person in self._state().people.values()), default=0)
        return max(taken, programme.cap or SEATS) if programme else SEATS

    def _state(self) -> SessionState:
        return self._app.session.state if self._app.session else SessionState()

    def _session(self) -> Session:
        if self._app.session is None:
            raise Refusal("session.not_open")
        return self._app.session
