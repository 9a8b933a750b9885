"""Which lines of the record stand behind which part of a handoff, and how each is worded.  Pure.

A line is named here by the entry that gave it its words: itself, or its last amendment.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from facilitator_app.record import adverse, doses, integration, leaving, orders, room, scores, touch
from facilitator_app.record.changes import Amended
from facilitator_app.record.history import History, Line
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.medication import MedicationGiven
from facilitator_app.record.state import SessionState

QUOTE = "quotes/"
"""Begins the key of one line of the person's own words; its id follows."""

_SUPPORT = (room.SupportCalled, room.SupportAnswered, room.SupportSettled)
_EVENTS = (adverse.AdverseReported, adverse.AdverseFollowed, adverse.AdverseClassed)
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "intention": (room.IntentionSaid,),
    "account": (room.Noted, room.StateSaid, room.Observed, *_SUPPORT),
    "care": (room.NeedsCare, *_SUPPORT, *leaving.RESTRICTED),
    "touch": (room.TouchAgreed, touch.TouchAgreed, touch.SafetyTouchAgreed, touch.TouchAsked, touch.TouchDone),
    "themes": (integration.VisitHeld,),
    "next_steps": (integration.TaskGiven, integration.ContactTried, integration.VisitHeld),
    "booking": (integration.VisitBooked,),
    "way_out": (
        room.WentOut,
        leaving.CriterionAnswered,
        leaving.CriterionPassed,
        leaving.LeavingSigned,
        leaving.ClearanceLookedAt,
    ),
}
_MEDICAL: Mapping[str, tuple[type, ...]] = {
    "account": (
        doses.DoseGiven,
        MedicationGiven,
        orders.OrderGiven,
        orders.ClearedForMedicine,
        PersonLimitSet,
        scores.Scored,
        scores.OxygenSaid,
        *_EVENTS,
    ),
    "care": _EVENTS,
}
_EVERY = (room.Quoted, *(kind for table in (_PLAIN, _MEDICAL) for kinds in table.values() for kind in kinds))


def is_behind(key: str, line: Line, *, medical: bool) -> bool:
    """Whether a line stands behind the part of a handoff with this key, with or without its medical part."""
    if key.startswith(QUOTE):
        return key == f"{QUOTE}{line.first.id}"
    kinds = (*_PLAIN.get(key, ()), *(_MEDICAL.get(key, ()) if medical else ()))
    return isinstance(line.first.fact, kinds)


def worded(history: History[SessionState], participant: UUID) -> dict[UUID, Line]:
    """The standing lines about a person that a handoff can tell, each by the entry that gave it its words."""
    return {
        worded_by(line): line
        for line in history.lines()
        if line.voided is None and line.entry.participant == participant and isinstance(line.first.fact, _EVERY)
    }


def worded_by(line: Line) -> UUID:
    """The entry that gave a line the words it has now."""
    return line.amendments[-1].id if line.amendments else line.first.id


def line_of(history: History[SessionState], worded: UUID) -> Line | None:
    """The line that an entry gave its words, as it reads now."""
    entry = history.entry(worded)
    if entry is None:
        return None
    return history.line(entry.fact.target if isinstance(entry.fact, Amended) else worded)
