"""The time-out at the dose: what a dose is compared with, and what it then needs a named reason for.  Pure.

It compares and asks; it never forbids what happened and never says what to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import in_the_way, never
from facilitator_app.record.changes import Amended
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, check_expiry, has_expired
from facilitator_app.record.entry import Entry
from facilitator_app.record.in_the_way import plan_of as plan_of
from facilitator_app.record.orders import Order, drug_of, is_of_other_weight
from facilitator_app.record.programme import Giver
from facilitator_app.record.state import Dose, Person, SessionState

if TYPE_CHECKING:
    from facilitator_app.record.history import History, Line


BEFOREHAND = (Concern.NOT_MEASURED, Concern.NOT_READY)
"""What a dose needs a reason for whatever is given."""
WHAT_IS_GIVEN = ("drug", "amount_mg", "route")
"""What makes a dose another one when it is corrected."""


def is_cleared(person: Person, at: datetime, zone: tzinfo) -> bool:
    """Whether the person is cleared for the medicine on the room's day of ``at``."""
    cleared = person.cleared
    return cleared is not None and at.astimezone(zone).date() <= cleared.told.until


def orders_for(person: Person, drug: str) -> tuple[Order, ...]:
    """The orders that hold for this medicine, each of another route.  Large and small letters are the same."""
    wanted = drug.strip().casefold()
    return tuple(order for order in person.orders if drug_of(order.told) == wanted)


def order_for(person: Person, dose: DoseGiven) -> Order | None:
    """The order that a dose is compared with: of its medicine that of its route, else the one written last."""
    found = orders_for(person, dose.drug)
    return next((order for order in found if order.told.route is dose.route), found[-1] if found else None)


def as_then(
    state: SessionState, history: History[SessionState], person: UUID, moment: datetime, now: datetime
) -> Person:
    """The person as told up to ``moment``: an order that was written later was none when the dose was given.

    Their doses are all that are known by now: one that lies after the moment is no secret to who tells of it late.
    """
    known = state.people[person]
    then = history.state_at(moment).people.get(person, known) if moment < now else known
    return msgspec.structs.replace(then, doses=known.doses, given_earlier=known.given_earlier)


def concerns(
    state: SessionState, person: Person, dose: DoseGiven, at: datetime, expiry: str = ""
) -> tuple[Concern, ...]:
    """What a dose at ``at`` from a pack with that ``expiry`` needs a named reason for, in the order in which it is asked.

    ``person`` as they were then in the session of ``state``, with every dose that is known of them.
    """
    zone = ZoneInfo(state.zone)
    by_then = tuple(one for one in person.doses if one.at <= at)
    found = {
        Concern.STAYS_WITHOUT: msgspec.structs.replace(person, doses=by_then).stays_without,
        **dict.fromkeys(_concerns(person, dose, at, zone), True),
        Concern.BY_ONESELF: dose.by_oneself and not may_take_it(state),
        Concern.NOT_MEASURED: bool(in_the_way.unmeasured(state, person, at)),
        Concern.NOT_READY: bool(in_the_way.not_ready(state, person, at) or in_the_way.room_not_so(state, person, at)),
        Concern.EXPIRED: has_expired(expiry, at.astimezone(zone).date()),
    }
    return tuple(concern for concern, asks in found.items() if asks)


def asked_again(
    state: SessionState, history: History[SessionState], line: Line, fact: DoseWithTimeOut, at: datetime, now: datetime
) -> tuple[Concern, ...]:
    """What the dose of that line needs a named reason for as it is to read: compared with everything but itself.

    At another time, or of another medicine, it is compared with every dose on either side of it; else with what was told
    before it: one that was told after it has its own reasons.
    What was not ready then is asked as at the dose itself where the medicine, its amount, its route or its time is another;
    where none of these is, only for the reason that stands there already.  So is it of a dose that read before that it
    was taken by oneself: it may be older than the question.
    """
    without, was = but_for(state, history, line, at, now), line.entry.fact
    if at == line.entry.observed_at and getattr(was, "drug", "") == fact.drug:
        without = msgspec.structs.replace(without, doses=tuple(_there_before(history, line, without.doses)))
    stood = getattr(was, "reasons", {})
    is_another = at != line.entry.observed_at or any(getattr(was, one) != getattr(fact, one) for one in WHAT_IS_GIVEN)
    found = concerns(state, without, fact, at, fact.expiry)
    is_old = {**dict.fromkeys(BEFOREHAND, not is_another), Concern.BY_ONESELF: getattr(was, "by_oneself", False)}
    return tuple(one for one in found if one in stood or not is_old.get(one, False))


def but_for(state: SessionState, history: History[SessionState], line: Line, at: datetime, now: datetime) -> Person:
    """Whose dose it is, as told up to ``at``, without that dose."""
    assert line.first.participant is not None  # a dose is somebody's
    then = as_then(state, history, line.first.participant, at, now)
    return msgspec.structs.replace(then, doses=tuple(dose for dose in then.doses if dose.entry != line.first.id))


