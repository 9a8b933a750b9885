"""When a check is due, how old a value looks, which of the clinic's limits it passed: counted from the person's own dose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitator_app import monitoring, programmes
from facilitator_app.monitoring import Why
from facilitator_app.record import room
from facilitator_app.record.music import MusicChanged, What
from facilitator_app.record.programme import Limit, Plan, Rule, SignedPlan, When
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from tests.people import AMARA, HALE, ROWAN, START
from tests.told import PROGRAMME, Told

HR, SYS, DIA, SPO2 = Measure.HEART_RATE, Measure.SYSTOLIC, Measure.DIASTOLIC, Measure.SPO2
T = Measure.TEMPERATURE
LABEL, EMORY, _DEMO = programmes.starting_plans()


def plan(*rules: Rule, limits: tuple[Limit, ...] = ()) -> Plan:
    return Plan(name="Invented", source="Invented.", rules=rules, limits=limits, invented=True)


def every(minutes: int, *measures: Measure, **more: int) -> Rule:
    rule = Rule(measures=measures or (HR,), when=When.AFTER_DOSE, every_minutes=minutes)
    return msgspec.structs.replace(rule, **more)


BEFORE = Rule(measures=(HR, SPO2), when=When.BEFORE_DOSE)
LEAVING = Rule(measures=(HR,), when=When.BEFORE_LEAVING)


def seated() -> Told:
    """Rowan and Amara sit down a minute after the start."""
    return Told().staff().seated(ROWAN, AMARA)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def rowan(told: Told) -> Person:
    return told.history.state.people[ROWAN]


def due(told: Told, by: Plan | None, minute: float) -> list[tuple[tuple[Measure, ...], float, bool]]:
    """Rowan's open checks: what, at which minute of the session, and whether overdue."""
    checks = monitoring.checks_due(rowan(told), by, at(minute))
    return [(check.measures, (check.due_at - START) / timedelta(minutes=1), check.overdue) for check in checks]


# ---------------------------------------------------------------- before the dose
def test_before_the_dose_a_check_is_asked_for_once_and_is_never_overdue() -> None:
    told = seated()
    assert due(told, plan(BEFORE), 50) == [((HR, SPO2), 1, False)]
    told.vitals(5, ROWAN, "HR 72")
    assert due(told, plan(BEFORE), 50) == [((SPO2,), 1, False)]
    told.dose(10, ROWAN)
    assert due(told, plan(BEFORE), 50) == []


def test_nothing_is_asked_for_without_a_plan_or_once_the_person_is_out() -> None:
    told = seated()
    assert due(told, None, 5) == []
    told.out(6, ROWAN)
    assert due(told, plan(BEFORE), 7) == []
    assert monitoring.next_check(rowan(told), plan(BEFORE), at(7)) is None


# ---------------------------------------------------------------- after the dose
def test_after_the_dose_checks_come_on_a_grid_that_a_late_check_does_not_move() -> None:
    told = seated()
    by = plan(every(10))
    assert due(told, by, 5) == []
    told.dose(10, ROWAN)
    assert due(told, by, 15) == [((HR,), 20, False)]
    assert due(told, by, 22) == [((HR,), 20, False)]
    assert due(told, by, 22.1) == [((HR,), 20, True)]
    told.vitals(26, ROWAN, "HR 80")
    assert due(told, by, 27) == [((HR,), 30, False)]


def test_a_check_a_little_early_answers_the_next_time_and_a_much_earlier_one_does_not() -> None:
    told = seated()
    told.dose(10, ROWAN)
    told.vitals(17, ROWAN, "HR 80")
    assert due(told, plan(every(10)), 18) == [((HR,), 20, False)]
    told.vitals(18.5, ROWAN, "HR 80")
    assert due(told, plan(every(10)), 19) == [((HR,), 30, False)]


