"""Paper for the case that all machines fail: what stands on it, and that what is written on it comes back into the record."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from facilitator_app import monitoring, text
from facilitator_app.clinic import Clinic
from facilitator_app.day_paper import Sitting, day_sheet, of_day, of_session, sheets
from facilitator_app.handoff.reading import text_of
from facilitator_app.record import room
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Part
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.orders import ClearedForMedicine
from facilitator_app.record.people import PersonTold
from facilitator_app.record.programme import Limit, Plan, Rule, When
from facilitator_app.record.readiness import StaysWithout
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal.transcribe import COLUMNS as ASKED
from facilitator_app.rehearsal.words import MEASURES
from facilitator_app.set_board import SetBoard
from facilitator_app.sheet_rows import COLUMNS, TOKENS, checks, row_of
from tests.people import START
from tests.test_app import Room, here
from tests.test_clinic import CIRCLE
from tests.test_prescribing import CLEARED, HALE, INES, ORDER, write
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
    found = [(when, int(after.total_seconds() // 60), measures) for when, after, measures in checks(PLAN, ())]
    assert found == [
        (When.BEFORE_DOSE, 0, VITALS),
        (When.AFTER_DOSE, 15, VITALS),
        (When.AFTER_DOSE, 30, (*VITALS, Measure.BREATHING)),
        (When.AFTER_DOSE, 45, VITALS),
        (When.AFTER_DOSE, 60, (Measure.BREATHING,)),
        (When.BEFORE_LEAVING, 0, VITALS),
    ]
    assert next(checks(PLAN, [START]))[0] is When.AFTER_DOSE  # who has had the medicine is not measured before it
    assert list(checks(None, ())) == []
    endless = msgspec.structs.replace(PLAN, rules=(Rule(measures=VITALS, when=When.AFTER_DOSE, every_minutes=30),))
    assert len(list(checks(endless, ()))) == 8  # four hours of them


def test_after_a_further_dose_each_check_counts_from_the_dose_that_its_rule_says_as_it_does_in_the_room() -> None:
    doses = [START, START + timedelta(minutes=30)]
    rules = (
        Rule(measures=(Measure.SYSTOLIC,), when=When.AFTER_DOSE, every_minutes=40, until_minutes=80, anew=False),
        Rule(measures=(Measure.SPO2,), when=When.AFTER_DOSE, every_minutes=10, until_minutes=20),
    )
    plan = msgspec.structs.replace(PLAN, rules=rules)
    found = [(int(after.total_seconds() // 60), measures) for _, after, measures in checks(plan, doses)]
    assert found == [
        (40, (Measure.SYSTOLIC, Measure.SPO2)),
        (50, (Measure.SPO2,)),
        (80, (Measure.SYSTOLIC,)),
    ]


async def test_the_sheet_of_an_open_session_prints_the_times_at_which_the_room_asks(here: Room) -> None:
    first = here.clock.now()
    dose = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40))
    await here.session.write(dose, [here.rowan])
    here.clock.advance(timedelta(minutes=30))
    await here.session.write(dose, [here.rowan])
    rule = Rule(measures=(Measure.SYSTOLIC,), when=When.AFTER_DOSE, every_minutes=40, until_minutes=80, anew=False)
    one = msgspec.structs.replace(
        of_session(clinic_of(here), here.session.state), plan=msgspec.structs.replace(PLAN, rules=(rule,))
    )
    page = printed_of(here, msgspec.structs.replace(one, people=one.people[:1]))[0]
    due = monitoring.checks_due(here.session.state.people[here.rowan], one.plan, here.clock.now())
    assert [check.due_at for check in due] == [first + timedelta(minutes=40)]
    for minutes in (40, 80):
        assert f"{(first + timedelta(minutes=minutes)).astimezone(zone(here)):%H:%M}" in page


async def test_the_paper_of_an_open_session_says_what_was_given_so_that_no_dose_is_given_twice(here: Room) -> None:
    """The evening's session, after the morning's was closed; the machine fails half an hour after Rowan's dose."""
    clinic, first = clinic_of(here), here.clock.now()
    dose = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(20))
    await here.session.write(dose, [here.rowan])
    await over(here)
    here.clock.advance(timedelta(hours=3))
    await set_tomorrow(clinic, here.amara)
    assert "Given today" not in " ".join(printed_of(here, tomorrow_of(clinic)))  # it has not begun
    await here.begin()
    second = here.clock.now()
    await here.session.write(msgspec.structs.replace(dose, amount_mg=Decimal(50)), [here.rowan])
    here.clock.advance(timedelta(minutes=30))
    one = of_session(clinic, here.session.state)
    rowan, amara = one.people
    hours = [f"{moment.astimezone(zone(here)):%H:%M}" for moment in (first, second)]
    given = [f"{hour} ketamine {mg} mg, intramuscular" for hour, mg in zip(hours, (20, 50), strict=True)]
    for page in printed_of(here, msgspec.structs.replace(one, people=(rowan,))):
        said = " ".join(page.split())
        assert "Given today" in said
        assert 0 < said.find(given[0]) < said.find(given[1]), said
    for page in printed_of(here, msgspec.structs.replace(one, people=(amara,))):
        assert "ketamine" not in page
        assert "none yet" in page


