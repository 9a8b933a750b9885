"""When a session may be signed, and what may still be written once it is.  Pure.

The lead signs the whole after closing; a provider countersigns the medical part.  From then on the record changes by
amendments with a reason only; what belongs to the handoff goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from facilitator_app import aftercare, releases
from facilitator_app.faults import Refusal
from facilitator_app.record import music, packets, room
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History, Line
from facilitator_app.record.leaving import ClearanceLookedAt
from facilitator_app.record.state import SessionState

AFTER_SIGNING = frozenset(
    {
        Amended,
        Voided,
        Confirmed,
        room.SessionSigned,
        room.LeaveGiven,
        room.GuardPassed,
        room.PacketSaved,
        room.PacketSigned,
        room.PacketReleased,
        *packets.KINDS,
        *releases.AFTER_CLOSING,
        *music.MUSIC,
        room.AppStarted,
        *aftercare.AFTER_CLOSING,
        ClearanceLookedAt,
    }
)
"""Kinds that may be written after the lead has signed.  ``Confirmed`` is of an amendment, and so is looking again at
who was cleared, where that was a dose's; the others are no part of what was signed, and what a machine saw before the
closing may reach the record late."""


def signatures(history: History[SessionState]) -> tuple[Entry, ...]:
    """The signatures on the session, in the order of signing."""
    return tuple(entry for entry in history.entries if isinstance(entry.fact, room.SessionSigned))


def is_signed(history: History[SessionState]) -> bool:
    """Whether the lead has signed the session."""
    return any(_part(entry) is room.SignedPart.WHOLE for entry in signatures(history))


def check(
    state: SessionState, history: History[SessionState], entry: Entry, awaits: Callable[[Line, SessionState], bool]
) -> None:
    """Refuse a signature before its time, and after it whatever is no amendment.

    Raises Refusal sign.not_closed, .not_the_lead, .awaits (with the ``count`` of lines that await somebody's word), .twice
    and .lead_first; session.signed; session.cannot_amend for a change of a signature itself.
    """
    fact = entry.fact
    if isinstance(fact, room.SessionSigned):
        awaiting = sum(awaits(line, state) for line in history.lines())
        refusal = hindrance(state, history, entry.recorded_by, fact.part, awaiting)
        if refusal is not None:
            raise refusal
        return
    if state.closed_at is None or not is_signed(history):
        return
    if type(fact) not in AFTER_SIGNING:
        raise Refusal("session.signed")
    if isinstance(fact, Amended | Voided | Confirmed):
        target = history.entry(fact.target)
        if target is not None and isinstance(target.fact, room.SessionSigned):
            raise Refusal("session.cannot_amend")


def hindrance(
    state: SessionState, history: History[SessionState], signer: UUID | None, part: room.SignedPart, awaiting: int
) -> Refusal | None:
    """What keeps ``signer`` from signing ``part`` now, or None; ``awaiting`` counts the lines that await a word."""
    if state.closed_at is None:
        return Refusal("sign.not_closed")
    if any(_part(one) is part for one in signatures(history)):
        return Refusal("sign.twice")
    if part is room.SignedPart.WHOLE and signer != state.lead:
        return Refusal("sign.not_the_lead", name=state.staff_name(state.lead))
    if part is room.SignedPart.MEDICAL and not is_signed(history):
        return Refusal("sign.lead_first", name=state.staff_name(state.lead))
    return Refusal("sign.awaits", count=awaiting) if awaiting else None


def _part(entry: Entry) -> room.SignedPart | None:
    return entry.fact.part if isinstance(entry.fact, room.SessionSigned) else None
