"""The emergency: one touch, no PIN.  An event clock, times of one touch, and the sheet for whoever comes.

It only writes and shows; it advises nothing.  What is written here is nobody's until somebody confirms it.  Of somebody who
is still of another open session it is written in that session's record, while the clock and the room stay this one's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Literal
from uuid import UUID

from shiboken6 import isValid

from facilitator_app.faults import Trouble
from facilitator_app.handoff.files import SHEETS, lay, unnamed
from facilitator_app.handoff.sheet import Sheet, compose, known_of
from facilitator_app.record.emergency import (
    JUST_BEGAN,
    EmergencyBegan,
    EmergencyEnded,
    EmergencyStep,
    SheetGiven,
    Step,
    begun_for_another,
)
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.looks import View
from facilitator_app.record.state import SessionState
from facilitator_app.session import Session
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.emergency_whom import chips
from facilitator_app.ui.panels.late import LatePanel
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

    def __init__(self, desk: Desk, late: LatePanel) -> None:
        super().__init__(desk)
        self._late = late
        self._whom: UUID | None = None
        self._begun: datetime | None = None
        self._shown: tuple[object, ...] = ()
        self._clock = ""
        self._sheet_open = False
        self._printed = ""
        self._printing = False
        self._turn = asyncio.Lock()  # lines of two records stand in the order of the touches

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
        there = self._state.emergency
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
        """Whom it may be about."""
        elsewhere = [(person, session.state) for session, person in self._late.left]
        return chips(self.desk.state, elsewhere, self._whom, self.desk.now)

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
        state = self._state
        person = state.people.get(self._whom) if self._whom else None
        if person is None:
            return None
        return compose(state, person, known_of(self.desk.app.clinic_state(), person.id), self.desk.now, catalogue())

    @property
    def _session(self) -> Session:
        """In whose record it is written: that of the one whom it is about."""
        return self._late.session_of(self._whom) or self.desk.session

    @property
    def _state(self) -> SessionState:
        there = self._late.session_of(self._whom)
        return there.state if there is not None else self.desk.state

    @Slot(bool)
    def show_sheet(self, shown: bool) -> None:
        """The sheet has the whole screen, or no more."""
        self._sheet_open = shown
        if shown and self._whom is not None:
            self.desk.app.looked(View.SHEET, [self._whom], self._session.scope)
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
        self.desk.app.faults.spawn(self._print(made, whom, self._session), "print the sheet")

    async def _print(self, made: Sheet, whom: UUID, session: Session) -> None:
        from facilitator_app.handoff import sheet_pdf  # with the setting program: only who prints waits for it

        try:
            page = await asyncio.to_thread(sheet_pdf.render, made, self.desk.now)
            said, how = "", "file"
            if sheet_pdf.has_printer():
                await self._note("printed", whom, session)
                how = await asyncio.to_thread(sheet_pdf.send_to_printer, page)
                said = render("emergency.printed")
            if how == "file":
                laid = await asyncio.to_thread(lay, self.desk.app.folder / SHEETS, unnamed("sheet", "pdf"), page)
                await self._note("file", whom, session)
                said = render("emergency.written", file=str(await asyncio.to_thread(laid.arrive)))
            self._say_printed(said)
        except Trouble:
            self._say_printed(render("emergency.not_printed"))
            raise
        finally:
            self._printing = False

    async def _note(self, how: Literal["printed", "file"], whom: UUID, session: Session) -> None:
        """On the record before it leaves; where that cannot be (a full disk), whoever came gets the sheet all the same."""
        line = session.write(SheetGiven(how=how), [whom], unclaimed=True)
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
        shown = (since, self._state.emergency, minute, self.people, self.sheet) if since else ()
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
        here = self._session is self.desk.session  # the touch that takes back is of the room's own record
        self._write(EmergencyStep(step=Step(step)), said if here else "")

    @Slot()
    def end(self) -> None:
        """It is over, also for whoever of another session it was about."""
        since = self._since()
        for session in self._late.sessions_beside:
            there = session.state.emergency
            if there is not None and since is not None and there.since >= since:
                self._tell(session, EmergencyEnded(), (there.person,) if there.person else ())
        self._begun = None
        self._sheet_open, self._printed = False, ""
        about = (self._whom,) if self._whom and self._session is self.desk.session else ()
        self._tell(self.desk.session, EmergencyEnded(), about)

    def _write(self, fact: Fact, said: str = "", done: Callable[[], None] | None = None) -> None:
        self._tell(self._session, fact, (self._whom,) if self._whom else (), said, done)

    def _tell(
        self,
        session: Session,
        fact: Fact,
        about: tuple[UUID, ...],
        said: str = "",
        done: Callable[[], None] | None = None,
    ) -> None:
        act = partial(self._unclaimed, session, fact, about)
        self.do(act, said, done or self.refresh, undo=bool(said), form=False, told=False)

    async def _unclaimed(
        self, session: Session, fact: Fact, about: tuple[UUID, ...], _: datetime | None
    ) -> tuple[Entry, ...]:
        async with self._turn:
            return await session.write(fact, about, unclaimed=True)

    def _bring_along(self) -> None:
        """Just begun, with somebody else's tile chosen: that it began is about the one for whom it is, in their record."""
        if self._whom is not None and self.on:
            bringing = self._brought(self.desk.session, self._late.sessions_beside)
            self.desk.app.faults.spawn(bringing, "bring the emergency along")
        self.refresh()

    async def _brought(self, here: Session, beside: tuple[Session, ...]) -> None:
        async with self._turn:
            for session in (*beside, here):
                if isValid(self):
                    await self._put_right(session, here)
        if isValid(self):
            self.refresh()

    async def _put_right(self, session: Session, here: Session) -> None:
        """That it began is told in ``session`` of the one whom it is for; of nobody in this one where they are of another."""
        now, since, theirs = self.desk.now, self._since(), self._late.session_of(self._whom) or here
        whom = self._whom if session is theirs else None
        line = begun_for_another(session.history, whom, now)
        if line is not None and (whom is not None or session is here):
            await session.move(line, whom, render("move.reason"))
        elif line is not None:
            await session.void(line, render("move.reason"))
        elif whom is not None and session is not here and session.state.emergency is None and since is not None:
            at = since if now - since <= JUST_BEGAN else None
            await session.write(EmergencyBegan(), [whom], at=at, unclaimed=True)
