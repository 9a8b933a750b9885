"""When a check is due, how old a value is, which limits it passed.  Pure functions of state, plan and now.

Nothing here judges or advises: it counts minutes from the person's own dose by the plan a provider has signed, and
compares values with the limits the clinic has set.  Time is elapsed time; no calendar day plays a part.

A due time is a dose and a number of minutes, or a line and the minutes it asked for.  So only a dose that is amended or
withdrawn moves the times of a person's checks.  A check answers by the time at which it was first told: amending its
time moves the age of the values and nothing that is due; withdrawing it leaves it unanswered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple
from uuid import UUID

import msgspec

from facilitator_app.record.in_the_way import plan_of as plan_of
from facilitator_app.record.limits import is_beyond as is_beyond
from facilitator_app.record.limits import limits_of as limits_of
from facilitator_app.record.programme import Limit, Phase, Plan, Rule, When
from facilitator_app.record.programme import Why as Why
from facilitator_app.record.room import State
from facilitator_app.record.scores import News2, Scale, news2
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure

Arrow = Literal["up", "down", "level", ""]

_NOTICEABLE = {Measure.SPO2: Decimal(2), Measure.TEMPERATURE: Decimal("0.5")}
_NOTICEABLE_SHARE = Decimal("0.1")
"""A change is drawn as an arrow from a tenth of the baseline on (SpO₂: 2 points, temperature: 0.5 °C).  For the eye only."""

STALE_WITHOUT_RULE = timedelta(minutes=60)
"""A value of a measure that the plan does not ask for looks stale after this."""


GATHER = timedelta(minutes=3)
"""Measures that come due within this time are taken in the same round, whatever the intervals of their own lines."""

PRESSURE = (Measure.SYSTOLIC, Measure.DIASTOLIC)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A check that is open for a person: which measures, since when, and whether one of them is later than its window.

    ``put_off`` is how many times in a row it was put off; its due time is then the one that was said instead.
    """

    person: UUID
    measures: tuple[Measure, ...]
    due_at: datetime
    why: Why
    overdue: bool
    late_by: timedelta
    interval: timedelta | None
    put_off: int = 0

    @property
    def deferred(self) -> bool:
        """Whether it was put off."""
        return self.put_off > 0


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """A value beyond a limit: the clinic's, or the person's own.  ``told_at`` is when it was first said to have been."""

    measure: Measure
    value: Decimal
    limit: Limit
    at: datetime
    told_at: datetime
    own: bool


class _Asked(NamedTuple):
    """One measure that is asked for."""

    measure: Measure
    at: datetime
    why: Why
    window: timedelta
    interval: timedelta | None
    put_off: int


class PhaseClock(msgspec.Struct, frozen=True, kw_only=True):
    """Where the session is: the phase, how long it has run, how long it was planned, by how much it is over, what comes.

    ``held``: by how much it was lengthened; ``ends_at`` and ``over`` count it, and are None where no length is planned.
    """

    key: str
    name: str
    elapsed: timedelta
    planned: timedelta | None
    held: timedelta
    ends_at: datetime | None
    over: timedelta | None
    upcoming: Phase | None


def checks_due(person: Person, plan: Plan | None, now: datetime) -> tuple[Due, ...]:
    """Every open check of a person, past or to come, the earliest first; none once the person is out.

    Each measure is asked for by its own line of the plan; those that fall on the same moment are one check.
    """
    if plan is None or person.out is not None:
        return ()
    found: dict[tuple[datetime, Why, bool], dict[Measure, _Asked]] = {}
    for asked in (*_by_rules(person, plan), *_repeats(person, plan)):
        check = found.setdefault((asked.at, asked.why, asked.put_off > 0), {})
        check.setdefault(asked.measure, asked)
    dues = [_due(person, check, now) for check in found.values()]
    return tuple(sorted(dues, key=lambda due: due.due_at))


def asked_now(person: Person, plan: Plan | None, now: datetime) -> tuple[Measure, ...]:
    """What a round takes of a person at ``now``: all that is due or comes due within ``GATHER``; both halves of a pressure."""
    near = {m for due in checks_due(person, plan, now) if due.due_at <= now + GATHER for m in due.measures}
    if not near.isdisjoint(PRESSURE):
        near.update(PRESSURE)
    return tuple(measure for measure in Measure if measure in near)


def next_check(person: Person, plan: Plan | None, now: datetime) -> Due | None:
    """The check to tell of: the earliest that is overdue, else the earliest open one; None when nothing is to be checked.

    A check before leaving has no window and is never overdue: due first, it must not hide one that is late.
    """
    return min(checks_due(person, plan, now), key=lambda due: (not due.overdue, due.due_at), default=None)


