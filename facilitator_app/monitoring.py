"""When a check is due, how old a value is, which of the clinic's limits it passed.  Pure functions of state, plan and now.

Nothing here judges or advises: it counts minutes from the person's own dose by the plan a provider has signed, and
compares values with the limits the clinic has set.  Time is elapsed time; no calendar day plays a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

import msgspec

from facilitator_app.record.programme import Limit, Phase, Plan, Rule, When
from facilitator_app.record.room import State
from facilitator_app.record.state import Person, Reading, SessionState
from facilitator_app.record.vitals import Measure

Arrow = Literal["up", "down", "level", ""]

_NOTICEABLE = {Measure.SPO2: Decimal(2), Measure.TEMPERATURE: Decimal("0.5")}
_NOTICEABLE_SHARE = Decimal("0.1")
"""A change is drawn as an arrow from a tenth of the baseline on (SpO₂: 2 points, temperature: 0.5 °C).  For the eye only."""

STALE_WITHOUT_RULE = timedelta(minutes=60)
"""A value of a measure that the plan does not ask for looks stale after this."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A check that is open for a person: which measures, since when, and whether it is later than its window."""

    person: UUID
    measures: tuple[Measure, ...]
    due_at: datetime
    why: When
    overdue: bool
    late_by: timedelta
    interval: timedelta | None
    deferred: bool = False


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """A value beyond one of the clinic's limits."""

    measure: Measure
    value: Decimal
    limit: Limit
    at: datetime


class PhaseClock(msgspec.Struct, frozen=True, kw_only=True):
    """Where the session is: the phase, how long it has run, how long it was planned, by how much it is over, what comes."""

    key: str
    name: str
    elapsed: timedelta
    planned: timedelta | None
    over: timedelta | None
    upcoming: Phase | None


def checks_due(person: Person, plan: Plan | None, now: datetime) -> tuple[Due, ...]:
    """Every open check of a person, past or to come, the earliest first; none once the person is out."""
    if plan is None or person.out is not None:
        return ()
    found: dict[tuple[datetime, When, bool], list[tuple[Measure, Rule]]] = {}
    for rule in plan.rules:
        for measure in rule.measures:
            when = _next_time(person, rule, measure)
            if when is None:
                continue
            moment, deferred = when
            entries = found.setdefault((moment, rule.when, deferred), [])
            if measure not in [known for known, _ in entries]:
                entries.append((measure, rule))
    dues = [_due(person, key, entries, now) for key, entries in found.items()]
    return tuple(sorted(dues, key=lambda due: due.due_at))


def next_check(person: Person, plan: Plan | None, now: datetime) -> Due | None:
    """The earliest open check, or None when nothing is to be checked."""
    return next(iter(checks_due(person, plan, now)), None)


def came_due(state: SessionState, since: datetime, now: datetime) -> tuple[Due, ...]:
    """The checks of everybody that came due after ``since`` and are still open at ``now``, in the order they came due."""
    plan = plan_of(state)
    dues = (due for person in state.in_seat_order for due in checks_due(person, plan, now))
    return tuple(sorted((due for due in dues if since < due.due_at <= now), key=lambda due: due.due_at))


def plan_of(state: SessionState) -> Plan | None:
    """The signed plan the session runs by."""
    programme = state.programme
    return programme.plan.plan if programme and programme.plan else None


def limits_passed(person: Person, plan: Plan | None) -> tuple[Passed, ...]:
    """The limits that the last values of a person are beyond."""
    return tuple(_passed(person, plan.limits)) if plan else ()


def arrow(measure: Measure, value: Decimal | None, baseline: Decimal | None) -> Arrow:
    """Which way a value lies from the person's own baseline, or "" when there is nothing to compare."""
    if value is None or baseline is None:
        return ""
    step = _NOTICEABLE.get(measure, baseline * _NOTICEABLE_SHARE)
    if value - baseline >= step:
        return "up"
    return "down" if baseline - value >= step else "level"


def age(at: datetime, now: datetime) -> timedelta:
    """How long ago, never below nothing."""
    return max(now - at, timedelta(0))


def is_stale(person: Person, measure: Measure, plan: Plan | None, now: datetime) -> bool:
    """Whether a person's last value of a measure is older than the interval and window that hold now, and must look it."""
    return age(person.readings[measure].at, now) > _keeps(person, measure, plan, now)


def _keeps(person: Person, measure: Measure, plan: Plan | None, now: datetime) -> timedelta:
    """How long a value passes for current: by the rules in force since the own last dose, else by the plan's strictest."""
    spans = {
        rule: timedelta(minutes=rule.every_minutes + rule.window_minutes)
        for rule in (plan.rules if plan else ())
        if rule.when is When.AFTER_DOSE and measure in rule.measures and rule.every_minutes is not None
    }
    since = now - max((dose.at for dose in person.doses), default=now)
    in_force = [span for rule, span in spans.items() if person.doses and _holds(rule, since)]
    return min(in_force or spans.values(), default=STALE_WITHOUT_RULE)


