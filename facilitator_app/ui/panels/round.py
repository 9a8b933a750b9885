"""The vitals round: everybody in seat order, one set after the other.  A way through the vitals panel; writes nothing itself.

A set is saved when its last field is left; the next seat is one more touch, Enter, or its first figure.  Keys typed while a
set is being saved wait for it, so that none vanishes alone and no figure comes to stand in another's field.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.monitoring import asked_now, next_check, plan_of
from facilitator_app.record.state import Person
from facilitator_app.record.vitals import Measure
from facilitator_app.text import render
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.put_off import DeferralPanel
from facilitator_app.ui.panels.vitals import VitalsPanel
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


_ENTER = "\r"


class Stop(NamedTuple):
    """One seat of the round: ``mark`` is ``to_come``, ``saved`` or ``put_off``."""

    person: str
    seat: int
    mark: str
    here: bool
    spoken: str


@QmlElement
@QmlUncreatable("made by the program")
class VitalsRound(QObject):
    """Who has had their turn, who has it now, who is next."""

    changed = Signal()
    wanted = Signal(str)
    waited = Signal(str)
    """A key that waited for the set to be saved, to be taken as if typed now."""

    def __init__(self, desk: Desk, vitals: VitalsPanel, deferral: DeferralPanel) -> None:
        super().__init__(desk)
        self.vitals = vitals
        self.deferral = deferral
        self._desk = desk
        self._marks: dict[UUID, str] = {}
        self._had: dict[UUID, datetime] = {}  # when their turn was
        self._here: UUID | None = None
        self._ahead: list[str] = []  # keys typed while a set was being saved
        self._lost = ""  # figures that nobody's field could take
        self._owed = False  # the Enter that belongs to them is still to come
        self._other = False
        self._stops = Rows(Stop, self)
        vitals.saved.connect(lambda: self._done("saved"))
        vitals.told.connect(self._told)
        vitals.fields_changed.connect(self._turned)
        deferral.saved.connect(self._put_off)
        desk.chosen_changed.connect(self._chosen)

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def walking(self) -> bool:
        """A round was begun and is not over, and the panel is about somebody on it."""
        return self._here is not None

    @Property(bool, notify=changed)
    def begun(self) -> bool:
        """A round was begun and is not over."""
        return bool(self._marks)

    @Property(str, notify=changed)
    def place(self) -> str:
        """Where the round is, in words."""
        person = self._person(self._here)
        if person is None:
            return render("round.left", count=len(self._to_come()))
        order = list(self._marks)
        return render("round.place", place=order.index(person.id) + 1, count=len(order))

    @Property(str, notify=changed)
    def rests(self) -> str:
        """What became of this person's set, once it is on disk; empty while it is still to be typed."""
        mark = self._marks.get(self._here, "") if self._here else ""
        return render(f"round.{mark}") if mark in ("saved", "put_off") else ""

    @Property(str, notify=changed)
    def lost(self) -> str:
        """That figures were typed which nobody's field could take; empty while there were none."""
        return render("round.lost", typed=self._lost) if self._lost else ""

    @Property(str, notify=changed)
    def next_text(self) -> str:
        """The one touch that goes on."""
        person = self._person(self._next())
        if person is None:
            return render("round.over")
        return render("round.next", seat=person.seat, name=called(person, self._desk.state))

    @Property(Rows, constant=True)
    def stops(self) -> Rows:
        """Every seat of the round."""
        return self._stops

    @Property(bool, notify=changed)
    def other(self) -> bool:
        """A check is put off for a reason that is not one of the few."""
        return self._other

    # ------------------------------------------------------------ the way
    @Slot()
    def say_more(self) -> None:
        """The reason is another one."""
        self._other = True
        self.changed.emit()

    @Slot()
    def vitals_again(self) -> None:
        """Back from putting it off to the pad."""
        self.deferral.clear()
        self.vitals.turn("pad")

    @Slot()
    def begin(self) -> None:
        """Begin with the first seat, or go on with a round that was begun; who is due by now is to come, early or late."""
        self._look(lambda due, had: True)
        if not self._to_come():
            self._marks = {one: "to_come" for one in self._marks}
        first = self._next()
        if first is None:
            self.end()
        else:
            self.wanted.emit(str(first))

    @Slot()
    def onward(self) -> None:
        """To the next seat that has not had its turn; after the last one the round is over."""
        self._look(lambda due, had: due > had)  # what a set left out does not bring its seat round again
        following = self._next()
        if following is None:
            self.end()
        else:
            self.wanted.emit(str(following))

    def _look(self, again: Callable[[datetime, datetime], bool]) -> None:
        """Who sat down since is on the round too; whose check is due, ``again`` of the hour it fell due and of their turn, is
        to come.
        """
        desk, plan = self._desk, plan_of(self._desk.state)
        marks = self._marks
        there = [person for person in desk.state.in_seat_order if person.out is None or person.id in marks]
        self._marks = {person.id: marks.get(person.id, "to_come") for person in there}
        for person in there:
            due = next_check(person, plan, desk.now)
            if due is not None and due.due_at <= desk.now and again(due.due_at, self._had.get(person.id, due.due_at)):
                self._marks[person.id] = "to_come"

    @Slot()
    def end(self) -> None:
        """The round is over, or left off; what was saved stays."""
        self._marks, self._had, self._here = {}, {}, None
        self._forget()
        self.vitals.ask_for(Measure)
        self._show()

    def early(self, typed: str) -> bool:
        """Whether a key came where no field takes it: it waits for a set that is being saved, or is told as lost.

        After a saved set a figure opens the next seat, whose first field it then goes to.
        """
        if self.walking and self.vitals.saving:
            self._ahead.append(typed)
            return True
        if not self.rests:
            return False
        saved = self._here is not None and self._marks[self._here] == "saved"
        first = typed.isdecimal() or typed in ("/", "-")
        if saved and first and not self._lost and self._next() is not None:
            self.onward()
            return False
        self._lost, self._owed = self._lost + typed, True
        self.changed.emit()
        return True

    @Slot()
    def enter(self) -> None:
        """Enter: the next field; from the last one asked for the set is saved; from a saved set on to the next seat."""
        if self.walking and self.vitals.saving:
            if self._ahead != [_ENTER]:  # a key held down goes on once
                self._ahead.append(_ENTER)
        elif not self.rests:
            self.vitals.forward()
        elif self._owed:
            self._owed = False  # it ends figures that were lost, and goes with them
        else:
            self.onward()

    def _forget(self) -> None:
        self._ahead, self._lost, self._owed = [], "", False

    @Slot()
    def _put_off(self) -> None:
        self.vitals.turn("pad")
        self._done("put_off")

    def _done(self, mark: str) -> None:
        if self._here is None:
            return
        self._marks[self._here], self._had[self._here] = mark, self._desk.now
        ahead = self._ahead
        self._forget()
        self._show()
        for typed in ahead:
            if typed == _ENTER:
                self.enter()
            else:
                self.waited.emit(typed)

    @Slot()
    def _told(self) -> None:
        if (
            self.vitals.refusal or self.vitals.question
        ) and self._ahead:  # nobody is walked past a refusal or a question
            self._lost = "".join(self._ahead).replace(_ENTER, " ").strip()
            self._ahead = []
            self.changed.emit()

    @Slot()
    def _turned(self) -> None:
        if self.vitals.page == "put_off":
            self.deferral.refresh()  # what is due may have come meanwhile
            self.deferral.changed.emit()
            self.deferral.look()
        if self._other and self.vitals.page == "pad":
            self._other = False
            self.changed.emit()

    @Slot()
    def _chosen(self) -> None:
        person = self._desk.person
        self._here = person.id if person is not None and person.id in self._marks else None
        self._forget()
        self._ask(person if self._here else None)
        self._show()

    def _ask(self, person: Person | None) -> None:
        """A round takes what is due of a person, or nearly; where nothing is, all that the plan asks for at any time."""
        plan = plan_of(self._desk.state)
        if person is None or plan is None:
            self.vitals.ask_for(Measure)
            return
        everything = {measure for rule in plan.rules for measure in rule.measures}
        due = asked_now(person, plan, self._desk.now)
        self.vitals.ask_for(due or [measure for measure in Measure if measure in everything])

    def _to_come(self) -> list[UUID]:
        out = {person.id for person in self._desk.state.people.values() if person.out is not None}
        return [one for one, mark in self._marks.items() if mark == "to_come" and one not in out]

    def _next(self) -> UUID | None:
        """The next seat to come after this one, else the first that was passed over."""
        left, order = self._to_come(), list(self._marks)
        if self._here is not None:
            after = order[order.index(self._here) + 1 :]
            left = [one for one in after if one in left] + [one for one in left if one not in after]
            left = [one for one in left if one != self._here]
        return left[0] if left else None

    def _person(self, one: UUID | None) -> Person | None:
        return self._desk.state.people.get(one) if one else None

    def _show(self) -> None:
        stops = []
        for one, mark in self._marks.items():
            person = self._person(one)
            if person is not None:
                spoken = render("round.stop", seat=person.seat, mark=render(f"round.{mark}"))
                stops.append(Stop(str(one), person.seat, mark, one == self._here, spoken))
        self._stops.show(stops)
        self.changed.emit()