def test_a_check_before_the_dose_answers_nothing_after_it_and_each_dose_begins_the_count_anew() -> None:
    told = seated()
    told.vitals(9.5, ROWAN, "HR 72")
    told.dose(10, ROWAN)
    assert due(told, plan(every(10)), 12) == [((HR,), 20, False)]
    told.vitals(20, ROWAN, "HR 80")
    told.dose(25, ROWAN)
    assert due(told, plan(every(10)), 26) == [((HR,), 35, False)]


def test_a_word_in_place_of_a_number_answers_a_check() -> None:
    told = seated()
    told.dose(10, ROWAN)
    told.write(20, VitalsTaken(values={}, words={HR: Unavailable.DECLINED}), ROWAN)
    assert due(told, plan(every(10)), 21) == [((HR,), 30, False)]


def test_a_rule_begins_and_ends_where_its_plan_says() -> None:
    told = seated()
    told.dose(0, ROWAN)
    assert due(told, LABEL, 10) == [((SYS, DIA, SPO2), 40, False)]
    told.vitals(41, ROWAN, "BP 130/80, SpO2 97")
    assert due(told, LABEL, 42) == []
    assert [minute for _, minute, _ in due(told, EMORY, 42)] == [55]
    told.vitals(56, ROWAN, "BP 130/80")
    assert [minute for _, minute, _ in due(told, EMORY, 57)] == [70]


def test_measures_due_together_are_one_check_and_one_asked_for_twice_is_asked_once() -> None:
    told = seated()
    told.dose(10, ROWAN)
    by = plan(every(10, SPO2), every(10, SYS, HR), every(10, HR, window_minutes=5))
    checks = monitoring.checks_due(rowan(told), by, at(11))
    assert [check.measures for check in checks] == [(HR, SYS, SPO2)]
    assert checks[0].interval == timedelta(minutes=10)
    assert (checks[0].why, checks[0].late_by) == (Why.AFTER_DOSE, timedelta(0))
    assert monitoring.next_check(rowan(told), by, at(11)) == checks[0]


# ---------------------------------------------------------------- before leaving, put off
def test_before_leaving_a_check_is_asked_for_once_the_person_is_grounded() -> None:
    told = seated()
    told.vitals(50, ROWAN, "HR 72")
    assert due(told, plan(LEAVING), 55) == []
    told.write(60, room.StateSaid(state=room.State.GROUNDED), ROWAN)
    checks = monitoring.checks_due(rowan(told), plan(LEAVING), at(70))
    assert [(check.why, check.interval, check.overdue) for check in checks] == [(Why.BEFORE_LEAVING, None, False)]
    told.vitals(71, ROWAN, "HR 72")
    assert due(told, plan(LEAVING), 72) == []


def test_a_check_that_is_overdue_is_told_before_one_that_was_asked_for_earlier_and_is_never_late() -> None:
    told = seated()
    told.dose(10, ROWAN)
    told.write(12, room.StateSaid(state=room.State.GROUNDED), ROWAN)
    by = plan(every(10, SYS), LEAVING)
    first, second = (monitoring.next_check(rowan(told), by, at(minute)) for minute in (21, 39))
    assert first is not None
    assert second is not None
    assert (first.why, first.overdue) == (Why.BEFORE_LEAVING, False)
    assert (second.why, second.overdue, second.late_by) == (Why.AFTER_DOSE, True, timedelta(minutes=19))


def test_a_check_put_off_is_asked_for_again_when_it_was_said() -> None:
    told = seated()
    told.dose(10, ROWAN)
    put_off = room.Deferred(measures=(HR,), reason="calm", breathing_seen=True, again_minutes=7)
    told.write(20, put_off, ROWAN)
    checks = monitoring.checks_due(rowan(told), plan(every(10, HR, SPO2)), at(21))
    assert [(check.measures, check.deferred) for check in checks] == [((SPO2,), False), ((HR,), True)]
    assert due(told, plan(every(10)), 30) == [((HR,), 27, True)]
    early = room.Deferred(measures=(HR,), reason="calm", breathing_seen=True, again_minutes=1)
    told.write(12, early, ROWAN)


