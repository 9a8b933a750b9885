"""Somebody sits in two sessions of one day: what was given in the first stays given in the second."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import clearance, monitoring, text
from facilitator_app.faults import Refusal
from facilitator_app.record import leaving, room, time_out
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, GivenEarlier, Route
from facilitator_app.record.in_the_way import plan_of
from facilitator_app.record.leaving import SHIPPED
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.orders import OrderGiven
from facilitator_app.record.state import Person
from facilitator_app.record.touch import Consent, Extent, SafetyTouchAgreed, TouchAgreed
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.review import timeline
from facilitator_app.session import Session
from facilitator_app.ui.panels.time_out import time_out_rows
from facilitator_app.ui.tiles import doses_of
from facilitator_app.wording import describe
from tests.test_app import Room

MINUTE = timedelta(minutes=1)
KETAMINE = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(60))
SILENT = DoseWithTimeOut(drug="Ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(60))


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    """A clinic whose morning's session was closed by mistake: Rowan has had ketamine and ondansetron in it."""
    made = Room(tmp_path / "clinic")
    await made.make()
    await made.begin()
    made.clock.advance(5 * MINUTE)
    await given(made, made.rowan)
    made.clock.advance(2 * MINUTE)
    ill = MedicationGiven(name="ondansetron", amount=Decimal(4), unit="mg", route=MedicineRoute.ORAL, for_what="nausea")
    await made.session.write(ill, [made.rowan])
    yield made
    await made.app.close()


async def given(there: Room, person: UUID) -> None:
    """Ketamine, with a reason for whatever stands in its way."""
    session = there.session
    now = there.clock.now()
    found = time_out.concerns(session.state, session.state.people[person], KETAMINE, now)
    fields = {name: getattr(KETAMINE, name) for name in KETAMINE.__struct_fields__}
    await session.write(DoseWithTimeOut(**fields, reasons=dict.fromkeys(found, "Hale said so.")), [person])


async def closed(there: Room) -> None:
    out = room.WentOut(way=room.WayOut.WITHDREW, note="The session is begun anew.")
    await there.session.write(out, [one for one, who in there.session.state.people.items() if who.out is None])
    await there.app.close_session()


def rowan(there: Room) -> Person:
    return there.session.state.people[there.rowan]


def asked(there: Room, at: datetime | None = None) -> set[Concern]:
    now = at or there.clock.now()
    return set(time_out.concerns(there.session.state, rowan(there), KETAMINE, now)) & {
        Concern.TOO_SOON,
        Concern.NO_FURTHER,
    }


async def order(session: Session, person: UUID, **more: Any) -> None:
    told = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(60), prescriber="Dr. Hale", **more)
    await session.write(told, [person])


async def test_a_session_begun_anew_knows_what_was_given_before_it_was_closed(there: Room) -> None:
    await closed(there)
    there.clock.advance(5 * MINUTE)
    await there.begin()
    now, state = there.clock.now(), there.session.state
    rows = {one.name: one for one in time_out_rows(rowan(there), KETAMINE, state, now, now, rowan(there))}
    assert rows["Today"].told.splitlines() == [
        "ketamine 60 mg, intramuscular, in another session at 10:05: the clock counts from it",
        "ondansetron 4 mg, in another session at 10:07",
    ]
    assert rows["Today"].marked
    assert asked(there) == set(), "nobody ordered anything that it could be too soon for"
    await order(there.session, there.rowan, further=False)
    assert asked(there) == {Concern.NO_FURTHER}
    await order(there.session, there.rowan, further=True, between_minutes=30)
    assert asked(there) == {Concern.TOO_SOON}
    assert asked(there, now + 31 * MINUTE) == set()
    with pytest.raises(Refusal) as refused:
        await there.session.write(SILENT, [there.rowan])
    assert refused.value.key == "dose.reason_needed"
    assert there.session.state.people[there.amara].given_earlier == ()
    assert rowan(there).doses == ()


async def test_who_comes_late_to_the_second_session_brings_it_along_and_it_stands_in_the_record(there: Room) -> None:
    await closed(there)
    there.clock.advance(5 * MINUTE)
    assert there.app.at_screen is not None
    await there.app.begin_session(
        title="Second circle",
        programme="group_circle_three",
        lead=there.tomas,
        staff=[there.app.at_screen.id, there.tomas],
        seats={1: there.amara},
        staffing_reason="Devi is ill; the group agreed.",
    )
    await there.app.seat(there.session, 2, there.rowan)
    assert [one.name for one in rowan(there).given_earlier] == ["ketamine", "ondansetron"]
    lines = [one.entry for one in there.session.history.lines() if isinstance(one.entry.fact, GivenEarlier)]
    assert {one.participant for one in lines} == {there.rowan}
    assert describe(lines[0].fact, text.english()).startswith("ketamine 60 mg, intramuscular, in another session at")
    lane = timeline(there.session.history, ZoneInfo("America/Denver"), text.english()).lane(there.rowan)
    assert lane is not None
    assert next(row.text for row in lane.recounts) == (
        "ketamine 60 mg, intramuscular, in another session at 10:05: the clock counts from it"
    )
    await there.after_a_kill()
    assert [one.name for one in rowan(there).given_earlier] == ["ketamine", "ondansetron"]


