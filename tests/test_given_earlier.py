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
from facilitator_app.record.changes import Voided
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, GivenEarlier, Route
from facilitator_app.record.entry import Entry
from facilitator_app.record.in_the_way import plan_of
from facilitator_app.record.leaving import SHIPPED
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.orders import OrderGiven
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person
from facilitator_app.record.touch import Consent, Extent, SafetyTouchAgreed, TouchAgreed
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.review import timeline
from facilitator_app.session import Session
from facilitator_app.ui.panels.time_out import time_out_rows
from facilitator_app.ui.tiles import doses_of
from facilitator_app.wording import describe
from tests.leaving_ready import ready_to_leave
from tests.test_app import PASSPHRASE, Room

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


async def test_consent_stays_narrow_all_day_for_who_was_never_cleared_and_is_asked_anew_the_next(there: Room) -> None:
    await there.session.write(TouchAgreed(extent=Extent.NONE), [there.rowan])
    await closed(there)
    there.clock.advance(timedelta(hours=3))
    await there.begin()
    assert doses_of(rowan(there), there.clock.now())[0] == "3 h 02"
    await refused_as_wider(there, there.rowan, TouchAgreed(extent=Extent.AS_PREPARED))
    await closed(there)
    there.clock.advance(timedelta(hours=14))
    await there.begin()
    assert rowan(there).dosed_at == ()
    assert rowan(there).given_earlier != (), "a dose of yesterday evening is told all the same"
    await there.session.write(TouchAgreed(extent=Extent.AS_PREPARED), [there.rowan])


async def test_who_was_cleared_begins_the_evening_anew_also_where_that_was_in_a_session_between(there: Room) -> None:
    await closed(there)
    await there.begin()
    assert rowan(there).dosed_at
    await ready_to_leave(there.session, there.rowan)
    await there.session.write(room.WentOut(way=room.WayOut.CLEARED, escort="a friend"), [there.rowan])
    await closed(there)
    there.clock.advance(20 * MINUTE)
    await there.begin()
    assert rowan(there).dosed_at == ()


async def test_consent_narrowed_in_the_second_session_is_not_wide_again_in_the_third(there: Room) -> None:
    await there.session.write(TouchAgreed(extent=Extent.HAND), [there.amara])
    await given(there, there.amara)
    await closed(there)
    await there.begin()
    await there.session.write(TouchAgreed(extent=Extent.NONE), [there.amara])
    await closed(there)
    await there.begin()
    assert there.session.state.people[there.amara].consent.general == Consent(extent=Extent.NONE)


async def test_a_limit_against_the_own_baseline_holds_on_with_what_was_measured_before_the_dose(there: Room) -> None:
    session = there.session
    await session.write(VitalsTaken(values={Measure.SYSTOLIC: Decimal(110)}), [there.amara])
    await given(there, there.amara)
    there.clock.advance(10 * MINUTE)
    high = VitalsTaken(values={Measure.SYSTOLIC: Decimal(155)})
    await session.write(high, [there.amara])
    passed = [
        one.measure for one in monitoring.limits_passed(session.state.people[there.amara], plan_of(session.state))
    ]
    assert passed == [Measure.SYSTOLIC]
    await closed(there)
    await there.begin()
    session = there.session
    await session.write(high, [there.amara])
    amara = session.state.people[there.amara]
    assert amara.own(Measure.SYSTOLIC) == 110
    assert [one.measure for one in monitoring.limits_passed(amara, plan_of(session.state))] == passed


async def test_of_two_doses_both_go_along_and_nobody_can_be_said_to_have_taken_none(there: Room) -> None:
    there.clock.advance(90 * MINUTE)
    await given(there, there.rowan)
    before = rowan(there).dosed_at
    await closed(there)
    await there.begin()
    assert rowan(there).dosed_at == before
    assert len(before) == 2
    with pytest.raises(Refusal) as refused:
        await there.session.write(room.WentOut(way=room.WayOut.DID_NOT_TAKE_MEDICINE), [there.rowan])
    assert refused.value.key == "room.took_medicine"


async def test_no_due_time_moves_with_the_moment_at_which_somebody_is_said_to_have_sat_down(there: Room) -> None:
    there.clock.advance(50 * MINUTE)
    await closed(there)
    await there.begin()
    began = there.clock.now()
    there.clock.advance(20 * MINUTE)
    seat = next(
        one for one in there.session.history.lines_about(there.rowan) if isinstance(one.entry.fact, room.Seated)
    )
    await there.session.amend(seat.first.id, None, "sat later", observed_at=began + 18 * MINUTE)
    asks = monitoring.next_check(rowan(there), plan_of(there.session.state), there.clock.now())
    assert asks is not None
    assert asks.due_at == began


