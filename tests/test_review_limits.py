"""What a check was held against, read afterwards: the limit of that time, the person's own baseline, and what passed it."""

from __future__ import annotations

from datetime import UTC, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from facilitator_app import lanes, review, text
from facilitator_app.record.leaving import CriterionPassed
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.programme import Limit, Plan
from facilitator_app.record.vitals import Measure
from facilitator_app.ui.scene import Shape, scene_of, shapes_of
from facilitator_app.vitals_lanes import Limits
from tests.people import INES, ROWAN, START
from tests.told import ZONE, Told, full_session

DENVER = ZoneInfo(ZONE)


def own(measure: Measure, **ends: Decimal) -> PersonLimitSet:
    return PersonLimitSet(limit=Limit(measure=measure, reason="told before", owner="Ines Okafor", **ends))


def checked() -> Told:
    """A baseline of 120/80, a dose, a rise, and from minute 40 on a wider limit of her own."""
    told = Told().staff().seated(ROWAN)
    told.write(2, own(Measure.SYSTOLIC, rise_percent=Decimal(20), high=Decimal(180)), ROWAN, by=INES)
    told.vitals(5, ROWAN, "HR 70, BP 120/80")
    told.dose(20, ROWAN)
    told.vitals(35, ROWAN, "HR 80, BP 150/85")
    told.write(40, own(Measure.SYSTOLIC, high=Decimal(160)), ROWAN, by=INES)
    told.vitals(50, ROWAN, "HR 80, BP 150/85")
    told.vitals(60, ROWAN, "HR 80, BP 165/85")
    return told


def lane_of(told: Told) -> lanes.PersonLane:
    (lane,) = review.timeline(told.history, DENVER, text.english()).people
    return lane


def test_each_check_is_held_against_the_limit_of_its_time() -> None:
    lane = lane_of(checked())
    assert [check.beyond for check in lane.vitals] == [(), (Measure.SYSTOLIC,), (), (Measure.SYSTOLIC,)]
    assert lane.baseline[Measure.SYSTOLIC] == 120


def test_a_limit_reaches_from_when_it_was_set_to_the_next_and_counts_from_the_baseline() -> None:
    first, second = lane_of(checked()).bounds
    assert (first.high, f"{first.since.astimezone(DENVER):%H:%M}") == (Decimal(144), "10:02")
    assert first.until == second.since
    assert (second.low, second.high, second.until) == (None, Decimal(160), None)


def test_a_limit_that_counts_from_no_baseline_is_read_with_the_clinics_beside_it() -> None:
    plan = Plan(name="p", source="s", rules=(), limits=(Limit(measure=Measure.SYSTOLIC, high=Decimal(170)),))
    told = Told().staff().seated(ROWAN)
    told.write(2, own(Measure.SYSTOLIC, rise_percent=Decimal(20)), ROWAN, by=INES)
    told.dose(20, ROWAN)
    told.vitals(35, ROWAN, "HR 80, BP 175/85")
    found = Limits(told.history.lines(), told.history.state.people[ROWAN], plan)
    assert found.beyond({Measure.SYSTOLIC: Decimal(175)}, START + timedelta(minutes=35)) == (Measure.SYSTOLIC,)
    assert [bound.high for bound in found.bounds(START)] == [170, 170]


def test_a_limit_that_was_withdrawn_is_not_drawn() -> None:
    told = Told().staff().seated(ROWAN)
    line = told.write(2, own(Measure.SPO2, low=Decimal(92)), ROWAN, by=INES)
    told.vitals(5, ROWAN, "SpO2 90")
    assert lane_of(told).vitals[0].beyond == (Measure.SPO2,)
    told.voided(6, line)
    assert lane_of(told).vitals[0].beyond == ()
    assert lane_of(told).bounds == ()


def test_the_drawing_has_ends_baseline_rings_team_and_what_was_passed() -> None:
    told = checked()
    told.write(62, CriterionPassed(criterion="check", reason="in a wheelchair as always"), ROWAN, by=INES)
    seen = review.timeline(told.history, DENVER, text.english())
    scene = scene_of(seen, UTC, told.history.entries[-1].observed_at)
    (lane,) = scene.people
    assert [(edge.curve, edge.value) for edge in lane.limits] == [("pressure", 144.0), ("pressure", 160.0)]
    assert {edge.curve for edge in lane.baseline} == {"heart_rate", "pressure"}
    assert [edge.value for edge in lane.beyond] == [150.0, 165.0]
    assert {bar.label for bar in scene.team} >= {"Ines Okafor", "Tomas Lind"}
    passed = seen.people[0].passed[0]
    assert shapes_of(seen.people[0])[passed.entry] is Shape.PASSED
    assert any(mark.shape is Shape.PASSED for mark in lane.marks)


def test_a_check_put_off_reaches_to_when_it_was_put_off_to() -> None:
    seen = review.timeline(full_session().history, DENVER, text.english())
    put_off = [row for lane in seen.people for row in lane.deferrals]
    marks = [mark for lane in scene_of(seen, UTC, seen.end or put_off[0].at).people for mark in lane.marks]
    assert put_off
    assert [mark.until for mark in marks if mark.shape is Shape.DEFERRAL] == [row.until.timestamp() for row in put_off]
