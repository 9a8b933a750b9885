"""What a person is known as once out of the session, once a later dose opens clearance again, and once that is answered.

Pure.
"""

from __future__ import annotations

import msgspec

from facilitator_app.record import leaving, room
from facilitator_app.record.entry import Entry
from facilitator_app.record.state import LookedAt, Out, Person


def went_out(person: Person, entry: Entry, fact: room.WentOut) -> Person:
    """Out of the session, one way or another: nobody is with them and no call stands."""
    out = Out(
        at=entry.observed_at,
        way=fact.way,
        escort=fact.escort,
        by=entry.done_by or entry.recorded_by,
        entry=entry.id,
        was=person.state,
        was_since=person.state_since,
    )
    cleared = fact.way is room.WayOut.CLEARED
    state = room.State.CLEARED if cleared else person.state
    since = entry.observed_at if cleared else person.state_since
    return msgspec.structs.replace(person, out=out, state=state, state_since=since, support=None, company=(), away=None)


def reopened(person: Person, entry: Entry, fact: leaving.ClearanceReopened) -> Person:
    """As long as it is so: the later dose may be withdrawn again, or the person cleared anew."""
    out, last = person.out, max((dose.at for dose in person.doses), default=None)
    if out is None or out.entry != fact.clearance or last is None or (fact.before is not None and last <= fact.before):
        return person
    open_again = msgspec.structs.replace(out, reopened=entry.id, reopened_at=entry.observed_at, looked=None)
    return msgspec.structs.replace(person, out=open_again, state=out.was, state_since=out.was_since)


def looked_at(person: Person, entry: Entry, fact: leaving.ClearanceLookedAt) -> Person:
    """Answered, as long as that line opens anything: where its dose was withdrawn there was nothing to look at."""
    out = person.out
    if out is None or out.reopened != fact.reopened:
        return person
    by = entry.done_by or entry.recorded_by
    looked = LookedAt(entry=entry.id, at=entry.observed_at, by=by, stands=fact.stands, text=fact.text)
    state, since = (room.State.CLEARED, out.at) if fact.stands else (out.was, out.was_since)
    answered = msgspec.structs.replace(out, looked=looked)
    return msgspec.structs.replace(person, out=answered, state=state, state_since=since)
