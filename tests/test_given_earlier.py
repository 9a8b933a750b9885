"""Somebody sits in two sessions of one day: what was given in the first stays given in the second."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.record import room, time_out
from facilitator_app.record.doses import Concern, DoseGiven, DoseWithTimeOut, GivenEarlier, Route
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.record.orders import OrderGiven
from facilitator_app.record.state import Person
from facilitator_app.review import timeline
from facilitator_app.session import Session
from facilitator_app.ui.panels.time_out import time_out_rows
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
        "ketamine 60 mg, intramuscular, in another session at 10:05",
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
    assert rowan(there).doses == (), "clocks and checks count from what was given here"


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
    assert next(row.text for row in lane.recounts) == "ketamine 60 mg, intramuscular, in another session at 10:05"
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
