"""When contacts, visits and receipts may be written, and by whose word; when a visit is too soon.  Pure; asked by ``rules``.

The gap before integration holds back the visit alone: never a call, a contact, a safety item, or a visit that the person
asks for, which is a reason like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import integration
from facilitator_app.record.agenda import check_year
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.debrief import DebriefSaid
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.state import Person, SessionState

ABOUT_A_PERSON = frozenset(integration.ABOUT_A_PERSON)
"""Kinds of these topics that are about one person."""

AFTER_CLOSING = frozenset({*integration.ABOUT_A_PERSON, DebriefSaid})
"""Kinds of these topics that may be written of a session that is over, and signed."""

ACTS: Mapping[type, Act] = {integration.VisitSigned: Act.SIGN_VISIT}
"""Which act of the table of roles they are, where they are no plain facts."""


def earliest(person: Person, state: SessionState, at: datetime) -> datetime | None:
    """When integration may begin, in UTC: the programme's gap after the person's way out; ``at`` while still in the room.

    None where the programme leaves the gap open.
    """
    gap = state.programme.integration_gap_hours if state.programme else None
    left = person.out.at if person.out else state.closed_at or at
    return None if gap is None else left.astimezone(UTC) + timedelta(hours=gap)


def check(state: SessionState, history: History[SessionState], entry: Entry, roles: Collection[Role]) -> None:
    """Refuse what may not be written; lets every kind of another topic pass.  The person has a seat: that was looked at."""
    fact = entry.fact
    if isinstance(fact, Amended | Voided):
        _changed(state, history, entry, fact, roles)
    if isinstance(fact, DebriefSaid) and entry.participant is not None:
        raise Refusal("debrief.nobodys")
    special = _CHECKS.get(type(fact))
    person = state.people.get(entry.participant) if entry.participant else None
    if special is not None and person is not None:
        special(state, entry, fact, person, roles)


def _changed(
    state: SessionState, history: History[SessionState], entry: Entry, change: Amended | Voided, roles: Collection[Role]
) -> None:
    """A signature stays; what was signed is changed by who signed it alone; a changed booking is looked at as a new one."""
    first = history.entry(change.target)
    assert first is not None  # that the line is there was looked at before
    if isinstance(first.fact, integration.VisitSigned):
        raise Refusal("session.cannot_amend")
    person = state.people.get(first.participant) if first.participant else None
    visits = person.integration.visits if person else ()
    signed = next((one for one in visits if one.entry == first.id and one.signed_at is not None), None)
    if signed is not None and entry.recorded_by != signed.by:
        raise Refusal("integration.not_yours", field="visit")
    if isinstance(change, Amended) and change.fact is not None:
        now = msgspec.structs.replace(first, fact=change.fact, recorded_by=entry.recorded_by)
        check(state, history, now, roles)


def _booked(
    state: SessionState, entry: Entry, fact: integration.VisitBooked, person: Person, roles: Collection[Role]
) -> None:
    check_year(fact.at)
    first = earliest(person, state, entry.observed_at)
    if first is not None and fact.at < first and not fact.reason.strip():
        raise Refusal("integration.too_soon", field="reason", at=first)


def _held(
    state: SessionState, entry: Entry, fact: integration.VisitHeld, person: Person, roles: Collection[Role]
) -> None:
    first = earliest(person, state, entry.observed_at)
    came = fact.attendance is not integration.Attendance.ABSENT
    if came and first is not None and entry.observed_at < first and not fact.reason.strip():
        raise Refusal("integration.too_soon", field="reason", at=first)


def _cancelled(
    state: SessionState, entry: Entry, fact: integration.VisitCancelled, person: Person, roles: Collection[Role]
) -> None:
    if person.integration.booked is None:
        raise Refusal("integration.not_booked", field="reason")


def _signed(
    state: SessionState, entry: Entry, fact: integration.VisitSigned, person: Person, roles: Collection[Role]
) -> None:
    visit = next((one for one in person.integration.visits if one.entry == fact.visit), None)
    if visit is None:
        raise Refusal("integration.no_such_visit", field="visit")
    if visit.signed_at is not None:
        raise Refusal("integration.signed_before", field="visit")
    if entry.recorded_by is None or entry.recorded_by != visit.by:
        raise Refusal("integration.not_yours", field="visit")
    if fact.role not in roles:
        raise Refusal("session.not_your_word", act=Act.SIGN_VISIT.value, roles=(fact.role.value,))


_CHECKS: Mapping[type, Callable[[SessionState, Entry, Any, Person, Collection[Role]], None]] = {
    integration.VisitBooked: _booked,
    integration.VisitCancelled: _cancelled,
    integration.VisitHeld: _held,
    integration.VisitSigned: _signed,
}