def _there_before(history: History[SessionState], line: Line, doses: Iterable[Dose]) -> Iterator[Dose]:
    """Of those doses the ones that were told before the one of that line, or with it."""
    for dose in doses:
        told = history.entry(dose.entry)
        if told is not None and told.recorded_at <= line.first.recorded_at:
            yield dose


def check_amended(state: SessionState, history: History[SessionState], entry: Entry, change: Amended) -> None:
    """Refuse a dose that reads otherwise and leaves a concern unanswered.  Raises Refusal dose.reason_needed."""
    line = history.line(change.target)
    fact = change.fact or (line.entry.fact if line is not None and change.observed_at is not None else None)
    if line is None or not isinstance(fact, DoseWithTimeOut) or not isinstance(line.first.fact, DoseWithTimeOut):
        return
    if not isinstance(line.entry.fact, DoseWithTimeOut) or fact.expiry != line.entry.fact.expiry:
        check_expiry(fact.expiry)
    at = change.observed_at or line.entry.observed_at
    for concern in asked_again(state, history, line, fact, at, entry.recorded_at):
        if not fact.reasons.get(concern, "").strip():
            raise Refusal("dose.reason_needed", field=concern.value, concern=concern)


def may_take_it(state: SessionState) -> bool:
    """Whether the programme lets a dose be taken by oneself, under order and seen by one of the team."""
    return state.programme is not None and Giver.ONESELF in state.programme.doses_by


def needs_second(state: SessionState) -> bool:
    """Whether the programme asks for a second person at a dose."""
    plan = plan_of(state)
    return plan is not None and plan.second_confirms


def check(state: SessionState, history: History[SessionState], entry: Entry, fact: DoseWithTimeOut) -> None:
    """Refuse a time-out that leaves a concern unanswered, or a dose without the second person the programme asks for.

    Raises Refusal dose.expiry_unread, dose.never_without, dose.reason_needed (``concern``), dose.second_needed,
    dose.second_is_the_same and dose.had_left (``name``).
    """
    assert entry.participant is not None  # who has no seat was refused before
    if not _stood_so(history, entry, fact, "expiry"):
        check_expiry(fact.expiry)
    person = as_then(state, history, entry.participant, entry.observed_at, entry.recorded_at)
    found = concerns(state, person, fact, entry.observed_at, fact.expiry)
    never.may_give(state, person, entry, found)
    for concern in found:
        if not fact.reasons.get(concern, "").strip():
            raise Refusal("dose.reason_needed", field=concern.value, concern=concern)
    if needs_second(state) and fact.second is None and not fact.alone.strip():
        raise Refusal("dose.second_needed", field="second")
    if fact.second is not None and fact.second == (entry.done_by or entry.recorded_by):
        raise Refusal("dose.second_is_the_same", field="second")
    _check_who_saw_it(state, history, entry, fact)


def _check_who_saw_it(state: SessionState, history: History[SessionState], entry: Entry, fact: DoseWithTimeOut) -> None:
    """Refuse one to have confirmed a dose, or seen its remainder thrown away, who had left the room before it."""
    at = entry.observed_at
    there = (history.state_at(at) if at < entry.recorded_at else state).staff
    for field, who in (("second", fact.second), ("witness", fact.witness)):
        known = there.get(who) if who is not None else None
        if known is not None and known.left is not None and not _stood_so(history, entry, fact, field):
            raise Refusal("dose.had_left", field=field, name=known.name)


def _stood_so(history: History[SessionState], entry: Entry, fact: DoseWithTimeOut, field: str) -> bool:
    """Whether a dose of that moment says it in this field already: one that is moved to its right person keeps its words."""
    return any(
        isinstance(line.entry.fact, DoseWithTimeOut)
        and getattr(line.entry.fact, field) == getattr(fact, field)
        and line.entry.observed_at == entry.observed_at
        for line in history.lines()
    )


def _concerns(person: Person, dose: DoseGiven, at: datetime, zone: tzinfo) -> Iterator[Concern]:
    if not is_cleared(person, at, zone):
        yield Concern.NOT_CLEARED
    order = order_for(person, dose)
    if order is None:
        yield Concern.NO_ORDER
        return
    is_of_other = is_of_other_weight(order.told, person.weight_kg)
    if is_of_other:
        yield Concern.OTHER_WEIGHT
    if order.told.route is not dose.route or not (is_of_other or order.admits(dose.amount_mg)):
        yield Concern.OUTSIDE_ORDER
    wanted = dose.drug.strip().casefold()
    given = [(one.drug, one.route, one.at) for one in person.doses]
    given += [(one.name, one.route, one.given_at) for one in person.given_earlier if one.route is not None]
    others = {
        one.told.route for one in orders_for(person, dose.drug) if one is not order
    }  # each has an order of its own
    apart = [(route, abs(at - when)) for drug, route, when in given if drug.strip().casefold() == wanted]
    if not order.told.further and any(route not in others for route, _ in apart):
        yield Concern.NO_FURTHER
    elif apart and min(long for _, long in apart) < timedelta(minutes=order.told.between_minutes or 0):
        yield Concern.TOO_SOON
