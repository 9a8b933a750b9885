"""When the prescriber's lines may be written before a session, and when they are taken back.  Pure.

An order, a clearance and an assessment are the prescriber's own word here; only in the room does a scribe write them down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import agenda
from facilitator_app.faults import Refusal
from facilitator_app.record import body
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import (
    ClearedForMedicine,
    OrderGiven,
    beside,
    check_other_route,
    check_per_kg,
    check_year,
)
from facilitator_app.record.prescribing import Assessed, prescribed
from facilitator_app.record.programme import check_limit
from facilitator_app.record.roles import Act, Role

if TYPE_CHECKING:
    from facilitator_app.beforehand import Told
    from facilitator_app.record.clinic import ClinicState
    from facilitator_app.record.entry import Fact, Part

ABOUT_A_PERSON = (Assessed, OrderGiven, ClearedForMedicine, PersonLimitSet)
"""Kinds of this topic; each is about one person of the clinic."""

ACTS: Mapping[type, Act] = {**dict.fromkeys(ABOUT_A_PERSON, Act.ORDER), PersonLimitSet: Act.SET_LIMIT}
"""Which act of the table of roles they are."""


def may_withdraw(told: Told) -> None:
    """Refuse to take back what the prescriber wrote unless by a prescriber, or by a provider who stops it."""
    if not {Role.PRESCRIBER, Role.MEDICAL_PROVIDER} & set(told.roles):
        raise Refusal("session.not_your_word", act=Act.ORDER.value, roles=(Role.PRESCRIBER, Role.MEDICAL_PROVIDER))


def _cleared(told: Told, fact: ClearedForMedicine) -> None:
    """A clearance holds for today and for the next session that is set for the person."""
    zone = ZoneInfo(told.state.zone)
    if fact.until < told.now.astimezone(zone).date():
        raise Refusal("prescribing.over", field="until")
    check_year(fact, told.now.astimezone(zone).date())
    following = next_day(told, told.entry.participant)
    if following is not None and fact.until < following:
        raise Refusal("prescribing.ends_before", field="until", day=following.isoformat())


def _ordered(told: Told, fact: OrderGiven) -> None:
    """An order that doses can be compared with, of which it is said what becomes of those by another route."""
    check_per_kg(fact)
    assert told.entry.participant is not None  # an order is somebody's
    check_other_route(fact, prescribed(told.history, told.entry.participant).orders)


def bound(state: ClinicState, part: Part) -> Fact:
    """What is written; an order for each kg with the other weight that is known of the person."""
    fact, known = part.fact, state.known(part.about) if part.about else None
    if not isinstance(fact, OrderGiven) or known is None:
        return fact
    return beside(fact, body.read({"weight_kg": known.details.weight_kg}, "weight_kg"))


def next_day(told: Told, person: UUID | None) -> date | None:
    """The day of the next session that is set for a person, or None."""
    zone = ZoneInfo(told.state.zone)
    days = [
        one.told.at.astimezone(zone).date()
        for one in agenda.to_come(told.state, told.now)
        if person in agenda.people(told.state, one)
    ]
    return min(days, default=None)


CHECKS: Mapping[type, Callable[[Told, Any], None]] = {
    ClearedForMedicine: _cleared,
    OrderGiven: _ordered,
    PersonLimitSet: lambda told, fact: check_limit(fact.limit),
}
"""What is looked at of each kind besides its own fields."""
