"""What guards the record itself: who may read what, who got in without a right to, and what that comes to.  Pure.

These lines stand in a scope of their own, beside the clinic's.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

import msgspec

from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.process_notes import CustodiansNamed, NotesBegun, NotesLicensed, NotesOpened
from facilitator_app.record.roles import Role


class ReadingKept(Fact, frozen=True, kw_only=True, tag="reading_kept/1"):
    """Who reads: the whole team all sessions, or (``limited``) facilitators those in whose room they were."""

    limited: bool


class EmergencyAccess(Fact, frozen=True, kw_only=True, tag="emergency_access/1"):
    """Somebody who had no right to it opened one person's chart in an emergency (45 CFR 164.312(a)(2)(ii)).

    ``proven``: they had shown who they are; else it is who they said they were.  ``person`` is whose chart it was.
    """

    staff: UUID | None
    name: str
    proven: bool
    person: UUID
    reason: str

    def __post_init__(self) -> None:
        """Refuse nobody, and no reason."""
        text_within(self.name, 200, "name")
        text_within(self.reason, 2000, "reason")


class CodeUsed(Fact, frozen=True, kw_only=True, tag="code_used/1"):
    """The record was opened by the code on paper, as the account of whoever did it."""


class AccessRead(Fact, frozen=True, kw_only=True, tag="access_read/1"):
    """An administrator has read of the line ``target``: an emergency access, notes that were opened, the code on paper used."""

    target: UUID


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something an administrator is to read of; ``by`` did it, where that is known; ``read_at`` and ``read_by`` once read."""

    id: UUID
    at: datetime
    fact: EmergencyAccess | NotesOpened | CodeUsed
    by: UUID | None = None
    read_at: datetime | None = None
    read_by: UUID | None = None


class Guarded(msgspec.Struct, frozen=True, kw_only=True):
    """How the record is guarded, as the lines tell it.  ``custody`` is by whom notes can be opened now."""

    limited: bool = False
    licensed: frozenset[UUID] = frozenset()
    begun: dict[UUID, datetime] = {}
    custody: CustodiansNamed | None = None
    custodies: dict[UUID, CustodiansNamed] = {}
    events: tuple[Event, ...] = ()

    @property
    def unread(self) -> tuple[Event, ...]:
        """What no administrator has read of yet."""
        return tuple(event for event in self.events if event.read_at is None)


def apply(state: Guarded, entry: Entry) -> Guarded:
    """How the record is guarded after ``entry``."""
    fact, replace = entry.fact, msgspec.structs.replace
    if isinstance(fact, ReadingKept):
        return replace(state, limited=fact.limited)
    if isinstance(fact, NotesLicensed):
        return replace(
            state, licensed=state.licensed | {fact.staff} if fact.licensed else state.licensed - {fact.staff}
        )
    if isinstance(fact, NotesBegun) and entry.done_by is not None:
        return replace(state, begun={entry.done_by: entry.observed_at} | state.begun)
    if isinstance(fact, CustodiansNamed):
        return replace(state, custody=fact, custodies={**state.custodies, fact.custody: fact})
    if isinstance(fact, EmergencyAccess | NotesOpened | CodeUsed):
        event = Event(id=entry.id, at=entry.observed_at, fact=fact, by=entry.done_by)
        return replace(state, events=(*state.events, event))
    if isinstance(fact, AccessRead):
        return replace(state, events=tuple(_read(event, entry, fact) for event in state.events))
    return state


def _read(event: Event, entry: Entry, fact: AccessRead) -> Event:
    if event.id != fact.target or event.read_at is not None:
        return event
    return msgspec.structs.replace(event, read_at=entry.observed_at, read_by=entry.done_by)


def may_read(state: Guarded, staff: UUID, roles: Collection[Role], there: Collection[UUID]) -> bool:
    """Whether a member of the team reads a session in whose room these of the team were.

    Providers, prescribers and integration therapists have people in their care across sessions; whoever is only facilitator
    or administrator reads, where reading is limited, the sessions in whose room they were.
    """
    in_rooms_only = set(roles) <= {Role.FACILITATOR, Role.ADMINISTRATOR}
    return not state.limited or not in_rooms_only or staff in there


def scope_of(clinic: UUID) -> UUID:
    """The scope in which these lines stand."""
    return uuid5(clinic, "oversight")
