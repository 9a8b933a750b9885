"""An order for each kg that was written for another weight than is told of the person since."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import meanwhile, text
from facilitator_app.day_paper import day_sheet, of_day, of_session, sheets
from facilitator_app.faults import Refusal
from facilitator_app.handoff.reading import text_of
from facilitator_app.readiness import Status, board
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.entry import Part
from facilitator_app.record.in_the_way import is_worse, of_other_weight
from facilitator_app.record.orders import OrderGiven, OrderUnit, for_weight
from facilitator_app.record.people import PersonTold
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.readiness import Matter, ReadinessPassed
from facilitator_app.record.time_out import concerns
from facilitator_app.session import Session
from facilitator_app.wording import describe
from tests.test_app import Room, here
from tests.test_carried_on import hale_of
from tests.test_clinic import CIRCLE
from tests.test_prescribing import CLEARED, HALE, ORDER, write
from tests.test_replaced import desk

__all__ = ["here"]

WORDS = text.english()


def per_kg(weight: int | None, low: str = "0.5") -> OrderGiven:
    kg = Decimal(weight) if weight else None
    return msgspec.structs.replace(
        ORDER, unit=OrderUnit.MG_PER_KG, low=Decimal(low), high=Decimal("0.75"), weight_kg=kg
    )


def asks(session: Session, here: Room, mg: str) -> set[Concern]:
    """What a dose of Rowan's asks of the order."""
    dose = DoseWithTimeOut(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(mg))
    person = session.state.people[here.rowan]
    asked = concerns(session.state, person, dose, here.clock.now())
    return set(asked) & {Concern.OTHER_WEIGHT, Concern.OUTSIDE_ORDER}


def stands(session: Session) -> Status:
    return next(cell.status for cell in board(session.state).rows[0].cells if cell.matter is Matter.ORDER)


async def weigh(here: Room, kg: str) -> None:
    """A weight is told at the desk, and somebody comes back to the room."""
    here.clock.advance(timedelta(days=20))
    await desk(here).tell_person(here.rowan, PersonTold(weight_kg=kg))
    await meanwhile.tell_corrected(desk(here), here.session)
    await meanwhile.tell_prescribed(desk(here), here.session)


async def test_who_weighs_less_by_now_is_asked_about_before_the_dose_until_the_prescriber_says_that_it_stands(
    here: Room,
) -> None:
    await weigh(here, "90")
    await write(desk(here), HALE, here.rowan, per_kg(90), CLEARED)
    await meanwhile.tell_prescribed(desk(here), here.session)
    assert (asks(here.session, here, "60"), stands(here.session)) == (set(), Status.READY)
    await weigh(here, "60")
    person = here.session.state.people[here.rowan]
    assert (person.weight_kg, person.weighed_at) == (Decimal(60), here.clock.now())
    assert asks(here.session, here, "67") == {Concern.OTHER_WEIGHT}  # neither weight reckons what is enough
    assert asks(here.session, here, "5") == {Concern.OTHER_WEIGHT}
    assert stands(here.session) is Status.NOT
    dose = DoseWithTimeOut(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40))
    with pytest.raises(Refusal) as no:
        await here.session.write(dose, [here.rowan])
    assert no.value.key == "dose.reason_needed"
    (order,) = prescribed(desk(here).history, here.rowan).orders
    await write(
        desk(here), HALE, here.rowan, for_weight(order.told, Decimal(60), "Dr. Hale", "It stands for 60 kg.", ())
    )
    await meanwhile.tell_prescribed(desk(here), here.session)
    (now,) = here.session.state.people[here.rowan].orders[-1:]
    assert (now.told.weight_kg, now.told.beside_kg, now.told.low) == (Decimal(60), None, Decimal("0.5"))
    assert (asks(here.session, here, "40"), asks(here.session, here, "67")) == (set(), {Concern.OUTSIDE_ORDER})
    assert stands(here.session) is Status.READY


async def test_the_weight_that_was_known_as_it_was_written_is_no_later_one(here: Room) -> None:
    """Dr. Hale weighs Rowan: 88, while the page says 90; so does she in the room.  What is told later is another again."""
    await weigh(here, "90")
    await write(desk(here), HALE, here.rowan, per_kg(88))
    await meanwhile.tell_prescribed(desk(here), here.session)
    assert asks(here.session, here, "60") == set()
    (order,) = here.session.state.people[here.rowan].orders
    assert order.told.beside_kg == Decimal(90)
    await weigh(here, "60")
    assert asks(here.session, here, "60") == {Concern.OTHER_WEIGHT}
    here.session.at_screen = await hale_of(here)
    await here.session.write(per_kg(62), [here.rowan])
    assert asks(here.session, here, "35") == set()
    known = prescribed(desk(here).history, here.rowan).orders[-1].told
    assert (known.weight_kg, known.beside_kg) == (Decimal(62), Decimal(60))  # carried on to the next session as it is
    late = await here.session.write(per_kg(90), [here.rowan], at=here.clock.now() - timedelta(days=30))
    assert isinstance(late[0].fact, OrderGiven)
    assert late[0].fact.beside_kg is None  # nobody had told a weight then
    assert asks(here.session, here, "35") == set()  # the later one counts


