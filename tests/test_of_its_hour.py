"""A session that was held on paper and is brought in later goes by what held at its own hour, and not by what holds now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from facilitator_app import agenda, readiness, session_ends
from facilitator_app.record import room, time_out
from facilitator_app.record.agenda import SessionSet
from facilitator_app.record.changes import Voided
from facilitator_app.record.circle import RulesSaid
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import Concern, DoseGiven, Route
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import AcceptedHow, GroupPaper, PaperAccepted, PaperKept
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.people import PersonTold
from facilitator_app.record.programme import Limit
from facilitator_app.record.readiness import Matter
from facilitator_app.record.vitals import Measure
from facilitator_app.session import Session
from tests.test_app import Room
from tests.test_places import CIRCLE, GROUP, changed, clinic_of, form, held, joins, there
from tests.test_prescribing import HALE, INES, write

__all__ = ["there"]

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CLEARED = ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 3, 31))
WRITTEN = (OrderGiven, ClearedForMedicine, PersonLimitSet)


def ordered(low: int) -> OrderGiven:
    return OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(low), prescriber="Dr. Hale")


def limited(high: int) -> PersonLimitSet:
    told = Limit(measure=Measure.SYSTOLIC, high=Decimal(high), reason="Treated.", owner="Ines Okafor")
    return PersonLimitSet(limit=told)


def orders(session: Session, person: UUID) -> list[int]:
    return [int(order.told.low) for order in session.state.people[person].orders]


def highest(session: Session, person: UUID) -> list[Decimal | None]:
    return [own.limit.high for own in session.state.people[person].limits.values()]


def asked(session: Session, person: UUID, mg: int, at: datetime) -> set[Concern]:
    """What of the prescriber's a dose of that hour needs a reason for."""
    dose = DoseGiven(drug="ketamine", amount_mg=Decimal(mg), route=Route.INTRAMUSCULAR)
    then = time_out.as_then(session.state, session.history, person, at, at + 9 * HOUR)
    found = time_out.concerns(session.state, then, dose, at)
    return {Concern.NOT_CLEARED, Concern.NO_ORDER, Concern.OUTSIDE_ORDER} & set(found)


async def come_back(there: Room, session: Session) -> Session:
    await there.app.leave_session()
    return await there.app.enter_session(session.scope)


async def test_what_the_prescriber_wrote_after_a_session_on_paper_is_no_order_of_it_and_no_clearance(
    there: Room,
) -> None:
    clinic, began = clinic_of(there), there.clock.now() + 30 * MINUTE
    await write(clinic, HALE, there.rowan, ordered(50), CLEARED)
    await write(clinic, INES, there.rowan, limited(160))
    there.clock.advance(6 * HOUR)
    await write(clinic, HALE, there.rowan, ordered(25))  # for the next time
    await write(clinic, INES, there.rowan, limited(140))
    await write(clinic, HALE, there.amara, ordered(30), CLEARED)
    session = await held(there, there.rowan, there.amara, at=began, closes=False)
    for here in (session, await come_back(there, session)):
        assert (orders(here, there.rowan), highest(here, there.rowan)) == ([50], [Decimal(160)])
        assert asked(here, there.rowan, 50, began + 10 * MINUTE) == set()
        assert here.state.people[there.amara].cleared is None
        assert asked(here, there.amara, 30, began + 10 * MINUTE) == {Concern.NOT_CLEARED, Concern.NO_ORDER}
    assert {line.entry.observed_at for line in here.history.lines() if isinstance(line.entry.fact, WRITTEN)} == {began}


async def test_a_clearance_withdrawn_after_a_session_on_paper_held_while_it_was(there: Room) -> None:
    clinic, began = clinic_of(there), there.clock.now() + 30 * MINUTE
    _, clearance = await write(clinic, HALE, there.rowan, ordered(50), CLEARED)
    there.clock.advance(6 * HOUR)
    await write(clinic, HALE, there.rowan, Voided(target=clearance, reason="He fell ill at home."))
    session = await held(there, there.rowan, at=began, closes=False)
    assert asked(await come_back(there, session), there.rowan, 50, began + 10 * MINUTE) == set()


