"""Of two lines of the prescriber the later one counts, wherever each was written; and what was replaced stays replaced."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from facilitator_app import readiness, text
from facilitator_app.clinic import Clinic
from facilitator_app.day_paper import of_day, of_session
from facilitator_app.faults import Refusal
from facilitator_app.readiness import Status, board
from facilitator_app.record import room
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.changes import Voided
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseWithTimeOut, Route
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.programme import Limit
from facilitator_app.record.readiness import Matter, ReadinessTold
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person
from facilitator_app.record.touch import Extent, TouchAgreed
from facilitator_app.record.vitals import Measure
from facilitator_app.session import Session, Who
from facilitator_app.wording import describe
from tests.people import START
from tests.ready import VITALS
from tests.test_app import PASSPHRASE, Room, here
from tests.test_clinic import CIRCLE, clinic, journal
from tests.test_prescribing import CLEARED, HALE, INES, ORDER, write
from tests.test_readiness import how

__all__ = ["clinic", "here", "journal"]

MINUTE = timedelta(minutes=1)
DOSE = DoseWithTimeOut(
    drug="ketamine", amount_mg=Decimal(40), route=Route.INTRAMUSCULAR, alone="The others are with Amara."
)


def ordered(low: int, drug: str = "ketamine") -> OrderGiven:
    return msgspec.structs.replace(ORDER, drug=drug, low=Decimal(low), high=None)


def cleared(until: date, conditions: str = "") -> ClearedForMedicine:
    return ClearedForMedicine(prescriber="Dr. Hale", until=until, conditions=conditions)


def limited(high: int) -> PersonLimitSet:
    told = Limit(measure=Measure.SYSTOLIC, high=Decimal(high), reason="Treated.", owner="Ines Okafor")
    return PersonLimitSet(limit=told)


KINDS = {
    "order": (ordered(50), ordered(25)),
    "clearance": (cleared(date(2026, 6, 1)), cleared(date(2026, 3, 5), "Only today, 25 mg.")),
    "limit": (limited(160), limited(140)),
}
"""Of each kind two lines, of which the second is the narrower one."""


def by_what(person: Person) -> Fact | Limit | None:
    """What of these kinds the room goes by for somebody; the test tells of one kind alone."""
    found: list[Fact | Limit] = [msgspec.structs.replace(one.told, beforehand=None) for one in person.orders]
    found += [msgspec.structs.replace(person.cleared.told, beforehand=None)] if person.cleared else []
    found += [own.limit for own in person.limits.values()]
    assert len(found) <= 1
    return found[0] if found else None


def said(fact: Fact) -> Fact | Limit:
    return fact.limit if isinstance(fact, PersonLimitSet) else fact


async def come_back(here: Room) -> Session:
    """Somebody leaves the room and comes back to it: what was written at the desk meanwhile is told there."""
    scope = here.session.scope
    await here.app.leave_session()
    return await here.app.enter_session(scope)


def desk(here: Room) -> Clinic:
    assert here.app.clinic is not None
    return here.app.clinic


def person(here: Room) -> Person:
    return here.session.state.people[here.rowan]


# ------------------------------------------------------------------------------------------------ which is the later
@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_lowered_in_the_room_is_not_raised_by_what_the_desk_wrote_before(here: Room, kind: str) -> None:
    wide, narrow = KINDS[kind]
    await write(desk(here), HALE if kind != "limit" else INES, here.rowan, wide)
    here.clock.advance(5 * MINUTE)
    await here.session.write(narrow, [here.rowan])
    here.clock.advance(15 * MINUTE)
    session = await come_back(here)
    assert by_what(person(here)) == said(narrow)
    assert len([line for line in session.history.lines() if isinstance(line.first.fact, type(wide))]) == 1
    await come_back(here)
    assert by_what(person(here)) == said(narrow)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_the_desk_writes_after_the_room_counts_from_when_it_was_written(here: Room, kind: str) -> None:
    wide, narrow = KINDS[kind]
    await here.session.write(wide, [here.rowan])
    here.clock.advance(5 * MINUTE)
    written = here.clock.now()
    await write(desk(here), HALE if kind != "limit" else INES, here.rowan, narrow)
    here.clock.advance(15 * MINUTE)
    session = await come_back(here)
    assert by_what(person(here)) == said(narrow)
    (told,) = [line for line in session.history.lines() if getattr(line.first.fact, "beforehand", None)]
    assert told.entry.observed_at == written
    here.clock.advance(MINUTE)
    await session.write(wide, [here.rowan])  # and what the room writes after that counts over it
    await come_back(here)
    assert by_what(person(here)) == said(wide)


async def test_who_comes_late_brings_the_order_as_of_their_coming(here: Room) -> None:
    here.clock.advance(30 * MINUTE)
    idris = await desk(here).add_participant(ParticipantAdded(preferred_name="Idris"))
    await write(desk(here), HALE, idris, ordered(50))
    here.clock.advance(30 * MINUTE)
    await here.app.seat(here.session, 5, idris)
    (order,) = here.session.state.people[idris].orders
    assert order.at == here.clock.now()  # nobody was there before to whom it could be given


async def test_the_prescriber_lowers_in_the_room_what_she_wrote_at_the_desk_and_somebody_else_comes_in(
    here: Room,
) -> None:
    hale = "a long passphrase of hers"
    scope = here.session.scope
    await here.app.add_account(name="Dr. Hale", roles=[Role.PRESCRIBER], sign_in="hale", passphrase=hale)
    await here.app.leave_session()
    await here.app.lock()
    await here.app.unlock("hale", hale)
    await desk(here).write([Part(fact=ordered(50), about=here.rowan)])
    here.clock.advance(MINUTE)
    session = await here.app.enter_session(scope)
    here.clock.advance(4 * MINUTE)
    await session.write(ordered(25), [here.rowan])
    await here.app.leave_session()
    await here.app.lock()
    here.clock.advance(10 * MINUTE)
    await here.app.unlock("ines", PASSPHRASE)
    await here.app.enter_session(scope)
    assert by_what(person(here)) == ordered(25)


# ------------------------------------------------------------------------------------------ what was replaced stays so
@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_older_holds_again_where_the_later_one_is_withdrawn_at_the_desk(here: Room, kind: str) -> None:
    wide, narrow = KINDS[kind]
    by = HALE if kind != "limit" else INES
    await write(desk(here), by, here.rowan, wide)
    await come_back(here)
    assert by_what(person(here)) == said(wide)
    here.clock.advance(MINUTE)
    (later,) = await write(desk(here), by, here.rowan, narrow)
    here.clock.advance(MINUTE)
    await write(desk(here), INES, here.rowan, Voided(target=later, reason="Chest pain this morning: not today."))
    assert prescribed(desk(here).history, here.rowan).for_the_room == ()
    session = await come_back(here)  # the room never heard of the later one, and goes by the first no more
    assert by_what(person(here)) is None
    (told,) = [line for line in session.history.lines() if getattr(line.first.fact, "beforehand", None)]
    assert told.voided is not None
    assert getattr(told.voided.fact, "reason", "") == "Chest pain this morning: not today."
    here.clock.advance(MINUTE)
    await write(desk(here), by, here.rowan, wide)  # it is meant after all: written anew
    await come_back(here)
    assert by_what(person(here)) == said(wide)


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_older_holds_again_where_the_later_one_is_withdrawn_in_the_room(here: Room, kind: str) -> None:
    wide, narrow = KINDS[kind]
    await here.session.write(wide, [here.rowan])
    here.clock.advance(MINUTE)
    line = (await here.session.write(narrow, [here.rowan]))[0]
    here.clock.advance(MINUTE)
    await here.session.void(line.id, "Filed in error.")
    assert by_what(person(here)) is None
    await here.session.write(wide, [here.rowan])
    assert by_what(person(here)) == said(wide)
    assert by_what(here.session.history.state_at(START).people[here.rowan]) == said(wide)  # it did hold until then


async def test_a_clearance_that_was_renewed_and_withdrawn_is_no_clearance_for_a_dose(here: Room) -> None:
    await write(desk(here), HALE, here.rowan, CLEARED, ORDER)
    (renewed,) = await write(desk(here), HALE, here.rowan, cleared(date(2026, 6, 1)))
    await write(desk(here), INES, here.rowan, Voided(target=renewed, reason="Chest pain this morning: not today."))
    session = await come_back(here)
    for matter in (Matter.AGREEMENT, Matter.CONSENT, Matter.ESCORT, Matter.FOOD, Matter.MEDICINES):
        await session.write(ReadinessTold(matter=matter, holds=True), [here.rowan])
    await session.take_vitals(here.rowan, VITALS)
    await session.write(TouchAgreed(extent=Extent.HAND), [here.rowan])
    assert how(board(session.state), here.rowan)[Matter.CLEARED] is Status.OPEN
    with pytest.raises(Refusal) as no:
        await session.write(DOSE, [here.rowan])
    assert (no.value.key, no.value.field) == ("dose.reason_needed", "not_cleared")


async def test_an_order_of_the_room_holds_when_one_that_came_before_it_is_withdrawn(here: Room) -> None:
    """40 to 60, then 50 at the desk; lowered to 20 in the room; then the desk's second is taken back."""
    await write(desk(here), HALE, here.rowan, ORDER)
    (second,) = await write(desk(here), HALE, here.rowan, ordered(50))
    await come_back(here)
    here.clock.advance(5 * MINUTE)
    await here.session.write(ordered(20), [here.rowan])
    await write(desk(here), HALE, here.rowan, Voided(target=second, reason="Lower."))
    here.clock.advance(5 * MINUTE)
    session = await come_back(here)
    assert by_what(person(here)) == ordered(20)
    withdrawn = [line for line in session.history.lines() if line.voided is not None]
    assert [line.first.fact.beforehand for line in withdrawn if isinstance(line.first.fact, OrderGiven)] == [second]