async def test_a_sheet_filled_in_by_hand_is_what_transcribe_reads(here: Room, tmp_path: Path) -> None:
    here.clock.advance(timedelta(hours=2))
    assert (COLUMNS, TOKENS) == (ASKED, MEASURES)
    rowan = next(one for one in of_session(clinic_of(here), here.session.state).people if one.id == here.rowan)
    printed = row_of(rowan.called, (*VITALS, Measure.BREATHING, Measure.TEMPERATURE), text.catalogue())
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


async def set_tomorrow(clinic: Clinic, *people: UUID, programme: str = CIRCLE) -> UUID:
    session = UUID(int=11)
    told = SessionSet(session=session, title="Second", programme=programme, at=START + timedelta(days=1))
    expected = (Part(fact=Expected(session=session, seat=seat), about=one) for seat, one in enumerate(people, 1))
    await clinic.write([Part(fact=told), *expected])
    return session


async def over(here: Room) -> Clinic:
    """The session is over, so that who was in it can be expected at another."""
    for person in (here.rowan, here.amara):
        await here.session.write(room.WentOut(way=room.WayOut.WITHDREW, note="Fetched by Jude."), [person])
    await here.app.close_session()
    await here.app.leave_session()
    return clinic_of(here)


def tomorrow_of(clinic: Clinic) -> Sitting:
    day = (START + timedelta(days=1)).astimezone(ZoneInfo(clinic.state.zone)).date()
    (one,) = of_day(clinic, day, ())
    return one


def printed_of(here: Room, one: Sitting) -> tuple[str, str]:
    """What stands on the sheets, and on the day sheet."""
    made = sheets([one], text.catalogue(), zone(here), START)
    return text_of(made), text_of(day_sheet(one.at.date(), [one], text.catalogue(), zone(here), START))


async def test_before_a_session_begins_its_paper_has_whatever_is_known_of_a_person_with_all_machines_dead(
    here: Room,
) -> None:
    clinic = clinic_of(here)
    own = Limit(measure=Measure.SYSTOLIC, high=Decimal(150), reason="treated", owner="Ines Okafor")
    await write(clinic, INES, here.rowan, PersonLimitSet(limit=own))
    usual = PersonTold(weight_kg="70", usual_systolic="118", usual_diastolic="76", usual_heart_rate="64")
    await clinic.tell_person(here.rowan, usual, sure=True)
    await over(here)
    here.clock.advance(timedelta(hours=1))
    await clinic.tell_person(here.rowan, PersonTold(allergies="latex"), sure=True)
    await set_tomorrow(clinic, here.rowan)
    one = tomorrow_of(clinic)
    assert [limit.high for limit in one.people[0].limits if limit.measure is Measure.SYSTOLIC] == [Decimal(150)]
    sheet, _ = printed_of(here, one)
    for said in ("above 150 mmHg", "usual: HR 64", "BP 118/76 mmHg", "70 kg, told on 5 March 2026"):
        assert said in " ".join(sheet.split()), said


@pytest.mark.parametrize("is_open", [False, True])
async def test_the_paper_says_who_takes_no_medicine_in_place_of_order_and_times_of_a_dose(
    here: Room, is_open: bool
) -> None:
    clinic = clinic_of(here)
    await write(clinic, HALE, here.rowan, ORDER, CLEARED)
    if is_open:
        await here.app.leave_session()
        await here.app.enter_session(next(iter(clinic.state.sessions)))
        await here.session.write(StaysWithout(words="Not today."), [here.rowan])
        one = of_session(clinic, here.session.state)
        one = msgspec.structs.replace(one, people=one.people[:1])
    else:
        await over(here)
        session = await set_tomorrow(clinic, here.rowan)
        await SetBoard(clinic, session).write(StaysWithout(words="Not today."), [here.rowan])
        one = tomorrow_of(clinic)
    for page in printed_of(here, msgspec.structs.replace(one, plan=PLAN)):
        assert "Takes no medicine: “Not today.”" in page
        for gone in ("ketamine", "Cleared", "dose Rowan", "min after"):
            assert gone not in page, gone


