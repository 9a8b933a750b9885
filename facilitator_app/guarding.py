"""How the app guards an open record: who may read, who looked, the notes of who is at the screen.  Made when first needed."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from facilitator_app.faults import Faults, Refusal

if TYPE_CHECKING:
    from facilitator_app.clinic import Clinic
    from facilitator_app.clock import Clock
    from facilitator_app.door import Door, Inside
    from facilitator_app.oversight import Journal, Oversight
    from facilitator_app.process_notes import ProcessNotes
    from facilitator_app.record.entry import Entry
    from facilitator_app.record.looks import View
    from facilitator_app.session import Session


class Guarding(ABC):
    """The part of the app that stands between an open record and who reads in it."""

    clock: Clock
    faults: Faults
    door: Door
    folder: Path
    clinic: Clinic | None
    journal: Journal | None
    _guard: tuple[Oversight, ProcessNotes] | None = None

    @property
    def oversight(self) -> Oversight:
        """Who may read, who looked, who got in by an emergency.  Raises Refusal app.locked."""
        return self._guards()[0]

    @property
    def process_notes(self) -> ProcessNotes:
        """Process notes.  Raises Refusal app.locked."""
        return self._guards()[1]

    def looked(self, view: View, people: Iterable[UUID], session: UUID | None = None) -> None:
        """Who is at the screen opens a view of these people: written behind it, and no reason to wait."""
        if self.clinic is not None:
            self.oversight.looked(view, people, session)

    @contextlib.asynccontextmanager
    async def going_out(
        self,
        people: Iterable[UUID],
        session: UUID | None = None,
        *,
        view: View | None = None,
        folder: Path | None = None,
    ) -> AsyncIterator[None]:
        """What is told of these people leaves: on the record first, as a look (an export, or ``view``)."""
        from facilitator_app.record.looks import View

        async with self.oversight.going_out(people, session, view or View.EXPORT, folder):
            yield

    async def sweep_outside(self) -> None:
        """Remove what an earlier run was cut off in writing; a folder that is not there now is looked into the next time."""
        import asyncio

        from facilitator_app.handoff.files import SHEETS, sweep
        from facilitator_app.oversight import GOING_OUT

        await asyncio.to_thread(sweep, self.folder / SHEETS)
        journal = self.journal
        if journal is not None:
            for key, folder in (await journal.drafts(GOING_OUT)).items():
                if await asyncio.to_thread(sweep, Path(folder)):
                    await journal.drop_draft(key)

    @abstractmethod
    def take(self, inside: Inside) -> None:
        """The record is open."""

    async def unlock_with_recovery(self, code: str) -> None:
        """Open the record with the code on paper, as the account it was printed for; that it was used is written down."""
        from facilitator_app.record.oversight import CodeUsed

        self.take(await self.door.come_in_with_recovery(code))
        await self.faults.or_report(self.oversight.write(CodeUsed()), "oversight")

    @abstractmethod
    async def read_session(self, scope: UUID) -> Session:
        """A session to read, whoever asks."""

    async def read_own(self, scope: UUID) -> Session:
        """A session to read for who is at the screen; refused when it is not theirs to read."""
        session = await self.read_session(scope)
        await self.oversight.must_read(session.state)
        return session

    async def lengths(self) -> dict[UUID, int]:
        """How many lines each session has; nothing where reading is limited, and each has to be asked for anew."""
        if self.journal is None or (await self.oversight.read()).limited:
            return {}
        return await self.journal.lengths()

    async def must_open_chart(self, person: UUID) -> None:
        """Refuse who is at the screen what is kept of a person; it is theirs as the person's course is.

        Every session is asked that has a line about them, one without a word or a dose too.
        """
        if not (await self.oversight.read()).limited or self.clinic is None or self.journal is None:
            return  # a locked record has refused before
        held, there = await self.journal.held_of(person), self.clinic.state.sessions
        sessions = [await self.read_session(scope) for scope in (held.scopes if held else ()) if scope in there]
        await self.oversight.must_open_chart(person, [session.state for session in sessions])

    async def must_open_before(self, person: UUID) -> None:
        """The same for what was told before sessions, which is for whoever prepares this person, too.

        Who reads no courses (who is administrator alone) reads of it what they wrote, and begins it for who has none yet.
        """
        from facilitator_app.record.preparation import KINDS as PREPARING
        from facilitator_app.record.questionnaires import KINDS as SCORING
        from facilitator_app.record.roles import Act, word_counts

        here = self.clinic.at_screen if self.clinic is not None else None
        about = self.clinic.history.about(person) if self.clinic is not None else ()
        told = [entry for entry in about if isinstance(entry.fact, (*PREPARING, *SCORING))]
        if here is not None and any(here.id in (entry.done_by, entry.recorded_by) for entry in told):
            return
        reads = here is not None and word_counts(here.roles, Act.READ_COURSE)
        if told and not reads and not self.oversight.is_granted(person):
            raise Refusal("oversight.not_yours")
        await self.must_open_chart(person)

    async def readable(self, lines: Sequence[Entry]) -> tuple[Entry, ...]:
        """Those of the lines that who is at the screen may read, where reading is limited."""
        if not (await self.oversight.read()).limited:
            return tuple(lines)
        mine = set()
        for scope in {line.scope for line in lines}:
            with contextlib.suppress(Refusal):
                await self.read_own(scope)
                mine.add(scope)
        return tuple(line for line in lines if line.scope in mine)

    def _guards(self) -> tuple[Oversight, ProcessNotes]:
        from facilitator_app.oversight import Oversight
        from facilitator_app.process_notes import ProcessNotes

        if self.clinic is None or self.journal is None:
            raise Refusal("app.locked")
        if self._guard is None or self._guard[0].clinic is not self.clinic:
            guard = Oversight(self.clinic, self.journal, self.clock, self.faults)
            self._guard = (guard, ProcessNotes(guard, self.door.own_keys))
        return self._guard