def came_due(state: SessionState, since: datetime, now: datetime) -> tuple[Due, ...]:
    """The checks of everybody that came due after ``since`` and are still open at ``now``, in the order they came due."""
    plan = plan_of(state)
    dues = (due for person in state.in_seat_order for due in checks_due(person, plan, now))
    return tuple(sorted((due for due in dues if since < due.due_at <= now), key=lambda due: due.due_at))


def limits_passed(person: Person, plan: Plan | None) -> tuple[Passed, ...]:
    """The limits that the last numbers of a person are beyond.

    A word in the place of a number ("declined") shows nothing about the value before it, so that one still counts.  A
    limit set for the person since then is the one that is looked at.
    """
    return tuple(_passed(person, plan))


def repeats(person: Person, plan: Plan | None, now: datetime) -> tuple[Due, ...]:
    """The open repeats of a person: a value beyond a limit asks for its measure again after the plan's minutes.

    It is answered by the next number of that measure, and by nothing else: not by a word in its place, not by a check of
    other measures.  A number that is beyond the limit too asks again, from its own time.  It also ends when the limit is
    set otherwise for this person (with owner and reason) or the value is amended or withdrawn.  Only the provider may put
    it off.
    """
    return tuple(due for due in checks_due(person, plan, now) if due.why is Why.REPEAT)


def repeats_after(plan: Plan | None) -> timedelta | None:
    """After how long a plan asks for a value beyond a limit again, or None when it does not."""
    if plan is None or plan.repeat_minutes is None:
        return None
    return timedelta(minutes=plan.repeat_minutes)


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
    """Whether the last of a measure is older than the interval and window of the line that asks for it now."""
    reading = person.readings.get(measure)
    if reading is None:
        return False
    rule = _in_force(person, measure, plan, now)
    allowed = STALE_WITHOUT_RULE
    if rule is not None and rule.every_minutes is not None:
        allowed = timedelta(minutes=rule.every_minutes + rule.window_minutes)
    return age(reading.at, now) > allowed


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
    length = planned + state.held if planned is not None else None
    return PhaseClock(
        key=phase.key,
        name=phase.name,
        elapsed=elapsed,
        planned=planned,
        held=state.held,
        ends_at=state.phase_since + length if length is not None else None,
        over=elapsed - length if length is not None and elapsed > length else None,
        upcoming=programme.phases[place + 1] if place + 1 < len(keys) else None,
    )


def _due(person: Person, check: Mapping[Measure, _Asked], now: datetime) -> Due:
    first = next(iter(check.values()))
    every = [asked.interval for asked in check.values() if asked.interval is not None]
    counted = first.why in (Why.AFTER_DOSE, Why.REPEAT)
    return Due(
        person=person.id,
        measures=tuple(measure for measure in Measure if measure in check),
        due_at=first.at,
        why=first.why,
        overdue=counted and any(now > asked.at + asked.window for asked in check.values()),
        late_by=age(first.at, now),
        interval=min(every) if every else None,
        put_off=max(asked.put_off for asked in check.values()),
    )


def _by_rules(person: Person, plan: Plan) -> Iterator[_Asked]:
    for rule in plan.rules:
        for measure in rule.measures:
            moment = _next_time(person, rule, measure)
            if moment is not None:
                every = timedelta(minutes=rule.every_minutes) if rule.every_minutes is not None else None
                window = timedelta(minutes=rule.window_minutes)
                asked = _Asked(measure, moment, Why(rule.when.value), window, every, 0)
                yield _put_off(person, asked, _counted_from(person, rule))


def _repeats(person: Person, plan: Plan) -> Iterator[_Asked]:
    """Both halves of a pressure are asked for when one is beyond.  A repeat has no window: it is late when it is due."""
    after = repeats_after(plan)
    if after is None:
        return
    for passed in _passed(person, plan):
        for measure in PRESSURE if passed.measure in PRESSURE else (passed.measure,):
            yield _put_off(person, _Asked(measure, passed.told_at + after, Why.REPEAT, timedelta(0), after, 0))


def _put_off(person: Person, asked: _Asked, dose: datetime | None = None) -> _Asked:
    """The same at the time that was said instead, where this check was put off to a later one.

    What was put off before the ``dose`` it is counted from was another check.
    """
    deferral = person.deferrals.get(asked.measure)
    if deferral is None or asked.why not in deferral.checks or deferral.until <= asked.at:
        return asked
    if dose is not None and deferral.at < dose:
        return asked
    return asked._replace(at=deferral.until, put_off=deferral.in_a_row)


