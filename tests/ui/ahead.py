"""Days to come to look at: what the prescriber wrote, sessions and meetings that are set."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from facilitator_app.record.agenda import Expected, MeetingSet, SessionSet
from facilitator_app.record.doses import Route
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.prescribing import Asa, Assessed
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from tests.ui.scenes import Room

HALE = Who(id=UUID(int=77), name="Dr. Hale", roles=(Role.PRESCRIBER,))


async def prescribed(place: Room) -> None:
    """The prescriber has assessed and cleared Amara, has written an order, and is at the screen."""
    clinic = place.app.clinic
    assert clinic is not None
    place.app.at_screen = clinic.at_screen = HALE
    facts: tuple[Fact, ...] = (
        Assessed(
            prescriber=HALE.name,
            health="Blood pressure 128/80, no psychosis or mania, liver values from May.",
            goals="To sleep through, and to meet her sister.",
            asa=Asa.TWO,
        ),
        OrderGiven(
            drug="ketamine",
            route=Route.INTRAMUSCULAR,
            low=Decimal(40),
            high=Decimal(60),
            further=True,
            between_minutes=30,
            prescriber=HALE.name,
        ),
        ClearedForMedicine(prescriber=HALE.name, until=date(2026, 6, 30), conditions="Below 160/100 before the dose."),
    )
    await clinic.write([Part(fact=fact, about=place.people["Amara"]) for fact in facts])


async def set_for_today(place: Room) -> str:
    """In two hours a session is set, with two people expected; its id."""
    clinic = place.app.clinic
    assert clinic is not None
    session, at = UUID(int=509), place.clock.now() + timedelta(hours=2)
    programme = next(iter(clinic.state.programmes))
    told = SessionSet(session=session, title="Evening circle", programme=programme, at=at)
    expected = [Part(fact=Expected(session=session), about=place.people[name]) for name in ("Rowan", "Amara")]
    await clinic.write([Part(fact=told), *expected])
    return str(session)


async def days_set(place: Room) -> None:
    """Next week two sessions are set, of which one has its people on their seats, and a preparation meeting."""
    clinic = place.app.clinic
    assert clinic is not None
    assert place.app.at_screen is not None
    programme, now = next(iter(clinic.state.programmes)), place.clock.now()
    first, second = UUID(int=501), UUID(int=502)
    await clinic.write(
        [
            Part(
                fact=SessionSet(
                    session=session,
                    title=title,
                    programme=programme,
                    at=now + timedelta(days=days),
                    minutes=180,
                    place="Room 2",
                )
            )
            for session, title, days in ((first, "Second circle", 1), (second, "Third circle", 8))
        ]
    )
    for seat, person in enumerate(place.people.values(), 2):
        await clinic.write([Part(fact=Expected(session=first, seat=seat), about=person)])
    who, at = place.people["Amara"], now + timedelta(days=2, hours=-3)
    meeting = MeetingSet(at=at, held_by=place.app.at_screen.id, place=VisitPlace.OFFICE, minutes=50)
    await clinic.write([Part(fact=meeting, about=who)])
