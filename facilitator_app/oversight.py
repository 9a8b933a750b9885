"""The writer of what guards the record: who may read, who looked, who got in by an emergency, who opens notes with whom.

Checks each line where it is written and has it on disk before what it allows is shown; a look is written behind the screen.
Knows no screen, no SQL and no key.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol
from uuid import UUID

from facilitator_app.clinic import Clinic
from facilitator_app.clock import Clock
from facilitator_app.faults import Faults, Listeners, Refusal, Trouble
from facilitator_app.record import free_text, looks, oversight
from facilitator_app.record.entry import Entry, Fact, new_id
from facilitator_app.record.history import History
from facilitator_app.record.looks import Lately, Looked, View
from facilitator_app.record.oversight import AccessRead, EmergencyAccess, Guarded, ReadingKept
from facilitator_app.record.process_notes import CustodiansNamed, NotesBegun, NotesLicensed, NotesOpened
from facilitator_app.record.roles import Act, whose_word, word_counts
from facilitator_app.record.state import SessionState
from facilitator_app.session import Who

OPEN_FOR = timedelta(hours=1)
"""So long a chart that was opened in an emergency stays open to who opened it."""

GOING_OUT = "going_out/"
"""Before the folders into which something is being written, among what is kept of this device."""

_ADMINISTRATORS = (ReadingKept, NotesLicensed, CustodiansNamed, AccessRead)


class Held(Protocol):
    """What the record on disk holds of a person."""

    @property
    def scopes(self) -> tuple[UUID, ...]:
        """Where there is a line about them."""
        ...


class Journal(Protocol):
    """What this writer asks of the record on disk."""

    async def lengths(self) -> dict[UUID, int]:
        """How many lines each scope has."""
        ...

    async def append(self, entries: Sequence[Entry], *, ends_draft: str | None = None) -> tuple[Entry, ...]:
        """Put the entries on disk in one transaction."""
        ...

    async def save_draft(self, key: str, text: str) -> None:
        """Keep a text of this device."""
        ...

    async def drop_draft(self, key: str) -> None:
        """Let it go."""
        ...

    async def drafts(self, prefix: str = "") -> dict[str, str]:
        """Those whose key begins so."""
        ...

    async def entries(self, scope: UUID) -> tuple[Entry, ...]:
        """The entries of a scope."""
        ...

    async def held_of(self, participant: UUID) -> Held | None:
        """What there is of a person, or None."""
        ...


class Oversight:
    """How one clinic's record is guarded.  ``read`` first; a session is checked by ``must_read``."""

    def __init__(self, clinic: Clinic, journal: Journal, clock: Clock, faults: Faults) -> None:
        self.clinic = clinic
        self.journal = journal
        self.clock = clock
        self.faults = faults
        self.scope = oversight.scope_of(clinic.scope)
        self._history: History[Guarded] | None = None
        self._lately = Lately()
        self._owed: list[Entry] = []
        self._granted: dict[tuple[UUID, UUID], datetime] = {}
        self._turn, self._looking = asyncio.Lock(), asyncio.Lock()
        self._listeners: Listeners[[]] = Listeners(faults, "oversight listener")

    @property
    def state(self) -> Guarded:
        """How the record is guarded, as far as it was read."""
        return self._history.state if self._history else Guarded()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after every change; returns how to stop."""
        return self._listeners.add(listener)

    async def read(self) -> Guarded:
        """Read the lines, once."""
        async with self._turn:
            await self._read()
        return self.state

    # ------------------------------------------------------------ who may read
    async def must_read(self, session: SessionState) -> None:
        """Refuse who is at the screen a session that is over and not theirs to read; an open room is for who comes to help."""
        if not self._may_read(await self.read(), session):
            raise Refusal("oversight.not_yours")

    async def must_open_chart(self, person: UUID, sessions: Iterable[SessionState]) -> None:
        """Refuse who is at the screen a person's course, but for a session of theirs or by an emergency within the hour."""
        state, were = await self.read(), tuple(sessions)
        there = any(self._may_read(state, one) for one in were)
        if were and not there and not self.is_granted(person):
            raise Refusal("oversight.not_yours")

    def _may_read(self, state: Guarded, session: SessionState) -> bool:
        who = self._who()
        return session.is_open or oversight.may_read(state, who.id, who.roles, session.staff)

    def is_granted(self, person: UUID) -> bool:
        """Whether who is at the screen opened this person's chart in an emergency within the hour."""
        until = self._granted.get((self._who().id, person))
        return until is not None and self.clock.now() < until

    async def emergency(self, person: UUID, reason: str, name: str = "", staff: UUID | None = None) -> Entry:
        """Open a person's chart in an emergency; on the record before it returns.

        By who is at the screen; or, with a ``name``, by somebody of whom nobody knows more than that they say so.
        """
        if person not in self.clinic.state.participants:
            raise Refusal("clinic.no_such_participant")
        who = None if name else self._who()
        by, called = (who.id, who.name) if who else (staff, name)
        fact = EmergencyAccess(staff=by, name=called, proven=who is not None, person=person, reason=reason.strip())
        entry = await self.write(fact, unclaimed=who is None)
        if who is not None:
            self._granted[who.id, person] = self.clock.now() + OPEN_FOR
        return entry

    # ------------------------------------------------------------ who looked
    def looked(self, view: View, people: Iterable[UUID], session: UUID | None = None) -> None:
        """Who is at the screen opens a view of these people: written behind it, once in ten minutes for each."""
        if self._owe(view, people, session):
            self.faults.spawn(self._write_looks(), "a look", to_the_end=True)

    @asynccontextmanager
    async def going_out(
        self, people: Iterable[UUID], session: UUID | None, view: View, folder: Path | None
    ) -> AsyncIterator[None]:
        """What is told of these people leaves on paper or as a file: that it does is on disk before it can.

        ``folder`` is where it goes: if this run is cut off in it, the next one sweeps there.  Raises Trouble when it cannot
        be written down; then nothing is to leave.
        """
        self._owe(view, people, session)
        await self.faults.finish(self._write_looks(), "a look")
        if folder is None:
            yield
            return
        key = f"{GOING_OUT}{folder}"
        await self.journal.save_draft(key, str(folder))
        try:
            yield
        finally:
            await self.faults.or_report(self.journal.drop_draft(key), "a file that left")

    def _owe(self, view: View, people: Iterable[UUID], session: UUID | None) -> bool:
        """A look that is to be written, if it is a new one."""
        who, now = self.clinic.at_screen, self.clock.now()
        fresh = self._lately.fresh(who.id if who else None, view, people, session, now)
        if fresh:
            fact = Looked(view=view, people=fresh, session=session)
            self._owed.append(self._line(fact, looks.scope_of(self.clinic.scope, now), who.id if who else None))
        return bool(fresh)

    async def looks(self, month: datetime) -> tuple[Entry, ...]:
        """The looks of the month that holds this moment, for an administrator; the latest first."""
        self._gate(Act.MANAGE_CLINIC)
        return tuple(reversed(await self.journal.entries(looks.scope_of(self.clinic.scope, month))))

    async def _write_looks(self) -> None:
        """Those that could not be written are owed until the next."""
        async with self._looking:
            owed, self._owed = self._owed, []
            try:
                if owed:
                    await self.journal.append(owed)
            except Trouble:
                self._owed = owed + self._owed
                raise

    # ------------------------------------------------------------ writing
    async def write(self, fact: Fact, *, unclaimed: bool = False) -> Entry:
        """Write a line, by who is at the screen or by nobody known; refused who may not."""
        if isinstance(fact, _ADMINISTRATORS):
            self._gate(Act.MANAGE_CLINIC)
        if isinstance(fact, NotesBegun):
            self._gate(Act.PROCESS_NOTE)
        if isinstance(fact, NotesOpened):
            self._who()
        free_text.check(fact)
        by = None if unclaimed else self._who().id
        return await self.faults.finish(self._one_at_a_time(fact, by), "oversight write")

    async def has_read(self, target: UUID) -> None:
        """The administrator at the screen has read of what happened."""
        if target in {event.id for event in (await self.read()).unread}:
            await self.write(AccessRead(target=target))

    async def _one_at_a_time(self, fact: Fact, by: UUID | None) -> Entry:
        async with self._turn:
            history = await self._read()
            (written,) = await self.journal.append([self._line(fact, self.scope, by)])
            history.add(written)
        self._listeners.tell()
        return written

    async def _read(self) -> History[Guarded]:
        if self._history is None:
            self._history = History(Guarded(), oversight.apply, await self.journal.entries(self.scope))
        return self._history

    def _line(self, fact: Fact, scope: UUID, by: UUID | None) -> Entry:
        now = self.clock.now()
        return Entry(
            id=new_id(now), scope=scope, observed_at=now, recorded_at=now, fact=fact, done_by=by, recorded_by=by
        )

    def _gate(self, act: Act) -> None:
        if not word_counts(self._who().roles, act):
            raise Refusal("session.not_your_word", act=act.value, roles=tuple(role.value for role in whose_word(act)))

    def _who(self) -> Who:
        if self.clinic.at_screen is None:
            raise Refusal("app.locked")
        return self.clinic.at_screen
