"""The emergency: one touch, no PIN.  An event clock, times of one touch, and the sheet for whoever comes.

It only writes and shows; it advises nothing.  What is written here is nobody's until somebody confirms it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Literal
from uuid import UUID

from shiboken6 import isValid

from facilitator_app.faults import Trouble
from facilitator_app.handoff.files import SHEETS, lay, unnamed
from facilitator_app.handoff.sheet import Sheet, compose, known_of
from facilitator_app.record.emergency import (
    EmergencyBegan,
    EmergencyEnded,
    EmergencyStep,
    SheetGiven,
    Step,
    begun_for_another,
)
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.looks import View
from facilitator_app.record.state import Person
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.times import clock, said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class EmergencyPanel(PanelView):
    """While one is on, it has the whole room screen."""

    changed = Signal()
    clock_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._whom: UUID | None = None
        self._begun: datetime | None = None
        self._shown: tuple[object, ...] = ()
        self._clock = ""
        self._sheet_open = False
        self._printed = ""
        self._printing = False
        self._bringing = False

    @Property(bool, notify=changed)
    def on(self) -> bool:
        """An emergency was begun and is not over."""
        return self._since() is not None

    def _since(self) -> datetime | None:
        """When it began; the touch counts, also while the record cannot take the line."""
        there = self.desk.state.emergency
        return there.since if there else self._begun

    @Property(str, notify=clock_changed)
    def clock(self) -> str:
        """How long it has been on."""
        return self._clock

    @Property("QVariantList", notify=changed)
    def steps(self) -> list[dict[str, str]]:
        """What can be told by one touch, and when it was told last."""
        there = self.desk.state.emergency
        told = {done.step: done.at for done in there.steps} if there else {}
        rows = []
        for step in Step:
            at = told.get(step)
            when = ""
            if at is not None:
                local = f"{at.astimezone(self.desk.zone):%H:%M}"
                when = render("emergency.times", at=local, since=said(self.desk.now - at))
            rows.append({"key": step.value, "text": word(step), "when": when})
        return rows

    @Property("QVariantList", notify=changed)
    def people(self) -> list[dict[str, object]]:
        """Whom it may be about: everybody who is here, then who went out, the last of them first."""
        everybody = self.desk.state.in_seat_order
        here = [person for person in everybody if person.out is None]
        gone = {person.id: person.out.at for person in everybody if person.out is not None}
        left = sorted((one for one in everybody if one.id in gone), key=lambda one: gone[one.id], reverse=True)
        return [self._chip(person) for person in (*here, *left)]

    def _chip(self, person: Person) -> dict[str, object]:
        name = called(person, self.desk.state)
        if person.out is None:
            text = render("emergency.whom", seat=person.seat, name=name)
            unnamed = render("emergency.seat", seat=person.seat)
        else:  # still by the door, or waiting for who fetches them
            since = said(self.desk.now - person.out.at)
            text = render("emergency.gone", seat=person.seat, name=name, since=since)
            unnamed = render("emergency.gone_unnamed", seat=person.seat, since=since)
        return {"key": str(person.id), "text": text, "unnamed": unnamed, "chosen": person.id == self._whom}

    @Property("QVariantList", notify=changed)
    def sheet(self) -> list[dict[str, str]]:
        """What whoever comes asks for: age, allergies, medicines, doses with times, last vitals, whom to call, where."""
        made = self._composed()
        if made is None:
            return []
        name = {"key": "name", "label": render("emergency.name"), "text": made.name}
        return [name, *({"key": row.key, "label": row.label, "text": row.text} for row in made.rows)]

    @Property(bool, notify=changed)
    def sheet_open(self) -> bool:
        """Whether the sheet has the whole screen."""
        return self._sheet_open and self._whom is not None

    @Property(str, notify=changed)
    def printed(self) -> str:
        """What became of the sheet on paper, in words."""
        return self._printed

    def _composed(self) -> Sheet | None:
        person = self.desk.state.people.get(self._whom) if self._whom else None
        if person is None:
            return None
        return compose(
            self.desk.state, person, known_of(self.desk.app.clinic_state(), person.id), self.desk.now, catalogue()
        )

    @Slot(bool)
    def show_sheet(self, shown: bool) -> None:
        """The sheet has the whole screen, or no more."""
        self._sheet_open = shown
        if shown and self._whom is not None:
            self.desk.app.looked(View.SHEET, [self._whom], self.desk.session.scope)
        self.refresh()
        self.changed.emit()

    @Slot()
    def print_sheet(self) -> None:
        """Onto paper by the system's printer; where there is none, into a file whose place is named."""
        made, whom = self._composed(), self._whom
        if made is None or whom is None or self._printing:
            return
        self._printing = True
        self._say_printed(render("emergency.printing"))
        self.desk.app.faults.spawn(self._print(made, whom), "print the sheet")

    async def _print(self, made: Sheet, whom: UUID) -> None:
        from facilitator_app.handoff import sheet_pdf  # with the setting program: only who prints waits for it

        try:
            page = await asyncio.to_thread(sheet_pdf.render, made, self.desk.now)
            said, how = "", "file"
            if sheet_pdf.has_printer():
                await self._note("printed", whom)
                how = await asyncio.to_thread(sheet_pdf.send_to_printer, page)
                said = render("emergency.printed")
            if how == "file":
                laid = await asyncio.to_thread(lay, self.desk.app.folder / SHEETS, unnamed("sheet", "pdf"), page)
                await self._note("file", whom)
                said = render("emergency.written", file=str(await asyncio.to_thread(laid.arrive)))
            self._say_printed(said)
        except Trouble:
            self._say_printed(render("emergency.not_printed"))
            raise
        finally:
            self._printing = False

    async def _note(self, how: Literal["printed", "file"], whom: UUID) -> None:
        """On the record before it leaves; where that cannot be (a full disk), whoever came gets the sheet all the same."""
        line = self.desk.session.write(SheetGiven(how=how), [whom], unclaimed=True)
        await self.desk.app.faults.or_report(line, "print the sheet")

    def _say_printed(self, said: str) -> None:
        if isValid(self):
            self._printed = said
            self.changed.emit()

    def refresh(self) -> None:
        """A second has passed, or the record changed."""
        now, since = self.desk.now, self._since()
        told = clock(now - since) if since else ""
        if told != self._clock:
            self._clock = told
            self.clock_changed.emit()
        minute = int((now - since).total_seconds() // 60) if since else 0
        shown = (since, self.desk.state.emergency, minute, self.people, self.sheet)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot()
    def begin(self) -> None:
        """It is an emergency: the music goes, the clock runs, about the one person chosen if there is one."""
        self._whom = self.desk.person.id if self.desk.person else None
        if self.desk.app.deck is not None:
            self.desk.app.faults.spawn(self.desk.app.deck.emergency_fade(), "emergency fade", to_the_end=True)
        if not self.on:
            self._begun = self.desk.now
            self._write(EmergencyBegan(), done=self._bring_along)
        self.refresh()

    @Slot(str)
    def choose(self, person: str) -> None:
        """It is about this person."""
        self._whom = UUID(person)
        self._printed = ""
        self._bring_along()

    @Slot(str)
    def tell_step(self, step: str) -> None:
        """This was done, now."""
        whom = self.desk.whom([self._whom]) if self._whom else render("room_ui.the_room")
        said = render("room_ui.saved", whom=whom, what=word(Step(step)))
        self._write(EmergencyStep(step=Step(step)), said)

    @Slot()
    def end(self) -> None:
        """It is over."""
        self._begun = None
        self._sheet_open, self._printed = False, ""
        self._write(EmergencyEnded())

    def _write(self, fact: Fact, said: str = "", done: Callable[[], None] | None = None) -> None:
        about = (self._whom,) if self._whom else ()
        act = partial(self._unclaimed, fact, about)
        self.do(act, said, done or self.refresh, undo=bool(said), form=False, told=False)

    async def _unclaimed(self, fact: Fact, about: tuple[UUID, ...], _: datetime | None) -> tuple[Entry, ...]:
        return await self.desk.session.write(fact, about, unclaimed=True)

    def _bring_along(self) -> None:
        """Just begun, with somebody else's tile chosen: that it began is about the one for whom it is."""
        session, whom = self.desk.session, self._whom
        line = begun_for_another(session.history, whom, self.desk.now) if whom else None
        if line is not None and not self._bringing:
            self._bringing = True
            moving = session.move(line, whom, render("move.reason"))
            self.desk.app.faults.spawn(self._brought(moving), "bring the emergency along")
        self.refresh()

    async def _brought(self, moving: Awaitable[Entry]) -> None:
        try:
            await moving
        finally:
            self._bringing = False
        if isValid(self):
            self._bring_along()  # another may have been chosen meanwhile