async def test_an_order_of_the_room_ends_where_the_desk_replaced_it_and_took_that_back(here: Room) -> None:
    await here.session.write(ordered(25), [here.rowan])
    here.clock.advance(MINUTE)
    (later,) = await write(desk(here), HALE, here.rowan, ordered(50))
    await write(desk(here), HALE, here.rowan, Voided(target=later, reason="None today."))
    await come_back(here)
    assert by_what(person(here)) is None


async def test_an_order_that_is_amended_counts_as_it_reads_and_what_it_replaced_stays_replaced(here: Room) -> None:
    await here.session.write(ordered(50), [here.rowan])
    here.clock.advance(MINUTE)
    line = (await here.session.write(ordered(25), [here.rowan]))[0]
    await here.session.amend(line.id, ordered(30), "misread")
    assert by_what(person(here)) == ordered(30)
    await here.session.amend(line.id, ordered(28, "esketamine"), "It was the other one.")
    assert by_what(person(here)) == ordered(28, "esketamine")  # the ketamine that it took the place of is asked about


# ---------------------------------------------------------------------------------------------- orders of two medicines
async def test_orders_of_two_medicines_hold_beside_each_other_at_the_desk_on_paper_and_in_the_room(here: Room) -> None:
    both = [ordered(40), ordered(28, "esketamine")]
    told = SessionSet(session=UUID(int=10), title="Second", programme=CIRCLE, at=START + timedelta(days=1))
    idris = await desk(here).add_participant(ParticipantAdded(preferred_name="Idris"))
    await desk(here).write([Part(fact=told), Part(fact=Expected(session=told.session, seat=1), about=idris)])
    await write(desk(here), HALE, idris, *both)
    assert [order.told for order in prescribed(desk(here).history, idris).orders] == both
    (sheet,) = of_day(desk(here), date(2026, 3, 6), ())
    assert [msgspec.structs.replace(order, beforehand=None) for order in sheet.people[0].orders] == both
    await here.app.seat(here.session, 5, idris)
    there = here.session.state.people[idris].orders
    assert [msgspec.structs.replace(order.told, beforehand=None) for order in there] == both
    printed = of_session(desk(here), here.session.state).people[-1].orders
    assert ["ketamine 40" in describe(printed[0], text.catalogue()), len(printed)] == [True, 2]


