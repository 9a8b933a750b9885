"""What a person is known as once out of the session, and once a dose that is told later opens clearance again.  Pure."""

from __future__ import annotations

import msgspec

from facilitator_app.record import leaving, room
from facilitator_app.record.entry import Entry
from facilitator_app.record.state import Out, Person


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
    open_again = msgspec.structs.replace(out, look_again=True)
    return msgspec.structs.replace(person, out=open_again, state=out.was, state_since=out.was_since)