async def test_what_somebody_comes_with_since_a_session_on_paper_is_no_line_of_it_and_moves_its_end_nowhere(
    there: Room,
) -> None:
    began = there.clock.now() + 30 * MINUTE
    there.clock.advance(6 * HOUR)
    session = await held(there, there.rowan, at=began, closes=False)
    there.clock.advance(HOUR)
    await clinic_of(there).tell_person(there.rowan, PersonTold(intention="To ask my father."))
    there.clock.advance(HOUR)
    session = await come_back(there, session)
    assert session.state.people[there.rowan].intention == "To be still."
    await session.write(room.WentOut(way=room.WayOut.WITHDREW), [there.rowan], at=began + HOUR)
    await there.app.close_session()
    assert session.state.closed_at == began + HOUR


async def test_who_came_late_to_a_session_on_paper_brings_what_held_then_and_not_what_holds_now(there: Room) -> None:
    clinic, began = clinic_of(there), there.clock.now() + 30 * MINUTE
    await write(clinic, HALE, there.amara, ordered(30))
    there.clock.advance(6 * HOUR)
    await write(clinic, HALE, there.amara, ordered(60), CLEARED)
    session = await held(there, there.rowan, at=began, closes=False)
    await session.write(room.Noted(text="Amara came late."), at=began + 20 * MINUTE)
    await there.app.seat(session, 2, there.amara)
    assert orders(session, there.amara) == [30]
    assert asked(session, there.amara, 30, began + 25 * MINUTE) == {Concern.NOT_CLEARED}
    await session.write(room.WentOut(way=room.WayOut.WITHDREW), [there.rowan, there.amara], at=began + HOUR)
    await there.app.close_session()
    assert session.state.closed_at == began + HOUR


@pytest.mark.parametrize("has_length", [True, False])
async def test_a_session_that_is_opened_a_little_late_goes_on_with_what_was_written_meanwhile(
    there: Room, has_length: bool
) -> None:
    clinic, began = clinic_of(there), there.clock.now()
    await changed(there, session_minutes=60 if has_length else None)
    await write(clinic, HALE, there.rowan, ordered(50), CLEARED)
    there.clock.advance(10 * MINUTE)
    lowered = there.clock.now()
    await write(clinic, HALE, there.rowan, ordered(25))
    there.clock.advance(5 * MINUTE)
    session = await held(there, there.rowan, at=began, closes=False)
    assert orders(session, there.rowan) == [25]
    assert [order.at for order in session.state.people[there.rowan].orders] == [lowered]
    assert [order.at for order in session.history.state_at(began).people[there.rowan].orders] == [began]
    await write(clinic, HALE, there.amara, ordered(30), CLEARED)
    await there.app.seat(session, 2, there.amara)
    assert session.state.people[there.amara].seated_at == there.clock.now()
    assert asked(session, there.amara, 30, there.clock.now()) == set()


async def test_a_session_opened_late_in_which_something_is_told_as_it_happens_goes_on(there: Room) -> None:
    clinic, began = clinic_of(there), there.clock.now()
    await write(clinic, HALE, there.rowan, ordered(50), CLEARED)
    there.clock.advance(2 * HOUR)
    session = await held(there, there.rowan, at=began, closes=False)
    await session.write(room.Noted(text="He wakes."))
    await write(clinic, HALE, there.rowan, ordered(25))
    assert orders(await come_back(there, session), there.rowan) == [25]


async def test_who_joined_the_group_after_a_session_on_paper_is_not_on_a_seat_of_it_by_itself(there: Room) -> None:
    clinic, session = clinic_of(there), UUID(int=900)
    began = there.clock.now() + 30 * MINUTE
    await form(there, there.rowan)
    told = SessionSet(session=session, title="Circle", programme=CIRCLE, at=began, group=GROUP)
    await clinic.write([Part(fact=told)])
    there.clock.advance(timedelta(days=1))
    await clinic.write([joins(there, there.amara)])
    one = clinic.state.agenda.sessions[session]
    assert agenda.seats(clinic.state, one, began) == {1: there.rowan}
    on_paper = await held(there, there.rowan, group=GROUP, at=began, closes=False, as_set=session)
    assert agenda.missed(clinic.state, session, on_paper.state.people) == ()  # nor is it said that she missed it
    await there.app.seat(on_paper, 2, there.amara)  # she sat there before she was written down: by hand
    assert on_paper.state.people[there.amara].seated_at == began