def _next_time(person: Person, rule: Rule, measure: Measure) -> datetime | None:
    """When the rule asks for the measure next, or None when it does not."""
    answered = person.answered.get(measure)
    if rule.when is When.BEFORE_DOSE:
        seated = person.seated_told_at or person.seated_at
        is_open = not (person.dosed_at or person.readiness.without) and (answered is None or answered < seated)
        return seated + timedelta(minutes=rule.from_minutes) if is_open else None
    if rule.when is When.BEFORE_LEAVING:
        return _before_leaving(person, answered)
    return _after_dose(person, rule, answered)


def _before_leaving(person: Person, answered: datetime | None) -> datetime | None:
    """Asked for once the person is said to be grounded, until it was taken since."""
    since = person.state_told_at
    if person.state is not State.GROUNDED or since is None:
        return None
    return since if answered is None or answered < since else None


def _counted_from(person: Person, rule: Rule) -> datetime | None:
    """The own dose that a rule counts from; None for one that counts from none, or before there was one."""
    moments = person.dosed_at
    if not moments or rule.when is not When.AFTER_DOSE:
        return None
    return max(moments) if rule.anew else min(moments)


def _after_dose(person: Person, rule: Rule, answered: datetime | None) -> datetime | None:
    """The first time on the rule's grid, counted from the own dose, that no reading has answered.

    A reading answers every time up to ``answered``, when it was told first to have been taken, and the next one when it
    came early by no more than the rule's window (and less than half the interval).  So a late check answers what it was
    late for and never moves the grid.  After a dose of the session before this one they are measured as they sit down here.
    """
    dose = _counted_from(person, rule)
    if dose is None or rule.every_minutes is None:
        return None
    every = timedelta(minutes=rule.every_minutes)
    first = dose + (timedelta(minutes=rule.from_minutes) if rule.from_minutes else every)
    early = min(timedelta(minutes=rule.window_minutes), every / 2)
    moment = first
    if answered is not None and answered >= dose and answered + early >= first:
        moment = first + every * ((answered + early - first) // every + 1)
    elif all(dose != one.at for one in person.doses):
        moment = max(first, person.seated_told_at or person.seated_at)
    if rule.until_minutes is not None and moment > dose + timedelta(minutes=rule.until_minutes):
        return None
    return moment


def _in_force(person: Person, measure: Measure, plan: Plan | None, now: datetime) -> Rule | None:
    """The line of the plan that asks for a measure now, the most frequent if several do.

    Between two lines it is the one to come, after the last one the most frequent.  Before the dose it is the one to begin.
    """
    rules = [
        rule
        for rule in (plan.rules if plan else ())
        if rule.when is When.AFTER_DOSE and measure in rule.measures and rule.every_minutes is not None
    ]
    if not rules:
        return None

    def place(rule: Rule) -> tuple[int, float, int]:
        every = rule.every_minutes or 0
        begins = max(0, rule.from_minutes - every)
        ends = rule.until_minutes if rule.until_minutes is not None else float("inf")
        dose = _counted_from(person, rule)
        passed = (now - dose) / timedelta(minutes=1) if dose is not None else 0.0
        if passed > ends:
            return (2, 0.0, every)
        return (0, 0.0, every) if passed >= begins else (1, begins, every)

    return min(rules, key=place)


def _passed(person: Person, plan: Plan | None) -> Iterator[Passed]:
    for measure, limit in limits_of(person, plan).items():
        last = person.readings.get(measure)
        number = last if last is not None and last.value is not None else person.numbers.get(measure)
        if number is None or number.value is None:
            continue
        if is_beyond(limit, number.value, person.own(measure)):
            yield Passed(
                measure=measure,
                value=number.value,
                limit=limit,
                at=number.at,
                told_at=number.told_at or number.at,
                own=measure in person.limits,
            )


def news2_of(person: Person, plan: Plan | None, now: datetime) -> News2:
    """NEWS2 of what was last measured and said of a person; what looks stale, and a stale ACVPU, counts as missing."""
    values = {
        measure: last.value
        for measure, last in person.readings.items()
        if last.value is not None and not is_stale(person, measure, plan, now)
    }
    said = person.scores.get(Scale.ACVPU)
    awake = said.level if said is not None and age(said.at, now) <= STALE_WITHOUT_RULE else None
    return news2(values, person.oxygen.on if person.oxygen else None, awake)
