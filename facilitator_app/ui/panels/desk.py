"""What every panel works at: the session, whom the next act is about, for which moment, and what becomes of an act.

An act shows as saved only after its line is on disk.  A refusal is told at its field, trouble by the banner; both
leave what was typed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import text
from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.doses import Concern
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import Line
from facilitator_app.record.moves import asks, can_move
from facilitator_app.record.state import Person, SessionState
from facilitator_app.session import Session, Who
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.moment import HalfTyped, Moment
from facilitator_app.ui.panels.offers import UNDO, Offer, Offers
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.ui.panels.kept import Kept

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

Written = Entry | Sequence[Entry]
Act = Callable[[datetime | None], Awaitable[Written]]


def _leave() -> None:
    """Nothing was chosen for it."""


@QmlElement
@QmlUncreatable("made by the program")
class Desk(QObject):
    """The acts of the room.  ``chosen`` are the people the panels are about, in the order they were touched.

    ``move_asked``: a line is to move to a person, and something stands in its way there.
    """

    chosen_changed = Signal()
    undo_changed = Signal()
    moving_changed = Signal()
    record_changed = Signal()
    half_changed = Signal()
    move_asked = Signal(str, str)

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.moment_row = Moment(app.clock, lambda: self.zone, self)
        self.chosen: tuple[UUID, ...] = ()
        self.half: list[Kept] = []
        self._offers = Offers()

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

    def keep_half(self) -> None:
        """Have all that is half typed on disk now."""
        for kept in self.half:
            kept.keep()

    def look_for_half(self) -> None:
        """Another session is on the screen, or the first: bring back what stood half typed."""
        for kept in self.half:
            kept.look()

    def the_person(self) -> Person:
        """The one person; refuses when none is chosen."""
        if self.person is None:
            raise Refusal("room_ui.choose_somebody")
        return self.person

    def choose(self, people: Sequence[UUID]) -> None:
        """The panels are about these people from now on.  The moment goes back to now: it belonged to the others."""
        if tuple(people) != self.chosen:
            self.chosen = tuple(people)
            self.moment_row.forget()
            self.chosen_changed.emit()

    @Property(Moment, constant=True)
    def moment(self) -> Moment:
        """For which moment the next act is told."""
        return self.moment_row

    def whom(self, those: Sequence[UUID] | None = None) -> str:
        """Seat and name of those chosen, or of these, short."""
        people = [self.state.people[one] for one in those or self.chosen if one in self.state.people]
        if len(people) == 1:
            return text.render("room_ui.whom", seat=people[0].seat, name=called(people[0], self.state))
        seats = ", ".join(str(person.seat) for person in sorted(people, key=lambda person: person.seat))
        return text.render("room_ui.whom_several", count=len(people), seats=seats)

    async def write(
        self, act: Act, said: str, *, at: datetime | None = None, undo: bool | None = True, who: Who | None = None
    ) -> tuple[Entry, ...]:
        """Do an act for a moment (None: now); when it is on disk it can be undone, by the word that it was done with.

        What cannot be undone takes the offers before it away; None: the act has made its own.  ``who`` has shown by a PIN
        who they are and does it in the place of who is at the screen.
        """
        written = await act(at)
        entries = (written,) if isinstance(written, Entry) else tuple(written)
        if not isValid(self):
            return entries  # the room was left meanwhile; the line is on disk
        if undo is not None:
            then = text.render("room_ui.at_time", time=self.moment_row.told_at(at)) if at is not None else ""
            told = text.render("room_ui.saved_then", said=said, then=then) if said and then else said
            self._offer_undo(entries if undo else (), told, who=who)
        return entries

    def _offer_undo(
        self, entries: tuple[Entry, ...], said: str, moved: Entry | None = None, who: Who | None = None
    ) -> None:
        self._offers.add(Offer(tuple(entry.id for entry in entries), said, self.now + UNDO, moved, who))
        self._tell_offers()

    def let_go(self) -> None:
        """Nobody's PIN is good here any more: what was done by one is undone by nobody's touch."""
        self._offers.let_go()
        self._tell_offers()

    def _tell_offers(self) -> None:
        self.undo_changed.emit()
        self.moving_changed.emit()

    def others(self, person: UUID | None) -> list[dict[str, str]]:
        """The seats of everybody else: where a line filed for ``person`` may belong."""
        people = [one for one in self.state.in_seat_order if one.id != person]
        return [
            {
                "key": str(one.id),
                "seat": str(one.seat),
                "text": text.render("room_ui.whom", seat=one.seat, name=called(one, self.state)),
            }
            for one in people
        ]

    @property
    def _just_written(self) -> Line | None:
        """The one line that was just written, when it is one that can be moved."""
        session, newest = self.app.session, self._offers.newest
        line = session.history.line(newest.entries[0]) if session and newest and len(newest.entries) == 1 else None
        return line if can_move(line) else None

    @Property(bool, notify=undo_changed)
    def can_move(self) -> bool:
        """What was just saved is about one person, and there is somebody else it may be about."""
        line = self._just_written
        return line is not None and bool(self.others(line.first.participant))

    @Property("QVariantList", notify=moving_changed)  # not each second: a finger may be on one
    def seats(self) -> list[dict[str, str]]:
        """Whose it may be, once "wrong person" was touched; else nothing."""
        line = self._just_written
        return self.others(line.first.participant) if self._offers.choosing and line is not None else []

    @Slot()
    def wrong_person(self) -> None:
        """What was just saved is about somebody else: offer the seats, or no more."""
        self._offers.choose(self.now)
        self._tell_offers()

    @Slot(str)
    def move_to(self, person: str) -> None:
        """Move what was just saved to this person, or ask first for the reasons of what stands in its way there."""
        line = self._just_written
        waits = line is not None and self.asks_first(line.first.id, UUID(person))
        if waits:
            self._offers.choose(self.now)  # it can be undone as before
        elif line is not None:
            self._offers.drop()
        self._tell_offers()
        if line is not None and not waits:
            self.app.faults.spawn(self.move(line.first.id, UUID(person)), "move")

    def asks_first(self, target: UUID, to: UUID | None) -> bool:
        """Whether something stands in a line's way with that person: then its reasons are asked for."""
        waits = bool(asks(self.session.history, target, to, self.now))
        if waits:
            self.move_asked.emit(str(target), str(to))
        return waits

    async def move(self, target: UUID, to: UUID | None, reasons: Mapping[Concern, str] | None = None) -> Entry:
        """Move a line to another person; the move can be taken back by one touch."""
        first = self.session.history.entry(target)
        moved = await self.session.move(target, to, text.render("move.reason"), reasons)
        if isValid(self):
            whom = self.whom([to]) if to is not None else text.render("room_ui.the_room")
            self._offer_undo((moved,), text.render("move.done", whom=whom), first)
        return moved

    @Property(str, notify=undo_changed)
    def undo_text(self) -> str:
        """What was just saved and can be undone; empty when nothing can."""
        newest = self._offers.newest
        return newest.said if newest else ""

    def tick(self) -> None:
        """A second has passed."""
        self.moment_row.look()
        if self._offers.newest is None:
            return
        if self._offers.end(self.now):
            self.moving_changed.emit()
        self.undo_changed.emit()

    @Slot()
    def undo(self) -> None:
        """Withdraw the newest act, for everybody it was about; it stays readable as withdrawn."""
        act = self._offers.take(self.app.clock.monotonic())
        self._tell_offers()
        if act is None:
            return
        if act.moved is None:
            self.app.faults.spawn(self._void(act.entries, act.who), "undo")
        elif not self.asks_first(act.entries[0], act.moved.participant):
            self.app.faults.spawn(self.move(act.entries[0], act.moved.participant), "undo")

    async def _void(self, targets: Sequence[UUID], who: Who | None) -> None:
        line = self.session.history.line(targets[0])
        if line is None or line.voided is not None:
            return
        reason = text.render("room_ui.undone")
        if line.first.act is not None:
            await self.session.void_act(line.first.act, reason, who=who)
        else:
            await self.session.void(targets[0], reason, who=who)


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
        self,
        act: Act,
        said: str,
        done: Callable[[], None] = lambda: None,
        *,
        undo: bool | None = True,
        form: bool = True,
        of: HalfTyped | None = None,
        told: bool = True,
        who: Who | None = None,
    ) -> None:
        """Begin an act.  A form is saved once, however often it is touched meanwhile; of single touches none is lost.

        It is told for the moment of the form ``of`` which it is, else for the one that was chosen for the next act; what
        is not ``told`` for any moment leaves the row alone.  ``who``: by whose PIN.
        """
        if self._saving and form:
            return
        try:
            at, bring_back = self.desk.moment_row.take(of) if told else (None, _leave)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self._saving = True
        self.tell(None)
        writing = partial(self.desk.write, act, said, at=at, undo=undo, who=who)
        self.desk.app.faults.spawn(self._act(writing, done, bring_back), type(self).__name__)

    async def _act(
        self, write: Callable[[], Awaitable[object]], done: Callable[[], None], bring_back: Callable[[], None]
    ) -> None:
        try:
            await write()
        except (Refusal, Trouble) as fault:
            self._saving = False
            if isValid(self):
                bring_back()
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