async def test_who_joins_just_before_the_group_meets_has_a_seat(there: Room) -> None:
    clinic, session = clinic_of(there), UUID(int=900)
    await form(there, there.rowan)
    at = there.clock.now() + 30 * MINUTE
    await clinic.write([Part(fact=SessionSet(session=session, title="Circle", programme=CIRCLE, at=at, group=GROUP))])
    there.clock.advance(35 * MINUTE)
    await clinic.write([joins(there, there.amara)])  # it was to begin five minutes ago
    one = clinic.state.agenda.sessions[session]
    assert set(agenda.people(clinic.state, one)) == {there.rowan, there.amara}
    there.clock.advance(MINUTE)
    assert set(agenda.seats(clinic.state, one, there.clock.now()).values()) == {there.rowan, there.amara}


def paper(which: GroupPaper, version: int = 1) -> Part:
    return Part(fact=PaperKept(group=GROUP, paper=which, version=version, text=f"Version {version}."))


def accepts(there: Room, person: UUID, on: date | None = None) -> Part:
    told = PaperAccepted(
        group=GROUP,
        paper=GroupPaper.CONFIDENTIALITY,
        version=1,
        how=AcceptedHow.WITNESSED,
        witness=there.tomas,
        witness_name="Tomas Lind",
        on=on,
    )
    return Part(fact=told, about=person)


def agreed(there: Room, session: Session) -> list[bool]:
    """Of each in the order of the seats, whether the board says that the agreement is accepted, as the record does."""
    clinic, state = clinic_of(there), session.state
    rows = readiness.board(state, session_ends.group_of(clinic, session)).rows
    shown = [next(cell.status for cell in row.cells if cell.matter is Matter.AGREEMENT) for row in rows]
    told = [state.people[row.person].readiness.told[Matter.AGREEMENT].holds for row in rows]
    assert [status is readiness.Status.READY for status in shown] == told
    return told


async def test_who_accepted_the_agreement_the_day_after_had_not_at_a_session_on_paper(there: Room) -> None:
    clinic, began = clinic_of(there), there.clock.now() + 30 * MINUTE
    await form(there)
    await clinic.write([paper(GroupPaper.CONFIDENTIALITY)])
    there.clock.advance(timedelta(days=1))
    await clinic.write([accepts(there, there.rowan), paper(GroupPaper.RULES)])
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    await clinic.write([joins(there, idris)])
    session = await held(there, there.rowan, there.amara, group=GROUP, at=began, closes=False)
    assert agreed(there, session) == [False, False]
    said = [entry.fact.text for entry in session.history.entries if isinstance(entry.fact, RulesSaid)]
    assert "Version 1." not in said  # the rules of the day after
    await there.app.seat(session, 3, idris)
    session = await come_back(there, session)
    assert agreed(there, session) == [False, False, False]
    day = began.astimezone(ZoneInfo(session.state.zone)).date()
    there.clock.advance(MINUTE)
    await clinic.write([accepts(there, there.amara, on=day)])  # she had signed it there, on paper
    assert agreed(there, await come_back(there, session)) == [False, True, False]


async def test_an_acceptance_that_was_withdrawn_after_a_session_on_paper_stood_at_it(there: Room) -> None:
    clinic, began = clinic_of(there), there.clock.now() + 30 * MINUTE
    await form(there)
    await clinic.write([paper(GroupPaper.CONFIDENTIALITY)])
    (line,) = await clinic.write([accepts(there, there.rowan)])
    there.clock.advance(timedelta(days=1))
    await clinic.write([Part(fact=Voided(target=line.id, reason="He takes it back."), about=there.rowan)])
    assert agreed(there, await held(there, there.rowan, group=GROUP, at=began, closes=False)) == [True]


async def test_a_group_that_was_written_down_after_its_session_on_paper_is_as_it_is(there: Room) -> None:
    clinic, began = clinic_of(there), there.clock.now()
    there.clock.advance(timedelta(days=1))
    await form(there)
    await clinic.write([paper(GroupPaper.CONFIDENTIALITY), accepts(there, there.rowan)])
    assert agreed(there, await held(there, there.rowan, group=GROUP, at=began, closes=False)) == [True]
