"""When support may be said to be called for, answered and settled.  Pure; asked by ``rules``.

What is told late is judged by the moment it is told of as well as by now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.names import called
from facilitator_app.record.state import SessionState


def _called(state: SessionState, history: History[SessionState], entry: Entry, fact: room.SupportCalled) -> None:
    """A second touch while a call stands open is no second call: one withdrawn would leave the other standing."""
    if _stands(state, history, entry):
        assert entry.participant is not None  # a call that stands is somebody's
        raise Refusal("room.support_called_already", name=called(state.people[entry.participant], state))


def _needs_call(state: SessionState, history: History[SessionState], entry: Entry, fact: object) -> None:
    """There is a call, or there was one at the moment that is told of."""
    if not _stands(state, history, entry):
        raise Refusal("room.no_support_call")


def _stands(state: SessionState, history: History[SessionState], entry: Entry) -> bool:
    """Whether a call for the person stood open at the moment that is told of, as told now or as told up to it."""
    return _calls(state, entry) or _calls(history.state_at(entry.observed_at), entry)


def _calls(state: SessionState, entry: Entry) -> bool:
    person = state.people.get(entry.participant) if entry.participant else None
    return person is not None and person.support is not None and person.support.since <= entry.observed_at


CHECKS: Mapping[type, Callable[[SessionState, History[SessionState], Entry, Any], None]] = {
    room.SupportCalled: _called,
    room.SupportAnswered: _needs_call,
    room.SupportSettled: _needs_call,
}
