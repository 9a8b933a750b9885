"""When a handoff may be signed, released, countersigned and withdrawn, and by whom.  Pure; asked by ``rules``.

Signing and letting go are the session's lead's; whoever does it in the lead's place has said why before.
"""

from __future__ import annotations

from collections.abc import Mapping

from facilitator_app.agreements import is_sober
from facilitator_app.record.entry import Entry
from facilitator_app.record.handover import HandoffsTaken, HandoverConsent, HandoverSaid, check_lead
from facilitator_app.record.history import History
from facilitator_app.record.integration import PacketReceived
from facilitator_app.record.release import (
    MedicalLeaveGiven,
    MedicalLeaveGivenTo,
    MedicalSigned,
    PacketReleased,
    ReleasedToKind,
    ReleaseWithdrawn,
    check_leave,
    check_receipt,
    check_release,
    check_withdrawal,
)
from facilitator_app.record.roles import Act
from facilitator_app.record.room import Leave, PacketSigned
from facilitator_app.record.room import PacketReleased as ReleasedBefore
from facilitator_app.record.state import SessionState

KINDS = (
    HandoverSaid,
    MedicalLeaveGiven,
    MedicalLeaveGivenTo,
    MedicalSigned,
    ReleasedToKind,
    PacketReleased,
    ReleaseWithdrawn,
)
"""Kinds of this topic: each is about one person, and may be written of a session that is over and signed."""

AFTER_CLOSING = (*KINDS, HandoffsTaken)
"""Kinds of this topic that may be written of a session that is over and signed."""

ACTS: Mapping[type, Act] = {
    HandoffsTaken: Act.RELEASE,
    MedicalSigned: Act.COUNTERSIGN,
    ReleasedToKind: Act.RELEASE,
    PacketReleased: Act.RELEASE,
    ReleaseWithdrawn: Act.RELEASE,
}
"""Which act of the table of roles they are, where they are no plain facts."""

FOR_GOOD = (MedicalSigned, ReleasedToKind, PacketReleased, ReleaseWithdrawn)
"""Kinds that are neither amended nor withdrawn as lines: a release has a withdrawal of its own."""

_THE_LEADS = (PacketSigned, ReleasedBefore, ReleasedToKind, ReleaseWithdrawn)


def check(state: SessionState, history: History[SessionState], entry: Entry) -> None:
    """Refuse what may not be written; lets every kind of another topic pass.  The person has a seat: that was looked at."""
    fact, person = entry.fact, state.people.get(entry.participant) if entry.participant else None
    if person is None:
        return
    if isinstance(fact, _THE_LEADS):
        check_lead(state.lead, state.staff_name(state.lead), history.entries, entry)
    if isinstance(fact, ReleasedToKind):
        check_release(history, person.id, fact)
    elif isinstance(fact, ReleaseWithdrawn):
        check_withdrawal(history, person.id, fact)
    elif isinstance(fact, PacketReceived):
        check_receipt(history, person.id, fact, entry.recorded_by)
    elif isinstance(fact, HandoverSaid):
        is_yes = fact.consent is HandoverConsent.YES
        check_leave(is_yes, sober=state.closed_at is not None or is_sober(person, entry.observed_at))
    elif isinstance(fact, MedicalLeaveGiven):
        check_leave(fact.leave is Leave.YES, sober=state.closed_at is not None or is_sober(person, entry.observed_at))
