"""What the prescriber writes before a session, and what the room is told of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import meanwhile, rules, text
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Question, Refusal
from facilitator_app.readiness import Status, board
from facilitator_app.record import room
from facilitator_app.record.agenda import Expected, MeetingSet, SessionSet
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import Route
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.handover import Whom
from facilitator_app.record.history import History
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.leave import Recipient
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, OrderUnit
from facilitator_app.record.people import PersonTold
from facilitator_app.record.preparation import OwnReadinessSaid
from facilitator_app.record.prescribing import Asa, Assessed, Prescribed, prescribed
from facilitator_app.record.programme import Limit
from facilitator_app.record.readiness import Matter
from facilitator_app.record.release import MedicalLeaveGiven, MedicalLeaveGivenTo, medical_goes
from facilitator_app.record.roles import Role
from facilitator_app.record.room import Leave
from facilitator_app.record.vitals import RANGES, Measure
from facilitator_app.session import Session, Who
from facilitator_app.ui.course_before import before_sections
from facilitator_app.wording import describe
from tests.golden import entry_of
from tests.people import ROWAN, START
from tests.test_app import Room, here
from tests.test_clinic import CIRCLE, OFFICE, clinic, journal, refused
from tests.test_readiness import how

__all__ = ["clinic", "here", "journal"]

HALE = Who(id=UUID(int=77), name="Dr. Hale", roles=(Role.PRESCRIBER,))
INES = Who(id=OFFICE.id, name="Ines Okafor", roles=(Role.MEDICAL_PROVIDER,))
ORDER = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(40), high=Decimal(60), prescriber="Dr. Hale")
CLEARED = ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 3, 31), conditions="Blood pressure first.")
ASSESSED = Assessed(prescriber="Dr. Hale", health="Blood pressure 128/80; no psychosis.", asa=Asa.TWO)


@pytest.fixture
async def rowan(clinic: Clinic) -> UUID:
    return await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))


async def write(clinic: Clinic, who: Who, person: UUID, *facts: Fact) -> list[UUID]:
    """Somebody writes facts about a person at the desk; returns their lines."""
    before, clinic.at_screen = clinic.at_screen, who
    try:
        return [entry.id for entry in await clinic.write([Part(fact=fact, about=person) for fact in facts])]
    finally:
        clinic.at_screen = before


def there(clinic: Clinic, person: UUID) -> Prescribed:
    return prescribed(clinic.history, person)


async def test_only_the_prescriber_writes_at_the_desk_and_the_last_line_counts(clinic: Clinic, rowan: UUID) -> None:
    assert await refused(write(clinic, INES, rowan, ORDER)) == "session.not_your_word"
    assert await refused(write(clinic, INES, rowan, CLEARED)) == "session.not_your_word"
    assert there(clinic, rowan) == Prescribed()
    await write(clinic, HALE, rowan, ASSESSED, ORDER, CLEARED)
    once = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(30), prescriber="Dr. Hale")
    await write(clinic, HALE, rowan, once)
    found = there(clinic, rowan)
    assert found.cleared is not None
    assert ([order.told for order in found.orders], found.cleared.told) == ([once], CLEARED)
    assert found.assessed[0].told == ASSESSED


async def test_an_order_for_each_kg_is_held_against_what_it_comes_to(clinic: Clinic, rowan: UUID) -> None:
    def per_kg(low: str, high: str | None = None, weight: str | None = None) -> OrderGiven:
        return msgspec.structs.replace(
            ORDER,
            unit=OrderUnit.MG_PER_KG,
            low=Decimal(low),
            high=Decimal(high) if high else None,
            weight_kg=Decimal(weight) if weight else None,
        )

    for fact, key, field in (
        (per_kg("40", None, "80"), "order.too_much_per_kg", "low"),
        (per_kg("0.5", "15"), "order.too_much_per_kg", "high"),
        (per_kg("1", "10", "101"), "order.too_much_in_all", "high"),
        (per_kg("0.5"), "order.no_weight", "weight_kg"),  # no dose could be compared with it
    ):
        with pytest.raises(Refusal) as no:
            await write(clinic, HALE, rowan, fact)
        assert (no.value.key, no.value.field) == (key, field)
    await write(clinic, HALE, rowan, per_kg("1", "10", "100"))  # 1,000 mg


async def test_an_order_that_comes_to_too_much_is_refused_in_the_room_too(here: Room) -> None:
    slip = msgspec.structs.replace(
        ORDER, unit=OrderUnit.MG_PER_KG, low=Decimal(4), high=Decimal("12.5"), weight_kg=Decimal(81)
    )
    with pytest.raises(Refusal) as no:
        await here.session.write(slip, [here.rowan])
    assert (no.value.key, no.value.field) == ("order.too_much_in_all", "high")
    without = msgspec.structs.replace(slip, low=Decimal("0.5"), high=None, weight_kg=None)
    with pytest.raises(Refusal) as no:
        await here.session.write(without, [here.rowan])
    assert (no.value.key, no.value.field) == ("order.no_weight", "weight_kg")
    line = await here.session.write(msgspec.structs.replace(slip, weight_kg=Decimal(80)), [here.rowan])
    with pytest.raises(Refusal) as no:
        await here.session.amend(line[0].id, slip, "weighed again")
    assert no.value.key == "order.too_much_in_all"


async def test_an_order_by_weight_of_an_older_record_still_comes_into_the_room_and_asks_there(here: Room) -> None:
    old = msgspec.structs.replace(
        ORDER, unit=OrderUnit.MG_PER_KG, low=Decimal("0.5"), high=None, beforehand=UUID(int=9)
    )
    (line,) = await here.session.write(old, [here.rowan])
    order = here.session.state.people[here.rowan].orders[-1]
    assert (order.entry, order.is_reckoned, order.admits(Decimal(40))) == (line.id, False, False)


async def test_a_clearance_that_is_over_or_ends_before_the_next_session_is_refused(clinic: Clinic, rowan: UUID) -> None:
    yesterday = ClearedForMedicine(prescriber="Dr. Hale", until=START.date() - timedelta(days=1))
    assert await refused(write(clinic, HALE, rowan, yesterday)) == "prescribing.over"
    session = UUID(int=10)
    set_for = SessionSet(session=session, title="Circle", programme=CIRCLE, at=START + timedelta(days=14))
    await clinic.write([Part(fact=set_for), Part(fact=Expected(session=session), about=rowan)])
    week = ClearedForMedicine(prescriber="Dr. Hale", until=START.date() + timedelta(days=7))
    with pytest.raises(Refusal) as refusal:
        await write(clinic, HALE, rowan, week)
    assert (refusal.value.key, refusal.value.field) == ("prescribing.ends_before", "until")
    assert "2026-03-19" in text.say(refusal.value)
    century = ClearedForMedicine(prescriber="Dr. Hale", until=START.date().replace(year=START.year + 100))
    with pytest.raises(Question) as asked:
        await write(clinic, HALE, rowan, century)
    assert (asked.value.key, asked.value.confirm) == ("prescribing.too_far", "until")
    await write(clinic, HALE, rowan, msgspec.structs.replace(century, sure=True))  # it is meant
    await write(clinic, HALE, rowan, ClearedForMedicine(prescriber="Dr. Hale", until=START.date() + timedelta(days=14)))


async def test_a_clearance_written_in_the_room_is_asked_about_too_when_its_year_may_be_a_slip(here: Room) -> None:
    session, rowan = here.session, here.rowan
    century = ClearedForMedicine(prescriber="Dr. Hale", until=START.date().replace(year=START.year + 100))
    with pytest.raises(Question) as asked:
        await session.write(century, [rowan])
    assert (asked.value.key, asked.value.confirm) == ("prescribing.too_far", "until")
    line = (await session.write(CLEARED, [rowan]))[0]
    with pytest.raises(Question):
        await session.amend(line.id, century, "another year")
    await session.write(msgspec.structs.replace(century, sure=True), [rowan])
    # What was written at the desk before the session was asked about there.
    await session.write(msgspec.structs.replace(century, beforehand=UUID(int=5)), [rowan])
    cleared = session.state.people[rowan].cleared
    assert cleared is not None
    assert cleared.told.until == century.until


async def test_the_prescriber_or_the_provider_takes_it_back_and_nobody_else(clinic: Clinic, rowan: UUID) -> None:
    order, cleared = await write(clinic, HALE, rowan, ORDER, CLEARED)
    back = Voided(target=cleared, reason="A new heart murmur.")
    assert await refused(write(clinic, OFFICE, rowan, back)) == "session.not_your_word"
    await write(clinic, INES, rowan, back)
    await write(clinic, HALE, rowan, Voided(target=order, reason="Written anew."))
    assert there(clinic, rowan) == Prescribed()


async def test_the_room_reads_what_was_written_before_and_awaits_no_word_for_it(here: Room) -> None:
    clinic, late = here.app.clinic, here.session
    assert clinic is not None
    await write(clinic, HALE, here.rowan, ORDER, CLEARED)
    await here.app.leave_session()
    session = await here.app.enter_session(late.scope)  # Rowan sat there already
    assert how(board(session.state), here.rowan)[Matter.CLEARED] is Status.READY
    assert how(board(session.state), here.rowan)[Matter.ORDER] is Status.READY
    assert how(board(session.state), here.amara)[Matter.ORDER] is Status.OPEN
    carried = [line for line in session.history.lines() if isinstance(line.first.fact, OrderGiven | ClearedForMedicine)]
    assert len(carried) == 2
    assert not any(rules.awaits(line, session.state) for line in carried)
    assert session.state.people[here.rowan].orders[0].admits(Decimal(50))
    order = next(line for line in carried if isinstance(line.first.fact, OrderGiven))
    assert "written before the session" in describe(order.entry.fact, text.catalogue())
    assert await refused(session.amend(order.first.id, ORDER, "slip")) == "order.written_before"
    assert await refused(session.move(order.first.id, here.amara, "slip")) == "move.not_this"
    own = (await session.write(ORDER, [here.amara]))[0]
    assert isinstance(order.first.fact, OrderGiven)
    as_before = Amended(target=own.id, fact=order.first.fact, reason="x")
    assert await refused(session.write(as_before, [here.amara])) == "order.written_before"
    await here.app.leave_session()
    session = await here.app.enter_session(late.scope)
    assert len(session.state.people[here.rowan].orders) == 1  # told once


async def test_what_is_taken_back_at_the_desk_is_taken_back_in_the_room(here: Room) -> None:
    clinic, scope = here.app.clinic, here.session.scope
    assert clinic is not None
    (cleared,) = await write(clinic, HALE, here.rowan, CLEARED)
    await here.app.leave_session()
    await here.app.enter_session(scope)
    await write(clinic, INES, here.rowan, Voided(target=cleared, reason="A new heart murmur."))
    await here.app.leave_session()
    session = await here.app.enter_session(scope)
    assert session.state.people[here.rowan].cleared is None
    assert how(board(session.state), here.rowan)[Matter.CLEARED] is Status.OPEN


async def test_who_takes_a_seat_brings_order_and_clearance_along(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    await write(clinic, HALE, idris, ASSESSED, ORDER, CLEARED)
    await here.app.seat(here.session, 5, idris)
    person = here.session.state.people[idris]
    assert person.cleared is not None
    assert person.cleared.told.conditions == "Blood pressure first."
    assert [order.told.low for order in person.orders] == [Decimal(40)]


def test_an_assessment_says_something_of_the_health() -> None:
    with pytest.raises(Refusal) as refusal:
        Assessed(prescriber="Dr. Hale", health=" ")
    assert (refusal.value.key, refusal.value.field) == ("entry.empty", "health")
    told = describe(Assessed(prescriber="Dr. Hale", health="Well.", goals="To grieve."), text.catalogue())
    assert told == "Well.\nGoals: To grieve.\nby Dr. Hale"
    history = History(None, lambda state, _: state, [entry_of(ASSESSED)])
    assert prescribed(history, ROWAN).for_the_room == ()


async def test_before_the_first_session_the_course_shows_what_was_written_and_what_is_set(here: Room) -> None:
    assert here.app.clinic is not None
    told = SessionSet(session=UUID(int=10), title="First circle", programme=CIRCLE, at=START + timedelta(days=2))
    await write(here.app.clinic, HALE, here.rowan, ASSESSED, CLEARED)
    await here.app.clinic.write([Part(fact=told), Part(fact=Expected(session=told.session), about=here.rowan)])
    meeting = MeetingSet(at=START + timedelta(days=1), held_by=here.tomas, place=VisitPlace.OFFICE)
    own_words = OwnReadinessSaid(ready=False)
    await here.app.clinic.write([Part(fact=fact, about=here.rowan) for fact in (meeting, own_words)])
    to_come, own, prescriber = before_sections(here.app, here.rowan)
    assert to_come.rows == (
        ("Fri, 6 Mar 2026, 10:00", "Preparation, in the office"),
        ("Sat, 7 Mar 2026, 10:00", "First circle"),
    )
    assert own.rows == (("Ready, in their own judgement", "Not yet, 05 Mar 2026"), ("Intention", "To be still."))
    assert [label for label, _ in prescriber.rows] == ["Assessment", "Clearance", "Order"]
    assessed, cleared, order = (said for _, said in prescriber.rows)
    assert assessed.startswith("Blood pressure 128/80; no psychosis.")
    assert cleared == "until 31 March 2026, by Dr. Hale. Blood pressure first."
    assert order == "No order is recorded."
    here.clock.advance(timedelta(days=30))
    _, prescriber = before_sections(here.app, here.rowan)  # the day set is over, and so is the clearance
    assert prescriber.rows[1][1].endswith("This clearance has ended.")
    assert not [one for one in before_sections(here.app, here.amara)]


OWN = PersonLimitSet(
    limit=Limit(measure=Measure.SYSTOLIC, high=Decimal(170), reason="Lives with 150.", owner="Dr. Hale")
)


async def test_a_limit_of_ones_own_weight_and_usual_values_take_the_seat_with_them(tmp_path: Path) -> None:
    here = Room(tmp_path / "clinic")
    await here.make()
    clinic = here.app.clinic
    assert clinic is not None
    tomas = Who(id=here.tomas, name="Tomas Lind", roles=(Role.FACILITATOR,))
    assert await refused(write(clinic, tomas, here.rowan, OWN)) == "session.not_your_word"
    high = msgspec.structs.replace(OWN.limit, high=RANGES[Measure.SYSTOLIC].high)
    await write(clinic, INES, here.rowan, OWN)
    assert clinic.at_screen is not None
    told = PersonTold(weight_kg="72,5", usual_systolic="150", usual_diastolic="90", usual_heart_rate="60")
    await clinic.tell_person(here.rowan, told)
    here.app.at_screen = clinic.at_screen = tomas  # who begins it sets no limits
    await here.begin()
    rowan = here.session.state.people[here.rowan]
    assert rowan.limits[Measure.SYSTOLIC].limit == OWN.limit
    assert rowan.weight_kg == Decimal("72.5")
    assert (rowan.own(Measure.SYSTOLIC), rowan.own(Measure.SPO2)) == (Decimal(150), None)
    assert not rowan.baseline  # nothing was measured in this room yet
    here.app.at_screen = clinic.at_screen = INES
    with pytest.raises(Refusal) as no:
        await write(clinic, INES, here.rowan, PersonLimitSet(limit=high))
    assert no.value.key == "limit.never_passed"
    await here.app.close()


async def test_a_weight_nobody_has_and_a_usual_value_that_cannot_be_are_refused_at_their_field() -> None:
    cannot_be: list[tuple[dict[str, Any], str]] = [
        ({"weight_kg": "7"}, "order.weight"),
        ({"weight_kg": "seventy"}, "dose.not_a_number"),
        ({"usual_spo2": "140"}, "vitals.out_of_range"),
        ({"usual_systolic": "80", "usual_diastolic": "90"}, "vitals.diastolic_not_below"),
    ]
    for told, key in cannot_be:
        with pytest.raises(Refusal) as no:
            PersonTold(**told)
        assert (no.value.key, no.value.field) == (key, list(told)[-1])


async def test_who_may_receive_what_is_said_before_a_session_and_holds_in_it(tmp_path: Path) -> None:
    here = Room(tmp_path / "clinic")
    await here.make()
    clinic, to = here.app.clinic, Whom(to=Recipient.OWN_THERAPIST)
    assert clinic is not None
    yes = MedicalLeaveGiven(recipient=Recipient.OWN_THERAPIST, leave=Leave.YES)
    no = MedicalLeaveGiven(recipient=Recipient.PRESCRIBER, leave=Leave.NO)
    named = MedicalLeaveGivenTo(recipient=Recipient.OWN_THERAPIST, leave=Leave.NO, name="Dr. Vale, Lake Clinic")
    await clinic.write([Part(fact=fact, about=here.rowan) for fact in (no, yes, named)])
    (leaves,) = [one for one in before_sections(here.app, here.rowan) if one.heading.startswith("Who may receive")]
    assert [name for name, _ in leaves.rows] == ["prescriber", "own therapist", "Dr. Vale, Lake Clinic"]
    await here.begin()
    history = here.session.history
    assert medical_goes(history, here.rowan, to)
    assert not medical_goes(history, here.rowan, Whom(to=Recipient.PRESCRIBER))
    assert not medical_goes(history, here.rowan, Whom(to=Recipient.OWN_THERAPIST, name=named.name))
    assert not medical_goes(history, here.amara, to)
    await here.app.close()


async def test_leave_that_is_taken_back_at_the_desk_is_taken_back_in_a_session_that_has_begun_or_is_over(
    here: Room,
) -> None:
    clinic, whom = here.app.clinic, Whom(to=Recipient.OWN_THERAPIST)
    assert clinic is not None
    yes, no = (MedicalLeaveGiven(recipient=Recipient.OWN_THERAPIST, leave=one) for one in (Leave.YES, Leave.NO))
    await here.session.write(yes, [here.rowan, here.amara])
    scope = here.session.scope

    async def said_at_the_desk(person: UUID, fact: MedicalLeaveGiven) -> Session:
        here.clock.advance(timedelta(minutes=10))
        assert clinic is not None
        await clinic.write([Part(fact=fact, about=person)])
        await here.app.leave_session()
        return await here.app.enter_session(scope)

    session = await said_at_the_desk(here.rowan, no)
    assert not medical_goes(session.history, here.rowan, whom)
    assert medical_goes(session.history, here.amara, whom)
    count = session.history.count
    await meanwhile.tell_leave(clinic, session)  # what is told once is told
    assert session.history.count == count
    session = await said_at_the_desk(here.rowan, yes)
    assert not medical_goes(session.history, here.rowan, whom)  # a yes is asked for with the handoff
    await session.write(room.WentOut(way=room.WayOut.WITHDREW), [here.rowan, here.amara])
    await here.app.close_session()
    session = await said_at_the_desk(here.amara, no)  # it is over, and nothing of it was sent yet
    assert not medical_goes(session.history, here.amara, whom)
    await meanwhile.tell_leave(clinic, None)  # nobody is in a room
    session.at_screen = None
    await meanwhile.tell_leave(clinic, session)
