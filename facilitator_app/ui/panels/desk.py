"""What every panel works at: the session, whom the next act is about, for which moment, and what becomes of an act.

An act shows as saved only after its line is on disk.  A refusal is told at its field, trouble by the banner; both
leave what was typed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import text
from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.entry import Entry
from facilitator_app.record.state import Person, SessionState
from facilitator_app.session import Session
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.moment import Moment
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

UNDO = timedelta(seconds=10)
"""How long an act can be undone by one touch; afterwards it is amended or withdrawn with a reason."""

Written = Entry | Sequence[Entry]
Act = Callable[[datetime | None], Awaitable[Written]]


@QmlElement
@QmlUncreatable("made by the program")
class Desk(QObject):
    """The acts of the room.  ``chosen`` are the people the panels are about, in the order they were touched."""

    chosen_changed = Signal()
    undo_changed = Signal()
    record_changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.moment_row = Moment(app.clock, lambda: self.zone, self)
        self.chosen: tuple[UUID, ...] = ()
        self._undoable: tuple[UUID, ...] = ()
        self._undo_text = ""
        self._undo_until: datetime | None = None

    @property
    def session(self) -> Session:
        """The session on screen; refuses when there is none."""
        if self.app.session is None:
            raise Refusal("session.not_open")
        return self.app.session

    @property
    def state(self) -> SessionState:
        """What the session's entries come to; empty while there is none."""
        return self.app.session.state if self.app.session else SessionState()

    @property
    def zone(self) -> ZoneInfo:
        """The room's time zone."""
        return ZoneInfo(self.state.zone)

    @property
    def now(self) -> datetime:
        """Now, by the app's clock."""
        return self.app.clock.now()

    @property
    def person(self) -> Person | None:
        """The one person the panel is about, or None when it is nobody or several."""
        return self.state.people.get(self.chosen[0]) if len(self.chosen) == 1 else None

    def the_person(self) -> Person:
        """The one person; refuses when none is chosen."""
        if self.person is None:
            raise Refusal("room_ui.choose_somebody")
        return self.person

    def choose(self, people: Sequence[UUID]) -> None:
        """The panels are about these people from now on.  The moment goes back to now: it belonged to the others."""
        if tuple(people) != self.chosen:
            self.chosen = tuple(people)
            self.moment_row.back_to_now()
            self.chosen_changed.emit()

    @Property(Moment, constant=True)
    def moment(self) -> Moment:
        """For which moment the next act is told."""
        return self.moment_row

    def whom(self) -> str:
        """Seat and name of those chosen, short."""
        people = [self.state.people[one] for one in self.chosen if one in self.state.people]
        if len(people) == 1:
            return text.render("room_ui.whom", seat=people[0].seat, name=called(people[0], self.state))
        seats = ", ".join(str(person.seat) for person in sorted(people, key=lambda person: person.seat))
        return text.render("room_ui.whom_several", count=len(people), seats=seats)

    async def write(self, act: Act, said: str, *, undo: bool = True) -> tuple[Entry, ...]:
        """Do an act for the chosen moment; when it is on disk it can be undone and the moment is now again."""
        at, bring_back = self.moment_row.take()
        try:
            written = await act(at)
        except (Refusal, Trouble):
            if isValid(self):
                bring_back()
            raise
        entries = (written,) if isinstance(written, Entry) else tuple(written)
        if not isValid(self):
            return entries  # the room was left meanwhile; the line is on disk
        self._offer_undo(entries if undo else (), said)  # what cannot be undone takes the offer before it away
        return entries

    def _offer_undo(self, entries: tuple[Entry, ...], said: str) -> None:
        self._undoable = tuple(entry.id for entry in entries)
        self._undo_text = said
        self._undo_until = self.now + UNDO
        self.undo_changed.emit()

    @Property(str, notify=undo_changed)
    def undo_text(self) -> str:
        """What was just saved and can be undone; empty when nothing can."""
        return self._undo_text if self._undoable else ""

    def tick(self) -> None:
        """A second has passed."""
        if not self._undoable:
            return
        if self._undo_until is None or self.now >= self._undo_until:
            self._undoable = ()
        self.undo_changed.emit()

    @Slot()
    def undo(self) -> None:
        """Withdraw the act just made, for everybody it was about; it stays readable as withdrawn."""
        targets, self._undoable = self._undoable, ()
        self.undo_changed.emit()
        if targets:
            self.app.faults.spawn(self._void(targets), "undo")

    async def _void(self, targets: Sequence[UUID]) -> None:
        line = self.session.history.line(targets[0])
        if line is None or line.voided is not None:
            return
        reason = text.render("room_ui.undone")
        if line.first.act is not None:
            await self.session.void_act(line.first.act, reason)
        else:
            await self.session.void(targets[0], reason)


@QmlElement
@QmlUncreatable("made by the program")
class PanelView(QObject):
    """What the panels share: one act at a time, its refusal at its field, whether it is saved."""

    told = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self._refusal = ""
        self._field = ""
        self._saving = False

    @Property(str, notify=told)
    def refusal(self) -> str:
        """Why the last act was refused, in words; empty when it was not."""
        return self._refusal

    @Property(str, notify=told)
    def refused_field(self) -> str:
        """The field the refusal belongs to, empty when it is no field's."""
        return self._field

    @Property(bool, notify=told)
    def saving(self) -> bool:
        """An act is on its way to the disk."""
        return self._saving

    def tell(self, refusal: Refusal | None) -> None:
        """Show a refusal at its field, or that there is none any more."""
        self._refusal = text.say(refusal) if refusal else ""
        self._field = refusal.field if refusal else ""
        self.told.emit()

    def do(
        self, act: Act, said: str, done: Callable[[], None] = lambda: None, *, undo: bool = True, form: bool = True
    ) -> None:
        """Begin an act.  A form is saved once, however often it is touched meanwhile; of single touches none is lost."""
        if self._saving and form:
            return
        self._saving = True
        self.tell(None)
        self.desk.app.faults.spawn(self._act(act, said, done, undo), type(self).__name__)

    async def _act(self, act: Act, said: str, done: Callable[[], None], undo: bool) -> None:
        try:
            await self.desk.write(act, said, undo=undo)
        except (Refusal, Trouble) as fault:
            self._saving = False
            if isValid(self) and isinstance(fault, Refusal):
                self.refused(fault)
                return
            if isValid(self):
                self.tell(Refusal("room_ui.not_saved"))
            raise
        self._saving = False
        if isValid(self):
            self.told.emit()
            done()

    def refused(self, refusal: Refusal) -> None:
        """The act was refused; a panel with questions looks at it first."""
        self.tell(refusal)
