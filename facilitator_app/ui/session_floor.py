"""The floor of the session on the screen: who sits where now; who is put on another seat is moved in its record."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.readiness import StaysWithout
from facilitator_app.record.state import SessionState
from facilitator_app.session import Session
from facilitator_app.set_board import SetBoard
from facilitator_app.text import render
from facilitator_app.ui.floor_view import FloorView
from facilitator_app.ui.names import called
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class SessionFloor(QObject):
    """Follows the session that it is given.  ``stayed``: it was written that somebody takes no medicine."""

    changed = Signal()
    stayed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._session: Session | SetBoard | None = None
        self._asked = ""
        self._deaf: Callable[[], None] = lambda: None
        self._form = Form(app.faults, "a seat", (), self)
        self._plan = FloorView(app, self)
        self._plan.seated.connect(self.seat)

    @Property(FloorView, constant=True)
    def plan(self) -> FloorView:
        """The floor with who sits there."""
        return self._plan

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of a seat."""
        return self._form

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        """Whether somebody's seat is asked about."""
        return self._asked != ""

    @Property("QVariantList", notify=changed)
    def staying(self) -> list[dict[str, str]]:
        """Who stays and takes no medicine: id, and that they may take it after all."""
        state = self._session.state if self._session else SessionState()
        return [
            {"id": str(one.id), "text": f"{called(one, state)}: {render('readiness_ui.take')}"}
            for one in state.in_seat_order
            if one.out is None and one.stays_without
        ]

    @Slot(bool, str)
    def stay(self, without: bool, words: str) -> None:
        """Who is asked about stays and takes no medicine."""
        person, fact = self._asked, StaysWithout(holds=without, words=words.strip())
        if person:
            self._form.attempt(lambda: self._write(UUID(person), fact), self.stayed.emit)

    @Slot(str)
    def away(self, reason: str) -> None:
        """Who is asked about does not come to the session that is set."""
        person, board = self._asked, self._session
        if person and isinstance(board, SetBoard):
            self._form.attempt(lambda: board.away(UUID(person), reason.strip()), self.stayed.emit)

    @Slot(str)
    def take(self, person: str) -> None:
        """Somebody takes the medicine after all."""
        self._form.attempt(lambda: self._write(UUID(person), StaysWithout(holds=False)))

    def ask(self, person: str) -> None:
        """This one's seat is asked about, or nobody's: they go on the seat that is touched next."""
        self._asked = person
        self._form.clear()
        self._plan.choose("")
        self._plan.choose(person)
        self.changed.emit()

    def follow(self, session: Session | SetBoard | None) -> None:
        """This is the session now."""
        self._deaf()
        self._session = session
        self._deaf = session.listen(lambda _: self._look()) if session else lambda: None
        self._look()

    @Slot(str, int)
    def seat(self, person: str, seat: int) -> None:
        """Somebody moves to another seat."""
        self._form.attempt(lambda: self._sit(UUID(person), seat))

    async def _write(self, person: UUID, fact: StaysWithout) -> None:
        if self._session is None:
            raise Refusal("session.not_open")
        await self._session.write(fact, [person])

    async def _sit(self, person: UUID, seat: int) -> None:
        if self._session is None:
            raise Refusal("session.not_open")
        if isinstance(self._session, SetBoard):
            await self._session.seat(person, seat)
        else:
            await self._app.seat(self._session, seat, person)

    def _look(self) -> None:
        there = self._session.state.in_seat_order if self._session else ()
        programme = self._session.state.programme if self._session else None
        cap = programme.cap if programme else None
        self._plan.show({person.seat: person.id for person in there if person.out is None}, cap)
        self.changed.emit()