def test_what_was_put_off_only_until_before_it_is_due_is_due_when_it_was() -> None:
    told = seated()
    told.dose(10, ROWAN)
    told.write(11, room.Deferred(measures=(HR,), reason="calm", breathing_seen=True, again_minutes=1), ROWAN)
    checks = monitoring.checks_due(rowan(told), plan(every(10)), at(12))
    assert [(check.due_at, check.deferred) for check in checks] == [(at(20), False)]


# ---------------------------------------------------------------- away
def test_what_came_due_while_the_app_was_away_is_told_in_the_order_it_came_due() -> None:
    told = _signed(plan(every(10)))
    told.dose(10, AMARA)
    told.dose(15, ROWAN)
    state = told.history.state
    came = monitoring.came_due(state, at(18), at(27))
    assert [(check.person, check.due_at) for check in came] == [(AMARA, at(20)), (ROWAN, at(25))]
    assert monitoring.came_due(state, at(21), at(24)) == ()
    assert monitoring.came_due(SessionState(), at(0), at(60)) == ()
    assert monitoring.plan_of(seated().history.state) is None


def _signed(by: Plan) -> Told:
    signed = SignedPlan(plan=by, signed_by=HALE.id, signer=HALE.name, role=Role.PRESCRIBER, signed_at=START)
    return Told(programme=msgspec.structs.replace(PROGRAMME, plan=signed)).staff().seated(ROWAN, AMARA)


# ---------------------------------------------------------------- limits, arrows, age
LIMITS = (
    Limit(measure=SYS, high=Decimal(160), rise_percent=Decimal(30)),
    Limit(measure=HR, low=Decimal(50)),
    Limit(measure=SPO2, low=Decimal(93)),
)


@pytest.mark.parametrize(
    ("typed", "passed"),
    [
        ("HR 72, BP 150/80, SpO2 93", []),
        ("HR 49, BP 157/80, SpO2 92", [SYS, HR, SPO2]),
        ("BP 161/80", [SYS]),
        ("BP 156/80", []),
    ],
)
def test_a_value_is_beyond_a_limit_or_too_far_above_the_persons_own_baseline(typed: str, passed: list[Measure]) -> None:
    told = seated()
    told.vitals(5, ROWAN, "BP 120/80")
    told.dose(10, ROWAN)
    told.vitals(20, ROWAN, typed)
    found = monitoring.limits_passed(rowan(told), plan(limits=LIMITS))
    assert [one.measure for one in found] == passed
    assert monitoring.limits_passed(rowan(told), None) == ()


def test_no_limit_is_passed_by_what_was_not_taken_and_no_rise_without_a_baseline() -> None:
    told = seated()
    told.write(5, VitalsTaken(values={}, words={SPO2: Unavailable.DECLINED}), ROWAN)
    told.dose(10, ROWAN)
    told.vitals(20, ROWAN, "BP 159/80")
    assert monitoring.limits_passed(rowan(told), plan(limits=LIMITS)) == ()


@pytest.mark.parametrize(
    ("measure", "value", "baseline", "arrow"),
    [
        (HR, "79", "72", "level"),
        (HR, "80", "72", "up"),
        (HR, "64", "72", "down"),
        (SPO2, "96", "98", "down"),
        (SPO2, "97", "98", "level"),
        (T, "37.2", "36.7", "up"),
        (HR, None, "72", ""),
        (HR, "72", None, ""),
    ],
)
def test_an_arrow_says_which_way_a_value_lies(measure: Measure, value: str, baseline: str, arrow: str) -> None:
    lies = monitoring.arrow(measure, Decimal(value) if value else None, Decimal(baseline) if baseline else None)
    assert lies == arrow


