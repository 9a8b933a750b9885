"""A session that is set, before it begins: how it would stand if it began as it is set, and what is told of it meanwhile.

Reads the clinic's record and writes to it; what a session would be told at first is ``session_ends``'s to say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import reduce
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import agenda, passing, session_ends, set_words
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.record import readiness
from facilitator_app.record.agenda import Expected, SetSession
from facilitator_app.record.apply import apply
from facilitator_app.record.entry import Entry, Part
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words


class SetBoard:
    """One session that is set.  Its clock does not run: it stands as of the moment for which it is set, or of now once that
    is over: what held on that day need not hold on the day on which it begins."""

    def __init__(self, clinic: Clinic, session: UUID) -> None:
        self._clinic = clinic
        self.scope = session
        self._seen: tuple[int, date] | None = None  # how many lines were known, and of which day it stands
        self._state = SessionState()

    @property
    def is_set(self) -> bool:
        """Whether it is set still: not called off, and not begun."""
        there = self._clinic.state
        return self.scope in there.agenda.sessions and self.scope not in there.sessions

    @property
    def state(self) -> SessionState:
        """What its record would come to if it began as it is set; nothing once it is not set any more."""
        one = self._clinic.state.agenda.sessions.get(self.scope)
        if one is None or not self.is_set:
            return SessionState()
        zone = ZoneInfo(self._clinic.state.zone)
        seen = self._clinic.history.count, as_of(self._clinic, one).astimezone(zone).date()
        if seen != self._seen:
            self._state, self._seen = as_begun(self._clinic, one), seen
        return self._state

    @property
    def at(self) -> datetime | None:
        """The moment for which it is set; nothing once it is not set any more."""
        one = self._clinic.state.agenda.sessions.get(self.scope)
        return one.told.at if one is not None else None

    @property
    def may_begin(self) -> bool:
        """Whether its group meets still, and everybody who is expected has a seat."""
        state = self._clinic.state
        one = state.agenda.sessions.get(self.scope)
        group = state.groups.get(one.told.group) if one is not None and one.told.group else None
        ended = group is not None and group.ended_at is not None
        return one is not None and not ended and agenda.too_many(state, one) is None

    def to_mind(self, words: Words) -> list[str]:
        """What is to be minded of it, a line each: its group ended, more come than sit, who left the group, whose course
        began with another version."""
        one = self._clinic.state.agenda.sessions.get(self.scope)
        if one is None:
            return []
        state = self._clinic.state
        return [*set_words.to_mind(state, one, words), *set_words.of_versions(state, one, words)]

    async def write(self, fact: readiness.Told, about: Collection[UUID] = (), *, along: Sequence[Entry] = ()) -> None:
        """Tell it of one person or (nobody named) of the room; a reason is given for what is known of it now.

        Lines of another scope ``along`` are written with it.

        Raises Refusal when it may not be told, Trouble when it cannot be written.
        """
        if not self.is_set:
            raise Refusal("agenda.not_set")
        told = [(passing.for_what(self.state, fact, one), one) for one in about or (None,)]
        parts = [Part(fact=msgspec.structs.replace(one, session=self.scope), about=person) for one, person in told]
        await self._clinic.write(parts, along=along)

    async def seat(self, person: UUID, seat: int) -> None:
        """Somebody is expected on that seat."""
        await self._clinic.write([Part(fact=Expected(session=self.scope, seat=seat), about=person)])

    async def away(self, person: UUID, reason: str) -> None:
        """Somebody is not coming, and why."""
        fact = Expected(session=self.scope, coming=False, reason=reason)
        await self._clinic.write([Part(fact=fact, about=person)])

    def listen(self, listener: Callable[[object], None]) -> Callable[[], None]:
        """Call ``listener`` after every change of the clinic's record; returns how to stop."""
        return self._clinic.listen(lambda: listener(self))


def as_of(clinic: Clinic, one: SetSession) -> datetime:
    """The moment as of which a session that is set and not begun stands: its own, or now once that is over."""
    return max(one.told.at, clinic.now)


def as_begun(clinic: Clinic, one: SetSession) -> SessionState:
    """What the record of a session that is set would come to with everybody who is expected on their seats.

    Nobody of the team is there: who is, is said as it begins.
    """
    told, seats, at = one.told, agenda.seats(clinic.state, one), as_of(clinic, one)
    programme = agenda.programme_of(clinic.state, one)
    assert programme is not None  # no session is set by one that is not there
    start = SessionState(opened_at=at, title=told.title, programme=programme, zone=clinic.state.zone, phase_since=at)
    first = session_ends.told_at_first(clinic, told.session, programme, seats, told.group)
    entries = [
        Entry(id=one.entry, scope=told.session, observed_at=at, recorded_at=at, fact=fact, participant=about)
        for fact, about in first
    ]
    return reduce(apply, entries, start)
