"""What is written of the prescriber's in the room stands in the clinic's record too, in the same transaction; so does what
somebody comes with, as they say it there.

So every page, paper and session to come goes by the later line, wherever it was written.  What a scribe wrote is told there
until the prescriber's word is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app.clinic import Clinic
from facilitator_app.clock import Clock
from facilitator_app.faults import Faults
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.entry import Entry, Fact, new_id
from facilitator_app.record.from_room import FromRoom
from facilitator_app.record.history import History, Line
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.people import PersonTold
from facilitator_app.record.prescribing import ForTheRoom, copies_of, prescribed
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.record.room import IntentionSaid
from facilitator_app.session import Journal, Session


def writer(
    journal: Journal, clinic: Clinic, scope: UUID, clock: Clock, faults: Faults, entries: Sequence[Entry]
) -> Session:
    """The writer of a session whose lines of the prescriber stand at the desk too."""
    carrying = _Carrying(journal, clinic)
    carrying.session = session = Session(scope, carrying, clock, faults, entries)
    return session


class _Carrying:
    """The journal as a session sees it."""

    session: Session

    def __init__(self, journal: Journal, clinic: Clinic) -> None:
        self._journal = journal
        self._clinic = clinic

    async def append(self, entries: Sequence[Entry], *, ends_draft: str | None = None) -> tuple[Entry, ...]:
        """Put the entries on disk, and in the same transaction what the desk is told of them."""
        put = partial(self._journal.append, ends_draft=ends_draft)
        told = tuple(_for_the_desk(self._clinic, self.session.history, entries))
        return await self._clinic.take_along(told, entries, put) if told else await put(entries)


def _for_the_desk(clinic: Clinic, history: History[Any], told: Sequence[Entry]) -> Iterator[Entry]:
    """The clinic's lines that ``told`` makes, of people whom it knows."""
    yield from _intentions(clinic, history, told)
    touched = list(dict.fromkeys(one for entry in told if (one := _prescribers(history, entry)) is not None))
    for first in touched:
        person = first.participant
        if person is None or clinic.state.known(person) is None:
            continue
        after = History(None, lambda state, entry: state, [*history.written_about(person), *told])
        line = after.line(first.id)
        assert line is not None  # it is among them
        for fact in _told_of(clinic, line):
            yield _entry(clinic, line, fact, told[0])


def _intentions(clinic: Clinic, history: History[Any], told: Sequence[Entry]) -> Iterator[Entry]:
    """What somebody comes with by now, as it was said in the room, or amended or taken back there.

    What is said stands as of when it was said, so that what the page was told later holds on.  Where it is changed the page
    follows only while it says what the room said: a slip put right in a session of last month leaves what was told since.
    """
    touched = {
        first.participant: entry
        for entry in told
        if (first := _first(history, entry)) is not None and isinstance(first.fact, IntentionSaid) and first.participant
    }
    after = history.with_more(told) if touched else history.state
    for person, entry in touched.items():
        known, there, then = clinic.state.known(person), history.state.people.get(person), after.people.get(person)
        page = known.told.intention if known else None
        if there is None or then is None or page in (None, then.intention):
            continue
        is_said = isinstance(entry.fact, IntentionSaid) and entry.fact.text == then.intention
        if is_said or there.intention == page:
            told_there = PersonTold(intention=then.intention)
            yield msgspec.structs.replace(
                entry, id=new_id(entry.recorded_at), scope=clinic.scope, fact=told_there, act=None
            )


def _first(history: History[Any], entry: Entry) -> Entry | None:
    """The line that an entry is, or changes."""
    return history.entry(entry.fact.target) if isinstance(entry.fact, Amended | Voided | Confirmed) else entry


def _prescribers(history: History[Any], entry: Entry) -> Entry | None:
    """The line of the prescriber that an entry is, or changes; or None."""
    first = _first(history, entry)
    return first if first is not None and isinstance(first.fact, ForTheRoom) else None


def _told_of(clinic: Clinic, line: Line) -> Iterator[Fact]:
    """What the desk is told of a line of the room as it reads now; withdrawn there, it does not come again."""
    assert isinstance(line.first.fact, ForTheRoom)
    assert line.first.participant is not None  # it was found by whose it is
    source, person = line.first.fact.beforehand, line.first.participant
    if source is not None:
        if line.voided is not None and source in prescribed(clinic.history, person).held:
            yield _withdrawn(source, line.voided)
        return
    there = copies_of(clinic.history, line.first.id, person)
    if line.voided is not None:
        yield from (_withdrawn(one.first.id, line.voided) for one in there if one.voided is None)
        return
    now, last = _as_it_reads(clinic, line), there[-1] if there else None
    if last is None or line.confirmed is not None:
        yield now
    elif last.voided is None:
        yield Amended(
            target=last.first.id,
            fact=now,
            reason=_reason(line.amendments[-1]),
            observed_at=line.entry.observed_at if line.entry.observed_at != last.entry.observed_at else None,
        )


def _as_it_reads(clinic: Clinic, line: Line) -> ForTheRoom:
    """The line as the desk is told it: where a scribe wrote an order or a clearance, that it awaits the prescriber."""
    fact = line.entry.fact
    assert isinstance(fact, ForTheRoom)  # a line keeps its kind
    by = clinic.state.staff.get(line.worded_by) if line.worded_by else None
    is_said = isinstance(fact, PersonLimitSet) or line.confirmed is not None
    is_said = is_said or (by is not None and word_counts(by.roles, Act.ORDER))
    return msgspec.structs.replace(fact, from_room=FromRoom(line=line.first.id, awaits=not is_said))


def _withdrawn(target: UUID, voided: Entry) -> Voided:
    return Voided(target=target, reason=_reason(voided))


def _reason(change: Entry) -> str:
    assert isinstance(change.fact, Amended | Voided)
    return change.fact.reason


def _entry(clinic: Clinic, line: Line, fact: Fact, told: Entry) -> Entry:
    """A line of the clinic's by who wrote the one of the room, and of the moment at which that was."""
    is_new = isinstance(fact, ForTheRoom)
    return Entry(
        id=new_id(told.recorded_at),
        scope=clinic.scope,
        observed_at=line.entry.observed_at if is_new else told.observed_at,
        recorded_at=told.recorded_at,
        fact=fact,
        done_by=line.entry.done_by if is_new else told.done_by,
        recorded_by=told.recorded_by,
        participant=line.first.participant,
    )
