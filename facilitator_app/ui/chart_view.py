"""One person's chart in an emergency, for who has no right to it: asked for with a reason, on the record, then shown.

What is shown is what an ambulance would be told, and nothing that was said.  It closes by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from facilitator_app.faults import Refusal
from facilitator_app.record.looks import View
from facilitator_app.record.names import one_in_clinic
from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import catalogue, render
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.handoff.sheet import Sheet

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN_MS = 10 * 60 * 1000
"""So long a chart stays on the screen unless somebody closes it."""


@QmlElement
@QmlUncreatable("made by the program")
class ChartView(QObject):
    """``by_name``: under the veil, by somebody of whom nobody knows more than what they say; else by who is at the screen."""

    changed = Signal()
    opened = Signal()
    course_wanted = Signal(str)

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._is_open = self._by_name = False
        self._person: UUID | None = None
        self._sheet: Sheet | None = None
        self._half: tuple[UUID | None, bool] | None = None
        self._form = Form(app.faults, "a chart in an emergency", ("reason", "name", "person", "staff"), self)
        self._over = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._over.timeout.connect(self.close)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether it is asked for or shown."""
        return self._is_open

    @Property(bool, notify=changed)
    def by_name(self) -> bool:
        """Whether who asks has not shown who they are."""
        return self._by_name

    @Property(bool, notify=changed)
    def is_shown(self) -> bool:
        """Whether the chart is on the screen."""
        return self._sheet is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """What it is; whose, once it is shown or known."""
        if self._sheet is not None:
            return self._sheet.name
        known = self._app.clinic.state.participants if self._app.clinic else {}
        name = one_in_clinic(self._person, known) if self._person else ""
        return render("chart.title_of", name=name) if name else render("chart.title")

    @Property(str, notify=changed)
    def person(self) -> str:
        """Whose it is to be."""
        return str(self._person or "")

    @Property("QVariantList", notify=changed)
    def seats(self) -> list[dict[str, str]]:
        """Who is in the room, by seat alone: names are hidden."""
        session = self._app.session
        people = session.state.in_seat_order if session and self._by_name else ()
        return [{"key": str(one.id), "text": render("emergency.seat", seat=one.seat)} for one in people]

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, str]]:
        """Who of the team it may be who asks."""
        clinic = self._app.clinic
        there = [one for one in clinic.state.staff.values() if one.gone_at is None] if clinic else []
        rows = [{"key": str(one.id), "text": one.name} for one in sorted(there, key=lambda one: one.name.casefold())]
        return [*rows, {"key": "other", "text": render("chart.other")}]

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, str]]:
        """What the chart says: label and text."""
        return (
            [{"key": row.key, "label": row.label, "text": row.text} for row in self._sheet.rows] if self._sheet else []
        )

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def ask(self, person: str) -> None:
        """Who is at the screen has no right to this person's chart and may need it."""
        self._begin(UUID(person), by_name=False)

    @Slot()
    def ask_by_name(self) -> None:
        """Somebody who cannot show who they are may need the chart of somebody in the room."""
        if self._app.session is not None:
            self._begin(None, by_name=True)

    @Slot(str)
    def choose(self, person: str) -> None:
        """It is about this one."""
        self._person = UUID(person)
        self.changed.emit()

    @Slot(str, str, str)
    def show(self, staff: str, name: str, reason: str) -> None:
        """For this reason: on the record, then shown.  ``staff`` or a typed ``name``: who says they are asking."""
        self._form.attempt(lambda: self._show(staff, name.strip(), reason))

    @Slot()
    def course(self) -> None:
        """Read on in the person's course, which is open for an hour."""
        person = self.person
        self.close()
        self.course_wanted.emit(person)

    @Slot()
    def close(self) -> None:
        """Put it away."""
        self._over.stop()
        self._is_open, self._person, self._sheet, self._half = False, None, None, None
        self._form.clear()
        self.changed.emit()

    def put_aside(self) -> None:
        """Put away what is asked and not yet shown, for as long as something more urgent lasts: asked again, it is there."""
        half = (self._person, self._by_name) if self._is_open and self._sheet is None else None
        self.close()
        self._half = half

    # ------------------------------------------------------------ how
    def _begin(self, person: UUID | None, *, by_name: bool) -> None:
        half, self._half = self._half, None
        goes_on = half is not None and half[1] is by_name and person in (None, half[0])
        person = half[0] if half is not None and goes_on else person
        self._is_open, self._by_name, self._person, self._sheet = True, by_name, person, None
        self._form.clear()
        self.changed.emit()
        if not goes_on:
            self.opened.emit()

    async def _show(self, staff: str, name: str, reason: str) -> None:
        person, guard = self._person, self._app.oversight
        if person is None:
            raise Refusal("chart.whose", field="person")
        if self._by_name:
            member = next((m for m in self._app.clinic_state().staff.values() if str(m.id) == staff), None)
            if member is None and not name:
                raise Refusal("chart.who", field="name" if staff else "staff")
            await guard.emergency(person, reason, member.name if member else name, member.id if member else None)
        else:
            await guard.emergency(person, reason)
            self._app.looked(View.CHART, [person])
        sheet = await self._composed(person)
        if isValid(self) and person == self._person:
            self._sheet = sheet
            self._over.start()
            self.changed.emit()

    async def _composed(self, person: UUID) -> Sheet:
        from facilitator_app.handoff.sheet import compose, known_of  # when one is asked for: no room waits for it

        clinic, now = self._app.clinic_state(), self._app.clock.now()
        state = await self._latest(person) or SessionState(zone=clinic.zone)
        known = clinic.participants[person].told
        there = state.people.get(person)
        there = there or Person(id=person, seat=0, preferred_name=known.preferred_name, seated_at=now)
        return compose(state, there, known_of(clinic, person), now, catalogue())

    async def _latest(self, person: UUID) -> SessionState | None:
        """The session that they sit in, or the last that has something of theirs."""
        session, journal = self._app.session, self._app.journal
        if session is not None and person in session.state.people:
            return session.state
        there = self._app.clinic_state().sessions
        scopes = [scope for scope in await journal.scopes(person) if scope in there] if journal else []
        return (await self._app.read_session(scopes[-1])).state if scopes else None