async def test_a_late_comer_is_seated_with_all_that_is_known_or_not_at_all(there: Room) -> None:
    await closed(there)
    assert there.app.at_screen is not None
    await there.app.begin_session(
        title="Second circle",
        programme="group_circle_three",
        lead=there.tomas,
        staff=[there.app.at_screen.id, there.tomas],
        seats={1: there.amara},
        staffing_reason="Devi is ill; the group agreed.",
    )
    acts = [entry.act for entry in await seated(there)]
    assert len(acts) > 2
    assert len(set(acts)) == 1, "one act in one transaction"
    assert rowan(there).dosed_at


async def in_the_second(there: Room) -> Session:
    """The first session is closed and the next begun; the first, to be corrected after it was over."""
    first = there.session
    await closed(there)
    there.clock.advance(5 * MINUTE)
    await there.begin()
    return first


async def test_a_dose_that_was_withdrawn_in_the_session_before_counts_for_nothing_in_this_one(there: Room) -> None:
    first = await in_the_second(there)
    assert rowan(there).dosed_at
    dose = next(one for one in first.history.lines_about(there.rowan) if isinstance(one.entry.fact, DoseGiven))
    remedy = rowan(there).given_earlier[1].line
    await first.void(dose.first.id, "The syringe fell.")
    at = there.clock.now() - 6 * MINUTE
    await first.amend(remedy, None, "It was later.", observed_at=at)
    await there.app.add_account(name="Gil", roles=[Role.ADMINISTRATOR], sign_in="gil", passphrase=PASSPHRASE + " too")
    await there.app.switch_to("gil", PASSPHRASE + " too")
    assert rowan(there).dosed_at, "an administrator's word counts for nothing in the room"
    await there.app.switch_to("ines", PASSPHRASE)
    assert rowan(there).dosed_at == ()
    assert [(one.name, one.given_at) for one in rowan(there).given_earlier] == [("ondansetron", at)]
    lines = [one for one in there.session.history.lines_about(there.rowan) if isinstance(one.first.fact, GivenEarlier)]
    back = [one.voided.fact for one in lines if one.voided]
    assert [one.reason for one in back if isinstance(one, Voided)] == ["The syringe fell.", "It was later."]
    count = there.session.history.count
    await there.after_a_kill()
    told = list(there.session.history.entries)[count:]
    assert not [one for one in told if isinstance(one.fact, GivenEarlier | Voided)], "it is told once"


async def test_a_dose_that_is_told_late_of_the_session_before_reaches_this_one(there: Room) -> None:
    first = await in_the_second(there)
    now = there.clock.now()
    found = time_out.concerns(first.state, first.state.people[there.amara], KETAMINE, now)
    fields = {name: getattr(KETAMINE, name) for name in KETAMINE.__struct_fields__}
    late = DoseWithTimeOut(**fields, reasons=dict.fromkeys(found, "Hale said so."))
    await first.write(late, [there.amara], at=now - 8 * MINUTE)
    assert there.session.state.people[there.amara].dosed_at == ()
    await there.after_a_kill()
    assert there.session.state.people[there.amara].dosed_at == (now - 8 * MINUTE,)


async def test_a_line_of_another_session_that_is_withdrawn_here_is_not_told_again(there: Room) -> None:
    await in_the_second(there)
    for line in there.session.history.lines_about(there.rowan):
        if isinstance(line.first.fact, GivenEarlier):
            await there.session.void(line.first.id, "It was Amara's.")
    await there.after_a_kill()
    assert rowan(there).given_earlier == ()


async def seated(there: Room) -> list[Entry]:
    """Rowan takes the second seat; the lines that this was."""
    known = len(there.session.history.entries)
    await there.app.seat(there.session, 2, there.rowan)
    return [one for one in list(there.session.history.entries)[known:] if one.participant == there.rowan]


async def refused_as_wider(there: Room, person: UUID, fact: TouchAgreed) -> None:
    with pytest.raises(Refusal) as refused:
        await there.session.write(fact, [person])
    assert refused.value.key == "touch.widened"


def test_a_list_that_waits_longer_after_a_dose_counts_from_it_for_longer() -> None:
    def changed(**what: Any) -> leaving.LeavingList:
        asked = tuple(
            msgspec.structs.replace(one, **what) if one.key == "since_dose" else one for one in SHIPPED.criteria
        )
        return msgspec.structs.replace(SHIPPED, criteria=asked)

    assert changed(minutes=180).least_after_dose == timedelta(hours=3)
    assert changed(on=False).least_after_dose == SHIPPED.least_after_dose == timedelta(hours=2)