# --------------------------------------------------------------------------------------- what is measured is put off
def put_off(minutes: int = 5) -> room.Deferred:
    return room.Deferred(measures=tuple(Measure), reason="In five minutes.", again_minutes=minutes, breathing_seen=True)


async def ready_but_for_the_vitals(here: Room) -> None:
    await write(desk(here), HALE, here.rowan, CLEARED, ORDER)
    session = await come_back(here)
    for matter in (Matter.AGREEMENT, Matter.CONSENT, Matter.ESCORT, Matter.FOOD, Matter.MEDICINES):
        await session.write(ReadinessTold(matter=matter, holds=True), [here.rowan])
    await session.write(TouchAgreed(extent=Extent.HAND), [here.rowan])


def baseline(here: Room) -> readiness.Cell:
    row = board(here.session.state, at=here.clock.now()).rows[0]
    return next(cell for cell in row.cells if cell.matter is Matter.BASELINE)


async def asked_at_the_dose(here: Room) -> str:
    try:
        await here.session.write(DOSE, [here.rowan])
    except Refusal as no:
        return no.field
    return ""


async def test_a_facilitator_puts_the_vitals_off_and_the_board_and_the_dose_ask_for_them_still(here: Room) -> None:
    await ready_but_for_the_vitals(here)
    ines = here.session.at_screen
    here.session.at_screen = Who(id=here.tomas, name="Tomas Lind", roles=(Role.FACILITATOR,))
    await here.session.write(put_off(), [here.rowan])
    here.session.at_screen = ines
    cell = baseline(here)
    assert (cell.status, cell.answer and cell.answer.words) == (Status.OPEN, "In five minutes.")
    assert cell.answer is not None
    assert cell.answer.by == here.tomas
    assert await asked_at_the_dose(here) == "not_measured"


async def test_the_provider_puts_the_vitals_off_for_five_minutes_and_not_for_good(here: Room) -> None:
    await ready_but_for_the_vitals(here)
    await here.session.write(put_off(), [here.rowan])
    here.clock.advance(4 * MINUTE)
    assert baseline(here).status is Status.PASSED
    here.clock.advance(MINUTE)
    assert (baseline(here).status, await asked_at_the_dose(here)) == (Status.OPEN, "not_measured")
    await here.session.write(put_off(), [here.rowan])
    assert (baseline(here).status, await asked_at_the_dose(here)) == (Status.PASSED, "")
