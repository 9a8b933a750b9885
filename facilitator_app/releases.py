"""When a handoff may be released, countersigned and withdrawn, and by whom.  Pure; asked by ``rules``."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator_app.agreements import is_sober
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.release import (
    MedicalLeaveGiven,
    MedicalSigned,
    PacketReleased,
    ReleaseWithdrawn,
    check_leave,
    check_release,
    check_withdrawal,
)
from facilitator_app.record.roles import Act
from facilitator_app.record.state import SessionState

KINDS = (MedicalLeaveGiven, MedicalSigned, PacketReleased, ReleaseWithdrawn)
"""Kinds of this topic: each is about one person, and may be written of a session that is over and signed."""

ACTS: Mapping[type, Act] = {
    MedicalSigned: Act.COUNTERSIGN,
    PacketReleased: Act.RELEASE,
    ReleaseWithdrawn: Act.RELEASE,
}
"""Which act of the table of roles they are, where they are no plain facts."""

FOR_GOOD = (MedicalSigned, PacketReleased, ReleaseWithdrawn)
"""Kinds that are neither amended nor withdrawn as lines: a release has a withdrawal of its own."""


def check(state: SessionState, history: History[SessionState], entry: Entry) -> None:
    """Refuse what may not be written; lets every kind of another topic pass.  The person has a seat: that was looked at."""
    fact, person = entry.fact, state.people.get(entry.participant) if entry.participant else None
    if person is None:
        return
    if isinstance(fact, PacketReleased):
        check_release(history, person.id, fact)
    elif isinstance(fact, ReleaseWithdrawn):
        check_withdrawal(history, person.id, fact)
    elif isinstance(fact, MedicalLeaveGiven):
        check_leave(fact, sober=state.closed_at is not None or is_sober(person, entry.observed_at))