async def test_what_was_given_more_than_a_day_ago_or_later_than_the_session_began_is_not_told(there: Room) -> None:
    began = there.session.state.opened_at
    assert began is not None
    await closed(there)
    there.clock.advance(timedelta(hours=3))
    await there.begin(at=began - timedelta(hours=2))  # held on paper the same morning, and brought in only now
    assert rowan(there).given_earlier == ()
    await closed(there)
    there.clock.advance(timedelta(hours=22))
    await there.begin()
    assert rowan(there).given_earlier == ()
    assert there.clock.now().astimezone(ZoneInfo("America/Denver")).date() > began.date()


async def test_who_sits_down_under_a_dose_is_counted_from_it_until_they_are_cleared(there: Room) -> None:
    """Closed by mistake two minutes after the dose: the next session goes on with its clock, checks and leaving list."""
    await closed(there)
    there.clock.advance(5 * MINUTE)
    await there.begin()
    state, now = there.session.state, there.clock.now()
    assert doses_of(rowan(there), now)[0] == "7 min"
    assert doses_of(state.people[there.amara], now) == ("", "", "")
    asks = monitoring.next_check(rowan(there), plan_of(state), now)
    assert asks is not None
    assert asks.due_at == now + 3 * MINUTE, "the plan's first check after the dose"
    there.clock.advance(60 * MINUTE)
    await there.session.write(VitalsTaken(values={Measure.HEART_RATE: Decimal(99)}), [there.rowan])
    assert rowan(there).baseline == {}, "what is measured under the medicine is nobody's baseline"
    left = next(
        one for one in clearance.items(rowan(there), state, there.clock.now()) if one.criterion.key == "since_dose"
    )
    assert (left.minutes, left.stand) == (67, clearance.Stand.OPEN)
    with pytest.raises(Refusal) as refused:
        await there.session.write(room.WentOut(way=room.WayOut.WITHDREW), [there.rowan])
    assert refused.value.key == "leaving.why_dosed"


async def test_checks_that_nobody_made_in_the_session_before_are_asked_for_as_the_person_sits_down(there: Room) -> None:
    there.clock.advance(50 * MINUTE)
    await closed(there)
    await there.begin()
    now = there.clock.now()
    asks = monitoring.next_check(rowan(there), plan_of(there.session.state), now)
    assert asks is not None
    assert asks.due_at == now
    assert there.session.state.opened_at == now


async def test_how_far_touch_may_go_comes_along_under_the_medicine_and_is_not_widened_in_the_next_session(
    there: Room,
) -> None:
    session, tomas = there.session, there.tomas
    await session.write(TouchAgreed(extent=Extent.HAND, staff=tomas, staff_name="Tomas Lind"), [there.amara])
    await session.write(SafetyTouchAgreed(agreed=False, words="Call me by name first."), [there.rowan])
    await session.write(TouchAgreed(extent=Extent.HAND), [there.amara])
    await given(there, there.amara)
    await session.write(TouchAgreed(extent=Extent.NONE, staff=tomas, staff_name="Tomas Lind"), [there.amara])
    await closed(there)
    there.clock.advance(5 * MINUTE)
    await there.begin()
    amara = there.session.state.people[there.amara]
    assert (amara.consent.of(None), amara.consent.of(tomas)) == (
        Consent(extent=Extent.HAND),
        Consent(extent=Extent.NONE),
    )
    assert amara.touch_narrowed
    assert (rowan(there).consent.safety, rowan(there).consent.safety_words) == (False, "Call me by name first.")
    for wider in (
        TouchAgreed(extent=Extent.AS_PREPARED),
        TouchAgreed(extent=Extent.HAND, staff=tomas, staff_name="Tomas"),
    ):
        with pytest.raises(Refusal) as refused:
            await there.session.write(wider, [there.amara])
        assert refused.value.key == "touch.widened"
    with pytest.raises(Refusal) as refused:
        await there.session.write(SafetyTouchAgreed(agreed=True), [there.rowan])
    assert refused.value.key == "touch.safety_widened"
    await there.session.write(TouchAgreed(extent=Extent.NONE), [there.amara])
    await there.after_a_kill()
    assert there.session.state.people[there.amara].consent.of(None) == Consent(extent=Extent.NONE)


async def test_hours_after_the_dose_the_evening_begins_with_nothing_agreed_and_no_clock(there: Room) -> None:
    await there.session.write(TouchAgreed(extent=Extent.NONE), [there.rowan])
    await closed(there)
    there.clock.advance(timedelta(hours=2))
    await there.begin()
    assert rowan(there).dosed_at == ()
    assert rowan(there).consent.general is None
    await there.session.write(TouchAgreed(extent=Extent.AS_PREPARED), [there.rowan])
    assert rowan(there).consent.general == Consent(extent=Extent.AS_PREPARED)


def test_a_list_that_waits_longer_after_a_dose_counts_from_it_for_longer() -> None:
    def changed(**what: Any) -> leaving.LeavingList:
        asked = tuple(
            msgspec.structs.replace(one, **what) if one.key == "since_dose" else one for one in SHIPPED.criteria
        )
        return msgspec.structs.replace(SHIPPED, criteria=asked)

    assert changed(minutes=180).least_after_dose == timedelta(hours=3)
    assert changed(on=False).least_after_dose == SHIPPED.least_after_dose == timedelta(hours=2)
