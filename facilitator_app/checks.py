"""Which check may be put off, by whom and for how long; who sets a person's limit.  Pure; asked by ``rules``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.monitoring import Why, checks_due, plan_of
from facilitator_app.record.changes import Amended
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History, Line
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.programme import ORDINARY, Plan, check_limit
from facilitator_app.record.roles import Act, Role
from facilitator_app.record.room import Deferred
from facilitator_app.record.scores import OxygenSaid, Scored
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure

ABOUT_A_PERSON = frozenset({PersonLimitSet, Scored, OxygenSaid})
"""Kinds of this topic that are about one person."""

ACTS: Mapping[type, Act] = {PersonLimitSet: Act.SET_LIMIT}
"""Which act of the table of roles they are, where they are no plain facts."""


def check(state: SessionState, history: History[SessionState], entry: Entry, roles: Collection[Role]) -> None:
    """Refuse what may not be written; lets every kind of another topic pass."""
    fact = entry.fact
    if isinstance(fact, Amended):
        _amended(history, fact)
    if isinstance(fact, PersonLimitSet):
        check_limit(fact.limit)
    if not isinstance(fact, Deferred):
        return
    person = state.people.get(entry.participant) if entry.participant else None
    is_away = person is not None and person.away is not None  # nobody looks at who is said to be out of the room
    if not fact.breathing_seen and not is_away:
        raise Refusal("deferral.breathing", field="breathing_seen")
    plan = plan_of(state)
    if person is not None and plan is not None:
        _providers_own(state, _then(state, history, entry) or person, plan, entry, roles)
        _in_a_row(person, plan, fact)
        _gap(person, plan, entry.observed_at, fact)


def bound(state: SessionState, history: History[SessionState], entry: Entry) -> Entry:
    """The same; a deferral with the checks that were open at its moment: it puts off those, and none that comes later."""
    fact = entry.fact
    person = _then(state, history, entry) if isinstance(fact, Deferred) else None
    if not isinstance(fact, Deferred) or person is None:
        return entry
    dues = checks_due(person, plan_of(state), entry.observed_at)
    found = {one: tuple(due.why for due in dues if one in due.measures) for one in fact.measures}
    puts_off = {measure: whys for measure, whys in found.items() if whys}
    return msgspec.structs.replace(entry, fact=msgspec.structs.replace(fact, puts_off=puts_off))


def _then(state: SessionState, history: History[SessionState], entry: Entry) -> Person | None:
    """The person as told up to the moment of the entry."""
    then = history.state_at(entry.observed_at) if entry.observed_at < entry.recorded_at else state
    return then.people.get(entry.participant) if entry.participant else None


def _amended(history: History[SessionState], change: Amended) -> None:
    """A limit is set anew, never amended.  What a deferral asked for stays: to amend it would move a due time."""
    line = history.line(change.target)
    was = line.entry.fact if line else None
    if isinstance(was, PersonLimitSet):
        raise Refusal("limit.cannot_amend")
    new = change.fact
    if isinstance(was, Deferred) and isinstance(new, Deferred) and _asks(was) != _asks(new):
        raise Refusal("deferral.cannot_move", field="again_minutes")


def _asks(fact: Deferred) -> tuple[int, frozenset[Measure], dict[Measure, tuple[Why, ...]]]:
    return fact.again_minutes, frozenset(fact.measures), fact.puts_off


def providers_own(person: Person, plan: Plan, at: datetime, measures: Collection[Measure]) -> Why | None:
    """Why the provider alone puts off a check of ``measures`` at that moment; None where anybody may."""
    for due in checks_due(person, plan, at):
        if due.why not in ORDINARY and not set(due.measures).isdisjoint(measures):
            return due.why
    return None


def awaits_provider(line: Line, state: SessionState) -> bool:
    """Whether a scribe wrote that the provider put a check off, and the provider has not confirmed it yet."""
    if not isinstance(line.entry.fact, Deferred) or line.voided is not None or line.confirmed is not None:
        return False
    return state.is_provider(line.entry.done_by) and not state.is_provider(line.worded_by)


def _providers_own(state: SessionState, person: Person, plan: Plan, entry: Entry, roles: Collection[Role]) -> None:
    """The provider's own deferral is told by the provider, or written for the provider by a scribe."""
    fact = entry.fact
    assert isinstance(fact, Deferred)
    if Role.MEDICAL_PROVIDER in roles or state.is_provider(entry.done_by):
        return
    if why := providers_own(person, plan, entry.observed_at, fact.measures):
        raise Refusal(f"deferral.provider_only_{why.value}", field="reason")


def _in_a_row(person: Person, plan: Plan, fact: Deferred) -> None:
    most = plan.deferrals_most
    if most is None:
        return
    for measure in fact.measures:
        before = person.deferrals.get(measure)
        if (before.in_a_row if before else 0) >= most:
            raise Refusal("deferral.too_many", field="again_minutes", most=most, measure=measure)


def _gap(person: Person, plan: Plan, at: datetime, fact: Deferred) -> None:
    """From the last number, else from the last own dose, to the time it is put off to; before the dose nothing runs.

    A word in the place of a number shows nothing of the person, so it does not end the gap.
    """
    most = plan.deferral_gap_minutes
    if most is None or not person.dosed_at:
        return
    for measure in fact.measures:
        since = _last(person, measure)
        gap = at + timedelta(minutes=fact.again_minutes) - since
        if gap > timedelta(minutes=most):
            left = (timedelta(minutes=most) - (at - since)) // timedelta(minutes=1)
            key = "deferral.gap" if left >= 1 else "deferral.gap_over"
            raise Refusal(key, field="again_minutes", most=most, left=left, measure=measure)


def _last(person: Person, measure: Measure) -> datetime:
    reading = person.numbers.get(measure)
    dose = max(person.dosed_at)
    return max(dose, reading.at) if reading is not None else dose
