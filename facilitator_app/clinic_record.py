"""How a line of the clinic's own record is written: whose word it is, one at a time, on disk, then told.

Knows which act each kind is; what the commands are, and what they refuse, is the clinic's (``clinic``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import beforehand, keeping, prescribing
from facilitator_app.clock import Clock
from facilitator_app.faults import Faults, Listeners, Refusal
from facilitator_app.record import free_text, people
from facilitator_app.record.changes import Voided
from facilitator_app.record.circle import RulesKept
from facilitator_app.record.clinic import (
    ClinicMade,
    ClinicState,
    ParticipantAdded,
    PlanSigned,
    ProgrammeKept,
    SessionEnded,
    SessionPlanned,
    StaffAdded,
    apply,
    fold,
    growing,
)
from facilitator_app.record.emergency import AddressTold
from facilitator_app.record.entry import Entry, Fact, Part, UnknownFact, new_id, utc
from facilitator_app.record.history import History
from facilitator_app.record.integration import AfterKept, AfterOver
from facilitator_app.record.leaving import LeavingListKept
from facilitator_app.record.release import Part2Kept
from facilitator_app.record.retention import PersonErased
from facilitator_app.record.roles import Act, Role, word_counts
from facilitator_app.record.same_person import ids_of
from facilitator_app.session import Journal, Who, Write

_ACTS: Mapping[type, Act] = {
    ClinicMade: Act.MANAGE_CLINIC,
    StaffAdded: Act.MANAGE_CLINIC,
    ProgrammeKept: Act.MANAGE_CLINIC,
    ParticipantAdded: Act.MANAGE_PEOPLE,
    people.PersonTold: Act.MANAGE_PEOPLE,
    people.StaffTold: Act.MANAGE_CLINIC,
    people.StaffGone: Act.MANAGE_CLINIC,
    people.StaffBack: Act.MANAGE_CLINIC,
    people.AccessEnded: Act.MANAGE_CLINIC,
    people.AccessGiven: Act.MANAGE_CLINIC,
    PlanSigned: Act.SIGN_PLAN,
    LeavingListKept: Act.SIGN_PLAN,
    RulesKept: Act.MANAGE_PEOPLE,
    AddressTold: Act.MANAGE_CLINIC,
    AfterKept: Act.MANAGE_PEOPLE,
    AfterOver: Act.MANAGE_PEOPLE,
    Part2Kept: Act.MANAGE_CLINIC,
    SessionPlanned: Act.MANAGE_PEOPLE,
    SessionEnded: Act.RUN_SESSION,
    **beforehand.ACTS,
    **keeping.ACTS,
}


class ClinicJournal(Journal, Protocol):
    """What the clinic asks of the record on disk."""

    async def entries(self, scope: UUID) -> tuple[Entry, ...]:
        """The entries of a scope, everybody under one id."""
        ...


class ClinicRecord:
    """The lines of the clinic and what they come to."""

    def __init__(
        self, scope: UUID, journal: ClinicJournal, clock: Clock, faults: Faults, entries: Iterable[Entry] = ()
    ) -> None:
        self.scope = scope
        self.history: History[ClinicState] = History(ClinicState(), apply, entries, fold)
        self.at_screen: Who | None = None
        self._journal = journal
        self._clock = clock
        self._faults = faults
        self._turn = asyncio.Lock()
        self._listeners: Listeners[[]] = Listeners(faults, "clinic listener")

    @property
    def state(self) -> ClinicState:
        """What the clinic's entries come to."""
        return self.history.state

    @property
    def today(self) -> date:
        """The day in the clinic's zone."""
        return self._clock.now().astimezone(ZoneInfo(self.state.zone)).date()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after every change; returns how to stop."""
        return self._listeners.add(listener)

    @property
    def now(self) -> datetime:
        """The moment a line written now would have."""
        return self._clock.now()

    async def write(self, parts: Sequence[Part], *, along: Sequence[Entry] = ()) -> tuple[Entry, ...]:
        """Write lines of groups, preparation and questionnaires as one act in one transaction, each about whom, when and
        by whom it says, with what they bring with them and lines of another scope ``along``; returns all.

        Raises Refusal when one may not be written; then none is.
        """
        parts = (*parts, *beforehand.along(self.history, parts))
        return await self._faults.finish(self._one_at_a_time(parts, along=along), "clinic write")

    async def note(
        self,
        fact: Fact,
        about: UUID | None = None,
        *,
        last_care: date | None = None,
        put: Write | None = None,
        gate: bool = True,
    ) -> Entry:
        """Write one fact of what the clinic keeps of people (``keeping``), whose ``last_care`` was then.

        ``put`` puts it on disk, instead of the journal, for who has more to do in the same transaction.  Without ``gate``
        nobody is asked: what was decided before is done once more.
        """

        def may(state: ClinicState) -> None:
            keeping.check(state, fact, about, last_care, self.today)

        work = self._one_at_a_time([Part(fact=fact, about=about)], gate=gate, put=put, may=may)
        return (await self._faults.finish(work, "clinic write"))[0]

    async def take_along(self, lines: Sequence[Entry], along: Sequence[Entry], put: Write) -> tuple[Entry, ...]:
        """Take in lines that others ``along`` bring with them, of a session, where it was asked whose word they are; all of
        them are ``put`` on disk in one transaction.  Returns the latter."""
        async with self._turn:
            written = await put([*lines, *along])
            self.history.add_all(written[: len(lines)])
        self._listeners.tell()
        return written[len(lines) :]

    async def _act(
        self, facts: Sequence[tuple[Fact, UUID | None]], *, gate: bool = True, along: Sequence[Entry] = ()
    ) -> tuple[Entry, ...]:
        """Write the facts, and lines of another scope ``along`` with them; returns the latter."""
        parts = [Part(fact=fact, about=person) for fact, person in facts]
        written = await self._faults.finish(self._one_at_a_time(parts, gate=gate, along=along), "clinic write")
        return written[len(facts) :]

    async def _one_at_a_time(
        self,
        parts: Sequence[Part],
        *,
        gate: bool = True,
        along: Sequence[Entry] = (),
        put: Write | None = None,
        may: Callable[[ClinicState], None] | None = None,
    ) -> tuple[Entry, ...]:
        async with self._turn:
            lines = self._lines(parts)
            if gate:
                _check(self.history, lines, self.at_screen.roles if self.at_screen else (), self._clock.now())
            if gate and may is not None:
                may(self.state)
            written = await (put or self._journal.append)([*lines, *along])
            self.history.add_all(written[: len(lines)])
            await self._look_back(written[: len(lines)])
        self._listeners.tell()
        return written

    async def _look_back(self, written: Sequence[Entry]) -> None:
        """Take in what changes how the lines before are read: two entries are one person, or two again; somebody is gone."""
        for entry in written:
            if isinstance(entry.fact, PersonErased):
                self._let_go(ids_of(self.state.same, entry.fact.person))
            if isinstance(entry.fact, people.SamePerson) or self._parts(entry.fact):
                self.history = History(ClinicState(), apply, await self._journal.entries(self.scope), fold)

    def _parts(self, fact: Fact | UnknownFact) -> bool:
        first = self.history.entry(fact.target) if isinstance(fact, Voided) else None
        return first is not None and isinstance(first.fact, people.SamePerson)

    def _let_go(self, ids: Collection[UUID]) -> None:
        """Nothing about a person who was erased stays in memory."""
        left = [entry for entry in self.history.entries if entry.participant not in ids]
        self.history = History(ClinicState(), apply, left, fold)

    def _lines(self, parts: Sequence[Part]) -> list[Entry]:
        now = self._clock.now()
        by = self.at_screen.id if self.at_screen else None
        act = new_id(now) if len(parts) > 1 else None
        return [
            Entry(
                id=part.id or new_id(now),
                scope=self.scope,
                observed_at=utc(part.at) if part.at else now,
                recorded_at=now,
                fact=prescribing.bound(self.state, part),
                done_by=part.by or by,
                recorded_by=by,
                participant=part.about,
                act=act,
            )
            for part in parts
        ]


def _check(history: History[ClinicState], lines: Sequence[Entry], roles: Sequence[Role], now: datetime) -> None:
    """Refuse what may not be written, each line in the state after those before it."""
    state = growing(history.state) if len(lines) > 1 else history.state
    for entry in lines:
        act = _ACTS[type(entry.fact)]
        if not word_counts(roles, act):
            raise Refusal("session.not_your_word", act=act.value)
        free_text.check(entry.fact)
        beforehand.check(beforehand.Told(state=state, history=history, entry=entry, along=lines, roles=roles, now=now))
        state = apply(state, entry)
