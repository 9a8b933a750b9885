"""Who is with whom: what each line says of it, told once for everything that asks.  Pure.

Somebody is with a person once they said so, answered their open call, or went out of the room with them; and then with
nobody else any more.  Who only came to a call stays until it is settled, and who only went along until the person is back.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from facilitator_app.record import room
from facilitator_app.record.company import Company, CompanyBegan, SteppedOut, Why
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.state import Person, SessionState, Staff
from facilitator_app.record.words import SUPPORT_GIVEN


def comes(state: SessionState, person: Person | None, entry: Entry) -> Company | None:
    """Who of the team goes to the person by this line, and why; None where nobody does."""
    fact, who, at = entry.fact, entry.done_by or entry.recorded_by, entry.observed_at
    if isinstance(fact, CompanyBegan):
        return Company(staff=who, since=at)
    if isinstance(fact, room.SupportAnswered) and person is not None and person.support is not None:
        return Company(staff=who, since=at, why=Why.ANSWERED)
    along = _along(fact.with_whom, who, state.staff) if isinstance(fact, SteppedOut) else None
    return Company(staff=along, since=at, why=Why.WENT_ALONG) if along is not None else None


def _along(name: str, who: UUID | None, staff: Mapping[UUID, Staff]) -> UUID | None:
    """Whose name that is: of who wrote or did it, else of the only one of the team who has it."""
    same = [one.id for one in staff.values() if one.name == name and one.left is None]
    return who if who in same else same[0] if len(same) == 1 else None


def after(was: Person, now: Person, entry: Entry, comes: Company | None) -> Person:
    """The person ``now``, who ``was`` so before the line, with whoever of the team goes to them by it."""
    return _call_of(now if comes is None else _joined(was, now, entry, comes))


def _joined(was: Person, now: Person, entry: Entry, comes: Company) -> Person:
    """Who was there already stays since when they were; who says "with me" again begins anew."""
    there = next((one for one in was.company if one.staff == comes.staff), comes)
    others = tuple(one for one in now.company if one.staff != comes.staff)
    away = now.away
    if away is not None and comes.why is Why.WENT_ALONG:
        away = msgspec.structs.replace(away, staff=comes.staff)
    one = comes if comes.why is Why.SAID else there
    return msgspec.structs.replace(attended(now, entry), company=(*others, one), away=away)


def _call_of(person: Person) -> Person:
    """A call stands unanswered again once nobody is there any more, until it is settled."""
    call = person.support
    if call is None or call.answered_at is None or person.company:
        return person
    return msgspec.structs.replace(person, support=msgspec.structs.replace(call, answered_by=None, answered_at=None))


def gone_to_another(state: SessionState, staff: UUID | None, entry: Entry) -> SessionState:
    """One of the team is with one person at a time: whoever they were with is left, but the one whom the line is about."""
    left = {
        person.id: parted(person, entry, staff)
        for person in state.people.values()
        if staff is not None and person.id != entry.participant and any(one.staff == staff for one in person.company)
    }
    return msgspec.structs.replace(state, people={**state.people, **left}) if left else state


def parted(person: Person, entry: Entry, staff: UUID | None) -> Person:
    """One of the team is not with the person any more, in the room or out of it."""
    others = tuple(one for one in person.company if one.staff != staff)
    away = person.away
    if away is not None and away.staff is not None and away.staff == staff:
        away = msgspec.structs.replace(away, with_whom="", staff=None)
    return _call_of(msgspec.structs.replace(attended(person, entry), company=others, away=away))


def went_out(person: Person, entry: Entry) -> Person:
    """Out of the room: who stays in it is not with the person any more."""
    return msgspec.structs.replace(attended(person, entry), company=()) if person.company else person


def over(person: Person, entry: Entry, why: Why) -> Person:
    """What somebody was there for is over: who came for nothing else is not with the person any more."""
    others = tuple(one for one in person.company if one.why is not why)
    return person if others == person.company else msgspec.structs.replace(attended(person, entry), company=others)


def attends(fact: Fact) -> bool:
    """Whether a word says that somebody did something for the person, as "hand held" does: its own group tells."""
    return isinstance(fact, room.Observed) and fact.group == SUPPORT_GIVEN


def attended(person: Person, entry: Entry) -> Person:
    """Somebody was with the person: only company that is said and what is done hand on counts."""
    return msgspec.structs.replace(person, attended_at=entry.observed_at)
