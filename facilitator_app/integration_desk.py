"""The desk after the sessions: reads each session that something may still wait for, and writes what is done there.

Reads through the app and writes through the session's own writer; knows no screen and no SQL.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from facilitator_app import text
from facilitator_app.clinic import Clinic
from facilitator_app.clock import Clock
from facilitator_app.days import Booked
from facilitator_app.faults import Refusal
from facilitator_app.handoff.corrections import is_outdated
from facilitator_app.integration import After, Standing, waiting
from facilitator_app.record.entry import Fact, Part, new_id
from facilitator_app.record.integration import Visit, VisitBooked, VisitHeld, VisitSigned
from facilitator_app.record.release import releases
from facilitator_app.record.roles import Act, whose_word, word_counts
from facilitator_app.session import Session

Read = Callable[[UUID], Awaitable[Session]]
"""How a session is read without entering it."""

Lengths = Callable[[], Awaitable[Mapping[UUID, int]]]
"""How many lines each session has; one with as many as before is not read again by the same person."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for one person after one session."""

    session: UUID
    title: str
    zone: str
    after: After


class IntegrationDesk:
    """What waits after all sessions, most pressing first.  ``look`` reads; ``rows`` is by the clock as it is now."""

    def __init__(self, clinic: Clinic, clock: Clock, read: Read, lengths: Lengths | None = None) -> None:
        self._clinic = clinic
        self._clock = clock
        self._read = read
        self._lengths = lengths
        self._had: dict[UUID, int] = {}
        self._past: dict[UUID, Session] = {}
        self._last: dict[UUID, datetime] = {}
        self._who: object = None
        self._same: Mapping[UUID, UUID] = {}
        self._sessions: dict[UUID, Session] = {}
        self._looked: dict[UUID, tuple[object, bool]] = {}

    async def look(self) -> None:
        """Read every session that is not said to be over and done with; again: take in what was written since.

        Sessions that are not for who is at the screen to read are left out.
        """
        state, had = self._clinic.state, self._had if self._who == self._clinic.at_screen else {}
        now = await self._lengths() if self._lengths is not None else {}
        if self._who != self._clinic.at_screen:
            self._past = {}  # what is theirs to read may be other sessions
        if self._same != state.same:  # whom the lines are about is otherwise now, whatever their number
            self._sessions, self._past, had = {}, {}, {}
        self._who, self._had, self._same = self._clinic.at_screen, dict(now), state.same
        for planned in sorted(state.sessions.values(), key=lambda one: one.planned_at, reverse=True):
            is_as_it_was = planned.id in self._sessions and now.get(planned.id, 0) == had.get(planned.id)
            if planned.id not in state.after_over and not is_as_it_was:
                try:
                    read = await self._read(planned.id)
                except Refusal:
                    self._sessions.pop(planned.id, None)
                    continue
                there = self._sessions.setdefault(planned.id, read)
                for entry in read.history.entries:  # those that are known are left as they are
                    there.history.add(entry)
        self._last = self._latest()

    def session(self, scope: UUID) -> Session:
        """A session that was looked at."""
        found = self._sessions.get(scope)
        if found is None:
            raise Refusal("app.no_such_session")
        found.at_screen = self._clinic.at_screen
        return found

    def rows(self) -> tuple[Waiting, ...]:
        """Everybody for whom something waits: safety first, then what is overdue, then by when the session was left."""
        return tuple(sorted((row for row in self._all() if row.after.items), key=_pressing))

    def of(self, scope: UUID, participant: UUID) -> Waiting | None:
        """Where one person is after one session."""
        return next((row for row in self._all(scope) if row.after.participant == participant), None)

    async def look_back(self, participant: UUID, scopes: Iterable[UUID]) -> None:
        """Read those of these sessions of a person that are over and done with, for what was said at their visits."""
        for scope in scopes:
            if scope in self._clinic.state.after_over and scope not in self._past:
                with suppress(Refusal):
                    self._past[scope] = await self._read(scope)

    def visits_of(self, participant: UUID) -> tuple[Visit, ...]:
        """The person's visits after every session that was looked at or back on, the earliest first."""
        there = (self._past | self._sessions).values()
        people = [session.state.people.get(participant) for session in there]
        found = [visit for person in people if person is not None for visit in person.integration.visits]
        return tuple(sorted(found, key=lambda visit: visit.at))

    def booked(self) -> tuple[Booked, ...]:
        """The visits that are booked after the sessions that were looked at."""
        return tuple(
            Booked(line=one.entry, session=scope, person=person.id, told=one.told)
            for scope, session in self._sessions.items()
            for person in session.state.people.values()
            if (one := person.integration.booked) is not None
        )

    def booked_before(self) -> tuple[Booked, ...]:
        """The visits that were booked and are not any more: booked anew, called off, or withdrawn."""
        still = {one.line for one in self.booked()}
        return tuple(
            Booked(line=line.first.id, session=scope, person=line.entry.participant, told=line.entry.fact)
            for scope, session in self._sessions.items()
            for line in session.history.lines()
            if isinstance(line.entry.fact, VisitBooked) and line.entry.participant and line.first.id not in still
        )

    async def write(self, scope: UUID, participant: UUID, fact: Fact, at: datetime | None = None) -> None:
        """Write a line about a person after a session; when nothing waits there any more, that is said too."""
        await self.session(scope).write(fact, [participant], at=at)
        await self._put_away()

    async def write_visit(
        self, scope: UUID, participant: UUID, fact: VisitHeld, by: UUID, at: datetime, meaning: str = ""
    ) -> None:
        """Write a visit that ``by`` held; with a ``meaning`` it is signed in the same act by who is at the screen."""
        held = Part(fact=fact, about=participant, at=at, by=by, id=new_id(self._clock.now()))
        if not meaning:
            await self.session(scope).write_together([held])
            return
        assert held.id is not None
        signed = Part(fact=self._signature(scope, held.id, meaning), about=participant)
        await self.session(scope).write_together([held, signed])
        await self._put_away()

    async def change_visit(self, scope: UUID, visit: UUID, fact: VisitHeld, at: datetime, reason: str) -> None:
        """Let the line of a visit read so from now on, and the visit have been ``at``; the old line stays."""
        session = self.session(scope)
        line = session.history.line(visit)
        is_same = line is not None and line.entry.fact == fact
        was_then = line is not None and line.entry.observed_at.replace(second=0, microsecond=0) == at
        await session.amend(visit, None if is_same else fact, reason, observed_at=None if was_then else at)
        await self._put_away()

    async def sign(self, scope: UUID, participant: UUID, visit: UUID, meaning: str) -> None:
        """Sign a visit that was written, by who is at the screen."""
        await self.write(scope, participant, self._signature(scope, visit, meaning))

    def _signature(self, scope: UUID, visit: UUID, meaning: str) -> VisitSigned:
        who = self.session(scope).at_screen
        role = next((role for role in whose_word(Act.SIGN_VISIT) if who and role in who.roles), None)
        if who is None or role is None:
            raise Refusal("session.not_your_word", act=Act.SIGN_VISIT.value)
        return VisitSigned(visit=visit, signer=who.name, role=role, meaning=meaning)

    async def _put_away(self) -> None:
        """Say of sessions that nothing waits there any more, of a person's earlier ones before their later ones."""
        who = self._clinic.at_screen
        if who is None or not word_counts(who.roles, Act.MANAGE_PEOPLE):
            return
        held_back: set[UUID] = set()
        for scope, session in sorted(self._sessions.items(), key=lambda one: _began(one[1])):
            people = set(session.state.people)
            is_over = session.state.closed_at is not None and not any(row.after.items for row in self._all(scope))
            if is_over and not people & held_back and scope not in self._clinic.state.after_over:
                await self._clinic.after_over(scope)
            elif not is_over:
                held_back |= people

    def _all(self, scope: UUID | None = None) -> list[Waiting]:
        now, kept = self._clock.now(), self._clinic.state.after
        found = []
        for id, session in self._sessions.items():
            programme = session.state.programme
            if scope not in (None, id) or programme is None:
                continue
            outdated = self._outdated(session)
            for after in waiting(session.history, kept.get(programme.key), now, self._later(id), outdated):
                state = session.state
                found.append(Waiting(session=id, title=state.title, zone=state.zone, after=after))
        return found

    def _outdated(self, session: Session) -> frozenset[UUID]:
        """The releases that say what the record says otherwise now; looked at anew when something was written."""
        clinic, words, found = self._clinic.state, text.catalogue(), set()
        for person in session.state.people:
            for one in releases(session.history, person):
                if one.stands:
                    known: object = (session.history.count, clinic.participants.get(person), words)
                    looked = self._looked.get(one.line.id)
                    if looked is None or looked[0] != known:
                        looked = (known, is_outdated(session.history, clinic, one, words))
                        self._looked[one.line.id] = looked
                    found |= {one.line.id} if looked[1] else set()
        return frozenset(found)

    def _later(self, scope: UUID) -> frozenset[UUID]:
        """Who of this session sat in one that began after it."""
        state = self._sessions[scope].state
        began = state.opened_at
        return frozenset(person for person in state.people if began and self._last.get(person, began) > began)

    def _latest(self) -> dict[UUID, datetime]:
        """When the last session began that each person sat in."""
        found: dict[UUID, datetime] = {}
        for session in self._sessions.values():
            began = session.state.opened_at
            for person in session.state.people if began else ():
                assert began is not None  # or there is nobody to go through
                found[person] = max(began, found.get(person, began))
        return found


def _began(session: Session) -> datetime:
    return session.state.opened_at or datetime.max.replace(tzinfo=UTC)


def _pressing(row: Waiting) -> tuple[bool, int, datetime]:
    standing = row.after.standing or Standing.COMING
    return (not row.after.is_about_safety, list(Standing).index(standing), row.after.left)