async def test_a_reason_to_go_on_with_it_holds_for_that_weight_alone(here: Room) -> None:
    await weigh(here, "90")
    await write(desk(here), HALE, here.rowan, per_kg(90))
    await weigh(here, "60")
    await here.session.write(ReadinessPassed(matter=Matter.ORDER, reason="She is on her way."), [here.rowan])
    assert stands(here.session) is Status.PASSED
    await weigh(here, "55")
    assert stands(here.session) is Status.NOT
    person = here.session.state.people[here.rowan]
    assert is_worse(here.session.state, person, Matter.ORDER, person.readiness.passed[Matter.ORDER])


async def test_an_order_in_milligrams_and_one_without_a_weight_are_of_no_other(here: Room) -> None:
    old = msgspec.structs.replace(per_kg(None), beforehand=UUID(int=9))
    for one in (ORDER, old):
        await here.session.write(one, [here.rowan])
        await weigh(here, "60")
        assert not of_other_weight(here.session.state.people[here.rowan])
        assert Concern.OTHER_WEIGHT not in asks(here.session, here, "50")


async def test_by_another_route_it_is_outside_the_order_too(here: Room) -> None:
    await weigh(here, "60")
    await here.session.write(per_kg(60), [here.rowan])
    await weigh(here, "70")
    person = here.session.state.people[here.rowan]
    dose = DoseWithTimeOut(drug="Ketamine", route=Route.ORAL, amount_mg=Decimal(40))
    found = concerns(here.session.state, person, dose, here.clock.now())
    assert {Concern.OTHER_WEIGHT, Concern.OUTSIDE_ORDER} <= set(found)


async def test_the_day_sheet_and_the_sheets_say_both_weights_beside_the_order(here: Room) -> None:
    clinic, zone = desk(here), ZoneInfo(desk(here).state.zone)
    amara = here.amara
    await clinic.tell_person(amara, PersonTold(weight_kg="90"))
    await write(clinic, HALE, amara, per_kg(90), CLEARED)
    here.clock.advance(timedelta(days=20))
    await clinic.tell_person(amara, PersonTold(weight_kg="60"))
    session, when = UUID(int=61), here.clock.now() + timedelta(hours=1)
    await clinic.write([Part(fact=SessionSet(session=session, programme=CIRCLE, title="Circle", at=when))])
    await clinic.write([Part(fact=Expected(session=session, seat=2), about=amara)])
    both = f"written for 90 kg; 60 kg told on {here.clock.now().astimezone(zone):%-d %B %Y}"
    today = of_day(clinic, clinic.today, [])
    sheet = text_of(day_sheet(clinic.today, today, WORDS, zone, here.clock.now()))
    assert both in " ".join(sheet.split())
    papers = sheets([of_session(clinic, here.session.state)], WORDS, zone, here.clock.now())
    assert both not in " ".join(text_of(papers).split())  # nobody has come back there since


async def test_of_two_entries_made_one_the_weight_that_holds_is_the_one_that_counts(here: Room) -> None:
    clinic = desk(here)
    ro = await clinic.add_participant(ParticipantAdded(preferred_name="Ro"), PersonTold(weight_kg="60"))
    assert clinic.seating(ro, 3)[0] == clinic.seating(ro, 3, here.clock.now())[0]
    before = clinic.seating(ro, 3, here.clock.now() - timedelta(hours=1))[0]
    assert getattr(before, "weight_kg", 0) is None  # of that hour; a session on paper is told what was known then


async def test_what_it_says_is_read_in_both_languages(here: Room) -> None:
    dose = DoseWithTimeOut(
        drug="ketamine",
        route=Route.INTRAMUSCULAR,
        amount_mg=Decimal(40),
        reasons={Concern.OTHER_WEIGHT: "Weighed today."},
    )
    assert "written for another weight, because Weighed today." in describe(dose, WORDS)
    assert "escrita para otro peso, porque Weighed today." in describe(dose, text.language("es"))