def _holds(rule: Rule, since: timedelta) -> bool:
    """Whether the rule asks at this time after the dose."""
    ends = rule.until_minutes is not None and since > timedelta(minutes=rule.until_minutes)
    return since >= timedelta(minutes=rule.from_minutes) and not ends


def phase_clock(state: SessionState, now: datetime) -> PhaseClock | None:
    """Where the session is in its phases, or None before it was opened."""
    programme = state.programme
    if programme is None or state.phase_since is None:
        return None
    keys = [phase.key for phase in programme.phases]
    place = keys.index(state.phase)
    phase = programme.phases[place]
    elapsed = age(state.phase_since, state.closed_at or now)
    planned = timedelta(minutes=phase.minutes) if phase.minutes is not None else None
    return PhaseClock(
        key=phase.key,
        name=phase.name,
        elapsed=elapsed,
        planned=planned,
        over=elapsed - planned if planned is not None and elapsed > planned else None,
        upcoming=programme.phases[place + 1] if place + 1 < len(keys) else None,
    )


def _due(
    person: Person,
    key: tuple[datetime, When, bool],
    entries: list[tuple[Measure, Rule]],
    now: datetime,
) -> Due:
    moment, why, deferred = key
    window = timedelta(minutes=min(rule.window_minutes for _, rule in entries))
    every = [rule.every_minutes for _, rule in entries if rule.every_minutes is not None]
    counted = why is When.AFTER_DOSE
    return Due(
        person=person.id,
        measures=tuple(measure for measure in Measure if measure in [known for known, _ in entries]),
        due_at=moment,
        why=why,
        overdue=counted and now > moment + window,
        late_by=age(moment, now),
        interval=timedelta(minutes=min(every)) if every else None,
        deferred=deferred,
    )


def _next_time(person: Person, rule: Rule, measure: Measure) -> tuple[datetime, bool] | None:
    """When the rule asks for the measure next and whether that was put off, or None when it does not."""
    reading = person.readings.get(measure)
    if rule.when is When.BEFORE_DOSE:
        open_ = not person.doses and (reading is None or reading.at < person.seated_at)
        moment = person.seated_at + timedelta(minutes=rule.from_minutes) if open_ else None
    elif rule.when is When.BEFORE_LEAVING:
        moment = _before_leaving(person, reading)
    else:
        moment = _after_dose(person, rule, reading)
    if moment is None:
        return None
    deferral = person.deferrals.get(measure)
    if deferral is not None and deferral.until > moment:
        return deferral.until, True
    return moment, False


def _before_leaving(person: Person, reading: Reading | None) -> datetime | None:
    """Asked for once the person is said to be grounded, until it was taken since."""
    since = person.state_since
    if person.state is not State.GROUNDED or since is None:
        return None
    return since if reading is None or reading.at < since else None


def _after_dose(person: Person, rule: Rule, reading: Reading | None) -> datetime | None:
    """The first time on the rule's grid, counted from the latest own dose, that no reading has answered.

    A reading answers every time up to its own, and the next one when it came early by no more than the rule's window
    (and less than half the interval).  So a late check answers what it was late for and never moves the grid.
    """
    if not person.doses or rule.every_minutes is None:
        return None
    dose = max(dose.at for dose in person.doses)
    every = timedelta(minutes=rule.every_minutes)
    first = dose + (timedelta(minutes=rule.from_minutes) if rule.from_minutes else every)
    early = min(timedelta(minutes=rule.window_minutes), every / 2)
    moment = first
    if reading is not None and reading.at >= dose and reading.at + early >= first:
        moment = first + every * ((reading.at + early - first) // every + 1)
    if rule.until_minutes is not None and moment > dose + timedelta(minutes=rule.until_minutes):
        return None
    return moment


def _passed(person: Person, limits: Iterable[Limit]) -> Iterator[Passed]:
    for limit in limits:
        reading = person.readings.get(limit.measure)
        if reading is None or reading.value is None:
            continue
        value, baseline = reading.value, person.baseline.get(limit.measure)
        over = limit.high is not None and value > limit.high
        under = limit.low is not None and value < limit.low
        risen = (
            limit.rise_percent is not None
            and baseline is not None
            and value > baseline * (1 + limit.rise_percent / 100)
        )
        if over or under or risen:
            yield Passed(measure=limit.measure, value=value, limit=limit, at=reading.at)