async def test_an_order_for_each_medicine_stands_on_the_paper(here: Room) -> None:
    esketamine = msgspec.structs.replace(ORDER, drug="esketamine", low=Decimal(28), high=None, route=Route.INTRANASAL)
    for order in (ORDER, esketamine):
        await here.session.write(order, [here.rowan])
    for page in printed_of(here, of_session(clinic_of(here), here.session.state)):
        assert "ketamine 40 to 60 mg" in page
        assert "esketamine 28 mg" in page


async def test_the_paper_of_a_course_that_runs_has_the_checks_of_the_version_by_which_it_runs(here: Room) -> None:
    clinic = await over(here)
    before = clinic.state.programmes[CIRCLE].plan
    assert before is not None
    await clinic.sign_plan(CIRCLE, PLAN)
    newcomer = await clinic.add_participant(ParticipantAdded(preferred_name="Idris"))
    await set_tomorrow(clinic, here.rowan)
    assert tomorrow_of(clinic).plan == before.plan  # Rowan's course began with it
    await clinic.write([Part(fact=Expected(session=UUID(int=11), coming=False), about=here.rowan)])
    await clinic.write([Part(fact=Expected(session=UUID(int=11)), about=newcomer)])
    newest = tomorrow_of(clinic).plan
    assert newest is not None
    assert newest.rules == PLAN.rules


@pytest.mark.parametrize("legal", [("Ana Ruiz", "Ana Sol"), ("", "")])
async def test_two_of_one_name_are_told_apart_on_paper_and_what_is_printed_is_what_transcribe_reads(
    here: Room, tmp_path: Path, legal: tuple[str, str]
) -> None:
    clinic = await over(here)
    for who, name, nickname in zip((here.rowan, here.amara), legal, ("Anita", "Nana"), strict=True):
        told = PersonTold(preferred_name="Ana", legal_name=name, nicknames=(nickname,))
        await clinic.tell_person(who, told, sure=True)
    session = await set_tomorrow(clinic, here.rowan, here.amara)
    one = tomorrow_of(clinic)
    sheet, day = printed_of(here, one)
    assert [person.name for person in one.people] == (["Ana R.", "Ana S."] if legal[0] else ["Ana (1)", "Ana (2)"])
    for person in one.people:
        assert person.name in day
        assert f"vitals {person.called} hr" in " ".join(sheet.split())
    here.clock.advance(timedelta(days=1))
    assert here.app.at_screen is not None
    await here.app.begin_session(
        session,
        title="Second",
        programme=CIRCLE,
        lead=here.tomas,
        staff=[here.app.at_screen.id, here.tomas],
        seats={1: here.rowan, 2: here.amara},
        staffing_reason="Devi is ill.",
    )
    here.clock.advance(timedelta(hours=1))
    rows = [f"{at(here, 10)},Ines,vitals {person.called} hr 7{person.seat}" for person in one.people]
    done = await bring_in(here, tmp_path, *rows)
    assert (done.written, done.refused) == (2, [])
    people = here.session.state.people
    assert [people[who].readings[Measure.HEART_RATE].value for who in (here.rowan, here.amara)] == [71, 72]


async def test_a_sheet_is_printed_in_the_words_of_the_language_that_is_spoken(here: Room, tmp_path: Path) -> None:
    here.clock.advance(timedelta(hours=1))
    sitting = msgspec.structs.replace(of_session(clinic_of(here), here.session.state), plan=PLAN)
    page = " ".join(text_of(sheets([sitting], text.language("es"), zone(here), START)).split())
    for said in ("hora quién qué", "signos Rowan fc ____ pa ____/____", "observa Rowan", "nota Rowan", "apoyo Rowan"):
        assert said in page, said
    row = row_of("Rowan", VITALS, text.language("es"), blank="96")
    done = await bring_in(here, tmp_path, f"{at(here, 10)},Ines,{row.replace('96/96', '120/80')}")
    assert (done.written, done.refused) == (1, [])