def test_a_value_looks_stale_after_the_interval_and_window_that_hold_now() -> None:
    told = seated()
    told.vitals(5, ROWAN, "HR 72")
    by = plan(every(10, until_minutes=60), every(15, from_minutes=60, until_minutes=120), BEFORE)

    def stale(minute: float, plan: Plan | None = by) -> bool:
        return monitoring.is_stale(rowan(told), HR, plan, at(minute))

    assert [stale(17), stale(17.1)] == [False, True], "before the dose the plan's strictest line holds"
    for without in (plan(BEFORE), None):
        assert [stale(65, without), stale(65.1, without)] == [False, True]
    told.dose(20, ROWAN)
    told.vitals(50, ROWAN, "HR 80")
    assert [stale(62), stale(62.1)] == [False, True]
    told.vitals(100, ROWAN, "HR 80")
    assert [stale(117), stale(117.1)] == [False, True], "an hour after the dose the plan asks every 15 minutes"
    told.vitals(140, ROWAN, "HR 80")
    assert [stale(152), stale(152.1)] == [False, True], "after the plan's end its strictest line holds again"
    assert monitoring.age(at(5), at(8)) == timedelta(minutes=3)
    assert monitoring.age(at(8), at(5)) == timedelta(0)


# ---------------------------------------------------------------- phases
def test_the_phase_clock_says_where_the_session_is() -> None:
    told = seated()
    assert monitoring.phase_clock(SessionState(), at(0)) is None
    told.phase(20, "opening")
    clock = monitoring.phase_clock(told.history.state, at(30))
    assert clock is not None
    assert (clock.key, clock.elapsed, clock.over) == ("opening", timedelta(minutes=10), None)
    assert clock.planned == timedelta(minutes=15)
    assert clock.upcoming is not None
    assert clock.upcoming.key == "medicine"
    late = monitoring.phase_clock(told.history.state, at(40))
    assert late is not None
    assert late.over == timedelta(minutes=5)
    told.write(50, MusicChanged(what=What.HELD, phase="opening", minutes=10))
    held = monitoring.phase_clock(told.history.state, at(40))
    assert held is not None
    assert (held.held, held.ends_at, held.over) == (timedelta(minutes=10), at(45), None)
    told.write(51, MusicChanged(what=What.HELD, phase="medicine", minutes=20))
    told.write(52, MusicChanged(what=What.DUCKED, phase="opening"))
    assert told.history.state.held == timedelta(minutes=10), "another phase's hold is not this one's"
    told.phase(60, "closing")
    assert told.history.state.held == timedelta(0)
    last = monitoring.phase_clock(told.closed(90).history.state, at(300))
    assert last is not None
    assert (last.planned, last.over, last.upcoming) == (None, None, None)
    assert last.elapsed == timedelta(minutes=30)


def test_a_change_of_clocks_in_the_night_changes_no_interval() -> None:
    start = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # half an hour before Berlin goes from two to three o'clock
    told = Told(start=start, zone="Europe/Berlin").staff().seated(ROWAN)
    told.dose(10, ROWAN)
    person = told.history.state.people[ROWAN]
    check = monitoring.next_check(person, plan(every(45)), start)
    assert check is not None
    assert check.due_at - start == timedelta(minutes=55)


@given(
    checks=some.lists(some.floats(0, 200), max_size=12),
    now=some.floats(11, 240),
    interval=some.integers(1, 60),
    window=some.integers(0, 10),
)
def test_the_next_time_is_always_on_the_grid_and_never_before_the_last_check(
    checks: list[float], now: float, interval: int, window: int
) -> None:
    told = seated()
    told.dose(10, ROWAN)
    for minute in checks:
        told.vitals(max(1, minute), ROWAN, "HR 80")
    check = monitoring.next_check(rowan(told), plan(every(interval, window_minutes=window)), at(now))
    assert check is not None
    since_dose = (check.due_at - at(10)) / timedelta(minutes=interval)
    assert since_dose >= 1
    assert since_dose == int(since_dose)
    assert all(check.due_at > at(max(1, minute)) for minute in checks)
