"""The one writer of a session: check, append, apply, tell.  Knows no SQL, no Qt and no music; the journal is passed in.

Commands run one at a time, first come first served, so that a check sees the state after the command before it.
Cancelling a caller never cancels a write that has begun.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol
from uuid import UUID

import msgspec

from facilitator_app import rules
from facilitator_app.clock import Clock
from facilitator_app.faults import Faults, Listeners, Refusal
from facilitator_app.record import moves, never, room, vitals
from facilitator_app.record.apply import apply
from facilitator_app.record.changes import Amended, Confirmed, Plain, Voided
from facilitator_app.record.doses import Concern
from facilitator_app.record.entry import Entry, Fact, Part, new_id, utc
from facilitator_app.record.history import History, Line
from facilitator_app.record.programme import Programme
from facilitator_app.record.release import MedicalSigned, PacketReleased, ReleaseWithdrawn
from facilitator_app.record.roles import Role
from facilitator_app.record.state import SessionState


class Journal(Protocol):
    """What a writer asks of the record on disk."""

    async def append(self, entries: Sequence[Entry], *, ends_draft: str | None = None) -> tuple[Entry, ...]:
        """Put the entries on disk in one transaction and return them stamped; raises Trouble and writes none."""
        ...


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the team: at the screen, or said to have done a thing."""

    id: UUID
    name: str
    roles: tuple[Role, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What listeners are told: the state before and after, and the lines that made the difference."""

    before: SessionState
    after: SessionState
    entries: tuple[Entry, ...]


Listener = Callable[[Change], None]
Write = Callable[[Sequence[Entry]], Awaitable[tuple[Entry, ...]]]


class Session:
    """A session that is written to.  Every command ends on disk before it returns, or raises and changed nothing."""

    def __init__(
        self, scope: UUID, journal: Journal, clock: Clock, faults: Faults, entries: Iterable[Entry] = ()
    ) -> None:
        self.scope = scope
        self.history: History[SessionState] = History(SessionState(), apply, entries)
        self.at_screen: Who | None = None
        self._journal = journal
        self._clock = clock
        self._faults = faults
        self._turn = asyncio.Lock()
        self._listeners: Listeners[[Change]] = Listeners(faults, "session listener")

    @property
    def state(self) -> SessionState:
        """What the entries come to, now."""
        return self.history.state

    @property
    def programme(self) -> Programme:
        """The programme the session runs by; refuses before it was opened."""
        if self.state.programme is None:
            raise Refusal("session.not_open")
        return self.state.programme

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change; returns how to stop.  A listener that fails is reported and skipped."""
        return self._listeners.add(listener)

    async def write(
        self,
        fact: Fact,
        about: Collection[UUID] = (),
        *,
        by: UUID | None = None,
        at: datetime | None = None,
        ends_draft: str | None = None,
        unclaimed: bool = False,
        who: Who | None = None,
        write: Write | None = None,
    ) -> tuple[Entry, ...]:
        """Write ``fact`` about nobody, one person or several (one line each, sharing an act, in one transaction).

        ``by`` did or saw it (default: who is at the screen); ``at`` is when it was (default: now).  ``ends_draft`` names
        the draft that becomes this entry; an ``unclaimed`` one names nobody until it is confirmed.  ``who`` has shown at
        this screen who they are and writes it in the place of who is at it.  ``write`` as where a session is opened.
        Raises Refusal when it may not be written, Trouble when it cannot.
        """
        put: Write = write or partial(self._journal.append, ends_draft=ends_draft)
        parts = [Part(fact=fact, about=person, at=at, by=by) for person in about] or [Part(fact=fact, at=at, by=by)]
        return await self._act(parts, put, unclaimed=unclaimed, who=who)

    async def write_together(self, parts: Sequence[Part], *, write: Write | None = None) -> tuple[Entry, ...]:
        """Write several facts as one act in one transaction, each as its part says; ``write`` as where a session is opened."""
        return await self._act(parts, write or self._journal.append)

    async def move(
        self, target: UUID, to: UUID | None, reason: str, named: Mapping[Concern, str] | None = None
    ) -> Entry:
        """Withdraw a line filed for the wrong person and write it for ``to`` (None: nobody), at its own time; returns it there.

        ``named``: why a dose stands there against each matter that ``moves.asks`` names.
        """
        way = moves.Way(to=to, reason=reason, now=self._clock.now(), reasons=named or {})
        id, parts = moves.parts(self.history, target, way)
        return next(entry for entry in await self.write_together(parts) if entry.id == id)

    async def open(
        self,
        programme: Programme,
        title: str,
        *,
        zone: str,
        clinic_name: str,
        lead: Who,
        staff: Sequence[Who],
        staffing_reason: str = "",
        people_reason: str = "",
        at: datetime | None = None,
        seated: Sequence[tuple[Fact, UUID | None]] = (),
        write: Write | None = None,
    ) -> None:
        """Begin the session with who is in the room and what is told of who is ``seated``, all or nothing.

        Under the programme's minimum of staff, or of people, a reason must be stated.  ``at``: it began then, and is
        written down only now.  ``write`` puts the lines on disk instead of the journal, for who has more to write in the
        transaction.
        """
        rules.may_open(programme, [member.roles for member in staff], staffing_reason)
        never.may_begin_with(programme, sum(isinstance(fact, room.Seated) for fact, _ in seated), people_reason)
        opened = room.SessionOpened(
            title=title, programme=programme, zone=zone, lead=lead.id, lead_name=lead.name, clinic_name=clinic_name,
            staffing_reason=staffing_reason, people_reason=people_reason,
        )  # fmt: skip
        parts = [Part(fact=fact, about=about, at=at) for fact, about in [(opened, None), *_present(staff), *seated]]
        await self._act(parts, write or self._journal.append)

    async def take_vitals(
        self,
        person: UUID,
        typed: Mapping[vitals.Measure, str],
        *,
        words: Mapping[vitals.Measure, vitals.Unavailable] | None = None,
        confirmed: frozenset[vitals.Measure] = frozenset(),
        by: UUID | None = None,
        at: datetime | None = None,
        ends_draft: str | None = None,
    ) -> Entry:
        """A check from what was typed.  Raises Refusal for the impossible, Question for the improbable unconfirmed."""
        fact = vitals.examine(typed, words, confirmed)
        return (await self.write(fact, [person], by=by, at=at, ends_draft=ends_draft))[0]

    async def observe(
        self, people: Collection[UUID], word: str, *, by: UUID | None = None, at: datetime | None = None
    ) -> tuple[Entry, ...]:
        """One touch: a word of the programme's set, for one person or several."""
        found = rules.word_of(self.programme, word)
        fact = room.Observed(word=found.key, label=found.label, group=found.group)
        return await self.write(fact, people, by=by, at=at)

    async def quote(
        self,
        person: UUID,
        text: str,
        *,
        by: UUID | None = None,
        at: datetime | None = None,
        ends_draft: str | None = None,
    ) -> Entry:
        """A person's own words, with the phase and what played when they were said."""
        state = self.state if at is None else self.history.state_at(utc(at))
        playing = state.playing.title if state.playing else ""
        fact = room.Quoted(text=text, phase=state.phase, playing=playing)
        return (await self.write(fact, [person], by=by, at=at, ends_draft=ends_draft))[0]

    async def amend(
        self,
        target: UUID,
        fact: Plain | None,
        reason: str,
        *,
        observed_at: datetime | None = None,
        ends_draft: str | None = None,
    ) -> Entry:
        """Let the line read ``fact``, or have been at ``observed_at``; the old line stays and both are shown."""
        change = Amended(target=target, fact=fact, reason=reason, observed_at=utc(observed_at) if observed_at else None)
        return (await self.write(change, self._about(target), ends_draft=ends_draft))[0]

    async def void(self, target: UUID, reason: str, *, ends_draft: str | None = None, who: Who | None = None) -> Entry:
        """Withdraw a line that was entered in error, or undo one just touched; ``who`` as where a line is written."""
        told = Voided(target=target, reason=reason)
        return (await self.write(told, self._about(target), ends_draft=ends_draft, who=who))[0]

    async def void_act(self, act: UUID, reason: str, who: Who | None = None) -> tuple[Entry, ...]:
        """Withdraw every line of one act that still stands, all in one transaction; ``who`` as where a line is written."""
        standing = [line for line in self.history.lines() if line.first.act == act and line.voided is None]
        if not standing:
            raise Refusal("session.no_such_line")
        voids = [Part(fact=Voided(target=one.first.id, reason=reason), about=one.first.participant) for one in standing]
        return await self._act(voids, self._journal.append, who=who)

    async def confirm(self, target: UUID, who: Who | None = None) -> Entry:
        """The one at the screen, or ``who`` has shown who they are, and whose word counts, confirms what a scribe wrote."""
        return (await self.write(Confirmed(target=target), self._about(target), who=who))[0]

    def awaiting(self) -> tuple[Line, ...]:
        """The lines that await a word without which the session is not signed."""
        return tuple(line for line in self.history.lines() if rules.holds_up(line, self.state))

    async def pass_find(self, person: UUID, where: str, reason: str, second: UUID | None = None) -> Entry:
        """Let a find of the name guard through: a reason, and a second person unless one works alone."""
        name = self.state.staff_name(second)
        fact = room.GuardPassed(where=where, reason=reason, second=second, second_name=name)
        return (await self.write(fact, [person]))[0]

    async def sign_packet(self, person: UUID, sections: dict[str, str], digest: str, meaning: str) -> Entry:
        """Sign a person's packet as it reads in ``sections``."""
        who = self._signer()
        role = next(role for role in who.roles if role in (Role.MEDICAL_PROVIDER, Role.FACILITATOR))
        fact = room.PacketSigned(signer=who.name, role=role, meaning=meaning, digest=digest, sections=sections)
        return (await self.write(fact, [person]))[0]

    async def countersign_packet(self, person: UUID, digest: str, meaning: str) -> Entry:
        """A provider at the screen signs the medical part of a person's packet, whose digest it is."""
        who = self._signer()
        fact = MedicalSigned(signer=who.name, role=Role.MEDICAL_PROVIDER, meaning=meaning, digest=digest)
        return (await self.write(fact, [person]))[0]

    async def note_release(self, person: UUID, release: PacketReleased) -> Entry:
        """Note that the signed packet left."""
        return (await self.write(release, [person]))[0]

    async def withdraw_release(self, person: UUID, release: UUID, reason: str) -> Entry:
        """The release of that line does not stand any more."""
        return (await self.write(ReleaseWithdrawn(release=release, reason=reason), [person]))[0]

    def _signer(self) -> Who:
        if self.at_screen is None or not {Role.MEDICAL_PROVIDER, Role.FACILITATOR} & set(self.at_screen.roles):
            raise Refusal("session.not_your_word", act="sign_packet")
        return self.at_screen

    def _about(self, target: UUID) -> list[UUID]:
        entry = self.history.entry(target)
        if entry is None:
            raise Refusal("session.no_such_line")
        return [entry.participant] if entry.participant else []

    async def _act(
        self, parts: Sequence[Part], put: Write, *, unclaimed: bool = False, who: Who | None = None
    ) -> tuple[Entry, ...]:
        # Who and when are those of the touch, also when it waits for its turn.
        who = who or self.at_screen
        entries = self._lines(parts, None if unclaimed or who is None else who.id)
        roles = who.roles if who else ()
        return await self._faults.finish(self._one_at_a_time(entries, roles, put), "session write")

    async def _one_at_a_time(self, entries: Sequence[Entry], roles: Sequence[Role], put: Write) -> tuple[Entry, ...]:
        async with self._turn:
            entries = rules.admitted(self.state, self.history, entries, roles, self._clock.now())
            written = await put((*entries, *self._along(entries)))
            before = self.state
            for entry in written:
                self.history.add(entry)
            self._listeners.tell(Change(before=before, after=self.state, entries=written))
            return written

    def _along(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """What these lines bring with them."""
        found = rules.along(self.history, entries, self._clock.now())
        return self._lines([Part(fact=fact, about=about) for fact, about in found], entries[0].recorded_by)

    def _lines(self, parts: Sequence[Part], screen: UUID | None) -> tuple[Entry, ...]:
        now = self._clock.now()
        act = new_id(now) if len(parts) > 1 else None
        return tuple(
            Entry(
                id=part.id or new_id(now),
                scope=self.scope,
                observed_at=utc(part.at) if part.at else now,
                recorded_at=now,
                fact=part.fact,
                done_by=part.by or (None if part.unclaimed else screen),
                recorded_by=None if part.unclaimed else screen,
                participant=part.about,
                act=act,
            )
            for part in parts
        )


def _present(staff: Sequence[Who]) -> list[tuple[Fact, UUID | None]]:
    return [(room.StaffPresent(staff=member.id, name=member.name, roles=member.roles), None) for member in staff]
