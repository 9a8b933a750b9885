"""Paper for the case that all machines fail: what stands on it, and that what is written on it comes back into the record."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import text
from facilitator_app.clinic import Clinic
from facilitator_app.day_paper import COLUMNS, TOKENS, checks, day_sheet, of_day, of_session, row_of, sheets
from facilitator_app.handoff.reading import text_of
from facilitator_app.record import room
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.entry import Part
from facilitator_app.record.orders import ClearedForMedicine
from facilitator_app.record.people import PersonTold
from facilitator_app.record.programme import Plan, Rule, When
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal.transcribe import COLUMNS as ASKED
from facilitator_app.rehearsal.words import MEASURES
from tests.people import START
from tests.test_app import Room, here
from tests.test_prescribing import CLEARED, HALE, ORDER, write
from tests.test_transcribe import at, bring_in

__all__ = ["here"]

VITALS = (Measure.HEART_RATE, Measure.SYSTOLIC, Measure.DIASTOLIC, Measure.SPO2)
PLAN = Plan(
    name="Plan",
    source="Invented.",
    rules=(
        Rule(measures=VITALS, when=When.BEFORE_DOSE),
        Rule(measures=VITALS, when=When.AFTER_DOSE, every_minutes=15, until_minutes=45),
        Rule(measures=(Measure.BREATHING,), when=When.AFTER_DOSE, every_minutes=30, until_minutes=60),
        Rule(measures=VITALS, when=When.BEFORE_LEAVING),
    ),
)


def clinic_of(here: Room) -> Clinic:
    assert here.app.clinic is not None
    return here.app.clinic


def zone(here: Room) -> ZoneInfo:
    return ZoneInfo(clinic_of(here).state.zone)


def test_the_checks_are_those_of_the_plan_before_and_after_the_dose() -> None:
    found = [(when, int(after.total_seconds() // 60), measures) for when, after, measures in checks(PLAN, None)]
    assert found == [
        (When.BEFORE_DOSE, 0, VITALS),
        (When.AFTER_DOSE, 15, VITALS),
        (When.AFTER_DOSE, 30, (*VITALS, Measure.BREATHING)),
        (When.AFTER_DOSE, 45, VITALS),
        (When.AFTER_DOSE, 60, (Measure.BREATHING,)),
        (When.BEFORE_LEAVING, 0, VITALS),
    ]
    assert next(checks(PLAN, START))[0] is When.AFTER_DOSE  # who has had the medicine is not measured before it
    assert list(checks(None, None)) == []
    endless = msgspec.structs.replace(PLAN, rules=(Rule(measures=VITALS, when=When.AFTER_DOSE, every_minutes=30),))
    assert len(list(checks(endless, None))) == 8  # four hours of them


async def test_a_sheet_filled_in_by_hand_is_what_transcribe_reads(here: Room, tmp_path: Path) -> None:
    here.clock.advance(timedelta(hours=2))
    assert (COLUMNS, TOKENS) == (ASKED, MEASURES)
    rowan = next(one for one in of_session(clinic_of(here), here.session.state).people if one.id == here.rowan)
    printed = row_of(rowan.called, (*VITALS, Measure.BREATHING, Measure.TEMPERATURE))
    assert printed == "vitals Rowan hr ____ bp ____/____ spo2 ____ br ____ t ____"
    filled = printed
    for figure in ("72", "128", "82", "98", "14", "36.7"):
        filled = filled.replace("____", figure, 1)
    done = await bring_in(here, tmp_path, f"{at(here, 10)},Ines,{filled}", head=",".join(COLUMNS))
    assert (done.written, done.refused) == (1, [])
    assert here.session.state.people[here.rowan].readings[Measure.BREATHING].value == 14


async def test_a_sheet_holds_order_clearance_and_due_times_of_one_person_a_page(here: Room) -> None:
    clinic = clinic_of(here)
    await write(clinic, HALE, here.rowan, ORDER, CLEARED)
    await clinic.tell_person(here.rowan, PersonTold(medicines="lithium"), sure=True)
    scope = here.session.scope
    await here.app.leave_session()
    session = await here.app.enter_session(scope)
    await session.write(room.WentOut(way=room.WayOut.WITHDREW), [here.amara])
    sitting = of_session(clinic, session.state)
    assert [one.name for one in sitting.people] == ["Rowan"]
    page = text_of(sheets([msgspec.structs.replace(sitting, plan=PLAN)], text.catalogue(), zone(here), START))
    for said in ("Rowan", "ketamine 40 to 60 mg", "Blood pressure first.", "lithium", "15 min after", "before leaving"):
        assert said in page, said
    assert "Amara" not in page


async def test_the_day_sheet_says_who_sits_where_and_under_which_conditions(here: Room) -> None:
    clinic, session = clinic_of(here), UUID(int=10)
    idris = await clinic.add_participant(ParticipantAdded(preferred_name="Idris", allergies="latex", escort="Jude"))
    programme = next(iter(clinic.state.programmes))
    tomorrow = START + timedelta(days=1)
    told = SessionSet(session=session, title="Second circle", programme=programme, at=tomorrow, place="Room 2")
    await clinic.write([Part(fact=told), Part(fact=Expected(session=session, seat=4), about=idris)])
    await write(clinic, HALE, idris, ORDER, ClearedForMedicine(prescriber="Dr. Hale", until=tomorrow.date()))
    day = tomorrow.astimezone(zone(here)).date()
    found = of_day(clinic, day, ())
    assert [(one.title, [(who.seat, who.name) for who in one.people]) for one in found] == [
        ("Second circle", [(4, "Idris")])
    ]
    page = text_of(day_sheet(day, found, text.catalogue(), zone(here), START))
    for said in ("Second circle", "Room 2", "Idris", "Allergies: latex", "Fetched by Jude", "ketamine 40 to 60 mg"):
        assert said in page, said
    known = msgspec.structs.replace(found[0].people[0], emergency_contact="Mae, 555 0143", intention="To be still")
    own = [msgspec.structs.replace(found[0], people=(known,))]
    alone = text_of(sheets(own, text.catalogue(), zone(here), START))
    of_all = text_of(day_sheet(day, own, text.catalogue(), zone(here), START))
    assert "Leads: ____" in page
    begun = text_of(day_sheet(day, [of_session(clinic, here.session.state)], text.catalogue(), zone(here), START))
    assert "Leads: Tomas Lind. In the room: Ines Okafor." in begun
    for private in ("Mae, 555 0143", "To be still"):  # the sheet that all of the team pass round has neither
        assert private in alone
        assert private not in of_all
    later = day_sheet(
        day + timedelta(days=1), of_day(clinic, date(2030, 1, 1), ()), text.catalogue(), zone(here), START
    )
    assert "No session is set or open." in text_of(later)
    assert [one.title for one in of_day(clinic, day, [here.session.state])] == [
        here.session.state.title,
        "Second circle",
    ]
