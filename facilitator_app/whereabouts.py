"""When somebody may be said to leave a person, to go out of the room and to come back to it.  Pure; asked by ``rules``.

What is told late is judged by the moment it is told of as well as by now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from facilitator_app.faults import Refusal
from facilitator_app.record.company import CameBack, CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.names import called
from facilitator_app.record.state import Person, SessionState

ABOUT_A_PERSON = frozenset({CompanyBegan, CompanyEnded, SteppedOut, CameBack})
"""Kinds of this topic, all about one person."""


def _then(state: SessionState, history: History[SessionState], entry: Entry) -> list[Person]:
    """The person as they are now, and as they were at the moment that is told of."""
    assert entry.participant is not None  # rules has refused a line of this topic about nobody
    there = (at.people.get(entry.participant) for at in (state, history.state_at(entry.observed_at)))
    return [person for person in there if person is not None]


def _left(state: SessionState, history: History[SessionState], entry: Entry, fact: CompanyEnded) -> None:
    who = entry.done_by or entry.recorded_by
    said = [one for person in _then(state, history, entry) for one in person.company]
    if not any(one.staff == who and one.since <= entry.observed_at for one in said):
        raise Refusal("company.not_with")


def _went(state: SessionState, history: History[SessionState], entry: Entry, fact: SteppedOut) -> None:
    for person in _then(state, history, entry):
        if person.out is not None and person.out.at <= entry.observed_at:
            raise Refusal("room.already_out")
        if person.away is not None and person.away.since <= entry.observed_at:
            raise Refusal("company.out_already", name=called(person, state), where=person.away.where)


def _came(state: SessionState, history: History[SessionState], entry: Entry, fact: CameBack) -> None:
    then = _then(state, history, entry)
    if not any(person.away is not None and person.away.since <= entry.observed_at for person in then):
        raise Refusal("company.not_out", name=called(then[0], state))


CHECKS: Mapping[type, Callable[[SessionState, History[SessionState], Entry, Any], None]] = {
    CompanyEnded: _left,
    SteppedOut: _went,
    CameBack: _came,
}
